package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// ComplaintPaper is what the papers of one complaint are made from. Masked leaves
// out who called.
type ComplaintPaper struct {
	Settings  office.Settings
	Complaint office.Complaint
	School    string
	Zone      string
	Matter    string
	Finding   string // number of the finding it led to
	Masked    bool
}

// maskNote stands under a paper that leaves out who called.
const maskNote = "姓名、联系方式已遮盖，完整信息见原始记录。"

// record is the complaint as this paper shows it.
func (p ComplaintPaper) record() office.Complaint {
	if p.Masked {
		return p.Complaint.Masked()
	}
	return p.Complaint
}

func (p ComplaintPaper) document(name, form string, grid doc.Grid) doc.Document {
	d := doc.Document{Title: name + " " + p.Complaint.Number, Style: doc.Form, Sample: p.Settings.Sample, Code: office.FormCode(form, p.Complaint.Number)}
	d.Blocks = []doc.Block{doc.Title{Text: name}, doc.Ends{Left: numbered("编号", p.Complaint.Number), Right: "单位：" + p.Settings.OfficeName}, grid}
	if p.Masked && (p.Complaint.Name != "" || p.Complaint.Phone != "") {
		d.Blocks = append(d.Blocks, doc.Ends{Left: maskNote})
	}
	return d
}

// about is what the complaint is about.
func (p ComplaintPaper) about() string {
	return about(office.ComplaintFact{School: p.School, Target: p.Complaint.Target})
}

// caller is a name on paper; who did not give one is 匿名.
func caller(name string) string {
	if name == "" {
		return office.Anonymous
	}
	return name
}

// Register makes the 投诉举报登记表 of the complaint.
func (p ComplaintPaper) Register() doc.Document {
	c := p.record()
	g := doc.Grid{Widths: []float64{17, 19, 12, 19, 14, 19}}
	line := func(cells ...doc.GridCell) {
		g.Rows = append(g.Rows, doc.GridRow{MinHeight: 9, Cells: cells})
	}
	long := func(name, text string, height float64, fill bool) {
		g.Rows = append(g.Rows, doc.GridRow{MinHeight: height, Fill: fill, Cells: []doc.GridCell{label(name), {Text: text, Span: 5, Top: true}}})
	}
	line(label("受理日期"), field(c.ReceivedOn.Chinese(), 0), label("时间"), field(c.ReceivedAt, 0), label("记录人"), field(c.Recorder, 0))
	line(label("渠道"), field(ticks(office.Channels, c.Channel), 5))
	line(label("姓名"), field(caller(c.Name), 0), label("性别"), field(c.Gender, 0), label("身份"), field(c.Identity, 0))
	line(label("电话（邮箱）"), field(c.Phone, 3), label("类别"), field(c.Kind, 0))
	line(label("反映学校（部门）"), field(p.about(), 3), label("责任区"), field(p.Zone, 0))
	line(label("督导事项"), field(p.Matter, 3), label("办理期限"), field(c.DueOn.Chinese(), 0))
	long("反映内容", c.Content, 36, true)
	line(label("处理人"), field(c.Handler, 0), label("承办科室"), field(c.Department, 0), label("转为问题"), field(p.Finding, 0))
	long("处理结果", c.Result, 22, true)
	line(label("答复方式"), field(ticks(office.AnswerWays, c.AnswerWay), 3), label("答复日期"), field(c.AnsweredOn.Chinese(), 0))
	long("答复内容", c.Answer, 22, true)
	line(label("状态"), field(c.State, 3), label("办结日期"), field(c.ClosedOn.Chinese(), 0))
	if c.Note != "" {
		long("备注", c.Note, 9, false)
	}
	return p.document(p.Settings.CountyName+"投诉举报登记表", "complaint", g)
}

// Special makes the 特殊问题办理记录单, with the boxes in the order of the paper form;
// what is not filled in yet is left for handwriting.
func (p ComplaintPaper) Special() doc.Document {
	c := p.record()
	g := doc.Grid{Widths: []float64{20, 34, 14, 32}}
	row := func(height float64, fill bool, cells ...doc.GridCell) {
		g.Rows = append(g.Rows, doc.GridRow{MinHeight: height, Fill: fill, Cells: cells})
	}
	const low = 9
	on := c.ReceivedOn.Chinese()
	if c.ReceivedAt != "" {
		on += " " + c.ReceivedAt
	}
	source := "姓名：" + caller(c.Name) + "　　　联系电话（邮箱）：" + c.Phone + "\n反映学校（部门）：" + p.about()
	row(low, false, label("日期"), field(on, 0), label("记录人"), field(c.Recorder, 0))
	row(2*low, false, label("信息来源"), field(source, 3))
	row(26, true, label("反映情况"), doc.GridCell{Text: c.Content, Span: 3, Top: true})
	for _, s := range []struct{ name, step string }{{"督导室处理建议", office.StepAdvice}, {"教育工委、\n教育局意见", office.StepDirection}} {
		opinion := c.Step(s.step)
		row(18, true, label(s.name), doc.GridCell{Text: opinion.Text, Span: 3, Top: true})
		row(low, false, label("主管领导"), field(opinion.By, 0), label("日期"), field(dated(opinion.On), 0))
	}
	if work := c.Step(office.StepWork); work.Text != "" || c.Department != "" {
		row(12, true, label("科室办理情况"), doc.GridCell{Text: work.Text, Span: 3, Top: true})
		row(low, false, label("承办科室"), field(c.Department, 0), label("日期"), field(dated(work.On), 0))
	}
	row(20, true, label("最终处理结果"), doc.GridCell{Text: c.Result, Span: 3, Top: true})
	row(low, false, label("承办人"), field(c.Undertaker, 0), label("完成时间"), field(dated(c.ResultOn), 0))
	way := ticks(office.AnswerWays, c.AnswerWay)
	if c.AnsweredOn.Valid() {
		way += "　" + c.AnsweredOn.Chinese()
	}
	row(16, true, label("答复情况"), doc.GridCell{Text: strings.TrimRight(way+"\n"+c.Answer, "\n"), Span: 3, Top: true})
	end := box(c.State == office.ComplaintAside, "暂存") + "　　" + box(c.Closed(), "完结")
	if c.ClosedOn.Valid() {
		end += "　" + c.ClosedOn.Chinese()
	}
	row(low, false, label("办理状态"), field(end, 3))
	return p.document(p.Settings.CountyName+"特殊问题办理记录单", "complaint_special", g)
}
