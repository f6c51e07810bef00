package store

import (
	"fmt"
	"maps"
	"slices"

	"dudao/internal/office"
)

// importVersion is a division that the list names, with its zones by name.
type importVersion struct {
	office.ZoneVersion
	zones  map[string]*office.Zone
	placed map[int64]int64 // school to zone
	fresh  bool            // made by this import
	// before is the division that ends where this fresh one begins; nil for none.
	before *importVersion
}

// zone brings in one row of 责任区与挂牌: a school's place in a division and who
// answers for it.
func (im *importer) zone(row *importRow) error {
	school := im.schoolOf(row, "school")
	if row.recordID != 0 && row.V("school").Kept {
		if err := im.t.Get(&school, `SELECT school_id FROM zone_schools WHERE id = ?`, row.recordID); err != nil {
			return wrap(err, "责任区的学校")
		}
		row.title = im.names.schools[school].Name
	}
	ids, _, faults := im.peopleOf(row.V("inspectors").Names, school, im.today)
	if len(faults) > 0 {
		row.Fail("inspectors", faults[0])
	}
	leader, deputy := im.personOf(row, "leader"), im.personOf(row, "deputy")
	if im.twice(row, "zone "+row.V("number").Text+" "+row.title, "school", "是同一所学校") || len(row.Faults) > 0 {
		return nil
	}
	var version *importVersion
	if err := im.try(row, func() (err error) { version, err = im.version(row); return err }); err != nil || len(row.Faults) > 0 {
		return err
	}
	row.savedID = school
	row.after = func() error { return im.placeRow(row, version, school, ids, leader, deputy) }
	return nil
}

// version returns the division the row belongs to: the one of its number; without
// a number the one that begins on the day that the clerk chose, else the one in
// force. There is a new one where there is none.
func (im *importer) version(row *importRow) (*importVersion, error) {
	number := row.V("number").Text
	if row.recordID != 0 && row.V("number").Kept {
		if err := im.t.Get(&number, `SELECT v.number FROM zone_schools zs JOIN zone_versions v ON v.id = zs.version_id WHERE zs.id = ?`, row.recordID); err != nil {
			return nil, wrap(err, "责任区划分")
		}
	}
	if v := im.versions[number]; v != nil {
		return v, nil
	}
	all, err := find[office.ZoneVersion](im.t, "zone_versions", "ORDER BY valid_from")
	if err != nil {
		return nil, err
	}
	var v *importVersion
	at := slices.IndexFunc(all, func(z office.ZoneVersion) bool {
		switch {
		case number != "":
			return z.Number == number
		case im.opt.From.Valid():
			return z.ValidFrom == im.opt.From
		}
		return inForceOn(z, im.today)
	})
	if at >= 0 {
		v, err = im.readVersion(all[at])
	} else {
		v, err = im.newVersion(all, number)
	}
	if err != nil {
		return nil, err
	}
	im.versions[number] = v
	return v, nil
}

func inForceOn(z office.ZoneVersion, day office.Date) bool {
	return z.ValidFrom <= day && (z.ValidTo == "" || z.ValidTo > day)
}

func (im *importer) readVersion(z office.ZoneVersion) (*importVersion, error) {
	v := &importVersion{ZoneVersion: z, zones: map[string]*office.Zone{}, placed: map[int64]int64{}}
	zones, err := zonesOf(im.t, v.ID)
	if err != nil {
		return nil, err
	}
	for i := range zones {
		v.zones[office.CleanName(zones[i].Name)] = &zones[i]
		for _, s := range zones[i].Schools {
			v.placed[s] = zones[i].ID
		}
	}
	return v, nil
}

// newVersion makes the division that the list brings in.
func (im *importer) newVersion(all []office.ZoneVersion, number string) (v *importVersion, err error) {
	v = &importVersion{zones: map[string]*office.Zone{}, placed: map[int64]int64{}, fresh: true}
	v.ValidFrom, v.Number = im.startDay(len(all) == 0), number
	if number == "" {
		v.Number = string(v.ValidFrom) + "版"
	}
	if at := slices.IndexFunc(all, func(z office.ZoneVersion) bool { return inForceOn(z, v.ValidFrom) }); at >= 0 {
		if v.before, err = im.readVersion(all[at]); err != nil {
			return nil, err
		}
	}
	return v, im.t.saveZoneVersion(&v.ZoneVersion)
}

// carryOver takes the schools that the list does not name into its new divisions, in
// the zone in which they were: a list of what changes does not leave the others
// without a zone.
func (im *importer) carryOver() error {
	for _, number := range slices.Sorted(maps.Keys(im.versions)) {
		v := im.versions[number]
		if v.fresh && len(v.placed) == 0 {
			if err := im.abandon(v); err != nil {
				return err
			}
		}
		if v.before == nil || len(v.placed) == 0 {
			continue
		}
		carried := 0
		for _, old := range slices.SortedFunc(maps.Values(v.before.zones), func(a, b *office.Zone) int { return a.Position - b.Position }) {
			rest := slices.DeleteFunc(slices.Clone(old.Schools), func(id int64) bool {
				return v.placed[id] != 0 || im.names.schools[id].State != office.SchoolStates[0]
			})
			if len(rest) == 0 {
				continue
			}
			z, err := im.zoneAgain(v, *old)
			if err != nil {
				return err
			}
			if err := im.t.placeSchools(*z, rest); err != nil {
				return err
			}
			carried += len(rest)
		}
		note := fmt.Sprintf("新的划分“%s”从 %s 起，“%s”到前一天为止。", v.Number, v.ValidFrom, v.before.Number)
		if carried > 0 {
			note += fmt.Sprintf("表里没有的 %d 所学校照旧留在原来的责任区。", carried)
		}
		im.result.Notes = append(im.result.Notes, note)
	}
	return nil
}

// abandon takes back a new division of which no row could be written.
func (im *importer) abandon(v *importVersion) error {
	for _, sql := range []string{`DELETE FROM zone_members WHERE zone_id IN (SELECT id FROM zones WHERE version_id = ?)`,
		`DELETE FROM zones WHERE version_id = ?`, `DELETE FROM zone_versions WHERE id = ?`} {
		if _, err := im.t.Exec(sql, v.ID); err != nil {
			return wrap(err, "责任区划分")
		}
	}
	if v.before == nil {
		return nil
	}
	return wrap(update(im.t, "zone_versions", v.before.ZoneVersion), "责任区划分")
}

// zoneAgain returns the zone of the name in the new division, made like the old one
// where the list has none.
func (im *importer) zoneAgain(v *importVersion, old office.Zone) (*office.Zone, error) {
	name := office.CleanName(old.Name)
	if z := v.zones[name]; z != nil {
		return z, nil
	}
	z := old
	z.ID, z.VersionID, z.Position, z.Schools = 0, v.ID, len(v.zones)+1, []int64{}
	if err := im.t.saveZone(&z); err != nil {
		return nil, err
	}
	v.zones[name] = &z
	return &z, nil
}

// placeRow writes what the row says; when it is refused, the division is as the
// rows before left it.
func (im *importer) placeRow(row *importRow, v *importVersion, school int64, ids []int64, leader, deputy int64) error {
	zones, placed := maps.Clone(v.zones), v.placed[school]
	err := im.writePlace(row, v, school, ids, leader, deputy)
	if err != nil {
		if v.zones = zones; placed == 0 {
			delete(v.placed, school)
		} else {
			v.placed[school] = placed
		}
	}
	return err
}

func (im *importer) writePlace(row *importRow, v *importVersion, school int64, ids []int64, leader, deputy int64) error {
	z, err := im.zoneNamed(row, v, leader, deputy)
	if err != nil {
		return err
	}
	placed := v.placed[school]
	switch {
	case placed == 0:
		row.isNew = true
	case placed != z.ID:
		row.changed = append(row.changed, office.ChangeWords("责任区", v.nameOf(placed), z.Name))
		if !v.fresh {
			im.movedWithin(v.ZoneVersion)
		}
	}
	if placed != z.ID {
		if err := im.t.placeSchools(*z, []int64{school}); err != nil {
			return err
		}
		v.placed[school] = z.ID
	}
	for _, id := range ids {
		if _, err := im.joinZone(*z, id); err != nil {
			return err
		}
	}
	on := office.Date(row.V("plateOn").Text)
	p := plate{on: on, no: row.V("plateNo").Text}
	if on != "" {
		p.from = on
	} else if v.before != nil {
		p.from = v.ValidFrom
	} else if v.ValidFrom <= im.today && im.opt.From == "" && len(im.names.assignments[school]) == 0 {
		p.from = v.ValidFrom
	}
	if row.V("inspectors").Kept {
		ids = im.currentInspectors(school)
	}
	if len(ids) == 0 {
		return nil
	}
	if err := im.succeed(row, v, school, ids, &p); err != nil {
		return err
	}
	return im.answer(row, school, ids, p)
}

// succeed looks at those who leave the school: a list often keeps the 挂牌日期 of the
// one before. One who went there after that day, or stood there in the division
// before, answered for it until the change.
func (im *importer) succeed(row *importRow, v *importVersion, school int64, ids []int64, p *plate) error {
	day, what := p.from, "挂牌日期"
	if p.on == "" {
		what = "起始日期"
	}
	for _, a := range im.names.assignments[school] {
		if at := slices.Index(ids, a.InspectorID); day == "" || a.EndsOn != "" || at >= 0 && a.Role == roleAt(at) {
			continue
		}
		var last office.Date
		if err := im.t.Get(&last, `SELECT COALESCE(max(date), '') FROM visits WHERE school_id = ? AND inspector_id = ? AND date >= ? AND date <= ? AND deleted_at IS NULL AND state <> '取消'`,
			school, a.InspectorID, day, im.today); err != nil {
			return err
		}
		name := im.names.inspectors[a.InspectorID].Name
		before := day <= a.StartsOn || p.on != "" && p.on == a.PlateOn // the day is that of the one before
		switch {
		case !before && last != "":
			row.Warnings = append(row.Warnings, fmt.Sprintf("%s在%s %s 之后还去过这所学校（最近 %s），请核对%s", name, what, day, last, what))
		case !before, last == "" && v.before == nil: // a slip mended: the one before was never there
		default:
			p.from = im.startDay(false)
			if v.fresh {
				p.from = v.ValidFrom
			}
			if last != "" {
				row.Warnings = append(row.Warnings, fmt.Sprintf("%s %s 还是%s的，%s到 %s 还去过这所学校：换人从 %s 起算。不是这一天的，请改%s", what, day, name, name, last, p.from, what))
			}
		}
	}
	return nil
}

func (im *importer) currentInspectors(school int64) []int64 {
	ids := []int64{}
	for _, a := range im.names.assignments[school] {
		if a.EndsOn == "" {
			ids = append(ids, a.InspectorID)
		}
	}
	return ids
}

func (v *importVersion) nameOf(id int64) string {
	for _, z := range v.zones {
		if z.ID == id {
			return z.Name
		}
	}
	return ""
}

// asBefore gives a zone of a new division what the list has no column for, from the
// zone of its name before.
func (v *importVersion) asBefore(row *importRow, z *office.Zone) {
	if v.before == nil || v.before.zones[office.CleanName(z.Name)] == nil {
		return
	}
	old := v.before.zones[office.CleanName(z.Name)]
	if !row.V("leader").Present {
		z.LeaderID = old.LeaderID
	}
	if !row.V("deputy").Present {
		z.DeputyID = old.DeputyID
	}
	if !row.V("liaison").Present {
		z.Liaison = old.Liaison
	}
}

// zoneNamed returns the row's zone in the division, with its leader as the row
// says.
func (im *importer) zoneNamed(row *importRow, v *importVersion, leader, deputy int64) (*office.Zone, error) {
	name := row.V("zone").Text
	if row.recordID != 0 && row.V("zone").Kept {
		if err := im.t.Get(&name, `SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id WHERE zs.id = ?`, row.recordID); err != nil {
			return nil, wrap(err, "责任区")
		}
		name = office.CleanName(name)
	}
	z := v.zones[name]
	if z == nil {
		z = &office.Zone{VersionID: v.ID, Name: name, LeaderID: leader, DeputyID: deputy, Liaison: row.V("liaison").Text, Position: len(v.zones) + 1}
		v.asBefore(row, z)
		var err error
		if z.ID, err = insert(im.t, "zones", *z); err != nil {
			return nil, wrap(err, "责任区（名称）")
		}
		v.zones[name] = z
		return z, nil
	}
	now := *z
	for _, set := range []struct {
		title string
		from  int64
		at    *int64
	}{{"组长", leader, &now.LeaderID}, {"副组长", deputy, &now.DeputyID}} {
		if set.from != 0 && *set.at != set.from {
			row.changed = append(row.changed, office.ChangeWords(set.title, im.names.inspectors[*set.at].Name, im.names.inspectors[set.from].Name))
			*set.at = set.from
		}
	}
	if l := row.V("liaison"); l.Set && now.Liaison != l.Text {
		row.changed = append(row.changed, office.ChangeWords("督导室联络人", now.Liaison, l.Text))
		now.Liaison = l.Text
	}
	if now.LeaderID == z.LeaderID && now.DeputyID == z.DeputyID && now.Liaison == z.Liaison {
		return z, nil
	}
	v.zones[name] = &now
	return &now, wrap(update(im.t, "zones", now), "责任区")
}
