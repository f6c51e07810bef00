package store

import (
	"strings"

	"dudao/internal/office"
)

// ScoreSheet is everything that the scoring of one unit shows (打分表).
type ScoreSheet struct {
	Unit       office.InspectionUnit `json:"unit"`
	Inspection office.Inspection     `json:"inspection"`
	Group      string                `json:"group"`
	Checklist  office.Checklist      `json:"checklist"` // ID 0 when the inspection has none
	Scores     []office.UnitScore    `json:"scores"`
	Total      office.ScoreTotal     `json:"total"`
	Findings   []Option              `json:"findings"` // the problems that points became: their numbers
	// Before and Next are the units beside it in its group, 0 at the ends.
	Before int64 `json:"before"`
	Next   int64 `json:"next"`
}

// PointInput are points of one unit to be written; points not named stay.
type PointInput struct {
	UnitID int64              `json:"unitId"`
	Scores []office.UnitScore `json:"scores"`
}

// ScoreSheet returns the scoring of one unit. CodeNotFound when there is none.
func (s *Store) ScoreSheet(unitID int64) (sheet ScoreSheet, err error) {
	partly, err := s.Rule(office.RulePartly, s.Today())
	if err != nil {
		return sheet, err
	}
	if sheet, err = scoreSheet(s.r, unitID, partly); err != nil {
		return sheet, err
	}
	if sheet.Unit.GroupID != 0 {
		sheet.Group = s.groupName(sheet.Unit.GroupID)
	}
	beside := []struct {
		Before int64 `db:"before"`
		Next   int64 `db:"next"`
	}{}
	err = s.r.Select(&beside, `SELECT before, next FROM (SELECT id, COALESCE(lag(id) OVER w, 0) AS before, COALESCE(lead(id) OVER w, 0) AS next FROM inspection_units
		WHERE inspection_id = ? AND deleted_at IS NULL AND COALESCE(group_id, 0) = ? WINDOW w AS (ORDER BY position, id)) WHERE id = ?`,
		sheet.Inspection.ID, sheet.Unit.GroupID, unitID)
	for _, b := range beside {
		sheet.Before, sheet.Next = b.Before, b.Next
	}
	return sheet, err
}

func (s *Store) groupName(id int64) string {
	g, err := get[office.InspectionGroup](s.r, "inspection_groups", id)
	if err != nil { // a group that was deleted has no name
		return ""
	}
	return g.Name
}

func scoreSheet(g getter, unitID int64, partly float64) (sheet ScoreSheet, err error) {
	if sheet.Unit, err = unitOf(g, unitID); err != nil {
		return sheet, err
	}
	sheet.Scores, sheet.Findings = []office.UnitScore{}, []Option{}
	sheet.Checklist.Items, sheet.Checklist.Grades = []office.ChecklistItem{}, []office.Grade{}
	sheet.Total.Vetoes = []int64{}
	if sheet.Inspection, err = inspectionOf(g, sheet.Unit.InspectionID); err != nil {
		return sheet, err
	}
	if sheet.Inspection.ChecklistID == 0 {
		return sheet, nil
	}
	if sheet.Checklist, err = checklist(g, sheet.Inspection.ChecklistID); err != nil {
		return sheet, err
	}
	if sheet.Scores, err = find[office.UnitScore](g, "unit_scores", "WHERE unit_id = ? AND item_id IN (SELECT id FROM checklist_items WHERE checklist_id = ?) ORDER BY item_id", unitID, sheet.Checklist.ID); err != nil {
		return sheet, err
	}
	by := map[int64]office.UnitScore{}
	for _, u := range sheet.Scores {
		by[u.ItemID] = u
	}
	sheet.Total = sheet.Checklist.Total(by, partly)
	err = g.Select(&sheet.Findings, `SELECT f.id, f.number AS name FROM findings f JOIN unit_scores u ON u.finding_id = f.id WHERE u.unit_id = ? AND f.deleted_at IS NULL`, unitID)
	return sheet, err
}

// keepsItsChecklist refuses another list for an inspection that has been scored by
// one.
func (t *tx) keepsItsChecklist(was, x office.Inspection) error {
	if was.ChecklistID == x.ChecklistID || was.ChecklistID == 0 {
		return nil
	}
	var n int
	if err := t.Get(&n, `SELECT count(DISTINCT u.id) FROM inspection_units u JOIN unit_scores p ON p.unit_id = u.id WHERE u.inspection_id = ? AND u.deleted_at IS NULL`, x.ID); err != nil || n == 0 {
		return err
	}
	return &office.Error{Code: office.CodeConflict, Message: "这次督导已按“" + t.titleOf("checklist", was.ChecklistID) + "”给单位评分，不能换评估表。",
		Fields: map[string]string{"checklistId": "已经按这份表评分，不能换"}}
}

// SaveUnitScores writes points of one unit and its total with them; bad input changes
// nothing.
func (s *Store) SaveUnitScores(in PointInput) (ScoreSheet, error) {
	return s.score("unit.score", "评分 ", in.UnitID, func(*ScoreSheet) ([]office.UnitScore, error) { return in.Scores, nil })
}

// FillUnitScores gives full marks to every point of the unit that is not scored yet
// (其余满分).
func (s *Store) FillUnitScores(unitID int64) (ScoreSheet, error) {
	return s.score("unit.fill", "其余要点记满分 ", unitID, func(sheet *ScoreSheet) ([]office.UnitScore, error) {
		have := map[int64]office.UnitScore{}
		for _, u := range sheet.Scores {
			have[u.ItemID] = u
		}
		rest := []office.UnitScore{}
		for _, x := range sheet.Checklist.Points() {
			if u := have[x.ID]; !u.Judged() {
				u.ItemID, u.Result = x.ID, office.ResultYes
				rest = append(rest, u)
			}
		}
		return rest, nil
	})
}

func (s *Store) score(action, verb string, unitID int64, points func(*ScoreSheet) ([]office.UnitScore, error)) (ScoreSheet, error) {
	partly, err := s.Rule(office.RulePartly, s.Today())
	if err != nil {
		return ScoreSheet{}, err
	}
	err = s.write(Change{Action: action, Label: verb + s.Title("inspection_unit", unitID)}, func(t *tx) error {
		sheet, err := scoreSheet(t, unitID, partly)
		if err != nil {
			return err
		}
		list, err := points(&sheet)
		if err != nil {
			return err
		}
		return t.putUnitScores(&sheet, list, partly)
	})
	if err != nil {
		return ScoreSheet{}, err
	}
	return s.ScoreSheet(unitID)
}

// putUnitScores writes points of the unit and keeps its total beside them.
func (t *tx) putUnitScores(sheet *ScoreSheet, list []office.UnitScore, partly float64) error {
	if sheet.Checklist.ID == 0 {
		return office.Errorf(office.CodeConflict, "“%s”还没有选评估表，不能评分。请先在这次督导里选一份评估表。", sheet.Inspection.Title)
	}
	points, now := map[int64]office.ChecklistItem{}, map[int64]office.UnitScore{}
	for _, x := range sheet.Checklist.Points() {
		points[x.ID] = x
	}
	for _, u := range sheet.Scores {
		now[u.ItemID] = u
	}
	for _, u := range list {
		x, ok := points[u.ItemID]
		if !ok {
			return office.Invalid("有一个要点不在“%s（%s）”里，没有保存。请刷新后重试。", sheet.Checklist.Name, sheet.Checklist.Version)
		}
		was := now[u.ItemID]
		u.ID, u.UnitID, u.FindingID = was.ID, sheet.Unit.ID, was.FindingID
		u.Settle(x, partly)
		if err := u.Validate(x); err != nil {
			return err
		}
		if err := t.putUnitScore(&u, was); err != nil {
			return wrap(err, "评分")
		}
		now[u.ItemID] = u
	}
	return t.keepTotal(sheet, now, partly)
}

func (t *tx) putUnitScore(u *office.UnitScore, was office.UnitScore) (err error) {
	switch {
	case u.Empty() && u.FindingID == 0:
		if was.ID != 0 {
			_, err = t.Exec(`DELETE FROM unit_scores WHERE id = ?`, was.ID)
		}
	case was.ID == 0:
		u.ID, err = insert(t, "unit_scores", *u)
	default:
		same, e := t.unchanged("unit_scores", u.ID, *u)
		if e != nil || same {
			return e
		}
		err = update(t, "unit_scores", *u)
	}
	return err
}

// keepTotal writes the unit's total, grade and self-score beside its points: the
// total and grade once every point is scored.
func (t *tx) keepTotal(sheet *ScoreSheet, scores map[int64]office.UnitScore, partly float64) error {
	total := sheet.Checklist.Total(scores, partly)
	u := sheet.Unit
	u.Score, u.Grade = nil, ""
	if total.Complete() {
		u.Score, u.Grade = total.Score, total.Grade
	}
	had := false // a self-score that came without points stays
	for _, x := range sheet.Scores {
		had = had || x.Self != nil
	}
	if total.Self != nil || had {
		u.SelfScore = total.Self
	}
	same, err := t.unchanged("inspection_units", u.ID, u)
	if err != nil || same {
		return err
	}
	u.UpdatedAt = t.s.moment()
	return wrap(update(t, "inspection_units", u), "被督导单位")
}

// ScoreFindingInput names the point that becomes a problem.
type ScoreFindingInput struct {
	UnitID int64 `json:"unitId"`
	ItemID int64 `json:"itemId"`
}

// ScoreFinding makes a problem of a point that lost something (转为问题): at the
// school, under the point's matter, in the words of the note.
func (s *Store) ScoreFinding(in ScoreFindingInput) (finding int64, err error) {
	sheet, err := s.ScoreSheet(in.UnitID)
	if err != nil {
		return 0, err
	}
	f, err := sheet.finding(in.ItemID)
	if err != nil {
		return 0, err
	}
	if !f.FoundOn.Valid() {
		f.FoundOn = s.Today()
	}
	if f.DueOn < f.FoundOn {
		if f.DueOn, err = s.StandardDeadline(f.FoundOn); err != nil {
			return 0, err
		}
	}
	err = s.write(Change{Action: "unit.finding", Label: "评估要点转为问题 " + s.Title("inspection_unit", in.UnitID)}, func(t *tx) error {
		if err := t.saveFinding(&f); err != nil {
			return err
		}
		_, err := t.Exec(`UPDATE unit_scores SET finding_id = ? WHERE unit_id = ? AND item_id = ?`, f.ID, in.UnitID, in.ItemID)
		return err
	})
	return f.ID, err
}

// finding words the problem that a point of the sheet is.
func (p ScoreSheet) finding(itemID int64) (f office.Finding, err error) {
	if p.Unit.SchoolID == 0 {
		return f, office.Errorf(office.CodeInvalid, "“%s”不是学校，不能进问题整改台账。请写进督导意见书。", p.Unit.Name)
	}
	for _, u := range p.Scores {
		if u.ItemID != itemID || !u.Short() {
			continue
		}
		for _, x := range p.Findings {
			if x.ID == u.FindingID {
				return f, office.Errorf(office.CodeConflict, "这个要点已经转为问题“%s”，没有重复登记。请到那个问题里接着办。", x.Name)
			}
		}
		for _, x := range p.Checklist.Items {
			if x.ID != itemID {
				continue
			}
			f = office.Finding{SchoolID: p.Unit.SchoolID, UnitID: p.Unit.ID, Source: p.Inspection.FindingSource(), FoundOn: p.Unit.VisitedOn, MatterID: x.MatterID, Level: 2, DueOn: p.Unit.DueOn, Content: u.Note,
				Note: "来自" + p.Inspection.Number + " " + p.Inspection.Title + "，评估要点：" + strings.TrimSpace(x.Code+" "+x.Name)}
			if f.Content == "" {
				f.Content = x.Name + "：" + u.Result
			}
			return f, nil
		}
	}
	return f, office.Errorf(office.CodeInvalid, "这个要点没有扣分，不用转为问题。请先评分并写明扣分说明。")
}
