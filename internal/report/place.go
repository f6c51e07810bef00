package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Places are the papers of people and places as of one day: who answers for
// which school.
type Places struct {
	office.Directory
	// Zone is set when the papers are of one zone only.
	Zone string
}

// NewPlaces puts schools and inspectors in the order of the zones.
func NewPlaces(d office.Directory, zone string) Places {
	place, rank := map[int64]int{}, map[int64]int{}
	for i, z := range d.Zones {
		for _, id := range z.Schools {
			place[id] = i - len(d.Zones)
		}
		for _, id := range z.People() {
			if _, ok := rank[id]; !ok {
				rank[id] = len(rank) - 1<<20
			}
		}
	}
	d.Schools, d.Inspectors = slices.Clone(d.Schools), slices.Clone(d.Inspectors)
	slices.SortStableFunc(d.Schools, func(a, b office.School) int { return place[a.ID] - place[b.ID] })
	slices.SortStableFunc(d.Inspectors, func(a, b office.Inspector) int { return rank[a.ID] - rank[b.ID] })
	return Places{Directory: d, Zone: zone}
}

// whose names the office or its zone in a title: 示例县第一责任区.
func (p Places) whose() string { return p.Settings.CountyName + p.Zone }

func (p Places) ledger(name string) doc.Document {
	return doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
}

// ends is the line above a ledger: who fills it in, as of when, in what unit.
func (p Places) ends(unit string) doc.Ends {
	return doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: "截至" + p.Day.Chinese(), Right: unit}
}

func (p Places) signed(d doc.Document) doc.Document {
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

// short is a school's name without the county before it.
func (p Places) short(s office.School) string { return shortSchool(s.Name, p.Settings.CountyName) }

// zoneNames are the zones of an inspector in one cell.
func (p Places) zoneNames(inspector int64) string {
	names := []string{}
	for _, z := range p.ZonesOf(inspector) {
		names = append(names, z.Name)
	}
	return strings.Join(names, "、")
}

// answering names who answers for a school: the responsible inspectors and those
// who assist.
func (p Places) answering(school int64) (main, assisting []string, first office.Assignment) {
	for _, a := range p.AnswersFor(school) {
		if a.Role == office.AssignmentRoles[0] {
			main = append(main, p.Inspector(a.InspectorID).Name)
			if first.ID == 0 {
				first = a
			}
			continue
		}
		assisting = append(assisting, p.Inspector(a.InspectorID).Name)
	}
	return main, assisting, first
}

func (p Places) infants() int {
	n := 0
	for _, s := range p.Schools {
		if s.Kindergarten() {
			n++
		}
	}
	return n
}

// cells makes a row of plain cells.
func cells(texts ...string) doc.Row {
	r := doc.Row{}
	for _, t := range texts {
		r.Cells = append(r.Cells, doc.C(t))
	}
	return r
}

// whole is a count in a cell, a number in XLSX.
func whole(n int) doc.Cell { return doc.Cell{Text: itoa(n), Numeric: true} }

// sums is the last row of a ledger of schools: the texts first, then the sums.
func sums(name string, texts int, values []int) doc.Row {
	r := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C(name)}}
	for len(r.Cells) < texts {
		r.Cells = append(r.Cells, doc.C(""))
	}
	for _, v := range values {
		r.Cells = append(r.Cells, whole(v))
	}
	return r
}

// period is a term of office in one cell.
func period(from, to office.Date) string {
	if from == "" && to == "" {
		return ""
	}
	return string(from) + "至" + string(to)
}

// Roster is the 督学花名册. Numbers of identity cards are never on it, telephones
// unless the county leaves them off.
func (p Places) Roster() doc.Document {
	name := p.whose() + "督学花名册"
	d := p.ledger(name)
	t := doc.Table{Name: "督学花名册", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 15, Align: doc.Center}, {Head: "性别", Width: 8, Align: doc.Center},
		{Head: "出生年月", Width: 15, Align: doc.Center}, {Head: "政治面貌", Width: 15, Align: doc.Center}, {Head: "学历", Width: 11, Align: doc.Center}, {Head: "职称", Width: 15, Align: doc.Center},
		{Head: "工作单位及职务", Width: 38}, {Head: "专兼职", Width: 10, Align: doc.Center}, {Head: "学段学科", Width: 17, Align: doc.Center}, {Head: "督学证号", Width: 20, Align: doc.Center},
		{Head: "任期", Width: 22, Align: doc.Center}, {Head: "责任区", Width: 19, Align: doc.Center}, {Head: "负责学校（所）", Width: 12, Align: doc.Center}}}
	phones := !p.Settings.Plate.HideRosterPhones
	if phones {
		t.Columns = append(t.Columns, doc.Column{Head: "联系电话", Width: 22, Align: doc.Center})
	}
	full := 0
	people := p.InOffice()
	for i, x := range people {
		term := p.TermOf(x.ID)
		if x.Employment == office.Employments[0] {
			full++
		}
		row := cells(itoa(i+1), x.Name, x.Gender, x.BornOn, x.Party, x.Degree, x.Rank, beside(x.Employer, x.Post), x.Employment, beside(x.Stage, x.Subject), x.Certificate,
			period(term.StartsOn, term.EndsOn), p.zoneNames(x.ID))
		row.Cells = append(row.Cells, whole(len(p.SchoolsOf(x.ID, office.AssignmentRoles[0]))))
		if phones {
			row.Cells = append(row.Cells, doc.C(x.Mobile))
		}
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, p.ends(fmt.Sprintf("督学%d名，其中专职%d名、兼职%d名", len(people), full, len(people)-full)), t}
	return p.signed(d)
}

// beside sets two facts into one cell, a space between them.
func beside(a, b string) string { return strings.TrimSpace(a + " " + b) }

// Assigned is the 督学—学校对应表: every inspector with the schools they answer
// for, and the schools that nobody answers for.
func (p Places) Assigned() doc.Document {
	name := p.whose() + "督学—学校对应表"
	d := p.ledger(name)
	t := doc.Table{Name: "督学学校对应表", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "督学", Width: 18, Align: doc.Center}, {Head: "责任区", Width: 24, Align: doc.Center},
		{Head: "专兼职", Width: 12, Align: doc.Center}, {Head: "学校数", Width: 12, Align: doc.Center}, {Head: "负责的学校", Width: 98}, {Head: "协助的学校", Width: 72}}}
	hung := map[int64]bool{}
	for i, x := range p.InOffice() {
		main, assisting := p.SchoolsOf(x.ID, office.AssignmentRoles[0]), p.SchoolsOf(x.ID, office.AssignmentRoles[1])
		for _, s := range main {
			hung[s.ID] = true
		}
		row := cells(itoa(i+1), x.Name, p.zoneNames(x.ID), x.Employment)
		row.Cells = append(row.Cells, whole(len(main)), doc.C(p.names(main)), doc.C(p.names(assisting)))
		t.Rows = append(t.Rows, row)
	}
	alone := []office.School{}
	for _, s := range p.Schools {
		if !hung[s.ID] {
			alone = append(alone, s)
		}
	}
	if len(alone) > 0 {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(""), {Text: "没有责任督学", Warn: true}, doc.C(""), doc.C(""), whole(len(alone)), doc.C(p.names(alone)), doc.C("")}})
	}
	t.Rows = append(t.Rows, doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C(""), doc.C(""), whole(len(p.Schools)), doc.C(""), doc.C("")}})
	due, done := p.coverage(hung)
	d.Blocks = []doc.Block{doc.Title{Text: name}, p.ends(fmt.Sprintf("应挂牌%s所，已挂牌%s所，挂牌率%s", number(due.Value), number(done.Value), value(office.Rate("hung_rate", "挂牌率", "", done, due)))), t}
	return p.signed(d)
}

// coverage are the figures behind the line of 督学—学校对应表.
func (p Places) coverage(hung map[int64]bool) (due, done office.Figure) {
	all, with := []int64{}, []int64{}
	for _, s := range p.Schools {
		all = append(all, s.ID)
		if hung[s.ID] {
			with = append(with, s.ID)
		}
	}
	return office.Count("hung_due", "应挂牌学校", "所", "当日在办的学校和幼儿园。", "school", all),
		office.Count("hung", "已挂牌学校", "所", "当日有责任督学（主）的在办学校和幼儿园。", "school", with)
}

func (p Places) names(list []office.School) string {
	out := []string{}
	for _, s := range list {
		out = append(out, p.short(s))
	}
	return strings.Join(out, "、")
}

// Hung is the 学校挂牌一览表: every school with its inspector and its plate.
func (p Places) Hung() doc.Document {
	name := p.whose() + "学校责任督学挂牌一览表"
	d := p.ledger(name)
	t := doc.Table{Name: "学校挂牌一览表", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "学校", Width: 50}, {Head: "类型", Width: 18, Align: doc.Center}, {Head: "乡镇", Width: 18, Align: doc.Center},
		{Head: "责任区", Width: 24, Align: doc.Center}, {Head: "责任督学", Width: 20, Align: doc.Center}, {Head: "协助督学", Width: 20, Align: doc.Center}, {Head: "负责起始", Width: 22, Align: doc.Center},
		{Head: "公示牌编号", Width: 34, Align: doc.Center}, {Head: "挂牌日期", Width: 22, Align: doc.Center}}}
	for i, s := range p.Schools {
		main, assisting, first := p.answering(s.ID)
		row := cells(itoa(i+1), p.short(s), s.Kind, s.Town, p.ZoneOf(s.ID).Name, strings.Join(main, "、"), strings.Join(assisting, "、"), string(first.StartsOn), first.PlateNo, string(first.PlateOn))
		if len(main) == 0 {
			row.Cells[5] = doc.Cell{Text: "没有", Warn: true}
		}
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, p.ends(fmt.Sprintf("%d所，其中幼儿园%d所", len(p.Schools), p.infants())), t}
	return p.signed(d)
}

// Certificates is the register of 聘书 and 督学证.
func (p Places) Certificates() doc.Document {
	name := p.whose() + "督学聘书、督学证登记表"
	d := p.ledger(name)
	t := doc.Table{Name: "聘书督学证登记", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 16, Align: doc.Center}, {Head: "督学证号", Width: 22, Align: doc.Center}, {Head: "发证机关", Width: 46},
		{Head: "届次", Width: 12, Align: doc.Center}, {Head: "聘任文号", Width: 34, Align: doc.Center}, {Head: "聘书号", Width: 24, Align: doc.Center}, {Head: "聘任日期", Width: 20, Align: doc.Center}, {Head: "起", Width: 20, Align: doc.Center, Group: "任期"}, {Head: "止", Width: 20, Align: doc.Center, Group: "任期"},
		{Head: "公示", Width: 20, Align: doc.Center, Group: "程序"}, {Head: "公布", Width: 20, Align: doc.Center, Group: "程序"}, {Head: "领取人签字", Width: 22}, {Head: "备注", Width: 18}}}
	for i, x := range p.InOffice() {
		a := p.TermOf(x.ID)
		term, note := "", ""
		if a.ID != 0 {
			term = fmt.Sprintf("第%d届", a.TermNumber)
		} else {
			note = "无当期聘任"
		}
		row := cells(itoa(i+1), x.Name, x.Certificate, x.IssuedBy, term, a.DocNumber, a.LetterNo, string(a.AppointedOn), string(a.StartsOn), string(a.EndsOn), string(a.PostedOn), string(a.PublishedOn), "")
		row.Cells = append(row.Cells, doc.Cell{Text: note, Warn: note != ""})
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, p.ends("督学" + itoa(len(t.Rows)) + "名"), t}
	return p.signed(d)
}
