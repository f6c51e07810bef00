package sheet

import (
	"bytes"
	"fmt"
	"testing"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// wideList is a list of 10,000 rows of 20 columns.
func wideList(b testing.TB) ([]byte, office.Layout) {
	layout := must[office.Layout](b)(office.LayoutOf(office.KindVisits))
	layout.Fields = layout.Fields[:19] // and the hidden id
	rows := make([]office.ListRow, 10_000)
	for i := range rows {
		rows[i] = office.ListRow{ID: fmt.Sprint("u:visits:", i+1), Cells: []string{string(office.NewDate(2023, 9, 1).AddDays(i % 600)), "上午", fmt.Sprintf("示例县第%d小学", i%157),
			"督学" + itoa(i%26), "", "经常性督导", "校园安全、食品卫生", "随机听课、查阅资料", fmt.Sprintf("第 %d 次到校，随堂听课，查看食堂留样和值班记录", i),
			"午餐有序", "个别班级晨检记录不全", "2", "5", "1", "0", "小问题", "2026-03-12", "1", "2"}}
	}
	var out bytes.Buffer
	if err := WriteList(&out, layout, rows, ListOptions{}); err != nil {
		b.Fatal(err)
	}
	return out.Bytes(), layout
}

// BenchmarkRead compares reading and parsing a list with the bare row reader of
// excelize.
func BenchmarkRead(b *testing.B) {
	data, layout := wideList(b)
	b.Run("excelize rows", func(b *testing.B) {
		for b.Loop() {
			f := must[*excelize.File](b)(excelize.OpenReader(bytes.NewReader(data)))
			rows := must[*excelize.Rows](b)(f.Rows("督导记录"))
			for rows.Next() {
				if _, err := rows.Columns(excelize.Options{RawCellValue: true}); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			must[*Book](b)(read("a.xlsx", data, DefaultLimits))
		}
	})
	b.Run("read and parse", func(b *testing.B) {
		for b.Loop() {
			book := must[*Book](b)(read("a.xlsx", data, DefaultLimits))
			if n := len(must[*office.SheetReading](b)(book.Read(layout, ReadOptions{})).ParseRows()); n != 10_000 {
				b.Fatal(n)
			}
		}
	})
	b.Run("write", func(b *testing.B) { wideList(b) })
}
