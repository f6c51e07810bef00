package store

import (
	"strconv"

	"dudao/internal/office"
)

// trainings writes one row for each who took part.
func (e *exporter) trainings() error {
	list, err := find[office.Training](e.g, "trainings", "WHERE deleted_at IS NULL ORDER BY starts_on, id")
	if err != nil {
		return err
	}
	people, err := find[office.TrainingPerson](e.g, "training_people", "ORDER BY (SELECT sort_key FROM inspectors i WHERE i.id = training_people.inspector_id), id")
	of := map[int64][]office.TrainingPerson{}
	for _, p := range people {
		of[p.TrainingID] = append(of[p.TrainingID], p)
	}
	for _, t := range list {
		for _, p := range of[t.ID] {
			e.add(p.ID, map[string]string{"name": e.person(p.InspectorID), "training": t.Name, "date": string(t.StartsOn), "hours": strconv.Itoa(p.Hours), "level": t.Level,
				"certificate": p.Certificate, "form": t.Form, "endsOn": string(t.EndsOn), "place": t.Place, "organiser": t.Organiser, "absence": p.Absence, "result": p.Result, "number": t.Number})
		}
	}
	return err
}
