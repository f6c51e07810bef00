package report

import (
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// officeLetter is a letter of the office (GB/T 9704-2012) that follows no finding.
type officeLetter struct {
	settings office.Settings
	form     string // key of the form, by which the county settles its ways
	name     string // of the form, before the record's number in the file's title
	record   string // number of the record
	number   string // 文号; open before the letter is issued
	title    string
	to       string
	copyTo   string
	day      office.Date
}

// document sets the letter with its body.
func (l officeLetter) document(body []doc.Block) doc.Document {
	set, ways := l.settings, l.settings.Paper(l.form)
	d := Facts{Settings: set}.paper(doc.Official, l.form, l.name, l.record)
	number := l.number
	if number == "" {
		number = office.OpenDocNumber(ways.Pattern, set.DocWord, l.day)
	}
	title := doc.Title{Text: l.title}
	if ways.RedHead {
		d.Blocks = append(d.Blocks, doc.RedHead{Office: set.OfficeName, Number: number})
	} else if number != "" {
		title.Subtitle = number
	}
	d.Blocks = append(d.Blocks, title)
	if to := strings.TrimRight(strings.TrimSpace(l.to), "：:"); to != "" {
		d.Blocks = append(d.Blocks, doc.Paragraph{Runs: []doc.Run{{Text: to + "："}}, NoIndent: true})
	}
	d.Blocks = append(append(d.Blocks, body...), doc.Signature{Office: set.OfficeName, Date: dated(l.day)})
	if l.copyTo != "" || ways.RedHead {
		d.Blocks = append(d.Blocks, doc.Imprint{CopyTo: l.copyTo, Office: set.OfficeName, Date: dated(l.day)})
	}
	return d
}
