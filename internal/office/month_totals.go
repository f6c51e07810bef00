package office

import "fmt"

// Total is one figure counted in two ways that must agree (合计核对): the office's
// own and the sum over the zones, or the papers printed for it.
type Total struct {
	Name   string  `json:"name"`
	Unit   string  `json:"unit"`
	Office float64 `json:"office"` // the office's figure
	Other  float64 `json:"other"`
	// Against says what Other is, e.g. 各责任区之和.
	Against string `json:"against"`
}

// Agrees tells whether both counts are the same.
func (t Total) Agrees() bool { return t.Office == t.Other }

// What the figures of the office are compared with.
const (
	AgainstZones      = "各责任区之和"
	AgainstInspectors = "各督学之和"
	AgainstPapers     = "文书份数"
	AgainstLedger     = "整改台账行数"
)

// additive tells whether a figure of the office is the sum of the zones': not a
// rate; not a count of inspectors, who may have worked in several zones; and not
// complaints, of which one about no school is in no zone.
func additive(f Figure) bool { return f.Of == "" && f.Kind != "inspector" && f.Kind != "complaint" }

// Totals compares every additive figure of the office with the sums over the
// zones and over the inspectors.
func (r MonthReport) Totals() []Total {
	out := []Total{}
	for _, f := range r.Figures {
		if !additive(f) {
			continue
		}
		sum := 0.0
		for _, z := range r.Zones {
			sum += z.Figures.Get(f.Key).Value
		}
		out = append(out, Total{f.Name, f.Unit, f.Value, sum, AgainstZones})
	}
	return append(out, r.inspectorTotals()...)
}

// inspectorTotals are the figures that are the sum over the responsible
// inspectors, by their keys there and in a row.
func (r MonthReport) inspectorTotals() []Total {
	keys := [][2]string{{FigVisits, RowVisits}}
	for i := range Methods {
		keys = append(keys, [2]string{MethodKey(i), MethodKey(i)})
	}
	out := []Total{}
	for _, k := range keys {
		f, sum := r.Figures.Get(k[0]), 0.0
		for _, p := range r.Inspectors {
			sum += p.Get("inspector", k[1]).Value
		}
		out = append(out, Total{f.Name, f.Unit, f.Value, sum, AgainstInspectors})
	}
	return out
}

// Disagreeing are the totals whose two counts differ.
func Disagreeing(totals []Total) []Total {
	return keep(totals, func(t Total) bool { return !t.Agrees() })
}

// String says both counts in words.
func (t Total) String() string {
	return fmt.Sprintf("%s：督导室%g%s，%s%g%s", t.Name, t.Office, t.Unit, t.Against, t.Other, t.Unit)
}
