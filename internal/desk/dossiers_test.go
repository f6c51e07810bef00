package desk

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
	"dudao/internal/store"
)

// dossierFixtures are the papers of dossiers, briefings and teams: filled, empty,
// and as long as the records may be.
func dossierFixtures() map[string]doc.Document {
	out := map[string]doc.Document{}
	long := strings.Repeat("督导发现的问题须逐项整改到位，", 280)[:4000*3]
	for _, size := range []string{"filled", "empty", "long"} {
		facts := formFacts(size != "empty")
		n, text := map[string]int{"filled": 3, "long": 70}[size], "食堂留样不足48小时"
		if size == "long" {
			text = long
		}
		d := office.Dossier{Kind: "school", ID: 1, Title: "示例县第一小学" + rareTeacher, Span: "2025-2026", Facts: facts.School.Facts(facts.Zone, []string{rareInspector})}
		labels, _ := office.DossierColumns(d.Span, nil)
		d.Chart = office.DossierChart{Title: "督导次数", Labels: labels, Values: make([]int, len(labels))}
		d.Matrix.Labels = labels
		b := office.Briefing{Day: "2026-03-20", School: facts.School, Zone: facts.Zone, UnseenIn: "本学期"}
		teams := []report.TeamLine{}
		for _, m := range office.DefaultMatters[:min(8, n)] {
			d.Matrix.Rows = append(d.Matrix.Rows, office.DossierMatterRow{Matter: m.Short, Counts: make([]int, len(labels))})
			b.Unseen = append(b.Unseen, m.Short)
		}
		rows := []office.DossierRow{}
		for i := range n {
			d.Chart.Values[i%len(labels)]++
			rows = append(rows, office.DossierRow{Kind: "visit", ID: int64(i + 1), Date: "2026-03-12", Title: fmt.Sprintf("JL2026-%04d %s", i+1, rareInspector), Detail: text, State: "整改中"})
			b.Findings = append(b.Findings, office.BriefingFinding{ID: int64(i + 1), Number: fmt.Sprintf("WT2026-%04d", i+1), Content: text, DueOn: "2026-03-10", Overdue: 10, Repeat: 2, Matter: "食品卫生", Step: office.StepReport, Turn: "学校报告", Report: text})
			b.Complaints = append(b.Complaints, office.BriefingComplaint{ID: int64(i + 1), Number: fmt.Sprintf("TS2026-%04d", i+1), Date: "2026-02-02", Kind: "一般", Matter: "食品卫生", State: "办理中"})
			if i < 3 {
				b.Visits = append(b.Visits, office.BriefingVisit{ID: 1, Number: "JL2026-0001", Date: "2026-03-12", Session: "上午", Inspector: rareInspector, Kind: "经常性督导", Line: text, Lacks: []string{"反馈", "校长签字"}})
			}
			teams = append(teams, report.TeamLine{Name: "第一协作组", Leader: rareInspector, Members: strings.Repeat(rareInspector+"、", 5), Plus: rareTeacher + " 督导室工作人员", Helps: "第一责任区", StartsOn: "2025-09-01", Visits: 3, Findings: 5})
		}
		if n > 0 {
			b.Inspectors, b.Practices = []string{rareInspector}, rows[:3]
			score := 92.5
			b.Inspection = office.BriefingInspection{ID: 1, Title: "2026年春季开学专项督导", Date: "2026-03-03", Score: &score, Grade: "良好", Problems: text, DueOn: "2026-04-03"}
		}
		for _, title := range []string{"督导记录", "未销号的问题", "投诉举报"} {
			d.Sections = append(d.Sections, office.DossierSection{Key: title, Title: title, Total: len(rows), Rows: rows})
		}
		d.Sums = []office.DossierFact{{Label: "督导记录", Value: fmt.Sprint(n)}}
		b.Ask()
		out["dossier "+size] = report.DossierPaper{Dossier: d, Settings: facts.Settings, Day: "2026-03-20"}.Document()
		out["briefing "+size] = report.BriefingPaper{Settings: facts.Settings, Schools: []office.Briefing{b}}.Document()
		out["teams "+size] = report.TeamPaper{Settings: facts.Settings, Day: "2026-03-20", Teams: teams}.Document()
	}
	return out
}

func TestDossierPapersLieWell(t *testing.T) {
	t.Parallel()
	for name, d := range dossierFixtures() {
		pages := papertest.Sound(t, name, d)
		text := papertest.Whole(pages)
		if strings.HasSuffix(name, "filled") && !strings.Contains(text, rareInspector) {
			t.Errorf("%s: the rare characters of its names are not on it", name)
		}
		if strings.HasPrefix(name, "briefing") && len(pages) > 2 {
			t.Errorf("%s: %d pages, more than both sides of one sheet", name, len(pages))
		}
	}
	text := papertest.Whole(papertest.Sound(t, "briefing", dossierFixtures()["briefing filled"]))
	for _, want := range []string{"见校长前五分钟", "今天问什么", "▲2026-03-10", "超期10天", "学校报告", "92.5分", "近12个月3件", "校务管理、招生收费"} {
		if !strings.Contains(text, want) {
			t.Errorf("the briefing lacks %q", want)
		}
	}
}

// The papers of the sample county's own records: every school's briefing has room
// on one sheet.
func TestSampleDossiers(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	if err := d.store.FillSample(office.MakeUp(office.SampleSize{Schools: 12, Kindergartens: 14, Inspectors: 10, Zones: 3, From: "2025-02", To: "2026-03", Findings: 2})); err != nil {
		t.Fatal(err)
	}
	schools, err := d.store.SchoolOptions()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schools {
		b, err := d.briefing(fmt.Sprint(s.ID))
		if err != nil {
			t.Fatal(err)
		}
		if pages := papertest.Sound(t, s.Name, b.document); len(pages) > 2 {
			t.Errorf("%s: %d pages", s.Name, len(pages))
		}
	}
	people, err := d.store.InspectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	for form, id := range map[string]string{"dossier_school": schools[0].Name, "dossier_inspector": people[0].Name + "/全部", "briefings": people[0].Name, "teams": "全部"} {
		f, err := formOf(form)
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.build(d, id)
		if err != nil {
			t.Fatalf("%s: %v", form, err)
		}
		papertest.Sound(t, form, b.document)
	}
	if _, err := d.schoolDossier(schools[0].Name + "/去年"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a year that is none: %v", err)
	}
}

func TestMessagesFillForms(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	s := d.Screens()
	list, err := s.Messages.Read(MessageInput{Text: "王示例 2026-03-19 17:00\n昨天上午到第一小学，听课2节。问题：食堂留样不足。\n----\n王示例 2026-03-20 17:00\n今天到示例县第八小学，未发现问题。"})
	if err != nil || len(list) != 2 {
		t.Fatalf("%d messages, %v", len(list), err)
	}
	v := list[0].Form
	if v.Visit.Date != "2026-03-18" || v.Visit.SchoolID != form.Visit.SchoolID || v.Visit.InspectorID != form.Visit.InspectorID || v.Visit.Disposal != 4 || len(v.Findings) != 1 || v.Findings[0].DueOn != "2026-03-25" || v.Findings[0].MatterID != 7 {
		t.Errorf("read: %+v", v)
	}
	if list[1].Draft.Asks.Name != "示例县第八小学" || list[1].Form.Visit.SchoolID != 0 {
		t.Errorf("an unknown school: %+v", list[1].Draft.Asks)
	}
	page, err := s.Visits.List(store.ListQuery{})
	if err != nil || page.Total != 1 {
		t.Errorf("reading saved something: %d, %v", page.Total, err)
	}
	if _, err := s.Visits.Save(v); err != nil {
		t.Errorf("the form cannot be saved: %v", err)
	}
	if _, err := s.Messages.Read(MessageInput{Text: " \n"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("nothing pasted: %v", err)
	}
	for _, a := range list {
		if a.Form.Attachments == nil || a.Form.Visit.Methods == nil || a.Draft.Marks == nil {
			t.Errorf("a list is null: %+v", a)
		}
	}
}
