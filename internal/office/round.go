package office

// RoundReasons are why a round of 整改 began (起因).
var RoundReasons = []string{"首次整改", "核查不到位", "重新打开"}

// Verdicts are the conclusions of a recheck (核查结论).
var Verdicts = []string{"已整改", "部分整改", "未整改"}

// RecheckWays are how a recheck is made (核查方式).
var RecheckWays = []string{"现场", "材料"}

// Round is one turn of 整改 (整改轮次): what the school was given, what it
// reported, and what the recheck found. A round that ends without 已整改 is
// followed by the next; a finding that is opened again begins a new one, and the
// rounds before stay as they are.
type Round struct {
	ID        int64  `db:"id" json:"id"`
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
