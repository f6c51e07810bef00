package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// inspector brings in one row of the list of inspectors.
func (im *importer) inspector(row *importRow) error {
	if name := row.V("name").Text; office.PersonName(name) != name {
		row.Say("name", office.PersonName(name))
	}
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
	im.seen[fmt.Sprint("inspector ", p.ID)] = row // a second row of a new one is found under its id
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
	if !v.Set && !row.Clears(v) {
		return nil
	}
	version, err := im.inForce()
	if err != nil {
		return err
	}
	zones, err := find[office.Zone](im.t, "zones", `WHERE version_id = ?`, version.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(zones, func(z office.Zone) bool { return v.Set && office.CleanName(z.Name) == v.Text })
	if v.Set && at < 0 {
		row.Warnings = append(row.Warnings, fmt.Sprintf("还没有“%s”这个责任区，这一列先没有记；请导入“责任区与挂牌”表", v.Text))
		return nil
	}
	was, leads, err := im.leaveZones(row, zones, at, p)
	if err != nil || leads {
		return err
	}
	joined, now := false, ""
	if at >= 0 {
		now = zones[at].Name
		if joined, err = im.joinZone(zones[at], p.ID); err != nil {
			return err
		}
	}
	if joined || was != "" {
		row.changed = append(row.changed, office.ChangeWords("责任区", was, now))
	}
	return nil
}

// leaveZones takes the inspector out of the zones other than the one at the place: a
// sheet of our own says the one zone there is. One who leads a zone stays there.
func (im *importer) leaveZones(row *importRow, zones []office.Zone, at int, p office.Inspector) (was string, leads bool, err error) {
	if row.recordID == 0 {
		return "", false, nil
	}
	for i, z := range zones {
		if i == at {
			continue
		}
		if z.LeaderID == p.ID || z.DeputyID == p.ID {
			row.Warnings = append(row.Warnings, fmt.Sprintf("%s是%s的组长或副组长，责任区没有改；请先在“责任区”里换好组长", p.Name, z.Name))
			return "", true, nil
		}
		res, err := im.t.Exec(`DELETE FROM zone_members WHERE zone_id = ? AND inspector_id = ?`, z.ID, p.ID)
		if err != nil {
			return "", false, wrap(err, "责任区成员")
		}
		if n, err := res.RowsAffected(); err != nil {
			return "", false, err
		} else if n > 0 {
			was = z.Name
		}
	}
	return was, false, nil
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
