package report

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// number writes a value without needless decimals.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// percent writes a rate with one decimal; what is not whole is never rounded up
// to 100%, nor down to 0%.
func percent(v float64) string {
	r := math.Round(v*10) / 10
	switch {
	case v < 100 && r >= 100:
		r = 99.9
	case v > 0 && r == 0:
		r = 0.1
	}
	return number(r) + "%"
}

// value writes a figure's value with its unit.
func value(f office.Figure) string {
	if f.Unit == "%" {
		return percent(f.Value)
	}
	return number(f.Value) + f.Unit
}

// said is value with the figure's note mark, for running text.
func said(f office.Figure) string { return value(f) + MarkSign(Mark(f.Key)) }

// change words the difference to an earlier value: 较上月增加3校次.
func change(against string, now, then float64, unit string) string {
	d := math.Round((now-then)*100) / 100 // sums of hundredths
	if unit == "%" {
		d = math.Round(d*10) / 10
		switch {
		case d > 0:
			return against + "提高" + number(d) + "个百分点"
		case d < 0:
			return against + "下降" + number(-d) + "个百分点"
		}
		return "与" + strings.TrimPrefix(against, "较") + "持平"
	}
	switch {
	case d > 0:
		return against + "增加" + number(d) + unit
	case d < 0:
		return against + "减少" + number(-d) + unit
	}
	return "与" + strings.TrimPrefix(against, "较") + "持平"
}

// changes words the comparisons that there are records for, each after a comma.
func (w writer) changes(f office.Figure) string {
	out := ""
	if w.m.Report.HasLast {
		out += "，" + change("较"+w.words().Last, f.Value, f.LastMonth, f.Unit)
	}
	if w.m.Report.HasLastYear {
		out += "，" + change("较"+w.words().LastYear, f.Value, f.LastYear, f.Unit)
	}
	return out
}

// list joins names with 、; of many it names the first most and counts all.
func list(names []string, most int, unit string) string {
	if len(names) <= most+1 {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:most], "、") + fmt.Sprintf("等%d%s", len(names), unit)
}

// shortDay is 3月12日.
func shortDay(d office.Date) string {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d月%d日", int(t.Month()), t.Day())
}

// span is 2026年3月1日至31日, with as much of the end as differs.
func span(p office.Period) string {
	from, to := p.From.Time(), p.Last().Time()
	switch {
	case from.Year() != to.Year():
		return p.From.Chinese() + "至" + p.Last().Chinese()
	case from.Month() != to.Month():
		return p.From.Chinese() + "至" + shortDay(p.Last())
	}
	return p.From.Chinese() + fmt.Sprintf("至%d日", to.Day())
}

// sentence ends a text with 。 and makes one line of it.
func sentence(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimRight(s, "。；;，, .")
	if s == "" || strings.HasSuffix(s, "！") || strings.HasSuffix(s, "？") {
		return s
	}
	return s + "。"
}

// clip shortens a text to whole sentences of about most characters.
func clip(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	for i := most; i > most/2; i-- {
		if strings.ContainsRune("。；！？", runes[i-1]) {
			return string(runes[:i])
		}
	}
	return string(runes[:most-1]) + "…"
}

// chineseNumber writes 1 to 99 as 一, 十二, 二十三.
func chineseNumber(n int) string {
	const digits = "零一二三四五六七八九"
	d := func(i int) string { return string([]rune(digits)[i]) }
	switch {
	case n < 10:
		return d(n)
	case n < 20:
		return "十" + strings.TrimPrefix(d(n-10), "零")
	}
	return d(n/10) + "十" + strings.TrimPrefix(d(n%10), "零")
}

// paragraphs turns a part's text into blocks: a line that begins with （一） and
// is short is a heading of the second level, a circled number a note mark.
func paragraphs(text string) []doc.Block {
	var out []doc.Block
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
		case strings.HasPrefix(line, "（") && len([]rune(line)) <= 30 && !strings.HasSuffix(line, "。"):
			out = append(out, doc.Heading{Level: 2, Text: line})
		default:
			out = append(out, doc.Paragraph{Runs: runs(line)})
		}
	}
	return out
}

// runs splits a line at its note marks.
func runs(line string) []doc.Run {
	var out []doc.Run
	var text strings.Builder
	for _, r := range line {
		if r >= '①' && r < '①'+rune(len(marks)) {
			out = append(out, doc.Run{Text: text.String(), Mark: int(r-'①') + 1})
			text.Reset()
			continue
		}
		text.WriteRune(r)
	}
	if text.Len() > 0 {
		out = append(out, doc.Run{Text: text.String()})
	}
	return out
}

// markedNumber is a number with the note mark behind its unit.
var markedNumber = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)[^0-9，。；、①-⑳]{0,4}([①-⑳])`)

// Stale tells which marked numbers of the clerk's own text differ from the
// records as they are now, one sentence each.
func (m *Month) Stale() []string {
	out := []string{}
	for _, p := range m.Parts {
		if !p.IsEdited {
			continue
		}
		for _, found := range markedNumber.FindAllStringSubmatch(p.Edited, -1) {
			f := m.Report.Figures.Get(marks[[]rune(found[2])[0]-'①'])
			if wrote, err := strconv.ParseFloat(found[1], 64); err == nil && wrote != f.Value {
				out = append(out, fmt.Sprintf("“%s”由您改写，其中%s写的是 %s，按现有记录是 %s。", p.Title, f.Name, found[1], number(f.Value)))
			}
		}
	}
	return out
}

func itoa(n int) string { return strconv.Itoa(n) }

// day is the day of a moment as 2026-03-12 09:00, empty for none.
func day(moment string) office.Date {
	d, _, _ := strings.Cut(moment, " ")
	return office.Date(d)
}

// meeting is a moment in words: 2026年3月12日9时00分; the place to write it when
// there is none.
func meeting(moment string) string {
	d, clock, _ := strings.Cut(moment, " ")
	if !office.Date(d).Valid() {
		return handDate + "　　时　　分"
	}
	h, m, ok := strings.Cut(clock, ":")
	if !ok {
		return office.Date(d).Chinese()
	}
	return office.Date(d).Chinese() + strings.TrimPrefix(h, "0") + "时" + m + "分"
}
