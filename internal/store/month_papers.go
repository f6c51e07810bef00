package store

import (
	"dudao/internal/office"
)

// MonthPaper is a record of a month that a paper is printed of: its number, and
// what tells it apart in a file's name.
type MonthPaper struct {
	ID     int64  `db:"id"`
	Number string `db:"number"` // "" of kinds without one
	Name   string `db:"name"`
}

// monthPapers select the records of a period by their kind, in the order in
// which they are bound. A recheck goes by its finding's number and its round; a
// finding without rounds on record was rechecked once, on the day it says.
var monthPapers = map[string]string{
	"visit": `SELECT v.id, v.number, s.name FROM visits v JOIN schools s ON s.id = v.school_id
		WHERE v.date >= ?1 AND v.date < ?2 AND ` + counted + ` ORDER BY v.date, v.id`,
	"feedback": `SELECT v.id, v.number, s.name FROM visits v JOIN schools s ON s.id = v.school_id
		WHERE v.date >= ?1 AND v.date < ?2 AND v.feedback_on <> '' AND ` + counted + ` ORDER BY v.date, v.id`,
	"lesson": `SELECT l.id, '' AS number, l.date || ' ' || s.name || ' ' || l.class || l.subject AS name FROM lessons l JOIN schools s ON s.id = l.school_id
		WHERE l.date >= ?1 AND l.date < ?2 AND l.deleted_at IS NULL ORDER BY l.date, l.id`,
	"inquiry": `SELECT q.id, '' AS number, q.date || ' ' || s.name || ' ' || q.kind || q.audience AS name FROM inquiries q JOIN schools s ON s.id = q.school_id
		WHERE q.date >= ?1 AND q.date < ?2 AND q.deleted_at IS NULL ORDER BY q.date, q.id`,
	"complaint": `SELECT c.id, c.number, COALESCE(s.name, c.target) AS name FROM complaints c LEFT JOIN schools s ON s.id = c.school_id
		WHERE c.received_on >= ?1 AND c.received_on < ?2 AND c.deleted_at IS NULL ORDER BY c.received_on, c.id`,
	"complaint_special": `SELECT c.id, c.number, COALESCE(s.name, c.target) AS name FROM complaints c LEFT JOIN schools s ON s.id = c.school_id
		WHERE c.received_on >= ?1 AND c.received_on < ?2 AND c.deleted_at IS NULL AND c.kind = '特殊' ORDER BY c.received_on, c.id`,
	"recheck": `SELECT f.id, f.number || '/' || r.number AS number, s.name FROM rounds r JOIN findings f ON f.id = r.finding_id JOIN schools s ON s.id = f.school_id
		WHERE r.recheck_on >= ?1 AND r.recheck_on < ?2 AND f.deleted_at IS NULL
		UNION ALL SELECT f.id, f.number || '/1', s.name FROM findings f JOIN schools s ON s.id = f.school_id
		WHERE f.recheck_on >= ?1 AND f.recheck_on < ?2 AND f.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM rounds r WHERE r.finding_id = f.id) ORDER BY 2`,
	"handling": `SELECT f.id, f.number, s.name FROM findings f JOIN schools s ON s.id = f.school_id
		WHERE f.deleted_at IS NULL AND (f.reported_on >= ?1 AND f.reported_on < ?2
			OR EXISTS (SELECT 1 FROM rounds r WHERE r.finding_id = f.id AND r.reported_on >= ?1 AND r.reported_on < ?2)) ORDER BY f.number`,
	"minutes": `SELECT m.id, m.number, m.title AS name FROM meetings m
		WHERE m.date >= ?1 AND m.date < ?2 AND m.minutes_on <> '' AND m.deleted_at IS NULL ORDER BY m.date, m.id`,
	"unit_letter": `SELECT u.id, u.letter_no AS number, u.name FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
		WHERE u.letter_on >= ?1 AND u.letter_on < ?2 AND u.deleted_at IS NULL AND x.deleted_at IS NULL ORDER BY u.letter_on, u.id`,
	"unit_order": `SELECT u.id, u.order_no AS number, u.name FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id
		WHERE u.order_on >= ?1 AND u.order_on < ?2 AND u.deleted_at IS NULL AND x.deleted_at IS NULL ORDER BY u.order_on, u.id`,
	office.PublicBulletin: issuedPublications(office.PublicBulletin),
	office.PublicNotice:   issuedPublications(office.PublicNotice),
	office.PublicColumn:   issuedPublications(office.PublicColumn),
	office.PublicBrief:    issuedPublications(office.PublicBrief),
	office.PublicWeb:      issuedPublications(office.PublicWeb),
}

func issuedPublications(kind string) string {
	return `SELECT p.id, p.number, COALESCE(s.name, '') AS name FROM publications p LEFT JOIN schools s ON s.id = p.school_id
		WHERE p.issued_on >= ?1 AND p.issued_on < ?2 AND p.kind = '` + kind + `' AND p.deleted_at IS NULL ORDER BY p.issued_on, p.id`
}

// MonthPapers returns the records of the kind in the period.
func (s *Store) MonthPapers(kind string, p office.Period) ([]MonthPaper, error) {
	rows := []MonthPaper{}
	err := s.r.Select(&rows, monthPapers[kind], p.From, p.To)
	return rows, err
}
