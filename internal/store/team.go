package store

import (
	"strings"

	"dudao/internal/office"
)

// TeamRow is one line of the list of 协作组.
type TeamRow struct {
	ID       int64       `db:"id" json:"id"`
	Name     string      `db:"name" json:"name"`
	StartsOn office.Date `db:"starts_on" json:"startsOn"`
	EndsOn   office.Date `db:"ends_on" json:"endsOn"`
	Leader   string      `db:"leader" json:"leader"`
	Members  string      `db:"members" json:"members"` // all, the leader first
	Count    int         `db:"count" json:"count"`
	PlusName string      `db:"plus_name" json:"plusName"`
	PlusPost string      `db:"plus_post" json:"plusPost"`
	Helps    string      `db:"helps" json:"helps"` // zones and schools
	Visits   int         `db:"visits" json:"visits"`
	Findings int         `db:"findings" json:"findings"`
	State    string      `db:"state" json:"state"`
	Note     string      `db:"note" json:"note"`
}

// TeamPage is one page of the list.
type TeamPage struct {
	Rows  []TeamRow `json:"rows"`
	Total int       `json:"total"`
}

// jointVisits selects the 协作督导 visits of team t: made in its time, with one of
// its members.
const jointVisits = ` FROM visits v WHERE v.deleted_at IS NULL AND v.kind = '` + office.JointKind + `' AND v.state NOT IN ('计划', '已备案', '取消')
	AND v.date >= t.starts_on AND (t.ends_on = '' OR v.date < t.ends_on)
	AND EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND (m.inspector_id = v.inspector_id
		OR EXISTS (SELECT 1 FROM visit_companions c WHERE c.visit_id = v.id AND c.inspector_id = m.inspector_id)))`

const teamColumns = `t.id, t.name, t.starts_on, t.ends_on, t.plus_name, t.plus_post, t.note, COALESCE(l.name, '') AS leader,
	COALESCE((SELECT group_concat(i.name, '、' ORDER BY i.id <> COALESCE(t.leader_id, 0), m.id) FROM team_members m JOIN inspectors i ON i.id = m.inspector_id WHERE m.team_id = t.id), '') AS members,
	(SELECT count(*) FROM team_members m WHERE m.team_id = t.id) AS count,
	concat_ws('、', (SELECT group_concat(z.zone, '、' ORDER BY z.id) FROM team_zones z WHERE z.team_id = t.id),
		(SELECT group_concat(s.name, '、' ORDER BY x.id) FROM team_schools x JOIN schools s ON s.id = x.school_id WHERE x.team_id = t.id)) AS helps,
	(SELECT count(*)` + jointVisits + `) AS visits,
	(SELECT count(*) FROM findings f WHERE f.deleted_at IS NULL AND f.visit_id IN (SELECT v.id` + jointVisits + `)) AS findings,
	CASE WHEN t.ends_on <> '' AND t.ends_on <= ? THEN '已结束' ELSE '在组' END AS state`

const teamTables = ` FROM teams t LEFT JOIN inspectors l ON l.id = t.leader_id`

var teamSorts = map[string]string{
	"name": natural("t.name"), "startsOn": "t.starts_on", "endsOn": "t.ends_on", "leader": "l.sort_key", "count": "count", "visits": "visits", "findings": "findings",
}

// Teams lists 协作组, those that hold first. Filters: state (在组/已结束), inspector
// (id).
func (s *Store) Teams(q ListQuery) (TeamPage, error) {
	page := TeamPage{Rows: []TeamRow{}}
	day, err := s.AsOf()
	if err != nil {
		return page, err
	}
	var c conditions
	c.add("t.deleted_at IS NULL")
	switch q.Filters["state"] {
	case "在组":
		c.add("(t.ends_on = '' OR t.ends_on > ?)", day)
	case "已结束":
		c.add("t.ends_on <> '' AND t.ends_on <= ?", day)
	}
	if id := q.Filters["inspector"]; id != "" {
		c.add("EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = t.id AND m.inspector_id = ?)", id)
	}
	if err := c.matching(s.r, "team", "t.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM teams t"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(teamSorts, "t.ends_on <> '', t.starts_on DESC", "t.id")
	err = s.r.Select(&page.Rows, "SELECT "+teamColumns+teamTables+c.where()+order, append(append([]any{day}, c.args...), limit...)...)
	return page, err
}

// Team returns one 协作组. CodeNotFound when there is none.
func (s *Store) Team(id int64) (office.Team, error) {
	t, err := get[office.Team](s.r, "teams", id)
	if err != nil {
		return t, wrap(err, "协作组")
	}
	t.Members, t.Schools, t.Zones = []int64{}, []int64{}, []string{}
	if err := s.r.Select(&t.Members, `SELECT inspector_id FROM team_members WHERE team_id = ? ORDER BY id`, id); err != nil {
		return t, err
	}
	if err := s.r.Select(&t.Schools, `SELECT school_id FROM team_schools WHERE team_id = ? ORDER BY id`, id); err != nil {
		return t, err
	}
	return t, s.r.Select(&t.Zones, `SELECT zone FROM team_zones WHERE team_id = ? ORDER BY id`, id)
}

// TeamWork returns the joint visits of a team, newest first, and what they found.
func (s *Store) TeamWork(id int64) (visits []VisitRow, findings []FindingRow, err error) {
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT x.id FROM teams t JOIN visits x ON x.id IN (SELECT v.id`+jointVisits+`) WHERE t.id = ? ORDER BY x.date DESC, x.id DESC`, id); err != nil {
		return nil, nil, err
	}
	if visits, err = s.VisitRows(ids); err != nil {
		return nil, nil, err
	}
	list, args := in(ids)
	found := []int64{}
	if err := s.r.Select(&found, `SELECT id FROM findings WHERE deleted_at IS NULL AND visit_id IN `+list+` ORDER BY found_on DESC, id DESC`, args...); err != nil {
		return nil, nil, err
	}
	findings, err = s.FindingRows(found)
	return visits, findings, err
}

// SaveTeam adds the 协作组 (ID 0) or writes over it.
func (s *Store) SaveTeam(m office.Team) (office.Team, error) {
	verb := "修改协作组 "
	if m.ID == 0 {
		verb = "建立协作组 "
	}
	err := s.write(Change{Action: "team.save", Label: verb + m.Name}, func(t *tx) error { return t.saveTeam(&m) })
	return m, err
}

func (t *tx) saveTeam(m *office.Team) (err error) {
	m.Normalize()
	if err := m.Validate(); err != nil {
		return err
	}
	if m.ID != 0 {
		if err := t.fresh("teams", m.ID, m.UpdatedAt, "协作组"); err != nil {
			return err
		}
	}
	m.UpdatedAt = t.s.moment()
	if m.ID == 0 {
		m.ID, err = insert(t, "teams", *m)
	} else {
		err = update(t, "teams", *m)
	}
	if err != nil {
		return wrap(err, "协作组（组名和成立日期）")
	}
	if err := t.setLinks("team_members", "team_id", m.ID, "inspector_id", m.Members); err != nil {
		return wrap(err, "组员")
	}
	if err := t.setLinks("team_schools", "team_id", m.ID, "school_id", m.Schools); err != nil {
		return wrap(err, "协作学校")
	}
	return wrap(t.setTeamZones(*m), "协作责任区")
}

func (t *tx) setTeamZones(m office.Team) error {
	args := []any{m.ID}
	for _, z := range m.Zones {
		args = append(args, z)
	}
	places := strings.TrimSuffix(strings.Repeat("?, ", len(m.Zones)), ", ")
	if _, err := t.Exec("DELETE FROM team_zones WHERE team_id = ? AND zone NOT IN ("+places+")", args...); err != nil {
		return err
	}
	for _, z := range m.Zones {
		if _, err := t.Exec(`INSERT INTO team_zones (team_id, zone) VALUES (?, ?) ON CONFLICT DO NOTHING`, m.ID, z); err != nil {
			return err
		}
	}
	return nil
}

// DeleteTeam moves a 协作组 to the recycle bin.
func (s *Store) DeleteTeam(id int64) error {
	return s.write(Change{Action: "team.delete", Label: "删除协作组 " + s.Title("team", id)}, func(t *tx) error {
		return t.trash("teams", id, "协作组")
	})
}
