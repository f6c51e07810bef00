package office

import "strconv"

// The keys of the month's figures that code speaks of; the others are made from
// them: a suffix .k12 or .kg, a kind, a level or a matter.
const (
	FigDue        = "school.due"
	FigVisited    = "school.visited"
	FigUnvisited  = "school.unvisited"
	FigShort      = "school.short"
	FigCoverage   = "school.coverage"
	FigVisits     = "visit.count"
	FigPersons    = "visit.persons"
	FigHalfDays   = "visit.halfdays"
	FigFeedback   = "visit.feedback"
	FigKind       = "visit.kind."
	FigTopic      = "visit.matter."
	FigMethod     = "visit.method."
	FigActive     = "inspector.active"
	FigFound      = "finding.count"
	FigOnSpot     = "finding.onspot"
	FigLevel      = "finding.level."
	FigMatter     = "finding.matter."
	FigNotices    = "rectify.notices" // problems that call for a 整改通知书
	FigConsults   = "rectify.consults"
	FigClosed     = "rectify.closed"
	FigRectifyDue = "rectify.due"
	FigRectified  = "rectify.done"
	FigRectify    = "rectify.rate"
	FigOverdue    = "rectify.overdue"

	Schools12 = ".k12" // 中小学
	Infants   = ".kg"  // 幼儿园
)

// MethodKey returns the key of a method's counter by its place in Methods.
func MethodKey(i int) string { return FigMethod + strconv.Itoa(i+1) }

// LevelKey returns the key of the findings of a level.
func LevelKey(code int) string { return FigLevel + strconv.Itoa(code) }

// MatterKey returns the key of the findings under a matter, 0 for those not
// classed.
func MatterKey(id int64) string { return FigMatter + strconv.FormatInt(id, 10) }

// TopicKey returns the key of the visits that looked at a matter.
func TopicKey(id int64) string { return FigTopic + strconv.FormatInt(id, 10) }

// KindKey returns the key of the visits of a kind by its place in VisitKinds.
func KindKey(i int) string { return FigKind + strconv.Itoa(i+1) }

// Figures are the figures of one report by their keys, in the order of the
// report.
type Figures []Figure

// Get returns a figure, the zero one for an unknown key.
func (fs Figures) Get(key string) Figure {
	for _, f := range fs {
		if f.Key == key {
			return f
		}
	}
	return Figure{}
}

// MonthFigures makes every figure of a month from its facts.
func MonthFigures(f MonthFacts, matters []Matter) Figures {
	var out Figures
	out = append(out, schoolFigures(f)...)
	out = append(out, visitFigures(f)...)
	out = append(out, methodFigures(f)...)
	out = append(out, topicFigures(f, matters)...)
	out = append(out, findingFigures(f, matters)...)
	out = append(out, rectifyFigures(f)...)
	out = append(out, caseFigures(f)...)
	return append(out, complaintFigures(f)...)
}

// split makes a figure and its two parts, schools and kindergartens.
func split[T any](all []T, id func(T) int64, infant func(T) bool, key, name, unit, basis, kind string) Figures {
	ids := func(want func(T) bool) []int64 {
		out := []int64{}
		for _, x := range all {
			if want(x) {
				out = append(out, id(x))
			}
		}
		return out
	}
	return Figures{
		Count(key, name, unit, basis, kind, ids(func(T) bool { return true })),
		Count(key+Schools12, name+"（中小学）", unit, basis+"仅计中小学。", kind, ids(func(x T) bool { return !infant(x) })),
		Count(key+Infants, name+"（幼儿园）", unit, basis+"仅计幼儿园。", kind, ids(infant)),
	}
}

func schoolFigures(f MonthFacts) Figures {
	visits := map[int64]int{}
	for _, v := range f.Visits {
		visits[v.SchoolID]++
	}
	open := keep(f.Schools, func(s MonthSchool) bool { return s.Open })
	due, unvisited := open, keep(open, func(s MonthSchool) bool { return visits[s.ID] == 0 })
	basis := "期末在办的学校和幼儿园，不含已停办、撤并的。"
	if f.Exempt {
		due, unvisited = nil, nil
		basis = "本月为免督导月份，不计应督导学校。"
	}
	visited := keep(open, func(s MonthSchool) bool { return visits[s.ID] > 0 })
	id := func(s MonthSchool) int64 { return s.ID }
	infant := func(s MonthSchool) bool { return s.Kindergarten }
	out := split(due, id, infant, FigDue, "应督导学校", "所", basis, "school")
	out = append(out, split(visited, id, infant, FigVisited, "已督导学校", "所", "期末在办的学校中，期内至少有1次督导记录的。同一学校多次督导只计1所。", "school")...)
	out = append(out, split(unvisited, id, infant, FigUnvisited, "未督导学校", "所", "应督导学校中，期内没有督导记录的。", "school")...)
	for _, part := range []string{"", Schools12, Infants} {
		name := "督导覆盖率" + map[string]string{Schools12: "（中小学）", Infants: "（幼儿园）"}[part]
		r := Rate(FigCoverage+part, name, "已督导学校数÷应督导学校数。", out.Get(FigVisited+part), out.Get(FigDue+part))
		out = append(out, r)
	}
	if f.Required.Value > 1 && !f.Exempt {
		short := []int64{}
		for _, s := range due {
			if float64(visits[s.ID]) < f.Required.Value {
				short = append(short, s.ID)
			}
		}
		out = append(out, Count(FigShort, "督导次数不足的学校", "所", "应督导学校中，期内督导次数少于规定次数的。", "school", short))
	}
	return out
}

const visitBasis = "期内已记录的督导，一名责任督学到一所学校督导一次计1校次；不含计划、备案和取消的。"

func visitFigures(f MonthFacts) Figures {
	infants := map[int64]bool{}
	for _, s := range f.Schools {
		infants[s.ID] = s.Kindergarten
	}
	ids, people, halves := []int64{}, []int{}, []int{}
	active, seen := []int64{}, map[int64]bool{}
	fed := []int64{}
	for _, v := range f.Visits {
		ids = append(ids, v.ID)
		people = append(people, 1+len(v.Companions))
		halves = append(halves, v.HalfDays())
		if v.Feedback {
			fed = append(fed, v.ID)
		}
		for _, p := range append([]int64{v.InspectorID}, v.Companions...) {
			if !seen[p] {
				seen[p] = true
				active = append(active, p)
			}
		}
	}
	out := split(f.Visits, func(v MonthVisit) int64 { return v.ID }, func(v MonthVisit) bool { return infants[v.SchoolID] },
		FigVisits, "督导次数", "校次", visitBasis, "visit")
	out = append(out,
		Sum(FigPersons, "督学人次", "人次", "每次督导的责任督学和同行督学人数之和，不含其他随行人员。", "visit", ids, people),
		Sum(FigHalfDays, "督导用时", "个半天", "上午或下午计1个半天，全天计2个半天。", "visit", ids, halves),
		Count(FigActive, "参加督导的督学", "名", "期内作为责任督学或同行督学参加过督导的督学，同一人只计1名。", "inspector", active),
		Count(FigFeedback, "已反馈的督导", "校次", "期内督导中已登记反馈日期的。", "visit", fed),
	)
	for i, kind := range VisitKinds {
		of := []int64{}
		for _, v := range f.Visits {
			if v.Kind == kind {
				of = append(of, v.ID)
			}
		}
		out = append(out, Count(KindKey(i), kind, "校次", visitBasis+"仅计"+kind+"。", "visit", of))
	}
	return out
}

// methodBasis says what each counter counts where records of their own exist.
var methodBasis = []string{
	"督导记录中随机听课的节数；所附听课记录多于该数的，以听课记录数为准。",
	"督导记录中查阅资料的份数之和。",
	"督导记录中列席会议的次数之和。",
	"督导记录中座谈走访的次数；所附座谈、走访记录多于该数的，以记录数为准。",
	"督导记录中问卷调查的次数；所附问卷记录多于该数的，以记录数为准。",
	"督导记录中校园巡视的次数之和。",
	"督导记录中访谈家长的人次；所附访谈记录的人数多于该数的，以访谈人数为准。",
}

func methodFigures(f MonthFacts) Figures {
	var out Figures
	for i, m := range Methods {
		ids, counts := []int64{}, []int{}
		for _, v := range f.Visits {
			ids = append(ids, v.ID)
			counts = append(counts, v.Count(i))
		}
		out = append(out, Sum(MethodKey(i), m.Name, m.Unit, methodBasis[i], "visit", ids, counts))
	}
	return out
}

func topicFigures(f MonthFacts, matters []Matter) Figures {
	var out Figures
	for _, m := range matters {
		ids := []int64{}
		for _, v := range f.Visits {
			for _, id := range v.Matters {
				if id == m.ID {
					ids = append(ids, v.ID)
				}
			}
		}
		out = append(out, Count(TopicKey(m.ID), "督导事项："+m.Name, "校次", "期内督导中涉及该事项的，一次督导涉及几项的分别计算。", "visit", ids))
	}
	return out
}

const foundBasis = "期内发现并登记的问题，按发现日期计算。"

func findingFigures(f MonthFacts, matters []Matter) Figures {
	infants := map[int64]bool{}
	for _, s := range f.Schools {
		infants[s.ID] = s.Kindergarten
	}
	found := f.Found()
	ids := func(want func(MonthFinding) bool) []int64 {
		out := []int64{}
		for _, p := range found {
			if want(p) {
				out = append(out, p.ID)
			}
		}
		return out
	}
	out := split(found, func(p MonthFinding) int64 { return p.ID }, func(p MonthFinding) bool { return infants[p.SchoolID] },
		FigFound, "发现问题", "个", foundBasis, "finding")
	for _, d := range Disposals[1:] {
		out = append(out, Count(LevelKey(d.Code), d.Name, "个", foundBasis+"后续处理为"+d.Action+"。", "finding",
			ids(func(p MonthFinding) bool { return p.Level == d.Code })))
	}
	known := map[int64]bool{}
	for _, m := range matters {
		known[m.ID] = true
		out = append(out, Count(MatterKey(m.ID), m.Name+"方面的问题", "个", foundBasis, "finding",
			ids(func(p MonthFinding) bool { return p.MatterID == m.ID })))
	}
	return append(out,
		Count(MatterKey(0), "未归入督导事项的问题", "个", foundBasis, "finding", ids(func(p MonthFinding) bool { return !known[p.MatterID] })),
		Count(FigOnSpot, "现场整改", "个", foundBasis+"其中现场已整改的。", "finding", ids(func(p MonthFinding) bool { return p.State == "现场整改" })),
		Count(FigNotices, "须下发整改通知书的问题", "个", foundBasis+"按后续处理意见须下发整改通知书的，以问题数计，不论文书是否已下发。", "finding", ids(MonthFinding.needsNotice)),
		Count(FigConsults, "须送协商意见书的问题", "个", foundBasis+"按后续处理意见须送协商意见书的，以问题数计，不论文书是否已送出。", "finding", ids(func(p MonthFinding) bool { return p.Level == 3 })),
	)
}

func rectifyFigures(f MonthFacts) Figures {
	closed, due, done, overdue := []int64{}, []int64{}, []int64{}, []int64{}
	for _, p := range f.Findings {
		if p.Closed() && p.ClosedOn.Valid() && f.Period.Has(p.ClosedOn) {
			closed = append(closed, p.ID)
		}
		if !p.DueOn.Valid() {
			continue
		}
		right := p.ClosedBy(f.AsOf)
		if f.Period.Has(p.DueOn) && p.DueOn <= f.AsOf {
			due = append(due, p.ID)
			if right {
				done = append(done, p.ID)
			}
		}
		if p.DueOn < f.AsOf && !right {
			overdue = append(overdue, p.ID)
		}
	}
	out := Figures{
		Count(FigClosed, "期内销号", "个", "销号日期在期内的问题，不论何时发现。", "finding", closed),
		Count(FigRectifyDue, "到期应整改", "个", "整改期限在期内且已到期的问题，不论何时发现。", "finding", due),
		Count(FigRectified, "到期已整改", "个", "到期应整改的问题中，期末已销号或现场整改的。", "finding", done),
	}
	return append(out,
		Rate(FigRectify, "整改率", "到期已整改数÷到期应整改数。", out.Get(FigRectified), out.Get(FigRectifyDue)),
		Count(FigOverdue, "期末逾期未整改", "个", "期末已过整改期限仍未销号的问题，不论何时发现。", "finding", overdue))
}
