package cli

import "dudao/internal/desk"

var shelfKinds = []kind{
	{"stocktakes", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Stocktakes.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "scope", "startedOn", "finishedOn", "countedBy", "items", "found", "missing", "lent"), err
	}, nil},
	{"loans", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Loans.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "title", "borrower", "unit", "lentOn", "dueOn", "returnedOn", "state"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Loans.Save) }},
	{"disposals", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Disposals.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "kind", "madeOn", "doneOn", "items", "receiver"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Disposals.Save) }},
}
