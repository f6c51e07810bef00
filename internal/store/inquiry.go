package store

import "dudao/internal/office"

// Inquiry returns one 座谈 or 问卷 record. CodeNotFound when there is none.
func (s *Store) Inquiry(id int64) (office.Inquiry, error) {
	row, err := get[office.Inquiry](s.r, "inquiries", id)
	return row, wrap(err, "座谈问卷")
}

func (t *tx) saveInquiry(q *office.Inquiry) (err error) {
	if err := q.Validate(); err != nil {
		return err
	}
	if q.ID != 0 {
		if err := t.fresh("inquiries", q.ID, q.UpdatedAt, "座谈问卷"); err != nil {
			return err
		}
		same, err := t.unchanged("inquiries", q.ID, *q)
		if err != nil || same {
			return err
		}
		q.UpdatedAt = t.s.moment()
		return wrap(update(t, "inquiries", *q), "座谈问卷")
	}
	q.UpdatedAt = t.s.moment()
	q.ID, err = insert(t, "inquiries", *q)
	return wrap(err, "座谈问卷")
}
