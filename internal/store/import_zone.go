package store

import (
	"maps"
	"slices"

	"dudao/internal/office"
)

// importVersion is a division that the list names, with its zones by name.
type importVersion struct {
	office.ZoneVersion
	zones  map[string]*office.Zone
	placed map[int64]int64 // school to zone
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

// version returns the division the row belongs to: the one of its number, else
// the one in force; a new one when there is none.
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
	v := &importVersion{zones: map[string]*office.Zone{}, placed: map[int64]int64{}}
	at := slices.IndexFunc(all, func(z office.ZoneVersion) bool {
		return z.Number == number || number == "" && z.ValidFrom <= im.today && (z.ValidTo == "" || z.ValidTo > im.today)
	})
	if at >= 0 {
		v.ZoneVersion = all[at]
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
	} else {
		v.ValidFrom = im.startDay(len(all) == 0)
		v.Number = number
		if number == "" {
			v.Number = string(v.ValidFrom) + "版"
		}
		if err := im.t.saveZoneVersion(&v.ZoneVersion); err != nil {
			return nil, err
		}
	}
	im.versions[number] = v
	return v, nil
}

// placeRow writes what the row says; when it is refused, the division is as the
// rows before left it.
func (im *importer) placeRow(row *importRow, v *importVersion, school int64, ids []int64, leader, deputy int64) error {
	zones, placed := maps.Clone(v.zones), v.placed[school]
	err := im.writePlace(row, v, school, ids, leader, deputy)
	if err != nil {
		v.zones, v.placed[school] = zones, placed
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
		row.changed = append(row.changed, "责任区")
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
	} else if v.ValidFrom <= im.today && im.opt.From == "" && len(im.names.assignments[school]) == 0 {
		p.from = v.ValidFrom
	}
	if row.V("inspectors").Kept {
		ids = im.currentInspectors(school)
	}
	if len(ids) == 0 {
		return nil
	}
	changed, err := im.assign(school, ids, p)
	if changed {
		row.changed = append(row.changed, "责任督学")
	}
	return err
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
			*set.at = set.from
			row.changed = append(row.changed, set.title)
		}
	}
	if l := row.V("liaison"); l.Set && now.Liaison != l.Text {
		now.Liaison = l.Text
		row.changed = append(row.changed, "督导室联络人")
	}
	if now.LeaderID == z.LeaderID && now.DeputyID == z.DeputyID && now.Liaison == z.Liaison {
		return z, nil
	}
	v.zones[name] = &now
	return &now, wrap(update(im.t, "zones", now), "责任区")
}
