package store

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// outSheet is a row of sheets: a workbook that went out (发出的督导记录表).
type outSheet struct {
	ID          int64        `db:"id"`
	Month       office.Month `db:"month"`
	InspectorID int64        `db:"inspector_id"`
	Number      int          `db:"number"`
	Token       string       `db:"token"`
	MadeAt      string       `db:"made_at"`
	DueOn       office.Date  `db:"due_on"`
	Issued      string       `db:"issued"`
	ReturnedAt  string       `db:"returned_at"`
	Conflicts   int          `db:"conflicts"`
	Failures    int          `db:"failures"`
	Waiting     string       `db:"waiting"`
	UpdatedAt   string       `db:"updated_at"`
}

// sheetReturn is one copy of a sheet that came back.
type sheetReturn struct {
	ID      int64  `db:"id"`
	SheetID int64  `db:"sheet_id"`
	Hash    string `db:"hash"`
	File    string `db:"file"`
	At      string `db:"at"`
}

// sheetSlot tells which record a row that waited to be filled has become.
type sheetSlot struct {
	ID       int64       `db:"id"`
	SheetID  int64       `db:"sheet_id"`
	Kind     office.Kind `db:"kind"`
	Slot     string      `db:"slot"`
	RecordID int64       `db:"record_id"`
}

// SheetPerson is an inspector with the schools he answers for in a month.
type SheetPerson struct {
	office.Inspector
	Schools []int64
}

// MakeSheets makes the month's workbooks, one for each serving inspector who
// answers for a school or has made a visit in it (发出表格). The others are named.
// write puts the workbooks into their place; when it fails nothing went out.
func (s *Store) MakeSheets(month office.Month, only []int64, write func([]office.OutSheet) error) (out []office.OutSheet, without []string, err error) {
	if !month.Valid() {
		return nil, nil, office.Invalid("月份“%s”不对，请写成 2026-04。", month)
	}
	set, err := s.Settings()
	if err != nil {
		return nil, nil, err
	}
	uid, err := s.OfficeUID()
	if err != nil {
		return nil, nil, err
	}
	period := month.Of(set.MonthBoundary)
	due, err := s.DayAfter(office.RuleSheetDays, period.Last())
	if err != nil {
		return nil, nil, err
	}
	err = s.write(Change{Action: "sheet.make", Label: "发出" + month.Chinese() + "督导记录表"}, func(t *tx) error {
		m := &sheetMaker{t: t, uid: uid, month: month, period: period}
		if err := m.load(); err != nil {
			return err
		}
		for _, p := range m.people {
			if len(only) > 0 && !slices.Contains(only, p.ID) {
				continue
			}
			content := m.content(p)
			if len(p.Schools) == 0 && !slices.ContainsFunc(content.Rows, func(r office.ContentRow) bool { _, is := office.ParseSheetID(r.Slot); return is }) {
				without = append(without, p.Name)
				continue
			}
			o := office.OutSheet{Name: p.Name, Office: set.OfficeName, Phone: set.Phone, DueOn: due, Period: period, Sample: set.Sample,
				Schools: m.namesOf(p.Schools), Matters: m.matterNames(p.Schools), Contents: content}
			if o.Stamp, err = t.issueSheet(uid, month, p.ID, due, content); err != nil {
				return err
			}
			out = append(out, o)
		}
		return write(out)
	})
	return out, without, err
}

// issueSheet writes down that a workbook goes out, and what stands in it.
func (t *tx) issueSheet(uid string, month office.Month, inspector int64, due office.Date, content office.SheetContent) (stamp office.SheetStamp, err error) {
	hash := content.Hash()
	err = t.keepContent(hash, content)
	if err != nil {
		return stamp, err
	}
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		return stamp, err
	}
	row := outSheet{Month: month, InspectorID: inspector, Token: hex.EncodeToString(b), MadeAt: t.s.moment(), DueOn: due, Issued: hash, Waiting: "[]", UpdatedAt: t.s.moment()}
	if err := t.Get(&row.Number, `SELECT COALESCE(max(number), 0) + 1 FROM sheets WHERE month = ? AND inspector_id = ?`, month, inspector); err != nil {
		return stamp, err
	}
	if row.ID, err = insert(t, "sheets", row); err != nil {
		return stamp, wrap(err, "督导记录表")
	}
	return office.SheetStamp{Office: uid, Month: month, Inspector: inspector, Sheet: row.ID, Token: row.Token, Number: row.Number, MadeAt: row.MadeAt}, nil
}

// keepContent keeps what stands in a workbook under the hash of what it says.
func (t *tx) keepContent(hash string, c office.SheetContent) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO sheet_contents (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING`, hash, string(body))
	return err
}

func contentOf(g getter, hash string) (c office.SheetContent, err error) {
	var body string
	if err := g.Get(&body, `SELECT body FROM sheet_contents WHERE hash = ?`, hash); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(body), &c)
}

// sheetMaker fills the workbooks of one month.
type sheetMaker struct {
	t       *tx
	uid     string
	month   office.Month
	period  office.Period
	names   *directory
	people  []SheetPerson
	matters []office.Matter
	cells   map[office.Kind][]exportRecord
	visits  map[int64][]int64 // of the month, by inspector
	visited map[[2]int64]bool // inspector and school
	lessons map[int64][]int64
	open    map[int64][]int64 // unsettled findings, by school
}

func (m *sheetMaker) load() (err error) {
	if m.names, err = readDirectory(m.t); err != nil {
		return err
	}
	if m.matters, err = find[office.Matter](m.t, "matters", "ORDER BY kindergarten, position, id"); err != nil {
		return err
	}
	people, err := find[office.Inspector](m.t, "inspectors", "WHERE deleted_at IS NULL AND state = '在聘' ORDER BY sort_key, id")
	if err != nil {
		return err
	}
	for _, p := range people {
		m.people = append(m.people, SheetPerson{Inspector: p, Schools: m.schoolsOf(p.ID)})
	}
	m.cells = map[office.Kind][]exportRecord{}
	for _, part := range office.SheetParts {
		if m.cells[part.Kind], err = exportRecords(m.t, part.Kind, m.t.s.Today()); err != nil {
			return err
		}
	}
	m.visits, m.visited, m.lessons, m.open = map[int64][]int64{}, map[[2]int64]bool{}, map[int64][]int64{}, map[int64][]int64{}
	visits, err := find[office.Visit](m.t, "visits", "WHERE deleted_at IS NULL AND state <> '取消' AND date >= ? AND date < ? ORDER BY date, id", m.period.From, m.period.To)
	if err != nil {
		return err
	}
	for _, v := range visits {
		m.visits[v.InspectorID] = append(m.visits[v.InspectorID], v.ID)
		m.visited[[2]int64{v.InspectorID, v.SchoolID}] = true
	}
	lessons, err := find[office.LessonObservation](m.t, "lessons", "WHERE deleted_at IS NULL AND date >= ? AND date < ? ORDER BY date, id", m.period.From, m.period.To)
	if err != nil {
		return err
	}
	for _, l := range lessons {
		m.lessons[l.InspectorID] = append(m.lessons[l.InspectorID], l.ID)
	}
	findings, err := find[office.Finding](m.t, "findings", "f WHERE deleted_at IS NULL AND "+unsettled+" ORDER BY found_on, id")
	for _, f := range findings {
		m.open[f.SchoolID] = append(m.open[f.SchoolID], f.ID)
	}
	return err
}

// schoolsOf are the schools that the inspector answers for on any day of the
// month, in the order of their names.
func (m *sheetMaker) schoolsOf(inspector int64) []int64 {
	ids := []int64{}
	for school, list := range m.names.assignments {
		sc, is := m.names.schools[school]
		if !is || sc.State != office.SchoolStates[0] {
			continue
		}
		if slices.ContainsFunc(list, func(a office.Assignment) bool {
			return a.InspectorID == inspector && a.StartsOn < m.period.To && (a.EndsOn == "" || a.EndsOn > m.period.From)
		}) {
			ids = append(ids, school)
		}
	}
	slices.SortFunc(ids, func(a, b int64) int {
		if c := strings.Compare(m.names.schools[a].Pinyin, m.names.schools[b].Pinyin); c != 0 {
			return c
		}
		return int(a - b)
	})
	return ids
}

func (m *sheetMaker) namesOf(schools []int64) []string {
	out := []string{}
	for _, id := range schools {
		out = append(out, m.names.schools[id].Name)
	}
	return out
}

// matterNames are the matters that may be looked at in these schools.
func (m *sheetMaker) matterNames(schools []int64) []string {
	out := []string{}
	for _, infant := range []bool{false, true} {
		if !slices.ContainsFunc(schools, func(id int64) bool { return m.names.schools[id].Kindergarten() == infant }) && (infant || len(schools) > 0) {
			continue
		}
		for _, x := range office.MattersFor(m.matters, infant, m.period.Last()) {
			if !slices.Contains(out, x.Short) {
				out = append(out, x.Short)
			}
		}
	}
	return out
}

// content is what stands in the inspector's workbook.
func (m *sheetMaker) content(p SheetPerson) office.SheetContent {
	c := office.SheetContent{Rows: []office.ContentRow{}}
	for _, part := range office.SheetParts {
		ids := map[office.Kind][]int64{office.KindVisits: m.visits[p.ID], office.KindLessons: m.lessons[p.ID]}[part.Kind]
		if part.Kind == office.KindFindings {
			for _, school := range p.Schools {
				ids = append(ids, m.open[school]...)
			}
		}
		for _, id := range ids {
			if row, ok := m.record(part, id); ok {
				c.Rows = append(c.Rows, row)
			}
		}
		n := 0
		wait := func(cells map[string]office.SheetCell) {
			n++
			c.Rows = append(c.Rows, office.ContentRow{Kind: part.Kind, Slot: office.SlotID(m.uid, part.Kind, n), Cells: cells})
		}
		if part.Kind == office.KindVisits {
			for _, school := range p.Schools {
				if !m.visited[[2]int64{p.ID, school}] {
					wait(map[string]office.SheetCell{"school": {Text: m.names.schools[school].Name}, "kind": {Text: office.VisitKinds[0]}})
				}
			}
		}
		for range part.Empty {
			wait(map[string]office.SheetCell{})
		}
	}
	return c
}

// record is a record as a row of the part.
func (m *sheetMaker) record(part office.SheetPart, id int64) (office.ContentRow, bool) {
	i := slices.IndexFunc(m.cells[part.Kind], func(r exportRecord) bool { return r.id == id })
	if i < 0 {
		return office.ContentRow{}, false
	}
	layout := part.Layout()
	row := office.ContentRow{Kind: part.Kind, Slot: office.SheetID{Office: m.uid, Kind: part.Kind, ID: id}.String(), Cells: map[string]office.SheetCell{}}
	for _, key := range part.Fields {
		if text := m.cells[part.Kind][i].cells[layout.Index(key)]; text != "" {
			row.Cells[key] = office.SheetCell{Text: text}
		}
	}
	return row, true
}

// SheetRow is where an inspector's sheet of a month stands.
type SheetRow struct {
	InspectorID int64       `db:"inspector_id" json:"inspectorId"`
	Name        string      `db:"name" json:"name"`
	Zone        string      `db:"zone" json:"zone"`
	State       string      `db:"-" json:"state"`
	SheetID     int64       `db:"sheet_id" json:"sheetId"`
	Number      int         `db:"number" json:"number"`
	MadeAt      string      `db:"made_at" json:"madeAt"`
	DueOn       office.Date `db:"due_on" json:"dueOn"`
	ReturnedAt  string      `db:"returned_at" json:"returnedAt"`
	Files       int         `db:"files" json:"files"`
	Conflicts   int         `db:"conflicts" json:"conflicts"`
	Failures    int         `db:"failures" json:"failures"`
}

// Sheets returns where the sheets of a month stand, one line for each serving
// inspector and each other to whom one went out. Of several sheets of one
// inspector the line speaks of the last one, and of what came back of any.
func (s *Store) Sheets(month office.Month) ([]SheetRow, error) {
	rows := []SheetRow{}
	set, err := s.Settings()
	if err != nil {
		return rows, err
	}
	day := month.Of(set.MonthBoundary).Last()
	err = s.r.Select(&rows, `SELECT i.id AS inspector_id, i.name, COALESCE(`+zoneOfInspector+`, '') AS zone, COALESCE(x.id, 0) AS sheet_id, COALESCE(x.number, 0) AS number,
		COALESCE(x.made_at, '') AS made_at, COALESCE(x.due_on, '') AS due_on, COALESCE(a.returned_at, '') AS returned_at, COALESCE(a.conflicts, 0) AS conflicts,
		COALESCE(a.failures, 0) AS failures, COALESCE(a.files, 0) AS files
		FROM inspectors i LEFT JOIN (SELECT inspector_id, max(number) AS number, max(returned_at) AS returned_at, sum(conflicts) AS conflicts, sum(failures) AS failures,
			sum((SELECT count(*) FROM sheet_returns r WHERE r.sheet_id = sheets.id)) AS files FROM sheets WHERE month = ?3 GROUP BY inspector_id) a ON a.inspector_id = i.id
		LEFT JOIN sheets x ON x.month = ?3 AND x.inspector_id = i.id AND x.number = a.number
		WHERE i.deleted_at IS NULL AND (i.state = '在聘' OR x.id IS NOT NULL) ORDER BY i.sort_key, i.id`, day, day, month)
	for i := range rows {
		rows[i].State = rows[i].state()
	}
	return rows, err
}

func (r SheetRow) state() string {
	switch {
	case r.SheetID == 0:
		return office.SheetNotMade
	case r.Conflicts > 0:
		return office.SheetConflict
	case r.Failures > 0:
		return office.SheetFaulty
	case r.ReturnedAt != "":
		return office.SheetBack
	}
	return office.SheetOut
}

// SheetMonths are the months for which sheets went out, the newest first.
func (s *Store) SheetMonths() ([]office.Month, error) {
	months := []office.Month{}
	err := s.r.Select(&months, `SELECT DISTINCT month FROM sheets ORDER BY month DESC`)
	return months, err
}

// failedMark stands before the waiting cells of a row that was at fault.
const failedMark = "!"

// waitingKey names a cell that came back and waits.
func waitingKey(kind office.Kind, slot, field string) string {
	return fmt.Sprintf("%s/%s/%s", kind, slot, field)
}
