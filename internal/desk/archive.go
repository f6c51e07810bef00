package desk

import (
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Archive is the screen 档案: what is filed, under which 档号, in which box.
type Archive struct{ d *Desk }

// ArchiveScheme is what filing goes by: 机构（问题）, 保管期限表 and the settings.
type ArchiveScheme struct {
	Units   []office.ArchiveUnit   `json:"units"`
	Rules   []office.RetentionRule `json:"rules"`
	Setting office.ArchiveSetting  `json:"setting"`
	Fonds   string                 `json:"fonds"` // 全宗号, empty when not set
	Years   []int                  `json:"years"` // that have items, newest first
}

// Scheme returns what filing goes by.
func (a *Archive) Scheme() (out ArchiveScheme, err error) {
	defer caught(&err)
	if out.Units, err = a.d.store.ArchiveUnits(); err != nil {
		return out, err
	}
	if out.Rules, err = a.d.store.RetentionRules(); err != nil {
		return out, err
	}
	if out.Years, err = a.d.store.ArchiveYears(); err != nil {
		return out, err
	}
	set, err := a.d.store.Settings()
	out.Setting, out.Fonds = set.Archive, set.FondsNumber
	return out, err
}

// List lists 归档文件; see store.ArchiveItems for the filters.
func (a *Archive) List(q store.ListQuery) (page store.ArchivePage, err error) {
	defer caught(&err)
	return a.d.store.ArchiveItems(q)
}

// ArchiveForm is a 归档文件 with its scans.
type ArchiveForm struct {
	Item        office.ArchiveItem  `json:"item"`
	Attachments []office.Attachment `json:"attachments"`
	State       string              `json:"state"` // 已移交, 已销毁, 借出, 未见 or empty
}

// Get returns one 归档文件.
func (a *Archive) Get(id int64) (out ArchiveForm, err error) {
	defer caught(&err)
	item, err := a.d.store.ArchiveItem(id)
	if err != nil {
		return out, err
	}
	return a.form(item)
}

func (a *Archive) form(item office.ArchiveItem) (out ArchiveForm, err error) {
	out.Item = item
	if out.State, err = a.d.store.ItemState(item.ID); err != nil {
		return out, err
	}
	out.Attachments, err = a.d.store.Attachments("archive_item", item.ID)
	return out, err
}

// Save files a paper or changes one.
func (a *Archive) Save(in office.ArchiveItem) (out ArchiveForm, err error) {
	defer caught(&err)
	if in, err = a.d.store.SaveArchiveItem(in); err == nil {
		out, err = a.form(in)
	}
	return ok(a.d, out, err)
}

// Delete takes a paper out of the archive; it goes to the recycle bin.
func (a *Archive) Delete(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.DeleteArchiveItem(id))
}

// FileInput names a paper of the program by its form and its record.
type FileInput struct {
	Form string `json:"form"`
	ID   string `json:"id"`
}

// Draft fills a 归档文件 from a paper of the program: title, number, day and pages
// as printed, unit and 保管期限 by the table. Nothing is saved.
func (a *Archive) Draft(in FileInput) (out office.ArchiveItem, err error) {
	defer caught(&err)
	return a.d.archiveDraft(in)
}

func (d *Desk) archiveDraft(in FileInput) (office.ArchiveItem, error) {
	f, err := formOf(in.Form)
	if err != nil {
		return office.ArchiveItem{}, err
	}
	p, err := d.printForm(in.Form, in.ID, formatPDF)
	if err != nil {
		return office.ArchiveItem{}, err
	}
	set, err := d.store.Settings()
	if err != nil {
		return office.ArchiveItem{}, err
	}
	item := office.ArchiveItem{Title: strings.TrimSuffix(p.name, ".pdf"), Author: set.OfficeName, Pages: p.pages, Form: in.Form, Category: set.Archive.Category, DatedOn: d.store.Today()}
	if id, err := strconv.ParseInt(in.ID, 10, 64); err == nil && f.Kind != "" {
		facts, err := d.store.PaperFacts(f.Kind, id)
		if err != nil {
			return item, err
		}
		item.SourceKind, item.SourceID, item.DocNumber = f.Kind, id, facts.DocNumber
		if facts.DatedOn.Valid() {
			item.DatedOn = facts.DatedOn
		}
	}
	item.Year = item.DatedOn.Year()
	rules, err := d.store.RetentionRules()
	if err != nil {
		return item, err
	}
	for _, r := range rules {
		if r.Form == in.Form {
			item.Unit, item.Retention = r.Unit, r.Retention
		}
	}
	return item, nil
}

// BoxShelf is the boxes of a year and what still lies outside.
type BoxShelf struct {
	Boxes   []store.BoxRow       `json:"boxes"`
	Loose   int                  `json:"loose"` // numbered items in no box
	Planned []PlannedBoxRow      `json:"planned"`
	Faults  []office.NumberFault `json:"faults"` // 漏号, 重号
}

// PlannedBoxRow is a box to come.
type PlannedBoxRow struct {
	Retention string `json:"retention"`
	Unit      string `json:"unit"`
	Thickness int    `json:"thickness"`
	Items     int    `json:"items"`
	Pages     int    `json:"pages"`
	Over      bool   `json:"over"`
}

// Shelf shows the boxes of a year, and how what lies outside would fill new ones.
func (a *Archive) Shelf(year int) (out BoxShelf, err error) {
	defer caught(&err)
	out = BoxShelf{Planned: []PlannedBoxRow{}}
	if out.Boxes, err = a.d.store.Boxes(year); err != nil {
		return out, err
	}
	if out.Faults, err = a.d.store.ArchiveFaults(); err != nil {
		return out, err
	}
	planned, err := a.d.store.PlanBoxes(year)
	for _, p := range planned {
		row := PlannedBoxRow{Retention: p.Retention, Unit: p.Unit, Thickness: p.Thickness, Items: len(p.Items), Over: p.Over}
		for _, i := range p.Items {
			row.Pages += i.Pages
		}
		out.Loose += row.Items
		out.Planned = append(out.Planned, row)
	}
	return out, err
}

// Fill puts what lies outside into new boxes, as Shelf plans it.
func (a *Archive) Fill(year int) (made int, err error) {
	defer caught(&err)
	made, err = a.d.store.FillBoxes(year)
	return ok(a.d, made, err)
}

// SaveBox changes what is written on a box and its 备考表.
func (a *Archive) SaveBox(in office.ArchiveBox) (out office.ArchiveBox, err error) {
	defer caught(&err)
	out, err = a.d.store.SaveBox(in)
	return ok(a.d, out, err)
}

// MoveInput names items and the box they go into, 0 for none.
type MoveInput struct {
	IDs   []int64 `json:"ids"`
	BoxID int64   `json:"boxId"`
}

// Move puts items into a box; their 档号 stay.
func (a *Archive) Move(in MoveInput) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.MoveToBox(in.IDs, in.BoxID))
}

// DeleteBox takes a box away; what lay in it stays filed.
func (a *Archive) DeleteBox(id int64) (err error) {
	defer caught(&err)
	return done(a.d, a.d.store.DeleteBox(id))
}
