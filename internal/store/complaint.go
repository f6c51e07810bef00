package store

import (
	"fmt"
	"strings"

	"dudao/internal/office"
)

// ComplaintRow is one line of the register of complaints (投诉登记簿), unmasked.
type ComplaintRow struct {
	ID         int64       `db:"id" json:"id"`
	Number     string      `db:"number" json:"number"`
	ReceivedOn office.Date `db:"received_on" json:"receivedOn"`
	ReceivedAt string      `db:"received_at" json:"receivedAt"`
	Channel    string      `db:"channel" json:"channel"`
	Kind       string      `db:"kind" json:"kind"`
	Name       string      `db:"name" json:"name"`
	Gender     string      `db:"gender" json:"gender"`
	Identity   string      `db:"identity" json:"identity"`
	Phone      string      `db:"phone" json:"phone"`
	SchoolID   int64       `db:"school_id" json:"schoolId"`
	School     string      `db:"school" json:"school"`
	Target     string      `db:"target" json:"target"`
	Zone       string      `db:"zone" json:"zone"`
	Matter     string      `db:"matter" json:"matter"`
	Content    string      `db:"content" json:"content"`
	Recorder   string      `db:"recorder" json:"recorder"`
	Handler    string      `db:"handler" json:"handler"`
	Department string      `db:"department" json:"department"`
	DueOn      office.Date `db:"due_on" json:"dueOn"`
	Result     string      `db:"result" json:"result"`
	Answer     string      `db:"answer" json:"answer"`
	State      string      `db:"state" json:"state"`
	ClosedOn   office.Date `db:"closed_on" json:"closedOn"`
	Overdue    int         `db:"-" json:"overdue"` // calendar days
	FindingID  int64       `db:"finding_id" json:"findingId"`
}

// ComplaintPage is one page of the register.
type ComplaintPage struct {
	Rows  []ComplaintRow `json:"rows"`
	Total int            `json:"total"`
}

// zoneOfComplaint is the zone that the school of complaint c was in on its day.
const zoneOfComplaint = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = c.school_id AND zv.valid_from <= c.received_on AND (zv.valid_to = '' OR zv.valid_to > c.received_on))`

const complaintColumns = `c.id, c.number, c.received_on, c.received_at, c.channel, c.kind, c.name, c.gender, c.identity, c.phone,
	COALESCE(c.school_id, 0) AS school_id, COALESCE(s.name, '') AS school, c.target, COALESCE(` + zoneOfComplaint + `, '') AS zone,
	COALESCE(m.short, '') AS matter, c.content, c.recorder, c.handler, c.department, c.due_on, c.result, c.answer, c.state, c.closed_on,
	COALESCE((SELECT id FROM findings f WHERE f.id = c.finding_id AND f.deleted_at IS NULL), 0) AS finding_id`

const complaintTables = ` FROM complaints c LEFT JOIN schools s ON s.id = c.school_id LEFT JOIN matters m ON m.id = c.matter_id`

var complaintSorts = map[string]string{
	"number": "c.number", "receivedOn": "c.received_on, c.received_at", "channel": "c.channel", "kind": "c.kind", "school": "s.sort_key",
	"matter": "m.kindergarten, m.position", "recorder": "c.recorder", "handler": "c.handler", "dueOn": "c.due_on = '', c.due_on",
	"state": "c.state", "closedOn": "c.closed_on",
}

const (
	complaintOpen = "c.deleted_at IS NULL AND c.state IN ('登记', '办理中', '已答复')"
	unclosed      = "c.deleted_at IS NULL AND c.state IN ('登记', '办理中', '已答复', '暂存')"
	complaintLate = complaintOpen + " AND c.due_on > '' AND c.due_on < ?"
)

// Complaints lists complaints, newest first. Filters: channel, kind, state (or
// 未办结), school, matter (ids, 0 for none), from, to (days received), zone,
// recorder, handler (names), finding (id), overdue.
func (s *Store) Complaints(q ListQuery) (ComplaintPage, error) {
	page := ComplaintPage{Rows: []ComplaintRow{}}
	var c conditions
	c.add("c.deleted_at IS NULL")
	for filter, column := range map[string]string{"channel": "c.channel", "kind": "c.kind", "recorder": "c.recorder", "handler": "c.handler"} {
		c.equal(q, filter, column)
	}
	if q.Filters["state"] == "未办结" {
		c.add(unclosed)
	} else {
		c.equal(q, "state", "c.state")
	}
	for filter, column := range map[string]string{"school": "c.school_id", "matter": "c.matter_id"} {
		if q.Filters[filter] == "0" {
			c.add(column + " IS NULL")
			continue
		}
		c.number(q, filter, column)
	}
	c.number(q, "finding", "c.finding_id")
	if d := q.Filters["from"]; d != "" {
		c.add("c.received_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("c.received_on <= ?", d)
	}
	if err := c.inZone(s.r, q, "c.school_id", "c.received_on"); err != nil {
		return page, err
	}
	if q.Filters["overdue"] != "" {
		day, err := s.AsOf()
		if err != nil {
			return page, err
		}
		c.add(complaintLate, day)
	}
	if err := c.matching(s.r, "complaint", "c.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM complaints c"+c.where(), c.args...); err != nil {
		return page, err
	}
	standard := "c.received_on DESC, c.received_at DESC"
	if len(c.parts) > 1 {
		standard = "+c.received_on DESC, c.received_at DESC" // see Visits
	}
	order, limit := q.order(complaintSorts, standard, "c.id DESC")
	ids := []int64{}
	if err := s.r.Select(&ids, "SELECT c.id"+complaintTables+c.where()+order, append(c.args, limit...)...); err != nil {
		return page, err
	}
	rows, err := s.complaintRows(ids)
	page.Rows = rows
	return page, err
}

func (s *Store) complaintRows(ids []int64) ([]ComplaintRow, error) {
	rows := []ComplaintRow{}
	list, args := in(ids)
	if err := s.r.Select(&rows, "SELECT "+complaintColumns+complaintTables+" WHERE c.id IN "+list, args...); err != nil {
		return nil, err
	}
	day, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		r.Overdue = office.Complaint{State: r.State, DueOn: r.DueOn, ClosedOn: r.ClosedOn}.DaysOverdue(day)
	}
	return inOrder(rows, ids, func(r ComplaintRow) int64 { return r.ID }), nil
}

// Complaint returns one complaint with its opinions. CodeNotFound when there is
// none.
func (s *Store) Complaint(id int64) (office.Complaint, error) { return complaint(s.r, id) }

func complaint(g getter, id int64) (c office.Complaint, err error) {
	if c, err = get[office.Complaint](g, "complaints", id); err != nil {
		return c, wrap(err, "投诉举报")
	}
	c.Steps, err = find[office.Step](g, "complaint_steps", "WHERE complaint_id = ? ORDER BY position", id)
	return c, err
}

// ComplaintID finds a complaint by its number.
func (s *Store) ComplaintID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM complaints WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "投诉举报")
}

// SaveComplaint adds the complaint (ID 0) or writes over it.
func (s *Store) SaveComplaint(c office.Complaint) (office.Complaint, error) {
	verb := "修改投诉举报 " + c.Number
	if c.ID == 0 {
		verb = "登记投诉举报"
	}
	err := s.write(Change{Action: "complaint.save", Label: strings.TrimSpace(verb + " " + string(c.ReceivedOn) + " " + s.Title("school", c.SchoolID))},
		func(t *tx) error { return t.saveComplaint(&c) })
	return c, err
}

func (t *tx) saveComplaint(c *office.Complaint) (err error) {
	c.Normalize()
	if err := c.Validate(); err != nil {
		return err
	}
	if err := t.nameComplaintPeople(c); err != nil {
		return err
	}
	if c.ID != 0 {
		return t.updateComplaint(c)
	}
	if c.DueOn == "" {
		days, err := ruleOf(t, office.RuleComplaintDays, c.ReceivedOn)
		if err != nil {
			return err
		}
		c.DueOn = c.ReceivedOn.AddDays(int(days))
	}
	c.UpdatedAt = t.s.moment()
	if c.Number, err = t.number("TS", c.ReceivedOn.Year()); err != nil {
		return err
	}
	if c.ID, err = insert(t, "complaints", *c); err != nil {
		return wrap(err, "投诉举报")
	}
	return t.setComplaintSteps(*c)
}

func (t *tx) updateComplaint(c *office.Complaint) error {
	if err := t.fresh("complaints", c.ID, c.UpdatedAt, "投诉举报"); err != nil {
		return err
	}
	was, err := complaint(t, c.ID)
	if err != nil {
		return err
	}
	c.Number = was.Number
	same, err := t.unchanged("complaints", c.ID, *c)
	if err != nil {
		return err
	}
	if same && fmt.Sprint(was.Steps) == fmt.Sprint(c.Steps) {
		return nil
	}
	c.UpdatedAt = t.s.moment()
	if err := update(t, "complaints", *c); err != nil {
		return wrap(err, "投诉举报")
	}
	return t.setComplaintSteps(*c)
}

// setComplaintSteps writes the opinions over those on record.
func (t *tx) setComplaintSteps(c office.Complaint) error {
	for i, st := range c.Steps {
		if _, err := t.Exec(`INSERT INTO complaint_steps (complaint_id, position, step, on_day, by_whom, way, text) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (complaint_id, position) DO UPDATE SET step = excluded.step, on_day = excluded.on_day, by_whom = excluded.by_whom, way = excluded.way, text = excluded.text`,
			c.ID, i+1, st.Step, st.On, st.By, st.Way, st.Text); err != nil {
			return wrap(err, "办理环节")
		}
	}
	_, err := t.Exec(`DELETE FROM complaint_steps WHERE complaint_id = ? AND position > ?`, c.ID, len(c.Steps))
	return err
}

// nameComplaintPeople ties 记录人 and 处理人 to the inspectors of those names; an
// id that goes with the name already stays, even when two have it.
func (t *tx) nameComplaintPeople(c *office.Complaint) error {
	for _, p := range []struct {
		name string
		id   *int64
	}{{c.Recorder, &c.RecorderID}, {c.Handler, &c.HandlerID}} {
		ids := []int64{}
		if p.name != "" {
			if err := t.Select(&ids, `SELECT id FROM inspectors WHERE name = ? AND deleted_at IS NULL ORDER BY id <> ?, state <> '在聘', id`, p.name, *p.id); err != nil {
				return err
			}
		}
		switch {
		case len(ids) > 0 && (ids[0] == *p.id || len(ids) == 1):
			*p.id = ids[0]
		default:
			*p.id = 0
		}
	}
	return nil
}

// DeleteComplaint moves a complaint to the recycle bin.
func (s *Store) DeleteComplaint(id int64) error {
	return s.write(Change{Action: "complaint.delete", Label: "删除投诉举报 " + s.Title("complaint", id)}, func(t *tx) error {
		return t.trash("complaints", id, "投诉举报")
	})
}

// ComplaintFinding opens a finding from the complaint, as of today, and ties the
// two.
func (s *Store) ComplaintFinding(id int64) (finding int64, err error) {
	due, err := s.StandardDeadline(s.Today())
	if err != nil {
		return 0, err
	}
	err = s.write(Change{Action: "complaint.finding", Label: "投诉举报转为问题 " + s.Title("complaint", id)}, func(t *tx) error {
		c, err := complaint(t, id)
		if err != nil {
			return err
		}
		finding, err = t.complaintFinding(&c, s.Today(), due)
		return err
	})
	return finding, err
}

// complaintFinding writes the finding; it says nothing of who called.
func (t *tx) complaintFinding(c *office.Complaint, found, due office.Date) (int64, error) {
	have := []int64{}
	if err := t.Select(&have, `SELECT id FROM findings WHERE id = ? AND deleted_at IS NULL`, c.FindingID); err != nil {
		return 0, err
	}
	switch {
	case len(have) > 0:
		return 0, office.Errorf(office.CodeConflict, "这件投诉已经转为问题“%s”，没有重复登记。请到那个问题里接着办。", t.titleOf("finding", c.FindingID))
	case c.SchoolID == 0:
		return 0, &office.Error{Code: office.CodeInvalid, Message: "请先选择反映的学校并保存，再转为问题。", Fields: map[string]string{"schoolId": "请选择学校"}}
	}
	f := office.Finding{SchoolID: c.SchoolID, Source: "投诉举报", FoundOn: found, MatterID: c.MatterID, Level: 2, DueOn: due,
		Content: c.Masked().Content, Note: "来自投诉举报 " + c.Number}
	if err := t.saveFinding(&f); err != nil {
		return 0, err
	}
	c.FindingID = f.ID
	return f.ID, t.updateComplaint(c)
}

// complaintSnippet cuts a hit out of the text without what tells who called.
// What was found by just that says so.
func (s *Store) complaintSnippet(id int64, text, query string) (string, error) {
	c, err := get[office.Complaint](s.r, "complaints", id)
	if err != nil {
		return "", err
	}
	found := snippet(text, query)
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		switch line {
		case c.Name:
			lines[i] = office.MaskName(line)
		case c.Phone:
			lines[i] = office.MaskContact(line)
		default:
			lines[i] = c.Hide(line)
		}
	}
	masked := snippet(strings.Join(lines, "\n"), query)
	if masked == "" && found != "" {
		return "来电人信息相符（已遮盖）", nil
	}
	return masked, nil
}
