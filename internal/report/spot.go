package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// SpotPaper is what the result sheet of a 模拟抽查 is made from.
type SpotPaper struct {
	Settings office.Settings
	Title    string // of the evaluation
	Check    office.SpotCheck
	Sum      office.SpotSum
	Fair     bool
	Lines    []SpotLine
	Before   []SpotBefore // earlier draws, the newest first
}

// SpotLine is a thing drawn with its names.
type SpotLine struct {
	office.SpotItem
	Code, Point, School string
}

// SpotBefore is an earlier draw.
type SpotBefore struct {
	Check office.SpotCheck
	Sum   office.SpotSum
}

// Document makes 模拟抽查结果.
func (p SpotPaper) Document() doc.Document {
	c := p.Check
	d := doc.Document{Title: "模拟抽查结果", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{
		doc.Title{Text: d.Title, Subtitle: "（" + p.Title + "）"},
		doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: "抽查人：" + c.Person, Right: "抽查日期：" + c.DrawnOn.Chinese()},
		doc.Paragraph{Runs: []doc.Run{{Text: p.said()}}, NoIndent: true},
		p.lines(),
	}
	if len(p.Before) > 0 {
		d.Blocks = append(d.Blocks, p.before())
	}
	if c.Note != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "说明：" + c.Note}}, NoIndent: true})
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"抽查人：", "取材料人：", "负责人："}})
	return d
}

func (p SpotPaper) said() string {
	c, s := p.Check, p.Sum
	text := fmt.Sprintf("抽签号 %d，抽学校 %d 所、考核点 %d 个，共 %d 项，每项限时 %d 分钟。找到 %d 项，未找到 %d 项", c.Seed, c.Schools, c.Points, s.Items, c.Minutes, s.Found, s.Lost)
	if s.Late > 0 {
		text += fmt.Sprintf("，其中超时 %d 项", s.Late)
	}
	if open := s.Items - s.Found - s.Lost; open > 0 {
		text += fmt.Sprintf("，还没有查 %d 项", open)
	}
	text += fmt.Sprintf("；用时 %s，最慢一项 %s。", office.SpokenSeconds(s.Seconds), office.SpokenSeconds(s.Slowest))
	if p.Fair {
		return text + "抽签可以复核：用同一个抽签号再抽一次，结果相同。"
	}
	return text + "用同一个抽签号再抽一次，结果不同：抽查项在抽签后变动过。"
}

func (p SpotPaper) lines() doc.Table {
	t := doc.Table{Name: "抽查项", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 10, Align: doc.Center}, {Head: "考核点", Width: 70}, {Head: "学校", Width: 56},
		{Head: "结果", Width: 18, Align: doc.Center}, {Head: "用时", Width: 20, Align: doc.Center}, {Head: "在哪里", Width: 50}, {Head: "备注", Width: 32}}}
	for _, x := range p.Lines {
		used := ""
		if x.Result != "" {
			used = office.SpokenSeconds(x.Seconds)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(x.Position), Numeric: true}, doc.C(strings.TrimSpace(x.Code + " " + x.Point)), doc.C(x.School),
			{Text: firstText(x.Result, "未查"), Warn: x.Result == office.SpotLost}, {Text: used, Warn: x.Seconds > p.Check.Minutes*60}, doc.C(x.Place), doc.C(x.Note)}})
	}
	return t
}

// before compares with the earlier draws.
func (p SpotPaper) before() doc.Table {
	t := doc.Table{Caption: "与以前各次比较", Name: "比较", Size: annexSize, Columns: []doc.Column{{Head: "抽查日期", Width: 36, Align: doc.Center}, {Head: "抽签号", Width: 36, Align: doc.Center}, {Head: "项数", Width: 30, Align: doc.Right},
		{Head: "找到", Width: 30, Align: doc.Right}, {Head: "未找到", Width: 30, Align: doc.Right}, {Head: "超时", Width: 30, Align: doc.Right}, {Head: "找到率", Width: 32, Align: doc.Right}, {Head: "最慢一项", Width: 32, Align: doc.Center}}}
	add := func(c office.SpotCheck, s office.SpotSum, strong bool) {
		t.Rows = append(t.Rows, doc.Row{Strong: strong, Cells: []doc.Cell{doc.C(string(c.DrawnOn)), doc.C(fmt.Sprint(c.Seed)), blank(s.Items), blank(s.Found), blank(s.Lost), blank(s.Late), doc.C(percent(s.Rate())), doc.C(office.SpokenSeconds(s.Slowest))}})
	}
	add(p.Check, p.Sum, true)
	for _, b := range p.Before {
		add(b.Check, b.Sum, false)
	}
	return t
}
