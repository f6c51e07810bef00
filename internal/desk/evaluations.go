package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Evaluations is the screen 迎检: a standard, whom it judges, a round.
type Evaluations struct{ d *Desk }

// List lists 迎检评估; see store.Evaluations for the filters.
func (e *Evaluations) List(q store.ListQuery) (page store.EvaluationPage, err error) {
	defer caught(&err)
	return e.d.store.Evaluations(q)
}

// EvaluationChoices are what a new round is made from.
type EvaluationChoices struct {
	Standards []store.StandardRow `json:"standards"` // in use
	Zones     []string            `json:"zones"`
	Towns     []string            `json:"towns"`
	Year      int                 `json:"year"`
}

// Choices returns what a new round is made from.
func (e *Evaluations) Choices() (out EvaluationChoices, err error) {
	defer caught(&err)
	out = EvaluationChoices{Zones: []string{}}
	page, err := e.d.store.StandardList(store.ListQuery{Filters: map[string]string{"state": office.ChecklistOpen}})
	if err != nil {
		return out, err
	}
	out.Standards = page.Rows
	today, err := e.d.store.AsOf()
	if err != nil {
		return out, err
	}
	out.Year = today.Year()
	version, err := e.d.store.ZoneVersionOn(today)
	if err != nil {
		return out, err
	}
	zones, err := e.d.store.Zones(version.ID)
	if err != nil {
		return out, err
	}
	for _, z := range zones {
		out.Zones = append(out.Zones, z.Name)
	}
	out.Towns, err = e.d.store.Towns()
	return out, err
}

// Start makes rounds, for several subjects at once, and returns their ids.
func (e *Evaluations) Start(in store.NewRounds) (ids []int64, err error) {
	defer caught(&err)
	ids, err = e.d.store.StartRounds(in)
	return ok(e.d, ids, err)
}

// EvaluationPage is an evaluation as its page shows it.
type EvaluationPage struct {
	Evaluation office.Evaluation       `json:"evaluation"`
	Standard   office.Standard         `json:"standard"`
	Subject    string                  `json:"subject"`
	Items      []office.EvaluationItem `json:"items"` // of the points that have one
	Links      []office.EvidenceLink   `json:"links"`
	Evidence   []store.EvidenceRow     `json:"evidence"`
	Facts      []office.PointFacts     `json:"facts"` // of every line, the whole last
	People     []string                `json:"people"`
}

// Get returns one evaluation with the state of its points.
func (e *Evaluations) Get(id int64) (out EvaluationPage, err error) {
	defer caught(&err)
	st, err := e.d.store.EvaluationState(id)
	if err != nil {
		return out, err
	}
	out = EvaluationPage{Evaluation: st.Evaluation, Standard: st.Standard, Subject: st.Subject, Items: st.Items, Links: st.Links, Facts: st.Facts}
	if out.Evidence, err = e.d.store.EvidenceOf(id); err != nil {
		return out, err
	}
	out.People, err = e.d.store.EvaluationPeople()
	return out, err
}

// Save changes year, span, day, state and note of an evaluation.
func (e *Evaluations) Save(in office.Evaluation) (out office.Evaluation, err error) {
	defer caught(&err)
	out, err = e.d.store.SaveEvaluation(in)
	return ok(e.d, out, err)
}

// Delete moves an evaluation to the recycle bin; its evidence stays.
func (e *Evaluations) Delete(id int64) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.DeleteEvaluation(id))
}

// SaveItem writes what the office says of one point.
func (e *Evaluations) SaveItem(in office.EvaluationItem) (out office.EvaluationItem, err error) {
	defer caught(&err)
	out, err = e.d.store.SaveEvaluationItem(in)
	return ok(e.d, out, err)
}

// SetPoints writes what several points have in common.
func (e *Evaluations) SetPoints(in store.PointsInput) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.SetPoints(in))
}
