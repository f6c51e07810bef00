package office

import (
	"fmt"
	"slices"
)

// The numbers that the checks of 任职资格 go by, besides RuleTeachingYears,
// RuleTermCount and RuleTermYears.
const (
	RuleSeniorInstead = "inspector.senior_instead"
	RuleRecusalYears  = "inspector.recusal_years"
)

var qualificationRules = []Rule{
	{RuleSeniorInstead, "高级职称可以代替本科学历", 0, "是否", srcRegulation + "第七条", true, "2012-10-01"},
	{RuleRecusalYears, "督学从学校离职后回避的年限", 3, "年", "浙江、重庆、福建等省的规定（非本省则为非官方）：国家条例第十条只规定应当回避，未见年限", false, "2012-10-01"},
}

// The verdicts of a check.
const (
	CheckPass    = "符合"
	CheckFail    = "不符合"
	CheckUnknown = "待核实"
)

// The keys of the checks.
const (
	CheckDegree = "degree"
	CheckYears  = "years"
	CheckTerms  = "terms"
)

// Qualification is one check of 任职资格 with what it goes by.
type Qualification struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	State    string `json:"state"`
	Detail   string `json:"detail"` // what the records say
	Source   string `json:"source"`
	Official bool   `json:"official"`
}

// QualificationFacts are what the checks look at.
type QualificationFacts struct {
	Degree     string
	Rank       string // 职称
	TeachingOn string // 2006-01 or a day
	Employment string
	Term       int  // the consecutive term that is asked about
	Day        Date // on which the years are counted
}

// senior are the ranks that count as 高级职称.
var senior = []string{"高级教师", "正高级教师", "副教授", "教授", "高级讲师", "中学高级教师", "研究员", "副研究员"}

// Qualifications judge 任职资格 by the rules in force: 学历, 教育工作年限 and
// 连续任期. What the records do not tell is 待核实, never 符合.
func Qualifications(f QualificationFacts, rules map[string]Rule) []Qualification {
	return []Qualification{f.Schooling(rules), f.Years(rules), f.Terms(rules)}
}

func checkOf(key, name string, r Rule) Qualification {
	return Qualification{Key: key, Name: name, Source: r.Source, Official: r.Official}
}

// Schooling is the check of 学历.
func (f QualificationFacts) Schooling(rules map[string]Rule) Qualification {
	r := rules[RuleSeniorInstead]
	q := checkOf(CheckDegree, "大学本科以上学历", r)
	instead := r.Value > 0
	if instead {
		q.Name = "本科以上学历或高级职称"
	}
	switch {
	case f.Degree == "本科" || f.Degree == "研究生":
		q.State, q.Detail = CheckPass, f.Degree
	case instead && slices.Contains(senior, f.Rank):
		q.State, q.Detail = CheckPass, f.Rank
	case f.Degree == "":
		q.State, q.Detail = CheckUnknown, "没有填学历"
	default:
		q.State, q.Detail = CheckFail, "学历"+f.Degree+"，不到本科"
	}
	return q
}

// Years is the check of the years in education.
func (f QualificationFacts) Years(rules map[string]Rule) Qualification {
	r := rules[RuleTeachingYears]
	least := int(r.Value)
	q := checkOf(CheckYears, fmt.Sprintf("从事教育工作%d年以上", least), r)
	since := MonthDayOf(f.TeachingOn)
	switch {
	case since == "":
		q.State, q.Detail = CheckUnknown, "没有填参加教育工作年月"
	case since.AddYears(least) > f.Day:
		q.State, q.Detail = CheckFail, fmt.Sprintf("%s 参加教育工作，不满%d年", f.TeachingOn, least)
	default:
		q.State, q.Detail = CheckPass, f.TeachingOn+" 参加教育工作"
	}
	return q
}

// Terms is the check of the consecutive terms.
func (f QualificationFacts) Terms(rules map[string]Rule) Qualification {
	r := rules[RuleTermCount]
	most := int(r.Value)
	q := checkOf(CheckTerms, fmt.Sprintf("兼职连续任期不超过%d个", most), r)
	switch {
	case f.Employment == Employments[0]:
		q.State, q.Detail = CheckPass, "专职督学，不受连续任期限制"
	case f.Term < 1:
		q.State, q.Detail = CheckUnknown, "没有登记任期"
	case f.Term > most:
		q.State, q.Detail = CheckFail, fmt.Sprintf("兼职督学连任第%d届，超过%d届", f.Term, most)
	default:
		q.State, q.Detail = CheckPass, fmt.Sprintf("第%d届", f.Term)
	}
	return q
}

// Failed are the checks of the state, in one line; "" for none.
func Failed(list []Qualification, state string) string {
	out := ""
	for _, q := range list {
		if q.State != state {
			continue
		}
		if out != "" {
			out += "；"
		}
		out += q.Detail
	}
	return out
}

// MonthDayOf is the first day of a month written as 2006-01 or as a day, "" for
// anything else.
func MonthDayOf(text string) Date {
	if len(text) < 7 || !Month(text[:7]).Valid() {
		return ""
	}
	return Date(text[:7] + "-01")
}

// ConsecutiveTerm is the number of the term that would begin on the day after
// the terms held so far: one that ended more than gapDays before breaks the row.
func ConsecutiveTerm(held []Appointment, starts Date) int {
	const gapDays = 183 // a summer between two terms is no break
	last := Appointment{}
	for _, a := range held {
		if a.StartsOn < starts && a.StartsOn > last.StartsOn && a.DismissedOn == "" {
			last = a
		}
	}
	if last.TermNumber == 0 || starts.Sub(last.EndsOn) > gapDays {
		return 1
	}
	return last.TermNumber + 1
}
