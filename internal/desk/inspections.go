package desk

import (
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// Inspections is the screens of 专项督导: the list, one inspection, one unit of it.
type Inspections struct{ d *Desk }

// List lists inspections; see store.Inspections for the filters.
func (i *Inspections) List(q store.ListQuery) (page store.InspectionPage, err error) {
	defer caught(&err)
	return i.d.store.Inspections(q)
}

// Units lists units of all inspections; see store.AllUnits for the filters.
func (i *Inspections) Units(q store.ListQuery) (page store.UnitPage, err error) {
	defer caught(&err)
	return i.d.store.AllUnits(q)
}

// InspectionForm is an inspection as its page shows it.
type InspectionForm struct {
	Inspection  office.Inspection       `json:"inspection"`
	Groups      []store.InspectionGroup `json:"groups"`
	Units       []store.UnitRow         `json:"units"`
	Gaps        []string                `json:"gaps"` // what is to be mended before the visits
	Attachments []office.Attachment     `json:"attachments"`
	Today       office.Date             `json:"today"`
}

// Get returns one inspection with its groups and units.
func (i *Inspections) Get(id int64) (out InspectionForm, err error) {
	defer caught(&err)
	return i.form(id)
}

func (i *Inspections) form(id int64) (out InspectionForm, err error) {
	st := i.d.store
	if out.Today, err = st.AsOf(); err != nil {
		return out, err
	}
	if out.Inspection, err = st.Inspection(id); err != nil {
		return out, err
	}
	if out.Groups, err = st.InspectionGroups(id); err != nil {
		return out, err
	}
	if out.Units, err = st.InspectionUnits(id); err != nil {
		return out, err
	}
	least, err := st.Rule(office.RuleGroupInspectors, out.Inspection.PlannedOn)
	if err != nil {
		return out, err
	}
	out.Gaps = gapsOf(out, int(least))
	out.Attachments, err = st.Attachments("inspection", id)
	return out, err
}

// gapsOf says what an inspection lacks before its visits.
func gapsOf(f InspectionForm, least int) []string {
	out := []string{}
	if f.Inspection.Short() || f.Inspection.State == office.InspectionCancelled {
		return out
	}
	for _, g := range f.Groups {
		if thin := office.ThinGroup(g.Group.Name, len(g.Members), least); thin != "" {
			out = append(out, thin)
		}
	}
	alone := 0
	for _, u := range f.Units {
		if u.GroupID == 0 && !u.VisitedOn.Valid() {
			alone++
		}
	}
	if alone > 0 && len(f.Groups) > 0 {
		out = append(out, countOf(alone)+"个单位还没有分到组")
	}
	return out
}

// InspectionChoices are what the forms of an inspection choose from.
type InspectionChoices struct {
	Kinds      []string          `json:"kinds"`
	Topics     []string          `json:"topics"`
	UnitKinds  []string          `json:"unitKinds"`
	Towns      []string          `json:"towns"`
	Outsiders  []office.Outsider `json:"outsiders"`
	Checklists []store.Option    `json:"checklists"`
	Former     []store.Option    `json:"former"`
}

// Choices returns what the forms choose from.
func (i *Inspections) Choices() (out InspectionChoices, err error) {
	defer caught(&err)
	st := i.d.store
	out = InspectionChoices{Kinds: office.InspectionKinds, Topics: office.InspectionTopics, UnitKinds: office.UnitKinds}
	if out.Outsiders, err = st.Outsiders(); err != nil {
		return out, err
	}
	if out.Towns, err = st.Towns(); err != nil {
		return out, err
	}
	if out.Checklists, err = st.ChecklistOptions(); err != nil {
		return out, err
	}
	out.Former, err = st.InspectionOptions()
	return out, err
}

// Save adds or changes an inspection.
func (i *Inspections) Save(in office.Inspection) (out office.Inspection, err error) {
	defer caught(&err)
	out, err = i.d.store.SaveInspection(in)
	return ok(i.d, out, err)
}

// Delete moves an inspection to the recycle bin.
func (i *Inspections) Delete(id int64) (err error) {
	defer caught(&err)
	return done(i.d, i.d.store.DeleteInspection(id))
}

// CancelInspection names an inspection to end without a result; without a reason
// a cancelled one is taken up again.
type CancelInspection struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
}

// Cancel ends an inspection, or takes it up again.
func (i *Inspections) Cancel(in CancelInspection) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.ID, i.d.store.CancelInspection(in.ID, in.Reason))
}

// after is the inspection as it is now, once something was written.
func (i *Inspections) after(id int64, err error) (out InspectionForm, _ error) {
	if err != nil {
		return out, err
	}
	out, err = i.form(id)
	return ok(i.d, out, err)
}

// AddUnits adds units and returns the inspection as it is then.
func (i *Inspections) AddUnits(in store.UnitChoice) (out InspectionForm, err error) {
	defer caught(&err)
	_, err = i.d.store.AddUnits(in)
	return i.after(in.InspectionID, err)
}

// DropUnits takes units out that nothing has come of.
func (i *Inspections) DropUnits(in store.UnitSet) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.InspectionID, i.d.store.DropUnits(in))
}

// SaveGroup adds or changes a group with its members.
func (i *Inspections) SaveGroup(in store.InspectionGroup) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.Group.InspectionID, i.d.store.SaveGroup(in))
}

// MakeGroups adds several groups at once.
func (i *Inspections) MakeGroups(in store.GroupPlan) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.InspectionID, i.d.store.MakeGroups(in))
}

// DropGroup takes a group away.
func (i *Inspections) DropGroup(id int64) (err error) {
	defer caught(&err)
	return done(i.d, i.d.store.DropGroup(id))
}

// Share gives the units groups and days.
func (i *Inspections) Share(in store.UnitShare) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.InspectionID, i.d.store.ShareUnits(in))
}

// Step does a step of the inspection as a whole: 通知, 督导报告, 备案, 公布.
func (i *Inspections) Step(in store.InspectionStep) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.ID, i.d.store.SaveInspectionStep(in))
}

// UnitStep does a step at one unit or at many.
func (i *Inspections) UnitStep(in store.UnitStepInput) (out InspectionForm, err error) {
	defer caught(&err)
	return i.after(in.InspectionID, i.d.store.SaveUnitStep(in))
}

// UnitForm is one unit as its page shows it.
type UnitForm struct {
	Unit       office.InspectionUnit `json:"unit"`
	Inspection office.Inspection     `json:"inspection"`
	Number     string                `json:"number"` // by which its papers are printed
	Group      string                `json:"group"`
	Members    string                `json:"members"`
	Standing   office.Standing       `json:"standing"`
	Findings   []store.FindingRow    `json:"findings"`
	// PleaBy is until when the unit may answer the opinion, DueBy when a letter of
	// today lets the rectification end.
	PleaBy      office.Date         `json:"pleaBy"`
	DueBy       office.Date         `json:"dueBy"`
	Before      int64               `json:"before"` // the units beside it, 0 at the ends
	After       int64               `json:"after"`
	Attachments []office.Attachment `json:"attachments"`
	Today       office.Date         `json:"today"`
}

// Unit returns one unit with where it stands.
func (i *Inspections) Unit(id int64) (out UnitForm, err error) {
	defer caught(&err)
	f, at, err := i.d.unitFacts(id)
	if err != nil {
		return out, err
	}
	u := f.Units[at].Unit
	out = UnitForm{Unit: u, Inspection: f.Inspection, Number: unitNumber(f.Inspection, u), Group: f.Units[at].Group, Standing: f.Units[at].Standing,
		PleaBy: f.Course.Plea.After(u.OpinionOn, f.Course.Calendar), Today: f.Today}
	for _, m := range f.GroupOf(u).Members {
		if out.Members != "" {
			out.Members += "、"
		}
		out.Members += m.Name
	}
	if at > 0 {
		out.Before = f.Units[at-1].Unit.ID
	}
	if at+1 < len(f.Units) {
		out.After = f.Units[at+1].Unit.ID
	}
	ids := []int64{}
	for _, x := range f.Units[at].Findings {
		ids = append(ids, x.ID)
	}
	if out.Findings, err = i.d.store.FindingRows(ids); err != nil {
		return out, err
	}
	if out.DueBy, err = i.d.store.DayAfter(office.RuleUnitRectifyDays, f.Today); err != nil {
		return out, err
	}
	out.Attachments, err = i.d.store.Attachments("inspection_unit", id)
	return out, err
}

// SaveUnit writes what the clerk says of a unit.
func (i *Inspections) SaveUnit(in office.InspectionUnit) (out office.InspectionUnit, err error) {
	defer caught(&err)
	out, err = i.d.store.SaveUnit(in)
	return ok(i.d, out, err)
}

// AddFinding writes a problem found at a unit and returns its id.
func (i *Inspections) AddFinding(in store.UnitFinding) (id int64, err error) {
	defer caught(&err)
	id, err = i.d.store.AddUnitFinding(in)
	return ok(i.d, id, err)
}

// Parts returns the parts of the 督导报告.
func (i *Inspections) Parts(id int64) (list []report.Part, err error) {
	defer caught(&err)
	p, err := i.d.inspectionPaper(id)
	return p.Parts(), err
}

// InspectionText is a part of the 督导报告 in the clerk's own words; an empty text
// brings back the one written from the records.
type InspectionText struct {
	ID   int64  `json:"id"`
	Key  string `json:"key"`
	Text string `json:"text"`
}

// SavePart keeps the clerk's own text of a part.
func (i *Inspections) SavePart(in InspectionText) (list []report.Part, err error) {
	defer caught(&err)
	if !report.InspectionPart(in.Key) {
		return nil, office.Invalid("督导报告没有“%s”这一部分，请刷新后重试。", in.Key)
	}
	if err := i.d.store.SaveInspectionText(in.ID, in.Key, in.Text); err != nil {
		return nil, err
	}
	p, err := i.d.inspectionPaper(in.ID)
	return ok(i.d, p.Parts(), err)
}
