package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// PlanPaper is what the papers of a year are made from.
type PlanPaper struct {
	Settings office.Settings
	Plan     office.Plan
	Tasks    []office.PlanTask
	Matters  []office.Matter
	Day      office.Date
}

// yearLetter begins a letter of the office without a recipient of its own: red
// head and 文号 where there is one, title.
func yearLetter(set office.Settings, title, number string) doc.Document {
	d := doc.Document{Title: strings.ReplaceAll(title, "\n", ""), Style: doc.Official, Sample: set.Sample}
	if set.RedHead {
		d.Blocks = []doc.Block{doc.RedHead{Office: set.OfficeName, Number: number}, doc.Title{Text: title}}
	} else {
		d.Blocks = []doc.Block{doc.Title{Text: title, Subtitle: number}}
	}
	return d
}

// issuedDay is the day under a letter; before it is issued it stays open.
func issuedDay(day office.Date) string {
	if day.Valid() {
		return day.Chinese()
	}
	return handDate
}

// Letter makes the 年度工作要点: the clerk's own text, with the calendar under it.
func (p PlanPaper) Letter() doc.Document {
	d := yearLetter(p.Settings, p.Plan.Title, p.Plan.DocNumber)
	d.Blocks = append(d.Blocks, written(p.Plan.Guidance)...)
	annex := fmt.Sprintf("%d年教育督导工作行事历", p.Plan.Year)
	if len(p.Tasks) > 0 {
		d.Blocks = append(d.Blocks, annexNote(annex)...)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Office: p.Settings.OfficeName, Date: issuedDay(p.Plan.IssuedOn)})
	if len(p.Tasks) == 0 {
		return d
	}
	t := doc.Table{Name: "行事历", Size: annexSize, Columns: []doc.Column{{Head: "月份", Width: 14, Align: doc.Center}, {Head: "类别", Width: 20, Align: doc.Center}, {Head: "工作内容", Width: 80}, {Head: "责任人", Width: 24, Align: doc.Center}}}
	for _, x := range p.Tasks {
		t.Rows = append(t.Rows, cells(x.When(), x.Kind, x.Task, x.Who))
	}
	d.Blocks = append(d.Blocks, doc.PageBreak{Annex: "附件"}, doc.Title{Text: annex}, t)
	return d
}

// written are the clerk's own sections; a heading under which nothing is written
// does not stand on the paper.
func written(text string) []doc.Block {
	blocks := bodyText(text)
	out := []doc.Block{}
	for i, b := range blocks {
		h, ok := b.(doc.Heading)
		if ok {
			said := false
			for _, next := range blocks[i+1:] {
				if n, ok := next.(doc.Heading); ok {
					if n.Level <= h.Level {
						break
					}
					continue
				}
				said = true
				break
			}
			if !said {
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

// Calendar makes the 年度行事历, month by month.
func (p PlanPaper) Calendar() doc.Document {
	name := fmt.Sprintf("%s%d年教育督导工作行事历", p.Settings.CountyName, p.Plan.Year)
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "行事历", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "月份", Width: 14, Align: doc.Center}, {Head: "类别", Width: 18, Align: doc.Center},
		{Head: "工作内容", Width: 70}, {Head: "督导事项", Width: 36}, {Head: "责任人", Width: 22, Align: doc.Center}, {Head: "完成", Width: 16, Align: doc.Center}, {Head: "备注", Width: 40}}}
	made := 0
	for i, x := range p.Tasks {
		state := doc.C(shortDay(x.DoneOn))
		if x.DoneOn.Valid() {
			made++
		} else if x.Overdue(p.Plan.Year, p.Day) {
			state = doc.Cell{Text: "超期", Warn: true}
		}
		row := cells(itoa(i+1), x.When(), x.Kind, x.Task, matterNames(p.Matters, x.Matters), x.Who)
		row.Cells = append(row.Cells, state, doc.C(x.Note))
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "单位：" + p.Settings.OfficeName, Center: fmt.Sprintf("共%d项，已完成%d项", len(p.Tasks), made), Right: p.Plan.DocNumber}, t,
		doc.Signature{Lines: []string{"制表人：", "审核人：", "负责人："}}}
	return d
}

// matterNames joins the short names of matters.
func matterNames(all []office.Matter, ids []int64) string {
	names := []string{}
	for _, m := range all {
		if slices.Contains(ids, m.ID) {
			name := m.Short
			if m.Kindergarten {
				name = "园·" + name
			}
			names = append(names, name)
		}
	}
	return strings.Join(names, "、")
}

// MenuPaper is what the 月菜单 is made from.
type MenuPaper struct {
	Settings office.Settings
	Menu     office.Menu
	Matters  []office.Matter
	Period   office.Period
}

// Document makes the 月菜单, a notice to the zones and inspectors.
func (p MenuPaper) Document() doc.Document {
	d := yearLetter(p.Settings, p.Settings.OfficeName+"\n关于印发"+p.Menu.Month.Chinese()+"督导工作月菜单的通知", p.Menu.DocNumber)
	d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "各督学责任区、各责任督学："}}, NoIndent: true})
	opening := p.Menu.Opening
	if opening == "" {
		opening = "现将" + p.Menu.Month.Chinese() + "（" + span(p.Period) + "）督导工作月菜单印发给你们，请据此制定本人的月督导计划并组织实施。"
	}
	d.Blocks = append(d.Blocks, bodyText(opening)...)
	var s sections
	s.add("规定任务", p.items(true)...)
	s.add("自主任务", p.items(false)...)
	s.add("工作要求", bodyText(p.Menu.Requirement)...)
	d.Blocks = append(d.Blocks, s.blocks...)
	d.Blocks = append(d.Blocks, doc.Signature{Office: p.Settings.OfficeName, Date: issuedDay(p.Menu.IssuedOn)})
	return d
}

// items are the tasks of one sort, each a line and its requirement.
func (p MenuPaper) items(required bool) []doc.Block {
	out := []doc.Block{}
	for _, i := range p.Menu.Items {
		if i.Required != required {
			continue
		}
		text := i.Topic
		if i.MatterID != 0 {
			for _, m := range p.Matters {
				if m.ID == i.MatterID && m.Name != i.Topic {
					text += "（" + m.Name + "）"
				}
			}
		}
		where := i.Schools
		if where == office.MenuSchools[0] {
			where = "中小学、幼儿园"
		}
		runs := []doc.Run{{Text: fmt.Sprintf("%d.%s。", len(out)+1, strings.TrimRight(text, "。")), Bold: true}, {Text: "范围：" + where + "。"}}
		if i.Requirement != "" {
			runs = append(runs, doc.Run{Text: "要求：" + sentence(i.Requirement)})
		}
		out = append(out, doc.Paragraph{Runs: runs})
	}
	return out
}
