package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// A list that was exported before a record was changed does not write over what
// was changed since; what both changed is named, and old lists work as before.
func TestAStaleListDoesNotWriteOverALaterEdit(t *testing.T) {
	s := countyStore(t)
	stale := func(edit map[string]string, withVersion bool) *office.SheetReading {
		r := returned(t, s, office.KindVisits)
		r.Tables[0].Rows = r.Tables[0].Rows[:1]
		row := &r.Tables[0].Rows[0]
		if !withVersion {
			id, _ := office.ParseSheetID(row.ID)
			id.Version = 0
			row.ID = id.String()
		}
		for key, text := range edit {
			row.Cells[r.Layout.Index(key)].Text = text
		}
		return r
	}
	first := must[VisitForm](t)(s.Visit(1))
	// Other fields on each side go together.
	r := stale(map[string]string{"advice": "按月自查"}, true)
	clash := stale(map[string]string{"highlights": "表里的亮点", "advice": "再议"}, true)
	same := stale(map[string]string{"highlights": "台账里的亮点"}, true)
	f := first
	f.Visit.Highlights = "台账里的亮点"
	first = must[VisitForm](t)(s.SaveVisit(f))
	if out := bring(t, s, r, ImportOptions{File: "旧.xlsx"}); tally(out) != "+0 ~1 =0 !0" || out.Verdicts[0].Reason != "更新：意见建议（空→按月自查）" {
		t.Fatalf("other fields: %s %+v", tally(out), out.Verdicts)
	}
	v := must[VisitForm](t)(s.Visit(1)).Visit
	if v.Highlights != "台账里的亮点" || v.Advice != "按月自查" {
		t.Errorf("the later edit was written over: %+v", v)
	}
	// The same field on both sides is refused by name, and nothing of the row goes in.
	before := dump(t, s)
	out := bring(t, s, clash, ImportOptions{File: "旧.xlsx"})
	if tally(out) != "+0 ~0 =0 !1" || len(out.Verdicts[0].Faults) != 2 {
		t.Fatalf("the same field: %s %+v", tally(out), out.Verdicts)
	}
	for _, want := range []string{"导出时“空”", "台账现在“台账里的亮点”", "表里“表里的亮点”", "台账现在“按月自查”，表里“再议”"} {
		if !strings.Contains(out.Verdicts[0].Reason, want) {
			t.Errorf("%q does not say %s", out.Verdicts[0].Reason, want)
		}
	}
	if after := dump(t, s); after != before {
		t.Error("a refused row changed records: " + firstDifference(before, after))
	}
	if out := bring(t, s, same, ImportOptions{File: "旧.xlsx"}); tally(out) != "+0 ~0 =1 !0" {
		t.Errorf("the same value on both sides: %s %+v", tally(out), out.Verdicts)
	}
	// A list from before there were versions works as it did.
	old := stale(map[string]string{"highlights": "旧表的亮点"}, false)
	if out := bring(t, s, old, ImportOptions{File: "旧.xlsx"}); tally(out) != "+0 ~1 =0 !0" {
		t.Errorf("an old list: %s %+v", tally(out), out.Verdicts)
	}
}

// A name that an export masked is no change of the name, whatever the record
// says now.
func TestAMaskInAStaleListIsNoChange(t *testing.T) {
	s := countyStore(t)
	c := must[office.Complaint](t)(s.SaveComplaint(office.Complaint{ReceivedOn: "2026-03-02", Channel: "电话", Name: "欧阳示例", Phone: "13800000001", Content: "食堂价格高", Kind: "一般"}))
	r := returned(t, s, office.KindComplaints)
	r.Tables[0].Rows = r.Tables[0].Rows[:1]
	cells := r.Tables[0].Rows[0].Cells
	texts := make([]string, len(cells))
	for i := range cells {
		texts[i] = cells[i].Text
	}
	for i, text := range office.MaskRow(texts) {
		cells[i].Text = text
	}
	cells[r.Layout.Index("note")].Text = "表里的备注"
	c.Name = "王示例"
	c = must[office.Complaint](t)(s.SaveComplaint(c))
	if out := bring(t, s, r, ImportOptions{File: "旧.xlsx"}); tally(out) != "+0 ~1 =0 !0" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	if now := must[office.Complaint](t)(s.Complaint(c.ID)); now.Name != "王示例" || now.Phone != "13800000001" || now.Note != "表里的备注" {
		t.Errorf("the complaint: %+v", now)
	}
}
