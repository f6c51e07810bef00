package office

import (
	"math"
	"slices"
)

// How a measure's value is made from the records behind it.
const (
	MeasureCount = "count" // what the records weigh together
	MeasureRate  = "rate"  // 100 × the records that fulfil it ÷ all that should
	MeasureMean  = "mean"  // the mean of what the records weigh
)

// Measure is 取数指标: a number that the program takes from the records of one
// subject of an assessment in a span of time. store knows where the records are.
type Measure struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Unit string `json:"unit"`
	How  string `json:"how"`
	// Basis is 口径: what is counted, in one sentence.
	Basis    string   `json:"basis"`
	Subjects []string `json:"subjects"`
}

// Measures are all measures. A new one is a line here and its query in store.
var Measures = []Measure{
	{"visits.rate", "督导次数完成率", "%", MeasureRate, "督导次数 ÷ 应督导次数（负责的学校数 × 应督导的月数 × 每月规定次数）；同行的也计入；超过的按实际计", whoWorks},
	{"visits.count", "督导次数", "次", MeasureCount, "期间已进校的督导次数，同行的也计入", everyone},
	{"coverage.rate", "学校月覆盖率", "%", MeasureRate, "有督导的学校月次 ÷ 应督导的学校月次（负责的学校数 × 应督导的月数）", whoWorks},
	{"records.complete", "记录完整率", "%", MeasureRate, "写好纪实、当日反馈、督学和学校都签字的督导记录 ÷ 已进校的督导记录", whoWorks},
	{"findings.intime", "问题按期整改率", "%", MeasureRate, "学校在期限内报告整改、已经销号的问题 ÷ 期间到期的问题（现场整改的算按期）", everyone},
	{"findings.done", "问题整改完成率", "%", MeasureRate, "期末已整改的问题 ÷ 期间发现的问题", everyone},
	{"findings.found", "发现问题数", "个", MeasureCount, "期间登记的问题", everyone},
	{"findings.repeated", "重复问题数", "个", MeasureCount, "期间登记的问题里，同校同一事项在规定时间内先前已发现过的", everyone},
	{"lessons.count", "听课节数", "节", MeasureCount, "督导记录上“随机听课”的节数，听课记录更多的按听课记录", whoWorks},
	{"inquiries.count", "座谈走访问卷次数", "次", MeasureCount, "期间登记的座谈、走访、访谈和问卷", whoWorks},
	{"practices.chosen", "被采用的典型经验", "条", MeasureCount, "期间登记、标为“推荐”或“已推广”的典型经验", everyone},
	{"complaints.intime", "投诉按期办结率", "%", MeasureRate, "按期办结的投诉举报 ÷ 期间到期的投诉举报（咨询不计）", AssessSubjects[1:]},
	{"complaints.upheld", "转为问题的投诉数", "件", MeasureCount, "期间受理、已转为问题的投诉举报", AssessSubjects[1:]},
	{"trainings.hours", "培训学时完成率", "%", MeasureRate, "期间参加集中培训的学时 ÷ 规定的集中培训学时（不满或超过一年的按月数折算；岗前、网络、自学不计）", []string{AssessInspector}},
	{"plans.done", "月计划完成率", "%", MeasureRate, "已完成的月计划 ÷ 期间已结束月份的月计划（取消的不计）；完成与否看督导记录", whoWorks},
	{"uploads.rate", "督导纪实上报率", "%", MeasureRate, "已在启用的上报平台里全部上报的督导记录 ÷ 期间应上报的督导记录（平台起报日以前的不计）", whoWorks},
	{"reports.issued", "责任区月报签发率", "%", MeasureRate, "已签发的责任区月报 ÷ 应报的月份", []string{AssessZone}},
	{"inspections.score", "专项督导得分", "分", MeasureMean, "期间专项、综合督导评估得分的平均（按百分制折算）", AssessSubjects[2:]},
	{"inspections.passed", "专项督导合格率", "%", MeasureRate, "等次为合格以上的专项、综合督导 ÷ 期间评了等次的专项、综合督导", AssessSubjects[2:]},
	{"notices.grave", "通报约谈问责数", "次", MeasureCount, "期间发出的督办单、约谈通知书、通报和问责决定", AssessSubjects[2:]},
}

var (
	everyone = AssessSubjects
	whoWorks = AssessSubjects[:3]
)

// MeasureOf returns the measure of the key.
func MeasureOf(key string) (Measure, bool) {
	i := slices.IndexFunc(Measures, func(m Measure) bool { return m.Key == key })
	if i < 0 {
		return Measure{}, false
	}
	return Measures[i], true
}

// MeasuresFor returns the measures that a subject of the kind can be given.
func MeasuresFor(subject string) []Measure {
	out := []Measure{}
	for _, m := range Measures {
		if slices.Contains(m.Subjects, subject) {
			out = append(out, m)
		}
	}
	return out
}

// Behind are records with what each adds; without weights each adds one.
type Behind struct {
	Kind    string    `json:"kind"`
	Records []int64   `json:"records"`
	Weights []float64 `json:"weights,omitempty"`
}

// Sum is what the records weigh together.
func (b Behind) Sum() float64 {
	if len(b.Weights) == 0 {
		return float64(len(b.Records))
	}
	sum := 0.0
	for _, w := range b.Weights {
		sum += w
	}
	return sum
}

// Measured is a measure's value for one subject with the records it is made
// from: Of are those that count, By, of a rate, all that should.
type Measured struct {
	How string `json:"how"`
	Of  Behind `json:"of"`
	By  Behind `json:"by"`
}

// Blank tells that there was nothing that could have counted.
func (m Measured) Blank() bool {
	switch m.How {
	case MeasureRate:
		return m.By.Sum() == 0
	case MeasureMean:
		return len(m.Of.Records) == 0
	}
	return false
}

// Value is made from the records, to two decimals; 0 when there is nothing.
func (m Measured) Value() float64 {
	switch {
	case m.Blank():
		return 0
	case m.How == MeasureRate:
		return round2(100 * m.Of.Sum() / m.By.Sum())
	case m.How == MeasureMean:
		return round2(m.Of.Sum() / float64(len(m.Of.Records)))
	}
	return round2(m.Of.Sum())
}

// round2 rounds to two decimals; what a scale of tenths cannot hold exactly is
// not rounded down by it.
func round2(v float64) float64 { return math.Round(v*100+1e-7) / 100 }
