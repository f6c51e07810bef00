package cli

import "dudao/internal/desk"

var archiveKinds = []kind{
	{"archive", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Archive.List(q)
		return p.Total, p.Rows, lines(p.Rows, "code", "docNumber", "author", "title", "datedOn", "pages", "box"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Archive.Save) }},
}
