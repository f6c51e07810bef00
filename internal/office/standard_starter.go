package office

import "strings"

// The keys of the figures that the program takes from the records for a point.
const (
	LiveInspectorSchools = "schools.per_inspector" // 1人5校
	LiveTrainingHours    = "training.hours"        // 培训学时
	LivePlates           = "plates.hung"           // 公示牌
	LiveMonthlyVisits    = "visit.monthly"         // 每校每月
	LiveMatters          = "matters.covered"       // 八项事项
	LiveFindings         = "findings.closed"       // 整改闭环
)

// The short names of the standards that the program brings.
const (
	StandardCounty       = "创新县"
	StandardCountyHeads  = "创新县八方面"
	StandardSchool       = "学校档案"
	StandardSchoolOpen   = "学校督导评估"
	StandardKindergarten = "办园行为"
)

const (
	srcStandardWorking = "本程序按公开报道整理的工作清单，编号和拆分是本程序的（非官方）"
	srcStandardHeads   = "公开报道里提到的八个方面的名称（非官方）"
	srcStandardSchool  = "县级督导工作材料里提到的学校档案内容（非官方）"
	textMissing        = "考核要求、分值和评分细则本程序没有，请按上级文件填写或粘贴。"
)

// DefaultStandards are what a new database starts with. Of none the program has an
// official text: what is not in its sources stays empty.
func DefaultStandards() []Standard {
	return []Standard{
		{Key: StandardCounty, Name: "责任督学挂牌督导创新县（市、区）", Version: "39点工作清单", Subject: SubjectCounty, Source: srcStandardWorking,
			Pattern: "{1}-{2}", State: ChecklistOpen, Note: textMissing, Indicators: outlineOf(innovationOutline, innovationLive)},
		{Key: StandardCountyHeads, Name: "责任督学挂牌督导创新县（市、区）评分标准", Version: "2018年八方面", Subject: SubjectCounty, Source: srcStandardHeads,
			Pattern: "{1}-{2}-{3}", State: ChecklistOpen, Note: "只有八个方面的名称。" + textMissing, Indicators: outlineOf(headsOutline, nil)},
		{Key: StandardSchool, Name: "学校挂牌督导档案", Version: "工作清单", Subject: SubjectSchool, Source: srcStandardSchool,
			Pattern: "{1}-{2}", State: ChecklistOpen, Note: "指导学校整理自己的挂牌督导档案用。" + textMissing, Indicators: outlineOf(schoolOutline, nil)},
		{Key: StandardSchoolOpen, Name: "学校督导评估", Version: "空表", Subject: SubjectSchool, Source: "本县自定（非官方文本）",
			Pattern: "A{1}-B{2}-C{3}", State: ChecklistStates[0], Note: "空的标准：指标请按上级文件填写、导入或粘贴，再把状态改为“启用”。", Indicators: []Indicator{}},
		{Key: StandardKindergarten, Name: "幼儿园办园行为督导评估", Version: "五个方面", Subject: SubjectKindergarten, Source: srcInfantConduct,
			Pattern: "{1}-{2}", State: ChecklistOpen, Note: "只有五个方面的名称。" + textMissing, Indicators: outlineOf(infantOutline, nil)},
	}
}

// innovationLive are the points of the working list that the records answer.
var innovationLive = map[string]string{"2-6": LiveExchange, "3-1": LiveInspectorSchools, "3-4": LiveCards, "3-5": LiveTrainingHours, "4-1": LivePlates, "4-3": LivePlans, "4-4": LiveMonthlyVisits,
	"4-5": LiveMatters, "4-6": LiveRecords, "4-7": LiveReports, "4-8": LiveComplaints, "7-2": LiveFindings, "8-1": LiveResults}

// outlineOf reads the lines of an outline: code, name and after | the needs, each
// as name, paper of the program and per, apart by a slash.
func outlineOf(text string, live map[string]string) []Indicator {
	items := []Indicator{}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		head, needs, _ := strings.Cut(line, "|")
		code, name, _ := strings.Cut(head, " ")
		x := Indicator{Code: code, Name: name, Level: 1 + strings.Count(code, "-"), Live: live[code], Needs: []Need{}}
		for said := range strings.FieldsFuncSeq(needs, func(r rune) bool { return r == '，' }) {
			parts := append(strings.Split(said, "/"), "", "")
			x.Needs = append(x.Needs, Need{Name: parts[0], Form: parts[1], Per: parts[2], Least: 1})
		}
		items = append(items, x)
	}
	return items
}

const innovationOutline = `
1 领导组织
1-1 县级政府成立教育督导委员会或机构|成立文件，成员单位名单，职责
1-2 相对独立的教育督导部门|机构编制文件，机构挂牌照片，人员任命文件
1-3 政府分管负责同志直接负责|分工文件，会议纪要/meeting_minutes，批示
1-4 专人直接管理挂牌督导|岗位职责，分工表
1-5 定期研究，列入年度工作要点|年度工作要点/plan_year/year，督导委会议纪要/meeting_minutes
2 管理制度
2-1 督学责任区制度|责任区制度文件，责任区划分表/zones
2-2 选拔、聘任制度|制度文件，资格审查材料/tenure_checks，公示/tenure_posting，聘任文件/tenure_decision
2-3 注册登记、管理制度|登记册，督学花名册/roster，督学证发放登记/certificates
2-4 培训制度|制度文件，年度培训计划//year
2-5 考核、评价、问责、奖惩制度|考核细则，考核汇总表/assessment_summary，表彰、解聘文件
2-6 定期交流制度|制度文件，轮岗记录/exchange
2-7 常规、专项、综合、协作督导制度|常规督导制度，专项督导制度，综合督导制度，协作督导制度
3 督学队伍
3-1 1人5校左右，全覆盖|督学—学校对应表/assignments，覆盖率表
3-2 任职条件合格|学历、职称、年限证明，资格审查表/tenure_checks
3-3 专兼结合，学段结构合理|结构统计表
3-4 聘书、督学证、登记齐全|聘任文件/tenure_decision，聘书复印件/tenure_letters，督学证复印件
3-5 岗前培训，年集中培训学时|培训通知/training_notice/year，签到表/training_sign/year，课程表，学时登记/training_hours/year，培训档案/training_file/inspector
4 开展工作
4-1 公示牌规范，全部悬挂|公示牌样式文件，每校公示牌照片//school
4-2 督学证、工作手册配发|发放登记/certificates，工作手册/handbook/inspector
4-3 年、学期、月计划|年度计划/plan_year/year，月计划/plan_month/month
4-4 每校每月至少一次|督导记录/visit/school，月统计表/statistics/month
4-5 八项事项全部督导到|记录按事项统计矩阵
4-6 记录规范，当场反馈|督导记录表/visit/month，反馈单/feedback/month
4-7 督导报告：次、月、学期|月报/month/month，学期报告//term，通报/month_bulletin
4-8 受理核实举报投诉|登记表/complaint_register/year，办理单，答复
5 保障措施
5-1 经费列入财政预算|预算批复//year，决算//year，支出明细//year
5-2 办公场所和设备|办公场所照片，资产清单
5-3 交通、通讯、补助，计入工作量|补助办法，发放表//year
5-4 学校提供条件，有联络人|学校联络人名单，学校制度
6 督导方式
6-1 县域信息系统|系统截图，运行报告
6-2 网络信息化管理督学|账号表，使用率统计
6-3 多种方式督导|方法统计
6-4 组队、协作、创新|方案，案例
7 问责整改
7-1 学校落实整改机制|学校制度，学校整改记录/handling
7-2 限期整改、回访核查闭环|整改通知书/notice，整改报告/handling，回访记录/recheck，整改台账/ledger/year
7-3 对拒不整改的通报、问责|通报/bulletin，约谈记录/talk，督办单/order
8 结果运用
8-1 整改进度成效作为考核依据|学校考核办法，校长考核表
8-2 问责、评优监督权|评优征求督导室意见的文件
8-3 报告政府、公布结果|督导报告/month/year，网站截图，公报`

const headsOutline = `
1 领导重视
2 制度健全
3 队伍健全
4 工作规范
5 保障有力
6 方式科学
7 结果运用
8 效益明显`

const schoolOutline = `
1 挂牌和联络
1-1 公示牌|公示牌照片
1-2 联络人|联络人安排
1-3 督导专栏|专栏照片或截图
2 督导和整改
2-1 督导反馈单、整改通知书|反馈单/feedback/term，整改通知书/notice
2-2 整改报告|整改报告/handling
2-3 落实整改的制度|学校制度
2-4 校务会记录|校务会记录//term
2-5 督学工作手册复印件|督学工作手册/handbook`

const infantOutline = `
1 办园条件
2 安全卫生
3 保育教育
4 教职工队伍
5 内部管理`
