package store

import "dudao/internal/office"

// ComplaintFacts loads the complaints that were received or closed from the one
// day to the other, both included.
func (s *Store) ComplaintFacts(from, to office.Date) (office.ComplaintFacts, error) {
	f := office.ComplaintFacts{From: from, To: to, Complaints: []office.ComplaintFact{}}
	var err error
	if f.AsOf, err = s.AsOf(); err != nil {
		return f, err
	}
	switch {
	case !from.Valid() || !to.Valid():
		return f, office.Invalid("请填写起止日期，如 2026-03-01 至 2026-03-31。")
	case to < from:
		return f, office.Invalid("截止日期在起始日期之前，请核对。")
	}
	err = s.r.Select(&f.Complaints, complaintFacts, from, to.AddDays(1))
	return f, err
}

// complaintFacts reads those received or closed in the half-open period; each arm
// has an index of its own.
const complaintFacts = `SELECT c.id, c.number, c.received_on, c.channel, c.kind, c.state, c.due_on, c.closed_on, COALESCE(c.school_id, 0) AS school_id,
	COALESCE(s.name, '') AS school, c.target, COALESCE(c.matter_id, 0) AS matter_id, COALESCE(m.short, '') AS matter, c.recorder, c.handler
	FROM complaints c LEFT JOIN schools s ON s.id = c.school_id LEFT JOIN matters m ON m.id = c.matter_id
	WHERE c.id IN (SELECT id FROM complaints WHERE received_on >= ?1 AND received_on < ?2 AND deleted_at IS NULL
		UNION SELECT id FROM complaints WHERE closed_on <> '' AND closed_on >= ?1 AND closed_on < ?2 AND deleted_at IS NULL)
	ORDER BY c.received_on, c.id`

// complaints reads the complaints that the month's report counts.
func (l *monthLoader) complaints(f *office.MonthFacts) error {
	f.Complaints = []office.ComplaintFact{}
	return l.t.Select(&f.Complaints, complaintFacts, f.Period.From, f.Period.To)
}
