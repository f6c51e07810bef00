package store

import (
	"cmp"
	"slices"
	"strconv"

	"dudao/internal/office"
)

// UploadLine is one record that belonged into a platform in a span of days.
type UploadLine struct {
	Ref         office.UploadRef
	Date        office.Date
	School      string
	Zone        string
	InspectorID int64
	Inspector   string
	UploadedOn  office.Date // empty: not entered
	Timely      bool
}

// UploadLines are the records from the one day to the other, both included, that
// belonged into the platforms in use. Schools are no work of a day and not among
// them.
func (s *Store) UploadLines(from, to office.Date) ([]UploadLine, error) {
	if !from.Valid() || !to.Valid() || to < from {
		return nil, office.Invalid("请填写起止日期，如 2026-03-01 至 2026-03-31。")
	}
	platforms, err := s.Platforms()
	if err != nil {
		return nil, err
	}
	lines := []UploadLine{}
	for _, p := range platforms {
		if p.State != office.PlatformStates[0] {
			continue
		}
		u, err := s.uploadQuery(ListQuery{Filters: map[string]string{"platform": strconv.FormatInt(p.ID, 10), "from": string(from), "to": string(to)}})
		if err != nil {
			return nil, err
		}
		if u.platform.ID == 0 {
			continue
		}
		rows := []UploadRow{}
		u.c.add("r.kind <> 'school'")
		if err := s.r.Select(&rows, `SELECT r.kind, r.record_id, r.date, COALESCE(s.name, '') AS school, COALESCE(`+zoneOfRecord+`, '') AS zone, r.inspector_id, COALESCE(i.name, '') AS inspector,
			COALESCE(u.uploaded_on, '') AS uploaded_on`+u.from+u.c.where()+` ORDER BY r.date, r.kind, r.record_id`, u.c.args...); err != nil {
			return nil, err
		}
		for _, r := range rows {
			lines = append(lines, UploadLine{Ref: office.UploadRef{Platform: p.ID, Kind: r.Kind, ID: r.RecordID}, Date: r.Date, School: r.School, Zone: r.Zone, InspectorID: r.InspectorID,
				Inspector: r.Inspector, UploadedOn: r.UploadedOn, Timely: r.UploadedOn != "" && r.UploadedOn <= r.Date.AddDays(u.limit)})
		}
	}
	return lines, nil
}

// UploadCounts counts, for each inspector and zone, the records of the span that
// belonged into the platforms in use, those entered, and those entered in time
// (RuleUploadDays, no official rule), with the records behind each number.
func (s *Store) UploadCounts(from, to office.Date) ([]office.UploadCount, error) {
	lines, err := s.UploadLines(from, to)
	if err != nil {
		return nil, err
	}
	return s.countUploads(lines)
}

// UploadReport is what the 上报情况统计表 is made from: the records, their counts, and
// the days within which a record is entered.
func (s *Store) UploadReport(from, to office.Date) (lines []UploadLine, counts []office.UploadCount, days int, err error) {
	if lines, err = s.UploadLines(from, to); err != nil {
		return nil, nil, 0, err
	}
	if counts, err = s.countUploads(lines); err != nil {
		return nil, nil, 0, err
	}
	limit, err := s.Rule(office.RuleUploadDays, s.Today())
	return lines, counts, int(limit), err
}

// countUploads counts lines by zone and inspector, the zones in their own order.
func (s *Store) countUploads(lines []UploadLine) ([]office.UploadCount, error) {
	zones := []string{}
	if err := s.r.Select(&zones, `SELECT name FROM zones ORDER BY version_id DESC, position, id`); err != nil {
		return nil, err
	}
	type key struct {
		inspector int64
		zone      string
	}
	at, out := map[key]int{}, []office.UploadCount{}
	for _, l := range lines {
		k := key{l.InspectorID, l.Zone}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, office.UploadCount{InspectorID: l.InspectorID, Inspector: l.Inspector, Zone: l.Zone, DueRecords: []office.UploadRef{}, Done: []office.UploadRef{}, Timely: []office.UploadRef{}})
		}
		out[i].Add(l.Ref, l.UploadedOn != "", l.Timely)
	}
	place := func(zone string) int {
		if i := slices.Index(zones, zone); i >= 0 {
			return i
		}
		return len(zones)
	}
	slices.SortStableFunc(out, func(a, b office.UploadCount) int {
		return cmp.Or(cmp.Compare(place(a.Zone), place(b.Zone)), cmp.Compare(a.Inspector, b.Inspector))
	})
	return out, nil
}
