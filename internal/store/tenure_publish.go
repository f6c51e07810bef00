package store

import (
	"fmt"
	"strings"

	"dudao/internal/office"
)

// Publication says how a tenure is made known (公布).
type Publication struct {
	TenureID  int64       `json:"tenureId"`
	Day       office.Date `json:"day"`
	DocNumber string      `json:"docNumber"` // 聘任文号
}

// Appointed is one who is appointed by 公布.
type Appointed struct {
	CandidateID int64  `json:"candidateId"`
	InspectorID int64  `json:"inspectorId"`
	Name        string `json:"name"`
	Fresh       bool   `json:"fresh"`
	TermNumber  int    `json:"termNumber"`
	LetterNo    string `json:"letterNo"`
	Note        string `json:"note"` // what is done to the term before
}

// Left is one whose office ends by 公布.
type Left struct {
	InspectorID int64    `json:"inspectorId"`
	Name        string   `json:"name"`
	State       string   `json:"state"`
	Reason      string   `json:"reason"`
	Schools     []string `json:"schools"` // he was responsible for
}

// PublicationResult is what 公布 does; Faults say why it cannot be done.
type PublicationResult struct {
	SetID     int64       `json:"setId"` // what Undo takes back
	Appointed []Appointed `json:"appointed"`
	Left      []Left      `json:"left"`
	Alone     []Option    `json:"alone"` // schools without an inspector from then on
	Faults    []string    `json:"faults"`
	Warnings  []string    `json:"warnings"`
}

// RehearsePublication says what 公布 would do and does nothing: it is the very
// write, rolled back.
func (s *Store) RehearsePublication(in Publication) (PublicationResult, error) {
	p, err := s.publication(in, false)
	if p == nil {
		return PublicationResult{}, err
	}
	return p.result, err
}

// PublishTenure appoints all who go on, ends the office of those who do not, and
// undoes as one.
func (s *Store) PublishTenure(in Publication) (PublicationResult, error) {
	p, err := s.publication(in, true)
	if p == nil {
		return PublicationResult{}, err
	}
	return p.result, err
}

func (s *Store) publication(in Publication, commit bool) (*publication, error) {
	if !in.Day.Valid() {
		return nil, office.Invalid("请填写公布日期，写成 2026-03-12。")
	}
	p := &publication{in: in, result: PublicationResult{Appointed: []Appointed{}, Left: []Left{}, Alone: []Option{}, Faults: []string{}, Warnings: []string{}}}
	set, err := s.writeSet(Change{Action: "tenure.publish", Label: s.Title("tenure", in.TenureID) + "公布"}, commit, func(t *tx) error {
		p.tx = t
		if err := p.run(); err != nil {
			return err
		}
		if commit && len(p.result.Faults) > 0 {
			return office.Errorf(office.CodeConflict, "还不能公布：%s。请先补齐。", strings.Join(p.result.Faults, "；"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if commit {
		p.result.SetID = set
	}
	return p, nil
}

// publication is one 公布 while it runs.
type publication struct {
	*tx
	in      Publication
	tenure  office.Tenure
	letter  int             // the number of the last 聘书
	letters map[string]bool // 聘书号 given before
	updates []office.Candidate
	result  PublicationResult
}

func (p *publication) fault(format string, args ...any) {
	p.result.Faults = append(p.result.Faults, fmt.Sprintf(format, args...))
}

func (p *publication) warn(format string, args ...any) {
	p.result.Warnings = append(p.result.Warnings, fmt.Sprintf(format, args...))
}

func (p *publication) run() error {
	if err := p.openTenure(p.in.TenureID); err != nil {
		return err
	}
	b, err := tenureBook(p, p.in.TenureID)
	if err != nil {
		return err
	}
	p.tenure = b.Tenure
	if p.in.DocNumber = strings.TrimSpace(p.in.DocNumber); p.in.DocNumber != "" {
		p.tenure.DocNumber = p.in.DocNumber
	}
	if err := p.judge(b.Candidates); err != nil || len(p.result.Faults) > 0 {
		return err
	}
	if err := p.readLetters(); err != nil {
		return err
	}
	for _, c := range b.Candidates {
		work := p.appoint
		if !c.GoesOn() {
			work = p.dismiss
		}
		if err := work(c.Candidate); err != nil {
			return err
		}
	}
	if err := p.consequences(); err != nil {
		return err
	}
	return p.settle()
}

// judge notes why the tenure cannot be published as it stands.
func (p *publication) judge(list []CandidateRow) error {
	going, waiting := 0, []string{}
	for _, c := range list {
		if !c.GoesOn() {
			continue
		}
		going++
		if c.Step != office.TenurePosted {
			waiting = append(waiting, c.Name)
		} else if p.in.Day < c.PostedOn {
			p.fault("%s的公示日期 %s 在公布日期之后", c.Name, c.PostedOn)
		}
		if failed := office.Failed(c.Checks, office.CheckFail); failed != "" && c.Exception == "" {
			p.fault("%s资格不符合（%s），要聘任请在人选里写明理由", c.Name, failed)
		} else if failed != "" {
			p.warn("%s资格不符合（%s），理由：%s", c.Name, failed, c.Exception)
		}
		if unknown := office.Failed(c.Checks, office.CheckUnknown); unknown != "" {
			p.warn("%s资格待核实：%s", c.Name, unknown)
		}
	}
	if len(waiting) > 0 {
		p.fault("还没有公示：%s", strings.Join(waiting, "、"))
	}
	if going == 0 {
		p.fault("没有一名拟聘人选")
	}
	if p.tenure.DocNumber == "" {
		p.warn("没有填聘任文号，公布后不能在这里补")
	}
	return nil
}

// readLetters reads the 聘书号 that are given already.
func (p *publication) readLetters() error {
	given := []string{}
	if err := p.Select(&given, `SELECT letter_no FROM appointments WHERE letter_no <> '' AND deleted_at IS NULL`); err != nil {
		return err
	}
	p.letters = map[string]bool{}
	for _, no := range given {
		p.letters[no] = true
	}
	return nil
}

func (p *publication) nextLetter() string {
	for {
		p.letter++
		if no := p.tenure.LetterNumber(p.in.Day.Year(), p.letter); !p.letters[no] {
			p.letters[no] = true
			return no
		}
	}
}

// appoint makes the term of office of a candidate, and the record of a new one.
func (p *publication) appoint(c office.Candidate) error {
	if err := p.enroll(&c); err != nil {
		return err
	}
	cut, err := p.cut(c.InspectorID)
	if err != nil {
		return err
	}
	if len(p.result.Faults) > 0 {
		return nil
	}
	a := office.Appointment{InspectorID: c.InspectorID, TermNumber: c.TermNumber, DocNumber: p.tenure.DocNumber, AppointedOn: p.in.Day, StartsOn: p.tenure.StartsOn, EndsOn: p.tenure.EndsOn,
		NominatedOn: c.NominatedOn, ReviewedOn: c.ReviewedOn, PostedOn: c.PostedOn, PublishedOn: p.in.Day, LetterNo: p.nextLetter()}
	if c.Exception != "" {
		a.Reason = "资格例外：" + c.Exception
	}
	if err := p.saveAppointment(&a); err != nil {
		return named(c.Name, err)
	}
	c.AppointmentID, c.LetterNo, c.PublishedOn = a.ID, a.LetterNo, p.in.Day
	p.updates = append(p.updates, c)
	p.result.Appointed = append(p.result.Appointed, Appointed{CandidateID: c.ID, InspectorID: c.InspectorID, Name: c.Name, Fresh: c.Fresh, TermNumber: c.TermNumber, LetterNo: a.LetterNo, Note: cut})
	return nil
}

// enroll sees to it that the candidate is an inspector in office: a new one is
// written, unless the roster has got the same person since.
func (p *publication) enroll(c *office.Candidate) error {
	if c.InspectorID == 0 {
		same, err := p.sameInspector(*c)
		if err != nil {
			return err
		}
		if same.ID == 0 {
			n := c.Inspector()
			n.Normalize()
			if err := n.Validate(); err != nil {
				return named(c.Name, err)
			}
			if err := p.saveInspector(&n); err != nil {
				return named(c.Name, err)
			}
			c.InspectorID = n.ID
			return nil
		}
		p.warn("%s已在督学名册里，没有重复新增", c.Name)
		c.InspectorID = same.ID
	}
	return p.setState(c.InspectorID, office.InspectorStates[0])
}

func (p *publication) setState(id int64, state string) error {
	n, err := get[office.Inspector](p, "inspectors", id)
	if err != nil {
		return wrap(err, "督学")
	}
	if n.State == state {
		return nil
	}
	n.State = state
	return p.saveInspector(&n)
}

// cut ends the terms of office that would run into the tenure on its eve, and
// says so.
func (p *publication) cut(inspectorID int64) (note string, err error) {
	running, err := find[office.Appointment](p, "appointments", `WHERE inspector_id = ? AND deleted_at IS NULL AND ends_on >= ? AND starts_on <= ? ORDER BY starts_on`,
		inspectorID, p.tenure.StartsOn, p.tenure.EndsOn)
	for _, a := range running {
		if a.StartsOn >= p.tenure.StartsOn {
			p.fault("%s已经有 %s 起的任期，与本届重叠", p.titleOf("inspector", inspectorID), a.StartsOn)
			continue
		}
		was := a.EndsOn
		a.EndsOn = p.tenure.StartsOn.AddDays(-1)
		if err := update(p.tx, "appointments", a); err != nil {
			return "", wrap(err, "聘任")
		}
		note = fmt.Sprintf("第 %d 届任期原到 %s，改到 %s", a.TermNumber, was, a.EndsOn)
	}
	return note, err
}

// dismiss ends the office of who does not go on, and his 挂牌, on the eve of the
// tenure.
func (p *publication) dismiss(c office.Candidate) error {
	if c.InspectorID == 0 { // was never in office
		return nil
	}
	held, err := find[office.Appointment](p, "appointments", `WHERE inspector_id = ? AND deleted_at IS NULL AND dismissed_on = '' AND starts_on < ? ORDER BY ends_on DESC LIMIT 1`, c.InspectorID, p.tenure.StartsOn)
	if err != nil {
		return err
	}
	for _, a := range held {
		if a.EndsOn >= p.tenure.StartsOn {
			a.EndsOn, a.DismissedOn = p.tenure.StartsOn.AddDays(-1), p.tenure.StartsOn
		}
		a.Reason = c.Outcome + "：" + c.Reason
		if err := update(p.tx, "appointments", a); err != nil {
			return wrap(err, "聘任")
		}
	}
	if err := p.setState(c.InspectorID, c.Leaving); err != nil {
		return err
	}
	schools, err := p.endAssignments(c.InspectorID)
	if err != nil {
		return err
	}
	p.result.Left = append(p.result.Left, Left{InspectorID: c.InspectorID, Name: c.Name, State: c.Leaving, Reason: c.Outcome + "：" + c.Reason, Schools: schools})
	return nil
}

// endAssignments ends an inspector's 挂牌 with the eve of the tenure; one that was
// to begin later does not come about. It names the schools he was responsible for.
func (p *publication) endAssignments(inspectorID int64) ([]string, error) {
	list := []AssignmentRow{}
	names := []string{}
	if err := p.Select(&list, assignmentRows+` AND a.inspector_id = ? AND (a.ends_on = '' OR a.ends_on > ?) ORDER BY s.kind = '幼儿园', s.town, s.sort_key, a.id`, inspectorID, p.tenure.StartsOn); err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.StartsOn >= p.tenure.StartsOn {
			if err := p.trash("assignments", a.ID, "挂牌记录"); err != nil {
				return nil, err
			}
			continue
		}
		a.EndsOn = p.tenure.StartsOn
		if err := update(p.tx, "assignments", a.Assignment); err != nil {
			return nil, wrap(err, "挂牌记录")
		}
		if a.Role == office.AssignmentRoles[0] {
			names = append(names, a.School)
		}
	}
	return names, nil
}

// consequences finds what is left to do: schools without an inspector, and posts
// in the zones.
func (p *publication) consequences() error {
	ids := []int64{}
	for _, l := range p.result.Left {
		ids = append(ids, l.InspectorID)
	}
	marks, args := in(ids)
	if err := p.Select(&p.result.Alone, `SELECT DISTINCT s.id, s.name FROM assignments a JOIN schools s ON s.id = a.school_id
		WHERE a.inspector_id IN `+marks+` AND a.role = '主' AND a.ends_on = ? AND a.deleted_at IS NULL AND s.deleted_at IS NULL AND s.state = '在办'
		AND NOT EXISTS (SELECT 1 FROM assignments b WHERE b.school_id = s.id AND b.role = '主' AND b.deleted_at IS NULL AND b.starts_on <= ? AND (b.ends_on = '' OR b.ends_on > ?))
		ORDER BY s.kind = '幼儿园', s.town, s.sort_key, s.id`, append(args, p.tenure.StartsOn, p.tenure.StartsOn, p.tenure.StartsOn)...); err != nil {
		return err
	}
	posts := []string{}
	if err := p.Select(&posts, `SELECT z.name || CASE WHEN i.id = z.leader_id THEN '组长' WHEN i.id = z.deputy_id THEN '副组长' ELSE '成员' END || i.name
		FROM zones z JOIN zone_versions v ON v.id = z.version_id JOIN inspectors i ON i.id = z.leader_id OR i.id = z.deputy_id OR EXISTS (SELECT 1 FROM zone_members m WHERE m.zone_id = z.id AND m.inspector_id = i.id)
		WHERE i.id IN `+marks+` AND v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?) ORDER BY z.position, i.sort_key`, append(args, p.tenure.StartsOn, p.tenure.StartsOn)...); err != nil {
		return err
	}
	if len(posts) > 0 {
		p.warn("还在责任区里：%s。公布后请在“责任区”另立新版本", strings.Join(posts, "、"))
	}
	if p.tenure.StartsOn > p.in.Day && len(p.result.Left) > 0 {
		p.warn("本届从 %s 起，不再聘任的督学公布后状态即改为停聘或解聘，挂牌仍到 %s 为止", p.tenure.StartsOn, p.tenure.StartsOn.AddDays(-1))
	}
	return nil
}

// settle writes the candidates and the tenure, last of all: an undo takes them
// back first.
func (p *publication) settle() error {
	for _, c := range p.updates {
		if _, err := p.Exec(`UPDATE candidates SET inspector_id = ?, appointment_id = ?, letter_no = ?, published_on = ?, updated_at = ? WHERE id = ?`,
			c.InspectorID, c.AppointmentID, c.LetterNo, c.PublishedOn, p.s.moment(), c.ID); err != nil {
			return wrap(err, "人选")
		}
	}
	// A tenure before this one is over when no term of it runs on.
	if _, err := p.Exec(`UPDATE tenures SET state = '结束', updated_at = ? WHERE state = '公布' AND deleted_at IS NULL AND starts_on < ? AND NOT EXISTS (
		SELECT 1 FROM candidates c JOIN appointments a ON a.id = c.appointment_id WHERE c.tenure_id = tenures.id AND a.deleted_at IS NULL AND a.ends_on >= ?)`,
		p.s.moment(), p.tenure.StartsOn, p.tenure.StartsOn); err != nil {
		return wrap(err, "聘任换届")
	}
	p.tenure.State, p.tenure.PublishedOn, p.tenure.UpdatedAt = office.TenurePublished, p.in.Day, p.s.moment()
	return wrap(update(p.tx, "tenures", p.tenure), "聘任换届")
}
