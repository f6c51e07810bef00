package report

import (
	"regexp"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// NoticePaper is what the papers that follow a finding (整改文书) are made from.
type NoticePaper struct {
	Facts         // School has no name when the paper goes to no single school
	Notice        office.Notice
	Visit         office.Visit // ID 0 when it follows no visit
	Inspector     string
	Findings      []office.Finding
	FindingSchool map[int64]string // school of a finding, where the paper goes to several
}

// Document makes the paper in the form of its kind.
func (p NoticePaper) Document() doc.Document {
	switch p.Notice.Kind {
	case office.NoticeConsult:
		return p.consult()
	case office.NoticeSupervise:
		return p.order()
	case office.NoticeTalk:
		return p.talk()
	case office.NoticeBulletin:
		return p.bulletin()
	case office.NoticeAccount:
		return p.accountability()
	case office.NoticeReminder:
		return p.reminder()
	}
	return p.rectify()
}

// formName is the paper's name, e.g. 限期整改通知书.
func (p NoticePaper) formName() string {
	form, _ := office.PaperFormOf(office.NoticeForm(p.Notice.Kind))
	return form.Title
}

func (p NoticePaper) ways() office.PaperSetting {
	return p.Settings.Paper(office.NoticeForm(p.Notice.Kind))
}

// docNumber is the 文号; before the paper is issued the number in it stays open.
func (p NoticePaper) docNumber() string {
	return openNumber(p.Settings, p.ways(), p.Notice.DocNumber, p.Notice.Date)
}

// openNumber is a 文号, before it is given the pattern with room for the number.
func openNumber(set office.Settings, ways office.PaperSetting, number string, on office.Date) string {
	if number != "" {
		return number
	}
	return office.OpenDocNumber(ways.Pattern, set.DocWord, on)
}

// about is the letter's own title: 关于 its matter, ending with the paper's name.
func (p NoticePaper) about() string {
	what, name := strings.TrimSpace(p.Notice.Title), p.formName()
	if what == "" || what == name {
		return name
	}
	what = "关于" + strings.TrimPrefix(what, "关于")
	for i := len(name); i > 0; i-- { // what the name says itself is not said twice
		if cut, ok := strings.CutSuffix(what, name[:i]); ok && i < len(name) {
			what = cut
			break
		}
	}
	for _, end := range []string{"通知书", "通知", "通报", "决定书", "决定", "催办单"} {
		if strings.HasSuffix(what, end) {
			return what
		}
	}
	return strings.TrimSuffix(what, "的") + "的" + name
}

// letter begins an official letter: red head or none, title, and whom it is for.
func (p NoticePaper) letter(to string) doc.Document {
	n, form := p.Notice, office.NoticeForm(p.Notice.Kind)
	d := p.paper(doc.Official, form, p.Settings.OfficeName+p.formName(), n.Number)
	d.Blocks = letterHead(p.Settings, p.ways(), p.about(), p.docNumber())
	d.Blocks = append(d.Blocks, p.void()...)
	d.Blocks = append(d.Blocks, addressee(to)...)
	return d
}

// letterHead is the beginning of an official letter: red head or none, title.
func letterHead(set office.Settings, ways office.PaperSetting, title, number string) []doc.Block {
	t := doc.Title{Text: set.OfficeName + "\n" + title}
	if ways.RedHead {
		return []doc.Block{doc.RedHead{Office: set.OfficeName, Number: number}, t}
	}
	t.Subtitle = number
	return []doc.Block{t}
}

// addressee is 主送, nothing when it goes to nobody by name.
func addressee(to string) []doc.Block {
	if to = strings.TrimRight(strings.TrimSpace(to), "：:"); to == "" {
		return nil
	}
	return []doc.Block{doc.Paragraph{Runs: []doc.Run{{Text: to + "："}}, NoIndent: true}}
}

// void says on the paper that it no longer holds.
func (p NoticePaper) void() []doc.Block {
	if p.Notice.State != office.NoticeVoid {
		return nil
	}
	return []doc.Block{doc.Paragraph{Runs: []doc.Run{{Text: "【本文书已作废：" + p.Notice.VoidReason + "】", Bold: true}}, Align: doc.Center}}
}

// signature ends a letter: office and date, and under it whom a copy went to.
func (p NoticePaper) signature() []doc.Block {
	return letterEnd(p.Settings, p.ways(), p.Notice.CopyTo, p.Notice.Date)
}

// letterEnd ends an official letter.
func letterEnd(set office.Settings, ways office.PaperSetting, copyTo string, on office.Date) []doc.Block {
	out := []doc.Block{doc.Signature{Office: set.OfficeName, Date: dated(on)}}
	if copyTo != "" || ways.RedHead {
		out = append(out, doc.Imprint{CopyTo: copyTo, Office: set.OfficeName, Date: dated(on)})
	}
	return out
}

// sections numbers the parts of a letter: 一、二、三 before the names of those that
// say anything.
type sections struct {
	blocks []doc.Block
	n      int
}

func (s *sections) add(name string, blocks ...doc.Block) {
	if len(blocks) == 0 {
		return
	}
	s.n++
	s.blocks = append(s.blocks, doc.Heading{Level: 1, Text: chineseNumber(s.n) + "、" + name})
	s.blocks = append(s.blocks, blocks...)
}

var (
	firstLevel  = regexp.MustCompile(`^[一二三四五六七八九十]+、`)
	secondLevel = regexp.MustCompile(`^（[一二三四五六七八九十]+）`)
)

// bodyText turns the clerk's own text into blocks: short lines numbered 一、 and
// （一） are headings, all others paragraphs.
func bodyText(text string) []doc.Block {
	var out []doc.Block
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		short := len([]rune(line)) <= 30 && !strings.HasSuffix(line, "。")
		switch {
		case line == "":
		case short && firstLevel.MatchString(line):
			out = append(out, doc.Heading{Level: 1, Text: line})
		case short && secondLevel.MatchString(line):
			out = append(out, doc.Heading{Level: 2, Text: line})
		default:
			out = append(out, doc.Text(line))
		}
	}
	return out
}

// problems are what a letter says of the problems: the findings that the clerk's
// text does not tell of, that text, and what came up again.
func (p NoticePaper) problems() []doc.Block {
	var out []doc.Block
	for i, f := range p.untold() {
		out = append(out, bodyText(p.problem(i, f))...)
	}
	return append(out, bodyText(joined(p.Notice.Body, p.repeated()))...)
}

// untold are the findings that the clerk's text does not tell of.
func (p NoticePaper) untold() []office.Finding {
	out := []office.Finding{}
	for _, f := range p.Findings {
		if !tells(p.Notice.Body, f.Content) {
			out = append(out, f)
		}
	}
	return out
}

// tells finds a content in a text, whole or cut short with ….
func tells(text, content string) bool {
	const least = 7 // characters that a shortened content keeps
	content = strings.TrimRight(strings.TrimSpace(content), "。；;，,. ")
	if content == "" || strings.Contains(text, content) {
		return true
	}
	letters := []rune(content)
	if len(letters) < least {
		return false
	}
	head := string(letters[:least])
	for end := range text {
		if !strings.HasPrefix(text[end:], "…") {
			continue
		}
		before := text[max(0, end-len(content)):end]
		for at := strings.Index(before, head); at >= 0; at = strings.Index(before, head) {
			if strings.HasPrefix(content, before[at:]) {
				return true
			}
			before = before[at+1:]
		}
	}
	return false
}

// repeated says which of the problems told in the clerk's text have come up
// before.
func (p NoticePaper) repeated() string {
	parts := []string{}
	for _, f := range p.Findings {
		if n := p.again(f.ID); n != "" && tells(p.Notice.Body, f.Content) {
			parts = append(parts, p.matter(f.MatterID)+"方面的问题（"+f.Number+"）系"+n+"出现")
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return "以上问题中，" + strings.Join(parts, "，") + "。"
}

// limit is the time the paper gives: 自本通知下发之日起5个工作日内，至2026年3月19日止.
func (p NoticePaper) limit() string {
	n, parts := p.Notice, []string{}
	if n.Days > 0 {
		unit := n.DaysUnit
		if unit == office.DaysWorking {
			unit = "个" + unit
		}
		start := "自本通知下发之日起"
		if n.Kind == office.NoticeReminder {
			start = "自本单发出之日起"
		}
		parts = append(parts, start+itoa(n.Days)+unit+"内")
	}
	if n.DueOn.Valid() {
		parts = append(parts, "至"+n.DueOn.Chinese()+"止")
	}
	return strings.Join(parts, "，")
}

// step is the last step of the name that the paper has gone, a zero one when it
// has not.
func (p NoticePaper) step(name string) office.Step {
	var found office.Step
	for _, s := range p.Notice.Steps {
		if s.Step == name {
			found = s
		}
	}
	return found
}

// ways of handing a paper over.
var deliveries = []string{"直接送达", "邮寄送达", "电子送达"}

// delivered is the way on the paper for the one that was registered.
var delivered = map[string]string{"邮寄": "邮寄送达", "传真": "电子送达", "工作群": "电子送达", "电子邮件": "电子送达"}

// receipt is the page by which the school owns to have the paper (送达回证); its
// code files the signed page.
func (p NoticePaper) receipt(handed string) []doc.Block {
	s := p.step(handed)
	g := newGrid(24, 50, 24, 50)
	const high = 15
	g.row(high, label("送达文书"), field(p.formName(), 0), label("文号"), field(p.docNumber(), 0))
	g.row(high, label("受送达单位（人）"), field(p.recipient(), 0), label("签发人"), field(p.Notice.Signer, 0))
	g.row(high, label("送达方式"), field(ticks(deliveries, firstText(delivered[s.Way], s.Way)), 3))
	g.row(high, label("签收人"), field(s.By, 0), label("签收日期"), field(dated(s.On), 0))
	g.row(high, label("签收单位\n（盖章）"), field("", 0), label("送达人"), field("", 0))
	g.row(3*high, label("备注"), field("", 3))
	out := []doc.Block{doc.PageBreak{Alone: true}, doc.Title{Text: "送达回证"}, g.Grid}
	if p.Notice.Number != "" {
		caption := "编号：" + p.Notice.Number + "\n"
		if many := copies(p.ways().Copies); many != "" {
			caption += p.formName() + many + "。"
		}
		out = append(out, doc.QR{Text: office.FormCode(office.FormReceipt, p.Notice.Number), Caption: caption + "本回证签收后交回" + p.Settings.OfficeName + "存档。"})
	}
	return out
}

// unit is the school the paper goes to, or the department. A 通报 goes to whom the
// clerk names; what names nobody and speaks of no single school is for all schools.
func (p NoticePaper) unit() string {
	if p.Notice.Kind == office.NoticeBulletin {
		return firstText(p.Notice.Department, p.School.Name, office.EverySchool)
	}
	return firstText(p.School.Name, p.Notice.Department)
}

// recipient is whom the paper is for.
func (p NoticePaper) recipient() string { return strings.TrimSpace(p.unit() + "　" + p.Notice.Person) }
