package office

// The places whose published calendars the starter calendar was put together
// from. None of them binds another county.
const (
	srcCalendarA = "非官方参考：四川某区2019年督导行事历（地方做法）"
	srcCalendarB = "非官方参考：某县2023年责任督学月工作安排（地方做法）"
	srcCalendarC = "非官方参考：浙江某区2009年督导工作安排（地方做法）"
)

// StarterCalendar is a calendar to begin with (参考行事历). It is no official text:
// each line names where such work is done at that time of the year.
var StarterCalendar = []PlanTask{
	{MonthFrom: 1, MonthTo: 12, Kind: "经常性督导", Task: "责任督学每月到校经常性督导", Source: srcCalendarA},
	{MonthFrom: 2, MonthTo: 12, Kind: "会议", Task: "责任督学月例会", Source: srcCalendarB},
	{MonthFrom: 1, MonthTo: 1, Kind: "其他", Task: "上年度督导工作总结和档案整理", Source: srcCalendarC},
	{MonthFrom: 1, MonthTo: 2, Kind: "其他", Task: "汇总上年度学校综合督导情况", Source: srcCalendarA},
	{MonthFrom: 1, MonthTo: 2, Kind: "考核", Task: "上年度责任区目标考核", Source: srcCalendarA},
	{MonthFrom: 2, MonthTo: 2, Kind: "其他", Task: "各责任区制定年度工作计划", Source: srcCalendarB},
	{MonthFrom: 2, MonthTo: 2, Kind: "专项督导", Task: "春季开学专项督导", Matters: []int64{2, 6, 11}, Source: srcCalendarB},
	{MonthFrom: 3, MonthTo: 4, Kind: "其他", Task: "拟定并印发年度督导工作要点和考核方案", Source: srcCalendarA},
	{MonthFrom: 3, MonthTo: 3, Kind: "专项督导", Task: "传染病防控、校园安全和食堂专项督导", Matters: []int64{6, 7, 11}, Source: srcCalendarB},
	{MonthFrom: 3, MonthTo: 4, Kind: "专项督导", Task: "食品安全专项督导", Matters: []int64{7, 11}, Source: srcCalendarA},
	{MonthFrom: 4, MonthTo: 4, Kind: "经常性督导", Task: "校务管理、课程开设、“双减”和社团活动", Matters: []int64{1, 3}, Source: srcCalendarB},
	{MonthFrom: 5, MonthTo: 6, Kind: "会议", Task: "督导委员会年度会议", Source: srcCalendarA},
	{MonthFrom: 5, MonthTo: 5, Kind: "专项督导", Task: "幼儿园“小学化”和中小学课业负担", Matters: []int64{4, 12}, Source: srcCalendarB},
	{MonthFrom: 5, MonthTo: 6, Kind: "培训", Task: "责任督学集中培训", Source: srcCalendarA},
	{MonthFrom: 6, MonthTo: 6, Kind: "经常性督导", Task: "师德师风和幼儿园园务管理", Matters: []int64{5, 13}, Source: srcCalendarB},
	{MonthFrom: 7, MonthTo: 8, Kind: "考核", Task: "督导结果用于校长考核", Source: srcCalendarA},
	{MonthFrom: 7, MonthTo: 7, Kind: "经常性督导", Task: "卫生保健和“双减”", Matters: []int64{4, 7, 11}, Source: srcCalendarB},
	{MonthFrom: 8, MonthTo: 9, Kind: "专项督导", Task: "秋季开学专项督导", Matters: []int64{2, 6, 11}, Source: srcCalendarA},
	{MonthFrom: 9, MonthTo: 9, Kind: "经常性督导", Task: "“双减”和招生收费", Matters: []int64{2, 4}, Source: srcCalendarB},
	{MonthFrom: 9, MonthTo: 10, Kind: "专项督导", Task: "学校安全专项督导", Matters: []int64{6, 11}, Source: srcCalendarA},
	{MonthFrom: 10, MonthTo: 10, Kind: "经常性督导", Task: "课程教学和幼儿园保育教育", Matters: []int64{3, 12}, Source: srcCalendarB},
	{MonthFrom: 11, MonthTo: 11, Kind: "经常性督导", Task: "师德师风和校风教风学风", Matters: []int64{5, 8, 13}, Source: srcCalendarB},
	{MonthFrom: 11, MonthTo: 12, Kind: "其他", Task: "年度学校综合督导汇总", Source: srcCalendarA},
	{MonthFrom: 11, MonthTo: 12, Kind: "考核", Task: "责任区和责任督学年度考核", Source: srcCalendarA},
	{MonthFrom: 12, MonthTo: 12, Kind: "其他", Task: "年度督导工作总结", Source: srcCalendarA},
}
