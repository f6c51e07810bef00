package desk

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/report"
	"dudao/internal/word"
)

// wordText is the text of a DOCX's body, a line a paragraph.
func wordText(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			out.Write(token)
		case xml.EndElement:
			if token.Name.Local == "p" {
				out.WriteByte('\n')
			}
		}
	}
}

// ownTemplate writes a template of paragraphs.
func ownTemplate(t *testing.T, lines ...string) string {
	t.Helper()
	d := doc.Document{Style: doc.Form}
	for _, l := range lines {
		d.Blocks = append(d.Blocks, doc.Text(l))
	}
	var b bytes.Buffer
	if _, err := word.Write(&b, d, word.Options{QR: paper.CodePicture}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "本县.docx")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Each form's starter is a template that holds all its placeholders and is taken.
func TestStartersAreTemplates(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	s := d.Screens().Templates
	list, err := s.List()
	if err != nil || len(list) < 4 {
		t.Fatalf("%d forms, %v", len(list), err)
	}
	for _, f := range list {
		file := filepath.Join(t.TempDir(), "样.docx")
		if _, err := s.Starter(TemplateInput{Form: f.Form, Path: file}); err != nil {
			t.Fatal(err)
		}
		text := wordText(t, file)
		seen := map[string]bool{}
		for _, p := range f.Placeholders {
			if !strings.Contains(text, "{"+p.Name+"}") || p.About == "" || seen[p.Name] {
				t.Errorf("%s: {%s} is not in the starter, twice, or not explained", f.Title, p.Name)
			}
			seen[p.Name] = true
		}
		out, err := s.Add(TemplateInput{Form: f.Form, Path: file})
		if err != nil || !out.Saved || len(out.Problems) != 0 {
			t.Errorf("%s: %+v %v", f.Title, out, err)
		}
		form, err := formOf(f.Form)
		if err != nil || !slices.Contains(form.Formats, formatDOCX) {
			t.Errorf("%s takes a template and cannot be saved as Word", f.Title)
		}
	}
	if noNull(t, "templates", list, err); len(list) == 0 {
		t.Error("no forms")
	}
}

func TestOwnTemplateOfAVisit(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	v := addVisit(t, d)
	v.Visit.Content, v.Visit.Problems = "查看食堂。\n查看校门。", "1.校门口无护学岗标识"
	v.Findings = []office.Finding{{Content: "食堂留样不足48小时", Level: 2}, {Content: "灭火器没有检查", Level: 4}}
	v, err := d.Screens().Visits.Save(v)
	if err != nil {
		t.Fatal(err)
	}
	s := d.Screens().Templates
	wrong := ownTemplate(t, "学校：{学校名}")
	out, err := s.Add(TemplateInput{Form: "visit", Path: wrong})
	if err != nil || out.Saved || len(out.Problems) != 1 || out.Problems[0] != "第 1 段的“{学校名}”不认识，是不是“{学校名称}”？" {
		t.Fatalf("a misspelt name: %+v %v", out, err)
	}
	file := filepath.Join(t.TempDir(), "own.docx")
	print := func() string {
		t.Helper()
		if _, err := d.PrintForm("visit", v.Visit.Number, file); err != nil {
			t.Fatal(err)
		}
		return wordText(t, file)
	}
	if text := print(); !strings.Contains(text, "责任督学督导记录表") {
		t.Errorf("without a template: %s", text)
	}
	if out, err = s.Add(TemplateInput{Form: "visit", Path: ownTemplate(t, "本县样式 {学校名称}，{责任督学}，{督导日期}。", "{督导纪实}", "{问题.序号}.{问题.内容}", "{听课.班级}")}); err != nil || !out.Saved {
		t.Fatalf("%+v %v", out, err)
	}
	want := "本县样式 示例县第一小学，王示例，2026年3月12日。\n查看食堂。\n查看校门。\n1.食堂留样不足48小时\n2.灭火器没有检查\n（无）\n"
	if text := print(); !strings.Contains(text, want) {
		t.Errorf("filled:\n%s\nwant:\n%s", text, want)
	}
	forms, err := d.Screens().Papers.List("visit")
	if err != nil || forms[0].Template != "本县.docx" {
		t.Errorf("the form does not name its template: %+v %v", forms, err)
	}
	if problems, _, err := d.Check(); err != nil || len(problems) != 0 {
		t.Errorf("check: %v %v", problems, err)
	}
	copied := filepath.Join(t.TempDir(), "copy.docx")
	if _, err := s.SaveCopy(TemplateInput{Form: "visit", Path: copied}); err != nil || !strings.Contains(wordText(t, copied), "{学校名称}") {
		t.Errorf("the copy for editing: %v", err)
	}
	if checked, err := s.Check("visit"); err != nil || len(checked.Problems) != 0 || checked.Name != "本县.docx" {
		t.Errorf("checked again: %+v %v", checked, err)
	}
	if err := s.Remove("visit"); err != nil {
		t.Fatal(err)
	}
	if text := print(); strings.Contains(text, "本县样式") {
		t.Error("a removed template still prints")
	}
	for what, err := range map[string]error{"again": s.Remove("visit"), "no such form": second(s.Add(TemplateInput{Form: "nothing"})), "a table": second(s.Add(TemplateInput{Form: "statistics"})),
		"copy of none": second(s.SaveCopy(TemplateInput{Form: "visit"})), "no such file": second(s.Add(TemplateInput{Form: "visit", Path: "/nowhere.docx"}))} {
		if office.CodeOf(err) == office.CodeInternal || err == nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A template that is changed or removed can be brought back.
func TestTemplatesAreUndone(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	s := d.Screens()
	for _, line := range []string{"第一版 {学校名称}", "第二版 {学校名称}"} {
		if out, err := s.Templates.Add(TemplateInput{Form: "visit", Path: ownTemplate(t, line)}); err != nil || !out.Saved {
			t.Fatalf("%+v %v", out, err)
		}
	}
	if _, err := s.History.UndoLast(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "copy.docx")
	if _, err := s.Templates.SaveCopy(TemplateInput{Form: "visit", Path: file}); err != nil || !strings.Contains(wordText(t, file), "第一版") {
		t.Errorf("undone: %v", err)
	}
	if problems, _, err := d.Check(); err != nil || len(problems) != 0 {
		t.Errorf("check: %v %v", problems, err)
	}
}

// The report's own page saves Word by the county's template, too.
func TestOwnTemplateOfAReport(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	s := d.Screens()
	if out, err := s.Templates.Add(TemplateInput{Form: "month", Path: ownTemplate(t, "{期间}督导{督导次数}次，覆盖率{督导覆盖率}。", "{督导任务}", "{数据.名称}{数据.本期}{数据.单位}", "{各责任区.名称}：{各责任区.督导次数}")}); err != nil || !out.Saved {
		t.Fatalf("%+v %v", out, err)
	}
	m, err := s.Reports.Month(ReportInput{Span: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	visits := office.Figures(m.Figures).Get(office.FigVisits)
	file := filepath.Join(t.TempDir(), "月报.docx")
	if _, err := s.Reports.Save(SaveReport{Span: "2026-03", Format: formatDOCX, Path: file}); err != nil {
		t.Fatal(err)
	}
	text := wordText(t, file)
	for _, want := range []string{fmt.Sprintf("2026年3月督导%v次，覆盖率", visits.Value), fmt.Sprintf("%s%v%s\n", visits.Name, visits.Value, visits.Unit)} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if strings.ContainsAny(text, "{}①②③④") {
		t.Errorf("placeholders or note marks are left:\n%s", text)
	}
}

// Every placeholder of every form has its value, whatever the record holds.
func TestFillingsHoldEveryPlaceholder(t *testing.T) {
	t.Parallel()
	facts := formFacts(true)
	notice := report.NoticePaper{Facts: facts, Notice: formNotice(office.NoticeRectify), Visit: formVisit(), Inspector: rareInspector, Findings: formFindings(2, 0)}
	visit := report.VisitPaper{Facts: facts, Visit: formVisit(), Inspector: rareInspector, Findings: formFindings(2, 0)}
	matter := report.CasePaper{Facts: facts, Finding: formFindings(1, 0)[0], Rounds: formRounds()}
	last, _ := matter.Round(0)
	none, _ := report.CasePaper{}.Round(0)
	call := office.Complaint{Number: "TS2026-0001", ReceivedOn: "2026-03-12", Channel: "电话", Name: "王𬭊䶮", Phone: "13800000000", Identity: "家长", Content: "食堂饭菜偏凉", Kind: office.ComplaintSpecial,
		Recorder: "丙某某", DueOn: "2026-03-27", State: office.ComplaintInHand, Steps: []office.Step{{Step: office.StepAdvice, On: "2026-03-13", By: "甲某某", Text: "转督学核实"}}}
	complaint := report.ComplaintPaper{Complaint: call, School: "示例县第一小学", Masked: true}
	if v := complaint.Filling().Text; v["姓名"] == call.Name || v["联系方式"] == call.Phone || v["督导室建议"] != "转督学核实" {
		t.Errorf("who called is on a template: %q %q", v["姓名"], v["联系方式"])
	}
	for name, c := range map[string]struct {
		form string
		full office.Filling
		bare office.Filling
	}{
		"complaint": {"complaint", complaint.Filling(), report.ComplaintPaper{}.Filling()},
		"visit":     {"visit", visit.Filling(), report.VisitPaper{}.Filling()},
		"feedback":  {office.FormFeedback, visit.Feedback().Filling(), report.FeedbackPaper{}.Filling()},
		"notice":    {office.FormRectify, notice.Filling(), report.NoticePaper{}.Filling()},
		"recheck":   {"recheck", matter.Filling(last), report.CasePaper{}.Filling(none)},
	} {
		filled := 0
		for _, p := range report.Placeholders(c.form) {
			list, field, isList := strings.Cut(p.Name, ".")
			if !isList {
				if _, has := c.bare.Text[p.Name]; !has {
					t.Errorf("%s: {%s} has no value", name, p.Name)
				}
				if c.full.Text[p.Name] != "" {
					filled++
				}
				continue
			}
			if _, has := c.bare.Lists[list]; !has {
				t.Errorf("%s: no list %s", name, list)
			}
			for _, item := range c.full.Lists[list] {
				if _, has := item[field]; !has {
					t.Errorf("%s: {%s} has no value", name, p.Name)
				}
			}
		}
		if filled < 12 {
			t.Errorf("%s: only %d placeholders say something", name, filled)
		}
		if c.full.Text["学校名称"] != "示例县第一小学" && c.full.Text["反映对象"] != "示例县第一小学" {
			t.Errorf("%s: the school is %q", name, c.full.Text["学校名称"])
		}
	}
	if notice.Filling().Text["文号"] != "示教督改〔2026〕3号" || len(notice.Filling().Lists["环节"]) == 0 || matter.Filling(last).Text["核查结论"] != "已整改" {
		t.Error("values of the notice or the recheck")
	}
}
