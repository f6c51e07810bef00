package sheet

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"dudao/internal/office"
)

// TestCommentsOfOtherProgramsStay marks a workbook whose comments lie where openpyxl
// puts them, on two sheets, one of which has no faults.
func TestCommentsOfOtherProgramsStay(t *testing.T) {
	path, original := faultyBook(t)
	f := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(original)))
	must[int](t)(f.NewSheet("说明"))
	for _, c := range []struct{ sheet, cell, text string }{{"说明", "B2", "请各校核对"}, {"Sheet1", "C3", "待核实"}, {"Sheet1", "A1", "九月的"}} {
		if err := f.AddComment(c.sheet, excelize.Comment{Cell: c.cell, Author: "局办", Text: c.text}); err != nil {
			t.Fatal(err)
		}
	}
	var saved bytes.Buffer
	if err := f.Write(&saved); err != nil {
		t.Fatal(err)
	}
	z := must[*zip.Reader](t)(zip.NewReader(bytes.NewReader(saved.Bytes()), int64(saved.Len())))
	names, changed := map[string]string{}, map[string][]byte{}
	for n := range 2 {
		i := itoa(n + 1)
		names["xl/comments"+i+".xml"], names["xl/drawings/vmlDrawing"+i+".vml"] = "xl/comments/comment"+i+".xml", "xl/drawings/commentsDrawing"+i+".vml"
	}
	for _, p := range z.File {
		if !strings.HasPrefix(p.Name, "xl/worksheets/_rels/") {
			continue
		}
		text := string(must[[]byte](t)(readPart(p)))
		for from, to := range names {
			text = strings.ReplaceAll(text, "../"+strings.TrimPrefix(from, "xl/"), "/"+to)
		}
		changed[p.Name] = []byte(text)
	}
	foreign := must[[]byte](t)(renamed(z, names, changed))
	if bytes.Contains(foreign, []byte("xl/comments1.xml")) {
		t.Fatal("the workbook is not named as others do")
	}
	if err := os.WriteFile(path, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	book := must[*Book](t)(Open(path, DefaultLimits))
	reading := must[*office.SheetReading](t)(book.Read(must[office.Layout](t)(office.LayoutOf(office.KindSchools)), ReadOptions{}))
	var out bytes.Buffer
	if err := book.WriteErrors(&out, reading, verdictsOf(reading)); err != nil {
		t.Fatal(err)
	}
	marked := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(out.Bytes())))
	said := map[string]string{}
	for _, sheet := range []string{"Sheet1", "说明"} {
		for _, c := range must[[]excelize.Comment](t)(marked.GetComments(sheet)) {
			said[sheet+" "+c.Cell] = noteText(c)
		}
	}
	if len(said) != 4 || said["说明 B2"] != "请各校核对" || said["Sheet1 A1"] != "九月的" || !strings.HasPrefix(said["Sheet1 C3"], "待核实"+noteJoint) || said["Sheet1 B4"] == "" {
		t.Errorf("comments: %q", said)
	}
	seen := map[string]bool{}
	for _, p := range must[*zip.Reader](t)(zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))).File {
		if seen[p.Name] || strings.HasPrefix(p.Name, "/") {
			t.Errorf("the package holds %s twice, or under no name", p.Name)
		}
		seen[p.Name] = true
	}
}
