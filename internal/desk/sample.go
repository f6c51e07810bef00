package desk

import "dudao/internal/office"

// LoadSample fills the empty data folder with the sample county and its files.
func (d *Desk) LoadSample() error {
	county := office.MakeUp(d.made)
	if err := d.sampleScans(&county); err != nil {
		return err
	}
	return done(d, d.store.FillSampleWith(county, d.sampleFiles))
}

// trashDays is how long the recycle bin keeps a record.
func (d *Desk) trashDays() (int, error) {
	days, err := d.store.Rule(office.RuleTrashDays, d.store.Today())
	return int(days), err
}
