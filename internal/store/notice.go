package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// NoticeRow is one line of the list of papers (整改文书).
type NoticeRow struct {
	ID           int64       `db:"id" json:"id"`
	Kind         string      `db:"kind" json:"kind"`
	Number       string      `db:"number" json:"number"`
	DocNumber    string      `db:"doc_number" json:"docNumber"`
	Date         office.Date `db:"date" json:"date"`
	SchoolID     int64       `db:"school_id" json:"schoolId"`
	School       string      `db:"school" json:"school"`
	Zone         string      `db:"zone" json:"zone"`
	Inspector    string      `db:"inspector" json:"inspector"`
	Department   string      `db:"department" json:"department"`
	Title        string      `db:"title" json:"title"`
	DueOn        office.Date `db:"due_on" json:"dueOn"`
	State        string      `db:"state" json:"state"`
	VoidReason   string      `db:"void_reason" json:"voidReason"`
	Findings     int         `db:"findings" json:"findings"`
	OpenFindings int         `db:"open_findings" json:"openFindings"`
	VisitID      int64       `db:"visit_id" json:"visitId"`
	VisitNumber  string      `db:"visit_number" json:"visitNumber"`
	Overdue      int         `db:"-" json:"overdue"` // calendar days past the limit
	// Next are the steps that may follow, Limits those of them that have a day.
	Next   []string           `db:"-" json:"next"`
	Limits []office.StepLimit `db:"-" json:"limits"`
}

// NoticePage is one page of the list.
type NoticePage struct {
	Rows  []NoticeRow `json:"rows"`
	Total int         `json:"total"`
}

const zoneOfNotice = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = n.school_id AND zv.valid_from <= n.date AND (zv.valid_to = '' OR zv.valid_to > n.date))`

const openOfNotice = `(SELECT count(*) FROM notice_findings x JOIN findings f ON f.id = x.finding_id WHERE x.notice_id = n.id AND ` + unsettled + `)`

const noticeColumns = `n.id, n.kind, n.number, n.doc_number, n.date, COALESCE(n.school_id, 0) AS school_id, COALESCE(s.name, '') AS school,
	COALESCE(` + zoneOfNotice + `, '') AS zone, COALESCE(i.name, '') AS inspector, n.department, n.title, n.due_on, n.state, n.void_reason,
	(SELECT count(*) FROM notice_findings x JOIN findings f ON f.id = x.finding_id WHERE x.notice_id = n.id AND f.deleted_at IS NULL) AS findings,
	` + openOfNotice + ` AS open_findings, COALESCE(n.visit_id, 0) AS visit_id, COALESCE(v.number, '') AS visit_number`

const noticeTables = ` FROM notices n LEFT JOIN schools s ON s.id = n.school_id LEFT JOIN inspectors i ON i.id = n.inspector_id LEFT JOIN visits v ON v.id = n.visit_id`

// doneNotices are the states in which nothing is waited for.
var doneNotices = "('" + strings.Join(append([]string{office.NoticeDraft, office.NoticeVoid}, office.EndSteps...), "', '") + "')"

// lateNotice is the condition that paper n is past its limit on the day (?): it
// is under way, and what it is about is not put right.
var lateNotice = `n.due_on <> '' AND n.due_on < ? AND n.state NOT IN ` + doneNotices + `
	AND (NOT EXISTS (SELECT 1 FROM notice_findings x WHERE x.notice_id = n.id) OR ` + openOfNotice + ` > 0)`

var noticeSorts = map[string]string{
	"number": "n.number", "docNumber": "n.doc_number_sort_key", "date": "n.date", "school": "s.sort_key", "zone": "zone", "kind": "n.kind", "state": "n.state",
	"dueOn": "n.due_on = '', n.due_on", "inspector": "i.sort_key", "department": "n.department",
}

// Notices lists papers, newest first. Filters: kind, state (or 办理中), school,
// inspector, finding, visit (ids), zone (name), from, to (days), overdue.
func (s *Store) Notices(q ListQuery) (NoticePage, error) {
	page := NoticePage{Rows: []NoticeRow{}}
	var c conditions
	c.add("n.deleted_at IS NULL")
	c.equal(q, "kind", "n.kind")
	if q.Filters["state"] == "办理中" {
		c.add("n.state NOT IN " + doneNotices)
	} else {
		c.equal(q, "state", "n.state")
	}
	c.number(q, "school", "n.school_id")
	c.number(q, "inspector", "n.inspector_id")
	c.number(q, "visit", "n.visit_id")
	if q.Filters["finding"] != "" {
		c.add("n.id IN (SELECT notice_id FROM notice_findings WHERE finding_id = ?)", q.Filters["finding"])
	}
	if d := q.Filters["from"]; d != "" {
		c.add("n.date >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("n.date <= ?", d)
	}
	if err := c.inZone(s.r, q, "n.school_id", "n.date"); err != nil {
		return page, err
	}
	if q.Filters["overdue"] != "" {
		day, err := s.AsOf()
		if err != nil {
			return page, err
		}
		c.add(lateNotice, day)
	}
	if err := c.matching(s.r, "notice", "n.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM notices n"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(noticeSorts, "n.date DESC", "n.id DESC")
	extra := ""
	if q.Sort == "zone" {
		extra = ", " + byZone(zoneOfNotice) + " AS zone"
	}
	ids := []int64{}
	if err := s.r.Select(&ids, "SELECT id FROM (SELECT n.id"+extra+noticeTables+c.where()+order+")", append(c.args, limit...)...); err != nil {
		return page, err
	}
	rows, err := s.NoticeRows(ids)
	page.Rows = rows
	return page, err
}

// NoticeRows returns the lines of the papers, in the order of the ids.
func (s *Store) NoticeRows(ids []int64) ([]NoticeRow, error) {
	rows := []NoticeRow{}
	list, args := in(ids)
	if err := s.r.Select(&rows, "SELECT "+noticeColumns+noticeTables+" WHERE n.id IN "+list, args...); err != nil {
		return nil, err
	}
	day, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	for i := range rows {
		if err := s.standing(&rows[i], day); err != nil {
			return nil, err
		}
	}
	return inOrder(rows, ids, func(r NoticeRow) int64 { return r.ID }), nil
}

// standing fills in how late the paper is on the day and what may follow.
func (s *Store) standing(r *NoticeRow, day office.Date) error {
	r.Next, r.Limits = []string{}, []office.StepLimit{}
	n := office.Notice{ID: r.ID, Kind: r.Kind, State: r.State}
	if !slices.Contains(office.EndSteps, r.State) && r.State != office.NoticeVoid {
		if n.Running() && (r.Findings == 0 || r.OpenFindings > 0) && r.DueOn.Valid() {
			r.Overdue = max(0, day.Sub(r.DueOn))
		}
		var err error
		if n.Steps, err = stepsOf(s.r, r.ID); err != nil {
			return err
		}
		next, limits, err := s.NextSteps(n)
		if err != nil {
			return err
		}
		for _, x := range next {
			r.Next = append(r.Next, x.Name)
		}
		r.Limits = limits
	}
	return nil
}

// NextSteps returns the steps that may follow, and the days of those that have a
// limit.
func (s *Store) NextSteps(n office.Notice) ([]office.StepRule, []office.StepLimit, error) {
	k, _ := office.NoticeKindOf(n.Kind)
	severe, err := severeNotice(s.r, n.ID)
	if err != nil || n.Void() {
		return []office.StepRule{}, []office.StepLimit{}, err
	}
	var inspected office.Date
	if err := s.r.Get(&inspected, `SELECT COALESCE((SELECT v.date FROM notices n JOIN visits v ON v.id = n.visit_id WHERE n.id = ?1),
		(SELECT max(f.found_on) FROM notice_findings x JOIN findings f ON f.id = x.finding_id WHERE x.notice_id = ?1), '')`, n.ID); err != nil {
		return nil, nil, err
	}
	var failed error
	limits := n.Limits(func(rule string) int {
		v, err := s.Rule(rule, s.Today())
		if err != nil {
			failed = err
		}
		return int(v)
	}, inspected)
	return k.Next(n.Steps, severe), limits, failed
}

// severeNotice tells that the paper is on a severe problem (严重问题).
func severeNotice(g getter, id int64) (severe bool, err error) {
	err = g.Get(&severe, `SELECT EXISTS (SELECT 1 FROM notice_findings x JOIN findings f ON f.id = x.finding_id WHERE x.notice_id = ? AND f.level = 5 AND f.deleted_at IS NULL)`, id)
	return severe, err
}

func stepsOf(g getter, id int64) ([]office.Step, error) {
	steps := []office.Step{}
	err := g.Select(&steps, `SELECT step, on_day, by_whom, way, text FROM notice_steps WHERE notice_id = ? ORDER BY position`, id)
	return steps, err
}

// Notice returns one paper with its findings and steps. CodeNotFound when there
// is none.
func (s *Store) Notice(id int64) (office.Notice, error) { return noticeOf(s.r, id) }

func noticeOf(g getter, id int64) (office.Notice, error) {
	n, err := get[office.Notice](g, "notices", id)
	if err != nil {
		return n, wrap(err, "文书")
	}
	n.Findings = []int64{}
	if err := g.Select(&n.Findings, `SELECT x.finding_id FROM notice_findings x JOIN findings f ON f.id = x.finding_id
		WHERE x.notice_id = ? AND f.deleted_at IS NULL ORDER BY x.id`, id); err != nil {
		return n, err
	}
	n.Steps, err = stepsOf(g, id)
	return n, err
}

// NoticeByNumber returns the id of the paper with the number or the 文号.
func (s *Store) NoticeByNumber(number string) (int64, error) {
	var id int64
	err := s.r.Get(&id, `SELECT id FROM notices WHERE deleted_at IS NULL AND (number = ?1 OR doc_number = ?1) ORDER BY number <> ?1 LIMIT 1`, number)
	return id, wrap(err, "文书")
}

// SaveNotice adds a paper (ID 0) or writes over it. Once it has gone out only its
// note and who took part may change: the paper lies at the school.
func (s *Store) SaveNotice(n office.Notice) (office.Notice, error) {
	label := fmt.Sprintf("保存%s %s %s", n.Kind, n.Number, s.Title("school", n.SchoolID))
	err := s.write(Change{Action: "notice.save", Label: strings.Join(strings.Fields(label), " ")}, func(t *tx) error { return t.saveNotice(&n) })
	if err != nil {
		return n, err
	}
	return s.Notice(n.ID)
}

func (t *tx) saveNotice(n *office.Notice) (err error) {
	n.Normalize()
	if n.ID == 0 {
		n.State, n.DocNumber, n.VoidReason, n.Steps = office.NoticeDraft, "", "", []office.Step{}
	} else {
		was, err := noticeOf(t, n.ID)
		if err != nil {
			return err
		}
		if err := t.fresh("notices", n.ID, n.UpdatedAt, "文书"); err != nil {
			return err
		}
		n.Number, n.Kind, n.State, n.DocNumber, n.VoidReason, n.Steps = was.Number, was.Kind, was.State, was.DocNumber, was.VoidReason, was.Steps
		if was.Issued() || was.Void() {
			return t.annotate(was, n)
		}
	}
	if n.DueOn == "" && n.Days > 0 && n.Date.Valid() {
		calendar, err := t.calendar()
		if err != nil {
			return err
		}
		n.DueOn = calendar.Deadline(n.Date, n.Days, n.DaysUnit)
	}
	if err := n.Validate(); err != nil {
		return err
	}
	if err := t.ofOneSchool(*n); err != nil {
		return err
	}
	return t.putNotice(n)
}

// putNotice writes the row and the findings of a paper.
func (t *tx) putNotice(n *office.Notice) (err error) {
	n.UpdatedAt = t.s.moment()
	if n.ID == 0 {
		k, _ := office.NoticeKindOf(n.Kind)
		if n.Number, err = t.number(k.Prefix, n.Date.Year()); err != nil {
			return err
		}
		n.ID, err = insert(t, "notices", *n)
	} else {
		err = update(t, "notices", *n)
	}
	if err != nil {
		return wrap(err, "文书（文号）")
	}
	return wrap(t.setLinks("notice_findings", "notice_id", n.ID, "finding_id", n.Findings), "文书里的问题")
}

// annotate writes what may still change of a paper that has gone out.
func (t *tx) annotate(was office.Notice, n *office.Notice) error {
	to := was
	to.Note, to.Attendees = n.Note, n.Attendees
	to.UpdatedAt = n.UpdatedAt
	asked := *n
	asked.UpdatedAt, asked.Note, asked.Attendees = to.UpdatedAt, to.Note, to.Attendees
	if !slices.Equal(asked.Findings, to.Findings) || fmt.Sprint(asked) != fmt.Sprint(to) {
		return office.Errorf(office.CodeConflict, "%s %s 已经发出，内容不能再改，只能补写备注和参加人员。写错了请作废，再重新拟一份。", was.Kind, was.Number)
	}
	if err := to.Validate(); err != nil {
		return err
	}
	to.UpdatedAt = t.s.moment()
	*n = to
	return wrap(update(t, "notices", to), "文书")
}

// ofOneSchool refuses a paper to one school that names problems of another.
func (t *tx) ofOneSchool(n office.Notice) error {
	list, args := in(n.Findings)
	found, err := find[office.Finding](t, "findings", "WHERE deleted_at IS NULL AND id IN "+list, args...)
	if err != nil {
		return err
	}
	if len(found) != len(n.Findings) {
		return office.Errorf(office.CodeNotFound, "所选的问题有的已被删除，请刷新后重新选择。")
	}
	for _, f := range found {
		if n.SchoolID != 0 && f.SchoolID != n.SchoolID {
			return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("问题 %s 不是这所学校的，不能写进同一份%s。请按学校分别拟。", f.Number, n.Kind),
				Fields: map[string]string{"findings": "问题 " + f.Number + " 不是这所学校的"}}
		}
	}
	return nil
}

// calendar reads the office's working days within the write.
func (t *tx) calendar() (office.Calendar, error) { return calendarOf(t) }

// DeleteNotice moves a draft to the recycle bin. A paper that has its 文号 is
// voided instead.
func (s *Store) DeleteNotice(id int64) error {
	return s.write(Change{Action: "notice.delete", Label: "删除文书 " + s.Title("notice", id)}, func(t *tx) error {
		n, err := noticeOf(t, id)
		if err != nil {
			return err
		}
		if n.Issued() || n.Void() {
			return office.Errorf(office.CodeConflict, "%s %s 已经编号发出，不能删除。不再有效时请作废并写明原因。", n.Kind, n.Number)
		}
		if err := t.trash("notices", id, "文书"); err != nil {
			return err
		}
		return t.settle(n.Findings)
	})
}
