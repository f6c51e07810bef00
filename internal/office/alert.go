package office

// The levels of an alert (提醒等级).
const (
	AlertRed  = "红"
	AlertWarn = "黄"
	AlertNote = "提示"
)

// AlertRule is one check of 待办提醒: what it looks for, how heavy it is, and
// where the rule comes from. Its numbers are rules (Rule) of their own.
type AlertRule struct {
	ID       int64  `db:"id" json:"id"`
	Code     string `db:"code" json:"code"` // C01 to C25
	Name     string `db:"name" json:"name"`
	Level    string `db:"level" json:"level"`
	Source   string `db:"source" json:"source"`
	Official bool   `db:"official" json:"official"`
	State    string `db:"state" json:"state"` // 启用/停用
}

// Alert is one thing to do (待办): a record that a rule points at.
type Alert struct {
	Code   string `json:"code"`
	Level  string `json:"level"`
	Title  string `json:"title"`  // what: the record
	Detail string `json:"detail"` // why, with the numbers
	// Kind and RecordID are the record; Route is the page that mends it.
	Kind     string `json:"kind"`
	RecordID int64  `json:"recordId"`
	Route    string `json:"route"`
	// Day is since when or until when it stands, Days how many days late.
	Day  Date `json:"day"`
	Days int  `json:"days"`
}

// DefaultAlerts are the first fill of the alert rules.
var DefaultAlerts = []AlertRule{}
