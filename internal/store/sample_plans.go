package store

import (
	"slices"

	"dudao/internal/office"
)

// plans writes the sample county's year: plans, menus, month plans, and who was in
// which school.
func (f *sampleFiller) plans(c office.County) error {
	for _, p := range c.Plans {
		tasks := []office.PlanTask{}
		for _, t := range c.PlanTasks {
			if t.PlanID == p.ID {
				tasks = append(tasks, t)
			}
		}
		p.ID = 0
		if err := f.startPlan(&p, tasks); err != nil {
			return err
		}
	}
	for _, m := range c.Menus {
		m.Items = slices.Clone(m.Items)
		if err := f.saveMenu(&m); err != nil {
			return err
		}
	}
	for _, l := range c.PlanLines {
		l.InspectorID, l.SchoolID = f.inspector[l.InspectorID], f.school[l.SchoolID]
		if err := f.savePlanLine(&l); err != nil {
			return err
		}
	}
	return f.contacts(c)
}

func (f *sampleFiller) contacts(c office.County) error {
	staff := map[int64]int64{}
	for _, p := range c.Staff {
		id := p.ID
		p.ID = 0
		if err := f.saveStaff(&p); err != nil {
			return err
		}
		staff[id] = p.ID
	}
	for _, d := range c.StaffDays {
		d.StaffID, d.SchoolID, d.InspectorID = staff[d.StaffID], f.school[d.SchoolID], f.inspector[d.InspectorID]
		if err := f.saveStaffDay(&d); err != nil {
			return err
		}
	}
	for _, l := range c.Leaders {
		l.SchoolID = f.school[l.SchoolID]
		if err := f.saveLeader(&l); err != nil {
			return err
		}
	}
	return nil
}
