package desk

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

// Form is a paper that can be printed by itself (文书).
type Form struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	ID    string `json:"id"` // what its id is, e.g. 督导记录编号
}

// Forms are the papers that PrintForm knows.
var Forms = []Form{
	{"visit", "督导记录表", "督导记录编号（如 JL2026-0012）或序号"},
	{"month", "月督导报告", "月份（如 2026-03），责任区的写成 2026-03/责任区名"},
	{"statistics", "月统计表", "月份（如 2026-03），责任区的写成 2026-03/责任区名"},
}

// PrintForm writes one form; the file's ending chooses PDF or XLSX.
func (d *Desk) PrintForm(form, id, path string) (SavedFile, error) {
	format := formatPDF
	if strings.HasSuffix(strings.ToLower(path), ".xlsx") {
		format = formatXLSX
	}
	p, err := d.printForm(form, id, format)
	if err != nil {
		return SavedFile{}, err
	}
	return d.savePrinted(p, path)
}

func (d *Desk) printForm(form, id, format string) (printed, error) {
	month, zone, _ := strings.Cut(id, "/")
	switch form {
	case "visit":
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			if n, err = d.store.VisitID(id); err != nil {
				return printed{}, err
			}
		}
		document, err := d.visitDocument(n)
		if err != nil {
			return printed{}, err
		}
		if format == formatXLSX {
			return workbook(document, nil, document.Title)
		}
		return d.printDocument(document, document.Title)
	case "month":
		return d.print(SaveReport{Month: office.Month(month), Zone: zone, Format: format})
	case "statistics":
		return d.print(SaveReport{Month: office.Month(month), Zone: zone, Form: form, Format: format})
	}
	return printed{}, office.Invalid("没有“%s”这种文书，运行 print --list 查看全部文书。", form)
}

// VisitForm renders the 督导记录表 of a visit.
func (r *Reports) VisitForm(id int64) (out PreviewFile, err error) {
	defer caught(&err)
	document, err := r.d.visitDocument(id)
	if err != nil {
		return out, err
	}
	return r.d.preview(r.d.printDocument(document, document.Title))
}

// SaveVisitForm writes the 督导记录表 of a visit; an empty path asks for one.
func (r *Reports) SaveVisitForm(in IssuedInput) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.printForm("visit", strconv.FormatInt(in.ID, 10), in.Format)
	if err != nil {
		return out, err
	}
	return r.d.savePrinted(p, in.Path)
}

// OpenVisitForm opens the 督导记录表 of a visit in the PC's PDF program, to be
// printed.
func (r *Reports) OpenVisitForm(id int64) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.printForm("visit", strconv.FormatInt(id, 10), formatPDF)
	if err != nil {
		return out, err
	}
	return r.d.openPrinted(p)
}

func (d *Desk) visitDocument(id int64) (doc.Document, error) {
	p, err := d.visitPaper(id)
	if err != nil {
		return doc.Document{}, err
	}
	return p.Document(), nil
}

// visitPaper gathers what stands on a visit's 督导记录表.
func (d *Desk) visitPaper(id int64) (p report.VisitPaper, err error) {
	f, err := d.store.Visit(id)
	if err != nil {
		return p, err
	}
	v := f.Visit
	p = report.VisitPaper{Visit: v, Findings: f.Findings, Lessons: f.Lessons, Inquiries: f.Inquiries, Inspector: d.store.Title("inspector", v.InspectorID)}
	for _, c := range v.Companions {
		p.Companions = append(p.Companions, d.store.Title("inspector", c))
	}
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if p.School, err = d.store.School(v.SchoolID); err != nil {
		return p, err
	}
	if p.Zone, err = d.store.ZoneOfSchool(v.SchoolID, v.Date); err != nil {
		return p, err
	}
	terms, err := d.store.Terms()
	if err != nil {
		return p, err
	}
	for _, t := range terms {
		if t.StartsOn <= v.Date && v.Date <= t.EndsOn {
			p.Term = t
		}
	}
	matters, err := d.store.Matters()
	if err != nil {
		return p, err
	}
	p.Matters = office.MattersFor(matters, p.School.Kindergarten(), v.Date)
	for _, m := range matters {
		if slices.Contains(v.Matters, m.ID) && !slices.ContainsFunc(p.Matters, func(x office.Matter) bool { return x.ID == m.ID }) {
			p.Matters = append(p.Matters, m)
		}
	}
	if p.Checkpoints, err = d.store.Checkpoints(); err != nil {
		return p, err
	}
	p.Photos, err = d.photos("visit", id)
	return p, err
}

// photos reads the pictures attached to a record, for printing.
func (d *Desk) photos(kind string, id int64) ([]doc.Photo, error) {
	list, err := d.store.Attachments(kind, id)
	if err != nil {
		return nil, err
	}
	photos := []doc.Photo{}
	for _, a := range list {
		if a.MIME != "image/jpeg" && a.MIME != "image/png" {
			continue
		}
		data, err := d.printedPhoto(a)
		if err != nil {
			return nil, err
		}
		caption := a.Caption
		if caption == "" {
			caption = strings.TrimSuffix(a.Name, filepath.Ext(a.Name))
		}
		photos = append(photos, doc.Photo{Data: data, Caption: caption})
	}
	return photos, nil
}
