package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"dudao/internal/doc"
)

func pixels(t testing.TB, w, h int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range w {
		img.Set(i, i%h, color.White)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func options(t testing.TB) Options {
	return Options{QR: func(text string) ([]byte, error) {
		if text == "" {
			return nil, errors.New("empty")
		}
		return pixels(t, 40, 40), nil
	}}
}

// everyBlock is a document with each kind of block; its names have rare characters.
func everyBlock(t testing.TB) doc.Document {
	return doc.Document{Title: "示例 & <通报>", Style: doc.Official, Sample: true, Code: "DUDAO:feedback:JL2026-0012", Blocks: []doc.Block{
		doc.RedHead{Office: "示例县人民政府教育督导室", Number: "示教督〔2026〕3号", Signer: "甲䶮示"},
		doc.Title{Text: "关于示例县中小学校责任督学挂牌督导发现问题整改情况的通报", Subtitle: "（2026年3月）"},
		doc.Paragraph{NoIndent: true, Runs: []doc.Run{{Text: "各学校："}}},
		doc.Paragraph{Runs: []doc.Run{{Text: "本月督导"}, {Text: "149所", Bold: true, Mark: 1}, {Text: "，责任督学㛃某、𬭊某参加\x00\x0b。\n第二段“引号”<尖括号>&符号。"}}},
		doc.Heading{Level: 1, Text: "一、基本情况"}, doc.Heading{Level: 2, Text: "（一）进校"}, doc.Heading{Level: 3, Text: "1.听课。"}, doc.Heading{Level: 9, Text: "（1）评课。"},
		doc.Ends{Left: "填报单位：示例县", Center: "2026年3月", Right: "单位：所"},
		doc.Table{Caption: "表1 各责任区", Columns: []doc.Column{{Head: "责任区", Width: 3}, {Head: "应督导", Group: "学校", Align: doc.Right}, {Head: "已督导", Group: "学校"}, {Head: "备注"}},
			Rows: []doc.Row{{Cells: []doc.Cell{doc.C("第一责任区"), {Text: "32", Mark: 2}, {Text: "31", Warn: true}}}, {Strong: true, Cells: []doc.Cell{doc.C("合计"), doc.C("32"), doc.C("31"), doc.C("")}}}},
		doc.Table{Columns: []doc.Column{{Head: "空表一"}, {Head: "空表二"}}},
		doc.Chart{Title: "图1 覆盖率", Unit: "%", Labels: []string{"甲区", "乙区"}, Series: []doc.Series{{Name: "本月", Values: []float64{96.8}}, {Name: "上月", Values: []float64{90, 91}}}},
		doc.Grid{Widths: []float64{2, 5, 2, 5}, Rows: []doc.GridRow{
			{Cells: []doc.GridCell{{Text: "学校", Label: true}, {Text: "示例镇第一小学"}, {Text: "日期", Label: true}, {Text: "2026年3月17日"}}},
			{MinHeight: 30, Fill: true, Cells: []doc.GridCell{{Text: "纪实", Label: true}, {Text: "第一行\n第二行", Span: 3, Top: true}}}}},
		doc.Cover{Title: "示例县\n责任督学工作手册", Subtitle: "（2026年度）", Fields: []doc.Field{{Label: "督学姓名", Value: "陈示𬭊"}}, Office: "示例县人民政府教育督导室", Date: "2026年4月2日"},
		doc.Contents{Title: "目录", Depth: 1},
		doc.QR{Text: "https://example.invalid", Caption: "扫码查看公示"},
		doc.Space{Lines: 2},
		doc.Signature{Office: "示例县人民政府教育督导室", Date: "2026年4月2日"},
		doc.PageBreak{}, doc.Photos{Title: "督导照片", PerPage: 6, Items: []doc.Photo{{Data: pixels(t, 400, 300), Caption: "食堂"}, {Data: []byte("broken"), Caption: "坏图"}, {Data: pixels(t, 30, 500), Caption: "楼道"}}},
		doc.PageBreak{Annex: "附件1"}, doc.Title{Text: "记录清单"},
		doc.Table{Columns: []doc.Column{{Head: "注", Width: 1}, {Head: "学校", Width: 5}}, Rows: []doc.Row{{Cells: []doc.Cell{{Mark: 1}, doc.C("示例镇小学")}}, {Cells: []doc.Cell{{Mark: 2}, doc.C("示例镇中学")}}}},
		doc.Signature{Lines: []string{"督学签名：", "学校负责人签名：", "日期：　　年　　月　　日"}, Office: "示例县教育督导室"},
		doc.Imprint{CopyTo: "示例县人民政府办公室", Office: "示例县人民政府教育督导室", Date: "2026年4月2日"},
	}}
}

func written(t testing.TB, d doc.Document) ([]byte, []string) {
	t.Helper()
	var b bytes.Buffer
	warnings, err := Write(&b, d, options(t))
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), warnings
}

// partsOf reads a DOCX whole.
func partsOf(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	return out
}

// The order of the elements that the schema of WordprocessingML wants (ECMA-376
// part 1, 17), of those that are written here.
var schemaOrder = map[string]string{
	"pPr":    "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl sectPr",
	"rPr":    "rFonts b color spacing sz szCs u bdr vertAlign lang",
	"tblPr":  "tblStyle tblpPr tblOverlap tblW tblInd tblBorders tblLayout tblCellMar",
	"tcPr":   "tcW gridSpan vMerge tcBorders vAlign",
	"sectPr": "headerReference footerReference pgSz pgMar pgNumType cols titlePg docGrid",
	"style":  "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
	"tbl":    "tblPr tblGrid tr", "tr": "trPr tc", "tc": "tcPr p", "p": "pPr r hyperlink bookmarkStart bookmarkEnd fldSimple",
	"settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl compat themeFontLang",
	"anchor":   "simplePos positionH positionV extent effectExtent wrapNone docPr cNvGraphicFramePr graphic", "inline": "extent docPr cNvGraphicFramePr graphic",
}

// sound checks a DOCX as Word reads it: parts well-formed and in the schema's
// order, each with a content type, each relationship leading somewhere, each
// r:id known.
func sound(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	parts := partsOf(t, data)
	var types struct {
		Default  []struct{ Extension, ContentType string } `xml:"Default"`
		Override []struct{ PartName, ContentType string }  `xml:"Override"`
	}
	if err := xml.Unmarshal(attributesAsFields(parts[typesPart]), &types); err != nil {
		t.Fatal(err)
	}
	typed := map[string]bool{}
	for _, o := range types.Override {
		typed[strings.TrimPrefix(o.PartName, "/")] = true
		if parts[strings.TrimPrefix(o.PartName, "/")] == nil {
			t.Errorf("content type of a part that is not there: %s", o.PartName)
		}
	}
	for _, d := range types.Default {
		typed["."+d.Extension] = true
	}
	for name, part := range parts {
		if name != typesPart && !typed[name] && !typed[path.Ext(name)] {
			t.Errorf("%s has no content type", name)
		}
		if ext := path.Ext(name); ext == ".xml" || ext == ".rels" {
			ordered(t, name, part)
		}
		for _, lone := range []string{"</w:tbl><w:sectPr", "</w:tbl><w:tbl>", "</w:tbl></w:tc>"} {
			if bytes.Contains(part, []byte(lone)) {
				t.Errorf("%s: no paragraph after a table: %s", name, lone)
			}
		}
		if path.Ext(name) == ".rels" {
			owner := path.Join(path.Dir(path.Dir(name)), strings.TrimSuffix(path.Base(name), ".rels"))
			linked(t, parts, owner, part)
		} else if bytes.Contains(part, []byte(` r:id="`)) || bytes.Contains(part, []byte(` r:embed="`)) {
			if parts[path.Join(path.Dir(name), "_rels", path.Base(name)+".rels")] == nil {
				t.Errorf("%s uses relationships and has none", name)
			}
		}
	}
	return parts
}

// attributesAsFields lets encoding/xml read attributes into fields named alike.
func attributesAsFields(b []byte) []byte {
	var out bytes.Buffer
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.RawToken()
		if err != nil {
			return out.Bytes()
		}
		switch token := token.(type) {
		case xml.StartElement:
			out.WriteString("<" + token.Name.Local + ">")
			for _, a := range token.Attr {
				if a.Name.Local != "xmlns" {
					out.WriteString("<" + a.Name.Local + ">" + a.Value + "</" + a.Name.Local + ">")
				}
			}
		case xml.EndElement:
			out.WriteString("</" + token.Name.Local + ">")
		}
	}
}

func linked(t testing.TB, parts map[string][]byte, owner string, rels []byte) {
	t.Helper()
	var list struct {
		Relationship []struct{ Id, Target string }
	}
	if err := xml.Unmarshal(attributesAsFields(rels), &list); err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range list.Relationship {
		known[r.Id] = true
		if target := path.Join(path.Dir(owner), r.Target); parts[target] == nil {
			t.Errorf("%s leads to %s, which is not there", owner, target)
		}
	}
	for _, attr := range []string{` r:id="`, ` r:embed="`} {
		for _, after := range strings.Split(string(parts[owner]), attr)[1:] {
			if id, _, _ := strings.Cut(after, `"`); !known[id] {
				t.Errorf("%s uses the unknown relationship %s", owner, id)
			}
		}
	}
}

func ordered(t testing.TB, name string, part []byte) {
	t.Helper()
	type open struct {
		name string
		at   int
	}
	var stack []open
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if n := len(stack); n > 0 {
				parent := &stack[n-1]
				if order, ok := schemaOrder[parent.name]; ok {
					at := slices.Index(strings.Fields(order), token.Name.Local)
					if at < 0 || at < parent.at && parent.name != "p" && parent.name != "sectPr" {
						t.Fatalf("%s: %s in %s is out of order", name, token.Name.Local, parent.name)
					}
					parent.at = max(parent.at, at)
				}
			}
			stack = append(stack, open{name: token.Name.Local})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func TestEveryBlockIsSound(t *testing.T) {
	d := everyBlock(t)
	for _, style := range []doc.Style{doc.Official, doc.Form, doc.Ledger} {
		for _, landscape := range []bool{false, true} {
			d.Style, d.Landscape = style, landscape
			data, warnings := written(t, d)
			sound(t, data)
			if len(warnings) != 1 || !strings.Contains(warnings[0], "坏图") {
				t.Errorf("%s: warnings %q", style, warnings)
			}
			again, _ := written(t, d)
			if !bytes.Equal(data, again) {
				t.Errorf("%s: two runs gave different bytes", style)
			}
		}
	}
}

func TestOddDocumentsAreSound(t *testing.T) {
	wide := doc.Table{Caption: "宽表"}
	row := doc.Row{}
	for range 41 {
		wide.Columns = append(wide.Columns, doc.Column{Head: "很长的表头文字"})
		row.Cells = append(row.Cells, doc.C("2026-03-17"))
	}
	wide.Columns = wide.Columns[:40]
	wide.Rows = []doc.Row{row, {}}
	for _, d := range []doc.Document{{}, {Style: doc.Form, Width: 420, Height: 297}, {Style: doc.Ledger, Blocks: []doc.Block{doc.Table{}, doc.Chart{}, doc.Grid{}, doc.Photos{}, doc.QR{}, doc.Signature{}, doc.Imprint{}}},
		{Blocks: []doc.Block{doc.PageBreak{}, wide, doc.PageBreak{}, doc.Grid{Widths: []float64{1, 0, -1}, Rows: []doc.GridRow{{}, {Cells: []doc.GridCell{{Text: "一", Span: 99}, {Text: "二"}}}}}, doc.PageBreak{}}},
		{Blocks: []doc.Block{doc.RedHead{Office: strings.Repeat("很长的机关名称", 20)}, doc.Title{Text: strings.Repeat("很长的标题", 60)}, doc.Signature{Office: strings.Repeat("很长", 60), Lines: []string{"", "：", strings.Repeat("签名", 90)}}}},
	} {
		data, _ := written(t, d)
		sound(t, data)
	}
}

// TestOfficialPage reads the page of GB/T 9704 from the parts: margins, lines,
// fonts, page numbers at the outer sides.
func TestOfficialPage(t *testing.T) {
	data, _ := written(t, everyBlock(t))
	parts := partsOf(t, data)
	for part, wants := range map[string][]string{
		"word/document.xml": {`w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"`, `<w:docGrid w:type="lines" w:linePitch="580"/>`, `<w:titlePg/>`, `<w:tblHeader/>`, `<w:cantSplit/>`,
			`<w:hyperlink w:anchor="注1"`, `w:name="注1"`, `w:color="FF0000"`, "甲䶮示", "㛃某、𬭊某", "&lt;尖括号&gt;&amp;符号", `w:type="even"`},
		"word/styles.xml":        {`w:ascii="仿宋_GB2312"`, "方正小标宋简体", "楷体_GB2312", "黑体", `w:line="560" w:lineRule="exact"`, `w:sz w:val="32"`, `w:sz w:val="44"`, `w:firstLineChars="200"`},
		"word/footerdefault.xml": {`<w:jc w:val="right"/>`, "— ", "PAGE"}, "word/footereven.xml": {`<w:jc w:val="left"/>`},
		"word/headerfirst.xml": {"wp:anchor", "示例", "JL2026-0012"}, "word/headerdefault.xml": {"示例"}, "word/settings.xml": {"evenAndOddHeaders"},
		"docProps/core.xml": {"示例 &amp; &lt;通报&gt;"},
	} {
		for _, want := range wants {
			if !bytes.Contains(parts[part], []byte(want)) {
				t.Errorf("%s lacks %s", part, want)
			}
		}
	}
}

// A signature stays with the end of the text, whatever that is.
func TestSignatureIsKeptWithTheText(t *testing.T) {
	for name, before := range map[string]doc.Block{"text": doc.Text("完。"), "table": doc.Table{Columns: []doc.Column{{Head: "甲"}}, Rows: []doc.Row{{Cells: []doc.Cell{doc.C("乙")}}}},
		"grid": doc.Grid{Widths: []float64{1}, Rows: []doc.GridRow{{Cells: []doc.GridCell{{Text: "乙"}}}}}} {
		data, _ := written(t, doc.Document{Blocks: []doc.Block{before, doc.Space{Lines: 1}, doc.Signature{Office: "示例县教育督导室", Date: "2026年4月2日"}}})
		body := string(partsOf(t, data)["word/document.xml"])
		last := ""
		for _, p := range strings.Split(body, "</w:p>") {
			if strings.Contains(p, "示例县教育督导室") {
				break
			}
			last = p[strings.LastIndex(p, "<w:p>"):]
			if (strings.Contains(p, "乙<") || strings.Contains(p, "完。")) && !strings.Contains(last, "<w:keepNext/>") {
				t.Errorf("%s: the end of the text may stay behind", name)
			}
		}
		if !strings.Contains(last, "<w:keepNext/>") {
			t.Errorf("%s: the signature may go alone: %s", name, last)
		}
	}
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}

// A letter that is given by itself bears no page number.
func TestUnnumberedHasNoFooter(t *testing.T) {
	d := everyBlock(t)
	for _, d.Unnumbered = range []bool{false, true} {
		file, _ := written(t, d)
		if numbered := bytes.Contains(file, []byte("word/footerdefault.xml")); numbered == d.Unnumbered {
			t.Errorf("unnumbered %v: has a footer: %v", d.Unnumbered, numbered)
		}
	}
}

// Papers that lie by themselves are sections that count their own pages; the code
// in the corner is the first one's alone.
func TestPagesApart(t *testing.T) {
	rows := doc.Table{Columns: []doc.Column{{Head: "甲"}}, Rows: []doc.Row{{Cells: []doc.Cell{doc.C("乙")}}}}
	data, _ := written(t, doc.Document{Style: doc.Ledger, Code: "DD:visit/1", Blocks: []doc.Block{
		doc.Title{Text: "第一盒"}, rows, doc.PageBreak{Apart: true}, doc.Title{Text: "第二盒"}, rows, doc.PageBreak{Apart: true}, doc.Title{Text: "第三盒"}, rows}})
	parts := sound(t, data)
	body := string(parts["word/document.xml"])
	for text, want := range map[string]int{"<w:sectPr>": 3, `<w:pgNumType w:start="1"/>`: 2, "<w:titlePg/>": 1, "<w:pageBreakBefore/>": 0} {
		if n := strings.Count(body, text); n != want {
			t.Errorf("%s: %d, not %d", text, n, want)
		}
	}
	if !bytes.Contains(parts["word/footerdefault.xml"], []byte("SECTIONPAGES")) {
		t.Error("the pages of all are counted together")
	}
}

// texts are all texts of a document as they should be read, in order.
func texts(d doc.Document) []string {
	out := []string{}
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Title:
			out = append(out, b.Text, b.Subtitle)
		case doc.Heading:
			out = append(out, b.Text)
		case doc.Cover:
			out = append(out, strings.Split(b.Title, "\n")...)
			out = append(out, b.Subtitle)
			for _, f := range b.Fields {
				out = append(out, f.Label, f.Value)
			}
			out = append(out, b.Office, b.Date)
		case doc.Contents:
			out = append(out, b.Title)
		case doc.Paragraph:
			for _, r := range b.Runs {
				out = append(out, strings.NewReplacer("\x00", "", "\x0b", "").Replace(r.Text), doc.MarkSign(r.Mark))
			}
		case doc.Ends:
			out = append(out, b.Left, b.Center, b.Right)
		case doc.Table:
			out = append(out, b.Caption)
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(out, c.Says(), doc.MarkSign(c.Mark))
				}
			}
		case doc.Grid:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					out = append(out, c.Text)
				}
			}
		case doc.Signature:
			out = append(append(out, b.Lines...), b.Office, b.Date)
		case doc.PageBreak:
			out = append(out, b.Annex)
		}
	}
	return out
}

// TestOfficeProgramsReadIt opens documents with LibreOffice, all in one start,
// and finds every text in its order.
func TestOfficeProgramsReadIt(t *testing.T) {
	long := doc.Document{Style: doc.Form, Blocks: []doc.Block{doc.Title{Text: "长文"}}}
	for range 60 {
		long.Blocks = append(long.Blocks, doc.Text(strings.Repeat("食堂留样记录不完整，留样人没有签名。", 12)))
	}
	dir := t.TempDir()
	docs := map[string]doc.Document{"every": everyBlock(t), "long": long}
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", dir}
	for name, d := range docs {
		data, _ := written(t, d)
		file := filepath.Join(dir, name+".docx")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	if out, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, out)
	}
	for name, d := range docs {
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		rest := squeezed(string(data))
		for _, want := range texts(d) {
			at := strings.Index(rest, squeezed(want))
			if at < 0 {
				t.Fatalf("%s: %q is not found, or not in its place", name, want)
			}
			rest = rest[at+len(squeezed(want)):]
		}
	}
}
