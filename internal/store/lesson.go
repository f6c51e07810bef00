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

// LessonRow is one line of the list of lesson observations.
type LessonRow struct {
	ID        int64       `db:"id" json:"id"`
	Date      office.Date `db:"date" json:"date"`
	School    string      `db:"school" json:"school"`
	Class     string      `db:"class" json:"class"`
	Subject   string      `db:"subject" json:"subject"`
	Teacher   string      `db:"teacher" json:"teacher"`
	Inspector string      `db:"inspector" json:"inspector"`
	Rating    int         `db:"rating" json:"rating"`
	VisitID   int64       `db:"visit_id" json:"visitId"`
}

// LessonPage is one page of the list.
type LessonPage struct {
	Rows  []LessonRow `json:"rows"`
	Total int         `json:"total"`
}

var lessonSorts = map[string]string{
	"date": "l.date", "school": "s.sort_key", "subject": "l.subject", "teacher": "l.teacher", "inspector": "i.sort_key", "rating": "l.rating",
}

// Lessons lists lesson observations, newest first. Filters: from, to (days, to
// included), school, inspector (ids), subject.
func (s *Store) Lessons(q ListQuery) (LessonPage, error) {
	const tables = ` FROM lessons l JOIN schools s ON s.id = l.school_id JOIN inspectors i ON i.id = l.inspector_id`
	page := LessonPage{Rows: []LessonRow{}}
	var c conditions
	c.add("l.deleted_at IS NULL")
	if d := q.Filters["from"]; d != "" {
		c.add("l.date >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("l.date <= ?", d)
	}
	c.number(q, "school", "l.school_id")
	c.number(q, "inspector", "l.inspector_id")
	c.equal(q, "subject", "l.subject")
	if err := c.matching(s.r, "lesson", "l.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*)"+tables+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(lessonSorts, "l.date DESC", "l.id DESC")
	err := s.r.Select(&page.Rows, `SELECT l.id, l.date, s.name AS school, l.class, l.subject, l.teacher, i.name AS inspector, l.rating, COALESCE(l.visit_id, 0) AS visit_id`+
		tables+c.where()+order, append(c.args, limit...)...)
	return page, err
}
