package office

import "slices"

// GridKinds are the lists that are also typed by hand, many rows at a time (批量录入).
var GridKinds = []Kind{KindVisits, KindFindings, KindArchive, KindEvidence}

// GridRow is one row typed by hand: ID is the hidden id of a record that is there
// already, Row what the screen calls it, Cells stand beside the keys of the grid.
type GridRow struct {
	ID    string   `json:"id"`
	Row   int      `json:"row"`
	Cells []string `json:"cells"`
}

// GridName is what a message calls the grid where it would name a sheet.
const GridName = "批量录入"

// GridReading makes the rows of a grid what a workbook with the same rows would be
// read as. A cell that can be found from others counts as a column that is not
// there where it is empty.
func GridReading(layout Layout, keys []string, rows []GridRow) *SheetReading {
	r := &SheetReading{Layout: layout, Skips: []SheetSkip{}, Notes: []string{}}
	at := make([]int, len(keys))
	for i, key := range keys {
		at[i] = layout.Index(key)
	}
	for _, row := range rows {
		present := make([]bool, len(layout.Fields))
		raw := SheetRow{Row: row.Row, ID: row.ID, Cells: make([]SheetCell, len(layout.Fields))}
		for i, text := range row.Cells[:min(len(row.Cells), len(keys))] {
			if at[i] < 0 {
				continue
			}
			f := layout.Fields[at[i]]
			present[at[i]] = !f.Inferred || row.ID != "" || !Blank(text)
			raw.Cells[at[i]] = SheetCell{Text: text, Row: row.Row, Col: i + 1}
		}
		last := len(r.Tables) - 1
		if last < 0 || !slices.Equal(r.Tables[last].Present, present) {
			r.Tables = append(r.Tables, SheetTable{Sheet: GridName, Present: present})
			last++
		}
		r.Tables[last].Rows = append(r.Tables[last].Rows, raw)
	}
	return r
}
