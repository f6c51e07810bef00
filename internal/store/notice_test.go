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
	s.now = func() time.Time { return time.Date(2026, 3, 20, 10, 0, 0, 0, time.Local) }
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
