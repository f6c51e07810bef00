package office

import (
	"fmt"
	"strings"
)

// The kinds of a Disposition.
const (
	DisposalTransfer  = "移交"
	DisposalAppraisal = "鉴定"
)

// DisposalKinds are the kinds of a Disposition.
var DisposalKinds = []string{DisposalTransfer, DisposalAppraisal}

// What becomes of an item. Those handed over or destroyed keep their row, their
// number and their box in the catalogue, and are changed no more.
const (
	OutcomeTransfer = "移交"
	OutcomeKeep     = "续存"
	OutcomeDestroy  = "销毁"
)

// DispositionOutcomes are what an item of the kind may come to; empty is left open.
func DispositionOutcomes(kind string) []string {
	if kind == DisposalTransfer {
		return []string{OutcomeTransfer}
	}
	return []string{OutcomeKeep, OutcomeDestroy}
}

// GoneState is how the catalogue marks an item of the outcome, empty for one that
// stays.
func GoneState(outcome string) string {
	switch outcome {
	case OutcomeTransfer:
		return "已移交"
	case OutcomeDestroy:
		return "已销毁"
	}
	return ""
}

// Disposition is 移交 to the county archives, or 鉴定 of papers whose term is over.
type Disposition struct {
	ID     int64  `db:"id" json:"id"`
	Number string `db:"number" json:"number"` // given by store
	Kind   string `db:"kind" json:"kind"`
	MadeOn Date   `db:"made_on" json:"madeOn"`
	DueBy  Date   `db:"due_by" json:"dueBy"` // what was due by this day is in it
	// Receiver is 接收单位 of a 移交; Members and Approver are those of a 鉴定.
	Receiver  string         `db:"receiver" json:"receiver"`
	Handler   string         `db:"handler" json:"handler"` // 经办人
	Members   string         `db:"members" json:"members"` // 鉴定小组成员
	Approver  string         `db:"approver" json:"approver"`
	Opinion   string         `db:"opinion" json:"opinion"` // 鉴定意见
	DoneOn    Date           `db:"done_on" json:"doneOn"`  // empty until it is carried out
	Note      string         `db:"note" json:"note"`
	UpdatedAt string         `db:"updated_at" json:"updatedAt"`
	Items     []DisposalItem `json:"items"`
}

// DisposalItem is one item of a Disposition.
type DisposalItem struct {
	ID         int64  `db:"id" json:"id"`
	DisposalID int64  `db:"disposal_id" json:"disposalId"`
	ItemID     int64  `db:"item_id" json:"itemId"`
	Outcome    string `db:"outcome" json:"outcome"`
	Keep       string `db:"keep" json:"keep"`            // the new term of one kept on
	KeepUntil  Date   `db:"keep_until" json:"keepUntil"` // given by store, empty for 永久
	Reason     string `db:"reason" json:"reason"`
}

// Normalize trims the texts and drops a term that goes with no 续存.
func (d *Disposition) Normalize() {
	for _, s := range []*string{&d.Receiver, &d.Handler, &d.Members, &d.Approver, &d.Opinion, &d.Note} {
		*s = strings.TrimSpace(*s)
	}
	for i := range d.Items {
		x := &d.Items[i]
		x.Reason = strings.TrimSpace(x.Reason)
		if x.Outcome != OutcomeKeep {
			x.Keep, x.KeepUntil = "", ""
		}
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (d Disposition) Validate() error {
	var f Faults
	f.Require("kind", "种类", d.Kind)
	f.OneOf("kind", "种类", d.Kind, DisposalKinds)
	f.Require("madeOn", "编制日期", string(d.MadeOn))
	f.Require("dueBy", "截止日期", string(d.DueBy))
	f.Date("dueBy", "截止日期", d.DueBy)
	f.inOrder([]datedFact{{"madeOn", "编制日期", d.MadeOn}, {"doneOn", d.doneLabel(), d.DoneOn}})
	f.MaxRunes("receiver", "接收单位", d.Receiver, 100)
	f.MaxRunes("handler", "经办人", d.Handler, 60)
	f.MaxRunes("members", "鉴定小组成员", d.Members, 300)
	f.MaxRunes("approver", "批准", d.Approver, 100)
	f.MaxRunes("opinion", "鉴定意见", d.Opinion, 4000)
	f.MaxRunes("note", "备注", d.Note, 1000)
	for _, x := range d.Items {
		f.OneOf("items", "处理", x.Outcome, DispositionOutcomes(d.Kind))
		f.MaxRunes("items", "理由", x.Reason, 300)
		if x.Outcome == OutcomeKeep {
			f.Require("items", "续存的期限", x.Keep)
			f.OneOf("items", "续存的期限", x.Keep, Retentions)
		}
	}
	return f.Err()
}

func (d Disposition) doneLabel() string {
	if d.Kind == DisposalTransfer {
		return "移交日期"
	}
	return "批准日期"
}

// ValidateDone is what must be there besides before it is carried out.
func (d Disposition) ValidateDone() error {
	var f Faults
	f.Require("doneOn", d.doneLabel(), string(d.DoneOn))
	if d.Kind == DisposalTransfer {
		f.Require("receiver", "接收单位", d.Receiver)
	} else {
		f.Require("members", "鉴定小组成员", d.Members)
		f.Require("approver", "批准的单位或负责人", d.Approver)
	}
	open, chosen := 0, 0
	for _, x := range d.Items {
		if x.Outcome == "" {
			open++
		} else {
			chosen++
		}
	}
	switch {
	case open > 0 && d.Kind == DisposalAppraisal:
		f.Add("items", fmt.Sprintf("还有 %d 件没有鉴定意见，请选“续存”或“销毁”", open))
	case chosen == 0:
		f.Add("items", "没有选中文件，请先在清单里勾选")
	}
	return f.Err()
}

// KeptUntil is the last day of an item's term: the terms run from 1 January after
// its year. Empty for 永久.
func KeptUntil(year int, retention string) Date {
	return keptOn(NewDate(year, 12, 31), retention)
}

// keptOn is the last day of a term that follows the day.
func keptOn(after Date, retention string) Date {
	switch retention {
	case Keep30:
		return after.AddYears(30)
	case Keep10:
		return after.AddYears(10)
	}
	return ""
}

// KeptOn is the last day of the new term of an item that is kept on after its
// old one; empty for 永久.
func KeptOn(until Date, keep string) Date { return keptOn(until, keep) }
