package store

import (
	"fmt"

	"dudao/internal/office"
)

// evaluations is C23: from the days of the rule before the inspection on, what each
// person still has to mend, and the papers of years that do not count.
func (r *alertRun) evaluations() error {
	ids := []int64{}
	last := r.day.AddDays(r.number(office.RuleEvaluationWarn))
	if err := r.s.r.Select(&ids, `SELECT id FROM evaluations WHERE deleted_at IS NULL AND state = ? AND inspected_on <> '' AND inspected_on <= ? ORDER BY inspected_on, id`, office.EvaluationStates[0], last); err != nil {
		return err
	}
	books, err := r.s.GapBooks(ids)
	for _, b := range books {
		r.evaluation(b)
	}
	return err
}

// evaluation speaks of one that is soon to be inspected.
func (r *alertRun) evaluation(b GapBook) {
	title := fmt.Sprintf("%d年 %s %s", b.Evaluation.Year, b.Subject, b.Standard)
	when := fmt.Sprintf("%s 迎检", b.Evaluation.InspectedOn)
	route := fmt.Sprintf("/evaluations/%d/gaps", b.Evaluation.ID)
	for _, l := range b.Loads {
		none := 0
		for _, g := range b.Gaps {
			if g.Kind == office.GapNone && g.Who() == l.Person {
				none++
			}
		}
		detail := fmt.Sprintf("%s还有 %d 处缺口", l.Person, l.Gaps)
		if none > 0 {
			detail += fmt.Sprintf("，缺材料 %d 处", none)
		}
		late := 0
		if l.Late > 0 {
			detail += fmt.Sprintf("，%d 处已过期限", l.Late)
			late = r.day.Sub(l.Next)
		}
		r.add(office.AlertRed, office.Alert{Title: title, Detail: detail + "；" + when, Kind: "evaluation", RecordID: b.Evaluation.ID, Route: route + "?person=" + l.Person, Period: l.Person, Day: b.Evaluation.InspectedOn, Days: late})
	}
	old := 0
	for _, g := range b.Gaps {
		if g.Kind == office.GapYear {
			old++
		}
	}
	if old > 0 {
		r.add(office.AlertWarn, office.Alert{Title: title, Detail: fmt.Sprintf("%d 份材料不在 %d—%d 年；%s", old, b.Evaluation.From().Year(), b.Evaluation.Year, when),
			Kind: "evaluation", RecordID: b.Evaluation.ID, Route: route + "?kind=" + office.GapYear, Period: office.GapYear, Day: b.Evaluation.InspectedOn})
	}
}
