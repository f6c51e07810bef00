package binder

import (
	"bufio"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"dudao/internal/office"
)

// BagReport is what became of a bag since it was made.
type BagReport struct {
	Changed  []string // files whose bytes are others, by their path below the bag
	Missing  []string
	Added    []string // files that no manifest names
	Faults   []string // what is wrong with the bag itself, finished sentences
	Files    int      // of the payload, as found
	Bytes    int64
	Manifest string // SHA-256 of manifest-sha256.txt as it is now, empty without one
	Tags     string // SHA-256 of tagmanifest-sha256.txt
}

// Sound tells whether everything is as it was.
func (r BagReport) Sound() bool {
	return len(r.Changed)+len(r.Missing)+len(r.Added)+len(r.Faults) == 0
}

// IsBag tells whether the folder is a bag.
func IsBag(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, bagDeclaration))
	return err == nil && info.Mode().IsRegular()
}

// bagSums are the sums that a manifest may hold here. RFC 8493, 2.4.
var bagSums = map[string]func() hash.Hash{"sha256": sha256.New, "sha512": sha512.New}

// clutter are files that a system puts into any folder that it shows.
var clutter = []string{"Thumbs.db", "desktop.ini", ".DS_Store"}

// VerifyBag reads a bag through and compares every file with the manifests; each is
// told how many bytes of all are read. CodeFile when the folder is no bag.
func VerifyBag(dir string, each func(done, total int64) error) (BagReport, error) {
	v := bagReader{dir: dir, each: each, onDisk: map[string]string{}, named: map[string]bool{}}
	if !IsBag(dir) {
		return v.out, office.Errorf(office.CodeFile, "文件夹“%s”里没有 bagit.txt，不是可以校验的迎检册。请选迎检册文件夹，或其中的“迎检材料”文件夹。", filepath.Base(dir))
	}
	for _, work := range []func() error{v.walk, v.declaration, v.manifests, v.oxum, v.added} {
		if err := work(); err != nil {
			return v.out, err
		}
	}
	for _, list := range []*[]string{&v.out.Changed, &v.out.Missing, &v.out.Added} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return v.out, nil
}

// bagReader reads one bag.
type bagReader struct {
	dir    string
	each   func(done, total int64) error
	out    BagReport
	onDisk map[string]string // where a file lies, by its path in NFC
	named  map[string]bool   // that a manifest names
	read   int64
	total  int64
}

// walk finds what lies in the bag.
func (v *bagReader) walk() error {
	return filepath.WalkDir(v.dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil {
			return office.Errorf(office.CodeFile, "文件夹“%s”无法读取，请检查权限或换一个 U 盘接口再试。", filepath.Base(p))
		}
		if e.IsDir() {
			return nil
		}
		rel, err := filepath.Rel(v.dir, p)
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		name := norm.NFC.String(filepath.ToSlash(rel)) // some systems store names taken apart
		v.onDisk[name] = p
		v.total += info.Size()
		if strings.HasPrefix(name, BagPayload+"/") && !slices.Contains(clutter, e.Name()) {
			v.out.Files++
			v.out.Bytes += info.Size()
		}
		return nil
	})
}

var bagVersions = regexp.MustCompile(`^BagIt-Version: (0\.9[3-7]|1\.0)\s*\r?\nTag-File-Character-Encoding: *(?i:UTF-8)\s*$`)

func (v *bagReader) declaration() error {
	text, err := os.ReadFile(filepath.Join(v.dir, bagDeclaration))
	if err != nil {
		return office.Errorf(office.CodeFile, "%s 无法读取，请检查权限。", bagDeclaration)
	}
	if !bagVersions.Match(text) {
		v.out.Faults = append(v.out.Faults, bagDeclaration+" 的内容不对，不是 BagIt 1.0。")
	}
	return nil
}

var manifestName = regexp.MustCompile(`^(tag)?manifest-([a-z0-9]+)\.txt$`)

// manifests compares every file with every manifest whose sums are known here.
func (v *bagReader) manifests() error {
	payload := false
	for _, name := range v.sortedNames() {
		found := manifestName.FindStringSubmatch(name)
		if found == nil {
			continue
		}
		sum, known := bagSums[found[2]]
		if !known {
			v.out.Faults = append(v.out.Faults, name+" 用的算法这里不能核对，只核对 SHA-256 和 SHA-512。")
			continue
		}
		if err := v.manifest(name, sum, found[1] == ""); err != nil {
			return err
		}
		payload = payload || found[1] == ""
	}
	if !payload {
		v.out.Faults = append(v.out.Faults, "没有 "+bagManifest+"，不能核对材料。")
	}
	return nil
}

func (v *bagReader) sortedNames() []string {
	names := []string{}
	for name := range v.onDisk {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// manifestLine is a sum and a path; tools that mark binary files put a * between.
var manifestLine = regexp.MustCompile(`^([0-9A-Fa-f]+)[ \t]+\*?(.+)$`)

func (v *bagReader) manifest(name string, sum func() hash.Hash, payload bool) error {
	text, err := os.ReadFile(v.onDisk[name])
	if err != nil {
		return office.Errorf(office.CodeFile, "%s 无法读取，请检查权限。", name)
	}
	switch name {
	case bagManifest:
		v.out.Manifest = sumOf(text)
	case bagTagManifest:
		v.out.Tags = sumOf(text)
	}
	lines := bufio.NewScanner(strings.NewReader(strings.ReplaceAll(string(text), "\r", "\n")))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		found := manifestLine.FindStringSubmatch(lines.Text())
		p, ok := "", false
		if found != nil {
			p, ok = bagPathOf(found[2])
		}
		if !ok || strings.HasPrefix(p, BagPayload+"/") != payload {
			v.out.Faults = append(v.out.Faults, fmt.Sprintf("%s 第 %d 行读不懂，这份清单可能被改过。", name, n))
			continue
		}
		v.named[p] = true
		if err := v.compare(p, strings.ToLower(found[1]), sum()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// compare reads one file.
func (v *bagReader) compare(p, want string, sum hash.Hash) error {
	at, have := v.onDisk[p]
	if !have {
		v.out.Missing = append(v.out.Missing, p)
		return nil
	}
	r, err := os.Open(at)
	if errors.Is(err, fs.ErrNotExist) {
		v.out.Missing = append(v.out.Missing, p)
		return nil
	}
	if err == nil {
		defer r.Close()
		var n int64
		n, err = io.Copy(sum, r)
		v.read += n
	}
	if err != nil {
		v.out.Faults = append(v.out.Faults, "“"+p+"”无法读取，磁盘可能有坏道。")
		return nil
	}
	if hex.EncodeToString(sum.Sum(nil)) != want {
		v.out.Changed = append(v.out.Changed, p)
	}
	return v.each(min(v.read, v.total), v.total)
}

var bagOxum = regexp.MustCompile(`(?m)^Payload-Oxum: *(\d+)\.(\d+)\s*$`)

// oxum compares the quick count of bag-info.txt, when nothing else was found: it
// adds nothing to a list of files.
func (v *bagReader) oxum() error {
	text, err := os.ReadFile(filepath.Join(v.dir, bagInfo))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // the tag manifest tells of it when there was one
	}
	if err != nil {
		return office.Errorf(office.CodeFile, "%s 无法读取，请检查权限。", bagInfo)
	}
	found := bagOxum.FindSubmatch(text)
	if found == nil || !v.out.Sound() {
		return nil
	}
	said := fmt.Sprintf("%s.%s", found[1], found[2])
	if is := strconv.FormatInt(v.out.Bytes, 10) + "." + strconv.Itoa(v.out.Files); is != said {
		v.out.Faults = append(v.out.Faults, fmt.Sprintf("%s 记的总量是 %s（字节数.文件数），现在是 %s。", bagInfo, said, is))
	}
	return nil
}

// added finds what no manifest names. Tag files may be added, RFC 8493, 2.2.4, so
// only the payload counts.
func (v *bagReader) added() error {
	for name, at := range v.onDisk {
		if strings.HasPrefix(name, BagPayload+"/") && !v.named[name] && !slices.Contains(clutter, filepath.Base(at)) {
			v.out.Added = append(v.out.Added, name)
		}
	}
	return nil
}
