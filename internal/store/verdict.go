package store

import "github.com/jmoiron/sqlx"

// Verdict is what reading a file from elsewhere came to when it came in.
type Verdict struct {
	SHA256 string `db:"sha256"`
	Reason string `db:"reason"` // why it cannot be read, a finished sentence
	// Deadly files hang the reader or eat the memory: they are not opened again.
	Deadly bool `db:"deadly"`
}

// KeepVerdict keeps why a file cannot be read.
func (s *Store) KeepVerdict(v Verdict) error {
	return s.plain(func(t *sqlx.Tx) error {
		_, err := t.Exec(`INSERT INTO file_verdicts (sha256, reason, deadly, looked_on) VALUES (?, ?, ?, ?)
			ON CONFLICT (sha256) DO UPDATE SET reason = excluded.reason, deadly = excluded.deadly, looked_on = excluded.looked_on`, v.SHA256, v.Reason, v.Deadly, s.Today())
		return err
	})
}

// Deadly says why a file may not be opened; empty for one that may.
func (s *Store) Deadly(sha string) (string, error) {
	reasons := []string{}
	err := s.r.Select(&reasons, `SELECT reason FROM file_verdicts WHERE sha256 = ? AND deadly = 1`, sha)
	if err != nil || len(reasons) == 0 {
		return "", err
	}
	return reasons[0], nil
}
