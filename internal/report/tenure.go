package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// TenurePaper is what the papers of a 届 are made from.
type TenurePaper struct {
	Settings   office.Settings
	Tenure     office.Tenure
	Candidates []TenureEntry
	Today      office.Date
	// PostedTo is the last day of the 公示, empty before it begins.
	PostedTo office.Date
}

// TenureEntry is a candidate with his checks.
type TenureEntry struct {
	office.Candidate
	Checks []office.Qualification
}

// going are the candidates to be appointed, leaving the inspectors who are not.
func (p TenurePaper) going() (list []TenureEntry) {
	for _, c := range p.Candidates {
		if c.GoesOn() {
			list = append(list, c)
		}
	}
	return list
}

func (p TenurePaper) leaving() (list []TenureEntry) {
	for _, c := range p.Candidates {
		if !c.GoesOn() && c.InspectorID != 0 {
			list = append(list, c)
		}
	}
	return list
}

// roster is how the 届 is called: 示例县第四届督学.
func (p TenurePaper) roster() string { return p.Settings.CountyName + p.Tenure.Name + "督学" }

func (p TenurePaper) document(style doc.Style, title string) doc.Document {
	return doc.Document{Title: title, Style: style, Sample: p.Settings.Sample}
}

// counted tells how many there are: 26名，其中专职5名、兼职21名.
func counted(list []TenureEntry) string {
	full := 0
	for _, c := range list {
		if c.Employment == office.Employments[0] {
			full++
		}
	}
	return fmt.Sprintf("%d名，其中专职%d名、兼职%d名", len(list), full, len(list)-full)
}

// newOrAgain is 新聘 or 续聘.
func newOrAgain(c office.Candidate) string {
	if c.Fresh || c.TermNumber <= 1 {
		return "新聘"
	}
	return "续聘"
}

// Plan is the 换届工作方案: the clerk's own text, else what the records and the
// rules tell.
func (p TenurePaper) Plan() doc.Document {
	d := p.document(doc.Official, p.roster()+"聘任换届工作方案")
	d.Blocks = []doc.Block{doc.Title{Text: p.Settings.OfficeName + "\n" + p.roster() + "聘任换届工作方案"}}
	if p.Tenure.Plan != "" {
		d.Blocks = append(d.Blocks, bodyText(p.Tenure.Plan)...)
	} else {
		d.Blocks = append(d.Blocks, p.proposal()...)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Office: p.Settings.OfficeName, Date: dated(p.firstDay(office.TenureNominated))})
	return d
}

// firstDay is the earliest day of a step among those going on.
func (p TenurePaper) firstDay(step string) office.Date {
	first := office.Date("")
	for _, c := range p.going() {
		day := map[string]office.Date{office.TenureNominated: c.NominatedOn, office.TenureReviewed: c.ReviewedOn, office.TenurePosted: c.PostedOn}[step]
		if day != "" && (first == "" || day < first) {
			first = day
		}
	}
	return first
}

func (p TenurePaper) proposal() []doc.Block {
	going := p.going()
	fresh := 0
	for _, c := range going {
		if newOrAgain(c.Candidate) == "新聘" {
			fresh++
		}
	}
	var s sections
	s.add("聘任范围", doc.Text(fmt.Sprintf("拟聘督学%s；其中续聘%d名、新聘%d名。不再续聘%d名。", counted(going), len(going)-fresh, fresh, len(p.leaving()))))
	s.add("任期", doc.Text("任期自"+p.Tenure.StartsOn.Chinese()+"起至"+p.Tenure.EndsOn.Chinese()+"止。"))
	terms := []doc.Block{}
	if len(p.Candidates) > 0 {
		for i, q := range p.Candidates[0].Checks {
			mark := "依据：" + q.Source
			if !q.Official {
				mark = "非官方：" + strings.TrimPrefix(q.Source, "非官方：")
			}
			terms = append(terms, doc.Text(fmt.Sprintf("%d.%s（%s）。", i+1, q.Name, mark)))
		}
	}
	s.add("任职资格审查", terms...)
	steps := []doc.Block{}
	for i, x := range []struct{ name, what string }{{office.TenureNominated, "各单位推荐人选"}, {office.TenureReviewed, "督导室审核任职资格"}, {office.TenurePosted, p.postingWords()}} {
		when := ""
		if day := p.firstDay(x.name); day != "" {
			when = "，" + day.Chinese()
		}
		steps = append(steps, doc.Text(fmt.Sprintf("%d.%s：%s%s。", i+1, x.name, x.what, when)))
	}
	when := ""
	if p.Tenure.PublishedOn != "" {
		when = "，" + p.Tenure.PublishedOn.Chinese()
	}
	steps = append(steps, doc.Text("4.公布：印发聘任文件，颁发聘书"+when+"。"))
	s.add("工作程序", steps...)
	return s.blocks
}

func (p TenurePaper) postingWords() string {
	if p.Tenure.PostDays > 0 {
		return fmt.Sprintf("公示拟聘名单%d个工作日", p.Tenure.PostDays)
	}
	return "公示拟聘名单"
}

// Summary is the 资格审查汇总表. It shows no number of an identity card, no
// telephone and no birthday.
func (p TenurePaper) Summary() doc.Document {
	name := p.roster() + "任职资格审查汇总表"
	d := p.document(doc.Ledger, name)
	d.Landscape = true
	t := doc.Table{Name: "资格审查汇总", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 16, Align: doc.Center}, {Head: "性别", Width: 8, Align: doc.Center}, {Head: "单位及职务", Width: 38},
		{Head: "专兼职", Width: 10, Align: doc.Center}, {Head: "职称", Width: 16, Align: doc.Center}, {Head: "新聘续聘", Width: 12, Align: doc.Center},
		{Head: "学历", Width: 22, Group: "资格审查"}, {Head: "教育工作年限", Width: 32, Group: "资格审查"}, {Head: "连续任期", Width: 28, Group: "资格审查"}, {Head: "结论", Width: 13, Align: doc.Center}, {Head: "办理", Width: 15, Align: doc.Center}, {Head: "说明", Width: 32}}}
	states := map[string]int{}
	for i, c := range p.Candidates {
		verdict := verdictOf(c.Checks)
		states[verdict]++
		kind := newOrAgain(c.Candidate)
		if !c.GoesOn() {
			kind = ""
		}
		row := cells(itoa(i+1), c.Name, c.Gender, beside(c.Employer, c.Post), c.Employment, c.Rank, kind)
		for _, q := range c.Checks {
			row.Cells = append(row.Cells, doc.Cell{Text: q.Detail, Warn: q.State != office.CheckPass})
		}
		row.Cells = append(row.Cells, doc.Cell{Text: verdict, Warn: verdict == office.CheckFail}, doc.C(c.Outcome), doc.C(joined(c.Reason, c.Exception)))
		t.Rows = append(t.Rows, row)
	}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: "按" + p.Tenure.StartsOn.Chinese() + "计算",
		Right: fmt.Sprintf("符合%d名、不符合%d名、待核实%d名", states[office.CheckPass], states[office.CheckFail], states[office.CheckUnknown])}, t,
		doc.Signature{Lines: []string{"审查人：", "复核人：", "负责人："}}}
	return d
}

// verdictOf joins checks: one that fails decides, then one that is not known.
func verdictOf(checks []office.Qualification) string {
	switch {
	case office.Failed(checks, office.CheckFail) != "":
		return office.CheckFail
	case office.Failed(checks, office.CheckUnknown) != "":
		return office.CheckUnknown
	}
	return office.CheckPass
}

// nameTable lists the candidates as the public may see them.
func (p TenurePaper) nameTable(list []TenureEntry, letters bool) doc.Table {
	t := doc.Table{Name: "督学名单", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "姓名", Width: 16, Align: doc.Center}, {Head: "性别", Width: 8, Align: doc.Center}, {Head: "工作单位及职务", Width: 56},
		{Head: "专兼职", Width: 11, Align: doc.Center}, {Head: "新聘续聘", Width: 13, Align: doc.Center}}}
	if letters {
		t.Columns = append(t.Columns, doc.Column{Head: "聘书号", Width: 24, Align: doc.Center})
	}
	for i, c := range list {
		row := cells(itoa(i+1), c.Name, c.Gender, beside(c.Employer, c.Post), c.Employment, newOrAgain(c.Candidate))
		if letters {
			row.Cells = append(row.Cells, doc.C(c.LetterNo))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Posting is the 拟聘督学公示.
func (p TenurePaper) Posting() doc.Document {
	set, going := p.Settings, p.going()
	d := p.document(doc.Official, p.roster()+"拟聘人选公示")
	from := p.firstDay(office.TenurePosted)
	limit := "公示期：　　年　　月　　日至　　月　　日"
	if from != "" && p.PostedTo != "" {
		limit = "公示期自" + from.Chinese() + "起至" + p.PostedTo.Chinese() + "止"
	}
	if p.Tenure.PostDays > 0 {
		limit += fmt.Sprintf("，共%d个工作日", p.Tenure.PostDays)
	}
	where := []string{}
	for _, x := range []struct{ name, text string }{{"监督电话：", firstText(set.Hotline, set.Phone)}, {"地址：", set.Address}} {
		if x.text != "" {
			where = append(where, x.name+x.text)
		}
	}
	contact := "对拟聘人选有异议的，请在公示期内以书面或电话方式实名向" + set.OfficeName + "反映。"
	if len(where) > 0 {
		contact += strings.Join(where, "，") + "。"
	}
	d.Blocks = []doc.Block{doc.Title{Text: "关于" + p.roster() + "\n拟聘人选的公示"},
		doc.Text(fmt.Sprintf("经推荐、审核，拟聘任下列人员为%s，共%s，任期自%s起至%s止。现予公示。", p.roster(), counted(going), p.Tenure.StartsOn.Chinese(), p.Tenure.EndsOn.Chinese())),
		doc.Text(limit + "。"), doc.Text(contact), p.nameTable(going, false), doc.Signature{Office: set.OfficeName, Date: dated(from)}}
	return d
}

func firstText(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// Decision is the 聘任文件: the letter that makes the list known.
func (p TenurePaper) Decision() doc.Document {
	set, going := p.Settings, p.going()
	d := p.document(doc.Official, "关于聘任"+p.roster()+"的通知")
	number := p.Tenure.DocNumber
	if number == "" {
		number = office.OpenDocNumber("{字}〔{年}〕{号}号", set.DocWord, firstValid(p.Tenure.PublishedOn, p.Today))
	}
	intro := fmt.Sprintf("经推荐、审核、公示，决定聘任下列%d名同志为%s。任期自%s起至%s止。", len(going), p.roster(), p.Tenure.StartsOn.Chinese(), p.Tenure.EndsOn.Chinese())
	d.Blocks = []doc.Block{doc.RedHead{Office: set.OfficeName, Number: number}, doc.Title{Text: set.OfficeName + "\n关于聘任" + p.roster() + "的通知"},
		doc.Paragraph{Runs: []doc.Run{{Text: "各学校、幼儿园，各有关单位："}}, NoIndent: true}, doc.Text(intro), p.nameTable(going, p.Tenure.PublishedOn != "")}
	if out := p.leaving(); len(out) > 0 {
		names := []string{}
		for _, c := range out {
			names = append(names, c.Name)
		}
		d.Blocks = append(d.Blocks, doc.Text(fmt.Sprintf("下列%d名同志不再担任督学：%s。", len(out), strings.Join(names, "、"))))
	}
	day := dated(p.Tenure.PublishedOn)
	d.Blocks = append(d.Blocks, doc.Signature{Office: set.OfficeName, Date: day}, doc.Imprint{Office: set.OfficeName, Date: day})
	return d
}

func firstValid(days ...office.Date) office.Date {
	for _, d := range days {
		if d.Valid() {
			return d
		}
	}
	return ""
}
