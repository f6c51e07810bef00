package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// trainingOfAll are the columns that say which training it was: the same for all
// who took part.
var trainingOfAll = []string{"name", "training", "date", "level", "form", "endsOn", "place", "organiser"}

// training brings in one row of the register of trainings: one inspector's part.
func (im *importer) training(row *importRow) error {
	n, err := im.trainingOf(row)
	if err != nil || len(row.Faults) > 0 {
		return err
	}
	inspector := int64(0)
	if row.recordID != 0 {
		at := slices.IndexFunc(n.People, func(p office.TrainingPerson) bool { return p.ID == row.recordID })
		inspector = n.People[at].InspectorID
	} else {
		ids, _, faults := im.peopleOf([]string{row.V("name").Text}, 0, n.StartsOn)
		if len(faults) > 0 {
			row.Fail("name", faults[0])
			return nil
		}
		inspector = ids[0]
	}
	row.title = im.names.inspectors[inspector].Name + " " + n.Name
	if row.recordID == 0 && im.twice(row, fmt.Sprint("training ", n.StartsOn, n.Name, inspector), "training", "是同一次培训") || len(row.Faults) > 0 {
		return nil
	}
	at := slices.IndexFunc(n.People, func(p office.TrainingPerson) bool { return p.InspectorID == inspector })
	row.isNew = at < 0
	if row.isNew {
		at = len(n.People)
		n.People = append(n.People, office.TrainingPerson{InspectorID: inspector, Hours: n.Hours})
	}
	row.changed = office.FillTrainingPerson(&n.People[at], &row.ParsedRow)
	if !row.isNew && len(row.changed) == 0 {
		row.savedID = n.People[at].ID
		return nil
	}
	err = im.try(row, func() error { return im.t.saveTraining(&n) })
	for _, p := range n.People {
		if p.InspectorID == inspector {
			row.savedID = p.ID
		}
	}
	return err
}

// trainingOf returns the training that the row speaks of; a new one is not yet
// written.
func (im *importer) trainingOf(row *importRow) (n office.Training, err error) {
	if row.recordID != 0 {
		p, err := get[office.TrainingPerson](im.t, "training_people", row.recordID)
		if err != nil {
			return n, wrap(err, "参训名单")
		}
		for _, key := range trainingOfAll {
			if v := row.V(key); v.Present && !v.Kept {
				row.Fail(key, "这一项是整次培训的，请在程序的“培训”里改；换人的请删去这一行再加")
			}
		}
		return training(im.t, p.TrainingID)
	}
	if len(row.Faults) > 0 {
		return n, nil
	}
	ids := []int64{}
	if err := im.t.Select(&ids, `SELECT id FROM trainings WHERE starts_on = ? AND name = ? AND deleted_at IS NULL ORDER BY id LIMIT 1`, row.V("date").Text, row.V("training").Text); err != nil {
		return n, err
	}
	if len(ids) > 0 {
		return training(im.t, ids[0])
	}
	office.FillTraining(&n, &row.ParsedRow)
	n.Normalize()
	return n, nil
}
