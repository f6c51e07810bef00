package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

func readMeasured(x office.AssessScore) (m office.Measured, err error) {
	err = json.Unmarshal([]byte(x.Behind), &m)
	return m, err
}

// proofs are the records that a value was made from: those that count, and of a
// rate of the same kind of records those that do not. titles keeps the lines that
// were read already.
func (d *Desk) proofs(m office.Measured, titles map[string]string) []report.ProofLine {
	out := []report.ProofLine{}
	add := func(b office.Behind, skip map[int64]bool, counts bool) {
		for i, id := range b.Records {
			if skip[id] {
				continue
			}
			l := report.ProofLine{ID: id, Kind: b.Kind, Counts: counts, Weight: 1}
			if len(b.Weights) > 0 {
				l.Weight = b.Weights[i]
			}
			key := fmt.Sprint(b.Kind, id)
			title, known := titles[key]
			if !known {
				title = d.store.Title(b.Kind, id)
				titles[key] = title
			}
			l.Title = title
			if l.Short, _, _ = strings.Cut(title, " "); !numberedKinds[b.Kind] {
				l.Short = title
			}
			out = append(out, l)
		}
	}
	add(m.Of, nil, true)
	if m.By.Kind == m.Of.Kind {
		counted := map[int64]bool{}
		for _, id := range m.Of.Records {
			counted[id] = true
		}
		add(m.By, counted, false)
	}
	return out
}

// Ranked are the lines by rank; who has none comes last.
func Ranked(lines []AssessmentLine) []AssessmentLine {
	out := slices.Clone(lines)
	place := func(l AssessmentLine) int {
		if l.Result.Rank == 0 {
			return len(lines) + 1
		}
		return l.Result.Rank
	}
	slices.SortStableFunc(out, func(a, b AssessmentLine) int { return place(a) - place(b) })
	return out
}

// numberedKinds are the kinds whose titles begin with their number.
var numberedKinds = map[string]bool{"visit": true, "finding": true, "complaint": true, "practice": true, "training": true, "plan_line": true}

// madeOf words how a value comes about: 12 ÷ 15 = 80%.
func madeOf(m office.Measured, about office.Measure) string {
	n := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case m.Blank():
		return "期间没有应计的记录"
	case m.How == office.MeasureRate:
		return fmt.Sprintf("%s ÷ %s = %s%%", n(m.Of.Sum()), n(m.By.Sum()), n(m.Value()))
	case m.How == office.MeasureMean:
		return fmt.Sprintf("%d 次平均 = %s %s", len(m.Of.Records), n(m.Value()), about.Unit)
	}
	return fmt.Sprintf("%s %s", n(m.Value()), about.Unit)
}
