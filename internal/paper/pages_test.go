package paper

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
)

// pageOf returns the page on which a text stands, 0 when nowhere.
func pageOf(pages []Page, text string) int {
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Kind == TextBox && strings.Contains(b.Text, text) {
				return i + 1
			}
		}
	}
	return 0
}

// TestNothingOutside: text stays inside the type area (the page number, the sign
// of the sample county and the long red head aside), boxes inside the page.
func TestNothingOutside(t *testing.T) {
	for name, d := range documents() {
		f := pageFormOf(d)
		for i, page := range Layout(d, newTypesetter(embeddedOnly).width) {
			for _, b := range page.Boxes {
				if b.X < 0 || b.Y < 0 || b.X+b.W > page.W || b.Y+b.H > page.H {
					t.Errorf("%s, page %d: box outside the page: %+v", name, i+1, b)
				}
				outside := b.Text == "示例" || strings.HasPrefix(b.Text, "— ") || strings.HasPrefix(b.Text, "第 ")
				if b.Kind != TextBox || outside {
					continue
				}
				const tolerance = 0.3
				if b.X < f.left-tolerance || b.X+b.W > f.left+f.tw+tolerance || b.Y < f.top-tolerance || b.Y+b.H > f.top+f.th+tolerance {
					t.Errorf("%s, page %d: text outside the type area: %q at %.2f, %.2f, %.2f×%.2f", name, i+1, b.Text, b.X, b.Y, b.W, b.H)
				}
			}
		}
	}
}

// TestEndsOfPages: wherever the page ends, the signature stays in one piece with
// text above it, no heading stands last, and no table begins without a row.
func TestEndsOfPages(t *testing.T) {
	table := doc.Table{Caption: "表名", Columns: []doc.Column{{Head: "表头甲"}, {Head: "表头乙"}},
		Rows: []doc.Row{{Cells: []doc.Cell{doc.C("首行"), doc.C("1")}}, {Cells: []doc.Cell{doc.C("次行"), doc.C("2")}}, {Cells: []doc.Cell{doc.C("合计"), doc.C("3")}, Strong: true}}}
	for n := range 46 {
		d := doc.Document{}
		for i := range n {
			d.Blocks = append(d.Blocks, doc.Text(fmt.Sprintf("第%d行文字", i)))
		}
		d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: "一、标题"}, doc.Text("标题下的文字"), table, doc.Text("末段"+strings.Repeat("文字", 30)+"完"),
			doc.Signature{Office: "某督导室", Date: "2026年4月2日"})
		pages := Layout(d, square)
		same := func(a, b string) {
			if pa, pb := pageOf(pages, a), pageOf(pages, b); pa != pb || pa == 0 {
				t.Errorf("%d lines before: %s on page %d, %s on page %d", n, a, pa, b, pb)
			}
		}
		same("一、标题", "标题下的文字")
		same("表名", "首行")
		same("次行", "合计")
		same("某督导室", "2026年4月2日")
		same("完", "某督导室")
	}
}

// TestPagesApart: papers that lie by themselves are counted by themselves, also
// where one of them has a single page.
func TestPagesApart(t *testing.T) {
	d := doc.Document{Style: doc.Ledger}
	for i, lines := range []int{60, 3, 100} {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Apart: true})
		}
		for range lines {
			d.Blocks = append(d.Blocks, doc.Text("一行文字"))
		}
	}
	var got []string
	for _, p := range Layout(d, square) {
		last := p.Boxes[len(p.Boxes)-1].Text
		got = append(got, last)
	}
	want := []string{"第 1 页　共 2 页", "第 2 页　共 2 页", "一行文字", "第 1 页　共 3 页", "第 2 页　共 3 页", "第 3 页　共 3 页"}
	if !slices.Equal(got, want) {
		t.Errorf("the feet of the pages: %q, not %q", got, want)
	}
}

// TestGroupIsNamedOnEachPage: where the rows of a group go on over the page, its name
// stands again in the first of them, and only there.
func TestGroupIsNamedOnEachPage(t *testing.T) {
	table := doc.Table{Columns: []doc.Column{{Head: "组别", Once: true}, {Head: "姓名"}}}
	for g, people := range []int{20, 70, 3} {
		for i := range people {
			name := ""
			if i == 0 {
				name = fmt.Sprintf("第%d组", g+1)
			}
			table.Rows = append(table.Rows, doc.Row{Cells: []doc.Cell{doc.C(name), doc.C(fmt.Sprintf("%d组%d", g+1, i))}})
		}
	}
	pages := Layout(doc.Document{Style: doc.Form, Blocks: []doc.Block{table}}, square)
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for i, p := range pages {
		again := 0
		for _, b := range p.Boxes {
			if strings.Contains(b.Text, "（续）") {
				if again++; b.Text != "第2组（续）" {
					t.Errorf("page %d: %s", i+1, b.Text)
				}
			}
		}
		if want := min(i, 1); again != want {
			t.Errorf("page %d names its group again %d times", i+1, again)
		}
	}
}

// TestLastRows: wherever a table ends, at least three of its rows stand on its last
// page, and a note under it with them.
func TestLastRows(t *testing.T) {
	for n := range 90 {
		table := doc.Table{Columns: []doc.Column{{Head: "序号"}, {Head: "姓名"}}}
		for i := range n + lastRows {
			table.Rows = append(table.Rows, doc.Row{Cells: []doc.Cell{doc.C(fmt.Sprint(i)), doc.C("某某")}})
		}
		pages := Layout(doc.Document{Style: doc.Ledger, Blocks: []doc.Block{doc.Title{Text: "花名册"}, table, doc.Text("表下的说明")}}, square)
		rows, last := 0, pages[len(pages)-1]
		for _, b := range last.Boxes {
			if b.Text == "某某" {
				rows++
			}
		}
		if rows < lastRows || pageOf(pages, "表下的说明") != len(pages) {
			t.Errorf("%d rows: %d on the last page, the note on page %d of %d", n+lastRows, rows, pageOf(pages, "表下的说明"), len(pages))
		}
	}
}

// TestHeadOnEachPage: a long table repeats both levels of its head on every page,
// its frame closes on each, and no row is divided.
func TestHeadOnEachPage(t *testing.T) {
	pages := Layout(ledger(), square)
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	rows := 0
	for i, p := range pages {
		count, frames := map[string]int{}, 0
		for _, b := range p.Boxes {
			count[b.Text]++
			if b.Kind == RectBox && b.W > 100 {
				frames++
			}
			if strings.HasPrefix(b.Text, "ZG2026-") {
				rows++
			}
		}
		if count["整改编号"] != 1 || count["办理时间"] != 1 || count["期限"] != 1 || frames != 1 {
			t.Errorf("page %d: heads %d/%d/%d, frames %d", i+1, count["整改编号"], count["办理时间"], count["期限"], frames)
		}
	}
	if rows != 40 {
		t.Errorf("%d of 40 rows printed", rows)
	}
}

// TestLongCell: a form goes on over the pages when a text is long, with borders
// and its label on each, and no character is lost.
func TestLongCell(t *testing.T) {
	var text strings.Builder
	for i := range 800 {
		fmt.Fprintf(&text, "%04d问", i) // 4,000 characters
	}
	d := visitRecord()
	g := d.Blocks[2].(doc.Grid)
	rows := append([]doc.GridRow{}, g.Rows...)
	rows[7] = doc.GridRow{Cells: []doc.GridCell{{Text: "存在问题", Label: true}, {Text: text.String(), Span: 5, Top: true}}}
	d.Blocks[2] = doc.Grid{Widths: g.Widths, Rows: rows}
	pages := Layout(d, square)
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	var printed strings.Builder
	for i, p := range pages {
		frames := 0
		for _, b := range p.Boxes {
			if b.Kind == TextBox && strings.Contains(b.Text, "问") && !strings.Contains(b.Text, "问题") && b.Face == Song {
				printed.WriteString(b.Text)
			}
			if b.Kind == RectBox && b.W > 100 {
				frames++
			}
			if b.Y+b.H > 297-20 && b.Kind != TextBox {
				t.Errorf("page %d: %+v runs off the type area", i+1, b)
			}
		}
		if frames != 1 {
			t.Errorf("page %d: %d frames", i+1, frames)
		}
	}
	for i := range 800 {
		if !strings.Contains(printed.String(), fmt.Sprintf("%04d问", i)) {
			t.Fatalf("%04d is lost", i)
		}
	}
	if pageOf(pages, "存在问题（续）") == 0 && pageOf(pages, "（续）") == 0 {
		t.Error("the label does not stand again on the next page")
	}
}

// TestRowHigherThanPage: a table row that no page can hold is divided.
func TestRowHigherThanPage(t *testing.T) {
	d := doc.Document{Style: doc.Ledger, Blocks: []doc.Block{doc.Table{Columns: []doc.Column{{Head: "序号", Width: 1}, {Head: "内容", Width: 2}},
		Rows: []doc.Row{{Cells: []doc.Cell{doc.C("1"), doc.C(strings.Repeat("问题", 3000))}}, {Cells: []doc.Cell{doc.C("2"), doc.C("短")}}}}}}
	pages := Layout(d, square)
	n := 0
	for _, p := range pages {
		for _, b := range p.Boxes {
			n += strings.Count(b.Text, "问题")
			if b.Kind == TextBox && b.Size > 9 && b.Y+b.H > 20+257+0.5 {
				t.Errorf("text below the type area: %+v", b)
			}
		}
	}
	if n != 3000 || pageOf(pages, "短") != len(pages) {
		t.Errorf("%d of 3000 words printed on %d pages", n, len(pages))
	}
}

func TestNoteMarks(t *testing.T) {
	if got := doc.MarkSign(1) + doc.MarkSign(20) + doc.MarkSign(21); got != "①⑳(21)" {
		t.Errorf("marks: %s", got)
	}
	links, anchors := map[string]int{}, map[string]int{}
	for _, p := range Layout(officialReport(), square) {
		for _, b := range p.Boxes {
			if b.Link() != "" {
				links[b.Link()]++
			}
			if b.Anchor() != "" {
				anchors[b.Anchor()]++
			}
		}
	}
	if len(links) != 2 || len(anchors) != 2 || anchors["note-1"] != 1 || links["note-2"] != 1 {
		t.Errorf("links %v, anchors %v", links, anchors)
	}
	r := render(t, officialReport())
	if n := strings.Count(string(r.PDF), "/Subtype /Link"); n != 2 {
		t.Errorf("%d links in the file", n)
	}
}

func TestImprintAtTheFoot(t *testing.T) {
	for n := range 24 {
		d := doc.Document{Blocks: []doc.Block{doc.Imprint{CopyTo: "某办公室", Office: "某督导室", Date: "2026年4月2日"}}}
		for range n {
			d.Blocks = append(d.Blocks, doc.Text("文字"))
		}
		pages := Layout(d, square)
		last := pages[len(pages)-1]
		foot := 0.0
		for _, b := range last.Boxes {
			if b.Kind == LineBox {
				foot = max(foot, b.Y)
			}
		}
		if foot < 37+225-0.01 || foot > 37+225+0.01 {
			t.Errorf("%d lines: the last rule is %.2f mm from the top", n, foot)
		}
	}
}

// A note mark never begins a line, wherever the line happens to end.
func TestNoteMarkStaysWithItsWord(t *testing.T) {
	for n := 1; n < 60; n++ {
		d := doc.Document{Title: "示例", Style: doc.Official, Blocks: []doc.Block{
			doc.Paragraph{Runs: []doc.Run{{Text: strings.Repeat("督", n), Mark: 10}, {Text: "次。"}}},
		}}
		for _, p := range Layout(d, square) {
			for _, b := range p.Boxes {
				if strings.HasPrefix(b.Text, "⑩") && b.X < 0.1+28 {
					t.Fatalf("%d characters: the mark stands at %.1f mm", n, b.X)
				}
			}
		}
	}
}

func TestLinesWithinACellAreNoMissingCharacters(t *testing.T) {
	d := doc.Document{Style: doc.Ledger, Blocks: []doc.Block{doc.Table{Columns: []doc.Column{{Head: "状态", Width: 1}, {Head: "内容", Width: 3}},
		Rows: []doc.Row{{Cells: []doc.Cell{doc.C("办结\n3月17日"), doc.C("第一行\n第二行")}}}}}}
	r := render(t, d)
	if len(r.Warnings) > 0 || strings.Contains(textOf(t, r.PDF), "□") {
		t.Errorf("warnings %v", r.Warnings)
	}
}
