package store

import "dudao/internal/office"

// FindingRow is one line of the ledger of findings (整改台账).
type FindingRow struct {
	ID          int64       `db:"id" json:"id"`
	Number      string      `db:"number" json:"number"`
	SchoolID    int64       `db:"school_id" json:"schoolId"`
	School      string      `db:"school" json:"school"`
	Zone        string      `db:"zone" json:"zone"`
	Source      string      `db:"source" json:"source"`
	FoundOn     office.Date `db:"found_on" json:"foundOn"`
	Matter      string      `db:"matter" json:"matter"`
	Content     string      `db:"content" json:"content"`
	Level       int         `db:"level" json:"level"`
	LevelName   string      `db:"-" json:"levelName"`
	Routing     string      `db:"routing" json:"routing"`
	DueOn       office.Date `db:"due_on" json:"dueOn"`
	State       string      `db:"state" json:"state"`
	ReportedOn  office.Date `db:"reported_on" json:"reportedOn"`
	RecheckOn   office.Date `db:"recheck_on" json:"recheckOn"`
	Recheck     string      `db:"recheck" json:"recheck"`
	ClosedOn    office.Date `db:"closed_on" json:"closedOn"`
	Overdue     int         `db:"-" json:"overdue"` // calendar days
	VisitID     int64       `db:"visit_id" json:"visitId"`
	VisitNumber string      `db:"visit_number" json:"visitNumber"`
	// Repeat tells the how many-eth time the matter was found at the school within
	// RuleRepeatMonths, counted by days: 1 is the first, 0 without a matter.
	Repeat int `db:"repeat" json:"repeat"`
	// Step is where it stands (所处环节), Round which round of 整改 it is in.
	Step      string `db:"-" json:"step"`
	Round     int    `db:"-" json:"round"`
	Reminders int    `db:"-" json:"reminders"` // 催办单 sent
}

// FindingPage is one page of the ledger.
type FindingPage struct {
	Rows  []FindingRow `json:"rows"`
	Total int          `json:"total"`
}

// zoneOfFinding is the zone that the school of finding f was in when it was found.
const zoneOfFinding = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = f.school_id AND zv.valid_from <= f.found_on AND (zv.valid_to = '' OR zv.valid_to > f.found_on))`

const findingColumns = `f.id, f.number, f.school_id, s.name AS school, COALESCE(` + zoneOfFinding + `, '') AS zone, f.source, f.found_on,
	COALESCE(m.short, '') AS matter, f.content, f.level, f.routing, f.due_on, f.state, f.reported_on, f.recheck_on, f.recheck, f.closed_on,
	COALESCE(f.visit_id, 0) AS visit_id, COALESCE(v.number, '') AS visit_number`

const findingJoins = ` LEFT JOIN schools s ON s.id = f.school_id LEFT JOIN matters m ON m.id = f.matter_id LEFT JOIN visits v ON v.id = f.visit_id`

var findingSorts = map[string]string{
	"number": "f.number", "school": "s.sort_key, s.id", "zone": "zone", "foundOn": "f.found_on", "matter": "m.kindergarten, m.position, m.id",
	"level": "f.level", "dueOn": "f.due_on = '', f.due_on", "state": "f.state", "closedOn": "f.closed_on", "source": "f.source",
}

var findingList = longList{
	table: "findings f", joins: findingJoins, id: "f.id", alive: "f.deleted_at IS NULL", standard: "f.found_on DESC", tie: "f.found_on DESC, f.id DESC", sorts: findingSorts,
	walks: map[string]walk{
		"": {index: "findings_found"}, "foundOn": {index: "findings_found"}, "number": {index: "sqlite_autoindex_findings_1"},
		"school": {index: "findings_school", values: "SELECT id FROM schools ORDER BY sort_key @way, id @way", among: "f.school_id = ?"},
		"matter": {index: "findings_by_matter", values: "SELECT id FROM matters ORDER BY kindergarten @way, position @way, id @way", among: "f.matter_id = ?", none: "f.matter_id IS NULL"},
		"zone":   walkZones("findings", "f", "found_on"),
		"level":  {index: "findings_by_level", column: "f.level"}, "state": {index: "findings_of_state", column: "f.state"},
		"source": {index: "findings_by_source", column: "f.source"}, "closedOn": {index: "findings_by_closed", column: "f.closed_on"},
		"dueOn": {index: "findings_by_due", column: "f.due_on", emptyLast: true},
	},
}

// Findings lists findings, newest first. Filters: state (or 未销号), level,
// school, matter (ids; 0 for none), zone (name), from, to (days found), overdue,
// repeat, due (fallingDue).
func (s *Store) Findings(q ListQuery) (FindingPage, error) {
	page := FindingPage{Rows: []FindingRow{}}
	var c conditions
	c.add("f.deleted_at IS NULL")
	if q.Filters["state"] == "未销号" {
		c.add(unsettled)
	} else {
		c.equal(q, "state", "f.state")
	}
	c.number(q, "level", "f.level")
	c.number(q, "school", "f.school_id")
	if q.Filters["matter"] == "0" {
		c.add("f.matter_id IS NULL")
	} else {
		c.number(q, "matter", "f.matter_id")
	}
	if d := q.Filters["from"]; d != "" {
		c.add("f.found_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("f.found_on <= ?", d)
	}
	if err := c.inZone(s.r, q, "f.school_id", "f.found_on"); err != nil {
		return page, err
	}
	if err := c.fallingDue(s, q); err != nil {
		return page, err
	}
	if q.Filters["overdue"] != "" {
		day, err := s.AsOf()
		if err != nil {
			return page, err
		}
		c.add(openByState+" AND f.due_on <> '' AND f.due_on < ?", day)
	}
	if err := c.matching(s.r, "finding", "f.id", q.Text); err != nil {
		return page, err
	}
	if q.Filters["repeat"] != "" {
		months, err := s.repeatMonths()
		if err != nil {
			return page, err
		}
		c.add(foundBefore, months)
	}
	extra := ""
	if q.Sort == "zone" {
		extra = ", " + byZone(zoneOfFinding) + " AS zone"
	}
	ids, total, err := findingList.page(s, q, c, extra)
	if err != nil {
		return page, err
	}
	page.Total = total
	page.Rows, err = s.FindingRows(ids)
	return page, err
}

// fallingDue adds what the filter due asks for: today or week, not put right and
// due by then; all, done or late, of what fell due from dueFrom to dueTo.
func (c *conditions) fallingDue(s *Store, q ListQuery) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	switch due := q.Filters["due"]; due {
	case "today":
		c.add(openByState+" AND f.due_on = ?", day)
	case "week":
		c.add(openByState+" AND f.due_on > ? AND f.due_on <= ?", day, day.AddDays(7))
	case "all", "done", "late":
		p := office.Period{From: office.Date(q.Filters["dueFrom"]), To: office.Date(q.Filters["dueTo"]).AddDays(1)}
		asOf := office.MonthDay(p, s.Today())
		c.add(rectifyDue, p.From, p.To, asOf)
		switch due {
		case "done":
			c.add(putRight, asOf)
		case "late":
			c.add("NOT "+putRight, asOf)
		}
	}
	return nil
}

// FindingRows returns the lines of the findings, in the order of the ids.
func (s *Store) FindingRows(ids []int64) ([]FindingRow, error) {
	rows := []FindingRow{}
	months, err := s.repeatMonths()
	if err != nil {
		return nil, err
	}
	list, args := in(ids)
	if err := s.r.Select(&rows, "SELECT "+findingColumns+", "+repeatOf+" AS repeat"+" FROM findings f"+findingJoins+" WHERE f.id IN "+list, append([]any{months}, args...)...); err != nil {
		return nil, err
	}
	if err := s.steps(rows); err != nil {
		return nil, err
	}
	day, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		r.LevelName = office.DisposalName(r.Level)
		r.Overdue = office.Finding{State: r.State, DueOn: r.DueOn, ClosedOn: r.ClosedOn}.DaysOverdue(day)
	}
	return inOrder(rows, ids, func(r FindingRow) int64 { return r.ID }), nil
}

// Finding returns one finding. CodeNotFound when there is none.
func (s *Store) Finding(id int64) (office.Finding, error) {
	row, err := get[office.Finding](s.r, "findings", id)
	return row, wrap(err, "问题")
}

// SaveFinding adds the finding (ID 0) or writes over it.
func (s *Store) SaveFinding(f office.Finding) (office.Finding, error) {
	verb := "修改问题 "
	if f.ID == 0 {
		verb = "新增问题 "
	}
	err := s.write(Change{Action: "finding.save", Label: verb + f.Number + " " + s.Title("school", f.SchoolID)}, func(t *tx) error { return t.saveFinding(&f) })
	return f, err
}

func (t *tx) saveFinding(f *office.Finding) (err error) {
	f.Normalize()
	if err := f.Validate(); err != nil {
		return err
	}
	if f.ID != 0 {
		if err := t.fresh("findings", f.ID, f.UpdatedAt, "问题"); err != nil {
			return err
		}
		if err := t.Get(&f.Number, `SELECT number FROM findings WHERE id = ?`, f.ID); err != nil {
			return wrap(err, "问题")
		}
		if err := t.keepsItsCourse(f); err != nil {
			return err
		}
		same, err := t.unchanged("findings", f.ID, *f)
		if err != nil || same {
			return err
		}
		f.UpdatedAt = t.s.moment()
		return wrap(update(t, "findings", *f), "问题")
	}
	if f.State == office.FindingClosed && !t.ledger {
		return errNotByHand
	}
	f.UpdatedAt = t.s.moment()
	if f.Number, err = t.number("WT", f.FoundOn.Year()); err != nil {
		return err
	}
	f.ID, err = insert(t, "findings", *f)
	return wrap(err, "问题")
}

// errNotByHand refuses a closing without what a closing needs.
var errNotByHand = &office.Error{Code: office.CodeInvalid, Message: "销号要有核查日期、核查人、核查结论“已整改”和凭证，不能直接把状态改成“已销号”。请在这个问题的整改情况里登记核查，再销号。",
	Fields: map[string]string{"state": "请登记核查后销号"}}

// keepsItsCourse takes what was changed into the finding's rounds, and refuses
// to close it or to open it again by its state alone. A ledger that is brought
// in may say that a finding was closed.
func (t *tx) keepsItsCourse(f *office.Finding) error {
	if err := t.followLedger(f); err != nil {
		return err
	}
	var was string
	if err := t.Get(&was, `SELECT state FROM findings WHERE id = ?`, f.ID); err != nil {
		return err
	}
	switch {
	case f.State == office.FindingClosed && was != office.FindingClosed && !t.ledger:
		return errNotByHand
	case was == office.FindingClosed && f.State != office.FindingClosed:
		return &office.Error{Code: office.CodeConflict, Message: "问题 " + f.Number + " 已销号，不能直接改回未整改。请在这个问题的整改情况里重新打开并写明原因。",
			Fields: map[string]string{"state": "已销号，请重新打开"}}
	}
	return nil
}

// DeleteFinding moves a finding to the recycle bin.
func (s *Store) DeleteFinding(id int64) error {
	return s.write(Change{Action: "finding.delete", Label: "删除问题 " + s.Title("finding", id)}, func(t *tx) error {
		if err := t.onNoPaper("f.id = ?", id); err != nil {
			return err
		}
		return t.trash("findings", id, "问题")
	})
}

// onNoPaper refuses to delete findings that a paper in force speaks of.
func (t *tx) onNoPaper(which string, args ...any) error {
	found := []struct {
		Number string `db:"number"`
		Kind   string `db:"kind"`
		Notice string `db:"notice"`
	}{}
	if err := t.Select(&found, `SELECT f.number, n.kind, n.number AS notice FROM findings f JOIN notice_findings x ON x.finding_id = f.id JOIN notices n ON n.id = x.notice_id
		WHERE f.deleted_at IS NULL AND n.deleted_at IS NULL AND n.state NOT IN ('草稿', '作废') AND `+which+` LIMIT 1`, args...); err != nil || len(found) == 0 {
		return err
	}
	p := found[0]
	return office.Errorf(office.CodeConflict, "问题 %s 已写进%s %s，不能删除。请先作废那份文书。", p.Number, p.Kind, p.Notice)
}

// StandardDeadline returns the day by which a problem found on the day is to be
// put right when the notice says nothing else: RuleRectifyDays working days on.
func (s *Store) StandardDeadline(found office.Date) (office.Date, error) {
	days, err := s.Rule(office.RuleRectifyDays, found)
	if err != nil {
		return "", err
	}
	calendar, err := s.Calendar()
	return calendar.AddWorkdays(found, int(days)), err
}

// DayAfter returns the day on which the limit of a rule in calendar days ends,
// counted from the day after from.
func (s *Store) DayAfter(rule string, from office.Date) (office.Date, error) {
	days, err := s.Rule(rule, from)
	return from.AddDays(int(days)), err
}
