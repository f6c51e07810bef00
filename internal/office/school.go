package office

import "strings"

// SchoolKinds are the kinds of school (学校类型) a county office supervises.
var SchoolKinds = []string{
	"幼儿园", "小学", "教学点", "初中", "九年一贯制学校", "完全中学", "高中",
	"十二年一贯制学校", "中等职业学校", "特殊教育学校",
}

// The closed lists of School.
var (
	Ownerships    = []string{"公办", "民办"}
	Settings3     = []string{"城区", "镇区", "乡村"} // 城乡分类
	SchoolStates  = []string{"在办", "停办", "撤并"}
	InfantSchool  = "幼儿园"
	OpenSchool    = "在办"
	YesNoChoices  = []string{"是", "否"}
	SessionNames  = []string{"上午", "下午", "全天"}
	GenderChoices = []string{"男", "女"}
)

// School is a 学校 or 幼儿园.
type School struct {
	ID        int64  `db:"id" json:"id"`
	Code      string `db:"code" json:"code"` // 学校标识码
	Name      string `db:"name" json:"name"`
	ShortName string `db:"short_name" json:"shortName"`
	Kind      string `db:"kind" json:"kind"`
	Ownership string `db:"ownership" json:"ownership"` // 公办/民办
	Town      string `db:"town" json:"town"`           // 乡镇
	Setting   string `db:"setting" json:"setting"`     // 城区/镇区/乡村
	Address   string `db:"address" json:"address"`
	Longitude string `db:"longitude" json:"longitude"` // degrees, as written
	Latitude  string `db:"latitude" json:"latitude"`
	Principal string `db:"principal" json:"principal"` // 校长/园长
	Phone     string `db:"phone" json:"phone"`
	Liaison   string `db:"liaison" json:"liaison"`   // 联络人（分管副校长）
	Resident  string `db:"resident" json:"resident"` // 驻校督学
	Students  int    `db:"students" json:"students"`
	Classes   int    `db:"classes" json:"classes"`
	Teachers  int    `db:"teachers" json:"teachers"`
	Boarders  int    `db:"boarders" json:"boarders"`
	Canteen   bool   `db:"canteen" json:"canteen"`
	Bus       bool   `db:"bus" json:"bus"`
	State     string `db:"state" json:"state"` // 在办/停办/撤并
	OpenedOn  Date   `db:"opened_on" json:"openedOn"`
	ClosedOn  Date   `db:"closed_on" json:"closedOn"`
	Note      string `db:"note" json:"note"`
	// Pinyin holds initials and full spelling for the search boxes; written by store.
	Pinyin    string `db:"pinyin" json:"pinyin"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// Kindergarten tells whether the school is supervised under the kindergarten
// rules (《幼儿园责任督学挂牌督导办法》), with their own three matters.
func (s School) Kindergarten() bool { return s.Kind == InfantSchool }

// Normalize trims the texts and fills what a new school starts with.
func (s *School) Normalize() {
	for _, p := range []*string{&s.Code, &s.Name, &s.ShortName, &s.Kind, &s.Town, &s.Address, &s.Principal, &s.Phone, &s.Liaison} {
		*p = strings.TrimSpace(*p)
	}
	if s.State == "" {
		s.State = OpenSchool
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (s School) Validate() error {
	var f Faults
	f.Require("name", "学校名称", s.Name)
	f.Require("kind", "学校类型", s.Kind)
	f.MaxRunes("name", "学校名称", s.Name, 60)
	f.OneOf("kind", "学校类型", s.Kind, SchoolKinds)
	f.OneOf("ownership", "办学性质", s.Ownership, Ownerships)
	f.OneOf("setting", "城乡分类", s.Setting, Settings3)
	f.OneOf("state", "状态", s.State, SchoolStates)
	f.Date("openedOn", "开办日期", s.OpenedOn)
	f.Date("closedOn", "停办日期", s.ClosedOn)
	if s.OpenedOn != "" && s.ClosedOn != "" && s.ClosedOn < s.OpenedOn {
		f.Add("closedOn", "停办日期早于开办日期，请核对")
	}
	for _, n := range []struct {
		key, label string
		v          int
	}{{"students", "学生数", s.Students}, {"classes", "班级数", s.Classes}, {"teachers", "教师数", s.Teachers}, {"boarders", "寄宿生数", s.Boarders}} {
		if n.v < 0 {
			f.Add(n.key, n.label+"不能为负数")
		}
	}
	return f.Err()
}

// ShortSchool is a school's name without the county before it, where enough is
// left to know it by.
func ShortSchool(name, county string) string {
	if short := strings.TrimPrefix(name, county); len([]rune(short)) >= 4 {
		return short
	}
	return name
}
