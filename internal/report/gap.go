package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// GapPaper is what the papers of an evaluation's gaps are made from.
type GapPaper struct {
	Settings   office.Settings
	Standard   string // its name and version
	Official   bool
	Subject    string
	Evaluation office.Evaluation
	Day        office.Date
	Points     int
	Open       int // points with a gap
	Plan       office.Schedule
	Person     string // only this one's, empty for all
}

// gaps are those of the paper.
func (p GapPaper) gaps() []office.Gap {
	out := []office.Gap{}
	for _, g := range p.Plan.Gaps {
		if p.Person == "" || g.Who() == p.Person {
			out = append(out, g)
		}
	}
	return out
}

func (p GapPaper) document(name string) doc.Document {
	d := doc.Document{Title: fmt.Sprintf("%d年%s%s", p.Evaluation.Year, p.Subject, name), Style: doc.Ledger, Landscape: true, Sample: p.Settings.Sample}
	if p.Person != "" {
		d.Title += "（" + p.Person + "）"
	}
	standard := p.Standard
	if !p.Official {
		standard += "（非官方文本）"
	}
	d.Blocks = []doc.Block{doc.Title{Text: d.Title, Subtitle: standard}}
	return d
}

// inspected words the inspection day.
func (p GapPaper) inspected() string {
	if !p.Evaluation.InspectedOn.Valid() {
		return "迎检日期：未定"
	}
	return "迎检日期：" + p.Evaluation.InspectedOn.Chinese()
}

// List is 缺项清单: every gap with how it is mended, in the order of the points.
func (p GapPaper) List() doc.Document {
	d := p.document("迎检缺项清单")
	gaps := p.gaps()
	slices.SortStableFunc(gaps, func(a, b office.Gap) int { return a.Place - b.Place })
	d.Blocks = append(d.Blocks, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: p.inspected(), Right: "截至" + p.Day.Chinese()})
	counts := []string{}
	for _, c := range office.CountGaps(gaps) {
		counts = append(counts, fmt.Sprintf("%s %d 处", c.Name, c.N))
	}
	said := fmt.Sprintf("考核点 %d 个，有缺口的 %d 个；共 %d 处缺口", p.Points, p.Open, len(gaps))
	if len(counts) > 0 {
		said += "：" + strings.Join(counts, "，")
	}
	d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: said + "。"}}, NoIndent: true})
	t := doc.Table{Name: "缺项清单", Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "考核点", Width: 18, Align: doc.Center}, {Head: "名称", Width: 36},
		{Head: "缺口", Width: 21, Align: doc.Center}, {Head: "材料", Width: 46}, {Head: "情况", Width: 50}, {Head: "怎么补", Width: 46}, {Head: "负责人", Width: 17, Align: doc.Center}, {Head: "完成日期", Width: 18, Align: doc.Center}}}
	for i, g := range gaps {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(i + 1), Numeric: true}, doc.C(strings.Join(g.Codes, "、")), doc.C(g.Point), doc.C(g.Kind), doc.C(g.Title), doc.C(g.Detail),
			doc.C(paperMend(g)), doc.C(g.Person), p.due(g)}})
	}
	if len(gaps) == 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "没有缺口。"}}, NoIndent: true})
	} else {
		d.Blocks = append(d.Blocks, t)
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}

// paperMends say how a gap is mended where there are no buttons, by its way; what is
// corrected in the register differs by its kind.
var paperMends = map[string]string{
	office.MendAdd: "找到或补做这份材料，登记并附上文件", office.MendLive: "打印程序按记录算出的清单", office.MendPrint: "打印，签字盖章后放进盒里",
	office.MendAttach: "扫描或拍照，附到材料上", office.MendOpen: "补签，在记录里登记，附上扫描件",
	office.MendEdit + office.GapYear: "换成这几年的；现在仍在执行的，登记截止日期", office.MendEdit + office.GapIncomplete: "补签字、补盖章或换清楚的一份",
	office.MendEdit + office.GapElectronic: "打印附件一份放进盒里", office.MendBox: "到盒里再找一遍；确实没有的，打印或复印一份放回去",
}

func paperMend(g office.Gap) string { return firstText(paperMends[g.Act], paperMends[g.Act+g.Kind]) }

// due is the day of a gap, marked when it has gone by.
func (p GapPaper) due(g office.Gap) doc.Cell {
	return doc.Cell{Text: string(g.DueOn), Warn: g.DueOn != "" && g.DueOn < p.Day}
}

// Schedule is 倒排工期表: a table for each person, by day.
func (p GapPaper) Schedule() doc.Document {
	d := p.document("迎检倒排工期表")
	d.Blocks = append(d.Blocks, doc.Ends{Left: "填报单位：" + p.Settings.OfficeName, Center: p.inspected(), Right: "自" + p.Day.Chinese() + "起"})
	said := "迎检日期没有定，只列已经排定的日期。"
	if p.Plan.Last != "" {
		said = fmt.Sprintf("到 %s 止还有 %d 个工作日，其后留作装盒、打印和演练。", p.Plan.Last.Chinese(), p.Plan.Workdays)
	}
	d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: said}}, NoIndent: true})
	for _, l := range p.Plan.Loads {
		if p.Person != "" && l.Person != p.Person {
			continue
		}
		caption := fmt.Sprintf("%s：%d 处，约需 %s", l.Person, l.Gaps, l.Spoken())
		if l.Over > 0 {
			caption += fmt.Sprintf("；平均每天要 %s，请分给别人一些", office.SpokenMinutes(l.Over))
		}
		t := doc.Table{Caption: caption, Name: l.Person, Size: annexSize, Columns: []doc.Column{{Head: "序号", Width: 9, Align: doc.Center}, {Head: "完成日期", Width: 22, Align: doc.Center}, {Head: "缺口", Width: 22, Align: doc.Center},
			{Head: "考核点", Width: 46}, {Head: "材料", Width: 52}, {Head: "要做什么", Width: 74}, {Head: "约需", Width: 18, Align: doc.Center}, {Head: "完成（签字）", Width: 18}}}
		n := 0
		for _, g := range p.Plan.Gaps {
			if g.Who() != l.Person {
				continue
			}
			n++
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: itoa(n), Numeric: true}, p.due(g), doc.C(g.Kind), doc.C(strings.TrimSpace(g.Code + " " + g.Point)), doc.C(g.Title),
				doc.C(g.Detail + "。" + paperMend(g) + "。"), doc.C(office.SpokenMinutes(g.Minutes)), doc.C("")}})
		}
		d.Blocks = append(d.Blocks, t)
	}
	if len(p.Plan.Loads) == 0 {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: "没有缺口。"}}, NoIndent: true})
	}
	d.Blocks = append(d.Blocks, doc.Signature{Lines: []string{"填表人：", "审核人：", "负责人："}})
	return d
}
