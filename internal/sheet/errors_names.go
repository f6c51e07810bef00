package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
)

// excelize finds the comments of a sheet only under names of its own:
// xl/commentsN.xml beside xl/drawings/vmlDrawingN.vml, N from 1 without gaps, and
// mixes up those that other programs name otherwise. The parts are renamed for it.

// farNumber is beyond the numbers that excelize gives to new comments.
const farNumber = 1000

type relationship struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr,omitempty"`
}

type relationships struct {
	XMLName xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/relationships Relationships"`
	List    []relationship `xml:"Relationship"`
}

func (r relationships) ofKind(kind string) []int {
	at := []int{}
	for i, x := range r.List {
		if strings.HasSuffix(x.Type, kind) && x.Mode != "External" {
			at = append(at, i)
		}
	}
	return at
}

// commentNames returns the package with its comments under the names that excelize
// knows; the package itself where they have them.
func commentNames(data []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	names, changed := map[string]string{}, map[string][]byte{}
	comments, others := 0, farNumber
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/worksheets/_rels/") {
			continue
		}
		rels := relationships{}
		content, err := readPart(f)
		if err == nil {
			err = xml.Unmarshal(content, &rels)
		}
		if err != nil {
			return nil, err
		}
		moved := false
		move := func(i int, to string) {
			from := path.Join("xl/worksheets", rels.List[i].Target)
			if strings.HasPrefix(rels.List[i].Target, "/") {
				from = rels.List[i].Target[1:]
			}
			if target := "../" + strings.TrimPrefix(to, "xl/"); from != to || rels.List[i].Target != target {
				rels.List[i].Target, names[from], moved = target, to, true
			}
		}
		notes, drawings := rels.ofKind("/comments"), rels.ofKind("/vmlDrawing")
		legacy := legacyDrawing(z, f.Name, rels, drawings)
		for _, i := range drawings {
			if len(notes) == 1 && i == legacy {
				comments++
				move(notes[0], fmt.Sprintf("xl/comments%d.xml", comments))
				move(i, fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", comments))
				continue
			}
			others++
			move(i, fmt.Sprintf("xl/drawings/vmlDrawing%d.vml", others))
		}
		if !moved {
			continue
		}
		if changed[f.Name], err = xml.Marshal(rels); err != nil {
			return nil, err
		}
	}
	if len(names) == 0 {
		return data, nil
	}
	return renamed(z, names, changed)
}

var legacyForm = regexp.MustCompile(`<(?:\w+:)?legacyDrawing\s[^>]*\bid="([^"]+)"`)

// legacyDrawing tells which of the drawings holds the boxes of the comments; another
// one holds the pictures of the page's head.
func legacyDrawing(z *zip.Reader, rels string, all relationships, drawings []int) int {
	if len(drawings) == 1 {
		return drawings[0]
	}
	sheet := "xl/worksheets/" + strings.TrimSuffix(path.Base(rels), ".rels")
	at := slices.IndexFunc(z.File, func(f *zip.File) bool { return f.Name == sheet })
	if at < 0 || len(drawings) == 0 {
		return -1
	}
	content, err := readPart(z.File[at])
	if err != nil {
		return -1
	}
	_, tail := aroundRows(content)
	m := legacyForm.FindSubmatch(tail)
	if m == nil {
		return -1
	}
	return slices.IndexFunc(all.List, func(r relationship) bool { return r.ID == string(m[1]) })
}

func readPart(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() //nolint:errcheck // only read
	return io.ReadAll(io.LimitReader(r, DefaultLimits.AllBytes))
}

// renamed copies the package with parts under new names and others changed.
func renamed(z *zip.Reader, names map[string]string, changed map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, f := range z.File {
		content, ok := changed[f.Name]
		if !ok {
			var err error
			if content, err = readPart(f); err != nil {
				return nil, err
			}
		}
		if f.Name == "[Content_Types].xml" {
			content = contentTypes(content, names)
		}
		w, err := to.Create(newName(f.Name, names))
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(content); err != nil {
			return nil, err
		}
	}
	err := to.Close()
	return out.Bytes(), err
}

// newName takes a part's relationships along with it.
func newName(name string, names map[string]string) string {
	if to, ok := names[name]; ok {
		return to
	}
	dir, base := path.Split(name)
	if owner, ok := strings.CutSuffix(base, ".rels"); ok && strings.HasSuffix(dir, "_rels/") {
		if to, ok := names[strings.TrimSuffix(dir, "_rels/")+owner]; ok {
			return relsOf(to)
		}
	}
	return name
}

// contentTypes names the parts of the package's table anew, all at once: one may get
// the name that another had.
func contentTypes(content []byte, names map[string]string) []byte {
	pairs := []string{}
	for from, to := range names {
		pairs = append(pairs, `"/`+from+`"`, `"/`+to+`"`)
	}
	return []byte(strings.NewReplacer(pairs...).Replace(string(content)))
}
