package paper

import (
	"bytes"
	"fmt"
	"io/fs"
	"testing"

	"github.com/signintech/gopdf"

	"dudao/internal/doc"
)

// bigReport is 30 tables of 40 rows and 6 columns.
func bigReport() doc.Document {
	d := doc.Document{Title: "统计", Style: doc.Ledger}
	for i := range 30 {
		t := doc.Table{Caption: fmt.Sprintf("表%d　责任区督导情况", i+1), Columns: []doc.Column{{Head: "序号", Width: 1}, {Head: "学校", Width: 3},
			{Head: "日期", Width: 2}, {Head: "督学", Width: 2}, {Head: "内容", Width: 4}, {Head: "结论", Width: 2}}}
		for r := range 40 {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(fmt.Sprint(r + 1)), doc.C(fmt.Sprintf("示例镇第%d小学", r%9+1)),
				doc.C(fmt.Sprintf("2026-03-%02d", r%28+1)), doc.C("甲某某"), doc.C("食堂留样记录不完整，需限期整改"), doc.C("一般问题")}})
		}
		d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: fmt.Sprintf("第%d部分", i+1)}, t)
	}
	return d
}

func BenchmarkReport(b *testing.B) {
	d := bigReport()
	for b.Loop() {
		r, err := Render(d, Options{Fonts: embeddedOnly})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Pages), "pages")
		b.ReportMetric(float64(len(r.PDF))/1024, "KB")
	}
}

// BenchmarkBareGopdf draws the boxes of the same report with gopdf alone: no
// layout, no subset, its own font container.
func BenchmarkBareGopdf(b *testing.B) {
	pages := Layout(bigReport(), newTypesetter(embeddedOnly).width)
	var fonts gopdf.FontContainer
	for face, s := range map[Face]source{Song: serif, Hei: sansBold, BoldSong: serifBold} {
		data, err := fs.ReadFile(embedded, "fonts/"+s.file)
		if err != nil {
			b.Fatal(err)
		}
		if err := fonts.AddTTFFontData(face.String(), data); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		var pdf gopdf.GoPdf
		pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4})
		for _, face := range []Face{Song, Hei, BoldSong} {
			if err := pdf.AddTTFFontFromFontContainer(face.String(), &fonts); err != nil {
				b.Fatal(err)
			}
		}
		for _, page := range pages {
			pdf.AddPage()
			for _, box := range page.Boxes {
				bareBox(b, &pdf, box)
			}
		}
		var out bytes.Buffer
		if _, err := pdf.WriteTo(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len())/1024, "KB")
	}
}

func bareBox(b *testing.B, pdf *gopdf.GoPdf, box Box) {
	x, y, w, h := box.X*pointPerMM, box.Y*pointPerMM, box.W*pointPerMM, box.H*pointPerMM
	switch box.Kind {
	case LineBox:
		pdf.SetLineWidth(box.Weight * pointPerMM)
		pdf.Line(x, y, x+w, y+h)
	case RectBox:
		pdf.RectFromUpperLeft(x, y, w, h)
	case TextBox:
		if err := pdf.SetFont(box.Face.String(), "", box.Size); err != nil {
			b.Fatal(err)
		}
		pdf.SetXY(x, y+box.Size*ascent)
		if err := pdf.Text(box.Text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForm(b *testing.B) {
	d := visitRecord()
	for b.Loop() {
		if _, err := Render(d, Options{Fonts: embeddedOnly}); err != nil {
			b.Fatal(err)
		}
	}
}
