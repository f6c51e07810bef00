package store

import (
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"
)

// Problem is one thing a health check found (体检).
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Check looks the records over: the database itself, and the rules that SQL
// alone cannot hold. No problem is an empty list.
func (s *Store) Check() ([]Problem, error) {
	problems, err := s.Sound()
	if err != nil {
		return nil, err
	}
	for _, c := range recordChecks {
		found := []string{}
		if err := s.r.Select(&found, c.sql, s.Today()); err != nil {
			return nil, fmt.Errorf("%s: %w", c.code, fileError(err, s.path))
		}
		for _, what := range found {
			problems = append(problems, Problem{c.code, fmt.Sprintf(c.message, what)})
		}
	}
	return problems, nil
}

// Sound looks the database over, its pages and keys; what the clerk wrote in it
// is no matter here.
func (s *Store) Sound() ([]Problem, error) {
	// A connection that has searched remembers how the index lay then, and the check
	// would take what was put together since for damage: it gets one of its own.
	fresh, err := connect(s.path, "_query_only=1", 1)
	if err != nil {
		return nil, err
	}
	defer fresh.Close()
	problems := []Problem{}
	pages, err := integrity(fresh)
	if err != nil {
		return nil, fileError(err, s.path)
	}
	if slices.ContainsFunc(pages, ofIndex) {
		problems = append(problems, Problem{IndexProblem, indexDamaged + indexMend + "。"})
	}
	for _, p := range pages {
		if p != "ok" && !ofIndex(p) {
			problems = append(problems, Problem{"database", "数据库有损坏的地方，请用备份恢复：" + p})
		}
	}
	rows, err := fresh.Queryx(`PRAGMA foreign_key_check`)
	if err != nil {
		return nil, fileError(err, s.path)
	}
	defer rows.Close()
	for rows.Next() {
		var table, parent string
		var row, key any
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return nil, fileError(err, s.path)
		}
		problems = append(problems, Problem{"key", fmt.Sprintf("%s 的第 %v 行指向不存在的 %s", table, row, parent)})
	}
	return problems, fileErrorOrNil(rows.Err(), s.path)
}

// integrity is what SQLite finds wrong in the file, at most 20 of a kind. An index so
// damaged that it ends the look is said, and the tables are looked at one by one.
func integrity(db *sqlx.DB) (found []string, err error) {
	err = db.Select(&found, `PRAGMA integrity_check(20)`)
	if !indexDamage(err) {
		return found, err
	}
	found = []string{err.Error()}
	tables := []string{}
	if err := db.Select(&tables, `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`); err != nil {
		return nil, err
	}
	for _, t := range tables {
		of := []string{}
		if err := db.Select(&of, `PRAGMA integrity_check('`+t+`')`); err != nil {
			return nil, err
		}
		found = append(found, of...)
	}
	return found, nil
}

// recordChecks each select the titles of the records that break a rule; the one
// parameter is today.
var recordChecks = []struct{ code, message, sql string }{
	{"future", "督导记录 %s 的日期在今天之后", `SELECT number || ' ' || date FROM visits WHERE deleted_at IS NULL AND date > ?1 AND state NOT IN ('计划', '已备案', '取消') LIMIT 20`},
	{"date", "督导记录 %s 的日期不是真实的日子", `SELECT number || ' ' || date FROM visits WHERE date(date) IS NOT date AND ?1 <> '' LIMIT 20`},
	{"overlap", "责任区划分 %s 的起止日期重叠", `SELECT a.number || ' 与 ' || b.number FROM zone_versions a JOIN zone_versions b ON a.id < b.id
		WHERE ?1 <> '' AND (a.valid_to = '' OR b.valid_from < a.valid_to) AND (b.valid_to = '' OR a.valid_from < b.valid_to)`},
	{"owner", "附件 %s 所属的督导记录不存在", `SELECT name FROM attachments a WHERE ?1 <> '' AND deleted_at IS NULL AND owner_kind = 'visit' AND NOT EXISTS (SELECT 1 FROM visits v WHERE v.id = a.owner_id) LIMIT 20`},
	{IndexProblem, "检索目录缺少 %s 条记录。" + indexMend + "。", `SELECT count(*) FROM visits v WHERE ?1 <> '' AND deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM search_docs d WHERE d.kind = 'visit' AND d.ref_id = v.id) HAVING count(*) > 0`},
	{"assignment", "学校 %s 同一时间有两名主责督学，请到“学校”里核对挂牌", `SELECT s.name FROM assignments a JOIN assignments b ON b.school_id = a.school_id AND b.id > a.id JOIN schools s ON s.id = a.school_id
		WHERE ?1 <> '' AND a.role = '主' AND b.role = '主' AND a.deleted_at IS NULL AND b.deleted_at IS NULL
		AND (a.ends_on = '' OR b.starts_on < a.ends_on) AND (b.ends_on = '' OR a.starts_on < b.ends_on) LIMIT 20`},
	{"round", "问题 %s 的台账日期与它当前的整改轮次不一致，请打开这个问题重新登记", `SELECT f.number FROM findings f JOIN rounds r ON r.finding_id = f.id AND r.number = (SELECT max(x.number) FROM rounds x WHERE x.finding_id = f.id)
		WHERE ?1 <> '' AND f.deleted_at IS NULL AND (f.due_on <> r.due_on OR f.reported_on <> r.reported_on OR f.recheck_on <> r.recheck_on OR f.closed_on <> r.closed_on) LIMIT 20`},
	{"proof", "问题 %s 已销号，但没有凭证：没有写原件存放处，也没有附件", `SELECT f.number FROM findings f JOIN rounds r ON r.finding_id = f.id
		WHERE ?1 <> '' AND f.deleted_at IS NULL AND r.closed_on <> '' AND r.proof = '' AND NOT (r.opened = '首次整改' AND r.reason <> '')
		AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.owner_kind = 'finding' AND a.owner_id = f.id AND a.deleted_at IS NULL) LIMIT 20`},
}

// countedKinds are the kinds whose rows a backup and a check count.
var countedKinds = []string{"school", "inspector", "appointment", "zone_version", "zone", "assignment", "visit", "lesson", "inquiry", "finding", "notice", "practice", "complaint", "assessment_scheme", "assessment", "award", "attachment", "inspection", "inspection_unit", "tenure", "training", "plan", "plan_task", "menu", "plan_line", "staff", "staff_day", "leader", "meeting", "publication", "platform", "upload", "team", "checklist", "archive_item", "archive_box", "standard", "evaluation", "evidence", "tray", "stocktake", "archive_loan", "disposal", "spot_check"}

// Counts returns the number of rows of each kind, the recycle bin included.
func (s *Store) Counts() (map[string]int, error) {
	counts, err := countsOf(s.r)
	return counts, fileErrorOrNil(err, s.path)
}

func countsOf(g getter) (map[string]int, error) {
	out := map[string]int{}
	for _, kind := range countedKinds {
		have, err := hasTable(g, tableOf(kind))
		if err != nil {
			return nil, err
		}
		if !have { // a backup of an earlier version
			continue
		}
		var n int
		if err := g.Get(&n, "SELECT count(*) FROM "+tableOf(kind)); err != nil {
			return nil, err
		}
		out[kind] = n
	}
	return out, nil
}

func hasTable(g getter, name string) (bool, error) {
	var n int
	err := g.Get(&n, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", name)
	return n == 1, err
}
