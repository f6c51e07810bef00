package cli

import (
	"dudao/internal/desk"
)

var publicationKinds = []kind{
	{"meetings", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Meetings.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "date", "kind", "state", "open", "title"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Meetings.Save) }},
	{"publications", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Publications.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "kind", "draftedOn", "month", "state", "docNumber", "title"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Publications.Save) }},
	{"uploads", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Uploads.List(q)
		return p.Total, p.Rows, lines(p.Rows, "kindTitle", "date", "school", "inspector", "state", "uploadedOn", "receipt"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, marked(s)) }},
}

// marked notes records as entered and says which.
func marked(s desk.Screens) func(desk.UploadMark) (desk.UploadMark, error) {
	return func(in desk.UploadMark) (desk.UploadMark, error) { return in, s.Uploads.Mark(in) }
}
