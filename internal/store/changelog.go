package store

import (
	"encoding/json"
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
	columns, err := s.loggedColumns()
	if err != nil {
		return err
	}
	want := []string{}
	for _, t := range recordTables {
		want = append(want, triggersOf(t, columns[t.name])...)
	}
	const installed = ` FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log!_%' ESCAPE '!' ORDER BY rowid`
	have := []string{}
	if err := s.w.Select(&have, "SELECT sql"+installed); err != nil {
		return err
	}
	if slices.Equal(have, want) { // SQLite keeps the words that it was given
		return nil // nothing to write at an ordinary start
	}
	t, err := s.w.Beginx()
	if err != nil {
		return err
	}
	defer t.Rollback()
	names := []string{}
	if err := t.Select(&names, "SELECT name"+installed); err != nil {
		return err
	}
	for _, n := range names {
		if _, err := t.Exec("DROP TRIGGER " + n); err != nil {
			return err
		}
	}
	for _, sql := range want {
		if _, err := t.Exec(sql); err != nil {
			return err
		}
	}
	return t.Commit()
}

// loggedColumns are those of recordTables, asked for at once: every start waits for
// it. Of no other table: the search index, once damaged, would keep the records shut.
func (s *Store) loggedColumns() (map[string][]string, error) {
	names := make([]string, len(recordTables))
	for i, t := range recordTables {
		names[i] = t.name
	}
	asked, err := json.Marshal(names)
	if err != nil {
		return nil, err
	}
	rows := []struct{ Tbl, Name string }{}
	if err := s.w.Select(&rows, `SELECT t.value tbl, c.name FROM json_each(?) t, pragma_table_info(t.value) c ORDER BY t.value, c.cid`, string(asked)); err != nil {
		return nil, err
	}
	columns := map[string][]string{}
	for _, r := range rows {
		if !isSortKey(r.Name) {
			columns[r.Tbl] = append(columns[r.Tbl], r.Name)
		}
	}
	return columns, nil
}

// triggersOf are the statements that log an insert, an update and a delete.
func triggersOf(t recordTable, cols []string) (statements []string) {
	image := func(row string) string {
		parts := make([]string, len(cols))
		for i, c := range cols {
			parts[i] = fmt.Sprintf("'%s', %s.%s", c, row, c)
		}
		return "json_object(" + strings.Join(parts, ", ") + ")"
	}
	for _, op := range []struct{ verb, row, before, after, when string }{
		{"INSERT", "NEW", "NULL", image("NEW"), ""},
		{"UPDATE", "NEW", image("OLD"), image("NEW"), changed(cols)},
		{"DELETE", "OLD", image("OLD"), "NULL", ""},
	} {
		var b strings.Builder
		fmt.Fprintf(&b, "CREATE TRIGGER log_%s_%s AFTER %s ON %s %sBEGIN\n", t.name, strings.ToLower(op.verb), op.verb, t.name, op.when)
		fmt.Fprintf(&b, "INSERT INTO changes (set_id, tbl, row_id, root_kind, root_id, before, after) VALUES ((SELECT set_id FROM change_now), '%s', %s.id, '%s', %s.%s, %s, %s);\n",
			t.name, op.row, t.kind, op.row, t.root, op.before, op.after)
		if t.search {
			fmt.Fprintf(&b, "INSERT OR IGNORE INTO search_dirty (kind, ref_id) VALUES ('%s', %s.%s);\n", t.kind, op.row, t.root)
		}
		b.WriteString("END")
		statements = append(statements, b.String())
	}
	return statements
}

// changed keeps an UPDATE that changes nothing out of the log.
func changed(cols []string) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = fmt.Sprintf("OLD.%s IS NOT NEW.%s", c, c)
	}
	return "WHEN " + strings.Join(parts, " OR ") + " "
}
