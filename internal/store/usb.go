package store

import (
	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// UsbCopies are the copies that were made of an evaluation, the newest first.
func (s *Store) UsbCopies(evaluation int64) ([]office.UsbCopy, error) {
	return find[office.UsbCopy](s.r, "usb_copies", "WHERE evaluation_id = ? ORDER BY id DESC", evaluation)
}

// AddUsbCopy notes that a copy was made: what left the office is not undone.
func (s *Store) AddUsbCopy(c office.UsbCopy) (office.UsbCopy, error) {
	c.MadeAt = s.moment()
	err := s.plain(func(t *sqlx.Tx) error {
		res, err := t.NamedExec(shapeOf[office.UsbCopy]("usb_copies").insert, c)
		if err != nil {
			return wrap(err, "迎检U盘")
		}
		c.ID, err = res.LastInsertId()
		return err
	})
	return c, err
}

// PersonalPictures are the pictures marked 含个人信息, of whatever record.
func (s *Store) PersonalPictures() ([]office.Attachment, error) {
	return find[office.Attachment](s.r, "attachments", "WHERE personal = 1 AND mime LIKE 'image/%' ORDER BY id")
}

// PersonalData is what the records know about persons, those in the recycle bin
// among them.
func (s *Store) PersonalData() (p office.PersonalData, err error) {
	for _, q := range []struct {
		into  any
		query string
	}{
		{&p.Numbers, `SELECT id_number FROM inspectors UNION SELECT id_number FROM candidates`},
		{&p.Phones, `SELECT mobile FROM inspectors UNION SELECT mobile FROM candidates UNION SELECT phone FROM complaints UNION SELECT phone FROM schools UNION SELECT phone FROM inspection_members`},
		{&p.CallerPhones, `SELECT phone FROM complaints`},
		{&p.Mails, `SELECT email FROM inspectors`},
		{&p.Callers, `SELECT DISTINCT name FROM complaints`},
		{&p.Born, `SELECT born_on FROM inspectors UNION SELECT born_on FROM candidates`},
	} {
		if err := s.r.Select(q.into, q.query); err != nil {
			return p, err
		}
	}
	set, err := s.Settings()
	p.Open = []string{set.Hotline, set.Phone}
	return p, err
}
