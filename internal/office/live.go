package office

import (
	"fmt"
	"slices"
	"strings"
)

// Live is 活指标: a figure of a point of a standard that the program takes from the
// records. It is the share of those that the rule asks (a school in a month, an
// inspector in a year) who keep it; store knows where the records are.
type Live struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Basis string `json:"basis"` // 口径
	Unit  string `json:"unit"`  // of what is asked, e.g. 校月
	// Number is the key of the rule that holds the law's number, empty for none;
	// Target that of the share to reach.
	Number string `json:"number"`
	Target string `json:"target"`
	// Matrix tells that the months are shown side by side.
	Matrix bool `json:"matrix"`
}

// The keys of the live figures besides those that the shipped standards began with.
const (
	LiveAssigned   = "schools.assigned"    // 责任督学全覆盖
	LivePhotos     = "plates.photos"       // 公示牌照片
	LiveRecords    = "records.complete"    // 记录完整
	LiveComplaints = "complaints.intime"   // 投诉办结
	LiveReports    = "reports.monthly"     // 月报
	LivePlans      = "plans.monthly"       // 月计划
	LiveMeetings   = "meetings.monthly"    // 月例会
	LiveTerms      = "terms.count"         // 任期届数
	LiveExchange   = "exchange.years"      // 定期交流
	LiveCards      = "certificates.issued" // 督学证
	LiveResults    = "results.used"        // 结果运用
)

// Lives are all live figures. A new one is a line here, its target in liveRules and
// its source in store.
var Lives = []Live{
	{LiveMonthlyVisits, "每校每月督导", "督导次数达到规定的学校月 ÷ 应督导的学校月（月末在办的学校 × 已结束、没有免督导的月份）", "校月", RuleVisitsPerMonth, liveTarget(LiveMonthlyVisits), true},
	{LiveInspectorSchools, "督学负责学校数", "负责的学校不超过规定数（加上可浮动的数）的督学 ÷ 在岗的责任督学", "名督学", RuleInspectorSchools, liveTarget(LiveInspectorSchools), false},
	{LiveAssigned, "责任督学全覆盖", "有在聘责任督学的学校 ÷ 在办的学校", "所学校", RuleInspectorsPerVisit, liveTarget(LiveAssigned), false},
	{LiveTrainingHours, "督学集中培训学时", "全年集中培训达到规定学时的督学 ÷ 在聘的督学（只算已结束的年份；岗前、网络、自学不计）", "人年", RuleTrainingHours, liveTarget(LiveTrainingHours), false},
	{LivePlates, "公示牌悬挂", "现任责任督学的公示牌已经挂出的学校 ÷ 在办的学校", "所学校", "", liveTarget(LivePlates), false},
	{LivePhotos, "公示牌照片", "有现任责任督学公示牌照片的学校 ÷ 在办的学校", "所学校", "", liveTarget(LivePhotos), false},
	{LiveMatters, "督导事项全覆盖", "一年里全部督导事项都督导到的学校 ÷ 在办的学校（只算已结束的年份；幼儿园按幼儿园的事项）", "校年", "", liveTarget(LiveMatters), false},
	{LiveRecords, "督导记录完整、当场反馈", "写好纪实、按期反馈、督学和学校都签字的督导记录 ÷ 已进校的督导记录", "次督导", RuleFeedbackDays, liveTarget(LiveRecords), false},
	{LiveFindings, "问题整改闭环", "已经整改的问题 ÷ 期间发现的问题", "个问题", "", liveTarget(LiveFindings), false},
	{LiveComplaints, "投诉举报按期办结", "按期办结的投诉举报 ÷ 期间到期的投诉举报（咨询不计）", "件投诉", RuleComplaintDays, liveTarget(LiveComplaints), false},
	{LiveReports, "每月签发月报", "已签发督导室月报的月份 ÷ 应报的月份（已结束、没有免督导）", "个月", "", liveTarget(LiveReports), true},
	{LivePlans, "每月有计划", "有月菜单或月计划的月份 ÷ 已结束、没有免督导的月份", "个月", "", liveTarget(LivePlans), true},
	{LiveMeetings, "每月开例会", "开过责任督学月例会的月份 ÷ 已结束、没有免督导的月份", "个月", "", liveTarget(LiveMeetings), true},
	{LiveTerms, "督学任期届数", "连续任期没有超过规定届数的督学 ÷ 在聘的督学", "名督学", RuleTermCount, liveTarget(LiveTerms), false},
	{LiveExchange, "督学定期交流", "在同一学校没有超过规定年限的挂牌 ÷ 现在的挂牌", "处挂牌", RuleExchangeYears, liveTarget(LiveExchange), false},
	{LiveCards, "督学证配发", "登记了督学证号的督学 ÷ 在聘的督学", "名督学", "", liveTarget(LiveCards), false},
	{LiveResults, "督导结果用于学校考核", "有已定案的学校或校长考核的年份 ÷ 已结束的年份", "个年度", "", liveTarget(LiveResults), false},
}

func liveTarget(key string) string { return "live." + key }

// RuleLoadSlack is how far 左右 goes in 一人五校左右.
const RuleLoadSlack = "inspector.schools_slack"

// liveRules are the shares that the live figures are to reach.
var liveRules = []Rule{
	{liveTarget(LiveMonthlyVisits), "活指标：每校每月督导应达到", 100, "%", srcMeasure, true, "2013-09-17"},
	{liveTarget(LiveInspectorSchools), "活指标：负责学校数合规的督学应达到", 100, "%", srcMeasure + "第一条", true, "2013-09-17"},
	{RuleLoadSlack, "“5所左右”可以多出的学校数", 2, "所", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveAssigned), "活指标：有责任督学的学校应达到", 100, "%", srcMeasure + "第一条", true, "2013-09-17"},
	{liveTarget(LiveTrainingHours), "活指标：培训学时达标的督学应达到", 100, "%", srcTraining, true, "2016-07-29"},
	{liveTarget(LivePlates), "活指标：挂出公示牌的学校应达到", 100, "%", srcMeasure + "第一条", true, "2013-09-17"},
	{liveTarget(LivePhotos), "活指标：有公示牌照片的学校应达到", 100, "%", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveMatters), "活指标：一年里督导事项全覆盖的学校应达到", 100, "%", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveRecords), "活指标：完整的督导记录应达到", 100, "%", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveFindings), "活指标：已整改的问题应达到", 100, "%", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveComplaints), "活指标：按期办结的投诉举报应达到", 100, "%", srcOwn, false, "2013-09-17"},
	{liveTarget(LiveReports), "活指标：签发月报的月份应达到", 100, "%", srcLocal, false, "2013-09-17"},
	{liveTarget(LivePlans), "活指标：有月计划的月份应达到", 100, "%", srcLocal, false, "2013-09-17"},
	{liveTarget(LiveMeetings), "活指标：开月例会的月份应达到", 100, "%", srcLocal, false, "2013-09-17"},
	{liveTarget(LiveTerms), "活指标：任期届数合规的督学应达到", 100, "%", srcRegulation + "第六条", true, "2012-10-01"},
	{liveTarget(LiveExchange), "活指标：没有超过交流年限的挂牌应达到", 100, "%", srcLocal, false, "2013-09-17"},
	{liveTarget(LiveCards), "活指标：有督学证号的督学应达到", 100, "%", srcMeasure + "第二条", true, "2013-09-17"},
	{liveTarget(LiveResults), "活指标：有学校考核的年份应达到", 100, "%", srcLocal, false, "2013-09-17"},
}

// LiveOf returns the live figure of the key.
func LiveOf(key string) (Live, bool) {
	i := slices.IndexFunc(Lives, func(l Live) bool { return l.Key == key })
	if i < 0 {
		return Live{}, false
	}
	return Lives[i], true
}

// LiveUnit is one of those that a live figure asks: a school in a month, an
// inspector in a year, a finding.
type LiveUnit struct {
	WhoKind string // school, inspector; empty for the office
	WhoID   int64
	Who     string
	When    string // the month or year, empty for none
	Hit     bool
	Said    string // what is missing or there, in words
	Kind    string // of Records
	Records []int64
}

// LiveFigure is a live figure with its value, who breaks it, and its records.
type LiveFigure struct {
	Live
	Period  Period  `json:"period"` // what counts of the evaluation's span
	Value   float64 `json:"value"`
	Hits    int     `json:"hits"`
	Units   int     `json:"units"`
	Met     bool    `json:"met"`
	Blank   bool    `json:"blank"` // nothing was asked yet
	Share   Rule    `json:"share"`
	Law     Rule    `json:"law"`     // of Number, its key empty for none
	Breaks  []Break `json:"breaks"`  // who breaks it, the most first
	Records int     `json:"records"` // how many records are behind it
	// Heads and Rows are the matrix by month: 1, 2 … visits, 缺, or 免.
	Heads []string  `json:"heads"`
	Rows  []LiveRow `json:"rows"`

	behind []LiveRecord
}

// Break is one who breaks a live figure.
type Break struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
	Name string `json:"name"`
	N    int    `json:"n"`    // how often
	Said string `json:"said"` // the months, the matters missing
}

// LiveRow is one line of the matrix.
type LiveRow struct {
	Kind  string   `json:"kind"`
	ID    int64    `json:"id"`
	Name  string   `json:"name"`
	Cells []string `json:"cells"`
	Miss  int      `json:"miss"`
}

// LiveRecord is one record behind a live figure.
type LiveRecord struct {
	Kind string `json:"kind"`
	ID   int64  `json:"id"`
	Hit  bool   `json:"hit"` // it belongs to one that keeps the rule
}

// Behind are the records of the figure, each once.
func (f LiveFigure) Behind() []LiveRecord { return f.behind }

// MakeLive makes the figure from its units: the value is counted from them and from
// nothing else.
func MakeLive(about Live, units []LiveUnit, share, law Rule, p Period) LiveFigure {
	f := LiveFigure{Live: about, Period: p, Units: len(units), Blank: len(units) == 0, Share: share, Law: law, Breaks: []Break{}, Heads: []string{}, Rows: []LiveRow{}, behind: []LiveRecord{}}
	breaks, seen := map[string]*Break{}, map[LiveRecord]bool{}
	order := []string{}
	for _, u := range units {
		if u.Hit {
			f.Hits++
		} else {
			key := fmt.Sprint(u.WhoKind, u.WhoID, u.Who)
			b := breaks[key]
			if b == nil {
				b = &Break{Kind: u.WhoKind, ID: u.WhoID, Name: u.Who}
				breaks[key], order = b, append(order, key)
			}
			b.add(u)
		}
		for _, id := range u.Records {
			if r := (LiveRecord{u.Kind, id, u.Hit}); !seen[r] {
				seen[r] = true
				f.behind = append(f.behind, r)
			}
		}
	}
	for _, key := range order {
		f.Breaks = append(f.Breaks, *breaks[key])
	}
	slices.SortStableFunc(f.Breaks, func(a, b Break) int { return b.N - a.N })
	f.Records = len(f.behind)
	if f.Units > 0 {
		f.Value = round2(100 * float64(f.Hits) / float64(f.Units))
	}
	f.Met = !f.Blank && f.Value >= share.Value
	if about.Matrix {
		f.matrix(units)
	}
	return f
}

// add notes one more time that the rule is broken.
func (b *Break) add(u LiveUnit) {
	b.N++
	said := strings.TrimSpace(u.When + " " + u.Said)
	if said == "" || b.N > namedMost {
		return
	}
	if b.Said != "" {
		b.Said += "；"
	}
	b.Said += said
}

// matrix lays the units out by who and month.
func (f *LiveFigure) matrix(units []LiveUnit) {
	column, row := map[string]int{}, map[string]int{}
	for _, u := range units {
		if _, have := column[u.When]; !have {
			column[u.When] = 0
			f.Heads = append(f.Heads, u.When)
		}
	}
	slices.Sort(f.Heads)
	for i, h := range f.Heads {
		column[h] = i
	}
	for _, u := range units {
		key := fmt.Sprint(u.WhoKind, u.WhoID, u.Who)
		at, have := row[key]
		if !have {
			at, row[key] = len(f.Rows), len(f.Rows)
			f.Rows = append(f.Rows, LiveRow{Kind: u.WhoKind, ID: u.WhoID, Name: u.Who, Cells: make([]string, len(f.Heads))})
		}
		cell := itoa(len(u.Records))
		if !u.Hit {
			cell = "缺"
			if len(u.Records) > 0 {
				cell = itoa(len(u.Records)) + "缺"
			}
			f.Rows[at].Miss++
		}
		f.Rows[at].Cells[column[u.When]] = cell
	}
}

// Said words the figure: 3 ÷ 4 校月 = 75%，应达 100%.
func (f LiveFigure) Said() string {
	if f.Blank {
		return "期间还没有应计的记录"
	}
	return fmt.Sprintf("%d ÷ %d %s = %g%%，应达 %g%%", f.Hits, f.Units, f.Unit, f.Value, f.Share.Value)
}
