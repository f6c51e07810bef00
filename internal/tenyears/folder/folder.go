// Package folder writes the county of tenyears into a data folder, for the tests
// and scripts that open one.
package folder

import (
	"errors"
	"path/filepath"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/tenyears"
)

// Fill makes the county of the size in a new data folder, its lists so many times as
// long, and returns what was made.
func Fill(dir string, z tenyears.Size, times int) (county office.County, err error) {
	if dir, err = filepath.Abs(dir); err != nil {
		return county, err
	}
	if county, err = tenyears.Make(z, filepath.Join(dir, tenyears.VaultFolder)); err != nil {
		return county, err
	}
	s, err := store.Open(dir)
	if err != nil {
		return county, err
	}
	if err = s.FillSample(county); err == nil {
		err = goOn(s)
	}
	if err == nil && times > 1 {
		err = store.Repeat(s, times)
	}
	return county, errors.Join(err, s.Close())
}

// goOn does, as the program would, what the made-up county has no record of: it lists
// what is due for 移交 and 鉴定, and draws a 模拟抽查 of the newest evaluation.
func goOn(s *store.Store) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	for _, kind := range office.DisposalKinds {
		if due, err := s.DueItems(kind, day); err != nil {
			return err
		} else if len(due) == 0 {
			continue // too small a county to have a shelf
		}
		if _, err := s.ProposeDisposal(office.Disposition{Kind: kind, MadeOn: day, DueBy: day}); err != nil {
			return err
		}
	}
	page, err := s.Evaluations(store.ListQuery{Size: 1})
	if err != nil || len(page.Rows) == 0 {
		return err
	}
	_, err = s.DrawSpotCheck(office.SpotCheck{EvaluationID: page.Rows[0].ID, Seed: 1, Schools: 3, Points: 10, Minutes: 5})
	return err
}
