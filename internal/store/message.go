package store

import "dudao/internal/office"

// MessageNames reads whom and what a pasted message may speak of.
func (s *Store) MessageNames() (n office.MessageNames, err error) {
	set, err := s.Settings()
	if err != nil {
		return n, err
	}
	n.County = set.CountyName
	schools, err := find[office.School](s.r, "schools", "WHERE deleted_at IS NULL AND state = '在办' ORDER BY id")
	if err != nil {
		return n, err
	}
	calls, err := s.SchoolCalls()
	if err != nil {
		return n, err
	}
	at := make(map[int64]int, len(schools))
	for i, sc := range schools {
		at[sc.ID] = i
		n.Schools = append(n.Schools, office.MessageSchool{ID: sc.ID, Name: sc.Name, Town: sc.Town, Kindergarten: sc.Kindergarten()})
	}
	for _, c := range calls {
		if i, ok := at[c.SchoolID]; ok {
			n.Schools[i].Calls = append(n.Schools[i].Calls, c.Alias)
		}
	}
	if n.People, err = find[office.Inspector](s.r, "inspectors", "WHERE deleted_at IS NULL ORDER BY state <> '在聘', id"); err != nil {
		return n, err
	}
	if n.Matters, err = s.Matters(); err != nil {
		return n, err
	}
	if n.Checkpoints, err = s.Checkpoints(); err != nil {
		return n, err
	}
	if n.Calendar, err = s.Calendar(); err != nil {
		return n, err
	}
	names, err := readDirectory(s.r)
	if err != nil {
		return n, err
	}
	n.Answering = names.responsible
	return n, nil
}
