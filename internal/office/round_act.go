package office

import (
	"fmt"
	"strings"
)

// What can be done with the current round (办理动作).
const (
	ActReceive = "receive" // 学校签收
	ActReport  = "report"  // 学校报告
	ActFile    = "file"    // 督学报督导室
	ActRecheck = "recheck" // 核查（回访）
	ActClose   = "close"   // 销号
	ActNext    = "next"    // 继续整改: the next round
	ActReopen  = "reopen"  // 重新打开
)

// RoundActNames are the actions by their names on screen.
var RoundActNames = map[string]string{ActReceive: "登记签收", ActReport: "登记学校报告", ActFile: "登记报督导室", ActRecheck: "登记核查",
	ActClose: "销号", ActNext: "继续整改", ActReopen: "重新打开"}

// Act takes what one action fills in of in into the round. It asks for what the
// action cannot be without; Validate judges the whole.
func (r *Round) Act(action string, in Round) error {
	var e Faults
	if r.ClosedOn.Valid() {
		return Errorf(CodeConflict, "这个问题已在%s销号。要改动，请先重新打开并说明原因。", r.ClosedOn.Chinese())
	}
	switch action {
	case ActReceive:
		r.ReceivedOn, r.ReceivedBy = in.ReceivedOn, in.ReceivedBy
		e.Require("receivedOn", "签收日期", string(in.ReceivedOn))
		e.Require("receivedBy", "签收人", in.ReceivedBy)
	case ActReport:
		r.ReportedOn, r.Report = in.ReportedOn, in.Report
		e.Require("reportedOn", "学校报告日期", string(in.ReportedOn))
	case ActFile:
		r.FiledOn = in.FiledOn
		e.Require("filedOn", "报督导室日期", string(in.FiledOn))
	case ActRecheck:
		r.RecheckOn, r.RecheckerID, r.RecheckBy, r.RecheckWay = in.RecheckOn, in.RecheckerID, in.RecheckBy, in.RecheckWay
		r.Recheck, r.Verdict, r.Advice, r.Proof = in.Recheck, in.Verdict, in.Advice, in.Proof
		e.Require("recheckOn", "核查日期", string(in.RecheckOn))
		e.Require("verdict", "核查结论", in.Verdict)
		if in.RecheckerID == 0 && strings.TrimSpace(in.RecheckBy) == "" {
			e.Add("recheckBy", "请选择核查督学，或填写核查人姓名")
		}
	case ActClose:
		r.ClosedOn = in.ClosedOn
		if strings.TrimSpace(in.Proof) != "" {
			r.Proof = in.Proof
		}
		e.Require("closedOn", "销号日期", string(in.ClosedOn))
	default:
		return Invalid("没有“%s”这个动作，请刷新页面后重试。", action)
	}
	r.Normalize()
	return e.Err()
}

// Closable refuses to close a round that lacks something. attachments counts the
// files on the finding.
func (r Round) Closable(attachments int) error {
	missing := r.Missing(attachments)
	if len(missing) == 0 {
		return nil
	}
	e := Invalid("还不能销号，缺：%s。请先登记核查，再销号。", strings.Join(missing, "、"))
	e.Fields = map[string]string{"closedOn": "缺：" + strings.Join(missing, "、")}
	return e
}

// Following returns the round that comes after a recheck which found the problem
// not put right. in gives the new limit and a word on it.
func (r Round) Following(in Round) (Round, error) {
	var e Faults
	switch {
	case r.ClosedOn.Valid():
		return Round{}, Errorf(CodeConflict, "这个问题已在%s销号，没有下一轮整改。要再整改，请重新打开并说明原因。", r.ClosedOn.Chinese())
	case r.Verdict == "":
		return Round{}, Errorf(CodeConflict, "第 %d 轮整改还没有核查结论。请先登记核查，再开始下一轮。", r.Number)
	case r.Verdict == VerdictRight:
		return Round{}, Errorf(CodeConflict, "第 %d 轮的核查结论是“%s”，不需要下一轮整改，可以销号。", r.Number, VerdictRight)
	}
	next := Round{FindingID: r.FindingID, Number: r.Number + 1, Opened: RoundAgain, Reason: in.Reason, IssuedOn: in.IssuedOn, DueOn: in.DueOn}
	next.Normalize()
	e.Require("dueOn", "新的整改期限", string(in.DueOn))
	e.inOrder([]datedFact{{"recheckOn", "上一轮核查日期", r.RecheckOn}, {"issuedOn", "下发日期", next.IssuedOn}, {"dueOn", "整改期限", next.DueOn}})
	return next, e.Err()
}

// Reopened returns the round that opens a closed finding again. It needs a
// reason; the rounds before stay as they are.
func (r Round) Reopened(in Round) (Round, error) {
	var e Faults
	if !r.ClosedOn.Valid() {
		return Round{}, Errorf(CodeConflict, "这个问题还没有销号，不用重新打开。")
	}
	next := Round{FindingID: r.FindingID, Number: r.Number + 1, Opened: RoundReopened, Reason: in.Reason, IssuedOn: in.IssuedOn, DueOn: in.DueOn}
	next.Normalize()
	if next.Reason == "" {
		e.Add("reason", fmt.Sprintf("这个问题已在%s销号，重新打开须写明原因", r.ClosedOn.Chinese()))
	}
	e.inOrder([]datedFact{{"closedOn", "上次销号日期", r.ClosedOn}, {"issuedOn", "下发日期", next.IssuedOn}, {"dueOn", "整改期限", next.DueOn}})
	return next, e.Err()
}
