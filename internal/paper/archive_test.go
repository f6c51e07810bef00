package paper

import (
	"math"
	"testing"

	"dudao/internal/doc"
)

// TestSpinesAreAsWideAsTheirBoxes measures the 盒脊 of all four boxes on the page.
func TestSpinesAreAsWideAsTheirBoxes(t *testing.T) {
	for _, wide := range []float64{20, 30, 40, 50} {
		sheet := doc.Labels{Width: wide, Height: 265, Gap: 4, Start: 2}
		for range 2 {
			sheet.Items = append(sheet.Items, doc.Label{Rows: []doc.LabelRow{{Height: 1, Cells: []doc.LabelCell{{Caption: "盒号", Text: "12"}}}}})
		}
		pages := Layout(doc.Document{Title: "盒脊", Style: doc.Form, Blocks: []doc.Block{sheet}}, newTypesetter(embeddedOnly).width)
		for i, b := range frames(pages[0]) {
			x := labelEdge + float64(i+1)*(wide+4)
			if math.Abs(b.W-wide) > 0.01 || math.Abs(b.H-265) > 0.01 || math.Abs(b.X-x) > 0.01 || math.Abs(b.Y-labelEdge) > 0.01 {
				t.Errorf("%.0f mm: spine %d is %.2f × %.2f at %.2f, %.2f", wide, i, b.W, b.H, b.X, b.Y)
			}
		}
	}
}

// TestAStampAtAPlace: 45 × 16 mm with its corner where it was wanted, on a page of
// the scan's size.
func TestAStampAtAPlace(t *testing.T) {
	d := stamps(1, 0, 82.5, 8)
	d.Width, d.Height = 210, 297
	labels := d.Blocks[0].(doc.Labels)
	labels.At = true
	d.Blocks[0] = labels
	pages := Layout(d, newTypesetter(embeddedOnly).width)
	b := frames(pages[0])
	if len(pages) != 1 || len(b) != 1 || b[0].X != 82.5 || b[0].Y != 8 || b[0].W != 45 || b[0].H != 16 {
		t.Fatalf("%d pages, %+v", len(pages), b)
	}
}

// TestVolumeCatalogueKeepsItsMargins: 20, 15, 25 and 15 mm at top, bottom, left and
// right, over pages full of rows.
func TestVolumeCatalogueKeepsItsMargins(t *testing.T) {
	table := doc.Table{Columns: []doc.Column{{Head: "顺序号", Width: 12}, {Head: "题名", Width: 146}, {Head: "备注", Width: 12}}}
	for range 80 {
		table.Rows = append(table.Rows, doc.Row{Cells: []doc.Cell{doc.C("1"), doc.C("关于限期整改食堂留样制度落实不到位问题的通知"), doc.C("")}})
	}
	d := doc.Document{Title: "卷内目录", Style: doc.Volume, Blocks: []doc.Block{doc.Title{Text: "卷内目录"}, table}}
	pages := Layout(d, newTypesetter(embeddedOnly).width)
	if len(pages) < 2 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, p := range pages {
		left, right := 1e9, 0.0
		for _, b := range p.Boxes {
			if b.Kind == LineBox || b.Kind == RectBox {
				left, right = min(left, b.X), max(right, b.X+b.W)
				if b.Y < 20-0.01 || b.Y+b.H > 297-15+0.01 {
					t.Errorf("page %d: a rule at %.2f leaves the type area", n+1, b.Y)
				}
			}
		}
		if math.Abs(left-25) > 0.2 || math.Abs(right-195) > 0.2 {
			t.Errorf("page %d: the table runs from %.2f to %.2f, want 25 to 195", n+1, left, right)
		}
	}
}
