package office

import (
	"slices"
	"strings"
	"testing"
)

func TestWhereAFindingStands(t *testing.T) {
	found := Finding{ID: 1, FoundOn: "2026-03-02", Level: 2, State: FindingPending, DueOn: "2026-03-09"}
	with := func(change func(*Finding)) Finding { f := found; change(&f); return f }
	round := func(change func(*Round)) []Round {
		r := Round{ID: 1, FindingID: 1, Number: 1, Opened: RoundFirst, IssuedOn: "2026-03-03", DueOn: "2026-03-10"}
		change(&r)
		return []Round{r}
	}
	paper := func(kind, state string) []CaseNotice { return []CaseNotice{{1, kind, state}} }
	none := func(*Round) {}
	for _, c := range []struct {
		c           Case
		state, step string
	}{
		{Case{Finding: found}, FindingPending, StepIssue},
		{Case{Finding: with(func(f *Finding) { f.Level = 5 })}, FindingPending, StepReview},
		{Case{Finding: with(func(f *Finding) { f.Level = 5 }), Notices: paper(NoticeRectify, "审核")}, FindingPending, StepIssue},
		{Case{Finding: with(func(f *Finding) { f.Level = 5 }), Notices: paper(NoticeRectify, NoticeVoid)}, FindingPending, StepReview},
		{Case{Finding: with(func(f *Finding) { f.Level = 4 })}, FindingPending, StepTold},
		{Case{Finding: with(func(f *Finding) { f.State = FindingWorking })}, FindingWorking, StepReport},
		{Case{Finding: with(func(f *Finding) { f.State, f.ReportedOn = FindingReported, "2026-03-08" })}, FindingReported, StepRecheck},
		{Case{Finding: with(func(f *Finding) { f.State, f.ClosedOn = FindingClosed, "2026-03-08" })}, FindingClosed, StepClosed},
		{Case{Finding: with(func(f *Finding) { f.State = FindingOnSpot })}, FindingOnSpot, StepOnSpot},
		{Case{Finding: found, Rounds: round(none)}, FindingWorking, StepReceive},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.ReceivedOn = "2026-03-04" })}, FindingWorking, StepReport},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.ReportedOn = "2026-03-08" })}, FindingReported, StepRecheck},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.RecheckOn, r.Verdict = "2026-03-09", VerdictRight })}, FindingReported, StepClose},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.RecheckOn, r.Verdict = "2026-03-09", "未整改" })}, FindingAgain, StepAgain},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.Number, r.Opened = 2, RoundAgain })}, FindingAgain, StepReceive},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.ClosedOn = "2026-03-09" })}, FindingClosed, StepClosed},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeSupervise, "批示")}, FindingSupervised, StepSupervised},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeSupervise, "归档")}, FindingWorking, StepReceive},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeSupervise, NoticeDraft)}, FindingWorking, StepReceive},
		{Case{Finding: found, Rounds: round(none), Notices: append(paper(NoticeSupervise, "批示"), CaseNotice{2, NoticeTalk, "签收"})}, FindingSupervised, StepTalk},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeBulletin, "签发")}, FindingSupervised, StepBulletin},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeAccount, "启动调查")}, FindingSupervised, StepAccount},
		{Case{Finding: found, Rounds: round(none), Notices: paper(NoticeReminder, "发出")}, FindingWorking, StepReceive},
		{Case{Finding: found, Rounds: round(func(r *Round) { r.ClosedOn = "2026-03-09" }), Notices: paper(NoticeSupervise, "批示")}, FindingClosed, StepClosed},
	} {
		if state, step := c.c.State(), c.c.Step(); state != c.state || step != c.step {
			t.Errorf("%+v stands at %s, %s; want %s, %s", c.c, state, step, c.state, c.step)
		}
		if step := c.c.Step(); !slices.Contains(CaseSteps, step) || !slices.Contains(FindingStates, c.c.State()) {
			t.Errorf("%s is no step", step)
		}
	}
}

func TestWhatAClosingNeeds(t *testing.T) {
	r := Round{Number: 1, Opened: RoundFirst, IssuedOn: "2026-03-03"}
	if got := r.Missing(0); len(got) != 4 {
		t.Errorf("nothing is there yet, missing %v", got)
	}
	r.RecheckOn, r.RecheckBy, r.Verdict = "2026-03-10", "示例督学", VerdictRight
	if err := r.Closable(0); err == nil || !strings.Contains(err.Error(), "凭证") || strings.Contains(err.Error(), "核查人") {
		t.Errorf("without a proof: %v", err)
	}
	if err := r.Closable(1); err != nil {
		t.Errorf("a file is a proof: %v", err)
	}
	r.Proof = "原件在2026年整改卷"
	if err := r.Closable(0); err != nil {
		t.Errorf("a place of the original is a proof: %v", err)
	}
	r.Verdict = "部分整改"
	if err := r.Closable(0); err == nil || !strings.Contains(err.Error(), "已整改") {
		t.Errorf("closed as 部分整改: %v", err)
	}
}

func TestDatesOfARoundAreInOrder(t *testing.T) {
	good := Round{Number: 1, Opened: RoundFirst, IssuedOn: "2026-03-03", DueOn: "2026-03-10", ReceivedOn: "2026-03-03", ReportedOn: "2026-03-09", FiledOn: "2026-03-12",
		RecheckOn: "2026-03-11", RecheckBy: "示例督学", Verdict: VerdictRight, ClosedOn: "2026-03-11"}
	if err := good.Validate("2026-03-02", "2026-03-20"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		change func(*Round)
		field  string
		says   string
	}{
		{func(r *Round) { r.IssuedOn = "2026-03-01" }, "issuedOn", "下发日期（2026年3月1日）早于发现日期（2026年3月2日）"},
		{func(r *Round) { r.ReceivedOn = "2026-03-02" }, "receivedOn", "早于下发日期"},
		{func(r *Round) { r.ReportedOn = "2026-03-02" }, "reportedOn", "早于签收日期"},
		{func(r *Round) { r.RecheckOn = "2026-03-08" }, "recheckOn", "早于学校报告日期"},
		{func(r *Round) { r.ClosedOn = "2026-03-10" }, "closedOn", "早于核查日期"},
		{func(r *Round) { r.FiledOn = "2026-03-08" }, "filedOn", "早于学校报告日期"},
		{func(r *Round) { r.ReportedOn = "" }, "filedOn", "先登记学校的整改报告"},
		{func(r *Round) { r.DueOn = "2026-03-02" }, "dueOn", "早于下发日期"},
		{func(r *Round) { r.ClosedOn = "2026-03-21" }, "closedOn", "在今天之后"},
		{func(r *Round) { r.RecheckOn = "三月十日" }, "recheckOn", "不是日期"},
		{func(r *Round) { r.Verdict = "好" }, "verdict", "可选范围"},
		{func(r *Round) { r.Report = strings.Repeat("改", 4001) }, "report", "最多 4000 字"},
		{func(r *Round) { r.Opened, r.Reason = RoundReopened, "" }, "reason", "重新打开的原因"},
	} {
		r := good
		c.change(&r)
		e, ok := r.Validate("2026-03-02", "2026-03-20").(*Error)
		if !ok || !strings.Contains(e.Fields[c.field], c.says) {
			t.Errorf("%s: %v, want “%s”", c.field, e, c.says)
		}
	}
}

func TestAnOldFindingHasHadOneRound(t *testing.T) {
	f := Finding{ID: 7, FoundOn: "2025-05-06", State: FindingClosed, DueOn: "2025-05-13", RecheckOn: "2025-05-12", Recheck: "现场核查到位", ClosedOn: "2025-05-12"}
	r := FirstRound(f)
	if !r.FromLedger() || r.Recheck != "现场核查到位" || r.Verdict != VerdictRight || r.ClosedOn != f.ClosedOn {
		t.Errorf("%+v", r)
	}
	if err := r.Validate("2025-05-20", "2026-03-20"); err != nil && strings.Contains(err.Error(), "核查日期（") {
		t.Errorf("an old ledger's dates are judged: %v", err)
	}
	again := f
	again.TakeRound(Round{DueOn: "2026-03-27", Verdict: "未整改", RecheckOn: "2026-03-26"})
	if again.DueOn != "2026-03-27" || again.Recheck != "未整改" || again.ClosedOn != "" || again.ReportedOn != "" {
		t.Errorf("the summary of the next round: %+v", again)
	}
}
