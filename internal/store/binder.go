package store

import (
	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// AddBinder notes a binder that was made.
func (s *Store) AddBinder(b office.Binder) (office.Binder, error) {
	b.MadeAt = s.moment()
	err := s.plain(func(t *sqlx.Tx) error {
		res, err := t.NamedExec(shapeOf[office.Binder]("binders").insert, b)
		if err != nil {
			return wrap(err, "迎检册")
		}
		b.ID, err = res.LastInsertId()
		return err
	})
	return b, err
}

// Binders returns those made of an evaluation, newest first.
func (s *Store) Binders(evaluation int64) ([]office.Binder, error) {
	return find[office.Binder](s.r, "binders", "WHERE evaluation_id = ? ORDER BY id DESC", evaluation)
}

// BindersOf returns the binders with this manifest, newest first: two that were
// made of the same records have the same.
func (s *Store) BindersOf(manifest string) ([]office.Binder, error) {
	return find[office.Binder](s.r, "binders", "WHERE manifest_sha256 = ? ORDER BY id DESC", manifest)
}

// PaperPages is the pages of a paper when it was printed last.
type PaperPages struct {
	Form  string `db:"form"`
	Paper string `db:"paper"`
	Pages int    `db:"pages"`
}

// PaperPages returns what is known of the pages of papers.
func (s *Store) PaperPages() ([]PaperPages, error) {
	rows := []PaperPages{}
	err := s.r.Select(&rows, `SELECT form, paper, pages FROM paper_pages`)
	return rows, err
}

// SavePaperPages notes the pages of papers that were printed.
func (s *Store) SavePaperPages(list []PaperPages) error {
	return s.plain(func(t *sqlx.Tx) error {
		for _, p := range list {
			if _, err := t.NamedExec(`INSERT INTO paper_pages (form, paper, pages) VALUES (:form, :paper, :pages)
				ON CONFLICT (form, paper) DO UPDATE SET pages = excluded.pages`, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// StandardBoxes returns the 分盒方案 of a standard: the clerk's own, else the
// program's.
func (s *Store) StandardBoxes(standard int64) (boxes []office.StandardBox, own bool, err error) {
	if boxes, err = find[office.StandardBox](s.r, "standard_boxes", "WHERE standard_id = ? ORDER BY position", standard); err != nil || len(boxes) > 0 {
		return boxes, true, err
	}
	of, err := get[office.Standard](s.r, "standards", standard)
	return office.DefaultBoxes(of.Key), false, wrap(err, "评估标准")
}

// SaveStandardBoxes writes the 分盒方案 of a standard; none brings the program's
// back.
func (s *Store) SaveStandardBoxes(id int64, boxes []office.StandardBox) error {
	return s.write(Change{Action: "standard.boxes", Label: "修改分盒方案 " + s.Title("standard", id)}, func(t *tx) error {
		of, err := standard(t, id)
		if err != nil {
			return err
		}
		if err := office.ValidateBoxes(of, boxes); err != nil {
			return err
		}
		if _, err := t.Exec(`DELETE FROM standard_boxes WHERE standard_id = ?`, id); err != nil {
			return wrap(err, "分盒方案")
		}
		for _, b := range boxes {
			b.ID = 0
			if _, err := insert(t, "standard_boxes", b); err != nil {
				return wrap(err, "分盒方案")
			}
		}
		return nil
	})
}
