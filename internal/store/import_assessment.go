package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// assessment brings in one row of 考核评分: the scores of parts that were given
// to one inspector outside the program.
func (im *importer) assessment(row *importRow) error {
	a, who, err := im.assessed(row)
	if err != nil || len(row.Faults) > 0 {
		return err
	}
	row.title, row.savedID = who.Name+" "+a.Title, who.ID
	if row.recordID == 0 && im.twice(row, fmt.Sprint("assessed ", who.ID), "name", "是同一名督学") {
		return nil
	}
	scheme, err := schemeOf(im.t, a.SchemeID)
	if err != nil {
		return err
	}
	scores, err := find[office.AssessScore](im.t, "assessment_scores", "WHERE subject_id = ? AND part_id IS NOT NULL", who.ID)
	if err != nil {
		return err
	}
	input := []ScoreInput{}
	for _, column := range office.AssessScores {
		part, ok := scheme.ScorePart(column)
		i := slices.IndexFunc(scores, func(x office.AssessScore) bool { return x.PartID == part.ID })
		now := office.AssessScore{}
		if i >= 0 {
			now = scores[i]
		}
		text, changed := row.ScoreCell(column, now.Text())
		if !changed {
			continue
		}
		field := im.layout.Fields[im.layout.Index(column)].Title
		if !ok {
			row.Fail(column, fmt.Sprintf("考核方案“%s”里没有“%s”这一部分，请清空这一格", scheme.Name, field))
			continue
		}
		given, err := scheme.ParseScore(part.ID, 0, text)
		if err != nil {
			row.Fail(column, err.Error())
			continue
		}
		if given.Text() == now.Text() {
			continue
		}
		row.changed = append(row.changed, field)
		input = append(input, ScoreInput{AssessmentID: a.ID, SubjectID: who.ID, PartID: part.ID, Text: text, Remark: now.Remark})
	}
	if len(row.Faults) > 0 || len(input) == 0 {
		return nil
	}
	return im.try(row, func() error {
		if err := im.t.openAssessment(a.ID); err != nil {
			return err
		}
		for _, x := range input {
			if err := im.t.saveScore(scheme, x); err != nil {
				return err
			}
		}
		return nil
	})
}

// assessed finds the assessment of inspectors that the row speaks of, and whom.
func (im *importer) assessed(row *importRow) (a office.Assessment, who office.AssessSubject, err error) {
	if row.recordID != 0 {
		for _, key := range []string{"name", "span"} {
			if v := row.V(key); v.Present && !v.Kept {
				row.Fail(key, "姓名和期间不能改；要给别的督学打分，请清空这一行最左边隐藏的系统编号")
			}
		}
		if who, err = get[office.AssessSubject](im.t, "assessment_subjects", row.recordID); err == nil {
			a, err = get[office.Assessment](im.t, "assessments", who.AssessmentID)
		}
		return a, who, wrap(err, "考核")
	}
	if len(row.Faults) > 0 {
		return a, who, nil
	}
	where, args := "state = ?", []any{office.AssessOpen}
	if v := row.V("span"); v.Set {
		where, args = "span = ?", []any{v.Text}
	}
	list, err := find[office.Assessment](im.t, "assessments", "WHERE subject = '督学' AND deleted_at IS NULL AND "+where+" ORDER BY ends_on DESC", args...)
	if err != nil {
		return a, who, err
	}
	switch {
	case len(list) == 0 && len(args) > 0 && args[0] != office.AssessOpen:
		row.Fail("span", fmt.Sprintf("没有“%v”的督学考核，请先在“考核”里新建，或核对期间（如 2026、2025-2026）", args[0]))
		return a, who, nil
	case len(list) == 0:
		row.Fail("span", "没有正在进行的督学考核，请先在“考核”里新建")
		return a, who, nil
	case len(list) > 1:
		row.Fail("span", "有几次督学考核正在进行，请加一列“期间”写明是哪一次，如 "+list[0].Span)
		return a, who, nil
	}
	ids, _, faults := im.peopleOf([]string{row.V("name").Text}, 0, im.today)
	if len(faults) > 0 {
		row.Fail("name", faults[0])
		return a, who, nil
	}
	found, err := find[office.AssessSubject](im.t, "assessment_subjects", "WHERE assessment_id = ? AND inspector_id = ?", list[0].ID, ids[0])
	if err == nil && len(found) == 0 {
		row.Fail("name", fmt.Sprintf("“%s”里没有这名督学", list[0].Title))
		return a, who, nil
	}
	if err == nil {
		who = found[0]
	}
	return list[0], who, err
}

// assessments writes one row for each inspector of each assessment. The score of
// a part that is made of items has no cell: it is given item by item.
func (e *exporter) assessments() error {
	list, err := find[office.Assessment](e.g, "assessments", "WHERE subject = '督学' AND deleted_at IS NULL ORDER BY ends_on DESC, id DESC")
	if err != nil {
		return err
	}
	for _, a := range list {
		scheme, err := schemeOf(e.g, a.SchemeID)
		if err != nil {
			return err
		}
		scores, err := find[office.AssessScore](e.g, "assessment_scores", "WHERE assessment_id = ? AND part_id IS NOT NULL", a.ID)
		if err != nil {
			return err
		}
		given := map[office.ScoreKey]office.AssessScore{}
		for _, x := range scores {
			given[x.Key()] = x
		}
		who, err := find[office.AssessSubject](e.g, "assessment_subjects", "WHERE assessment_id = ? ORDER BY position", a.ID)
		if err != nil {
			return err
		}
		for _, x := range who {
			values := map[string]string{"name": x.Name, "span": a.Span}
			for _, column := range office.AssessScores {
				if part, ok := scheme.ScorePart(column); ok {
					values[column] = given[office.ScoreKey{Subject: x.ID, Part: part.ID}].Text()
				}
			}
			e.add(x.ID, values)
		}
	}
	return nil
}
