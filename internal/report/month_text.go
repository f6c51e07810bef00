package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// writer words one month in plain sentence patterns. Nothing is said that no
// record says, and nothing is compared that has no records.
type writer struct {
	m       *Month
	f       office.MonthFacts
	figures office.Figures
}

func (w writer) get(key string) office.Figure { return w.figures.Get(key) }

// words are those for the span: 本月, 本学期, 本年.
func (w writer) words() office.SpanWords { return w.f.Span.Words() }
func (w writer) now() string             { return w.words().This }
func (w writer) has(key string) bool     { return w.get(key).Value > 0 }

// where names the whole that the report speaks of: 全县, 本责任区.
func (w writer) where() string {
	if w.m.Book.Zone != "" {
		return "本责任区"
	}
	name := []rune(w.m.Book.Settings.CountyName)
	if len(name) > 0 && strings.ContainsRune("县区市旗", name[len(name)-1]) {
		return "全" + string(name[len(name)-1])
	}
	return "全县"
}

// halves words the two parts of a figure: 其中中小学63所、幼儿园94所; a part of
// nothing is left out, and the words with it.
func (w writer) halves(key string) string {
	schools, infants := w.get(key+office.Schools12), w.get(key+office.Infants)
	all := "，均在"
	if schools.Kind == "school" {
		all = "，均为"
	}
	switch {
	case schools.Value > 0 && infants.Value > 0:
		return "，其中中小学" + value(schools) + "、幼儿园" + value(infants)
	case schools.Value > 0:
		return all + "中小学"
	case infants.Value > 0:
		return all + "幼儿园"
	}
	return ""
}

// task is 督导任务: what was to be done.
func (w writer) task() string {
	b, f := w.m.Book, w.f
	var s strings.Builder
	s.WriteString(w.now() + "统计时间为" + span(f.Period))
	if f.AsOf < f.Period.Last() {
		s.WriteString("，数据截至" + shortDay(f.AsOf))
	}
	if b.Term.ID != 0 {
		s.WriteString("，属" + b.Term.Name())
	}
	s.WriteString("。")
	if f.Exempt {
		s.WriteString("本月为免督导月份，不作每校督导次数要求。")
	} else {
		fmt.Fprintf(&s, "%s应督导学校%s%s", w.where(), said(w.get(office.FigDue)), w.halves(office.FigDue))
		if n := len(f.Zones); b.Zone == "" && n > 0 {
			fmt.Fprintf(&s, "，划分为%d个督学责任区", n)
		}
		s.WriteString("。" + w.requirement())
	}
	s.WriteString("\n" + w.content())
	return s.String()
}

// requirement words the rule in force; only an official one is quoted as such.
func (w writer) requirement() string {
	r := w.f.Required
	if r.Value <= 0 {
		return ""
	}
	every := "每月"
	if w.f.Span.Kind == office.SpanTerm {
		every = "每学期"
	}
	if r.Official {
		return fmt.Sprintf("按照%s，每所学校%s督导不少于%s%s。", r.Source, every, number(r.Value), r.Unit)
	}
	return fmt.Sprintf("按照本地工作要求，每所学校%s督导不少于%s%s。", every, number(r.Value), r.Unit)
}

// content words what visits look at: the matters in force, and the plans that
// visits were made under.
func (w writer) content() string {
	var parts []string
	for _, k := range []struct {
		infant bool
		who    string
	}{{false, "中小学"}, {true, "幼儿园"}} {
		if names := w.matterNames(k.infant); len(names) > 0 {
			parts = append(parts, fmt.Sprintf("%s%d项（%s）", k.who, len(names), strings.Join(names, "、")))
		}
	}
	out := ""
	if len(parts) > 0 {
		out = "督导事项为" + strings.Join(parts, "、") + "。"
	}
	plans, order := map[string]int{}, []string{}
	for _, v := range w.f.Visits {
		if v.Plan == "" {
			continue
		}
		if plans[v.Plan] == 0 {
			order = append(order, v.Plan)
		}
		plans[v.Plan]++
	}
	slices.SortStableFunc(order, func(a, b string) int { return plans[b] - plans[a] })
	const most = 5
	for i, p := range order[:min(len(order), most)] {
		if i == 0 {
			out += "列入计划的督导有"
		} else {
			out += "、"
		}
		out += fmt.Sprintf("“%s”（%d校次）", p, plans[p])
	}
	if len(order) > 0 {
		out += "。"
	}
	return out
}

func (w writer) matterNames(infant bool) []string {
	names := []string{}
	due := false
	for _, s := range w.f.Schools {
		due = due || (s.Open && s.Kindergarten == infant)
	}
	if !due {
		return names
	}
	for _, m := range office.MattersFor(w.m.Book.Matters, infant, w.f.AsOf) {
		names = append(names, m.Short)
	}
	return names
}

// process is 督导过程: what was done.
func (w writer) process() string {
	visits := w.get(office.FigVisits)
	if visits.Value == 0 {
		text := w.now() + "没有督导记录" + w.changes(visits) + "。"
		if due := w.get(office.FigDue); due.Value > 0 {
			text += fmt.Sprintf("%s应督导的%s学校均未督导。", w.where(), value(due))
		}
		return join([]string{text, w.complaints()})
	}
	// In the order of the marks: their numbers are then read upwards.
	lines := []string{
		w.covered(),
		fmt.Sprintf("%s共督导%s%s%s。合%s，用时%s，%s督学%s参加。%s", w.now(), said(visits), w.halves(office.FigVisits), w.changes(visits),
			said(w.get(office.FigPersons)), said(w.get(office.FigHalfDays)), value(w.get(office.FigActive)), MarkSign(Mark(office.FigActive)), w.kinds()),
		w.methods(),
		w.topics(),
		w.feedback(),
		w.complaints(),
	}
	return join(lines)
}

// join puts the lines that say something under each other.
func join(lines []string) string {
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

func (w writer) kinds() string {
	parts, only := []string{}, ""
	for i, kind := range office.VisitKinds {
		if f := w.get(office.KindKey(i)); f.Value > 0 {
			parts, only = append(parts, kind+value(f)), kind
		}
	}
	if len(parts) == 1 {
		return "督导类型均为" + only + "。"
	}
	return "按类型分，" + strings.Join(parts, "、") + "。"
}

// covered words the schools visited and names those not visited.
func (w writer) covered() string {
	visited, due, rate := w.get(office.FigVisited), w.get(office.FigDue), w.get(office.FigCoverage)
	if due.Value == 0 {
		return fmt.Sprintf("已督导学校%s%s。", said(visited), w.halves(office.FigVisited))
	}
	s := fmt.Sprintf("已督导学校%s，覆盖率%s", said(visited), value(rate))
	if w.m.Report.HasLast && !w.m.Book.Last.Exempt {
		s += "，" + change("较"+w.words().Last, rate.Value, rate.LastMonth, rate.Unit)
	}
	if w.m.Report.HasLastYear && !w.m.Book.LastYear.Exempt {
		s += "，" + change("较"+w.words().LastYear, rate.Value, rate.LastYear, rate.Unit)
	}
	s += "。"
	if w.has(office.FigDue+office.Schools12) && w.has(office.FigDue+office.Infants) {
		parts := []string{}
		for _, p := range []struct{ key, who string }{{office.Schools12, "中小学"}, {office.Infants, "幼儿园"}} {
			parts = append(parts, fmt.Sprintf("%s%s，覆盖率%s", p.who, value(w.get(office.FigVisited+p.key)), value(w.get(office.FigCoverage+p.key))))
		}
		s += "其中" + strings.Join(parts, "；") + "。"
	}
	unvisited := w.get(office.FigUnvisited)
	if unvisited.Value == 0 {
		return s + "应督导学校均已督导。"
	}
	return s + fmt.Sprintf("未督导学校%s：%s。", said(unvisited), w.byZone(unvisited.Records))
}

// byZone names schools zone by zone.
func (w writer) byZone(ids []int64) string {
	all, names := []string{}, map[string][]string{}
	for _, id := range ids {
		zone, name := w.f.School(id).Zone, w.m.school(id)
		all, names[zone] = append(all, name), append(names[zone], name)
	}
	if w.m.Book.Zone != "" || len(w.f.Zones) == 0 {
		return strings.Join(all, "、")
	}
	parts := []string{}
	for _, z := range w.f.Zones {
		if len(names[z.Name]) > 0 {
			parts = append(parts, z.Name+"的"+strings.Join(names[z.Name], "、"))
		}
	}
	if len(names[""]) > 0 {
		parts = append(parts, office.Unzoned+"的"+strings.Join(names[""], "、"))
	}
	return strings.Join(parts, "；")
}

// methods words what was done on the visits, and what was not done at all.
func (w writer) methods() string {
	done, none := []string{}, []string{}
	for i, m := range office.Methods {
		if f := w.get(office.MethodKey(i)); f.Value > 0 {
			done = append(done, m.Name+said(f))
		} else {
			none = append(none, m.Name)
		}
	}
	if len(done) == 0 {
		return "督导记录中没有登记各督导方式的数量。"
	}
	s := "督导中" + strings.Join(done, "、") + "。"
	if lessons := w.get(office.MethodKey(0)); lessons.Value > 0 {
		if c := w.changes(lessons); c != "" {
			s += "其中随机听课" + strings.TrimPrefix(c, "，") + "。"
		}
	}
	if len(none) > 0 {
		s += w.now() + "没有" + strings.Join(none, "、") + "的登记。"
	}
	return s
}

// topics words which matters were looked at most.
func (w writer) topics() string {
	parts := []string{}
	for _, k := range []struct {
		infant bool
		who    string
	}{{false, "中小学"}, {true, "幼儿园"}} {
		top := w.top(k.infant, func(m office.Matter) float64 { return w.get(office.TopicKey(m.ID)).Value })
		if len(top) == 0 {
			continue
		}
		names := []string{}
		for _, m := range top[:min(3, len(top))] {
			names = append(names, fmt.Sprintf("%s（%s）", m.Short, value(w.get(office.TopicKey(m.ID)))))
		}
		parts = append(parts, k.who+"督导较多的事项是"+strings.Join(names, "、"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, "；") + "。"
}

// top returns the matters of the kind with a count, the highest first.
func (w writer) top(infant bool, count func(office.Matter) float64) []office.Matter {
	out := []office.Matter{}
	for _, m := range w.m.Book.Matters {
		if m.Kindergarten == infant && count(m) > 0 {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b office.Matter) int { return int(count(b) - count(a)) })
	return out
}

func (w writer) feedback() string {
	all, fed := w.get(office.FigVisits), w.get(office.FigFeedback)
	if fed.Value == all.Value {
		return "督导情况均已向学校反馈。"
	}
	return fmt.Sprintf("已向学校反馈%s，另有%s没有反馈登记。", value(fed), number(all.Value-fed.Value)+all.Unit)
}
