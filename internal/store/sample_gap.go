package store

import (
	"strings"

	"dudao/internal/office"
)

// gaps adds to the county's round what every office finds in its own: papers of years
// gone by, visits that nobody signed, and the papers that the 清点 did not find.
func (f *sampleFiller) gaps(c office.County) error {
	var id int64
	if err := f.Get(&id, `SELECT COALESCE(max(e.id), 0) FROM evaluations e JOIN standards s ON s.id = e.standard_id WHERE s.key = ?`, office.StandardCounty); err != nil || id == 0 {
		return err
	}
	e, err := get[office.Evaluation](f, "evaluations", id)
	if err != nil {
		return err
	}
	of, err := standard(f, e.StandardID)
	if err != nil {
		return err
	}
	points := map[string]office.Indicator{}
	for _, p := range of.Points() {
		points[p.Code] = p
	}
	list := []office.SampleEvidence{}
	for i, title := range []string{"专项督导制度（示例）", "综合督导制度（示例）"} {
		list = append(list, office.SampleEvidence{Evidence: office.Evidence{Title: title, Author: c.Settings.OfficeName, DatedOn: office.NewDate(e.Year-e.Years-i, 9, 12), Place: "2号柜第2层", OnPaper: true},
			Codes: []string{"2-7/" + []string{"专项督导制度", "综合督导制度"}[i]}})
	}
	rows := []office.SampleEvidence{}
	for _, q := range []struct{ sql, kind, form, code string }{
		{`SELECT v.id, s.name || '督导记录表' AS title, v.date AS day FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.date >= ?1 AND v.principal_signed = 0 AND ` + counted + ` ORDER BY v.date, v.id LIMIT 2`, "visit", "visit", "4-6/督导记录表"},
		{`SELECT a.id, a.title, a.dated_on AS day FROM stocktake_items m JOIN archive_items a ON a.id = m.item_id WHERE m.result = '` + office.CountMissing + `' AND a.dated_on >= ?1 AND a.deleted_at IS NULL ORDER BY m.id`, "archive_item", "", "4-7"},
	} {
		found := []struct {
			ID    int64       `db:"id"`
			Title string      `db:"title"`
			Day   office.Date `db:"day"`
		}{}
		if err := f.Select(&found, q.sql, e.From()); err != nil {
			return err
		}
		for _, x := range found {
			rows = append(rows, office.SampleEvidence{Evidence: office.Evidence{Title: x.Title, Author: c.Settings.OfficeName, DatedOn: x.Day, Form: q.form, SourceKind: q.kind, SourceID: x.ID, OnPaper: true}, Codes: []string{q.code}})
		}
	}
	return f.plant(id, points, append(list, rows...))
}

// plant adds the evidence behind what serves the points already.
func (f *sampleFiller) plant(id int64, points map[string]office.Indicator, list []office.SampleEvidence) error {
	for _, x := range list {
		e := x.Evidence
		if err := f.saveEvidence(&e); err != nil {
			return err
		}
		for _, said := range x.Codes {
			code, need, _ := strings.Cut(said, "/")
			l := office.EvidenceLink{EvaluationID: id, IndicatorID: points[code].ID, EvidenceID: e.ID}
			for _, n := range points[code].Needs {
				if n.Name == need {
					l.NeedID = n.ID
				}
			}
			if err := f.linkEvidence(l); err != nil {
				return err
			}
		}
	}
	return nil
}
