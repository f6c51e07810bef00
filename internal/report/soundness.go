package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// SoundPaper is what a 电子档案四性检测报告 is made from.
type SoundPaper struct {
	Settings office.Settings
	Scope    string
	On       office.Date
	Checks   map[string][]string // what is looked at under each; nil means office.SoundList
	Head     string              // what names an item; empty means 档号、题名
	Rows     []office.SoundRow
	Files    int
	Bytes    int64
}

// Document makes the 四性检测报告: the sums, what was looked at, and each item.
func (p SoundPaper) Document() doc.Document {
	d := doc.Document{Title: "电子档案四性检测报告 " + p.Scope, Style: doc.Form, Sample: p.Settings.Sample}
	checks := p.Checks
	if checks == nil {
		checks = office.SoundList
	}
	t := doc.Table{Name: "检测项目", Columns: []doc.Column{{Head: "四性", Width: 16, Align: doc.Center}, {Head: "实际检测的项目", Width: 90}, {Head: "通过", Width: 14, Align: doc.Center},
		{Head: "不通过", Width: 14, Align: doc.Center}, {Head: "无文件", Width: 14, Align: doc.Center}}}
	for _, s := range office.SoundSums(p.Rows) {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: s.Group, Bold: true}, doc.C(strings.Join(checks[s.Group], "；")), {Text: itoa(s.Passed), Numeric: true},
			{Text: itoa(s.Failed), Numeric: true, Warn: s.Failed > 0}, {Text: itoa(s.None), Numeric: true}}})
	}
	list := doc.Table{Name: "逐件结果", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: firstOf(p.Head, "档号、题名"), Width: 66}, {Head: "文件", Width: 10, Align: doc.Center}}}
	for _, g := range office.SoundGroups {
		list.Columns = append(list.Columns, doc.Column{Head: g, Width: 14, Align: doc.Center})
	}
	list.Columns = append(list.Columns, doc.Column{Head: "问题", Width: 52})
	for i, r := range p.Rows {
		row := doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(strings.TrimSpace(r.Code + "\n" + r.Title)), {Text: itoa(r.Files), Numeric: true}}}
		for _, g := range office.SoundGroups {
			result := r.Result(g)
			row.Cells = append(row.Cells, doc.Cell{Text: result, Warn: result == "不通过"})
		}
		list.Rows = append(list.Rows, doc.Row{Cells: append(row.Cells, doc.C(firstOf(r.Says(), "无")))})
	}
	d.Blocks = []doc.Block{doc.Title{Text: "电子档案四性检测报告", Subtitle: fmt.Sprintf("%s　%d 件，%d 个电子文件，%s", p.Scope, len(p.Rows), p.Files, doc.Size(p.Bytes))},
		doc.Ends{Left: "单位：" + p.Settings.OfficeName, Right: p.On.Chinese()},
		t, doc.Paragraph{Runs: []doc.Run{{Text: office.SoundBasis}}, NoIndent: true}, list,
		doc.Signature{Lines: []string{"检测人：", "负责人：", "日期：" + handDate}}}
	return d
}
