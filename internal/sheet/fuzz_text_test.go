package sheet

import (
	"testing"

	"dudao/internal/office"
)

// FuzzCSV reads whatever claims to be delimited text.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"学校名称,类型\n县第一小学,\"小,学\"\n", "a;b;\"c", "\xEF\xBB\xBFa\tb\r\nc", "\xFF\xFEa\x00,\x00", "\xd1\xa7\xd0\xa3,1", "\r\r\n\"\"\"\""} {
		f.Add([]byte(s))
	}
	small := Limits{FileBytes: 1 << 20, PartBytes: 4 << 20, AllBytes: 8 << 20, Rows: 1000, Cols: 64, Cells: 10_000, EmptyRun: 100}
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := readText("表.csv", data, small)
		if err != nil && office.CodeOf(err) != office.CodeFile {
			t.Fatalf("not an error for the clerk: %v", err)
		}
		for _, p := range pages {
			for _, l := range p.lines {
				if len(l.cells) == 0 || l.cells[len(l.cells)-1].col > small.Cols {
					t.Fatalf("line %d: %+v", l.num, l.cells)
				}
			}
		}
	})
}
