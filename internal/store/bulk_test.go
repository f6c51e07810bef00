package store

import (
	"errors"
	"fmt"
	"testing"

	"dudao/internal/office"
)

// Many records are changed in one action: those that refuse are named and stay as
// they are, and one undo brings everything back.
func TestManyAreChangedAndUndoneAsOne(t *testing.T) {
	s := openTest(t)
	sc, p := fixture(t, s)
	ids := []int64{}
	for i := range 5 {
		f := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: sc.ID, FoundOn: "2026-03-12", Content: fmt.Sprintf("示例问题%d", i), Level: 2, DueOn: "2026-04-01"}))
		ids = append(ids, f.ID)
	}
	must[office.Finding](t)(s.SaveFinding(office.Finding{ID: ids[4], SchoolID: sc.ID, FoundOn: "2026-04-20", Content: "后来的问题", Level: 2, DueOn: "2026-05-10"}))
	before := dump(t, s)

	r := must[office.BulkResult](t)(s.ChangeMany(BulkEdit{Kind: "finding", IDs: append(ids, 999), Field: "dueOn", Value: "2026-04-15"}, nil))
	if r.Changed != 4 || r.Same != 0 || len(r.Refused) != 2 || r.Refused[0].ID != ids[4] || r.Refused[0].Reason == "" || r.Refused[1].ID != 999 {
		t.Fatalf("changed: %+v", r)
	}
	last := must[LastAction](t)(s.LastAction())
	if last.Label != "把问题 4 条的整改期限改为2026-04-15" {
		t.Errorf("label: %q", last.Label)
	}
	if r := must[office.BulkResult](t)(s.ChangeMany(BulkEdit{Kind: "finding", IDs: ids[:2], Field: "dueOn", Value: "2026-04-15"}, nil)); r.Same != 2 || r.Changed != 0 {
		t.Errorf("the same once more: %+v", r)
	}
	if now := must[LastAction](t)(s.LastAction()); now != last {
		t.Errorf("what changed nothing left an action: %+v", now)
	}
	must[UndoResult](t)(s.Undo(last.ID))
	if after := dump(t, s); after != before {
		t.Error("undo did not bring the records back")
	}

	for _, bad := range []BulkEdit{{Kind: "finding", Field: "dueOn"}, {Kind: "finding", IDs: ids, Field: "number", Value: "1"},
		{Kind: "finding", IDs: ids, Field: "dueOn", Value: "明天"}, {Kind: "finding", IDs: ids, Field: "level", Value: "9"}, {Kind: "finding", IDs: ids, Field: "level"}, {Kind: "finding", IDs: ids, Field: "state", Value: office.FindingClosed}, {Kind: "lesson", IDs: ids}} {
		if _, err := s.ChangeMany(bad, nil); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	stop := office.Errorf(office.CodeCancelled, "已停止")
	if _, err := s.ChangeMany(BulkEdit{Kind: "finding", IDs: ids}, func(done, _ int) error {
		if done == 3 {
			return stop
		}
		return nil
	}); !errors.Is(err, stop) || dump(t, s) != before {
		t.Errorf("stopped half way: %v", err)
	}
	_ = p
}

// Each field of every kind can be set to each of its choices through the kind's own
// writing, and every kind that says so can be deleted.
func TestEveryFieldOfEveryKind(t *testing.T) {
	s := openCounty(t, office.SampleSize{Schools: 20, Kindergartens: 20, Inspectors: 10, Zones: 4, From: "2025-09", To: "2026-03", Findings: 1})
	for kind := range bulkKinds() {
		ids := []int64{}
		if err := s.r.Select(&ids, "SELECT id FROM "+tableOf(kind)+" WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 3"); err != nil {
			t.Fatal(err)
		}
		if len(ids) == 0 {
			t.Logf("%s: none in the sample", kind)
			continue
		}
		k := must[BulkKind](t)(s.Bulk(kind))
		for _, f := range k.Fields {
			value := "示例"
			switch f.Ask {
			case office.AskDate:
				value = "2026-03-31"
			case office.AskChoice:
				if len(f.Choices) == 0 {
					t.Errorf("%s.%s has no choices", kind, f.Key)
					continue
				}
				value = f.Choices[len(f.Choices)-1].Value
			}
			r, err := s.ChangeMany(BulkEdit{Kind: kind, IDs: ids, Field: f.Key, Value: value}, nil)
			if err != nil || r.Changed+r.Same+len(r.Refused) != len(ids) {
				t.Errorf("%s.%s = %q: %+v, %v", kind, f.Key, value, r, err)
			}
			for _, x := range r.Refused {
				t.Logf("%s.%s = %q: %s: %s", kind, f.Key, value, x.Title, x.Reason)
			}
		}
		if !k.Delete {
			continue
		}
		r, err := s.ChangeMany(BulkEdit{Kind: kind, IDs: ids}, nil)
		if err != nil || r.Changed+len(r.Refused) != len(ids) {
			t.Errorf("%s deleted: %+v, %v", kind, r, err)
		}
		if r.Changed == 0 {
			continue
		}
		last := must[LastAction](t)(s.LastAction())
		if u, err := s.Undo(last.ID); err != nil || len(u.Kept) > 0 {
			t.Errorf("%s brought back: %+v, %v", kind, u, err)
		}
	}
}

func TestViewsAreKeptAndUndone(t *testing.T) {
	s := openTest(t)
	v := must[office.ListView](t)(s.SaveListView(office.ListView{List: "visits", Name: " 本月缺反馈 ", Body: `{"filters":{"missing":"feedback"}}`}))
	again := must[office.ListView](t)(s.SaveListView(office.ListView{List: "visits", Name: "本月缺反馈", Body: `{"filters":{}}`}))
	if again.ID != v.ID || v.Name != "本月缺反馈" {
		t.Fatalf("the same name is the same view: %+v, %+v", v, again)
	}
	must[office.ListView](t)(s.SaveListView(office.ListView{List: "findings", Name: "本月缺反馈", Body: `{}`}))
	other := must[office.ListView](t)(s.SaveListView(office.ListView{List: "visits", Name: "全部", Body: `{}`}))
	other.Name = "本月缺反馈"
	if _, err := s.SaveListView(other); office.CodeOf(err) != office.CodeConflict {
		t.Errorf("renamed to a name that is there: %v", err)
	}
	if err := s.DropListView(v.ID); err != nil {
		t.Fatal(err)
	}
	if list := must[[]office.ListView](t)(s.ListViews("visits")); len(list) != 1 {
		t.Fatalf("after deleting: %+v", list)
	}
	must[UndoResult](t)(s.Undo(must[LastAction](t)(s.LastAction()).ID))
	if list := must[[]office.ListView](t)(s.ListViews("visits")); len(list) != 2 || list[1].Body != `{"filters":{}}` {
		t.Fatalf("after undo: %+v", list)
	}
	for _, bad := range []office.ListView{{List: "visits", Body: `{}`}, {List: "visits", Name: "甲", Body: `{`}, {Name: "甲", Body: `{}`}} {
		if _, err := s.SaveListView(bad); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
