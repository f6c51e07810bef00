package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// roleRendition is the role of a PDF that stands for a Word or Excel file.
const roleRendition = "转换件"

// evidencePart is one thing that a piece of evidence consists of: a kept file, or
// a paper of the program that is made anew.
type evidencePart struct {
	Title    string
	DatedOn  office.Date
	MIME     string
	SHA256   string // of the kept bytes; empty for a paper made anew
	Bytes    int64
	Pages    int  // 0 when not known
	Personal bool // 含个人信息
	Place    string
	// Form and ID name a paper of the program; see build.
	Form, ID string
	// File is the row of a kept file, zero for a paper or a sealed report.
	File office.Attachment
	// Rendition is the PDF that stands for a Word or Excel file, zero without one.
	Rendition office.Attachment
	// Printed tells that the picture stands on the paper before it already.
	Printed bool
}

// paper tells whether the part is a paper that is made anew.
func (p evidencePart) paper() bool { return p.Form != "" && p.SHA256 == "" }

// waits tells whether the part is Word or Excel without a PDF yet (待转PDF).
func (p evidencePart) waits() bool {
	return p.SHA256 != "" && p.MIME != mimePDF && !vault.IsImage(p.MIME) && p.Rendition.ID == 0
}

// withheld tells whether the part is a kept file with personal data, which does not
// leave the office: a slip sheet lies in its place.
func (p evidencePart) withheld() bool { return p.SHA256 != "" && (p.Personal || p.Rendition.Personal) }

// build makes the paper of the part.
func (p evidencePart) build(d *Desk) (built, error) {
	f, err := formOf(p.Form)
	if err != nil {
		return built{}, err
	}
	return f.build(d, p.ID)
}

// evidenceParts is what a piece of evidence consists of, in the order in which it
// is read: its own paper, then its files, those of its own first. A piece that is
// only named, with neither, has none.
func (d *Desk) evidenceParts(e office.Evidence) ([]evidencePart, error) {
	g := gatheredParts{d: d, of: e, seen: map[string]bool{}}
	var err error
	if g.place, err = d.evidencePlace(e); err != nil {
		return nil, err
	}
	if err := g.papers(); err != nil {
		return nil, err
	}
	for _, owner := range g.owners {
		if err := g.files(owner.kind, owner.id); err != nil {
			return nil, err
		}
	}
	return g.parts, nil
}

// gatheredParts collects the parts of one piece of evidence, each file once.
type gatheredParts struct {
	d      *Desk
	of     office.Evidence
	place  string
	owners []recordRef
	parts  []evidencePart
	aside  bool // the paper is not the one by which its record is known
	seen   map[string]bool
}

// recordRef names a record.
type recordRef struct {
	kind string
	id   int64
}

// papers adds the paper of the evidence, and finds the records whose files belong
// to it: itself, the archive item and the record that this was made from.
func (g *gatheredParts) papers() error {
	e := g.of
	form, kind, id, key := e.Form, e.SourceKind, e.SourceID, e.SourceKey
	g.owners = []recordRef{{"evidence", e.ID}}
	if kind != "" && id != 0 {
		g.owners = append(g.owners, recordRef{kind, id})
	}
	if kind == "archive_item" {
		item, err := g.d.store.ArchiveItem(id)
		if office.CodeOf(err) == office.CodeNotFound {
			return nil
		} else if err != nil {
			return err
		}
		form, kind, id, key = cmp.Or(form, item.Form), item.SourceKind, item.SourceID, cmp.Or(key, item.SourceKey)
		if kind != "" && id != 0 {
			g.owners = append(g.owners, recordRef{kind, id})
		}
	}
	if form == "" && id != 0 {
		bare, err := g.bare()
		if err != nil {
			return err
		}
		if !bare {
			return nil
		}
		if form, err = g.d.mainForm(kind, id); err != nil {
			return err
		}
	}
	if id != 0 && form != "" && kind != "" {
		main, err := g.d.mainForm(kind, id)
		if err != nil && office.CodeOf(err) != office.CodeNotFound {
			return err
		}
		g.aside = main != "" && main != form
	}
	if key == "" && id != 0 {
		key = strconv.FormatInt(id, 10)
	}
	if form == "" || key == "" {
		return nil
	}
	sealed, is, err := g.d.sealedReport(form, key)
	if err != nil {
		return err
	}
	part := evidencePart{Title: e.Title, DatedOn: e.DatedOn, MIME: mimePDF, Personal: e.Personal, Place: g.place, Form: form, ID: key}
	if is {
		part.Title, part.SHA256, part.Pages, part.DatedOn = sealed.Title, sealed.PDF, sealed.Pages, localDay(sealed.IssuedAt)
	}
	g.parts = append(g.parts, part)
	return nil
}

// bare tells whether none of the owners has a file.
func (g *gatheredParts) bare() (bool, error) {
	for _, o := range g.owners {
		list, err := g.d.store.Attachments(o.kind, o.id)
		if err != nil || len(list) > 0 {
			return false, err
		}
	}
	return true, nil
}

// files adds the files of a record.
func (g *gatheredParts) files(kind string, id int64) error {
	list, err := g.d.store.Attachments(kind, id)
	if err != nil {
		return err
	}
	pictured := len(g.parts) > 0 && g.parts[0].paper() && slices.Contains(picturedForms, g.parts[0].Form) && kind != "evidence" && kind != "archive_item"
	for _, a := range list {
		if a.RenditionOf != "" || g.seen[a.SHA256] || g.aside && a.Role == rolePhoto && kind != "evidence" && kind != "archive_item" {
			continue // the photos of a visit belong to its record, not to each of its papers
		}
		g.seen[a.SHA256] = true
		part := evidencePart{Title: cmp.Or(a.Caption, g.of.Title), DatedOn: cmp.Or(a.DatedOn, g.of.DatedOn), MIME: a.MIME, SHA256: a.SHA256, Bytes: a.Bytes, Pages: a.Pages,
			Personal: a.Personal || g.of.Personal, Place: g.place, File: a}
		part.Printed = pictured && vault.IsImage(a.MIME) && !part.Personal
		if a.MIME != mimePDF && !vault.IsImage(a.MIME) {
			if part.Rendition, err = g.d.store.Rendition(a.SHA256); err != nil && office.CodeOf(err) != office.CodeNotFound {
				return err
			}
			part.Pages = part.Rendition.Pages
		}
		g.parts = append(g.parts, part)
	}
	return nil
}

// picturedForms are the papers that print the pictures of their record themselves.
var picturedForms = []string{"visit"}

// mainForms are the papers by which a record of a kind is known, of those that
// have several.
var mainForms = map[string]string{
	"finding": "handling", "meeting": office.FormMinutes, "inspection": office.FormInspectionReport, "inspection_unit": office.FormUnitLetter,
	"training": "training_record", "assessment": "assessment_summary", "tenure": "tenure_decision", "school": "school_basic", "inspector": "dossier_inspector",
}

// mainForm is the paper by which a record is known, "" for a kind without one.
func (d *Desk) mainForm(kind string, id int64) (string, error) {
	switch kind {
	case "notice":
		n, err := d.store.Notice(id)
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(office.PaperForms, func(f office.PaperForm) bool { return f.Notice == n.Kind })
		if i < 0 {
			return "", nil
		}
		return office.PaperForms[i].Form, nil
	case "publication":
		p, err := d.store.Publication(id)
		return office.PublicationForm(p.Kind), err
	}
	if form := mainForms[kind]; form != "" {
		return form, nil
	}
	for _, f := range forms() {
		if f.Kind == kind {
			return f.Key, nil
		}
	}
	return "", nil
}

// sealedReport finds the report as it was issued, in force; is is false when the
// form is no report or none was issued.
func (d *Desk) sealedReport(form, key string) (found store.IssuedReport, is bool, err error) {
	if form != "month" {
		return found, false, nil
	}
	span, zone, _ := strings.Cut(key, "/")
	list, err := d.store.IssuedReports(span)
	for _, r := range list {
		if r.Zone == zone && r.VoidedAt == "" {
			return r, true, err
		}
	}
	return found, false, err
}

// evidencePlace is 盒号–件号 of the evidence where it is filed, else where the clerk
// says that it lies.
func (d *Desk) evidencePlace(e office.Evidence) (string, error) {
	var item office.ArchiveItem
	var err error
	switch {
	case e.SourceID == 0:
		return e.Place, nil
	case e.SourceKind == "archive_item":
		item, err = d.store.ArchiveItem(e.SourceID)
	default:
		item, err = d.store.ArchivedAs(e.SourceKind, e.SourceID, e.Form)
	}
	if office.CodeOf(err) == office.CodeNotFound {
		return e.Place, nil
	}
	if err != nil || item.Number == 0 {
		return e.Place, err
	}
	if item.BoxID == 0 {
		return cmp.Or(e.Place, item.Code), nil
	}
	box, err := d.store.Box(item.BoxID)
	if err != nil {
		return e.Place, err
	}
	return fmt.Sprintf("%d年%s盒–%04d", item.Year, box.Number, item.Number), nil
}
