package word

import (
	"math"
	"strings"

	"dudao/internal/doc"
)

// redHead sets 发文机关标志, the document number two lines below it, and the red
// rule. An upward document has its number at the left and 签发人 at the right.
func (w *writer) redHead(h doc.RedHead) {
	f := w.form
	size := largestHead
	if fit := f.width() * 0.98 / max(ems(h.Office), 1) / mmPerPoint; fit < size {
		size = math.Floor(fit*2) / 2
	}
	track := 0.0
	if n := len([]rune(h.Office)); n >= 2 && n <= 8 { // a short name is spaced out
		track = size * 0.15
	}
	p := para{style: styleRedHead, before: headFreedom}
	w.para(p, run{text: h.Office, face: typeface{bigSong, size}, track: track})
	line := f.pitch * mmPerPoint
	under := para{style: styleNumber, before: 2 * line, rules: []rule{{edge: "bottom", weight: 2, space: 11, red: true}}}
	char := f.body.size * mmPerPoint
	switch {
	case h.Signer != "":
		under.align, under.left, under.right = flush, char, char
		under.tabs = []tabStop{{"right", f.width() - char}}
		w.para(under, run{text: h.Number + "\t签发人："}, run{text: h.Signer, face: f.subtitle})
	case h.Number != "":
		w.para(under, run{text: h.Number})
	default:
		under.before = 0
		w.para(under)
	}
}

// title sets the title a line a paragraph, the subtitle under it. A line that is
// too long is broken into lines of nearly equal length.
func (w *writer) title(at int, t doc.Title) {
	f := w.form
	line := f.pitch * mmPerPoint
	before := line
	switch {
	case at > 0 && isRedHead(w.d.Blocks[at-1]):
		before = 2 * line
	case at == 0 && !f.official:
		before = 0
	}
	lines := plainLines(t.Text)
	for i, text := range lines {
		p := para{style: styleTitle}
		if i == 0 {
			p.before = before
		}
		p.left = w.balanced(text, f.title.size)
		p.right = p.left
		if i == len(lines)-1 && t.Subtitle == "" {
			p.after = w.below()
		}
		w.para(p, run{text: text})
	}
	if t.Subtitle != "" {
		w.para(para{style: styleSubtitle, after: w.below()}, run{text: t.Subtitle})
	}
}

func isRedHead(b doc.Block) bool { _, ok := b.(doc.RedHead); return ok }

// below is the room under a title.
func (w *writer) below() float64 {
	if w.form.official {
		return w.form.pitch * mmPerPoint
	}
	return blockGap
}

// balanced is the indent at both sides that makes the lines of a long centred
// text nearly equal.
func (w *writer) balanced(text string, size float64) float64 {
	total, width := textWidth(text, size), w.form.width()
	if total <= width {
		return 0
	}
	each := total/math.Ceil(total/width) + 1.5*size*mmPerPoint
	return max(0, (width-each)/2)
}

// paragraph sets body text. A line break in the text starts a new paragraph.
func (w *writer) paragraph(b doc.Paragraph) {
	p := para{style: styleIndent, align: b.Align, keepNext: w.keep}
	if b.NoIndent || b.Align != doc.Left {
		p.style = styleBody
	}
	runs := []run{}
	for _, r := range b.Runs {
		for i, part := range plainLines(r.Text) {
			if i > 0 {
				w.para(p, runs...)
				runs = nil
			}
			runs = append(runs, run{text: part, bold: r.Bold})
		}
		if r.Mark != 0 {
			runs = append(runs, w.markRun(r.Mark))
		}
	}
	w.para(p, runs...)
}

// ends sets one line with a text at each end and one in the middle.
func (w *writer) ends(e doc.Ends) {
	width := w.form.width()
	w.para(para{style: styleBody, align: flush, keepNext: true, tabs: []tabStop{{"center", width / 2}, {"right", width}}},
		run{text: e.Left + "\t" + e.Center + "\t" + e.Right})
}

// signature sets 落款, kept on one page with the end of the text before it.
func (w *writer) signature(s doc.Signature) {
	if len(s.Lines) > 0 {
		w.signLines(s)
		return
	}
	f := w.form
	char, line := f.body.size*mmPerPoint, f.pitch*mmPerPoint
	// The date ends four characters from the right; the office stands centred over
	// it, so that the seal covers both.
	office, date := textWidth(s.Office, f.body.size), textWidth(s.Date, f.body.size)
	x := f.width() - 4*char - date/2 - office/2
	x = max(0, min(x, f.width()-office))
	room := line
	if f.official {
		room = 2 * line // for the upper half of the seal
	}
	p := para{style: styleSignOff, keepNext: true, before: room, align: doc.Right, right: max(0, f.width()-x-office)}
	if s.Office != "" {
		w.para(p, run{text: s.Office})
		p.before = 0
	}
	p.keepNext, p.right = false, 4*char
	w.para(p, run{text: s.Date})
}

// signLines sets the sign lines of a form side by side, each with a rule to write
// on, then office and date at the right.
func (w *writer) signLines(s doc.Signature) {
	f := w.form
	const most = 3
	const between, longest = 6.0, 45.0
	p := para{style: styleSignOff, align: flush, keepNext: true, before: blockGap}
	for from := 0; from < len(s.Lines); from += most {
		part := s.Lines[from:min(from+most, len(s.Lines))]
		rest, blanks := f.width()-between*float64(len(part)-1), 0
		for _, text := range part {
			rest -= textWidth(text, f.body.size)
			if strings.HasSuffix(text, "：") {
				blanks++
			}
		}
		line := max(0, min(rest/float64(max(blanks, 1)), longest))
		p.tabs = nil
		runs, x := []run{}, 0.0
		for i, text := range part {
			if i > 0 {
				at := tabStop{"left", x}
				if i == len(part)-1 && blanks < len(part) { // a date ends at the right edge
					at = tabStop{"right", f.width()}
				}
				p.tabs = append(p.tabs, at)
				runs = append(runs, run{text: "\t"})
			}
			runs = append(runs, run{text: text})
			x += textWidth(text, f.body.size)
			if strings.HasSuffix(text, "：") && line > 0 {
				x += line
				p.tabs = append(p.tabs, tabStop{"left", x})
				runs = append(runs, run{text: "\t", underline: true})
			}
			x += between
		}
		p.keepNext = from+most < len(s.Lines) || s.Office != "" || s.Date != ""
		w.para(p, runs...)
		p.before = 0
	}
	p.tabs, p.align = nil, doc.Right
	for _, text := range []string{s.Office, s.Date} {
		if text != "" {
			p.keepNext = text == s.Office && s.Date != ""
			w.para(p, run{text: text})
		}
	}
}

// imprintBlock sets 版记 at the foot of the last page: 抄送 and 印发机关、印发日期
// between rules, in a table that hangs on the lower edge of the type area.
func (w *writer) imprintBlock(im doc.Imprint) {
	const char = 14 * mmPerPoint
	width := w.form.width()
	date := im.Date
	if date != "" && !strings.HasSuffix(date, "印发") {
		date += "印发"
	}
	rows := [][]cell{}
	edge := []string{"top", "bottom"}
	if copyTo := strings.TrimSuffix(strings.TrimSpace(im.CopyTo), "。"); copyTo != "" {
		rows = append(rows, []cell{{w: width, rules: edge, paras: []cellPara{{p: para{style: styleImprint, left: 4 * char, first: -3 * char, right: char},
			runs: []run{{text: "抄送：" + copyTo + "。"}}}}}})
	}
	rows = append(rows, []cell{{w: width, rules: edge, paras: []cellPara{{p: para{style: styleImprint, align: flush, left: char, right: char, tabs: []tabStop{{"right", width - char}}},
		runs: []run{{text: im.Office + "\t" + date}}}}}})
	w.startTable(tableLook{width: width, widths: []float64{width}, foot: true, noInset: true})
	for _, cells := range rows {
		w.row(rowLook{whole: true}, cells)
	}
	w.x.close()
	w.gap(false)
}
