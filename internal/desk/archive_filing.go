package desk

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// The sources of a FilingRow.
const (
	filingPaper = "文书" // a paper of the program
	filingFile  = "附件" // an attachment of a record
	filingDisk  = "文件" // a file on the PC
)

// FilingRow is a paper that is not in the archive yet, with what it would be filed
// by. The clerk may change all of it before it is kept.
type FilingRow struct {
	Source string `json:"source"`
	Group  string `json:"group"` // the form, the kind of record or the folder
	Form   string `json:"form"`
	Key    string `json:"key"`
	Kind   string `json:"kind"`
	ID     int64  `json:"id"`
	Path   string `json:"path"`
	File   string `json:"file"` // the file's name

	Title     string      `json:"title"`
	DocNumber string      `json:"docNumber"`
	Author    string      `json:"author"`
	DatedOn   office.Date `json:"datedOn"`
	Rough     bool        `json:"rough"` // the day is only guessed
	Unit      string      `json:"unit"`
	Retention string      `json:"retention"`
	Pages     int         `json:"pages"` // 0: counted when it is filed
	HasPaper  bool        `json:"hasPaper"`
}

// UnfiledInput names a span (2026-03, 2025-2026-1 or 2026) and which papers of it:
// 文书 or 附件; Photos also lists the photos among the attachments.
type UnfiledInput struct {
	Span   string `json:"span"`
	Source string `json:"source"`
	Photos bool   `json:"photos"`
}

// FilingList is what could be filed.
type FilingList struct {
	Title   string      `json:"title"`
	Rows    []FilingRow `json:"rows"`
	Skipped []string    `json:"skipped"` // files that cannot be kept, and why
}

// Unfiled lists the papers of a span that are not in the archive.
func (a *Archive) Unfiled(in UnfiledInput) (out FilingList, err error) {
	defer caught(&err)
	out = FilingList{Rows: []FilingRow{}, Skipped: []string{}}
	span, err := a.d.store.Span(in.Span)
	if err != nil {
		return out, err
	}
	b, err := a.d.filingBook()
	if err != nil {
		return out, err
	}
	out.Title = span.Chinese()
	period := span.Of(b.set.MonthBoundary)
	if in.Source == filingFile {
		out.Rows, err = b.files(period, in.Photos)
		return out, err
	}
	out.Rows, err = b.papers(period)
	return out, err
}

// filingBook is what papers are filed by.
type filingBook struct {
	d     *Desk
	set   office.Settings
	rules []office.RetentionRule
	forms map[string]form
}

func (d *Desk) filingBook() (b filingBook, err error) {
	b = filingBook{d: d, forms: map[string]form{}}
	for _, f := range forms() {
		b.forms[f.Key] = f
	}
	if b.set, err = d.store.Settings(); err != nil {
		return b, err
	}
	b.rules, err = d.store.RetentionRules()
	return b, err
}

// papers lists the papers of the forms in the 保管期限表, form by form.
func (b filingBook) papers(p office.Period) ([]FilingRow, error) {
	rows := []FilingRow{}
	for _, rule := range b.rules {
		f, known := b.forms[rule.Form]
		if !known {
			continue
		}
		kind, list, err := b.d.store.FilablePapers(rule.Form, p)
		if err != nil {
			return rows, err
		}
		list = append(list, b.yearly(f, p)...)
		filed, err := b.d.store.FiledKeys(rule.Form)
		if err != nil {
			return rows, err
		}
		for _, x := range list {
			if filed[x.Key] || x.DatedOn > b.d.store.Today() {
				continue
			}
			rows = append(rows, FilingRow{Source: filingPaper, Group: f.Title, Form: rule.Form, Key: x.Key, Kind: kind, ID: x.ID, Title: b.title(f, x),
				DocNumber: x.DocNumber, Author: b.set.OfficeName, DatedOn: x.DatedOn, Unit: rule.Unit, Retention: rule.Retention, HasPaper: true})
		}
	}
	return rows, nil
}

// title names a paper in the catalogue: its own title, or whose it is and what.
func (b filingBook) title(f form, x store.FilablePaper) string {
	if x.Title != "" {
		return x.Title
	}
	if m := office.Month(x.Name); m.Valid() {
		return b.set.CountyName + m.Chinese() + strings.TrimPrefix(f.Title, "月")
	}
	return x.Name + f.Title
}

// yearly is a paper of people and places as they stood at the end of a year, filed
// once for each year that ends in the period.
func (b filingBook) yearly(f form, p office.Period) []store.FilablePaper {
	list := []store.FilablePaper{}
	if f.Kind != "zone" {
		return list
	}
	for year := p.From.Year(); year <= p.Last().Year(); year++ {
		if day := office.NewDate(year, 12, 31); p.Has(day) {
			list = append(list, store.FilablePaper{Key: string(day), Title: fmt.Sprintf("%s%d年%s", b.set.CountyName, year, f.Title), DatedOn: day})
		}
	}
	return list
}

// formOfOwner is the paper beside which the files of a record are kept.
var formOfOwner = map[string]string{
	"visit": "visit", "lesson": "lesson", "inquiry": "inquiry", "finding": "handling", "notice": office.FormRectify, "complaint": "complaint",
	"meeting": office.FormMinutes, "publication": office.FormPublicNotice, "training": "training_record", "tenure": "tenure_decision",
	"inspection": office.FormInspectionReport, "inspection_unit": office.FormUnitLetter, "assessment": "assessment_summary", "plan": "plan_year",
}

// files lists the attachments of records that are not in the archive.
func (b filingBook) files(p office.Period, photos bool) ([]FilingRow, error) {
	rows := []FilingRow{}
	list, err := b.d.store.UnfiledFiles(p, photos)
	for _, a := range list {
		guess := office.GuessFile(a.Name)
		row := FilingRow{Source: filingFile, Group: store.KindNames[a.OwnerKind], Kind: "attachment", ID: a.ID, Key: strconv.FormatInt(a.ID, 10), File: a.Name,
			Title: a.Caption, DocNumber: guess.DocNumber, Author: b.set.OfficeName, DatedOn: a.DatedOn, Pages: a.Pages, HasPaper: true}
		if row.Title == "" {
			row.Title = b.d.store.Title(a.OwnerKind, a.OwnerID) + " " + firstNotEmpty(a.Role, guess.Title)
		}
		if row.DatedOn == "" {
			row.DatedOn, row.Rough = p.From, true
		}
		b.place(&row, formOfOwner[a.OwnerKind])
		if a.OwnerKind == "archive_box" { // it was scanned out of that box
			box, err := b.d.store.Box(a.OwnerID)
			if err != nil {
				return rows, err
			}
			row.Unit, row.Retention = box.Unit, box.Retention
		}
		rows = append(rows, row)
	}
	return rows, err
}

func firstNotEmpty(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// place gives a row its 机构（问题） and 保管期限: by the form it lies beside, else by
// the words of its title.
func (b filingBook) place(row *FilingRow, form string) {
	for _, r := range b.rules {
		if form != "" && r.Form == form {
			row.Unit, row.Retention = r.Unit, r.Retention
			return
		}
	}
	if r, ok := office.GuessKeeping(row.Title, b.rules); ok {
		row.Unit, row.Retention = r.Unit, r.Retention
		return
	}
	row.Unit, row.Retention = "ZH", office.Keep10
	if len(b.rules) > 0 {
		row.Unit = b.rules[0].Unit
	}
}
