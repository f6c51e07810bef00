package store

import "dudao/internal/office"

// tenures writes the 届 with their candidates.
func (f *sampleFiller) tenures(c office.County) error {
	for _, x := range c.Tenures {
		if err := f.putTenure(&x.Tenure); err != nil {
			return err
		}
		for _, p := range x.Candidates {
			p.TenureID, p.InspectorID, p.AppointmentID = x.Tenure.ID, f.inspector[p.InspectorID], f.appointment[p.AppointmentID]
			p.Normalize()
			if err := p.Validate(); err != nil {
				return err
			}
			if err := f.putCandidate(&p); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *sampleFiller) recusals(c office.County) error {
	for _, r := range c.Recusals {
		r.InspectorID, r.SchoolID = f.inspector[r.InspectorID], f.school[r.SchoolID]
		if err := r.Validate(); err != nil {
			return err
		}
		if _, err := insert(f.tx, "recusals", r); err != nil {
			return wrap(err, "回避登记")
		}
	}
	return nil
}

func (f *sampleFiller) trainings(c office.County) error {
	for _, t := range c.Trainings {
		people := make([]office.TrainingPerson, len(t.People))
		for i, p := range t.People {
			p.InspectorID = f.inspector[p.InspectorID]
			people[i] = p
		}
		t.People = people
		if err := f.saveTraining(&t); err != nil {
			return err
		}
	}
	return nil
}
