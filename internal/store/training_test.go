package store

import (
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

func TestTrainingHoursAgainstTheRule(t *testing.T) {
	s, people, _ := tenureCounty(t)
	a, b := people["甲示例"].ID, people["乙示例"].ID
	n := must[office.Training](t)(s.SaveTraining(office.Training{Name: "春季集中培训", StartsOn: "2026-03-02", EndsOn: "2026-03-04", Hours: 24,
		People: []office.TrainingPerson{{InspectorID: a, Hours: 24}, {InspectorID: b, Absence: "病假"}}}))
	must[office.Training](t)(s.SaveTraining(office.Training{Name: "秋季集中培训", StartsOn: "2026-03-09", Hours: 16, People: []office.TrainingPerson{{InspectorID: a, Hours: 16}}}))
	must[office.Training](t)(s.SaveTraining(office.Training{Name: "网络研修", Form: "网络", StartsOn: "2026-03-10", Hours: 60, People: []office.TrainingPerson{{InspectorID: b, Hours: 60}}}))
	if n.Number != "PX2026-0001" || n.Year != 2026 || n.Span() != "2026年3月2日至4日" {
		t.Errorf("the training: %+v %s", n, n.Span())
	}
	got := map[int64]office.TrainingHours{}
	for _, h := range must[[]office.TrainingHours](t)(s.TrainingHours(2026)) {
		got[h.InspectorID] = h
	}
	if h := got[a]; h.Focused != 40 || h.Missing() != 0 || len(h.Parts) != 2 {
		t.Errorf("who has enough: %+v", h)
	}
	if h := got[b]; h.Hours != 60 || h.Focused != 0 || h.Missing() != 40 || h.Online != 60 {
		t.Errorf("what is not 集中 does not count: %+v", h)
	}
	codes := func() (names []string) {
		for _, r := range must[AlertBook](t)(s.Alerts()).Rows {
			if r.Code == "C16" {
				names = append(names, r.Title+" "+r.Detail)
			}
		}
		return names
	}
	if c := codes(); len(c) != 0 {
		t.Errorf("in March already: %v", c)
	}
	s.now = func() time.Time { return time.Date(2026, 10, 8, 9, 0, 0, 0, time.Local) }
	if c := codes(); len(c) != 3 || !strings.Contains(strings.Join(c, "\n"), "乙示例 2026 年集中培训 0 学时，还差 40 学时（合计 60 学时）") {
		t.Errorf("in October: %v", c)
	}

	n.People[1] = office.TrainingPerson{InspectorID: b, Hours: 24}
	ids := n.People[0].ID
	n = must[office.Training](t)(s.SaveTraining(n))
	if len(n.People) != 2 || n.People[0].ID != ids && n.People[1].ID != ids {
		t.Errorf("who was there keeps his row: %+v", n.People)
	}
	n.People = append(n.People, n.People[0])
	if _, err := s.SaveTraining(n); office.CodeOf(err) != office.CodeInvalid || !strings.Contains(err.Error(), "两次") {
		t.Errorf("the same person twice: %v", err)
	}
}

// A returned sheet updates one's part in a training and nothing of the others'.
func TestReturnedTrainings(t *testing.T) {
	s, people, _ := tenureCounty(t)
	must[office.Training](t)(s.SaveTraining(office.Training{Name: "集中培训", StartsOn: "2026-03-02", Hours: 24, People: []office.TrainingPerson{{InspectorID: people["甲示例"].ID, Hours: 24}, {InspectorID: people["乙示例"].ID, Hours: 24}}}))
	r := returned(t, s, office.KindTrainings)
	row := r.Tables[0].Rows[1]
	row.Cells[r.Layout.Index("hours")].Text = "12学时"
	row.Cells[r.Layout.Index("certificate")].Text = "证-7"
	out := bring(t, s, r, ImportOptions{})
	if tally(out) != "+0 ~1 =1 !0" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	var hours int
	if err := s.r.Get(&hours, `SELECT sum(hours) FROM training_people`); err != nil || hours != 36 {
		t.Errorf("%d hours %v", hours, err)
	}
	row.Cells[r.Layout.Index("training")].Text = "别的培训"
	if out := bring(t, s, r, ImportOptions{}); out.Failed != 1 || !strings.Contains(out.Verdicts[1].Reason, "整次培训") {
		t.Errorf("the training itself changed by one row: %+v", out.Verdicts)
	}
	again := bring(t, s, reading(t, office.KindTrainings, "name=丙示例|training=集中培训|date=2026-03-02|hours=20"), ImportOptions{})
	if tally(again) != "+1 ~0 =0 !0" || len(must[office.Training](t)(s.Training(1)).People) != 3 {
		t.Errorf("one more who took part: %+v", again.Verdicts)
	}
}
