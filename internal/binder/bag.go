package binder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// The files of a bag (RFC 8493).
const (
	BagPayload     = "data" // the folder of what is in the bag
	bagDeclaration = "bagit.txt"
	bagInfo        = "bag-info.txt"
	bagManifest    = "manifest-sha256.txt"
	bagTagManifest = "tagmanifest-sha256.txt"
	bagVersion     = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
)

// BagFile is a file of the payload: its path below the bag, its SHA-256 and size.
type BagFile struct {
	Path   string // data/…, with /
	SHA256 string
	Bytes  int64
}

// BagAbout is what bag-info.txt says.
type BagAbout struct {
	Organization string
	Phone        string
	Title        string
	Identifier   string // 档号 or the binder's own
	Made         time.Time
}

// TagFile is a file of the bag beside the payload.
type TagFile struct {
	Name    string
	Content []byte
}

// Tags are the tag files of a bag with this payload, in the order in which they
// are to be written; the same payload gives the same bytes. manifest and tags are
// the SHA-256 of manifest-sha256.txt and of tagmanifest-sha256.txt: whoever knows
// them can tell that nothing was changed, the manifests themselves included.
func Tags(payload []BagFile, about BagAbout) (files []TagFile, manifest, tags string) {
	sorted := slices.SortedFunc(slices.Values(payload), func(a, b BagFile) int { return strings.Compare(a.Path, b.Path) })
	lines, octets := strings.Builder{}, int64(0)
	for _, f := range sorted {
		fmt.Fprintf(&lines, "%s  %s\n", f.SHA256, bagPath(f.Path))
		octets += f.Bytes
	}
	files = []TagFile{
		{bagDeclaration, []byte(bagVersion)},
		{bagInfo, about.text(octets, len(sorted))},
		{bagManifest, []byte(lines.String())},
	}
	lines.Reset()
	for _, f := range files { // in the order of their names already
		fmt.Fprintf(&lines, "%s  %s\n", sumOf(f.Content), f.Name)
	}
	files = append(files, TagFile{bagTagManifest, []byte(lines.String())})
	return files, sumOf(files[2].Content), sumOf(files[3].Content)
}

func (a BagAbout) text(octets int64, streams int) []byte {
	out := strings.Builder{}
	for _, field := range [][2]string{
		{"Source-Organization", a.Organization}, {"Contact-Phone", a.Phone}, {"External-Description", a.Title}, {"External-Identifier", a.Identifier},
		{"Bagging-Date", a.Made.Format(time.DateOnly)}, {"Bag-Size", bagSize(octets)}, {"Payload-Oxum", fmt.Sprintf("%d.%d", octets, streams)},
	} {
		if value := strings.Join(strings.Fields(field[1]), " "); value != "" {
			fmt.Fprintf(&out, "%s: %s\n", field[0], norm.NFC.String(value))
		}
	}
	return []byte(out.String())
}

func bagSize(octets int64) string {
	if octets < 1<<20 {
		return fmt.Sprintf("%.1f KB", float64(octets)/(1<<10))
	}
	return fmt.Sprintf("%.1f MB", float64(octets)/(1<<20))
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// bagPath writes a path as a manifest holds it: only what would break its lines is
// encoded. RFC 8493, 2.1.3.
func bagPath(p string) string {
	return strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D").Replace(norm.NFC.String(p))
}

// bagPathOf reads a path of a manifest; ok is false for one that leads out of the
// bag.
func bagPathOf(text string) (p string, ok bool) {
	p = strings.NewReplacer("%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r", "%25", "%").Replace(strings.TrimPrefix(text, "./"))
	if !filepath.IsLocal(filepath.FromSlash(p)) {
		return "", false
	}
	return norm.NFC.String(path.Clean(p)), true
}
