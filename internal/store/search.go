package store

import (
	"database/sql"
	"strings"
)

// Chinese has no spaces, so the index holds each run of Han characters as its
// overlapping pairs: 学校食堂 -> 学校 校食 食堂, and a query of two or more
// characters is a phrase of pairs. Runs of ASCII (numbers) are words, found by
// their beginning. A second index, which holds no positions, answers what is typed
// in one to three characters, and pinyin: see indexTerms.

// Hit is one record found by a search.
type Hit struct {
	Kind    string `db:"kind" json:"kind"`
	ID      int64  `db:"ref_id" json:"id"`
	Title   string `db:"-" json:"title"`
	Marked  string `db:"-" json:"marked"`  // the title, the hit between « and »
	Snippet string `db:"-" json:"snippet"` // likewise
	Date    string `db:"date" json:"date"`
}

// SearchResult is one answer of the search box.
type SearchResult struct {
	Total int   `json:"total"`
	Hits  []Hit `json:"hits"`
}

// Search finds records of any kind by Chinese words of one character and more,
// numbers, pinyin or initials: newest first, records without a date before.
// Text of which nothing can be searched finds nothing.
func (s *Store) Search(text string, limit int) (out SearchResult, err error) {
	out.Hits = []Hit{}
	for _, loose := range []bool{false, true} {
		all, err := seek(s.r, text, loose)
		if err != nil || len(all) == 0 {
			return out, err
		}
		if err := s.newest(&out, all, limit); err != nil {
			return out, err
		}
		if out.Total > 0 {
			break
		}
	}
	for i := range out.Hits {
		if err := s.showHit(&out.Hits[i], text); err != nil {
			return out, err
		}
	}
	return out, nil
}

// newest finds the newest records and how many there are. What one index answers is
// asked twice, since it counts without keeping and gives its last rows at once; what
// several answer together is put together once.
func (s *Store) newest(out *SearchResult, all []sought, limit int) error {
	from, args := places(all)
	once := "NOT MATERIALIZED"
	if len(args) > 1 {
		once = "MATERIALIZED"
	}
	found := []struct {
		Hit
		Total int `db:"total"`
	}{}
	err := s.r.Select(&found, `WITH f (place) AS `+once+` (`+from+`)
		SELECT d.kind, d.ref_id, d.date, (SELECT count(*) FROM f) AS total
		FROM (SELECT place FROM f ORDER BY place DESC LIMIT ?) n CROSS JOIN search_docs d ON d.id = n.place ORDER BY n.place DESC`, append(args, limit)...)
	for _, h := range found {
		out.Total, out.Hits = h.Total, append(out.Hits, h.Hit)
	}
	return err
}

// showHit adds the words of a hit.
func (s *Store) showHit(h *Hit, text string) error {
	var doc searchText
	if err := s.shown().Get(&doc, searchSources[h.Kind], h.ID); err != nil {
		return err
	}
	body := withoutSigns(doc.Text)
	h.Title, h.Snippet = titleOf(s.shown(), h.Kind, h.ID), snippet(body, text)
	if h.Kind == "complaint" {
		masked, err := s.complaintSnippet(h.ID, body, text)
		if err != nil {
			return err
		}
		h.Snippet = masked
	}
	h.Marked = marked(h.Title, text)
	return nil
}

// shown reads the words of hits: the same queries for each.
func (s *Store) shown() getter {
	if s.r == getter(s.pool) && s.ready != nil {
		return s.ready
	}
	return s.r
}

// Recent returns one record as a hit without words; CodeNotFound when it is gone.
func (s *Store) Recent(kind string, id int64) (Hit, error) {
	source, ok := searchSources[kind]
	if !ok {
		return Hit{}, wrap(sql.ErrNoRows, "记录")
	}
	var doc searchText
	if err := s.r.Get(&doc, source, id); err != nil {
		return Hit{}, wrap(err, "记录")
	}
	title := titleOf(s.r, kind, id)
	return Hit{Kind: kind, ID: id, Title: title, Marked: title, Date: doc.Date}, nil
}

// withoutSigns leaves out of a text what only the index reads.
func withoutSigns(text string) string {
	lines := []string{}
	for line := range strings.SplitSeq(text, "\n") {
		if !isName(line) {
			lines = append(lines, strings.TrimPrefix(line, string(titleSign)))
		}
	}
	return strings.Join(lines, "\n")
}

// marked marks in a title what the first word that fits says, as typed or in pinyin.
func marked(title, query string) string {
	rs, low := []rune(title), []rune(strings.ToLower(title))
	for _, word := range strings.Fields(strings.ToLower(query)) {
		from := indexRunes(low, []rune(word))
		to := from + len([]rune(word))
		if from < 0 && isLetters(word) {
			from, to = spoken(title, word)
		}
		if from >= 0 {
			return string(rs[:from]) + "«" + string(rs[from:to]) + "»" + string(rs[to:])
		}
	}
	return title
}

// snippetRadius is how many characters stand on each side of the hit.
const snippetRadius = 24

// snippet cuts the line of the first hit around it and marks it.
func snippet(text, query string) string {
	for _, word := range strings.Fields(query) {
		for line := range strings.SplitSeq(text, "\n") {
			rs, low := []rune(line), []rune(strings.ToLower(line))
			at := indexRunes(low, []rune(strings.ToLower(word)))
			if at < 0 {
				continue
			}
			n := len([]rune(word))
			from, to := max(0, at-snippetRadius), min(len(rs), at+n+snippetRadius)
			out := string(rs[from:at]) + "«" + string(rs[at:at+n]) + "»" + string(rs[at+n:to])
			if from > 0 {
				out = "…" + out
			}
			if to < len(rs) {
				out += "…"
			}
			return out
		}
	}
	return ""
}

func indexRunes(s, sub []rune) int {
	if len(sub) == 0 || len(sub) > len(s) {
		return -1
	}
outer:
	for i := 0; i+len(sub) <= len(s); i++ {
		for j := range sub {
			if s[i+j] != sub[j] {
				continue outer
			}
		}
		return i
	}
	return -1
}
