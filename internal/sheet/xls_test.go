package sheet

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"dudao/internal/office"
)

// TestOldWorkbook reads a workbook that LibreOffice wrote as .xls: a date with a
// Chinese format, a plain serial, a merged column, results of formulas, an error,
// a text over several records and a hidden sheet.
func TestOldWorkbook(t *testing.T) {
	u := ugly{kind: office.KindVisits, skips: 2, want: []string{
		"date=2025-09-12 school=县第一小学 inspectors=张三 content=随堂听课 lessonCount=2 disposal=小问题",
		"date=2025-09-13 school=县第一小学 inspectors=李四 content=查看食堂 lessonCount=3 disposal=小问题",
		"date=2025-09-30 school=东门幼儿园 inspectors=王五+赵六 content=" + strings.Repeat("长文", 3000) + " disposal=一般问题 !lessonCount",
		"date=2025-10-03 school=𬭊山小学 inspectors=王五 content=好 disposal=严重问题 !lessonCount",
	}}
	check(t, u, "testdata/visits.xls")
}

// TestDamagedOldWorkbooks cuts and flips a good file everywhere: each piece is
// read or refused, and none stops the program.
func TestDamagedOldWorkbooks(t *testing.T) {
	good := must[[]byte](t)(os.ReadFile("testdata/visits.xls"))
	layout := must[office.Layout](t)(office.LayoutOf(office.KindVisits))
	refused := 0
	try := func(data []byte) {
		book, err := read("a.xls", data, DefaultLimits)
		if err == nil {
			reading, err := book.Read(layout, ReadOptions{})
			if err == nil {
				reading.ParseRows()
			}
			return
		}
		refused++
		if office.CodeOf(err) != office.CodeFile {
			t.Fatalf("not an error for the clerk: %v", err)
		}
	}
	for n := 8; n < len(good); n += 97 {
		try(good[:n])
		flipped := bytes.Clone(good)
		flipped[n] ^= 0xFF
		try(flipped)
	}
	if refused == 0 {
		t.Error("no damage was noticed")
	}
}
