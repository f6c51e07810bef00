package desk

import (
	"math/rand/v2"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Spots is the screen 模拟抽查.
type Spots struct{ d *Desk }

// SpotList is the draws of an evaluation and what the next is drawn from.
type SpotList struct {
	Title   string          `json:"title"` // of the evaluation
	Schools int             `json:"schools"`
	Points  int             `json:"points"`
	Rows    []store.SpotRow `json:"rows"`
}

// List returns the draws of an evaluation, newest first.
func (s *Spots) List(evaluationID int64) (list SpotList, err error) {
	defer caught(&err)
	list.Rows = []store.SpotRow{}
	pool, err := s.d.store.SpotPool(evaluationID)
	if err != nil {
		return list, err
	}
	list.Title, list.Schools, list.Points = s.d.store.Title("evaluation", evaluationID), len(pool.Schools), len(pool.Points)
	list.Rows, err = s.d.store.SpotChecks(evaluationID)
	return list, err
}

// SpotForm is one draw with what can be shown for each thing.
type SpotForm struct {
	Check office.SpotCheck `json:"check"`
	Title string           `json:"title"`
	Fair  bool             `json:"fair"` // drawing again from its number gives the same
	Sum   office.SpotSum   `json:"sum"`
	Rate  float64          `json:"rate"`
	Lines []SpotAsked      `json:"lines"`
}

// SpotAsked is a thing drawn with what can be shown for it.
type SpotAsked struct {
	store.SpotLine
	Finds []store.SpotFind `json:"finds"`
}

// Get returns one draw.
func (s *Spots) Get(id int64) (f SpotForm, err error) {
	defer caught(&err)
	return s.d.spotForm(id)
}

func (d *Desk) spotForm(id int64) (f SpotForm, err error) {
	f.Lines = []SpotAsked{}
	facts, err := d.store.SpotCheck(id)
	if err != nil {
		return f, err
	}
	e, err := d.store.Evaluation(facts.Check.EvaluationID)
	if err != nil {
		return f, err
	}
	finds, err := d.store.SpotFinds(e, facts.Lines)
	if err != nil {
		return f, err
	}
	items := []office.SpotItem{}
	for i, x := range facts.Lines {
		items = append(items, x.SpotItem)
		f.Lines = append(f.Lines, SpotAsked{x, finds[i]})
	}
	f.Check, f.Fair, f.Title = facts.Check, facts.Fair, d.store.Title("evaluation", e.Evaluation.ID)
	f.Sum = office.SumSpots(items, f.Check.Minutes)
	f.Rate = f.Sum.Rate()
	return f, nil
}

// DrawInput asks for a draw; a seed of 0 lets the program take one.
type DrawInput struct {
	EvaluationID int64  `json:"evaluationId"`
	Schools      int    `json:"schools"`
	Points       int    `json:"points"`
	Minutes      int    `json:"minutes"`
	Seed         int64  `json:"seed"`
	Person       string `json:"person"`
}

// Draw draws by lot and keeps the draw.
func (s *Spots) Draw(in DrawInput) (out office.SpotCheck, err error) {
	defer caught(&err)
	if in.Seed == 0 {
		in.Seed = 1 + rand.Int64N(999999)
	}
	out, err = s.d.store.DrawSpotCheck(office.SpotCheck{EvaluationID: in.EvaluationID, Schools: in.Schools, Points: in.Points, Minutes: in.Minutes, Seed: in.Seed, Person: in.Person})
	return ok(s.d, out, err)
}

// Start starts the clock.
func (s *Spots) Start(id int64) (f SpotForm, err error) {
	defer caught(&err)
	if err := s.d.store.StartSpotCheck(id); err != nil {
		return f, err
	}
	f, err = s.d.spotForm(id)
	return ok(s.d, f, err)
}

// SpotMark is what came of a thing drawn; an empty result asks for it again.
type SpotMark struct {
	SpotCheckID int64  `json:"spotCheckId"`
	ItemID      int64  `json:"itemId"`
	Result      string `json:"result"`
	Seconds     int    `json:"seconds"`
	Place       string `json:"place"`
	Note        string `json:"note"`
}

// Mark writes whether a thing drawn was shown.
func (s *Spots) Mark(in SpotMark) (f SpotForm, err error) {
	defer caught(&err)
	if err := s.d.store.MarkSpot(office.SpotItem{ID: in.ItemID, Result: in.Result, Seconds: in.Seconds, Place: in.Place, Note: in.Note}); err != nil {
		return f, err
	}
	f, err = s.d.spotForm(in.SpotCheckID)
	return ok(s.d, f, err)
}

// SpotNote is who asked and what is to be said of a draw.
type SpotNote struct {
	ID     int64  `json:"id"`
	Person string `json:"person"`
	Note   string `json:"note"`
}

// SaveNote writes it.
func (s *Spots) SaveNote(in SpotNote) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.NoteSpotCheck(in.ID, in.Person, in.Note))
}

// Delete moves a draw to the recycle bin.
func (s *Spots) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteSpotCheck(id))
}
