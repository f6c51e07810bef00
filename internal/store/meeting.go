package store

import (
	"fmt"

	"dudao/internal/office"
)

// MeetingRow is one line of the list of meetings (例会).
type MeetingRow struct {
	ID        int64       `db:"id" json:"id"`
	Number    string      `db:"number" json:"number"`
	Kind      string      `db:"kind" json:"kind"`
	Title     string      `db:"title" json:"title"`
	Date      office.Date `db:"date" json:"date"`
	Place     string      `db:"place" json:"place"`
	Chair     string      `db:"chair" json:"chair"`
	Invited   int         `db:"invited" json:"invited"`
	Absent    int         `db:"absent" json:"absent"`
	Decisions int         `db:"decisions" json:"decisions"`
	Open      int         `db:"open" json:"open"`       // decisions not done
	Overdue   int         `db:"overdue" json:"overdue"` // of these, past their day
	State     string      `db:"state" json:"state"`
}

// MeetingPage is one page of the list.
type MeetingPage struct {
	Rows  []MeetingRow `json:"rows"`
	Total int          `json:"total"`
}

var meetingSorts = map[string]string{
	"number": "m.number", "kind": "m.kind", "title": natural("m.title"), "date": "m.date", "place": "m.place", "chair": "m.chair", "state": "m.state", "open": "open",
}

const openDecision = `EXISTS (SELECT 1 FROM meeting_decisions d WHERE d.meeting_id = m.id AND d.done_on = '')`

// Meetings lists meetings, newest first. Filters: kind, state, from, to (days),
// inspector (id, who was to come), open (with decisions not done).
func (s *Store) Meetings(q ListQuery) (MeetingPage, error) {
	page := MeetingPage{Rows: []MeetingRow{}}
	var c conditions
	c.add("m.deleted_at IS NULL")
	c.equal(q, "kind", "m.kind")
	c.equal(q, "state", "m.state")
	if d := q.Filters["from"]; d != "" {
		c.add("m.date >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("m.date <= ?", d)
	}
	if id := q.Filters["inspector"]; id != "" {
		c.add("m.id IN (SELECT meeting_id FROM meeting_attendees WHERE inspector_id = ?)", id)
	}
	if q.Filters["open"] != "" {
		c.add(openDecision)
	}
	if err := c.matching(s.r, "meeting", "m.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM meetings m"+c.where(), c.args...); err != nil {
		return page, err
	}
	day, err := s.AsOf()
	if err != nil {
		return page, err
	}
	order, limit := q.order(meetingSorts, "m.date DESC", "m.id DESC")
	err = s.r.Select(&page.Rows, `SELECT m.id, m.number, m.kind, m.title, m.date, m.place, m.chair, m.state,
		(SELECT count(*) FROM meeting_attendees a WHERE a.meeting_id = m.id) AS invited,
		(SELECT count(*) FROM meeting_attendees a WHERE a.meeting_id = m.id AND a.absent) AS absent,
		(SELECT count(*) FROM meeting_decisions d WHERE d.meeting_id = m.id) AS decisions,
		(SELECT count(*) FROM meeting_decisions d WHERE d.meeting_id = m.id AND d.done_on = '') AS open,
		(SELECT count(*) FROM meeting_decisions d WHERE d.meeting_id = m.id AND d.done_on = '' AND d.due_on <> '' AND d.due_on < ?) AS overdue
		FROM meetings m`+c.where()+order, append(append([]any{day}, c.args...), limit...)...)
	return page, err
}

// Meeting returns one meeting with who is to come and what was settled.
// CodeNotFound when there is none.
func (s *Store) Meeting(id int64) (office.Meeting, error) { return meeting(s.r, id) }

func meeting(g getter, id int64) (m office.Meeting, err error) {
	if m, err = get[office.Meeting](g, "meetings", id); err != nil {
		return m, wrap(err, "会议")
	}
	if m.Attendees, err = find[office.Attendee](g, "meeting_attendees", "WHERE meeting_id = ? ORDER BY position", id); err != nil {
		return m, err
	}
	m.Decisions, err = find[office.Decision](g, "meeting_decisions", "WHERE meeting_id = ? ORDER BY position, id", id)
	return m, err
}

// MeetingID finds a meeting by its number.
func (s *Store) MeetingID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM meetings WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "会议")
}

// OpenDecision is a decision that is not done yet, with the meeting it is of.
type OpenDecision struct {
	ID        int64       `db:"id" json:"id"`
	MeetingID int64       `db:"meeting_id" json:"meetingId"`
	Meeting   string      `db:"meeting" json:"meeting"`
	HeldOn    office.Date `db:"held_on" json:"heldOn"`
	Content   string      `db:"content" json:"content"`
	Person    string      `db:"person" json:"person"`
	DueOn     office.Date `db:"due_on" json:"dueOn"`
	Overdue   int         `db:"-" json:"overdue"` // days
}

// OpenDecisions are those of meetings before the day, the most urgent first.
func (s *Store) OpenDecisions(before office.Date) ([]OpenDecision, error) {
	day, err := s.AsOf()
	if err != nil {
		return []OpenDecision{}, err
	}
	return s.openDecisions(before, day)
}

// openDecisions are those of meetings before the day, with the days they are late
// as of today.
func (s *Store) openDecisions(before, today office.Date) ([]OpenDecision, error) {
	rows := []OpenDecision{}
	err := s.r.Select(&rows, `SELECT d.id, d.meeting_id, m.title AS meeting, m.date AS held_on, d.content, d.person, d.due_on
		FROM meeting_decisions d JOIN meetings m ON m.id = d.meeting_id
		WHERE d.done_on = '' AND m.deleted_at IS NULL AND m.date < ? ORDER BY d.due_on = '', d.due_on, d.id`, before)
	for i := range rows {
		if r := &rows[i]; (office.Decision{DueOn: r.DueOn}).Overdue(today) {
			r.Overdue = today.Sub(r.DueOn)
		}
	}
	return rows, err
}

// LastMeeting returns the newest meeting of the kind before the day, the zero one
// when there is none.
func (s *Store) LastMeeting(kind string, before office.Date) (office.Meeting, error) {
	ids := []int64{}
	if err := s.r.Select(&ids, `SELECT id FROM meetings WHERE kind = ? AND date < ? AND deleted_at IS NULL ORDER BY date DESC, id DESC LIMIT 1`, kind, before); err != nil || len(ids) == 0 {
		return office.Meeting{}, err
	}
	return s.Meeting(ids[0])
}

// SaveMeeting adds the meeting (ID 0) or writes over it.
func (s *Store) SaveMeeting(m office.Meeting) (office.Meeting, error) {
	verb := "修改会议 "
	if m.ID == 0 {
		verb = "登记会议 "
	}
	err := s.write(Change{Action: "meeting.save", Label: verb + m.Title}, func(t *tx) error { return t.saveMeeting(&m) })
	return m, err
}

func (t *tx) saveMeeting(m *office.Meeting) (err error) {
	m.Normalize()
	if err := m.Validate(); err != nil {
		return err
	}
	if m.ID == 0 {
		m.UpdatedAt = t.s.moment()
		if m.Number, err = t.number("HY", m.Date.Year()); err != nil {
			return err
		}
		if m.ID, err = insert(t, "meetings", *m); err != nil {
			return wrap(err, "会议")
		}
		return t.setMeetingParts(m)
	}
	if err := t.fresh("meetings", m.ID, m.UpdatedAt, "会议"); err != nil {
		return err
	}
	was, err := meeting(t, m.ID)
	if err != nil {
		return err
	}
	m.Number = was.Number
	same, err := t.unchanged("meetings", m.ID, *m)
	if err != nil {
		return err
	}
	if same && fmt.Sprint(was.Attendees, was.Decisions) == fmt.Sprint(m.Attendees, m.Decisions) {
		return nil
	}
	m.UpdatedAt = t.s.moment()
	if err := update(t, "meetings", *m); err != nil {
		return wrap(err, "会议")
	}
	return t.setMeetingParts(m)
}

// setMeetingParts writes who is to come and what was settled over those on record.
func (t *tx) setMeetingParts(m *office.Meeting) error {
	people := make([]int64, len(m.Attendees))
	for i, a := range m.Attendees {
		people[i] = a.InspectorID
		if _, err := t.Exec(`INSERT INTO meeting_attendees (meeting_id, position, inspector_id, absent, reason) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (meeting_id, inspector_id) DO UPDATE SET position = excluded.position, absent = excluded.absent, reason = excluded.reason
			WHERE position <> excluded.position OR absent <> excluded.absent OR reason <> excluded.reason`,
			m.ID, i+1, a.InspectorID, a.Absent, a.Reason); err != nil {
			return wrap(err, "参会督学")
		}
	}
	list, args := in(people)
	if _, err := t.Tx.Exec("DELETE FROM meeting_attendees WHERE meeting_id = ? AND inspector_id NOT IN "+orNone(list), append([]any{m.ID}, args...)...); err != nil {
		return err
	}
	kept := make([]int64, len(m.Decisions))
	for i := range m.Decisions {
		if err := t.putDecision(m.ID, i+1, &m.Decisions[i]); err != nil {
			return err
		}
		kept[i] = m.Decisions[i].ID
	}
	list, args = in(kept)
	_, err := t.Tx.Exec("DELETE FROM meeting_decisions WHERE meeting_id = ? AND id NOT IN "+orNone(list), append([]any{m.ID}, args...)...)
	return err
}

func (t *tx) putDecision(meeting int64, position int, d *office.Decision) error {
	if d.ID != 0 {
		res, err := t.Exec(`UPDATE meeting_decisions SET position = ?, content = ?, person = ?, due_on = ?, done_on = ?, result = ? WHERE id = ? AND meeting_id = ?`,
			position, d.Content, d.Person, d.DueOn, d.DoneOn, d.Result, d.ID, meeting)
		if err != nil {
			return wrap(err, "议定事项")
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
	}
	res, err := t.Exec(`INSERT INTO meeting_decisions (meeting_id, position, content, person, due_on, done_on, result) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		meeting, position, d.Content, d.Person, d.DueOn, d.DoneOn, d.Result)
	if err != nil {
		return wrap(err, "议定事项")
	}
	d.ID, err = res.LastInsertId()
	return err
}

// DoneDecision tells that a decision was done on the day, and how.
type DoneDecision struct {
	ID     int64       `json:"id"`
	DoneOn office.Date `json:"doneOn"` // empty opens it again
	Result string      `json:"result"`
}

// CloseDecision notes that a decision was done.
func (s *Store) CloseDecision(in DoneDecision) error {
	return s.write(Change{Action: "meeting.decision", Label: "议定事项办结"}, func(t *tx) error {
		var id int64
		if err := t.Get(&id, `SELECT meeting_id FROM meeting_decisions WHERE id = ?`, in.ID); err != nil {
			return wrap(err, "议定事项")
		}
		m, err := meeting(t, id)
		if err != nil {
			return err
		}
		for i := range m.Decisions {
			if d := &m.Decisions[i]; d.ID == in.ID {
				d.DoneOn = in.DoneOn
				if in.Result != "" {
					d.Result = in.Result
				}
			}
		}
		return t.saveMeeting(&m)
	})
}

// meetingHas asks whether a meeting has the 文号 already.
const meetingHas = `SELECT EXISTS (SELECT 1 FROM meetings WHERE ? IN (notice_no, minutes_no) AND deleted_at IS NULL)`

// NumberMeeting gives the notice (office.FormMeetingNotice) or the minutes
// (office.FormMinutes) of a meeting its 文号 and day.
func (s *Store) NumberMeeting(id int64, form string, day office.Date) (m office.Meeting, err error) {
	label := "发会议通知 "
	if form == office.FormMinutes {
		label = "印发会议纪要 "
	}
	err = s.write(Change{Action: "meeting.issue", Label: label + s.Title("meeting", id)}, func(t *tx) (err error) {
		if m, err = meeting(t, id); err != nil {
			return err
		}
		number, on := &m.NoticeNo, &m.NoticeOn
		if form == office.FormMinutes {
			number, on = &m.MinutesNo, &m.MinutesOn
			if m.Content == "" && len(m.Decisions) == 0 {
				return office.Invalid("请先填写会议内容或议定事项，再印发纪要。")
			}
		}
		if *on = day; *number == "" {
			if *number, err = t.paperNumber(form, day.Year(), meetingHas); err != nil {
				return err
			}
		}
		return t.saveMeeting(&m)
	})
	return m, err
}

// DeleteMeeting moves a meeting to the recycle bin.
func (s *Store) DeleteMeeting(id int64) error {
	return s.write(Change{Action: "meeting.delete", Label: "删除会议 " + s.Title("meeting", id)}, func(t *tx) error {
		return t.trash("meetings", id, "会议")
	})
}
