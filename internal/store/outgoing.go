package store

import (
	"fmt"

	"github.com/jmoiron/sqlx"

	"dudao/internal/office"
)

// outgoingPage is how many rows of the export log are read at once.
const outgoingPage = 100

// OutgoingQuery narrows the export log; what is empty narrows nothing. Page 0
// reads everything.
type OutgoingQuery struct {
	From   office.Date `json:"from"`
	To     office.Date `json:"to"`
	Action string      `json:"action"`
	Level  string      `json:"level"`
	Page   int         `json:"page"`
}

// AddOutgoing notes what left the program: that is not undone.
func (s *Store) AddOutgoing(o office.Outgoing) error {
	o.At = s.moment()
	return s.plain(func(t *sqlx.Tx) error {
		_, err := t.NamedExec(shapeOf[office.Outgoing]("outgoing").insert, o)
		return wrap(err, "导出记录")
	})
}

// Outgoing is the export log, the newest first. The days are those of the PC's
// clock.
func (s *Store) Outgoing(q OutgoingQuery) ([]office.Outgoing, error) {
	limit := ""
	if q.Page > 0 {
		limit = fmt.Sprintf(" LIMIT %d OFFSET %d", outgoingPage, (q.Page-1)*outgoingPage)
	}
	return find[office.Outgoing](s.r, "outgoing", `WHERE (?1 = '' OR date(at, 'localtime') >= ?1) AND (?2 = '' OR date(at, 'localtime') <= ?2)
		AND (?3 = '' OR action = ?3) AND (?4 = '' OR level = ?4) ORDER BY id DESC`+limit, q.From, q.To, q.Action, q.Level)
}
