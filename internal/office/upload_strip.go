package office

import (
	"strconv"
	"strings"
)

var planSources = []FieldSource{{"number", "编号"}, {"title", "标题"}, {"schoolYear", "学年"}, {"term", "学期"}, {"month", "月份"}, {"date", "计划日期"}, {"session", "时段"}, {"school", "学校"}, {"inspector", "责任督学"},
	{"matters", "督导事项"}, {"tasks", "任务"}, {"why", "拟定依据"}, {"planText", "督导计划及主要内容"}}

var visitSources = []FieldSource{{"number", "编号"}, {"title", "标题"}, {"schoolYear", "学年"}, {"term", "学期"}, {"school", "学校"}, {"schoolCode", "学校标识码"}, {"date", "督导日期"}, {"session", "时段"},
	{"inspector", "责任督学"}, {"companions", "随行督学"}, {"escorts", "同行人员"}, {"kind", "督导类型"}, {"plan", "关联计划"}, {"matters", "督导事项"}, {"methods", "督导方式"},
	{"count1", "随机听课（节）"}, {"count2", "查阅资料（份）"}, {"count3", "列席会议（次）"}, {"count4", "座谈走访（次）"}, {"count5", "问卷调查（次）"}, {"count6", "校园巡视（次）"}, {"count7", "访谈家长（人次）"},
	{"content", "督导纪实"}, {"highlights", "亮点经验"}, {"problems", "存在问题"}, {"advice", "意见建议"}, {"disposal", "后续处理意见"}, {"stars", "评价（星）"}, {"feedbackOn", "反馈日期"}, {"attendees", "反馈参加人员"}}

var noticeSources = []FieldSource{{"kind", "文书"}, {"number", "编号"}, {"docNumber", "文号"}, {"title", "事由"}, {"school", "学校"}, {"department", "科室或单位"}, {"visitedOn", "督导日期"}, {"date", "日期"}, {"inspector", "督学"},
	{"source", "来源渠道"}, {"problems", "问题及建议"}, {"request", "整改要求"}, {"days", "整改期限"}, {"dueOn", "到期日"}, {"state", "处理状态"}, {"result", "处理结果"}}

var lessonSources = []FieldSource{{"school", "学校"}, {"date", "听课日期"}, {"class", "班级"}, {"subject", "学科"}, {"teacher", "教师"}, {"topic", "课题"}, {"period", "节次"}, {"lessonType", "课型"}, {"inspector", "听课督学"},
	{"process", "过程记录"}, {"rating", "定性评价"}, {"evaluation", "综合评价"}, {"highlights", "亮点"}, {"advice", "建议"}, {"feedbackTo", "反馈对象"}}

var schoolSources = []FieldSource{{"name", "学校名称"}, {"code", "学校标识码"}, {"kind", "学校类型"}, {"ownership", "办学性质"}, {"setting", "城乡分类"}, {"town", "乡镇"}, {"address", "地址"}, {"principal", "校长"}, {"phone", "学校电话"},
	{"liaison", "联络人"}, {"classes", "班级数"}, {"students", "学生数"}, {"teachers", "教职工数"}, {"boarders", "寄宿生数"}, {"canteen", "食堂"}, {"bus", "校车"}, {"zone", "责任区"}, {"inspectors", "责任督学"}}

// DefaultPlatformFields are the fields as they were seen in platforms in use: a
// start for the county's own list, official nowhere.
var DefaultPlatformFields = []PlatformField{
	{UploadPlan, "标题", "title", "", 50}, {UploadPlan, "学期", "term", "", 0}, {UploadPlan, "时间", "date", "", 0}, {UploadPlan, "学校范围", "school", "", 0},
	{UploadPlan, "督导事项", "matters", "", 0}, {UploadPlan, "督导计划及主要内容", "planText", "", 1000},
	{UploadVisit, "标题", "title", "", 50}, {UploadVisit, "学校", "school", "", 0}, {UploadVisit, "督导日期", "date", "", 0}, {UploadVisit, "时段", "session", "", 0},
	{UploadVisit, "责任督学", "inspector", "", 0}, {UploadVisit, "随行督学", "companions", "", 0}, {UploadVisit, "关联计划", "plan", "", 0}, {UploadVisit, "督导事项", "matters", "", 0},
	{UploadVisit, "督导方式", "methods", "", 0}, {UploadVisit, "查阅资料", "count2", "", 0}, {UploadVisit, "列席会议", "count3", "", 0}, {UploadVisit, "座谈走访", "count4", "", 0},
	{UploadVisit, "问卷调查", "count5", "", 0}, {UploadVisit, "校园巡视", "count6", "", 0}, {UploadVisit, "听课", "count1", "", 0}, {UploadVisit, "督导纪实", "content", "", 10000},
	{UploadVisit, "典型经验和做法", "highlights", "", 4000}, {UploadVisit, "存在问题", "problems", "", 4000}, {UploadVisit, "后续处理意见", "disposal", "", 0},
	{UploadNotice, "编号", "number", "", 0}, {UploadNotice, "单位", "school", "", 0}, {UploadNotice, "科室/中心", "department", "", 0}, {UploadNotice, "督导日期", "visitedOn", "", 0}, {UploadNotice, "时间", "date", "", 0},
	{UploadNotice, "督学", "inspector", "", 0}, {UploadNotice, "来源渠道", "source", "", 0}, {UploadNotice, "问题及建议", "problems", "", 4000}, {UploadNotice, "整改期限", "days", "", 0},
	{UploadNotice, "处理状态", "state", "", 0}, {UploadNotice, "处理结果", "result", "", 4000},
	{UploadLesson, "学校", "school", "", 0}, {UploadLesson, "听课日期", "date", "", 0}, {UploadLesson, "班级", "class", "", 0}, {UploadLesson, "学科", "subject", "", 0}, {UploadLesson, "教师", "teacher", "", 0},
	{UploadLesson, "过程记录", "process", "", 0}, {UploadLesson, "定性评价", "rating", "", 0}, {UploadLesson, "综合评价", "evaluation", "", 4000},
	{UploadSchool, "学校名称", "name", "", 0}, {UploadSchool, "学校标识码", "code", "", 0}, {UploadSchool, "学校类型", "kind", "", 0}, {UploadSchool, "办学性质", "ownership", "", 0}, {UploadSchool, "乡镇", "town", "", 0},
	{UploadSchool, "地址", "address", "", 0}, {UploadSchool, "校长", "principal", "", 0}, {UploadSchool, "学校电话", "phone", "", 0}, {UploadSchool, "班级数", "classes", "", 0}, {UploadSchool, "学生数", "students", "", 0},
	{UploadSchool, "教职工数", "teachers", "", 0}, {UploadSchool, "寄宿生数", "boarders", "", 0}, {UploadSchool, "责任区", "zone", "", 0}, {UploadSchool, "责任督学", "inspectors", "", 0},
}

// DefaultPlatform is what a new platform starts from.
func DefaultPlatform(today Date) Platform {
	return Platform{Name: "", Source: "按在用督导平台所见的栏目整理（非官方），请对照本省平台修改", StartsOn: today, State: PlatformStates[0], Fields: DefaultPlatformFields}
}

// StripNames are the names a record's ids stand for.
type StripNames struct {
	School     School
	Inspector  string
	Companions []string
	Matters    []string
	Terms      []Term
	Zone       string
	Inspectors []string // who answers for the school
	Findings   []Finding
	VisitedOn  Date
}

func (n StripNames) term(day Date) (year, term string) {
	for _, t := range n.Terms {
		if t.StartsOn <= day && day <= t.EndsOn {
			return t.SchoolYear, map[int]string{1: "第一学期", 2: "第二学期"}[t.Number]
		}
	}
	return SchoolYearOf(day), ""
}

// PlanValues are what a line of a month plan says, by the keys of its sources; one
// without a day says its month.
func PlanValues(l PlanLine, n StripNames) map[string]string {
	day := l.Day
	out := map[string]string{"number": l.Number, "title": l.Month.Chinese() + "督导计划：" + n.School.Name, "month": l.Month.Chinese(), "date": string(day), "session": l.Session, "school": n.School.Name,
		"inspector": n.Inspector, "matters": strings.Join(n.Matters, "、"), "tasks": l.Tasks, "why": l.Why}
	if !day.Valid() {
		day, out["date"] = l.Month.Of(0).From, l.Month.Chinese()
	}
	out["schoolYear"], out["term"] = n.term(day)
	out["planText"] = l.Tasks
	if out["matters"] != "" {
		out["planText"] = strings.TrimLeft(strings.TrimRight(l.Tasks, "。")+"。督导事项："+out["matters"], "。")
	}
	return out
}

// VisitValues are what a visit says, by the keys of the sources of 督导纪实.
func VisitValues(v Visit, n StripNames) map[string]string {
	year, term := n.term(v.Date)
	out := map[string]string{"number": v.Number, "title": v.Title, "schoolYear": year, "term": term, "school": n.School.Name, "schoolCode": n.School.Code, "date": string(v.Date), "session": v.Session,
		"inspector": n.Inspector, "companions": strings.Join(n.Companions, "、"), "escorts": v.Escorts, "kind": v.Kind, "plan": v.Plan, "matters": strings.Join(n.Matters, "、"),
		"content": v.Content, "highlights": v.Highlights, "problems": v.Problems, "advice": v.Advice, "disposal": DisposalName(v.Disposal), "feedbackOn": string(v.FeedbackOn), "attendees": v.Attendees}
	if out["title"] == "" {
		out["title"] = v.Kind + "：" + n.School.Name
	}
	if v.Stars > 0 {
		out["stars"] = strconv.Itoa(v.Stars)
	}
	used := []string{}
	for i, m := range Methods {
		for _, u := range v.Methods {
			if u.Method == m.Name {
				used = append(used, m.Name)
				out["count"+strconv.Itoa(i+1)] = strconv.Itoa(u.Count)
			}
		}
	}
	out["methods"] = strings.Join(used, "、")
	return out
}

// NoticeValues are what a notice says.
func NoticeValues(p Notice, n StripNames) map[string]string {
	problems := p.Body
	if problems == "" {
		lines := []string{}
		for i, f := range n.Findings {
			lines = append(lines, strconv.Itoa(i+1)+"."+f.Content)
		}
		problems = strings.Join(lines, "\n")
	}
	days := ""
	if p.Days > 0 {
		days = strconv.Itoa(p.Days)
	}
	out := map[string]string{"kind": p.Kind, "number": p.Number, "docNumber": p.DocNumber, "title": p.Title, "school": n.School.Name, "department": p.Department, "visitedOn": string(n.VisitedOn),
		"date": string(p.Date), "inspector": n.Inspector, "source": p.Source, "problems": problems, "request": p.Request, "days": days, "dueOn": string(p.DueOn), "state": p.State}
	results := []string{}
	for _, f := range n.Findings {
		if f.Recheck != "" {
			results = append(results, f.Recheck)
		}
	}
	if len(p.Steps) > 0 && p.Steps[len(p.Steps)-1].Text != "" && p.Kind == NoticeConsult {
		results = append(results, p.Steps[len(p.Steps)-1].Text)
	}
	out["result"] = strings.Join(results, "；")
	return out
}

// LessonValues are what a lesson observation says.
func LessonValues(l LessonObservation, n StripNames) map[string]string {
	rating := ""
	if l.Rating > 0 {
		rating = strconv.Itoa(l.Rating)
	}
	return map[string]string{"school": n.School.Name, "date": string(l.Date), "class": l.Class, "subject": l.Subject, "teacher": l.Teacher, "topic": l.Topic, "period": l.Period, "lessonType": l.LessonType,
		"inspector": n.Inspector, "process": l.Process, "rating": rating, "evaluation": l.Evaluation, "highlights": l.Highlights, "advice": l.Advice, "feedbackTo": l.FeedbackTo}
}

// SchoolValues are what a school's entry says.
func SchoolValues(s School, n StripNames) map[string]string {
	yes := map[bool]string{true: YesNoChoices[0], false: YesNoChoices[1]}
	return map[string]string{"name": s.Name, "code": s.Code, "kind": s.Kind, "ownership": s.Ownership, "setting": s.Setting, "town": s.Town, "address": s.Address, "principal": s.Principal, "phone": s.Phone,
		"liaison": s.Liaison, "classes": strconv.Itoa(s.Classes), "students": strconv.Itoa(s.Students), "teachers": strconv.Itoa(s.Teachers), "boarders": strconv.Itoa(s.Boarders),
		"canteen": yes[s.Canteen], "bus": yes[s.Bus], "zone": n.Zone, "inspectors": strings.Join(n.Inspectors, "、")}
}
