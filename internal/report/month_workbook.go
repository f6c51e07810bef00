package report

import "dudao/internal/doc"

// Workbook is the report as a workbook reads it: the same blocks without the
// pages of the annexes, whose tables stand on sheets of their own anyway.
func (m *Month) Workbook() doc.Document {
	d := m.Document()
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
