package report

import (
	"slices"

	"dudao/internal/doc"
)

// Workbook is the report as a workbook reads it: the same blocks without the
// pages of the annexes, whose tables stand on sheets of their own anyway; the
// lists that are too long for paper are there as well.
func (m *Month) Workbook() doc.Document {
	d := m.Document()
	for _, key := range monthAnnexes {
		if blocks := annexPapers[key].blocks(m); !slices.Contains(m.annexes(), key) && len(blocks) > 0 {
			d.Blocks = append(d.Blocks, m.annexPages("附表", key)...)
		}
	}
	blocks := make([]doc.Block, 0, len(d.Blocks))
	inAnnex := ""
	for _, b := range d.Blocks {
		switch x := b.(type) {
		case doc.PageBreak:
			inAnnex = x.Annex
		case doc.Title:
			if inAnnex == "" {
				blocks = append(blocks, b)
				continue
			}
			blocks = append(blocks, doc.Heading{Level: 1, Text: inAnnex + "　" + x.Text})
		case doc.Table:
			if x.Caption == "" {
				x.Caption = x.Name
			}
			blocks = append(blocks, x)
		default:
			blocks = append(blocks, b)
		}
	}
	d.Blocks = blocks
	return d
}
