package paper

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"dudao/internal/doc"
	"dudao/internal/office"
)

var update = flag.Bool("update", false, "write the golden files anew")

// embeddedOnly prints as on a PC without Chinese fonts of its own.
var embeddedOnly = NewFonts()

func documents() map[string]doc.Document {
	return map[string]doc.Document{"report": officialReport(), "visit": visitRecord(), "ledger": ledger()}
}

func render(t *testing.T, d doc.Document) Result {
	t.Helper()
	r, err := Render(d, Options{Fonts: embeddedOnly, Created: time.Date(2026, 4, 2, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tool runs a program of build/test's list on the file and returns what it says.
func tool(t *testing.T, pdf []byte, name string, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	for i, a := range args {
		if a == "FILE" {
			args[i] = file
		}
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func textOf(t *testing.T, pdf []byte) string {
	return tool(t, pdf, "pdftotext", "-q", "FILE", "-")
}

// squeezed leaves the spaces out, which text extraction sets as it likes.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestGoldenBoxes(t *testing.T) {
	for name, d := range documents() {
		var got bytes.Buffer
		enc := json.NewEncoder(&got)
		for i, page := range Layout(d, square) {
			if err := enc.Encode(map[string]any{"page": i + 1, "w": page.W, "h": page.H}); err != nil {
				t.Fatal(err)
			}
			for _, b := range page.Boxes {
				if err := enc.Encode(b); err != nil {
					t.Fatal(err)
				}
			}
		}
		file := filepath.Join("testdata", name+".golden.jsonl")
		if *update {
			if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		gotLines, wantLines := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
		for i := range max(len(gotLines), len(wantLines)) {
			if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
				t.Errorf("%s, line %d of %d (golden %d): boxes moved; look at the page, then run with -update\n got %s\nwant %s",
					file, i+1, len(gotLines), len(wantLines), line(gotLines, i), line(wantLines, i))
				break
			}
		}
	}
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// TestOfficialGrid: a full page of text has 22 lines of 28 characters, each
// 156/28 mm from the next, in the type area of GB/T 9704.
func TestOfficialGrid(t *testing.T) {
	const lines, chars, left, top, width, height = 22, 28, 28.0, 37.0, 156.0, 225.0
	text := strings.Repeat("督", lines*chars+lines*chars/2)
	d := doc.Document{Title: "版心", Blocks: []doc.Block{doc.Paragraph{Runs: []doc.Run{{Text: text}}, NoIndent: true}}}
	m := newTypesetter(embeddedOnly)
	pages := Layout(d, m.width)
	if len(pages) != 2 || pages[0].W != 210 || pages[0].H != 297 {
		t.Fatalf("%d pages of %v×%v mm", len(pages), pages[0].W, pages[0].H)
	}
	n := 0
	for _, b := range pages[0].Boxes {
		if b.Text != strings.Repeat("督", chars) {
			continue
		}
		em := 16 * mmPerPoint
		wantY := top + float64(n)*height/lines + (height/lines-em)/2
		if math.Abs(b.X-left) > 0.01 || math.Abs(b.W-width) > 0.01 || math.Abs(b.Y-wantY) > 0.01 {
			t.Errorf("line %d at %.3f, %.3f, %.3f wide; want %.3f, %.3f, %.3f", n+1, b.X, b.Y, b.W, left, wantY, width)
		}
		if advance := em + b.Track*mmPerPoint; math.Abs(advance-width/chars) > 0.001 {
			t.Errorf("characters every %.4f mm, want %.4f", advance, width/chars)
		}
		n++
	}
	if n != lines {
		t.Errorf("%d lines on the first page, want %d", n, lines)
	}
	words := tool(t, render(t, d).PDF, "pdftotext", "-bbox", "-f", "1", "-l", "1", "FILE", "-")
	if !strings.Contains(words, `xMin="79.37`) || !strings.Contains(words, `xMax="521.`) { // 28 mm and just under 184 mm
		t.Errorf("the drawn lines do not stand in the type area:\n%.400s", words)
	}
}

func TestPageNumbers(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{doc.Text(strings.Repeat("督导", 700))}}
	for i, page := range Layout(d, square) {
		b := page.Boxes[len(page.Boxes)-1]
		middle := b.Y + b.H/2
		if b.Size != 14 || math.Abs(middle-(37+225+7)) > 0.01 {
			t.Errorf("page %d: %q in %v points, its dashes %.2f mm from the top", i+1, b.Text, b.Size, middle)
		}
		char := 156.0 / 28
		edge, want := b.X+b.W, 28+156-char
		if i%2 == 1 {
			edge, want = b.X, 28+char
		}
		if math.Abs(edge-want) > 0.01 {
			t.Errorf("page %d: number ends at %.2f, want %.2f", i+1, edge, want)
		}
	}
}

func TestASheetOfItsOwnBearsNoNumber(t *testing.T) {
	d := doc.Document{Blocks: []doc.Block{doc.Text("通知"), doc.PageBreak{Alone: true}, doc.Text(strings.Repeat("回证", 700)), doc.PageBreak{}, doc.Text("附表")}}
	pages := Layout(d, square)
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, page := range pages {
		numbered := slices.ContainsFunc(page.Boxes, func(b Box) bool { return strings.HasPrefix(b.Text, "— ") })
		if want := i == 0 || i == len(pages)-1; numbered != want {
			t.Errorf("page %d is numbered: %v", i+1, numbered)
		}
	}
}

func TestFilesAreSound(t *testing.T) {
	for name, d := range documents() {
		r := render(t, d)
		if out := tool(t, r.PDF, "qpdf", "--check", "FILE"); strings.Contains(out, "WARNING") {
			t.Errorf("%s: %s", name, out)
		}
		for _, row := range strings.Split(strings.TrimSpace(tool(t, r.PDF, "pdffonts", "FILE")), "\n")[2:] {
			if !strings.Contains(row, "yes yes yes") { // embedded, a subset, with a Unicode map
				t.Errorf("%s: font not embedded: %s", name, row)
			}
		}
		if len(r.Warnings) > 0 {
			t.Errorf("%s: %v", name, r.Warnings)
		}
		again := render(t, d)
		if !bytes.Equal(r.PDF, again.PDF) {
			t.Errorf("%s: two runs gave different bytes", name)
		}
		text := squeezed(textOf(t, r.PDF))
		for i, page := range Layout(d, newTypesetter(embeddedOnly).width) {
			for _, b := range page.Boxes {
				for _, part := range strings.Fields(b.Text) { // wide gaps look like columns to pdftotext
					if b.Kind == TextBox && !strings.Contains(text, part) {
						t.Errorf("%s, page %d: %q is not found in the file", name, i+1, part)
					}
				}
			}
		}
	}
}

// TestEveryCharacter draws the 8,105 characters of the national table in each
// face and finds every one again.
func TestEveryCharacter(t *testing.T) {
	data, err := os.ReadFile("testdata/tongyong8105.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := squeezed(string(data))
	if n := len([]rune(all)); n != 8105 {
		t.Fatalf("the list has %d characters", n)
	}
	d := doc.Document{Title: "𬭊姓名䶮", Blocks: []doc.Block{doc.Heading{Level: 1, Text: all}, doc.Text(all), doc.Title{Text: all[:60]}}}
	r := render(t, d)
	if len(r.Warnings) > 0 {
		t.Errorf("warnings: %v", r.Warnings)
	}
	found := map[rune]int{}
	for _, c := range textOf(t, r.PDF) {
		found[c]++
	}
	for _, c := range all {
		if found[c] < 2 {
			t.Errorf("%c (U+%04X) drawn twice, found %d times", c, c, found[c])
		}
	}
	if out := tool(t, r.PDF, "pdfinfo", "FILE"); !strings.Contains(out, "𬭊姓名䶮") {
		t.Errorf("the title is garbled: %s", out)
	}
}

func TestMissingCharacterIsNamed(t *testing.T) {
	r := render(t, doc.Document{Blocks: []doc.Block{doc.Text("教师𡋾某，已签字☑。𡋾")}})
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "𡋾") || !strings.Contains(r.Warnings[0], "U+212FE") {
		t.Errorf("warnings: %q", r.Warnings)
	}
	if text := squeezed(textOf(t, r.PDF)); !strings.Contains(text, "教师□某，已签字☑。□") {
		t.Errorf("printed: %s", text)
	}
}

func TestNoFontsSaysWhatToRun(t *testing.T) {
	f := NewFonts()
	f.own = fstest.MapFS{}
	_, err := Render(doc.Document{Blocks: []doc.Block{doc.Text("督导")}}, Options{Fonts: f})
	if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "build/fonts") {
		t.Errorf("error: %v", err)
	}
}

// TestOddDocuments: what nobody means to print is printed all the same, with a
// warning where something is left out.
func TestOddDocuments(t *testing.T) {
	wide := doc.Table{Caption: "宽表"}
	var row doc.Row
	for range 40 {
		wide.Columns = append(wide.Columns, doc.Column{Head: "很长的表头文字"})
		row.Cells = append(row.Cells, doc.C("2026-03-17"))
	}
	row.Cells = append(row.Cells, doc.C("多出的一格"))
	wide.Rows = []doc.Row{row, {}}
	d := doc.Document{Title: "(\\)", Blocks: []doc.Block{
		doc.RedHead{Office: strings.Repeat("很长的机关名称", 6)}, doc.Title{Text: strings.Repeat("很长的标题", 30)}, doc.Heading{Level: 9, Text: strings.Repeat("标题", 400)},
		wide, doc.Grid{Rows: []doc.GridRow{{Cells: []doc.GridCell{{Text: "无列"}}}, {}}}, doc.Grid{Widths: []float64{1, 0, -1}, Rows: []doc.GridRow{{Cells: []doc.GridCell{{Text: "一", Span: 99}}}}},
		doc.Chart{Labels: []string{"甲", "乙"}, Series: []doc.Series{{Values: []float64{math.NaN(), math.Inf(1)}}, {Values: []float64{-3}}}},
		doc.Signature{Office: strings.Repeat("很长的机关名称", 6), Lines: []string{"", "：", strings.Repeat("签名", 40)}},
		doc.QR{Caption: "空码"}, doc.Space{Lines: 100}, doc.PageBreak{}, doc.PageBreak{},
	}}
	for _, style := range []doc.Style{doc.Official, doc.Form, doc.Ledger} {
		for _, landscape := range []bool{false, true} {
			d.Style, d.Landscape = style, landscape
			r := render(t, d)
			tool(t, r.PDF, "qpdf", "--check", "FILE")
			if len(r.Warnings) != 3 {
				t.Errorf("%s: warnings %q", style, r.Warnings)
			}
		}
	}
}

func TestEmptyDocument(t *testing.T) {
	for _, d := range []doc.Document{{}, {Style: doc.Form}, {Style: doc.Ledger, Blocks: []doc.Block{doc.Table{}, doc.Chart{}, doc.Grid{}, doc.Photos{}}}} {
		r := render(t, d)
		if r.Pages != 1 {
			t.Errorf("%d pages", r.Pages)
		}
		tool(t, r.PDF, "qpdf", "--check", "FILE")
	}
}
