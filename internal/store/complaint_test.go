package store

import (
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// call is a special complaint about the fixture's school.
func call(school int64) office.Complaint {
	return office.Complaint{ReceivedOn: "2026-03-05", ReceivedAt: "08:30", Channel: "电话", Name: "王示例", Gender: "女", Identity: "家长", Phone: "13800000005",
		SchoolID: school, Content: "王示例反映学校另收资料费，电话13800000005", Kind: office.ComplaintSpecial, Recorder: "曾示例", Handler: "李示文", Steps: []office.Step{}}
}

func TestComplaintIsSavedStepByStepAndUndone(t *testing.T) {
	s := openTest(t)
	now := s.now()
	s.now = func() time.Time { now = now.Add(time.Second); return now }
	school, person := fixture(t, s)
	before := dump(t, s)
	c := must[office.Complaint](t)(s.SaveComplaint(call(school.ID)))
	if c.Number != "TS2026-0001" || c.State != office.ComplaintNew || c.DueOn != "2026-03-20" || c.RecorderID != person.ID || c.HandlerID != 0 {
		t.Fatalf("new: %+v", c)
	}
	fresh := dump(t, s)
	c.Steps = []office.Step{{Step: office.StepAdvice, On: "2026-03-06", By: "督导室主任", Text: "请到校核实"}, {Step: office.StepDirection, On: "2026-03-07", Text: "同意"}}
	c = must[office.Complaint](t)(s.SaveComplaint(c))
	if got := must[office.Complaint](t)(s.Complaint(c.ID)); got.State != office.ComplaintInHand || len(got.Steps) != 2 || got.Steps[1].Text != "同意" {
		t.Fatalf("in hand: %+v", got)
	}
	stale := c
	c.Steps = c.Steps[:1]
	c.Result, c.ResultOn, c.Answer, c.AnsweredOn, c.ClosedOn = "已退还", "2026-03-12", "已告知", "2026-03-13", "2026-03-13"
	c = must[office.Complaint](t)(s.SaveComplaint(c))
	if c.State != office.ComplaintClosed || len(must[office.Complaint](t)(s.Complaint(c.ID)).Steps) != 1 {
		t.Fatalf("closed: %+v", c)
	}
	if _, err := s.SaveComplaint(stale); office.CodeOf(err) != office.CodeStale {
		t.Errorf("an old state was written over a new one: %v", err)
	}
	last := must[LastAction](t)(s.LastAction())
	again := must[office.Complaint](t)(s.SaveComplaint(must[office.Complaint](t)(s.Complaint(c.ID))))
	if must[LastAction](t)(s.LastAction()) != last || again.UpdatedAt != c.UpdatedAt {
		t.Error("saving the same again is a change")
	}
	for range 2 {
		must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	}
	if got := dump(t, s); got != fresh {
		t.Errorf("undo of two steps left %s", firstDifference(fresh, got))
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if got := dump(t, s); got != before {
		t.Errorf("undo left %s", firstDifference(before, got))
	}
	if next := must[office.Complaint](t)(s.SaveComplaint(call(school.ID))); next.Number != "TS2026-0002" {
		t.Errorf("a number was given twice: %s", next.Number)
	}
}

func TestComplaintsAreListedByTheirFilters(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	must[office.Complaint](t)(s.SaveComplaint(office.Complaint{ReceivedOn: "2026-02-10", Content: "询问招生", Kind: office.ComplaintQuestion, Target: "基教股", Answer: "已告知", Handler: "曾示例"}))
	open := call(school.ID)
	open.DueOn = "2026-03-10"
	must[office.Complaint](t)(s.SaveComplaint(open))
	aside := call(school.ID)
	aside.State, aside.Channel, aside.DueOn = office.ComplaintAside, "来信", "2026-03-10"
	must[office.Complaint](t)(s.SaveComplaint(aside))
	for want, filters := range map[string]map[string]string{
		"TS2026-0003 TS2026-0002 TS2026-0001": {},
		"TS2026-0003":                         {"channel": "来信"},
		"TS2026-0001":                         {"kind": "咨询"},
		"TS2026-0003 TS2026-0002":             {"state": "未办结"},
		"TS2026-0002":                         {"overdue": "1"},
		"TS2026-0001 ":                        {"school": "0"},
		"TS2026-0003 TS2026-0002 ":            {"from": "2026-03-01", "to": "2026-03-31"},
		" TS2026-0001":                        {"handler": "曾示例"},
		"":                                    {"zone": "第一责任区"},
	} {
		numbers := []string{}
		for _, r := range must[ComplaintPage](t)(s.Complaints(ListQuery{Filters: filters})).Rows {
			numbers = append(numbers, r.Number)
		}
		if got := strings.Join(numbers, " "); got != strings.TrimSpace(want) {
			t.Errorf("%v: %s, want %s", filters, got, want)
		}
	}
	if p := must[ComplaintPage](t)(s.Complaints(ListQuery{Text: "王示例", Size: 1, Page: 1})); p.Total != 2 || len(p.Rows) != 1 || p.Rows[0].School != school.Name {
		t.Errorf("by the caller's name: %+v", p)
	}
}

func TestAComplaintOpensOneFinding(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	c := must[office.Complaint](t)(s.SaveComplaint(call(school.ID)))
	id := must[int64](t)(s.ComplaintFinding(c.ID))
	f := must[office.Finding](t)(s.Finding(id))
	if f.Source != "投诉举报" || f.SchoolID != school.ID || f.FoundOn != "2026-03-20" || f.DueOn != "2026-03-27" || !strings.Contains(f.Note, c.Number) {
		t.Errorf("finding: %+v", f)
	}
	if strings.Contains(f.Content, "王示例") || strings.Contains(f.Content, "13800000005") {
		t.Errorf("the finding tells who called: %s", f.Content)
	}
	if got := must[office.Complaint](t)(s.Complaint(c.ID)); got.FindingID != id {
		t.Errorf("the complaint does not lead to its finding: %+v", got)
	}
	if p := must[ComplaintPage](t)(s.Complaints(ListQuery{Filters: map[string]string{"finding": "1"}})); p.Total != 1 {
		t.Errorf("the finding does not lead to its complaint")
	}
	if _, err := s.ComplaintFinding(c.ID); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("a second finding: %v", err)
	}
	if err := s.DeleteFinding(id); err != nil {
		t.Fatal(err)
	}
	if second := must[int64](t)(s.ComplaintFinding(c.ID)); second == id {
		t.Error("the deleted finding stands for a new one")
	}
	none := must[office.Complaint](t)(s.SaveComplaint(office.Complaint{ReceivedOn: "2026-03-05", Content: "询问", Target: "基教股"}))
	if _, err := s.ComplaintFinding(none.ID); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a finding of no school: %v", err)
	}
}

func TestSearchFindsACallerButDoesNotTell(t *testing.T) {
	s := openTest(t)
	school, _ := fixture(t, s)
	must[office.Complaint](t)(s.SaveComplaint(call(school.ID)))
	for query, want := range map[string]string{"王示例": "来电人信息相符（已遮盖）", "13800000005": "来电人信息相符（已遮盖）", "资料费": "王*例反映学校另收«资料费»，电话138****0005"} {
		r := must[SearchResult](t)(s.Search(query, 10))
		if len(r.Hits) != 1 || r.Hits[0].Kind != "complaint" || r.Hits[0].Snippet != want || strings.Contains(r.Hits[0].Title, "王") {
			t.Errorf("%s: %+v", query, r.Hits)
		}
	}
}

// maskedReturn is what comes back of an export that leaves out who called.
func maskedReturn(t *testing.T, s *Store) *office.SheetReading {
	r := returned(t, s, office.KindComplaints)
	for i, row := range r.Tables[0].Rows {
		cells := make([]string, len(row.Cells))
		for k, c := range row.Cells {
			cells[k] = c.Text
		}
		for k, text := range office.MaskRow(cells) {
			r.Tables[0].Rows[i].Cells[k].Text = text
		}
	}
	return r
}

func TestMaskedCellsNeverWriteOverRealOnes(t *testing.T) {
	s := countyStore(t)
	c := must[office.Complaint](t)(s.Complaint(1))
	if c.Name != "王示例" || c.Identity != "家长" || c.SchoolID != 1 || c.ReceivedAt != "08:30" || c.AnswerWay != "面谈" || c.State != office.ComplaintClosed || c.MatterID != 7 {
		t.Fatalf("as imported: %+v", c)
	}
	if c := must[office.Complaint](t)(s.Complaint(2)); c.Number != "县诉〔2026〕3号" || c.Target != "县教育局学前股" || c.SchoolID != 0 {
		t.Fatalf("about a department: %+v", c)
	}
	before := dump(t, s)
	r := maskedReturn(t, s)
	l := &r.Layout
	text := func(row int, key string) *string { return &r.Tables[0].Rows[row].Cells[l.Index(key)].Text }
	if *text(0, "name") != "王*例" || *text(0, "phone") != "138****0005" || !strings.Contains(*text(2, "content"), "138****0006") {
		t.Fatalf("the export is not masked: %q %q %q", *text(0, "name"), *text(0, "phone"), *text(2, "content"))
	}
	if out := bring(t, s, r, ImportOptions{}); out.Unchanged != 3 {
		t.Errorf("masked and unchanged: %s %+v", tally(out), out.Verdicts)
	}
	for i := range r.Tables[0].Rows { // without hidden ids, as a copy into another sheet
		r.Tables[0].Rows[i].ID = ""
	}
	if out := bring(t, s, r, ImportOptions{}); out.Unchanged != 3 {
		t.Errorf("masked, without ids: %s %+v", tally(out), out.Verdicts)
	}
	if dump(t, s) != before {
		t.Error("records changed")
	}
	r = maskedReturn(t, s)
	*text(0, "handler") = "张三"
	*text(1, "name") = "李*四"
	*text(2, "content") += "，又来电"
	out := bring(t, s, r, ImportOptions{})
	if tally(out) != "+0 ~1 =0 !2" || out.Verdicts[1].Faults[0].Field != "name" || out.Verdicts[2].Faults[0].Field != "content" {
		t.Errorf("edited: %s %+v", tally(out), out.Verdicts)
	}
	if c := must[office.Complaint](t)(s.Complaint(1)); c.Handler != "张三" || c.Name != "王示例" || c.Phone != "13800000005" {
		t.Errorf("after the edit: %+v", c)
	}
}
