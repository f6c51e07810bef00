package store

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// UploadRow is one line of the queue of what is to be entered in a platform.
type UploadRow struct {
	ID          int64       `json:"id"` // of the line: kind and record together
	Kind        string      `db:"kind" json:"kind"`
	KindTitle   string      `json:"kindTitle"`
	RecordID    int64       `db:"record_id" json:"recordId"`
	Date        office.Date `db:"date" json:"date"`
	Title       string      `json:"title"`
	School      string      `db:"school" json:"school"`
	Zone        string      `db:"zone" json:"zone"`
	InspectorID int64       `db:"inspector_id" json:"inspectorId"`
	Inspector   string      `db:"inspector" json:"inspector"`
	State       string      `json:"state"`
	DueOn       office.Date `json:"dueOn"`
	Late        int         `json:"late"` // days past DueOn, of one not entered
	UploadedOn  office.Date `db:"uploaded_on" json:"uploadedOn"`
	Receipt     string      `db:"receipt" json:"receipt"`
	Changed     []string    `json:"changed"` // titles of the fields changed since
}

// UploadSum is how many records of a kind there are, and how many were entered.
type UploadSum struct {
	Kind     string `db:"kind" json:"kind"`
	Title    string `db:"-" json:"title"`
	Due      int    `db:"due" json:"due"`
	Uploaded int    `db:"uploaded" json:"uploaded"`
}

// UploadPage is one page of the queue.
type UploadPage struct {
	Rows     []UploadRow `json:"rows"`
	Total    int         `json:"total"`
	Platform int64       `json:"platform"` // the one that is shown, 0 when there is none
	Sums     []UploadSum `json:"sums"`     // by kind, whatever kind and state are asked for
}

// uploadRecords select the records of each kind that a platform takes, with the
// day they count from. ?1 is today: schools have no day of their own; ?3 and ?4 are
// the days asked for, here so that each kind's own index serves them.
var uploadRecords = map[string]string{
	// The lines of a month's plan are due when the month begins.
	office.UploadPlan: `SELECT 'plan' AS kind, l.id AS record_id, l.month || '-01' AS date, l.school_id, l.inspector_id FROM plan_lines l WHERE l.deleted_at IS NULL AND l.state <> '取消'
		AND l.month >= substr(?3, 1, 7) AND l.month || '-01' BETWEEN ?3 AND min(?1, ?4)`,
	office.UploadVisit: `SELECT 'visit' AS kind, v.id AS record_id, v.date AS date, v.school_id, v.inspector_id FROM visits v WHERE v.date BETWEEN ?3 AND ?4 AND ` + counted,
	office.UploadNotice: `SELECT 'notice' AS kind, n.id AS record_id, n.date AS date, COALESCE(n.school_id, 0) AS school_id, COALESCE(n.inspector_id, 0) AS inspector_id FROM notices n
		WHERE n.deleted_at IS NULL AND n.kind IN ('整改通知书', '协商意见书') AND n.state NOT IN ('草稿', '作废') AND n.date BETWEEN ?3 AND ?4`,
	office.UploadLesson: `SELECT 'lesson' AS kind, l.id AS record_id, l.date AS date, l.school_id, l.inspector_id FROM lessons l WHERE l.deleted_at IS NULL AND l.date BETWEEN ?3 AND ?4`,
	office.UploadSchool: `SELECT 'school' AS kind, s.id AS record_id, ?1 AS date, s.id AS school_id, 0 AS inspector_id FROM schools s WHERE ?1 BETWEEN ?3 AND ?4 AND ` + openNow,
}

const zoneOfRecord = `(SELECT z.name FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = r.school_id AND zv.valid_from <= r.date AND (zv.valid_to = '' OR zv.valid_to > r.date))`

var uploadSorts = map[string]string{
	"date": "r.date", "kindTitle": "r.kind", "school": "s.sort_key", "inspector": "i.sort_key", "uploadedOn": "u.uploaded_on",
}

// uploadQuery is one question to the queue.
type uploadQuery struct {
	s        *Store
	platform office.Platform
	day      office.Date
	limit    int // days within which a record is entered
	from     string
	c        conditions
}

// changedSince is the condition that the record may have been changed after it
// was entered: what stands in the change log since. A notice also speaks of its
// findings.
const changedSince = `(EXISTS (SELECT 1 FROM changes h WHERE h.root_kind = CASE r.kind WHEN 'plan' THEN 'plan_line' ELSE r.kind END AND h.root_id = r.record_id AND h.set_id > u.set_id)
	OR r.kind = 'notice' AND EXISTS (SELECT 1 FROM notice_findings x CROSS JOIN changes h WHERE x.notice_id = r.record_id AND h.root_kind = 'finding' AND h.root_id = x.finding_id AND h.set_id > u.set_id))`

// Uploads lists the records that belong into a platform, newest first. Filters:
// platform (id; the first in use without it), kind, state (未上报, 已上报, 有变动),
// from, to (days), zone (name), inspector (id).
func (s *Store) Uploads(q ListQuery) (UploadPage, error) {
	page := UploadPage{Rows: []UploadRow{}, Sums: []UploadSum{}}
	u, err := s.uploadQuery(q)
	if err != nil || u.platform.ID == 0 {
		return page, err
	}
	page.Platform = u.platform.ID
	if err := u.sums(&page); err != nil {
		return page, err
	}
	if k := q.Filters["kind"]; k != "" {
		u.c.add("r.kind = ?", k)
	}
	switch q.Filters["state"] {
	case office.UploadOpen:
		u.c.add("u.id IS NULL")
	case office.UploadDone:
		u.c.add("u.id IS NOT NULL")
	case office.UploadChanged:
		return page, u.changed(q, &page)
	}
	if err := s.r.Get(&page.Total, "SELECT count(*)"+u.from+u.c.where(), u.c.args...); err != nil {
		return page, err
	}
	page.Rows, err = u.rows(q)
	return page, err
}

// uploadQuery prepares the question; platform has ID 0 when there is none.
func (s *Store) uploadQuery(q ListQuery) (u uploadQuery, err error) {
	u.s = s
	platforms, err := s.Platforms()
	if err != nil {
		return u, err
	}
	for _, p := range platforms {
		if id := q.Filters["platform"]; u.platform.ID == 0 && (id == "" && p.State == office.PlatformStates[0] || id == strconv.FormatInt(p.ID, 10)) {
			u.platform = p
		}
	}
	if u.platform.ID == 0 {
		return u, nil
	}
	if u.day, err = s.AsOf(); err != nil {
		return u, err
	}
	days, err := s.Rule(office.RuleUploadDays, u.day)
	if err != nil {
		return u, err
	}
	u.limit = int(days)
	kinds := []string{}
	for _, k := range u.platform.Kinds() {
		kinds = append(kinds, uploadRecords[k])
	}
	if len(kinds) == 0 {
		return uploadQuery{}, nil
	}
	u.from = ` FROM (` + strings.Join(kinds, " UNION ALL ") + `) r LEFT JOIN uploads u ON u.platform_id = ?2 AND u.kind = r.kind AND u.record_id = r.record_id
		LEFT JOIN schools s ON s.id = r.school_id LEFT JOIN inspectors i ON i.id = r.inspector_id`
	u.c.args = []any{u.day, u.platform.ID, max(string(u.platform.StartsOn), q.Filters["from"]), cmp.Or(q.Filters["to"], "9999-12-31")}
	u.c.number(q, "inspector", "r.inspector_id")
	if t := strings.TrimSpace(q.Text); t != "" {
		like := "%" + strings.NewReplacer("%", "", "_", "").Replace(t) + "%"
		u.c.add("(s.name LIKE ? OR s.pinyin LIKE ? OR i.name LIKE ? OR i.pinyin LIKE ? OR u.receipt LIKE ?)", like, like, like, like, like)
	}
	return u, u.c.inZone(s.r, q, "r.school_id", "r.date")
}

func (u *uploadQuery) sums(page *UploadPage) error {
	if err := u.s.r.Select(&page.Sums, "SELECT r.kind, count(*) AS due, count(u.id) AS uploaded"+u.from+u.c.where()+" GROUP BY r.kind", u.c.args...); err != nil {
		return err
	}
	for i := range page.Sums {
		k, _ := office.UploadKindOf(page.Sums[i].Kind)
		page.Sums[i].Title = k.Title
	}
	order := u.platform.Kinds()
	slices.SortFunc(page.Sums, func(a, b UploadSum) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return nil
}

type uploadLine struct {
	UploadRow
	Image   *string `db:"image"`
	Suspect bool    `db:"suspect"`
}

// rows reads the lines that the conditions leave, of one page when q says so.
func (u *uploadQuery) rows(q ListQuery) ([]UploadRow, error) {
	lines := []uploadLine{}
	const standard, tie = "r.kind = 'school', r.date DESC, r.kind", "r.record_id DESC"
	order, limit := q.order(uploadSorts, standard, tie)
	again, _ := ListQuery{Sort: q.Sort, Desc: q.Desc}.order(uploadSorts, standard, tie)
	// The page's records come first: the costly columns are made for its rows only.
	if err := u.s.r.Select(&lines, `SELECT r.kind, r.record_id, r.date, COALESCE(s.name, '') AS school, COALESCE(`+zoneOfRecord+`, '') AS zone, r.inspector_id, COALESCE(i.name, '') AS inspector,
		COALESCE(u.uploaded_on, '') AS uploaded_on, COALESCE(u.receipt, '') AS receipt, u.image, u.id IS NOT NULL AND `+changedSince+` AS suspect
		FROM (SELECT r.kind, r.record_id, r.date, r.school_id, r.inspector_id, u.id AS upload`+u.from+u.c.where()+order+`) r
		LEFT JOIN uploads u ON u.id = r.upload LEFT JOIN schools s ON s.id = r.school_id LEFT JOIN inspectors i ON i.id = r.inspector_id`+again,
		append(slices.Clone(u.c.args), limit...)...); err != nil {
		return nil, err
	}
	if err := u.compare(lines); err != nil {
		return nil, err
	}
	rows := make([]UploadRow, 0, len(lines))
	for _, l := range lines {
		u.finish(&l)
		rows = append(rows, l.UploadRow)
	}
	return rows, nil
}

// compare finds the fields changed since, of the lines that may be.
func (u *uploadQuery) compare(lines []uploadLine) error {
	suspects := map[string][]int64{}
	for _, l := range lines {
		if l.Suspect {
			suspects[l.Kind] = append(suspects[l.Kind], l.RecordID)
		}
	}
	for kind, ids := range suspects {
		strips, err := u.s.strips(u.s.r, u.platform, kind, ids)
		if err != nil {
			return err
		}
		for i := range lines {
			if l := &lines[i]; l.Suspect && l.Kind == kind && l.Image != nil {
				was := office.StripImage{}
				if err := json.Unmarshal([]byte(*l.Image), &was); err != nil {
					return err
				}
				l.Changed = was.Compare(strips[l.RecordID])
			}
		}
	}
	return nil
}

func (u *uploadQuery) finish(l *uploadLine) {
	k, _ := office.UploadKindOf(l.Kind)
	l.ID = office.UploadKey(l.Kind, l.RecordID)
	l.KindTitle, l.Title = k.Title, u.s.Title(k.Root, l.RecordID)
	l.DueOn = l.Date.AddDays(u.limit)
	switch {
	case l.UploadedOn == "":
		l.State, l.Late = office.UploadOpen, max(0, u.day.Sub(l.DueOn))
	case len(l.Changed) > 0:
		l.State = office.UploadChanged
	default:
		l.State = office.UploadDone
	}
	if l.Kind == office.UploadSchool {
		l.Late, l.DueOn, l.Date = 0, "", "" // schools are no work of a day
	}
	if l.Changed == nil {
		l.Changed = []string{}
	}
}

// changed lists those that were changed after they were entered: the candidates
// of the change log are compared, and only then counted.
func (u *uploadQuery) changed(q ListQuery, page *UploadPage) error {
	u.c.add("u.id IS NOT NULL AND " + changedSince)
	all, err := u.rows(ListQuery{Sort: q.Sort, Desc: q.Desc})
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(r UploadRow) bool { return len(r.Changed) == 0 })
	page.Total = len(all)
	if q.Size > 0 {
		first := min(q.Size*(max(1, q.Page)-1), len(all))
		all = all[first:min(first+q.Size, len(all))]
	}
	page.Rows = all
	return nil
}
