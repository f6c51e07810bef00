package paper

import (
	"math"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dudao/internal/doc"
)

// blocksOf reads a document from a script: a line a block, its first letter says
// which, "|" parts its texts.
func blocksOf(script string) (blocks []doc.Block, texts []string) {
	for line := range strings.SplitSeq(script, "\n") {
		if len(line) < 2 {
			continue
		}
		parts := strings.Split(strings.ReplaceAll(line[1:], "/", "\n"), "|")
		said := parts
		switch line[0] {
		case 'h':
			blocks = append(blocks, doc.Heading{Level: len(parts)%3 + 1, Text: parts[0]})
			said = parts[:1]
		case 'p', 'P':
			p := doc.Paragraph{NoIndent: line[0] == 'P'}
			for i, s := range parts {
				p.Runs = append(p.Runs, doc.Run{Text: s, Bold: i%2 == 1})
			}
			blocks = append(blocks, p)
		case 't':
			t := doc.Table{}
			for i := range parts {
				t.Columns = append(t.Columns, doc.Column{Head: "列", Width: float64(i%4 + 1)})
			}
			for range len(parts) {
				r := doc.Row{}
				for _, s := range parts {
					r.Cells = append(r.Cells, doc.C(s))
				}
				t.Rows = append(t.Rows, r)
			}
			blocks = append(blocks, t)
		case 'g':
			g := doc.Grid{Widths: []float64{1, 2, 1, 3}}
			for i, s := range parts {
				g.Rows = append(g.Rows, doc.GridRow{MinHeight: float64(i % 50), Fill: i%3 == 2,
					Cells: []doc.GridCell{{Text: "项", Label: true}, {Text: s, Span: 3, Top: i%2 == 0}}})
			}
			blocks = append(blocks, g)
		case 'e':
			blocks = append(blocks, doc.Ends{Left: parts[0]})
			said = parts[:1]
		case 'n':
			blocks = append(blocks, doc.PageBreak{})
			said = nil
		case 's':
			blocks = append(blocks, doc.Signature{Office: "示例室", Lines: parts})
		default:
			blocks = append(blocks, doc.Text(line))
			said = []string{line}
		}
		texts = append(texts, said...)
	}
	return blocks, texts
}

// FuzzLayout: whatever a document says, it is laid out in bounded time, on whole
// pages, and no character of it is lost.
func FuzzLayout(f *testing.F) {
	f.Add(byte(0), "h一、督导任务\np根据《办法》|示例\nP"+strings.Repeat("食堂留样记录不完整，", 80)+"\ns督学签名：|校长签名：")
	f.Add(byte(1), "g"+strings.Repeat("问题与建议/", 90)+"|无|"+strings.Repeat("甲", 900))
	f.Add(byte(2), "t序号|学校名称|"+strings.Repeat("长", 400)+"|1\nn\ne单位：所")
	f.Add(byte(3), "t\u200b|é́|𬭊𡋾☑| \nh\t\n")
	width := newTypesetter(embeddedOnly).width
	f.Fuzz(func(t *testing.T, style byte, script string) {
		if !utf8.ValidString(script) || len(script) > 3000 {
			return
		}
		d := doc.Document{Title: "试", Style: []doc.Style{doc.Official, doc.Form, doc.Ledger, doc.Volume}[style%4], Landscape: style&4 != 0, Sample: style&8 != 0}
		var texts []string
		d.Blocks, texts = blocksOf(script)
		pages, _ := layOut(d, width)
		left := map[rune]int{}
		for _, s := range texts {
			for _, r := range s {
				if unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) {
					left[r]++
				}
			}
		}
		for i, p := range pages {
			if p.W <= 0 || p.H <= 0 {
				t.Fatalf("page %d is %v × %v", i+1, p.W, p.H)
			}
			for _, b := range p.Boxes {
				if math.IsNaN(b.X+b.Y+b.W+b.H) || b.Y < -1 || b.Y > p.H+1 {
					t.Fatalf("page %d: a box at %v, %v", i+1, b.X, b.Y)
				}
				for _, r := range b.Text {
					left[r]--
				}
			}
		}
		for r, n := range left {
			if n > 0 {
				t.Errorf("%d of %q lost on %d pages", n, r, len(pages))
			}
		}
	})
}
