package store

import (
	"fmt"

	"dudao/internal/office"
)

// BeginStocktake writes down what is to be found in the boxes. What is lent is
// marked so at once.
func (s *Store) BeginStocktake(in office.Stocktake) (out StocktakeRow, err error) {
	err = s.write(Change{Action: "stocktake.begin", Label: "开始清点"}, func(t *tx) error {
		in.ID, err = t.beginStocktake(in)
		return err
	})
	if err != nil {
		return out, err
	}
	return s.Stocktake(in.ID)
}

func (t *tx) beginStocktake(in office.Stocktake) (int64, error) {
	in.Normalize()
	in.FinishedOn, in.UpdatedAt = "", t.s.moment()
	if in.BoxID != 0 {
		box, err := get[office.ArchiveBox](t, "archive_boxes", in.BoxID)
		if err != nil {
			return 0, wrap(err, "档案盒")
		}
		in.Year = box.Year
	}
	if err := in.Validate(); err != nil {
		return 0, err
	}
	var err error
	if in.Number, err = t.number("QD", in.StartedOn.Year()); err != nil {
		return 0, err
	}
	id, err := insert(t, "stocktakes", in)
	if err != nil {
		return 0, wrap(err, "清点")
	}
	res, err := t.Exec(`INSERT INTO stocktake_items (stocktake_id, item_id, box_id, result, checked_on, checked_by)
		SELECT ?1, a.id, b.id, CASE WHEN lent THEN '借出' ELSE '' END, CASE WHEN lent THEN ?4 ELSE '' END, CASE WHEN lent THEN ?5 ELSE '' END
		FROM (SELECT a.*, EXISTS (`+loanOf+`) AS lent FROM archive_items a WHERE a.deleted_at IS NULL AND a.box_id IS NOT NULL) a JOIN archive_boxes b ON b.id = a.box_id
		WHERE b.deleted_at IS NULL AND NOT `+goneItem+` AND (?2 = 0 OR b.year = ?2) AND (?3 = 0 OR b.id = ?3) ORDER BY b.year DESC, length(b.number), b.number, a.number, a.id`,
		id, in.Year, in.BoxID, in.StartedOn, in.CountedBy)
	if err != nil {
		return 0, err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return id, err
	}
	return 0, office.Invalid("要清点的盒里没有文件。请先在“档案盒”里装盒，或换一个年度。")
}

// StocktakeMark says what was found of items.
type StocktakeMark struct {
	StocktakeID int64   `json:"stocktakeId"`
	BoxID       int64   `json:"boxId"`   // all of the box that are still open
	LineIDs     []int64 `json:"lineIds"` // or these lines
	Result      string  `json:"result"`  // one of office.CountResults, empty to take it back
}

// MarkStocktake notes what was found. A whole box takes what was not marked yet:
// 未见 and 借出 stay.
func (s *Store) MarkStocktake(in StocktakeMark) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	label := "清点 " + s.Title("stocktake", in.StocktakeID) + " " + in.Result
	return s.write(Change{Action: "stocktake.mark", Label: label}, func(t *tx) error { return t.markStocktake(in, day) })
}

func (t *tx) markStocktake(m StocktakeMark, day office.Date) error {
	var f office.Faults
	f.OneOf("result", "清点结果", m.Result, office.CountResults)
	if err := f.Err(); err != nil {
		return err
	}
	st, err := t.openStocktake(m.StocktakeID)
	if err != nil {
		return err
	}
	day, by := max(day, st.StartedOn), st.CountedBy
	if m.Result == "" {
		day, by = "", ""
	}
	set := `UPDATE stocktake_items SET result = ?, checked_on = ?, checked_by = ?, found_on = '', found_by = '' WHERE stocktake_id = ? AND `
	args := []any{m.Result, day, by, m.StocktakeID}
	if m.BoxID != 0 {
		_, err = t.Exec(set+`box_id = ? AND result = ''`, append(args, m.BoxID)...)
		return err
	}
	list, ids := in(m.LineIDs)
	_, err = t.Exec(set+`id IN `+list, append(args, ids...)...)
	return err
}

// openStocktake is a 清点 that is not finished.
func (t *tx) openStocktake(id int64) (office.Stocktake, error) {
	st, err := get[office.Stocktake](t, "stocktakes", id)
	if err != nil {
		return st, wrap(err, "清点")
	}
	if st.FinishedOn != "" {
		return st, office.Errorf(office.CodeConflict, "清点 %s 已在 %s 结束，不能再改。找到的文件在“未见”清单里点“找到了”；要重新清点，请开始新的清点。", st.Number, st.FinishedOn.Chinese())
	}
	return st, nil
}

// FinishStocktake ends a 清点. In the boxes gone through, what has no mark becomes
// 未见; a box without any mark was not gone through and says nothing.
func (s *Store) FinishStocktake(in office.Stocktake) (StocktakeRow, error) {
	err := s.write(Change{Action: "stocktake.finish", Label: "结束清点 " + in.Number}, func(t *tx) error {
		st, err := t.openStocktake(in.ID)
		if err != nil {
			return err
		}
		st.FinishedOn, st.Note, st.CountedBy = in.FinishedOn, in.Note, in.CountedBy
		st.Normalize()
		if err := st.Validate(); err != nil {
			return err
		}
		if st.FinishedOn == "" {
			return office.Invalid("请填写结束日期。")
		}
		if _, err := t.Exec(`UPDATE stocktake_items SET result = '未见', checked_on = ?2, checked_by = ?3 WHERE stocktake_id = ?1 AND result = ''
			AND box_id IN (SELECT box_id FROM stocktake_items WHERE stocktake_id = ?1 AND result IN ('在盒', '未见'))`, st.ID, st.FinishedOn, st.CountedBy); err != nil {
			return err
		}
		var gone int
		if err := t.Get(&gone, `SELECT count(*) FROM stocktake_items WHERE stocktake_id = ? AND result IN ('在盒', '未见')`, st.ID); err != nil {
			return err
		}
		if gone == 0 {
			return office.Invalid("还没有清点任何一盒。请先逐件打勾，或在盒上按“本盒全在”。")
		}
		st.UpdatedAt = t.s.moment()
		return wrap(update(t, "stocktakes", st), "清点")
	})
	if err != nil {
		return StocktakeRow{}, err
	}
	return s.Stocktake(in.ID)
}

// FoundAgain notes that items that were 未见 are back in their box.
func (s *Store) FoundAgain(lines []int64, by string) error {
	day, err := s.AsOf()
	if err != nil {
		return err
	}
	return s.write(Change{Action: "stocktake.found", Label: fmt.Sprintf("找到未见的档案 %d 件", len(lines))}, func(t *tx) error {
		list, ids := in(lines)
		_, err := t.Exec(`UPDATE stocktake_items SET found_on = max(checked_on, ?), found_by = ? WHERE result = '未见' AND found_on = '' AND id IN `+list, append([]any{day, by}, ids...)...)
		return err
	})
}

// DeleteStocktake moves a 清点 to the recycle bin; what it found is forgotten with
// it.
func (s *Store) DeleteStocktake(id int64) error {
	return s.write(Change{Action: "stocktake.delete", Label: "删除清点 " + s.Title("stocktake", id)}, func(t *tx) error {
		return t.trash("stocktakes", id, "清点")
	})
}
