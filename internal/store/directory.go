package store

import (
	"slices"

	"dudao/internal/office"
)

// Directory reads who answered for which school on the day, in one snapshot.
func (s *Store) Directory(day office.Date) (office.Directory, error) {
	d := office.Directory{Day: day}
	if !day.Valid() {
		return d, office.Invalid("日期“%s”不对，请写成 2026-03-12。", string(day))
	}
	var err error
	if d.Settings, err = s.Settings(); err != nil {
		return d, err
	}
	t, err := s.pool.Beginx()
	if err != nil {
		return d, fileError(err, s.path)
	}
	defer t.Rollback() // only read
	return d, readPlaces(t, &d)
}

func readPlaces(g getter, d *office.Directory) (err error) {
	versions, err := find[office.ZoneVersion](g, "zone_versions", "WHERE valid_from <= ? AND (valid_to = '' OR valid_to > ?)", d.Day, d.Day)
	if err != nil {
		return err
	}
	d.Zones = []office.Zone{}
	if len(versions) > 0 {
		d.Version = versions[0]
		if d.Zones, err = zonesOf(g, d.Version.ID); err != nil {
			return err
		}
	}
	schools, err := find[office.School](g, "schools", "WHERE deleted_at IS NULL ORDER BY kind = '幼儿园', sort_key, id")
	if err != nil {
		return err
	}
	d.Schools = slices.DeleteFunc(schools, func(sc office.School) bool { return !sc.OpenOn(d.Day) })
	if d.Inspectors, err = find[office.Inspector](g, "inspectors", "WHERE deleted_at IS NULL ORDER BY sort_key, id"); err != nil {
		return err
	}
	if d.Appointments, err = find[office.Appointment](g, "appointments", "WHERE deleted_at IS NULL ORDER BY inspector_id, starts_on DESC"); err != nil {
		return err
	}
	if d.Assignments, err = find[office.Assignment](g, "assignments", "WHERE deleted_at IS NULL AND starts_on <= ? AND (ends_on = '' OR ends_on > ?) ORDER BY role = '协', id", d.Day, d.Day); err != nil {
		return err
	}
	d.Matters, err = find[office.Matter](g, "matters", "ORDER BY kindergarten, position, id")
	return err
}

// SchoolID returns the id of the school of the name, code, short name or former
// name.
func (s *Store) SchoolID(name string) (int64, error) {
	d, err := readDirectory(s.r)
	if err != nil {
		return 0, err
	}
	if id := d.school(office.CleanName(name)); id != 0 {
		return id, nil
	}
	return 0, office.Errorf(office.CodeNotFound, "没有叫“%s”的学校，或叫这个名字的不止一所。请写学校全称或标识码。", name)
}

// InspectorID returns the id of the inspector of the name or certificate number.
func (s *Store) InspectorID(name string) (int64, error) {
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT id FROM inspectors WHERE deleted_at IS NULL AND (name = ?1 OR (certificate <> '' AND certificate = ?1)) LIMIT 2`, office.CleanName(name)); err != nil {
		return 0, err
	}
	switch len(ids) {
	case 0:
		return 0, office.Errorf(office.CodeNotFound, "没有叫“%s”的督学，请核对姓名或督学证号。", name)
	case 1:
		return ids[0], nil
	}
	return 0, office.Errorf(office.CodeConflict, "叫“%s”的督学不止一名，请改写督学证号。", name)
}
