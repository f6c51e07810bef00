package store

import (
	"fmt"
	"strings"
	"unicode"

	"dudao/internal/office"
)

// twinQueries are what no two records should share, beyond what the tables
// themselves forbid: the same thing written in another way. The parameter is
// the day.
var twinQueries = []struct {
	what, kind, route string
	key               func(r *alertRun, text string) string
	sql               string
}{
	{"学校名称", "school", "/schools/%d", (*alertRun).plainName, `SELECT id, name AS text, name AS title, id AS school_id FROM schools WHERE deleted_at IS NULL AND ?1 <> '' ORDER BY id`},
	{"学校电话", "school", "/schools/%d", (*alertRun).digits, `SELECT s.id, s.phone AS text, s.name AS title, s.id AS school_id FROM schools s WHERE s.phone <> '' AND ` + openNow + ` ORDER BY s.id`},
	{"督学手机", "inspector", "/inspectors/%d", (*alertRun).digits, `SELECT id, mobile AS text, name AS title, 0 AS school_id FROM inspectors WHERE deleted_at IS NULL AND state = '在聘' AND mobile <> '' AND ?1 <> '' ORDER BY id`},
	{"督学证号", "inspector", "/inspectors/%d", (*alertRun).plainCode, `SELECT id, certificate AS text, name AS title, 0 AS school_id FROM inspectors WHERE deleted_at IS NULL AND certificate <> '' AND ?1 <> '' ORDER BY id`},
	{"文号", "notice", "/notices/%d", (*alertRun).plainCode, `SELECT id, doc_number AS text, kind || ' ' || number AS title, COALESCE(school_id, 0) AS school_id FROM notices WHERE deleted_at IS NULL AND doc_number <> '' AND state <> '作废' AND ?1 <> '' ORDER BY id`},
}

// twins is C24. Each record is named once, with the first that it shares
// something with.
func (r *alertRun) twins() error {
	type place struct {
		kind string
		id   int64
	}
	said := map[place]*office.Alert{}
	order := []place{}
	for _, q := range twinQueries {
		rows := []struct {
			ID       int64  `db:"id"`
			Text     string `db:"text"`
			Title    string `db:"title"`
			SchoolID int64  `db:"school_id"`
		}{}
		if err := r.s.r.Select(&rows, q.sql, r.day); err != nil {
			return err
		}
		first := map[string]string{}
		for _, x := range rows {
			key := q.key(r, x.Text)
			if key == "" {
				continue
			}
			other, twice := first[key]
			if !twice {
				first[key] = x.Title
				continue
			}
			at := place{q.kind, x.ID}
			detail := fmt.Sprintf("%s与“%s”相同（%s）", q.what, other, x.Text)
			if a := said[at]; a != nil {
				a.Detail += "；" + detail
				continue
			}
			order = append(order, at)
			said[at] = &office.Alert{Title: x.Title, Detail: detail, Kind: q.kind, RecordID: x.ID, SchoolID: x.SchoolID, Route: fmt.Sprintf(q.route, x.ID)}
		}
	}
	for _, at := range order {
		r.add(office.AlertRed, *said[at])
	}
	return nil
}

// plainName is a school's name without the county before it and without blanks
// and brackets.
func (r *alertRun) plainName(name string) string {
	return strings.TrimPrefix(plain(name), plain(r.set.CountyName))
}

// plainCode is a number without the marks in it, in capitals.
func (r *alertRun) plainCode(code string) string { return strings.ToUpper(plain(code)) }

// shortestPhone is the fewest digits of a telephone number; fewer say nothing.
const shortestPhone = 7

func (r *alertRun) digits(phone string) string {
	out := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, plain(phone))
	if len(out) < shortestPhone {
		return ""
	}
	return out
}

// plain keeps letters and digits, full-width ones as the usual.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '！' && c <= '～' {
			c -= '！' - '!'
		}
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return -1
	}, text)
}
