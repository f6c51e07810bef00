package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"dudao/internal/office"
)

// sampleLate is how many-eth inspector of the sample county has not returned the
// sheet.
const sampleLate = 9

// sheets gives the county the sheets of the month before its last: they went out
// and most have come back. The workbooks themselves are not there, so nothing of
// them can be merged.
func (f *sampleFiller) sheets(c office.County) error {
	if len(c.Visits) == 0 {
		return nil
	}
	month := c.Visits[len(c.Visits)-1].Visit.Date.Month().Add(-1)
	period := month.Of(c.Settings.MonthBoundary)
	m := &sheetMaker{t: f.tx, uid: "示例", month: month, period: period}
	if err := m.load(); err != nil {
		return err
	}
	due := period.Last().AddDays(3)
	for i, p := range m.people {
		if len(p.Schools) == 0 {
			continue
		}
		content := m.content(p)
		hash := content.Hash()
		if err := f.keepContent(hash, content); err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(fmt.Sprint("示例", month, p.ID)))
		row := outSheet{Month: month, InspectorID: p.ID, Number: 1, Token: hex.EncodeToString(sum[:8]), MadeAt: string(period.From) + "T01:00:00Z", DueOn: due, Issued: hash, Waiting: "[]", UpdatedAt: string(due) + "T01:00:00Z"}
		back := i%sampleLate != sampleLate-1
		if back {
			row.ReturnedAt = string(due.AddDays(-i%4)) + "T02:00:00Z"
		}
		id, err := insert(f.tx, "sheets", row)
		if err != nil {
			return err
		}
		if back {
			if _, err := insert(f.tx, "sheet_returns", sheetReturn{SheetID: id, Hash: hash, File: string(month) + " 督导记录表 " + p.Name + ".xlsx", At: row.ReturnedAt}); err != nil {
				return err
			}
		}
	}
	return nil
}
