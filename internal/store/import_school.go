package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// school brings in one row of the list of schools.
func (im *importer) school(row *importRow) error {
	sc, keepName := im.findSchool(row)
	row.title = sc.Name
	if v := row.V("name"); v.Set && sc.ID == 0 {
		row.title = v.Text
	}
	if im.twice(row, "school "+row.title, "name", "是同一所学校") {
		return nil
	}
	if len(row.Faults) > 0 {
		return nil
	}
	row.isNew = sc.ID == 0
	row.changed = office.FillSchool(&sc, &row.ParsedRow, keepName)
	sc.Normalize()
	if err := sc.Validate(); err != nil {
		im.blame(row, err)
		return nil
	}
	if row.isNew || len(row.changed) > 0 {
		if err := im.try(row, func() error { return im.t.saveSchool(&sc) }); err != nil || len(row.Faults) > 0 {
			return err
		}
		im.names.addSchool(sc)
	}
	row.savedID = sc.ID
	row.after = func() error { return im.hangOn(row, sc.ID) }
	return nil
}

// findSchool returns the school the row is about, a new one when there is none.
// keepName tells that the row calls it by a short name.
func (im *importer) findSchool(row *importRow) (sc office.School, keepName bool) {
	if row.recordID != 0 {
		return im.names.schools[row.recordID], false
	}
	name, code := row.V("name").Text, row.V("code").Text
	byName := im.names.byName[name]
	if byName == 0 && code != "" && im.names.byCode[code] != 0 {
		return im.names.schools[im.names.byCode[code]], false
	}
	if byName == 0 {
		if ids := im.names.byShort[name]; len(ids) == 1 {
			return im.names.schools[ids[0]], true
		}
	}
	return im.names.schools[byName], false
}

// hangOn puts the school into its zone and under its inspectors. What the lists
// have not brought in yet is only warned about: schools come first.
func (im *importer) hangOn(row *importRow, school int64) error {
	if v := row.V("zone"); v.Set {
		moved, err := im.moveToZone(row, school, v.Text)
		if err != nil {
			return err
		}
		if moved {
			row.changed = append(row.changed, "责任区")
		}
	}
	v := row.V("inspectors")
	if !v.Set {
		return nil
	}
	ids, unknown, _ := im.peopleOf(v.Names, school, im.today)
	if len(unknown) > 0 {
		for _, name := range unknown {
			row.Warnings = append(row.Warnings, fmt.Sprintf("没有叫“%s”的督学，责任督学这一列先没有记；请导入督学后再导入一次本表", name))
		}
		return nil
	}
	changed, err := im.assign(school, ids, plate{})
	if changed {
		row.changed = append(row.changed, "责任督学")
	}
	return err
}

// moveToZone places the school in the zone of the division in force.
func (im *importer) moveToZone(row *importRow, school int64, name string) (bool, error) {
	zones, err := find[office.Zone](im.t, "zones", `WHERE version_id = (SELECT id FROM zone_versions WHERE valid_from <= ? AND (valid_to = '' OR valid_to > ?))`, im.today, im.today)
	if err != nil {
		return false, err
	}
	for _, z := range zones {
		if office.CleanName(z.Name) != name {
			continue
		}
		var there bool
		if err := im.t.Get(&there, `SELECT EXISTS (SELECT 1 FROM zone_schools WHERE zone_id = ? AND school_id = ?)`, z.ID, school); err != nil || there {
			return false, err
		}
		return true, im.t.placeSchools(z, []int64{school})
	}
	row.Warnings = append(row.Warnings, fmt.Sprintf("还没有“%s”这个责任区，这一列先没有记；请导入“责任区与挂牌”表", name))
	return false, nil
}

// plate is what a list says of a 挂牌 besides who and where.
type plate struct {
	from office.Date // empty for startDay
	on   office.Date
	no   string
}

// assign makes the inspectors, the first one 主 and the others 协, answer for the
// school from a day on. Those no longer named end on that day; nothing that held
// before is changed.
func (im *importer) assign(school int64, ids []int64, p plate) (changed bool, err error) {
	all := im.names.assignments[school]
	current := []office.Assignment{}
	for _, a := range all {
		if a.EndsOn == "" {
			current = append(current, a)
		}
	}
	from := p.from
	if from == "" {
		from = im.startDay(len(all) == 0)
	}
	for _, a := range current {
		at := slices.Index(ids, a.InspectorID)
		if at >= 0 && a.Role == roleAt(at) {
			continue
		}
		changed = true
		if a.StartsOn < from {
			_, err = im.t.Exec(`UPDATE assignments SET ends_on = ? WHERE id = ?`, from, a.ID)
		} else {
			err = im.t.trash("assignments", a.ID, "挂牌记录")
		}
		if err != nil {
			return false, wrap(err, "挂牌记录")
		}
	}
	for i, id := range ids {
		at := slices.IndexFunc(current, func(a office.Assignment) bool { return a.InspectorID == id && a.Role == roleAt(i) })
		if at >= 0 {
			updated, err := im.updatePlate(current[at], p)
			if err != nil {
				return false, err
			}
			changed = changed || updated
			continue
		}
		a := office.Assignment{SchoolID: school, InspectorID: id, Role: roleAt(i), StartsOn: from, PlateOn: p.on, PlateNo: p.no}
		if _, err := insert(im.t, "assignments", a); err != nil {
			return false, wrap(err, "挂牌记录")
		}
		changed = true
	}
	if changed {
		im.names.assignments[school], err = find[office.Assignment](im.t, "assignments", "WHERE school_id = ? AND deleted_at IS NULL ORDER BY role = '协', id", school)
	}
	return changed, err
}

func roleAt(i int) string { return office.AssignmentRoles[min(i, 1)] }

func (im *importer) updatePlate(a office.Assignment, p plate) (bool, error) {
	was := a
	if p.on != "" {
		a.PlateOn = p.on
	}
	if p.no != "" {
		a.PlateNo = p.no
	}
	if a == was {
		return false, nil
	}
	return true, wrap(update(im.t, "assignments", a), "挂牌记录")
}

// inspector brings in one row of the list of inspectors.
func (im *importer) inspector(row *importRow) error {
	row.title = row.V("name").Text
	p := im.findInspector(row)
	key := "inspector " + row.title + " " + row.V("mobile").Text
	if p.ID != 0 {
		row.title = p.Name
		key = fmt.Sprint("inspector ", p.ID)
	}
	if im.twice(row, key, "name", "是同一名督学") || len(row.Faults) > 0 {
		return nil
	}
	row.isNew = p.ID == 0
	row.changed = office.FillInspector(&p, &row.ParsedRow)
	p.Normalize()
	if err := p.Validate(); err != nil {
		im.blame(row, err)
		return nil
	}
	if row.isNew || len(row.changed) > 0 {
		if err := im.try(row, func() error { return im.t.saveInspector(&p) }); err != nil || len(row.Faults) > 0 {
			return err
		}
		im.names.addInspector(p)
	}
	row.savedID = p.ID
	row.after = func() error { return im.appoint(row, p) }
	return nil
}

// findInspector returns the person the row is about: by id, certificate, ID
// number, name and phone; then by the name alone where nothing speaks against it.
func (im *importer) findInspector(row *importRow) office.Inspector {
	if row.recordID != 0 {
		return im.names.inspectors[row.recordID]
	}
	name, mobile := row.V("name").Text, row.V("mobile").Text
	for field, of := range map[string]func(office.Inspector) string{
		"certificate": func(p office.Inspector) string { return p.Certificate },
		"idNumber":    func(p office.Inspector) string { return p.IDNumber },
	} {
		v := row.V(field)
		for _, id := range im.names.people[name] {
			if p := im.names.inspectors[id]; v.Set && of(p) == v.Text {
				return p
			}
		}
	}
	namesakes := im.names.people[name]
	for _, id := range namesakes {
		p := im.names.inspectors[id]
		if phone, _ := office.ParsePhone(p.Mobile); phone == mobile {
			return p
		}
	}
	if len(namesakes) == 1 {
		p := im.names.inspectors[namesakes[0]]
		if p.Mobile == "" || mobile == "" || p.Employer != "" && p.Employer == row.V("employer").Text {
			return p
		}
		row.Warnings = append(row.Warnings, fmt.Sprintf("已有一名%s（手机 %s），按另一人新增；如是同一人，请先改好手机号再导入", p.Name, p.Mobile))
	}
	return office.Inspector{}
}

// appoint writes the term of office and the zone that the row names.
func (im *importer) appoint(row *importRow, p office.Inspector) error {
	if err := im.saveTerm(row, p); err != nil {
		return err
	}
	v := row.V("zone")
	if !v.Set {
		return nil
	}
	zones, err := find[office.Zone](im.t, "zones", `WHERE version_id = (SELECT id FROM zone_versions WHERE valid_from <= ? AND (valid_to = '' OR valid_to > ?))`, im.today, im.today)
	if err != nil {
		return err
	}
	for _, z := range zones {
		if office.CleanName(z.Name) != v.Text {
			continue
		}
		joined, err := im.joinZone(z, p.ID)
		if joined {
			row.changed = append(row.changed, "责任区")
		}
		return err
	}
	row.Warnings = append(row.Warnings, fmt.Sprintf("还没有“%s”这个责任区，这一列先没有记；请导入“责任区与挂牌”表", v.Text))
	return nil
}

func (im *importer) joinZone(z office.Zone, inspector int64) (bool, error) {
	if z.LeaderID == inspector || z.DeputyID == inspector {
		return false, nil
	}
	res, err := im.t.Exec(`INSERT INTO zone_members (zone_id, inspector_id) VALUES (?, ?) ON CONFLICT DO NOTHING`, z.ID, inspector)
	if err != nil {
		return false, wrap(err, "责任区成员")
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// saveTerm writes the term of office; its end follows from the rule when the
// list has none.
func (im *importer) saveTerm(row *importRow, p office.Inspector) error {
	starts, ends, appointed := office.Date(row.V("startsOn").Text), office.Date(row.V("endsOn").Text), office.Date(row.V("appointedOn").Text)
	if row.V("startsOn").Kept && row.V("endsOn").Kept && row.V("appointedOn").Kept {
		return nil
	}
	terms, err := find[office.Appointment](im.t, "appointments", "WHERE inspector_id = ? AND deleted_at IS NULL ORDER BY starts_on", p.ID)
	if err != nil {
		return err
	}
	if row.recordID != 0 && len(terms) > 0 { // an own sheet shows the last term
		last := terms[len(terms)-1]
		starts, ends, appointed = orKept(row, "startsOn", starts, last.StartsOn), orKept(row, "endsOn", ends, last.EndsOn), orKept(row, "appointedOn", appointed, last.AppointedOn)
	}
	if starts == "" {
		starts = appointed
	}
	if starts == "" {
		return nil
	}
	a := office.Appointment{InspectorID: p.ID, TermNumber: len(terms) + 1, StartsOn: starts}
	if i := slices.IndexFunc(terms, func(t office.Appointment) bool { return t.StartsOn == starts }); i >= 0 {
		a = terms[i]
	}
	was := a
	if ends != "" {
		a.EndsOn = ends
	}
	if appointed != "" {
		a.AppointedOn = appointed
	}
	if a.EndsOn == "" {
		years, err := ruleIn(im.t, office.RuleTermYears, starts)
		if err != nil {
			return err
		}
		a.EndsOn = starts.AddYears(int(years)).AddDays(-1)
	}
	if a == was {
		return nil
	}
	most, err := ruleIn(im.t, office.RuleTermCount, starts)
	if err != nil {
		return err
	}
	if err := a.Validate(int(most)); err != nil {
		return err
	}
	row.changed = append(row.changed, "任期")
	return im.t.saveAppointment(&a)
}

func orKept(row *importRow, field string, now, kept office.Date) office.Date {
	if row.V(field).Kept {
		return kept
	}
	return now
}

// ruleIn is Store.Rule inside a running write.
func ruleIn(g getter, key string, day office.Date) (float64, error) {
	var v float64
	err := g.Get(&v, `SELECT value FROM rules WHERE key = ? ORDER BY (valid_from <= ?) DESC, CASE WHEN valid_from <= ? THEN valid_from END DESC, valid_from LIMIT 1`, key, day, day)
	return v, wrap(err, "规则")
}
