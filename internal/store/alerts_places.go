package store

import (
	"fmt"

	"dudao/internal/office"
)

// zoneLoads are the zones in force on the day with their schools and inspectors,
// as the first page has them.
func (r *alertRun) zoneLoads() (_ []ZoneLoad, err error) {
	if r.zones == nil {
		r.zones, err = r.s.ZoneLoads(r.period)
	}
	return r.zones, err
}

// crowdedZones is C01.
func (r *alertRun) crowdedZones() error {
	zones, err := r.zoneLoads()
	for _, z := range zones {
		if most := r.rules[office.RuleZoneSchools]; float64(z.Schools) > most {
			r.add(office.AlertRed, office.Alert{Title: z.Zone, Detail: fmt.Sprintf("学校和幼儿园 %d 所，超过 %g 所", z.Schools, most),
				Kind: "zone", RecordID: z.ID, Route: "/zones", Zone: z.Zone})
		}
	}
	return err
}

// thinZones is C02.
func (r *alertRun) thinZones() error {
	zones, err := r.zoneLoads()
	for _, z := range zones {
		if least := r.rules[office.RuleZoneInspectors]; float64(z.Inspectors) < least {
			r.add(office.AlertRed, office.Alert{Title: z.Zone, Detail: fmt.Sprintf("督学 %d 名，少于 %g 名", z.Inspectors, least),
				Kind: "zone", RecordID: z.ID, Route: "/zones", Zone: z.Zone})
		}
	}
	return err
}

// loadedInspectors is C03.
func (r *alertRun) loadedInspectors() error {
	usual, most := r.number(office.RuleInspectorSchools), r.number(office.RuleInspectorOverload)
	loads, err := r.s.InspectorLoads(r.day, min(usual+1, most))
	for _, l := range loads {
		want, detail := office.AlertWarn, fmt.Sprintf("主责 %d 所，多于 %d 所左右", l.Schools, usual)
		if l.Schools >= most {
			want, detail = office.AlertRed, fmt.Sprintf("主责 %d 所，%d 所起算超员", l.Schools, most)
		}
		r.add(want, office.Alert{Title: l.Name, Detail: detail, Kind: "inspector", RecordID: l.ID, Route: inspectorRoute(l.ID)})
	}
	return err
}

func schoolRoute(id int64) string { return fmt.Sprintf("/schools/%d", id) }

func inspectorRoute(id int64) string { return fmt.Sprintf("/inspectors/%d", id) }

// inForce is the condition that assignment a holds on the day (?1).
const inForce = `a.deleted_at IS NULL AND a.starts_on <= ?1 AND (a.ends_on = '' OR a.ends_on > ?1)`

// openNow is openOn with the day as ?1.
const openNow = `s.deleted_at IS NULL AND (s.opened_on = '' OR s.opened_on <= ?1) AND CASE WHEN s.closed_on <> '' THEN s.closed_on > ?1 ELSE s.state = '在办' END`

// schoolOrder is the order of schools in every list of alerts and in the heat map.
const schoolOrder = `s.kind = '幼儿园', s.town, s.sort_key, s.id`

// aloneSchools is C04: nobody in office answers for the school, or fewer than
// the county wants.
func (r *alertRun) aloneSchools() error {
	least := r.number(office.RuleInspectorsPerVisit)
	rows := []struct {
		ID      int64  `db:"id"`
		Name    string `db:"name"`
		Serving int    `db:"serving"`
		Mains   int    `db:"mains"`
		Gone    string `db:"gone"`
	}{}
	err := r.s.r.Select(&rows, `SELECT s.id, s.name, count(DISTINCT CASE WHEN i.state = '在聘' THEN i.id END) AS serving,
		COALESCE(sum(i.state = '在聘' AND a.role = '主'), 0) AS mains,
		COALESCE(group_concat(CASE WHEN i.state <> '在聘' THEN i.name || '（' || i.state || '）' END, '、'), '') AS gone
		FROM schools s LEFT JOIN assignments a ON a.school_id = s.id AND `+inForce+`
		LEFT JOIN inspectors i ON i.id = a.inspector_id AND i.deleted_at IS NULL
		WHERE `+openNow+` GROUP BY s.id HAVING mains = 0 OR serving < ?2 ORDER BY `+schoolOrder, r.day, least)
	for _, x := range rows {
		detail := "没有责任督学"
		switch {
		case x.Mains > 0:
			detail = fmt.Sprintf("在聘的责任督学 %d 名，少于 %d 名", x.Serving, least)
		case x.Gone != "":
			detail = x.Gone + "已不在聘，没有人主责"
		case x.Serving > 0:
			detail = "只有协助的督学，没有人主责"
		}
		r.add(office.AlertRed, office.Alert{Title: x.Name, Detail: detail, Kind: "school", RecordID: x.ID, SchoolID: x.ID, Route: schoolRoute(x.ID)})
	}
	return err
}

// plates is C05. A plate that hangs and only lacks its photo is but a note.
func (r *alertRun) plates() error {
	rows := []struct {
		ID        int64       `db:"id"`
		SchoolID  int64       `db:"school_id"`
		School    string      `db:"school"`
		Inspector string      `db:"inspector"`
		StartsOn  office.Date `db:"starts_on"`
		PlateOn   office.Date `db:"plate_on"`
		Before    string      `db:"before"`
		Photo     bool        `db:"photo"`
	}{}
	err := r.s.r.Select(&rows, `SELECT a.id, a.school_id, s.name AS school, i.name AS inspector, a.starts_on, a.plate_on,
		COALESCE((SELECT bi.name FROM assignments b JOIN inspectors bi ON bi.id = b.inspector_id
			WHERE b.school_id = a.school_id AND b.deleted_at IS NULL AND b.role = '主' AND b.plate_on <> '' AND b.starts_on < a.starts_on AND b.inspector_id <> a.inspector_id
			ORDER BY b.starts_on DESC LIMIT 1), '') AS before,
		EXISTS (SELECT 1 FROM attachments f WHERE f.owner_kind = 'assignment' AND f.owner_id = a.id AND f.deleted_at IS NULL) AS photo
		FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id
		WHERE a.role = '主' AND `+inForce+` AND `+openNow+` ORDER BY `+schoolOrder, r.day)
	for _, x := range rows {
		want, detail := office.AlertRed, ""
		switch {
		case x.PlateOn == "" && x.Before != "":
			detail = fmt.Sprintf("责任督学已由%s换为%s，公示牌没有更换", x.Before, x.Inspector)
		case x.PlateOn == "":
			detail = fmt.Sprintf("%s自 %s 起负责，公示牌没有挂", x.Inspector, x.StartsOn)
		case x.PlateOn < x.StartsOn:
			detail = fmt.Sprintf("公示牌 %s 挂，%s自 %s 起负责，牌上还是以前的督学", x.PlateOn, x.Inspector, x.StartsOn)
		case !x.Photo:
			want, detail = office.AlertNote, "公示牌没有照片"
		default:
			continue
		}
		r.add(want, office.Alert{Title: x.School, Detail: detail, Kind: "assignment", RecordID: x.ID, SchoolID: x.SchoolID, Route: schoolRoute(x.SchoolID), Day: x.StartsOn})
	}
	return err
}
