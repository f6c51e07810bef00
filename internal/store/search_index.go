package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"dudao/internal/office"
)

// searchSources give each kind's searchable text and date. Texts of several
// columns are joined by line breaks, so that no phrase runs over two of them.
var searchSources = map[string]string{
	"school": `SELECT concat_ws(char(10), name, short_name, code, pinyin, town, principal, address, phone, note,
		(SELECT group_concat(alias, char(10)) FROM school_aliases WHERE school_id = schools.id)) AS text, '' AS date FROM schools WHERE id = ? AND deleted_at IS NULL`,
	"inspector": `SELECT concat_ws(char(10), name, pinyin, employer, post, certificate, mobile, subject, note) AS text, '' AS date FROM inspectors WHERE id = ? AND deleted_at IS NULL`,
	"visit": `SELECT concat_ws(char(10), v.number, v.date, s.name, s.pinyin, i.name, i.pinyin, v.title, v.content, v.highlights, v.problems, v.advice, v.escorts, v.attendees) AS text, v.date AS date
		FROM visits v JOIN schools s ON s.id = v.school_id JOIN inspectors i ON i.id = v.inspector_id WHERE v.id = ? AND v.deleted_at IS NULL`,
	"finding": `SELECT concat_ws(char(10), f.number, f.found_on, s.name, s.pinyin, f.content, f.measures, f.unit, f.person, f.recheck, f.note,
		(SELECT group_concat(concat_ws(char(10), r.reason, r.report, r.recheck, r.recheck_by, r.advice, r.proof), char(10)) FROM rounds r WHERE r.finding_id = f.id)) AS text, f.found_on AS date
		FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.id = ? AND f.deleted_at IS NULL`,
	"lesson": `SELECT concat_ws(char(10), l.date, s.name, s.pinyin, l.class, l.subject, l.teacher, l.topic, l.process, l.evaluation, l.highlights, l.advice) AS text, l.date AS date
		FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.id = ? AND l.deleted_at IS NULL`,
	"inquiry": `SELECT concat_ws(char(10), q.date, s.name, s.pinyin, q.kind, q.audience, q.outline, q.result) AS text, q.date AS date
		FROM inquiries q JOIN schools s ON s.id = q.school_id WHERE q.id = ? AND q.deleted_at IS NULL`,
	"notice": `SELECT concat_ws(char(10), n.kind, n.number, n.doc_number, n.date, s.name, s.pinyin, n.department, n.title, n.body, n.basis, n.request, n.person, n.attendees, n.note,
		(SELECT group_concat(concat_ws(char(10), t.by_whom, t.text), char(10)) FROM notice_steps t WHERE t.notice_id = n.id)) AS text, n.date AS date
		FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.id = ? AND n.deleted_at IS NULL`,
	"practice": `SELECT concat_ws(char(10), p.number, p.found_on, s.name, s.pinyin, p.title, p.content, p.note) AS text, p.found_on AS date
		FROM practices p JOIN schools s ON s.id = p.school_id WHERE p.id = ? AND p.deleted_at IS NULL`,
	"complaint": `SELECT concat_ws(char(10), c.number, c.received_on, s.name, s.pinyin, c.target, c.name, c.phone, c.content, c.result, c.answer, c.department, c.handler, c.note,
		(SELECT group_concat(concat_ws(char(10), t.by_whom, t.text), char(10)) FROM complaint_steps t WHERE t.complaint_id = c.id)) AS text, c.received_on AS date
		FROM complaints c LEFT JOIN schools s ON s.id = c.school_id WHERE c.id = ? AND c.deleted_at IS NULL`,
	"inspection": `SELECT concat_ws(char(10), number, title, kind, topic, basis, scope, content, requirements, notice_no, report_no, report_text, filed_no, note) AS text, planned_on AS date
		FROM inspections WHERE id = ? AND deleted_at IS NULL`,
	"inspection_unit": `SELECT concat_ws(char(10), u.name, x.title, u.self_text, u.strengths, u.problems, u.advice, u.plea, u.plea_answer, u.letter_no, u.report, u.recheck, u.note) AS text,
		COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AS date FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.id = ? AND u.deleted_at IS NULL AND x.deleted_at IS NULL`,
	"tenure": `SELECT concat_ws(char(10), n.name, n.doc_number, n.plan, n.note,
		(SELECT group_concat(concat_ws(char(10), COALESCE(i.name, c.name), i.pinyin), char(10)) FROM candidates c LEFT JOIN inspectors i ON i.id = c.inspector_id WHERE c.tenure_id = n.id)) AS text, n.starts_on AS date
		FROM tenures n WHERE n.id = ? AND n.deleted_at IS NULL`,
	"training": `SELECT concat_ws(char(10), n.number, n.name, n.place, n.organiser, n.teacher, n.topics, n.plan, n.assessment, n.note,
		(SELECT group_concat(concat_ws(char(10), i.name, i.pinyin, p.certificate), char(10)) FROM training_people p JOIN inspectors i ON i.id = p.inspector_id WHERE p.training_id = n.id)) AS text, n.starts_on AS date
		FROM trainings n WHERE n.id = ? AND n.deleted_at IS NULL`,
	"plan": `SELECT concat_ws(char(10), year || '年', title, doc_number, guidance, note) AS text, year || '-01-01' AS date FROM plans WHERE id = ? AND deleted_at IS NULL`,
	"plan_task": `SELECT concat_ws(char(10), t.kind, t.task, t.who, t.note) AS text, printf('%d-%02d-01', p.year, t.month_from) AS date FROM plan_tasks t JOIN plans p ON p.id = t.plan_id
		WHERE t.id = ? AND t.deleted_at IS NULL AND p.deleted_at IS NULL`,
	"team": `SELECT concat_ws(char(10), t.name, t.plus_name, t.plus_post, t.note, (SELECT group_concat(i.name || char(10) || i.pinyin, char(10)) FROM team_members m JOIN inspectors i ON i.id = m.inspector_id WHERE m.team_id = t.id)) AS text,
		t.starts_on AS date FROM teams t WHERE t.id = ? AND t.deleted_at IS NULL`,
	"assessment": `SELECT concat_ws(char(10), a.title, a.doc_number, a.note, (SELECT group_concat(concat_ws(char(10), b.name, b.reason), char(10)) FROM assessment_subjects b WHERE b.assessment_id = a.id)) AS text, a.ends_on AS date
		FROM assessments a WHERE a.id = ? AND a.deleted_at IS NULL`,
	"meeting": `SELECT concat_ws(char(10), m.number, m.title, m.kind, m.place, m.chair, m.recorder, m.others, m.agenda, m.content, m.notice_no, m.minutes_no, m.note,
		(SELECT group_concat(concat_ws(char(10), d.content, d.person, d.result), char(10)) FROM meeting_decisions d WHERE d.meeting_id = m.id)) AS text, m.date AS date
		FROM meetings m WHERE m.id = ? AND m.deleted_at IS NULL`,
	"publication": `SELECT concat_ws(char(10), p.number, p.kind, p.title, p.doc_number, s.name, s.pinyin, p.send_to, p.body, p.note) AS text, p.drafted_on AS date
		FROM publications p LEFT JOIN schools s ON s.id = p.school_id WHERE p.id = ? AND p.deleted_at IS NULL`,
	"attachment": `SELECT concat_ws(char(10), name, caption) AS text, dated_on AS date FROM attachments WHERE id = ? AND deleted_at IS NULL`,
	"standard": `SELECT concat_ws(char(10), key, name, version, doc_number, note,
		(SELECT group_concat(concat_ws(char(10), i.code || ' ' || i.name, i.requirement), char(10)) FROM indicators i WHERE i.standard_id = standards.id)) AS text, issued_on AS date
		FROM standards WHERE id = ? AND deleted_at IS NULL`,
	"evaluation": `SELECT concat_ws(char(10), e.year || '年', s.key, s.name, e.zone, e.town, c.name, c.pinyin, e.note) AS text, e.inspected_on AS date
		FROM evaluations e JOIN standards s ON s.id = e.standard_id LEFT JOIN schools c ON c.id = e.school_id WHERE e.id = ? AND e.deleted_at IS NULL`,
	"evidence":     `SELECT concat_ws(char(10), title, doc_number, author, place, note) AS text, dated_on AS date FROM evidence WHERE id = ? AND deleted_at IS NULL`,
	"archive_item": `SELECT concat_ws(char(10), code, title, doc_number, author, note) AS text, dated_on AS date FROM archive_items WHERE id = ? AND deleted_at IS NULL`,
	"stocktake":    `SELECT concat_ws(char(10), number, counted_by, note) AS text, started_on AS date FROM stocktakes WHERE id = ? AND deleted_at IS NULL`,
	"archive_loan": `SELECT concat_ws(char(10), l.number, l.borrower, l.unit, l.purpose, l.note, a.code, a.title, ` + boxInWords + `) AS text, l.lent_on AS date
		FROM archive_loans l LEFT JOIN archive_items a ON a.id = l.item_id LEFT JOIN archive_boxes b ON b.id = l.box_id WHERE l.id = ? AND l.deleted_at IS NULL`,
}

type searchText struct {
	Text string `db:"text"`
	Date string `db:"date"`
}

// A record's place in the index is made of its day, kind and id, so that the
// index itself is in the order of the answers, newest first, and an answer needs
// no other table: 17 bits of day, 6 of kind, 38 of id.
const (
	placeIDBits   = 38
	placeKindBits = 6
	lastDay       = 1<<17 - 1 // of records without a date: they come first
)

// searchKinds are the codes of the kinds; on one day the higher comes first. A
// code once given stays.
var searchKinds = map[string]int64{
	"attachment": 1, "inquiry": 2, "lesson": 3, "finding": 4, "visit": 5, "inspector": 6, "school": 7, "notice": 8, "practice": 9,
	"complaint": 10, "inspection": 11, "inspection_unit": 12, "plan": 13, "plan_task": 14, "meeting": 15, "publication": 16, "tenure": 18,
	"training": 19, "assessment": 20, "team": 21, "archive_item": 22, "evidence": 23, "standard": 24, "evaluation": 25, "stocktake": 26, "archive_loan": 27,
}

// placeOf returns the record's place in the index.
func placeOf(kind string, id int64, date office.Date) int64 {
	day := int64(lastDay)
	if date.Valid() {
		day = int64(date.Sub("1900-01-01"))
	}
	return (day<<placeKindBits|searchKinds[kind])<<placeIDBits | id
}

// recordAt returns what stands at the place.
func recordAt(place int64) (kind string, id int64) {
	code := place >> placeIDBits & (1<<placeKindBits - 1)
	for k, c := range searchKinds {
		if c == code {
			kind = k
		}
	}
	return kind, place & (1<<placeIDBits - 1)
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

// RebuildSearch makes the whole index anew; nothing else changes. step hears how
// far it is, and stops it by an error: the index is then as it was.
func (s *Store) RebuildSearch(step func(done, total int) error) error {
	return s.write(Change{Action: "search.rebuild", Label: "重建检索目录"}, func(t *tx) error {
		t.step = step
		for _, sql := range []string{`INSERT INTO search (search) VALUES ('delete-all')`, `DELETE FROM search_docs`, `DELETE FROM search_dirty`} {
			if _, err := t.Exec(sql); err != nil {
				return err
			}
		}
		for kind := range searchSources {
			if _, err := t.Exec("INSERT INTO search_dirty (kind, ref_id) SELECT ?, id FROM "+tableOf(kind)+" WHERE deleted_at IS NULL", kind); err != nil {
				return err
			}
		}
		return nil
	})
}

// indexed is one record's entry of the index.
type indexed struct {
	place        int64
	words, chars string
}

// indexAll writes the records' entries anew. FTS5 gathers rows in memory only
// while they come in the order of their places and no other table is written
// between them; any other order is several times slower.
func (t *tx) indexAll(records []Hit) error {
	gone, come := []int64{}, []indexed{}
	for _, r := range records {
		if err := t.Select(&gone, `SELECT id FROM search_docs WHERE kind = ? AND ref_id = ?`, r.Kind, r.ID); err != nil {
			return err
		}
		found := []searchText{}
		if err := t.Select(&found, searchSources[r.Kind], r.ID); err != nil {
			return fmt.Errorf("%s %d: %w", r.Kind, r.ID, err)
		}
		if _, err := t.Exec(`DELETE FROM search_docs WHERE kind = ? AND ref_id = ?`, r.Kind, r.ID); err != nil {
			return err
		}
		for _, f := range found {
			place := placeOf(r.Kind, r.ID, office.Date(f.Date))
			if _, err := t.exec(`INSERT INTO search_docs (id, kind, ref_id, date) VALUES (?, ?, ?, ?)`, place, r.Kind, r.ID, f.Date); err != nil {
				return err
			}
			words, chars := indexTerms(f.Text)
			come = append(come, indexed{place, words, chars})
		}
	}
	slices.Sort(gone)
	for _, place := range gone {
		if _, err := t.Exec(`DELETE FROM search WHERE rowid = ?`, place); err != nil {
			return err
		}
	}
	slices.SortFunc(come, func(a, b indexed) int { return cmp.Compare(a.place, b.place) })
	for _, d := range come {
		if _, err := t.exec(`INSERT INTO search (rowid, words, chars) VALUES (?, ?, ?)`, d.place, d.words, d.chars); err != nil {
			return err
		}
	}
	return nil
}

// isHan tells whether the character is Chinese; nearly all stand in one block.
func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r > 0x2e7f && unicode.Is(unicode.Han, r)
}

// runs splits text into runs of Han characters and runs of other letters and
// digits, folded to lower case and half width.
func runs(text string) (out []string) {
	if !norm.NFKC.IsNormalString(text) {
		text = norm.NFKC.String(text)
	}
	start, han := -1, false
	flush := func(end int) {
		if start < 0 {
			return
		}
		run := text[start:end]
		if !han {
			run = strings.ToLower(run)
		}
		out = append(out, run)
		start = -1
	}
	for i, r := range text {
		h := isHan(r)
		if !h && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			flush(i)
			continue
		}
		if h != han {
			flush(i)
			han = h
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(text))
	return out
}

func isHanRun(s string) bool {
	for _, r := range s {
		return isHan(r)
	}
	return false
}

// indexTerms returns the two columns of the index for a text. A break between
// runs becomes the word 0x so that phrases do not run over it.
func indexTerms(text string) (words, chars string) {
	var w, c strings.Builder
	seen := map[rune]bool{}
	for _, run := range runs(text) {
		if !isHanRun(run) {
			w.WriteString(run)
			w.WriteByte(' ')
			continue
		}
		before := 0 // where the character before begins
		for i, r := range run {
			if !seen[r] {
				seen[r] = true
				c.WriteRune(r)
				c.WriteByte(' ')
			}
			if i > 0 {
				w.WriteString(run[before : i+utf8.RuneLen(r)])
				w.WriteByte(' ')
			}
			before = i
		}
		w.WriteString("0x ")
	}
	return w.String(), c.String()
}
