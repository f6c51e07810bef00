package store

import (
	"maps"
	"slices"
	"strconv"

	"dudao/internal/office"
)

// archive files the county's papers and boxes them.
func (f *sampleFiller) archive(c office.County) error {
	touched := classes{}
	years := map[int]bool{}
	f.item = map[int64]int64{}
	for i, a := range c.Archive {
		switch a.SourceKind {
		case "visit":
			a.SourceID = f.visit[a.SourceID]
			a.SourceKey = strconv.FormatInt(a.SourceID, 10)
			if err := f.Get(&a.DocNumber, `SELECT number FROM visits WHERE id = ?`, a.SourceID); err != nil {
				return err
			}
		case "notice":
			a.SourceID = f.notice[a.SourceID]
			a.SourceKey = strconv.FormatInt(a.SourceID, 10)
			if err := f.Get(&a.DocNumber, `SELECT COALESCE(NULLIF(doc_number, ''), number) FROM notices WHERE id = ?`, a.SourceID); err != nil {
				return err
			}
		}
		if err := f.saveArchiveItem(&a, touched); err != nil {
			return err
		}
		f.item[int64(i+1)] = a.ID
		years[a.Year] = true
	}
	if err := f.renumber(touched); err != nil {
		return err
	}
	for _, year := range slices.Sorted(maps.Keys(years)) {
		if _, err := f.fillBoxes(year); err != nil {
			return err
		}
	}
	return f.references()
}

// tray leaves the scans whose files lie in the vault.
func (f *sampleFiller) tray(c office.County) error {
	for _, x := range c.Tray {
		if x.File.SHA256 == "" {
			continue // filled in without a vault
		}
		if err := f.wait(Waiting{Item: x.Item, File: x.File}); err != nil {
			return err
		}
	}
	return nil
}

// references writes the 备考表 of the boxes, but of the last one.
func (f *sampleFiller) references() error {
	set, err := settingsOf(f)
	if err != nil {
		return err
	}
	_, err = f.Exec(`UPDATE archive_boxes SET arranged_on = (year + 1) || '-02-20', checked_by = CASE WHEN id < last THEN ? ELSE '' END, checked_on = CASE WHEN id < last THEN (year + 1) || '-02-25' ELSE '' END
		FROM (SELECT max(id) AS last FROM archive_boxes)`, set.Director)
	return err
}
