package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Scores is the scoring of the units of an inspection (打分) and its statistics.
type Scores struct{ d *Desk }

// Get returns the scoring of one unit.
func (s *Scores) Get(unitID int64) (out store.ScoreSheet, err error) {
	defer caught(&err)
	return s.d.store.ScoreSheet(unitID)
}

// Save writes points of one unit; points not named stay.
func (s *Scores) Save(in store.PointInput) (out store.ScoreSheet, err error) {
	defer caught(&err)
	out, err = s.d.store.SaveUnitScores(in)
	return ok(s.d, out, err)
}

// Fill gives full marks to every point not scored yet (其余满分).
func (s *Scores) Fill(unitID int64) (out store.ScoreSheet, err error) {
	defer caught(&err)
	out, err = s.d.store.FillUnitScores(unitID)
	return ok(s.d, out, err)
}

// MakeFinding opens a problem from a point and returns its id (转为问题).
func (s *Scores) MakeFinding(in store.ScoreFindingInput) (finding int64, err error) {
	defer caught(&err)
	finding, err = s.d.store.ScoreFinding(in)
	return ok(s.d, finding, err)
}

// ScoreStatistics are the statistics of an inspection as their page shows them.
type ScoreStatistics struct {
	Inspection office.Inspection           `json:"inspection"`
	Checklist  string                      `json:"checklist"` // its name and version
	Statistics office.InspectionStatistics `json:"statistics"`
	Units      []office.UnitRef            `json:"units"`
}

// Statistics counts the scores of an inspection.
func (s *Scores) Statistics(inspectionID int64) (out ScoreStatistics, err error) {
	defer caught(&err)
	f, err := s.d.store.ScoreFacts(inspectionID)
	if err != nil {
		return out, err
	}
	out = ScoreStatistics{Inspection: f.Inspection, Statistics: f.Compose(), Units: []office.UnitRef{}}
	if f.Checklist.ID != 0 {
		out.Checklist = f.Checklist.Name + "（" + f.Checklist.Version + "）"
	}
	for _, u := range f.Units {
		out.Units = append(out.Units, office.UnitRef{ID: u.ID, Name: u.Name})
	}
	return out, nil
}

// SchoolResults returns what inspections said of a school, the newest first.
func (s *Scores) SchoolResults(schoolID int64) (list []office.SchoolResult, err error) {
	defer caught(&err)
	return s.d.store.SchoolResults(schoolID)
}
