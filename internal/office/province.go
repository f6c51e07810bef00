package office

import "slices"

// Province is a preset of rules (省级预设): what a province's own regulation says
// beside the State's. A county takes it over from a day on, and may change every
// number of it afterwards.
type Province struct {
	Name  string `json:"name"`
	Law   string `json:"law"`
	Rules []Rule `json:"rules"` // one for each of presetRules; ValidFrom is empty
}

// National is the preset of what holds in every county.
const National = "国家底线"

// The rules of procedure that the State leaves to the provinces. 0 sets no limit.
const (
	RuleAnnounceDays     = "visit.announce_workdays"
	RuleOpinionSpecial   = "procedure.opinion_special_days"
	RuleOpinionWhole     = "procedure.opinion_whole_days"
	RulePleaDays         = "procedure.plea_days"
	RuleLetterDays       = "procedure.letter_days"
	RuleReviewApplyDays  = "procedure.review_apply_days"
	RuleReviewAnswerDays = "procedure.review_answer_days"
	RuleRectifyReport    = "rectify.report_days"
	RuleReportDays       = "procedure.report_days"
	RuleWholeYears       = "procedure.whole_years"
	RuleGroupInspectors  = "procedure.min_inspectors"
	RuleUnitRectifyDays  = "procedure.rectify_days"
	RuleRandomPerYear    = "procedure.random_per_year"
	RuleFullTime         = "inspector.min_full_time"
)

const (
	srcNone      = "国家没有规定，0 表示不限；可按本省、本县规定修改"
	srcShanghai  = "《上海市教育督导条例》"
	srcZhejiang  = "《浙江省教育督导条例》"
	srcChongqing = "《重庆市教育督导条例》"
	srcShandong  = "《山东省教育督导条例》"
)

// procedureRules are the State's own with the gaps that provinces fill; they are
// part of the first fill.
var procedureRules = []Rule{
	{RuleAnnounceDays, "经常性督导事先通知的，不早于进校前", 0, "个工作日", srcNone, false, "2012-10-01"},
	{RuleOpinionSpecial, "专项督导结束后书面反馈初步意见", 0, "天", srcNone, false, "2012-10-01"},
	{RuleOpinionWhole, "综合督导结束后书面反馈初步意见", 0, "天", srcNone, false, "2012-10-01"},
	{RulePleaDays, "被督导单位对初步意见申辩", 0, "天", srcNone, false, "2012-10-01"},
	{RuleLetterDays, "出具督导意见书", 0, "天", srcNone, false, "2012-10-01"},
	{RuleReviewApplyDays, "对督导意见申请复核（复查）", 0, "天", srcNone, false, "2012-10-01"},
	{RuleReviewAnswerDays, "答复复核（复查）申请", 0, "天", srcNone, false, "2012-10-01"},
	{RuleRectifyReport, "整改期满后报告整改情况", 0, "天", srcNone, false, "2012-10-01"},
	{RuleReportDays, "向政府提交督导报告", 0, "天", srcNone, false, "2012-10-01"},
	{RuleWholeYears, "每所学校综合督导的周期（不超过）", 5, "年", srcRegulation + "第十四条（三至五年）", true, "2012-10-01"},
	{RuleGroupInspectors, "专项、综合督导小组的督学数（不少于）", 3, "名", srcRegulation + "第十六条", true, "2012-10-01"},
	{RuleFullTime, "县（市、区）专职督学数（不少于）", 0, "名", srcNone, false, "2012-10-01"},
}

// presetRules are the rules that a preset sets.
var presetRules = func() []string {
	keys := []string{RuleVisitsPerMonth, RuleVisitsPerTerm, RuleInspectorSchools, RuleInspectorsPerVisit}
	for _, r := range procedureRules {
		keys = append(keys, r.Key)
	}
	return keys
}()

// provincial is one number of a province's own.
type provincial struct {
	key    string
	value  float64
	unit   string // "" keeps the State's
	source string
}

// Provinces are the presets, the State's first. What a province's regulation
// does not say is the State's.
var Provinces = []Province{
	preset(National, "《教育督导条例》《中小学校责任督学挂牌督导办法》"),
	preset("上海市", srcShanghai,
		provincial{RuleInspectorsPerVisit, 2, "", srcShanghai + "第十四条"},
		provincial{RuleVisitsPerTerm, 2, "", srcShanghai + "第十五条"},
		provincial{RuleAnnounceDays, 2, "", srcShanghai + "第十八条"},
		provincial{RulePleaDays, 10, "个工作日", srcShanghai},
		provincial{RuleLetterDays, 30, "", srcShanghai}),
	preset("浙江省", srcZhejiang,
		provincial{RuleInspectorSchools, 5, "", srcZhejiang + "第十二条"},
		provincial{RuleWholeYears, 5, "", srcZhejiang + "第九条"},
		provincial{RulePleaDays, 10, "", srcZhejiang},
		provincial{RuleLetterDays, 30, "", srcZhejiang},
		provincial{RuleReviewApplyDays, 10, "", srcZhejiang},
		provincial{RuleReviewAnswerDays, 30, "", srcZhejiang},
		provincial{RuleReportDays, 30, "", srcZhejiang}),
	preset("重庆市", srcChongqing,
		provincial{RuleFullTime, 3, "", srcChongqing + "第九条"},
		provincial{RuleInspectorSchools, 5, "", srcChongqing + "第十八条（三至五所）"},
		provincial{RuleVisitsPerTerm, 2, "", srcChongqing + "第十九条"},
		provincial{RuleOpinionSpecial, 5, "", srcChongqing},
		provincial{RuleOpinionWhole, 10, "", srcChongqing},
		provincial{RulePleaDays, 5, "", srcChongqing},
		provincial{RuleLetterDays, 30, "", srcChongqing},
		provincial{RuleRectifyReport, 10, "", srcChongqing}),
	preset("山东省", srcShandong,
		provincial{RuleReviewApplyDays, 15, "", srcShandong},
		provincial{RuleReviewAnswerDays, 1, "个月", srcShandong}),
}

func preset(name, law string, own ...provincial) Province {
	p := Province{Name: name, Law: law}
	for _, key := range presetRules {
		at := slices.IndexFunc(DefaultRules, func(r Rule) bool { return r.Key == key })
		r := DefaultRules[at]
		r.ValidFrom = ""
		for _, o := range own {
			if o.key != key {
				continue
			}
			r.Value, r.Source, r.Official = o.value, o.source, true
			if o.unit != "" {
				r.Unit = o.unit
			}
		}
		p.Rules = append(p.Rules, r)
	}
	return p
}

// ProvinceOf returns the preset of the name; ok is false for an unknown one.
func ProvinceOf(name string) (p Province, ok bool) {
	for _, p := range Provinces {
		if p.Name == name {
			return p, true
		}
	}
	return Province{}, false
}

// RuleChange is one rule that a preset would change.
type RuleChange struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Before Rule   `json:"before"`
	After  Rule   `json:"after"`
}

// Changes compares the preset with the rules in force, by key.
func (p Province) Changes(force map[string]Rule, from Date) []RuleChange {
	out := []RuleChange{}
	for _, r := range p.Rules {
		was := force[r.Key]
		r.ValidFrom = from
		if was.Value == r.Value && was.Unit == r.Unit && was.Source == r.Source && was.Official == r.Official {
			continue
		}
		out = append(out, RuleChange{r.Key, r.Name, was, r})
	}
	return out
}
