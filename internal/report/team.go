package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// TeamLine is one 协作组 as the list prints it.
type TeamLine struct {
	Name, Leader, Members, Plus, Helps, State, Note string
	StartsOn, EndsOn                                office.Date
	Visits, Findings                                int
}

// TeamPaper is the 督学协作组一览表.
type TeamPaper struct {
	Settings office.Settings
	Day      office.Date
	Teams    []TeamLine
}

// Document makes the list.
func (p TeamPaper) Document() doc.Document {
	name := p.Settings.CountyName + "督学协作组一览表"
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	t := doc.Table{Name: "协作组", Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "组名", Width: 24, Align: doc.Center}, {Head: "起止", Width: 24, Align: doc.Center}, {Head: "组长", Width: 17, Align: doc.Center},
		{Head: "成员（督学）", Width: 50}, {Head: "督导室人员或专家", Width: 36}, {Head: "协作的责任区、学校", Width: 48}, {Head: "协作督导（次）", Width: 17, Align: doc.Right}, {Head: "发现问题（条）", Width: 17, Align: doc.Right}, {Head: "备注", Width: 34}}}
	visits, findings := 0, 0
	for i, x := range p.Teams {
		until := "至今"
		if x.EndsOn.Valid() {
			until = "至 " + string(x.EndsOn)
		}
		row := cells(itoa(i+1), x.Name, string(x.StartsOn)+" "+until, x.Leader, x.Members, x.Plus, x.Helps)
		row.Cells = append(row.Cells, whole(x.Visits), whole(x.Findings), doc.C(x.Note))
		t.Rows = append(t.Rows, row)
		visits, findings = visits+x.Visits, findings+x.Findings
	}
	total := sums("合计", 7, []int{visits, findings})
	total.Cells = append(total.Cells, doc.C(""))
	t.Rows = append(t.Rows, total)
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: "截至" + p.Day.Chinese(), Right: itoa(len(p.Teams)) + "个组"}, t,
		doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}}}
	return d
}
