package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Disposals is the screen 移交与到期: what goes to the county archives, and what
// becomes of papers whose term is over.
type Disposals struct{ d *Desk }

// List lists 移交 and 鉴定; see store.Disposals for the filters.
func (s *Disposals) List(q store.ListQuery) (page store.DisposalPage, err error) {
	defer caught(&err)
	return s.d.store.Disposals(q)
}

// DueInput asks what is due of a kind by a day; no day is today.
type DueInput struct {
	Kind string      `json:"kind"` // 移交, 鉴定
	Day  office.Date `json:"day"`
}

// DueList is what is due, and the rule behind it.
type DueList struct {
	Kind  string          `json:"kind"`
	Day   office.Date     `json:"day"`
	Rule  office.Rule     `json:"rule"` // of 移交
	Items []store.DueItem `json:"items"`
}

// Due returns what is due and stands in no list yet.
func (s *Disposals) Due(in DueInput) (out DueList, err error) {
	defer caught(&err)
	return s.d.due(in)
}

func (d *Desk) due(in DueInput) (out DueList, err error) {
	out = DueList{Kind: in.Kind, Day: in.Day}
	var f office.Faults
	f.OneOf("kind", "种类", in.Kind, office.DisposalKinds)
	f.Date("day", "截止日期", in.Day)
	if err := f.Err(); err != nil {
		return out, err
	}
	if out.Day == "" {
		if out.Day, err = d.store.AsOf(); err != nil {
			return out, err
		}
	}
	rules, err := d.store.Rules()
	if err != nil {
		return out, err
	}
	for _, r := range rules {
		if r.Key == office.RuleTransferYears {
			out.Rule = r
		}
	}
	out.Items, err = d.store.DueItems(in.Kind, out.Day)
	return out, err
}

// DisposalView is a 移交 or 鉴定 with its items.
type DisposalView struct {
	Disposal office.Disposition   `json:"disposal"`
	Lines    []store.DisposalLine `json:"lines"`
	Today    office.Date          `json:"today"`
}

// Get returns one 移交 or 鉴定.
func (s *Disposals) Get(id int64) (out DisposalView, err error) {
	defer caught(&err)
	d, err := s.d.store.Disposal(id)
	if err != nil {
		return out, err
	}
	return s.view(d)
}

func (s *Disposals) view(d office.Disposition) (out DisposalView, err error) {
	out.Disposal = d
	if out.Lines, err = s.d.store.DisposalLines(d.ID); err != nil {
		return out, err
	}
	out.Today, err = s.d.store.AsOf()
	return out, err
}

// Propose makes a list of what is due by the day.
func (s *Disposals) Propose(in DueInput) (out DisposalView, err error) {
	defer caught(&err)
	set, err := s.d.store.Settings()
	if err != nil {
		return out, err
	}
	day, err := s.d.store.AsOf()
	if err != nil {
		return out, err
	}
	if in.Day == "" {
		in.Day = day
	}
	d := office.Disposition{Kind: in.Kind, MadeOn: day, DueBy: in.Day, Handler: set.Archivist}
	if d, err = s.d.store.ProposeDisposal(d); err == nil {
		out, err = s.view(d)
	}
	return ok(s.d, out, err)
}

// Save changes a list that is not carried out yet.
func (s *Disposals) Save(in office.Disposition) (out DisposalView, err error) {
	defer caught(&err)
	d, err := s.d.store.SaveDisposal(in)
	if err == nil {
		out, err = s.view(d)
	}
	return ok(s.d, out, err)
}

// CarryOut saves a list and carries it out on its day.
func (s *Disposals) CarryOut(in office.Disposition) (out DisposalView, err error) {
	defer caught(&err)
	d, err := s.d.store.CarryOut(in)
	if err == nil {
		out, err = s.view(d)
	}
	return ok(s.d, out, err)
}

// Delete moves a list that is not carried out to the recycle bin.
func (s *Disposals) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteDisposal(id))
}
