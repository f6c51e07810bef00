package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// archiveImport is what the rows of a catalogue are matched by.
type archiveImport struct {
	set     office.Settings
	units   []office.ArchiveUnit
	touched classes
	left    classes // that papers went out of: the others move up
}

// archive brings in one row of a catalogue. A 档号 by the county's pattern is kept,
// as it stands on the paper; a row without one gets the next of its class.
func (im *importer) archive(row *importRow) error {
	if im.filing == nil {
		im.filing = &archiveImport{touched: classes{}, left: classes{}}
		var err error
		if im.filing.set, err = settingsOf(im.t); err != nil {
			return err
		}
		if im.filing.units, err = find[office.ArchiveUnit](im.t, "archive_units", "ORDER BY position, id"); err != nil {
			return err
		}
	}
	a, err := im.archiveMatch(row)
	if err != nil {
		return err
	}
	was := a
	row.changed = append(row.changed, office.FillArchiveItem(&a, &row.ParsedRow)...)
	row.title = a.Title
	im.archiveClass(row, &a)
	if len(row.Faults) > 0 || row.recordID == 0 && im.twice(row, fmt.Sprint("archive ", row.V("code").Text, a.Class(), a.DatedOn, a.Title, a.DocNumber), "title", "是同一件") {
		return nil
	}
	row.isNew = a.ID == 0
	if a.Class() != was.Class() && !row.isNew {
		row.changed = append(row.changed, "分类")
	}
	err = im.try(row, func() error { return im.writeArchive(row, &a) })
	if was.ID != 0 && a.Class() != was.Class() && len(row.Faults) == 0 {
		im.filing.left[was.Class()] = true
	}
	row.savedID = a.ID
	return err
}

// archiveMatch takes the item that is there already: by its hidden id, its 档号,
// else the same title of the same day.
func (im *importer) archiveMatch(row *importRow) (a office.ArchiveItem, err error) {
	id := row.recordID
	code := strings.TrimSpace(row.V("code").Text)
	if id == 0 {
		ids := []int64{}
		if err := im.t.Select(&ids, `SELECT id FROM archive_items WHERE code = ?1 AND ?1 <> '' AND deleted_at IS NULL
			UNION ALL SELECT id FROM archive_items WHERE ?1 = '' AND title = ?2 AND dated_on = ?3 AND doc_number = ?4 AND deleted_at IS NULL LIMIT 1`,
			code, row.V("title").Text, row.V("datedOn").Text, row.V("docNumber").Text); err != nil {
			return a, err
		}
		if len(ids) == 0 {
			return office.ArchiveItem{HasPaper: true}, nil
		}
		id = ids[0]
	}
	if a, err = get[office.ArchiveItem](im.t, "archive_items", id); err != nil {
		return a, wrap(err, "归档文件")
	}
	if v := row.V("code"); row.recordID != 0 && v.Present && !v.Kept && code != a.Code {
		row.Fail("code", "档号由程序编，不能改；这一件是 "+a.Code+"。要换分类请改年度、保管期限或机构（问题）")
	}
	return a, nil
}

// archiveClass finds the class: what the 档号 says, and the columns.
func (im *importer) archiveClass(row *importRow, a *office.ArchiveItem) {
	code := row.V("code").Text
	_, class, number, ok := office.ParseArchiveCode(im.filing.set.Archive.Pattern, code)
	switch {
	case a.ID != 0:
	case ok:
		a.Year, a.Retention, a.Unit, a.Category, a.Number = class.Year, class.Retention, class.Unit, class.Category, number
	case code != "":
		row.Warnings = append(row.Warnings, "档号“"+code+"”不是设置里的规则编的，这一件重新编号，原档号记在备注里")
		a.Note = strings.TrimSpace(a.Note + " 原档号 " + code)
	}
	im.archiveColumns(row, a, ok && a.ID == 0)
	if a.Year == 0 && a.DatedOn.Valid() {
		a.Year = a.DatedOn.Year()
	}
	if a.Category == "" {
		a.Category = im.filing.set.Archive.Category
	}
	if a.Retention == "" {
		row.Fail("retention", "没有写保管期限，请写 永久、30年 或 10年")
	}
	if a.Unit == "" {
		row.Fail("unit", "没有写机构（问题），请写："+im.filing.names())
	}
}

// archiveColumns takes what the columns say of the class; by is that the 档号 has
// said it already and must not be contradicted.
func (im *importer) archiveColumns(row *importRow, a *office.ArchiveItem, by bool) {
	differs := func(key, what, said string) {
		row.Fail(key, fmt.Sprintf("%s与档号里的“%s”不一致，请核对", what, said))
	}
	if v := row.V("year"); v.Set {
		if by && v.Int != a.Year {
			differs("year", "年度", fmt.Sprint(a.Year))
		}
		a.Year = v.Int
	}
	if v := row.V("retention"); v.Set {
		keep := office.RetentionOf(v.Text)
		if by && keep != a.Retention {
			differs("retention", "保管期限", office.RetentionNames[a.Retention])
		}
		a.Retention = keep
	}
	unit := a.Unit
	if v := row.V("unit"); v.Set {
		unit = v.Text
	}
	if unit == "" {
		return
	}
	at := slices.IndexFunc(im.filing.units, func(u office.ArchiveUnit) bool { return u.Name == unit || strings.EqualFold(u.Code, unit) })
	if at < 0 {
		row.Fail("unit", fmt.Sprintf("机构（问题）“%s”没有，请在设置的“档案”里加上，或改成：%s", unit, im.filing.names()))
		return
	}
	if by && im.filing.units[at].Code != a.Unit {
		differs("unit", "机构（问题）", a.Unit)
	}
	a.Unit = im.filing.units[at].Code
}

func (f *archiveImport) names() string {
	names := []string{}
	for _, u := range f.units {
		names = append(names, u.Name)
	}
	return strings.Join(names, "、")
}

// writeArchive writes the item; a new one keeps the 件号 that its 档号 has.
func (im *importer) writeArchive(row *importRow, a *office.ArchiveItem) error {
	number := a.Number
	if row.isNew || len(row.changed) > 0 {
		if err := im.t.saveArchiveItem(a, im.filing.touched); err != nil {
			return err
		}
	}
	if row.isNew && number > 0 {
		// As it stands on the paper: nothing in the class moves for it.
		a.Number = number
		code := office.ArchiveCode(im.filing.set.Archive.Pattern, im.filing.set.FondsNumber, *a)
		if _, err := im.t.Exec(`UPDATE archive_items SET number = ?, code = ? WHERE id = ?`, number, code, a.ID); err != nil {
			return wrap(err, "档号 "+code)
		}
	}
	return im.archiveBox(row, a)
}

// archiveBox puts the item into the box of the number, which is made when there is
// none.
func (im *importer) archiveBox(row *importRow, a *office.ArchiveItem) error {
	number := row.V("box")
	if !number.Set {
		return nil
	}
	boxes, err := find[office.ArchiveBox](im.t, "archive_boxes", "WHERE year = ? AND number = ? AND deleted_at IS NULL", a.Year, number.Text)
	if err != nil {
		return err
	}
	if len(boxes) == 0 {
		b := office.ArchiveBox{Number: number.Text, Year: a.Year, Retention: a.Retention, Unit: a.Unit, Thickness: im.filing.set.Archive.Box.Usual, UpdatedAt: im.t.s.moment()}
		if b.ID, err = insert(im.t, "archive_boxes", b); err != nil {
			return wrap(err, "档案盒")
		}
		boxes = append(boxes, b)
	}
	if boxes[0].ID == a.BoxID {
		return nil
	}
	if !boxes[0].Takes(*a) {
		return &office.Error{Code: office.CodeInvalid, Message: "混装", Fields: map[string]string{"box": fmt.Sprintf("%d 年第 %s 盒装的是%s、%s的，不同年度、期限、机构（问题）的文件不装在一盒",
			a.Year, number.Text, office.RetentionNames[boxes[0].Retention], boxes[0].Unit)}}
	}
	if !row.isNew {
		row.changed = append(row.changed, "盒号")
	}
	_, err = im.t.Exec(`UPDATE archive_items SET box_id = ? WHERE id = ?`, boxes[0].ID, a.ID)
	return err
}

// numberArchive gives 件号 to the rows that came without, behind those of their
// class, and says where a class that was brought in has a gap.
func (im *importer) numberArchive() error {
	if im.filing == nil {
		return nil
	}
	if err := im.t.renumber(im.filing.left); err != nil {
		return err
	}
	for class := range im.filing.touched {
		members, err := find[office.ArchiveItem](im.t, "archive_items", "WHERE deleted_at IS NULL AND year = ? AND retention = ? AND unit = ? AND category = ? ORDER BY number = 0, number, dated_on, id",
			class.Year, class.Retention, class.Unit, class.Category)
		if err != nil {
			return err
		}
		last, fresh := 0, []office.ArchiveItem{}
		for _, a := range members {
			if a.Number == 0 {
				a.Number = last + 1
				fresh = append(fresh, a)
			}
			last = a.Number
		}
		if err := im.t.giveCodes(fresh, im.filing.set); err != nil {
			return err
		}
		for _, fault := range office.NumberFaults(members) {
			im.blameGap(fault)
		}
	}
	return nil
}

// blameGap warns of 漏号 at the rows of the class.
func (im *importer) blameGap(fault office.NumberFault) {
	if len(fault.Missing) == 0 {
		return
	}
	for _, row := range im.rows {
		if _, class, number, ok := office.ParseArchiveCode(im.filing.set.Archive.Pattern, row.code()); ok && class == fault.Class && slices.Contains(fault.Missing, number-1) {
			row.Warnings = append(row.Warnings, fmt.Sprintf("前面漏了件号 %04d；以后在这一类里增减文件，会重新连号", number-1))
		}
	}
}

// code is the cell of the 档号 as it came in: its typed value is gone by then.
func (r *importRow) code() string {
	for _, c := range r.raw.Cells {
		if strings.Count(c.Text, "-") >= 2 {
			return strings.TrimSpace(c.Text)
		}
	}
	return ""
}
