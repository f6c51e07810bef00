package office

// Checklist is a 督导评估表, one version of it. A version that has been used is
// not changed: a new one is made from it.
type Checklist struct {
	ID        int64   `db:"id" json:"id"`
	Name      string  `db:"name" json:"name"`
	Version   string  `db:"version" json:"version"`
	Kind      string  `db:"kind" json:"kind"` // one of InspectionKinds, or empty for any
	Source    string  `db:"source" json:"source"`
	Official  bool    `db:"official" json:"official"`
	FullScore float64 `db:"full_score" json:"fullScore"` // points; 0: 符合/不符合 only
	State     string  `db:"state" json:"state"`          // one of ChecklistStates
	Note      string  `db:"note" json:"note"`
	UpdatedAt string  `db:"updated_at" json:"updatedAt"`
}

// ChecklistStates tell whether a list may be chosen.
var ChecklistStates = []string{"草稿", "启用", "停用"}

// ChecklistItem is a line of a Checklist: a heading, or a point (评估要点) under one.
type ChecklistItem struct {
	ID          int64   `db:"id" json:"id"`
	ChecklistID int64   `db:"checklist_id" json:"checklistId"`
	ParentID    int64   `db:"parent_id" json:"parentId"` // 0 for a heading
	Position    int     `db:"position" json:"position"`
	Code        string  `db:"code" json:"code"`
	Name        string  `db:"name" json:"name"`
	Requirement string  `db:"requirement" json:"requirement"` // empty where the text is not known
	Method      string  `db:"method" json:"method"`           // 查看方法
	Points      float64 `db:"points" json:"points"`
	Veto        bool    `db:"veto" json:"veto"` // 一票否决
	Source      string  `db:"source" json:"source"`
	MatterID    int64   `db:"matter_id" json:"matterId"`
}

// UnitScore is what one point got at one unit.
type UnitScore struct {
	ID     int64    `db:"id" json:"id"`
	UnitID int64    `db:"unit_id" json:"unitId"`
	ItemID int64    `db:"item_id" json:"itemId"`
	Self   *float64 `db:"self" json:"self"`   // 自评得分; nil: none given
	Score  *float64 `db:"score" json:"score"` // nil: not scored
	Result string   `db:"result" json:"result"`
	Note   string   `db:"note" json:"note"` // 扣分说明
}
