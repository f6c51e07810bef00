package cli

import (
	"fmt"
	"strconv"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// scoreKinds are the check lists, and the points of one unit by them.
var scoreKinds = []kind{
	{"checklists", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Checklists.List(q)
		return p.Total, p.Rows, lines(p.Rows, "name", "version", "kind", "state", "points", "fullScore", "source"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Checklists.Save) }},
	{"unit-scores", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		unit, err := strconv.ParseInt(q.Filters["unit"], 10, 64)
		if err != nil {
			return 0, nil, nil, office.Invalid("请写明是哪个被督导单位，如 --where unit=12。")
		}
		p, err := s.Scores.Get(unit)
		return len(p.Scores), p, scoreLines(p), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Scores.Save) }},
}

// scoreLines gives a line of text for each point that is scored.
func scoreLines(p desk.ScoreSheet) []string {
	names := map[int64]string{}
	for _, x := range p.Checklist.Items {
		names[x.ID] = x.Name
	}
	out := []string{}
	for _, u := range p.Scores {
		score := ""
		if u.Score != nil {
			score = fmt.Sprint(*u.Score)
		}
		out = append(out, fmt.Sprintf("%s\t%s\t%s\t%s", names[u.ItemID], score, u.Result, u.Note))
	}
	return out
}
