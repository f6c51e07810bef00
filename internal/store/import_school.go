package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// school brings in one row of the list of schools.
func (im *importer) school(row *importRow) error {
	sc, keepName := im.findSchool(row)
	row.title = sc.Name
	if v := row.V("name"); v.Set && sc.ID == 0 {
		row.title = v.Text
	}
	what := "是同一所学校"
	if sc.ID != 0 {
		what += "（" + sc.Name + "）"
	}
	if im.twice(row, "school "+office.CleanName(row.title), "name", what) {
		return nil
	}
	if len(row.Faults) > 0 {
		return nil
	}
	row.isNew = sc.ID == 0
	if v := row.V("name"); v.Set && !row.isNew && !keepName && row.recordID == 0 && v.Text != office.CleanName(sc.Name) {
		row.Warnings = append(row.Warnings, fmt.Sprintf("标识码与%s相同，按改名处理；是另一所学校的，请改标识码", sc.Name))
	}
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

// hangOn puts the school into its zone and under its inspectors, or takes it out
// where a sheet of our own has the cell emptied. What the lists have not brought in
// yet is only warned about: schools come first.
func (im *importer) hangOn(row *importRow, school int64) error {
	switch v := row.V("zone"); {
	case v.Set:
		if err := im.moveToZone(row, school, v.Text); err != nil {
			return err
		}
	case row.Clears(v):
		if err := im.leaveZone(row, school); err != nil {
			return err
		}
	}
	v := row.V("inspectors")
	if !v.Set && !row.Clears(v) {
		return nil
	}
	ids, unknown, _ := im.peopleOf(v.Names, school, im.today)
	if len(unknown) > 0 {
		for _, name := range unknown {
			row.Warnings = append(row.Warnings, fmt.Sprintf("没有叫“%s”的督学，责任督学这一列先没有记；请导入督学后再导入一次本表", name))
		}
		return nil
	}
	return im.answer(row, school, ids, plate{})
}

// answer is assign, with what it changed told in the row.
func (im *importer) answer(row *importRow, school int64, ids []int64, p plate) error {
	was := im.namesOf(im.currentInspectors(school))
	changed, err := im.assign(school, ids, p)
	switch now := im.namesOf(ids); {
	case changed && was != now:
		row.changed = append(row.changed, office.ChangeWords("责任督学", was, now))
	case changed:
		row.changed = append(row.changed, "挂牌")
	}
	return err
}

func (im *importer) namesOf(ids []int64) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = im.names.inspectors[id].Name
	}
	return strings.Join(names, "、")
}

// zoneIn returns the zone of the school in the division, the empty one when it is in
// none.
func (im *importer) zoneIn(v office.ZoneVersion, school int64) (office.Zone, error) {
	zones, err := find[office.Zone](im.t, "zones", `WHERE id = (SELECT zone_id FROM zone_schools WHERE version_id = ? AND school_id = ?)`, v.ID, school)
	if err != nil || len(zones) == 0 {
		return office.Zone{}, err
	}
	return zones[0], nil
}

// moveToZone places the school in the zone of the division in force.
func (im *importer) moveToZone(row *importRow, school int64, name string) error {
	v, err := im.inForce()
	if err != nil {
		return err
	}
	zones, err := find[office.Zone](im.t, "zones", `WHERE version_id = ?`, v.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(zones, func(z office.Zone) bool { return office.CleanName(z.Name) == name })
	if at < 0 {
		row.Warnings = append(row.Warnings, fmt.Sprintf("还没有“%s”这个责任区，这一列先没有记；请导入“责任区与挂牌”表", name))
		return nil
	}
	was, err := im.zoneIn(v, school)
	if err != nil || was.ID == zones[at].ID {
		return err
	}
	if was.ID != 0 {
		im.movedWithin(v)
	}
	row.changed = append(row.changed, office.ChangeWords("责任区", was.Name, zones[at].Name))
	return im.t.placeSchools(zones[at], []int64{school})
}

// leaveZone takes the school out of its zone of the division in force.
func (im *importer) leaveZone(row *importRow, school int64) error {
	v, err := im.inForce()
	if err != nil {
		return err
	}
	was, err := im.zoneIn(v, school)
	if err != nil || was.ID == 0 {
		return err
	}
	im.movedWithin(v)
	row.changed = append(row.changed, office.ChangeWords("责任区", was.Name, ""))
	_, err = im.t.Exec(`DELETE FROM zone_schools WHERE version_id = ? AND school_id = ?`, v.ID, school)
	return wrap(err, "责任区的学校")
}

// inForce returns the division in force today, the empty one when there is none.
func (im *importer) inForce() (office.ZoneVersion, error) {
	all, err := find[office.ZoneVersion](im.t, "zone_versions", `WHERE valid_from <= ? AND (valid_to = '' OR valid_to > ?)`, im.today, im.today)
	if err != nil || len(all) == 0 {
		return office.ZoneVersion{}, err
	}
	return all[0], nil
}

// movedWithin counts a school that is moved within a division that has begun: the
// reports of the months since then change with it.
func (im *importer) movedWithin(v office.ZoneVersion) {
	if v.ValidFrom >= im.today {
		return
	}
	how := "请用“责任区与挂牌”表导入"
	if im.layout.Kind == office.KindZones {
		how = "请换一个版本号或不写版本号，填上从哪天起再导"
	}
	im.tell(fmt.Sprintf("所学校在划分“%s”（%s 起）里改了责任区，以前各月的报表也跟着变。如果是新的划分，%s。", v.Number, v.ValidFrom, how))
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
