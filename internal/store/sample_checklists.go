package store

import "dudao/internal/office"

// checklists writes the county's check lists, gives its inspections one each and
// scores the units that were visited.
func (f *sampleFiller) checklists(office.County) error {
	lists := office.SampleChecklists()
	for i := range lists {
		if err := f.saveChecklist(&lists[i]); err != nil {
			return err
		}
	}
	all, err := find[office.Inspection](f.tx, "inspections", "ORDER BY id")
	if err != nil {
		return err
	}
	former := map[int64]bool{}
	for _, x := range all {
		former[x.FormerID] = true
	}
	for _, x := range all {
		list := lists[1]
		switch {
		case x.Kind == office.InspectionInfant:
			list = lists[2]
		case x.Kind == office.InspectionGoverns || x.Short(): // no list of theirs is known
			continue
		case former[x.ID]:
			list = lists[0]
		}
		if _, err := f.Exec(`UPDATE inspections SET checklist_id = ? WHERE id = ?`, list.ID, x.ID); err != nil {
			return err
		}
		if err := f.scoreUnits(x, list); err != nil {
			return err
		}
	}
	return nil
}

// scoreUnits scores the visited units of an inspection; the last of an inspection
// under way is left half done.
func (f *sampleFiller) scoreUnits(x office.Inspection, list office.Checklist) error {
	const partly = 50
	units, err := unitsOf(f.tx, x.ID)
	if err != nil {
		return err
	}
	put, err := f.Preparex(`INSERT INTO unit_scores (unit_id, item_id, self, score, result, note) VALUES (?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer put.Close() //nolint:errcheck // it ends with the transaction
	last := 0
	for i, u := range units {
		if u.VisitedOn.Valid() {
			last = i
		}
	}
	for i, u := range units {
		if !u.VisitedOn.Valid() {
			continue
		}
		scores, total := office.SampleUnitScores(list, x.ID*1000+u.SchoolID, 0.78+float64(u.SchoolID%9)/50+float64(x.ID%3)/100, partly)
		if i == last && x.State == office.InspectionVisiting {
			scores, total = scores[:len(scores)/2], office.ScoreTotal{}
		}
		for _, s := range scores {
			if _, err := put.Exec(u.ID, s.ItemID, s.Self, s.Score, s.Result, s.Note); err != nil {
				return wrap(err, "评分")
			}
		}
		if total.Self != nil {
			u.SelfScore = total.Self
		}
		if _, err := f.Exec(`UPDATE inspection_units SET score = ?, grade = ?, self_score = ? WHERE id = ?`, total.Score, total.Grade, u.SelfScore, u.ID); err != nil {
			return wrap(err, "被督导单位")
		}
	}
	return nil
}
