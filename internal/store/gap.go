package store

import (
	"fmt"

	"dudao/internal/office"
)

// GapBook is what an evaluation lacks, with when each gap is to be mended.
type GapBook struct {
	Evaluation office.Evaluation `json:"evaluation"`
	Standard   string            `json:"standard"` // its name and version
	Subject    string            `json:"subject"`  // the name of whom it judges
	Official   bool              `json:"official"`
	Day        office.Date       `json:"day"` // on which it was asked
	Points     int               `json:"points"`
	Open       int               `json:"open"` // points with a gap
	office.Schedule
}

// Gaps looks an evaluation over. CodeNotFound when there is none.
func (s *Store) Gaps(evaluationID int64) (b GapBook, err error) {
	f, err := s.Evaluation(evaluationID)
	if err != nil {
		return b, err
	}
	if b.Day, err = s.AsOf(); err != nil {
		return b, err
	}
	facts, err := s.gapFacts(f, b.Day)
	if err != nil {
		return b, err
	}
	b.Evaluation, b.Standard, b.Subject, b.Official = f.Evaluation, f.Standard.Title(), f.Subject, f.Standard.Official
	gaps := office.FindGaps(facts)
	rules, err := s.rulesOn(b.Day)
	if err != nil {
		return b, err
	}
	cal, err := s.Calendar()
	if err != nil {
		return b, err
	}
	r := office.ScheduleRule{Minutes: map[string]int{}, Day: int(rules[office.RuleGapMinutes]), Reserve: int(rules[office.RuleGapReserve])}
	for kind, key := range office.GapMinutes {
		r.Minutes[kind] = int(rules[key])
	}
	b.Schedule = office.PlanBack(gaps, f.Evaluation.InspectedOn, b.Day, cal, r)
	apart := map[int64]bool{}
	for _, x := range f.Items {
		apart[x.IndicatorID] = x.NotApplicable
	}
	for _, x := range f.Standard.Points() {
		if !apart[x.ID] {
			b.Points++
		}
	}
	open := map[string]bool{}
	for _, g := range gaps {
		for _, code := range g.Codes {
			open[code] = true
		}
	}
	b.Open = len(open)
	return b, nil
}

// gapFacts gathers what the gaps are found in.
func (s *Store) gapFacts(f EvaluationFacts, day office.Date) (out office.GapFacts, err error) {
	out = office.GapFacts{Evaluation: f.Evaluation, Standard: f.Standard, Items: f.Items, Links: f.Links, Units: map[string][]office.GapUnit{}}
	more, err := s.backing(f.Evaluation.ID)
	if err != nil {
		return out, err
	}
	for _, e := range f.Evidence {
		b := more[e.ID]
		out.Evidence = append(out.Evidence, office.GapEvidence{Evidence: e, Files: b.Files, Filed: b.Filed, Box: b.box(), Lost: b.Lost, Paper: b.paper(e), SchoolID: b.SchoolID, InspectorID: b.InspectorID, Lacks: b.lacks(e)})
	}
	if out.Terms, err = find[office.Term](s.r, "terms", "ORDER BY starts_on"); err != nil {
		return out, err
	}
	asked := map[string]bool{}
	for _, x := range f.Standard.Points() {
		for _, n := range x.Needs {
			asked[n.Per] = true
		}
	}
	return out, s.gapUnits(&out, asked, day)
}

// gapUnits lays out those for which the needs are counted, as far as the span has
// gone by.
func (s *Store) gapUnits(out *office.GapFacts, asked map[string]bool, day office.Date) error {
	set, err := s.Settings()
	if err != nil {
		return err
	}
	e := out.Evaluation
	for m := e.From().Month(); m.Of(0).Last() <= day && m < e.To().Month(); m = m.Add(1) {
		if !set.Exempt(m) {
			out.Units["month"] = append(out.Units["month"], office.GapUnit{Name: m.Chinese(), Period: m.Of(0)})
		}
	}
	for _, t := range out.Terms {
		if t.StartsOn >= e.From() && t.EndsOn < e.To() && t.EndsOn <= day {
			out.Units["term"] = append(out.Units["term"], office.GapUnit{Name: t.Name(), Period: office.Period{From: t.StartsOn, To: t.EndsOn.AddDays(1)}})
		}
	}
	for y := e.From().Year(); y <= e.Year; y++ {
		if office.NewDate(y, 12, 31) <= day {
			out.Units["year"] = append(out.Units["year"], office.GapUnit{Name: fmt.Sprintf("%d年", y), Period: office.Period{From: office.NewDate(y, 1, 1), To: office.NewDate(y+1, 1, 1)}})
		}
	}
	if !asked["school"] && !asked["inspector"] {
		return nil
	}
	r, err := s.liveRun(e.ID, 0)
	if err != nil {
		return err
	}
	for _, x := range r.open() {
		out.Units["school"] = append(out.Units["school"], office.GapUnit{ID: x.ID, Name: x.Name})
	}
	if !asked["inspector"] {
		return nil
	}
	mine, err := r.mine()
	if err != nil {
		return err
	}
	people := []Option{}
	err = s.r.Select(&people, `SELECT id, name FROM inspectors WHERE deleted_at IS NULL AND state = '在聘' ORDER BY pinyin, id`)
	for _, p := range people {
		if r.whole() || mine[p.ID] {
			out.Units["inspector"] = append(out.Units["inspector"], office.GapUnit{ID: p.ID, Name: p.Name})
		}
	}
	return err
}

// backed is what lies behind a piece of evidence.
type backed struct {
	ID          int64  `db:"id"`
	Files       int    `db:"files"`
	Filed       bool   `db:"filed"`
	FiledID     int64  `db:"filed_id"`
	FiledForm   string `db:"filed_form"`
	BoxYear     int    `db:"box_year"`
	BoxNumber   string `db:"box_number"`
	SchoolID    int64  `db:"school_id"`
	InspectorID int64  `db:"inspector_id"`
	NoticeKind  string `db:"notice_kind"`
	Unsigned    int    `db:"unsigned"` // of a visit: 1 the inspector, 2 the school, 4 no feedback; of a lesson 8
	Unreceived  bool   `db:"unreceived"`
	Lost        bool   `db:"-"`
}

// backing reads what lies behind the evidence of an evaluation.
func (s *Store) backing(evaluationID int64) (map[int64]backed, error) {
	rows := []backed{}
	err := s.r.Select(&rows, `SELECT e.id,
			(SELECT count(*) FROM attachments f WHERE f.owner_kind = 'evidence' AND f.owner_id = e.id AND f.deleted_at IS NULL)
			+ (SELECT count(*) FROM attachments f WHERE f.owner_kind = e.source_kind AND f.owner_id = e.source_id AND f.deleted_at IS NULL)
			+ (SELECT count(*) FROM attachments f WHERE f.owner_kind = a.source_kind AND f.owner_id = a.source_id AND f.deleted_at IS NULL) AS files,
			a.id IS NOT NULL AS filed, COALESCE(a.id, 0) AS filed_id, COALESCE(a.form, '') AS filed_form, COALESCE(b.year, 0) AS box_year, COALESCE(b.number, '') AS box_number,
			COALESCE(v.school_id, l.school_id, n.school_id, g.school_id, CASE WHEN e.source_kind = 'school' THEN e.source_id END, 0) AS school_id,
			COALESCE(v.inspector_id, l.inspector_id, n.inspector_id, g.inspector_id, CASE WHEN e.source_kind = 'inspector' THEN e.source_id END, 0) AS inspector_id,
			COALESCE(n.kind, '') AS notice_kind,
			COALESCE((v.inspector_signed = 0) + 2 * (v.principal_signed = 0) + 4 * (v.feedback_on = ''), 0) + COALESCE(8 * (l.signed = 0), 0) AS unsigned,
			n.id IS NOT NULL AND n.kind IN ('整改通知书', '约谈通知书') AND n.doc_number <> '' AND n.state <> '作废' AND NOT EXISTS (SELECT 1 FROM notice_steps x WHERE x.notice_id = n.id AND x.step = '签收') AS unreceived
		FROM (SELECT DISTINCT evidence_id FROM evidence_links WHERE evaluation_id = ?1) k JOIN evidence e ON e.id = k.evidence_id
		LEFT JOIN archive_items a ON e.source_kind = 'archive_item' AND a.id = e.source_id AND a.deleted_at IS NULL
		LEFT JOIN archive_boxes b ON b.id = a.box_id AND b.deleted_at IS NULL
		LEFT JOIN visits v ON e.source_kind = 'visit' AND v.id = e.source_id LEFT JOIN lessons l ON e.source_kind = 'lesson' AND l.id = e.source_id
		LEFT JOIN notices n ON e.source_kind = 'notice' AND n.id = e.source_id LEFT JOIN assignments g ON e.source_kind = 'assignment' AND g.id = e.source_id
		WHERE e.deleted_at IS NULL`, evaluationID)
	if err != nil {
		return nil, err
	}
	missing, err := s.MissingItems()
	if err != nil {
		return nil, err
	}
	lost := map[int64]bool{}
	for _, m := range missing {
		lost[m.ItemID] = true
	}
	out := map[int64]backed{}
	for _, x := range rows {
		x.Lost = x.Filed && lost[x.FiledID]
		out[x.ID] = x
	}
	return out, nil
}

func (b backed) box() string {
	if b.BoxNumber == "" {
		return ""
	}
	return boxName(b.BoxYear, b.BoxNumber)
}

// sourcePapers are the papers by which records of a kind are printed.
var sourcePapers = map[string]string{"visit": "visit", "lesson": "lesson", "meeting": office.FormMinutes, "training": "training_file", "complaint": "complaint"}

// paper is the form of the record that the evidence is.
func (b backed) paper(e office.Evidence) string {
	switch e.SourceKind {
	case "notice":
		return office.NoticeForm(b.NoticeKind)
	case "archive_item":
		return b.FiledForm
	}
	return sourcePapers[e.SourceKind]
}

// lacks are the signatures that the record has not been given.
func (b backed) lacks(e office.Evidence) []string {
	out := []string{}
	add := func(is bool, said string) {
		if is {
			out = append(out, said)
		}
	}
	add(b.Unsigned&1 != 0, "督学没有签字")
	add(b.Unsigned&2 != 0, "学校没有签字")
	add(b.Unsigned&4 != 0 && e.Form == office.FormFeedback, "没有反馈日期")
	add(b.Unsigned&8 != 0, "听课记录没有签字")
	add(b.Unreceived, "没有登记签收")
	return out
}

// SetDueDays writes until when the gaps of points are to be mended, in one action;
// an empty day leaves it to the reckoning.
func (s *Store) SetDueDays(evaluationID int64, days map[int64]office.Date) error {
	return s.write(Change{Action: "evaluation.due", Label: "排定工期 " + s.Title("evaluation", evaluationID)}, func(t *tx) error {
		for id, day := range days {
			if day != "" && !day.Valid() {
				return office.Invalid("日期“%s”不对，请写成 2026-03-12。", day)
			}
			now, err := find[office.EvaluationItem](t, "evaluation_items", "WHERE evaluation_id = ? AND indicator_id = ?", evaluationID, id)
			if err != nil {
				return err
			}
			x := office.EvaluationItem{EvaluationID: evaluationID, IndicatorID: id}
			if len(now) > 0 {
				x = now[0]
			}
			if x.DueOn == day {
				continue
			}
			x.DueOn = day
			if err := t.saveEvaluationItem(&x); err != nil {
				return err
			}
		}
		return nil
	})
}

// AddProof makes a piece of evidence that serves a point, in one action.
func (s *Store) AddProof(e office.Evidence, l office.EvidenceLink) (office.Evidence, error) {
	err := s.write(Change{Action: "evidence.save", Label: "补佐证材料 " + e.Title}, func(t *tx) error {
		if err := t.saveEvidence(&e); err != nil {
			return err
		}
		l.EvidenceID = e.ID
		return t.linkEvidence(l)
	})
	return e, err
}

// PreparedEvaluations are those that are being prepared, the first to be inspected
// first.
func (s *Store) PreparedEvaluations() ([]int64, error) {
	ids := []int64{}
	err := s.r.Select(&ids, `SELECT id FROM evaluations WHERE deleted_at IS NULL AND state = ? ORDER BY inspected_on = '', inspected_on, id`, office.EvaluationStates[0])
	return ids, err
}

// EvidenceOnPaper marks that there is a paper copy of the evidence now.
func (s *Store) EvidenceOnPaper(ids []int64) error {
	return s.write(Change{Action: "evidence.printed", Label: fmt.Sprintf("登记已打印的佐证材料 %d 份", len(ids))}, func(t *tx) error {
		for _, id := range ids {
			e, err := get[office.Evidence](t, "evidence", id)
			if err != nil {
				return wrap(err, "佐证材料")
			}
			if e.OnPaper {
				continue
			}
			e.OnPaper, e.UpdatedAt = true, s.moment()
			if err := update(t, "evidence", e); err != nil {
				return wrap(err, "佐证材料")
			}
		}
		return nil
	})
}
