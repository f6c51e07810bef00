package store

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// longList is a list of as many rows as the office has done work: its first pages
// take as long over ten times the years.
type longList struct {
	table    string // with its alias
	joins    string // what a sort of the whole list needs besides
	id       string
	alive    string // the condition that every row fulfils
	standard string // the order without a sort of the clerk's
	tie      string // and within equal rows
	sorts    map[string]string
	walks    map[string]walk // by the sort, "" for the standard order
}

// walk is how the first rows of a sort are found without sorting the whole list:
// along an index that is in its order, or value by value of what is sorted by.
type walk struct {
	index     string // along which the rows come
	column    string // whose values are looked up in the index, one after the other,
	emptyLast bool   // the empty one after all others
	values    string // or the query of all values, in their order up or down, @way,
	among     string // and the condition of a row of the value
	none      string // the condition of a row without a value; such come before all others
}

// straight tells whether the index has all rows in the order of the sort.
func (w walk) straight() bool { return w.column == "" && w.values == "" }

// A list of so many rows is sorted whole: looking for its rows along the long list
// would take longer. A variable for the tests.
var sortedWhole = 2000

// The farthest row that is walked to, and the most values on the way.
const farthestWalked, mostWalked = 1000, 400

// page returns the ids of a page and how many rows there are in all. The ids come
// first in every list: the costly columns are made for the page's rows only. extra
// are columns that the sort needs.
func (l *longList) page(s *Store, q ListQuery, c conditions, extra string) (ids []int64, total int, err error) {
	if total, err = s.total("SELECT count(*) FROM "+l.table+c.where(), c.args...); err != nil {
		return nil, 0, err
	}
	sort := q.Sort
	if l.sorts[sort] == "" {
		sort = ""
	}
	w, can := l.walks[sort]
	if can && w.straight() && total > sortedWhole && len(c.parts) == 1 && q.Size > 0 {
		// Skipping rows of an index is cheap however many; left to itself SQLite sorts all.
		order, limit := ListQuery{Sort: q.Sort, Desc: q.Desc, Page: q.Page, Size: q.Size}.order(l.sorts, l.standard, l.tie)
		ids = []int64{}
		err = s.r.Select(&ids, "SELECT "+l.id+" FROM "+l.table+" INDEXED BY "+w.index+c.where()+order, limit...)
		return ids, total, err
	}
	if last := max(1, q.Page) * q.Size; can && total > sortedWhole && q.Text == "" && last > 0 && last <= farthestWalked {
		ids, err = l.walked(s.r, w, q, c, min(last, total))
		if err != nil || len(ids) == min(last, total) {
			return ids[min(len(ids), last-q.Size):], total, err
		}
	}
	standard := l.standard
	if len(c.parts) > 1 {
		// Few may be found: reading all in a narrow index and sorting what is found
		// beats walking the long rows in their order until a page is full.
		standard = "+" + standard
	}
	order, limit := q.order(l.sorts, standard, l.tie)
	ids = []int64{}
	err = s.r.Select(&ids, "SELECT id FROM (SELECT "+l.id+extra+" FROM "+l.table+l.joins+c.where()+order+")", append(slices.Clone(c.args), limit...)...)
	return ids, total, err
}

// walked returns the first ids of the sort; fewer than wanted when the walk was
// given up.
func (l *longList) walked(g getter, w walk, q ListQuery, c conditions, wanted int) ([]int64, error) {
	ids := []int64{}
	take := func(order, cond string, args ...any) (full bool, err error) {
		of := conditions{slices.Clone(c.parts), slices.Clone(c.args)}
		if cond != "" {
			of.add(cond, args...)
		}
		more, along := []int64{}, " INDEXED BY "+w.index
		if cond == w.none && cond != "" {
			along = "" // few, found by their ids
		}
		err = g.Select(&more, "SELECT "+l.id+" FROM "+l.table+along+of.where()+order+" LIMIT ?", append(of.args, wanted-len(ids))...)
		ids = append(ids, more...)
		return len(ids) >= wanted, err
	}
	if w.straight() {
		q.Size, q.Filters = 0, nil
		order, _ := q.order(l.sorts, l.standard, l.tie)
		_, err := take(order, "")
		return ids, err
	}
	tie := " ORDER BY " + l.tie
	each := func(value any) (full bool, err error) {
		if w.column != "" {
			return take(tie, w.column+" = ?", value)
		}
		return take(tie, w.among, slices.Repeat([]any{value}, strings.Count(w.among, "?"))...)
	}
	if w.none != "" && !q.Desc {
		if full, err := take(tie, w.none); err != nil || full {
			return ids, err
		}
	}
	full, err := l.values(g, w, q.Desc, each)
	if err == nil && !full && w.none != "" && q.Desc {
		_, err = take(tie, w.none)
	}
	return ids, err
}

// values goes through what a sort sorts by, in its order, until each says that it
// has enough.
func (l *longList) values(g getter, w walk, desc bool, each func(value any) (full bool, err error)) (full bool, err error) {
	if w.values != "" {
		list := []any{}
		way := "ASC"
		if desc {
			way = "DESC"
		}
		if err := g.Select(&list, strings.ReplaceAll(w.values, "@way", way)); err != nil {
			return false, err
		}
		for _, v := range list {
			if full, err = each(v); err != nil || full {
				return full, err
			}
		}
		return false, nil
	}
	if w.emptyLast && desc {
		if full, err = each(""); err != nil || full {
			return full, err
		}
	}
	extreme, beyond := "min", " > ?"
	if desc {
		extreme, beyond = "max", " < ?"
	}
	next, args := fmt.Sprintf("SELECT %s(%s) FROM %s INDEXED BY %s WHERE %s", extreme, w.column, l.table, w.index, l.alive), []any{}
	if w.emptyLast {
		next += " AND " + w.column + " > ''"
	}
	for range mostWalked {
		var value any
		if err := g.QueryRow(next, args...).Scan(&value); err != nil {
			return false, err
		}
		if value == nil {
			if w.emptyLast && !desc {
				return each("")
			}
			return false, nil
		}
		if full, err = each(value); err != nil || full {
			return full, err
		}
		if len(args) == 0 {
			next += " AND " + w.column + beyond
		}
		args = []any{value}
	}
	return false, nil
}

// totals are the rows counted since the last change of a record.
type totals struct {
	mu    sync.Mutex
	at    int64 // the last change set, by its number, when they were counted
	known map[string]int
}

// total counts the rows of a list; until a record changes it is counted once.
func (s *Store) total(query string, args ...any) (n int, err error) {
	if s.in != nil { // what is being written may yet be given up
		return n, s.r.Get(&n, query, args...)
	}
	var at int64
	if err := s.r.Get(&at, `SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'change_sets'), 0)`); err != nil {
		return 0, err
	}
	key := fmt.Sprintf("%s %q", query, args)
	t := s.counted
	t.mu.Lock()
	if t.at != at || t.known == nil {
		t.at, t.known = at, map[string]int{}
	}
	n, known := t.known[key]
	t.mu.Unlock()
	if known {
		return n, nil
	}
	if err := s.r.Get(&n, query, args...); err != nil {
		return 0, err
	}
	t.mu.Lock()
	if t.at == at {
		t.known[key] = n
	}
	t.mu.Unlock()
	return n, nil
}
