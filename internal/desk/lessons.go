package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Lessons are the 听课记录, whether or not they belong to a visit.
type Lessons struct{ d *Desk }

// List lists lesson observations; see store.Lessons for the filters, and month.
func (l *Lessons) List(q store.ListQuery) (page store.LessonPage, err error) {
	defer caught(&err)
	if q, err = l.d.withMonth(q); err != nil {
		return page, err
	}
	return l.d.store.Lessons(q)
}

// Get returns one lesson observation.
func (l *Lessons) Get(id int64) (out office.LessonObservation, err error) {
	defer caught(&err)
	return l.d.store.Lesson(id)
}

// Save adds or changes a lesson observation.
func (l *Lessons) Save(in office.LessonObservation) (out office.LessonObservation, err error) {
	defer caught(&err)
	out, err = l.d.store.SaveLesson(in)
	return ok(l.d, out, err)
}
