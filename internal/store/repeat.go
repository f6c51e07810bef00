package store

import (
	"errors"
	"fmt"
	"strings"
)

// Repeat writes every visit, finding and archive item of a made-up county so many
// times in all, each time a day later, for measuring lists of 300,000 rows. The
// change log does not know of them; the search index does.
func Repeat(s *Store, times int) error {
	err := s.write(Change{Action: "sample", Label: "示例县加量"}, func(t *tx) error {
		var visits int64
		if err := t.Get(&visits, `SELECT max(id) FROM visits`); err != nil {
			return err
		}
		for _, r := range repeatedTables {
			if _, err := t.exec("DROP TRIGGER log_" + r.name + "_insert"); err != nil {
				return err
			}
			if err := t.repeat(r, visits, times); err != nil {
				return fmt.Errorf("repeat %s: %w", r.name, err)
			}
		}
		return nil
	})
	return errors.Join(err, s.installTriggers())
}

// repeatedTable is one table; as gives what a column holds the @k-th time, where
// there are @visits visits. Those of a kind are found by the search.
type repeatedTable struct {
	name, kind string
	as         map[string]string
}

// repeatedTables are in the order of their references.
var repeatedTables = []repeatedTable{
	{"visits", "visit", map[string]string{"id": "id + @k * @visits", "number": "number || '-' || @k", "date": "date(date, '-' || @k || ' days')"}},
	{"visit_companions", "", map[string]string{"id": "NULL", "visit_id": "visit_id + @k * @visits"}},
	{"visit_matters", "", map[string]string{"id": "NULL", "visit_id": "visit_id + @k * @visits"}},
	{"visit_methods", "", map[string]string{"id": "NULL", "visit_id": "visit_id + @k * @visits"}},
	{"findings", "finding", map[string]string{"id": "NULL", "number": "number || '-' || @k", "visit_id": "visit_id + @k * @visits", "found_on": "date(found_on, '-' || @k || ' days')"}},
	{"archive_items", "archive_item", map[string]string{"id": "NULL", "code": "CASE number WHEN 0 THEN '' ELSE code || '-' || @k END", "number": "CASE number WHEN 0 THEN 0 ELSE number + 100000 * @k END",
		"dated_on": "date(dated_on, '-' || @k || ' days')", "source_id": "NULL", "source_key": "source_key || '-' || @k"}},
}

func (t *tx) repeat(r repeatedTable, visits int64, times int) error {
	cols, err := columnsOf(t, r.name)
	if err != nil {
		return err
	}
	var last int64
	if err := t.Get(&last, `SELECT max(id) FROM `+r.name); err != nil {
		return err
	}
	for k := 1; k < times; k++ {
		// A visit that its inspector cannot have made twice is left out, with its parts.
		values, and := make([]string, len(cols)), ""
		if as := r.as["visit_id"]; as != "" {
			and = " AND " + as + " IN (SELECT id FROM visits)"
		}
		for i, c := range cols {
			values[i] = c
			if as := r.as[c]; as != "" {
				values[i] = as
			}
		}
		sql := fmt.Sprintf("INSERT OR IGNORE INTO %s (%s) SELECT %s FROM %s WHERE id <= %d%s", r.name, strings.Join(cols, ", "), strings.Join(values, ", "), r.name, last, and)
		if _, err := t.exec(strings.NewReplacer("@k", fmt.Sprint(k), "@visits", fmt.Sprint(visits)).Replace(sql)); err != nil {
			return err
		}
	}
	if r.kind == "" {
		return nil
	}
	_, err = t.Exec(`INSERT OR IGNORE INTO search_dirty (kind, ref_id) SELECT ?, id FROM `+r.name+` WHERE id > ? AND deleted_at IS NULL`, r.kind, last)
	return err
}
