package store

import (
	"cmp"

	"dudao/internal/office"
)

// SaveDisposal changes a 移交 or 鉴定 that is not carried out yet.
func (s *Store) SaveDisposal(d office.Disposition) (office.Disposition, error) {
	err := s.write(Change{Action: "disposal.save", Label: "修改" + d.Kind + " " + d.Number}, func(t *tx) error {
		d.DoneOn = ""
		return t.saveDisposal(&d)
	})
	if err != nil {
		return d, err
	}
	return s.Disposal(d.ID)
}

// CarryOut saves a 移交 or 鉴定 and carries it out on its day: what is handed over or
// destroyed stays in the catalogue with its number and is changed no more; what is
// kept on has its new term.
func (s *Store) CarryOut(d office.Disposition) (office.Disposition, error) {
	err := s.write(Change{Action: "disposal.done", Label: "办理" + d.Kind + " " + d.Number}, func(t *tx) error {
		now, err := get[office.Disposition](t, "disposals", d.ID)
		if err != nil {
			return wrap(err, "移交鉴定")
		}
		if now.DoneOn != "" {
			return doneAlready(now)
		}
		d.Normalize()
		if err := d.ValidateDone(); err != nil {
			return err
		}
		for _, x := range d.Items {
			if office.GoneState(x.Outcome) == "" {
				continue
			}
			if err := t.mayGo(x); err != nil {
				return err
			}
		}
		return t.saveDisposal(&d)
	})
	if err != nil {
		return d, err
	}
	return s.Disposal(d.ID)
}

// mayGo refuses to hand over or destroy what is not in its box.
func (t *tx) mayGo(x office.DisposalItem) error {
	a, err := get[office.ArchiveItem](t, "archive_items", x.ItemID)
	if err != nil {
		return wrap(err, "归档文件")
	}
	if err := t.mayLeave(a, x.Outcome); err != nil {
		return err
	}
	var missing int
	if err := t.Get(&missing, `SELECT count(*) FROM stocktake_items m JOIN stocktakes ms ON ms.id = m.stocktake_id WHERE m.item_id = ? AND `+stillMissing, a.ID); err != nil {
		return err
	}
	if missing > 0 {
		return office.Errorf(office.CodeConflict, "“%s”清点时未见，不能%s。请先找到，或把它从这次清单里去掉。", cmp.Or(a.Code, a.Title), x.Outcome)
	}
	return nil
}

func (t *tx) saveDisposal(d *office.Disposition) error {
	d.Normalize()
	if err := t.fresh("disposals", d.ID, d.UpdatedAt, "移交鉴定"); err != nil {
		return err
	}
	now, err := disposal(t, d.ID)
	if err != nil {
		return err
	}
	if now.DoneOn != "" {
		return doneAlready(now)
	}
	d.Number, d.Kind = now.Number, now.Kind
	if err := d.Validate(); err != nil {
		return err
	}
	kept, err := keptOn(t)
	if err != nil {
		return err
	}
	for _, x := range d.Items {
		if x.Outcome == office.OutcomeKeep {
			if x.KeepUntil, err = t.keepUntil(x, kept); err != nil {
				return err
			}
		}
		if _, err := t.Exec(`UPDATE disposal_items SET outcome = ?, keep = ?, keep_until = ?, reason = ? WHERE disposal_id = ? AND item_id = ?`,
			x.Outcome, x.Keep, x.KeepUntil, x.Reason, d.ID, x.ItemID); err != nil {
			return wrap(err, "移交鉴定")
		}
	}
	d.UpdatedAt = t.s.moment()
	return wrap(update(t, "disposals", *d), "移交鉴定")
}

// keepUntil is the last day of an item's new term, which follows the old one.
func (t *tx) keepUntil(x office.DisposalItem, kept map[int64]office.Date) (office.Date, error) {
	a, err := get[office.ArchiveItem](t, "archive_items", x.ItemID)
	if err != nil {
		return "", wrap(err, "归档文件")
	}
	until := office.KeptUntil(a.Year, a.Retention)
	if k, again := kept[a.ID]; again {
		until = k
	}
	return office.KeptOn(until, x.Keep), nil
}

func doneAlready(d office.Disposition) error {
	return office.Errorf(office.CodeConflict, "%s %s 已在%s办理，不能再改。办错了的，请在“设置—修改记录”里撤销那一次办理。", d.Kind, d.Number, d.DoneOn.Chinese())
}

// DeleteDisposal moves a 移交 or 鉴定 that is not carried out to the recycle bin.
func (s *Store) DeleteDisposal(id int64) error {
	return s.write(Change{Action: "disposal.delete", Label: "删除 " + s.Title("disposal", id)}, func(t *tx) error {
		d, err := disposal(t, id)
		if err != nil {
			return err
		}
		if d.DoneOn != "" {
			return doneAlready(d)
		}
		return t.trash("disposals", id, "移交鉴定")
	})
}
