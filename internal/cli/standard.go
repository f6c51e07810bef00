package cli

import "dudao/internal/desk"

var standardKinds = []kind{
	{"standards", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Standards.List(q)
		return p.Total, p.Rows, lines(p.Rows, "key", "version", "name", "subject", "points", "sum", "state", "evaluations"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Standards.Save) }},
	{"indicators", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		rows, err := s.Standards.Indicators(q)
		return len(rows), rows, lines(rows, "standard", "code", "name", "points", "state", "pieces"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Standards.Save) }},
	{"evaluations", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Evaluations.List(q)
		return p.Total, p.Rows, lines(p.Rows, "year", "key", "subject", "state", "points", "served", "scored", "pieces"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Evaluations.Start) }},
	{"evidence", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Evidence.List(q)
		return p.Total, p.Rows, lines(p.Rows, "datedOn", "docNumber", "title", "place", "box", "uses", "flaw"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Evidence.Save) }},
}
