package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
	"dudao/internal/store"
)

// A list lies well on paper however many columns and however long its texts and its
// filter are, and says every row in its order.
func TestListsLieWell(t *testing.T) {
	t.Parallel()
	columns := []report.ListColumn{{Title: "编号", Width: 112}, {Title: "学校", Width: 228}, {Title: "责任督学", Width: 88}, {Title: "存在问题", Width: 280}, {Title: "学生", Width: 72, Align: "right"}, {Title: "附件", Width: 58, Align: "center"}}
	row := func(i int) []string {
		return []string{fmt.Sprintf("JL2026-%04d", i), "示例县䶮镇㛃村中心小学", "𬭊某某", "食堂留样不足。", "1,024", ""}
	}
	long := report.ListPaper{Settings: office.Settings{CountyName: "示例县", OfficeName: "示例县人民政府教育督导室", Sample: true}, Today: "2026-04-01", Title: "督导记录", Filter: strings.Repeat("责任区：第二责任区；", 12) + "查找：留样", Columns: columns}
	for i := range 120 {
		long.Rows = append(long.Rows, row(i))
	}
	long.Rows[60][3] = strings.Repeat("长", 900)
	wide := long
	wide.Columns, wide.Rows = nil, nil
	for i := range 22 {
		wide.Columns = append(wide.Columns, report.ListColumn{Title: fmt.Sprintf("第%d栏", i+1), Width: 90})
	}
	for range 30 {
		wide.Rows = append(wide.Rows, strings.Split(strings.Repeat("示例文字,", 21)+"完", ","))
	}
	empty := long
	empty.Rows, empty.Filter = nil, ""
	for name, p := range map[string]report.ListPaper{"long": long, "wide": wide, "empty": empty} {
		pages := papertest.Sound(t, "list "+name, p.Document())
		text := papertest.Whole(pages)
		last := -1
		for i := range p.Rows {
			if name != "long" {
				break
			}
			at := strings.Index(text, fmt.Sprintf("JL2026-%04d", i))
			if at <= last {
				t.Fatalf("row %d stands at %d, the one before at %d", i, at, last)
			}
			last = at
		}
		for i, page := range pages {
			if name == "long" && papertest.On(page, "JL2026-") && !papertest.On(page, "责任督学") {
				t.Errorf("page %d has rows without their head", i+1)
			}
		}
	}
}

// What leaves by a list is masked at the level asked for and noted in the export log.
func TestListLeavesAtItsLevel(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	s := d.Screens()
	in := ListPaper{Title: "督学", Columns: []report.ListColumn{{Title: "姓名", Width: 88}, {Title: "手机", Width: 118}}, Rows: [][]string{{"𬭊某某", "13900000017"}}, Format: formatXLSX, Level: office.LevelInspectors}
	p, err := d.printList(in)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "名单.xlsx")
	got[SavedFile](t)(d.savePrinted(p, path))
	if text := readFile(t, path); strings.Contains(text, "13900000017") || !strings.Contains(text, "𬭊某某") {
		t.Errorf("at %s: %s", in.Level, text)
	}
	if log := got[[]office.Outgoing](t)(s.Outgoing.List(store.OutgoingQuery{})); len(log) != 1 || log[0].Level != office.LevelInspectors {
		t.Errorf("export log: %+v", log)
	}
	for _, bad := range []ListPaper{{Title: "督学", Format: formatPDF}, {Title: "督学", Columns: in.Columns, Format: formatDOCX}, {Title: "督学", Columns: in.Columns, Rows: [][]string{{"一"}}, Format: formatPDF},
		{Title: "督学", Columns: []report.ListColumn{{Title: "姓名"}}, Format: formatPDF}} {
		if _, err := s.Lists.Save(bad); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
