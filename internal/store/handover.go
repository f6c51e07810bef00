package store

// LastNumber is the last number given to a kind of paper, and how many there are.
type LastNumber struct {
	Name  string `db:"name"`
	Count int    `db:"count"`
	Last  string `db:"last"`
}

// numberedKinds have a running number of their own, in the order of the office's
// work; the notices have one for each of their kinds.
var numberedKinds = []string{"visit", "finding", "complaint", "inspection", "meeting", "publication", "plan_line", "training", "practice"}

// LastNumbers lists the last number of each kind of paper that there is.
func (s *Store) LastNumbers() ([]LastNumber, error) {
	out := []LastNumber{}
	for _, kind := range numberedKinds {
		var n LastNumber
		if err := s.r.Get(&n, "SELECT ? AS name, count(*) AS count, COALESCE(max(number), '') AS last FROM "+tableOf(kind)+" WHERE deleted_at IS NULL", KindNames[kind]); err != nil {
			return nil, err
		}
		if n.Count > 0 {
			out = append(out, n)
		}
	}
	notices := []LastNumber{}
	err := s.r.Select(&notices, `SELECT kind AS name, count(*) AS count, max(number) AS last FROM notices WHERE deleted_at IS NULL GROUP BY kind ORDER BY kind`)
	return append(out, notices...), err
}

// CountedKinds are the kinds whose rows Counts counts, in the order of the office's
// work.
func CountedKinds() []string { return countedKinds }
