package report

import (
	"slices"

	"dudao/internal/doc"
)

// columnOf is the place of the column with the head.
func columnOf(t doc.Table, head string) int {
	return slices.IndexFunc(t.Columns, func(c doc.Column) bool { return c.Head == head })
}

// filled leaves out those of the named columns in which nothing stands: a list
// without requirements is not half a page of empty cells.
func filled(t doc.Table, heads ...string) doc.Table {
	for i := len(t.Columns) - 1; i >= 0; i-- {
		said := func(r doc.Row) bool { return r.Cells[i].Says() != "" }
		if !slices.Contains(heads, t.Columns[i].Head) || slices.ContainsFunc(t.Rows, said) {
			continue
		}
		t.Columns = slices.Delete(t.Columns, i, i+1)
		for n := range t.Rows {
			t.Rows[n].Cells = slices.Delete(t.Rows[n].Cells, i, i+1)
		}
	}
	return t
}
