package store

import "dudao/internal/office"

// inspections writes the county's inspections with their groups, units and
// findings.
func (f *sampleFiller) inspections(c office.County) error {
	ids := []int64{0}
	for _, x := range c.Inspections {
		x.Inspection.FormerID = ids[x.Former]
		id, err := f.inspection(x)
		if err != nil {
			return err
		}
		ids = append(ids, id)
	}
	return nil
}

func (f *sampleFiller) inspection(in office.SampleInspection) (id int64, err error) {
	x := in.Inspection
	x.State = x.StateOf(in.Units)
	if err := x.Validate(f.s.Today()); err != nil {
		return 0, err
	}
	if x.NoticeNo, err = f.paperNumber(office.FormInspectionNotice, x.NoticeOn.Year(), `SELECT 0 WHERE ? <> ''`); err != nil {
		return 0, err
	}
	if x.ReportOn.Valid() {
		if x.ReportNo, err = f.paperNumber(office.FormInspectionReport, x.ReportOn.Year(), `SELECT 0 WHERE ? <> ''`); err != nil {
			return 0, err
		}
	}
	x.UpdatedAt = f.s.moment()
	if x.Number, err = f.number("ZX", x.PlannedOn.Year()); err != nil {
		return 0, err
	}
	if x.ID, err = insert(f.tx, "inspections", x); err != nil {
		return 0, wrap(err, "专项督导")
	}
	groups, err := f.inspectionGroups(x, in.Groups)
	if err != nil {
		return 0, err
	}
	units := map[int64]int64{}
	for i, u := range in.Units {
		u.InspectionID, u.GroupID, u.SchoolID, u.UpdatedAt = x.ID, groups[u.GroupID], f.school[u.SchoolID], x.UpdatedAt
		if err := u.Validate(x, f.s.Today()); err != nil {
			return 0, about(u.Name, err)
		}
		if u.LetterOn.Valid() {
			if u.LetterNo, err = f.paperNumber(office.FormUnitLetter, u.LetterOn.Year(), `SELECT 0 WHERE ? <> ''`); err != nil {
				return 0, err
			}
		}
		if units[int64(i+1)], err = insert(f.tx, "inspection_units", u); err != nil {
			return 0, wrap(err, "被督导单位")
		}
	}
	for _, p := range in.Findings {
		p.UnitID, p.SchoolID = units[p.UnitID], f.school[p.SchoolID]
		if err := f.saveFinding(&p); err != nil {
			return 0, err
		}
	}
	return x.ID, nil
}

func (f *sampleFiller) inspectionGroups(x office.Inspection, list []office.GroupFacts) (map[int64]int64, error) {
	groups := map[int64]int64{}
	for i, g := range list {
		place := g.Group.ID
		g.Group.ID, g.Group.InspectionID, g.Group.Position = 0, x.ID, i+1
		id, err := insert(f.tx, "inspection_groups", g.Group)
		if err != nil {
			return nil, wrap(err, "督导组")
		}
		groups[place] = id
		for k, m := range g.Members {
			m.InspectionID, m.GroupID, m.InspectorID, m.Position = x.ID, id, f.inspector[m.InspectorID], k+1
			if _, err := insert(f.tx, "inspection_members", m); err != nil {
				return nil, wrap(err, "组员")
			}
		}
	}
	return groups, nil
}
