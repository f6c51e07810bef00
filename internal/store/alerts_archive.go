package store

import (
	"fmt"

	"dudao/internal/office"
)

const (
	archiveRoute = "/archive"
	boxRoute     = "/archive/boxes"
)

// archive is C22: 件号 with a gap or twice, boxes that mix or whose 备考表 is not
// written, papers without a page count, and a year not filed in time.
func (r *alertRun) archive() error {
	for _, look := range []func() error{r.brokenNumbers, r.mixedBoxes, r.unwrittenReferences, r.uncountedPapers, r.unfiledYear} {
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

// addArchive notes an alert; period keeps several about one record apart.
func (r *alertRun) addArchive(title, detail, period, kind string, id int64, route string) {
	r.add(office.AlertWarn, office.Alert{Title: title, Detail: detail, Kind: kind, RecordID: id, Route: route, Period: period})
}

func (r *alertRun) brokenNumbers() error {
	rows := []struct {
		ID        int64  `db:"id"`
		Year      int    `db:"year"`
		Retention string `db:"retention"`
		Unit      string `db:"unit"`
		N         int    `db:"n"`
		Distinct  int    `db:"distinct_n"`
		Last      int    `db:"last"`
	}{}
	err := r.s.r.Select(&rows, `SELECT id, year, retention, unit, n, distinct_n, last FROM (`+brokenClasses+`) ORDER BY 2, 3, 4`)
	for _, x := range rows {
		said := ""
		if n := x.Last - x.Distinct; n > 0 {
			said = fmt.Sprintf("漏号 %d 个", n)
		}
		if n := x.N - x.Distinct; n > 0 {
			if said != "" {
				said += "，"
			}
			said += fmt.Sprintf("重号 %d 个", n)
		}
		name := fmt.Sprintf("%d-%s-%s", x.Year, x.Retention, x.Unit)
		r.addArchive(name, "件号"+said, "件号", "archive_item", x.ID, archiveRoute)
	}
	return err
}

func (r *alertRun) mixedBoxes() error {
	rows := []struct {
		ID     int64  `db:"id"`
		Year   int    `db:"year"`
		Number string `db:"number"`
		N      int    `db:"n"`
	}{}
	err := r.s.r.Select(&rows, `SELECT b.id, b.year, b.number, count(*) AS n FROM archive_boxes b JOIN archive_items a ON a.box_id = b.id
		WHERE b.deleted_at IS NULL AND a.deleted_at IS NULL AND (a.year <> b.year OR a.retention <> b.retention OR a.unit <> b.unit) GROUP BY b.id ORDER BY b.year, length(b.number), b.number`)
	for _, x := range rows {
		r.addArchive(boxName(x.Year, x.Number), fmt.Sprintf("混装：%d 件的年度、保管期限或机构与本盒不同", x.N), "混装", "archive_box", x.ID, boxRoute)
	}
	return err
}

func boxName(year int, number string) string { return fmt.Sprintf("%d 年第 %s 盒", year, number) }

// unwrittenReferences speaks of a year's boxes at once: they are gone through in
// one go.
func (r *alertRun) unwrittenReferences() error {
	rows := []struct {
		ID   int64 `db:"id"`
		Year int   `db:"year"`
		N    int   `db:"n"`
	}{}
	err := r.s.r.Select(&rows, `SELECT min(b.id) AS id, b.year, count(*) AS n FROM archive_boxes b WHERE b.deleted_at IS NULL AND (b.arranged_by = '' OR b.arranged_on = '' OR b.checked_by = '' OR b.checked_on = '')
		AND EXISTS (SELECT 1 FROM archive_items a WHERE a.box_id = b.id AND a.deleted_at IS NULL) GROUP BY b.year ORDER BY b.year`)
	for _, x := range rows {
		r.addArchive(fmt.Sprintf("%d 年档案盒", x.Year), fmt.Sprintf("%d 盒的备考表没有写全整理人、检查人和日期", x.N), "备考表", "archive_box", x.ID, boxRoute)
	}
	return err
}

func (r *alertRun) uncountedPapers() error {
	rows := []struct {
		ID   int64 `db:"id"`
		Year int   `db:"year"`
		N    int   `db:"n"`
	}{}
	err := r.s.r.Select(&rows, `SELECT min(id) AS id, year, count(*) AS n FROM archive_items WHERE deleted_at IS NULL AND pages = 0 GROUP BY year ORDER BY year`)
	for _, x := range rows {
		r.addArchive(fmt.Sprintf("%d 年归档文件", x.Year), fmt.Sprintf("%d 件没有填页数", x.N), "页数", "archive_item", x.ID, archiveRoute)
	}
	return err
}

// unfiledYear: after the month of the rule, last year's papers lie in no box, or
// none was filed though there were visits.
func (r *alertRun) unfiledYear() error {
	year := r.day.Year() - 1
	due := office.NewDate(year+1, r.number(office.RuleFilingMonth)+1, 1).AddDays(-1)
	if r.day <= due {
		return nil
	}
	var n, loose, visits int
	if err := r.s.r.Get(&n, `SELECT count(*) FROM archive_items WHERE deleted_at IS NULL AND year = ?`, year); err != nil {
		return err
	}
	if err := r.s.r.Get(&loose, `SELECT count(*) FROM archive_items WHERE deleted_at IS NULL AND year = ? AND box_id IS NULL`, year); err != nil {
		return err
	}
	if err := r.s.r.Get(&visits, `SELECT count(*) FROM (SELECT 1 FROM visits WHERE deleted_at IS NULL AND date >= ? AND date <= ? LIMIT 1)`, office.NewDate(year, 1, 1), office.NewDate(year, 12, 31)); err != nil {
		return err
	}
	said := ""
	switch {
	case n == 0 && visits > 0:
		said = "还没有归档文件"
	case loose > 0:
		said = fmt.Sprintf("%d 件没有装盒", loose)
	default:
		return nil
	}
	r.add(office.AlertWarn, office.Alert{Title: fmt.Sprintf("%d 年度归档", year), Detail: fmt.Sprintf("%s，应于 %s 前完成", said, due), Kind: "archive_item", Route: archiveRoute,
		Period: fmt.Sprint(year), Day: due, Days: r.day.Sub(due)})
	return nil
}
