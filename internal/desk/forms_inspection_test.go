package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
)

// inspectionFixture is an inspection of n units: filled, or with texts as long as
// they may be.
func inspectionFixture(n int, long string) report.InspectionPaper {
	f := formFacts(true)
	p := report.InspectionPaper{Settings: f.Settings, Matters: f.Matters}
	text := func(s string) string {
		if long != "" {
			return long
		}
		return s
	}
	p.Today = "2026-05-20"
	p.Inspection = office.Inspection{ID: 1, Number: "ZX2026-0003", Kind: office.InspectionSpecial, Topic: "食品安全", Title: "2026年春季食品安全专项督导", PlannedOn: "2026-02-20", StartsOn: "2026-03-16", EndsOn: "2026-03-27",
		Basis: "（示例依据）年度督导计划", Content: text("1.校长负责制。\n2.留样和陪餐。"), Requirements: text("准备好台账。"), NoticeNo: "示教督知〔2026〕2号", NoticeOn: "2026-03-05", SelfDueOn: "2026-03-12",
		ReportNo: "示教督报〔2026〕1号", ReportOn: "2026-05-15", ReportTo: "示例县人民政府", FiledNo: "备7号", FiledOn: "2026-05-18", PublishedOn: "2026-05-19", PublishedAt: "政府网站", Note: "无"}
	day := office.Limit{Days: 10, Unit: "天"}
	p.Course = office.Course{Inspection: p.Inspection, Calendar: office.NewCalendar(nil), Opinion: day, Plea: office.Limit{Days: 10, Unit: "个工作日"}, Letter: day, Report: day, Recheck: day, ToUpper: day, Review: day}
	for g := range 3 {
		x := office.GroupFacts{Group: office.InspectionGroup{ID: int64(g + 1), Name: fmt.Sprintf("第%d组", g+1)}}
		for m, name := range []string{rareInspector, "甲示", rareTeacher, "丁示外"} {
			role := "成员"
			if m == 0 {
				role = "组长"
			}
			x.Members = append(x.Members, office.InspectionMember{InspectorID: int64(m % 3), Name: name, Employer: "示例县市场监督管理局食品安全监督管理股", Post: "副股长", Role: role})
		}
		p.Groups = append(p.Groups, x)
	}
	for i := range n {
		u := office.InspectionUnit{ID: int64(i + 1), SchoolID: 1, GroupID: int64(i%3 + 1), Position: i + 1, Name: fmt.Sprintf("示例县第%d小学", i+1), UnitKind: office.UnitSchool, PlannedOn: "2026-03-16", Session: "上午", SelfOn: "2026-03-10",
			SelfText: text("已自查。"), VisitedOn: "2026-03-16", Strengths: text("制度健全，负责人" + rareTeacher + "。"), Problems: text("食堂台账缺页。"), Advice: text("逐餐登记。"), OpinionOn: "2026-03-18", PleaOn: "2026-03-20", Plea: text("当天停电。"),
			PleaAnswerOn: "2026-03-22", PleaAnswer: text("维持。"), LetterNo: fmt.Sprintf("示教督意〔2026〕%d号", i+1), LetterOn: "2026-03-26", DueOn: "2026-04-25", ReportOn: "2026-04-20", Report: text("已整改。"), RecheckOn: "2026-05-06",
			Recheck: text("到位。"), RecheckBy: rareInspector, Verdict: "部分整改", OrderNo: "示教督办函〔2026〕1号", OrderOn: "2026-05-08", OrderDueOn: "2026-05-18", OrderText: text("补齐签名。"), Note: "无"}
		size := 0
		if long != "" {
			size = 4000
		}
		p.Units = append(p.Units, office.UnitFacts{Unit: u, Town: "城关镇", Zone: "第一责任区", Group: p.Groups[i%3].Group.Name, Findings: formFindings(2, min(size, 400)), Standing: office.Standing{State: office.UnitAgain}})
	}
	return p
}

func unitFixture(p report.InspectionPaper) report.UnitPaper {
	u := report.UnitPaper{InspectionPaper: p, School: formFacts(true).School}
	if len(p.Units) > 0 {
		u.At = p.Units[0]
	}
	return u
}

// TestInspectionFormsLieWell: every paper of an inspection and of a unit, filled,
// empty, and as long as its records may be.
func TestInspectionFormsLieWell(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("督导发现的问题须逐项整改到位，", 280)[:4000*3]
	empty := report.InspectionPaper{Settings: office.DefaultSettings(), Matters: office.DefaultMatters}
	for size, p := range map[string]report.InspectionPaper{"filled": inspectionFixture(6, ""), "empty": empty, "long": inspectionFixture(157, ""), "wordy": inspectionFixture(2, long)} {
		all := map[string]doc.Document{}
		for _, x := range inspectionPapers {
			all[x.key] = x.make(p)
		}
		for _, x := range unitPapers {
			if size != "long" {
				all[x.key] = x.make(unitFixture(p))
			}
		}
		for key, d := range all {
			pages := papertest.Sound(t, key+" "+size, d)
			text := papertest.Whole(pages)
			if coded := d.Code != ""; coded && size == "empty" {
				t.Errorf("%s %s: its code is %q", key, size, d.Code)
			}
			if size == "filled" && len(pages) > 4 {
				t.Errorf("%s: %d pages", key, len(pages))
			}
			if strings.Contains(text, "督导督导") {
				t.Errorf("%s says 督导 twice:\n%s", key, text)
			}
		}
	}
}

// What the papers must say, by the records.
func TestInspectionPapersSayIt(t *testing.T) {
	t.Parallel()
	p := inspectionFixture(6, "")
	u := unitFixture(p)
	for name, c := range map[string]struct {
		d     doc.Document
		words []string
	}{
		"notice":  {p.Notice(), []string{"关于开展2026年春季食品安全专项督导", "中小学6所，共6个单位", "2026年3月12日前完成", "成立3个督导组，共12人，其中督学6人、其他单位人员6人", "丁示外"}},
		"plan":    {p.Plan(), []string{"实地督导结束后10天内向被督导单位反馈", "整改期满后10天内报告"}},
		"opinion": {u.Opinion(), []string{"10个工作日内向督导组书面申辩", "食堂留样不足48小时", "食堂台账缺页"}},
		"letter":  {u.Letter(), []string{"示教督意〔2026〕1号", "于2026年4月25日前完成整改，并在整改期满后10天内", "听取并答复了你校的申辩", "10天内向我室申请复核", "WT2026-0001"}},
		"order":   {u.Order(), []string{"专项督导意见书（示教督意〔2026〕1号）", "2026年5月18日前整改到位"}},
		"report":  {p.Report(), []string{"共发现问题12个，涉及6个单位", "发出督导意见书6份", "要求6个单位限期整改", "督办函6份；发现的12个问题已销号0个，未销号12个"}},
		"filing":  {p.Filing(), []string{"备7号", "12个", "政府网站"}},
	} {
		text := papertest.Whole(papertest.Sound(t, name, c.d))
		for _, w := range c.words {
			if !strings.Contains(strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), "\n", ""), strings.ReplaceAll(w, " ", "")) {
				t.Errorf("%s lacks %q:\n%s", name, w, text)
			}
		}
	}
	sound := inspectionFixture(1, "")
	sound.Units[0].Findings, sound.Units[0].Unit.Problems = nil, ""
	well := unitFixture(sound)
	for _, d := range []doc.Document{well.Letter(), well.Opinion()} {
		if text := papertest.Whole(papertest.Sound(t, d.Title, d)); !strings.Contains(text, "未发现需要整改的问题") || strings.Contains(text, "整改要求") {
			t.Errorf("%s of a unit without problems:\n%s", d.Title, text)
		}
	}
	well.At.Unit.OrderText, well.At.Unit.OrderOn = "", ""
	if well.NoLetter() != "" || well.NoOrder() == "" || u.NoOrder() != "" {
		t.Errorf("refused: letter %q, order %q; with problems %q", well.NoLetter(), well.NoOrder(), u.NoOrder())
	}
	closed := inspectionFixture(1, "")
	closed.Units[0].Findings[0].State = office.FindingClosed
	if text := papertest.Whole(papertest.Sound(t, "order", unitFixture(closed).Order())); strings.Contains(text, "WT2026-0001") || !strings.Contains(text, "WT2026-0002") {
		t.Errorf("the order urges what is done:\n%s", text)
	}
	p.Texts = map[string]string{"overview": "自己写的概况。"}
	if text := papertest.Whole(papertest.Sound(t, "report", p.Report())); !strings.Contains(text, "自己写的概况") {
		t.Errorf("the clerk's own words are not on the report")
	}
}

// All papers of an inspection lie in one folder, those of each form bound; one
// form alone lies by itself.
func TestInspectionFolder(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	if err := d.store.FillSample(office.MakeUp(office.SampleSize{Schools: 9, Kindergartens: 6, Inspectors: 9, Zones: 3, From: "2025-09", To: "2025-09", Findings: 0})); err != nil {
		t.Fatal(err)
	}
	id, err := d.InspectionID("ZX2025-0001")
	if err != nil {
		t.Fatal(err)
	}
	out, err := d.PrintInspection(InspectionPapersInput{ID: id, Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]int{}
	for _, f := range out.Files {
		names[filepath.Base(filepath.Dir(f.Path))]++
	}
	if names["督导意见书"] != 16 || names["自评表"] != 16 || names[filepath.Base(out.Dir)] != 12 {
		t.Errorf("the folder: %v", names)
	}
	letters, err := d.PrintInspection(InspectionPapersInput{ID: id, Form: office.FormUnitLetter, Dir: t.TempDir()})
	if err != nil || letters.Papers != 15 || !strings.HasSuffix(letters.Volume, "督导意见书（合订本）.pdf") {
		t.Errorf("the letters: %d %s %v", letters.Papers, letters.Volume, err)
	}
	if _, err := d.PrintInspection(InspectionPapersInput{ID: id, Form: office.FormUnitOrder, Dir: t.TempDir()}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("papers that are not there: %v", err)
	}
}
