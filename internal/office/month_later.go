package office

import "slices"

// LaterRecord is a record that stands differently in a month's figures than
// when the report was sealed (封存后新增).
type LaterRecord struct {
	Kind    string
	ID      int64
	How     string   // 新增, 不再计入, 有改动
	Figures []string // names of the figures it moved in or out of
}

// The ways a record may differ from the sealed report.
const (
	LaterAdded   = "新增"
	LaterGone    = "不再计入"
	LaterChanged = "有改动"
)

// laterFigure tells whether a figure's records are compared: between them these
// count every visit, finding, paper, 典型经验 and complaint that the report speaks of,
// and the schools due.
func laterFigure(f Figure) bool {
	return f.Kind == "visit" || f.Kind == "finding" || f.Kind == "notice" || f.Kind == "practice" || f.Kind == "complaint" || f.Key == FigDue
}

// Later compares the figures of a sealed report with what they are now. changed
// tells which records of a kind were written after the seal.
func Later(sealed, now Figures, changed map[string][]int64) []LaterRecord {
	type key struct {
		kind string
		id   int64
	}
	was, is := map[key]bool{}, map[key]bool{}
	moved := map[key][]string{}
	order := []key{}
	note := func(k key, name string) {
		if _, ok := moved[k]; !ok {
			order = append(order, k)
		}
		if name != "" && !slices.Contains(moved[k], name) {
			moved[k] = append(moved[k], name)
		} else if moved[k] == nil {
			moved[k] = []string{}
		}
	}
	for _, f := range now {
		old := sealed.Get(f.Key)
		if !laterFigure(f) || old.Key == "" { // a figure that the seal does not know
			continue
		}
		before, after := weights(old), weights(f)
		for _, id := range old.Records {
			was[key{f.Kind, id}] = true
		}
		for _, id := range f.Records {
			is[key{f.Kind, id}] = true
			if before[id] != after[id] {
				note(key{f.Kind, id}, f.Name)
			}
		}
		for _, id := range old.Records {
			if _, still := after[id]; !still {
				note(key{f.Kind, id}, f.Name)
			}
		}
	}
	for _, kind := range []string{"visit", "finding", "complaint"} {
		for _, id := range changed[kind] {
			if k := (key{kind, id}); was[k] && is[k] {
				note(k, "")
			}
		}
	}
	out := []LaterRecord{}
	for _, k := range order {
		how := LaterChanged
		switch {
		case !was[k]:
			how = LaterAdded
		case !is[k]:
			how = LaterGone
		}
		out = append(out, LaterRecord{Kind: k.kind, ID: k.id, How: how, Figures: moved[k]})
	}
	rank := map[string]int{LaterAdded: 0, LaterGone: 1, LaterChanged: 2}
	slices.SortStableFunc(out, func(a, b LaterRecord) int { return rank[a.How] - rank[b.How] })
	return out
}

// weights are what each record adds to the figure.
func weights(f Figure) map[int64]int {
	out := make(map[int64]int, len(f.Records))
	for i, id := range f.Records {
		out[id] = 1
		if len(f.Weights) > 0 {
			out[id] = f.Weights[i]
		}
	}
	return out
}

// RecordsOf returns the ids of a kind that the figures count, each once.
func (fs Figures) RecordsOf(kind string) []int64 {
	out, seen := []int64{}, map[int64]bool{}
	for _, f := range fs {
		if f.Kind != kind {
			continue
		}
		for _, id := range f.Records {
			if !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}
