package desk

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"time"

	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/report"
	"dudao/internal/store"
)

// IssuedReport is a sealed report (签发) as the screen lists it.
type IssuedReport struct {
	ID         int64       `json:"id"`
	Number     string      `json:"number"`
	Kind       string      `json:"kind"`
	Span       string      `json:"span"`
	Name       string      `json:"name"` // of the span: 2026年3月
	Zone       string      `json:"zone"`
	Title      string      `json:"title"`
	IssuedOn   office.Date `json:"issuedOn"`
	Hash       string      `json:"hash"`
	Pages      int         `json:"pages"`
	Later      int         `json:"later"` // records that changed since, 封存后新增
	VoidedOn   office.Date `json:"voidedOn"`
	VoidReason string      `json:"voidReason"`
}

// Issue seals a report: it gets its number, and its figures and both
// files are kept as they are now.
func (r *Reports) Issue(in ReportInput) (out IssuedReport, err error) {
	defer caught(&err)
	span, err := r.d.store.Span(in.Span)
	if err != nil {
		return out, err
	}
	row, err := r.d.store.IssueReport(span, in.Zone, func(number string, place int) (issue store.Issue, err error) {
		m, err := r.d.monthReport(in)
		if err != nil {
			return issue, err
		}
		if len(m.Book.This.Visits) == 0 {
			return issue, office.Invalid("%s没有督导记录，不能签发。请先录入或导入。", span.Chinese())
		}
		if span.Kind == office.SpanMonth {
			m.Number = fmt.Sprintf("%s年第%d期", span.Key[:4], place)
		}
		issue = store.Issue{Title: m.Title(), Figures: m.Report.Figures}
		pdf, err := r.d.printMonth(m, formatPDF)
		if err != nil {
			return issue, err
		}
		xlsx, err := r.d.printMonth(m, formatXLSX)
		if err != nil {
			return issue, err
		}
		issue.Pages = pdf.pages
		if issue.PDF, _, err = r.d.vault.Put(bytes.NewReader(pdf.bytes)); err != nil {
			return issue, err
		}
		issue.XLSX, _, err = r.d.vault.Put(bytes.NewReader(xlsx.bytes))
		return issue, err
	})
	if err != nil {
		return out, err
	}
	return r.d.issuedRow(row)
}

func (d *Desk) issuedRow(r store.IssuedReport) (IssuedReport, error) {
	span, err := d.store.Span(r.Period)
	return IssuedReport{ID: r.ID, Number: r.Number, Kind: r.Kind, Span: r.Period, Name: span.Chinese(), Zone: r.Zone, Title: r.Title, IssuedOn: localDay(r.IssuedAt),
		Hash: r.Seal, Pages: r.Pages, VoidedOn: localDay(r.VoidedAt), VoidReason: r.VoidReason}, err
}

// localDay is the calendar day of a stored moment on this PC.
func localDay(moment string) office.Date {
	t, err := time.Parse(time.RFC3339Nano, moment)
	if err != nil {
		return ""
	}
	return office.DateOf(t.Local())
}

// Issued lists the sealed reports, newest first.
func (r *Reports) Issued() (list []IssuedReport, err error) {
	defer caught(&err)
	return r.d.issued("", "*")
}

// issued lists sealed reports of a span and zone, "" for every span and * for
// every zone, with the number of records changed since.
func (d *Desk) issued(span, zone string) ([]IssuedReport, error) {
	rows, err := d.store.IssuedReports(span)
	if err != nil {
		return nil, err
	}
	books := map[string]office.MonthBook{}
	list := []IssuedReport{}
	for _, row := range rows {
		if zone != "*" && row.Zone != zone {
			continue
		}
		out, err := d.issuedRow(row)
		if err != nil {
			return nil, err
		}
		if row.VoidedAt == "" {
			book, ok := books[row.Period]
			if !ok {
				if book, err = d.store.MonthBook(row.Period); err != nil {
					return nil, err
				}
				books[row.Period] = book
			}
			later, err := d.later(row, book)
			if err != nil {
				return nil, err
			}
			out.Later = len(later)
		}
		list = append(list, out)
	}
	return list, nil
}

// later compares a sealed report with the records as they are now.
func (d *Desk) later(row store.IssuedReport, book office.MonthBook) ([]office.LaterRecord, error) {
	sealed, err := row.SealedFigures()
	if err != nil {
		return nil, err
	}
	changed := map[string][]int64{}
	for _, kind := range []string{"visit", "finding", "complaint"} {
		if changed[kind], err = d.store.Changed(kind, sealed.RecordsOf(kind), row.IssuedAt); err != nil {
			return nil, err
		}
	}
	return office.Later(sealed, book.In(row.Zone).Compose().Figures, changed), nil
}

// Later lists the records that came into the period or changed after the seal
// (封存后新增).
func (r *Reports) Later(id int64) (out FigureRecords, err error) {
	defer caught(&err)
	row, err := r.d.store.IssuedReport(id)
	if err != nil {
		return out, err
	}
	book, err := r.d.store.MonthBook(row.Period)
	if err != nil {
		return out, err
	}
	records, err := r.d.later(row, book)
	if err != nil {
		return out, err
	}
	d := report.Later(records, r.d.store.Title)
	return FigureRecords{Figure: office.Count(d.Key, d.Title, "条", d.Basis, d.Kind, d.IDs), Title: d.Title, Head: d.Head, Rows: d.Rows, IDs: d.IDs, Kind: d.Kind}, nil
}

// VoidInput names a sealed report and why it is void.
type VoidInput struct {
	ID     int64  `json:"id"`
	Reason string `json:"reason"`
}

// Void voids a sealed report (作废); it stays in the list with the reason.
func (r *Reports) Void(in VoidInput) (err error) {
	defer caught(&err)
	if strings.TrimSpace(in.Reason) == "" {
		return &office.Error{Code: office.CodeInvalid, Message: "请写明作废的原因。", Fields: map[string]string{"reason": "请写明作废的原因"}}
	}
	return done(r.d, r.d.store.VoidReport(in.ID, strings.TrimSpace(in.Reason)))
}

// IssuedInput names a sealed report and one of its files, pdf or xlsx; an empty
// path asks for one.
type IssuedInput struct {
	ID     int64  `json:"id"`
	Format string `json:"format"`
	Path   string `json:"path"`
}

// PreviewIssued shows the sealed PDF, byte for byte.
func (r *Reports) PreviewIssued(id int64) (out PreviewFile, err error) {
	defer caught(&err)
	p, err := r.d.sealed(IssuedInput{ID: id, Format: formatPDF})
	return r.d.preview(p, err)
}

// OpenIssued shows the sealed PDF in the PC's own program.
func (r *Reports) OpenIssued(id int64) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.sealed(IssuedInput{ID: id, Format: formatPDF})
	if err != nil {
		return out, err
	}
	return r.d.openPrinted(p)
}

// SaveIssued writes one of a sealed report's files, byte for byte.
func (r *Reports) SaveIssued(in IssuedInput) (out SavedFile, err error) {
	defer caught(&err)
	p, err := r.d.sealed(in)
	if err != nil {
		return out, err
	}
	return r.d.savePrinted(p, in.Path)
}

// sealed reads a sealed file and refuses one that is not what was sealed.
func (d *Desk) sealed(in IssuedInput) (printed, error) {
	row, err := d.store.IssuedReport(in.ID)
	if err != nil {
		return printed{}, err
	}
	sha := row.PDF
	if in.Format == formatXLSX {
		sha = row.XLSX
	}
	if _, err := row.SealedFigures(); err != nil {
		return printed{}, err
	}
	if err := d.vault.Verify(sha); err != nil {
		return printed{}, err
	}
	f, err := d.vault.Open(sha)
	if err != nil {
		return printed{}, err
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	format := formatPDF
	if in.Format == formatXLSX {
		format = formatXLSX
	}
	return printed{name: FileName(row.Title+"（"+row.Number+"）") + "." + format, bytes: b, pages: row.Pages, warnings: []string{}, standIns: []paper.StandIn{}}, err
}
