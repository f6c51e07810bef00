package store

import "dudao/internal/office"

// archive files the county's papers and boxes them.
func (f *sampleFiller) archive(c office.County) error {
	touched := classes{}
	years := map[int]bool{}
	for _, a := range c.Archive {
		if a.SourceKind == "notice" {
			a.SourceID = f.notice[a.SourceID]
			if err := f.Get(&a.DocNumber, `SELECT COALESCE(NULLIF(doc_number, ''), number) FROM notices WHERE id = ?`, a.SourceID); err != nil {
				return err
			}
		}
		if err := f.saveArchiveItem(&a, touched); err != nil {
			return err
		}
		years[a.Year] = true
	}
	if err := f.renumber(touched); err != nil {
		return err
	}
	for year := range years {
		if _, err := f.fillBoxes(year); err != nil {
			return err
		}
	}
	return nil
}
