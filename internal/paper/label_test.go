package paper

import (
	"math"
	"testing"

	"dudao/internal/doc"
)

func stamps(n, start int, x, y float64) doc.Document {
	sheet := doc.Labels{Width: 45, Height: 16, Gap: 5, Start: start, X: x, Y: y}
	for range n {
		sheet.Items = append(sheet.Items, doc.Label{Red: true, Rows: []doc.LabelRow{
			{Height: 1, Cells: []doc.LabelCell{{Text: "J101"}, {Text: "2025"}, {Text: "0001"}}},
			{Height: 1, Cells: []doc.LabelCell{{Text: "督导"}, {Text: "30年"}, {Text: "12"}}},
		}})
	}
	return doc.Document{Title: "归档章", Style: doc.Form, Blocks: []doc.Block{sheet}}
}

// frames are the frames of the labels on a page.
func frames(p Page) []Box {
	out := []Box{}
	for _, b := range p.Boxes {
		if b.Kind == RectBox {
			out = append(out, b)
		}
	}
	return out
}

// TestStampsAreExact: 45 × 16 mm, four across and thirteen down an A4 page, from
// the asked place, moved by the printer's error; rules part six equal cells.
func TestStampsAreExact(t *testing.T) {
	pages := Layout(stamps(60, 3, 0.5, -1), newTypesetter(embeddedOnly).width)
	if len(pages) != 2 {
		t.Fatalf("%d pages, want 2: 52 places a page, the first two used", len(pages))
	}
	first := frames(pages[0])
	if len(first)+len(frames(pages[1])) != 60 {
		t.Fatalf("%d stamps, want 60", len(first)+len(frames(pages[1])))
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 0.01 }
	for i, b := range first {
		place := i + 2
		const across = 4
		x, y := labelEdge+float64(place%across)*50+0.5, labelEdge+float64(place/across)*21-1
		if !near(b.W, 45) || !near(b.H, 16) || !near(b.X, x) || !near(b.Y, y) || !b.Red {
			t.Fatalf("stamp %d at %.2f, %.2f of %.2f × %.2f, want %.2f, %.2f", i, b.X, b.Y, b.W, b.H, x, y)
		}
	}
	rules := 0
	for _, b := range pages[0].Boxes {
		if b.Kind == LineBox && near(b.W, 0) {
			rules++
			if off := math.Mod(b.X-first[0].X+50000, 50); !near(off, 15) && !near(off, 30) {
				t.Fatalf("a cell is parted at %.2f mm of the stamp, want 15 or 30", off)
			}
		}
	}
	if rules != 2*len(first) { // those of both rows are one
		t.Fatalf("%d upright rules for %d stamps, want two each", rules, len(first))
	}
}

// TestLabelTextsStayInside lays long and rare texts into small cells.
func TestLabelTextsStayInside(t *testing.T) {
	label := doc.Label{Rows: []doc.LabelRow{
		{Height: 20, Cells: []doc.LabelCell{{Caption: "全宗号", Text: "J1012345", Size: 16}}},
		{Height: 90, Cells: []doc.LabelCell{{Text: "示例县人民政府教育督导委员会办公室䶮㛃", Size: 11, Vertical: true}}},
		{Height: 20, Cells: []doc.LabelCell{{Caption: "机构（问题）", Text: "教育督导与学校发展评估中心", Size: 16}}},
		{Height: 25, Code: "DUDAO:box:12"},
	}}
	for _, wide := range []float64{20, 30, 40, 50} {
		d := doc.Document{Title: "盒脊", Style: doc.Form, Blocks: []doc.Block{doc.Labels{Width: wide, Height: 265, Gap: 4, Items: []doc.Label{label}}}}
		for _, b := range Layout(d, newTypesetter(embeddedOnly).width)[0].Boxes {
			if (b.Kind == TextBox || b.Kind == CodeBox) && (b.X < labelEdge-0.01 || b.X+b.W > labelEdge+wide+0.01 || b.Y < labelEdge-0.01 || b.Y+b.H > labelEdge+265.01) {
				t.Errorf("%.0f mm: %q at %.1f…%.1f leaves the spine", wide, b.Text, b.X, b.X+b.W)
			}
		}
	}
}
