package store

import "dudao/internal/office"

// InspectionFacts gathers an inspection for its papers.
func (s *Store) InspectionFacts(id int64) (f office.InspectionFacts, err error) {
	if f.Inspection, err = s.Inspection(id); err != nil {
		return f, err
	}
	if f.Today, err = s.AsOf(); err != nil {
		return f, err
	}
	if f.Course, err = courseOf(s.r, f.Inspection); err != nil {
		return f, err
	}
	groups, err := s.InspectionGroups(id)
	if err != nil {
		return f, err
	}
	for _, g := range groups {
		f.Groups = append(f.Groups, office.GroupFacts{Group: g.Group, Members: g.Members})
	}
	rows, err := s.InspectionUnits(id)
	if err != nil {
		return f, err
	}
	units, err := unitsOf(s.r, id)
	if err != nil {
		return f, err
	}
	findings, err := find[office.Finding](s.r, "findings", "WHERE unit_id IN (SELECT id FROM inspection_units WHERE inspection_id = ?) AND deleted_at IS NULL ORDER BY id", id)
	if err != nil {
		return f, err
	}
	byUnit := map[int64][]office.Finding{}
	for _, x := range findings {
		byUnit[x.UnitID] = append(byUnit[x.UnitID], x)
	}
	for i, u := range units {
		r := rows[i]
		f.Units = append(f.Units, office.UnitFacts{Unit: u, Town: r.Town, Zone: r.Zone, Group: r.Group, Findings: byUnit[u.ID],
			Standing: office.Standing{State: r.State, Next: r.Next, Who: r.Who, Until: r.Until, Late: r.Late}})
	}
	f.Texts, err = s.InspectionTexts(f.Inspection)
	return f, err
}

// InspectionTexts returns the parts of the inspection's report that the clerk has
// written in her own words, by their keys.
func (s *Store) InspectionTexts(x office.Inspection) (map[string]string, error) {
	return reportTexts(s.r, inspectionText, x.Number, "")
}

// inspectionText is the kind of the report texts of inspections.
const inspectionText = "inspection"

// SaveInspectionText keeps the clerk's own text of a part; an empty one brings
// the text written from the records back.
func (s *Store) SaveInspectionText(id int64, part, text string) error {
	x, err := s.Inspection(id)
	if err != nil {
		return err
	}
	return s.write(Change{Action: "inspection.text", Label: "改写督导报告 " + x.Title}, func(t *tx) error {
		if text == "" {
			return t.dropReportText(inspectionText, x.Number, "", part)
		}
		return t.putReportText(inspectionText, x.Number, "", part, text)
	})
}
