package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Trainings is the screen 培训.
type Trainings struct{ d *Desk }

// List lists trainings; see store.Trainings for the filters.
func (t *Trainings) List(q store.ListQuery) (page store.TrainingPage, err error) {
	defer caught(&err)
	return t.d.store.Trainings(q)
}

// TrainingForm is a training with its files.
type TrainingForm struct {
	Training    office.Training     `json:"training"`
	Attachments []office.Attachment `json:"attachments"`
}

// Get returns one training with who took part.
func (t *Trainings) Get(id int64) (form TrainingForm, err error) {
	defer caught(&err)
	if form.Training, err = t.d.store.Training(id); err != nil {
		return form, err
	}
	form.Attachments, err = t.d.store.Attachments("training", id)
	return form, err
}

// Save adds or changes a training.
func (t *Trainings) Save(in office.Training) (form TrainingForm, err error) {
	defer caught(&err)
	form.Training, err = t.d.store.SaveTraining(in)
	if err != nil {
		return form, err
	}
	t.d.saved()
	form.Attachments, err = t.d.store.Attachments("training", form.Training.ID)
	return form, err
}

// Delete moves a training to the recycle bin.
func (t *Trainings) Delete(id int64) (err error) {
	defer caught(&err)
	return done(t.d, t.d.store.DeleteTraining(id))
}

// Years are the years that have trainings, newest first.
func (t *Trainings) Years() (years []int, err error) {
	defer caught(&err)
	return t.d.store.TrainingYears()
}

// TrainingYear are the hours of everybody in a year against the rule.
type TrainingYear struct {
	Year   int                    `json:"year"`
	Rule   office.Rule            `json:"rule"` // RuleTrainingHours
	People []office.TrainingHours `json:"people"`
}

// Hours returns the hours of a year, 0 for the current one.
func (t *Trainings) Hours(year int) (out TrainingYear, err error) {
	defer caught(&err)
	return t.d.trainingYear(year)
}

func (d *Desk) trainingYear(year int) (out TrainingYear, err error) {
	if year == 0 {
		day, err := d.store.AsOf()
		if err != nil {
			return out, err
		}
		year = day.Year()
	}
	out.Year = year
	if out.Rule, err = d.store.RuleInForce(office.RuleTrainingHours, office.NewDate(year, 12, 31)); err != nil {
		return out, err
	}
	out.People, err = d.store.TrainingHours(year)
	return out, err
}
