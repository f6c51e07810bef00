package store

import (
	"strconv"
	"strings"

	"dudao/internal/office"
)

// zoneOfUnit is the zone that the school of unit u of inspection x was in on the day.
const zoneOfUnit = `(SELECT zs.zone_id FROM zone_schools zs JOIN zone_versions zv ON zv.id = zs.version_id
	WHERE zs.school_id = u.school_id AND zv.valid_from <= COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AND (zv.valid_to = '' OR zv.valid_to > COALESCE(NULLIF(u.visited_on, ''), x.planned_on)))`

// ScoreFacts returns what the statistics of an inspection are made from, with
// those of the inspection it is compared with.
func (s *Store) ScoreFacts(id int64) (office.ScoreFacts, error) {
	f, err := s.scoreFacts(id)
	if err != nil || f.Inspection.FormerID == 0 {
		return f, err
	}
	former, err := s.scoreFacts(f.Inspection.FormerID)
	if office.CodeOf(err) == office.CodeNotFound { // it was deleted: nothing to compare with
		return f, nil
	}
	f.Former = &former
	return f, err
}

func (s *Store) scoreFacts(id int64) (f office.ScoreFacts, err error) {
	if f.Inspection, err = s.Inspection(id); err != nil {
		return f, err
	}
	if f.Partly, err = s.Rule(office.RulePartly, s.Today()); err != nil {
		return f, err
	}
	if f.Inspection.ChecklistID != 0 {
		if f.Checklist, err = s.Checklist(f.Inspection.ChecklistID); err != nil {
			return f, err
		}
	}
	f.Units = []office.ScoredUnit{}
	if err := s.r.Select(&f.Units, `SELECT u.id, u.name, u.unit_kind, COALESCE(u.school_id, 0) AS school_id, COALESCE(z.id, 0) AS zone_id, COALESCE(z.name, '') AS zone, COALESCE(u.group_id, 0) AS group_id,
		COALESCE(g.name, '') AS group_name, u.score, u.self_score, u.grade FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id LEFT JOIN inspection_groups g ON g.id = u.group_id
		LEFT JOIN zones z ON z.id = `+zoneOfUnit+` WHERE u.inspection_id = ? AND u.deleted_at IS NULL ORDER BY COALESCE(g.position, 9999), u.position, u.id`, id); err != nil {
		return f, err
	}
	f.Points, err = s.pointFacts(id)
	return f, err
}

// pointFacts reads the points of all units: one row a unit, as ten thousand rows
// would take several times as long.
func (s *Store) pointFacts(inspectionID int64) ([]office.PointFact, error) {
	rows := []struct {
		UnitID int64  `db:"unit_id"`
		All    string `db:"points"`
	}{}
	if err := s.r.Select(&rows, `SELECT p.unit_id, group_concat(p.item_id || ' ' || COALESCE(p.score, 0) || ' ' || p.result) AS points FROM inspection_units u JOIN unit_scores p ON p.unit_id = u.id
		WHERE u.inspection_id = ? AND u.deleted_at IS NULL AND p.result <> '' GROUP BY p.unit_id`, inspectionID); err != nil {
		return nil, err
	}
	out := []office.PointFact{}
	for _, r := range rows {
		for text := range strings.SplitSeq(r.All, ",") {
			item, rest, _ := strings.Cut(text, " ")
			score, result, _ := strings.Cut(rest, " ")
			p := office.PointFact{UnitID: r.UnitID, Result: result}
			var err error
			if p.ItemID, err = strconv.ParseInt(item, 10, 64); err != nil {
				return nil, err
			}
			if p.Score, err = strconv.ParseFloat(score, 64); err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
	return out, nil
}

// SchoolResults returns what inspections said of the school, the newest first, each
// with its rank among all units scored to the end.
func (s *Store) SchoolResults(schoolID int64) ([]office.SchoolResult, error) {
	rows := []office.SchoolResult{}
	err := s.r.Select(&rows, `SELECT u.inspection_id, u.id AS unit_id, x.number, x.title, x.kind, COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AS on_day, u.score,
		COALESCE(NULLIF(c.full_score, 0), 100) AS full, u.grade,
		CASE WHEN u.score IS NULL THEN 0 ELSE 1 + (SELECT count(*) FROM inspection_units o WHERE o.inspection_id = u.inspection_id AND o.deleted_at IS NULL AND o.score > u.score) END AS rank,
		(SELECT count(*) FROM inspection_units o WHERE o.inspection_id = u.inspection_id AND o.deleted_at IS NULL AND o.score IS NOT NULL) AS "of"
		FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id LEFT JOIN checklists c ON c.id = x.checklist_id
		WHERE u.school_id = ? AND u.deleted_at IS NULL AND x.deleted_at IS NULL ORDER BY on_day DESC, u.id DESC`, schoolID)
	return rows, err
}
