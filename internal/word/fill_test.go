package word

import (
	"archive/zip"
	"bytes"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
)

var known = []string{"学校名称", "督导日期", "责任督学", "问题清单", "问题.序号", "问题.内容", "听课.班级"}

var sampleValues = office.Filling{
	Text:  map[string]string{"学校名称": "示例镇第一小学 & <分校>", "督导日期": "2026年3月17日", "责任督学": "𬭊䶮㛃", "问题清单": "1.留样不全。\n2.灭火器没有检查。"},
	Lists: map[string][]map[string]string{"问题": {{"序号": "1", "内容": "留样不全"}, {"序号": "2", "内容": "灭火器\n没有检查"}, {"序号": "3", "内容": "门禁"}}},
}

const spaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`

// docx packs a document with the body, and further parts over the usual ones.
func docx(t testing.TB, body string, more map[string]string) []byte {
	t.Helper()
	parts := map[string]string{
		typesPart: `<Types xmlns="` + typesSpace + `"><Default Extension="rels" ContentType="` + relsType + `"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + typeBase + `document.main+xml"/><Override PartName="/word/header1.xml" ContentType="` + typeBase + `header+xml"/></Types>`,
		"_rels/.rels":       `<Relationships xmlns="` + relsSpace + `"><Relationship Id="rId1" Type="` + relBase + `officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<w:document ` + spaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/header1.xml":  `<w:hdr ` + spaces + `><w:p><w:r><w:t>页眉</w:t></w:r></w:p></w:hdr>`,
	}
	for name, part := range more {
		parts[name] = part
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range sortedKeys(parts) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sortedKeys(m map[string]string) []string {
	keys := []string{}
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// p is a paragraph of runs, as Word divides them.
func p(runs ...string) string {
	out := "<w:p>"
	for _, r := range runs {
		out += `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + r + `</w:t></w:r><w:proofErr w:type="spellEnd"/>`
	}
	return out + "</w:p>"
}

func tr(cells ...string) string {
	out := "<w:tr>"
	for _, c := range cells {
		out += "<w:tc>" + c + "</w:tc>"
	}
	return out + "</w:tr>"
}

func filled(t testing.TB, template []byte, values office.Filling) map[string][]byte {
	t.Helper()
	out, err := Fill(template, known, values)
	if err != nil {
		t.Fatal(err)
	}
	parts := partsOf(t, out)
	for name, part := range parts {
		if strings.HasPrefix(name, "word/") && strings.HasSuffix(name, ".xml") {
			budget := maxNodes
			if _, err := parse(part, &budget); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, part)
			}
		}
	}
	return parts
}

// lines are the paragraphs of a filled part, | between the cells of a row.
func linesOf(part []byte) []string {
	budget := maxNodes
	root, err := parse(part, &budget)
	if err != nil {
		return []string{err.Error()}
	}
	var out []string
	var look func(n *node, inCell bool)
	look = func(n *node, inRow bool) {
		for _, k := range n.kids {
			switch k.w {
			case "tr":
				row := []string{}
				for _, p := range paragraphsOf(k) {
					row = append(row, textOf(p).text)
				}
				out = append(out, strings.Join(row, "|"))
				look(k, true)
			case "p":
				if !inRow {
					out = append(out, textOf(k).text)
				}
				look(k, false)
			default:
				look(k, inRow)
			}
		}
	}
	look(root, false)
	return out
}

func TestFill(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		values office.Filling
		want   []string
	}{
		"plain":              {p("学校：{学校名称}，日期：{督导日期}。"), sampleValues, []string{"学校：示例镇第一小学 & <分校>，日期：2026年3月17日。"}},
		"divided by Word":    {p("学校：{", "学校", "名", "称", "}，督学：{责任", "督学}。"), sampleValues, []string{"学校：示例镇第一小学 & <分校>，督学：𬭊䶮㛃。"}},
		"full-width, blanks": {p("｛ 学校名称 ｝{督导 日期}"), sampleValues, []string{"示例镇第一小学 & <分校>2026年3月17日"}},
		"lines in a text":    {p("问题：{问题清单}"), sampleValues, []string{"问题：1.留样不全。\t2.灭火器没有检查。"}},
		"lines alone":        {p("{问题清单}"), sampleValues, []string{"1.留样不全。", "2.灭火器没有检查。"}},
		"rows": {"<w:tbl>" + tr(p("序号"), p("问题")) + tr(p("{问题.序号}"), p("{问题", "．内容}")) + tr(p("合计"), p("{学校名称}")) + "</w:tbl>", sampleValues,
			[]string{"序号|问题", "1|留样不全", "2|灭火器|没有检查", "3|门禁", "合计|示例镇第一小学 & <分校>"}},
		"paragraphs":  {p("{问题.序号}.{问题.内容}；"), sampleValues, []string{"1.留样不全；", "2.灭火器\t没有检查；", "3.门禁；"}},
		"empty list":  {"<w:tbl>" + tr(p("{问题.序号}"), p("{问题.内容}")) + "</w:tbl>" + p("完"), office.Filling{}, []string{none + "|", "完"}},
		"empty value": {p("督学：{责任督学}。"), office.Filling{}, []string{"督学：。"}},
		"in a text box": {`<w:p><w:r><w:pict><v:textbox><w:txbxContent>` + p("{学校名称}") + `</w:txbxContent></v:textbox></w:pict></w:r><w:r><w:t>外{督导日期}</w:t></w:r></w:p>`,
			sampleValues, []string{"外2026年3月17日", "示例镇第一小学 & <分校>"}},
		"a value like a placeholder": {p("{学校名称}"), office.Filling{Text: map[string]string{"学校名称": "{责任督学}"}}, []string{"{责任督学}"}},
		"nothing to fill":            {p("没有占位符"), sampleValues, []string{"没有占位符"}},
		"a placeholder in a link":    {`<w:p><w:hyperlink w:anchor="a"><w:r><w:t>{学校</w:t></w:r></w:hyperlink><w:r><w:t>名称}完</w:t></w:r></w:p>`, sampleValues, []string{"示例镇第一小学 & <分校>完"}},
	} {
		parts := filled(t, docx(t, c.body, nil), c.values)
		if got := linesOf(parts["word/document.xml"]); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestFillKeepsTheRest(t *testing.T) {
	template := docx(t, p("{学校名称}"), map[string]string{"word/header1.xml": `<w:hdr ` + spaces + `>` + p("{督导日期}") + `</w:hdr>`, "word/media/a.bin": "as it was", "customXml/item1.xml": "no XML"})
	parts := filled(t, template, sampleValues)
	if got := linesOf(parts["word/header1.xml"]); !slices.Equal(got, []string{"2026年3月17日"}) {
		t.Errorf("header: %q", got)
	}
	if string(parts["word/media/a.bin"]) != "as it was" {
		t.Errorf("a picture was changed: %q", parts["word/media/a.bin"])
	}
	body := string(parts["word/document.xml"])
	if !strings.Contains(body, "<w:b/>") || !strings.Contains(body, "&amp; &lt;分校&gt;") {
		t.Errorf("the run's type or the signs are lost: %s", body)
	}
	if again := filled(t, template, sampleValues); string(again["word/document.xml"]) != body {
		t.Error("two fillings differ")
	}
}

func TestBoundControlsKeepWhatIsFilled(t *testing.T) {
	body := `<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>` + p("{学校名称}") + `</w:sdtContent></w:sdt>`
	parts := filled(t, docx(t, body, nil), sampleValues)
	if strings.Contains(string(parts["word/document.xml"]), "dataBinding") {
		t.Error("Word would write the bound value over what was filled in")
	}
}

func TestMistakesAreNamedWithTheirPlace(t *testing.T) {
	more := map[string]string{"word/header1.xml": `<w:hdr ` + spaces + `>` + p("{学校}") + `</w:hdr>`}
	for name, c := range map[string]struct{ body, want string }{
		"near":        {p("抬头") + p() + p("学校：{学校", "名}"), "第 2 段的“{学校名}”不认识，是不是“{学校名称}”？"},
		"far":         {p("{其他什么东西都不像}"), "第 1 段的“{其他什么东西都不像}”不认识，请对照占位符清单改正。"},
		"cell":        {"<w:tbl>" + tr(p("甲")) + tr(p("乙"), p("{问题.内荣}")) + "</w:tbl>", "第 1 个表格第 2 行第 2 格的“{问题.内荣}”不认识，是不是“{问题.内容}”？"},
		"open":        {p("学校：{学校名称"), "第 1 段的“{学校名称”花括号不成对"},
		"shut":        {p("学校名称}。"), "第 1 段的“}。”花括号不成对"},
		"empty":       {p("{}"), "第 1 段的“{}”不认识"},
		"mixed lists": {"<w:tbl>" + tr(p("{问题.内容}"), p("{听课.班级}")) + "</w:tbl>", "第 1 个表格第 1 行第 2 格的“{听课.班级}”和“问题”混在一起"},
		"over a tab":  {`<w:p><w:r><w:t>{学校</w:t><w:tab/><w:t>名称2}</w:t></w:r></w:p>`, "第 1 段的“{学校名称2}”不认识"},
	} {
		template := docx(t, c.body, more)
		list := Check(template, known)
		if len(list) != 2 || !strings.HasPrefix(list[0], c.want) || !strings.HasPrefix(list[1], "页眉的“{学校}”不认识，是不是“{学校名称}”？") {
			t.Errorf("%s: %q", name, list)
		}
		if out, err := Fill(template, known, sampleValues); err == nil || out != nil || office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%s: filled all the same, %v", name, err)
		}
	}
	many := ""
	for range 200 {
		many += p("{错" + strings.Repeat("名", len(many)%7) + "}")
	}
	if list := Check(docx(t, many, nil), known); len(list) != maxProblems+1 || !strings.HasPrefix(list[maxProblems], "还有") {
		t.Errorf("%d problems, the last %q", len(list), list[len(list)-1])
	}
}

func relPart(kind, target, mode string) string {
	return `<Relationships xmlns="` + relsSpace + `"><Relationship Id="rId9" Type="` + relBase + kind + `" Target="` + target + `" TargetMode="` + mode + `"/></Relationships>`
}

func field(code ...string) string {
	out := `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>`
	for _, c := range code {
		out += `<w:r><w:instrText xml:space="preserve">` + c + `</w:instrText></w:r>`
	}
	return out + `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
}

// Nothing that could run or fetch is filled, and what it is is named.
func TestDangersAreRefused(t *testing.T) {
	types := func(extra string) string {
		return `<Types xmlns="` + typesSpace + `"><Default Extension="xml" ContentType="application/xml"/>` + extra + `</Types>`
	}
	const macro = `<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>`
	const rels = "word/_rels/document.xml.rels"
	for name, c := range map[string]struct {
		body string
		more map[string]string
		want string
	}{
		"docm":              {"", map[string]string{typesPart: types(macro)}, "宏"},
		"dotx":              {"", map[string]string{typesPart: types(`<Override PartName="/word/document.xml" ContentType="` + typeBase + `template.main+xml"/>`)}, ".dotx"},
		"macro by its name": {"", map[string]string{"word/vbaProject.bin": "x"}, "宏"},
		"hidden macro":      {"", map[string]string{"word/harmless.bin": oleMagic + "x"}, "harmless.bin"},
		"program":           {"", map[string]string{"word/media/picture.bin": "MZ\x90"}, "picture.bin"},
		"embedded":          {"", map[string]string{"word/embeddings/oleObject1.bin": "x"}, "OLE"},
		"activeX":           {"", map[string]string{"word/activeX/activeX1.xml": "<a/>"}, "ActiveX"},
		"ribbon":            {"", map[string]string{"customUI/customUI.xml": "<a/>"}, "功能区"},
		"remote template":   {"", map[string]string{"word/_rels/settings.xml.rels": relPart("attachedTemplate", "http://example.invalid/a.dotm", "External")}, "另一个模板“http://example.invalid/a.dotm”"},
		"local template":    {"", map[string]string{"word/_rels/settings.xml.rels": relPart("attachedTemplate", `file:///C:/a.dotm`, "External")}, "另一个模板"},
		"linked picture":    {"", map[string]string{rels: relPart("image", "http://example.invalid/a.png", "External")}, "链接的图片"},
		"linked object":     {"", map[string]string{rels: relPart("oleObject", `\\server\a`, "External")}, "OLE"},
		"file link":         {"", map[string]string{rels: relPart("hyperlink", `file:///C:/a.exe`, "external")}, "指向文件的链接"},
		"frame":             {"", map[string]string{rels: relPart("frame", "a.htm", "External")}, "框架"},
		"unknown outside":   {"", map[string]string{rels: relPart("whatever", "http://a.invalid", "External")}, "外部内容"},
		"altChunk":          {`<w:altChunk r:id="rId9"/>`, nil, "嵌入的文件"},
		"subdocument":       {`<w:subDoc r:id="rId9"/>`, nil, "子文档"},
		"object":            {`<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>`, nil, "OLE"},
		"control":           {`<w:p><w:r><w:control w:name="a"/></w:r></w:p>`, nil, "ActiveX"},
		"mail merge":        {"", map[string]string{"word/settings.xml": `<w:settings ` + spaces + `><w:mailMerge/></w:settings>`}, "邮件合并"},
		"DDEAUTO":           {field(` DDEAUTO c:\\windows\\cmd.exe "/k calc" `), nil, "DDEAUTO"},
		"divided DDE":       {field(" D", "DE", "AUTO cmd "), nil, "DDEAUTO"},
		"DDE of lower case": {field(" dde cmd "), nil, "DDE"},
		"INCLUDETEXT":       {field(` INCLUDETEXT "\\\\server\\a.docx" `), nil, "INCLUDETEXT"},
		"INCLUDEPICTURE":    {`<w:p><w:fldSimple w:instr=" INCLUDEPICTURE  &quot;http://a.invalid/a.png&quot; \d "><w:r><w:t>a</w:t></w:r></w:fldSimple></w:p>`, nil, "INCLUDEPICTURE"},
		"field to a file":   {field(` HYPERLINK "file:///c:/a.exe" `), nil, "HYPERLINK"},
		"built of QUOTE":    {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>` + strings.TrimSuffix(strings.TrimPrefix(field(" QUOTE 68 68 69 "), "<w:p>"), "</w:p>") + `<w:r><w:instrText> cmd </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, nil, "域"},
		"never closed":      {`<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MACROBUTTON a </w:instrText></w:r></w:p>`, nil, "MACROBUTTON"},
		"field in a header": {"", map[string]string{"word/header1.xml": `<w:hdr ` + spaces + `>` + field(" LINK Excel.Sheet.8 a.xls ") + `</w:hdr>`}, "LINK"},
		"other prefix":      {"", map[string]string{"word/document.xml": strings.ReplaceAll(`<w:document `+spaces+`><w:body>`+field(" DDE a ")+`</w:body></w:document>`, "w:", "x:")}, "域"},
		"document type":     {"", map[string]string{"word/document.xml": `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document ` + spaces + `/>`}, "word/document.xml"},
		"not closed":        {"", map[string]string{"word/document.xml": `<w:document ` + spaces + `><w:body>`}, "word/document.xml"},
		"missing part":      {"", map[string]string{typesPart: types(`<Override PartName="/word/other.xml" ContentType="` + typeBase + `document.main+xml"/>`)}, "word/other.xml"},
		"way out":           {"", map[string]string{"../evil.xml": "<a/>"}, "evil.xml"},
		"too deep":          {strings.Repeat("<w:p>", maxDepth+5) + strings.Repeat("</w:p>", maxDepth+5), nil, "word/document.xml"},
	} {
		body := c.body
		if body == "" {
			body = p("{学校名称}")
		}
		template := docx(t, body, c.more)
		list := Check(template, known)
		if len(list) != 1 || !strings.Contains(list[0], c.want) || !strings.HasPrefix(list[0], "这份模板") {
			t.Errorf("%s: %q", name, list)
		}
		if _, err := Fill(template, known, sampleValues); err == nil {
			t.Errorf("%s: filled", name)
		}
	}
	for name, data := range map[string][]byte{"empty": nil, "text": []byte("hello"), "old": []byte(oleMagic + strings.Repeat("x", 600))} {
		if list := Check(data, known); len(list) != 1 || !strings.Contains(list[0], "另存为") {
			t.Errorf("%s: %q", name, list)
		}
	}
}

// What an ordinary template may hold is not refused.
func TestOrdinaryThingsAreTaken(t *testing.T) {
	body := field(" PAGE ") + field(` TOC \o "1-3" \h `) + field(" = ", "NUMPAGES - 1 ") + field(` HYPERLINK "https://example.invalid" `) + field(` HYPERLINK \l "注1" `) + field(" PAGE \\* MERGEFORMAT ") + p("{学校名称}")
	template := docx(t, body, map[string]string{"word/_rels/document.xml.rels": relPart("hyperlink", "mailto:a@example.invalid", "External"), "word/theme/theme1.xml": "<a/>"})
	if list := Check(template, known); len(list) != 0 {
		t.Errorf("refused: %q", list)
	}
	d := everyBlock(t)
	d.Blocks = append(d.Blocks, doc.Text("{学校名称}"))
	data, _ := written(t, d)
	if list := Check(data, known); len(list) != 0 {
		t.Errorf("our own document: %q", list)
	}
	sound(t, func() []byte {
		out, err := Fill(data, known, sampleValues)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}())
}

// A small file that unfolds into a large one is stopped in time.
func TestBombsAreBounded(t *testing.T) {
	long := strings.Repeat(" ", maxPart+10)
	if list := Check(docx(t, p(long), nil), known); len(list) != 1 || !strings.Contains(list[0], "过大") {
		t.Errorf("a long part: %.300q", list)
	}
	more := map[string]string{}
	for i := range maxParts + 5 {
		more["word/"+strings.Repeat("a", i%50)+string(rune('一'+i))+".bin"] = ""
	}
	if list := Check(docx(t, p("a"), more), known); len(list) != 1 || !strings.Contains(list[0], "太多") {
		t.Errorf("many parts: %.300q", list)
	}
	row := "<w:tbl>" + tr(p("{问题.内容}")+strings.Repeat(p("a"), 2000)) + "</w:tbl>"
	values := office.Filling{Lists: map[string][]map[string]string{"问题": make([]map[string]string, 5000)}}
	if _, err := Fill(docx(t, row, nil), known, values); err == nil || !strings.Contains(err.Error(), "过大") {
		t.Errorf("a long row many times: %v", err)
	}
}

func FuzzFill(f *testing.F) {
	f.Add(docx(f, p("{学校名称}", "{问题.内容}"), nil))
	f.Add(docx(f, "<w:tbl>"+tr(p("{问题.序号}"), p("{问题.内容}"))+"</w:tbl>"+field(" PAGE "), nil))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		problems := Check(data, known)
		out, err := Fill(data, known, sampleValues)
		if (err == nil) != (len(problems) == 0) {
			t.Fatalf("checked: %q, filled: %v", problems, err)
		}
		if err == nil {
			if again := Check(out, known); len(again) != 0 {
				t.Fatalf("what was filled is refused: %q", again)
			}
		}
	})
}

// FuzzBody fuzzes what stands in a document rather than the ZIP around it.
func FuzzBody(f *testing.F) {
	f.Add(p("学校：{", "学校名称}") + field(" PAGE "))
	f.Add("<w:tbl>" + tr(p("{问题.序号}"), "<w:tbl>"+tr(p("{听课.班级}"))+"</w:tbl>") + "</w:tbl>")
	f.Add(`<w:p><w:r><w:txbxContent>` + p("{问题.内容}") + `</w:txbxContent></w:r></w:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		data := docx(t, body, nil)
		if problems := Check(data, known); len(problems) > 0 {
			return
		}
		out, err := Fill(data, known, sampleValues)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range linesOf(partsOf(t, out)["word/document.xml"]) {
			for _, x := range placeholders(line) {
				if slices.Contains(known, x.name) {
					t.Fatalf("{%s} was not filled: %q", x.name, line)
				}
			}
		}
	})
}
