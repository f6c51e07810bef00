package sheet

import (
	"slices"

	"dudao/internal/office"
)

// SheetLimits bound what a returned sheet may cost to read: it is far smaller
// than a county's list.
var SheetLimits = Limits{
	FileBytes: 16 << 20, PartBytes: 32 << 20, AllBytes: 64 << 20,
	Rows: 5_000, Cols: 64, Cells: 200_000, EmptyRun: 1_000,
}

// Stamp returns which of the sheets that went out the workbook is.
func (b *Book) Stamp() (office.SheetStamp, bool) {
	for _, text := range b.stamps {
		if s, ok := office.ParseSheetStamp(text); ok {
			return s, true
		}
	}
	return office.SheetStamp{}, false
}

// Old tells that the workbook was saved in a format that holds no stamp.
func (b *Book) Old() bool { return b.format != formatXLSX }

// Returned reads the lists of a workbook that came back. The readings, one for
// each list that is there, are for its error copy.
func (b *Book) Returned() (office.SheetContent, []*office.SheetReading, error) {
	content := office.SheetContent{Rows: []office.ContentRow{}}
	readings := []*office.SheetReading{}
	for _, part := range office.SheetParts {
		if !slices.Contains(b.Sheets(), part.Name) {
			continue
		}
		layout := part.Layout()
		r, err := b.Read(layout, ReadOptions{Only: part.Name})
		if err != nil {
			return content, nil, err
		}
		readings = append(readings, r)
		for _, t := range r.Tables {
			for _, row := range t.Rows {
				c := office.ContentRow{Kind: part.Kind, Slot: row.ID, Row: row.Row, Cells: map[string]office.SheetCell{}}
				for _, key := range part.Fields {
					if i := layout.Index(key); t.Present[i] && row.Cells[i].Text != "" {
						c.Cells[key] = row.Cells[i]
					} else if t.Present[i] {
						c.Cells[key] = office.SheetCell{Row: row.Row, Col: row.Cells[i].Col}
					}
				}
				content.Rows = append(content.Rows, c)
			}
		}
	}
	if len(readings) == 0 {
		return content, nil, refuse(b.path, "里没有《督导记录》《听课记录》《问题》这三张表，可能被改名或删掉了，请用发出去的那份重新填。")
	}
	return content, readings, nil
}
