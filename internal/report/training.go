package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// TrainingPaper is what the papers of one training are made from.
type TrainingPaper struct {
	Settings office.Settings
	Training office.Training
	People   map[int64]office.Inspector
}

func (p TrainingPaper) document(style doc.Style, form, title string) doc.Document {
	d := doc.Document{Title: title, Style: style, Sample: p.Settings.Sample}
	if p.Training.Number != "" {
		d.Title += " " + p.Training.Number
		if style != doc.Official {
			d.Code = office.FormCode(form, p.Training.Number)
		}
	}
	return d
}

// Notice is the 培训通知: a letter with what is settled of the training; what is
// not is left open.
func (p TrainingPaper) Notice() doc.Document {
	n, set := p.Training, p.Settings
	d := p.document(doc.Official, "training_notice", "关于举办"+n.Name+"的通知")
	d.Blocks = []doc.Block{doc.Title{Text: set.OfficeName + "\n关于举办" + n.Name + "的通知"}, doc.Paragraph{Runs: []doc.Run{{Text: "各位督学："}}, NoIndent: true},
		doc.Text("现将" + n.Name + "的有关事项通知如下。")}
	var s sections
	s.add("时间", doc.Text(sentence(firstText(n.Span(), handDate))))
	if n.Place != "" {
		s.add("地点", doc.Text(sentence(n.Place)))
	}
	s.add("参加人员", doc.Text(p.invited()))
	s.add("培训内容", bodyText(joined(n.Topics, prefixed("授课：", n.Teacher)))...)
	s.add("安排", bodyText(n.Plan)...)
	s.add("学时和考核", bodyText(joined(fmt.Sprintf("培训形式为%s，%d学时，计入个人培训档案。", n.Form, n.Hours), n.Assessment))...)
	d.Blocks = append(d.Blocks, s.blocks...)
	if set.Phone != "" {
		d.Blocks = append(d.Blocks, doc.Text("联系电话："+set.Phone+"。请按时参加，有事请假。"))
	}
	d.Blocks = append(d.Blocks, doc.Signature{Office: set.OfficeName, Date: handDate})
	return d
}

func (p TrainingPaper) invited() string {
	names := []string{}
	for _, x := range p.Training.People {
		names = append(names, p.People[x.InspectorID].Name)
	}
	if len(names) == 0 {
		return "全体在聘督学。"
	}
	return list(names, 60, "名督学") + fmt.Sprintf("，共%d名。", len(names))
}

// signDays is the most days that the 签到表 has a page for; longer trainings sign
// once.
const signDays = 5

// SignSheet is the 培训签到表: a page a day.
func (p TrainingPaper) SignSheet() doc.Document {
	n := p.Training
	d := p.document(doc.Ledger, "training_sign", n.Name+"签到表")
	days := []office.Date{n.StartsOn}
	if n.StartsOn.Valid() && n.EndsOn.Valid() && n.EndsOn.Sub(n.StartsOn) < signDays {
		for day := n.StartsOn.AddDays(1); day <= n.EndsOn; day = day.AddDays(1) {
			days = append(days, day)
		}
	}
	for i, day := range days {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{Code: d.Code})
		}
		when := dated(day)
		if len(days) == 1 {
			when = firstText(n.Span(), handDate)
		}
		t := doc.Table{Name: "签到", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 18, Align: doc.Center}, {Head: "单位", Width: 46}, {Head: "上午签到", Width: 24}, {Head: "下午签到", Width: 24}, {Head: "备注", Width: 18}}}
		for k, x := range n.People {
			who := p.People[x.InspectorID]
			t.Rows = append(t.Rows, cells(itoa(k+1), who.Name, who.Employer, "", "", ""))
		}
		for range max(0, 8-len(n.People)) { // room to sign for who comes besides
			t.Rows = append(t.Rows, cells("", "", "", "", "", ""))
		}
		d.Blocks = append(d.Blocks, doc.Title{Text: n.Name + "签到表"}, doc.Ends{Left: "地点：" + n.Place, Right: when}, t)
	}
	return d
}

// Record is the 培训登记表 of a training.
func (p TrainingPaper) Record() doc.Document {
	n := p.Training
	d := p.document(doc.Form, "training_record", "督学培训登记表")
	g := newGrid(halves...)
	g.line(label("培训名称"), field(n.Name, 3))
	g.line(label("编号"), field(n.Number, 0), label("年度"), field(yearWords(n.Year), 0))
	g.line(label("级别"), field(ticks(office.TrainingLevels, n.Level), 0), label("形式"), field(ticks(office.TrainingForms, n.Form), 0))
	g.line(label("起止日期"), field(n.Span(), 0), label("学时"), field(itoa(n.Hours), 0))
	g.line(label("地点"), field(n.Place, 0), label("主办"), field(n.Organiser, 0))
	g.line(label("授课人"), field(n.Teacher, 3))
	g.long("培训内容", n.Topics, 16, false)
	g.long("考核", n.Assessment, 10, false)
	present, absent, hours := 0, 0, 0
	t := doc.Table{Caption: "参训名单", Name: "参训名单", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 18, Align: doc.Center}, {Head: "实到学时", Width: 12, Align: doc.Center}, {Head: "缺席原因", Width: 28}, {Head: "证书号", Width: 28, Align: doc.Center}, {Head: "考核结果", Width: 24, Align: doc.Center}}}
	for i, x := range n.People {
		if x.Absence == "" {
			present++
		} else {
			absent++
		}
		hours += x.Hours
		row := cells(itoa(i+1), p.People[x.InspectorID].Name)
		row.Cells = append(row.Cells, whole(x.Hours), doc.C(x.Absence), doc.C(x.Certificate), doc.C(x.Result))
		t.Rows = append(t.Rows, row)
	}
	g.line(label("应到"), field(itoa(len(n.People))+"名", 0), label("实到"), field(fmt.Sprintf("%d名（缺席%d名），合计%d学时", present, absent, hours), 0))
	g.long("备注", n.Note, 10, false)
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.CountyName + "督学培训登记表"}, g.Grid}
	if len(t.Rows) > 0 {
		d.Blocks = append(d.Blocks, t)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"登记人：", "负责人："}})
	return d
}

func yearWords(year int) string {
	if year == 0 {
		return ""
	}
	return itoa(year) + "年"
}

// TrainingBook is what the papers of a year's hours are made from.
type TrainingBook struct {
	Settings office.Settings
	Year     int
	Rule     office.Rule // RuleTrainingHours
	People   []office.TrainingHours
}

// basis says what the hours are held against.
func (b TrainingBook) basis() string {
	mark := "依据：" + b.Rule.Source
	if !b.Rule.Official {
		mark = "非官方"
	}
	return fmt.Sprintf("集中培训每年不少于%s学时（%s）", number(b.Rule.Value), mark)
}

// Ledger is the 学时统计表 of the year.
func (b TrainingBook) Ledger() doc.Document {
	name := fmt.Sprintf("%s%d年督学培训学时统计表", b.Settings.CountyName, b.Year)
	d := doc.Document{Title: name, Style: doc.Ledger, Landscape: true, Sample: b.Settings.Sample}
	t := doc.Table{Name: "学时统计", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 18, Align: doc.Center}, {Head: "培训次数", Width: 14, Align: doc.Center}, {Head: "集中", Width: 14, Align: doc.Center, Group: "学时"}, {Head: "岗前", Width: 14, Align: doc.Center, Group: "学时"},
		{Head: "网络", Width: 14, Align: doc.Center, Group: "学时"}, {Head: "自学", Width: 14, Align: doc.Center, Group: "学时"}, {Head: "合计", Width: 14, Align: doc.Center, Group: "学时"}, {Head: "集中应修", Width: 14, Align: doc.Center}, {Head: "还差", Width: 14, Align: doc.Center}, {Head: "是否达标", Width: 16, Align: doc.Center}, {Head: "备注", Width: 30}}}
	short, away := 0, []string{}
	var sum [5]int
	for i, h := range b.People {
		met, note := "达标", ""
		if h.Missing() > 0 {
			met = "不足"
			short++
		}
		if h.Newcomer {
			note = "本年新聘"
			if h.Before == 0 {
				note += "，没有岗前培训"
			}
		}
		if h.State != office.InspectorStates[0] {
			note = joined(note, h.State)
		}
		absent := h.Absent()
		note = joined(note, absences(absent))
		if len(h.Parts) == len(absent) {
			away = append(away, h.Name)
		}
		row := cells(itoa(i+1), h.Name)
		row.Cells = append(row.Cells, whole(len(h.Parts)-len(absent)))
		for k, n := range []int{h.Focused, h.Before, h.Online, h.Alone, h.Hours} {
			row.Cells = append(row.Cells, whole(n))
			sum[k] += n
		}
		row.Cells = append(row.Cells, whole(h.Required), whole(h.Missing()), doc.Cell{Text: met, Warn: met == "不足"}, doc.C(note))
		t.Rows = append(t.Rows, row)
	}
	total := doc.Row{Strong: true, Cells: []doc.Cell{doc.C(""), doc.C("合计"), doc.C("")}}
	for _, n := range sum {
		total.Cells = append(total.Cells, whole(n))
	}
	total.Cells = append(total.Cells, doc.C(""), doc.C(""), doc.C(""), doc.C(""))
	t.Rows = append(t.Rows, total)
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "填报单位：" + b.Settings.OfficeName, Right: fmt.Sprintf("督学%d名，不足%d名", len(b.People), short)}, t, doc.Text(b.basis() + "。" + never(away)), doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}}}
	return d
}

// absences words the trainings that someone missed: 缺席2次（病假、出差）.
func absences(parts []office.TrainingPart) string {
	if len(parts) == 0 {
		return ""
	}
	reasons := []string{}
	for _, x := range parts {
		if !slices.Contains(reasons, x.Person.Absence) {
			reasons = append(reasons, x.Person.Absence)
		}
	}
	return fmt.Sprintf("缺席%d次（%s）", len(parts), strings.Join(reasons, "、"))
}

// never names those who have been to no training.
func never(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("没有参加过培训的%d名：%s。", len(names), strings.Join(names, "、"))
}

// PersonFile is the 个人培训档案 of one inspector's year.
func (b TrainingBook) PersonFile(who office.Inspector, h office.TrainingHours) doc.Document {
	title := fmt.Sprintf("督学个人培训档案（%d年）", b.Year)
	d := doc.Document{Title: beside(title, who.Name), Style: doc.Form, Sample: b.Settings.Sample, Code: office.FormCode("training_file", itoa(int(who.ID)))}
	g := newGrid(halves...)
	g.line(label("姓名"), field(who.Name, 0), label("专兼职"), field(who.Employment, 0))
	g.line(label("单位及职务"), field(beside(who.Employer, who.Post), 0), label("督学证号"), field(who.Certificate, 0))
	g.line(label("合计学时"), field(itoa(h.Hours), 0), label("其中集中"), field(itoa(h.Focused), 0))
	state := "达标"
	if h.Missing() > 0 {
		state = fmt.Sprintf("还差%d学时", h.Missing())
	}
	g.line(label("要求"), field(b.basis(), 0), label("结果"), field(state, 0))
	t := doc.Table{Caption: "培训记录", Name: "培训记录", Columns: []doc.Column{{Head: "序号", Width: 7, Align: doc.Center}, {Head: "培训名称", Width: 42}, {Head: "起止日期", Width: 24, Align: doc.Center}, {Head: "级别", Width: 11, Align: doc.Center}, {Head: "形式", Width: 9, Align: doc.Center},
		{Head: "主办", Width: 26}, {Head: "学时", Width: 8, Align: doc.Center}, {Head: "证书号", Width: 18, Align: doc.Center}, {Head: "考核或缺席", Width: 18}}}
	for i, x := range h.Parts {
		row := cells(itoa(i+1), x.Training.Name, period(x.Training.StartsOn, x.Training.EndsOn), x.Training.Level, x.Training.Form, x.Training.Organiser)
		row.Cells = append(row.Cells, whole(x.Person.Hours), doc.C(x.Person.Certificate), doc.C(joined(x.Person.Result, prefixed("缺席：", x.Person.Absence))))
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: b.Settings.CountyName + title}, g.Grid}
	if len(t.Rows) > 0 {
		d.Blocks = append(d.Blocks, t)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"本人签名：", "登记人：", "负责人："}})
	return d
}
