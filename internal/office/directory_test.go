package office

import (
	"slices"
	"testing"
)

func directoryOn(day Date) Directory {
	return Directory{Day: day,
		Zones:      []Zone{{ID: 1, Name: "第一责任区", LeaderID: 2, DeputyID: 3, Members: []int64{2, 1}, Schools: []int64{11, 12}}, {ID: 2, Name: "第二责任区", Schools: []int64{13}}},
		Schools:    []School{{ID: 11, State: "在办"}, {ID: 12, State: "在办", Kind: "幼儿园"}, {ID: 13, State: "在办"}},
		Inspectors: []Inspector{{ID: 1, State: "在聘"}, {ID: 2, State: "解聘"}, {ID: 3, State: "在聘"}, {ID: 4, State: "在聘"}, {ID: 5, State: "停聘"}, {ID: 6, State: "在聘"}, {ID: 7, State: "解聘"}},
		Appointments: []Appointment{{ID: 1, InspectorID: 6, StartsOn: "2020-01-01", EndsOn: "2022-12-31"}, {ID: 2, InspectorID: 7, StartsOn: "2024-01-01", EndsOn: "2026-12-31"},
			{ID: 3, InspectorID: 4, StartsOn: "2024-01-01", EndsOn: "2026-12-31", DismissedOn: "2026-03-01"}},
		Assignments: []Assignment{{SchoolID: 11, InspectorID: 1, Role: "主"}, {SchoolID: 12, InspectorID: 1, Role: "主"}, {SchoolID: 11, InspectorID: 3, Role: "协"}}}
}

func TestWhoIsInOffice(t *testing.T) {
	for day, want := range map[Date][]int64{
		"2026-02-28": {1, 2, 3, 4, 7}, // 2 leads a zone; 4 is dismissed the day after; 6's term is over; 7 was in a term then
		"2026-03-01": {1, 2, 3, 7},
	} {
		got := []int64{}
		for _, p := range directoryOn(day).InOffice() {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: in office %v, want %v", day, got, want)
		}
	}
}

func TestOneZoneOfTheDirectory(t *testing.T) {
	d, err := directoryOn("2026-03-01").Only("第一责任区")
	if err != nil || len(d.Schools) != 2 || len(d.Assignments) != 3 || len(d.Inspectors) != 3 || !slices.Equal(d.Zones[0].People(), []int64{2, 3, 1}) {
		t.Errorf("%+v, %v", d, err)
	}
	if n := len(directoryOn("2026-03-01").SchoolsOf(1, "主")); n != 2 {
		t.Errorf("inspector 1 answers for %d schools", n)
	}
	if _, err := d.Only("第九责任区"); CodeOf(err) != CodeNotFound {
		t.Errorf("an unknown zone: %v", err)
	}
}

func TestWorkYears(t *testing.T) {
	for text, want := range map[string]struct{ key, from, to, name string }{
		"2026": {"2026", "2026-01-01", "2027-01-01", "2026年度"}, "2026年": {"2026", "2026-01-01", "2027-01-01", "2026年度"},
		"2025-2026": {"2025-2026", "2025-09-01", "2026-09-01", "2025—2026学年"}, "2025—2026学年": {"2025-2026", "2025-09-01", "2026-09-01", "2025—2026学年"},
		"": {"2025-2026", "2025-09-01", "2026-09-01", "2025—2026学年"},
	} {
		y, err := ParseWorkYear(text, "2026-03-12")
		if err != nil || y.Key != want.key || string(y.Period.From) != want.from || string(y.Period.To) != want.to || y.Name() != want.name || len(y.Months()) != 12 {
			t.Errorf("%q: %+v %s %d months, %v", text, y, y.Name(), len(y.Months()), err)
		}
	}
	for _, bad := range []string{"2025-2027", "今年", "26", "2026-03", "20260"} {
		if _, err := ParseWorkYear(bad, "2026-03-12"); CodeOf(err) != CodeInvalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestHandbookFigures: what is counted, and that each number is its records.
func TestHandbookFigures(t *testing.T) {
	h := Handbook{Directory: directoryOn("2026-08-31"), Person: Inspector{ID: 1}, Joined: []int64{90}}
	h.Year, _ = ParseWorkYear("2025-2026", "2026-08-31") // a valid year
	h.Visits = []Visit{{ID: 1, SchoolID: 11, Date: "2025-09-10", Session: "全天", Methods: []MethodUse{{"随机听课", 1}}}, {ID: 2, SchoolID: 11, Date: "2026-03-10", Session: "上午", Methods: []MethodUse{{"随机听课", 3}}}}
	h.Lessons = []LessonObservation{{ID: 1, VisitID: 1}, {ID: 2, VisitID: 1}}
	h.Findings = []Finding{{ID: 1, FoundOn: "2025-08-01", State: "待整改", DueOn: "2025-08-08"}, {ID: 2, FoundOn: "2026-03-10", State: "已销号", ClosedOn: "2026-03-20"},
		{ID: 3, FoundOn: "2026-03-10", State: "待整改", DueOn: "2026-03-17"}}
	want := map[string]float64{BookSchools: 2, BookVisits: 2, BookVisited: 1, BookHalfDays: 3, BookJoined: 1, BookLessons: 5, BookFound: 2, BookSettled: 1, BookOverdue: 1, BookComplaint: 0}
	for _, f := range h.Figures() {
		if f.Value != want[f.Key] {
			t.Errorf("%s: %v, want %v", f.Name, f.Value, want[f.Key])
		}
		sum := float64(len(f.Records))
		if len(f.Weights) > 0 {
			sum = 0
			for _, w := range f.Weights {
				sum += float64(w)
			}
		}
		if sum != f.Value || f.Basis == "" {
			t.Errorf("%s: %v from records that give %v", f.Name, f.Value, sum)
		}
	}
}

func TestStepsNameTheirSource(t *testing.T) {
	for _, s := range WorkSteps {
		known := s.Source != ""
		for _, r := range DefaultRules {
			known = known || (r.Key == s.Rule && r.Source != "")
		}
		if !known || (s.Rule == "") != (s.Limit == "") {
			t.Errorf("%s has no source, or a limit without a rule", s.Name)
		}
	}
}

func TestPlateSettings(t *testing.T) {
	if w, h := (PlateSetting{}).Size(); w != 420 || h != 297 {
		t.Errorf("usual size %g×%g", w, h)
	}
	for _, p := range []PlateSetting{{Width: 50, Height: 400}, {Width: 600, Height: 4000}} {
		set := DefaultSettings()
		set.Plate = p
		if err := set.Validate(); CodeOf(err) != CodeInvalid {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if got := (PlateSetting{InfantDuties: " 甲 \n\n乙"}).Duties(); !slices.Equal(got, []string{"甲", "乙"}) {
		t.Errorf("duties %v", got)
	}
}
