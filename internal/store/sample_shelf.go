package store

import (
	"slices"

	"dudao/internal/office"
)

// shelf counts the county's boxes and lends what is lent.
func (f *sampleFiller) shelf(c office.County) error {
	sh := c.Shelf
	if sh.Counted.CountedBy == "" {
		return nil
	}
	ids := []int64{}
	if err := f.Select(&ids, `SELECT id FROM archive_items ORDER BY id`); err != nil {
		return err
	}
	for _, l := range sh.Loans {
		l.ItemID = ids[l.ItemID-1]
		if err := f.saveLoan(&l); err != nil {
			return err
		}
	}
	id, err := f.beginStocktake(sh.Counted)
	if err != nil {
		return err
	}
	lines := []int64{}
	if err := f.Select(&lines, `SELECT id FROM stocktake_items WHERE stocktake_id = ? AND result = '' ORDER BY id`, id); err != nil {
		return err
	}
	for i, line := range lines {
		result := office.CountFound
		if slices.Contains(sh.Missing, i+1) {
			result = office.CountMissing
		}
		if err := f.markStocktake(StocktakeMark{StocktakeID: id, LineIDs: []int64{line}, Result: result}, sh.Counted.FinishedOn); err != nil {
			return err
		}
	}
	_, err = f.Exec(`UPDATE stocktakes SET finished_on = ? WHERE id = ?`, sh.Counted.FinishedOn, id)
	return err
}
