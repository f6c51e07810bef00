package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// inspectionParts are the parts of the 督导报告 by their keys, in order.
var inspectionParts = []struct {
	key, title string
	write      func(InspectionPaper) string
}{
	{"overview", "督导工作概况", InspectionPaper.overview},
	{"praise", "主要做法和成效", InspectionPaper.praise},
	{"problems", "发现的主要问题", InspectionPaper.told},
	{"rectify", "整改情况", InspectionPaper.rectified},
	{"advice", "意见和建议", InspectionPaper.advised},
}

// InspectionPart tells whether the report has a part of the key.
func InspectionPart(key string) bool {
	for _, p := range inspectionParts {
		if p.key == key {
			return true
		}
	}
	return false
}

// Parts are the parts of the 督导报告: written from the records, or in the clerk's
// own words.
func (p InspectionPaper) Parts() []Part {
	out := []Part{}
	for _, x := range inspectionParts {
		own, edited := p.Texts[x.key]
		out = append(out, Part{Key: x.key, Title: x.title, Text: x.write(p), Edited: own, IsEdited: edited})
	}
	return out
}

// part is what the report says in a part.
func (p InspectionPaper) part(key string) string {
	for _, x := range p.Parts() {
		if x.Key == key {
			return x.Says()
		}
	}
	return ""
}

func (p InspectionPaper) overview() string {
	x := p.Inspection
	when := ""
	if s := days(x.StartsOn, x.EndsOn); s != "" {
		when = s + "，"
	}
	all, inspectors := p.people()
	people := ""
	if all > 0 {
		people = fmt.Sprintf("组织%d个督导组、%d人（其中督学%d人）", len(p.Groups), all, inspectors)
	}
	lines := []string{p.basis() + when + "我室" + people + "开展" + p.called() + "。督导范围为" + orText(strings.TrimSuffix(p.scope(), "。"), "有关单位") + "。"}
	lines = append(lines, fmt.Sprintf("已实地督导%d个单位，向%d个单位反馈初步意见，受理申辩%d件，发出督导意见书%d份。", p.visited(),
		p.count(func(u office.UnitFacts) bool { return u.Unit.OpinionOn.Valid() }), p.count(func(u office.UnitFacts) bool { return u.Unit.PleaOn.Valid() }), p.letters()))
	return strings.Join(lines, "\n")
}

// examples is the most units that a part names.
const examples = 8

func (p InspectionPaper) praise() string {
	lines := []string{}
	for _, u := range p.Units {
		if s := sentence(clip(u.Unit.Strengths, 160)); s != "" && len(lines) < examples {
			lines = append(lines, fmt.Sprintf("%d.%s：%s", len(lines)+1, u.Unit.Name, s))
		}
	}
	return strings.Join(lines, "\n")
}

// matterFindings are the findings of a matter at all units.
type matterFindings struct {
	name  string
	place int
	list  []office.UnitFacts // one for each finding, that alone in it
}

func (p InspectionPaper) byMatter() []matterFindings {
	of := map[int64]*matterFindings{}
	for _, u := range p.Units {
		for _, f := range u.Findings {
			m := of[f.MatterID]
			if m == nil {
				m = &matterFindings{name: "其他方面", place: 99}
				if i := slices.IndexFunc(p.Matters, func(x office.Matter) bool { return x.ID == f.MatterID }); i >= 0 {
					m.name, m.place = p.Matters[i].Name, p.Matters[i].Position
					if p.Matters[i].Kindergarten {
						m.place += 50
					}
				}
				of[f.MatterID] = m
			}
			one := u
			one.Findings = []office.Finding{f}
			m.list = append(m.list, one)
		}
	}
	out := []matterFindings{}
	for _, m := range of {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b matterFindings) int {
		return cmp.Or(len(b.list)-len(a.list), a.place-b.place, cmp.Compare(a.name, b.name))
	})
	return out
}

func (p InspectionPaper) told() string {
	lines := []string{}
	if n := p.found(); n > 0 {
		units := p.count(func(u office.UnitFacts) bool { return len(u.Findings) > 0 })
		lines = append(lines, fmt.Sprintf("共发现问题%d个，涉及%d个单位。", n, units))
		for i, m := range p.byMatter() {
			lines = append(lines, fmt.Sprintf("（%s）%s（%d个）", chineseNumber(i+1), m.name, len(m.list)))
			parts := []string{}
			for _, u := range m.list[:min(3, len(m.list))] {
				parts = append(parts, u.Unit.Name+strings.TrimRight(clip(u.Findings[0].Content, 80), "。；"))
			}
			lines = append(lines, "如："+strings.Join(parts, "；")+"。")
		}
	}
	n := 0
	for _, u := range p.Units {
		if s := sentence(clip(u.Unit.Problems, 200)); s != "" && len(u.Findings) == 0 && n < 2*examples {
			n++
			lines = append(lines, fmt.Sprintf("%d.%s：%s", n, u.Unit.Name, s))
		}
	}
	return strings.Join(lines, "\n")
}

func (p InspectionPaper) rectified() string {
	asked := p.count(func(u office.UnitFacts) bool {
		return u.Unit.LetterOn.Valid() && (u.Unit.DueOn.Valid() || len(u.Findings) > 0)
	})
	if asked == 0 {
		return ""
	}
	done := p.count(func(u office.UnitFacts) bool {
		return u.Unit.LetterOn.Valid() && (u.Unit.DueOn.Valid() || len(u.Findings) > 0) && u.Standing.State == office.UnitDone
	})
	text := fmt.Sprintf("督导意见书要求%d个单位限期整改，已办结%d个", asked, done)
	if n := p.count(func(u office.UnitFacts) bool { return u.Unit.OrderOn.Valid() }); n > 0 {
		text += fmt.Sprintf("，发出整改督办函%d份", n)
	}
	if n := p.found(); n > 0 {
		text += fmt.Sprintf("；发现的%d个问题已销号%d个，未销号%d个", n, p.closed(), n-p.closed())
	}
	return text + "。"
}

// advised are the pieces of advice given to the units, the commonest first.
func (p InspectionPaper) advised() string {
	count, order := map[string]int{}, []string{}
	for _, u := range p.Units {
		for line := range strings.SplitSeq(u.Unit.Advice, "\n") {
			line = sentence(strings.TrimLeft(strings.TrimSpace(line), "0123456789.、．"))
			if line == "" {
				continue
			}
			if count[line] == 0 {
				order = append(order, line)
			}
			count[line]++
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return count[b] - count[a] })
	lines := []string{}
	for i, line := range order[:min(examples, len(order))] {
		lines = append(lines, itoa(i+1)+"."+line)
	}
	return strings.Join(lines, "\n")
}

// Report makes the 督导报告 over all units.
func (p InspectionPaper) Report() doc.Document {
	x := p.Inspection
	to := orText(x.ReportTo, p.Settings.ReportTo)
	d := p.letter(office.FormInspectionReport, p.name("督导报告"), p.calledAs("督导报告"), x.ReportNo, x.ReportOn, to)
	d.Code = office.FormCode(office.FormInspectionReport, x.Number)
	d.Blocks = append(d.Blocks, doc.Text("现将"+p.called()+"有关情况报告如下。"))
	d.Blocks = append(d.Blocks, p.partBlocks("overview", "praise", "problems", "rectify", "advice")...)
	const annex = "被督导单位情况一览表"
	if len(p.Units) > 0 {
		d.Blocks = append(d.Blocks, annexNote(annex)...)
	}
	ways := p.Settings.Paper(office.FormInspectionReport)
	d.Blocks = append(d.Blocks, letterEnd(p.Settings, ways, ways.CopyTo, x.ReportOn)...)
	if len(p.Units) > 0 {
		d.Blocks = append(d.Blocks, doc.PageBreak{Annex: "附件"}, doc.Title{Text: annex}, p.resultTable())
	}
	return d
}

// partBlocks are the named parts, numbered, those that say nothing left out.
func (p InspectionPaper) partBlocks(keys ...string) []doc.Block {
	var s sections
	for _, x := range p.Parts() {
		if slices.Contains(keys, x.Key) {
			s.add(x.Title, bodyText(x.Says())...)
		}
	}
	return s.blocks
}

// resultTable lists every unit with what came of it.
func (p InspectionPaper) resultTable() doc.Table {
	t := doc.Table{Name: "被督导单位", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "单位", Width: 36}, {Head: "实地日期", Width: 16, Align: doc.Center},
		{Head: "问题", Width: 9, Align: doc.Center}, {Head: "意见书", Width: 30, Align: doc.Center}, {Head: "状态", Width: 12, Align: doc.Center}}}
	for i, u := range p.Units {
		n := ""
		if len(u.Findings) > 0 {
			n = itoa(len(u.Findings))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(u.Unit.Name), doc.C(string(u.Unit.VisitedOn)), {Text: n, Numeric: n != ""}, doc.C(u.Unit.LetterNo), doc.C(u.Standing.State)}})
	}
	return t
}

// Public makes the 公布稿: the report without what goes to the government alone.
func (p InspectionPaper) Public() doc.Document {
	x := p.Inspection
	d := doc.Document{Title: p.name("公布稿"), Style: doc.Official, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.OfficeName + "\n关于" + p.called() + "情况的公告"}, doc.Text("现将" + p.called() + "情况公布如下。")}
	d.Blocks = append(d.Blocks, p.partBlocks("overview", "praise", "problems", "rectify")...)
	if hot := p.Settings.Hotline; hot != "" {
		d.Blocks = append(d.Blocks, doc.Text("监督电话："+hot+"。"))
	}
	d.Blocks = append(d.Blocks, doc.Signature{Office: p.Settings.OfficeName, Date: dated(x.PublishedOn)})
	return d
}
