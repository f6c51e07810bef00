package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// ReportTexts returns the parts of a span's report that the clerk has written in
// her own words, by their keys.
func (s *Store) ReportTexts(span office.Span, zone string) (map[string]string, error) {
	return reportTexts(s.r, span.Kind, span.Key, zone)
}

func reportTexts(g getter, kind, period, zone string) (map[string]string, error) {
	rows := []struct {
		Part string `db:"part"`
		Text string `db:"text"`
	}{}
	texts := map[string]string{}
	err := g.Select(&rows, `SELECT part, text FROM report_texts WHERE kind = ? AND period = ? AND zone = ?`, kind, period, zone)
	for _, r := range rows {
		texts[r.Part] = r.Text
	}
	return texts, err
}

// SaveReportText keeps the clerk's own text of a part.
func (s *Store) SaveReportText(span office.Span, zone, part, text string) error {
	return s.write(Change{Action: "report.edit", Label: "改写" + span.Chinese() + zone + "督导报告"}, func(t *tx) error {
		return t.putReportText(span.Kind, span.Key, zone, part, text)
	})
}

func (t *tx) putReportText(kind, period, zone, part, text string) error {
	_, err := t.Exec(`INSERT INTO report_texts (kind, period, zone, part, text) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (kind, period, zone, part) DO UPDATE SET text = excluded.text`, kind, period, zone, part, text)
	return wrap(err, "报告文字")
}

// DropReportText brings the text written from the records back.
func (s *Store) DropReportText(span office.Span, zone, part string) error {
	return s.write(Change{Action: "report.reset", Label: "恢复" + span.Chinese() + zone + "督导报告的自动文字"}, func(t *tx) error {
		return t.dropReportText(span.Kind, span.Key, zone, part)
	})
}

func (t *tx) dropReportText(kind, period, zone, part string) error {
	_, err := t.Exec(`DELETE FROM report_texts WHERE kind = ? AND period = ? AND zone = ? AND part = ?`, kind, period, zone, part)
	return wrap(err, "报告文字")
}

// IssuedReport is a sealed report (签发的报告).
type IssuedReport struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"`
	Kind       string `db:"kind" json:"kind"`
	Period     string `db:"period" json:"period"`
	Zone       string `db:"zone" json:"zone"`
	Title      string `db:"title" json:"title"`
	IssuedAt   string `db:"issued_at" json:"issuedAt"`
	Figures    string `db:"figures" json:"-"` // JSON of office.Figures
	PDF        string `db:"pdf_sha256" json:"pdfSha256"`
	XLSX       string `db:"xlsx_sha256" json:"xlsxSha256"`
	Seal       string `db:"seal" json:"seal"`
	Pages      int    `db:"pages" json:"pages"`
	VoidedAt   string `db:"voided_at" json:"voidedAt"`
	VoidReason string `db:"void_reason" json:"voidReason"`
}

// seal is the hash over what a report said when it was issued.
func (r IssuedReport) seal() string {
	h := sha256.New()
	for _, part := range []string{r.Number, r.Kind, r.Period, r.Zone, r.Title, r.IssuedAt, r.Figures, r.PDF, r.XLSX} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Sealed tells whether the report is still what was sealed.
func (r IssuedReport) Sealed() bool { return r.Seal == r.seal() }

// SealedFigures returns the figures as they were when the report was issued.
func (r IssuedReport) SealedFigures() (office.Figures, error) {
	var fs office.Figures
	if err := json.Unmarshal([]byte(r.Figures), &fs); err != nil || !r.Sealed() {
		return nil, office.Errorf(office.CodeDamaged, "签发的报告 %s 与封存时不符，数据可能已损坏。请用备份核对。", r.Number)
	}
	return fs, nil
}

// Issue is what a report is sealed with once its number is known.
type Issue struct {
	Title     string
	Figures   office.Figures
	PDF, XLSX string // SHA-256 of the bytes in the vault
	Pages     int
}

// numberOf gives the counter and the beginning of the numbers of a span's
// reports: YB2026 月报, XQ2025-2026-1 学期报告, ND2026 年度报告.
func numberOf(span office.Span, zone string) (counter, prefix string) {
	switch span.Kind {
	case office.SpanTerm:
		prefix = "XQ" + span.Key
	case office.SpanYear:
		prefix = "ND" + span.Key
	default:
		prefix = "YB" + span.Key[:4]
	}
	return prefix + zone, prefix
}

// IssueReport seals a span's report. make is given the number and its place in
// the year; when it fails no number is used up.
func (s *Store) IssueReport(span office.Span, zone string, make func(number string, place int) (Issue, error)) (IssuedReport, error) {
	r := IssuedReport{Kind: span.Kind, Period: span.Key, Zone: zone}
	err := s.plain(func(t *sqlx.Tx) error {
		before := []string{}
		if err := t.Select(&before, `SELECT number FROM issued_reports WHERE kind = ? AND period = ? AND zone = ? AND voided_at = ''`, r.Kind, r.Period, r.Zone); err != nil {
			return err
		}
		if len(before) > 0 {
			return office.Errorf(office.CodeConflict, "%s的报告已经签发（%s）。要重新签发，请先作废原报告并写明原因。", span.Chinese(), before[0])
		}
		counter, prefix := numberOf(span, zone)
		place, err := (&tx{Tx: t, s: s}).next(counter)
		if err != nil {
			return err
		}
		r.Number = fmt.Sprintf("%s-%02d", prefix, place)
		if zone != "" {
			r.Number += "-" + zone
		}
		issue, err := make(r.Number, place)
		if err != nil {
			return err
		}
		figures, err := json.Marshal(issue.Figures)
		if err != nil {
			return err
		}
		r.Title, r.Figures, r.PDF, r.XLSX, r.Pages, r.IssuedAt = issue.Title, string(figures), issue.PDF, issue.XLSX, issue.Pages, s.moment()
		r.Seal = r.seal()
		res, err := t.NamedExec(`INSERT INTO issued_reports (number, kind, period, zone, title, issued_at, figures, pdf_sha256, xlsx_sha256, seal, pages)
			VALUES (:number, :kind, :period, :zone, :title, :issued_at, :figures, :pdf_sha256, :xlsx_sha256, :seal, :pages)`, r)
		if err != nil {
			return wrap(err, "报告")
		}
		if r.ID, err = res.LastInsertId(); err != nil {
			return err
		}
		return (&tx{Tx: t, s: s}).reindex()
	})
	return r, err
}

const issuedColumns = `SELECT id, number, kind, period, zone, title, issued_at, figures, pdf_sha256, xlsx_sha256, seal, pages, voided_at, void_reason FROM issued_reports `

// IssuedReports returns the reports sealed, newest first; key is of a span, ""
// for all.
func (s *Store) IssuedReports(key string) ([]IssuedReport, error) {
	rows := []IssuedReport{}
	err := s.r.Select(&rows, issuedColumns+`WHERE ? = '' OR period = ? ORDER BY id DESC`, key, key)
	return rows, err
}

// IssuedReport returns one sealed report.
func (s *Store) IssuedReport(id int64) (IssuedReport, error) {
	var r IssuedReport
	err := s.r.Get(&r, issuedColumns+`WHERE id = ?`, id)
	return r, wrap(err, "已签发的报告")
}

// VoidReport voids a sealed report (作废); it stays, and the month is free again.
func (s *Store) VoidReport(id int64, reason string) error {
	return s.plain(func(t *sqlx.Tx) error {
		res, err := t.Exec(`UPDATE issued_reports SET voided_at = ?, void_reason = ? WHERE id = ? AND voided_at = ''`, s.moment(), reason, id)
		if err != nil {
			return wrap(err, "报告")
		}
		if n, err := res.RowsAffected(); err != nil {
			return err
		} else if n == 1 {
			return (&tx{Tx: t, s: s}).reindex()
		}
		return office.Errorf(office.CodeNotFound, "这份报告不存在或已经作废，请刷新列表。")
	})
}

// Changed returns those of the records that were written after the moment.
func (s *Store) Changed(kind string, ids []int64, since string) ([]int64, error) {
	out := []int64{}
	if len(ids) == 0 {
		return out, nil
	}
	list, args := in(ids)
	err := s.r.Select(&out, `SELECT DISTINCT c.root_id FROM changes c JOIN change_sets s ON s.id = c.set_id
		WHERE c.root_kind = ? AND c.root_id IN `+list+` AND julianday(s.at) > julianday(?) ORDER BY c.root_id`, append(append([]any{kind}, args...), since)...)
	return out, err
}

// VisitID returns the id of the visit of the number, e.g. JL2026-0012.
func (s *Store) VisitID(number string) (int64, error) {
	var id int64
	err := s.r.Get(&id, `SELECT id FROM visits WHERE number = ? AND deleted_at IS NULL`, number)
	return id, wrap(err, "督导记录")
}
