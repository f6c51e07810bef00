package store

import (
	"fmt"

	"dudao/internal/office"
)

// MapBook is 新旧对照 of a version with the one it replaces.
type MapBook struct {
	Old office.Standard `json:"old"`
	New office.Standard `json:"new"`
	// Maps are as saved, or as proposed where nothing was saved yet.
	Maps  []office.StandardMap `json:"maps"`
	Saved bool                 `json:"saved"`
	// Evaluations are those of the old version, newest first.
	Evaluations []EvaluationRow `json:"evaluations"`
}

// MapBook returns the mapping of the version onto the one it replaces, or onto
// another that the clerk names (old 0: the one it replaces).
func (s *Store) MapBook(id, old int64) (b MapBook, err error) {
	if b.New, err = s.Standard(id); err != nil {
		return b, err
	}
	if old == 0 {
		old = b.New.ReplacesID
	}
	if old == 0 || old == id {
		return b, office.Invalid("“%s”没有写明接替哪个旧版本，请先选旧版本。", b.New.Title())
	}
	if b.Old, err = s.Standard(old); err != nil {
		return b, err
	}
	if b.Maps, err = mapsOf(s.r, id, old); err != nil {
		return b, err
	}
	if b.Saved = len(b.Maps) > 0; !b.Saved {
		b.Maps = office.ProposeMaps(b.Old, b.New)
	}
	page, err := s.Evaluations(ListQuery{Filters: map[string]string{"standard": fmt.Sprint(old)}})
	b.Evaluations = page.Rows
	return b, err
}

func mapsOf(g getter, id, old int64) ([]office.StandardMap, error) {
	return find[office.StandardMap](g, "standard_maps", "WHERE standard_id = ? AND old_id IN (SELECT id FROM indicators WHERE standard_id = ?) ORDER BY id", id, old)
}

// SaveStandardMaps writes the mapping of the version id onto the version old.
func (s *Store) SaveStandardMaps(id, old int64, maps []office.StandardMap) error {
	return s.write(Change{Action: "standard.map", Label: "新旧对照 " + s.Title("standard", id)}, func(t *tx) error { return t.saveMaps(id, old, maps) })
}

func (t *tx) saveMaps(id, old int64, maps []office.StandardMap) error {
	now, err := mapsOf(t, id, old)
	if err != nil {
		return err
	}
	type pair struct{ old, now int64 }
	was := map[pair]office.StandardMap{}
	for _, m := range now {
		was[pair{m.OldID, m.NewID}] = m
	}
	for _, m := range maps {
		var fits int
		if err := t.Get(&fits, `SELECT count(*) FROM indicators o JOIN indicators n ON n.id = ? AND n.standard_id = ? WHERE o.id = ? AND o.standard_id = ?`, m.NewID, id, m.OldID, old); err != nil {
			return err
		}
		if fits == 0 {
			return office.Invalid("对照里有一条指标已不在标准里，请刷新后重试。")
		}
		before, have := was[pair{m.OldID, m.NewID}]
		delete(was, pair{m.OldID, m.NewID})
		m.ID, m.StandardID = before.ID, id
		switch {
		case !have:
			_, err = insert(t, "standard_maps", m)
		case before != m:
			err = update(t, "standard_maps", m)
		}
		if err != nil {
			return wrap(err, "新旧对照")
		}
	}
	for _, m := range was {
		if _, err := t.Exec(`DELETE FROM standard_maps WHERE id = ?`, m.ID); err != nil {
			return wrap(err, "新旧对照")
		}
	}
	return nil
}

// PiecesOf counts the pieces of evidence of each point of an evaluation.
func (s *Store) PiecesOf(evaluation int64) (map[int64]int, error) {
	rows := []struct {
		ID int64 `db:"indicator_id"`
		N  int   `db:"n"`
	}{}
	err := s.r.Select(&rows, `SELECT indicator_id, count(*) AS n FROM evidence_links WHERE evaluation_id = ? AND evidence_id IN (SELECT id FROM evidence WHERE deleted_at IS NULL) GROUP BY indicator_id`, evaluation)
	out := map[int64]int{}
	for _, r := range rows {
		out[r.ID] = r.N
	}
	return out, err
}

// Takeover is what a round under a new version takes from one of the old.
type Takeover struct {
	EvaluationID int64                `json:"evaluationId"` // of the old version
	StandardID   int64                `json:"standardId"`   // the new version
	Year         int                  `json:"year"`
	InspectedOn  office.Date          `json:"inspectedOn"`
	Maps         []office.StandardMap `json:"maps"`
}

// TakeOver saves the mapping and makes a round of the same subject under the new
// version: evidence goes over where the old point is the same or more, people and
// due days go with it; what only meets in part is noted to be looked at. Nothing of
// the old round changes.
func (s *Store) TakeOver(in Takeover) (e office.Evaluation, err error) {
	was, err := s.Evaluation(in.EvaluationID)
	if err != nil {
		return e, err
	}
	err = s.write(Change{Action: "evaluation.takeover", Label: fmt.Sprintf("按新版本接续 %s %d 年", was.Subject, in.Year)}, func(t *tx) error {
		now, err := standard(t, in.StandardID)
		if err != nil {
			return err
		}
		if now.Subject != was.Standard.Subject {
			return office.Invalid("新旧版本的评估对象不同，不能接续。请选同一类对象的版本。")
		}
		if err := t.saveMaps(in.StandardID, was.Standard.ID, in.Maps); err != nil {
			return err
		}
		e = was.Evaluation
		e.ID, e.StandardID, e.Year, e.InspectedOn, e.State, e.UpdatedAt = 0, in.StandardID, in.Year, in.InspectedOn, office.EvaluationStates[0], ""
		if err := t.saveEvaluation(&e); err != nil {
			return err
		}
		return t.takeOver(e, now, was, in.Maps)
	})
	return e, err
}

// takeOver copies to the new round what the mapping carries.
func (t *tx) takeOver(e office.Evaluation, now office.Standard, was EvaluationFacts, maps []office.StandardMap) error {
	old := was.byPoint()
	evidence := map[int64]office.Evidence{}
	for _, x := range was.Evidence {
		evidence[x.ID] = x
	}
	for _, n := range now.Points() {
		item := office.EvaluationItem{EvaluationID: e.ID, IndicatorID: n.ID, Person: n.Person}
		carried := map[int64]bool{}
		for _, m := range maps {
			if m.NewID != n.ID {
				continue
			}
			o := old[m.OldID]
			if o.item.Person != "" {
				item.Person = o.item.Person
			}
			if e.Year == was.Evaluation.Year {
				item.DueOn = o.item.DueOn
			}
			kept := 0
			for _, l := range o.links {
				if x := evidence[l.EvidenceID]; x.DatedOn != "" && !x.Within(e.From(), e.To()) || carried[l.EvidenceID] {
					continue
				}
				kept++
				if !m.Carries() {
					continue
				}
				carried[l.EvidenceID] = true
				if _, err := insert(t, "evidence_links", office.EvidenceLink{EvaluationID: e.ID, IndicatorID: n.ID, EvidenceID: l.EvidenceID, NeedID: sameNeed(o.needs, l.NeedID, n.Needs), Position: len(carried)}); err != nil {
					return wrap(err, "佐证材料")
				}
			}
			if !m.Carries() && kept > 0 {
				item.Look += fmt.Sprintf("原“%s”的 %d 件材料只是部分相关，请看过再用。", o.name, kept)
			}
		}
		if item.Person == "" && item.DueOn == "" && item.Look == "" {
			continue
		}
		if _, err := insert(t, "evaluation_items", item); err != nil {
			return wrap(err, "指标自评")
		}
	}
	return nil
}

// oldPoint is a point of a former round with what it has.
type oldPoint struct {
	name  string
	item  office.EvaluationItem
	links []office.EvidenceLink
	needs []office.Need
}

func (f EvaluationFacts) byPoint() map[int64]oldPoint {
	out := map[int64]oldPoint{}
	for _, x := range f.Standard.Points() {
		out[x.ID] = oldPoint{name: x.Code + " " + x.Name, needs: x.Needs}
	}
	for _, x := range f.Items {
		p := out[x.IndicatorID]
		p.item = x
		out[x.IndicatorID] = p
	}
	for _, l := range f.Links {
		p := out[l.IndicatorID]
		p.links = append(p.links, l)
		out[l.IndicatorID] = p
	}
	return out
}

// sameNeed is the need of the same name among the new ones, 0 when there is none.
func sameNeed(old []office.Need, id int64, now []office.Need) int64 {
	for _, o := range old {
		for _, n := range now {
			if o.ID == id && o.Name == n.Name {
				return n.ID
			}
		}
	}
	return 0
}
