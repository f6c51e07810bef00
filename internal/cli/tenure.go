package cli

import (
	"fmt"
	"strconv"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// tenureKinds are 聘任换届 and 培训. Candidates are listed of one tenure, the newest
// one unless --where tenure=… names another.
var tenureKinds = []kind{
	{"tenures", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		rows, err := s.Tenures.List()
		return len(rows), rows, lines(rows, "id", "name", "state", "startsOn", "endsOn", "docNumber", "candidates", "goingOn", "leaving"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Tenures.Save) }},
	{"candidates", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		id, err := tenureAsked(s, q.Filters["tenure"])
		if err != nil {
			return 0, nil, nil, err
		}
		form, err := s.Tenures.Get(id)
		text := []string{}
		for _, c := range form.Candidates {
			text = append(text, fmt.Sprintf("%d\t%s\t%s\t%s\t%s\t%s", c.ID, c.Name, c.Employment, c.Outcome, c.Step, c.Reason))
		}
		return len(form.Candidates), form.Candidates, text, err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Tenures.SaveCandidate) }},
	{"trainings", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Trainings.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "startsOn", "level", "form", "hours", "present", "name"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Trainings.Save) }},
}

// tenureAsked is the id of the tenure that is asked for by its id, the newest one
// without.
func tenureAsked(s desk.Screens, text string) (int64, error) {
	if text != "" {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0, office.Invalid("届次“%s”不对，请写序号，如 --where tenure=4。", text)
		}
		return id, nil
	}
	rows, err := s.Tenures.List()
	if err != nil {
		return 0, err
	}
	if len(rows) == 0 {
		return 0, office.Errorf(office.CodeNotFound, "还没有聘任换届，请先登记一届。")
	}
	return rows[0].ID, nil
}
