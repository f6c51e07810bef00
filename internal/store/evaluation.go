package store

import (
	"strings"

	"dudao/internal/office"
)

// EvaluationFacts is an evaluation with all that is known of it.
type EvaluationFacts struct {
	Evaluation office.Evaluation       `json:"evaluation"`
	Standard   office.Standard         `json:"standard"`
	Subject    string                  `json:"subject"` // the name of whom it judges
	Items      []office.EvaluationItem `json:"items"`   // of the points that have one
	Links      []office.EvidenceLink   `json:"links"`   // by indicator and position
	Evidence   []office.Evidence       `json:"evidence"`
}

// Evaluation returns one evaluation with its standard, points and evidence.
// CodeNotFound when there is none.
func (s *Store) Evaluation(id int64) (EvaluationFacts, error) { return evaluation(s.r, id) }

func evaluation(g getter, id int64) (f EvaluationFacts, err error) {
	if f.Evaluation, err = get[office.Evaluation](g, "evaluations", id); err != nil {
		return f, wrap(err, "迎检评估")
	}
	if f.Standard, err = standard(g, f.Evaluation.StandardID); err != nil {
		return f, err
	}
	return f, f.read(g)
}

// read reads what is known of the evaluation, whose standard is there already.
func (f *EvaluationFacts) read(g getter) (err error) {
	id := f.Evaluation.ID
	if err = g.Get(&f.Subject, `SELECT `+subjectOfEvaluation+` FROM evaluations e LEFT JOIN schools c ON c.id = e.school_id WHERE e.id = ?`, id); err != nil {
		return err
	}
	if f.Items, err = find[office.EvaluationItem](g, "evaluation_items", "WHERE evaluation_id = ? ORDER BY id", id); err != nil {
		return err
	}
	if f.Links, err = find[office.EvidenceLink](g, "evidence_links", "WHERE evaluation_id = ? ORDER BY indicator_id, position, id", id); err != nil {
		return err
	}
	f.Evidence, err = find[office.Evidence](g, "evidence", "WHERE deleted_at IS NULL AND id IN (SELECT evidence_id FROM evidence_links WHERE evaluation_id = ?) ORDER BY dated_on, id", id)
	return err
}

// EvaluationID finds the evaluation by the standard's short name, the subject's name
// ("" for the county) and the round's year (0 for the newest). CodeNotFound when
// there is none.
func (s *Store) EvaluationID(standard, subject string, year int) (id int64, err error) {
	return evaluationID(s.r, standard, subject, year)
}

func evaluationID(g getter, standard, subject string, year int) (id int64, err error) {
	err = g.Get(&id, `SELECT e.id FROM evaluations e JOIN standards s ON s.id = e.standard_id LEFT JOIN schools c ON c.id = e.school_id
		WHERE e.deleted_at IS NULL AND ?1 IN (s.key, s.name, s.key || '/' || s.version) AND ?2 IN (COALESCE(NULLIF(e.zone, ''), NULLIF(e.town, ''), c.name, ''), COALESCE(c.short_name, ''))
		AND ?3 IN (0, e.year) ORDER BY e.year DESC, e.id DESC LIMIT 1`, standard, subject, year)
	return id, wrap(err, "迎检评估")
}

// SaveEvaluation adds an evaluation (ID 0) or writes over it.
func (s *Store) SaveEvaluation(e office.Evaluation) (office.Evaluation, error) {
	err := s.write(Change{Action: "evaluation.save", Label: "保存迎检评估"}, func(t *tx) error { return t.saveEvaluation(&e) })
	return e, err
}

func (t *tx) saveEvaluation(e *office.Evaluation) error {
	e.Normalize()
	of, err := get[office.Standard](t, "standards", e.StandardID)
	if err != nil {
		return wrap(err, "评估标准")
	}
	if err := e.Validate(of.Subject); err != nil {
		return err
	}
	if e.ID == 0 {
		e.UpdatedAt = t.s.moment()
		e.ID, err = insert(t, "evaluations", *e)
		return wrap(err, "迎检评估")
	}
	if err := t.fresh("evaluations", e.ID, e.UpdatedAt, "迎检评估"); err != nil {
		return err
	}
	same, err := t.unchanged("evaluations", e.ID, *e)
	if err != nil || same {
		return err
	}
	e.UpdatedAt = t.s.moment()
	return wrap(update(t, "evaluations", *e), "迎检评估")
}

// SaveEvaluationItem writes what the office says of one point.
func (s *Store) SaveEvaluationItem(x office.EvaluationItem) (office.EvaluationItem, error) {
	err := s.write(Change{Action: "evaluation.item", Label: "自评 " + s.Title("evaluation", x.EvaluationID)}, func(t *tx) error { return t.saveEvaluationItem(&x) })
	return x, err
}

func (t *tx) saveEvaluationItem(x *office.EvaluationItem) (err error) {
	for _, text := range []*string{&x.Deduction, &x.Person, &x.Note} {
		*text = strings.TrimSpace(*text)
	}
	points := []float64{}
	if err := t.Select(&points, `SELECT i.points FROM indicators i JOIN evaluations e ON e.standard_id = i.standard_id WHERE i.id = ? AND e.id = ? AND e.deleted_at IS NULL`, x.IndicatorID, x.EvaluationID); err != nil {
		return err
	}
	if len(points) == 0 {
		return office.Errorf(office.CodeNotFound, "这次评估里没有这个考核点，请刷新后重试。")
	}
	if err := x.Validate(points[0]); err != nil {
		return err
	}
	now, err := find[office.EvaluationItem](t, "evaluation_items", "WHERE evaluation_id = ? AND indicator_id = ?", x.EvaluationID, x.IndicatorID)
	if err != nil {
		return err
	}
	if len(now) == 0 {
		x.ID, err = insert(t, "evaluation_items", *x)
		return wrap(err, "指标自评")
	}
	if x.ID = now[0].ID; sameItem(*x, now[0]) {
		return nil
	}
	return wrap(update(t, "evaluation_items", *x), "指标自评")
}

// sameItem tells whether two states of a point say the same.
func sameItem(a, b office.EvaluationItem) bool {
	if (a.SelfScore == nil) != (b.SelfScore == nil) || a.SelfScore != nil && *a.SelfScore != *b.SelfScore {
		return false
	}
	a.SelfScore, b.SelfScore = nil, nil
	return a == b
}
