package store

import "dudao/internal/office"

// Lesson returns one lesson observation. CodeNotFound when there is none.
func (s *Store) Lesson(id int64) (office.LessonObservation, error) {
	row, err := get[office.LessonObservation](s.r, "lessons", id)
	return row, wrap(err, "听课记录")
}

// SaveLesson adds the lesson observation (ID 0) or writes over it.
func (s *Store) SaveLesson(l office.LessonObservation) (office.LessonObservation, error) {
	err := s.write(Change{Action: "lesson.save", Label: "保存听课记录 " + string(l.Date) + " " + s.Title("school", l.SchoolID)}, func(t *tx) error { return t.saveLesson(&l) })
	return l, err
}

func (t *tx) saveLesson(l *office.LessonObservation) (err error) {
	if err := l.Validate(); err != nil {
		return err
	}
	if l.ID != 0 {
		if err := t.fresh("lessons", l.ID, l.UpdatedAt, "听课记录"); err != nil {
			return err
		}
		same, err := t.unchanged("lessons", l.ID, *l)
		if err != nil || same {
			return err
		}
		l.UpdatedAt = t.s.moment()
		return wrap(update(t, "lessons", *l), "听课记录")
	}
	l.UpdatedAt = t.s.moment()
	l.ID, err = insert(t, "lessons", *l)
	return wrap(err, "听课记录")
}
