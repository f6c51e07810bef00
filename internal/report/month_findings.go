package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// How much of the records a report quotes; all of them stand in the annexes.
const (
	mostHighlights = 8   // 典型经验
	mostOfMatter   = 4   // ordinary problems under one matter
	mostHard       = 5   // severe and complex problems under one matter, of a 学期 or year
	mostNames      = 3   // schools of one text
	quoteLength    = 120 // characters of one quotation
	practiceLength = 300 // characters of a 典型经验
)

// saying is one text with the schools it was written about.
type saying struct {
	text    string
	schools []string
	people  []string // inspectors
	infant  bool
	visit   office.MonthVisit
	level   int
}

// who names the saying's schools.
func (s saying) who() string {
	if s.infant {
		return list(s.schools, mostNames, "所幼儿园")
	}
	return list(s.schools, mostNames, "所学校")
}

// collect groups equal texts, in the order in which they first stand.
func collect(all []saying) []saying {
	out, at := []saying{}, map[string]int{}
	for _, s := range all {
		key := fmt.Sprint(s.infant, s.level, s.text)
		i, ok := at[key]
		if !ok {
			at[key] = len(out)
			out = append(out, s)
			continue
		}
		out[i].schools, out[i].people = more(out[i].schools, s.schools), more(out[i].people, s.people)
	}
	return out
}

// more adds the names that are not there yet.
func more(names, others []string) []string {
	for _, n := range others {
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// highlights is 典型经验: what the visits wrote down as good practice, with
// school, inspector and day.
func (w writer) highlights() string {
	chosen, told := w.practices()
	all, visits := []saying{}, 0
	for _, v := range w.f.Visits {
		if strings.TrimSpace(v.Highlights) == "" || told[v.ID] {
			continue
		}
		visits++
		all = append(all, saying{text: sentence(clip(v.Highlights, quoteLength)), schools: []string{w.m.school(v.SchoolID)}, people: []string{w.f.Inspector(v.InspectorID)}, infant: w.f.School(v.SchoolID).Kindergarten, visit: v})
	}
	if visits == 0 {
		if len(chosen) > 0 {
			return join(chosen)
		}
		return w.now() + "督导记录中没有登记典型经验。"
	}
	groups := collect(all)
	slices.SortStableFunc(groups, func(a, b saying) int {
		if d := len(b.schools) - len(a.schools); d != 0 {
			return d
		}
		return b.visit.Stars - a.visit.Stars
	})
	also := w.now()
	if len(chosen) > 0 {
		also = "此外，"
	}
	lines := append(chosen, fmt.Sprintf("%s有%d校次督导登记了学校的亮点和经验做法，主要有：", also, visits))
	for i, g := range groups[:min(len(groups), mostHighlights)] {
		by := fmt.Sprintf("（督学%s，%s）", g.people[0], shortDay(g.visit.Date))
		if len(g.schools) > 1 {
			by = "（督学" + list(g.people, mostNames, "名") + "）"
		}
		lines = append(lines, fmt.Sprintf("%d.%s：%s%s", i+1, g.who(), strings.TrimSuffix(g.text, "。"), by+"。"))
	}
	if rest := len(groups) - mostHighlights; rest > 0 {
		lines = append(lines, fmt.Sprintf("其余%d条见督导记录。", rest))
	}
	return join(lines)
}

// practices words the 典型经验 that were chosen, and names the visits that they
// come from.
func (w writer) practices() (lines []string, visits map[int64]bool) {
	visits = map[int64]bool{}
	for _, p := range w.f.Practices {
		if !p.Chosen() {
			continue
		}
		visits[p.VisitID] = true
		by := shortDay(p.FoundOn)
		if name := w.f.Inspector(p.InspectorID); name != "" {
			by = "督学" + name + "，" + by
		}
		lines = append(lines, fmt.Sprintf("（%s）%s：%s。%s（%s）。", chineseNumber(len(lines)+1), w.m.school(p.SchoolID), strings.TrimSuffix(p.Title, "。"),
			strings.TrimSuffix(sentence(clip(p.Content, practiceLength)), "。"), by))
	}
	delete(visits, 0)
	if len(lines) > 0 {
		lines = append([]string{fmt.Sprintf("%s推荐典型经验%d条。", w.now(), len(lines))}, lines...)
	}
	return lines, visits
}

// problems is 突出问题: how many, how hard, and under which matters.
func (w writer) problems() string {
	found := w.get(office.FigFound)
	if found.Value == 0 {
		return w.now() + "督导未发现问题" + w.changes(found) + "。"
	}
	s := fmt.Sprintf("%s督导共发现问题%s%s%s。%s", w.now(), said(found), w.halves(office.FigFound), w.changes(found), w.levels())
	if f := w.get(office.FigOnSpot); f.Value > 0 {
		s += fmt.Sprintf("已现场整改%s。", said(f))
	}
	if f := w.get(office.FigNotices); f.Value > 0 {
		s += fmt.Sprintf("须下发整改通知书的问题%s。", said(f))
	}
	if f := w.get(office.FigRepeats); f.Value > 0 {
		s += fmt.Sprintf("其中同校同一事项重复出现的问题%s（%s）。", value(f), w.schoolsOf(f.Records))
	}
	s += w.papers()
	lines := []string{s}
	n := 0
	for _, g := range w.grouped() {
		n++
		lines = append(lines, g.words(w, n)...)
	}
	return join(lines)
}

// papers words the papers issued in the month.
func (w writer) papers() string {
	some := []string{}
	for _, k := range office.NoticeKinds {
		if f := w.get(office.PaperKey(k.Kind)); f.Value > 0 {
			some = append(some, f.Name+value(f))
		}
	}
	if len(some) == 0 {
		return ""
	}
	return w.now() + strings.Join(some, "、") + "。"
}

func (w writer) levels() string {
	some, none, only := []string{}, []string{}, ""
	for _, d := range office.Disposals[1:] {
		if f := w.get(office.LevelKey(d.Code)); f.Value > 0 {
			some, only = append(some, d.Name+value(f)), d.Name
		} else if d.Code == 5 || d.Code == 3 {
			none = append(none, d.Name)
		}
	}
	s := "按级别分，" + strings.Join(some, "、")
	if len(some) == 1 {
		s = "均为" + only
	}
	if len(none) > 0 {
		s += "；未发现" + strings.Join(none, "、")
	}
	return s + "。"
}

// matterGroup is the findings of the month under one matter.
type matterGroup struct {
	title    string
	infant   bool
	findings []office.MonthFinding
}

// grouped returns the matters with findings, the most findings first.
func (w writer) grouped() []matterGroup {
	groups := []matterGroup{}
	at := map[int64]int{}
	for _, m := range w.m.Book.Matters {
		at[m.ID] = len(groups)
		groups = append(groups, matterGroup{title: m.Short, infant: m.Kindergarten})
	}
	groups = append(groups, matterGroup{title: "其他"})
	for _, p := range w.f.Found() {
		i, ok := at[p.MatterID]
		if !ok {
			i = len(groups) - 1
		}
		groups[i].findings = append(groups[i].findings, p)
	}
	groups = slices.DeleteFunc(groups, func(g matterGroup) bool { return len(g.findings) == 0 })
	slices.SortStableFunc(groups, func(a, b matterGroup) int { return len(b.findings) - len(a.findings) })
	return groups
}

// words writes the matter's heading, the severe and complex problems in full,
// and the ordinary ones as far as mostOfMatter goes.
func (g matterGroup) words(w writer, n int) []string {
	who := "中小学"
	if g.infant {
		who = "幼儿园"
	}
	title := fmt.Sprintf("（%s）%s·%s：%d个", chineseNumber(n), who, g.title, len(g.findings))
	if g.title == "其他" {
		title = fmt.Sprintf("（%s）未归入督导事项：%d个", chineseNumber(n), len(g.findings))
	}
	by := map[int][]saying{}
	for _, p := range g.findings {
		by[p.Level] = append(by[p.Level], saying{text: sentence(clip(p.Content, quoteLength)), level: p.Level,
			schools: []string{w.m.school(p.SchoolID)}, infant: g.infant})
	}
	lines := []string{title}
	for _, level := range []int{5, 3} {
		hard := collect(by[level])
		most := len(hard)
		if w.m.longer() {
			most = min(most, mostHard)
		}
		for _, s := range hard[:most] {
			who := strings.Join(s.schools, "、")
			if w.m.longer() {
				who = s.who()
			}
			lines = append(lines, fmt.Sprintf("%s：%s，%s", office.DisposalName(level), who, s.text))
		}
		if rest := len(hard) - most; rest > 0 {
			lines = append(lines, fmt.Sprintf("%s另有%d项，见%s。", office.DisposalName(level), rest, w.m.annex(annexFindings)))
		}
	}
	line := ""
	ordinary := collect(by[2])
	slices.SortStableFunc(ordinary, func(a, b saying) int { return len(b.schools) - len(a.schools) })
	for i, s := range ordinary[:min(len(ordinary), mostOfMatter)] {
		if i > 0 {
			line += "；"
		}
		line += s.who() + "，" + strings.TrimSuffix(s.text, "。")
	}
	if line != "" {
		line = "一般问题：" + line
		if rest := len(ordinary) - mostOfMatter; rest > 0 {
			line += fmt.Sprintf("；另有%d项见%s", rest, w.m.annex(annexFindings))
		}
		lines = append(lines, line+"。")
	}
	if small := len(by[4]); small > 0 {
		lines = append(lines, fmt.Sprintf("小问题%d个，已现场反馈建议，见%s。", small, w.m.annex(annexFindings)))
	}
	return lines
}
