package store

import (
	"cmp"
	"fmt"

	"dudao/internal/office"
)

// goneItem is the condition that item a was handed over or destroyed.
const goneItem = `EXISTS (SELECT 1 FROM disposal_items g JOIN disposals gd ON gd.id = g.disposal_id
	WHERE g.item_id = a.id AND g.outcome IN ('移交', '销毁') AND gd.done_on <> '' AND gd.deleted_at IS NULL)`

// pendingItem is the condition that item a stands in a 移交 or 鉴定 of kind ?1 that is
// not carried out yet.
const pendingItem = `EXISTS (SELECT 1 FROM disposal_items p JOIN disposals pd ON pd.id = p.disposal_id
	WHERE p.item_id = a.id AND pd.kind = ?1 AND pd.done_on = '' AND pd.deleted_at IS NULL)`

// itemState selects how the catalogue marks item a: 已移交, 已销毁, 借出, 未见 or ”.
const itemState = `COALESCE((SELECT CASE g.outcome WHEN '移交' THEN '已移交' ELSE '已销毁' END FROM disposal_items g JOIN disposals gd ON gd.id = g.disposal_id
		WHERE g.item_id = a.id AND g.outcome IN ('移交', '销毁') AND gd.done_on <> '' AND gd.deleted_at IS NULL LIMIT 1),
	CASE WHEN EXISTS (` + loanOf + `) THEN '借出' END,
	CASE WHEN EXISTS (SELECT 1 FROM stocktake_items m JOIN stocktakes ms ON ms.id = m.stocktake_id WHERE m.item_id = a.id AND ` + stillMissing + `) THEN '未见' END, '')`

// ItemState is how the catalogue marks the item: 已移交, 已销毁, 借出, 未见 or "".
func (s *Store) ItemState(id int64) (state string, err error) {
	err = s.r.Get(&state, "SELECT "+itemState+" FROM archive_items a WHERE a.id = ?", id)
	return state, wrap(err, "归档文件")
}

// notGone refuses to touch an item that was handed over or destroyed.
func (t *tx) notGone(a office.ArchiveItem, what string) error {
	gone := []struct {
		Outcome  string      `db:"outcome"`
		DoneOn   office.Date `db:"done_on"`
		Number   string      `db:"number"`
		Receiver string      `db:"receiver"`
	}{}
	err := t.Select(&gone, `SELECT g.outcome, d.done_on, d.number, d.receiver FROM disposal_items g JOIN disposals d ON d.id = g.disposal_id
		WHERE g.item_id = ? AND g.outcome IN ('移交', '销毁') AND d.done_on <> '' AND d.deleted_at IS NULL`, a.ID)
	if err != nil || len(gone) == 0 {
		return err
	}
	g, to := gone[0], ""
	if g.Receiver != "" && g.Outcome == office.OutcomeTransfer {
		to = "给" + g.Receiver
	}
	return office.Errorf(office.CodeConflict, "“%s”已在%s%s%s（%s），不能再%s。办错了的，请撤销那一次%s。", cmp.Or(a.Code, a.Title), g.DoneOn.Chinese(), g.Outcome, to, g.Number, what, g.Outcome)
}

// staysNumbered refuses a change of 件号 of what is no longer in the office: its
// number stands on papers that cannot be stamped again.
func (t *tx) staysNumbered(changed []office.ArchiveItem) error {
	for _, a := range changed {
		if a.Code == "" {
			continue
		}
		if err := t.notGone(a, "改件号"); err != nil {
			return office.Errorf(office.CodeConflict, "这样会改动后面“%s”的件号，而它已移交或销毁，件号不能再变，没有改动。请让这件留在原处，情况写在备注里。", a.Code)
		}
	}
	return nil
}

// mayLeave refuses to take an item out of the archive that is lent or gone.
func (t *tx) mayLeave(a office.ArchiveItem, what string) error {
	if err := t.notGone(a, what); err != nil {
		return err
	}
	return t.notLent(a, 0, what)
}

// mayGoFrom refuses to take a box away that is lent or holds what is gone.
func (t *tx) mayGoFrom(boxID int64) error {
	items, err := find[office.ArchiveItem](t, "archive_items", "WHERE deleted_at IS NULL AND box_id = ?", boxID)
	if err != nil {
		return err
	}
	for _, a := range items {
		if err := t.mayLeave(a, "撤盒"); err != nil {
			return err
		}
	}
	return nil
}

// DueItem is an item that is due for 移交, or whose term is over.
type DueItem struct {
	office.ArchiveItem
	Box     string      `db:"box" json:"box"`
	Until   office.Date `db:"-" json:"until"`     // the last day of its term, empty for 永久
	DueFrom office.Date `db:"-" json:"dueFrom"`   // when it came due
	State   string      `db:"state" json:"state"` // as in the catalogue
}

const itemColumns = `a.id, a.code, a.year, a.category, a.retention, a.unit, a.number, a.title, a.doc_number, a.author, a.dated_on, a.secrecy, a.pages,
	a.form, a.source_kind, COALESCE(a.source_id, 0) AS source_id, COALESCE(a.box_id, 0) AS box_id, a.note, a.updated_at`

// DueItems are the items due by the day: for 移交 those kept for ever or for 30 years
// that are as old as the rule says, for 鉴定 those whose term is over. What stands in
// a list that is not carried out yet is left out.
func (s *Store) DueItems(kind string, day office.Date) ([]DueItem, error) {
	return dueItems(s.r, kind, day)
}

func dueItems(g getter, kind string, day office.Date) ([]DueItem, error) {
	years, err := ruleOf(g, office.RuleTransferYears, day)
	if err != nil {
		return nil, err
	}
	terms, latest := `'Y', 'D30'`, day.Year()-int(years)
	if kind == office.DisposalAppraisal {
		terms, latest = `'D10', 'D30'`, day.Year()-10 // the shortest term
	}
	rows := []DueItem{}
	if err := g.Select(&rows, `SELECT `+itemColumns+`, COALESCE(`+boxInWords+`, '') AS box, `+itemState+` AS state
		FROM archive_items a LEFT JOIN archive_boxes b ON b.id = a.box_id
		WHERE a.deleted_at IS NULL AND a.number > 0 AND a.year <= ?2 AND a.retention IN (`+terms+`) AND NOT `+goneItem+` AND NOT `+pendingItem+`
		ORDER BY a.year, a.retention DESC, a.unit, a.number`, kind, latest); err != nil {
		return nil, err
	}
	kept, err := keptOn(g)
	if err != nil {
		return nil, err
	}
	due := []DueItem{}
	for _, x := range rows {
		x.Until = office.KeptUntil(x.Year, x.Retention)
		if k, again := kept[x.ID]; again {
			x.Until = k
		}
		switch x.DueFrom = x.Until.AddDays(1); {
		case kind == office.DisposalTransfer:
			x.DueFrom = office.NewDate(x.Year+int(years)+1, 1, 1)
		case x.Until == "":
			continue
		}
		if x.DueFrom <= day {
			due = append(due, x)
		}
	}
	return due, nil
}

// keptOn are the last days of the terms that a 鉴定 gave anew, by item; empty is for
// ever.
func keptOn(g getter) (map[int64]office.Date, error) {
	rows := []struct {
		Item  int64       `db:"item_id"`
		Until office.Date `db:"keep_until"`
	}{}
	err := g.Select(&rows, `SELECT i.item_id, i.keep_until FROM disposal_items i JOIN disposals d ON d.id = i.disposal_id
		WHERE i.outcome = '续存' AND d.done_on <> '' AND d.deleted_at IS NULL ORDER BY d.done_on, d.id`)
	out := map[int64]office.Date{}
	for _, r := range rows {
		out[r.Item] = r.Until
	}
	return out, err
}

// DisposalRow is one 移交 or 鉴定 with its counts.
type DisposalRow struct {
	ID       int64       `db:"id" json:"id"`
	Number   string      `db:"number" json:"number"`
	Kind     string      `db:"kind" json:"kind"`
	MadeOn   office.Date `db:"made_on" json:"madeOn"`
	DueBy    office.Date `db:"due_by" json:"dueBy"`
	Receiver string      `db:"receiver" json:"receiver"`
	Handler  string      `db:"handler" json:"handler"`
	DoneOn   office.Date `db:"done_on" json:"doneOn"`
	Items    int         `db:"items" json:"items"`
	Moved    int         `db:"moved" json:"moved"`     // to be handed over
	Kept     int         `db:"kept" json:"kept"`       // 续存
	Burnt    int         `db:"burnt" json:"destroyed"` // 销毁
}

// DisposalPage is one page of the list.
type DisposalPage struct {
	Rows  []DisposalRow `json:"rows"`
	Total int           `json:"total"`
}

// Disposals lists 移交 and 鉴定, newest first. Filters: kind, done (是, 否).
func (s *Store) Disposals(q ListQuery) (DisposalPage, error) {
	page := DisposalPage{Rows: []DisposalRow{}}
	var c conditions
	c.add("d.deleted_at IS NULL")
	c.equal(q, "kind", "d.kind")
	switch q.Filters["done"] {
	case "是":
		c.add("d.done_on <> ''")
	case "否":
		c.add("d.done_on = ''")
	}
	if q.Text != "" {
		c.add("(d.number || d.receiver || d.handler || d.note) LIKE '%' || ? || '%'", q.Text)
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM disposals d"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(map[string]string{"number": "d.number", "kind": "d.kind", "madeOn": "d.made_on", "doneOn": "d.done_on"}, "d.made_on DESC", "d.id DESC")
	err := s.r.Select(&page.Rows, `SELECT d.id, d.number, d.kind, d.made_on, d.due_by, d.receiver, d.handler, d.done_on, (SELECT count(*) FROM disposal_items i WHERE i.disposal_id = d.id) AS items,
		(SELECT count(*) FROM disposal_items i WHERE i.disposal_id = d.id AND i.outcome = '移交') AS moved, (SELECT count(*) FROM disposal_items i WHERE i.disposal_id = d.id AND i.outcome = '续存') AS kept,
		(SELECT count(*) FROM disposal_items i WHERE i.disposal_id = d.id AND i.outcome = '销毁') AS burnt FROM disposals d`+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// DisposalLine is one item of a 移交 or 鉴定 as a list shows it.
type DisposalLine struct {
	office.DisposalItem
	Code      string      `db:"code" json:"code"`
	Title     string      `db:"title" json:"title"`
	DocNumber string      `db:"doc_number" json:"docNumber"`
	Author    string      `db:"author" json:"author"`
	DatedOn   office.Date `db:"dated_on" json:"datedOn"`
	Year      int         `db:"year" json:"year"`
	Retention string      `db:"retention" json:"retention"`
	Secrecy   string      `db:"secrecy" json:"secrecy"`
	Pages     int         `db:"pages" json:"pages"`
	Files     int         `db:"files" json:"files"`
	Box       string      `db:"box" json:"box"`
	State     string      `db:"state" json:"state"`
}

// DisposalLines are the items of a 移交 or 鉴定, in the order of the catalogue.
func (s *Store) DisposalLines(id int64) ([]DisposalLine, error) {
	rows := []DisposalLine{}
	err := s.r.Select(&rows, `SELECT i.id, i.disposal_id, i.item_id, i.outcome, i.keep, i.keep_until, i.reason, a.code, a.title, a.doc_number, a.author, a.dated_on, a.year, a.retention, a.secrecy, a.pages,
		(SELECT count(*) FROM attachments f WHERE f.owner_kind = 'archive_item' AND f.owner_id = a.id AND f.deleted_at IS NULL) AS files,
		COALESCE(`+boxInWords+`, '') AS box, `+itemState+` AS state
		FROM disposal_items i JOIN archive_items a ON a.id = i.item_id LEFT JOIN archive_boxes b ON b.id = a.box_id
		WHERE i.disposal_id = ? AND a.deleted_at IS NULL ORDER BY a.year, a.retention DESC, a.unit, a.number, a.id`, id)
	return rows, err
}

// Disposal returns one 移交 or 鉴定. CodeNotFound when there is none.
func (s *Store) Disposal(id int64) (office.Disposition, error) { return disposal(s.r, id) }

func disposal(g getter, id int64) (office.Disposition, error) {
	d, err := get[office.Disposition](g, "disposals", id)
	if err != nil {
		return d, wrap(err, "移交鉴定")
	}
	d.Items, err = find[office.DisposalItem](g, "disposal_items", "WHERE disposal_id = ? AND item_id IN (SELECT id FROM archive_items WHERE deleted_at IS NULL) ORDER BY id", id)
	return d, err
}

// DisposalID finds a 移交 or 鉴定 by its number.
func (s *Store) DisposalID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM disposals WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "移交鉴定")
}

// ProposeDisposal makes a list of what is due by its day; of a 移交 all is chosen, a
// 鉴定 is judged item by item.
func (s *Store) ProposeDisposal(d office.Disposition) (office.Disposition, error) {
	err := s.write(Change{Action: "disposal.propose", Label: fmt.Sprintf("拟%s清单（截至 %s）", d.Kind, d.DueBy)}, func(t *tx) (err error) {
		d, err = t.proposeDisposal(d)
		return err
	})
	if err != nil {
		return d, err
	}
	return s.Disposal(d.ID)
}

func (t *tx) proposeDisposal(d office.Disposition) (office.Disposition, error) {
	d.Items, d.DoneOn, d.UpdatedAt = nil, "", t.s.moment()
	d.Normalize()
	if err := d.Validate(); err != nil {
		return d, err
	}
	due, err := dueItems(t, d.Kind, d.DueBy)
	if err != nil {
		return d, err
	}
	if len(due) == 0 {
		return d, office.Invalid("到%s没有该%s的归档文件。要提前办理，请把截止日期改晚一些。", d.DueBy.Chinese(), d.Kind)
	}
	outcome, prefix := "", "JD"
	if d.Kind == office.DisposalTransfer {
		outcome, prefix = office.OutcomeTransfer, "YJ"
	}
	if d.Number, err = t.number(prefix, d.MadeOn.Year()); err != nil {
		return d, err
	}
	if d.ID, err = insert(t, "disposals", d); err != nil {
		return d, wrap(err, "移交鉴定")
	}
	for _, x := range due {
		if _, err := insert(t, "disposal_items", office.DisposalItem{DisposalID: d.ID, ItemID: x.ID, Outcome: outcome}); err != nil {
			return d, wrap(err, "移交鉴定")
		}
	}
	return d, nil
}
