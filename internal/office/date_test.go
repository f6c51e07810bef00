package office

import "testing"

func TestMonthPeriodFollowsTheBoundary(t *testing.T) {
	for _, c := range []struct {
		month    Month
		boundary int
		want     Period
	}{
		{"2026-03", 0, Period{"2026-03-01", "2026-04-01"}},
		{"2026-03", 25, Period{"2026-02-26", "2026-03-26"}},
		{"2026-01", 25, Period{"2025-12-26", "2026-01-26"}},
		{"2024-02", 0, Period{"2024-02-01", "2024-03-01"}},
	} {
		if got := c.month.Of(c.boundary); got != c.want {
			t.Errorf("%s with boundary %d: %v, want %v", c.month, c.boundary, got, c.want)
		}
	}
}

// Every day counts to the one month whose period has it.
func TestEveryDayIsInItsMonth(t *testing.T) {
	for _, boundary := range []int{0, 1, 15, 25, 27} {
		for d := Date("2023-12-01"); d < "2024-04-15"; d = d.AddDays(1) {
			if m := MonthAt(d, boundary); !m.Of(boundary).Has(d) {
				t.Fatalf("%s counts to %s by boundary %d, whose days are %v", d, m, boundary, m.Of(boundary))
			}
		}
	}
}

func TestWorkdaysSkipHolidaysAndCountWorkedWeekends(t *testing.T) {
	c := NewCalendar([]Holiday{{"2026-10-01", "休", "国庆节"}, {"2026-10-02", "休", "国庆节"}, {"2026-10-10", "班", "国庆节"}})
	for _, w := range []struct {
		from Date
		n    int
		want Date
	}{
		{"2026-03-12", 5, "2026-03-19"}, // Thursday to Thursday
		{"2026-09-30", 1, "2026-10-05"}, // over the holiday and the weekend
		{"2026-10-09", 1, "2026-10-10"}, // a Saturday worked
		{"2026-03-12", 0, "2026-03-12"},
	} {
		if got := c.AddWorkdays(w.from, w.n); got != w.want {
			t.Errorf("%d workdays after %s: %s, want %s", w.n, w.from, got, w.want)
		}
	}
}

func TestHolidaysAreWhole(t *testing.T) {
	days := Holidays()
	c := NewCalendar(days)
	if len(days) < 100 || len(c) != len(days) {
		t.Fatalf("%d holidays, %d different", len(days), len(c))
	}
	for _, d := range days {
		if !d.Day.Valid() || d.Name == "" {
			t.Errorf("holiday %+v", d)
		}
	}
	if !c.Workday("2024-02-04") || c.Workday("2024-02-12") {
		t.Error("4 February 2024 was a Sunday worked, 12 February a Monday off")
	}
	for year := 2020; year <= 2026; year++ {
		if c.Workday(NewDate(year, 10, 1)) {
			t.Errorf("1 October %d is a working day", year)
		}
	}
}

func TestSchoolYear(t *testing.T) {
	for day, want := range map[Date]string{"2026-08-31": "2025-2026", "2026-09-01": "2026-2027", "2026-02-01": "2025-2026"} {
		if got := SchoolYearOf(day); got != want {
			t.Errorf("%s is in %s, want %s", day, got, want)
		}
	}
	months := SchoolYearMonths("2025-2026")
	if len(months) != 12 || months[0] != "2025-09" || months[11] != "2026-08" {
		t.Errorf("months of 2025-2026: %v", months)
	}
	if got := (Term{SchoolYear: "2025-2026", Number: 2}).Name(); got != "2025—2026学年第二学期" {
		t.Errorf("term: %s", got)
	}
}

func TestDaysOverdue(t *testing.T) {
	for _, c := range []struct {
		f    Finding
		want int
	}{
		{Finding{DueOn: "2026-03-10", State: "待整改"}, 5},
		{Finding{DueOn: "2026-03-15", State: "待整改"}, 0},
		{Finding{DueOn: "2026-03-10", State: "已销号", ClosedOn: "2026-03-12"}, 2},
		{Finding{DueOn: "2026-03-10", State: "现场整改"}, 0},
		{Finding{State: "待整改"}, 0},
	} {
		if got := c.f.DaysOverdue("2026-03-15"); got != c.want {
			t.Errorf("%+v: %d days, want %d", c.f, got, c.want)
		}
	}
}

func TestVisitNamesItsFaultyFields(t *testing.T) {
	v := Visit{Date: "2026-02-30", Session: "晚上", Disposal: 9, State: "取消", Stars: 6, StartsAt: "10:00", EndsAt: "09:00",
		InspectorID: 3, Companions: []int64{3}}
	e, ok := v.Validate().(*Error)
	if !ok {
		t.Fatal("a faulty visit is valid")
	}
	for _, field := range []string{"date", "schoolId", "session", "disposal", "reason", "stars", "endsAt", "companions"} {
		if e.Fields[field] == "" {
			t.Errorf("no fault of %s: %v", field, e.Fields)
		}
	}
	v = Visit{Date: "2026-02-28", SchoolID: 1, InspectorID: 2}
	v.Normalize()
	if err := v.Validate(); err != nil {
		t.Errorf("a plain visit: %v", err)
	}
}
