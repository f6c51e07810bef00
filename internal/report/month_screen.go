package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// ScreenTable is a table of the report as the screen shows it. Keys stand beside
// Rows: the figure behind a cell, "" for none, with its zone before a | where
// the report itself is of the whole office.
type ScreenTable struct {
	Key   string     `json:"key"`
	Title string     `json:"title"`
	Head  []string   `json:"head"`
	Rows  [][]string `json:"rows"`
	Keys  [][]string `json:"keys"`
}

// Tables returns the report's tables for the screen.
func (m *Month) Tables() []ScreenTable {
	out := []ScreenTable{screenTable("main", "主要数据", m.mainTable())}
	if t, ok := m.zoneTable(); ok {
		s := screenTable("zones", "各责任区督导情况", t)
		for i, z := range m.Report.Zones {
			for j := range s.Keys[i] {
				if s.Keys[i][j] != "" {
					s.Keys[i][j] = z.Name + "|" + s.Keys[i][j]
				}
			}
		}
		out = append(out, s)
	}
	if t, ok := m.findingTable(); ok {
		out = append(out, screenTable("findings", "问题分类", t))
	}
	for _, t := range []struct {
		key, title string
		blocks     []doc.Block
	}{{"inspectors", "督学履职情况", m.inspectorAnnex()}, {"schools", "学校督导情况", m.schoolAnnex()}, {"year", "各月督导校次", m.yearAnnex()}} {
		if table, ok := t.blocks[0].(doc.Table); ok {
			out = append(out, screenTable(t.key, t.title, table))
		}
	}
	return out
}

func screenTable(key, title string, t doc.Table) ScreenTable {
	s := ScreenTable{Key: key, Title: title, Head: []string{}, Rows: [][]string{}, Keys: [][]string{}}
	for _, c := range t.Columns {
		s.Head = append(s.Head, c.Head)
	}
	for _, r := range t.Rows {
		row, keys := []string{}, []string{}
		for _, c := range r.Cells {
			text := c.Text
			if c.Warn {
				text = "▲" + text
			}
			row, keys = append(row, text+MarkSign(c.Mark)), append(keys, c.Link)
		}
		s.Rows, s.Keys = append(s.Rows, row), append(s.Keys, keys)
	}
	return s
}

// Later lists what differs from a sealed report; title names a record.
func Later(records []office.LaterRecord, title func(kind string, id int64) string) Detail {
	d := Detail{Key: "later", Title: "封存后新增和改动", Basis: "签发以后录入、改动或删除，使本期数据与封存时不同的记录。", Kind: "later",
		Head: []string{"序号", "变化", "种类", "记录", "涉及的数据"}, Rows: [][]string{}, IDs: []int64{}}
	kinds := map[string]string{"visit": "督导记录", "finding": "问题", "school": "学校", "notice": "整改文书", "practice": "典型经验", "complaint": "投诉举报"}
	for i, r := range records {
		d.IDs = append(d.IDs, r.ID)
		d.Rows = append(d.Rows, []string{itoa(i + 1), r.How, kinds[r.Kind], title(r.Kind, r.ID), list(r.Figures, 4, "项数据")})
	}
	return d
}
