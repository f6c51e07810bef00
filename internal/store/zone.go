package store

import (
	"fmt"

	"dudao/internal/office"
)

// ZoneVersions returns the divisions, newest first.
func (s *Store) ZoneVersions() ([]office.ZoneVersion, error) {
	return find[office.ZoneVersion](s.r, "zone_versions", "ORDER BY valid_from DESC")
}

// ZoneVersionOn returns the division in force on the day; ID 0 when none was.
func (s *Store) ZoneVersionOn(day office.Date) (office.ZoneVersion, error) {
	rows, err := find[office.ZoneVersion](s.r, "zone_versions", "WHERE valid_from <= ? AND (valid_to = '' OR valid_to > ?)", day, day)
	if err != nil || len(rows) == 0 {
		return office.ZoneVersion{}, err
	}
	return rows[0], nil
}

// SaveZoneVersion adds or changes a division. A new one ends the one in force,
// so that one holds on every day.
func (s *Store) SaveZoneVersion(v office.ZoneVersion) (office.ZoneVersion, error) {
	if err := v.Validate(); err != nil {
		return v, err
	}
	err := s.write(Change{Action: "zone_version.save", Label: "责任区划分 " + v.Number}, func(t *tx) error { return t.saveZoneVersion(&v) })
	return v, err
}

func (t *tx) saveZoneVersion(v *office.ZoneVersion) (err error) {
	if v.ID == 0 {
		if _, err := t.Exec(`UPDATE zone_versions SET valid_to = ? WHERE valid_to = '' AND valid_from < ?`, v.ValidFrom, v.ValidFrom); err != nil {
			return wrap(err, "责任区划分")
		}
	}
	var clash []string
	if err := t.Select(&clash, `SELECT number FROM zone_versions WHERE id <> ? AND (? = '' OR valid_from < ?) AND (valid_to = '' OR valid_to > ?)`,
		v.ID, v.ValidTo, v.ValidTo, v.ValidFrom); err != nil {
		return err
	}
	if len(clash) > 0 {
		return office.Errorf(office.CodeConflict, "这次划分的起止日期与“%s”重叠，没有保存。请核对日期。", clash[0])
	}
	if v.ID != 0 {
		return wrap(update(t, "zone_versions", *v), "责任区划分")
	}
	v.ID, err = insert(t, "zone_versions", *v)
	return wrap(err, "责任区划分（版本号或启用日期）")
}

// CopyZoneVersion makes a new division from an old one, with its zones, members
// and schools.
func (s *Store) CopyZoneVersion(id int64, number string, from office.Date) (office.ZoneVersion, error) {
	v := office.ZoneVersion{Number: number, ValidFrom: from}
	if err := v.Validate(); err != nil {
		return v, err
	}
	err := s.write(Change{Action: "zone_version.copy", Label: "新建责任区划分 " + number}, func(t *tx) error {
		if err := t.saveZoneVersion(&v); err != nil {
			return err
		}
		zones, err := zonesOf(t, id)
		if err != nil {
			return err
		}
		for _, z := range zones {
			z.ID, z.VersionID = 0, v.ID
			if err := t.saveZone(&z); err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

// Zones returns a division's zones with their members and schools.
func (s *Store) Zones(versionID int64) ([]office.Zone, error) { return zonesOf(s.r, versionID) }

func zonesOf(g getter, versionID int64) ([]office.Zone, error) {
	zones, err := find[office.Zone](g, "zones", "WHERE version_id = ? ORDER BY position, id", versionID)
	if err != nil {
		return nil, err
	}
	for i := range zones {
		zones[i].Members, zones[i].Schools = []int64{}, []int64{}
		if err := g.Select(&zones[i].Members, `SELECT inspector_id FROM zone_members WHERE zone_id = ? ORDER BY id`, zones[i].ID); err != nil {
			return nil, err
		}
		if err := g.Select(&zones[i].Schools, `SELECT zs.school_id FROM zone_schools zs JOIN schools s ON s.id = zs.school_id WHERE zs.zone_id = ? ORDER BY s.kind = '幼儿园', s.sort_key, s.id`, zones[i].ID); err != nil {
			return nil, err
		}
	}
	return zones, nil
}

// SaveZone adds or changes a zone with its members and schools; a school moves
// over from another zone of the same division.
func (s *Store) SaveZone(z office.Zone) (office.Zone, error) {
	if err := z.Validate(); err != nil {
		return z, err
	}
	err := s.write(Change{Action: "zone.save", Label: "修改责任区 " + z.Name}, func(t *tx) error { return t.saveZone(&z) })
	return z, err
}

func (t *tx) saveZone(z *office.Zone) (err error) {
	if z.ID != 0 {
		err = update(t, "zones", *z)
	} else {
		z.ID, err = insert(t, "zones", *z)
	}
	if err != nil {
		return wrap(err, "责任区（名称）")
	}
	if err := t.setLinks("zone_members", "zone_id", z.ID, "inspector_id", z.Members); err != nil {
		return wrap(err, "责任区成员")
	}
	have := []int64{}
	if err := t.Select(&have, `SELECT school_id FROM zone_schools WHERE zone_id = ?`, z.ID); err != nil {
		return err
	}
	want := map[int64]bool{}
	for _, id := range z.Schools {
		want[id] = true
	}
	for _, id := range have {
		if !want[id] {
			if _, err := t.Exec(`DELETE FROM zone_schools WHERE zone_id = ? AND school_id = ?`, z.ID, id); err != nil {
				return err
			}
		}
	}
	return t.placeSchools(*z, z.Schools)
}

func (t *tx) placeSchools(z office.Zone, schools []int64) error {
	for _, id := range schools {
		if _, err := t.Exec(`DELETE FROM zone_schools WHERE version_id = ? AND school_id = ? AND zone_id <> ?`, z.VersionID, id, z.ID); err != nil {
			return err
		}
		if _, err := t.Exec(`INSERT INTO zone_schools (zone_id, version_id, school_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, z.ID, z.VersionID, id); err != nil {
			return wrap(err, "责任区的学校")
		}
	}
	return nil
}

// PlaceSchools moves schools into a zone of its division.
func (s *Store) PlaceSchools(zoneID int64, schools []int64) error {
	return s.write(Change{Action: "zone.place", Label: "调整责任区学校 " + s.Title("zone", zoneID)}, func(t *tx) error {
		z, err := get[office.Zone](t, "zones", zoneID)
		if err != nil {
			return wrap(err, "责任区")
		}
		return t.placeSchools(z, schools)
	})
}

// DeleteZone removes a zone; its schools become unplaced. A zone with schools of
// a division that has begun stays: the reports of past months are made from it.
func (s *Store) DeleteZone(id int64) error {
	return s.write(Change{Action: "zone.delete", Label: "删除责任区 " + s.Title("zone", id)}, func(t *tx) error {
		var begun int
		if err := t.Get(&begun, `SELECT count(*) FROM zones z JOIN zone_versions v ON v.id = z.version_id JOIN zone_schools zs ON zs.zone_id = z.id
			WHERE z.id = ? AND v.valid_from <= ?`, id, s.Today()); err != nil {
			return err
		}
		if begun > 0 {
			return office.Errorf(office.CodeConflict, "这次划分已经启用，责任区里还有 %d 所学校，不能删除。请“另立新版本”再调整；若是登记错了，请先把学校移到别的责任区。", begun)
		}
		for _, sql := range []string{`DELETE FROM zone_members WHERE zone_id = ?`, `DELETE FROM zone_schools WHERE zone_id = ?`, `DELETE FROM zones WHERE id = ?`} {
			if _, err := t.Exec(sql, id); err != nil {
				return wrap(err, "责任区")
			}
		}
		return nil
	})
}

// setLinks makes the link table hold just the wanted ids for the owner, and
// touches no row that stays.
func (t *tx) setLinks(table, owner string, ownerID int64, column string, want []int64) error {
	have := []int64{}
	if err := t.Select(&have, "SELECT "+column+" FROM "+table+" WHERE "+owner+" = ?", ownerID); err != nil {
		return err
	}
	keep := map[int64]bool{}
	for _, id := range want {
		keep[id] = true
	}
	there := map[int64]bool{}
	for _, id := range have {
		there[id] = true
		if !keep[id] {
			if _, err := t.Exec("DELETE FROM "+table+" WHERE "+owner+" = ? AND "+column+" = ?", ownerID, id); err != nil {
				return err
			}
		}
	}
	for _, id := range want {
		if there[id] {
			continue
		}
		there[id] = true
		if _, err := t.Exec("INSERT INTO "+table+" ("+owner+", "+column+") VALUES (?, ?)", ownerID, id); err != nil {
			return err
		}
	}
	return nil
}

// SchoolName is a school as the zone board shows it.
type SchoolName struct {
	ID         int64  `db:"id"`
	Name       string `db:"name"`
	Kind       string `db:"kind"`
	State      string `db:"state"`
	Inspectors string `db:"inspectors"` // who answers for it on the day
}

// SchoolNames lists every school with who answers for it on the day.
func (s *Store) SchoolNames(day office.Date) ([]SchoolName, error) {
	rows := []SchoolName{}
	err := s.r.Select(&rows, `SELECT s.id, s.name, s.kind, s.state, COALESCE(`+inspectorsOfSchool+`, '') AS inspectors
		FROM schools s WHERE s.deleted_at IS NULL ORDER BY s.kind = '幼儿园', s.sort_key, s.id`, day, day)
	return rows, err
}

// Answers returns who answers for each school on the day, the responsible ones
// first.
func (s *Store) Answers(day office.Date) (map[int64][]office.Assignment, error) {
	rows, err := find[office.Assignment](s.r, "assignments", "WHERE deleted_at IS NULL AND starts_on <= ? AND (ends_on = '' OR ends_on > ?) ORDER BY role = '协', id", day, day)
	out := map[int64][]office.Assignment{}
	for _, a := range rows {
		out[a.SchoolID] = append(out[a.SchoolID], a)
	}
	return out, err
}

// ZoneOfSchool returns the zone the school lay in on the day, "" for none.
func (s *Store) ZoneOfSchool(schoolID int64, day office.Date) (string, error) {
	var zone string
	err := s.r.Get(&zone, `SELECT COALESCE(`+zoneOfSchool+`, '') FROM schools s WHERE s.id = ?`, day, day, schoolID)
	return zone, wrap(err, "学校")
}

// walkZones are the zones by name, each in one division after the other, newest
// first, and the rows of table x of the schools in it; x is listed by day.
func walkZones(table, x, day string) walk {
	in := func(from, to string) string {
		return fmt.Sprintf("x.%[1]s >= %[2]s AND (%[3]s = '' OR x.%[1]s < %[3]s)", day, from, to)
	}
	return walk{
		index:  table + "_list",
		values: "SELECT z.id FROM zones z JOIN zone_versions d ON d.id = z.version_id ORDER BY z.sort_key @way, d.valid_from DESC",
		among: fmt.Sprintf(`%[1]s.school_id IN (SELECT school_id FROM zone_schools WHERE zone_id = ?)
			AND %[1]s.%[2]s >= (SELECT d.valid_from FROM zones z JOIN zone_versions d ON d.id = z.version_id WHERE z.id = ?)
			AND %[1]s.%[2]s < (SELECT COALESCE(NULLIF(d.valid_to, ''), '9999') FROM zones z JOIN zone_versions d ON d.id = z.version_id WHERE z.id = ?)`, x, day),
		// The school was left out of a division, or there was no division.
		none: x + `.id IN (SELECT x.id FROM zone_versions d CROSS JOIN schools s CROSS JOIN ` + table + ` x ON x.school_id = s.id AND ` + in("d.valid_from", "d.valid_to") + `
			WHERE x.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM zone_schools zs WHERE zs.version_id = d.id AND zs.school_id = s.id)
			UNION SELECT x.id FROM (SELECT '' AS starts, COALESCE(min(valid_from), '9999') AS ends FROM zone_versions
				UNION ALL SELECT d.valid_to, COALESCE((SELECT min(n.valid_from) FROM zone_versions n WHERE n.valid_from >= d.valid_to), '9999') FROM zone_versions d WHERE d.valid_to <> '') gap
				CROSS JOIN ` + table + ` x ON ` + in("gap.starts", "gap.ends") + ` WHERE x.deleted_at IS NULL)`,
	}
}
