// Package manual is 使用手册: its text, one Markdown file a section, its pictures,
// which build/shots takes from the program itself, and the paper made of both.
//
// The one rule: the text is written for a clerk and names buttons by the words that
// stand on them; a test looks for those words in the program.
package manual

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"dudao/internal/doc"
)

//go:embed text/*.md
var texts embed.FS

//go:embed pictures
var pictures embed.FS

// Section is one section (节) of the manual.
type Section struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Pages are the program's pages that it is opened at, as routes.
	Pages  []string `json:"pages"`
	Blocks []Block  `json:"blocks"`
}

// The kinds of blocks.
const (
	KindHead    = "head"
	KindText    = "text"
	KindStep    = "step"  // a numbered line; Number says which
	KindPoint   = "point" // a line of a list
	KindPicture = "picture"
)

// Block is a paragraph, a line of a list or a picture.
type Block struct {
	Kind    string `json:"kind"`
	Text    string `json:"text"` // of a picture its caption
	Number  int    `json:"number"`
	Picture string `json:"picture"` // its name
}

// Sections reads the manual.
func Sections() ([]Section, error) {
	names, err := fs.Glob(texts, "text/*.md")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	out := []Section{}
	for _, name := range names {
		text, err := texts.ReadFile(name)
		if err != nil {
			return nil, err
		}
		_, id, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".md"), "-")
		out = append(out, read(id, string(text)))
	}
	return out, nil
}

const pagesLine = "页面："

var (
	step    = regexp.MustCompile(`^(\d+)\. (.*)$`)
	picture = regexp.MustCompile(`^!\[(.*)\]\((\w[\w-]*)\)$`)
)

// read reads one section: # title, the line of pages, ## heads, paragraphs, numbered
// and plain lists, ![caption](picture).
func read(id, text string) Section {
	s := Section{ID: id, Pages: []string{}, Blocks: []Block{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		pages, isPages := strings.CutPrefix(line, pagesLine)
		m, p := step.FindStringSubmatch(line), picture.FindStringSubmatch(line)
		switch {
		case line == "":
		case isPages:
			s.Pages = strings.Fields(pages)
		case strings.HasPrefix(line, "# "):
			s.Title = line[2:]
		case strings.HasPrefix(line, "## "):
			s.Blocks = append(s.Blocks, Block{Kind: KindHead, Text: line[3:]})
		case strings.HasPrefix(line, "- "):
			s.Blocks = append(s.Blocks, Block{Kind: KindPoint, Text: line[2:]})
		case m != nil:
			var n int
			fmt.Sscan(m[1], &n)
			s.Blocks = append(s.Blocks, Block{Kind: KindStep, Text: m[2], Number: n})
		case p != nil:
			s.Blocks = append(s.Blocks, Block{Kind: KindPicture, Text: p[1], Picture: p[2]})
		default:
			s.Blocks = append(s.Blocks, Block{Kind: KindText, Text: line})
		}
	}
	return s
}

// Picture returns a picture of the manual as JPEG.
func Picture(name string) ([]byte, error) { return pictures.ReadFile("pictures/" + name + ".jpg") }

// Document is the manual as a paper.
func Document(version string) (doc.Document, error) {
	sections, err := Sections()
	if err != nil {
		return doc.Document{}, err
	}
	d := doc.Document{Title: "督导台账使用手册", Style: doc.Form, Blocks: []doc.Block{
		doc.Title{Text: "督导台账使用手册"}, doc.Ends{Center: "适用版本 " + version + "　图中都是示例县的数据"}}}
	for i, s := range sections {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.Space{Lines: 1})
		}
		d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: fmt.Sprintf("%d. %s", i+1, s.Title)})
		for _, b := range s.Blocks {
			block, err := printed(b)
			if err != nil {
				return doc.Document{}, err
			}
			d.Blocks = append(d.Blocks, block)
		}
	}
	return d, nil
}

func printed(b Block) (doc.Block, error) {
	switch b.Kind {
	case KindHead:
		return doc.Heading{Level: 2, Text: b.Text}, nil
	case KindStep:
		return doc.Text(fmt.Sprintf("（%d）%s", b.Number, b.Text)), nil
	case KindPoint:
		return doc.Text("· " + b.Text), nil
	case KindPicture:
		data, err := Picture(b.Picture)
		return doc.Photos{PerPage: 2, Items: []doc.Photo{{Data: data, Caption: b.Text}}}, err
	}
	return doc.Text(b.Text), nil
}
