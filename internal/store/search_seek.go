package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// sought is one thing that a record must have, in the ways it may have it: words
// of the long index, terms of the short one, or a day.
type sought struct {
	long, short string
	days        []office.DaySpan
}

func (o sought) ways() int {
	n := 0
	for _, has := range []bool{o.long != "", o.short != "", len(o.days) > 0} {
		if has {
			n++
		}
	}
	return n
}

// seeker makes of the clerk's words what the index is asked.
type seeker struct {
	g     getter
	loose bool // the runs of one word need not stand beside each other
	names []searchName
}

// searchName is a name under which records are found by pinyin.
type searchName struct {
	Word string `db:"word"`
	Name string `db:"name"`
}

// mostSought is the most bytes that are looked for: a page pasted by mistake is
// found by how it begins.
const mostSought = 600

// seek returns what a record must have to be found by the words, all of it; nil
// when nothing in them can be searched.
func seek(g getter, text string, loose bool) ([]sought, error) {
	if len(text) > mostSought {
		text = strings.ToValidUTF8(text[:mostSought], "")
	}
	k := seeker{g: g, loose: loose}
	var out []sought
	for _, word := range strings.Fields(text) {
		got, err := k.word(word)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	return out, nil
}

// word reads one word as typed. Letters among Chinese are pinyin and stand for
// themselves; what else was typed in one go stands so in the record: 〔2026〕3号.
func (k *seeker) word(word string) ([]sought, error) {
	var out []sought
	var group []string
	for _, run := range runs(word) {
		if !isLetters(run) {
			group = append(group, run)
			continue
		}
		out = append(out, k.phrase(group)...)
		group = nil
		found, err := k.letters(run)
		if err != nil {
			return nil, err
		}
		out = append(out, found)
	}
	out = append(out, k.phrase(group)...)
	years, err := k.years()
	if err != nil {
		return nil, err
	}
	days := office.FindDays(word, years)
	if len(days) == 0 {
		return out, nil
	}
	// A date is the record's own day, or stands in it as it was typed.
	var longs, shorts []string
	for _, o := range out {
		if o.long != "" {
			longs = append(longs, o.long)
		} else {
			shorts = append(shorts, o.short)
		}
	}
	asTyped := sought{days: days}
	if len(longs) > 0 && len(shorts) == 0 {
		asTyped.long = strings.Join(longs, " AND ")
	}
	return []sought{asTyped}, nil
}

// years are those of the records that have a date.
func (k *seeker) years() (span office.DaySpan, err error) {
	err = k.g.QueryRow(`SELECT COALESCE((SELECT date FROM search_docs WHERE id < ?1 AND date <> '' ORDER BY id LIMIT 1), ''),
		COALESCE((SELECT date FROM search_docs WHERE id < ?1 AND date <> '' ORDER BY id DESC LIMIT 1), '')`, int64(lastDay)<<placeTurnBits).Scan(&span.From, &span.To)
	if span.From == "" {
		return office.DaySpan{From: "2000-01-01", To: "1999-12-31"}, err
	}
	return span, err
}

func isLetters(run string) bool {
	return strings.Trim(run, "abcdefghijklmnopqrstuvwxyz") == ""
}

// phrase asks for runs that stand beside each other; the last, when it is no
// Chinese, may be the beginning of a word.
func (k *seeker) phrase(group []string) []sought {
	if len(group) == 0 {
		return nil
	}
	if k.loose && len(group) > 1 {
		var out []sought
		for i := range group {
			out = append(out, k.phrase(group[i:i+1])...)
		}
		return out
	}
	first, last := group[0], group[len(group)-1]
	if len(group) == 1 && (isHanRun(last) && len([]rune(last)) == 1 || !isHanRun(last) && len([]rune(last)) <= shortLength) {
		return []sought{{short: quoted(last)}}
	}
	var words []string
	var out []sought
	for i, run := range group {
		if isHanRun(run) && len([]rune(run)) == 1 && (i == 0 || i == len(group)-1) {
			// Of a single character at either end the index holds no pair.
			out = append(out, sought{short: quoted(run)})
		}
		words = append(words, wordsOf(run)...)
	}
	if isHanRun(last) {
		words = words[:len(words)-1]
	}
	if isHanRun(first) && len([]rune(first)) == 1 {
		words = words[1:] // its break, which in the record may be that of a longer run
		if len(words) == 0 {
			return out
		}
	}
	long := quoted(strings.Join(words, " "))
	if !isHanRun(last) {
		long += " *"
	}
	return append([]sought{{long: long}}, out...)
}

func quoted(s string) string { return `"` + s + `"` }

// letters asks for pinyin, whole or by initials, or a word that begins so.
func (k *seeker) letters(run string) (sought, error) {
	if len(run) <= shortLength {
		return sought{short: quoted(run)}, nil
	}
	out := sought{}
	long := quoted(run) + " *"
	var written bool
	if err := k.g.Get(&written, `SELECT EXISTS (SELECT 1 FROM search WHERE search MATCH ?)`, long); err != nil {
		return out, err
	}
	if written {
		out.long = long
	}
	chains := []chain{windows(run)}
	for _, syllables := range syllablesOf(run) {
		chains = append(chains, pairsOf(syllables))
	}
	ways := []string{}
	for _, c := range chains {
		ways = append(ways, c.query())
	}
	extra, wrong, err := k.exceptions(run, chains)
	if err != nil {
		return out, err
	}
	out.short = strings.Join(ways, " OR ")
	if len(wrong) > 0 && len(wrong) <= mostExceptions {
		out.short = "(" + out.short + ") NOT (" + strings.Join(wrong, " OR ") + ")"
	}
	if len(extra) > 0 {
		out.short = "(" + out.short + ") OR " + strings.Join(extra, " OR ")
	}
	return out, nil
}

// mostExceptions bounds the names that an answer leaves out by name.
const mostExceptions = 60

// exceptions are the names that the letters fit and the chains of terms miss, and
// those that the chains find though the letters do not fit.
func (k *seeker) exceptions(run string, chains []chain) (extra, wrong []string, err error) {
	if k.names == nil {
		if err := k.g.Select(&k.names, `SELECT '0s' || id AS word, name FROM schools WHERE deleted_at IS NULL
			UNION ALL SELECT '0s' || school_id, alias FROM school_aliases
			UNION ALL SELECT '0s' || id, short_name FROM schools WHERE deleted_at IS NULL AND short_name <> ''
			UNION ALL SELECT '0i' || id, name FROM inspectors WHERE deleted_at IS NULL`); err != nil {
			return nil, nil, err
		}
	}
	fits, chained := map[string]bool{}, map[string]bool{}
	for _, n := range k.names {
		if from, _ := spoken(n.Name, run); from >= 0 {
			fits[n.Word] = true
		}
		if inChains(n.Name, chains) {
			chained[n.Word] = true
		}
	}
	for word := range fits {
		if !chained[word] {
			extra = append(extra, quoted(word))
		}
	}
	for word := range chained {
		if !fits[word] {
			wrong = append(wrong, quoted(word))
		}
	}
	slices.Sort(extra)
	slices.Sort(wrong)
	return extra, wrong, nil
}

func inChains(name string, chains []chain) bool {
	have := soundOf(name).terms
	return slices.ContainsFunc(chains, func(c chain) bool { return c.within(have) })
}

// chain is what a name that sounds so has: of each link one of the terms. The terms
// are written out, since the index is far slower in asking for all that begin so.
type chain [][]string

func (c chain) query() string {
	links := []string{}
	for _, terms := range c {
		all := []string{}
		for _, t := range terms {
			all = append(all, quoted(t))
		}
		links = append(links, "("+strings.Join(all, " OR ")+")")
	}
	return "(" + strings.Join(links, " AND ") + ")"
}

func (c chain) within(terms map[string]bool) bool {
	for _, link := range c {
		if !slices.ContainsFunc(link, func(t string) bool { return terms[t] }) {
			return false
		}
	}
	return true
}

// windows are the initials three in a row.
func windows(run string) (out chain) {
	for i := 0; i+shortLength <= len(run); i++ {
		out = append(out, []string{run[i : i+shortLength]})
	}
	return out
}

// pairsOf are the syllables two in a row; the last may be the beginning of one.
func pairsOf(syllables []string) (out chain) {
	if len(syllables) == 1 {
		return chain{syllables}
	}
	for i := 0; i+1 < len(syllables); i++ {
		out = append(out, []string{syllables[i] + syllables[i+1]})
	}
	n := len(syllables) - 1
	for _, whole := range longerSyllables(syllables[n]) {
		out[n-1] = append(out[n-1], syllables[n-1]+whole)
	}
	return out
}

// places returns the query of the places in the index, and its arguments: the
// column is place.
func places(all []sought) (sql string, args []any) {
	var longs, shorts, conds []string
	var condArgs []any
	for _, o := range all {
		switch {
		case o.ways() == 1 && o.long != "":
			longs = append(longs, "("+o.long+")")
		case o.ways() == 1 && o.short != "":
			shorts = append(shorts, "("+o.short+")")
		default:
			sql, more := anyWay(o)
			conds, condArgs = append(conds, sql), append(condArgs, more...)
		}
	}
	long, short := strings.Join(longs, " AND "), strings.Join(shorts, " AND ")
	switch {
	case long != "":
		sql, args = `SELECT rowid AS place FROM search WHERE search MATCH ?`, []any{long}
		if short != "" {
			sql, args = sql+` AND +rowid IN (SELECT rowid FROM search_short WHERE search_short MATCH ?)`, append(args, short)
		}
	case short != "":
		sql, args = `SELECT rowid AS place FROM search_short WHERE search_short MATCH ?`, []any{short}
	default:
		sql, args = `SELECT place FROM (`+conds[0]+`)`, condArgs[:strings.Count(conds[0], "?")]
		condArgs, conds = condArgs[len(args):], conds[1:]
		for _, c := range conds {
			sql += ` WHERE place IN (` + c + `)`
			sql = `SELECT place FROM (` + sql + `)`
		}
		return sql, append(args, condArgs...)
	}
	for _, c := range conds {
		sql += ` AND +rowid IN (` + c + `)`
	}
	return sql, append(args, condArgs...)
}

func anyWay(o sought) (sql string, args []any) {
	var parts []string
	if o.long != "" {
		parts, args = append(parts, `SELECT rowid AS place FROM search WHERE search MATCH ?`), append(args, o.long)
	}
	if o.short != "" {
		parts, args = append(parts, `SELECT rowid AS place FROM search_short WHERE search_short MATCH ?`), append(args, o.short)
	}
	for _, d := range o.days {
		from, _ := dayPlaces("", d.From)
		_, to := dayPlaces("", d.To)
		parts = append(parts, fmt.Sprintf(`SELECT id AS place FROM search_docs WHERE id >= %d AND id < %d`, from, to))
	}
	return strings.Join(parts, " UNION "), args
}
