package store

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"dudao/internal/office"
)

// InspectionGroup is a 督导组 with its members.
type InspectionGroup struct {
	Group   office.InspectionGroup    `json:"group"`
	Members []office.InspectionMember `json:"members"`
	Units   int                       `json:"units"`
}

// Inspectors counts the members who are inspectors.
func (g InspectionGroup) Inspectors() int {
	n := 0
	for _, m := range g.Members {
		if m.InspectorID != 0 {
			n++
		}
	}
	return n
}

// InspectionGroups returns the groups of an inspection, in order.
func (s *Store) InspectionGroups(inspection int64) ([]InspectionGroup, error) {
	return groupsOf(s.r, inspection)
}

func groupsOf(g getter, inspection int64) ([]InspectionGroup, error) {
	out := []InspectionGroup{}
	groups, err := find[office.InspectionGroup](g, "inspection_groups", "WHERE inspection_id = ? ORDER BY position, id", inspection)
	if err != nil {
		return nil, err
	}
	members, err := find[office.InspectionMember](g, "inspection_members", "WHERE inspection_id = ? ORDER BY group_id, position, id", inspection)
	if err != nil {
		return nil, err
	}
	counts := []struct {
		Group int64 `db:"group_id"`
		N     int   `db:"n"`
	}{}
	if err := g.Select(&counts, `SELECT group_id, count(*) AS n FROM inspection_units WHERE inspection_id = ? AND group_id IS NOT NULL AND deleted_at IS NULL GROUP BY group_id`, inspection); err != nil {
		return nil, err
	}
	for _, x := range groups {
		row := InspectionGroup{Group: x, Members: []office.InspectionMember{}}
		for _, m := range members {
			if m.GroupID == x.ID {
				row.Members = append(row.Members, m)
			}
		}
		for _, c := range counts {
			if c.Group == x.ID {
				row.Units = c.N
			}
		}
		out = append(out, row)
	}
	return out, nil
}

// Outsiders returns those who were in groups without being inspectors, as they
// were asked last, newest first.
func (s *Store) Outsiders() ([]office.Outsider, error) {
	out := []office.Outsider{}
	err := s.r.Select(&out, `SELECT name, employer, post, phone FROM (SELECT name, employer, post, phone, id, row_number() OVER (PARTITION BY name, employer ORDER BY id DESC) AS place
		FROM inspection_members WHERE inspector_id IS NULL) WHERE place = 1 ORDER BY id DESC LIMIT 500`)
	return out, err
}

// SaveGroup adds a group (ID 0) with its members, or writes over it.
func (s *Store) SaveGroup(in InspectionGroup) error {
	return s.changeInspection("group", "保存督导组 "+in.Group.Name, in.Group.InspectionID, func(t *tx, x *office.Inspection) error { return t.saveGroup(*x, in) })
}

func (t *tx) saveGroup(x office.Inspection, in InspectionGroup) (err error) {
	g := in.Group
	g.Name = strings.TrimSpace(g.Name)
	var f office.Faults
	f.Require("name", "组名", g.Name)
	f.MaxRunes("name", "组名", g.Name, 30)
	if err := f.Err(); err != nil {
		return err
	}
	if g.ID == 0 {
		if err := t.Get(&g.Position, `SELECT COALESCE(max(position), 0) + 1 FROM inspection_groups WHERE inspection_id = ?`, x.ID); err != nil {
			return err
		}
		if g.ID, err = insert(t, "inspection_groups", g); err != nil {
			return wrap(err, "督导组")
		}
	} else {
		was, err := get[office.InspectionGroup](t, "inspection_groups", g.ID)
		if err != nil {
			return wrap(err, "督导组")
		}
		g.Position, g.InspectionID = was.Position, was.InspectionID
		if was != g {
			if err := update(t, "inspection_groups", g); err != nil {
				return wrap(err, "督导组")
			}
		}
	}
	if err := t.saveMembers(g, in.Members); err != nil {
		return err
	}
	units, err := find[office.InspectionUnit](t, "inspection_units", "WHERE group_id = ? AND deleted_at IS NULL", g.ID)
	if err != nil {
		return err
	}
	return t.keptApart(x, units)
}

// saveMembers writes the members of a group over those on record; each person
// is in one group of an inspection.
func (t *tx) saveMembers(g office.InspectionGroup, members []office.InspectionMember) error {
	was, err := find[office.InspectionMember](t, "inspection_members", "WHERE inspection_id = ?", g.InspectionID)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, m := range was {
		if m.GroupID != g.ID {
			taken[memberKey(m)] = true
		}
	}
	kept := []int64{}
	for i, m := range members {
		m.Normalize()
		m.InspectionID, m.GroupID, m.Position = g.InspectionID, g.ID, i+1
		if m.InspectorID != 0 {
			p, err := get[office.Inspector](t, "inspectors", m.InspectorID)
			if err != nil {
				return wrap(err, "督学")
			}
			m.Name, m.Employer, m.Post, m.Phone = p.Name, p.Employer, p.Post, ""
		}
		var f office.Faults
		field := fmt.Sprintf("members.%d", i)
		f.Require(field, "姓名", m.Name)
		f.OneOf(field, "组内分工", m.Role, office.MemberRoles)
		f.MaxRunes(field, "姓名", m.Name, 30)
		f.MaxRunes(field, "单位", m.Employer, 60)
		f.MaxRunes(field, "职务", m.Post, 40)
		if taken[memberKey(m)] {
			f.Add(field, m.Name+"已在这次督导的组里，一个人只进一个组，请先从那个组里移出")
		}
		if err := f.Err(); err != nil {
			return err
		}
		taken[memberKey(m)] = true
		at := slices.IndexFunc(was, func(x office.InspectionMember) bool { return x.ID == m.ID && m.ID != 0 && x.GroupID == g.ID })
		if at < 0 {
			m.ID = 0
			if m.ID, err = insert(t, "inspection_members", m); err != nil {
				return wrap(err, "组员")
			}
		} else if !reflect.DeepEqual(was[at], m) {
			if err := update(t, "inspection_members", m); err != nil {
				return wrap(err, "组员")
			}
		}
		kept = append(kept, m.ID)
	}
	list, args := in(kept)
	_, err = t.Exec("DELETE FROM inspection_members WHERE group_id = ? AND id NOT IN "+strings.Replace(list, "(NULL)", "(0)", 1), append([]any{g.ID}, args...)...)
	return err
}

// memberKey tells people apart.
func memberKey(m office.InspectionMember) string {
	if m.InspectorID != 0 {
		return fmt.Sprint(m.InspectorID)
	}
	return m.Name + "\n" + m.Employer
}

// DropGroup takes a group away; its units wait for another.
func (s *Store) DropGroup(id int64) error {
	g, err := get[office.InspectionGroup](s.r, "inspection_groups", id)
	if err != nil {
		return wrap(err, "督导组")
	}
	return s.changeInspection("group", "删除督导组 "+g.Name, g.InspectionID, func(t *tx, _ *office.Inspection) error {
		for _, sql := range []string{`UPDATE inspection_units SET group_id = NULL WHERE group_id = ?`, `DELETE FROM inspection_members WHERE group_id = ?`, `DELETE FROM inspection_groups WHERE id = ?`} {
			if _, err := t.Exec(sql, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// GroupPlan asks for so many groups at once.
type GroupPlan struct {
	InspectionID int64 `json:"inspectionId"`
	Count        int   `json:"count"`
	// Fill puts the inspectors in office into them, as many each, the first of each
	// being the 组长.
	Fill bool `json:"fill"`
}

// MakeGroups adds groups 第一组, 第二组 … to an inspection.
func (s *Store) MakeGroups(in GroupPlan) error {
	if in.Count < 1 || in.Count > 40 {
		return &office.Error{Code: office.CodeInvalid, Message: "组数填 1 到 40。", Fields: map[string]string{"count": "组数填 1 到 40"}}
	}
	return s.changeInspection("group", "分组", in.InspectionID, func(t *tx, x *office.Inspection) error {
		people := []int64{}
		if in.Fill {
			if err := t.Select(&people, `SELECT id FROM inspectors i WHERE i.deleted_at IS NULL AND i.state = '在聘'
				AND NOT EXISTS (SELECT 1 FROM inspection_members m WHERE m.inspection_id = ? AND m.inspector_id = i.id) ORDER BY id`, x.ID); err != nil {
				return err
			}
		}
		have, err := groupsOf(t, x.ID)
		if err != nil {
			return err
		}
		for i := range in.Count {
			g := InspectionGroup{Group: office.InspectionGroup{InspectionID: x.ID, Name: groupName(have)}}
			for k := i; k < len(people); k += in.Count {
				role := "成员"
				if k == i {
					role = office.MemberRoles[0]
				}
				g.Members = append(g.Members, office.InspectionMember{InspectorID: people[k], Role: role})
			}
			if err := t.saveGroup(*x, g); err != nil {
				return err
			}
			have = append(have, g)
		}
		return nil
	})
}

// groupName is the first of 第1组, 第2组 … that is free.
func groupName(have []InspectionGroup) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf("第%d组", n)
		if !slices.ContainsFunc(have, func(g InspectionGroup) bool { return g.Group.Name == name }) {
			return name
		}
	}
}

// UnitShare asks for the units to be shared out among the groups, each with a
// day (分组及日程).
type UnitShare struct {
	InspectionID int64       `json:"inspectionId"`
	By           string      `json:"by"`     // office.ShareEven or ShareZone
	PerDay       int         `json:"perDay"` // units a day and group; 0 sets no days
	From         office.Date `json:"from"`
}

// ShareUnits gives every unit that was not visited yet a group and a day.
func (s *Store) ShareUnits(in UnitShare) error {
	rows, err := s.InspectionUnits(in.InspectionID)
	if err != nil {
		return err
	}
	return s.changeInspection("share", "分组排日程", in.InspectionID, func(t *tx, x *office.Inspection) error { return t.shareUnits(x, rows, in) })
}

func (t *tx) shareUnits(x *office.Inspection, rows []UnitRow, in UnitShare) error {
	groups, err := groupsOf(t, x.ID)
	if err != nil {
		return err
	}
	if len(groups) == 0 {
		return office.Invalid("还没有督导组，请先分组，再分配单位。")
	}
	if in.PerDay > 0 && !in.From.Valid() {
		return &office.Error{Code: office.CodeInvalid, Message: "请填写开始日期。", Fields: map[string]string{"from": "请填写开始日期"}}
	}
	units, err := unitsOf(t, x.ID)
	if err != nil {
		return err
	}
	apart, err := t.apart(*x, groups, units)
	if err != nil {
		return err
	}
	ids, share := []int64{}, []office.ShareUnit{}
	for _, g := range groups {
		ids = append(ids, g.Group.ID)
	}
	for _, r := range rows {
		if r.VisitedOn.Valid() {
			continue
		}
		closed := map[int64]bool{}
		for g := range apart[r.ID] {
			closed[g] = true
		}
		share = append(share, office.ShareUnit{ID: r.ID, Town: r.UnitKind + r.Town, Zone: r.Zone, Closed: closed})
	}
	of, left := office.Share(share, ids, in.By)
	if len(left) > 0 {
		return office.Errorf(office.CodeConflict, "%s 每个组都有人应当回避，没有分配。请调整组员。", t.titleOf("inspection_unit", left[0]))
	}
	return t.dayUnits(x, units, of, in)
}

// dayUnits writes the groups of the units and the days that follow.
func (t *tx) dayUnits(x *office.Inspection, units []office.InspectionUnit, of map[int64]int64, in UnitShare) error {
	calendar, err := t.calendar()
	if err != nil {
		return err
	}
	place, days := map[int64]int{}, office.PlanDays(len(units), in.PerDay, in.From, calendar)
	last := office.Date("")
	for _, was := range units {
		g, shared := of[was.ID]
		if !shared {
			last = max(last, was.PlannedOn)
			continue
		}
		u := was
		u.GroupID = g
		if in.PerDay > 0 {
			u.PlannedOn, u.Session = days[place[g]].On, days[place[g]].Session
			last = max(last, u.PlannedOn)
		}
		place[g]++
		if err := t.putUnit(*x, was, &u); err != nil {
			return about(u.Name, err)
		}
	}
	if in.PerDay > 0 {
		x.StartsOn, x.EndsOn = in.From, last
	}
	return nil
}

// apart tells which groups must keep away from which units, by unit and group,
// with the reason: a member works there, or has entered it (回避).
func (t *tx) apart(x office.Inspection, groups []InspectionGroup, units []office.InspectionUnit) (map[int64]map[int64]string, error) {
	book, err := recusalsOn(t, max(x.StartsOn, x.PlannedOn))
	if err != nil {
		return nil, err
	}
	called := map[string][]int64{} // the schools that an employer may mean
	for _, c := range book.calls {
		called[c.Alias] = append(called[c.Alias], c.SchoolID)
	}
	why := func(m office.InspectionMember, u office.InspectionUnit) string {
		if own := book.of(m.InspectorID, u.SchoolID); m.InspectorID != 0 && u.SchoolID != 0 {
			return own
		}
		if m.Employer != "" && (m.Employer == u.Name || u.SchoolID != 0 && slices.Contains(called[m.Employer], u.SchoolID)) {
			return "是本单位工作人员"
		}
		return ""
	}
	out := map[int64]map[int64]string{}
	for _, g := range groups {
		for _, m := range g.Members {
			for _, u := range units {
				reason := why(m, u)
				if reason == "" {
					continue
				}
				if out[u.ID] == nil {
					out[u.ID] = map[int64]string{}
				}
				out[u.ID][g.Group.ID] = m.Name + "应当回避" + u.Name + "（" + reason + "）"
			}
		}
	}
	return out, nil
}

// keptApart refuses units whose group has a member who must keep away.
func (t *tx) keptApart(x office.Inspection, units []office.InspectionUnit) error {
	groups, err := groupsOf(t, x.ID)
	if err != nil {
		return err
	}
	apart, err := t.apart(x, groups, units)
	if err != nil {
		return err
	}
	for _, u := range units {
		if why := apart[u.ID][u.GroupID]; why != "" {
			return &office.Error{Code: office.CodeInvalid, Message: why + "。请换人，或把" + u.Name + "交给别的组。", Fields: map[string]string{"groupId": why}}
		}
	}
	return nil
}
