package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// InspectorChecks is what an inspector's page says of 资格 and 回避.
type InspectorChecks struct {
	Qualifications []office.Qualification `json:"qualifications"`
	Recusals       []store.RecusalRow     `json:"recusals"`
	Rule           office.Rule            `json:"rule"` // RuleRecusalYears
}

// Checks returns an inspector's 任职资格 as of today and the recusals on record.
func (i *Inspectors) Checks(id int64) (out InspectorChecks, err error) {
	defer caught(&err)
	p, err := i.d.store.Inspector(id)
	if err != nil {
		return out, err
	}
	day, err := i.d.store.AsOf()
	if err != nil {
		return out, err
	}
	if out.Qualifications, err = i.d.store.Qualifications(p, day); err != nil {
		return out, err
	}
	if out.Rule, err = i.d.store.RuleInForce(office.RuleRecusalYears, day); err != nil {
		return out, err
	}
	out.Recusals, err = i.d.store.Recusals(id)
	return out, err
}

// SaveRecusal adds or changes an entry of 回避登记.
func (i *Inspectors) SaveRecusal(in office.Recusal) (out office.Recusal, err error) {
	defer caught(&err)
	out, err = i.d.store.SaveRecusal(in)
	return ok(i.d, out, err)
}

// DeleteRecusal takes an entry of 回避登记 away.
func (i *Inspectors) DeleteRecusal(id int64) (err error) {
	defer caught(&err)
	return done(i.d, i.d.store.DeleteRecusal(id))
}
