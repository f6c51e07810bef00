package desk

import "dudao/internal/store"

// Search is the search box.
type Search struct{ d *Desk }

// SearchInput is what was typed; Limit bounds the hits that come back.
type SearchInput struct {
	Text  string `json:"text"`
	Limit int    `json:"limit"`
}

// Find searches every kind of record.
func (s *Search) Find(in SearchInput) (out store.SearchResult, err error) {
	defer caught(&err)
	if in.Limit <= 0 || in.Limit > 500 {
		in.Limit = 50
	}
	return s.d.store.Search(in.Text, in.Limit)
}

// ListQuery is what every list can be asked.
type ListQuery = store.ListQuery

// ScoreSheet is the scoring of one unit.
type ScoreSheet = store.ScoreSheet

// KindName returns the Chinese name of a kind of records.
func KindName(kind string) string { return store.KindNames[kind] }
