package store

import (
	"testing"

	"dudao/internal/office"
)

// Each action on a round and each step of a paper is one change, and taking it
// back leaves nothing of it.
func TestEveryStepOfACaseIsUndone(t *testing.T) {
	s, v := rectified(t)
	a, b := v.Findings[0].ID, v.Findings[1].ID
	n := issued(t, s, "2026-03-03", a, b)
	round := func(action string, r office.Round, next office.Date) func() error {
		return func() error { return s.SaveRound(RoundInput{FindingID: a, Action: action, Round: r, NextDueOn: next}) }
	}
	order := must[office.Notice](t)(s.Escalate([]int64{b}))
	for _, c := range []struct {
		name string
		do   func() error
	}{
		{"receive", round(office.ActReceive, office.Round{ReceivedOn: "2026-03-04", ReceivedBy: "示例校长"}, "")},
		{"report", round(office.ActReport, office.Round{ReportedOn: "2026-03-06", Report: "已改"}, "")},
		{"file", round(office.ActFile, office.Round{FiledOn: "2026-03-07"}, "")},
		{"recheck with the next round", round(office.ActRecheck, office.Round{RecheckOn: "2026-03-08", RecheckBy: "示例督学", Verdict: "未整改"}, "2026-03-13")},
		{"recheck", round(office.ActRecheck, office.Round{RecheckOn: "2026-03-12", RecheckBy: "示例督学", Verdict: "部分整改"}, "")},
		{"next", round(office.ActNext, office.Round{DueOn: "2026-03-18"}, "")},
		{"recheck and close", round(office.ActRecheck, office.Round{RecheckOn: "2026-03-17", RecheckBy: "示例督学", Verdict: office.VerdictRight, Proof: "原件在卷", ClosedOn: "2026-03-17"}, "")},
		{"reopen", round(office.ActReopen, office.Round{Reason: "又发生", DueOn: "2026-03-25"}, "")},
		{"remind", func() error { _, err := s.Remind([]int64{b}); return err }},
		{"void", func() error { _, err := s.VoidNotice(n.ID, "抬头写错"); return err }},
		{"delete a draft", func() error { return s.DeleteNotice(order.ID) }},
	} {
		before := dump(t, s)
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		done := dump(t, s)
		last := must[LastAction](t)(s.LastAction())
		if r := must[UndoResult](t)(s.Undo(last.ID)); len(r.Kept) > 0 {
			t.Fatalf("%s: undo kept %+v", c.name, r.Kept)
		}
		if after := dump(t, s); after != before || done == before {
			t.Fatalf("%s is not undone: %s", c.name, firstDifference(before, after))
		}
		if err := c.do(); err != nil {
			t.Fatalf("%s again: %v", c.name, err)
		}
	}
	if problems := must[[]Problem](t)(s.Check()); len(problems) > 0 {
		t.Errorf("the health check: %+v", problems)
	}
}

func TestTheProofOfAClosedFindingStays(t *testing.T) {
	s, v := rectified(t)
	id := v.Findings[0].ID
	add := func(name string) int64 {
		list, err := s.AddAttachments([]office.Attachment{{OwnerKind: "finding", OwnerID: id, Name: name, MIME: "image/jpeg", Bytes: 1, SHA256: "0000000000000000000000000000000000000000000000000000000000000000"}})
		if err != nil {
			t.Fatal(err)
		}
		return list[0].ID
	}
	proof := add("整改后.jpg")
	if err := s.SaveRound(RoundInput{FindingID: id, Action: office.ActRecheck, Round: office.Round{RecheckOn: "2026-03-10", RecheckBy: "示例督学", Verdict: office.VerdictRight, ClosedOn: "2026-03-10"}}); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteAttachment(proof); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("the one proof was deleted: %v", err)
	}
	add("另一张.jpg")
	if err := s.DeleteAttachment(proof); err != nil {
		t.Errorf("one of two proofs: %v", err)
	}
	if problems := must[[]Problem](t)(s.Check()); len(problems) > 0 {
		t.Errorf("the health check: %+v", problems)
	}
}
