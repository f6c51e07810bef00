package desk

import "dudao/internal/store"

// History is what was done: 修改记录, 撤销 and 回收站.
type History struct{ d *Desk }

// HistoryInput names a record.
type HistoryInput struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
}

// Of returns what was done to a record, newest first.
func (h *History) Of(in HistoryInput) (rows []store.HistoryRow, err error) {
	defer caught(&err)
	if rows, err = h.d.store.History(in.Kind, in.ID); err != nil {
		return rows, err
	}
	switch in.Kind {
	case "complaint":
		err = h.d.maskHistory(in.ID, rows)
	case "tenure":
		maskCandidates(rows)
	}
	return rows, err
}

// Last returns the action that UndoLast would take back; id 0 means none.
func (h *History) Last() (out store.LastAction, err error) {
	defer caught(&err)
	return h.d.store.LastAction()
}

// Undo takes back one action.
func (h *History) Undo(set int64) (out store.UndoResult, err error) {
	defer caught(&err)
	out, err = h.d.store.Undo(set)
	return ok(h.d, out, err)
}

// UndoLast takes back the last action; without one it does nothing.
func (h *History) UndoLast() (out store.UndoResult, err error) {
	defer caught(&err)
	last, err := h.d.store.LastAction()
	if err != nil || last.ID == 0 {
		return store.UndoResult{Kept: []store.Kept{}}, err
	}
	return h.Undo(last.ID)
}

// Actions returns the newest actions, page by page of 50.
func (h *History) Actions(page int) (rows []store.ActionRow, err error) {
	defer caught(&err)
	return h.d.store.Actions(page, 50)
}

// Trash lists the recycle bin.
func (h *History) Trash() (rows []store.TrashRow, err error) {
	defer caught(&err)
	days, err := h.d.trashDays()
	if err != nil {
		return []store.TrashRow{}, err
	}
	return h.d.store.Trash(days)
}

// Recover brings a record back from the recycle bin.
func (h *History) Recover(in HistoryInput) (err error) {
	defer caught(&err)
	return done(h.d, h.d.store.Recover(in.Kind, in.ID))
}
