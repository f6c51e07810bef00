package office

// Channels are the ways a complaint comes in (受理渠道).
var Channels = []string{"电话", "来信", "邮件", "来访", "网络", "上级转办"}

// ComplaintKinds are 咨询 and 一般 (answered at once) and 特殊 (goes on the
// 特殊问题办理记录单).
var ComplaintKinds = []string{"咨询", "一般", "特殊"}

// ComplaintStates are the states of a complaint, in order.
var ComplaintStates = []string{"登记", "办理中", "已答复", "办结", "暂存"}

// Complaint is 投诉举报: what somebody told the office, followed to the answer.
type Complaint struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"` // 编号, given by store
	ReceivedOn Date   `db:"received_on" json:"receivedOn"`
	ReceivedAt string `db:"received_at" json:"receivedAt"` // 08:30
	Channel    string `db:"channel" json:"channel"`
	// Name, Gender, Identity (家长、教师……) and Phone are personal data: lists and
	// papers show them masked unless asked otherwise.
	Name     string `db:"name" json:"name"`
	Gender   string `db:"gender" json:"gender"`
	Identity string `db:"identity" json:"identity"`
	Phone    string `db:"phone" json:"phone"` // 电话或邮箱
	SchoolID int64  `db:"school_id" json:"schoolId"`
	Target   string `db:"target" json:"target"` // 反映的部门, when it is no school
	MatterID int64  `db:"matter_id" json:"matterId"`
	Content  string `db:"content" json:"content"`
	Kind     string `db:"kind" json:"kind"`
	// Recorder and Handler are 记录人 and 处理人 by name; the ids are set when they
	// are inspectors.
	Recorder   string `db:"recorder" json:"recorder"`
	RecorderID int64  `db:"recorder_id" json:"recorderId"`
	Handler    string `db:"handler" json:"handler"`
	HandlerID  int64  `db:"handler_id" json:"handlerId"`
	Department string `db:"department" json:"department"` // 承办科室
	DueOn      Date   `db:"due_on" json:"dueOn"`
	Result     string `db:"result" json:"result"` // 最终处理结果
	Answer     string `db:"answer" json:"answer"` // 答复内容
	AnswerWay  string `db:"answer_way" json:"answerWay"`
	AnsweredOn Date   `db:"answered_on" json:"answeredOn"`
	FindingID  int64  `db:"finding_id" json:"findingId"` // the finding it led to
	State      string `db:"state" json:"state"`
	ClosedOn   Date   `db:"closed_on" json:"closedOn"`
	Note       string `db:"note" json:"note"`
	// Steps are the opinions on the 特殊问题办理记录单.
	Steps     []Step `db:"-" json:"steps"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}
