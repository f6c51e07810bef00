package report

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
)

func alertPaper(n int, detail string) AlertPaper {
	p := AlertPaper{Settings: office.Settings{OfficeName: "示例县人民政府教育督导室", CountyName: "示例县"}, Day: "2026-03-31", Muted: 3}
	for _, r := range office.DefaultAlerts {
		s := AlertSection{Rule: r}
		for i := range n {
			level := office.AlertLevels[i%len(office.AlertLevels)]
			s.Alerts = append(s.Alerts, office.Alert{Code: r.Code, Level: level, Title: fmt.Sprintf("示例县第%d小学 王示䶮", i+1), Detail: detail, Zone: "第一责任区", Days: i})
		}
		p.Groups = append(p.Groups, s)
	}
	return p
}

// What the list says in sum is what stands in its lines and in its table of rules.
func TestAlertPaperAddsUp(t *testing.T) {
	d := alertPaper(6, "超期").Document()
	tables := []doc.Table{}
	ends := doc.Ends{}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Table:
			tables = append(tables, b)
		case doc.Ends:
			ends = b
		}
	}
	rules := len(office.DefaultAlerts)
	if len(tables) != 2 || len(tables[0].Rows) != 4*rules || len(tables[1].Rows) != rules {
		t.Fatalf("%d tables, %d lines, %d rules", len(tables), len(tables[0].Rows), len(tables[1].Rows))
	}
	if want := fmt.Sprintf("红 %d 条，黄 %d 条，提示 %d 条，已搁置 3 条", 2*rules, 2*rules, 2*rules); ends.Right != want {
		t.Errorf("sum %q, want %q", ends.Right, want)
	}
	for i, row := range tables[1].Rows {
		r := office.DefaultAlerts[i]
		kind := row.Cells[len(row.Cells)-1].Text
		if official := kind == "官方文件"; official != r.Official || row.Cells[1].Text != "2" || row.Cells[3].Text != "2" {
			t.Errorf("%s: %+v", r.Code, row)
		}
		if !r.Official && !strings.Contains(r.Source, "非官方") {
			t.Errorf("%s: the source of an own rule does not say so: %s", r.Code, r.Source)
		}
	}
	for _, row := range tables[0].Rows {
		if row.Cells[1].Warn != (row.Cells[1].Text == office.AlertRed) {
			t.Errorf("the mark of %q", row.Cells[1].Text)
		}
	}
	if none := (AlertPaper{Settings: office.Settings{OfficeName: "示例县人民政府教育督导室"}, Day: "2026-03-31"}).Document(); none.Title != "待办提醒清单" {
		t.Errorf("without alerts: %q", none.Title)
	}
}
