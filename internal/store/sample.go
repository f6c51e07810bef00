package store

import "dudao/internal/office"

// FillSample fills an empty database with the sample county.
func (s *Store) FillSample() error {
	return office.Invalid("示例县还没有装入本程序。")
}
