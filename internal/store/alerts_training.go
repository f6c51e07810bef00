package store

import (
	"fmt"
	"strconv"

	"dudao/internal/office"
)

// shortTraining is C16: from the month of the rule on, who has not had the hours
// of the year.
func (r *alertRun) shortTraining() error {
	if r.day.Month().Number() < r.number(office.RuleTrainingMonth) {
		return nil
	}
	year := r.day.Year()
	list, err := r.s.TrainingHours(year)
	for _, h := range list {
		if h.State != office.InspectorStates[0] || h.Missing() == 0 {
			continue
		}
		r.add(office.AlertWarn, office.Alert{Title: h.Name, Kind: "inspector", RecordID: h.InspectorID, Route: "/trainings/hours?year=" + strconv.Itoa(year), Period: strconv.Itoa(year),
			Detail: fmt.Sprintf("%d 年集中培训 %d 学时，还差 %d 学时（合计 %d 学时）", year, h.Focused, h.Missing(), h.Hours)})
	}
	return err
}
