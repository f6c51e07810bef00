package binder

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"dudao/internal/doc"
)

// readPage is a page as poppler reads it: its words with their places, upright
// for the reader, in points from the upper left corner.
type readPage struct {
	W     float64 `xml:"width,attr"`
	H     float64 `xml:"height,attr"`
	Words []word  `xml:"word"`
}

type word struct {
	X0   float64 `xml:"xMin,attr"`
	Y0   float64 `xml:"yMin,attr"`
	X1   float64 `xml:"xMax,attr"`
	Y1   float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

func readPages(t testing.TB, path string) []readPage {
	t.Helper()
	var got struct {
		Pages []readPage `xml:"body>doc>page"`
	}
	said, err := exec.Command("pdftotext", "-bbox", path, "-").Output() // what it finds wrong in a foreign page is said beside
	if err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(bytes.NewReader(said))
	d.Strict, d.Entity = false, xml.HTMLEntity
	if err := d.Decode(&got); err != nil {
		t.Fatal(err)
	}
	return got.Pages
}

// text is the page's text without spaces.
func (p readPage) text() string {
	var s strings.Builder
	for _, w := range p.Words {
		s.WriteString(w.Text)
	}
	return s.String()
}

// stamped is the number in the page's upper right corner, 0 for none.
func (p readPage) stamped() int {
	for _, w := range p.Words {
		scale := max(0.5, min(p.W, p.H)/595.28, max(p.W, p.H)/841.89)
		if w.Y1 < 28*scale && w.X1 > p.W-25*scale {
			n, _ := strconv.Atoi(w.Text)
			return n
		}
	}
	return 0
}

// pageOf is the number in the last column of the row in which the title stands.
func (p readPage) pageOf(title string) int {
	for _, w := range p.Words {
		if !strings.HasPrefix(w.Text, title) {
			continue
		}
		best := word{}
		for _, o := range p.Words {
			if math.Abs((o.Y0+o.Y1)-(w.Y0+w.Y1)) < 16 && o.X0 > best.X0 {
				best = o
			}
		}
		n, _ := strconv.Atoi(best.Text)
		return n
	}
	return 0
}

var imageLine = regexp.MustCompile(`^ *(\d+) +\d+ image +(\d+) +(\d+) `)

// readImages are the sizes of the pictures on each page, as poppler lists them.
func readImages(t testing.TB, path string) map[int]string {
	t.Helper()
	out := map[int]string{}
	for _, line := range strings.Split(run(t, "pdfimages", "-list", path), "\n") {
		if m := imageLine.FindStringSubmatch(line); m != nil {
			page, _ := strconv.Atoi(m[1])
			out[page] += m[2] + "x" + m[3] + " "
		}
	}
	return out
}

// sorts are the kinds of evidence that the random binders are made of, and by
// what their first page is known: its text or the size of its picture.
type sort struct {
	file        func(name string) (File, bool) // false for our own paper
	text, image string
}

func sortsOf(t testing.TB) []sort {
	list := []sort{{text: "标记本系统文书之1"}}
	add := func(ext string, b []byte, text, image string, photo bool) {
		list = append(list, sort{text: text, image: image, file: func(name string) (File, bool) {
			f := fileOf(name+ext, b)
			f.Photo, f.Caption = photo, ""
			return f, true
		}})
	}
	for n := 1; n <= 4; n++ {
		name := fmt.Sprintf("外来文件%d页", n)
		plain := pdfOf(t, name, n)
		add(".pdf", plain, "标记"+name+"之1", "", false)
		switch n {
		case 2:
			add(".pdf", qpdf(t, plain, "--object-streams=generate", "--rotate=+90"), "标记"+name+"之1", "", false)
		case 3:
			add(".pdf", qpdf(t, plain, "--encrypt", "", "owner", "256", "--"), "标记"+name+"之1", "", false)
			add(".pdf", plain[:len(plain)/2], "占位页", "", false)
		case 4:
			add(".pdf", qpdf(t, plain, "--rotate=+270"), "标记"+name+"之1", "", false)
		}
	}
	add(".jpg", jpegOf(t, 210, 297), "", "210x297", false)
	add(".jpg", jpegOf(t, 298, 210), "", "298x210", false)
	add(".png", pngOf(t, picture(120, 131)), "", "120x131", false)
	add(".jpg", turned(jpegOf(t, 160, 121), 6), "", "160x121", true)
	add(".docx", []byte("PK\x03\x04"), "待转PDF", "", false)
	add(".heic", []byte("\x00\x00\x00\x18ftypheic____"), "占位页", "", false)
	add(".pdf", nil, "占位页", "", false)
	return list
}

// randomBinder makes a binder and notes by what the first page of each item is
// known.
func randomBinder(seed uint64, sorts []sort) (Binder, map[string]sort) {
	r := random(seed)
	b := Binder{Title: "随机卷", Subject: "示例县", Office: "示例督导室", MadeOn: "2026年11月22日", Made: made}
	known := map[string]sort{}
	ids := []Item{}
	n := 0
	for i := range 1 + r.IntN(3) {
		box := Box{Code: fmt.Sprint(i + 1), Title: strings.Repeat("盒", r.IntN(40))}
		for j := range r.IntN(5) {
			g := Indicator{Code: fmt.Sprintf("A%d-B%d", i+1, j+1), Name: fmt.Sprintf("指标%d之%d", i, j), Level: 1 + r.IntN(3), Heading: r.IntN(4) == 0,
				Requirement: strings.Repeat("按要求提供近三年材料。", r.IntN(60))}
			for range r.IntN(6) {
				if len(ids) > 0 && r.IntN(6) == 0 {
					again := ids[r.IntN(len(ids))]
					again.Title = fmt.Sprintf("共用%04d", n)
					known[again.Title] = known[again.ID]
					g.Items = append(g.Items, again)
					n++
					continue
				}
				id := fmt.Sprintf("材料%04d", n)
				item := Item{ID: id, Title: id, DocNumber: strings.Repeat("示教督〔2026〕9号", r.IntN(2)), Place: fmt.Sprintf("%d–%d", i+1, n)}
				for k := range r.IntN(4) {
					s := sorts[r.IntN(len(sorts))]
					if s.file == nil && k > 0 {
						continue
					}
					if k == 0 {
						known[id] = s
					}
					if s.file == nil {
						item.Paper = func() (doc.Document, error) { return paperOf("本系统文书", 1+int(seed%3)), nil }
					} else {
						f, _ := s.file(fmt.Sprintf("%s-%d", id, k))
						item.Files = append(item.Files, f)
					}
				}
				if _, ok := known[id]; !ok {
					known[id] = sort{text: "占位页"}
				}
				g.Items, ids = append(g.Items, item), append(ids, item)
				n++
			}
			box.Groups = append(box.Groups, g)
		}
		b.Boxes = append(b.Boxes, box)
	}
	return b, known
}

// TestEveryNumberOfTheCatalogueIsRight reads random binders back: each page bears
// its number, and each number in catalogue and dividers is that of the page on
// which the item begins. DUDAO_BINDERS sets how many are made.
func TestEveryNumberOfTheCatalogueIsRight(t *testing.T) {
	count := 20
	if n, err := strconv.Atoi(os.Getenv("DUDAO_BINDERS")); err == nil {
		count = n
	}
	sorts := sortsOf(t)
	looked := 0
	for seed := range uint64(count) {
		b, known := randomBinder(seed, sorts)
		path, res := write(t, b, Options{})
		pages, images := readPages(t, path), readImages(t, path)
		if len(pages) != res.Pages {
			t.Fatalf("seed %d: %d pages, said %d", seed, len(pages), res.Pages)
		}
		for i, p := range pages {
			if p.stamped() != i+1 {
				t.Errorf("seed %d: page %d bears the number %d", seed, i+1, p.stamped())
			}
		}
		shown := map[string]int{}
		for i, p := range pages {
			for title := range known {
				if n := p.pageOf(title); n > 0 {
					shown[title]++
					if n > len(pages) {
						t.Fatalf("seed %d, page %d: %s is said to be on page %d of %d", seed, i+1, title, n, len(pages))
					}
					if s := known[title]; !strings.Contains(pages[n-1].text(), strings.ReplaceAll(s.text, " ", "")) || !strings.Contains(images[n], s.image) {
						t.Errorf("seed %d, page %d: %s is said to be on page %d, where %q stands with the pictures %q instead of %+v", seed, i+1, title, n, pages[n-1].text(), images[n], s)
					}
					looked++
				}
			}
		}
		for title := range known {
			if shown[title] != 2 {
				t.Errorf("seed %d: %s stands in %d lists instead of the catalogue and one divider", seed, title, shown[title])
			}
		}
	}
	t.Logf("%d numbers of %d binders are right", looked, count)
}
