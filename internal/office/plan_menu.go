package office

import (
	"cmp"
	"slices"
	"strings"
)

// MenuSchools are the schools that an item of the month's menu is meant for.
var MenuSchools = []string{"全部", "中小学", "幼儿园"}

// Menu is 月菜单: what every inspector looks at in a month.
type Menu struct {
	ID          int64      `db:"id" json:"id"`
	Month       Month      `db:"month" json:"month"`
	DocNumber   string     `db:"doc_number" json:"docNumber"`
	Opening     string     `db:"opening" json:"opening"`         // 前言
	Requirement string     `db:"requirement" json:"requirement"` // 工作要求
	IssuedOn    Date       `db:"issued_on" json:"issuedOn"`
	Items       []MenuItem `db:"-" json:"items"`
	UpdatedAt   string     `db:"updated_at" json:"updatedAt"`
}

// MenuItem is one thing to look at: 规定任务 when Required, else 自主任务.
type MenuItem struct {
	MatterID    int64  `db:"matter_id" json:"matterId"` // 0: of no single matter
	Topic       string `db:"topic" json:"topic"`
	Requirement string `db:"requirement" json:"requirement"`
	Schools     string `db:"schools" json:"schools"` // one of MenuSchools
	Required    bool   `db:"required" json:"required"`
}

// For tells whether the item is meant for schools of the sort.
func (i MenuItem) For(kindergarten bool) bool {
	return i.Schools == MenuSchools[0] || (i.Schools == InfantSchool) == kindergarten
}

// Normalize trims the texts.
func (m *Menu) Normalize() {
	for _, s := range []*string{&m.DocNumber, &m.Opening, &m.Requirement} {
		*s = strings.TrimSpace(*s)
	}
	m.Items = nonNil(m.Items)
	for k := range m.Items {
		i := &m.Items[k]
		i.Topic, i.Requirement = strings.TrimSpace(i.Topic), strings.TrimSpace(i.Requirement)
		if i.Schools == "" {
			i.Schools = MenuSchools[0]
		}
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (m Menu) Validate() error {
	var f Faults
	if !m.Month.Valid() {
		f.Add("month", "月份写成 2026-03")
	}
	f.MaxRunes("docNumber", "文号", m.DocNumber, 40)
	f.MaxRunes("opening", "前言", m.Opening, 1000)
	f.MaxRunes("requirement", "工作要求", m.Requirement, 4000)
	f.Date("issuedOn", "印发日期", m.IssuedOn)
	for k, i := range m.Items {
		at, name := "items."+itoa(k), "第 "+itoa(k+1)+" 项"
		f.Require(at+".topic", name+"的督导内容", i.Topic)
		f.MaxRunes(at+".topic", name+"的督导内容", i.Topic, 200)
		f.MaxRunes(at+".requirement", name+"的要求", i.Requirement, 1000)
		f.OneOf(at+".schools", name+"的学校范围", i.Schools, MenuSchools)
	}
	return f.Err()
}

// MatterUse is how many of the open schools a matter has been looked at in since
// the school year began.
type MatterUse struct {
	Matter  Matter
	Schools int
}

// ProposeMenu makes a month's menu: the calendar's work in schools first, then the
// matters looked at least, until each sort of school has its share (of kindergartens
// under true).
func ProposeMenu(month Month, tasks []PlanTask, use []MatterUse, share map[bool]int) Menu {
	m := Menu{Month: month, Items: []MenuItem{}}
	byID := map[int64]Matter{}
	for _, u := range use {
		byID[u.Matter.ID] = u.Matter
	}
	told := map[int64]bool{}
	for _, t := range tasks {
		if !t.In(month.Number()) || !t.Supervises() {
			continue
		}
		if len(t.Matters) == 0 && t.Kind != TaskKinds[0] { // a regular visit without a matter says nothing of what to look at
			m.Items = append(m.Items, MenuItem{Topic: t.Task, Requirement: t.Note, Schools: MenuSchools[0], Required: true})
		}
		for _, id := range t.Matters {
			if told[id] {
				continue
			}
			told[id] = true
			m.Items = append(m.Items, MenuItem{MatterID: id, Topic: t.Task, Requirement: t.Note, Schools: menuSchools(byID[id]), Required: true})
		}
	}
	return m.rotate(use, told, share)
}

// rotate adds the matters looked at least.
func (m Menu) rotate(use []MatterUse, told map[int64]bool, share map[bool]int) Menu {
	slices.SortStableFunc(use, func(a, b MatterUse) int {
		return cmp.Or(cmp.Compare(a.Schools, b.Schools), cmp.Compare(a.Matter.Position, b.Matter.Position))
	})
	for _, infant := range []bool{false, true} {
		has := 0
		for _, u := range use {
			if u.Matter.Kindergarten == infant && told[u.Matter.ID] {
				has++
			}
		}
		for _, u := range use {
			if u.Matter.Kindergarten != infant || told[u.Matter.ID] || has >= share[infant] {
				continue
			}
			has++
			m.Items = append(m.Items, MenuItem{MatterID: u.Matter.ID, Topic: u.Matter.Name, Requirement: "本学年已查 " + itoa(u.Schools) + " 所，轮查。", Schools: menuSchools(u.Matter), Required: true})
		}
	}
	return m
}

func menuSchools(m Matter) string {
	if m.Kindergarten {
		return MenuSchools[2]
	}
	return MenuSchools[1]
}

// MattersOf are the matters the menu asks for in schools of the sort, and the
// required topics of no single matter.
func (m Menu) MattersOf(kindergarten bool) (matters []int64, topics []string) {
	for _, i := range m.Items {
		switch {
		case !i.Required || !i.For(kindergarten):
		case i.MatterID == 0:
			topics = append(topics, i.Topic)
		case !slices.Contains(matters, i.MatterID):
			matters = append(matters, i.MatterID)
		}
	}
	return matters, topics
}
