package office

import (
	"slices"
	"strings"
)

// JointKind is the kind of visit that a team makes together (协作督导).
const JointKind = "协作督导"

// TeamSize is how many inspectors a 5+1 team has, by the county's own practice.
const TeamSize = 5

// Team is a 协作组: inspectors of several zones and one of the office or a
// specialist (5+1), who help zones and schools over [StartsOn, EndsOn); an empty
// EndsOn means still.
type Team struct {
	ID       int64  `db:"id" json:"id"`
	Name     string `db:"name" json:"name"`
	StartsOn Date   `db:"starts_on" json:"startsOn"`
	EndsOn   Date   `db:"ends_on" json:"endsOn"`
	LeaderID int64  `db:"leader_id" json:"leaderId"` // 组长, one of the members
	PlusName string `db:"plus_name" json:"plusName"` // the +1: 督导室人员或专家
	PlusPost string `db:"plus_post" json:"plusPost"`
	Note     string `db:"note" json:"note"`
	// Members are the inspectors, Schools and Zones (by name) whom they help.
	Members   []int64  `db:"-" json:"members"`
	Schools   []int64  `db:"-" json:"schools"`
	Zones     []string `db:"-" json:"zones"`
	UpdatedAt string   `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts and counts the leader among the members.
func (t *Team) Normalize() {
	for _, s := range []*string{&t.Name, &t.PlusName, &t.PlusPost, &t.Note} {
		*s = strings.TrimSpace(*s)
	}
	t.Members, t.Schools, t.Zones = nonNil(t.Members), nonNil(t.Schools), nonNil(t.Zones)
	if t.LeaderID != 0 && !slices.Contains(t.Members, t.LeaderID) {
		t.Members = append([]int64{t.LeaderID}, t.Members...)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (t Team) Validate() error {
	var e Faults
	e.Require("name", "组名", t.Name)
	e.MaxRunes("name", "组名", t.Name, 30)
	e.Require("startsOn", "成立日期", string(t.StartsOn))
	e.Date("startsOn", "成立日期", t.StartsOn)
	e.Date("endsOn", "结束日期", t.EndsOn)
	if t.EndsOn != "" && t.EndsOn <= t.StartsOn {
		e.Add("endsOn", "结束日期须晚于成立日期")
	}
	if len(t.Members) == 0 {
		e.Add("members", "请选择组员")
	}
	e.MaxRunes("plusName", "督导室人员或专家", t.PlusName, 30)
	e.MaxRunes("note", "备注", t.Note, 1000)
	return e.Err()
}
