package store

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// searchSources give each kind's searchable text and date. Texts of several
// columns are joined by line breaks, so that no phrase runs over two of them. A
// school stands in it as 0s and its id, an inspector as 0i and the id: by these a
// record is found by the pinyin of their names; a line that begins with the sign 1
// is a title, found by its own pinyin.
var searchSources = map[string]string{
	"school": `SELECT concat_ws(char(10), '0s' || id, name, char(1) || short_name, code, town, principal, address, phone, note,
		(SELECT group_concat(char(1) || alias, char(10)) FROM school_aliases WHERE school_id = schools.id)) AS text, '' AS date FROM schools WHERE id = ? AND deleted_at IS NULL`,
	"inspector": `SELECT concat_ws(char(10), '0i' || id, name, employer, post, certificate, mobile, subject, note) AS text, '' AS date FROM inspectors WHERE id = ? AND deleted_at IS NULL`,
	"visit": `SELECT concat_ws(char(10), v.number, v.date, s.name, '0s' || s.id, i.name, '0i' || i.id, char(1) || v.title, v.content, v.highlights, v.problems, v.advice, v.escorts, v.attendees) AS text, v.date AS date
		FROM visits v JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id WHERE v.id = ? AND v.deleted_at IS NULL`,
	"finding": `SELECT concat_ws(char(10), f.number, f.found_on, s.name, '0s' || s.id, f.content, f.measures, f.unit, f.person, f.recheck, f.note,
		(SELECT group_concat(concat_ws(char(10), r.reason, r.report, r.recheck, r.recheck_by, r.advice, r.proof), char(10)) FROM rounds r WHERE r.finding_id = f.id)) AS text, f.found_on AS date
		FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.id = ? AND f.deleted_at IS NULL`,
	"lesson": `SELECT concat_ws(char(10), l.date, s.name, '0s' || s.id, l.class, l.subject, l.teacher, char(1) || l.topic, l.process, l.evaluation, l.highlights, l.advice) AS text, l.date AS date
		FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.id = ? AND l.deleted_at IS NULL`,
	"inquiry": `SELECT concat_ws(char(10), q.date, s.name, '0s' || s.id, q.kind, q.audience, q.outline, q.result) AS text, q.date AS date
		FROM inquiries q JOIN schools s ON s.id = q.school_id WHERE q.id = ? AND q.deleted_at IS NULL`,
	"notice": `SELECT concat_ws(char(10), n.kind, n.number, n.doc_number, n.date, s.name, '0s' || s.id, n.department, char(1) || n.title, n.body, n.basis, n.request, n.person, n.attendees, n.note,
		(SELECT group_concat(concat_ws(char(10), t.by_whom, t.text), char(10)) FROM notice_steps t WHERE t.notice_id = n.id)) AS text, n.date AS date
		FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.id = ? AND n.deleted_at IS NULL`,
	"practice": `SELECT concat_ws(char(10), p.number, p.found_on, s.name, '0s' || s.id, char(1) || p.title, p.content, p.note) AS text, p.found_on AS date
		FROM practices p JOIN schools s ON s.id = p.school_id WHERE p.id = ? AND p.deleted_at IS NULL`,
	"complaint": `SELECT concat_ws(char(10), c.number, c.received_on, s.name, '0s' || s.id, c.target, c.name, c.phone, c.content, c.result, c.answer, c.department, c.handler, c.note,
		(SELECT group_concat(concat_ws(char(10), t.by_whom, t.text), char(10)) FROM complaint_steps t WHERE t.complaint_id = c.id)) AS text, c.received_on AS date
		FROM complaints c LEFT JOIN schools s ON s.id = c.school_id WHERE c.id = ? AND c.deleted_at IS NULL`,
	"inspection": `SELECT concat_ws(char(10), number, char(1) || title, kind, topic, basis, scope, content, requirements, notice_no, report_no, report_text, filed_no, note) AS text, planned_on AS date
		FROM inspections WHERE id = ? AND deleted_at IS NULL`,
	"inspection_unit": `SELECT concat_ws(char(10), char(1) || u.name, char(1) || x.title, u.self_text, u.strengths, u.problems, u.advice, u.plea, u.plea_answer, u.letter_no, u.report, u.recheck, u.note) AS text,
		COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AS date FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.id = ? AND u.deleted_at IS NULL AND x.deleted_at IS NULL`,
	"tenure": `SELECT concat_ws(char(10), char(1) || n.name, n.doc_number, n.plan, n.note,
		(SELECT group_concat(concat_ws(char(10), COALESCE(i.name, c.name), '0i' || i.id), char(10)) FROM candidates c LEFT JOIN inspectors i ON i.id = c.inspector_id WHERE c.tenure_id = n.id)) AS text, n.starts_on AS date
		FROM tenures n WHERE n.id = ? AND n.deleted_at IS NULL`,
	"training": `SELECT concat_ws(char(10), n.number, char(1) || n.name, n.place, n.organiser, n.teacher, n.topics, n.plan, n.assessment, n.note,
		(SELECT group_concat(concat_ws(char(10), i.name, '0i' || i.id, p.certificate), char(10)) FROM training_people p JOIN inspectors i ON i.id = p.inspector_id WHERE p.training_id = n.id)) AS text, n.starts_on AS date
		FROM trainings n WHERE n.id = ? AND n.deleted_at IS NULL`,
	"plan": `SELECT concat_ws(char(10), year || '年', char(1) || title, doc_number, guidance, note) AS text, year || '-01-01' AS date FROM plans WHERE id = ? AND deleted_at IS NULL`,
	"plan_task": `SELECT concat_ws(char(10), t.kind, char(1) || t.task, t.who, t.note) AS text, printf('%d-%02d-01', p.year, t.month_from) AS date FROM plan_tasks t JOIN plans p ON p.id = t.plan_id
		WHERE t.id = ? AND t.deleted_at IS NULL AND p.deleted_at IS NULL`,
	"team": `SELECT concat_ws(char(10), char(1) || t.name, t.plus_name, t.plus_post, t.note, (SELECT group_concat(i.name || char(10) || '0i' || i.id, char(10)) FROM team_members m JOIN inspectors i ON i.id = m.inspector_id WHERE m.team_id = t.id)) AS text,
		t.starts_on AS date FROM teams t WHERE t.id = ? AND t.deleted_at IS NULL`,
	"assessment": `SELECT concat_ws(char(10), char(1) || a.title, a.doc_number, a.note, (SELECT group_concat(concat_ws(char(10), b.name, b.reason), char(10)) FROM assessment_subjects b WHERE b.assessment_id = a.id)) AS text, a.ends_on AS date
		FROM assessments a WHERE a.id = ? AND a.deleted_at IS NULL`,
	"meeting": `SELECT concat_ws(char(10), m.number, char(1) || m.title, m.kind, m.place, m.chair, m.recorder, m.others, m.agenda, m.content, m.notice_no, m.minutes_no, m.note,
		(SELECT group_concat(concat_ws(char(10), d.content, d.person, d.result), char(10)) FROM meeting_decisions d WHERE d.meeting_id = m.id)) AS text, m.date AS date
		FROM meetings m WHERE m.id = ? AND m.deleted_at IS NULL`,
	"publication": `SELECT concat_ws(char(10), p.number, p.kind, char(1) || p.title, p.doc_number, s.name, '0s' || s.id, p.send_to, p.body, p.note) AS text, p.drafted_on AS date
		FROM publications p LEFT JOIN schools s ON s.id = p.school_id WHERE p.id = ? AND p.deleted_at IS NULL`,
	"attachment": `SELECT concat_ws(char(10), char(1) || name, caption) AS text, dated_on AS date FROM attachments WHERE id = ? AND deleted_at IS NULL`,
	"standard": `SELECT concat_ws(char(10), key, char(1) || name, version, doc_number, note,
		(SELECT group_concat(concat_ws(char(10), i.code || ' ' || i.name, i.requirement), char(10)) FROM indicators i WHERE i.standard_id = standards.id)) AS text, issued_on AS date
		FROM standards WHERE id = ? AND deleted_at IS NULL`,
	"evaluation": `SELECT concat_ws(char(10), e.year || '年', s.key, char(1) || s.name, e.zone, e.town, c.name, '0s' || c.id, e.note) AS text, e.inspected_on AS date
		FROM evaluations e JOIN standards s ON s.id = e.standard_id LEFT JOIN schools c ON c.id = e.school_id WHERE e.id = ? AND e.deleted_at IS NULL`,
	"evidence":     `SELECT concat_ws(char(10), char(1) || title, doc_number, author, place, note) AS text, dated_on AS date FROM evidence WHERE id = ? AND deleted_at IS NULL`,
	"archive_item": `SELECT concat_ws(char(10), code, char(1) || title, doc_number, author, note) AS text, dated_on AS date FROM archive_items WHERE id = ? AND deleted_at IS NULL`,
	"stocktake":    `SELECT concat_ws(char(10), number, counted_by, note) AS text, started_on AS date FROM stocktakes WHERE id = ? AND deleted_at IS NULL`,
	"archive_loan": `SELECT concat_ws(char(10), l.number, l.borrower, l.unit, l.purpose, l.note, a.code, char(1) || a.title, ` + boxInWords + `) AS text, l.lent_on AS date
		FROM archive_loans l LEFT JOIN archive_items a ON a.id = l.item_id LEFT JOIN archive_boxes b ON b.id = l.box_id WHERE l.id = ? AND l.deleted_at IS NULL`,
	"checklist": `SELECT concat_ws(char(10), char(1) || name, version, kind, source) AS text, '' AS date FROM checklists WHERE id = ? AND deleted_at IS NULL`,
	"zone": `SELECT concat_ws(char(10), char(1) || z.name, v.number, (SELECT group_concat(i.name || char(10) || '0i' || i.id, char(10)) FROM zone_members m JOIN inspectors i ON i.id = m.inspector_id WHERE m.zone_id = z.id)) AS text,
		v.valid_from AS date FROM zones z JOIN zone_versions v ON v.id = z.version_id WHERE z.id = ?`,
	"archive_box": `SELECT concat_ws(char(10), year || '年', '盒' || number, '第' || number || '盒') AS text, year || '-12-31' AS date FROM archive_boxes WHERE id = ? AND deleted_at IS NULL`,
	"disposal":    `SELECT concat_ws(char(10), number, kind) AS text, made_on AS date FROM disposals WHERE id = ? AND deleted_at IS NULL`,
	"award":       `SELECT concat_ws(char(10), year || '年', char(1) || name, char(1) || holder, level, doc_number) AS text, granted_on AS date FROM awards WHERE id = ? AND deleted_at IS NULL`,
	"staff":       `SELECT concat_ws(char(10), char(1) || name) AS text, '' AS date FROM staff WHERE id = ? AND deleted_at IS NULL`,
	"platform":    `SELECT concat_ws(char(10), char(1) || name) AS text, '' AS date FROM platforms WHERE id = ? AND deleted_at IS NULL`,
	"issued_report": `SELECT concat_ws(char(10), number, kind, char(1) || title, period, zone, CASE WHEN voided_at <> '' THEN '作废' END, void_reason) AS text, date(issued_at, 'localtime') AS date
		FROM issued_reports WHERE id = ?`,
}

type searchText struct {
	Text string `db:"text"`
	Date string `db:"date"`
}

// A record's place in the index is made of its day and its turn on that day, so
// that the index itself is in the order of the answers, newest first; places lie
// close together, which keeps the index small.
const (
	placeTurnBits = 11 // where a day has more, the next free places after it are taken
	placeKindBits = 24 // of records without a date
	lastDay       = 1<<16 - 1
)

// searchKinds are the codes of the kinds; of records without a date the higher
// comes first. A code once given stays.
var searchKinds = map[string]int64{
	"attachment": 1, "inquiry": 2, "lesson": 3, "finding": 4, "visit": 5, "inspector": 6, "school": 7, "notice": 8, "practice": 9,
	"complaint": 10, "inspection": 11, "inspection_unit": 12, "plan": 13, "plan_task": 14, "meeting": 15, "publication": 16, "tenure": 18,
	"training": 19, "assessment": 20, "team": 21, "archive_item": 22, "evidence": 23, "standard": 24, "evaluation": 25, "stocktake": 26, "archive_loan": 27,
	"checklist": 28, "zone": 29, "archive_box": 30, "disposal": 31, "award": 32, "staff": 33, "platform": 34, "issued_report": 35,
}

// undatedFirst puts what a clerk looks for first before what has no date either.
var undatedFirst = map[string]int64{"school": 63, "inspector": 62}

// dayPlaces returns the first place of the day's records and the first after them.
func dayPlaces(kind string, date office.Date) (from, to int64) {
	if date.Valid() && date >= "1900-01-01" {
		day := int64(date.Sub("1900-01-01"))
		return day << placeTurnBits, (day + 1) << placeTurnBits
	}
	rank := max(searchKinds[kind], undatedFirst[kind])
	from = lastDay<<placeTurnBits + rank<<placeKindBits
	return from, from + 1<<placeKindBits
}

// placeOf returns the record's place: the one it had, if that is of its day, else
// the next free one.
func (t *tx) placeOf(kind string, date office.Date, had int64) (place int64, err error) {
	from, to := dayPlaces(kind, date)
	if had >= from && had < to {
		return had, nil
	}
	if err := t.Get(&place, `SELECT COALESCE(max(id) + 1, ?1) FROM search_docs WHERE id >= ?1 AND id < ?2`, from, to); err != nil || place < to {
		return place, err
	}
	err = t.Get(&place, `SELECT CASE WHEN EXISTS (SELECT 1 FROM search_docs WHERE id = ?1) THEN
		(SELECT d.id + 1 FROM search_docs d WHERE d.id >= ?1 AND NOT EXISTS (SELECT 1 FROM search_docs e WHERE e.id = d.id + 1) ORDER BY d.id LIMIT 1) ELSE ?1 END`, to)
	return place, err
}

// reindexAtOnce bounds the texts held in memory.
const reindexAtOnce = 4000

// reindex brings the index up to the records that the transaction touched.
func (t *tx) reindex() error {
	dirty := []Hit{}
	if err := t.Select(&dirty, `SELECT kind, ref_id FROM search_dirty`); err != nil || len(dirty) == 0 {
		return err
	}
	done := 0
	for chunk := range slices.Chunk(dirty, reindexAtOnce) {
		if t.step != nil {
			if err := t.step(done, len(dirty)); err != nil {
				return err
			}
		}
		if err := t.indexAll(chunk); err != nil {
			return err
		}
		done += len(chunk)
	}
	_, err := t.Exec(`DELETE FROM search_dirty`)
	return err
}

// searchFormat is how the index is made; a change of indexTerms or of searchSources
// needs the next number, by which the index is made anew at the next start.
const searchFormat = 2

// searchTables are those of the index: long words, and what is typed in a few signs.
var searchTables = []string{"search", "search_short"}

// renewSearch makes the index anew when another version of the program made it.
func (s *Store) renewSearch() error {
	var have int
	if err := s.w.Get(&have, `SELECT format FROM search_format`); err != nil || have == searchFormat {
		return err
	}
	return s.RebuildSearch(nil)
}

// packSearch puts the index together after it was made anew: smaller, and quicker to
// ask.
func (s *Store) packSearch() error {
	return s.plain(func(t *sqlx.Tx) error {
		for _, table := range searchTables {
			if _, err := t.Exec(`INSERT INTO ` + table + ` (` + table + `) VALUES ('optimize')`); err != nil {
				return err
			}
		}
		return nil
	})
}

// RebuildSearch makes the whole index anew; nothing else changes. step hears how
// far it is, and stops it by an error: the index is then as it was.
func (s *Store) RebuildSearch(step func(done, total int) error) error {
	err := s.write(Change{Action: "search.rebuild", Label: "重建检索目录"}, func(t *tx) error {
		t.step = step
		for _, table := range searchTables {
			if err := t.emptyIndex(table); err != nil {
				return err
			}
		}
		for _, sql := range []string{`DELETE FROM search_docs`, `DELETE FROM search_dirty`} {
			if _, err := t.Exec(sql); err != nil {
				return err
			}
		}
		for kind := range searchSources {
			table, alive := tableOf(kind), " WHERE deleted_at IS NULL"
			switch kind {
			case "issued_report":
				table, alive = "issued_reports", ""
			case "zone":
				alive = ""
			}
			if _, err := t.Exec("INSERT INTO search_dirty (kind, ref_id) SELECT ?, id FROM "+table+alive, kind); err != nil {
				return err
			}
		}
		_, err := t.Exec(`UPDATE search_format SET format = ?`, searchFormat)
		return err
	})
	if err != nil {
		return err
	}
	return s.packSearch()
}

// indexed is one record's entry of the index.
type indexed struct {
	place        int64
	words, short string
}

// indexAll writes the records' entries anew. FTS5 gathers rows in memory only
// while they come in the order of their places and no other table is written
// between them; any other order is several times slower.
func (t *tx) indexAll(records []Hit) error {
	gone, come := []int64{}, []indexed{}
	names := namesOf{g: t, known: map[string]string{}}
	for _, r := range records {
		had := []int64{}
		if err := t.Select(&had, `SELECT id FROM search_docs WHERE kind = ? AND ref_id = ?`, r.Kind, r.ID); err != nil {
			return err
		}
		gone = append(gone, had...)
		found := []searchText{}
		if err := t.Select(&found, searchSources[r.Kind], r.ID); err != nil {
			return fmt.Errorf("%s %d: %w", r.Kind, r.ID, err)
		}
		if _, err := t.Exec(`DELETE FROM search_docs WHERE kind = ? AND ref_id = ?`, r.Kind, r.ID); err != nil {
			return err
		}
		for _, f := range found {
			place, err := t.placeOf(r.Kind, office.Date(f.Date), append(had, -1)[0])
			if err != nil {
				return err
			}
			if _, err := t.exec(`INSERT INTO search_docs (id, kind, ref_id, date) VALUES (?, ?, ?, ?)`, place, r.Kind, r.ID, f.Date); err != nil {
				return err
			}
			words, short, err := indexTerms(f.Text, kindTerm(r.Kind), names)
			if err != nil {
				return err
			}
			come = append(come, indexed{place, words, short})
		}
	}
	slices.Sort(gone)
	for _, table := range searchTables {
		for _, place := range gone {
			if _, err := t.exec(`DELETE FROM `+table+` WHERE rowid = ?`, place); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(come, func(a, b indexed) int { return cmp.Compare(a.place, b.place) })
	for _, d := range come {
		if _, err := t.exec(`INSERT INTO search (rowid, words) VALUES (?, ?)`, d.place, d.words); err != nil {
			return err
		}
	}
	for _, d := range come {
		if _, err := t.exec(`INSERT INTO search_short (rowid, terms) VALUES (?, ?)`, d.place, d.short); err != nil {
			return err
		}
	}
	return nil
}
