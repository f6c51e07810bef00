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

// gapRun is what the gaps of all evaluations are found with, read once.
type gapRun struct {
	s         *Store
	day       office.Date
	cal       office.Calendar
	rule      office.ScheduleRule
	set       office.Settings
	terms     []office.Term
	lost      map[int64]bool // archive items not found in their boxes
	standards map[int64]office.Standard
}

func (s *Store) gapRun() (r *gapRun, err error) {
	r = &gapRun{s: s, standards: map[int64]office.Standard{}}
	if r.day, err = s.AsOf(); err != nil {
		return r, err
	}
	rules, err := s.rulesOn(r.day)
	if err != nil {
		return r, err
	}
	r.rule = office.ScheduleRule{Minutes: map[string]int{}, Day: int(rules[office.RuleGapMinutes]), Reserve: int(rules[office.RuleGapReserve])}
	for kind, key := range office.GapMinutes {
		r.rule.Minutes[kind] = int(rules[key])
	}
	if r.cal, err = s.Calendar(); err != nil {
		return r, err
	}
	if r.set, err = s.Settings(); err != nil {
		return r, err
	}
	if r.terms, err = find[office.Term](s.r, "terms", "ORDER BY starts_on"); err != nil {
		return r, err
	}
	r.lost, err = s.lostItems()
	return r, err
}

// lostItems are the archive items that were not found in their boxes.
func (s *Store) lostItems() (map[int64]bool, error) {
	lost := map[int64]bool{}
	missing, err := s.MissingItems()
	for _, m := range missing {
		lost[m.ItemID] = true
	}
	return lost, err
}

// Gaps looks an evaluation over. CodeNotFound when there is none.
func (s *Store) Gaps(evaluationID int64) (GapBook, error) {
	books, err := s.GapBooks([]int64{evaluationID})
	if err != nil {
		return GapBook{}, err
	}
	return books[0], nil
}

// GapBooks looks evaluations over, in the order of their ids.
func (s *Store) GapBooks(ids []int64) ([]GapBook, error) {
	books := []GapBook{}
	if len(ids) == 0 {
		return books, nil
	}
	r, err := s.gapRun()
	if err != nil {
		return books, err
	}
	for _, id := range ids {
		b, err := r.book(id)
		if err != nil {
			return books, err
		}
		books = append(books, b)
	}
	return books, nil
}

// book looks one evaluation over.
func (r *gapRun) book(id int64) (b GapBook, err error) {
	f := EvaluationFacts{}
	if f.Evaluation, err = get[office.Evaluation](r.s.r, "evaluations", id); err != nil {
		return b, wrap(err, "迎检评估")
	}
	of, read := r.standards[f.Evaluation.StandardID]
	if !read {
		if of, err = r.s.Standard(f.Evaluation.StandardID); err != nil {
			return b, err
		}
		r.standards[of.ID] = of
	}
	f.Standard = of
	if err = f.read(r.s.r); err != nil {
		return b, err
	}
	facts, err := r.facts(f)
	if err != nil {
		return b, err
	}
	b.Day, b.Evaluation, b.Standard, b.Subject, b.Official = r.day, f.Evaluation, f.Standard.Title(), f.Subject, f.Standard.Official
	gaps := office.FindGaps(facts)
	b.Schedule = office.PlanBack(gaps, f.Evaluation.InspectedOn, b.Day, r.cal, r.rule)
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

// facts gathers what the gaps are found in.
func (r *gapRun) facts(f EvaluationFacts) (out office.GapFacts, err error) {
	out = office.GapFacts{Evaluation: f.Evaluation, Standard: f.Standard, Items: f.Items, Links: f.Links, Terms: r.terms, Units: map[string][]office.GapUnit{}}
	more, err := r.s.backing(f.Evaluation.ID, r.lost)
	if err != nil {
		return out, err
	}
	for _, e := range f.Evidence {
		b := more[e.ID]
		out.Evidence = append(out.Evidence, office.GapEvidence{Evidence: e, Files: b.Files, Filed: b.Filed, Box: b.box(), Lost: b.Lost, Paper: b.paper(e), SchoolID: b.SchoolID, InspectorID: b.InspectorID, Lacks: b.lacks(e)})
	}
	asked := map[string]bool{}
	for _, x := range f.Standard.Points() {
		for _, n := range x.Needs {
			asked[n.Per] = true
		}
	}
	return out, r.units(&out, asked)
}

// units lays out those for which the needs are counted, as far as the span has
// gone by.
func (r *gapRun) units(out *office.GapFacts, asked map[string]bool) error {
	e, day := out.Evaluation, r.day
	for m := e.From().Month(); m.Of(0).Last() <= day && m < e.To().Month(); m = m.Add(1) {
		if !r.set.Exempt(m) {
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
	run, err := r.s.liveRun(e.ID, 0)
	if err != nil {
		return err
	}
	for _, x := range run.open() {
		out.Units["school"] = append(out.Units["school"], office.GapUnit{ID: x.ID, Name: x.Name})
	}
	if !asked["inspector"] {
		return nil
	}
	mine, err := run.mine()
	if err != nil {
		return err
	}
	people := []Option{}
	err = r.s.r.Select(&people, `SELECT id, name FROM inspectors WHERE deleted_at IS NULL AND state = '在聘' ORDER BY sort_key, id`)
	for _, p := range people {
		if run.whole() || mine[p.ID] {
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
func (s *Store) backing(evaluationID int64, lost map[int64]bool) (map[int64]backed, error) {
	rows := []backed{}
	err := s.r.Select(&rows, `SELECT v.id,
			(SELECT count(*) FROM attachments f WHERE f.owner_kind = 'evidence' AND f.owner_id = v.id AND f.deleted_at IS NULL)
			+ (SELECT count(*) FROM attachments f WHERE f.owner_kind = v.source_kind AND f.owner_id = v.source_id AND f.deleted_at IS NULL)
			+ (SELECT count(*) FROM attachments f WHERE f.owner_kind = a.source_kind AND f.owner_id = a.source_id AND f.deleted_at IS NULL) AS files,
			a.id IS NOT NULL AS filed, COALESCE(a.id, 0) AS filed_id, COALESCE(a.form, '') AS filed_form, COALESCE(b.year, 0) AS box_year, COALESCE(b.number, '') AS box_number,
			COALESCE(w.school_id, l.school_id, n.school_id, g.school_id, CASE WHEN v.source_kind = 'school' THEN v.source_id END, 0) AS school_id,
			COALESCE(w.inspector_id, l.inspector_id, n.inspector_id, g.inspector_id, CASE WHEN v.source_kind = 'inspector' THEN v.source_id END, 0) AS inspector_id,
			COALESCE(n.kind, '') AS notice_kind,
			COALESCE((w.inspector_signed = 0) + 2 * (w.principal_signed = 0) + 4 * (w.feedback_on = ''), 0) + COALESCE(8 * (l.signed = 0), 0) AS unsigned,
			n.id IS NOT NULL AND n.kind IN ('整改通知书', '约谈通知书') AND n.doc_number <> '' AND n.state <> '作废' AND NOT EXISTS (SELECT 1 FROM notice_steps x WHERE x.notice_id = n.id AND x.step = '签收') AS unreceived
		FROM (SELECT DISTINCT evidence_id FROM evidence_links WHERE evaluation_id = ?1) k JOIN evidence v ON v.id = k.evidence_id
		LEFT JOIN archive_items a ON a.deleted_at IS NULL AND a.id = `+filedOf+`
		LEFT JOIN archive_boxes b ON b.id = a.box_id AND b.deleted_at IS NULL
		LEFT JOIN visits w ON v.source_kind = 'visit' AND w.id = v.source_id LEFT JOIN lessons l ON v.source_kind = 'lesson' AND l.id = v.source_id
		LEFT JOIN notices n ON v.source_kind = 'notice' AND n.id = v.source_id LEFT JOIN assignments g ON v.source_kind = 'assignment' AND g.id = v.source_id
		WHERE v.deleted_at IS NULL`, evaluationID)
	if err != nil {
		return nil, err
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
