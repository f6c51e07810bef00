package store

import (
	"database/sql"
	"strings"

	"dudao/internal/office"
)

// ArchiveRow is one line of the list of 归档文件.
type ArchiveRow struct {
	office.ArchiveItem
	Box      string `db:"box" json:"box"`            // 盒号, empty when not boxed
	UnitName string `db:"unit_name" json:"unitName"` // 机构（问题）
	Files    int    `db:"files" json:"files"`        // attached scans and files
	State    string `db:"state" json:"state"`        // 已移交, 已销毁, 借出, 未见 or empty
}

// Noted is the item as the catalogue prints it: what is no longer in the office
// says so in its 备注.
func (r ArchiveRow) Noted() office.ArchiveItem {
	if r.State == office.GoneState(office.OutcomeTransfer) || r.State == office.GoneState(office.OutcomeDestroy) {
		r.Note = strings.TrimSpace(r.State + " " + r.Note)
	}
	return r.ArchiveItem
}

// ArchivePage is one page of the list.
type ArchivePage struct {
	Rows  []ArchiveRow `json:"rows"`
	Total int          `json:"total"`
}

var archiveSorts = map[string]string{
	"code": "a.year, a.retention, a.unit, a.number", "title": "a.title_sort_key", "datedOn": "a.dated_on", "docNumber": "a.doc_number_sort_key",
	"author": "a.author", "pages": "a.pages", "retention": "a.retention", "box": natural("b.number"),
}

var archiveList = longList{
	table: "archive_items a", joins: " LEFT JOIN archive_boxes b ON b.id = a.box_id", id: "a.id", alive: "a.deleted_at IS NULL",
	standard: "a.year DESC, a.retention DESC, a.unit, a.number = 0, a.number", tie: "a.dated_on, a.id", sorts: archiveSorts,
	walks: map[string]walk{
		"": {index: "archive_items_order"}, "code": {index: "archive_items_by_code"}, "title": {index: "archive_items_title_sort"}, "datedOn": {index: "archive_items_dated"},
		"docNumber": {index: "archive_items_doc_number_sort"}, "author": {index: "archive_items_by_author", column: "a.author"},
		"pages": {index: "archive_items_by_pages", column: "a.pages"}, "retention": {index: "archive_items_by_retention", column: "a.retention"},
		"box": {index: "archive_items_by_box", values: "SELECT DISTINCT " + natural("number") + " FROM archive_boxes ORDER BY 1 @way", among: "a.box_id IN (SELECT id FROM archive_boxes WHERE " + natural("number") + " = ?)", none: "a.box_id IS NULL"},
	},
}

// ArchiveItems lists 归档文件, newest year first, in the order of the 件号. Filters:
// year, retention, unit, box (id), boxed (是, 否), numbered (是, 否), form.
func (s *Store) ArchiveItems(q ListQuery) (ArchivePage, error) {
	page := ArchivePage{Rows: []ArchiveRow{}}
	var c conditions
	c.add("a.deleted_at IS NULL")
	c.number(q, "year", "a.year")
	c.equal(q, "retention", "a.retention")
	c.equal(q, "unit", "a.unit")
	c.equal(q, "form", "a.form")
	c.number(q, "box", "a.box_id")
	for filter, column := range map[string]string{"boxed": "a.box_id IS NOT NULL", "numbered": "a.number > 0"} {
		switch q.Filters[filter] {
		case "是":
			c.add(column)
		case "否":
			c.add("NOT (" + column + ")")
		}
	}
	if err := c.matching(s.r, "archive_item", "a.id", q.Text); err != nil {
		return page, err
	}
	ids, total, err := archiveList.page(s, q, c, "")
	if err != nil {
		return page, err
	}
	page.Total = total
	list, args := in(ids)
	err = s.r.Select(&page.Rows, `SELECT a.id, a.code, a.year, a.category, a.retention, a.unit, a.number, a.title, a.doc_number, a.author, a.dated_on, a.secrecy, a.pages,
		a.form, a.source_kind, COALESCE(a.source_id, 0) AS source_id, a.source_key, a.has_paper, COALESCE(a.box_id, 0) AS box_id, a.note, a.updated_at, COALESCE(b.number, '') AS box, u.name AS unit_name,
		(SELECT count(*) FROM attachments f WHERE f.owner_kind = 'archive_item' AND f.owner_id = a.id AND f.deleted_at IS NULL) AS files, `+itemState+` AS state
		FROM archive_items a LEFT JOIN archive_boxes b ON b.id = a.box_id JOIN archive_units u ON u.code = a.unit`+" WHERE a.id IN "+list, args...)
	page.Rows = inOrder(page.Rows, ids, func(r ArchiveRow) int64 { return r.ID })
	return page, err
}

// ArchiveItem returns one 归档文件. CodeNotFound when there is none.
func (s *Store) ArchiveItem(id int64) (office.ArchiveItem, error) {
	row, err := get[office.ArchiveItem](s.r, "archive_items", id)
	return row, wrap(err, "归档文件")
}

// ArchivedAs returns the 归档文件 that the record, or its paper of the form, was filed
// as. CodeNotFound when there is none.
func (s *Store) ArchivedAs(kind string, id int64, form string) (office.ArchiveItem, error) {
	rows, err := find[office.ArchiveItem](s.r, "archive_items", "WHERE source_kind = ? AND source_id = ? AND deleted_at IS NULL ORDER BY form <> ?, id LIMIT 1", kind, id, form)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return office.ArchiveItem{}, wrap(err, "归档文件")
	}
	return rows[0], nil
}

// SaveArchiveItem files a paper (ID 0) or changes one. One that comes into another
// class leaves its box, and the 件号 after it in the class it left move up by one;
// RenumberedItems says which papers need a new 归档章.
func (s *Store) SaveArchiveItem(a office.ArchiveItem) (office.ArchiveItem, error) {
	out, err := s.FileArchive([]Filing{{Item: a}}, nil)
	if err != nil {
		return a, err
	}
	return out[0], nil
}

// classes are the classes of the scheme that an action touched.
type classes map[office.ArchiveClass]bool

func (t *tx) saveArchiveItem(a *office.ArchiveItem, touched classes) error {
	set, err := settingsOf(t)
	if err != nil {
		return err
	}
	if a.Category == "" {
		a.Category = set.Archive.Category
	}
	units := []string{}
	if err := t.Select(&units, `SELECT code FROM archive_units ORDER BY position`); err != nil {
		return err
	}
	a.Normalize()
	if err := a.Validate(units); err != nil {
		return err
	}
	if a.ID == 0 {
		a.Code, a.Number, a.BoxID = "", 0, 0
		a.UpdatedAt = t.s.moment()
		touched[a.Class()] = true
		a.ID, err = insert(t, "archive_items", *a)
		return wrap(err, "归档文件")
	}
	if err := t.fresh("archive_items", a.ID, a.UpdatedAt, "归档文件"); err != nil {
		return err
	}
	now, err := get[office.ArchiveItem](t, "archive_items", a.ID)
	if err != nil {
		return wrap(err, "归档文件")
	}
	if err := t.notGone(now, "修改"); err != nil {
		return err
	}
	// Number, code and box are the program's to give.
	a.Code, a.Number, a.BoxID = now.Code, now.Number, now.BoxID
	if a.Class() != now.Class() {
		touched[now.Class()], touched[a.Class()] = true, true
		a.Code, a.Number, a.BoxID = "", 0, 0
	}
	same, err := t.unchanged("archive_items", a.ID, *a)
	if err != nil || same {
		return err
	}
	a.UpdatedAt = t.s.moment()
	return wrap(update(t, "archive_items", *a), "归档文件")
}

// DeleteArchiveItem moves a 归档文件 to the recycle bin; those after it in its class
// move up by one.
func (s *Store) DeleteArchiveItem(id int64) error {
	return s.write(Change{Action: "archive.delete", Label: "移出归档 " + s.Title("archive_item", id)}, func(t *tx) error {
		a, err := get[office.ArchiveItem](t, "archive_items", id)
		if err != nil {
			return wrap(err, "归档文件")
		}
		if err := t.mayLeave(a, "移出归档"); err != nil {
			return err
		}
		if _, err := t.Exec(`UPDATE archive_items SET number = 0, code = '', box_id = NULL WHERE id = ?`, id); err != nil {
			return err
		}
		if err := t.trash("archive_items", id, "归档文件"); err != nil {
			return err
		}
		return t.renumber(classes{a.Class(): true})
	})
}

// numberAgain gives an item that came back from the recycle bin the next 件号 of
// its class.
func (t *tx) numberAgain(id int64) error {
	a, err := get[office.ArchiveItem](t, "archive_items", id)
	if err != nil {
		return wrap(err, "归档文件")
	}
	return t.renumber(classes{a.Class(): true})
}

// ArchiveYears are the years that have 归档文件, newest first.
func (s *Store) ArchiveYears() ([]int, error) {
	years := []int{}
	err := s.r.Select(&years, `SELECT DISTINCT year FROM archive_items WHERE deleted_at IS NULL ORDER BY year DESC`)
	return years, err
}

// PaperFacts is what a paper made from a record is filed by.
type PaperFacts struct {
	DatedOn   office.Date `db:"dated_on"`
	DocNumber string      `db:"doc_number"`
}

// paperFacts give each kind's day and 文号; a kind that is missing has neither.
var paperFacts = map[string]string{
	"visit":     `SELECT date AS dated_on, number AS doc_number FROM visits WHERE id = ?`,
	"lesson":    `SELECT date AS dated_on, '' AS doc_number FROM lessons WHERE id = ?`,
	"inquiry":   `SELECT date AS dated_on, '' AS doc_number FROM inquiries WHERE id = ?`,
	"finding":   `SELECT found_on AS dated_on, number AS doc_number FROM findings WHERE id = ?`,
	"notice":    `SELECT date AS dated_on, COALESCE(NULLIF(doc_number, ''), number) AS doc_number FROM notices WHERE id = ?`,
	"complaint": `SELECT received_on AS dated_on, number AS doc_number FROM complaints WHERE id = ?`,
}

// PaperFacts returns the day and the 文号 of the paper of a record.
func (s *Store) PaperFacts(kind string, id int64) (f PaperFacts, err error) {
	q, known := paperFacts[kind]
	if !known {
		return f, nil
	}
	return f, wrap(s.r.Get(&f, q, id), KindNames[kind])
}
