package store

import (
	"testing"

	"dudao/internal/office"
)

// An older database calls its rules as the program does now, and keeps their values.
func TestSeedRenamesRules(t *testing.T) {
	s := openTest(t)
	exec(t, s, `UPDATE rules SET name = '以前的叫法', value = 7 WHERE key = ?`, office.RuleZoneSchools)
	if err := s.seed(); err != nil {
		t.Fatal(err)
	}
	for _, r := range must[[]office.Rule](t)(s.Rules()) {
		if r.Key == office.RuleZoneSchools && (r.Name != "一个责任区的学校数（不超过）" || r.Value != 7) {
			t.Errorf("the rule is %+v", r)
		}
	}
}
