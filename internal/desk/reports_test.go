package desk

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
)

// reportDesk is a desk with one zone of two schools and a visit to the first.
func reportDesk(t *testing.T) (*Desk, *recorder, VisitForm) {
	t.Helper()
	d, shell := openTest(t, t.TempDir())
	form := addVisit(t, d)
	s := d.Screens()
	set, err := d.store.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.OfficeName, set.CountyName, set.Sample = "示例县人民政府教育督导室", "示例县", true
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	other, err := s.Schools.Save(office.School{Name: "示例县机关幼儿园", Kind: "幼儿园"})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.store.SaveZoneVersion(office.ZoneVersion{Number: "2025年版", ValidFrom: "2025-09-01"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.SaveZone(office.Zone{VersionID: v.ID, Name: "第一责任区", Schools: []int64{form.Visit.SchoolID, other.ID}, Members: []int64{form.Visit.InspectorID}}); err != nil {
		t.Fatal(err)
	}
	form.Visit.Methods = []office.MethodUse{{Method: "随机听课", Count: 2}}
	form.Findings = []office.Finding{{Content: "食堂留样不足48小时", Level: 2, MatterID: 7, DueOn: "2026-03-19"}}
	if form, err = s.Visits.Save(form); err != nil {
		t.Fatal(err)
	}
	return d, shell, form
}

func pdfText(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", "-layout", path, "-").CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v: %s", err, out)
	}
	return strings.Join(strings.Fields(string(out)), "")
}

func TestMonthReportOnPaper(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	r := d.Screens().Reports
	in := ReportInput{Span: "2026-03"}
	m, err := r.Month(in)
	if err != nil {
		t.Fatal(err)
	}
	if m.Title != "示例县人民政府教育督导室2026年3月督导报告" || len(m.Parts) != 6 || !slices.Equal(m.Zones, []string{"第一责任区"}) || m.Marks[office.FigVisits] != "④" {
		t.Fatalf("report %s, %d parts, zones %v", m.Title, len(m.Parts), m.Zones)
	}
	if err := r.SavePart(PartInput{Span: "2026-03", Key: "advice", Text: "请各校认真整改。"}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "新文件夹", "报告.pdf")
	saved, err := r.Save(SaveReport{Span: "2026-03", Format: "pdf", Path: file})
	if err != nil || saved.Pages < 7 {
		t.Fatalf("saved %+v, %v", saved, err)
	}
	text := pdfText(t, file)
	for _, want := range []string{"全县应督导学校2所①", "本月共督导1校次④", "机关幼儿园", "食堂留样不足48小时", "请各校认真整改。", "附件3", form.Visit.Number, "随机听课2节⑧"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %q", want)
		}
	}
	preview, err := r.Preview(in)
	if err != nil || preview.Pages != saved.Pages || !strings.HasPrefix(preview.URL, "/files/preview/") {
		t.Errorf("preview %+v, %v", preview, err)
	}
	rec, err := r.Records(RecordsInput{Span: "2026-03", Key: "第一责任区|" + office.FigUnvisited})
	if err != nil || len(rec.Rows) != 1 || rec.Rows[0][1] != "示例县机关幼儿园" || rec.Kind != "school" {
		t.Errorf("unvisited %+v, %v", rec, err)
	}
	if err := r.ResetPart(PartInput{Span: "2026-03", Key: "advice"}); err != nil {
		t.Fatal(err)
	}
	if m, err = r.Month(in); err != nil || m.Parts[5].IsEdited {
		t.Errorf("after the reset: %+v, %v", m.Parts[5], err)
	}
	for key, bad := range map[string]ReportInput{office.CodeNotFound: {"2026-03", "没有的责任区"}, office.CodeInvalid: {"三月", ""}} {
		if _, err := r.Month(bad); office.CodeOf(err) != key {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestIssuedReportStaysAndShowsWhatCameLater(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	s := d.Screens()
	in := ReportInput{Span: "2026-03"}
	issued, err := s.Reports.Issue(in)
	if err != nil {
		t.Fatal(err)
	}
	first, err := d.sealed(IssuedInput{ID: issued.ID})
	if err != nil || !bytes.HasPrefix(first.bytes, []byte("%PDF")) {
		t.Fatalf("sealed file: %v", err)
	}
	more := form
	more.Visit.ID, more.Visit.UpdatedAt, more.Visit.Date, more.Findings = 0, "", "2026-03-20", nil
	if _, err := s.Visits.Save(more); err != nil {
		t.Fatal(err)
	}
	form.Visit.Title = "改过的标题"
	if form, err = s.Visits.Save(form); err != nil {
		t.Fatal(err)
	}
	later, err := s.Reports.Later(issued.ID)
	if err != nil || len(later.Rows) != 2 || later.Rows[0][1] != office.LaterAdded || later.Rows[1][1] != office.LaterChanged || later.IDs[1] != form.Visit.ID {
		t.Errorf("later: %+v, %v", later.Rows, err)
	}
	list, err := s.Reports.Issued()
	if err != nil || len(list) != 1 || list[0].Later != 2 {
		t.Errorf("issued: %+v, %v", list, err)
	}
	again, err := d.sealed(IssuedInput{ID: issued.ID})
	if err != nil || !bytes.Equal(first.bytes, again.bytes) {
		t.Errorf("the sealed file changed: %v", err)
	}
	if err := s.Reports.Void(VoidInput{ID: issued.ID}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("void without a reason: %v", err)
	}
	if err := s.Reports.Void(VoidInput{ID: issued.ID, Reason: "补录记录"}); err != nil {
		t.Fatal(err)
	}
	second, err := s.Reports.Issue(in)
	if err != nil || second.Number == issued.Number {
		t.Errorf("a new issue: %+v, %v", second, err)
	}
	if list, err = s.Reports.Issued(); err != nil || len(list) != 2 || list[1].VoidReason != "补录记录" {
		t.Errorf("both are kept: %+v, %v", list, err)
	}
	if _, err := s.Reports.Issue(ReportInput{Span: "2026-01"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a month without visits: %v", err)
	}
}

func TestVisitFormOnPaper(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	file := filepath.Join(t.TempDir(), "记录表.pdf")
	saved, err := d.PrintForm("visit", form.Visit.Number, file)
	if err != nil || saved.Pages != 1 {
		t.Fatalf("saved %+v, %v", saved, err)
	}
	text := pdfText(t, file)
	for _, want := range []string{"示例县责任督学督导记录表", form.Visit.Number, "示例县第一小学", "☑随机听课2节", "食堂留样不足48小时", "第一责任区", "王示例"} {
		if !strings.Contains(text, want) {
			t.Errorf("the form lacks %q: %s", want, text)
		}
	}
	if _, err := d.PrintForm("poster", "1", file); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("an unknown form: %v", err)
	}
}
