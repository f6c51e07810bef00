package sheet

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// outSheet is a workbook that goes out, with a record, a row for a school and
// empty rows in it.
func outSheet() office.OutSheet {
	o := office.OutSheet{Name: "示例督学䶮", Office: "示例县人民政府教育督导室", Phone: "0000-1234567", DueOn: "2026-05-03", Period: office.Month("2026-04").Of(0), Sample: true,
		Stamp:   office.SheetStamp{Office: "abc", Month: "2026-04", Inspector: 7, Sheet: 12, Token: "f00d", Number: 1, MadeAt: "2026-04-01T08:00:00Z"},
		Schools: []string{"示例县第一小学", "示例县𬭊山幼儿园"}, Matters: []string{"校园安全", "食品卫生"}}
	cells := func(pairs ...string) map[string]office.SheetCell {
		m := map[string]office.SheetCell{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = office.SheetCell{Text: pairs[i+1]}
		}
		return m
	}
	add := func(kind office.Kind, slot string, c map[string]office.SheetCell) {
		o.Contents.Rows = append(o.Contents.Rows, office.ContentRow{Kind: kind, Slot: slot, Cells: c})
	}
	add(office.KindVisits, "abc:visits:31", cells("date", "2026-04-02", "session", "上午", "school", "示例县第一小学", "kind", "经常性督导", "content", strings.Repeat("查看食堂留样和台账。", 30), "lessonCount", "2", "disposal", "一般问题", "dueOn", "2026-04-09"))
	add(office.KindVisits, "abc:visits:空1", cells("school", "示例县𬭊山幼儿园", "kind", "经常性督导"))
	add(office.KindFindings, "abc:findings:9", cells("number", "WT2026-0009", "school", "示例县第一小学", "foundOn", "2026-03-02", "matter", "食品卫生", "content", "留样不足48小时", "level", "一般问题", "dueOn", "2026-03-09"))
	for _, part := range office.SheetParts {
		for n := range part.Empty {
			add(part.Kind, office.SlotID("abc", part.Kind, n+2), cells())
		}
	}
	return o
}

func outBytes(t testing.TB, o office.OutSheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteOut(&b, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// checkOut checks that a workbook, whoever saved it, still is the sheet that
// went out: stamp, ids, values, drop-downs, rules, protection.
func checkOut(t *testing.T, path string, o office.OutSheet) {
	t.Helper()
	book := must[*Book](t)(Open(path, SheetLimits))
	if stamp, ok := book.Stamp(); !ok || stamp != o.Stamp {
		t.Fatalf("%s: the stamp is %+v", path, stamp)
	}
	content, readings, err := book.Returned()
	if err != nil || len(readings) != len(office.SheetParts) {
		t.Fatalf("%s: %d lists: %v", path, len(readings), err)
	}
	if content.Hash() != o.Contents.Hash() {
		for _, r := range content.Rows {
			was, _ := o.Contents.Of(r.Kind, r.Slot)
			for key, c := range r.Cells {
				if c.Text != was.Cells[key].Text {
					t.Errorf("%s %s: %q was %q", r.Slot, key, c.Text, was.Cells[key].Text)
				}
			}
		}
		t.Fatalf("%s does not say what went out", path)
	}
	f := must[*excelize.File](t)(excelize.OpenFile(path))
	defer f.Close()
	hidden := 0
	for _, name := range []string{office.StampSheet, office.WordsSheet} {
		if !must[bool](t)(f.GetSheetVisible(name)) {
			hidden++
		}
	}
	if hidden != 2 {
		t.Errorf("%s: %d of 2 sheets are hidden", path, hidden)
	}
	for _, part := range office.SheetParts {
		layout := part.Layout()
		rules := must[[]*excelize.DataValidation](t)(f.GetDataValidations(part.Name))
		lists, ranges := 0, 0
		for _, r := range rules {
			switch {
			case r.Type == "list":
				lists++
			case r.Type == "date" || r.Type == "whole":
				ranges++
			}
		}
		wantLists, wantRanges := 0, 0
		for _, key := range part.Fields {
			field := layout.Fields[layout.Index(key)]
			switch {
			case len((&outWriter{o: o}).wordsOf(field)) > 0:
				wantLists++
			case field.Type == office.TypeDate || field.Type == office.TypeInt:
				wantRanges++
			}
		}
		if lists != wantLists || ranges != wantRanges {
			t.Errorf("%s: %s has %d drop-downs and %d rules, want %d and %d", path, part.Name, lists, ranges, wantLists, wantRanges)
		}
		if must[bool](t)(f.GetColVisible(part.Name, "A")) {
			t.Errorf("%s: the ids of %s show", path, part.Name)
		}
		if opts, err := f.GetSheetProtection(part.Name); err != nil || !opts.SelectUnlockedCells && !opts.SelectLockedCells {
			t.Errorf("%s: %s is not protected: %+v %v", path, part.Name, opts, err)
		}
	}
	locked := func(sheet, ref string) bool {
		style := must[*excelize.Style](t)(f.GetStyle(must[int](t)(f.GetCellStyle(sheet, ref))))
		return style.Protection == nil || style.Protection.Locked
	}
	if !locked("督导记录", "D4") || locked("督导记录", "B4") || locked("督导记录", "D6") || !locked("问题", "F4") || locked("问题", "J4") || locked("问题", "F5") {
		t.Errorf("%s: the wrong cells are open", path)
	}
}

func TestASheetThatGoesOutComesBackAsItWent(t *testing.T) {
	o := outSheet()
	path := filepath.Join(t.TempDir(), o.FileName())
	if err := os.WriteFile(path, outBytes(t, o), 0o600); err != nil {
		t.Fatal(err)
	}
	checkOut(t, path, o)
	// Without its hidden sheet it is known by its name.
	f := must[*excelize.File](t)(excelize.OpenFile(path))
	if err := f.UnprotectWorkbook(); err != nil {
		t.Fatal(err)
	}
	if err := f.DeleteSheet(office.StampSheet); err != nil {
		t.Fatal(err)
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if stamp, ok := must[*Book](t)(Open(path, SheetLimits)).Stamp(); !ok || stamp != o.Stamp {
		t.Errorf("the defined name says %+v", stamp)
	}
}

// Saved by LibreOffice, as a stranger to our writer, everything is still there.
// DUDAO_ALL_SHEETS makes it 26 workbooks.
func TestASheetSurvivesLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice")
	}
	dir := t.TempDir()
	n := 1
	if os.Getenv("DUDAO_ALL_SHEETS") != "" {
		n = 26
	}
	paths, sheets := []string{}, []office.OutSheet{}
	for i := range n {
		o := outSheet()
		o.Stamp.Inspector, o.Stamp.Token, o.Name = int64(i+1), fmt.Sprintf("f00d%d", i), fmt.Sprintf("示例督学%d", i)
		path := filepath.Join(dir, o.FileName())
		if err := os.WriteFile(path, outBytes(t, o), 0o600); err != nil {
			t.Fatal(err)
		}
		paths, sheets = append(paths, path), append(sheets, o)
	}
	out := filepath.Join(dir, "另存")
	cmd := exec.Command(soffice, slices.Concat([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out}, paths)...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for i, o := range sheets {
		checkOut(t, filepath.Join(out, filepath.Base(paths[i])), o)
	}
}
