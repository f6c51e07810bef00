package store

import "dudao/internal/office"

// rulesInForce returns every rule that is in force on the day, by its key; before
// the first version's day the first one.
func rulesInForce(g getter, day office.Date) (map[string]office.Rule, error) {
	all, err := find[office.Rule](g, "rules", "ORDER BY valid_from DESC")
	out := map[string]office.Rule{}
	for _, r := range all {
		if held, ok := out[r.Key]; !ok || held.ValidFrom > day {
			out[r.Key] = r
		}
	}
	return out, err
}

// Qualifications judge an inspector's 任职资格 in the term that he is in, or was
// in last.
func (s *Store) Qualifications(p office.Inspector, day office.Date) ([]office.Qualification, error) {
	rules, err := rulesInForce(s.r, day)
	if err != nil {
		return nil, err
	}
	held, err := s.Appointments(p.ID)
	if err != nil {
		return nil, err
	}
	c := office.Candidate{}
	c.Of(p)
	for _, a := range held {
		if a.DismissedOn == "" && a.StartsOn <= day {
			c.TermNumber = max(c.TermNumber, a.TermNumber)
			break // newest first
		}
	}
	return office.Qualifications(c.Facts(day), rules), nil
}

// RuleInForce returns the rule as it is in force on the day.
func (s *Store) RuleInForce(key string, day office.Date) (office.Rule, error) {
	rules, err := rulesInForce(s.r, day)
	return rules[key], err
}
