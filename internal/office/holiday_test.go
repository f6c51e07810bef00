package office

import "testing"

// The State Council's notices of six years, as they were published: the days off
// that are no weekend, and the weekends worked.
func TestTheCalendarIsTheOneThatWasPublished(t *testing.T) {
	c := NewCalendar(Holidays())
	for _, y := range []struct {
		year   int
		off    [][2]string // first and last day off
		worked []string
	}{
		{2021, [][2]string{{"01-01", "01-03"}, {"02-11", "02-17"}, {"04-03", "04-05"}, {"05-01", "05-05"}, {"06-12", "06-14"}, {"09-19", "09-21"}, {"10-01", "10-07"}},
			[]string{"02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"}},
		{2022, [][2]string{{"01-01", "01-03"}, {"01-31", "02-06"}, {"04-03", "04-05"}, {"04-30", "05-04"}, {"06-03", "06-05"}, {"09-10", "09-12"}, {"10-01", "10-07"}},
			[]string{"01-29", "01-30", "04-02", "04-24", "05-07", "10-08", "10-09"}},
		{2023, [][2]string{{"01-01", "01-02"}, {"01-21", "01-27"}, {"04-05", "04-05"}, {"04-29", "05-03"}, {"06-22", "06-24"}, {"09-29", "10-06"}},
			[]string{"01-28", "01-29", "04-23", "05-06", "06-25", "10-07", "10-08"}},
		{2024, [][2]string{{"01-01", "01-01"}, {"02-10", "02-17"}, {"04-04", "04-06"}, {"05-01", "05-05"}, {"06-10", "06-10"}, {"09-15", "09-17"}, {"10-01", "10-07"}},
			[]string{"02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"}},
		{2025, [][2]string{{"01-01", "01-01"}, {"01-28", "02-04"}, {"04-04", "04-06"}, {"05-01", "05-05"}, {"05-31", "06-02"}, {"10-01", "10-08"}},
			[]string{"01-26", "02-08", "04-27", "09-28", "10-11"}},
		{2026, [][2]string{{"01-01", "01-03"}, {"02-15", "02-23"}, {"04-04", "04-06"}, {"05-01", "05-05"}, {"06-19", "06-21"}, {"09-25", "09-27"}, {"10-01", "10-07"}},
			[]string{"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}},
	} {
		off, worked := map[Date]bool{}, map[Date]bool{}
		for _, span := range y.off {
			for d := NewDate(y.year, 1, 1); d <= NewDate(y.year, 12, 31); d = d.AddDays(1) {
				if string(d[5:]) >= span[0] && string(d[5:]) <= span[1] {
					off[d] = true
				}
			}
		}
		for _, day := range y.worked {
			worked[Date(NewDate(y.year, 1, 1)[:5])+Date(day)] = true
		}
		for d := NewDate(y.year, 1, 1); d <= NewDate(y.year, 12, 31); d = d.AddDays(1) {
			weekend := d.Time().Weekday() == 0 || d.Time().Weekday() == 6
			want := worked[d] || !weekend && !off[d]
			if d == "2022-12-31" {
				want = false // of 2023's 元旦
			}
			if c.Workday(d) != want {
				t.Errorf("%s: a working day %v, want %v", d, c.Workday(d), want)
			}
		}
	}
}

// Limits across the long holidays, counted by hand.
func TestDeadlinesAcrossTheHolidays(t *testing.T) {
	c := NewCalendar(Holidays())
	for _, w := range []struct {
		from Date
		days int
		unit string
		want Date
	}{
		{"2021-02-05", 5, DaysWorking, "2021-02-18"}, // 7日（日）上班 8 9 10，18 （11–17 春节）
		{"2021-09-17", 3, DaysWorking, "2021-09-23"}, // 18日（六）上班 22 23（19–21 中秋）
		{"2022-01-28", 5, DaysWorking, "2022-02-09"}, // 29、30日上班，7 8 9（1月31日–2月6日 春节）
		{"2022-04-29", 2, DaysWorking, "2022-05-06"}, // 5 6（4月30日–5月4日 劳动节）
		{"2023-09-28", 3, DaysWorking, "2023-10-09"}, // 7、8日上班，9（9月29日–10月6日）
		{"2023-06-21", 2, DaysWorking, "2023-06-26"}, // 25日（日）上班，26
		{"2024-02-02", 5, DaysWorking, "2024-02-08"}, // 4日（日）上班 5 6 7 8
		{"2024-02-09", 1, DaysWorking, "2024-02-18"}, // 18日（日）上班
		{"2024-09-13", 1, DaysWorking, "2024-09-14"}, // 14日（六）上班
		{"2025-09-26", 5, DaysWorking, "2025-10-10"}, // 28日（日）上班 29 30，9 10（1–8 国庆、中秋）
		{"2025-09-30", 3, DaysWorking, "2025-10-11"}, // 9 10，11日（六）上班
		{"2026-02-13", 2, DaysWorking, "2026-02-24"}, // 14日（六）上班，24（15–23 春节）
		{"2026-03-12", 5, DaysWorking, "2026-03-19"},
		{"2026-03-12", 5, DaysCalendar, "2026-03-17"},
		{"2026-09-30", 10, DaysCalendar, "2026-10-10"},
		{"2024-02-20", 10, DaysCalendar, "2024-03-01"}, // a leap year
		{"2026-03-12", 0, DaysWorking, ""},
		{"", 5, DaysWorking, ""},
	} {
		if got := c.Deadline(w.from, w.days, w.unit); got != w.want {
			t.Errorf("%d %s from %s: %s, want %s", w.days, w.unit, w.from, got, w.want)
		}
	}
}
