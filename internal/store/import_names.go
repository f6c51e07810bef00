package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"dudao/internal/office"
)

// directory finds schools and inspectors by what lists call them.
type directory struct {
	schools     map[int64]office.School
	byCode      map[string]int64
	byName      map[string]int64
	byShort     map[string][]int64 // short names and aliases
	inspectors  map[int64]office.Inspector
	people      map[string][]int64
	assignments map[int64][]office.Assignment // by school, all that ever held
	// The names that schools and inspectors had once: a sheet may be older than a
	// renaming.
	onceSchools, oncePeople map[string][]int64
}

func readDirectory(g getter) (*directory, error) {
	d := &directory{schools: map[int64]office.School{}, byCode: map[string]int64{}, byName: map[string]int64{}, byShort: map[string][]int64{},
		inspectors: map[int64]office.Inspector{}, people: map[string][]int64{}, assignments: map[int64][]office.Assignment{}}
	schools, err := find[office.School](g, "schools", "WHERE deleted_at IS NULL ORDER BY id")
	if err != nil {
		return nil, err
	}
	for _, sc := range schools {
		d.addSchool(sc)
	}
	aliases, err := find[SchoolAlias](g, "school_aliases", "ORDER BY id")
	if err != nil {
		return nil, err
	}
	for _, a := range aliases {
		if _, ok := d.schools[a.SchoolID]; ok {
			d.short(office.CleanName(a.Alias), a.SchoolID)
		}
	}
	people, err := find[office.Inspector](g, "inspectors", "WHERE deleted_at IS NULL ORDER BY id")
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		d.addInspector(p)
	}
	assignments, err := find[office.Assignment](g, "assignments", "WHERE deleted_at IS NULL ORDER BY role = '协', id")
	if err != nil {
		return nil, err
	}
	for _, a := range assignments {
		d.assignments[a.SchoolID] = append(d.assignments[a.SchoolID], a)
	}
	if d.onceSchools, err = onceNames(g, "school", func(id int64) bool { return d.schools[id].ID != 0 }); err != nil {
		return nil, err
	}
	d.oncePeople, err = onceNames(g, "inspector", func(id int64) bool { return d.inspectors[id].ID != 0 })
	return d, err
}

// onceNames reads the names before each renaming from the change log.
func onceNames(g getter, kind string, still func(id int64) bool) (map[string][]int64, error) {
	rows := []Option{}
	if err := g.Select(&rows, `SELECT DISTINCT row_id AS id, json_extract(before, '$.name') AS name FROM changes
		WHERE root_kind = ? AND tbl = ? AND json_extract(before, '$.name') <> json_extract(after, '$.name') ORDER BY row_id`, kind, tableOf(kind)); err != nil {
		return nil, err
	}
	out := map[string][]int64{}
	for _, r := range rows {
		if name := office.CleanName(r.Name); still(r.ID) {
			out[name] = append(out[name], r.ID)
		}
	}
	return out, nil
}

func (d *directory) addSchool(sc office.School) {
	d.schools[sc.ID] = sc
	d.byName[office.CleanName(sc.Name)] = sc.ID
	if sc.Code != "" {
		d.byCode[office.CleanCode(sc.Code)] = sc.ID
	}
	d.short(office.CleanName(sc.ShortName), sc.ID)
}

func (d *directory) short(name string, id int64) {
	if name != "" && !slices.Contains(d.byShort[name], id) {
		d.byShort[name] = append(d.byShort[name], id)
	}
}

func (d *directory) addInspector(p office.Inspector) {
	name := office.CleanName(p.Name)
	d.inspectors[p.ID] = p
	if !slices.Contains(d.people[name], p.ID) {
		d.people[name] = append(d.people[name], p.ID)
	}
}

// school returns the school of the name, code, short name, alias or former name; 0 when none
// or several have it.
func (d *directory) school(name string) int64 {
	if id := d.byName[name]; id != 0 {
		return id
	}
	if ids := d.byShort[name]; len(ids) == 1 {
		return ids[0]
	}
	if id := d.byCode[name]; id != 0 {
		return id
	}
	if ids := d.onceSchools[name]; len(ids) == 1 {
		return ids[0]
	}
	return 0
}

// candidates returns the schools that the name may mean, the likeliest first.
func (d *directory) candidates(name string) []office.NameCandidate {
	type scored struct {
		office.NameCandidate
		score int
	}
	var found []scored
	for id, sc := range d.schools {
		s := office.Likeness(name, sc.Name)
		if slices.Contains(d.byShort[name], id) {
			s = 100
		}
		if s >= 60 {
			found = append(found, scored{office.NameCandidate{ID: id, Name: sc.Name}, s})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return strings.Compare(a.Name, b.Name)
	})
	out := []office.NameCandidate{}
	for _, f := range found[:min(len(found), 4)] {
		if f.score >= found[0].score-15 {
			out = append(out, f.NameCandidate)
		}
	}
	return out
}

// responsible returns who answers for the school on the day, the responsible
// one first.
func (d *directory) responsible(school int64, day office.Date) []int64 {
	ids := []int64{}
	for _, a := range d.assignments[school] {
		if a.StartsOn <= day && (a.EndsOn == "" || a.EndsOn > day) {
			ids = append(ids, a.InspectorID)
		}
	}
	return ids
}

// person returns the inspector of the name; of several, the one who answers for
// the school on the day, or the only one in office.
func (d *directory) person(name string, school int64, day office.Date) (id int64, several int) {
	ids := d.people[name]
	if len(ids) == 0 {
		ids = d.oncePeople[name]
	}
	if len(ids) < 2 {
		if len(ids) == 0 {
			return 0, 0
		}
		return ids[0], 1
	}
	for _, id := range d.responsible(school, day) {
		if slices.Contains(ids, id) {
			return id, 1
		}
	}
	var serving []int64
	for _, id := range ids {
		if d.inspectors[id].State == office.InspectorStates[0] {
			serving = append(serving, id)
		}
	}
	if len(serving) == 1 {
		return serving[0], 1
	}
	return 0, len(ids)
}

// schoolOf resolves the row's school; a name that means none is asked for.
func (im *importer) schoolOf(row *importRow, field string) int64 {
	v := row.V(field)
	if !v.Set {
		return 0
	}
	if id := im.names.school(v.Text); id != 0 {
		row.title = im.names.schools[id].Name
		return id
	}
	candidates := im.names.candidates(v.Text)
	im.ask("school", v.Text, candidates)
	message := fmt.Sprintf("没有叫“%s”的学校", v.Text)
	if len(im.names.byShort[v.Text]) > 1 {
		message = fmt.Sprintf("叫“%s”的学校不止一所", v.Text)
	}
	if len(candidates) > 0 {
		names := make([]string, len(candidates))
		for i, c := range candidates {
			names[i] = c.Name
		}
		message += "，是不是：" + strings.Join(names, "、") + "？请写全称，或把它记为简称"
	} else {
		message += "，请核对名称，或先导入学校"
	}
	row.Fail(field, message)
	return 0
}

// moveSchool puts the row's school in the record, of which at is the school.
func (im *importer) moveSchool(row *importRow, at *int64) {
	school := im.schoolOf(row, "school")
	if school == 0 || school == *at {
		return
	}
	row.changed = append(row.changed, office.ChangeWords("学校", im.names.schools[*at].Name, im.names.schools[school].Name))
	*at = school
}

// moveInspector puts the first of the row's inspectors in the record, of which at is
// the one.
func (im *importer) moveInspector(row *importRow, at *int64, ids []int64) {
	if len(ids) == 0 || ids[0] == *at {
		return
	}
	row.changed = append(row.changed, office.ChangeWords("督学", im.names.inspectors[*at].Name, im.names.inspectors[ids[0]].Name))
	*at = ids[0]
}

func (im *importer) ask(kind, name string, candidates []office.NameCandidate) {
	key := kind + " " + name
	if im.questions[key] == nil {
		im.questions[key] = &office.NameQuestion{Kind: kind, Name: name, Candidates: candidates}
	}
	im.questions[key].Rows++
}

// peopleOf resolves the names in one cell. unknown are those that mean nobody,
// worded for the clerk.
func (im *importer) peopleOf(names []string, school int64, day office.Date) (ids []int64, unknown []string, faults []string) {
	for _, name := range names {
		id, n := im.names.person(name, school, day)
		switch {
		case n == 1 && !slices.Contains(ids, id):
			ids = append(ids, id)
		case n == 0:
			unknown = append(unknown, name)
			faults = append(faults, fmt.Sprintf("没有叫“%s”的督学，%s请核对姓名，或先导入督学", name, im.names.nearly(name)))
		case n > 1:
			unknown = append(unknown, name)
			faults = append(faults, fmt.Sprintf("有 %d 名督学叫“%s”，分不清是哪一位，请到程序里录入这一条", n, name))
		}
	}
	return ids, unknown, faults
}

// nearly asks whether those are meant whose names differ in one character; empty when
// there is none.
func (d *directory) nearly(name string) string {
	like := []string{}
	for _, p := range d.inspectors {
		a, b := utf8.RuneCountInString(name), utf8.RuneCountInString(p.Name)
		if n := max(a, b); n > 2 && n-min(a, b) < 2 && office.Likeness(name, p.Name) >= 100*(n-1)/n {
			like = append(like, p.Name)
		}
	}
	if len(like) == 0 || len(like) > 3 {
		return ""
	}
	slices.Sort(like)
	return "是不是" + strings.Join(like, "、") + "？"
}

// inspectorsOf resolves the row's own inspectors; in a sheet that went out to
// one they are that one, whoever else has the name.
func (im *importer) inspectorsOf(row *importRow, school int64, day office.Date) (ids []int64, faults []string) {
	if row.owner != 0 {
		return []int64{row.owner}, nil
	}
	ids, _, faults = im.peopleOf(row.V("inspectors").Names, school, day)
	return ids, faults
}

// personOf resolves the name in one cell, 0 when empty or at fault.
func (im *importer) personOf(row *importRow, field string) int64 {
	v := row.V(field)
	if !v.Set {
		return 0
	}
	ids, _, faults := im.peopleOf(office.SplitNames(v.Text), 0, im.today)
	if len(faults) > 0 {
		row.Fail(field, faults[0])
		return 0
	}
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}
