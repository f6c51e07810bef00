package store

import (
	"fmt"
	"strconv"

	"dudao/internal/office"
)

// EvidenceRow is one line of the list of 佐证材料.
type EvidenceRow struct {
	office.Evidence
	Uses  int    `db:"uses" json:"uses"`   // points it serves
	Files int    `db:"files" json:"files"` // of its own or of its record
	Code  string `db:"code" json:"code"`   // 档号 of the 归档文件 it is, or its paper is
	Box   string `db:"box" json:"box"`     // 盒号
	Piece int    `db:"piece" json:"piece"` // 件号
}

// EvidencePage is one page of the list.
type EvidencePage struct {
	Rows  []EvidenceRow `json:"rows"`
	Total int           `json:"total"`
}

// evidenceFiles counts the files of evidence v: its own and those of its record.
const evidenceFiles = `((SELECT count(*) FROM attachments f WHERE f.deleted_at IS NULL AND f.owner_kind = 'evidence' AND f.owner_id = v.id)
	+ (SELECT count(*) FROM attachments f WHERE f.deleted_at IS NULL AND f.owner_kind = v.source_kind AND f.owner_id = v.source_id)
	+ (SELECT count(*) FROM attachments f WHERE f.deleted_at IS NULL AND v.source_kind = 'attachment' AND f.id = v.source_id))`

// evidenceSeen tells that evidence v can be shown on the screen: a paper of the
// program, a record or a file.
const evidenceSeen = `(v.form <> '' OR v.source_kind NOT IN ('', 'archive_item') OR ` + evidenceFiles + ` > 0)`

const evidenceColumns = `v.id, v.title, v.doc_number, v.author, v.dated_on, v.dated_to, v.form, v.source_kind, COALESCE(v.source_id, 0) AS source_id, v.source_key, v.place, v.on_paper, v.flaw, v.personal, v.note, v.updated_at,
	(SELECT count(*) FROM evidence_links l JOIN evaluations e ON e.id = l.evaluation_id AND e.deleted_at IS NULL WHERE l.evidence_id = v.id) AS uses, ` + evidenceFiles + ` AS files,
	COALESCE(a.code, '') AS code, COALESCE(b.number, '') AS box, COALESCE(a.number, 0) AS piece`

// filedOf is the 归档文件 that evidence v is, or as which its paper was filed.
const filedOf = `CASE WHEN v.source_kind = 'archive_item' THEN v.source_id WHEN v.form <> '' THEN (SELECT x.id FROM archive_items x
	WHERE x.form = v.form AND x.source_kind = v.source_kind AND x.source_key <> '' AND x.source_key = COALESCE(NULLIF(v.source_key, ''), CAST(v.source_id AS TEXT)) AND x.deleted_at IS NULL) END`

const evidenceFrom = ` FROM evidence v LEFT JOIN archive_items a ON a.deleted_at IS NULL AND a.id = ` + filedOf + ` LEFT JOIN archive_boxes b ON b.id = a.box_id AND b.deleted_at IS NULL`

var evidenceSorts = map[string]string{"title": "v.title_sort_key", "datedOn": "v.dated_on", "docNumber": "v.doc_number_sort_key", "author": "v.author", "place": natural("v.place"), "flaw": "v.flaw", "uses": "uses", "files": "files"}

// EvidenceList lists 佐证材料, the newest first. Filters: year (of the paper), form,
// source (kind of the record, 无 for files brought in), linked (是, 否), flaw (one of
// them, or 有), copy (电子, 纸质: only that), evaluation.
func (s *Store) EvidenceList(q ListQuery) (EvidencePage, error) {
	page := EvidencePage{Rows: []EvidenceRow{}}
	var c conditions
	c.add("v.deleted_at IS NULL")
	if y, err := strconv.Atoi(q.Filters["year"]); err == nil {
		c.add("v.dated_on < ? AND COALESCE(NULLIF(v.dated_to, ''), v.dated_on) >= ?", office.NewDate(y+1, 1, 1), office.NewDate(y, 1, 1))
	}
	c.equal(q, "form", "v.form")
	if kind := q.Filters["source"]; kind == "无" {
		c.add("v.source_kind = '' AND v.form = ''")
	} else {
		c.equal(q, "source", "v.source_kind")
	}
	const linked = "EXISTS (SELECT 1 FROM evidence_links l JOIN evaluations e ON e.id = l.evaluation_id AND e.deleted_at IS NULL WHERE l.evidence_id = v.id)"
	switch q.Filters["linked"] {
	case "是":
		c.add(linked)
	case "否":
		c.add("NOT " + linked)
	}
	if flaw := q.Filters["flaw"]; flaw == "有" {
		c.add("v.flaw <> ''")
	} else {
		c.equal(q, "flaw", "v.flaw")
	}
	switch q.Filters["copy"] {
	case "电子":
		c.add("v.on_paper = 0 AND " + evidenceSeen)
	case "纸质":
		c.add("v.on_paper = 1 AND NOT " + evidenceSeen)
	}
	if id, err := strconv.ParseInt(q.Filters["evaluation"], 10, 64); err == nil {
		c.add("v.id IN (SELECT evidence_id FROM evidence_links WHERE evaluation_id = ?)", id)
	}
	if err := c.matching(s.r, "evidence", "v.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM evidence v"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(evidenceSorts, "v.dated_on DESC", "v.id DESC")
	err := s.r.Select(&page.Rows, "SELECT "+evidenceColumns+evidenceFrom+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// EvidenceOf are the pieces of evidence of an evaluation with where they lie.
func (s *Store) EvidenceOf(evaluation int64) ([]EvidenceRow, error) {
	rows := []EvidenceRow{}
	err := s.r.Select(&rows, "SELECT "+evidenceColumns+evidenceFrom+` WHERE v.deleted_at IS NULL AND v.id IN (SELECT evidence_id FROM evidence_links WHERE evaluation_id = ?) ORDER BY v.dated_on, v.id`, evaluation)
	return rows, err
}

// EvidenceUse is a point that a piece of evidence serves.
type EvidenceUse struct {
	LinkID       int64  `db:"link_id" json:"linkId"`
	EvaluationID int64  `db:"evaluation_id" json:"evaluationId"`
	IndicatorID  int64  `db:"indicator_id" json:"indicatorId"`
	NeedID       int64  `db:"need_id" json:"needId"`
	Key          string `db:"key" json:"key"`
	Subject      string `db:"subject" json:"subject"`
	Year         int    `db:"year" json:"year"`
	Code         string `db:"code" json:"code"`
	Name         string `db:"name" json:"name"`
	Need         string `db:"need" json:"need"`
}

// EvidenceUses are the points that the evidence serves, the newest round first.
func (s *Store) EvidenceUses(id int64) ([]EvidenceUse, error) {
	rows := []EvidenceUse{}
	err := s.r.Select(&rows, `SELECT l.id AS link_id, l.evaluation_id, l.indicator_id, COALESCE(l.need_id, 0) AS need_id, s.key, `+subjectOfEvaluation+` AS subject, e.year, i.code, i.name, COALESCE(n.name, '') AS need
		FROM evidence_links l JOIN evaluations e ON e.id = l.evaluation_id AND e.deleted_at IS NULL JOIN standards s ON s.id = e.standard_id JOIN indicators i ON i.id = l.indicator_id
		LEFT JOIN indicator_needs n ON n.id = l.need_id LEFT JOIN schools c ON c.id = e.school_id WHERE l.evidence_id = ? ORDER BY e.year DESC, s.key, i.position`, id)
	return rows, err
}

// EvidenceFor finds the evidence that a record or a paper of it is already; 0 when
// there is none.
func (s *Store) EvidenceFor(e office.Evidence) (int64, error) { return evidenceFor(s.r, e) }

func evidenceFor(g getter, e office.Evidence) (int64, error) {
	ids := []int64{}
	if e.SourceKind == "" && e.Form == "" {
		return 0, nil
	}
	err := g.Select(&ids, `SELECT id FROM evidence WHERE deleted_at IS NULL AND source_kind = ? AND COALESCE(source_id, 0) = ? AND form = ? AND source_key = ? ORDER BY id LIMIT 1`, e.SourceKind, e.SourceID, e.Form, e.SourceKey)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// DeleteEvidence moves a piece of evidence to the recycle bin; the points it served
// do without it.
func (s *Store) DeleteEvidence(id int64) error {
	return s.write(Change{Action: "evidence.delete", Label: "删除佐证材料 " + s.Title("evidence", id)}, func(t *tx) error {
		return t.trash("evidence", id, "佐证材料")
	})
}

// AddedEvidence is what AddEvidence did.
type AddedEvidence struct {
	IDs    []int64 `json:"ids"`
	Added  int     `json:"added"`  // new links
	Before int     `json:"before"` // that were there already
}

// EvidencePoint is a point of an evaluation that evidence is put to.
type EvidencePoint struct {
	EvaluationID int64 `json:"evaluationId"`
	IndicatorID  int64 `json:"indicatorId"`
	NeedID       int64 `json:"needId"`
}

// AddEvidence puts pieces of evidence to points; a record or paper that is no
// evidence yet becomes one.
func (s *Store) AddEvidence(list []office.Evidence, points []EvidencePoint) (out AddedEvidence, err error) {
	out.IDs = []int64{}
	label := fmt.Sprintf("加入佐证材料 %d 件", len(list))
	if len(list) == 1 {
		label = "加入佐证材料 " + list[0].Title
	}
	err = s.write(Change{Action: "evidence.add", Label: label}, func(t *tx) error {
		for i := range list {
			e := &list[i]
			if e.ID == 0 {
				if e.ID, err = evidenceFor(t, *e); err != nil {
					return err
				}
			}
			if e.ID == 0 {
				if err := t.saveEvidence(e); err != nil {
					return err
				}
			}
			out.IDs = append(out.IDs, e.ID)
			for _, p := range points {
				added, err := t.linkOnce(office.EvidenceLink{EvaluationID: p.EvaluationID, IndicatorID: p.IndicatorID, EvidenceID: e.ID, NeedID: p.NeedID})
				if err != nil {
					return err
				}
				if added {
					out.Added++
				} else {
					out.Before++
				}
			}
		}
		return nil
	})
	return out, err
}

// SetEvidenceNeed says which 佐证要求 a piece fulfils at a point.
func (s *Store) SetEvidenceNeed(link, need int64) error {
	return s.write(Change{Action: "evidence.need", Label: "改佐证材料对应的要求"}, func(t *tx) error {
		l, err := get[office.EvidenceLink](t, "evidence_links", link)
		if err != nil {
			return wrap(err, "佐证材料")
		}
		l.NeedID = need
		return wrap(update(t, "evidence_links", l), "佐证材料")
	})
}

// UnlinkEvidence takes pieces of evidence away from points.
func (s *Store) UnlinkEvidence(links []int64) error {
	return s.write(Change{Action: "evidence.unlink", Label: fmt.Sprintf("移出佐证材料 %d 件", len(links))}, func(t *tx) error {
		marks, args := in(links)
		_, err := t.Exec("DELETE FROM evidence_links WHERE id IN "+marks, args...)
		return err
	})
}

// OrderEvidence puts the pieces of a point in the order of the links.
func (s *Store) OrderEvidence(links []int64) error {
	return s.write(Change{Action: "evidence.order", Label: "调整佐证材料的顺序"}, func(t *tx) error {
		for i, id := range links {
			if _, err := t.Exec(`UPDATE evidence_links SET position = ? WHERE id = ? AND position <> ?`, i+1, id, i+1); err != nil {
				return err
			}
		}
		return nil
	})
}
