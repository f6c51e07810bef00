package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// SchoolList is the 责任区学校基本情况登记表 of all schools, with sums.
func (p Places) SchoolList() doc.Document {
	name := p.whose() + "学校基本情况登记表"
	if p.Zone == "" {
		name = p.whose() + "责任区学校基本情况登记表"
	}
	d := p.ledger(name)
	t := doc.Table{Name: "学校基本情况", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "学校", Width: 40}, {Head: "标识码", Width: 22, Align: doc.Center}, {Head: "类型", Width: 15, Align: doc.Center},
		{Head: "性质", Width: 10, Align: doc.Center}, {Head: "乡镇", Width: 16, Align: doc.Center}, {Head: "校长（园长）", Width: 15, Align: doc.Center}, {Head: "电话", Width: 24, Align: doc.Center}, {Head: "联络人", Width: 15, Align: doc.Center},
		{Head: "责任区", Width: 19, Align: doc.Center}, {Head: "责任督学", Width: 16, Align: doc.Center}, {Head: "食堂", Width: 8, Align: doc.Center}, {Head: "校车", Width: 8, Align: doc.Center},
		{Head: "班级", Width: 10, Align: doc.Right}, {Head: "学生", Width: 12, Align: doc.Right}, {Head: "教职工", Width: 11, Align: doc.Right}, {Head: "寄宿生", Width: 11, Align: doc.Right}}}
	total := make([]int, 4)
	for i, s := range p.Schools {
		main, _, _ := p.answering(s.ID)
		row := cells(itoa(i+1), p.short(s), s.Code, s.Kind, s.Ownership, s.Town, s.Principal, s.Phone, s.Liaison, p.ZoneOf(s.ID).Name, strings.Join(main, "、"), has(s.Canteen), has(s.Bus))
		for k, n := range []int{s.Classes, s.Students, s.Teachers, s.Boarders} {
			total[k] += n
			row.Cells = append(row.Cells, whole(n))
		}
		t.Rows = append(t.Rows, row)
	}
	t.Rows = append(t.Rows, sums("合计", len(t.Columns)-len(total), total))
	d.Blocks = []doc.Block{doc.Title{Text: name}, p.ends(fmt.Sprintf("%d所，其中幼儿园%d所", len(p.Schools), p.infants())), t}
	return p.signed(d)
}

func has(b bool) string {
	if b {
		return "有"
	}
	return "无"
}

// SchoolBasic is the 责任区学校基本情况登记表 of one school.
func (p Places) SchoolBasic(s office.School) doc.Document {
	name := p.Settings.CountyName + "责任区学校基本情况登记表"
	d := doc.Document{Title: name + " " + s.Name, Style: doc.Form, Sample: p.Settings.Sample}
	head := "校长"
	if s.Kindergarten() {
		head = "园长"
	}
	zone := p.ZoneOf(s.ID)
	main, assisting, first := p.answering(s.ID)
	g := newGrid(15, 20, 14, 18, 14, 19)
	row := func(cells ...doc.GridCell) { g.row(11, cells...) }
	row(label("学校名称"), field(s.Name, 3), label("标识码"), field(s.Code, 0))
	row(label("学校类型"), field(s.Kind, 0), label("办学性质"), field(s.Ownership, 0), label("城乡分类"), field(s.Setting, 0))
	row(label("乡镇"), field(s.Town, 0), label("地址"), field(s.Address, 3))
	row(label(head), field(s.Principal, 0), label("联系电话"), field(s.Phone, 0), label("状态"), field(s.State, 0))
	row(label("联络人"), field(s.Liaison, 0), label("驻校督学"), field(s.Resident, 0), label("开办日期"), field(s.OpenedOn.Chinese(), 0))
	row(label("班级数"), field(itoa(s.Classes), 0), label("学生数"), field(itoa(s.Students), 0), label("教职工数"), field(itoa(s.Teachers), 0))
	row(label("寄宿生数"), field(itoa(s.Boarders), 0), label("食堂"), field(has(s.Canteen), 0), label("校车"), field(has(s.Bus), 0))
	row(label("责任区"), field(zone.Name, 0), label("负责人"), field(p.Inspector(zone.LeaderID).Name, 0), label("督导室联络人"), field(zone.Liaison, 0))
	row(label("责任督学"), field(strings.Join(main, "、"), 0), label("协助督学"), field(strings.Join(assisting, "、"), 0), label("负责起始"), field(first.StartsOn.Chinese(), 0))
	row(label("公示牌编号"), field(first.PlateNo, 0), label("挂牌日期"), field(first.PlateOn.Chinese(), 3))
	g.long("备注", s.Note, 40, true)
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Right: "截至" + p.Day.Chinese()}, g.Grid,
		doc.Signature{Lines: []string{"填表人：", "学校负责人：", "日期：" + handDate}}}
	return d
}
