package store

import (
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// The ledger of a county that works by rounds comes back as it went out, with
// its hidden ids and without them.
func TestTheLedgerComesBackWhenThereAreRounds(t *testing.T) {
	s := smallCounty(t)
	s.now = func() time.Time { return time.Date(2026, 4, 2, 10, 0, 0, 0, time.Local) }
	must[string](t)(s.OfficeUID())
	before := dump(t, s)
	for _, ids := range []bool{true, false} {
		r := returned(t, s, office.KindFindings)
		if !ids {
			for i := range r.Tables[0].Rows {
				r.Tables[0].Rows[i].ID = ""
			}
		}
		out := bring(t, s, r, ImportOptions{File: "a.xlsx"})
		if out.Added+out.Updated+out.Failed > 0 {
			for _, v := range out.Verdicts {
				if v.State != office.RowUnchanged {
					t.Fatalf("ids %v: %s: %+v", ids, tally(out), v)
				}
			}
		}
		if after := dump(t, s); after != before {
			t.Fatalf("ids %v: the ledger changed records: %s", ids, firstDifference(before, after))
		}
	}
}

// change returns the exported ledger with one finding's cells written over.
func change(t *testing.T, s *Store, number string, cells map[string]string) *office.SheetReading {
	t.Helper()
	r := returned(t, s, office.KindFindings)
	rows := r.Tables[0].Rows
	for i := range rows {
		if rows[i].Cells[r.Layout.Index("number")].Text == number {
			for key, text := range cells {
				rows[i].Cells[r.Layout.Index(key)].Text = text
			}
			r.Tables[0].Rows = rows[i : i+1]
			return r
		}
	}
	t.Fatalf("no %s in the ledger", number)
	return nil
}

func TestALedgerWrittenOnGoesIntoTheRound(t *testing.T) {
	s, v := rectified(t)
	f := v.Findings[0]
	issued(t, s, "2026-03-03", f.ID)
	if out := bring(t, s, change(t, s, f.Number, map[string]string{"reportedOn": "2026-03-09", "measures": "添置留样柜"}), ImportOptions{File: "a.xlsx"}); tally(out) != "+0 ~1 =0 !0" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	c := must[FindingCase](t)(s.Case(f.ID))
	if r := c.Case.Current(); r.ReportedOn != "2026-03-09" || r.IssuedOn != "2026-03-03" || c.Case.Finding.State != office.FindingReported || c.Case.Finding.Measures != "添置留样柜" {
		t.Errorf("the ledger's report: %+v", c.Case)
	}
	before := dump(t, s)
	for _, bad := range []struct {
		cells map[string]string
		says  string
	}{
		{map[string]string{"recheckOn": "2026-03-11", "recheck": "已整改", "closedOn": "2026-03-11", "state": "已销号"}, "凭证"},
		{map[string]string{"recheckOn": "2026-03-05"}, "早于学校报告日期"},
		{map[string]string{"recheckOn": "2026-03-11", "recheck": "差不多了"}, "核查结论"},
		{map[string]string{"state": "待整改"}, "由整改轮次得出"},
	} {
		out := bring(t, s, change(t, s, f.Number, bad.cells), ImportOptions{File: "a.xlsx"})
		if tally(out) != "+0 ~0 =0 !1" || !strings.Contains(out.Verdicts[0].Reason, bad.says) {
			t.Errorf("%v: %s %q", bad.cells, tally(out), out.Verdicts[0].Reason)
		}
	}
	if after := dump(t, s); after != before {
		t.Error("a refused row changed records: " + firstDifference(before, after))
	}
	if err := s.SaveRound(RoundInput{FindingID: f.ID, Action: office.ActRecheck, Round: office.Round{RecheckOn: "2026-03-11", RecheckBy: "示例督学", Verdict: office.VerdictRight, Proof: "原件在卷"}}); err != nil {
		t.Fatal(err)
	}
	if out := bring(t, s, change(t, s, f.Number, map[string]string{"closedOn": "2026-03-12", "state": "已销号"}), ImportOptions{File: "a.xlsx"}); tally(out) != "+0 ~1 =0 !0" {
		t.Errorf("a round with its proof is closed by the ledger: %+v", out.Verdicts)
	}
	if out := bring(t, s, change(t, s, f.Number, map[string]string{"closedOn": "", "state": "整改中"}), ImportOptions{File: "a.xlsx"}); out.Failed != 1 || !strings.Contains(out.Verdicts[0].Reason, "重新打开") {
		t.Errorf("opened again by the ledger: %+v", out.Verdicts)
	}
}

func TestHistoryMayBeClosedWithoutAProofAndOpenedAgainWithAReason(t *testing.T) {
	s := countyStore(t)
	bring(t, s, reading(t, office.KindFindings, "number=旧2025-7|school=一小|foundOn=2025-05-06|content=护栏松动|level=一般|dueOn=2025-05-13|state=已整改|closedOn=2025-05-12"), ImportOptions{File: "旧台账.xlsx"})
	var id int64
	if err := s.r.Get(&id, `SELECT id FROM findings WHERE number = '旧2025-7'`); err != nil {
		t.Fatal(err)
	}
	f := must[office.Finding](t)(s.Finding(id))
	if f.State != office.FindingClosed {
		t.Fatalf("the old finding: %+v", f)
	}
	f.State, f.ClosedOn = office.FindingWorking, ""
	if _, err := s.SaveFinding(f); office.CodeOf(err) != office.CodeConflict || !strings.Contains(err.Error(), "重新打开") {
		t.Errorf("opened again by its state: %v", err)
	}
	if err := s.SaveRound(RoundInput{FindingID: id, Action: office.ActReopen, Round: office.Round{Reason: "护栏又松动", DueOn: "2026-03-27"}}); err != nil {
		t.Fatal(err)
	}
	c := must[FindingCase](t)(s.Case(id))
	if len(c.Case.Rounds) != 2 || !c.Case.Rounds[0].FromLedger() || c.Case.Rounds[0].ClosedOn != "2025-05-12" || c.Case.Finding.State != office.FindingAgain || c.Case.Finding.DueOn != "2026-03-27" {
		t.Errorf("opened again: %+v", c.Case)
	}
	open := must[office.Finding](t)(s.Finding(1))
	open.State, open.ClosedOn, open.RecheckOn, open.Recheck = office.FindingClosed, "2026-03-19", "2026-03-19", "已整改"
	if _, err := s.SaveFinding(open); office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "凭证") {
		t.Errorf("closed by its state: %v", err)
	}
	if _, err := s.SaveFinding(office.Finding{SchoolID: 1, FoundOn: "2026-03-02", Content: "y", Level: 2, State: office.FindingClosed, ClosedOn: "2026-03-04"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a new finding that is closed already: %v", err)
	}
}
