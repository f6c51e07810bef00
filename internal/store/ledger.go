package store

import "dudao/internal/office"

// FindingID returns the id of the finding with the number. CodeNotFound when there
// is none.
func (s *Store) FindingID(number string) (int64, error) {
	var id int64
	err := s.r.Get(&id, `SELECT id FROM findings WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "问题")
}

// FindingsOf returns the findings whole, in the order of the ids; one that is in
// the recycle bin is left out.
func (s *Store) FindingsOf(ids []int64) ([]office.Finding, error) {
	list, args := in(ids)
	rows, err := find[office.Finding](s.r, "findings", "WHERE deleted_at IS NULL AND id IN "+list, args...)
	return inOrder(rows, ids, func(f office.Finding) int64 { return f.ID }), err
}
