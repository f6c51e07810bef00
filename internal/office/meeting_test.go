package office

import "testing"

// Two meetings of one month must not come to bear one name.
func TestDraftMeetingNamesItsMonth(t *testing.T) {
	for _, c := range []struct{ day, last, looksBack, want string }{
		{"2026-03-05", "2026-02-27", "2026-02", "2026年3月责任督学月例会"},
		{"2026-03-31", "", "2026-03", "2026年3月责任督学月例会"},
		{"2026-03-31", "2026-03-05", "2026-03", "2026年4月责任督学月例会"},
	} {
		m := DraftMeeting(MeetingFacts{Date: Date(c.day), Month: Month(c.looksBack), Last: Meeting{Date: Date(c.last)}})
		if m.Title != c.want {
			t.Errorf("on %s after %q: %s, want %s", c.day, c.last, m.Title, c.want)
		}
	}
}
