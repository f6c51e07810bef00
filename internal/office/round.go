package office

import "strings"

// The reasons for which a round of 整改 begins (起因).
const (
	RoundFirst    = "首次整改"
	RoundAgain    = "核查不到位"
	RoundReopened = "重新打开"
)

// RoundReasons are why a round of 整改 began (起因).
var RoundReasons = []string{RoundFirst, RoundAgain, RoundReopened}

// VerdictRight is the only conclusion with which a finding can be closed.
const VerdictRight = "已整改"

// Verdicts are the conclusions of a recheck (核查结论).
var Verdicts = []string{VerdictRight, "部分整改", "未整改"}

// RecheckWays are how a recheck is made (核查方式).
var RecheckWays = []string{"现场", "材料"}

// roundFromLedger is the reason of a round that a ledger brought in: it may be
// closed without a proof.
const roundFromLedger = "由台账转入的记录，没有登记核查人和凭证"

// Round is one turn of 整改 (整改轮次): what the school was given, what it
// reported, and what the recheck found. A round that ends without 已整改 is
// followed by the next; a finding that is opened again begins a new one, and the
// rounds before stay as they are.
type Round struct {
	ID        int64  `db:"id" json:"id"` // 0 of a round that only the finding's columns tell
	FindingID int64  `db:"finding_id" json:"findingId"`
	Number    int    `db:"number" json:"number"`      // 轮次, from 1
	NoticeID  int64  `db:"notice_id" json:"noticeId"` // the paper that began it, 0 without one
	Opened    string `db:"opened" json:"opened"`      // one of RoundReasons
	Reason    string `db:"reason" json:"reason"`      // 说明; needed to open again

	IssuedOn   Date   `db:"issued_on" json:"issuedOn"`     // 下发日期
	DueOn      Date   `db:"due_on" json:"dueOn"`           // 整改期限
	ReceivedOn Date   `db:"received_on" json:"receivedOn"` // 学校签收日期
	ReceivedBy string `db:"received_by" json:"receivedBy"` // 签收人
	ReportedOn Date   `db:"reported_on" json:"reportedOn"` // 学校报告日期
	Report     string `db:"report" json:"report"`          // 整改措施和实际成效
	FiledOn    Date   `db:"filed_on" json:"filedOn"`       // 督学报督导室日期

	RecheckOn   Date   `db:"recheck_on" json:"recheckOn"`     // 核查（回访）日期
	RecheckerID int64  `db:"rechecker_id" json:"recheckerId"` // 核查督学, 0 when only named
	RecheckBy   string `db:"recheck_by" json:"recheckBy"`     // 核查人姓名
	RecheckWay  string `db:"recheck_way" json:"recheckWay"`   // one of RecheckWays
	Recheck     string `db:"recheck" json:"recheck"`          // 核查情况
	Verdict     string `db:"verdict" json:"verdict"`          // one of Verdicts, empty before the recheck
	Advice      string `db:"advice" json:"advice"`            // 后续建议
	// Proof says where the proof lies (凭证): the original in its box, or a file
	// attached to the finding.
	Proof    string `db:"proof" json:"proof"`
	ClosedOn Date   `db:"closed_on" json:"closedOn"` // 销号日期
}

// FirstRound is the round that a finding's own columns tell of, for a finding
// that no round is on record of.
func FirstRound(f Finding) Round {
	r := Round{FindingID: f.ID, Number: 1, Opened: RoundFirst, DueOn: f.DueOn, ReportedOn: f.ReportedOn, RecheckOn: f.RecheckOn, Recheck: f.Recheck}
	for _, v := range Verdicts {
		if f.Recheck == v {
			r.Verdict, r.Recheck = v, ""
		}
	}
	if f.Closed() {
		r.Verdict, r.Reason, r.ClosedOn = VerdictRight, roundFromLedger, f.ClosedOn
		if !r.ClosedOn.Valid() {
			r.ClosedOn = f.FoundOn // put right on the spot
		}
	}
	return r
}

// FromLedger tells that the round was not worked through in the program.
func (r Round) FromLedger() bool { return r.Opened == RoundFirst && r.Reason == roundFromLedger }

// TakeRound makes the finding's own columns the summary of its current round.
func (f *Finding) TakeRound(r Round) {
	f.DueOn, f.ReportedOn, f.RecheckOn, f.ClosedOn = r.DueOn, r.ReportedOn, r.RecheckOn, r.ClosedOn
	f.Recheck = r.Verdict
	if f.Recheck == "" {
		f.Recheck = r.Recheck
	}
}

// TakeLedger takes what a ledger or the finding's form changed in the columns
// that sum up the round.
func (r *Round) TakeLedger(was, now Finding) error {
	for _, d := range []struct {
		was, now Date
		to       *Date
	}{{was.DueOn, now.DueOn, &r.DueOn}, {was.ReportedOn, now.ReportedOn, &r.ReportedOn}, {was.RecheckOn, now.RecheckOn, &r.RecheckOn}, {was.ClosedOn, now.ClosedOn, &r.ClosedOn}} {
		if d.was != d.now {
			*d.to = d.now
		}
	}
	if was.Recheck == now.Recheck {
		return nil
	}
	var e Faults
	e.OneOf("recheck", "核查结论", now.Recheck, Verdicts)
	r.Verdict = now.Recheck
	return e.Err()
}

// Normalize trims the texts.
func (r *Round) Normalize() {
	for _, s := range []*string{&r.Reason, &r.ReceivedBy, &r.Report, &r.RecheckBy, &r.Recheck, &r.Advice, &r.Proof} {
		*s = strings.TrimSpace(*s)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field. found
// is the day the problem was found.
func (r Round) Validate(found, today Date) error {
	var e Faults
	e.OneOf("opened", "起因", r.Opened, RoundReasons)
	if r.Opened == RoundReopened {
		e.Require("reason", "重新打开的原因", r.Reason)
	}
	e.OneOf("recheckWay", "核查方式", r.RecheckWay, RecheckWays)
	e.OneOf("verdict", "核查结论", r.Verdict, Verdicts)
	e.MaxRunes("report", "整改措施和实际成效", r.Report, 4000)
	e.MaxRunes("recheck", "核查情况", r.Recheck, 4000)
	e.MaxRunes("advice", "后续建议", r.Advice, 4000)
	e.MaxRunes("proof", "凭证", r.Proof, 500)
	e.MaxRunes("reason", "说明", r.Reason, 1000)
	e.MaxRunes("receivedBy", "签收人", r.ReceivedBy, 60)
	e.MaxRunes("recheckBy", "核查人", r.RecheckBy, 60)
	start := datedFact{"foundOn", "发现日期", found}
	facts := []datedFact{start, {"issuedOn", "下发日期", r.IssuedOn}, {"receivedOn", "签收日期", r.ReceivedOn},
		{"reportedOn", "学校报告日期", r.ReportedOn}, {"recheckOn", "核查日期", r.RecheckOn}, {"closedOn", "销号日期", r.ClosedOn}}
	if !r.FromLedger() { // an old ledger is kept as it was
		e.inOrder(facts)
		e.notYet(today, facts)
	}
	e.inOrder([]datedFact{start, {"issuedOn", "下发日期", r.IssuedOn}, {"dueOn", "整改期限", r.DueOn}})
	e.inOrder([]datedFact{{"reportedOn", "学校报告日期", r.ReportedOn}, {"filedOn", "报督导室日期", r.FiledOn}})
	if r.FiledOn.Valid() && !r.ReportedOn.Valid() {
		e.Add("filedOn", "学校还没有报告，先登记学校的整改报告，再登记报督导室的日期")
	}
	if r.Verdict != "" && !r.RecheckOn.Valid() && !r.FromLedger() {
		e.Add("recheckOn", "请填写核查日期")
	}
	return e.Err()
}

// Missing names what the round still lacks to be closed (销号): a recheck on a
// day by a person, its conclusion 已整改, and a proof. attachments counts the
// files on the finding.
func (r Round) Missing(attachments int) []string {
	out := []string{}
	if !r.RecheckOn.Valid() {
		out = append(out, "核查（回访）日期")
	}
	if r.RecheckerID == 0 && r.RecheckBy == "" {
		out = append(out, "核查人")
	}
	if r.Verdict != VerdictRight {
		out = append(out, "核查结论“"+VerdictRight+"”")
	}
	if r.Proof == "" && attachments == 0 {
		out = append(out, "凭证（写明原件存放处，或给问题加附件）")
	}
	return out
}
