package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// partMerger merges the rows of one list by the same code that imports them.
type partMerger struct {
	*merger
	part   office.SheetPart
	layout office.Layout
	im     *importer
	handle func(*importRow) error
	// inspector is whose sheet the row that is merged now stands in.
	inspector int64
}

// merge merges all rows of one list.
func (m *merger) merge(part office.SheetPart) (err error) {
	rows := m.rows[part.Kind]
	if len(rows) == 0 {
		return nil
	}
	p := &partMerger{merger: m, part: part, layout: part.Layout()}
	p.im = &importer{t: m.t, layout: &p.layout, uid: m.uid, today: m.today, names: m.names, matters: m.matters, seen: map[string]*importRow{}, ids: map[int64]bool{},
		questions: map[string]*office.NameQuestion{}, versions: map[string]*importVersion{}}
	if p.im.exported, err = exportedCells(m.t, part.Kind, m.today); err != nil {
		return err
	}
	handle := map[office.Kind]func(*importRow) error{office.KindVisits: p.im.visit, office.KindLessons: p.im.lesson, office.KindFindings: p.im.finding}[part.Kind]
	p.handle = func(row *importRow) error {
		m.inMonth(row)
		if err := handle(row); err != nil || part.Kind != office.KindFindings || len(row.Faults) > 0 {
			return err
		}
		return p.rechecked(row)
	}
	// Rows of records go first: a new row that is about the same visit is then known.
	slices.SortStableFunc(rows, func(a, b *mergeRow) int {
		if (a.record == 0) != (b.record == 0) {
			return int(min(b.record, 1) - min(a.record, 1))
		}
		if a.record != b.record {
			return int(a.record - b.record)
		}
		return strings.Compare(a.key, b.key)
	})
	for _, r := range rows {
		m.done++
		if m.opt.Step != nil {
			if err := m.opt.Step(m.done, m.total); err != nil {
				return err
			}
		}
		if err := p.row(r); err != nil {
			return fmt.Errorf("%s %s: %w", r.kind, r.key, err)
		}
	}
	return nil
}

// inMonth refuses a day outside of the sheet's month, and says when the school
// is not the inspector's own.
func (m *merger) inMonth(row *importRow) {
	d := row.V("date")
	if d.Set && !m.period.Has(office.Date(d.Text)) {
		row.Fail("date", fmt.Sprintf("%s 不在这张表的月份里（%s 到 %s）。请核对日期；确实是别的月份的，请在程序里录入", d.Text, m.period.From, m.period.Last()))
	}
	if school := m.names.school(row.V("school").Text); row.owner != 0 && school != 0 && !slices.Contains(m.names.responsible(school, office.Date(d.Text)), row.owner) {
		row.Warnings = append(row.Warnings, "这所学校当天不归"+m.names.inspectors[row.owner].Name+"负责，请核对")
	}
}

// rechecked notes who made the recheck that a sheet tells of: its inspector,
// where the round names nobody yet.
func (p *partMerger) rechecked(row *importRow) error {
	if !row.V("recheckOn").Set || p.inspector == 0 {
		return nil
	}
	_, err := p.t.Exec(`UPDATE rounds SET rechecker_id = ? WHERE finding_id = ? AND rechecker_id IS NULL AND recheck_by = '' AND recheck_on <> ''
		AND number = (SELECT max(number) FROM rounds WHERE finding_id = ?)`, p.inspector, row.savedID, row.savedID)
	return wrap(err, "整改轮次")
}

// laid is a row with its copies laid over each other.
type laid struct {
	raw       office.SheetRow
	present   []bool
	conflicts []office.Conflict
	taken     int      // cells to be written
	emptied   []string // titles of cells that were emptied, which deletes nothing
	from      mergeCell
}

// row merges one row.
func (p *partMerger) row(r *mergeRow) error {
	record := r.record
	l := p.lay(r, nil, nil)
	fresh := slices.ContainsFunc(r.cells, func(c mergeCell) bool { return c.sheet.copies[c.copy].file >= 0 })
	if !fresh && l.taken+len(l.conflicts) == 0 {
		return nil // came back earlier, and nothing of it waits
	}
	if record == 0 {
		if l.taken+len(l.conflicts) == 0 {
			return nil // nobody wrote in it
		}
		var err error
		if record, err = p.peek(r, l); err != nil {
			return err
		}
	}
	row := &importRow{}
	if record != 0 {
		ours, ok := p.im.exported[record]
		if !ok {
			return p.gone(r, l)
		}
		if p.im.ids[record] { // a new row that is about a visit that has a row of its own
			ours = nil
			if now, err := exportedCells(p.t, p.part.Kind, p.today); err != nil {
				return err
			} else if ours, ok = now[record]; !ok {
				return p.gone(r, l)
			}
			p.im.exported[record] = ours
			delete(p.im.ids, record)
		}
		l = p.lay(r, ours, &record)
		l.raw.ID = office.SheetID{Office: p.uid, Kind: p.part.Kind, ID: record}.String()
		row.title = ours[max(0, titleColumn(&p.layout))]
	} else {
		row.owner = l.from.sheet.row.InspectorID
	}
	waits := p.choose(r, &l, record)
	row.raw, row.present = l.raw, l.present
	row.ParsedRow = office.ParsedRow{Sheet: l.from.sheet.copies[l.from.copy].name + "/" + p.part.Name, Row: l.raw.Row}
	if record == 0 && waits {
		row.title = p.titleOf(l)
		return p.say(r, l, row, record, waits)
	}
	p.inspector = l.from.sheet.row.InspectorID
	if err := p.im.judge(row, p.handle); err != nil {
		return err
	}
	return p.say(r, l, row, record, waits)
}

// lay lays the copies of a row over each other and over what its record says
// now; ours is nil for a row without one.
func (p *partMerger) lay(r *mergeRow, ours []string, record *int64) laid {
	n := len(p.layout.Fields)
	l := laid{raw: office.SheetRow{Cells: make([]office.SheetCell, n)}, present: make([]bool, n), from: r.cells[0]}
	chosen := false
	for _, key := range p.part.Fields {
		i := p.layout.Index(key)
		f := &p.layout.Fields[i]
		l.present[i] = true
		came, files, from := p.came(r, key, f)
		if p.emptied(r, key) {
			l.emptied = append(l.emptied, f.Title)
		}
		base := from.base.Cells[key]
		now := base
		if ours != nil {
			now = office.SheetCell{Text: ours[i]}
		}
		s := f.Settle(base, now, came)
		place := from.row.Cells[key]
		l.raw.Cells[i] = office.SheetCell{Text: now.Text, Row: place.Row, Col: place.Col}
		switch {
		case s.Take != nil:
			l.raw.Cells[i] = *s.Take
			l.taken++
			if !chosen {
				l.from, chosen = from, true
			}
		case len(s.Rivals) > 0:
			l.conflicts = append(l.conflicts, p.conflict(r, f, base, now, s.Rivals, files))
		}
	}
	l.raw.Row = l.from.row.Row
	l.raw.Hint = office.YearHint{Year: p.period.Last().Time().Year(), From: "表格的月份"}
	if i := p.layout.Index("inspectors"); ours == nil && record == nil && i >= 0 {
		l.present[i] = true
		l.raw.Cells[i] = office.SheetCell{Text: r.cells[0].sheet.name}
	}
	return l
}

// peek finds the record that a new row is about, if there is one already: by
// the same rules as an import.
func (p *partMerger) peek(r *mergeRow, l laid) (int64, error) {
	row := &importRow{owner: l.from.sheet.row.InspectorID, raw: l.raw, present: l.present}
	row.ParsedRow = office.ParseRow(&p.layout, p.part.Name, l.raw, l.present)
	school := p.im.names.school(row.V("school").Text)
	day := office.Date(row.V("date").Text)
	id := int64(0)
	var err error
	switch p.part.Kind {
	case office.KindVisits:
		f := &VisitForm{Visit: office.Visit{Date: day, SchoolID: school, InspectorID: row.owner}}
		err = p.im.matchVisit(row, f, party{})
		id = f.Visit.ID
	case office.KindLessons:
		o := office.LessonObservation{SchoolID: school, InspectorID: row.owner}
		err = p.im.matchLesson(row, &o, day)
		id = o.ID
	case office.KindFindings:
		f := office.Finding{SchoolID: school}
		err = p.im.matchFinding(row, &f, row.V("number").Text)
		id = f.ID
	}
	if _, before := p.im.exported[id]; !before { // made by this very merge
		return 0, err
	}
	return id, err
}

// gone is the verdict on a row whose record was deleted.
func (p *partMerger) gone(r *mergeRow, l laid) error {
	row := &importRow{raw: l.raw, present: l.present, recordID: r.record}
	if l.taken+len(l.conflicts) == 0 {
		return nil // nothing new in it
	}
	row.ParsedRow = office.ParseRow(&p.layout, p.part.Name, l.raw, l.present)
	row.Faults, row.Warnings = nil, nil
	row.Fail("", "这条记录在台账里已被删除，表里填的没有写入。要恢复它，请到回收站")
	return p.say(r, l, row, r.record, false)
}

func (p *partMerger) titleOf(l laid) string { return l.raw.Cells[p.layout.Index("school")].Text }

// say notes what became of the row: for the clerk, for each file it stands in,
// and for the next merge.
func (p *partMerger) say(r *mergeRow, l laid, row *importRow, record int64, waits bool) error {
	v := row.verdict()
	if v.Title == "" {
		v.Title = p.titleOf(l)
	}
	held := waits && (record == 0 || v.State == office.RowUnchanged)
	if held {
		v.State, v.Reason = office.RowHeld, "有冲突，等您选定；没有写入"
	} else if waits {
		v.Reason += "；另有冲突等您选定"
	}
	for _, title := range l.emptied {
		v.Warnings = append(v.Warnings, title+"被清空了，台账里的没有删")
	}
	v.Sheet = p.part.Name
	file := l.from.sheet.copies[l.from.copy].name
	p.result.Add(office.MergedRow{RowVerdict: v, File: file, Kind: r.kind})
	for i := range l.conflicts {
		l.conflicts[i].Title = v.Title
	}
	p.result.Conflicts = append(p.result.Conflicts, l.conflicts...)
	saved := row.savedID
	if row.sameAs != nil {
		saved = row.sameAs.savedID
	}
	for _, c := range r.cells {
		p.count(c, r, l, v)
		if r.record == 0 && v.State != office.RowFailed && !held {
			if err := p.becomes(c, r.kind, max(saved, record)); err != nil {
				return err
			}
		}
	}
	return nil
}

// count notes the row's verdict with one of its copies, and which of its cells
// wait.
func (p *partMerger) count(c mergeCell, r *mergeRow, l laid, v office.RowVerdict) {
	new, conflicts := false, 0
	for _, key := range p.part.Fields {
		if !p.says(r, c, key, &p.layout.Fields[p.layout.Index(key)]) {
			continue
		}
		new = true
		at := waitingKey(r.kind, c.row.Slot, key)
		i := slices.IndexFunc(l.conflicts, func(x office.Conflict) bool { return x.Field == key && x.Chosen == office.ChooseLater })
		switch {
		case v.State == office.RowFailed:
			c.sheet.still[failedMark+at] = true
		case i >= 0 || v.State == office.RowHeld && r.record == 0:
			c.sheet.still[at] = true
		}
		if i >= 0 {
			conflicts++
			if name := l.conflicts[i].Key; !slices.Contains(p.conflictSheets[name], c.sheet.row.ID) {
				p.conflictSheets[name] = append(p.conflictSheets[name], c.sheet.row.ID)
			}
		}
	}
	if new && v.State == office.RowFailed {
		c.sheet.faulty++
	}
	i := c.sheet.copies[c.copy].file
	if i < 0 {
		return
	}
	f := &p.result.Files[i]
	f.Conflicts += conflicts
	switch {
	case !new || v.State == office.RowUnchanged:
		f.Unchanged++
	case v.State == office.RowAdded:
		f.Added++
	case v.State == office.RowUpdated:
		f.Updated++
	case v.State == office.RowFailed:
		f.Failed++
	}
}

// becomes remembers which record a row that waited to be filled has become.
func (p *partMerger) becomes(c mergeCell, kind office.Kind, record int64) error {
	if _, isRecord := office.ParseSheetID(c.row.Slot); isRecord || c.row.Slot == "" || record == 0 {
		return nil
	}
	_, err := p.t.Exec(`INSERT INTO sheet_slots (sheet_id, kind, slot, record_id) VALUES (?, ?, ?, ?) ON CONFLICT (sheet_id, kind, slot) DO NOTHING`, c.sheet.row.ID, kind, c.row.Slot, record)
	return wrap(err, "督导记录表")
}
