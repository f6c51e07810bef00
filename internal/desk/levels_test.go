package desk

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// plantPersons writes persons with numbers into texts that papers print, and
// returns what must not be read in a paper for everyone.
func plantPersons(t *testing.T, d *Desk, form VisitForm) (secrets []string) {
	t.Helper()
	s := d.Screens()
	const id, phone, caller, callerPhone = "360101197001011239", "13900000017", "欧阳测试", "13900000018"
	people := got[[]store.InspectorOption](t)(s.Inspectors.Options())
	p := got[InspectorForm](t)(s.Inspectors.Get(people[0].ID)).Inspector
	p.IDNumber, p.Mobile, p.Email = id, phone, "ceshi@example.com"
	got[office.Inspector](t)(s.Inspectors.Save(p))
	text := "联系电话" + phone + "，身份证" + id + "，反映人" + caller + "（" + callerPhone + "），邮箱ceshi@example.com。"
	got[ComplaintForm](t)(s.Complaints.Save(office.Complaint{ReceivedOn: form.Visit.Date, Channel: office.Channels[0], SchoolID: form.Visit.SchoolID, Name: caller, Phone: callerPhone, Content: text}))
	form = got[VisitForm](t)(s.Visits.Get(form.Visit.ID))
	form.Visit.Content, form.Visit.Advice = text, text
	got[VisitForm](t)(s.Visits.Save(form))
	return []string{id, phone, caller, callerPhone, "ceshi@example.com"}
}

// readFile is all that a file of papers says, without what stands between.
func readFile(t *testing.T, path string) string {
	t.Helper()
	var out []byte
	var err error
	if strings.HasSuffix(path, ".pdf") {
		out, err = exec.Command("pdftotext", "-layout", path, "-").Output()
	} else {
		out, err = exec.Command("unzip", "-p", path, "*.xml").Output()
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

// At the level for everyone no paper of a month, in print or in Excel, says the
// number, the address or the name of anybody who is to be hidden; at the office's
// own level the same papers say them, or this test would prove nothing.
func TestAMonthForEveryoneNamesNobody(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	secrets := plantPersons(t, d, form)
	found := func(level string) (out []string) {
		made := got[MonthPapers](t)(d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: t.TempDir(), Level: level}))
		if !strings.HasSuffix(made.Dir, office.AtLevel("督导材料", level)) {
			t.Errorf("the folder at %s: %s", level, made.Dir)
		}
		for _, f := range below(t, made.Dir) {
			if strings.HasSuffix(f, ".json") {
				continue
			}
			text := f + readFile(t, filepath.Join(made.Dir, f))
			for _, s := range secrets {
				if strings.Contains(text, s) {
					out = append(out, f+" says "+s)
				}
			}
		}
		return out
	}
	if open := found(office.LevelOffice); len(open) < 3 {
		t.Errorf("at the office's own level: %q", open)
	}
	if public := found(office.LevelPublic); len(public) > 0 {
		t.Errorf("at the level for everyone: %q", public)
	}
	if _, err := d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: t.TempDir(), Level: "绝密"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a level that there is not: %v", err)
	}
}

func TestEachLevelHidesMore(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	secrets := plantPersons(t, d, form)
	for level, hidden := range map[string]string{office.LevelOffice: "     ", office.LevelReport: "x xx ", office.LevelInspectors: "xxxxx", office.LevelPublic: "xxxxx"} {
		for _, format := range []string{formatPDF, formatDOCX} {
			file := filepath.Join(t.TempDir(), "记录."+format)
			got[SavedFile](t)(d.PrintFormAt("visit", form.Visit.Number, file, level))
			text := readFile(t, file)
			for i, s := range secrets {
				if strings.Contains(text, s) == (hidden[i] == 'x') {
					t.Errorf("%s %s: %s hidden is %v", level, format, s, hidden[i] == 'x')
				}
			}
		}
	}
}

// A list for others names nobody, and none of it comes back: its rows have no ids.
func TestAMaskedListIsNotBroughtBack(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	secrets := plantPersons(t, d, form)
	file := filepath.Join(t.TempDir(), "督学.xlsx")
	if _, err := d.ExportList(office.KindInspectors, file, ExportOptions{Level: office.LevelPublic}); err != nil {
		t.Fatal(err)
	}
	text := readFile(t, file)
	for _, s := range secrets {
		if strings.Contains(text, s) {
			t.Errorf("the list says %s", s)
		}
	}
	before := got[[]store.InspectorOption](t)(d.Screens().Inspectors.Options())
	if _, err := d.Screens().Imports.Run(ImportInput{Kind: office.KindInspectors, Paths: []string{file}}); err != nil && office.CodeOf(err) == office.CodeInternal {
		t.Fatal(err)
	}
	p := got[InspectorForm](t)(d.Screens().Inspectors.Get(before[0].ID)).Inspector
	if p.Mobile != secrets[1] || p.IDNumber != secrets[0] {
		t.Errorf("a masked list wrote over the record: %s, %s", p.Mobile, p.IDNumber)
	}
}

// Every way out leaves one line, with the file's name and never its place.
func TestWhatLeavesIsLogged(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	secret := filepath.Join(t.TempDir(), "秘密的文件夹")
	if err := os.MkdirAll(secret, 0o755); err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(secret, name) }
	got[SavedFile](t)(d.PrintFormAt("visit", form.Visit.Number, at("记录.pdf"), office.LevelPublic))
	got[SavedFile](t)(d.Screens().Papers.Open(PaperInput{Form: "visit", ID: form.Visit.Number}))
	got[int](t)(d.ExportList(office.KindSchools, at("学校.xlsx"), ExportOptions{Level: office.LevelReport}))
	got[int](t)(d.ExportList(office.KindSchools, at("空白.xlsx"), ExportOptions{Template: true}))
	got[MonthPapers](t)(d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: secret, Level: office.LevelInspectors}))
	got[BackupFile](t)(d.Backup(at("全部.督导备份"), ""))
	got[HandoverFiles](t)(d.HandOver(secret))
	rows := got[[]office.Outgoing](t)(d.Screens().Outgoing.List(store.OutgoingQuery{Page: 1}))
	lines := []string{}
	for _, r := range rows {
		lines = append(lines, r.Action+r.Level)
		if r.Who == "" || r.At == "" || r.Files < 1 || strings.ContainsAny(r.File, `/\`) || strings.Contains(r.Title+r.File, "秘密") {
			t.Errorf("logged %+v", r)
		}
	}
	if want := "交接包内部 备份内部 全部材料检查组 导出清单上报 打开打印内部 保存文书公示"; strings.Join(lines, " ") != want {
		t.Errorf("logged %q, want %q", strings.Join(lines, " "), want)
	}
	if one := got[[]office.Outgoing](t)(d.Screens().Outgoing.List(store.OutgoingQuery{Action: office.OutList, Level: office.LevelReport, Page: 1})); len(one) != 1 || one[0].File != "学校.xlsx" {
		t.Errorf("narrowed: %+v", one)
	}
	if none := got[[]office.Outgoing](t)(d.Screens().Outgoing.List(store.OutgoingQuery{To: "2020-01-01", Page: 1})); len(none) != 0 {
		t.Errorf("before all: %+v", none)
	}
	file := filepath.Join(t.TempDir(), "导出记录.pdf")
	got[SavedFile](t)(d.PrintForm("outgoing", "", file))
	if text := readFile(t, file); !strings.Contains(text, "全部材料") || strings.Contains(text, "秘密") {
		t.Errorf("the paper: %s", text)
	}
}
