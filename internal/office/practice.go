package office

// PracticeStates are the states of a 典型经验.
var PracticeStates = []string{"登记", "推荐", "已推广"}

// Practice is 典型经验: what a school does well, kept to be used again in the
// reports.
type Practice struct {
	ID          int64  `db:"id" json:"id"`
	Number      string `db:"number" json:"number"`    // 编号, given by store
	VisitID     int64  `db:"visit_id" json:"visitId"` // 0 when found otherwise
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	FoundOn     Date   `db:"found_on" json:"foundOn"`
	MatterID    int64  `db:"matter_id" json:"matterId"`
	Title       string `db:"title" json:"title"`
	Content     string `db:"content" json:"content"`
	State       string `db:"state" json:"state"`
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}
