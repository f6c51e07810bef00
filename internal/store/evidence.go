package store

import (
	"dudao/internal/office"
)

// Evidence returns one piece of evidence. CodeNotFound when there is none.
func (s *Store) Evidence(id int64) (office.Evidence, error) {
	row, err := get[office.Evidence](s.r, "evidence", id)
	return row, wrap(err, "佐证材料")
}

// SaveEvidence adds a piece of evidence (ID 0) or writes over it.
func (s *Store) SaveEvidence(e office.Evidence) (office.Evidence, error) {
	err := s.write(Change{Action: "evidence.save", Label: "保存佐证材料 " + e.Title}, func(t *tx) error { return t.saveEvidence(&e) })
	return e, err
}

func (t *tx) saveEvidence(e *office.Evidence) (err error) {
	e.Normalize()
	if err := e.Validate(); err != nil {
		return err
	}
	if e.ID == 0 {
		e.UpdatedAt = t.s.moment()
		e.ID, err = insert(t, "evidence", *e)
		return wrap(err, "佐证材料")
	}
	if err := t.fresh("evidence", e.ID, e.UpdatedAt, "佐证材料"); err != nil {
		return err
	}
	same, err := t.unchanged("evidence", e.ID, *e)
	if err != nil || same {
		return err
	}
	e.UpdatedAt = t.s.moment()
	return wrap(update(t, "evidence", *e), "佐证材料")
}

// LinkEvidence lets pieces of evidence serve points; what serves already stays as
// it is.
func (s *Store) LinkEvidence(links []office.EvidenceLink) error {
	return s.write(Change{Action: "evidence.link", Label: "关联佐证材料"}, func(t *tx) error {
		for _, l := range links {
			if err := t.linkEvidence(l); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *tx) linkEvidence(l office.EvidenceLink) error {
	_, err := t.linkOnce(l)
	return err
}

// linkOnce lets a piece of evidence serve a point; added is false when it does
// already.
func (t *tx) linkOnce(l office.EvidenceLink) (added bool, err error) {
	have, err := find[office.EvidenceLink](t, "evidence_links", "WHERE evaluation_id = ? AND indicator_id = ? ORDER BY position DESC", l.EvaluationID, l.IndicatorID)
	if err != nil {
		return false, err
	}
	for _, x := range have {
		if x.EvidenceID != l.EvidenceID {
			continue
		}
		if x.NeedID != 0 || l.NeedID == 0 {
			return false, nil
		}
		x.NeedID = l.NeedID
		return false, wrap(update(t, "evidence_links", x), "佐证材料")
	}
	l.ID, l.Position = 0, 1
	if len(have) > 0 {
		l.Position = have[0].Position + 1
	}
	_, err = insert(t, "evidence_links", l)
	return true, wrap(err, "佐证材料")
}
