package sheet

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// ugly is one way a county may send a list.
type ugly struct {
	name  string
	kind  office.Kind
	file  string // file name, when it matters
	sheet string
	rows  [][]any
	edit  func(f *excelize.File, sheet string)
	opt   ReadOptions
	want  []string // one line per row: the values that are set
	skips int      // rows and sheets read over, -1 when not checked
}

func write(t testing.TB, u ugly) string {
	t.Helper()
	f := excelize.NewFile()
	name := u.sheet
	if name == "" {
		name = "Sheet1"
	}
	if err := f.SetSheetName("Sheet1", name); err != nil {
		t.Fatal(err)
	}
	for i, r := range u.rows {
		if err := f.SetSheetRow(name, fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	if u.edit != nil {
		u.edit(f, name)
	}
	file := u.file
	if file == "" {
		file = "名单.xlsx"
	}
	path := filepath.Join(t.TempDir(), file)
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// flat returns the set values of the rows, by the keys in order.
func flat(rows []office.ParsedRow, layout office.Layout) []string {
	out := []string{}
	for _, r := range rows {
		var parts []string
		for i, f := range layout.Fields {
			v := r.Values[i]
			switch {
			case len(v.Names) > 0:
				parts = append(parts, f.Key+"="+strings.Join(v.Names, "+"))
			case v.Set:
				parts = append(parts, f.Key+"="+v.Text)
			}
		}
		for _, fault := range r.Faults {
			parts = append(parts, "!"+fault.Field)
		}
		out = append(out, strings.Join(parts, " "))
	}
	return out
}

func check(t *testing.T, u ugly, path string) {
	t.Helper()
	layout, err := office.LayoutOf(u.kind)
	if err != nil {
		t.Fatal(err)
	}
	book, err := Open(path, DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := book.Read(layout, u.opt)
	if err != nil {
		t.Fatal(err)
	}
	got := flat(reading.ParseRows(), layout)
	if strings.Join(got, "\n") != strings.Join(u.want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(u.want, "\n"))
	}
	if u.skips >= 0 && len(reading.Skips) != u.skips {
		t.Errorf("skips %d, want %d: %+v", len(reading.Skips), u.skips, reading.Skips)
	}
}

func merge(areas ...string) func(*excelize.File, string) {
	return func(f *excelize.File, sheet string) {
		for _, a := range areas {
			from, to, _ := strings.Cut(a, ":")
			if err := f.MergeCell(sheet, from, to); err != nil {
				panic(err)
			}
		}
	}
}

// dated puts a number with a date format at the cell.
func dated(cell string, serial float64, format int) func(*excelize.File, string) {
	return func(f *excelize.File, sheet string) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: format})
		if err == nil {
			err = f.SetCellValue(sheet, cell, serial)
		}
		if err == nil {
			err = f.SetCellStyle(sheet, cell, cell, style)
		}
		if err != nil {
			panic(err)
		}
	}
}

var twoSchools = []string{"name=县第一小学 kind=小学", "name=东门幼儿园 kind=幼儿园"}

func visitOn(day string) []string {
	return []string{"date=" + day + " school=县第一小学 inspectors=张三"}
}

var uglySheets = []ugly{
	{name: "plain", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "小学"}, {"东门幼儿园", "幼儿园"}}, want: twoSchools},
	{name: "title rows", kind: office.KindSchools, rows: [][]any{{"示例县2025年学校名单"}, {"填报单位：教育局"}, {}, {"学校名称", "类型"}, {"县第一小学", "小学"}, {"东门幼儿园", "幼儿园"}}, edit: merge("A1:B1"), want: twoSchools},
	{name: "other names, other order", kind: office.KindSchools, rows: [][]any{{"学段", "备 注", "学 校\n全 称（必填）"}, {"完小", nil, "县第一小学"}, {"民办幼儿园", nil, "东门幼儿园"}}, want: twoSchools},
	{name: "empty rows and columns", kind: office.KindSchools, rows: [][]any{{nil, "学校名称", nil, nil, "类型"}, {}, {nil, "县第一小学", nil, nil, "小学"}, {}, {}, {nil, "东门幼儿园", nil, nil, "幼儿园"}, {}}, want: twoSchools},
	{name: "sums", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "学生数"}, {"县第一小学", "小学", 100}, {"小 计", nil, 100}, {"东门幼儿园", "幼儿园", 50}, {"合计：", nil, 150}}, want: []string{"name=县第一小学 kind=小学 students=100", "name=东门幼儿园 kind=幼儿园 students=50"}, skips: 2},
	{name: "numbered empty rows", kind: office.KindSchools, rows: [][]any{{"序号", "学校名称", "类型"}, {1, "县第一小学", "小学"}, {2, "东门幼儿园", "幼儿园"}, {3}, {4}}, want: twoSchools},
	{name: "foot notes", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "小学"}, {"东门幼儿园", "幼儿园"}, {"填表人：李四"}, {"注：以上为公办"}}, want: twoSchools, skips: 2},
	{name: "heading repeated", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "小学"}, {"学校名称", "类型"}, {"东门幼儿园", "幼儿园"}}, want: twoSchools, skips: 1},
	{name: "section titles", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "乡镇"}, {"一、城区"}, {"县第一小学", "小学"}, {"二、乡镇"}, {"东门幼儿园", "幼儿园"}}, edit: merge("A2:C2", "A4:C4"), want: twoSchools, skips: 2},
	{name: "two-line heading, merged", kind: office.KindSchools, rows: [][]any{{"学校名称", "办学情况", nil, "校长", nil}, {nil, "类型", "学生数", "姓名", "电话"}, {"县第一小学", "小学", 100, "王五", "13800000001"}}, edit: merge("A1:A2", "B1:C1", "D1:E1"),
		want: []string{"name=县第一小学 kind=小学 principal=王五 phone=13800000001 students=100"}},
	{name: "two-line heading, not merged", kind: office.KindSchools, rows: [][]any{{"学校名称", "办学情况", nil, "园长"}, {nil, "类型", "学生数", "姓名"}, {"县第一小学", "小学", 100, "王五"}},
		want: []string{"name=县第一小学 kind=小学 principal=王五 students=100"}},
	{name: "merged down a column", kind: office.KindZones, rows: [][]any{{"责任区", "组长", "学校名称", "责任督学"}, {"第一责任区", "张三", "县第一小学", "张三"}, {nil, nil, "东门幼儿园", "李四"}}, edit: merge("A2:A3", "B2:B3"),
		want: []string{"zone=第一责任区 leader=张三 school=县第一小学 inspectors=张三", "zone=第一责任区 leader=张三 school=东门幼儿园 inspectors=李四"}},
	{name: "a zone without a leader after one that has", kind: office.KindZones, rows: [][]any{{"责任区", "组长", "学校名称", "责任督学"}, {"东片责任区", "张三", "县第一小学", "张三"}, {"西片责任区", nil, "东门幼儿园", "李四"}, {nil, nil, "西门幼儿园", "李四"}},
		want: []string{"zone=东片责任区 leader=张三 school=县第一小学 inspectors=张三", "zone=西片责任区 school=东门幼儿园 inspectors=李四", "zone=西片责任区 school=西门幼儿园 inspectors=李四"}},
	{name: "group name in its first row only", kind: office.KindZones, rows: [][]any{{"责任区", "组长", "学校名称", "责任督学"}, {"第一责任区", "张三", "县第一小学", "张三"}, {nil, nil, "东门幼儿园", "李四"}},
		want: []string{"zone=第一责任区 leader=张三 school=县第一小学 inspectors=张三", "zone=第一责任区 leader=张三 school=东门幼儿园 inspectors=李四"}},
	{name: "ditto", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "乡镇"}, {"县第一小学", "小学", "城关镇"}, {"县第二小学", "同上", "〃"}, {"县第三小学", "″", "\""}},
		want: []string{"name=县第一小学 kind=小学 town=城关镇", "name=县第二小学 kind=小学 town=城关镇", "name=县第三小学 kind=小学 town=城关镇"}},
	{name: "ditto with nothing above", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "乡镇"}, {"县第一小学", "小学", "同上"}}, want: []string{"name=县第一小学 kind=小学 !town"}},
	{name: "full width and stray blanks", kind: office.KindSchools, rows: [][]any{{"　学校名称 ", "类型\u200b", "学生数", "电话", "标识码"}, {"\u00a0县 第一　小学\n", " 小学 ", "１，２００人", "１３８ ０００００００１", " ２１４３０００００１ "}},
		want: []string{"code=2143000001 name=县第一小学 kind=小学 phone=13800000001 students=1200"}},
	{name: "several inspectors", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "责任督学"}, {"县第一小学", "小学", "张三、李四"}, {"县第二小学", "小学", "张 三 李四；王小五"}, {"县第三小学", "小学", "张三/李四，王五（组长）"}},
		want: []string{"name=县第一小学 kind=小学 inspectors=张三+李四", "name=县第二小学 kind=小学 inspectors=张三+李四+王小五", "name=县第三小学 kind=小学 inspectors=张三+李四+王五"}},
	{name: "inspectors in two columns", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "责任督学", "挂牌督学"}, {"县第一小学", "小学", "张三", "李四"}}, want: []string{"name=县第一小学 kind=小学 inspectors=张三+李四"}},
	{name: "the responsible inspector and the other under one heading", kind: office.KindZones, rows: [][]any{{"责任区", "学校名称", "责任督学", nil}, {nil, nil, "主", "协"}, {"第一责任区", "县第一小学", "张三", "李四"}, {"第一责任区", "东门幼儿园", "李四", nil}},
		edit: merge("A1:A2", "B1:B2", "C1:D1"), want: []string{"zone=第一责任区 school=县第一小学 inspectors=张三+李四", "zone=第一责任区 school=东门幼儿园 inspectors=李四"}},
	{name: "ditto under each of two inspectors", kind: office.KindZones, rows: [][]any{{"责任区", "学校名称", "主责督学", "协作督学"}, {"第一责任区", "县第一小学", "张三", "李四"}, {"第一责任区", "县第二小学", "同上", "王五"}, {"第一责任区", "县第三小学", "同上", nil}, {"第一责任区", "东门幼儿园", "赵六", "同上"}},
		want: []string{"zone=第一责任区 school=县第一小学 inspectors=张三+李四", "zone=第一责任区 school=县第二小学 inspectors=张三+王五", "zone=第一责任区 school=县第三小学 inspectors=张三", "zone=第一责任区 school=东门幼儿园 inspectors=赵六"}},
	{name: "what was done and how far it is", kind: office.KindFindings, rows: [][]any{{"学校名称", "检查时间", "存在的问题", "整改措施", "整改情况"}, {"县第一小学", "2023.5.6", "通道堆物", "清理", "整改中"}}, want: []string{"school=县第一小学 foundOn=2023-05-06 content=通道堆物 measures=清理 state=整改中"}},
	{name: "what was done in one column", kind: office.KindFindings, rows: [][]any{{"学校名称", "检查时间", "存在的问题", "整改情况"}, {"县第一小学", "2023.5.6", "通道堆物", "已清理"}}, want: []string{"school=县第一小学 foundOn=2023-05-06 content=通道堆物 measures=已清理"}},
	{name: "clerk's mapping", kind: office.KindSchools, rows: [][]any{{"被挂牌单位", "类型", "备注"}, {"县第一小学", "小学", "不要"}}, opt: ReadOptions{Mapping: map[string]string{"被挂牌单位": "name", "备注": office.IgnoreColumn}}, want: []string{"name=县第一小学 kind=小学"}},
	{name: "heading row given", kind: office.KindSchools, rows: [][]any{{"x", "y"}, {"单位甲", "类"}, {"县第一小学", "小学"}}, opt: ReadOptions{Heads: map[string]int{"Sheet1": 2}, Mapping: map[string]string{"单位甲": "name", "类": "kind"}}, want: []string{"name=县第一小学 kind=小学"}},
	{name: "formula errors", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "学生数"}, {"县第一小学", "小学", "#REF!"}}, want: []string{"name=县第一小学 kind=小学 !students"}},
	{name: "digits lost", kind: office.KindInspectors, rows: [][]any{{"姓名", "身份证号", "督学证号"}, {"张三", 362528199001010017.0, "3.62528E+17"}}, want: []string{"name=张三 !certificate !idNumber"}, skips: -1},
	{name: "stored numbers in code columns", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "标识码", "电话"}, {"县第一小学", "小学", 2143000001, 13800000001}}, want: []string{"code=2143000001 name=县第一小学 kind=小学 phone=13800000001"}},
	{name: "yes and no", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型", "食堂", "校车"}, {"县第一小学", "小学", "√", "无"}, {"县第二小学", "小学", true, "×"}}, want: []string{"name=县第一小学 kind=小学 canteen=是 bus=否", "name=县第二小学 kind=小学 canteen=是 bus=否"}},
	{name: "cells in column XFD", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "小学"}, {"东门幼儿园", "幼儿园"}}, edit: func(f *excelize.File, s string) { _ = f.SetCellValue(s, "XFD2", "x") }, want: twoSchools},
	{name: "several sheets", kind: office.KindSchools, rows: [][]any{{"学校名称", "类型"}, {"县第一小学", "小学"}}, edit: func(f *excelize.File, _ string) {
		for _, n := range []string{"幼儿园", "说明页"} {
			_, _ = f.NewSheet(n)
		}
		_ = f.SetSheetRow("幼儿园", "A1", &[]any{"园名", "学段"})
		_ = f.SetSheetRow("幼儿园", "A2", &[]any{"东门幼儿园", "幼儿园"})
		_ = f.SetSheetRow("说明页", "A1", &[]any{"本表由各校填写"})
	}, want: twoSchools, skips: 1},
	{name: "date dots", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {"2023.5.6", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "date Chinese", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {"2023年5月6日（星期六）", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "date numerals", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {"二〇二三年五月二十六日", "县第一小学", "张三"}}, want: visitOn("2023-05-26")},
	{name: "date eight digits", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {20230506, "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "date serial, plain", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {45052, "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "date serial as text", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {"45052", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "date styled 14", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {nil, "县第一小学", "张三"}}, edit: dated("A2", 45052, 14), want: visitOn("2023-05-06")},
	{name: "date styled 31", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {nil, "县第一小学", "张三"}}, edit: dated("A2", 45052, 31), want: visitOn("2023-05-06")},
	{name: "date with time", kind: office.KindVisits, rows: [][]any{{"督导日期", "学校", "督学"}, {nil, "县第一小学", "张三"}}, edit: dated("A2", 45052.375, 22), want: visitOn("2023-05-06")},
	{name: "year in title", kind: office.KindVisits, rows: [][]any{{"2023年5月督导记录"}, {"日期", "学校", "督学"}, {"5月6日", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "year in sheet name", kind: office.KindVisits, sheet: "2023年", rows: [][]any{{"日期", "学校", "督学"}, {"5.6", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "year in file name", kind: office.KindVisits, file: "202305督导台账.xlsx", rows: [][]any{{"日期", "学校", "督学"}, {"5/6", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "school year in title", kind: office.KindVisits, rows: [][]any{{"2022—2023学年度督导记录"}, {"日期", "学校", "督学"}, {"5月6日", "县第一小学", "张三"}}, want: visitOn("2023-05-06")},
	{name: "year given", kind: office.KindVisits, rows: [][]any{{"日期", "学校", "督学"}, {"5月6日", "县第一小学", "张三"}}, opt: ReadOptions{Year: 2023}, want: visitOn("2023-05-06")},
	{name: "year nowhere", kind: office.KindVisits, rows: [][]any{{"日期", "学校", "督学"}, {"5月6日", "县第一小学", "张三"}}, want: []string{"school=县第一小学 inspectors=张三 !date"}},
	{name: "year by section", kind: office.KindVisits, rows: [][]any{{"日期", "学校", "督学"}, {"2022年"}, {"12月6日", "县第一小学", "张三"}, {"2023年"}, {"1月6日", "县第一小学", "张三"}}, edit: merge("A2:C2", "A4:C4"), want: []string{"date=2022-12-06 school=县第一小学 inspectors=张三", "date=2023-01-06 school=县第一小学 inspectors=张三"}, skips: 2},
}

func TestUglySheets(t *testing.T) {
	for _, u := range uglySheets {
		t.Run(u.name, func(t *testing.T) {
			check(t, u, write(t, u))
		})
	}
}

func TestUnknownColumnsAreNamed(t *testing.T) {
	path := write(t, ugly{rows: [][]any{{"序号", "学校名称", "类型", "公众号", "微信"}, {1, "县第一小学", "小学", "x", "y"}}})
	layout := must[office.Layout](t)(office.LayoutOf(office.KindSchools))
	book := must[*Book](t)(Open(path, DefaultLimits))
	r := must[*office.SheetReading](t)(book.Read(layout, ReadOptions{Mapping: map[string]string{"微信": office.IgnoreColumn}}))
	if len(r.Notes) != 1 || !strings.Contains(r.Notes[0], "公众号（D 列）") || strings.Contains(r.Notes[0], "微信") {
		t.Errorf("notes: %q", r.Notes)
	}
}

func TestDelimitedText(t *testing.T) {
	u := ugly{kind: office.KindSchools, want: twoSchools}
	text := "学校名称,类型\r\n\r\n县第一小学,\"小学\"\r\n东门幼儿园,幼儿园\r\n"
	gbk := "\xd1\xa7\xd0\xa3\xc3\xfb\xb3\xc6,\xc0\xe0\xd0\xcd\r\n\xcf\xd8\xb5\xda\xd2\xbb\xd0\xa1\xd1\xa7,\xd0\xa1\xd1\xa7\r\n\xb6\xab\xc3\xc5\xd3\xd7\xb6\xf9\xd4\xb0,\xd3\xd7\xb6\xf9\xd4\xb0\r\n"
	utf16 := []byte{0xFF, 0xFE}
	for _, r := range strings.ReplaceAll(text, ",", "\t") {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string]string{"utf8": text, "bom": "\xEF\xBB\xBF" + text, "gbk": gbk, "tabs": strings.ReplaceAll(text, ",", "\t"), "utf16": string(utf16)} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "名单.csv")
			if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
				t.Fatal(err)
			}
			check(t, u, path)
		})
	}
}

// A text of a cell has commas of its own; the mark that parts the cells stands equally
// often on each line.
func TestTheMarkThatPartsCells(t *testing.T) {
	t.Parallel()
	row := `2026.3.2,第一小学,解示清,"查看食堂，留样，台账，消毒，健康证","一是堆物，二是缺页, 三是断档"` + "\n"
	for name, c := range map[string]struct {
		text string
		want rune
	}{
		"quoted texts":      {"日期,学校,督学,内容,问题\n" + row + row, ','},
		"texts unquoted":    {"日期,学校,内容\n2026.3.2,一小,看食堂，留样，台账\n2026.3.3,一小,看食堂，留样，台账\n", ','},
		"a title":           {"督导记录，2026年，示例\n日期,学校\n2026.3.2,一小\n", ','},
		"tabs":              {"日期\t学校\t内容\n2026.3.2\t一小\t看食堂,留样,台账\n", '\t'},
		"full-width commas": {"日期，学校，督学\n2026.3.2，一小，解示清\n", '，'},
		"a stray quote":     {"日期\t5\"管\t督学\n2026.3.2\t一小\t解示清\n", '\t'},
		"one column":        {"学校\n一小\n", ','},
	} {
		if got := delimiterOf(c.text); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestHiddenRowsAreReadAndTold(t *testing.T) {
	path, _ := faultyBook(t)
	f := must[*excelize.File](t)(excelize.OpenFile(path))
	if err := f.SetRowVisible("Sheet1", 4, false); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	reading := must[*office.SheetReading](t)(must[*Book](t)(Open(path, DefaultLimits)).Read(must[office.Layout](t)(office.LayoutOf(office.KindSchools)), ReadOptions{}))
	if len(reading.Tables[0].Rows) != 3 || len(reading.Notes) != 1 || !strings.Contains(reading.Notes[0], "有 1 行是隐藏的") {
		t.Errorf("%d rows, %q", len(reading.Tables[0].Rows), reading.Notes)
	}
}
