package store

import (
	"dudao/internal/office"
)

// StocktakeRow is one 清点 with what it found.
type StocktakeRow struct {
	office.Stocktake
	Box     string `db:"box" json:"box"`         // the box gone through, in words; empty for many
	Items   int    `db:"items" json:"items"`     // to be found
	Found   int    `db:"found" json:"found"`     // 在盒
	Missing int    `db:"missing" json:"missing"` // 未见
	Lent    int    `db:"lent" json:"lent"`       // 借出
	Scope   string `db:"-" json:"scope"`
}

// StocktakePage is one page of the list.
type StocktakePage struct {
	Rows  []StocktakeRow `json:"rows"`
	Total int            `json:"total"`
}

// boxInWords is the name of box b in SQL.
const boxInWords = `b.year || '年 第' || b.number || '盒'`

const stocktakeRows = `SELECT s.id, s.number, s.year, COALESCE(s.box_id, 0) AS box_id, s.started_on, s.finished_on, s.counted_by, s.note, s.updated_at,
	COALESCE(` + boxInWords + `, '') AS box, count(i.id) AS items, COALESCE(sum(i.result = '在盒'), 0) AS found, COALESCE(sum(i.result = '未见'), 0) AS missing,
	COALESCE(sum(i.result = '借出'), 0) AS lent
	FROM stocktakes s LEFT JOIN archive_boxes b ON b.id = s.box_id LEFT JOIN stocktake_items i ON i.stocktake_id = s.id WHERE s.deleted_at IS NULL`

// Stocktakes lists 清点, newest first. Filter: year.
func (s *Store) Stocktakes(q ListQuery) (StocktakePage, error) {
	page := StocktakePage{Rows: []StocktakeRow{}}
	var c conditions
	c.add("s.deleted_at IS NULL")
	c.number(q, "year", "s.year")
	if err := c.matching(s.r, "stocktake", "s.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM stocktakes s"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(map[string]string{"number": "s.number", "startedOn": "s.started_on", "finishedOn": "s.finished_on"}, "s.started_on DESC", "s.id DESC")
	ids := []int64{}
	if err := s.r.Select(&ids, "SELECT s.id FROM stocktakes s"+c.where()+order, append(c.args, limit...)...); err != nil {
		return page, err
	}
	list, args := in(ids)
	if err := s.r.Select(&page.Rows, stocktakeRows+" AND s.id IN "+list+" GROUP BY s.id", args...); err != nil {
		return page, err
	}
	for i := range page.Rows {
		page.Rows[i].Scope = office.StocktakeScope(page.Rows[i].Year, page.Rows[i].Box)
	}
	page.Rows = inOrder(page.Rows, ids, func(r StocktakeRow) int64 { return r.ID })
	return page, nil
}

// Stocktake returns one 清点. CodeNotFound when there is none.
func (s *Store) Stocktake(id int64) (StocktakeRow, error) {
	var row StocktakeRow
	err := s.r.Get(&row, stocktakeRows+" AND s.id = ? GROUP BY s.id", id)
	row.Scope = office.StocktakeScope(row.Year, row.Box)
	return row, wrap(err, "清点")
}

// StocktakeID finds a 清点 by its number.
func (s *Store) StocktakeID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM stocktakes WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "清点")
}

// CountedBox is one box of a 清点 with how far it is.
type CountedBox struct {
	BoxID     int64  `db:"box_id" json:"boxId"`
	Year      int    `db:"year" json:"year"`
	Number    string `db:"number" json:"number"`
	Retention string `db:"retention" json:"retention"`
	UnitName  string `db:"unit_name" json:"unitName"`
	Place     string `db:"place" json:"place"`
	Items     int    `db:"items" json:"items"`
	Found     int    `db:"found" json:"found"`
	Missing   int    `db:"missing" json:"missing"`
	Lent      int    `db:"lent" json:"lent"`
}

// StocktakeBoxes are the boxes of a 清点, in the order of the shelf.
func (s *Store) StocktakeBoxes(id int64) ([]CountedBox, error) {
	rows := []CountedBox{}
	err := s.r.Select(&rows, `SELECT i.box_id, b.year, b.number, b.retention, u.name AS unit_name, b.place, count(*) AS items, sum(i.result = '在盒') AS found,
		sum(i.result = '未见') AS missing, sum(i.result = '借出') AS lent
		FROM stocktake_items i JOIN archive_boxes b ON b.id = i.box_id JOIN archive_units u ON u.code = b.unit
		WHERE i.stocktake_id = ? GROUP BY i.box_id ORDER BY b.year DESC, length(b.number), b.number`, id)
	return rows, err
}

// CountedItem is one item of a 清点.
type CountedItem struct {
	ID        int64       `db:"id" json:"id"` // of the line, not of the item
	ItemID    int64       `db:"item_id" json:"itemId"`
	BoxID     int64       `db:"box_id" json:"boxId"`
	Box       string      `db:"box" json:"box"`
	Code      string      `db:"code" json:"code"`
	Title     string      `db:"title" json:"title"`
	DocNumber string      `db:"doc_number" json:"docNumber"`
	DatedOn   office.Date `db:"dated_on" json:"datedOn"`
	Pages     int         `db:"pages" json:"pages"`
	Result    string      `db:"result" json:"result"`
	CheckedOn office.Date `db:"checked_on" json:"checkedOn"`
	CheckedBy string      `db:"checked_by" json:"checkedBy"`
	FoundOn   office.Date `db:"found_on" json:"foundOn"`
	FoundBy   string      `db:"found_by" json:"foundBy"`
	Borrower  string      `db:"borrower" json:"borrower"` // who has it now
}

const countedItems = `SELECT i.id, i.item_id, i.box_id, ` + boxInWords + ` AS box, a.code, a.title, a.doc_number, a.dated_on, a.pages, i.result, i.checked_on, i.checked_by, i.found_on, i.found_by,
	COALESCE((SELECT l.borrower FROM archive_loans l WHERE l.id = (` + loanOf + `)), '') AS borrower
	FROM stocktake_items i JOIN archive_items a ON a.id = i.item_id JOIN archive_boxes b ON b.id = i.box_id`

const shelfOrder = ` ORDER BY b.year DESC, length(b.number), b.number, a.number, a.id`

// StocktakeItems are the items of one box of a 清点, of all boxes for 0, in the
// order of the 件号. With result only those of it.
func (s *Store) StocktakeItems(id, boxID int64, result string) ([]CountedItem, error) {
	rows := []CountedItem{}
	err := s.r.Select(&rows, countedItems+` WHERE i.stocktake_id = ?1 AND (?2 = 0 OR i.box_id = ?2) AND (?3 = '' OR i.result = ?3)`+shelfOrder, id, boxID, result)
	return rows, err
}

// MissingItem is a 未见 that still stands: not found since.
type MissingItem struct {
	LineID      int64       `db:"line_id" json:"lineId"`
	StocktakeID int64       `db:"stocktake_id" json:"stocktakeId"`
	Stocktake   string      `db:"stocktake" json:"stocktake"` // 清点编号
	ItemID      int64       `db:"item_id" json:"itemId"`
	Code        string      `db:"code" json:"code"`
	Title       string      `db:"title" json:"title"`
	Year        int         `db:"year" json:"year"`
	BoxID       int64       `db:"box_id" json:"boxId"`
	Box         string      `db:"box" json:"box"`
	MissingOn   office.Date `db:"missing_on" json:"missingOn"`
	MissingBy   string      `db:"missing_by" json:"missingBy"`
}

// stillMissing is the condition that line m of a 清点 is the last word on its item,
// and that word is 未见. A later line, of whatever count, takes its place.
const stillMissing = `m.result = '未见' AND m.found_on = '' AND ms.deleted_at IS NULL
	AND NOT EXISTS (SELECT 1 FROM stocktake_items x JOIN stocktakes xs ON xs.id = x.stocktake_id AND xs.deleted_at IS NULL
		WHERE x.item_id = m.item_id AND x.result <> '' AND (x.checked_on > m.checked_on OR (x.checked_on = m.checked_on AND x.id > m.id)))`

const missingItems = `SELECT m.id AS line_id, m.stocktake_id, ms.number AS stocktake, m.item_id, a.code, a.title, a.year, m.box_id, ` + boxInWords + ` AS box, m.checked_on AS missing_on, m.checked_by AS missing_by
	FROM stocktake_items m JOIN stocktakes ms ON ms.id = m.stocktake_id JOIN archive_items a ON a.id = m.item_id JOIN archive_boxes b ON b.id = m.box_id
	WHERE a.deleted_at IS NULL AND NOT ` + goneItem + ` AND ` + stillMissing

// MissingItems are the items not found in their box and not found since; what is
// lent is not missing.
func (s *Store) MissingItems() ([]MissingItem, error) {
	rows := []MissingItem{}
	err := s.r.Select(&rows, missingItems+shelfOrder)
	return rows, err
}
