package office

import (
	"testing"
)

// Every paper of the county goes the course of its kind, every round keeps the
// rules of a round, and each finding stands where its rounds and papers say.
func TestSampleCountysCasesKeepTheRules(t *testing.T) {
	for _, size := range []SampleSize{SampleCountySize, {Schools: 14, Kindergartens: 20, Inspectors: 10, Zones: 3, From: "2025-02", To: "2026-03", Findings: 1}} {
		c := MakeUp(size)
		asOf := size.To.Of(0).Last()
		findings, cases := map[int64]*Finding{}, map[int64]*Case{}
		place := int64(0)
		for i := range c.Visits {
			for k := range c.Visits[i].Findings {
				place++
				findings[place] = &c.Visits[i].Findings[k]
				cases[place] = &Case{Finding: c.Visits[i].Findings[k]}
			}
		}
		for _, r := range c.Rounds {
			f := findings[r.FindingID]
			if err := r.Validate(f.FoundOn, asOf); err != nil {
				t.Fatalf("round %+v: %v", r, err)
			}
			if r.ClosedOn.Valid() && len(r.Missing(0)) > 0 {
				t.Fatalf("round closed without %v", r.Missing(0))
			}
			k := cases[r.FindingID]
			if k.Rounds = append(k.Rounds, r); len(k.Rounds) != r.Number {
				t.Fatalf("finding %d: round %d stands in place %d", r.FindingID, r.Number, len(k.Rounds))
			}
		}
		kinds := map[string]int{}
		for _, n := range c.Notices {
			severe := false
			for _, id := range n.Findings {
				severe = severe || findings[id].Level == 5
				k := cases[id]
				k.Notices = append(k.Notices, CaseNotice{n.ID, n.Kind, n.State})
			}
			again := n
			again.Steps, again.State = nil, NoticeDraft
			again.Normalize()
			if err := again.Ready(); err != nil {
				t.Fatalf("%s: %v", n.Title, err)
			}
			if err := again.Validate(); err != nil {
				t.Fatalf("%s: %v", n.Title, err)
			}
			for _, s := range n.Steps {
				if err := again.AddStep(s, severe, asOf); err != nil {
					t.Fatalf("%s: %v", n.Title, err)
				}
			}
			if again.State != n.State || !n.Issued() && n.State != NoticeDraft {
				t.Fatalf("%s of %s is %s, its steps say %s", n.Kind, n.Date, n.State, again.State)
			}
			if size.To.Of(0).Has(n.Date) && n.Issued() {
				kinds[n.Kind]++
			}
		}
		states, steps := map[string]int{}, map[string]int{}
		for id, k := range cases {
			if got := k.State(); got != findings[id].State {
				t.Fatalf("finding %d is %s, its rounds and papers say %s", id, findings[id].State, got)
			}
			f := *findings[id]
			if f.TakeRound(k.Current()); len(k.Rounds) > 0 && f != *findings[id] {
				t.Fatalf("finding %d does not sum up its round:\n%+v\n%+v", id, f, *findings[id])
			}
			states[k.State()]++
			steps[k.Step()]++
		}
		t.Log(kinds, states, steps, len(c.Notices), len(c.Rounds), len(c.Practices))
		for _, k := range NoticeKinds {
			if size == SampleCountySize && kinds[k.Kind] == 0 {
				t.Errorf("no %s in the newest month", k.Kind)
			}
		}
		for _, s := range FindingStates {
			if size == SampleCountySize && states[s] == 0 && s != FindingPending {
				t.Errorf("no finding is %s", s)
			}
		}
	}
}
