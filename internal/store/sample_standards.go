package store

import (
	"strings"

	"dudao/internal/office"
)

// evaluations writes the county's rounds with what serves their points. A piece of
// evidence that serves two rounds is one.
func (f *sampleFiller) evaluations(c office.County) error {
	made := map[office.Evidence]int64{}
	f.evidence = map[int64]int64{}
	for _, x := range c.Evaluations {
		e := x.Evaluation
		if err := f.Get(&e.StandardID, `SELECT id FROM standards WHERE key = ?`, x.Standard); err != nil {
			return err
		}
		if e.SchoolID != 0 {
			e.SchoolID = f.school[e.SchoolID]
		}
		if err := f.saveEvaluation(&e); err != nil {
			return err
		}
		of, err := standard(f, e.StandardID)
		if err != nil {
			return err
		}
		points := map[string]office.Indicator{}
		for _, p := range of.Points() {
			points[p.Code] = p
			if item, ok := x.Items[p.Code]; ok {
				item.EvaluationID, item.IndicatorID = e.ID, p.ID
				if _, err := insert(f.tx, "evaluation_items", item); err != nil {
					return wrap(err, "指标自评")
				}
			}
		}
		if err := f.sampleEvidence(e.ID, points, x.Evidence, made); err != nil {
			return err
		}
	}
	return nil
}

func (f *sampleFiller) sampleEvidence(id int64, points map[string]office.Indicator, list []office.SampleEvidence, made map[office.Evidence]int64) error {
	places := map[string][]int64{}
	count := map[int64]int{}
	for _, x := range list {
		e := x.Evidence
		if err := f.sampleSource(&e, places); err != nil {
			return err
		}
		key := e
		if made[key] == 0 {
			if err := f.saveEvidence(&e); err != nil {
				return err
			}
			made[key] = e.ID
		}
		f.evidence[int64(len(f.evidence)+1)] = made[key]
		for _, said := range x.Codes {
			code, need, _ := strings.Cut(said, "/")
			p, known := points[code]
			if !known {
				continue
			}
			count[p.ID]++
			l := office.EvidenceLink{EvaluationID: id, IndicatorID: p.ID, EvidenceID: made[key], Position: count[p.ID]}
			for _, n := range p.Needs {
				if n.Name == need {
					l.NeedID = n.ID
				}
			}
			if _, err := insert(f.tx, "evidence_links", l); err != nil {
				return wrap(err, "佐证材料")
			}
		}
	}
	return nil
}

// sampleSource gives the evidence the id of its record, and the 文号 that the
// record was given.
func (f *sampleFiller) sampleSource(e *office.Evidence, places map[string][]int64) (err error) {
	switch e.SourceKind {
	case "":
		return nil
	case "visit":
		e.SourceID = f.visit[e.SourceID]
	case "notice":
		e.SourceID = f.notice[e.SourceID]
		return f.Get(&e.DocNumber, `SELECT COALESCE(NULLIF(doc_number, ''), number) FROM notices WHERE id = ?`, e.SourceID)
	default:
		if places[e.SourceKind] == nil {
			ids := []int64{}
			if err := f.Select(&ids, `SELECT id FROM `+tableOf(e.SourceKind)+` ORDER BY id`); err != nil {
				return err
			}
			places[e.SourceKind] = ids
		}
		e.SourceID = places[e.SourceKind][e.SourceID-1]
	}
	switch e.SourceKind {
	case "archive_item":
		err = f.Get(&e.DocNumber, `SELECT doc_number FROM archive_items WHERE id = ?`, e.SourceID)
	case "meeting":
		err = f.Get(&e.DocNumber, `SELECT minutes_no FROM meetings WHERE id = ?`, e.SourceID)
	}
	return err
}
