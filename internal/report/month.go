package report

import (
	"fmt"
	"slices"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// annexPaper is one of the papers behind a report (附件).
type annexPaper struct {
	title  string
	blocks func(*Month) []doc.Block
}

// The annexes by their keys. Texts refer to them by number, so the order stands
// in annexes alone.
const (
	annexBasis      = "basis"
	annexSchools    = "schools"
	annexVisits     = "visits"
	annexFindings   = "findings"
	annexInspectors = "inspectors"
	annexYear       = "year"
	annexCases      = "cases"
)

var annexPapers = map[string]annexPaper{
	annexBasis:      {"各项数据口径及记录出处", (*Month).basisAnnex},
	annexSchools:    {"学校督导情况一览表", (*Month).schoolAnnex},
	annexVisits:     {"督导记录清单", (*Month).visitAnnex},
	annexFindings:   {"问题及整改清单", (*Month).findingAnnex},
	annexInspectors: {"督学履职情况表", (*Month).inspectorAnnex},
	annexYear:       {"各月督导情况表", (*Month).yearAnnex},
	annexCases:      {"整改文书、回访核查和典型经验清单", (*Month).caseBlocks},
}

var monthAnnexes = []string{annexBasis, annexSchools, annexVisits, annexFindings, annexInspectors, annexYear, annexCases}

// longer tells that the report is of a 学期 or a year.
func (m *Month) longer() bool { return m.Book.This.Span.Kind != office.SpanMonth }

// annexes are those of the printed report, in order. The lists of records of a
// 学期 or year would be hundreds of pages: they stand in its workbook and behind
// the months' reports. A month without papers, rechecks and 典型经验 has no list
// of them.
func (m *Month) annexes() []string {
	if m.longer() {
		return []string{annexBasis, annexSchools, annexInspectors, annexYear}
	}
	if len(m.caseBlocks()) == 0 {
		return monthAnnexes[:len(monthAnnexes)-1]
	}
	return monthAnnexes
}

// annex names an annex by its number, 附件3; one that is not printed is named by
// where it stands.
func (m *Month) annex(key string) string {
	if i := slices.Index(m.annexes(), key); i >= 0 {
		return fmt.Sprintf("附件%d", i+1)
	}
	return fmt.Sprintf("各月报告附件%d", slices.Index(monthAnnexes, key)+1)
}

// Document makes the report as a printed paper (月督导报告).
func (m *Month) Document() doc.Document {
	set := m.Book.Settings
	d := doc.Document{Title: m.Title(), Style: doc.Official, Sample: set.Sample}
	add := func(blocks ...doc.Block) { d.Blocks = append(d.Blocks, blocks...) }
	if set.RedHead && m.Book.Zone == "" {
		add(doc.RedHead{Office: set.OfficeName, Number: m.Number})
	}
	title := doc.Title{Text: m.signer() + "\n" + m.Book.This.Span.Chinese() + "督导报告"}
	if !(set.RedHead && m.Book.Zone == "") && m.Number != "" {
		title.Subtitle = "（" + m.Number + "）"
	}
	add(title)
	if to := m.to(); to != "" {
		add(doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: to + "："}}})
	}
	add(doc.Text(fmt.Sprintf("现将%s%s督导工作情况报告如下。", m.short(), m.Book.This.Span.Chinese())))
	for i, p := range m.Parts {
		add(doc.Heading{Level: 1, Text: chineseNumber(i+1) + "、" + p.Title})
		add(paragraphs(p.Says())...)
		switch p.Key {
		case "process":
			add(m.processTables()...)
		case "problems":
			if t, ok := m.findingTable(); ok {
				add(t)
			}
		}
	}
	add(m.annexNote()...)
	add(doc.Signature{Office: m.signer(), Date: m.Date.Chinese()})
	if set.RedHead && m.Book.Zone == "" {
		add(doc.Imprint{Office: set.OfficeName, Date: m.Date.Chinese() + "印发"})
	}
	add(m.annexBlocks()...)
	return d
}

// to is 主送: the office's report goes to the bureau, a zone's to the office.
func (m *Month) to() string {
	if m.Book.Zone != "" {
		return m.Book.Settings.OfficeName
	}
	return m.Book.Settings.ReportTo
}

func (m *Month) short() string {
	if m.Book.Zone != "" {
		return m.Book.Zone
	}
	if m.Book.Settings.CountyName != "" {
		return m.Book.Settings.CountyName
	}
	return m.Book.Settings.ShortName
}

// annexNote is 附件说明, one line for each annex.
func (m *Month) annexNote() []doc.Block {
	names := []string{}
	for _, key := range m.annexes() {
		names = append(names, annexPapers[key].title)
	}
	return annexNote(names...)
}

// annexNote is 附件说明 under the text of a letter; an annex alone has no number.
func annexNote(names ...string) []doc.Block {
	out := []doc.Block{doc.Space{Lines: 1}}
	for i, name := range names {
		label := "附件："
		if i > 0 {
			label = "　　　"
		}
		if len(names) > 1 {
			label += itoa(i+1) + "."
		}
		out = append(out, doc.Text(label+name))
	}
	return out
}

// processTables are the tables and the chart within 督导过程.
func (m *Month) processTables() []doc.Block {
	out := []doc.Block{m.mainTable()}
	if t, ok := m.zoneTable(); ok {
		out = append(out, t)
	}
	if t, ok := m.monthTable(); ok {
		out = append(out, t)
	}
	for _, c := range m.charts() {
		out = append(out, c)
	}
	return out
}
