package report

import (
	"regexp"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// PublicationPaper is what the paper of a publication is made from.
type PublicationPaper struct {
	Settings    office.Settings
	Publication office.Publication
	School      office.School // 专栏
	Inspector   string
	Phone       string // as on the school's 公示牌
}

// Document makes the paper in the form of its kind.
func (p PublicationPaper) Document() doc.Document {
	if p.Publication.Kind == office.PublicColumn {
		return p.column()
	}
	x := p.Publication
	form := office.PublicationForm(x.Kind)
	l := officeLetter{settings: p.Settings, form: form, name: x.Title, record: x.Number, number: x.DocNumber, title: x.Title, to: x.SendTo, copyTo: x.CopyTo, day: x.Day()}
	return l.document(bodyText(x.Body))
}

// column makes the 专栏: one page to hang up at the school. The clerk's headings
// (一、二、三) are its boxes. Of telephones only those of the 公示牌 stand on it.
func (p PublicationPaper) column() doc.Document {
	x := p.Publication
	d := Facts{Settings: p.Settings}.paper(doc.Form, office.FormColumn, x.Title, x.Number)
	g := newGrid(halves...)
	const high = 9
	g.row(high, label("学校（园）"), field(p.School.Name, 0), label("责任督学"), field(p.Inspector, 0))
	g.row(high, label("督导日期"), field(dated(x.VisitedOn), 0), label("联系电话"), field(p.Phone, 0))
	for _, part := range columnParts(x.Body) {
		g.long(part[0], part[1], 30, true)
	}
	d.Blocks = []doc.Block{doc.Title{Text: x.Title}, g.Grid}
	hotline := ""
	if p.Settings.Hotline != "" {
		hotline = "监督电话：" + p.Settings.Hotline
	}
	d.Blocks = append(d.Blocks, doc.Ends{Left: hotline, Right: p.Settings.OfficeName + "　" + dated(x.Day())})
	return d
}

var headNumber = regexp.MustCompile(`^[一二三四五六七八九十]+、`)

// columnParts are the headings of a text with what stands under each.
func columnParts(body string) [][2]string {
	out := [][2]string{}
	for line := range strings.SplitSeq(body, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case headNumber.MatchString(line) && len([]rune(line)) <= 16:
			out = append(out, [2]string{headNumber.ReplaceAllString(line, ""), ""})
		case len(out) == 0:
			out = append(out, [2]string{"督导情况", line})
		default:
			last := &out[len(out)-1]
			last[1] = joined(last[1], line)
		}
	}
	if len(out) == 0 {
		return [][2]string{{"督导情况", ""}}
	}
	return out
}

// publicParts are the parts of a month's report that a kind of publication tells
// of, each under a heading of its own.
var publicParts = map[string][][2]string{
	office.PublicBulletin: {{"督导工作开展情况", "process"}, {"好的做法", "highlights"}, {"存在的主要问题", "problems"}, {"下一步工作要求", "advice"}},
	office.PublicNotice:   {{"督导工作开展情况", "process"}},
	office.PublicBrief:    {{"督导动态", "process"}, {"经验做法", "highlights"}},
	office.PublicWeb:      {{"督导工作开展情况", "process"}, {"督导结论", "conclusion"}},
}

var (
	annexWords = regexp.MustCompile(`[，,]?见(各月报告)?附件\d+`)
	markSigns  = regexp.MustCompile(`[①-⑳]`)
)

// Publication words a text of the kind from the month's own report: its parts as
// they are printed, without note marks and annexes. Nothing else is said.
func (m *Month) Publication(kind string) string {
	texts := map[string]string{}
	for _, p := range m.Parts {
		texts[p.Key] = markSigns.ReplaceAllString(annexWords.ReplaceAllString(p.Says(), ""), "")
	}
	lines := []string{}
	for i, part := range publicParts[kind] {
		if text := strings.TrimSpace(texts[part[1]]); text != "" {
			lines = append(lines, chineseNumber(i+1)+"、"+part[0], text)
		}
	}
	if kind == office.PublicNotice {
		lines = append(lines, m.contact())
	}
	return joined(lines...)
}

// contact says where one may turn to about what is made public.
func (m *Month) contact() string {
	set := m.Book.Settings
	text := "对公示内容有意见的，可向" + set.OfficeName + "反映。"
	if set.Hotline != "" {
		text += "监督电话：" + set.Hotline + "。"
	}
	return text
}
