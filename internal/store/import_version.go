package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// rootKinds are the kinds of records of the lists whose rows carry a version. A
// row of 责任区与挂牌 is made from records of several kinds and carries none.
var rootKinds = map[office.Kind]string{
	office.KindSchools: "school", office.KindInspectors: "inspector", office.KindVisits: "visit", office.KindFindings: "finding",
	office.KindLessons: "lesson", office.KindComplaints: "complaint",
}

// versionNow is what an export of the kind says it knows of: the last change.
func versionNow(g getter, kind office.Kind) (int64, error) {
	if rootKinds[kind] == "" {
		return 0, nil
	}
	var n int64
	err := g.Get(&n, `SELECT COALESCE(max(id), 0) FROM changes`)
	return n, err
}

// pastCells are the cells of the records that were changed since a version, as
// they were then; nil for one that cannot be told any more.
type pastCells map[int64][]string

// clash is a cell that was changed on both sides.
type clash struct{ field, message string }

// newer lays an exported row beside what its record was then and is now. What
// only the records changed since stays; what both changed, to different values,
// is a clash.
func (im *importer) newer(row *importRow, id office.SheetID, ours []string) ([]clash, error) {
	if id.Version == 0 || rootKinds[im.layout.Kind] == "" {
		return nil, nil
	}
	past, err := im.pastAt(id.Version)
	if err != nil {
		return nil, err
	}
	base, changed := past[id.ID]
	if !changed {
		return nil, nil
	}
	clashes := []clash{}
	for i := range im.layout.Fields {
		f := &im.layout.Fields[i]
		if f.Derived || !row.present[i] || i >= len(row.raw.Cells) {
			continue
		}
		theirs, now := &row.raw.Cells[i], office.SheetCell{Text: ours[i]}
		if im.says(ours, i, theirs.Text) {
			theirs.Text = now.Text
			continue
		}
		if base == nil {
			if !f.SameCell(now, *theirs) {
				clashes = append(clashes, clash{f.Key, fmt.Sprintf("导出以后这条记录在台账里改过：现在是“%s”，表里是“%s”。没有覆盖，请重新导出再改", office.Brief(now.Text, 24), office.Brief(theirs.Text, 24))})
				theirs.Text = now.Text
			}
			continue
		}
		was := office.SheetCell{Text: base[i]}
		if masked(im.layout.Kind, base, i, theirs.Text) {
			was = *theirs
		}
		switch s := f.Settle(was, now, []office.SheetCell{*theirs}); {
		case s.Take != nil:
		case len(s.Rivals) > 0:
			clashes = append(clashes, clash{f.Key, fmt.Sprintf("导出以后台账里改过这一格：导出时“%s”，台账现在“%s”，表里“%s”。没有覆盖，请核对后在程序里改，或重新导出再改",
				office.Brief(was.Text, 24), office.Brief(now.Text, 24), office.Brief(theirs.Text, 24))})
			theirs.Text = now.Text
		default:
			theirs.Text = now.Text
		}
	}
	return clashes, nil
}

// masked tells that the cell only says what an export with masks wrote.
func masked(kind office.Kind, base []string, i int, text string) bool {
	return kind == office.KindComplaints && office.MaskRow(base)[i] == text
}

// pastAt returns the cells at the version of those records of this import that
// were changed since. The change log is run backwards over them and everything
// is put forward again.
func (im *importer) pastAt(version int64) (pastCells, error) {
	if past, ok := im.past[version]; ok {
		return past, nil
	}
	wanted := map[int64]bool{}
	for _, row := range im.rows {
		if id, ok := office.ParseSheetID(row.raw.ID); ok && id.Version == version {
			wanted[id.ID] = true
		}
	}
	changes := []loggedChange{}
	if err := im.t.Select(&changes, loggedChanges+`WHERE root_kind = ? AND id > ? AND set_id <> ? ORDER BY id DESC`, rootKinds[im.layout.Kind], version, im.t.set); err != nil {
		return nil, err
	}
	past := pastCells{}
	if _, err := im.t.Exec("SAVEPOINT past"); err != nil {
		return nil, err
	}
	lost := map[int64]bool{}
	for _, c := range changes {
		if !wanted[c.RootID] || lost[c.RootID] {
			continue
		}
		past[c.RootID] = nil
		if _, err := im.t.Exec("SAVEPOINT step"); err != nil {
			return nil, err
		}
		if err := im.t.putBack(c); err != nil { // another record stands where it stood
			lost[c.RootID] = true
			if _, err := im.t.Exec("ROLLBACK TO step"); err != nil {
				return nil, err
			}
		}
		if _, err := im.t.Exec("RELEASE step"); err != nil {
			return nil, err
		}
	}
	if len(past) > 0 {
		cells, err := exportedCells(im.t, im.layout.Kind, im.today)
		if err != nil {
			return nil, err
		}
		for id := range past {
			if !lost[id] {
				past[id] = cells[id]
			}
		}
	}
	if _, err := im.t.Exec("ROLLBACK TO past"); err != nil {
		return nil, err
	}
	if _, err := im.t.Exec("RELEASE past"); err != nil {
		return nil, err
	}
	if im.past == nil {
		im.past = map[int64]pastCells{}
	}
	im.past[version] = past
	return past, nil
}

// says tells that a cell means what the record's cells say already, in other words:
// the school by an alias, the methods and matters by other names.
func (im *importer) says(ours []string, i int, text string) bool {
	l := im.layout
	switch l.Fields[i].Key {
	case "school":
		id := im.names.school(office.CleanName(text))
		return id != 0 && im.names.schools[id].Name == ours[i]
	case "methods":
		return office.MethodsSaid(l, ours, text)
	case "matters", "matter":
		day := ours[max(l.Index("date"), l.Index("foundOn"), l.Index("receivedOn"))]
		matters := im.mattersFor(im.names.byName[office.CleanName(ours[l.Index("school")])], office.Date(day))
		theirs, unknown := office.MatchMatters(text, matters)
		have, _ := office.MatchMatters(ours[i], matters)
		return len(unknown) == 0 && slices.Equal(slices.Sorted(slices.Values(theirs)), slices.Sorted(slices.Values(have)))
	}
	return false
}
