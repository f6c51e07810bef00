package store

import (
	"fmt"
	"strings"

	"dudao/internal/office"
)

// SchoolRow is one line of the list of schools.
type SchoolRow struct {
	ID              int64       `db:"id" json:"id"`
	Code            string      `db:"code" json:"code"`
	Name            string      `db:"name" json:"name"`
	ShortName       string      `db:"short_name" json:"shortName"`
	Kind            string      `db:"kind" json:"kind"`
	Ownership       string      `db:"ownership" json:"ownership"`
	Town            string      `db:"town" json:"town"`
	Principal       string      `db:"principal" json:"principal"`
	Phone           string      `db:"phone" json:"phone"`
	Students        int         `db:"students" json:"students"`
	Zone            string      `db:"zone" json:"zone"`
	Inspectors      string      `db:"inspectors" json:"inspectors"`
	State           string      `db:"state" json:"state"`
	LastVisit       office.Date `db:"last_visit" json:"lastVisit"`
	VisitsThisMonth int         `db:"visits_this_month" json:"visitsThisMonth"`
	OpenFindings    int         `db:"open_findings" json:"openFindings"`
}

// SchoolPage is one page of the list.
type SchoolPage struct {
	Rows  []SchoolRow `json:"rows"`
	Total int         `json:"total"`
}

// SchoolOption is one choice of the school picker.
type SchoolOption struct {
	ID        int64  `db:"id" json:"id"`
	Name      string `db:"name" json:"name"`
	ShortName string `db:"short_name" json:"shortName"`
	Kind      string `db:"kind" json:"kind"`
	Town      string `db:"town" json:"town"`
	Pinyin    string `db:"pinyin" json:"pinyin"` // Spelling of the name, then of each alias, with | between
	Zone      string `db:"zone" json:"zone"`
}

// SchoolAlias is a short name under which a school comes in sheets (学校别名).
type SchoolAlias struct {
	ID       int64  `db:"id" json:"id"`
	SchoolID int64  `db:"school_id" json:"schoolId"`
	Alias    string `db:"alias" json:"alias"`
}

// zoneOfSchool is the zone of schools.id on the day (?): one argument, twice.
const zoneOfSchool = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id
	WHERE zs.school_id = s.id AND v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?))`

// inspectorsOfSchool are the names of those who answer for schools.id on the
// day (?): one argument, twice.
const inspectorsOfSchool = `(SELECT group_concat(i.name, '、') FROM (SELECT a.inspector_id FROM assignments a
	WHERE a.school_id = s.id AND a.deleted_at IS NULL AND a.starts_on <= ? AND (a.ends_on = '' OR a.ends_on > ?)
	ORDER BY a.role = '协', a.id) a JOIN inspectors i ON i.id = a.inspector_id)`

// openOn is the condition that school s is open on the day (?), as
// office.School.OpenOn has it: one argument, twice.
const openOn = `s.deleted_at IS NULL AND (s.opened_on = '' OR s.opened_on <= ?) AND CASE WHEN s.closed_on <> '' THEN s.closed_on > ? ELSE s.state = '在办' END`

// counted is the condition that visit v counts: not in the trash, not planned
// only, not cancelled.
const counted = `v.deleted_at IS NULL AND v.state NOT IN ('计划', '已备案', '取消')`

// unvisitedIn is the condition that school s is open on the day (?, twice) and was
// not visited in the days from ? to before ?.
const unvisitedIn = openOn + ` AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.date >= ? AND v.date < ? AND ` + counted + `)`

// visitedIn is its counterpart: open and visited.
const visitedIn = openOn + ` AND EXISTS (SELECT 1 FROM visits v WHERE v.school_id = s.id AND v.date >= ? AND v.date < ? AND ` + counted + `)`

// unsettled is the condition that finding f is not yet put right.
const unsettled = `f.deleted_at IS NULL AND f.state NOT IN ('已销号', '现场整改')`

// openStates are the states of such a finding, for the index by state.
var openStates = "('" + strings.Join(office.OpenFindingStates, "', '") + "')"

// openByState is unsettled for those looked for by their day in findings_state: few
// are open, after ten years, of all that have been due.
var openByState = "f.deleted_at IS NULL AND f.state IN " + openStates

var schoolSorts = map[string]string{
	"code": natural("s.code"), "name": "s.sort_key", "kind": "s.kind", "ownership": "s.ownership", "town": natural("s.town"),
	"principal": "s.principal", "students": "s.students", "zone": natural("zone"), "inspectors": natural("inspectors"), "state": "s.state",
	"lastVisit": "last_visit", "visitsThisMonth": "visits_this_month", "openFindings": "open_findings",
}

// Schools lists schools; month is the report month that "this month" means.
// Filters: kind (a kind, 中小学 or 幼儿园), town, zone, ownership, state,
// unvisited, visited, due (a span; its days are given by the caller in month).
func (s *Store) Schools(q ListQuery, month office.Period) (SchoolPage, error) {
	today := s.Today()
	if q.Filters["unvisited"]+q.Filters["visited"]+q.Filters["due"] != "" {
		today = office.MonthDay(month, today) // zones and inspectors as the period's figures have them
	}
	page := SchoolPage{Rows: []SchoolRow{}}
	var c conditions
	c.add("s.deleted_at IS NULL")
	switch q.Filters["kind"] {
	case "":
	case "中小学":
		c.add("s.kind <> '幼儿园'")
	default:
		c.equal(q, "kind", "s.kind")
	}
	c.equal(q, "town", "s.town")
	c.equal(q, "ownership", "s.ownership")
	c.equal(q, "state", "s.state")
	if z := q.Filters["zone"]; z == office.Unzoned {
		c.add(zoneOfSchool+" IS NULL", today, today)
	} else if z != "" {
		c.add(zoneOfSchool+" = ?", today, today, z)
	}
	if q.Filters["unvisited"] != "" {
		c.add(unvisitedIn, today, today, month.From, month.To)
	}
	if q.Filters["visited"] != "" {
		c.add(visitedIn, today, today, month.From, month.To)
	}
	if q.Filters["due"] != "" {
		c.add(openOn, today, today)
	}
	if err := c.matching(s.r, "school", "s.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM schools s"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(schoolSorts, "s.kind = '幼儿园', s.town, s.sort_key", "s.id")
	args := append([]any{today, today, today, today, month.From, month.To}, c.args...)
	err := s.r.Select(&page.Rows, `SELECT s.id, s.code, s.name, s.short_name, s.kind, s.ownership, s.town, s.principal, s.phone, s.students, s.state,
		COALESCE(`+zoneOfSchool+`, '') AS zone, COALESCE(`+inspectorsOfSchool+`, '') AS inspectors,
		COALESCE((SELECT max(v.date) FROM visits v WHERE v.school_id = s.id AND `+counted+`), '') AS last_visit,
		(SELECT count(*) FROM visits v WHERE v.school_id = s.id AND v.date >= ? AND v.date < ? AND `+counted+`) AS visits_this_month,
		(SELECT count(*) FROM findings f WHERE f.school_id = s.id AND `+unsettled+`) AS open_findings
		FROM schools s`+c.where()+order, append(args, limit...)...)
	return page, err
}

// SchoolOptions lists the open schools for the pickers.
func (s *Store) SchoolOptions() ([]SchoolOption, error) {
	rows := []SchoolOption{}
	today := s.Today()
	err := s.r.Select(&rows, `SELECT s.id, s.name, s.short_name, s.kind, s.town, COALESCE((SELECT group_concat(alias, '|') FROM school_aliases WHERE school_id = s.id), '') AS pinyin,
		COALESCE(`+zoneOfSchool+`, '') AS zone FROM schools s WHERE s.deleted_at IS NULL AND s.state = '在办' ORDER BY s.sort_key, s.id`, today, today)
	for i := range rows {
		called := append([]string{rows[i].Name}, strings.Split(rows[i].Pinyin, "|")...)
		for j, name := range called {
			called[j] = Spelling(name)
		}
		rows[i].Pinyin = strings.TrimRight(strings.Join(called, "|"), "|")
	}
	return rows, err
}

// School returns one school. CodeNotFound when there is none.
func (s *Store) School(id int64) (office.School, error) {
	row, err := get[office.School](s.r, "schools", id)
	return row, wrap(err, "学校")
}

// SaveSchool adds the school (ID 0) or writes over it.
func (s *Store) SaveSchool(sc office.School) (office.School, error) {
	sc.Normalize()
	if err := sc.Validate(); err != nil {
		return sc, err
	}
	verb := "修改学校 "
	if sc.ID == 0 {
		verb = "新增学校 "
	}
	err := s.write(Change{Action: "school.save", Label: verb + sc.Name}, func(t *tx) error { return t.saveSchool(&sc) })
	return sc, err
}

func (t *tx) saveSchool(sc *office.School) (err error) {
	if err := t.fresh("schools", sc.ID, sc.UpdatedAt, "学校"); sc.ID != 0 && err != nil {
		return err
	}
	var twin string
	if err := t.Get(&twin, `SELECT COALESCE((SELECT name FROM schools WHERE deleted_at IS NULL AND id <> ? AND (name = ? OR (code <> '' AND code = ?))), '')`, sc.ID, sc.Name, sc.Code); err != nil {
		return err
	}
	if twin == sc.Name {
		return &office.Error{Code: office.CodeConflict, Message: "已有名称相同的学校“" + twin + "”，没有保存。请核对名称。", Fields: map[string]string{"name": "已有同名学校"}}
	} else if twin != "" {
		return &office.Error{Code: office.CodeConflict, Message: "标识码与“" + twin + "”相同，没有保存。请核对标识码。", Fields: map[string]string{"code": "与" + twin + "的标识码相同，请核对"}}
	}
	sc.Pinyin = pinyinKeys(sc.Name, false)
	sc.UpdatedAt = t.s.moment()
	if sc.ID != 0 {
		return wrap(update(t, "schools", *sc), "学校")
	}
	sc.ID, err = insert(t, "schools", *sc)
	return wrap(err, "学校")
}

// DeleteSchool moves a school to the recycle bin; one with records stays.
func (s *Store) DeleteSchool(id int64) error {
	return s.write(Change{Action: "school.delete", Label: "删除学校 " + s.Title("school", id)}, func(t *tx) error {
		for _, used := range []struct{ sql, what string }{
			{`SELECT count(*) FROM visits WHERE school_id = ? AND deleted_at IS NULL`, "督导记录"},
			{`SELECT count(*) FROM findings WHERE school_id = ? AND deleted_at IS NULL`, "问题"},
			{`SELECT count(*) FROM assignments WHERE school_id = ? AND deleted_at IS NULL`, "挂牌记录"},
			{`SELECT count(*) FROM zone_schools WHERE school_id = ?`, "责任区划分"},
		} {
			var n int
			if err := t.Get(&n, used.sql, id); err != nil {
				return err
			}
			if n > 0 {
				return office.Errorf(office.CodeConflict, "这所学校有 %d 条%s，不能删除。学校撤并或停办时，请把状态改为“撤并”或“停办”。", n, used.what)
			}
		}
		return t.trash("schools", id, "学校")
	})
}

// SchoolCalls returns every name that an open school goes by: its own, the short
// one and those remembered.
func (s *Store) SchoolCalls() ([]SchoolAlias, error) { return schoolCalls(s.r) }

func schoolCalls(g getter) ([]SchoolAlias, error) {
	rows := []SchoolAlias{}
	err := g.Select(&rows, `WITH open AS (SELECT id, name, short_name FROM schools WHERE deleted_at IS NULL AND state = '在办')
		SELECT id AS school_id, name AS alias FROM open UNION SELECT id, short_name FROM open WHERE short_name <> ''
		UNION SELECT a.school_id, a.alias FROM school_aliases a JOIN open ON open.id = a.school_id ORDER BY 1, 2`)
	return rows, err
}

// Aliases returns the school's other names.
func (s *Store) Aliases(schoolID int64) ([]SchoolAlias, error) {
	return find[SchoolAlias](s.r, "school_aliases", "WHERE school_id = ? ORDER BY alias", schoolID)
}

// SaveAlias remembers another name of a school; a name of another school moves
// over.
func (s *Store) SaveAlias(schoolID int64, alias string) error {
	if alias == "" {
		return office.Invalid("请填写学校的简称。")
	}
	return s.write(Change{Action: "alias.save", Label: fmt.Sprintf("记住学校简称“%s”", alias)}, func(t *tx) error {
		_, err := t.Exec(`INSERT INTO school_aliases (school_id, alias) VALUES (?, ?) ON CONFLICT (alias) DO UPDATE SET school_id = excluded.school_id`, schoolID, alias)
		return wrap(err, "学校简称")
	})
}

// DropAlias forgets another name.
func (s *Store) DropAlias(id int64) error {
	return s.write(Change{Action: "alias.drop", Label: "删除学校简称"}, func(t *tx) error {
		_, err := t.Exec(`DELETE FROM school_aliases WHERE id = ?`, id)
		return wrap(err, "学校简称")
	})
}
