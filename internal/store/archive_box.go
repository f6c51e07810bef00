package store

import (
	"fmt"
	"strconv"

	"dudao/internal/office"
)

// BoxRow is one 档案盒 with what lies in it.
type BoxRow struct {
	office.ArchiveBox
	UnitName string `db:"unit_name" json:"unitName"`
	Items    int    `db:"items" json:"items"`
	Pages    int    `db:"pages" json:"pages"`
	First    int    `db:"first" json:"first"` // 起止件号
	Last     int    `db:"last" json:"last"`
	Files    int    `db:"files" json:"files"` // of the box itself: its signed 备考表, photos
}

const boxRows = `SELECT b.id, b.number, b.year, b.retention, b.unit, b.thickness, b.place, b.state, b.arranged_by, b.arranged_on, b.checked_by, b.checked_on, b.note, b.updated_at,
	u.name AS unit_name, count(a.id) AS items, COALESCE(sum(a.pages), 0) AS pages, COALESCE(min(a.number), 0) AS first, COALESCE(max(a.number), 0) AS last,
	(SELECT count(*) FROM attachments f WHERE f.owner_kind = 'archive_box' AND f.owner_id = b.id AND f.deleted_at IS NULL) AS files
	FROM archive_boxes b JOIN archive_units u ON u.code = b.unit LEFT JOIN archive_items a ON a.box_id = b.id AND a.deleted_at IS NULL
	WHERE b.deleted_at IS NULL`

// Boxes lists the 档案盒 of a year, of all years for 0, in the order of the shelf.
func (s *Store) Boxes(year int) ([]BoxRow, error) {
	rows := []BoxRow{}
	err := s.r.Select(&rows, boxRows+` AND (?1 = 0 OR b.year = ?1) GROUP BY b.id ORDER BY b.year DESC, length(b.number), b.number`, year)
	return rows, err
}

// Box returns one 档案盒. CodeNotFound when there is none.
func (s *Store) Box(id int64) (BoxRow, error) {
	var row BoxRow
	err := s.r.Get(&row, boxRows+` AND b.id = ? GROUP BY b.id`, id)
	return row, wrap(err, "档案盒")
}

// unboxed are the numbered items of the year that lie in no box.
func unboxed(g getter, year int) ([]office.ArchiveItem, error) {
	return find[office.ArchiveItem](g, "archive_items", "AS a WHERE deleted_at IS NULL AND box_id IS NULL AND number > 0 AND year = ? AND NOT "+goneItem, year)
}

// PlanBoxes shows how the year's items that lie in no box would fill new ones.
func (s *Store) PlanBoxes(year int) ([]office.PlannedBox, error) {
	set, err := s.Settings()
	if err != nil {
		return nil, err
	}
	items, err := unboxed(s.r, year)
	return office.PlanBoxes(items, set.Archive.Box), err
}

// FillBoxes does what PlanBoxes shows, in one action; new boxes take the numbers
// after the year's last.
func (s *Store) FillBoxes(year int) (made int, err error) {
	err = s.write(Change{Action: "archive.box", Label: fmt.Sprintf("%d 年归档文件装盒", year)}, func(t *tx) error {
		made, err = t.fillBoxes(year)
		return err
	})
	return made, err
}

func (t *tx) fillBoxes(year int) (made int, err error) {
	set, err := settingsOf(t)
	if err != nil {
		return 0, err
	}
	items, err := unboxed(t, year)
	if err != nil {
		return 0, err
	}
	var last int
	if err := t.Get(&last, `SELECT COALESCE(max(CAST(number AS INTEGER)), 0) FROM archive_boxes WHERE year = ? AND deleted_at IS NULL`, year); err != nil {
		return 0, err
	}
	for _, p := range office.PlanBoxes(items, set.Archive.Box) {
		made++
		id, err := insert(t, "archive_boxes", office.ArchiveBox{Number: strconv.Itoa(last + made), Year: p.Year, Retention: p.Retention, Unit: p.Unit,
			Thickness: p.Thickness, ArrangedBy: set.Archivist, ArrangedOn: t.s.Today(), UpdatedAt: t.s.moment()})
		if err != nil {
			return made, wrap(err, "档案盒")
		}
		for _, a := range p.Items {
			if _, err := t.Exec(`UPDATE archive_items SET box_id = ? WHERE id = ?`, id, a.ID); err != nil {
				return made, err
			}
		}
	}
	return made, nil
}

// SaveBox changes what is written on a 档案盒 and its 备考表; year, 保管期限 and
// 机构（问题） stay those of what lies in it.
func (s *Store) SaveBox(b office.ArchiveBox) (office.ArchiveBox, error) {
	err := s.write(Change{Action: "archive.box", Label: "修改档案盒 " + b.Number}, func(t *tx) error {
		now, err := get[office.ArchiveBox](t, "archive_boxes", b.ID)
		if err != nil {
			return wrap(err, "档案盒")
		}
		if err := t.fresh("archive_boxes", b.ID, b.UpdatedAt, "档案盒"); err != nil {
			return err
		}
		b.Year, b.Retention, b.Unit = now.Year, now.Retention, now.Unit
		if err := b.Validate(); err != nil {
			return err
		}
		b.UpdatedAt = t.s.moment()
		return wrap(update(t, "archive_boxes", b), "档案盒")
	})
	return b, err
}

// MoveToBox puts items into a box; 0 takes them out of theirs. Their 档号 stay.
// Items of another year, 保管期限 or 机构（问题） are refused: boxes never mix.
func (s *Store) MoveToBox(ids []int64, boxID int64) error {
	return s.write(Change{Action: "archive.move", Label: fmt.Sprintf("移动归档文件 %d 件", len(ids))}, func(t *tx) error {
		var box office.ArchiveBox
		if boxID != 0 {
			var err error
			if box, err = get[office.ArchiveBox](t, "archive_boxes", boxID); err != nil {
				return wrap(err, "档案盒")
			}
		}
		for _, id := range ids {
			a, err := get[office.ArchiveItem](t, "archive_items", id)
			if err != nil {
				return wrap(err, "归档文件")
			}
			if err := t.notGone(a, "移动"); err != nil {
				return err
			}
			if boxID != 0 && !box.Takes(a) {
				return office.Invalid("“%s”是%d年、保管期限%s、%s的，不能放进%d年、%s、%s的第%s盒。不同年度、期限、机构（问题）的文件不装在一盒，请另选或新建一盒。",
					a.Title, a.Year, office.RetentionNames[a.Retention], a.Unit, box.Year, office.RetentionNames[box.Retention], box.Unit, box.Number)
			}
			if _, err := t.Exec(`UPDATE archive_items SET box_id = NULLIF(?, 0) WHERE id = ?`, boxID, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// DeleteBox takes an empty 档案盒 away, and one with items only after they are
// taken out: they stay filed.
func (s *Store) DeleteBox(id int64) error {
	return s.write(Change{Action: "archive.box", Label: "撤去档案盒 " + s.Title("archive_box", id)}, func(t *tx) error {
		if err := t.mayGoFrom(id); err != nil {
			return err
		}
		if _, err := t.Exec(`UPDATE archive_items SET box_id = NULL WHERE box_id = ?`, id); err != nil {
			return err
		}
		return t.trash("archive_boxes", id, "档案盒")
	})
}

// brokenClasses selects the classes whose 件号 have a gap or are given twice.
const brokenClasses = `SELECT min(id) AS id, year, retention, unit, category, count(*) AS n, count(DISTINCT number) AS distinct_n, max(number) AS last FROM archive_items
	WHERE deleted_at IS NULL AND number > 0 GROUP BY year, retention, unit, category HAVING count(*) <> count(DISTINCT number) OR count(DISTINCT number) <> max(number)`

// ArchiveFaults are 漏号 and 重号 of all classes.
func (s *Store) ArchiveFaults() ([]office.NumberFault, error) {
	items := []office.ArchiveItem{}
	err := s.r.Select(&items, `SELECT a.year, a.retention, a.unit, a.category, a.number FROM (`+brokenClasses+`) c JOIN archive_items a
		ON a.year = c.year AND a.retention = c.retention AND a.unit = c.unit AND a.category = c.category AND a.number > 0 AND a.deleted_at IS NULL`)
	return office.NumberFaults(items), err
}

// ArchiveUnits are the 机构（问题） of the scheme, in their order.
func (s *Store) ArchiveUnits() ([]office.ArchiveUnit, error) {
	return find[office.ArchiveUnit](s.r, "archive_units", "ORDER BY position, id")
}

// RetentionRules is the 保管期限表, in its order.
func (s *Store) RetentionRules() ([]office.RetentionRule, error) {
	return find[office.RetentionRule](s.r, "retention_rules", "ORDER BY position, id")
}
