package store

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dudao/internal/office"
)

// MergeOptions steer Merge.
type MergeOptions struct {
	// Month is the month that is merged; empty is that of most of the sheets.
	Month office.Month
	// Rehearse rolls everything back at the end, as in an import.
	Rehearse bool
	// Choices are what was chosen for conflicts, by their key; All is for the
	// others: office.AllOurs, office.AllTheirs, or empty to leave them waiting.
	Choices map[string]int
	All     string
	Step    func(done, total int) error
}

// Merge lays the sheets that came back beside what went out and what the
// records say now, and writes what only the sheets changed (合并). It never
// deletes, and the order of the sheets does not matter: all of them are sorted
// and laid over each other first. What came back earlier and still waits is
// merged along, so that without any sheets only what waits is.
func (s *Store) Merge(sheets []office.ReturnedSheet, opt MergeOptions) (*office.MergeResult, error) {
	m, err := s.newMerger(sheets, opt)
	if err != nil {
		return nil, err
	}
	id, err := s.writeSet(Change{Action: "sheet.merge", Label: "合并交回的" + monthWords(m.opt.Month) + "督导记录表"}, !opt.Rehearse, func(t *tx) error {
		m.t = t
		return m.run(sheets)
	})
	if err != nil {
		return nil, err
	}
	if !opt.Rehearse {
		m.result.ID = id
	}
	return m.result, nil
}

func (s *Store) newMerger(sheets []office.ReturnedSheet, opt MergeOptions) (*merger, error) {
	uid, err := s.OfficeUID()
	if err != nil {
		return nil, err
	}
	set, err := s.Settings()
	if err != nil {
		return nil, err
	}
	if opt.Month == "" {
		opt.Month = office.MergeMonth(sheets)
	}
	return &merger{uid: uid, opt: opt, period: opt.Month.Of(set.MonthBoundary), today: s.Today(), sheets: map[int64]*mergeSheet{}, conflictSheets: map[string][]int64{},
		result: &office.MergeResult{Month: opt.Month, Files: []office.MergedFile{}, Conflicts: []office.Conflict{}, Verdicts: []office.MergedRow{}, Notes: []string{}}}, nil
}

func monthWords(m office.Month) string {
	if !m.Valid() {
		return ""
	}
	return m.Chinese()
}

// merger is one merge while it runs.
type merger struct {
	t       *tx
	uid     string
	opt     MergeOptions
	period  office.Period
	today   office.Date
	names   *directory
	matters []office.Matter
	sheets  map[int64]*mergeSheet
	rows    map[office.Kind][]*mergeRow
	// conflictSheets are the sheets that a conflict waits in, by its key.
	conflictSheets map[string][]int64
	done, total    int
	result         *office.MergeResult
}

// mergeSheet is a sheet that went out, with all that came back of it.
type mergeSheet struct {
	row     outSheet
	name    string // the inspector's
	base    map[string]office.ContentRow
	slots   map[string]int64      // what rows have become, by kind and slot
	waiting map[string]bool       // with failedMark before those of rows at fault
	kept    []office.SheetContent // what came back before
	copies  []sheetCopy           // what is merged now
	still   map[string]bool       // what waits after this merge
	faulty  int
}

// sheetCopy is one copy of a sheet that came back; file is its place among the
// result's files, -1 for one that came back earlier.
type sheetCopy struct {
	name, hash string
	file       int
	content    office.SheetContent
}

// mergeCell is one row of one copy.
type mergeCell struct {
	sheet *mergeSheet
	copy  int
	row   office.ContentRow
	base  office.ContentRow
}

// mergeRow is one row, all its copies beside each other.
type mergeRow struct {
	kind   office.Kind
	key    string
	record int64
	cells  []mergeCell
}

func (m *merger) run(sheets []office.ReturnedSheet) (err error) {
	if m.names, err = readDirectory(m.t); err != nil {
		return err
	}
	if m.matters, err = find[office.Matter](m.t, "matters", "ORDER BY kindergarten, position, id"); err != nil {
		return err
	}
	if err := m.take(sheets); err != nil {
		return err
	}
	if err := m.takeWaiting(); err != nil {
		return err
	}
	m.gather()
	for _, part := range office.SheetParts {
		if err := m.merge(part); err != nil {
			return err
		}
	}
	return m.finish()
}

// take sorts the files: which sheet each is a copy of, and which cannot be
// merged, with the reason.
func (m *merger) take(sheets []office.ReturnedSheet) error {
	sorted := slices.Clone(sheets)
	hashes := map[string]string{}
	for _, r := range sorted {
		hashes[r.File] = r.Content.Hash()
	}
	slices.SortStableFunc(sorted, func(a, b office.ReturnedSheet) int { return strings.Compare(a.File, b.File) })
	first := map[string]string{}
	for _, r := range sorted {
		f := office.MergedFile{File: r.File, State: office.FileRefused, Reason: r.Trouble, SheetID: r.Stamp.Sheet, Hash: hashes[r.File]}
		if f.Reason == "" {
			sheet, reason, err := m.sheetOf(r.Stamp)
			if err != nil {
				return err
			}
			f.Reason = reason
			if sheet != nil {
				f.Inspector = sheet.name
			}
			key := fmt.Sprint(f.SheetID, " ", f.Hash)
			switch {
			case reason != "":
			case first[key] != "":
				f.State, f.Reason = office.FileDouble, "与《"+first[key]+"》内容相同，只算一份"
			default:
				first[key] = r.File
				f.State = office.FileUnchanged
				sheet.copies = append(sheet.copies, sheetCopy{r.File, f.Hash, len(m.result.Files), r.Content})
				if n := sheet.missing(r.Content); n > 0 {
					m.result.Notes = append(m.result.Notes, fmt.Sprintf("《%s》里少了 %d 行，台账里的记录不会因此删除。", r.File, n))
				}
			}
		}
		m.result.Files = append(m.result.Files, f)
	}
	return nil
}

// sheetOf finds the sheet that a stamp names; the reason tells why it cannot be
// merged.
func (m *merger) sheetOf(stamp office.SheetStamp) (*mergeSheet, string, error) {
	if stamp.Office != m.uid {
		return nil, "是别的督导室（或另一个数据文件夹）发出的表，不能并到这里", nil
	}
	found, err := find[outSheet](m.t, "sheets", "WHERE id = ? AND token = ?", stamp.Sheet, stamp.Token)
	if err != nil {
		return nil, "", err
	}
	if len(found) == 0 || found[0].Month != stamp.Month || found[0].InspectorID != stamp.Inspector {
		return nil, "台账里没有发出过这份表的记录，可能发出后又撤销了；请重新发出", nil
	}
	if found[0].Month != m.opt.Month {
		return nil, fmt.Sprintf("是%s的表，这次合并的是%s；要合并它请另选%s", found[0].Month.Chinese(), monthWords(m.opt.Month), found[0].Month.Chinese()), nil
	}
	sheet, err := m.open(found[0])
	return sheet, "", err
}

// open reads all that is known of a sheet.
func (m *merger) open(row outSheet) (*mergeSheet, error) {
	if sheet := m.sheets[row.ID]; sheet != nil {
		return sheet, nil
	}
	x := &mergeSheet{row: row, name: m.names.inspectors[row.InspectorID].Name, base: map[string]office.ContentRow{}, slots: map[string]int64{}, waiting: map[string]bool{}, still: map[string]bool{}}
	if x.name == "" {
		if err := m.t.Get(&x.name, `SELECT name FROM inspectors WHERE id = ?`, row.InspectorID); err != nil {
			return nil, err
		}
	}
	issued, err := contentOf(m.t, row.Issued)
	if err != nil {
		return nil, err
	}
	for _, r := range issued.Rows {
		x.base[string(r.Kind)+r.Slot] = r
	}
	slots, err := find[sheetSlot](m.t, "sheet_slots", "WHERE sheet_id = ?", row.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range slots {
		x.slots[string(s.Kind)+s.Slot] = s.RecordID
	}
	keys := []string{}
	if err := json.Unmarshal([]byte(row.Waiting), &keys); err != nil {
		return nil, err
	}
	for _, k := range keys {
		x.waiting[k] = true
	}
	m.sheets[row.ID] = x
	return x, nil
}

// missing counts the rows that went out with something in them and did not come
// back.
func (x *mergeSheet) missing(c office.SheetContent) int {
	there := map[string]bool{}
	for _, r := range c.Rows {
		there[string(r.Kind)+r.Slot] = true
	}
	n := 0
	for key, r := range x.base {
		if len(r.Cells) > 0 && !there[key] {
			n++
		}
	}
	return n
}

// takeWaiting adds the copies that came back earlier: all of them are known, and
// what still waits in them is merged along.
func (m *merger) takeWaiting() error {
	rows, err := find[outSheet](m.t, "sheets", "WHERE month = ? AND waiting <> '[]' ORDER BY id", m.opt.Month)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if _, err := m.open(row); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(m.sheets)) {
		x := m.sheets[id]
		returns, err := find[sheetReturn](m.t, "sheet_returns", "WHERE sheet_id = ? ORDER BY hash", id)
		if err != nil {
			return err
		}
		for _, r := range returns {
			content, err := contentOf(m.t, r.Hash)
			if err != nil {
				return err
			}
			x.kept = append(x.kept, content)
			if !slices.ContainsFunc(x.copies, func(c sheetCopy) bool { return c.hash == r.Hash }) {
				x.copies = append(x.copies, sheetCopy{r.File, r.Hash, -1, content})
			} else if i := slices.IndexFunc(x.copies, func(c sheetCopy) bool { return c.hash == r.Hash }); len(x.waiting) == 0 && x.copies[i].file >= 0 {
				m.result.Files[x.copies[i].file].Reason = "这份以前合并过，没有新的内容"
			}
		}
		slices.SortFunc(x.copies, func(a, b sheetCopy) int { return strings.Compare(a.hash, b.hash) })
	}
	return nil
}

// settled tells that the cell came back before and does not wait: it is in the
// records, or was decided against.
func (x *mergeSheet) settled(kind office.Kind, slot, key string, field *office.Field, cell office.SheetCell) bool {
	if at := waitingKey(kind, slot, key); slot == "" || x.waiting[at] || x.waiting[failedMark+at] {
		return false
	}
	return slices.ContainsFunc(x.kept, func(c office.SheetContent) bool {
		r, ok := c.Of(kind, slot)
		return ok && field.SameCell(r.Cells[key], cell)
	})
}

// gather lays all copies of each row beside each other, in an order that does
// not hang on that of the files.
func (m *merger) gather() {
	m.rows = map[office.Kind][]*mergeRow{}
	at := map[string]*mergeRow{}
	for _, id := range slices.Sorted(maps.Keys(m.sheets)) {
		x := m.sheets[id]
		for i, c := range x.copies {
			seen := map[string]bool{}
			for _, r := range c.content.Rows {
				where := string(r.Kind) + r.Slot
				base, known := x.base[where]
				if seen[where] || !known { // a row that was copied, or written below the list
					r.Slot, base = "", office.ContentRow{}
				}
				seen[where] = true
				row := &mergeRow{kind: r.Kind, key: fmt.Sprintf("%d:%s", id, r.Slot)}
				if record, ok := office.ParseSheetID(r.Slot); ok {
					row.record, row.key = record.ID, fmt.Sprintf("#%d", record.ID)
				} else if record := x.slots[where]; r.Slot != "" && record != 0 {
					row.record, row.key = record, fmt.Sprintf("#%d", record)
				} else if r.Slot == "" {
					row.key = fmt.Sprintf("%d:+%s", id, office.SheetContent{Rows: []office.ContentRow{r}}.Hash()[:16])
				}
				name := string(r.Kind) + " " + row.key
				if at[name] == nil {
					at[name] = row
					m.rows[r.Kind] = append(m.rows[r.Kind], row)
				}
				at[name].cells = append(at[name].cells, mergeCell{sheet: x, copy: i, row: r, base: base})
			}
		}
	}
	for _, rows := range m.rows {
		m.total += len(rows)
	}
}

// finish notes what came back and what waits, and counts it all.
func (m *merger) finish() error {
	for _, id := range slices.Sorted(maps.Keys(m.sheets)) {
		x := m.sheets[id]
		for _, c := range x.copies {
			if c.file < 0 {
				continue
			}
			f := &m.result.Files[c.file]
			if f.State = office.FileUnchanged; f.Added+f.Updated+f.Conflicts+f.Failed > 0 {
				f.State = office.FileMerged
			}
			if err := m.t.keepContent(c.hash, c.content); err != nil {
				return err
			}
			if _, err := m.t.Exec(`INSERT INTO sheet_returns (sheet_id, hash, file, at) VALUES (?, ?, ?, ?) ON CONFLICT (sheet_id, hash) DO NOTHING`, id, c.hash, c.name, m.t.s.moment()); err != nil {
				return wrap(err, "督导记录表")
			}
		}
		if err := m.note(x); err != nil {
			return err
		}
	}
	slices.SortFunc(m.result.Conflicts, func(a, b office.Conflict) int { return strings.Compare(a.Key, b.Key) })
	return nil
}

// note writes into the sheet's own row that it came back, and what waits.
func (m *merger) note(x *mergeSheet) error {
	was := x.row
	keys := slices.Sorted(maps.Keys(x.still))
	if keys == nil {
		keys = []string{}
	}
	body, err := json.Marshal(keys)
	if err != nil {
		return err
	}
	x.row.Waiting, x.row.Failures, x.row.Conflicts = string(body), x.faulty, 0
	for _, c := range m.result.Conflicts {
		if c.Chosen == office.ChooseLater && slices.Contains(m.conflictSheets[c.Key], x.row.ID) {
			x.row.Conflicts++
		}
	}
	if x.row.ReturnedAt == "" && slices.ContainsFunc(x.copies, func(c sheetCopy) bool { return c.file >= 0 }) {
		x.row.ReturnedAt = m.t.s.moment()
	}
	if x.row == was {
		return nil
	}
	x.row.UpdatedAt = m.t.s.moment()
	return wrap(update(m.t, "sheets", x.row), "督导记录表")
}
