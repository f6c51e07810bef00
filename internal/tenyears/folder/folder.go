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
	err = s.FillSample(county)
	if err == nil && times > 1 {
		err = store.Repeat(s, times)
	}
	return county, errors.Join(err, s.Close())
}
