package report

import (
	"fmt"
	"strconv"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// AlertPaper is what stands on 待办提醒清单: what is to be done on a day, of the
// whole office or of one zone.
type AlertPaper struct {
	Settings office.Settings
	Day      office.Date
	Zone     string // "" the whole office
	Groups   []AlertSection
	Muted    int // put aside, not listed
}

// AlertSection is one rule with the alerts of it, the heaviest first.
type AlertSection struct {
	Rule   office.AlertRule
	Alerts []office.Alert
}

// Document makes the list. Red and yellow alerts stand line by line; notes are
// only counted, they may be hundreds.
func (p AlertPaper) Document() doc.Document {
	signer := p.Settings.OfficeName
	if p.Zone != "" {
		signer = p.Settings.CountyName + p.Zone
	}
	d := doc.Document{Title: p.Settings.CountyName + p.Zone + "待办提醒清单", Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	d.Blocks = []doc.Block{
		doc.Title{Text: d.Title},
		doc.Ends{Left: "填报单位：" + signer, Center: "截至" + p.Day.Chinese(), Right: p.sum()},
		p.lines(), p.rules(),
		doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}},
	}
	return d
}

func (p AlertPaper) sum() string {
	var n office.AlertCount
	for _, g := range p.Groups {
		for _, a := range g.Alerts {
			n.Add(a.Level)
		}
	}
	text := fmt.Sprintf("红 %d 条，黄 %d 条，提示 %d 条", n.Red, n.Yellow, n.Notes)
	if p.Muted > 0 {
		text += fmt.Sprintf("，已搁置 %d 条", p.Muted)
	}
	return text
}

func (p AlertPaper) lines() doc.Table {
	t := doc.Table{Name: "待办", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "等级", Width: 11, Align: doc.Center},
		{Head: "提醒", Width: 52}, {Head: "对象", Width: 82}, {Head: "情况", Width: 62}, {Head: "责任区", Width: 22}, {Head: "已迟（天）", Width: 14, Align: doc.Right}}}
	n := 0
	for _, g := range p.Groups {
		for _, a := range g.Alerts {
			if a.Level == office.AlertNote {
				continue
			}
			n++
			days := doc.C("")
			if a.Days > 0 {
				days = doc.Cell{Text: strconv.Itoa(a.Days), Numeric: true}
			}
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(n)), {Text: a.Level, Warn: a.Level == office.AlertRed},
				doc.C(g.Rule.Name), doc.C(a.Title), doc.C(a.Detail), doc.C(a.Zone), days}})
		}
	}
	return t
}

// rules are the rules that found something, with where each comes from.
func (p AlertPaper) rules() doc.Table {
	t := doc.Table{Caption: "提醒的依据和条数", Name: "依据", Size: annexSize, Columns: []doc.Column{{Head: "提醒", Width: 82},
		{Group: "条数", Head: "红", Width: 11, Align: doc.Right}, {Group: "条数", Head: "黄", Width: 11, Align: doc.Right}, {Group: "条数", Head: "提示", Width: 11, Align: doc.Right},
		{Head: "依据", Width: 110}, {Head: "性质", Width: 22, Align: doc.Center}}}
	for _, g := range p.Groups {
		var n office.AlertCount
		for _, a := range g.Alerts {
			n.Add(a.Level)
		}
		kind := "非官方"
		if g.Rule.Official {
			kind = "官方文件"
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(g.Rule.Name), blank(n.Red), blank(n.Yellow), blank(n.Notes), doc.C(g.Rule.Source), doc.C(kind)}})
	}
	return t
}
