package report

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// VisitPaper is what a 督导记录表 is made from: one visit with everything written
// on its form, and the names behind its ids.
type VisitPaper struct {
	Facts       // its matters are those in force for the school's kind, and any ticked
	Visit       office.Visit
	Inspector   string
	Companions  []string
	Checkpoints []office.Checkpoint
	Findings    []office.Finding
	Lessons     []office.LessonObservation
	Inquiries   []office.Inquiry
	Photos      []doc.Photo
}

// Document makes the 督导记录表 of the visit.
func (p VisitPaper) Document() doc.Document {
	name := p.Settings.CountyName + "责任督学督导记录表"
	d := p.paper(doc.Form, "visit", name, p.Visit.Number)
	d.Blocks = []doc.Block{
		doc.Title{Text: name},
		doc.Ends{Left: numbered("编号", p.Visit.Number), Right: p.term()},
		p.grid(),
	}
	more := []doc.Block{}
	for _, table := range []func() (doc.Table, bool){p.lessons, p.inquiries, p.checks} {
		if t, ok := table(); ok {
			more = append(more, t)
		}
	}
	if len(more) > 0 {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Ends{Left: "附页", Right: numbered("编号", p.Visit.Number)})
		d.Blocks = append(d.Blocks, more...)
	}
	if len(p.Photos) > 0 {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Photos{Title: "督导照片", PerPage: 6, Items: p.Photos})
	}
	return d
}

func (p VisitPaper) grid() doc.Grid {
	v := p.Visit
	g, head := newGrid(14, 22, 12, 22, 12, 18), p.head()
	g.line(label("学校（园）"), field(p.School.Name, 3), label("类型"), field(p.School.Kind, 0))
	g.line(label("责任区"), field(p.Zone, 0), label(head), field(p.School.Principal, 0), label("联系电话"), field(p.School.Phone, 0))
	g.line(label("督导日期"), field(v.Date.Chinese(), 0), label("时段"), field(p.session(), 0), label("事先通知"), field(p.announced(), 0))
	g.line(label("责任督学"), field(p.Inspector, 0), label("同行督学"), field(strings.Join(p.Companions, "、"), 0), label("随行人员"), field(v.Escorts, 0))
	g.line(label("督导类型"), field(ticks(office.VisitKinds, v.Kind), 5))
	g.line(label("关联计划"), field(v.Plan, 3), label("备案日期"), field(v.FiledOn.Chinese(), 0))
	g.line(label("督导事项"), field(p.matters(), 5))
	g.line(label("督导方式"), field(p.methods(), 5))
	g.line(label("标题"), field(v.Title, 3), label("任务评价"), field(p.stars(), 0))
	g.long("督导纪实", v.Content, 20, true)
	g.long("亮点经验", v.Highlights, 9, false)
	g.long("存在问题", p.problems(), 12, true)
	g.long("意见建议", v.Advice, 9, false)
	g.line(label("后续处理"), field(p.disposals(), 5))
	g.line(label("参加反馈"), field(v.Attendees, 3), label("反馈日期"), field(v.FeedbackOn.Chinese(), 0))
	g.line(label("状态"), field(p.state(), 3), label("记录日期"), field(v.RecordedOn.Chinese(), 0))
	g.row(12, label("督学签名"), signed(v.InspectorSigned, 2), label(head+"签名"), signed(v.PrincipalSigned, 2))
	return g.Grid
}

func (p VisitPaper) session() string {
	s := p.Visit.Session
	if p.Visit.StartsAt != "" || p.Visit.EndsAt != "" {
		s += " " + p.Visit.StartsAt + "—" + p.Visit.EndsAt
	}
	return s
}

func (p VisitPaper) announced() string {
	if !p.Visit.Announced {
		return "未事先通知"
	}
	if p.Visit.AnnouncedOn.Valid() {
		return p.Visit.AnnouncedOn.Chinese()
	}
	return "已通知"
}

func (p VisitPaper) matters() string {
	parts := []string{}
	for _, m := range p.Matters {
		parts = append(parts, box(slices.Contains(p.Visit.Matters, m.ID), m.Short))
	}
	return strings.Join(parts, "　")
}

func (p VisitPaper) methods() string {
	parts := []string{}
	for _, m := range office.Methods {
		i := slices.IndexFunc(p.Visit.Methods, func(u office.MethodUse) bool { return u.Method == m.Name })
		text := box(i >= 0, m.Name)
		if i >= 0 && p.Visit.Methods[i].Count > 0 {
			text += itoa(p.Visit.Methods[i].Count) + m.Unit
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "　")
}

func (p VisitPaper) disposals() string {
	parts := []string{}
	for _, d := range office.Disposals {
		parts = append(parts, box(d.Code == p.Visit.Disposal, d.Name))
	}
	action := ""
	for _, d := range office.Disposals {
		if d.Code == p.Visit.Disposal {
			action = "（" + d.Action + "）"
		}
	}
	return strings.Join(parts, "　") + action
}

func (p VisitPaper) stars() string {
	n := p.Visit.Stars
	if n <= 0 {
		return ""
	}
	return strings.Repeat("★", min(n, 5)) + strings.Repeat("☆", 5-min(n, 5))
}

func (p VisitPaper) state() string {
	if p.Visit.State == "取消" {
		return "取消（" + p.Visit.Reason + "）"
	}
	return p.Visit.State
}

// problems is the text of 存在问题 and under it the findings entered one by one;
// a line of the text that a finding repeats is left out.
func (p VisitPaper) problems() string {
	lines := looseProblems(p.Visit.Problems, p.Findings)
	for i, f := range p.Findings {
		due := ""
		if f.DueOn.Valid() {
			due = f.DueOn.Chinese() + "前整改"
		}
		lines = append(lines, itoa(i+1)+"."+strings.TrimRight(f.Content, "。")+p.tags(f, f.Routing, due, f.State))
	}
	return strings.Join(lines, "\n")
}

func (p VisitPaper) lessons() (doc.Table, bool) {
	t := doc.Table{Caption: "听课记录", Name: "听课记录", Columns: []doc.Column{{Head: "序号", Width: 8, Align: doc.Center}, {Head: "班级", Width: 18}, {Head: "学科", Width: 12}, {Head: "教师", Width: 14},
		{Head: "课题", Width: 26}, {Head: "节次", Width: 10}, {Head: "评价", Width: 10, Align: doc.Center}, {Head: "综合评价与建议", Width: 50}}}
	for i, l := range p.Lessons {
		rating := ""
		if l.Rating > 0 {
			rating = itoa(l.Rating) + "分"
		}
		words := []string{}
		for _, s := range []string{l.Evaluation, l.Highlights, l.Advice} {
			if s != "" {
				words = append(words, sentence(s))
			}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(l.Class), doc.C(l.Subject), doc.C(l.Teacher), doc.C(l.Topic), doc.C(l.Period), doc.C(rating), doc.C(strings.Join(words, ""))}})
	}
	return t, len(t.Rows) > 0
}

func (p VisitPaper) inquiries() (doc.Table, bool) {
	t := doc.Table{Caption: "座谈、访谈和问卷记录", Name: "座谈问卷", Columns: []doc.Column{{Head: "方式", Width: 14, Align: doc.Center}, {Head: "对象", Width: 24}, {Head: "人数（份数）", Width: 16, Align: doc.Center},
		{Head: "提纲", Width: 40}, {Head: "结果", Width: 50}}}
	for _, q := range p.Inquiries {
		n := itoa(q.People)
		if q.Kind == "问卷" {
			n = fmt.Sprintf("发%d收%d", q.People, q.Returned)
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(q.Kind), doc.C(q.Audience), doc.C(n), doc.C(q.Outline), doc.C(q.Result)}})
	}
	return t, len(t.Rows) > 0
}

func (p VisitPaper) checks() (doc.Table, bool) {
	t := doc.Table{Caption: "督导要点", Name: "督导要点", Columns: []doc.Column{{Head: "要点", Width: 60}, {Head: "结果", Width: 16, Align: doc.Center}, {Head: "说明", Width: 50}}}
	for _, c := range p.Visit.Checks {
		i := slices.IndexFunc(p.Checkpoints, func(k office.Checkpoint) bool { return k.ID == c.CheckpointID })
		if i < 0 {
			continue
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(p.Checkpoints[i].Name), {Text: c.Result, Warn: c.Result == "不符合"}, doc.C(c.Note)}})
	}
	return t, len(t.Rows) > 0
}
