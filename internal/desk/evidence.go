package desk

import (
	"strconv"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Evidence is the screen 佐证材料, and how material comes to the points.
type Evidence struct{ d *Desk }

// EvidenceForm is a piece of evidence with its files and the points it serves.
type EvidenceForm struct {
	Evidence    office.Evidence     `json:"evidence"`
	Attachments []office.Attachment `json:"attachments"`
	Uses        []store.EvidenceUse `json:"uses"`
	Source      string              `json:"source"` // the title of the record it is
	FormTitle   string              `json:"formTitle"`
}

// List lists 佐证材料; see store.EvidenceList for the filters.
func (e *Evidence) List(q store.ListQuery) (page store.EvidencePage, err error) {
	defer caught(&err)
	return e.d.store.EvidenceList(q)
}

// Get returns one piece of evidence.
func (e *Evidence) Get(id int64) (out EvidenceForm, err error) {
	defer caught(&err)
	row, err := e.d.store.Evidence(id)
	if err != nil {
		return out, err
	}
	return e.form(row)
}

func (e *Evidence) form(row office.Evidence) (out EvidenceForm, err error) {
	out.Evidence = row
	if row.SourceKind != "" {
		out.Source = e.d.store.Title(row.SourceKind, row.SourceID)
	}
	out.FormTitle = formNames()[row.Form]
	if out.Attachments, err = e.d.store.Attachments("evidence", row.ID); err != nil {
		return out, err
	}
	out.Uses, err = e.d.store.EvidenceUses(row.ID)
	return out, err
}

// Save adds or changes a piece of evidence.
func (e *Evidence) Save(in office.Evidence) (out EvidenceForm, err error) {
	defer caught(&err)
	if in, err = e.d.store.SaveEvidence(in); err == nil {
		out, err = e.form(in)
	}
	return ok(e.d, out, err)
}

// Delete moves a piece of evidence to the recycle bin.
func (e *Evidence) Delete(id int64) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.DeleteEvidence(id))
}

// FindInput is what the clerk looks for, for a point.
type FindInput struct {
	Text  string              `json:"text"`
	Point store.EvidencePoint `json:"point"`
}

// mostFound is how many things the picker shows.
const mostFound = 60

// Find searches evidence, archive items, files and the program's records in one.
func (e *Evidence) Find(in FindInput) (list []store.Material, err error) {
	defer caught(&err)
	return e.d.store.FindMaterial(in.Text, in.Point, formNames(), mostFound)
}

// AddInput puts material to points.
type AddInput struct {
	Evidence []office.Evidence     `json:"evidence"` // by id, or as it would be
	Points   []store.EvidencePoint `json:"points"`
}

// Add puts material to points; records that are no evidence yet become it.
func (e *Evidence) Add(in AddInput) (out store.AddedEvidence, err error) {
	defer caught(&err)
	out, err = e.d.store.AddEvidence(in.Evidence, in.Points)
	return ok(e.d, out, err)
}

// Unlink takes evidence away from points.
func (e *Evidence) Unlink(links []int64) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.UnlinkEvidence(links))
}

// Order puts the evidence of a point in the order of the links.
func (e *Evidence) Order(links []int64) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.OrderEvidence(links))
}

// NeedInput says which need a piece fulfils at a point.
type NeedInput struct {
	Link int64 `json:"link"`
	Need int64 `json:"need"`
}

// SetNeed says which need a piece fulfils at a point.
func (e *Evidence) SetNeed(in NeedInput) (err error) {
	defer caught(&err)
	return done(e.d, e.d.store.SetEvidenceNeed(in.Link, in.Need))
}

// Offers are all papers of the program that would fulfil a need of a point, those
// that do already left out.
func (e *Evidence) Offers(in store.EvidencePoint) (list []office.Evidence, err error) {
	defer caught(&err)
	list = []office.Evidence{}
	facts, err := e.d.store.Evaluation(in.EvaluationID)
	if err != nil {
		return list, err
	}
	for _, x := range facts.Standard.Indicators {
		for _, n := range x.Needs {
			if x.ID != in.IndicatorID || n.ID != in.NeedID || n.Form == "" {
				continue
			}
			f, err := formOf(n.Form)
			if err != nil {
				return list, err
			}
			offered, err := e.d.store.Offers(n.Form, f.Title, f.Kind, n.Per, facts)
			if err != nil {
				return list, err
			}
			return e.fresh(in, facts, offered)
		}
	}
	return list, nil
}

// fresh leaves out what serves the point already.
func (e *Evidence) fresh(in store.EvidencePoint, facts store.EvaluationFacts, offered []office.Evidence) ([]office.Evidence, error) {
	list := []office.Evidence{}
	serves := map[int64]bool{}
	for _, l := range facts.Links {
		if l.IndicatorID == in.IndicatorID {
			serves[l.EvidenceID] = true
		}
	}
	for _, x := range offered {
		id, err := e.d.store.EvidenceFor(x)
		if err != nil {
			return list, err
		}
		if x.ID = id; !serves[id] {
			list = append(list, x)
		}
	}
	return list, nil
}

// RecordInput names a record, or a paper of it, that is to be evidence.
type RecordInput struct {
	Form string `json:"form"`
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

// Draft is the record or paper as evidence, with the points it serves already;
// nothing is saved.
func (e *Evidence) Draft(in RecordInput) (out EvidenceForm, err error) {
	defer caught(&err)
	title := ""
	if in.Form != "" {
		f, err := formOf(in.Form)
		if err != nil {
			return out, err
		}
		title, in.Kind = f.Title, f.Kind
	}
	var row office.Evidence
	if id, bad := strconv.ParseInt(in.ID, 10, 64); bad == nil && store.IsEvidenceKind(in.Kind) {
		row, err = e.d.store.EvidenceDraft(in.Form, title, in.Kind, id)
	} else {
		row, err = e.d.paperDraft(in.Form, in.ID)
	}
	if err != nil {
		return out, err
	}
	if row.ID, err = e.d.store.EvidenceFor(row); err != nil {
		return out, err
	}
	if row.ID != 0 {
		return e.Get(row.ID)
	}
	return EvidenceForm{Evidence: row, FormTitle: title, Attachments: []office.Attachment{}, Uses: []store.EvidenceUse{}}, nil
}

// paperDraft is a paper that is of no record, by its key, as evidence.
func (d *Desk) paperDraft(form, key string) (office.Evidence, error) {
	if form == "" {
		return office.Evidence{}, office.Invalid("这类记录不能作佐证材料，请改选督导记录、问题、文书或附件。")
	}
	item, err := d.archiveDraft(FileInput{Form: form, ID: key})
	e := office.Evidence{Title: item.Title, Author: item.Author, DatedOn: item.DatedOn, Form: form, SourceKey: key}
	if m := office.Month(key); m.Valid() {
		e.DatedOn, e.DatedTo = m.Of(0).From, m.Of(0).Last()
	}
	return e, err
}

// formNames are the titles of the forms by their keys.
func formNames() map[string]string {
	names := map[string]string{}
	for _, f := range forms() {
		names[f.Key] = f.Title
	}
	return names
}
