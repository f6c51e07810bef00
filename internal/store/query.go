package store

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// ListQuery is what every list of the program can be asked.
type ListQuery struct {
	Text    string            `json:"text"`
	Sort    string            `json:"sort"`
	Desc    bool              `json:"desc"`
	Page    int               `json:"page"` // from 1
	Size    int               `json:"size"` // rows a page, 0 means all
	Filters map[string]string `json:"filters"`
}

// conditions builds a WHERE clause from conditions that hold together.
type conditions struct {
	parts []string
	args  []any
}

func (c *conditions) add(sql string, args ...any) {
	c.parts = append(c.parts, sql)
	c.args = append(c.args, args...)
}

// equal adds "column = value" when the filter is set.
func (c *conditions) equal(q ListQuery, filter, column string) {
	if v := q.Filters[filter]; v != "" {
		c.add(column+" = ?", v)
	}
}

// number adds "column = n" when the filter is a number.
func (c *conditions) number(q ListQuery, filter, column string) {
	if n, err := strconv.ParseInt(q.Filters[filter], 10, 64); err == nil {
		c.add(column+" = ?", n)
	}
}

// inZone adds "the school was in the zone of the filter on the day". The zones of
// that name, one a division, are read first: asking for each row which zone it
// was in would take several times as long.
func (c *conditions) inZone(g getter, q ListQuery, school, day string) error {
	name := q.Filters["zone"]
	switch name {
	case "":
		return nil
	case office.Unzoned:
		c.add("NOT EXISTS (SELECT 1 FROM zone_schools zs JOIN zone_versions zv ON zv.id = zs.version_id WHERE zs.school_id = " + school +
			" AND zv.valid_from <= " + day + " AND (zv.valid_to = '' OR zv.valid_to > " + day + "))")
		return nil
	}
	zones := []struct {
		ID   int64  `db:"id"`
		From string `db:"valid_from"`
		To   string `db:"valid_to"`
	}{}
	if err := g.Select(&zones, `SELECT z.id, v.valid_from, v.valid_to FROM zones z JOIN zone_versions v ON v.id = z.version_id WHERE z.name = ?`, name); err != nil {
		return err
	}
	parts, args := []string{"0"}, []any{}
	for _, z := range zones {
		part := day + " >= ? AND " + school + " IN (SELECT school_id FROM zone_schools WHERE zone_id = ?)"
		args = append(args, z.From, z.ID)
		if z.To != "" {
			part += " AND " + day + " < ?"
			args = append(args, z.To)
		}
		parts = append(parts, part)
	}
	c.add("("+strings.Join(parts, " OR ")+")", args...)
	return nil
}

// matching adds "the record of the kind is found by the words".
func (c *conditions) matching(g getter, kind, column, text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	all, err := seek(g, text, true)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		c.add("0")
		return nil
	}
	of := sought{short: quoted(kindTerm(kind))}
	has := func(way func(o sought) string) bool {
		return slices.ContainsFunc(all, func(o sought) bool { return o.ways() == 1 && way(o) != "" })
	}
	switch {
	case has(func(o sought) string { return o.long }):
		all = append(all, sought{long: of.short})
	case has(func(o sought) string { return o.short }):
		all = append(all, of)
	} // of a day alone there are fewer than of the kind
	sql, args := places(all)
	// The + keeps SQLite from fetching the found rows one by one.
	c.add("+"+column+` IN (SELECT d.ref_id FROM (`+sql+`) f CROSS JOIN search_docs d ON d.id = f.place WHERE d.kind = ?)`, append(args, kind)...)
	return nil
}

func (c *conditions) where() string {
	if len(c.parts) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.parts, " AND ")
}

// order returns ORDER BY and LIMIT of a query. sorts maps the columns of the
// screen to SQL; tie makes the order total.
func (q ListQuery) order(sorts map[string]string, standard, tie string) (string, []any) {
	expr, ok := sorts[q.Sort]
	direction := " ASC"
	if q.Desc {
		direction = " DESC"
	}
	sql := " ORDER BY " + standard + ", " + tie
	if ok {
		parts := strings.Split(expr, ", ")
		for i := range parts {
			if len(q.Filters) > 0 && !strings.Contains(parts[i], " ") {
				// A column that is filtered as well would be no order to SQLite: it
				// would walk the long rows by their ids.
				parts[i] = "+" + parts[i]
			}
			parts[i] += direction
		}
		sql = " ORDER BY " + strings.Join(parts, ", ") + ", " + tie
	}
	if q.Size <= 0 {
		return sql, nil
	}
	return sql + " LIMIT ? OFFSET ?", []any{q.Size, q.Size * (max(1, q.Page) - 1)}
}

// manyIDs is how many ids are given to SQLite one by one: it takes 32,766 at most, and
// a list that is exported has more.
const manyIDs = 1000

// in returns "(?, ?, …)" and its arguments; no ids match nothing.
func in(ids []int64) (string, []any) {
	if len(ids) == 0 {
		return "(NULL)", nil
	}
	if len(ids) > manyIDs {
		return "(SELECT value FROM json_each(?))", []any{strings.ReplaceAll(fmt.Sprint(ids), " ", ",")}
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	return "(?" + strings.Repeat(", ?", len(ids)-1) + ")", args
}

// ids reads the strings of a group_concat of ids.
func splitIDs(s string) []int64 {
	out := []int64{}
	for part := range strings.SplitSeq(s, ",") {
		if n, err := strconv.ParseInt(part, 10, 64); err == nil {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// Option is one choice of a picker.
type Option struct {
	ID   int64  `db:"id" json:"id"`
	Name string `db:"name" json:"name"`
}
