package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// worstPoints is how many points the papers name as those that lost most.
const worstPoints = 10

// keyLosses is the detail behind every figure of a point.
const keyLosses = "inspection.losses"

// ResultPaper is what the statistics papers of an inspection are made from.
type ResultPaper struct {
	Settings   office.Settings
	Facts      office.ScoreFacts
	Statistics office.InspectionStatistics
	Today      office.Date
}

// title is the inspection's with what the paper tells of it: 春季食品安全专项督导结果统计表.
func (p ResultPaper) title(what string) string {
	return p.Settings.CountyName + p.Facts.Inspection.Title + what
}

// paper begins a table of the results.
func (p ResultPaper) paper(what, unit string, landscape bool) doc.Document {
	d := doc.Document{Title: p.title(what), Style: doc.Ledger, Landscape: landscape, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: p.title(what)}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: p.Facts.Inspection.Number, Right: unit}}
	return d
}

func (p ResultPaper) signed(d doc.Document) doc.Document {
	d.Blocks = append(d.Blocks, doc.Ends{Left: p.basis()}, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

// basis says what the numbers count.
func (p ResultPaper) basis() string {
	return "每个要点都评了的单位计入排名和平均分，满分" + number(p.Statistics.Full) + "分；同分同名次。" + p.Today.Chinese() + "统计。"
}

// Document makes the 督导结果统计表.
func (p ResultPaper) Document() doc.Document {
	s := p.Statistics
	d := p.paper("结果统计表", "单位：个、分", false)
	d.Blocks = append(d.Blocks, p.totals(), p.measures("得分情况", "范围", append([]office.Spread{s.All}, s.Tables[1].Rows...)))
	for _, c := range p.charts() {
		d.Blocks = append(d.Blocks, c)
	}
	d.Blocks = append(d.Blocks, p.measures("各督导组评分", "督导组", s.Tables[0].Rows), p.measures("各责任区得分", "责任区", s.Tables[2].Rows))
	if worst := s.Worst(worstPoints); len(worst) > 0 {
		d.Blocks = append(d.Blocks, p.worst(worst))
	}
	if s.Former.ID != 0 {
		d.Blocks = append(d.Blocks, p.former())
	}
	if len(s.Missing) > 0 {
		d.Blocks = append(d.Blocks, doc.Text("未评完的单位（"+itoa(len(s.Missing))+"个）："+strings.Join(refNames(s.Missing), "、")+"。"))
	}
	return p.signed(d)
}

func refNames(list []office.UnitRef) []string {
	out := []string{}
	for _, u := range list {
		out = append(out, u.Name)
	}
	return out
}

// totals is one row of counts, each leading to its units.
func (p ResultPaper) totals() doc.Table {
	t := doc.Table{Caption: "总体情况", Name: "总体情况"}
	row := doc.Row{}
	for _, f := range p.Statistics.Figures {
		t.Columns = append(t.Columns, doc.Column{Head: f.Name, Width: 20, Align: doc.Center})
		row.Cells = append(row.Cells, figureCell(f))
	}
	t.Rows = []doc.Row{row}
	return t
}

// measures is a row of means for each of several sets of units.
func (p ResultPaper) measures(caption, what string, rows []office.Spread) doc.Table {
	t := doc.Table{Caption: caption, Name: caption, Columns: []doc.Column{{Head: what, Width: 40}}}
	for _, h := range []string{"单位数", "平均分", "与全部平均的差", "中位数", "最高分", "最低分", "标准差", "合格率"} {
		t.Columns = append(t.Columns, doc.Column{Head: h, Width: 18, Align: doc.Right})
	}
	for _, m := range rows {
		n := doc.Cell{Text: itoa(len(m.Units)), Numeric: true, Link: "inspection.scored"}
		if len(m.Units) == 0 {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(m.Name), count(0), doc.C("—"), doc.C("—"), doc.C("—"), doc.C("—"), doc.C("—"), doc.C("—"), doc.C("—")}})
			continue
		}
		passed := doc.C("—")
		if len(p.Facts.Checklist.Grades) > 0 {
			passed = doc.C(percent(m.PassRate()))
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(m.Name), n, count(m.Mean), doc.C(signedNumber(m.Against)), count(m.Median), count(m.Highest), count(m.Lowest), count(m.Deviation), passed}})
	}
	return t
}

// signedNumber writes a difference with its sign.
func signedNumber(v float64) string {
	if v > 0 {
		return "+" + number(v)
	}
	return number(v)
}

func changeCell(v *float64) doc.Cell {
	if v == nil {
		return doc.C("—")
	}
	return doc.C(signedNumber(*v))
}

// charts are the means of the groups, whose scorers may differ, and the grades.
func (p ResultPaper) charts() []doc.Chart {
	out := []doc.Chart{}
	groups := doc.Chart{Unit: "分", Max: p.Statistics.Full, Series: []doc.Series{{Name: "平均分"}}}
	for _, m := range p.Statistics.Tables[0].Rows {
		groups.Labels = append(groups.Labels, m.Name)
		groups.Series[0].Values = append(groups.Series[0].Values, m.Mean)
	}
	if len(groups.Labels) > 1 && len(groups.Labels) <= 12 {
		groups.Title = "图1 各督导组平均分"
		out = append(out, groups)
	}
	grades := doc.Chart{Unit: "个", Series: []doc.Series{{Name: "单位数"}}}
	for _, g := range p.Facts.Checklist.Grades {
		grades.Labels = append(grades.Labels, g.Name)
		grades.Series[0].Values = append(grades.Series[0].Values, p.Statistics.Figures.Get("inspection.grade."+g.Name).Value)
	}
	if len(grades.Labels) > 1 && len(p.Statistics.Ranking) > 0 {
		grades.Title = "图" + itoa(len(out)+1) + " 各等次单位数"
		out = append(out, grades)
	}
	return out
}

// names are the units of the ids; of many the first most.
func (p ResultPaper) names(ids []int64, most int) string {
	by := map[int64]string{}
	for _, u := range p.Facts.Units {
		by[u.ID] = u.Name
	}
	out := []string{}
	for _, id := range ids {
		out = append(out, shortSchool(by[id], p.Settings.CountyName))
	}
	return list(out, most, "个单位")
}

// worst are the points that lost most, with the units that failed by name.
func (p ResultPaper) worst(points []office.PointLine) doc.Table {
	t := doc.Table{Caption: "失分较多的要点", Name: "失分较多的要点", Columns: []doc.Column{{Head: "要点", Width: 60}, {Head: "得分率", Width: 17, Align: doc.Right}, {Head: "失分", Width: 12, Align: doc.Right},
		{Head: "不符合", Width: 12, Align: doc.Right}, {Head: "不符合的单位（没有的列失分单位）", Width: 92}}}
	for _, x := range points {
		who := x.Failed
		if len(who) == 0 {
			who = x.Short
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(strings.TrimSpace(x.Code + " " + x.Name)), doc.C(percent(x.Rate)), lossCell(x.Short), lossCell(x.Failed), doc.C(p.names(who, 15))}})
	}
	return t
}

func lossCell(ids []int64) doc.Cell {
	if len(ids) == 0 {
		return doc.C("")
	}
	return doc.Cell{Text: itoa(len(ids)), Numeric: true, Link: keyLosses}
}

// former is the comparison with last time.
func (p ResultPaper) former() doc.Table {
	c := p.Statistics.Former
	t := doc.Table{Caption: "与“" + c.Title + "”比较（两次都评了的单位）", Name: "与上次比较", Columns: []doc.Column{}}
	row := doc.Row{}
	for _, x := range []struct {
		head string
		cell doc.Cell
	}{{"单位数", count(float64(len(c.Units)))}, {"上次平均分", count(c.Then)}, {"这次平均分", count(c.Now)}, {"变化", doc.C(signedNumber(c.Change))},
		{"上升", count(float64(len(c.Up)))}, {"持平", count(float64(len(c.Same)))}, {"下降", count(float64(len(c.Down)))}} {
		t.Columns = append(t.Columns, doc.Column{Head: x.head, Width: 20, Align: doc.Center})
		row.Cells = append(row.Cells, x.cell)
	}
	t.Rows = []doc.Row{row}
	return t
}

// Ranking makes the 排名表.
func (p ResultPaper) Ranking() doc.Document {
	d := p.paper("结果排名表", "单位：分", true)
	d.Blocks = append(d.Blocks, p.rankTable())
	return p.signed(d)
}

func (p ResultPaper) rankTable() doc.Table {
	s := p.Statistics
	compared, selfed := s.Former.ID != 0, false
	for _, r := range s.Ranking {
		selfed = selfed || r.Self != nil
	}
	t := doc.Table{Name: "排名", Size: annexSize, Columns: []doc.Column{{Head: "名次", Width: 10, Align: doc.Center}, {Head: "单位", Width: 50}, {Head: "类型", Width: 14, Align: doc.Center}, {Head: "责任区", Width: 20},
		{Head: "督导组", Width: 18}, {Head: "得分", Width: 13, Align: doc.Right}, {Head: "等次", Width: 13, Align: doc.Center}}}
	if selfed {
		t.Columns = append(t.Columns, doc.Column{Head: "自评", Width: 13, Align: doc.Right}, doc.Column{Head: "自评－得分", Width: 14, Align: doc.Right})
	}
	if compared {
		t.Columns = append(t.Columns, doc.Column{Head: "上次得分", Width: 14, Align: doc.Right}, doc.Column{Head: "变化", Width: 13, Align: doc.Right}, doc.Column{Head: "上次名次", Width: 13, Align: doc.Right})
	}
	for _, r := range s.Ranking {
		row := doc.Row{Cells: []doc.Cell{count(float64(r.Rank)), doc.C(shortSchool(r.Name, p.Settings.CountyName)), doc.C(r.Kind), doc.C(r.Zone), doc.C(r.Group), count(r.Score), doc.C(r.Grade)}}
		if selfed {
			row.Cells = append(row.Cells, scoreCell(r.Self), changeCell(r.Gap))
		}
		if compared {
			row.Cells = append(row.Cells, scoreCell(r.Former), changeCell(r.Change), blank(r.Was))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Points makes the 指标得分率表: every point of the list, in its order.
func (p ResultPaper) Points() doc.Document {
	d := p.paper("指标得分率表", "单位：分、个", true)
	compared := p.Statistics.Former.ID != 0
	t := doc.Table{Name: "指标得分率", Size: annexSize, Columns: []doc.Column{{Head: "编码", Width: 13, Align: doc.Center}, {Head: "上级", Width: 40}, {Head: "要点", Width: 60}, {Head: "分值", Width: 11, Align: doc.Right}, {Head: "参评单位", Width: 13, Align: doc.Right},
		{Head: "平均得分", Width: 14, Align: doc.Right}, {Head: "得分率", Width: 14, Align: doc.Right}, {Head: "失分单位", Width: 13, Align: doc.Right}, {Head: "不符合", Width: 12, Align: doc.Right}}}
	if compared {
		t.Columns = append(t.Columns, doc.Column{Head: "上次得分率", Width: 15, Align: doc.Right}, doc.Column{Head: "变化（百分点）", Width: 16, Align: doc.Right})
	}
	for _, x := range p.Statistics.Points {
		row := doc.Row{Cells: []doc.Cell{doc.C(x.Code), doc.C(x.Heading), doc.C(x.Name), pointNumber(x.Points), count(float64(len(x.Units))), pointNumber(x.Mean), doc.C("—"), lossCell(x.Short), lossCell(x.Failed)}}
		if len(x.Units) > 0 {
			row.Cells[6] = doc.C(percent(x.Rate))
		}
		if compared {
			old := doc.C("—")
			if x.Former != nil {
				old = doc.C(percent(*x.Former))
			}
			row.Cells = append(row.Cells, old, changeCell(x.Change))
		}
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = append(d.Blocks, filled(t, "编码", "上级", "分值", "平均得分"))
	return p.signed(d)
}

func pointNumber(v float64) doc.Cell {
	if v == 0 {
		return doc.C("")
	}
	return count(v)
}

// Details are the units behind the figures, and every point that a unit lost.
func (p ResultPaper) Details() []Detail {
	out := []Detail{}
	units := map[int64]office.ScoredUnit{}
	for _, u := range p.Facts.Units {
		units[u.ID] = u
	}
	for _, f := range p.Statistics.Figures {
		if len(f.Records) == 0 {
			continue
		}
		d := Detail{Key: f.Key, Title: f.Name, Basis: f.Basis, Kind: f.Kind, IDs: f.Records, Head: []string{"序号", "单位", "类型", "责任区", "督导组", "得分", "等次", "自评"}}
		for i, id := range f.Records {
			u := units[id]
			d.Rows = append(d.Rows, []string{itoa(i + 1), u.Name, u.UnitKind, u.Zone, u.Group, scoreCell(u.Score).Text, u.Grade, scoreCell(u.Self).Text})
		}
		out = append(out, d)
	}
	return append(out, p.losses(units))
}

func (p ResultPaper) losses(units map[int64]office.ScoredUnit) Detail {
	d := Detail{Key: keyLosses, Title: "失分明细", Basis: "已评分的单位中，基本符合和不符合的要点。", Kind: "inspection_unit", Head: []string{"序号", "要点", "单位", "督导组", "得分", "分值", "结果"}, Rows: [][]string{}}
	short := map[[2]int64]bool{}
	for _, x := range p.Statistics.Points {
		for _, id := range x.Short {
			short[[2]int64{x.ItemID, id}] = true
		}
	}
	items := map[int64]office.ChecklistItem{}
	for _, x := range p.Facts.Checklist.Items {
		items[x.ID] = x
	}
	for _, f := range p.Facts.Points {
		if !short[[2]int64{f.ItemID, f.UnitID}] {
			continue
		}
		x, u := items[f.ItemID], units[f.UnitID]
		score, points := "", ""
		if x.Points > 0 {
			score, points = number(f.Score), number(x.Points)
		}
		d.IDs = append(d.IDs, u.ID)
		d.Rows = append(d.Rows, []string{itoa(len(d.Rows) + 1), strings.TrimSpace(x.Code + " " + x.Name), u.Name, u.Group, score, points, f.Result})
	}
	return d
}
