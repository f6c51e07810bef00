package office

import (
	"slices"
	"strings"
)

// VisitKinds are the kinds of supervision (督导类型).
var VisitKinds = []string{"经常性督导", "专项督导", "综合督导", "随机督导", "协作督导"}

// VisitStates are the states of a visit, in order; 取消 needs a reason.
var VisitStates = []string{"计划", "已备案", "已进校", "已记录", "已反馈", "整改中", "办结", "取消"}

// Method is one of the seven ways of supervising (督导方式) with the unit of its
// counter. The first six are those of 《中小学校责任督学挂牌督导办法》 art. 6; the
// seventh is practice of a Beijing district system.
type Method struct {
	Name string `json:"name"`
	Unit string `json:"unit"`
}

// Methods are the seven methods, in the order of the forms.
var Methods = []Method{
	{"随机听课", "节"}, {"查阅资料", "份"}, {"列席会议", "次"}, {"座谈走访", "次"},
	{"问卷调查", "次"}, {"校园巡视", "次"}, {"访谈家长", "人次"},
}

// MethodUse is a method used on a visit and its counter.
type MethodUse struct {
	Method string `db:"method" json:"method"`
	Count  int    `db:"count" json:"count"`
}

// CheckResult is the answer to one check point (要点) on a visit.
type CheckResult struct {
	CheckpointID int64  `db:"checkpoint_id" json:"checkpointId"`
	Result       string `db:"result" json:"result"` // 符合/基本符合/不符合
	Note         string `db:"note" json:"note"`
}

// CheckResults are the answers a check point may have.
var CheckResults = []string{"符合", "基本符合", "不符合"}

// Disposal is 后续处理意见: how far a problem goes. Codes are those of the
// provincial platform in use, so that records can be entered there.
type Disposal struct {
	Code   int    `json:"code"`
	Name   string `json:"name"`
	Action string `json:"action"`
}

// Disposals are the five levels, from none to the hardest.
var Disposals = []Disposal{
	{1, "无意见", "办结"},
	{4, "小问题", "现场反馈建议"},
	{2, "一般问题", "下发整改通知书"},
	{5, "严重问题", "下发整改通知书并上报督导室"},
	{3, "复杂问题", "送协商意见书到科室"},
}

// DisposalName returns the level's name, empty for an unknown code.
func DisposalName(code int) string {
	for _, d := range Disposals {
		if d.Code == code {
			return d.Name
		}
	}
	return ""
}

// HarderOf returns the harder of two levels: that further down in Disposals.
func HarderOf(a, b int) int {
	place := func(code int) int {
		return slices.IndexFunc(Disposals, func(d Disposal) bool { return d.Code == code })
	}
	if place(b) > place(a) {
		return b
	}
	return a
}

// Visit is a 督导记录: one inspector's visit to one school.
type Visit struct {
	ID     int64  `db:"id" json:"id"`
	Number string `db:"number" json:"number"` // 编号, given by store
	Date   Date   `db:"date" json:"date"`
	// Session is 上午/下午/全天; a whole day counts two half days.
	Session     string `db:"session" json:"session"`
	StartsAt    string `db:"starts_at" json:"startsAt"` // 08:30
	EndsAt      string `db:"ends_at" json:"endsAt"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"` // 责任督学
	// Companions are 同行督学, Escorts other people by name.
	Companions  []int64 `db:"-" json:"companions"`
	Escorts     string  `db:"escorts" json:"escorts"`
	Kind        string  `db:"kind" json:"kind"`
	Plan        string  `db:"plan" json:"plan"`           // 关联计划
	FiledOn     Date    `db:"filed_on" json:"filedOn"`    // 备案日期
	Announced   bool    `db:"announced" json:"announced"` // 事先通知
	AnnouncedOn Date    `db:"announced_on" json:"announcedOn"`
	Title       string  `db:"title" json:"title"`
	Content     string  `db:"content" json:"content"`       // 督导主要内容/纪实
	Highlights  string  `db:"highlights" json:"highlights"` // 亮点、典型经验
	Problems    string  `db:"problems" json:"problems"`     // 存在问题
	Advice      string  `db:"advice" json:"advice"`         // 意见建议
	Disposal    int     `db:"disposal" json:"disposal"`     // code of Disposals
	Stars       int     `db:"stars" json:"stars"`           // 规定任务评价 0–5
	State       string  `db:"state" json:"state"`
	Reason      string  `db:"reason" json:"reason"`          // 取消原因
	RecordedOn  Date    `db:"recorded_on" json:"recordedOn"` // 记录日期
	FeedbackOn  Date    `db:"feedback_on" json:"feedbackOn"` // 反馈日期
	// Attendees is who of the school heard the feedback (中层以上).
	Attendees       string        `db:"attendees" json:"attendees"`
	InspectorSigned bool          `db:"inspector_signed" json:"inspectorSigned"`
	PrincipalSigned bool          `db:"principal_signed" json:"principalSigned"`
	Matters         []int64       `db:"-" json:"matters"`
	Methods         []MethodUse   `db:"-" json:"methods"`
	Checks          []CheckResult `db:"-" json:"checks"`
	UpdatedAt       string        `db:"updated_at" json:"updatedAt"`
}

// HalfDays returns the half days the visit took: 2 for a whole day.
func (v Visit) HalfDays() int {
	if v.Session == "全天" {
		return 2
	}
	return 1
}

// Normalize trims texts and fills what a new visit starts with.
func (v *Visit) Normalize() {
	for _, s := range []*string{&v.Title, &v.Content, &v.Highlights, &v.Problems, &v.Advice, &v.Escorts} {
		*s = strings.TrimSpace(*s)
	}
	if v.Session == "" {
		v.Session = "上午"
	}
	if v.Kind == "" {
		v.Kind = VisitKinds[0]
	}
	if v.State == "" {
		v.State = "已记录"
	}
	if v.Disposal == 0 {
		v.Disposal = 1
	}
	v.Companions = nonNil(v.Companions)
	v.Matters = nonNil(v.Matters)
	v.Methods = nonNil(v.Methods)
	v.Checks = nonNil(v.Checks)
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
// Lengths are those of the platforms the records are entered in.
func (v Visit) Validate() error {
	var f Faults
	f.Require("date", "督导日期", string(v.Date))
	f.Date("date", "督导日期", v.Date)
	if v.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	if v.InspectorID == 0 {
		f.Add("inspectorId", "请选择责任督学")
	}
	f.OneOf("session", "时段", v.Session, SessionNames)
	f.OneOf("kind", "督导类型", v.Kind, VisitKinds)
	f.OneOf("state", "状态", v.State, VisitStates)
	f.MaxRunes("title", "标题", v.Title, 50)
	f.MaxRunes("content", "督导纪实", v.Content, 10000)
	f.MaxRunes("highlights", "亮点经验", v.Highlights, 4000)
	f.MaxRunes("problems", "存在问题", v.Problems, 4000)
	f.MaxRunes("advice", "意见建议", v.Advice, 4000)
	if DisposalName(v.Disposal) == "" {
		f.Add("disposal", "请选择后续处理意见")
	}
	if v.State == "取消" && strings.TrimSpace(v.Reason) == "" {
		f.Add("reason", "取消督导须写明原因")
	}
	if v.Stars < 0 || v.Stars > 5 {
		f.Add("stars", "评价为 0 到 5 星")
	}
	f.Date("filedOn", "备案日期", v.FiledOn)
	f.Date("feedbackOn", "反馈日期", v.FeedbackOn)
	f.Date("recordedOn", "记录日期", v.RecordedOn)
	if v.FeedbackOn.Valid() && v.Date.Valid() && v.FeedbackOn < v.Date {
		f.Add("feedbackOn", "反馈日期早于督导日期，请核对")
	}
	if v.StartsAt != "" && v.EndsAt != "" && v.EndsAt < v.StartsAt {
		f.Add("endsAt", "结束时间早于开始时间，请核对")
	}
	seen := map[int64]bool{v.InspectorID: true}
	for _, c := range v.Companions {
		if seen[c] {
			f.Add("companions", "同行督学中有重复或与责任督学相同的人，请删去")
		}
		seen[c] = true
	}
	for _, m := range v.Methods {
		if m.Count < 0 {
			f.Add("methods", m.Method+"的数量不能为负数")
		}
	}
	return f.Err()
}
