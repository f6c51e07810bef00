package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// listBytes is an exported list whose texts try to be taken for something else.
func listBytes(t testing.TB) ([]byte, []office.ListRow, office.Layout) {
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	rows := []office.ListRow{}
	for i, name := range []string{"县第一小学", "=1+1小学", "+民办小学", "-甲小学", "@乙小学", "𬭊山小学"} {
		cells := make([]string, len(layout.Fields))
		cells[layout.Index("code")] = "00123456" + itoa(10+i)
		cells[layout.Index("name")] = name
		cells[layout.Index("kind")] = "小学"
		cells[layout.Index("phone")] = "0744-8222222"
		cells[layout.Index("students")] = itoa(100 * i)
		cells[layout.Index("canteen")] = "是"
		cells[layout.Index("openedOn")] = "1985-03-01"
		cells[layout.Index("inspectors")] = "张三、李四"
		rows = append(rows, office.ListRow{ID: "u:schools:" + itoa(i+1), Cells: cells})
	}
	var b bytes.Buffer
	if err := WriteList(&b, layout, rows, ListOptions{Template: true, Words: map[string][]string{"inspectors": {"张三", "李四"}}}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), rows, layout
}

func readBack(t testing.TB, name string, data []byte, layout office.Layout) ([]string, []string) {
	t.Helper()
	book := must[*Book](t)(read(name, data, DefaultLimits))
	reading := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{}))
	ids := []string{}
	rows := reading.ParseRows()
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return flat(rows, layout), ids
}

func TestListComesBackAsItWent(t *testing.T) {
	data, rows, layout := listBytes(t)
	got, ids := readBack(t, "学校.xlsx", data, layout)
	for i, r := range rows {
		if ids[i] != r.ID || !strings.HasPrefix(got[i], "code=00123456"+itoa(10+i)+" name="+r.Cells[layout.Index("name")]+" kind=小学 phone=0744-8222222") ||
			strings.Contains(got[i], "!") {
			t.Errorf("row %d came back as %s %s", i, ids[i], got[i])
		}
	}
	f := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(data)))
	for _, ref := range []string{"C3", "C4", "C5", "C6"} {
		if formula, err := f.GetCellFormula("学校", ref); err != nil || formula != "" {
			t.Errorf("%s is a formula: %q %v", ref, formula, err)
		}
	}
	rules := must[[]*excelize.DataValidation](t)(f.GetDataValidations("学校"))
	if len(rules) < 5 {
		t.Errorf("%d drop-down lists", len(rules))
	}
	if visible := must[bool](t)(f.GetColVisible("学校", "A")); visible {
		t.Error("the id column is shown")
	}
}

// TestOfficeProgramsKeepTheList sends an exported list through LibreOffice, as
// .xlsx, .xls and .csv, and reads it again.
func TestOfficeProgramsKeepTheList(t *testing.T) {
	data, _, layout := listBytes(t)
	want, ids := readBack(t, "学校.xlsx", data, layout)
	dir := t.TempDir()
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"xlsx", "xls", "csv"} {
		out := filepath.Join(dir, to)
		filter := to
		if to == "csv" {
			filter = "csv:Text - txt - csv (StarCalc):44,34,GB18030,1"
		}
		cmd := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", filter, "--outdir", out, in)
		if msg, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v\n%s", err, msg)
		}
		name := filepath.Join(out, "in."+to)
		got, gotIDs := readBack(t, name, must[[]byte](t)(os.ReadFile(name)), layout)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotIDs, ids) {
			t.Errorf("%s changed the list:\n%s\n%v\nwant\n%s", to, strings.Join(got, "\n"), gotIDs, strings.Join(want, "\n"))
		}
	}
}

func faultyBook(t testing.TB) (string, []byte) {
	f := excelize.NewFile()
	for i, r := range [][]any{{"学校名单"}, {"学校名称", "类型", "学生数"}, {"县第一小学", "小学", "约100"}, {"县第二小学", "大学", 5}, {"县第三小学", "小学", 7}} {
		if err := f.SetSheetRow("Sheet1", "A"+itoa(i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	style := must[int](t)(f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: 49}))
	if err := f.SetCellStyle("Sheet1", "C3", "C3", style); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "名单.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path, must[[]byte](t)(os.ReadFile(path))
}

// verdictsOf judges rows by their own faults alone.
func verdictsOf(reading *office.SheetReading) *office.ImportResult {
	result := &office.ImportResult{}
	for _, r := range reading.ParseRows() {
		v := office.RowVerdict{Sheet: r.Sheet, Row: r.Row, State: office.RowAdded, Faults: r.Faults}
		if len(r.Faults) > 0 {
			v.State = office.RowFailed
		}
		result.Add(v)
	}
	return result
}

func redCells(t testing.TB, f *excelize.File, sheet string) []string {
	red := []string{}
	rows := must[[][]string](t)(f.GetRows(sheet))
	for r := range rows {
		for c := range 12 {
			ref := cellRef(r+1, c+1)
			style := must[*excelize.Style](t)(f.GetStyle(must[int](t)(f.GetCellStyle(sheet, ref))))
			if len(style.Fill.Color) > 0 && strings.HasSuffix(style.Fill.Color[0], faultFill) {
				red = append(red, ref)
			}
		}
	}
	return red
}

func TestErrorsComeBackInTheOwnWorkbook(t *testing.T) {
	path, original := faultyBook(t)
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	mark := func(path string) []byte {
		book := must[*Book](t)(Open(path, DefaultLimits))
		reading := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{}))
		var out bytes.Buffer
		if err := book.WriteErrors(&out, reading, verdictsOf(reading)); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	first := mark(path)
	if !bytes.Equal(original, must[[]byte](t)(os.ReadFile(path))) {
		t.Error("the original was changed")
	}
	f := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(first)))
	if red := redCells(t, f, "Sheet1"); !reflect.DeepEqual(red, []string{"C3", "B4"}) {
		t.Errorf("red: %v", red)
	}
	if style := must[*excelize.Style](t)(f.GetStyle(must[int](t)(f.GetCellStyle("Sheet1", "C3")))); style.Font == nil || !style.Font.Bold || style.NumFmt != 49 {
		t.Errorf("the cell lost its own style: %+v", style)
	}
	if comments := must[[]excelize.Comment](t)(f.GetComments("Sheet1")); len(comments) != 2 {
		t.Errorf("comments: %+v", comments)
	}
	if v := must[string](t)(f.GetCellValue("Sheet1", "D4")); !strings.Contains(v, "大学") {
		t.Errorf("problem column: %q", v)
	}
	if ok, target := func() (bool, string) { ok, s, _ := f.GetCellHyperLink(office.ResultSheet, "C6"); return ok, s }(); !ok || target != "'Sheet1'!C3" {
		t.Errorf("link: %v %q", ok, target)
	}
	// mended and brought back: the marks go, nothing is read as data
	if err := f.SetCellValue("Sheet1", "C3", 100); err != nil {
		t.Fatal(err)
	}
	mended := filepath.Join(t.TempDir(), "改好.xlsx")
	if err := f.SaveAs(mended); err != nil {
		t.Fatal(err)
	}
	second := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(mark(mended))))
	if red := redCells(t, second, "Sheet1"); !reflect.DeepEqual(red, []string{"B4"}) {
		t.Errorf("red after mending: %v", red)
	}
	if rows := must[[][]string](t)(second.GetRows("Sheet1")); len(rows[2]) > 3 && rows[2][3] != "" || len(rows[1]) != 4 {
		t.Errorf("problem column after mending: %v", rows)
	}
	if comments := must[[]excelize.Comment](t)(second.GetComments("Sheet1")); len(comments) != 1 {
		t.Errorf("comments after mending: %+v", comments)
	}
}

func TestFaultsInAMergedCellAndUnderAnOwnComment(t *testing.T) {
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	path := write(t, ugly{rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "大学"}, {"县第二小学"}, {"县第三小学", "中学吧"}}, edit: func(f *excelize.File, s string) {
		merge("B2:B3")(f, s)
		if err := f.AddComment(s, excelize.Comment{Cell: "B4", Author: "李四", Paragraph: []excelize.RichTextRun{{Text: "待核实"}}}); err != nil {
			t.Fatal(err)
		}
	}})
	texts := func(data []byte) map[string]string {
		f := must[*excelize.File](t)(excelize.OpenReader(bytes.NewReader(data)))
		out := map[string]string{}
		for _, c := range must[[]excelize.Comment](t)(f.GetComments("Sheet1")) {
			out[c.Cell] = c.Author + ":" + noteText(c)
		}
		return out
	}
	mark := func(name string, data []byte) []byte {
		book := must[*Book](t)(read(name, data, DefaultLimits))
		reading := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{}))
		var out bytes.Buffer
		if err := book.WriteErrors(&out, reading, verdictsOf(reading)); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	once := mark("a.xlsx", must[[]byte](t)(os.ReadFile(path)))
	first := texts(once)
	if !strings.HasPrefix(first["B2"], commentAuthor) || !strings.HasPrefix(first["B4"], "李四:待核实"+noteJoint) || len(first) != 2 {
		t.Errorf("comments: %q", first)
	}
	if again := texts(mark("a.xlsx", once)); !reflect.DeepEqual(again, first) {
		t.Errorf("marked twice: %q", again)
	}
}

func TestErrorsOfTextComeBackAsWorkbook(t *testing.T) {
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	book := must[*Book](t)(read("名单.csv", []byte("学校名称,类型\n县第一小学,大学\n"), DefaultLimits))
	reading := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{}))
	var out bytes.Buffer
	if err := book.WriteErrors(&out, reading, verdictsOf(reading)); err != nil {
		t.Fatal(err)
	}
	f := must[*excelize.File](t)(excelize.OpenReader(&out))
	if red := redCells(t, f, "名单"); !reflect.DeepEqual(red, []string{"B2"}) {
		t.Errorf("red: %v", red)
	}
}

// Some programs write workbooks without styles; excelize cannot mark those.
func TestErrorsOfAWorkbookWithoutStyles(t *testing.T) {
	f := excelize.NewFile()
	for ref, text := range map[string]string{"A1": "学校名称", "B1": "类型", "A2": "县第一小学", "B2": "大学"} {
		if err := f.SetCellStr("Sheet1", ref, text); err != nil {
			t.Fatal(err)
		}
	}
	var whole, bare bytes.Buffer
	if err := f.Write(&whole); err != nil {
		t.Fatal(err)
	}
	in := must[*zip.Reader](t)(zip.NewReader(bytes.NewReader(whole.Bytes()), int64(whole.Len())))
	z := zip.NewWriter(&bare)
	for _, part := range in.File {
		if part.Name == "xl/styles.xml" {
			continue
		}
		r := must[io.ReadCloser](t)(part.Open())
		if _, err := io.Copy(must[io.Writer](t)(z.Create(part.Name)), r); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	book := must[*Book](t)(read("无样式.xlsx", bare.Bytes(), DefaultLimits))
	reading := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{}))
	var out bytes.Buffer
	if err := book.WriteErrors(&out, reading, verdictsOf(reading)); err != nil {
		t.Fatal(err)
	}
	if red := redCells(t, must[*excelize.File](t)(excelize.OpenReader(&out)), "Sheet1"); !reflect.DeepEqual(red, []string{"B2"}) {
		t.Errorf("red: %v", red)
	}
}

func TestReportLeadsFromFigureToRecordsAndBack(t *testing.T) {
	d := doc.Document{Title: "示例县督导室月报", Sample: true, Blocks: []doc.Block{
		doc.Title{Text: "示例县督导室月报", Subtitle: "（2026年3月）"},
		doc.Heading{Level: 1, Text: "一、督导任务"}, doc.Paragraph{Runs: []doc.Run{{Text: "本月督导 2 校", Mark: 1}, {Text: "。"}}},
		doc.Table{Caption: "主要指标", Columns: []doc.Column{{Head: "指标", Width: 3}, {Head: "本月", Width: 1, Group: "数量", Align: doc.Center}, {Head: "上月", Width: 1, Group: "数量"}},
			Rows: []doc.Row{{Cells: []doc.Cell{doc.C("已督导学校"), {Text: "2", Numeric: true, Link: "schools"}, {Text: "3", Warn: true}}}}},
		doc.Chart{Title: "覆盖率", Unit: "%", Max: 100, Labels: []string{"一区", "二区"}, Series: []doc.Series{{Name: "本月", Values: []float64{50, 75}}}},
		doc.Grid{Widths: []float64{1, 2, 1}, Rows: []doc.GridRow{{Cells: []doc.GridCell{{Text: "学校", Label: true}, {Text: "县第一小学", Span: 2}}}}},
		doc.Signature{Office: "督导室", Date: "2026年4月3日"}, doc.PageBreak{Annex: "附件"}, doc.Space{Lines: 1},
	}}
	var out bytes.Buffer
	if err := WriteReport(&out, d, []Detail{{Name: "schools", Title: "已督导学校", Basis: "本月有督导记录的在办学校", Head: []string{"学校", "次数"}, Rows: [][]string{{"=县第一小学", "1"}, {"县第二小学", "2"}}}}); err != nil {
		t.Fatal(err)
	}
	if path := os.Getenv("DUDAO_KEEP"); path != "" {
		if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f := must[*excelize.File](t)(excelize.OpenReader(&out))
	ok, target, err := f.GetCellHyperLink("主要指标", "B6")
	if err != nil || !ok || target != "'明细-已督导学校'!A1" {
		t.Errorf("figure leads to %v %q %v", ok, target, err)
	}
	if typ := must[excelize.CellType](t)(f.GetCellType("主要指标", "B6")); typ != excelize.CellTypeUnset && typ != excelize.CellTypeNumber {
		t.Errorf("figure is no number: %v", typ)
	}
	if ok, target, err := f.GetCellHyperLink("明细-已督导学校", "A3"); err != nil || !ok || target != "'正文'!A1" {
		t.Errorf("detail leads to %v %q %v", ok, target, err)
	}
	if v := must[string](t)(f.GetCellValue("主要指标", "C6")); v != "▲3" {
		t.Errorf("warned cell: %q", v)
	}
	if formula := must[string](t)(f.GetCellFormula("明细-已督导学校", "A5")); formula != "" {
		t.Errorf("text became a formula: %q", formula)
	}
}

// A ledger opens at its table, and the line above it, whose texts stand at the
// two ends on paper, is not lost.
func TestLedgerWorkbook(t *testing.T) {
	d := doc.Document{Title: "整改台账", Style: doc.Ledger, Blocks: []doc.Block{doc.Title{Text: "整改台账"}, doc.Ends{Left: "填报单位：示例县", Right: "填报日期：2026年4月2日"},
		doc.Table{Name: "台账", Columns: []doc.Column{{Head: "序号"}}, Rows: []doc.Row{{Cells: []doc.Cell{doc.C("1")}}}}}}
	var out bytes.Buffer
	if err := WriteReport(&out, d, nil); err != nil {
		t.Fatal(err)
	}
	f := must[*excelize.File](t)(excelize.OpenReader(&out))
	if at := f.GetSheetName(f.GetActiveSheetIndex()); at != "台账" {
		t.Errorf("opens at %q", at)
	}
	text := ""
	for _, row := range must[[][]string](t)(f.GetRows("正文")) {
		text += strings.Join(row, "") + "\n"
	}
	if !strings.Contains(text, "填报单位：示例县　　填报日期：2026年4月2日") || !strings.Contains(text, "▶ 台账（") {
		t.Errorf("the first sheet says %q", text)
	}
}

// TestErrorsOfAWholeTableAreFewToRead: of tens of thousands of faults the list names
// the first and says how many more there are; every row says its own.
func TestErrorsOfAWholeTableAreFewToRead(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	m := &marker{f: f}
	for i := range maxListed + 5 {
		m.list = append(m.list, listedFault{sheet: "Sheet1", ref: cellRef(i+2, 1), message: "日期不对"})
	}
	if err := m.faultList("Sheet1", 1, newStyles(f)); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{cellRef(maxListed+1, 1): itoa(maxListed), cellRef(maxListed+2, 1): "还有 5 处", cellRef(maxListed+3, 1): ""} {
		if text, err := f.GetCellValue("Sheet1", ref); err != nil || !strings.HasPrefix(text, want) {
			t.Errorf("%s says %q: %v", ref, text, err)
		}
	}
}
