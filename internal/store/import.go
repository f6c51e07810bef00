package store

import (
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"

	"dudao/internal/office"
)

// ImportOptions steer Import.
type ImportOptions struct {
	File   string // its name, never its path
	SHA256 string
	// Label names the action; empty for the usual one with the file's name.
	Label string
	// Rehearse rolls everything back at the end: the verdicts are those of the
	// same code that writes.
	Rehearse bool
	// AllOrNothing writes no row when one of them failed.
	AllOrNothing bool
	// From is the first day of the zones and 挂牌 that a list brings in; empty
	// leaves the choice to the import, see startDay.
	From office.Date
	// Standard is the short name of the 评估标准 of rows that name none.
	Standard string
	// Step reports progress and stops the import by an error; may be nil.
	Step func(done, total int) error
}

// errNothing rolls an import back that was to be whole.
var errNothing = errors.New("nothing written")

// Import matches the rows of a list with the records and writes the good ones,
// as one change set, in one transaction. The result's ID is the change set that
// Undo takes back.
func (s *Store) Import(reading *office.SheetReading, opt ImportOptions) (*office.ImportResult, error) {
	uid, err := s.OfficeUID()
	if err != nil {
		return nil, err
	}
	im := &importer{layout: &reading.Layout, opt: opt, uid: uid, today: s.Today(), seen: map[string]*importRow{}, ids: map[int64]bool{},
		questions: map[string]*office.NameQuestion{}, versions: map[string]*importVersion{},
		result: &office.ImportResult{Verdicts: []office.RowVerdict{}, Questions: []office.NameQuestion{}, Notes: []string{}}}
	im.takeRows(reading)
	label := opt.Label
	if label == "" {
		label = fmt.Sprintf("导入%s（%s）", reading.Layout.Title, opt.File)
	}
	set, err := s.writeSet(Change{Action: "import", Label: label}, !opt.Rehearse, func(t *tx) error {
		im.t, t.ledger = t, true
		if err := im.run(); err != nil {
			return err
		}
		if opt.AllOrNothing && im.result.Failed > 0 {
			return errNothing
		}
		return im.record()
	})
	if err != nil && !errors.Is(err, errNothing) {
		return nil, err
	}
	if err == nil && !opt.Rehearse {
		im.result.ID = set
	}
	return im.result, nil
}

// importer is one import while it runs.
type importer struct {
	t         *tx
	layout    *office.Layout
	opt       ImportOptions
	uid       string
	today     office.Date
	names     *directory
	matters   []office.Matter
	rows      []*importRow
	seen      map[string]*importRow // the good rows by what they are about
	ids       map[int64]bool        // the records already named by a hidden id
	exported  map[int64][]string    // what each record looks like in an export
	past      map[int64]pastCells   // what they looked like when a list was exported, by version
	versions  map[string]*importVersion
	filing    *archiveImport         // of a catalogue of the archive
	visits    map[visitKey][]visitAt // those on record, read at the first need
	notes     []importNote
	hints     []hintedDays
	questions map[string]*office.NameQuestion
	result    *office.ImportResult
}

// importRow is one row on its way in.
type importRow struct {
	office.ParsedRow
	raw      office.SheetRow
	present  []bool
	owner    int64  // the inspector whose sheet a new row stands in; 0 in a list
	print    uint64 // of what the row says, to know one that says the same
	recordID int64  // by the hidden id
	savedID  int64
	title    string
	isNew    bool
	sameAs   *importRow // an earlier row that says the same
	changed  []string
	// after writes what hangs on other records, once all rows' own are there:
	// undo then takes them back in the right order.
	after func() error
}

func (im *importer) takeRows(reading *office.SheetReading) {
	for i := range reading.Tables {
		table := &reading.Tables[i]
		for _, raw := range table.Rows {
			im.rows = append(im.rows, &importRow{raw: raw, present: table.Present, ParsedRow: office.ParsedRow{Sheet: table.Sheet, Row: raw.Row}})
		}
	}
}

// run judges and writes all rows.
func (im *importer) run() (err error) {
	if im.names, err = readDirectory(im.t); err != nil {
		return err
	}
	if im.matters, err = find[office.Matter](im.t, "matters", "ORDER BY kindergarten, position, id"); err != nil {
		return err
	}
	handle := map[office.Kind]func(*importRow) error{
		office.KindSchools: im.school, office.KindInspectors: im.inspector, office.KindZones: im.zone,
		office.KindVisits: im.visit, office.KindFindings: im.finding, office.KindLessons: im.lesson,
		office.KindComplaints: im.complaint, office.KindTrainings: im.training, office.KindAssessments: im.assessment,
		office.KindIndicators: im.indicator, office.KindEvidence: im.evidence,
		office.KindArchive: im.archive,
	}[im.layout.Kind]
	total := 2 * len(im.rows)
	for i, row := range im.rows {
		if err := im.step(i, total); err != nil {
			return err
		}
		if err := im.judge(row, handle); err != nil {
			return fmt.Errorf("row %d of %s: %w", row.Row, row.Sheet, err)
		}
	}
	for i, row := range im.rows {
		if err := im.step(len(im.rows)+i, total); err != nil {
			return err
		}
		if row.after != nil && len(row.Faults) == 0 {
			if err := im.hang(row); err != nil {
				return fmt.Errorf("row %d of %s: %w", row.Row, row.Sheet, err)
			}
		}
	}
	if im.layout.Kind == office.KindIndicators {
		if err := im.standards(); err != nil {
			return err
		}
	}
	if err := im.carryOver(); err != nil {
		return err
	}
	if err := im.numberArchive(); err != nil {
		return err
	}
	for _, row := range im.rows {
		if first := row.sameAs; first != nil && len(first.Faults) > 0 {
			row.Fail("", fmt.Sprintf("与工作表“%s”第 %d 行相同，那一行有误", first.Sheet, first.Row))
		}
		im.result.Add(row.verdict())
	}
	im.tellNotes()
	for _, q := range im.questions {
		im.result.Questions = append(im.result.Questions, *q)
	}
	slices.SortFunc(im.result.Questions, func(a, b office.NameQuestion) int { return strings.Compare(a.Kind+a.Name, b.Kind+b.Name) })
	return nil
}

// judge reads one row and writes what is its own. Its typed values go as soon as
// nothing needs them: a long list would hold them all otherwise.
func (im *importer) judge(row *importRow, handle func(*importRow) error) error {
	row.ParsedRow = office.ParseRow(im.layout, row.Sheet, row.raw, row.present)
	untouched, err := im.identify(row)
	if err != nil {
		return err
	}
	row.NotYet(im.today)
	im.hinted(row)
	if !untouched {
		if err := handle(row); err != nil {
			return err
		}
	}
	if row.after == nil && im.layout.Kind != office.KindIndicators { // whose rows are written together, at the end
		row.Values = nil
	}
	return nil
}

// hang writes what hangs on other records. When that is refused, the row's own
// record goes back to what it was: a row at fault leaves nothing.
func (im *importer) hang(row *importRow) error {
	if err := im.try(row, row.after); err != nil || len(row.Faults) == 0 {
		return err
	}
	kind := map[office.Kind]string{office.KindSchools: "school", office.KindInspectors: "inspector"}[im.layout.Kind]
	if kind == "" {
		return nil // nothing written before
	}
	return im.t.forget(kind, row.savedID)
}

func (im *importer) step(done, total int) error {
	if im.opt.Step == nil {
		return nil
	}
	return im.opt.Step(done, total)
}

// verdict words what became of the row.
func (r *importRow) verdict() office.RowVerdict {
	v := office.RowVerdict{Sheet: r.Sheet, Row: r.Row, Title: r.title, RecordID: r.savedID, Faults: r.Faults, Warnings: r.Warnings}
	switch {
	case len(r.Faults) > 0:
		v.State, v.RecordID = office.RowFailed, r.recordID
		parts := make([]string, len(r.Faults))
		for i, f := range r.Faults {
			parts[i] = f.Message
		}
		v.Reason = strings.Join(parts, "；")
	case r.sameAs != nil:
		v.State, v.RecordID = office.RowUnchanged, r.sameAs.savedID
		v.Reason = fmt.Sprintf("与工作表“%s”第 %d 行相同，已并为一行", r.sameAs.Sheet, r.sameAs.Row)
	case r.isNew:
		v.State, v.Reason = office.RowAdded, "新增"
	case len(r.changed) > 0:
		v.State, v.Reason = office.RowUpdated, "更新："+strings.Join(r.changed, "、")
	default:
		v.State, v.Reason = office.RowUnchanged, "与现有记录相同"
	}
	return v
}

// identify finds the record that the hidden id names. untouched tells that no
// cell of the row differs from what an export would write now.
func (im *importer) identify(row *importRow) (untouched bool, err error) {
	if row.ID == "" {
		return false, nil
	}
	id, ok := office.ParseSheetID(row.ID)
	switch {
	case !ok:
		row.Fail("", "这一行的系统编号（最左边隐藏的一列）被改动过，请清空它再导入")
	case id.Office != im.uid:
		row.Fail("", "这一行来自别的督导室的数据库，不能用来更新；要作为新记录导入，请删去最左边隐藏的“系统编号”列")
	case id.Kind != im.layout.Kind:
		row.Fail("", "这一行是另一种表的导出，请选对表的种类")
	}
	if len(row.Faults) > 0 && (!ok || id.Office != im.uid || id.Kind != im.layout.Kind) {
		row.ID = ""
		return false, nil
	}
	if im.ids[id.ID] {
		row.ID = ""
		row.Warnings = append(row.Warnings, "这一行是复制出来的，按新记录处理")
		return false, nil
	}
	im.ids[id.ID] = true
	if im.exported == nil {
		if im.exported, err = exportedCells(im.t, im.layout.Kind, im.today); err != nil {
			return false, err
		}
	}
	cells, ok := im.exported[id.ID]
	if !ok && im.layout.Kind == office.KindZones {
		row.ID = "" // of a division that has ended: read as a list without ids
		return false, nil
	}
	if !ok {
		row.Fail("", "这条记录已被删除，不能更新；要重新新增，请清空这一行最左边隐藏的系统编号")
		return false, nil
	}
	clashes, err := im.newer(row, id, cells)
	if err != nil {
		return false, err
	}
	row.Untouched(row.raw, cells)
	row.recordID, row.savedID = id.ID, id.ID
	for _, c := range clashes {
		row.Fail(c.field, c.message)
	}
	for i, v := range row.Values {
		if !v.Kept && !im.layout.Fields[i].Derived {
			return false, nil
		}
	}
	row.title = cells[max(0, titleColumn(im.layout))]
	return len(row.Faults) == 0, nil
}

func titleColumn(l *office.Layout) int {
	if i := l.Index("school"); i >= 0 {
		return i
	}
	return l.Index("name")
}

// try runs a write of one row; a refusal becomes the row's fault and leaves
// nothing behind.
func (im *importer) try(row *importRow, fn func() error) error {
	if _, err := im.t.Exec("SAVEPOINT row"); err != nil {
		return err
	}
	failed := fn()
	if failed != nil {
		if office.CodeOf(failed) == office.CodeInternal {
			return failed
		}
		im.blame(row, failed)
		if _, err := im.t.Exec("ROLLBACK TO row"); err != nil {
			return err
		}
	}
	_, err := im.t.Exec("RELEASE row")
	return err
}

// columnOf tells in which column a fault of a record's field is shown.
var columnOf = map[string]string{"schoolId": "school", "inspectorId": "inspectors", "leaderId": "leader", "validFrom": "number", "matterId": "matter", "termNumber": "startsOn"}

// blame turns a refusal into faults of the row's cells.
func (im *importer) blame(row *importRow, err error) {
	e, ok := errors.AsType[*office.Error](err)
	if !ok {
		e = office.Errorf(office.CodeInternal, "%s", err)
	}
	for field, message := range e.Fields {
		if c, ok := columnOf[field]; ok {
			field = c
		}
		if im.layout.Index(field) >= 0 {
			row.Fail(field, message)
		} else {
			row.Fail("", message)
		}
	}
	if len(e.Fields) == 0 {
		row.Fail("", e.Message)
	}
}

// twice tells that an earlier good row is about the same thing. One that says
// the same is merged with it, one that says otherwise is at fault.
func (im *importer) twice(row *importRow, key, field, what string) bool {
	row.print = fingerprint(row.Values)
	first, ok := im.seen[key]
	if !ok || len(first.Faults) > 0 {
		if len(row.Faults) == 0 {
			im.seen[key] = row
		}
		return false
	}
	if first.print == row.print {
		row.sameAs = first
		return true
	}
	row.Fail(field, fmt.Sprintf("与工作表“%s”第 %d 行%s，内容却不同，请只留一行", first.Sheet, first.Row, what))
	return true
}

var printSeed = maphash.MakeSeed()

func fingerprint(values []office.Value) uint64 {
	var h maphash.Hash
	h.SetSeed(printSeed)
	for _, v := range values {
		fmt.Fprintf(&h, "%q %t %q ", v.Text, v.Kept, v.Names)
	}
	return h.Sum64()
}

// startDay is the first day of a zone or 挂牌 that the list gives no day for: the
// clerk's choice, else the start of the school year where there was none before
// (reports of this year then know them), else today.
func (im *importer) startDay(first bool) office.Date {
	switch {
	case im.opt.From.Valid():
		return im.opt.From
	case first:
		var year int
		if _, err := fmt.Sscanf(office.SchoolYearOf(im.today), "%d", &year); err == nil {
			return office.NewDate(year, 8, 1)
		}
	}
	return im.today
}
