package store

import (
	"fmt"
	"slices"
	"strconv"

	"dudao/internal/office"
)

// editor is how records of a kind are read and written one by one.
type editor[T any] struct {
	read func(*Store, int64) (T, error)
	save func(*Store, T) error
}

// field is a field of the records.
func (b editor[T]) field(f office.BulkField, set func(*T, string)) bulkField {
	return bulkField{BulkField: f, put: func(s *Store, id int64, value string) error {
		row, err := b.read(s, id)
		if err != nil {
			return err
		}
		set(&row, value)
		return b.save(s, row)
	}}
}

func (b editor[T]) text(key, title string, of func(*T) *string) bulkField {
	return b.field(office.BulkField{Key: key, Title: title, Ask: office.AskText}, func(row *T, v string) { *of(row) = v })
}

func (b editor[T]) date(key, title string, of func(*T) *office.Date) bulkField {
	return b.field(office.BulkField{Key: key, Title: title, Ask: office.AskDate}, func(row *T, v string) { *of(row) = office.Date(v) })
}

// word is a field of few words; it may be emptied where may says so.
func (b editor[T]) word(key, title string, words []string, may bool, of func(*T) *string) bulkField {
	return b.field(office.BulkField{Key: key, Title: title, Ask: office.AskChoice, Choices: office.ChoicesOf(words), Must: !may}, func(row *T, v string) { *of(row) = v })
}

func (b editor[T]) yes(key, title string, of func(*T) *bool) bulkField {
	return b.field(office.BulkField{Key: key, Title: title, Ask: office.AskChoice, Choices: office.ChoicesOf(office.YesNoChoices), Must: true},
		func(row *T, v string) { *of(row) = v == office.YesNoChoices[0] })
}

// number is a field that holds the code or the id of what is chosen.
func (b editor[T]) number(key, title string, must bool, set func(*T, int64)) bulkField {
	return b.field(office.BulkField{Key: key, Title: title, Ask: office.AskChoice, Must: must}, func(row *T, v string) {
		n, _ := strconv.ParseInt(v, 10, 64) // one of the choices, or empty for none
		set(row, n)
	})
}

// from gives the field its choices.
func (f bulkField) from(choices func(*Store) ([]office.Choice, error)) bulkField {
	f.choices = choices
	return f
}

func (s *Store) peopleChoices() ([]office.Choice, error) {
	people, err := s.InspectorOptions()
	out := []office.Choice{}
	for _, p := range people {
		title := p.Name
		if p.State != "在聘" {
			title += "（" + p.State + "）"
		}
		out = append(out, choiceOf(p.ID, title))
	}
	return out, err
}

func (s *Store) matterChoices() ([]office.Choice, error) {
	matters, err := s.Matters()
	out := []office.Choice{}
	for _, m := range matters {
		title := m.Name
		if m.Kindergarten {
			title = "幼儿园：" + title
		}
		out = append(out, choiceOf(m.ID, title))
	}
	return out, err
}

// levelChoices are the levels of a problem, from the first given on.
func levelChoices(from int) func(*Store) ([]office.Choice, error) {
	return func(*Store) ([]office.Choice, error) {
		out := []office.Choice{}
		for _, d := range office.Disposals[from:] {
			out = append(out, choiceOf(int64(d.Code), d.Name))
		}
		return out, nil
	}
}

func (s *Store) boxChoices() ([]office.Choice, error) {
	boxes, err := s.Boxes(0)
	out := []office.Choice{}
	for _, b := range boxes {
		out = append(out, choiceOf(b.ID, fmt.Sprintf("%d年 %s %s 第%s盒", b.Year, office.RetentionNames[b.Retention], b.UnitName, b.Number)))
	}
	return out, err
}

func (s *Store) unitChoices() ([]office.Choice, error) {
	units, err := s.ArchiveUnits()
	out := []office.Choice{}
	for _, u := range units {
		out = append(out, office.Choice{Value: u.Code, Title: u.Name})
	}
	return out, err
}

// written are the values that a column holds already, for a text to be picked from.
func written(table, column string) func(*Store) ([]office.Choice, error) {
	return func(s *Store) ([]office.Choice, error) {
		values := []string{}
		err := s.r.Select(&values, "SELECT DISTINCT "+column+" FROM "+table+" WHERE "+column+" <> '' AND deleted_at IS NULL ORDER BY 1 LIMIT 200")
		return office.ChoicesOf(values), err
	}
}

func choiceOf(id int64, title string) office.Choice {
	return office.Choice{Value: strconv.FormatInt(id, 10), Title: title}
}

// bulkKinds are the kinds of records whose lists can change or delete many at once.
func bulkKinds() map[string]bulkKind {
	return map[string]bulkKind{
		"visit":             {visitFields(), (*Store).DeleteVisit},
		"finding":           {findingFields(), (*Store).DeleteFinding},
		"school":            {schoolFields(), (*Store).DeleteSchool},
		"archive_item":      {archiveFields(), (*Store).DeleteArchiveItem},
		"evidence":          {evidenceFields(), (*Store).DeleteEvidence},
		"complaint":         {complaintFields(), (*Store).DeleteComplaint},
		"lesson":            {lessonFields(), nil},
		"practice":          {practiceFields(), (*Store).DeletePractice},
		"notice":            {nil, (*Store).DeleteNotice},
		"inspector":         {nil, (*Store).DeleteInspector},
		"meeting":           {nil, (*Store).DeleteMeeting},
		"publication":       {nil, (*Store).DeletePublication},
		"training":          {nil, (*Store).DeleteTraining},
		"team":              {nil, (*Store).DeleteTeam},
		"stocktake":         {nil, (*Store).DeleteStocktake},
		"archive_loan":      {nil, (*Store).DeleteLoan},
		"standard":          {nil, (*Store).DeleteStandard},
		"evaluation":        {nil, (*Store).DeleteEvaluation},
		"checklist":         {nil, (*Store).DeleteChecklist},
		"inspection":        {nil, (*Store).DeleteInspection},
		"assessment":        {nil, (*Store).DeleteAssessment},
		"assessment_scheme": {nil, (*Store).DeleteScheme},
		"award":             {nil, (*Store).DeleteAward},
	}
}

func visitFields() []bulkField {
	b := editor[VisitForm]{(*Store).Visit, func(s *Store, f VisitForm) error { _, err := s.SaveVisit(f); return err }}
	return []bulkField{
		b.number("inspectorId", "责任督学", true, func(f *VisitForm, n int64) { f.Visit.InspectorID = n }).from((*Store).peopleChoices),
		b.word("kind", "类型", office.VisitKinds, false, func(f *VisitForm) *string { return &f.Visit.Kind }),
		b.word("session", "时段", office.SessionNames, false, func(f *VisitForm) *string { return &f.Visit.Session }),
		b.number("disposal", "处理意见", true, func(f *VisitForm, n int64) { f.Visit.Disposal = int(n) }).from(levelChoices(0)),
		b.word("state", "状态", office.VisitStates, false, func(f *VisitForm) *string { return &f.Visit.State }),
		b.text("plan", "关联计划", func(f *VisitForm) *string { return &f.Visit.Plan }).from(written("visits", "plan")),
		b.date("recordedOn", "记录日期", func(f *VisitForm) *office.Date { return &f.Visit.RecordedOn }),
		b.date("feedbackOn", "反馈日期", func(f *VisitForm) *office.Date { return &f.Visit.FeedbackOn }),
		b.yes("inspectorSigned", "督学已签字", func(f *VisitForm) *bool { return &f.Visit.InspectorSigned }),
		b.yes("principalSigned", "学校负责人已签字", func(f *VisitForm) *bool { return &f.Visit.PrincipalSigned }),
	}
}

func findingFields() []bulkField {
	b := editor[office.Finding]{(*Store).Finding, func(s *Store, f office.Finding) error { _, err := s.SaveFinding(f); return err }}
	return []bulkField{
		b.date("dueOn", "整改期限", func(f *office.Finding) *office.Date { return &f.DueOn }),
		// 销号 needs a recheck and its proof: it is done one by one.
		b.word("state", "状态", append(slices.Clone(office.OpenFindingStates), office.FindingOnSpot), false, func(f *office.Finding) *string { return &f.State }),
		b.number("level", "级别", true, func(f *office.Finding, n int64) { f.Level = int(n) }).from(levelChoices(1)),
		b.number("matterId", "事项", false, func(f *office.Finding, n int64) { f.MatterID = n }).from((*Store).matterChoices),
		b.text("unit", "责任单位", func(f *office.Finding) *string { return &f.Unit }).from(written("findings", "unit")),
		b.text("person", "责任人", func(f *office.Finding) *string { return &f.Person }).from(written("findings", "person")),
		b.text("department", "协商科室", func(f *office.Finding) *string { return &f.Department }).from(written("findings", "department")),
		b.word("source", "来源", office.FindingSources, false, func(f *office.Finding) *string { return &f.Source }),
	}
}

func schoolFields() []bulkField {
	b := editor[office.School]{(*Store).School, func(s *Store, sc office.School) error { _, err := s.SaveSchool(sc); return err }}
	return []bulkField{
		b.text("town", "乡镇", func(sc *office.School) *string { return &sc.Town }).from(written("schools", "town")),
		b.word("kind", "类型", office.SchoolKinds, false, func(sc *office.School) *string { return &sc.Kind }),
		b.word("ownership", "性质", office.Ownerships, true, func(sc *office.School) *string { return &sc.Ownership }),
		b.word("setting", "城乡分类", office.Settings3, true, func(sc *office.School) *string { return &sc.Setting }),
		b.yes("canteen", "有食堂", func(sc *office.School) *bool { return &sc.Canteen }),
		b.yes("bus", "有校车", func(sc *office.School) *bool { return &sc.Bus }),
		b.word("state", "状态", office.SchoolStates, false, func(sc *office.School) *string { return &sc.State }),
	}
}

func archiveFields() []bulkField {
	b := editor[office.ArchiveItem]{(*Store).ArchiveItem, func(s *Store, a office.ArchiveItem) error { _, err := s.SaveArchiveItem(a); return err }}
	keep := b.word("retention", "保管期限", nil, false, func(a *office.ArchiveItem) *string { return &a.Retention })
	for _, code := range office.Retentions {
		keep.Choices = append(keep.Choices, office.Choice{Value: code, Title: office.RetentionNames[code]})
	}
	box := bulkField{BulkField: office.BulkField{Key: "boxId", Title: "档案盒", Ask: office.AskChoice}, choices: (*Store).boxChoices,
		put: func(s *Store, id int64, value string) error {
			n, _ := strconv.ParseInt(value, 10, 64) // one of the boxes, or empty for none
			return s.MoveToBox([]int64{id}, n)
		}}
	return []bulkField{
		box, keep,
		b.word("unit", "机构（问题）", nil, false, func(a *office.ArchiveItem) *string { return &a.Unit }).from((*Store).unitChoices),
		b.text("author", "责任者", func(a *office.ArchiveItem) *string { return &a.Author }).from(written("archive_items", "author")),
		b.word("secrecy", "密级", office.Secrecies[1:], true, func(a *office.ArchiveItem) *string { return &a.Secrecy }),
		b.yes("hasPaper", "有纸质", func(a *office.ArchiveItem) *bool { return &a.HasPaper }),
		b.text("note", "备注", func(a *office.ArchiveItem) *string { return &a.Note }),
	}
}

func evidenceFields() []bulkField {
	b := editor[office.Evidence]{(*Store).Evidence, func(s *Store, e office.Evidence) error { _, err := s.SaveEvidence(e); return err }}
	title := b.text("title", "题名", func(e *office.Evidence) *string { return &e.Title })
	title.Must = true
	return []bulkField{
		b.word("flaw", "问题", office.EvidenceFlaws, true, func(e *office.Evidence) *string { return &e.Flaw }),
		b.text("place", "存放处", func(e *office.Evidence) *string { return &e.Place }).from(written("evidence", "place")),
		b.text("author", "责任者", func(e *office.Evidence) *string { return &e.Author }).from(written("evidence", "author")),
		b.date("datedOn", "日期", func(e *office.Evidence) *office.Date { return &e.DatedOn }),
		b.yes("onPaper", "有纸质", func(e *office.Evidence) *bool { return &e.OnPaper }),
		b.yes("personal", "含个人信息", func(e *office.Evidence) *bool { return &e.Personal }),
		title,
		b.text("note", "备注", func(e *office.Evidence) *string { return &e.Note }),
	}
}

func complaintFields() []bulkField {
	b := editor[office.Complaint]{(*Store).Complaint, func(s *Store, c office.Complaint) error { _, err := s.SaveComplaint(c); return err }}
	return []bulkField{
		b.number("matterId", "事项", false, func(c *office.Complaint, n int64) { c.MatterID = n }).from((*Store).matterChoices),
		b.word("kind", "类别", office.ComplaintKinds, false, func(c *office.Complaint) *string { return &c.Kind }),
		b.date("dueOn", "期限", func(c *office.Complaint) *office.Date { return &c.DueOn }),
		b.text("department", "承办科室", func(c *office.Complaint) *string { return &c.Department }).from(written("complaints", "department")),
		b.text("undertaker", "承办人", func(c *office.Complaint) *string { return &c.Undertaker }).from(written("complaints", "undertaker")),
	}
}

func lessonFields() []bulkField {
	b := editor[office.LessonObservation]{(*Store).Lesson, func(s *Store, l office.LessonObservation) error { _, err := s.SaveLesson(l); return err }}
	return []bulkField{
		b.number("inspectorId", "听课督学", true, func(l *office.LessonObservation, n int64) { l.InspectorID = n }).from((*Store).peopleChoices),
		b.text("subject", "学科", func(l *office.LessonObservation) *string { return &l.Subject }).from(written("lessons", "subject")),
		b.text("lessonType", "课型", func(l *office.LessonObservation) *string { return &l.LessonType }).from(written("lessons", "lesson_type")),
		b.yes("signed", "已签字", func(l *office.LessonObservation) *bool { return &l.Signed }),
	}
}

func practiceFields() []bulkField {
	b := editor[office.Practice]{(*Store).Practice, func(s *Store, p office.Practice) error { _, err := s.SavePractice(p); return err }}
	return []bulkField{
		b.word("state", "状态", office.PracticeStates, false, func(p *office.Practice) *string { return &p.State }),
		b.number("matterId", "事项", false, func(p *office.Practice, n int64) { p.MatterID = n }).from((*Store).matterChoices),
	}
}
