package store

import (
	"dudao/internal/office"
)

// EvaluationState is an evaluation with how far its points are served.
type EvaluationState struct {
	EvaluationFacts
	// Facts are of every line of the standard and, as the last, of the whole.
	Facts []office.PointFacts `json:"facts"`
}

// EvaluationState computes how far the points of an evaluation are served.
func (s *Store) EvaluationState(id int64) (out EvaluationState, err error) {
	if out.EvaluationFacts, err = evaluation(s.r, id); err != nil {
		return out, err
	}
	scope, err := s.NeedScope(out.EvaluationFacts)
	if err != nil {
		return out, err
	}
	pieces, err := s.Pieces(out.EvaluationFacts)
	if err != nil {
		return out, err
	}
	items := map[int64]office.EvaluationItem{}
	for _, x := range out.Items {
		items[x.IndicatorID] = x
	}
	out.Facts = office.RollUp(out.Standard, items, pieces, scope)
	return out, nil
}

// NeedScope is for what each the needs of an evaluation are counted: the months that
// are over and in which visits are paid, the terms and years begun, the schools and
// inspectors of whom it judges.
func (s *Store) NeedScope(f EvaluationFacts) (scope office.NeedScope, err error) {
	set, err := s.Settings()
	if err != nil {
		return scope, err
	}
	e := f.Evaluation
	today, err := s.AsOf()
	if err != nil {
		return scope, err
	}
	end := min(e.To(), today.AddDays(1))
	for m := e.From().Month(); m.Of(0).To <= end; m = m.Add(1) {
		if !set.Exempt(m) {
			scope.Months = append(scope.Months, m)
		}
	}
	for y := e.Year - e.Years + 1; y <= min(e.Year, today.Year()); y++ {
		scope.Years = append(scope.Years, y)
	}
	if scope.Terms, err = find[office.Term](s.r, "terms", "WHERE starts_on < ? AND ends_on >= ? ORDER BY starts_on", end, e.From()); err != nil {
		return scope, err
	}
	schools := "state <> '停办'"
	args := []any{}
	switch {
	case e.SchoolID != 0:
		schools, args = "id = ?", []any{e.SchoolID}
	case e.Town != "":
		schools, args = schools+" AND town = ?", []any{e.Town}
	case e.Zone != "":
		schools, args = schools+` AND id IN (SELECT zs.school_id FROM zone_schools zs JOIN zones z ON z.id = zs.zone_id JOIN zone_versions v ON v.id = z.version_id
			WHERE z.name = ? AND v.valid_from <= ? AND (v.valid_to = '' OR v.valid_to > ?))`, []any{e.Zone, today, today}
	}
	scope.Schools = []office.Named{}
	if err = s.r.Select(&scope.Schools, "SELECT id, name FROM schools WHERE deleted_at IS NULL AND "+schools+" ORDER BY sort_key, id", args...); err != nil {
		return scope, err
	}
	scope.Inspectors = []office.Named{}
	people := ""
	if e.Zone != "" || e.SchoolID != 0 || e.Town != "" {
		ids := make([]int64, len(scope.Schools))
		for i, x := range scope.Schools {
			ids[i] = x.ID
		}
		marks, of := in(ids)
		people, args = " AND id IN (SELECT inspector_id FROM assignments WHERE deleted_at IS NULL AND ends_on = '' AND school_id IN "+marks+")", of
	} else {
		args = nil
	}
	err = s.r.Select(&scope.Inspectors, "SELECT id, name FROM inspectors WHERE deleted_at IS NULL AND state = '在聘'"+people+" ORDER BY sort_key, id", args...)
	return scope, err
}

// Pieces are the pieces of evidence of each point, with the school and the inspector
// of the record behind each.
func (s *Store) Pieces(f EvaluationFacts) (map[int64][]office.Piece, error) {
	rows := []struct {
		ID        int64 `db:"id"`
		School    int64 `db:"school_id"`
		Inspector int64 `db:"inspector_id"`
	}{}
	err := s.r.Select(&rows, `SELECT v.id, COALESCE(x.school_id, n.school_id, f.school_id, l.school_id, q.school_id, p.school_id, c.school_id, CASE v.source_kind WHEN 'school' THEN v.source_id END, 0) AS school_id,
		COALESCE(x.inspector_id, n.inspector_id, l.inspector_id, q.inspector_id, CASE v.source_kind WHEN 'inspector' THEN v.source_id END, 0) AS inspector_id
		FROM evidence v
		LEFT JOIN archive_items a ON v.source_kind = 'archive_item' AND a.id = v.source_id
		LEFT JOIN visits x ON COALESCE(a.source_kind, v.source_kind) = 'visit' AND x.id = COALESCE(a.source_id, v.source_id)
		LEFT JOIN notices n ON COALESCE(a.source_kind, v.source_kind) = 'notice' AND n.id = COALESCE(a.source_id, v.source_id)
		LEFT JOIN findings f ON v.source_kind = 'finding' AND f.id = v.source_id
		LEFT JOIN lessons l ON v.source_kind = 'lesson' AND l.id = v.source_id
		LEFT JOIN inquiries q ON v.source_kind = 'inquiry' AND q.id = v.source_id
		LEFT JOIN publications p ON v.source_kind = 'publication' AND p.id = v.source_id
		LEFT JOIN complaints c ON v.source_kind = 'complaint' AND c.id = v.source_id
		WHERE v.id IN (SELECT evidence_id FROM evidence_links WHERE evaluation_id = ?)`, f.Evaluation.ID)
	if err != nil {
		return nil, err
	}
	pieces := map[int64]office.Piece{}
	for _, x := range f.Evidence {
		pieces[x.ID] = office.Piece{Evidence: x}
	}
	for _, r := range rows {
		if p, have := pieces[r.ID]; have {
			p.SchoolID, p.InspectorID = r.School, r.Inspector
			pieces[r.ID] = p
		}
	}
	out := map[int64][]office.Piece{}
	for _, l := range f.Links {
		if p, have := pieces[l.EvidenceID]; have {
			p.NeedID = l.NeedID
			out[l.IndicatorID] = append(out[l.IndicatorID], p)
		}
	}
	return out, nil
}
