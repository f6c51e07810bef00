package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
	"dudao/internal/testtime"

	"github.com/xuri/excelize/v2"
)

// workbook returns the bytes of a small good list.
func workbook(t testing.TB, opts ...excelize.Options) []byte {
	t.Helper()
	f := excelize.NewFile()
	for ref, v := range map[string]string{"A1": "学校名称", "B1": "类型", "A2": "县第一小学", "B2": "小学"} {
		if err := f.SetCellStr("Sheet1", ref, v); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b, opts...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pack makes a workbook package of one sheet with the given XML.
func pack(t testing.TB, sheetXML func(w *bytes.Buffer), more map[string]string) []byte {
	t.Helper()
	var out, sheet bytes.Buffer
	z := zip.NewWriter(&out)
	sheetXML(&sheet)
	parts := map[string]string{
		"_rels/.rels":                `<Relationships xmlns="r"><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="rel"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet.String(),
	}
	for k, v := range more {
		parts[k] = v
	}
	for name, text := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const inline = `<c t="inlineStr"><is><t>%s</t></is></c>`

func rowOf(texts ...string) string {
	s := "<row>"
	for _, text := range texts {
		s += fmt.Sprintf(inline, text)
	}
	return s + "</row>"
}

func TestBadFilesAreRefusedInWords(t *testing.T) {
	good := workbook(t)
	head := func(w *bytes.Buffer) { w.WriteString("<worksheet><sheetData>" + rowOf("学校名称", "类型")) }
	bomb := pack(t, func(w *bytes.Buffer) {
		head(w)
		row := rowOf("县第一小学", strings.Repeat("学", 3000))
		for w.Len() <= 136<<20 {
			w.WriteString(row)
		}
	}, nil)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":     {nil, "空文件"},
		"pdf":       {[]byte("%PDF-1.7 …"), "PDF"},
		"picture":   {[]byte("\x89PNG\r\n\x1a\n"), "图片"},
		"web page":  {[]byte("<html><table><tr><td>学校</td></tr></table></html>"), "网页"},
		"binary":    {bytes.Repeat([]byte{1, 0, 2}, 100), "不是 Excel 表格"},
		"zip":       {pack(t, head, map[string]string{"_rels/.rels": "<x/>"}), "压缩包"},
		"word":      {pack(t, head, map[string]string{"word/document.xml": "<x/>", "_rels/.rels": `<R><Relationship Type="/officeDocument" Target="word/document.xml"/></R>`}), "Word"},
		"truncated": {good[:len(good)/2], "已损坏"},
		"bad xml":   {pack(t, func(w *bytes.Buffer) { w.WriteString("<worksheet><sheetData><row><c t=") }, nil), "已损坏"},
		"macros":    {pack(t, head, map[string]string{"xl/vbaProject.bin": "x"}), "宏"},
		"password":  {workbook(t, excelize.Options{Password: "123"}), "密码"},
		"bomb":      {bomb, "过大"},
		"no text":   {workbookOf(t), "没有内容"},
		"too many rows": {pack(t, func(w *bytes.Buffer) {
			head(w)
			for range DefaultLimits.Rows + 10 {
				w.WriteString(`<row><c><v>1</v></c></row>`)
			}
			w.WriteString("</sheetData></worksheet>")
		}, nil), "超过 100000 行"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "表.xlsx")
			if err := os.WriteFile(path, c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			_, err := Open(path, DefaultLimits)
			if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one about %s", err, c.want)
			}
			if d := time.Since(start); d > testtime.Hang {
				t.Errorf("took %v", d)
			}
		})
	}
	if _, err := Open(filepath.Join(t.TempDir(), "没有.xlsx"), DefaultLimits); office.CodeOf(err) != office.CodeFile {
		t.Errorf("a missing file: %v", err)
	}
}

func workbookOf(t testing.TB) []byte {
	var b bytes.Buffer
	if err := excelize.NewFile().Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAMillionEmptyRows(t *testing.T) {
	data := pack(t, func(w *bytes.Buffer) {
		w.WriteString("<worksheet><sheetData>" + rowOf("学校名称", "类型") + rowOf("县第一小学", "小学"))
		for i := 3; i <= 1_048_576; i++ {
			fmt.Fprintf(w, `<row r="%d" ht="14"/>`, i)
		}
		w.WriteString(`</sheetData><mergeCells><mergeCell ref="A1:A1"/></mergeCells></worksheet>`)
	}, nil)
	start := time.Now()
	pages, err := readXLSX("表.xlsx", data, DefaultLimits)
	if err != nil || len(pages) != 1 || len(pages[0].lines) != 2 || len(pages[0].notes) != 1 {
		t.Fatalf("%v %+v", err, pages)
	}
	if d := time.Since(start); d > testtime.Hang {
		t.Errorf("took %v", d)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(workbook(f))
	f.Add([]byte("学校名称,类型\n县第一小学,小学\n"))
	f.Add(pack(f, func(w *bytes.Buffer) { w.WriteString("<worksheet><sheetData>" + rowOf("日期", "学校", "督学")) }, nil))
	if old, err := os.ReadFile("testdata/visits.xls"); err == nil {
		f.Add(old)
	}
	layout, err := office.LayoutOf(office.KindSchools)
	if err != nil {
		f.Fatal(err)
	}
	small := Limits{FileBytes: 1 << 20, PartBytes: 4 << 20, AllBytes: 8 << 20, Rows: 1000, Cols: 64, Cells: 10_000, EmptyRun: 100}
	f.Fuzz(func(t *testing.T, data []byte) {
		book, err := read("表.xlsx", data, small)
		if err != nil {
			if office.CodeOf(err) != office.CodeFile {
				t.Fatalf("not an error for the clerk: %v", err)
			}
			return
		}
		if reading, err := book.Read(layout, ReadOptions{}); err == nil {
			reading.ParseRows()
		}
	})
}
