package store

import (
	"strconv"
	"strings"

	"dudao/internal/office"
)

// Export returns all records of the kind as rows of its layout, each with its
// hidden id.
func (s *Store) Export(kind office.Kind) ([]office.ListRow, error) {
	uid, err := s.OfficeUID()
	if err != nil {
		return nil, err
	}
	version, err := versionNow(s.r, kind)
	if err != nil {
		return nil, err
	}
	day, err := s.AsOf()
	if err != nil {
		return nil, err
	}
	records, err := exportRecords(s.r, kind, day)
	if err != nil {
		return nil, err
	}
	rows := make([]office.ListRow, len(records))
	for i, r := range records {
		rows[i] = office.ListRow{ID: office.SheetID{Office: uid, Kind: kind, ID: r.id, Version: version}.String(), Cells: r.cells}
	}
	return rows, nil
}

// exportedCells returns the cells of each record of the kind by its id.
func exportedCells(g getter, kind office.Kind, today office.Date) (map[int64][]string, error) {
	records, err := exportRecords(g, kind, today)
	out := make(map[int64][]string, len(records))
	for _, r := range records {
		out[r.id] = r.cells
	}
	return out, err
}

// exportRecord is one record as a row; cells stand beside the layout's fields.
type exportRecord struct {
	id    int64
	cells []string
}

// exporter makes rows of one kind.
type exporter struct {
	g      getter
	layout office.Layout
	today  office.Date
	names  *directory
	rows   []exportRecord
}

func exportRecords(g getter, kind office.Kind, today office.Date) ([]exportRecord, error) {
	layout, err := office.LayoutOf(kind)
	if err != nil {
		return nil, err
	}
	names, err := readDirectory(g)
	if err != nil {
		return nil, err
	}
	e := &exporter{g: g, layout: layout, today: today, names: names, rows: []exportRecord{}}
	err = map[office.Kind]func() error{
		office.KindSchools: e.schools, office.KindInspectors: e.inspectors, office.KindZones: e.zones,
		office.KindVisits: e.visits, office.KindFindings: e.findings, office.KindLessons: e.lessons,
		office.KindComplaints: e.complaints, office.KindTrainings: e.trainings, office.KindAssessments: e.assessments,
		office.KindIndicators: e.indicators, office.KindEvidence: e.evidence,
		office.KindArchive: e.archive,
	}[kind]()
	return e.rows, err
}

// add takes one record's values by field key.
func (e *exporter) add(id int64, values map[string]string) {
	cells := make([]string, len(e.layout.Fields))
	for i := range e.layout.Fields {
		cells[i] = values[e.layout.Fields[i].Key]
	}
	e.rows = append(e.rows, exportRecord{id: id, cells: cells})
}

// counted0 leaves out a count of nothing.
func counted0(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (e *exporter) person(id int64) string { return e.names.inspectors[id].Name }

func (e *exporter) people(ids []int64) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		if n := e.person(id); n != "" {
			names = append(names, n)
		}
	}
	return strings.Join(names, "、")
}

func (e *exporter) schools() error {
	zones := map[int64]string{}
	rows := []Option{}
	if err := e.g.Select(&rows, `SELECT zs.school_id AS id, z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id
		WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?)`, e.today, e.today); err != nil {
		return err
	}
	for _, r := range rows {
		zones[r.ID] = r.Name
	}
	schools, err := find[office.School](e.g, "schools", "WHERE deleted_at IS NULL ORDER BY kind = '幼儿园', town, sort_key, id")
	for _, s := range schools {
		e.add(s.ID, map[string]string{"code": s.Code, "name": s.Name, "shortName": s.ShortName, "kind": s.Kind, "ownership": s.Ownership,
			"town": s.Town, "setting": s.Setting, "address": s.Address, "principal": s.Principal, "phone": s.Phone, "liaison": s.Liaison,
			"students": counted0(s.Students), "teachers": counted0(s.Teachers), "zone": zones[s.ID],
			"inspectors": e.people(e.names.responsible(s.ID, e.today)), "classes": counted0(s.Classes), "boarders": counted0(s.Boarders),
			"canteen": office.YesNo(s.Canteen), "bus": office.YesNo(s.Bus), "state": s.State, "resident": s.Resident,
			"openedOn": string(s.OpenedOn), "closedOn": string(s.ClosedOn), "note": s.Note})
	}
	return err
}

func (e *exporter) inspectors() error {
	terms, err := find[office.Appointment](e.g, "appointments", "WHERE deleted_at IS NULL ORDER BY starts_on")
	if err != nil {
		return err
	}
	last := map[int64]office.Appointment{}
	for _, t := range terms {
		last[t.InspectorID] = t
	}
	zones := map[int64]string{}
	rows := []Option{}
	if err := e.g.Select(&rows, `SELECT i.id, COALESCE(`+zoneOfInspector+`, '') AS name FROM inspectors i WHERE i.deleted_at IS NULL`, e.today, e.today); err != nil {
		return err
	}
	for _, r := range rows {
		zones[r.ID] = r.Name
	}
	people, err := find[office.Inspector](e.g, "inspectors", "WHERE deleted_at IS NULL ORDER BY state <> '在聘', sort_key, id")
	for _, p := range people {
		t := last[p.ID]
		e.add(p.ID, map[string]string{"name": p.Name, "gender": p.Gender, "bornOn": p.BornOn, "degree": p.Degree, "rank": p.Rank,
			"employer": p.Employer, "post": p.Post, "teachingOn": p.TeachingOn, "employment": p.Employment, "subject": p.Subject,
			"stage": p.Stage, "mobile": p.Mobile, "certificate": p.Certificate, "appointedOn": string(t.AppointedOn),
			"startsOn": string(t.StartsOn), "endsOn": string(t.EndsOn), "zone": zones[p.ID], "idNumber": p.IDNumber,
			"ethnicity": p.Ethnicity, "party": p.Party, "service": p.Service, "email": p.Email, "issuedBy": p.IssuedBy,
			"state": p.State, "recusal": p.Recusal, "note": p.Note})
	}
	return err
}

func (e *exporter) zones() error {
	rows := []struct {
		ID       int64  `db:"id"`
		Number   string `db:"number"`
		Zone     string `db:"zone"`
		LeaderID int64  `db:"leader_id"`
		DeputyID int64  `db:"deputy_id"`
		Liaison  string `db:"liaison"`
		SchoolID int64  `db:"school_id"`
	}{}
	if err := e.g.Select(&rows, `SELECT zs.id, v.number, z.name AS zone, COALESCE(z.leader_id, 0) AS leader_id, COALESCE(z.deputy_id, 0) AS deputy_id, z.liaison, zs.school_id
		FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = zs.version_id JOIN schools s ON s.id = zs.school_id
		WHERE v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?) ORDER BY z.position, z.id, s.kind = '幼儿园', s.sort_key, s.id`, e.today, e.today); err != nil {
		return err
	}
	for _, r := range rows {
		var first office.Assignment
		ids := []int64{}
		for _, a := range e.names.assignments[r.SchoolID] {
			if a.EndsOn == "" {
				if len(ids) == 0 {
					first = a
				}
				ids = append(ids, a.InspectorID)
			}
		}
		e.add(r.ID, map[string]string{"number": r.Number, "zone": r.Zone, "leader": e.person(r.LeaderID), "school": e.names.schools[r.SchoolID].Name,
			"inspectors": e.people(ids), "plateOn": string(first.PlateOn), "plateNo": first.PlateNo, "deputy": e.person(r.DeputyID), "liaison": r.Liaison})
	}
	return nil
}

// visitCounters are the columns that hold a method's counter.
var visitCounters = map[string]string{"随机听课": "lessonCount", "查阅资料": "paperCount", "座谈走访": "talkCount", "问卷调查": "surveyCount",
	"列席会议": "meetingCount", "校园巡视": "tourCount", "访谈家长": "parentCount"}

func (e *exporter) visits() error {
	parts, err := e.visitParts()
	if err != nil {
		return err
	}
	visits, err := find[office.Visit](e.g, "visits", "WHERE deleted_at IS NULL ORDER BY date, id")
	for _, v := range visits {
		p := parts[v.ID]
		values := map[string]string{"date": string(v.Date), "session": v.Session, "school": e.names.schools[v.SchoolID].Name,
			"inspectors": e.person(v.InspectorID), "companions": e.people(p.companions), "kind": v.Kind, "matters": strings.Join(p.matters, "、"),
			"content": v.Content, "highlights": v.Highlights, "problems": v.Problems, "disposal": office.DisposalName(v.Disposal),
			"advice": v.Advice, "feedbackOn": string(v.FeedbackOn), "escorts": v.Escorts, "title": v.Title, "state": v.State,
			"reason": v.Reason, "number": v.Number}
		methods := make([]string, len(p.methods))
		for i, m := range p.methods {
			methods[i] = m.Method
			values[visitCounters[m.Method]] = counted0(m.Count)
		}
		values["methods"] = strings.Join(methods, "、")
		if len(p.due) == 1 {
			values["dueOn"] = p.due[0]
		}
		e.add(v.ID, values)
	}
	return err
}

// visitPart is what hangs on one visit.
type visitPart struct {
	companions []int64
	matters    []string
	methods    []office.MethodUse
	due        []string
}

// visitParts reads what hangs on all visits, by visit.
func (e *exporter) visitParts() (map[int64]*visitPart, error) {
	parts := map[int64]*visitPart{}
	rows := []struct {
		VisitID int64  `db:"visit_id"`
		Part    int    `db:"part"`
		Number  int64  `db:"number"`
		Text    string `db:"text"`
	}{}
	if err := e.g.Select(&rows, `SELECT id AS visit_id, 0 AS part, 0 AS number, '' AS text FROM visits
		UNION ALL SELECT visit_id, 1, inspector_id, '' FROM (SELECT * FROM visit_companions ORDER BY id)
		UNION ALL SELECT visit_id, 2, 0, short FROM (SELECT l.visit_id, m.short FROM visit_matters l JOIN matters m ON m.id = l.matter_id ORDER BY m.position)
		UNION ALL SELECT visit_id, 3, count, method FROM (SELECT * FROM visit_methods ORDER BY id)
		UNION ALL SELECT visit_id, 4, 0, due_on FROM findings WHERE visit_id IS NOT NULL AND deleted_at IS NULL`); err != nil {
		return nil, err
	}
	for _, r := range rows {
		p := parts[r.VisitID]
		if p == nil {
			p = &visitPart{}
			parts[r.VisitID] = p
		}
		switch r.Part {
		case 1:
			p.companions = append(p.companions, r.Number)
		case 2:
			p.matters = append(p.matters, r.Text)
		case 3:
			p.methods = append(p.methods, office.MethodUse{Method: r.Text, Count: int(r.Number)})
		case 4:
			p.due = append(p.due, r.Text)
		}
	}
	return parts, nil
}

func (e *exporter) findings() error {
	matters, err := find[office.Matter](e.g, "matters", "")
	if err != nil {
		return err
	}
	short := map[int64]string{}
	for _, m := range matters {
		short[m.ID] = m.Short
	}
	findings, err := find[office.Finding](e.g, "findings", "WHERE deleted_at IS NULL ORDER BY found_on, id")
	for i, f := range findings {
		e.add(f.ID, map[string]string{"serial": strconv.Itoa(i + 1), "number": f.Number, "school": e.names.schools[f.SchoolID].Name, "source": f.Source,
			"foundOn": string(f.FoundOn), "matter": short[f.MatterID], "content": f.Content, "level": office.DisposalName(f.Level),
			"measures": f.Measures, "unit": f.Unit, "person": f.Person, "dueOn": string(f.DueOn), "reportedOn": string(f.ReportedOn),
			"recheckOn": string(f.RecheckOn), "recheck": f.Recheck, "closedOn": string(f.ClosedOn),
			"overdue": counted0(f.DaysOverdue(e.today)), "note": f.Note, "state": f.State, "department": f.Department})
	}
	return err
}

func (e *exporter) lessons() error {
	lessons, err := find[office.LessonObservation](e.g, "lessons", "WHERE deleted_at IS NULL ORDER BY date, id")
	for _, l := range lessons {
		e.add(l.ID, map[string]string{"date": string(l.Date), "school": e.names.schools[l.SchoolID].Name, "class": l.Class, "subject": l.Subject,
			"teacher": l.Teacher, "inspectors": e.person(l.InspectorID), "rating": counted0(l.Rating), "advice": l.Advice, "topic": l.Topic,
			"period": l.Period, "lessonType": l.LessonType, "highlights": l.Highlights, "evaluation": l.Evaluation, "process": l.Process,
			"feedbackTo": l.FeedbackTo})
	}
	return err
}
