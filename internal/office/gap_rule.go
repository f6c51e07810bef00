package office

// The keys of the numbers by which gaps are mended in time.
const (
	RuleGapMinutes     = "gap.day_minutes"
	RuleGapReserve     = "gap.reserve_days"
	RuleEvaluationWarn = "alert.evaluation_days"
)

// GapMinutes are the keys of what one piece of a gap takes, by the gap's kind.
var GapMinutes = map[string]string{
	GapNone: "gap.minutes_none", GapFew: "gap.minutes_few", GapYear: "gap.minutes_year", GapLost: "gap.minutes_lost",
	GapIncomplete: "gap.minutes_incomplete", GapScan: "gap.minutes_scan", GapElectronic: "gap.minutes_electronic",
}

// gapRules are the numbers by which gaps are mended in time. None is from a text.
var gapRules = []Rule{
	{GapMinutes[GapNone], "补一份没有的佐证材料约需", 60, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapFew], "补齐缺的一份（一个月、一所学校）约需", 20, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapYear], "换一份年度不对的材料约需", 30, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapLost], "找一份盒中没有的材料约需", 30, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapIncomplete], "补签字、补盖章约需", 30, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapScan], "扫描一份约需", 10, "分钟", srcOwn, false, "2013-09-17"},
	{GapMinutes[GapElectronic], "打印一份约需", 5, "分钟", srcOwn, false, "2013-09-17"},
	{RuleGapMinutes, "迎检准备每人每个工作日可用", 120, "分钟", srcOwn, false, "2013-09-17"},
	{RuleGapReserve, "迎检前留出的工作日（装盒、打印、演练）", 5, "个工作日", srcOwn, false, "2013-09-17"},
	{RuleEvaluationWarn, "迎检日前多少天起提醒缺口", 60, "天", srcOwn, false, "2013-09-17"},
}
