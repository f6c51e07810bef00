package store

import (
	"fmt"
	"slices"
	"strings"
)

// columnsOf returns the table's columns as SQLite has them, without sort keys.
func columnsOf(g getter, table string) ([]string, error) {
	cols := []string{}
	err := g.Select(&cols, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table)
	return slices.DeleteFunc(cols, isSortKey), err
}

// installTriggers makes the change log's triggers anew from the tables as they
// are after the migrations, so that a new column is logged without more code.
func (s *Store) installTriggers() error {
	var script strings.Builder
	for _, t := range recordTables {
		cols, err := columnsOf(s.w, t.name)
		if err != nil {
			return err
		}
		script.WriteString(triggersOf(t, cols))
	}
	var have string
	if err := s.w.Get(&have, `SELECT COALESCE((SELECT group_concat(sql, char(10)) FROM
		(SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log!_%' ESCAPE '!' ORDER BY rowid)), '')`); err != nil {
		return err
	}
	want := script.String()
	if normalizeSQL(have) == normalizeSQL(want) {
		return nil // nothing to write at an ordinary start
	}
	t, err := s.w.Beginx()
	if err != nil {
		return err
	}
	defer t.Rollback()
	names := []string{}
	if err := t.Select(&names, `SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log!_%' ESCAPE '!'`); err != nil {
		return err
	}
	for _, n := range names {
		if _, err := t.Exec("DROP TRIGGER " + n); err != nil {
			return err
		}
	}
	if _, err := t.Exec(want); err != nil {
		return err
	}
	return t.Commit()
}

func normalizeSQL(sql string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(sql, ";", " ")), " ")
}

func triggersOf(t recordTable, cols []string) string {
	image := func(row string) string {
		parts := make([]string, len(cols))
		for i, c := range cols {
			parts[i] = fmt.Sprintf("'%s', %s.%s", c, row, c)
		}
		return "json_object(" + strings.Join(parts, ", ") + ")"
	}
	var b strings.Builder
	for _, op := range []struct{ verb, row, before, after, when string }{
		{"INSERT", "NEW", "NULL", image("NEW"), ""},
		{"UPDATE", "NEW", image("OLD"), image("NEW"), changed(cols)},
		{"DELETE", "OLD", image("OLD"), "NULL", ""},
	} {
		fmt.Fprintf(&b, "CREATE TRIGGER log_%s_%s AFTER %s ON %s %sBEGIN\n", t.name, strings.ToLower(op.verb), op.verb, t.name, op.when)
		fmt.Fprintf(&b, "INSERT INTO changes (set_id, tbl, row_id, root_kind, root_id, before, after) VALUES ((SELECT set_id FROM change_now), '%s', %s.id, '%s', %s.%s, %s, %s);\n",
			t.name, op.row, t.kind, op.row, t.root, op.before, op.after)
		if t.search {
			fmt.Fprintf(&b, "INSERT OR IGNORE INTO search_dirty (kind, ref_id) VALUES ('%s', %s.%s);\n", t.kind, op.row, t.root)
		}
		b.WriteString("END;\n")
	}
	return b.String()
}

// changed keeps an UPDATE that changes nothing out of the log.
func changed(cols []string) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = fmt.Sprintf("OLD.%s IS NOT NEW.%s", c, c)
	}
	return "WHEN " + strings.Join(parts, " OR ") + " "
}
