package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

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

// RecentInput names records that were opened before, the last first.
type RecentInput struct {
	Records []RecentRecord `json:"records"`
}

// RecentRecord is one of them.
type RecentRecord struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
}

// mostRecent bounds the records that are read anew.
const mostRecent = 20

// Recent returns those of the records that are still there, as the search box
// shows them.
func (s *Search) Recent(in RecentInput) (out []store.Hit, err error) {
	defer caught(&err)
	out = []store.Hit{}
	for _, r := range in.Records[:min(len(in.Records), mostRecent)] {
		hit, err := s.d.store.Recent(r.Kind, r.ID)
		if office.CodeOf(err) == office.CodeNotFound {
			continue
		} else if err != nil {
			return nil, err
		}
		out = append(out, hit)
	}
	return out, nil
}

// CommandsInput are the names of the search box's commands.
type CommandsInput struct {
	Titles []string `json:"titles"`
}

// Spellings returns how each command is read, as store.Spelling tells it, in their
// order.
func (s *Search) Spellings(in CommandsInput) (out []string, err error) {
	defer caught(&err)
	out = make([]string, len(in.Titles))
	for i, title := range in.Titles {
		out[i] = store.Spelling(title)
	}
	return out, nil
}

// ListQuery is what every list can be asked.
type ListQuery = store.ListQuery

// ScoreSheet is the scoring of one unit.
type ScoreSheet = store.ScoreSheet

// KindName returns the Chinese name of a kind of records.
func KindName(kind string) string { return store.KindNames[kind] }
