package store

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
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

// searchSources give each kind's searchable text and date. Texts of several
// columns are joined by line breaks, so that no phrase runs over two of them.
var searchSources = map[string]string{
	"school": `SELECT concat_ws(char(10), name, short_name, code, pinyin, town, principal, address, phone, note,
		(SELECT group_concat(alias, char(10)) FROM school_aliases WHERE school_id = schools.id)) AS text, '' AS date FROM schools WHERE id = ? AND deleted_at IS NULL`,
	"inspector": `SELECT concat_ws(char(10), name, pinyin, employer, post, certificate, mobile, subject, note) AS text, '' AS date FROM inspectors WHERE id = ? AND deleted_at IS NULL`,
	"visit": `SELECT concat_ws(char(10), v.number, v.date, s.name, s.pinyin, i.name, i.pinyin, v.title, v.content, v.highlights, v.problems, v.advice, v.escorts, v.attendees) AS text, v.date AS date
		FROM visits v JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id WHERE v.id = ? AND v.deleted_at IS NULL`,
	"finding": `SELECT concat_ws(char(10), f.number, f.found_on, s.name, s.pinyin, f.content, f.measures, f.unit, f.person, f.recheck, f.note) AS text, f.found_on AS date
		FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.id = ? AND f.deleted_at IS NULL`,
	"lesson": `SELECT concat_ws(char(10), l.date, s.name, s.pinyin, l.class, l.subject, l.teacher, l.topic, l.process, l.evaluation, l.highlights, l.advice) AS text, l.date AS date
		FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.id = ? AND l.deleted_at IS NULL`,
	"inquiry": `SELECT concat_ws(char(10), q.date, s.name, s.pinyin, q.kind, q.audience, q.outline, q.result) AS text, q.date AS date
		FROM inquiries q JOIN schools s ON s.id = q.school_id WHERE q.id = ? AND q.deleted_at IS NULL`,
	"attachment": `SELECT concat_ws(char(10), name, caption) AS text, dated_on AS date FROM attachments WHERE id = ? AND deleted_at IS NULL`,
}

type searchText struct {
	Text string `db:"text"`
	Date string `db:"date"`
}

// reindex brings the index up to the records that the transaction touched.
func (t *tx) reindex() error {
	dirty := []Hit{}
	if err := t.Select(&dirty, `SELECT kind, ref_id FROM search_dirty`); err != nil || len(dirty) == 0 {
		return err
	}
	for _, d := range dirty {
		if err := t.indexOne(d.Kind, d.ID); err != nil {
			return fmt.Errorf("%s %d: %w", d.Kind, d.ID, err)
		}
	}
	_, err := t.Exec(`DELETE FROM search_dirty`)
	return err
}

func (t *tx) indexOne(kind string, id int64) error {
	if _, err := t.Exec(`DELETE FROM search WHERE rowid = (SELECT id FROM search_docs WHERE kind = ? AND ref_id = ?)`, kind, id); err != nil {
		return err
	}
	found := []searchText{}
	if err := t.Select(&found, searchSources[kind], id); err != nil {
		return err
	}
	if len(found) == 0 {
		_, err := t.Exec(`DELETE FROM search_docs WHERE kind = ? AND ref_id = ?`, kind, id)
		return err
	}
	var doc int64
	if err := t.Get(&doc, `INSERT INTO search_docs (kind, ref_id, date) VALUES (?, ?, ?)
		ON CONFLICT (kind, ref_id) DO UPDATE SET date = excluded.date RETURNING id`, kind, id, found[0].Date); err != nil {
		return err
	}
	words, chars := indexTerms(found[0].Text)
	_, err := t.Exec(`INSERT INTO search (rowid, words, chars) VALUES (?, ?, ?)`, doc, words, chars)
	return err
}

// runs splits text into runs of Han characters and runs of other letters and
// digits, folded to lower case and half width.
func runs(text string) (out []string) {
	var b strings.Builder
	han := false
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
	}
	for _, r := range norm.NFKC.String(text) {
		isHan := unicode.Is(unicode.Han, r)
		if !isHan && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush()
			continue
		}
		if isHan != han {
			flush()
			han = isHan
		}
		b.WriteRune(unicode.ToLower(r))
	}
	flush()
	return out
}

func isHanRun(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

// indexTerms returns the two columns of the index for a text. A break between
// runs becomes the word 0x so that phrases do not run over it.
func indexTerms(text string) (words, chars string) {
	var w []string
	seen := map[rune]bool{}
	var c []string
	for _, run := range runs(text) {
		if !isHanRun(run) {
			w = append(w, run)
			continue
		}
		rs := []rune(run)
		for i, r := range rs {
			if !seen[r] {
				seen[r] = true
				c = append(c, string(r))
			}
			if i+1 < len(rs) {
				w = append(w, string(rs[i:i+2]))
			}
		}
		w = append(w, "0x")
	}
	return strings.Join(w, " "), strings.Join(c, " ")
}

// matchQuery returns the FTS5 query of the clerk's words, "" when nothing in
// them can be searched. Words are joined by AND.
func matchQuery(text string) string {
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
func (s *Store) Search(text string, limit int) (SearchResult, error) {
	out := SearchResult{Hits: []Hit{}}
	q := matchQuery(text)
	if q == "" {
		return out, nil
	}
	if err := s.r.Get(&out.Total, `SELECT count(*) FROM search WHERE search MATCH ?`, q); err != nil {
		return out, err
	}
	if err := s.r.Select(&out.Hits, `SELECT d.kind, d.ref_id, d.date FROM search JOIN search_docs d ON d.id = search.rowid
		WHERE search MATCH ? ORDER BY d.date = '' DESC, d.date DESC, d.id DESC LIMIT ?`, q, limit); err != nil {
		return out, err
	}
	for i := range out.Hits {
		h := &out.Hits[i]
		var doc searchText
		if err := s.r.Get(&doc, searchSources[h.Kind], h.ID); err != nil {
			return out, err
		}
		h.Title = titleOf(s.r, h.Kind, h.ID)
		h.Snippet = snippet(doc.Text, text)
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
