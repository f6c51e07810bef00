package desk

import (
	"fmt"
	"maps"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Visits is the screen 督导记录.
type Visits struct{ d *Desk }

// VisitForm is a visit as the form shows it: the record, its parts and names.
type VisitForm struct {
	Visit         office.Visit               `json:"visit"`
	Findings      []office.Finding           `json:"findings"`
	Lessons       []office.LessonObservation `json:"lessons"`
	Inquiries     []office.Inquiry           `json:"inquiries"`
	Attachments   []office.Attachment        `json:"attachments"`
	SchoolName    string                     `json:"schoolName"`
	InspectorName string                     `json:"inspectorName"`
	ZoneName      string                     `json:"zoneName"`
}

// List lists visits; see store.Visits for the filters; month and span by key.
func (v *Visits) List(q store.ListQuery) (page store.VisitPage, err error) {
	defer caught(&err)
	if q, err = v.d.withMonth(q); err != nil {
		return page, err
	}
	return v.d.store.Visits(q)
}

// spanFilters are the filters that name a month, a 学期 or a year by its key, with
// the filters by day that they stand for.
var spanFilters = []struct{ key, from, to string }{{"month", "from", "to"}, {"span", "from", "to"}, {"dueSpan", "dueFrom", "dueTo"}}

// withMonth turns the filters month, span and dueSpan into days by the office's
// own month boundary.
func (d *Desk) withMonth(q store.ListQuery) (store.ListQuery, error) {
	filters := maps.Clone(q.Filters)
	for _, f := range spanFilters {
		key := q.Filters[f.key]
		if key == "" {
			continue
		}
		p, err := d.spanDays(key)
		if err != nil {
			return q, err
		}
		delete(filters, f.key)
		filters[f.from], filters[f.to] = string(p.From), string(p.Last())
	}
	q.Filters = filters
	return q, nil
}

// spanDays returns the days of a month, a 学期 or a year.
func (d *Desk) spanDays(key string) (office.Period, error) {
	set, err := d.store.Settings()
	if err != nil {
		return office.Period{}, err
	}
	span, err := d.store.Span(key)
	return span.Of(set.MonthBoundary), err
}

// period returns the days of a report month.
func (d *Desk) period(m office.Month) (office.Period, error) {
	set, err := d.store.Settings()
	return m.Of(set.MonthBoundary), err
}

// thisMonth returns the report month that is now, see store.AsOf, and its days.
func (d *Desk) thisMonth() (m office.Month, p office.Period, err error) {
	set, err := d.store.Settings()
	if err != nil {
		return m, p, err
	}
	day, err := d.store.AsOf()
	if err != nil {
		return m, p, err
	}
	m = office.MonthAt(day, set.MonthBoundary)
	return m, m.Of(set.MonthBoundary), nil
}

// Get returns a visit with everything on its form.
func (v *Visits) Get(id int64) (form VisitForm, err error) {
	defer caught(&err)
	f, err := v.d.store.Visit(id)
	if err != nil {
		return form, err
	}
	return v.form(f)
}

func (v *Visits) form(f store.VisitForm) (VisitForm, error) {
	form := VisitForm{Visit: f.Visit, Findings: f.Findings, Lessons: f.Lessons, Inquiries: f.Inquiries, Attachments: []office.Attachment{}}
	if f.Visit.ID == 0 {
		return form, nil
	}
	rows, err := v.d.store.VisitRows([]int64{f.Visit.ID})
	if err != nil {
		return form, err
	}
	if len(rows) == 1 {
		form.SchoolName, form.InspectorName, form.ZoneName = rows[0].School, rows[0].Inspector, rows[0].Zone
	}
	form.Attachments, err = v.d.store.Attachments("visit", f.Visit.ID)
	return form, err
}

// PrepareVisit asks what a new visit starts from.
type PrepareVisit struct {
	Date     office.Date `json:"date"`
	SchoolID int64       `json:"schoolId"`
}

// VisitDefaults is what the form fills in once it knows the day and the school.
type VisitDefaults struct {
	InspectorID   int64               `json:"inspectorId"` // 0 when nobody answers for the school
	InspectorName string              `json:"inspectorName"`
	ZoneName      string              `json:"zoneName"`
	Assistants    []store.Option      `json:"assistants"`
	Kindergarten  bool                `json:"kindergarten"`
	Matters       []office.Matter     `json:"matters"`
	Checkpoints   []office.Checkpoint `json:"checkpoints"`
	LastVisits    []store.VisitRow    `json:"lastVisits"`
	OpenFindings  []store.FindingRow  `json:"openFindings"`
	DueOn         office.Date         `json:"dueOn"` // standard deadline for what is found that day
	Warnings      []string            `json:"warnings"`
}

// Prepare returns what a visit to the school on the day starts from: who
// answers for it, its matters, its last visits and open findings.
func (v *Visits) Prepare(in PrepareVisit) (out VisitDefaults, err error) {
	defer caught(&err)
	s := v.d.store
	out = VisitDefaults{Assistants: []store.Option{}, Warnings: []string{}}
	if !in.Date.Valid() {
		return out, office.Invalid("请先填写督导日期。")
	}
	school, err := s.School(in.SchoolID)
	if err != nil {
		return out, err
	}
	out.Kindergarten = school.Kindergarten()
	if err := v.responsible(in, &out); err != nil {
		return out, err
	}
	if out.ZoneName, err = s.ZoneOfSchool(in.SchoolID, in.Date); err != nil {
		return out, err
	}
	matters, err := s.Matters()
	if err != nil {
		return out, err
	}
	out.Matters = office.MattersFor(matters, out.Kindergarten, in.Date)
	if out.Checkpoints, err = v.checkpoints(out.Matters); err != nil {
		return out, err
	}
	if err := v.past(in, &out); err != nil {
		return out, err
	}
	if out.DueOn, err = s.StandardDeadline(in.Date); err != nil {
		return out, err
	}
	if school.State != office.OpenSchool {
		out.Warnings = append(out.Warnings, fmt.Sprintf("这所学校的状态是“%s”，请核对。", school.State))
	}
	if in.Date > s.Today() {
		out.Warnings = append(out.Warnings, "督导日期在今天之后，请核对。")
	}
	if out.InspectorID != 0 {
		why, err := s.RecusalOf(out.InspectorID, in.SchoolID, in.Date)
		if err != nil {
			return out, err
		}
		if why != "" {
			out.Warnings = append(out.Warnings, fmt.Sprintf("%s应当回避这所学校（%s），请改派别的督学。", out.InspectorName, why))
		}
	}
	if out.InspectorID == 0 {
		out.Warnings = append(out.Warnings, "这一天没有责任督学挂牌，请手工选择督学，或到“学校”里登记挂牌。")
	}
	return out, nil
}

func (v *Visits) responsible(in PrepareVisit, out *VisitDefaults) error {
	rows, err := v.d.store.ResponsibleOn(in.SchoolID, in.Date)
	if err != nil {
		return err
	}
	for i, r := range rows {
		if i == 0 {
			out.InspectorID, out.InspectorName = r.InspectorID, r.Inspector
			continue
		}
		out.Assistants = append(out.Assistants, store.Option{ID: r.InspectorID, Name: r.Inspector})
	}
	return nil
}

func (v *Visits) checkpoints(matters []office.Matter) ([]office.Checkpoint, error) {
	all, err := v.d.store.Checkpoints()
	if err != nil {
		return nil, err
	}
	shown := map[int64]bool{0: true}
	for _, m := range matters {
		shown[m.ID] = true
	}
	out := []office.Checkpoint{}
	for _, c := range all {
		if shown[c.MatterID] && c.State == "启用" {
			out = append(out, c)
		}
	}
	return out, nil
}

func (v *Visits) past(in PrepareVisit, out *VisitDefaults) error {
	school := fmt.Sprint(in.SchoolID)
	visits, err := v.d.store.Visits(store.ListQuery{Size: 3, Page: 1, Filters: map[string]string{"school": school, "to": string(in.Date)}})
	if err != nil {
		return err
	}
	findings, err := v.d.store.Findings(store.ListQuery{Size: 20, Page: 1, Filters: map[string]string{"school": school, "state": "未销号"}})
	out.LastVisits, out.OpenFindings = visits.Rows, findings.Rows
	return err
}

// Save writes the visit and everything on its form in one step.
func (v *Visits) Save(in VisitForm) (form VisitForm, err error) {
	defer caught(&err)
	f, err := v.d.store.SaveVisit(store.VisitForm{Visit: in.Visit, Findings: in.Findings, Lessons: in.Lessons, Inquiries: in.Inquiries})
	if err != nil {
		return form, err
	}
	v.d.saved()
	return v.form(f)
}

// Delete moves a visit to the recycle bin.
func (v *Visits) Delete(id int64) (err error) {
	defer caught(&err)
	return done(v.d, v.d.store.DeleteVisit(id))
}

// Yesterday returns the visit entered last: its day, inspector, kind and methods
// are offered to the next one.
func (v *Visits) Yesterday() (form VisitForm, err error) {
	defer caught(&err)
	f, err := v.d.store.LastVisit()
	if err != nil {
		return form, err
	}
	return v.form(f)
}

// Drafts returns half-filled forms of a kind, newest first.
func (v *Visits) Drafts(kind string) (list []store.Draft, err error) {
	defer caught(&err)
	return v.d.store.Drafts(kind)
}

// SaveDraft keeps a half-filled form.
func (v *Visits) SaveDraft(draft store.Draft) (out store.Draft, err error) {
	defer caught(&err)
	return v.d.store.SaveDraft(draft)
}

// DropDraft forgets a half-filled form.
func (v *Visits) DropDraft(id int64) (err error) {
	defer caught(&err)
	return v.d.store.DropDraft(id)
}
