package store

import (
	"strconv"

	"dudao/internal/office"
)

// assessments writes the county's assessments by the schemes that a new office
// begins with: what the records give is taken from them, the rest is made up.
func (f *sampleFiller) assessments(c office.County) error {
	set := c.Settings // its boundary and exempt months decide what was due
	for n, x := range c.Assessments {
		var scheme int64
		if err := f.Get(&scheme, `SELECT id FROM assessment_schemes WHERE subject = ? ORDER BY id LIMIT 1`, x.Subject); err != nil {
			return err
		}
		id, err := f.startAssessment(scheme, x.Span, "", set, x.AsOf)
		if err != nil {
			return err
		}
		b, err := bookOf(f.tx, id, set)
		if err != nil {
			return err
		}
		if err := f.sampleScores(b, office.NewSampleScores(n), x.ConfirmedOn != ""); err != nil {
			return err
		}
		if x.ConfirmedOn == "" {
			continue
		}
		if err := f.confirm(id, x.ConfirmedOn, set); err != nil {
			return err
		}
		if err := f.sampleAwards(id, x, set); err != nil {
			return err
		}
	}
	return nil
}

// sampleScores types what the records do not give; of one in work the later
// parts are still to come.
func (f *sampleFiller) sampleScores(b office.AssessmentBook, made office.SampleScores, whole bool) error {
	have := map[office.ScoreKey]bool{}
	for _, x := range b.Scores {
		have[x.Key()] = x.Scored
	}
	put := func(subject, part, item int64, score float64, remark string) error {
		if have[office.ScoreKey{Subject: subject, Part: part, Item: item}] {
			return nil
		}
		return f.saveScore(b.Scheme, ScoreInput{b.Assessment.ID, subject, part, item, strconv.FormatFloat(score, 'f', -1, 64), remark})
	}
	for i, who := range b.Subjects {
		for n, p := range b.Scheme.Parts {
			if !whole && (n > 0 || i%3 == 2) {
				continue
			}
			if len(p.Items) == 0 {
				if err := put(who.ID, p.ID, 0, made.Of(100), ""); err != nil {
					return err
				}
			}
			for _, item := range p.Items {
				remark := ""
				if item.Computed() {
					remark = "（示例）人工评定"
				}
				if err := put(who.ID, 0, item.ID, made.Of(item.Points), remark); err != nil {
					return err
				}
			}
		}
		for _, item := range b.Scheme.Extras {
			if whole && !item.Computed() && item.Kind == office.ItemDeduct && made.Luck(0.08) {
				if err := put(who.ID, 0, item.ID, 1, "（示例）缺席例会 1 次"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// sampleAwards honours who came out best.
func (f *sampleFiller) sampleAwards(id int64, x office.SampleAssessment, set office.Settings) error {
	best, err := find[office.AssessSubject](f.tx, "assessment_subjects", "WHERE assessment_id = ? AND rank BETWEEN 1 AND 3 ORDER BY rank, position", id)
	if err != nil {
		return err
	}
	for _, who := range best {
		a := office.Award{Year: x.AsOf.AddDays(-10).Year(), Name: "年度优秀" + x.Subject + "（示例）", Level: "县级", Subject: x.Subject, InspectorID: who.InspectorID, SchoolID: who.SchoolID,
			Holder: who.Name, GrantedBy: set.OfficeName, GrantedOn: x.ConfirmedOn.AddDays(10)}
		if err := f.saveAward(&a); err != nil {
			return err
		}
	}
	return nil
}
