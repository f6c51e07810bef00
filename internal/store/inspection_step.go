package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// InspectionStep is one step of an inspection as a whole: its notice, its report.
type InspectionStep struct {
	ID   int64       `json:"id"`
	Step string      `json:"step"` // one of InspectionSteps
	On   office.Date `json:"on"`
	// DocNumber is a 文号 given by hand, or the 备案号; an empty one of a letter takes
	// the next by the county's pattern.
	DocNumber string `json:"docNumber"`
	// Text is 报送 of the report and the place of 公布.
	Text string `json:"text"`
	// SelfDueOn is until when the units report on themselves, of the notice.
	SelfDueOn office.Date `json:"selfDueOn"`
}

// The steps of an inspection as a whole.
const (
	StepInspectionNotice  = "通知"
	StepInspectionReport  = "督导报告"
	StepInspectionFiled   = "备案"
	StepInspectionPublish = "公布"
)

// InspectionSteps are the steps of an inspection as a whole, in order.
var InspectionSteps = []string{StepInspectionNotice, StepInspectionReport, StepInspectionFiled, StepInspectionPublish}

// SaveInspectionStep does a step of the inspection as a whole. Done again it
// corrects the day; a 文号 once given stays.
func (s *Store) SaveInspectionStep(in InspectionStep) error {
	return s.changeInspection("step", "登记“"+in.Step+"”", in.ID, func(t *tx, x *office.Inspection) error {
		var f office.Faults
		f.Require("on", in.Step+"日期", string(in.On))
		f.Date("on", in.Step+"日期", in.On)
		if err := f.Err(); err != nil {
			return err
		}
		return t.stepInspection(x, in)
	})
}

func (t *tx) stepInspection(x *office.Inspection, in InspectionStep) (err error) {
	units, err := unitsOf(t, x.ID)
	if err != nil {
		return err
	}
	switch in.Step {
	case StepInspectionNotice:
		if len(units) == 0 {
			return office.Invalid("还没有被督导单位，请先选择单位，再发通知。")
		}
		for _, u := range units {
			if first := min(orLast(u.SelfOn), orLast(u.VisitedOn)); first < in.On {
				return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("%s在%s已有登记，通知不能晚于那一天。", u.Name, first.Chinese()), Fields: map[string]string{"on": "晚于已登记的自评或实地"}}
			}
		}
		x.NoticeOn, x.SelfDueOn = in.On, in.SelfDueOn
		return t.inspectionNumber(&x.NoticeNo, office.FormInspectionNotice, "notice_no", in)
	case StepInspectionReport:
		if slices.ContainsFunc(units, func(u office.InspectionUnit) bool { return u.VisitedOn > in.On }) {
			return &office.Error{Code: office.CodeInvalid, Message: "督导报告早于最后一次实地督导，请核对日期。", Fields: map[string]string{"on": "早于最后一次实地督导"}}
		}
		if !slices.ContainsFunc(units, func(u office.InspectionUnit) bool { return u.VisitedOn.Valid() }) {
			return office.Invalid("还没有登记实地督导，请先登记，再出督导报告。")
		}
		x.ReportOn = in.On
		if in.Text != "" {
			x.ReportTo = in.Text
		}
		return t.inspectionNumber(&x.ReportNo, office.FormInspectionReport, "report_no", in)
	case StepInspectionFiled:
		x.FiledOn, x.FiledNo = in.On, in.DocNumber
	case StepInspectionPublish:
		x.PublishedOn, x.PublishedAt = in.On, in.Text
	default:
		return office.Invalid("没有“%s”这个环节，请刷新页面后重试。", in.Step)
	}
	return nil
}

// orLast is the day, for none one after all.
func orLast(d office.Date) office.Date {
	if !d.Valid() {
		return "9999-12-31"
	}
	return d
}

// inspectionNumber gives a paper of the whole inspection its 文号.
func (t *tx) inspectionNumber(at *string, form, column string, in InspectionStep) (err error) {
	taken := "SELECT EXISTS (SELECT 1 FROM inspections WHERE " + column + " = ?)"
	if in.DocNumber != "" && in.DocNumber != *at {
		if err := t.freeNumber(taken, in.DocNumber); err != nil {
			return err
		}
		*at = in.DocNumber
	}
	if *at == "" {
		*at, err = t.paperNumber(form, in.On.Year(), taken)
	}
	return err
}

// freeNumber refuses a 文号 that another paper has.
func (t *tx) freeNumber(taken, number string) error {
	var is bool
	if err := t.Get(&is, taken, number); err != nil || !is {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: "文号“" + number + "”已经用过，请换一个，或不填由程序编号。", Fields: map[string]string{"docNumber": "这个文号已经用过"}}
}

// UnitStepInput does one step at one unit or at many of an inspection.
type UnitStepInput struct {
	InspectionID int64           `json:"inspectionId"`
	UnitIDs      []int64         `json:"unitIds"`
	Step         office.UnitStep `json:"step"`
	// DocNumber is the 文号 of the only unit's letter given by hand.
	DocNumber string `json:"docNumber"`
}

// SaveUnitStep does a step at all the units, or at none when one of them refuses.
func (s *Store) SaveUnitStep(in UnitStepInput) error {
	label := "登记“" + in.Step.Step + "”"
	if len(in.UnitIDs) > 1 {
		label += fmt.Sprintf("（%d 个单位）", len(in.UnitIDs))
	}
	return s.changeInspection("unit_step", label, in.InspectionID, func(t *tx, x *office.Inspection) error {
		if len(in.UnitIDs) == 0 {
			return office.Invalid("请先选择单位。")
		}
		return t.stepUnits(*x, in)
	})
}

func (t *tx) stepUnits(x office.Inspection, in UnitStepInput) error {
	all, err := unitsOf(t, x.ID)
	if err != nil {
		return err
	}
	units := slices.DeleteFunc(all, func(u office.InspectionUnit) bool { return !slices.Contains(in.UnitIDs, u.ID) })
	if len(units) != len(in.UnitIDs) {
		return office.Errorf(office.CodeNotFound, "有的单位已不在这次督导里，请刷新后重选。")
	}
	if in.Step.Step == office.UnitStepVisit && !in.Step.Clear {
		if err := t.mayVisit(x, units); err != nil {
			return err
		}
	}
	due := office.Date("")
	if in.Step.Step == office.UnitStepLetter && in.Step.On.Valid() {
		days, err := ruleOf(t, office.RuleUnitRectifyDays, in.Step.On)
		if err != nil {
			return err
		}
		due = in.Step.On.AddDays(int(days))
	}
	findings, err := unitFindings(t, x.ID)
	if err != nil {
		return err
	}
	for _, was := range units {
		if err := t.stepUnit(x, was, in, findings[was.ID], due); err != nil {
			if len(units) > 1 {
				err = about(was.Name, err)
			}
			return err
		}
	}
	return nil
}

// mayVisit refuses a visit by a group that is too small or must keep away.
func (t *tx) mayVisit(x office.Inspection, units []office.InspectionUnit) error {
	least, err := ruleOf(t, office.RuleGroupInspectors, x.PlannedOn)
	if err != nil {
		return err
	}
	groups, err := groupsOf(t, x.ID)
	if err != nil {
		return err
	}
	for _, u := range units {
		at := slices.IndexFunc(groups, func(g InspectionGroup) bool { return g.Group.ID == u.GroupID })
		if at < 0 {
			return office.Invalid("%s还没有督导组，请先分组，再登记实地。", u.Name)
		}
		if thin := office.ThinGroup(groups[at].Group.Name, len(groups[at].Members), int(least)); thin != "" && !x.Short() {
			return &office.Error{Code: office.CodeInvalid, Message: thin + "。请先补齐组员，再登记实地。", Fields: map[string]string{"groupId": thin}}
		}
	}
	return t.keptApart(x, units)
}

func (t *tx) stepUnit(x office.Inspection, was office.InspectionUnit, in UnitStepInput, f office.UnitFindings, due office.Date) (err error) {
	u, step := was, in.Step
	if step.Step == office.UnitStepLetter && step.DueOn == "" && (f.Open > 0 || u.Problems != "") {
		step.DueOn = due
	}
	if step.Clear && f.Total > 0 && slices.Contains([]string{office.UnitStepReport, office.UnitStepRecheck}, step.Step) {
		return office.Errorf(office.CodeConflict, "这个单位的整改记在问题台账里，请在那里改，或用“撤销”退回。")
	}
	if err := u.Take(step); err != nil {
		return err
	}
	if err := u.Validate(x, t.s.Today()); err != nil {
		return err
	}
	switch step.Step {
	case office.UnitStepLetter:
		if err := t.unitNumber(&u.LetterNo, office.FormUnitLetter, "letter_no", in); err != nil {
			return err
		}
	case office.UnitStepOrder:
		if err := t.unitNumber(&u.OrderNo, office.FormUnitOrder, "order_no", in); err != nil {
			return err
		}
	}
	if err := t.putUnit(x, was, &u); err != nil {
		return err
	}
	if f.Open == 0 {
		return nil
	}
	return t.stepFindings(u, step)
}

// unitNumber gives a unit's letter its 文号; one once given stays.
func (t *tx) unitNumber(at *string, form, column string, in UnitStepInput) (err error) {
	taken := "SELECT EXISTS (SELECT 1 FROM inspection_units WHERE " + column + " = ?)"
	if in.DocNumber != "" && len(in.UnitIDs) == 1 && in.DocNumber != *at {
		if err := t.freeNumber(taken, in.DocNumber); err != nil {
			return err
		}
		*at = in.DocNumber
	}
	if *at == "" {
		*at, err = t.paperNumber(form, in.Step.On.Year(), taken)
	}
	return err
}

// stepFindings takes a step of the unit into its open findings: the letter hands
// them down, the report and the recheck are theirs.
func (t *tx) stepFindings(u office.InspectionUnit, step office.UnitStep) error {
	ids := []int64{}
	if err := t.Select(&ids, `SELECT id FROM findings f WHERE f.unit_id = ? AND `+unsettled+` ORDER BY id`, u.ID); err != nil {
		return err
	}
	for _, id := range ids {
		c, err := caseOf(t, id)
		if err != nil {
			return err
		}
		switch step.Step {
		case office.UnitStepLetter:
			err = t.handDown(&c, u.LetterOn, u.DueOn)
		case office.UnitStepOrder:
			err = t.handDown(&c, u.OrderOn, u.OrderDueOn)
		case office.UnitStepReport:
			err = t.reportFinding(&c, u, step)
		case office.UnitStepRecheck:
			in := RoundInput{FindingID: id, Action: office.ActRecheck, Round: office.Round{RecheckOn: u.RecheckOn, RecheckBy: u.RecheckBy, RecheckWay: office.RecheckWays[0],
				Recheck: u.Recheck, Verdict: u.Verdict, Proof: step.Proof}}
			if u.Verdict == office.VerdictRight {
				in.Round.ClosedOn = u.RecheckOn
			}
			err = t.act(&c, in)
		}
		if err != nil {
			return aboutFinding(err, c.Finding)
		}
	}
	return nil
}

// handDown begins the round of a finding with the letter, or another one after a
// recheck that found it not put right.
func (t *tx) handDown(c *office.Case, on, due office.Date) error {
	r := c.Current()
	switch {
	case r.Verdict == office.VerdictRight || r.ReportedOn.Valid() && r.Verdict == "":
		return nil // it is on its way already
	case r.Verdict != "":
		next, err := r.Following(office.Round{IssuedOn: on, DueOn: due})
		if err != nil {
			return err
		}
		return t.putRound(c, next)
	}
	r.IssuedOn = on
	if due.Valid() {
		r.DueOn = due
	}
	return t.putRound(c, r)
}

// reportFinding takes the unit's report into a finding; after a recheck that
// found it not put right another round begins with it.
func (t *tx) reportFinding(c *office.Case, u office.InspectionUnit, step office.UnitStep) error {
	r := c.Current()
	switch {
	case r.Verdict == office.VerdictRight:
		return nil // it only waits to be closed
	case r.Verdict != "":
		next, err := r.Following(office.Round{IssuedOn: r.RecheckOn, DueOn: max(u.OrderDueOn, step.On)})
		if err != nil {
			return err
		}
		if err := t.putRound(c, next); err != nil {
			return err
		}
	}
	return t.act(c, RoundInput{FindingID: c.Finding.ID, Action: office.ActReport, Round: office.Round{ReportedOn: u.ReportOn, Report: u.Report}})
}

// UnitFinding is a problem found at a unit that is a school.
type UnitFinding struct {
	UnitID   int64       `json:"unitId"`
	MatterID int64       `json:"matterId"`
	Level    int         `json:"level"`
	Content  string      `json:"content"`
	DueOn    office.Date `json:"dueOn"`
}

// AddUnitFinding writes a finding of the unit, found on the day of its visit; its
// course is that of every finding.
func (s *Store) AddUnitFinding(in UnitFinding) (id int64, err error) {
	err = s.write(Change{Action: "unit.finding", Label: "登记问题 " + s.Title("inspection_unit", in.UnitID)}, func(t *tx) error {
		id, err = t.addUnitFinding(in)
		return err
	})
	return id, err
}

func (t *tx) addUnitFinding(in UnitFinding) (int64, error) {
	u, err := unitOf(t, in.UnitID)
	if err != nil {
		return 0, err
	}
	x, err := inspectionOf(t, u.InspectionID)
	if err != nil {
		return 0, err
	}
	switch {
	case u.SchoolID == 0:
		return 0, office.Invalid("%s不是学校，问题请写在初步意见里，整改在这里登记。", u.Name)
	case !u.VisitedOn.Valid():
		return 0, office.Invalid("%s还没有登记实地督导，请先登记，再登记问题。", u.Name)
	}
	f := office.Finding{UnitID: u.ID, SchoolID: u.SchoolID, Source: x.FindingSource(), FoundOn: u.VisitedOn, MatterID: in.MatterID, Level: in.Level, Content: in.Content, DueOn: in.DueOn}
	if f.Level == 0 {
		f.Level = 2
	}
	if f.DueOn == "" {
		f.DueOn = u.DueOn
	}
	if err := t.saveFinding(&f); err != nil {
		return 0, err
	}
	if u.LetterOn.Valid() {
		c, err := caseOf(t, f.ID)
		if err != nil {
			return 0, err
		}
		return f.ID, t.handDown(&c, u.LetterOn, u.DueOn)
	}
	return f.ID, nil
}

// UnitFindingList are the findings at a unit, in order.
func (s *Store) UnitFindingList(unit int64) ([]office.Finding, error) {
	return find[office.Finding](s.r, "findings", "WHERE unit_id = ? AND deleted_at IS NULL ORDER BY id", unit)
}
