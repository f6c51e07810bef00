package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Letter makes the 督导结果通报: the statistics in sentences, with the ranking
// behind them.
func (p ResultPaper) Letter() doc.Document {
	set, x := p.Settings, p.Facts.Inspection
	d := doc.Document{Title: p.title("结果的通报"), Style: doc.Official, Sample: set.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: set.OfficeName + "\n关于" + x.Title + "结果的通报"}}
	d.Blocks = append(append(d.Blocks, addressee("各被督导单位")...), doc.Text("现将"+x.Title+"结果通报如下。"))
	var s sections
	s.add("基本情况", doc.Text(p.course()))
	s.add("得分和等次", bodyText(p.results())...)
	if worst := p.Statistics.Worst(worstPoints); len(worst) > 0 {
		s.add("失分较多的要点", bodyText(p.weak(worst))...)
	}
	if p.Statistics.Former.ID != 0 {
		s.add("与上次比较", doc.Text(p.progress()))
	}
	d.Blocks = append(d.Blocks, s.blocks...)
	annex := x.Title + "得分排名"
	if len(p.Statistics.Ranking) > 0 {
		d.Blocks = append(d.Blocks, annexNote(annex)...)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Office: set.OfficeName, Date: p.Today.Chinese()})
	if len(p.Statistics.Ranking) > 0 {
		d.Blocks = append(d.Blocks, doc.PageBreak{Annex: "附件"}, doc.Title{Text: annex}, p.shortRanking())
	}
	return d
}

// course says what was looked at, by what, and how many.
func (p ResultPaper) course() string {
	s, x := p.Statistics, p.Facts.Inspection
	text := ""
	if x.StartsOn.Valid() {
		text = x.StartsOn.Chinese()
		if x.EndsOn.Valid() && x.EndsOn != x.StartsOn {
			text += "至" + x.EndsOn.Chinese()
		}
		text += "，"
	}
	text += p.Settings.OfficeName + "开展了" + x.Title
	if c := p.Facts.Checklist; c.ID != 0 {
		text += "，按《" + c.Name + "》（" + c.Version + "）评估，满分" + number(s.Full) + "分"
	}
	text += "。列入督导的单位" + value(s.Figures.Get("inspection.units")) + "，已评分" + value(s.Figures.Get("inspection.scored"))
	if len(s.Missing) > 0 {
		text += "，未评完" + value(s.Figures.Get("inspection.missing"))
	}
	return text + "。"
}

func (p ResultPaper) results() string {
	s := p.Statistics
	if len(s.Ranking) == 0 {
		return "还没有评完的单位。"
	}
	lines := []string{"平均分" + number(s.All.Mean) + "分，中位数" + number(s.All.Median) + "分，最高" + number(s.All.Highest) + "分，最低" + number(s.All.Lowest) + "分。"}
	grades := []string{}
	for _, g := range p.Facts.Checklist.Grades {
		grades = append(grades, g.Name+value(s.Figures.Get("inspection.grade."+g.Name)))
	}
	if len(grades) > 0 {
		lines = append(lines, strings.Join(grades, "，")+"，合格率"+value(s.Figures.Get("inspection.pass_rate"))+"。")
	}
	kinds := []string{}
	for _, m := range s.Tables[1].Rows {
		kinds = append(kinds, m.Name+itoa(len(m.Units))+"个，平均"+number(m.Mean)+"分")
	}
	if len(kinds) > 1 {
		lines = append(lines, strings.Join(kinds, "；")+"。")
	}
	top := []string{}
	for _, r := range s.Ranking {
		if r.Rank <= 3 {
			top = append(top, shortSchool(r.Name, p.Settings.CountyName))
		}
	}
	return strings.Join(append(lines, "得分列前的单位："+list(top, 9, "个单位")+"。"), "\n")
}

// weak names the points that lost most and where.
func (p ResultPaper) weak(points []office.PointLine) string {
	lines := []string{}
	for i, x := range points {
		text := itoa(i+1) + "." + x.Name + "，得分率" + percent(x.Rate) + "，失分的单位" + itoa(len(x.Short)) + "个"
		if len(x.Failed) > 0 {
			text += "，其中不符合" + itoa(len(x.Failed)) + "个：" + p.names(x.Failed, 8)
		}
		lines = append(lines, text+"。")
	}
	return strings.Join(lines, "\n")
}

func (p ResultPaper) progress() string {
	c := p.Statistics.Former
	if len(c.Units) == 0 {
		return "与“" + c.Title + "”没有两次都评了的单位，不作比较。"
	}
	return "两次都评了的单位" + itoa(len(c.Units)) + "个，平均分" + number(c.Now) + "分，" + change("较“"+c.Title+"”", c.Now, c.Then, "分") + "；上升" + itoa(len(c.Up)) + "个，持平" + itoa(len(c.Same)) + "个，下降" + itoa(len(c.Down)) + "个。"
}

// shortRanking is the ranking as a letter shows it.
func (p ResultPaper) shortRanking() doc.Table {
	t := doc.Table{Name: "得分排名", Columns: []doc.Column{{Head: "名次", Width: 12, Align: doc.Center}, {Head: "单位", Width: 70}, {Head: "类型", Width: 20, Align: doc.Center}, {Head: "得分", Width: 18, Align: doc.Right}, {Head: "等次", Width: 18, Align: doc.Center}}}
	for _, r := range p.Statistics.Ranking {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{count(float64(r.Rank)), doc.C(shortSchool(r.Name, p.Settings.CountyName)), doc.C(r.Kind), count(r.Score), doc.C(r.Grade)}})
	}
	return t
}
