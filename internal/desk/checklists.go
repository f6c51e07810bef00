package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Checklists is the screen 评估表.
type Checklists struct{ d *Desk }

// ChecklistForm is a list as its form shows it.
type ChecklistForm struct {
	Checklist office.Checklist `json:"checklist"`
	Used      int              `json:"used"` // units scored by it: then its lines are fixed
	Warnings  []string         `json:"warnings"`
}

// List lists 评估表; see store.Checklists for the filters.
func (c *Checklists) List(q store.ListQuery) (page store.ChecklistPage, err error) {
	defer caught(&err)
	return c.d.store.Checklists(q)
}

// Get returns one list.
func (c *Checklists) Get(id int64) (out ChecklistForm, err error) {
	defer caught(&err)
	list, err := c.d.store.Checklist(id)
	if err != nil {
		return out, err
	}
	return c.form(list)
}

func (c *Checklists) form(list office.Checklist) (out ChecklistForm, err error) {
	used, err := c.d.store.ChecklistUsed(list.ID)
	return ChecklistForm{Checklist: list, Used: used, Warnings: list.Warnings()}, err
}

// Save adds or changes a list.
func (c *Checklists) Save(in office.Checklist) (out ChecklistForm, err error) {
	defer caught(&err)
	list, err := c.d.store.SaveChecklist(in)
	if err != nil {
		return out, err
	}
	c.d.saved()
	return c.form(list)
}

// Delete moves a list to the recycle bin.
func (c *Checklists) Delete(id int64) (err error) {
	defer caught(&err)
	return done(c.d, c.d.store.DeleteChecklist(id))
}

// VersionInput names the version to be made from a list.
type VersionInput struct {
	ID      int64  `json:"id"`
	Version string `json:"version"`
}

// NewVersion makes a draft with the lines of the list under another version.
func (c *Checklists) NewVersion(in VersionInput) (out ChecklistForm, err error) {
	defer caught(&err)
	list, err := c.d.store.NewChecklistVersion(in.ID, in.Version)
	if err != nil {
		return out, err
	}
	c.d.saved()
	return c.form(list)
}

// Starters are the lists offered to begin with.
func (c *Checklists) Starters() (list []office.ChecklistStarter, err error) {
	defer caught(&err)
	list = []office.ChecklistStarter{}
	matters, err := c.d.store.Matters()
	if err != nil {
		return list, err
	}
	points, err := c.d.store.Checkpoints()
	return office.ChecklistStarters(matters, points), err
}

// PasteInput is text copied from Excel.
type PasteInput struct {
	Text string `json:"text"`
}

// Paste reads points from cells copied out of Excel; nothing is saved.
func (c *Checklists) Paste(in PasteInput) (out office.PastedList, err error) {
	defer caught(&err)
	return office.ParseChecklist(in.Text), nil
}
