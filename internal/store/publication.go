package store

import "dudao/internal/office"

// PublicationRow is one line of the list of publications (公示通报).
type PublicationRow struct {
	ID          int64       `db:"id" json:"id"`
	Number      string      `db:"number" json:"number"`
	Kind        string      `db:"kind" json:"kind"`
	Title       string      `db:"title" json:"title"`
	Month       string      `db:"month" json:"month"`
	School      string      `db:"school" json:"school"`
	Channel     string      `db:"channel" json:"channel"`
	DocNumber   string      `db:"doc_number" json:"docNumber"`
	DraftedOn   office.Date `db:"drafted_on" json:"draftedOn"`
	IssuedOn    office.Date `db:"issued_on" json:"issuedOn"`
	PublishedOn office.Date `db:"published_on" json:"publishedOn"`
	TakenOn     office.Date `db:"taken_on" json:"takenOn"`
	State       string      `db:"state" json:"state"`
	Proofs      int         `db:"proofs" json:"proofs"` // attached files
}

// PublicationPage is one page of the list.
type PublicationPage struct {
	Rows  []PublicationRow `json:"rows"`
	Total int              `json:"total"`
}

var publicationSorts = map[string]string{
	"number": "p.number", "kind": "p.kind", "title": natural("p.title"), "month": "p.month", "school": "s.sort_key", "channel": "p.channel", "docNumber": natural("p.doc_number"),
	"draftedOn": "p.drafted_on", "issuedOn": "p.issued_on", "publishedOn": "p.published_on", "state": "p.state",
}

// Publications lists publications, newest first. Filters: kind, state, channel,
// school (id), period (the month they speak of), from, to (days drafted).
func (s *Store) Publications(q ListQuery) (PublicationPage, error) {
	page := PublicationPage{Rows: []PublicationRow{}}
	var c conditions
	c.add("p.deleted_at IS NULL")
	for filter, column := range map[string]string{"kind": "p.kind", "state": "p.state", "channel": "p.channel", "period": "p.month"} {
		c.equal(q, filter, column)
	}
	c.number(q, "school", "p.school_id")
	if d := q.Filters["from"]; d != "" {
		c.add("p.drafted_on >= ?", d)
	}
	if d := q.Filters["to"]; d != "" {
		c.add("p.drafted_on <= ?", d)
	}
	if err := c.matching(s.r, "publication", "p.id", q.Text); err != nil {
		return page, err
	}
	if err := s.r.Get(&page.Total, "SELECT count(*) FROM publications p"+c.where(), c.args...); err != nil {
		return page, err
	}
	order, limit := q.order(publicationSorts, "p.drafted_on DESC", "p.id DESC")
	err := s.r.Select(&page.Rows, `SELECT p.id, p.number, p.kind, p.title, p.month, COALESCE(s.name, '') AS school, p.channel, p.doc_number, p.drafted_on, p.issued_on,
		p.published_on, p.taken_on, p.state, (SELECT count(*) FROM attachments a WHERE a.owner_kind = 'publication' AND a.owner_id = p.id AND a.deleted_at IS NULL) AS proofs
		FROM publications p LEFT JOIN schools s ON s.id = p.school_id`+c.where()+order, append(c.args, limit...)...)
	return page, err
}

// Publication returns one publication. CodeNotFound when there is none.
func (s *Store) Publication(id int64) (office.Publication, error) {
	row, err := get[office.Publication](s.r, "publications", id)
	return row, wrap(err, "公示通报")
}

// PublicationID finds a publication by its number or 文号.
func (s *Store) PublicationID(number string) (id int64, err error) {
	err = s.r.Get(&id, `SELECT id FROM publications WHERE deleted_at IS NULL AND (number = ?1 OR doc_number = ?1) ORDER BY number <> ?1 LIMIT 1`, number)
	return id, wrap(err, "公示通报")
}

// SavePublication adds the publication (ID 0) or writes over it.
func (s *Store) SavePublication(p office.Publication) (office.Publication, error) {
	verb := "修改"
	if p.ID == 0 {
		verb = "拟"
	}
	err := s.write(Change{Action: "publication.save", Label: verb + p.Kind + " " + p.Title}, func(t *tx) error { return t.savePublication(&p) })
	return p, err
}

func (t *tx) savePublication(p *office.Publication) (err error) {
	p.Normalize()
	if err := p.Validate(); err != nil {
		return err
	}
	if p.ID == 0 {
		p.UpdatedAt = t.s.moment()
		if p.Number, err = t.number("GB", p.DraftedOn.Year()); err != nil {
			return err
		}
		p.ID, err = insert(t, "publications", *p)
		return wrap(err, "公示通报")
	}
	if err := t.fresh("publications", p.ID, p.UpdatedAt, "公示通报"); err != nil {
		return err
	}
	if err := t.Get(&p.Number, `SELECT number FROM publications WHERE id = ?`, p.ID); err != nil {
		return wrap(err, "公示通报")
	}
	same, err := t.unchanged("publications", p.ID, *p)
	if err != nil || same {
		return err
	}
	p.UpdatedAt = t.s.moment()
	return wrap(update(t, "publications", *p), "公示通报")
}

// IssuePublication sends a publication out on the day; it gets its 文号 by the
// county's pattern when it has none.
func (s *Store) IssuePublication(id int64, day office.Date) (p office.Publication, err error) {
	err = s.write(Change{Action: "publication.issue", Label: "签发 " + s.Title("publication", id)}, func(t *tx) (err error) {
		if p, err = get[office.Publication](t, "publications", id); err != nil {
			return wrap(err, "公示通报")
		}
		return t.issuePublication(&p, day)
	})
	return p, err
}

func (t *tx) issuePublication(p *office.Publication, day office.Date) (err error) {
	if p.IssuedOn = day; p.DocNumber == "" {
		if p.DocNumber, err = t.paperNumber(office.PublicationForm(p.Kind), day.Year(), `SELECT EXISTS (SELECT 1 FROM publications WHERE doc_number = ? AND deleted_at IS NULL)`); err != nil {
			return err
		}
	}
	return t.savePublication(p)
}

// DeletePublication moves a publication to the recycle bin.
func (s *Store) DeletePublication(id int64) error {
	return s.write(Change{Action: "publication.delete", Label: "删除 " + s.Title("publication", id)}, func(t *tx) error {
		return t.trash("publications", id, "公示通报")
	})
}
