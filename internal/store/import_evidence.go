package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// evidence brings in one piece of 佐证材料 and puts it to the points that the row
// names by their codes.
func (im *importer) evidence(row *importRow) error {
	row.title = row.V("name").Text
	points := im.pointsOf(row)
	if len(row.Faults) > 0 {
		return nil
	}
	e := office.Evidence{}
	id := row.recordID
	if id == 0 {
		if im.twice(row, fmt.Sprint("evidence ", row.title, row.V("docNumber").Text, row.V("datedOn").Text), "name", "是同一件材料") || len(row.Faults) > 0 {
			return nil
		}
		ids := []int64{}
		if err := im.t.Select(&ids, `SELECT id FROM evidence WHERE deleted_at IS NULL AND title = ? AND (? IN ('', doc_number)) AND (? IN ('', dated_on)) ORDER BY id LIMIT 1`,
			row.title, row.V("docNumber").Text, row.V("datedOn").Text); err != nil {
			return err
		}
		if len(ids) > 0 {
			id = ids[0]
		}
	}
	if id != 0 {
		var err error
		if e, err = get[office.Evidence](im.t, "evidence", id); err != nil {
			return wrap(err, "佐证材料")
		}
	}
	row.isNew, row.savedID = id == 0, id
	row.changed = office.FillEvidence(&e, &row.ParsedRow)
	return im.try(row, func() error {
		if row.isNew || len(row.changed) > 0 {
			if err := im.t.saveEvidence(&e); err != nil {
				return err
			}
			row.savedID = e.ID
		}
		for _, p := range points {
			added, err := im.t.linkOnce(office.EvidenceLink{EvaluationID: p.EvaluationID, IndicatorID: p.IndicatorID, EvidenceID: e.ID})
			if err != nil {
				return err
			}
			if added && !slices.Contains(row.changed, "编码") {
				row.changed = append(row.changed, "编码")
			}
		}
		return nil
	})
}

// pointsOf are the points that the row's codes name.
func (im *importer) pointsOf(row *importRow) []EvidencePoint {
	out := []EvidencePoint{}
	codes := strings.FieldsFunc(row.V("code").Text, func(r rune) bool { return strings.ContainsRune("、，,；; \n", r) })
	if len(codes) == 0 {
		return out
	}
	name := im.opt.Standard
	if v := row.V("standard"); v.Set {
		name = v.Text
	}
	if name == "" {
		row.Fail("standard", "不知道编码是哪个评估标准的：请在导入时选标准，或加一列“评估标准简称”")
		return out
	}
	id, err := evaluationID(im.t, name, row.V("subject").Text, row.V("year").Int)
	if err != nil {
		row.Fail("standard", fmt.Sprintf("没有“%s”的这次评估（对象、年度），请先在“迎检”里新建这一轮", name))
		return out
	}
	for _, code := range codes {
		ids := []int64{}
		if err := im.t.Select(&ids, `SELECT i.id FROM indicators i JOIN evaluations e ON e.standard_id = i.standard_id WHERE e.id = ? AND i.code = ? AND NOT EXISTS (SELECT 1 FROM indicators k WHERE k.parent_id = i.id)`, id, code); err != nil || len(ids) == 0 {
			row.Fail("code", fmt.Sprintf("“%s”里没有编码为“%s”的考核点，请核对编码", name, code))
			continue
		}
		out = append(out, EvidencePoint{EvaluationID: id, IndicatorID: ids[0]})
	}
	return out
}

// evidence writes one row for each piece; the points it serves stand in a column
// that is not read back.
func (e *exporter) evidence() error {
	rows := []struct {
		ID   int64  `db:"evidence_id"`
		Text string `db:"text"`
	}{}
	if err := e.g.Select(&rows, `SELECT l.evidence_id, concat_ws(' ', s.key, NULLIF(COALESCE(NULLIF(e.zone, ''), NULLIF(e.town, ''), c.name, ''), ''), e.year, i.code) AS text
		FROM evidence_links l JOIN evaluations e ON e.id = l.evaluation_id AND e.deleted_at IS NULL JOIN standards s ON s.id = e.standard_id JOIN indicators i ON i.id = l.indicator_id
		LEFT JOIN schools c ON c.id = e.school_id ORDER BY e.year DESC, s.key, i.position`); err != nil {
		return err
	}
	uses := map[int64][]string{}
	for _, r := range rows {
		uses[r.ID] = append(uses[r.ID], r.Text)
	}
	list, err := find[office.Evidence](e.g, "evidence", "WHERE deleted_at IS NULL ORDER BY dated_on, id")
	for _, x := range list {
		e.add(x.ID, map[string]string{"name": x.Title, "docNumber": x.DocNumber, "author": x.Author, "datedOn": string(x.DatedOn), "datedTo": string(x.DatedTo), "place": x.Place,
			"onPaper": office.YesNo(x.OnPaper), "flaw": x.Flaw, "personal": office.YesNo(x.Personal), "note": x.Note, "points": strings.Join(uses[x.ID], "；")})
	}
	return err
}
