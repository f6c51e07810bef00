package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// rectified is a store with a school whose visit of 2 March 2026 found an
// ordinary and a severe problem.
func rectified(t *testing.T) (*Store, VisitForm) {
	t.Helper()
	s := openTest(t)
	sc, p := fixture(t, s)
	set := must[office.Settings](t)(s.Settings())
	set.DocWord, set.Director = "示教督", "示例主任"
	if err := s.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	return s, must[VisitForm](t)(s.SaveVisit(VisitForm{Visit: office.Visit{Date: "2026-03-02", SchoolID: sc.ID, InspectorID: p.ID, Disposal: 5},
		Findings: []office.Finding{{Content: "留样不足48小时", Level: 2, MatterID: 7, Measures: "按规定留样"}, {Content: "消防通道堵塞", Level: 5, MatterID: 6, DueOn: "2026-03-09"}}}))
}

// issued drafts and sends out a 整改通知书 over the findings.
func issued(t *testing.T, s *Store, day office.Date, findings ...int64) office.Notice {
	t.Helper()
	n := must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeRectify, Findings: findings}))
	n = must[office.Notice](t)(s.SaveNotice(n))
	severe := must[bool](t)(severeNotice(s.r, n.ID))
	if severe {
		must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: "审核", On: day, By: "示例主任", Text: "同意"}))
	}
	return must[office.Notice](t)(s.IssueNotice(NoticeIssue{ID: n.ID, Date: day, Signer: "示例主任"}))
}

func stepOf(t *testing.T, s *Store, finding int64) string {
	t.Helper()
	c := must[FindingCase](t)(s.Case(finding))
	if c.Case.State() != c.Case.Finding.State {
		t.Errorf("finding %d is on record as %s, its rounds and papers say %s", finding, c.Case.Finding.State, c.Case.State())
	}
	return c.Case.Step()
}

func TestAFindingGoesThroughTwoRoundsToItsEnd(t *testing.T) {
	s, v := rectified(t)
	a, b := v.Findings[0].ID, v.Findings[1].ID
	if got := []string{stepOf(t, s, a), stepOf(t, s, b)}; !slices.Equal(got, []string{office.StepIssue, office.StepReview}) {
		t.Fatalf("before any paper: %v", got)
	}
	n := must[office.Notice](t)(s.SaveNotice(must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeRectify, VisitID: v.Visit.ID}))))
	if len(n.Findings) != 2 || n.Days != 5 || !strings.Contains(n.Body, "1. （食堂卫生）留样不足48小时。建议：按规定留样。") && !strings.Contains(n.Body, "留样不足48小时。建议：按规定留样。") {
		t.Fatalf("draft: %+v", n)
	}
	if _, err := s.IssueNotice(NoticeIssue{ID: n.ID, Date: "2026-03-03", Signer: "示例主任"}); office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "审核") {
		t.Fatalf("a severe problem was issued without 审核: %v", err)
	}
	must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: "审核", On: "2026-03-03", By: "示例主任", Text: "同意下发"}))
	n = must[office.Notice](t)(s.IssueNotice(NoticeIssue{ID: n.ID, Date: "2026-03-03", Signer: "示例主任"}))
	if n.DocNumber != "示教督改〔2026〕1号" || n.DueOn != "2026-03-10" || n.State != "下发" {
		t.Fatalf("issued: %+v", n)
	}
	if got := stepOf(t, s, a); got != office.StepReceive {
		t.Errorf("after the issue: %s", got)
	}
	round := func(id int64, action string, r office.Round, next office.Date) {
		t.Helper()
		f := must[office.Finding](t)(s.Finding(id))
		if err := s.SaveRound(RoundInput{FindingID: id, Action: action, Round: r, NextDueOn: next, UpdatedAt: f.UpdatedAt}); err != nil {
			t.Fatal(err)
		}
	}
	round(a, office.ActReceive, office.Round{ReceivedOn: "2026-03-04", ReceivedBy: "示例校长"}, "")
	if got := []string{stepOf(t, s, a), stepOf(t, s, b), must[office.Notice](t)(s.Notice(n.ID)).State}; !slices.Equal(got, []string{office.StepReport, office.StepReport, "签收"}) {
		t.Errorf("one signature is for the whole paper: %v", got)
	}
	round(a, office.ActReport, office.Round{ReportedOn: "2026-03-09", Report: "已添置留样柜"}, "")
	round(a, office.ActRecheck, office.Round{RecheckOn: "2026-03-11", RecheckerID: v.Visit.InspectorID, RecheckWay: "现场", Verdict: "部分整改", Recheck: "标签不全"}, "2026-03-18")
	c := must[FindingCase](t)(s.Case(a))
	if len(c.Case.Rounds) != 2 || c.Case.Finding.State != office.FindingAgain || c.Case.Finding.DueOn != "2026-03-18" || c.Case.Finding.ReportedOn != "" || c.Case.Rounds[0].Report != "已添置留样柜" {
		t.Fatalf("the second round: %+v", c.Case)
	}
	if err := s.SaveRound(RoundInput{FindingID: a, Action: office.ActClose, Round: office.Round{ClosedOn: "2026-03-19"}}); err == nil || !strings.Contains(err.Error(), "核查人") || !strings.Contains(err.Error(), "凭证") {
		t.Errorf("closed without a recheck: %v", err)
	}
	round(a, office.ActRecheck, office.Round{RecheckOn: "2026-03-17", RecheckBy: "示例督学", RecheckWay: "材料", Verdict: office.VerdictRight, Proof: "整改报告原件在2026年整改卷第3盒", ClosedOn: "2026-03-17"}, "")
	if got := stepOf(t, s, a); got != office.StepClosed {
		t.Errorf("at the end: %s", got)
	}
	if got := must[office.Notice](t)(s.Notice(n.ID)).State; got != "签收" {
		t.Errorf("the paper ended before its second problem: %s", got)
	}
	round(b, office.ActRecheck, office.Round{RecheckOn: "2026-03-18", RecheckBy: "示例督学", Verdict: office.VerdictRight, Proof: "照片两张"}, "")
	round(b, office.ActClose, office.Round{ClosedOn: "2026-03-18"}, "")
	if got := must[office.Notice](t)(s.Notice(n.ID)); got.State != "办结" || got.Steps[len(got.Steps)-1].On != "2026-03-18" {
		t.Errorf("the paper after all its problems: %+v", got.Steps)
	}
	if err := s.SaveRound(RoundInput{FindingID: a, Action: office.ActReopen, Round: office.Round{DueOn: "2026-03-25"}}); err == nil || !strings.Contains(err.Error(), "原因") {
		t.Errorf("opened again without a reason: %v", err)
	}
	round(a, office.ActReopen, office.Round{Reason: "抽查又发现留样不足", DueOn: "2026-03-25"}, "")
	c = must[FindingCase](t)(s.Case(a))
	if len(c.Case.Rounds) != 3 || c.Case.Rounds[1].ClosedOn != "2026-03-17" || c.Case.Finding.ClosedOn != "" || c.Case.Finding.State != office.FindingAgain {
		t.Errorf("opened again: %+v", c.Case)
	}
}

func TestANumberOnceGivenIsNotGivenAgain(t *testing.T) {
	s, v := rectified(t)
	before := dump(t, s)
	n := must[office.Notice](t)(s.SaveNotice(must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeRectify, Findings: []int64{v.Findings[0].ID}}))))
	drafted := dump(t, s)
	n = must[office.Notice](t)(s.IssueNotice(NoticeIssue{ID: n.ID, Date: "2026-03-20", Signer: "示例主任"}))
	last := must[LastAction](t)(s.LastAction())
	if r := must[UndoResult](t)(s.Undo(last.ID)); len(r.Kept) > 0 {
		t.Fatalf("undo kept %+v", r.Kept)
	}
	if dump(t, s) != drafted {
		t.Error("the undone issue left something")
	}
	n = must[office.Notice](t)(s.IssueNotice(NoticeIssue{ID: n.ID, Date: "2026-03-20", Signer: "示例主任"}))
	if n.DocNumber != "示教督改〔2026〕2号" {
		t.Errorf("文号 after an undone issue: %s", n.DocNumber)
	}
	if _, err := s.VoidNotice(n.ID, ""); err == nil {
		t.Error("voided without a reason")
	}
	if err := s.DeleteNotice(n.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("deleted a paper with a number: %v", err)
	}
	if err := s.DeleteFinding(v.Findings[0].ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("deleted a finding that a paper in force speaks of: %v", err)
	}
	n = must[office.Notice](t)(s.VoidNotice(n.ID, "抬头写错"))
	if got := stepOf(t, s, v.Findings[0].ID); got != office.StepIssue || n.DocNumber != "示教督改〔2026〕2号" {
		t.Errorf("after the paper was voided: %s, %s", got, n.DocNumber)
	}
	if again := issued(t, s, "2026-03-20", v.Findings[0].ID); again.DocNumber != "示教督改〔2026〕3号" || again.Number == n.Number {
		t.Errorf("the paper after a void one: %s %s", again.Number, again.DocNumber)
	}
	if before == dump(t, s) {
		t.Error("nothing was written")
	}
}

func TestARemindersNamesWhatIsLate(t *testing.T) {
	s, v := rectified(t)
	a, b := v.Findings[0].ID, v.Findings[1].ID
	issued(t, s, "2026-03-03", a)
	if _, err := s.Remind([]int64{a, b}); err != nil {
		t.Fatal(err)
	}
	n := must[office.Notice](t)(s.Remind([]int64{a}))
	if n.State != "发出" || n.DocNumber != "示教督催〔2026〕2号" || !strings.Contains(n.Body, "已逾期10天，此前已催办1次") {
		t.Errorf("the second reminder: %+v", n)
	}
	rows := must[[]FindingRow](t)(s.FindingRows([]int64{a, b}))
	if rows[0].Reminders != 2 || rows[1].Reminders != 1 || rows[0].Step != office.StepReceive {
		t.Errorf("%+v", rows)
	}
	fresh := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: v.Visit.SchoolID, FoundOn: "2026-03-19", Content: "课表未公示", Level: 2, DueOn: "2026-03-27"}))
	other := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第二小学", Kind: "小学"}))
	far := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: other.ID, FoundOn: "2026-03-02", Content: "护栏松动", Level: 2, DueOn: "2026-03-09"}))
	before := dump(t, s)
	for says, ids := range map[string][]int64{"没有超过整改期限": {a, fresh.ID}, "分属几所学校": {a, far.ID}, "请选择": {}} {
		if _, err := s.Remind(ids); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %s", ids, err, says)
		}
	}
	if after := dump(t, s); after != before {
		t.Error("a refused reminder changed records: " + firstDifference(before, after))
	}
}

func TestSupervisionRunsAlongsideTheRound(t *testing.T) {
	s, v := rectified(t)
	b := v.Findings[1].ID
	n := must[office.Notice](t)(s.Escalate([]int64{b}))
	if n.State != office.NoticeDraft || stepOf(t, s, b) != office.StepReview {
		t.Errorf("a draft changes nothing: %+v", n)
	}
	if _, err := s.Escalate([]int64{b}); err == nil || !strings.Contains(err.Error(), n.Number) {
		t.Errorf("escalated twice: %v", err)
	}
	if _, err := s.IssueNotice(NoticeIssue{ID: n.ID, Date: "2026-03-05", By: "示例经办"}); err == nil || !strings.Contains(err.Error(), "承办的科室") {
		t.Errorf("issued to nobody: %v", err)
	}
	n.Department = "后勤股"
	n = must[office.Notice](t)(s.SaveNotice(n))
	n = must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: "登记", On: "2026-03-05", By: "示例经办"}))
	if n.DocNumber != "示教督办〔2026〕1号" || stepOf(t, s, b) != office.StepSupervised {
		t.Errorf("issued: %+v", n)
	}
	n.Title = "改了题"
	if _, err := s.SaveNotice(n); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a paper that is out was changed: %v", err)
	}
	n = must[office.Notice](t)(s.Notice(n.ID))
	n.Note = "电话已沟通"
	n = must[office.Notice](t)(s.SaveNotice(n))
	if n.Note != "电话已沟通" || len(n.Findings) != 1 || len(n.Steps) != 1 {
		t.Errorf("a note on a paper that is out: %+v", n)
	}
	for _, step := range []string{"批示", "承办", "结果", "答复"} {
		must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: step, On: "2026-03-10", By: "示例", Text: "有"}))
	}
	if got := must[office.Notice](t)(s.DropLastStep(n.ID)); got.State != "结果" || len(got.Steps) != 4 {
		t.Errorf("after a step was taken back: %+v", got)
	}
	must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: "答复", On: "2026-03-11", By: "示例", Text: "有"}))
	must[office.Notice](t)(s.SaveNoticeStep(NoticeStep{ID: n.ID, Step: "归档", On: "2026-03-12", By: "示例"}))
	if got := must[office.Finding](t)(s.Finding(b)); got.State == office.FindingSupervised {
		t.Errorf("still %s after the 督办单 was filed", got.State)
	}
	page := must[NoticePage](t)(s.Notices(ListQuery{Filters: map[string]string{"kind": office.NoticeSupervise, "state": "归档"}}))
	if page.Total != 1 || len(page.Rows[0].Next) != 0 {
		t.Errorf("%+v", page)
	}
}

func TestOnePaperIsToOneSchool(t *testing.T) {
	s, v := rectified(t)
	other := must[office.School](t)(s.SaveSchool(office.School{Name: "示例县第二小学", Kind: "小学"}))
	far := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: other.ID, FoundOn: "2026-03-02", Content: "护栏松动", Level: 2}))
	n := must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeRectify, Findings: []int64{v.Findings[0].ID}}))
	n.Findings = append(n.Findings, far.ID)
	if _, err := s.SaveNotice(n); err == nil || !strings.Contains(err.Error(), far.Number) {
		t.Errorf("one paper to two schools: %v", err)
	}
	tells := must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeBulletin, Findings: []int64{v.Findings[0].ID, far.ID}}))
	if tells.SchoolID != 0 || !strings.Contains(tells.Body, "示例县第二小学：") {
		t.Errorf("a 通报 on two schools: %+v", tells)
	}
	tells = must[office.Notice](t)(s.SaveNotice(tells))
	tells = must[office.Notice](t)(s.IssueNotice(NoticeIssue{ID: tells.ID, Date: "2026-03-20", Signer: "示例主任"}))
	if stepOf(t, s, far.ID) != office.StepBulletin {
		t.Errorf("while the 通报 is under way: %s", stepOf(t, s, far.ID))
	}
	if _, err := s.DraftNotice(NoticeDraft{Kind: office.NoticeConsult, VisitID: v.Visit.ID}); err == nil {
		t.Error("a 协商意见书 was drafted from a visit without a complex problem")
	}
	issued(t, s, "2026-03-05", v.Findings[0].ID)
	again := must[office.Notice](t)(s.SaveNotice(must[office.Notice](t)(s.DraftNotice(NoticeDraft{Kind: office.NoticeRectify, Findings: []int64{v.Findings[0].ID}}))))
	before := dump(t, s)
	if _, err := s.IssueNotice(NoticeIssue{ID: again.ID, Date: "2026-03-06", Signer: "示例主任"}); err == nil || !strings.Contains(err.Error(), "还没有核查") {
		t.Errorf("given out twice: %v", err)
	}
	if after := dump(t, s); after != before {
		t.Error("a refused issue changed records: " + firstDifference(before, after))
	}
}

func TestTheSameMatterAgainIsRepeated(t *testing.T) {
	s := openTest(t)
	sc, _ := fixture(t, s)
	ids := map[string]int64{}
	for _, day := range []office.Date{"2025-03-01", "2025-03-20", "2025-09-10", "2025-09-10", "2026-03-02"} {
		for _, matter := range []int64{7, 0} {
			f := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: sc.ID, FoundOn: day, Content: "留样不足", Level: 2, MatterID: matter}))
			if matter == 7 {
				ids[string(day)] = f.ID
			}
		}
	}
	for day, want := range map[string]int{"2025-03-01": 1, "2025-03-20": 2, "2025-09-10": 3, "2026-03-02": 3} {
		c := must[FindingCase](t)(s.Case(ids[day]))
		if c.Repeat != want {
			t.Errorf("%s: the %d. time, want %d", day, c.Repeat, want)
		}
	}
	if c := must[FindingCase](t)(s.Case(ids["2026-03-02"])); len(c.Repeats) != 3 || c.Repeats[2].FoundOn != "2025-03-20" {
		t.Errorf("found before: %+v", c.Repeats)
	}
	if page := must[FindingPage](t)(s.Findings(ListQuery{Filters: map[string]string{"repeat": "1"}})); page.Total != 4 {
		t.Errorf("%d repeated findings", page.Total)
	}
	if err := s.SaveRule(office.Rule{Key: office.RuleRepeatMonths, Name: "重复", Value: 3, Unit: "个月", Source: "县里规定", ValidFrom: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	if c := must[FindingCase](t)(s.Case(ids["2026-03-02"])); c.Repeat != 1 || len(c.Repeats) != 0 {
		t.Errorf("within three months: %d %+v", c.Repeat, c.Repeats)
	}
}

func TestAPresetIsTakenOverAndUndone(t *testing.T) {
	s := openTest(t)
	before := dump(t, s)
	would := must[[]office.RuleChange](t)(s.ProvinceChanges(ProvinceInput{Province: "浙江省", From: "2026-09-01"}))
	if dump(t, s) != before || len(would) == 0 {
		t.Fatalf("asking changed something, or nothing would change: %+v", would)
	}
	did := must[[]office.RuleChange](t)(s.ApplyProvince(ProvinceInput{Province: "浙江省", From: "2026-09-01"}))
	if len(did) != len(would) || must[office.Settings](t)(s.Settings()).Province != "浙江省" {
		t.Errorf("announced %d changes, made %d", len(would), len(did))
	}
	for day, want := range map[office.Date]float64{"2026-08-31": 0, "2026-09-01": 10} {
		if v := must[float64](t)(s.Rule(office.RulePleaDays, day)); v != want {
			t.Errorf("申辩 on %s: %v, want %v", day, v, want)
		}
	}
	if again := must[[]office.RuleChange](t)(s.ApplyProvince(ProvinceInput{Province: "浙江省", From: "2026-09-01"})); len(again) != 0 {
		t.Errorf("the second time: %+v", again)
	}
	last := must[LastAction](t)(s.LastAction())
	must[UndoResult](t)(s.Undo(last.ID))
	if after := dump(t, s); after != before {
		t.Error("the undone preset left something: " + firstDifference(before, after))
	}
	for _, in := range []ProvinceInput{{Province: "某省", From: "2026-09-01"}, {Province: "浙江省", From: "明天"}} {
		if _, err := s.ApplyProvince(in); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", in, err)
		}
	}
}

func TestPracticesAreKept(t *testing.T) {
	s, v := rectified(t)
	p := must[office.Practice](t)(s.SavePractice(office.Practice{SchoolID: v.Visit.SchoolID, VisitID: v.Visit.ID, FoundOn: "2026-03-02", MatterID: 7, Title: "校长陪餐", Content: "校长每天陪餐并记录。"}))
	if p.Number != "JY2026-0001" || p.State != "登记" {
		t.Fatalf("%+v", p)
	}
	stale := p
	s.now = func() time.Time { return time.Date(2026, 3, 20, 10, 5, 0, 0, time.Local) }
	p.State = office.PracticeChosen
	p = must[office.Practice](t)(s.SavePractice(p))
	if _, err := s.SavePractice(stale); office.CodeOf(err) != office.CodeStale {
		t.Errorf("written over: %v", err)
	}
	if page := must[PracticePage](t)(s.Practices(ListQuery{Text: "陪餐", Filters: map[string]string{"state": office.PracticeChosen, "matter": "7"}})); page.Total != 1 || page.Rows[0].School == "" {
		t.Errorf("%+v", page)
	}
	if _, err := s.SavePractice(office.Practice{}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("an empty one: %v", err)
	}
	if err := s.DeletePractice(p.ID); err != nil {
		t.Fatal(err)
	}
	if page := must[PracticePage](t)(s.Practices(ListQuery{})); page.Total != 0 {
		t.Errorf("%+v", page)
	}
}
