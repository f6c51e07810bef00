package desk

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
	"dudao/internal/sheet"
)

// refill writes a workbook that went out once more, as it was filled by hand:
// the cells go into an empty row of the kind.
func refill(t *testing.T, from, to string, fills map[office.Kind]map[string]string) {
	t.Helper()
	book, err := sheet.Open(from, sheet.SheetLimits)
	must(t, err)
	stamp, ok := book.Stamp()
	if !ok {
		t.Fatalf("%s has no stamp", from)
	}
	content, _, err := book.Returned()
	must(t, err)
	for kind, cells := range fills {
		row := office.ContentRow{Kind: kind, Slot: office.SlotID(stamp.Office, kind, 9), Cells: map[string]office.SheetCell{}}
		for key, text := range cells {
			row.Cells[key] = office.SheetCell{Text: text}
		}
		content.Rows = append(content.Rows, row)
	}
	o := office.OutSheet{Stamp: stamp, Name: "某某", Period: stamp.Month.Of(0), Schools: []string{"示例县第一小学"}, Matters: []string{"校园安全"}, Contents: content}
	must(t, writeFile(to, func(w io.Writer) error { return sheet.WriteOut(w, o) }))
}

func TestSheetsGoOutAndComeBack(t *testing.T) {
	t.Parallel()
	d, _, _ := placeDesk(t)
	s := d.Screens().Sheets
	out, back, marked := t.TempDir(), t.TempDir(), t.TempDir()
	made, err := s.Make(MakeSheetsInput{Month: "2026-03", Dir: out})
	must(t, err)
	if len(made.Files) != 2 || len(made.Without) != 1 || filepath.Base(made.Dir) != "2026-03 督导记录表" {
		t.Fatalf("made %+v", made)
	}
	first := map[office.Kind]map[string]string{
		office.KindVisits:  {"date": "2026-03-12", "session": "上午", "school": "示例县第一小学", "content": "表里填的"},
		office.KindLessons: {"date": "2026-03-12", "school": "没有这所学校", "class": "一班", "subject": "数学", "teacher": "某某"},
	}
	mine := ""
	for _, f := range made.Files {
		if strings.Contains(f, "李示㛃") {
			mine = f
		}
	}
	must(t, os.Mkdir(filepath.Join(back, "微信"), 0o755))
	refill(t, mine, filepath.Join(back, "微信", "新建表格.xlsx"), first)
	refill(t, mine, filepath.Join(back, "又一份.xlsx"), first)
	for name, text := range map[string]string{"~$锁.xlsx": "x", "照片.jpg": "x", "旧.xls": "x", "坏.xlsx": "PK\x03\x04坏", "名单.xlsx": ""} {
		must(t, os.WriteFile(filepath.Join(back, name), []byte(text), 0o600))
	}
	foreign := listFile(t, t.TempDir(), office.KindVisits, []map[string]string{{"date": "2026-03-12", "school": "示例县第一小学"}})
	must(t, os.Rename(foreign, filepath.Join(back, "自己做的.xlsx")))

	look, err := s.Merge(MergeInput{Paths: []string{back}, Rehearse: true})
	must(t, err)
	states := map[string]string{}
	for _, f := range look.Result.Files {
		states[f.File] = f.State + " " + f.Reason
	}
	for file, want := range map[string]string{"又一份.xlsx": "已合并", "微信/新建表格.xlsx": "重复 与《又一份.xlsx》", "照片.jpg": "不是表格", "旧.xls": "另存为 .xlsx", "坏.xlsx": "已损坏", "名单.xlsx": "空文件", "自己做的.xlsx": "没有编号"} {
		if !strings.Contains(states[file], want) {
			t.Errorf("%s: %q, want %s", file, states[file], want)
		}
	}
	if r := look.Result; len(r.Files) != 7 || r.Month != "2026-03" || r.Added != 1 || r.Failed != 1 || look.Written || len(look.Missing) != 1 {
		t.Fatalf("the look: %+v", look)
	}
	done, err := s.Merge(MergeInput{Paths: []string{back}})
	must(t, err)
	if !done.Written || done.Backup == "" || done.Result.Added != 1 {
		t.Fatalf("the merge: %+v", done)
	}
	files, err := d.WriteMergeErrors(marked)
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("error copies %v", files)
	}
	book, err := sheet.Open(files[0], sheet.SheetLimits)
	must(t, err)
	stamp, ok := book.Stamp()
	content, _, err := book.Returned()
	must(t, err)
	if !ok || stamp.Token == "" || len(content.Rows) == 0 {
		t.Errorf("the error copy is no sheet any more: %+v", stamp)
	}
	again, err := s.Merge(MergeInput{Paths: files})
	must(t, err)
	if again.Result.Added != 0 || again.Result.Failed != 1 {
		t.Errorf("the error copy as it is: %+v", again.Result)
	}
	if _, err := d.Screens().Imports.Run(ImportInput{Kind: office.KindVisits, Paths: made.Files[:1], Rehearse: true}); err == nil || !strings.Contains(err.Error(), "表格收发") {
		t.Errorf("a sheet in the import: %v", err)
	}
	u, err := s.Undo(done.Result.ID)
	must(t, err)
	if u.Removed == 0 {
		t.Errorf("undo: %+v", u)
	}
	next, err := s.Make(MakeSheetsInput{Month: "2026-03", Dir: out})
	must(t, err)
	if filepath.Base(next.Dir) != "2026-03 督导记录表（第2次）" {
		t.Errorf("made again in %s", next.Dir)
	}
}

func TestSheetRegisterLiesWell(t *testing.T) {
	t.Parallel()
	set := office.DefaultSettings()
	empty := report.SheetRegister{Settings: set, Month: "2026-04", Day: "2026-05-04"}
	full := empty
	full.Settings.OfficeName, full.Settings.CountyName, full.Settings.Sample = "示例县人民政府教育督导室", "示例县", true
	for i := range 80 {
		state := []string{office.SheetNotMade, office.SheetOut, office.SheetBack, office.SheetConflict, office.SheetFaulty}[i%5]
		l := report.SheetLine{Inspector: []string{"王示䶮", "李示㛃", "陈示𬭊"}[i%3], Zone: "第一责任区", State: state}
		if state != office.SheetNotMade {
			l.Number, l.Out, l.DueOn = 1, "2026-04-01", "2026-05-03"
		}
		if i%5 > 1 {
			l.Back = "2026-05-02"
		}
		full.Lines = append(full.Lines, l)
	}
	for name, r := range map[string]report.SheetRegister{"empty": empty, "long": full} {
		text := papertest.Whole(papertest.Sound(t, name, r.Document()))
		if name == "long" && (!strings.Contains(text, "陈示𬭊") || !strings.Contains(text, "发出64份，收回48份，未收回16份")) {
			t.Errorf("the register: %s", text[:200])
		}
	}
}
