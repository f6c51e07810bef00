package store

import (
	"fmt"
	"strings"
)

// Chinese has no spaces, so the index holds each run of Han characters as its
// overlapping pairs: 学校食堂 -> 学校 校食 食堂, and a query of two or more
// characters is a phrase of pairs. Single characters stand in a column of their
// own. Runs of ASCII (numbers, pinyin) are words, found by their beginning.

// Hit is one record found by a search.
type Hit struct {
	Kind    string `db:"kind" json:"kind"`
	ID      int64  `db:"ref_id" json:"id"`
	Title   string `db:"-" json:"title"`
	Snippet string `db:"-" json:"snippet"` // the hit stands between « and »
	Date    string `db:"date" json:"date"`
}

// mostSought is the most bytes that are looked for: a page pasted by mistake is
// found by how it begins.
const mostSought = 600

// matchQuery returns the FTS5 query of the clerk's words, "" when nothing in
// them can be searched. Words are joined by AND.
func matchQuery(text string) string {
	if len(text) > mostSought {
		text = strings.ToValidUTF8(text[:mostSought], "")
	}
	var parts []string
	for _, run := range runs(text) {
		if !isHanRun(run) {
			parts = append(parts, fmt.Sprintf(`words : "%s" *`, run))
			continue
		}
		rs := []rune(run)
		if len(rs) == 1 {
			parts = append(parts, fmt.Sprintf(`chars : "%s"`, run))
			continue
		}
		var pairs []string
		for i := 0; i+1 < len(rs); i++ {
			pairs = append(pairs, string(rs[i:i+2]))
		}
		parts = append(parts, fmt.Sprintf(`words : "%s"`, strings.Join(pairs, " ")))
	}
	return strings.Join(parts, " AND ")
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
	q := matchQuery(text)
	if q == "" {
		return out, nil
	}
	if err := s.r.Get(&out.Total, `SELECT count(*) FROM search WHERE search MATCH ?`, q); err != nil {
		return out, err
	}
	places := []int64{}
	if err := s.r.Select(&places, `SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?`, q, limit); err != nil {
		return out, err
	}
	for _, place := range places {
		var h Hit
		h.Kind, h.ID = recordAt(place)
		var doc searchText
		if err := s.r.Get(&doc, searchSources[h.Kind], h.ID); err != nil {
			return out, err
		}
		h.Date, h.Title, h.Snippet = doc.Date, titleOf(s.r, h.Kind, h.ID), snippet(doc.Text, text)
		if h.Kind == "complaint" {
			if h.Snippet, err = s.complaintSnippet(h.ID, doc.Text, text); err != nil {
				return out, err
			}
		}
		out.Hits = append(out.Hits, h)
	}
	return out, nil
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
