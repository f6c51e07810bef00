package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// EvaluationRow is one line of the list of 迎检评估.
type EvaluationRow struct {
	ID          int64       `db:"id" json:"id"`
	StandardID  int64       `db:"standard_id" json:"standardId"`
	Key         string      `db:"key" json:"key"`
	Standard    string      `db:"standard" json:"standard"`
	Version     string      `db:"version" json:"version"`
	Subject     string      `db:"subject" json:"subject"` // whom it judges
	SchoolID    int64       `db:"school_id" json:"schoolId"`
	Year        int         `db:"year" json:"year"`
	InspectedOn office.Date `db:"inspected_on" json:"inspectedOn"`
	State       string      `db:"state" json:"state"`
	Points      int         `db:"points" json:"points"` // that are asked
	Served      int         `db:"served" json:"served"` // with evidence
	Scored      int         `db:"scored" json:"scored"` // with a self-score
	Pieces      int         `db:"pieces" json:"pieces"`
}

// EvaluationPage is one page of the list.
type EvaluationPage struct {
	Rows  []EvaluationRow `json:"rows"`
	Total int             `json:"total"`
}

// subjectOfEvaluation is the name of whom evaluation e of school c judges.
const subjectOfEvaluation = `COALESCE(NULLIF(e.zone, ''), NULLIF(e.town, ''), c.name, (SELECT json_extract(value, '$.countyName') FROM settings WHERE key = 'office'), '')`

const evaluationFrom = ` FROM evaluations e JOIN standards s ON s.id = e.standard_id LEFT JOIN schools c ON c.id = e.school_id`

const evaluationColumns = `e.id, e.standard_id, s.key, s.name AS standard, s.version, ` + subjectOfEvaluation + ` AS subject, COALESCE(e.school_id, 0) AS school_id, e.year, e.inspected_on, e.state,
	(SELECT count(*) FROM indicators i WHERE i.standard_id = s.id AND NOT EXISTS (SELECT 1 FROM indicators k WHERE k.parent_id = i.id))
		- (SELECT count(*) FROM evaluation_items x WHERE x.evaluation_id = e.id AND x.not_applicable = 1) AS points,
	(SELECT count(DISTINCT indicator_id) FROM evidence_links l WHERE l.evaluation_id = e.id) AS served,
	(SELECT count(DISTINCT evidence_id) FROM evidence_links l WHERE l.evaluation_id = e.id) AS pieces,
	(SELECT count(self_score) FROM evaluation_items x WHERE x.evaluation_id = e.id) AS scored`

var evaluationSorts = map[string]string{"standard": natural("s.key") + ", " + natural("s.version"), "subject": "subject", "year": "e.year", "inspectedOn": "e.inspected_on", "state": "e.state", "served": "served", "scored": "scored", "pieces": "pieces"}

// Evaluations lists 迎检评估, the newest round first. Filters: year, standard (id),
// key, kind (of subject), state, school.
func (s *Store) Evaluations(q ListQuery) (EvaluationPage, error) {
	page := EvaluationPage{Rows: []EvaluationRow{}}
	var c conditions
	c.add("e.deleted_at IS NULL")
	c.number(q, "year", "e.year")
	c.number(q, "standard", "e.standard_id")
	c.number(q, "school", "e.school_id")
	c.equal(q, "key", "s.key")
	c.equal(q, "kind", "s.subject")
	c.equal(q, "state", "e.state")
	if err := c.matching(s.r, "evaluation", "e.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*)"+evaluationFrom+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(evaluationSorts, "e.year DESC, s.subject <> 'county', s.key, c.sort_key", "e.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+evaluationColumns+evaluationFrom+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// NewRounds asks for a round of a standard, for several subjects at once.
type NewRounds struct {
	StandardID  int64       `json:"standardId"`
	Year        int         `json:"year"`
	Years       int         `json:"years"`
	InspectedOn office.Date `json:"inspectedOn"`
	Schools     []int64     `json:"schools"` // of a standard for schools
	Zones       []string    `json:"zones"`
	Towns       []string    `json:"towns"`
	Copy        bool        `json:"copy"` // what of the last round still counts
}

// StartRounds makes the rounds that are not there yet and returns all their ids in
// the order asked for.
func (s *Store) StartRounds(in NewRounds) ([]int64, error) {
	ids := []int64{}
	of, err := s.Standard(in.StandardID)
	if err != nil {
		return ids, err
	}
	if of.State != office.ChecklistOpen {
		return ids, office.Invalid("“%s”的状态是“%s”，请先在标准里改为“启用”。", of.Title(), of.State)
	}
	subjects := in.subjects(of.Subject)
	if len(subjects) == 0 {
		return ids, office.Invalid("请选择被评估的%s，可以选多个。", office.SubjectNames[of.Subject])
	}
	label := fmt.Sprintf("新建 %d 年%s评估", in.Year, of.Key)
	if len(subjects) > 1 {
		label += fmt.Sprintf("（%d 个）", len(subjects))
	}
	err = s.write(Change{Action: "evaluation.start", Label: label}, func(t *tx) error {
		for _, e := range subjects {
			have := []int64{}
			if err := t.Select(&have, `SELECT id FROM evaluations WHERE standard_id = ? AND COALESCE(school_id, 0) = ? AND zone = ? AND town = ? AND year = ? AND deleted_at IS NULL`, in.StandardID, e.SchoolID, e.Zone, e.Town, in.Year); err != nil {
				return err
			}
			if len(have) > 0 {
				ids = append(ids, have[0])
				continue
			}
			if err := t.startRound(&e, of, in.Copy); err != nil {
				return err
			}
			ids = append(ids, e.ID)
		}
		return nil
	})
	return ids, err
}

// subjects are the evaluations asked for.
func (in NewRounds) subjects(kind string) []office.Evaluation {
	base := office.Evaluation{StandardID: in.StandardID, Year: in.Year, Years: in.Years, InspectedOn: in.InspectedOn}
	out := []office.Evaluation{}
	add := func(set func(*office.Evaluation)) {
		e := base
		set(&e)
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	switch kind {
	case office.SubjectSchool, office.SubjectKindergarten:
		for _, id := range in.Schools {
			add(func(e *office.Evaluation) { e.SchoolID = id })
		}
	case office.SubjectZone:
		for _, z := range in.Zones {
			add(func(e *office.Evaluation) { e.Zone = z })
		}
	case office.SubjectTown:
		for _, w := range in.Towns {
			add(func(e *office.Evaluation) { e.Town = w })
		}
	default:
		add(func(*office.Evaluation) {})
	}
	return out
}

// startRound makes a round with the people of the standard; with what of the last
// round still counts, when it is asked for.
func (t *tx) startRound(e *office.Evaluation, of office.Standard, copied bool) error {
	if err := t.saveEvaluation(e); err != nil {
		return err
	}
	last := []int64{}
	if copied {
		if err := t.Select(&last, `SELECT id FROM evaluations WHERE standard_id = ? AND COALESCE(school_id, 0) = ? AND zone = ? AND town = ? AND year < ? AND deleted_at IS NULL ORDER BY year DESC LIMIT 1`,
			e.StandardID, e.SchoolID, e.Zone, e.Town, e.Year); err != nil {
			return err
		}
	}
	items := map[int64]office.EvaluationItem{}
	for _, x := range of.Points() {
		if x.Person != "" {
			items[x.ID] = office.EvaluationItem{Person: x.Person}
		}
	}
	if len(last) > 0 {
		was, err := evaluation(t, last[0])
		if err != nil {
			return err
		}
		for _, x := range was.Items {
			items[x.IndicatorID] = office.EvaluationItem{Person: x.Person, DueOn: laterYears(x.DueOn, e.Year-was.Evaluation.Year), NotApplicable: x.NotApplicable}
		}
		if _, err := t.Exec(`INSERT INTO evidence_links (evaluation_id, indicator_id, evidence_id, need_id, position)
			SELECT ?, l.indicator_id, l.evidence_id, l.need_id, l.position FROM evidence_links l JOIN evidence v ON v.id = l.evidence_id
			WHERE l.evaluation_id = ? AND v.deleted_at IS NULL AND v.dated_on < ? AND COALESCE(NULLIF(v.dated_to, ''), v.dated_on) >= ? AND v.dated_on <> '' ORDER BY l.id`, e.ID, last[0], e.To(), e.From()); err != nil {
			return wrap(err, "佐证材料")
		}
	}
	for _, x := range of.Points() {
		item, have := items[x.ID]
		if !have || item == (office.EvaluationItem{}) {
			continue
		}
		item.EvaluationID, item.IndicatorID = e.ID, x.ID
		if _, err := insert(t, "evaluation_items", item); err != nil {
			return wrap(err, "指标自评")
		}
	}
	return nil
}

// laterYears is the same day n years on.
func laterYears(d office.Date, n int) office.Date {
	if !d.Valid() {
		return d
	}
	return d.AddYears(n)
}

// DeleteEvaluation moves a round to the recycle bin; its evidence stays.
func (s *Store) DeleteEvaluation(id int64) error {
	return s.write(Change{Action: "evaluation.delete", Label: "删除迎检评估 " + s.Title("evaluation", id)}, func(t *tx) error {
		return t.trash("evaluations", id, "迎检评估")
	})
}

// PointsInput sets what several points of an evaluation have in common; nil leaves a
// thing as it is.
type PointsInput struct {
	EvaluationID int64        `json:"evaluationId"`
	Indicators   []int64      `json:"indicators"`
	Person       *string      `json:"person"`
	DueOn        *office.Date `json:"dueOn"`
	Checked      *bool        `json:"checked"` // 审核通过, by the director today
}

// SetPoints writes what several points have in common.
func (s *Store) SetPoints(in PointsInput) error {
	return s.write(Change{Action: "evaluation.points", Label: fmt.Sprintf("设置 %d 个考核点 %s", len(in.Indicators), s.Title("evaluation", in.EvaluationID))}, func(t *tx) error {
		set, err := settingsOf(t)
		if err != nil {
			return err
		}
		for _, id := range in.Indicators {
			x := office.EvaluationItem{EvaluationID: in.EvaluationID, IndicatorID: id}
			now, err := find[office.EvaluationItem](t, "evaluation_items", "WHERE evaluation_id = ? AND indicator_id = ?", in.EvaluationID, id)
			if err != nil {
				return err
			}
			if len(now) > 0 {
				x = now[0]
			}
			if in.Person != nil {
				x.Person = *in.Person
			}
			if in.DueOn != nil {
				x.DueOn = *in.DueOn
			}
			if in.Checked != nil {
				x.CheckedBy, x.CheckedOn = "", ""
				if *in.Checked {
					x.CheckedBy, x.CheckedOn = set.Director, t.s.Today()
				}
				if x.CheckedBy == "" && *in.Checked {
					x.CheckedBy = "督导室"
				}
			}
			if err := t.saveEvaluationItem(&x); err != nil {
				return err
			}
		}
		return nil
	})
}

// EvaluationPeople are the names that have answered for a point, to choose from.
func (s *Store) EvaluationPeople() ([]string, error) {
	names := []string{}
	err := s.r.Select(&names, `SELECT DISTINCT person FROM (SELECT person FROM evaluation_items UNION SELECT person FROM indicators UNION SELECT name FROM staff WHERE deleted_at IS NULL) WHERE person <> '' ORDER BY person`)
	return names, err
}
