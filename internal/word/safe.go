package word

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"slices"
	"strings"

	"dudao/internal/office"
)

// The most that a template may be, packed and unpacked.
const (
	maxTemplate = 20 << 20
	maxUnpacked = 80 << 20
	maxPart     = 24 << 20
	maxParts    = 2000
)

// template is a county's DOCX, read whole and found harmless.
type template struct {
	files []*zip.File
	parts map[string][]byte
	texts []textPart
}

// textPart is a part that holds text to fill.
type textPart struct {
	name  string
	where string // 页眉, 页脚 …; empty for the body
	root  *node
}

// textTypes are the parts whose text is filled, by the ends of their content
// types, and what the clerk calls them.
var textTypes = []struct{ ending, where string }{
	{".document.main+xml", ""}, {".header+xml", "页眉"}, {".footer+xml", "页脚"},
	{".footnotes+xml", "脚注"}, {".endnotes+xml", "尾注"},
}

// open reads a template and refuses, naming it, whatever could run or fetch
// something.
func open(data []byte) (*template, error) {
	switch {
	case len(data) > maxTemplate:
		return nil, refused("文件有 %d MB，超过 %d MB。请删去其中的大图片后另存。", len(data)>>20, maxTemplate>>20)
	case bytes.HasPrefix(data, []byte(oleMagic)):
		return nil, refused("是旧格式（.doc、.wps）或加了密码，请在 Word 或 WPS 里另存为不加密码的 .docx。")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refused("不是 Word 文档（.docx），或者已损坏，请在 Word 或 WPS 里另存为 .docx。")
	}
	t := &template{files: z.File, parts: map[string][]byte{}}
	if err := t.unpack(); err != nil {
		return nil, err
	}
	if err := t.checkTypes(); err != nil {
		return nil, err
	}
	return t, t.checkParts()
}

const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

func refused(format string, args ...any) error {
	return office.Invalid("这份模板"+format, args...)
}

// unpack reads all parts, within bounds that the ZIP's own headers cannot move.
func (t *template) unpack() error {
	if len(t.files) > maxParts {
		return refused("里的部件太多（%d 个），不像普通的文书。请新建一份文档，把内容复制过去。", len(t.files))
	}
	total := 0
	for _, f := range t.files {
		name := f.Name
		if strings.HasSuffix(name, "/") {
			continue
		}
		key := strings.ToLower(name)
		_, twice := t.parts[key]
		if twice || strings.HasPrefix(name, "/") || strings.Contains(name, `\`) || path.Clean(name) != name || strings.HasPrefix(name, "..") {
			return refused("的内部结构不正常（%s），没有使用。请在 Word 或 WPS 里另存一份。", name)
		}
		r, err := f.Open()
		if err != nil {
			return refused("已损坏，请在 Word 或 WPS 里另存一份。")
		}
		part, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		r.Close()
		if err != nil {
			return refused("已损坏，请在 Word 或 WPS 里另存一份。")
		}
		if total += len(part); len(part) > maxPart || total > maxUnpacked {
			return refused("展开后过大，没有使用。请删去其中的大图片后另存。")
		}
		t.parts[key] = part
	}
	return nil
}

// dangers are what no template may hold: words in content types, part names and
// relationship types, in lower case, and what the clerk is told.
var dangers = []struct{ word, what string }{
	{"macroenabled", "宏"}, {"vbaproject", "宏"}, {"vbadata", "宏"}, {"wordvbadata", "宏"}, {"attachedtoolbars", "自定义工具栏"},
	{"keymapcustomizations", "自定义快捷键"}, {"customui", "自定义功能区"}, {"ui/extensibility", "自定义功能区"}, {"ui/usercustomization", "自定义功能区"},
	{"activex", "ActiveX 控件"}, {"relationships/control", "ActiveX 控件"}, {"oleobject", "嵌入的对象（OLE）"}, {"embeddings/", "嵌入的对象（OLE）"},
	{"relationships/package", "嵌入的文件"}, {"afchunk", "嵌入的文件"}, {"subdocument", "子文档"}, {"mailmerge", "邮件合并的数据源"},
	{"relationships/frame", "框架网页"}, {"attachedtemplate", "另一个模板"}, {"relationships/transform", "转换程序"},
}

const saveClean = "请在 Word 或 WPS 里删掉它，另存为 .docx 后再用。"

// checkTypes looks at [Content_Types].xml, the names of the parts, and their first
// bytes.
func (t *template) checkTypes() error {
	budget := maxNodes
	types, err := parse(t.parts[strings.ToLower(typesPart)], &budget)
	if err != nil {
		return refused("不是 Word 文档（.docx），或者已损坏，请在 Word 或 WPS 里另存为 .docx。")
	}
	for _, k := range types.kids {
		kind, name := strings.ToLower(k.attr("ContentType")), k.attr("PartName")
		if what := dangerIn(kind + " " + strings.ToLower(name)); what != "" {
			return refused("含有%s，没有使用。请在 Word 里删去它再添加。"+saveClean, what)
		}
		if strings.HasSuffix(kind, ".template.main+xml") {
			return refused("是 .dotx，请在 Word 里另存为 .docx。")
		}
		for _, x := range textTypes {
			if strings.HasSuffix(kind, x.ending) {
				t.texts = append(t.texts, textPart{name: strings.ToLower(strings.TrimPrefix(name, "/")), where: x.where})
			}
		}
	}
	if !slices.ContainsFunc(t.texts, func(p textPart) bool { return p.where == "" }) {
		return refused("不是 Word 文档（.docx），或者已损坏，请在 Word 或 WPS 里另存为 .docx。")
	}
	for name, part := range t.parts {
		if what := dangerIn(name); what != "" {
			return refused("含有%s，没有使用。请在 Word 里删去它再添加。"+saveClean, what)
		}
		if bytes.HasPrefix(part, []byte(oleMagic)) || bytes.HasPrefix(part, []byte("MZ")) {
			return refused("含有嵌入的对象（%s），没有使用。请在 Word 里删去它再添加。"+saveClean, path.Base(name))
		}
	}
	return nil
}

func dangerIn(s string) string {
	for _, d := range dangers {
		if strings.Contains(s, d.word) {
			return d.what
		}
	}
	return ""
}

// checkParts parses every XML part and looks for relationships that lead outside,
// elements that embed and fields that fetch.
func (t *template) checkParts() error {
	budget := maxNodes
	for _, name := range sortedNames(t.parts) {
		ext := path.Ext(name)
		if ext != ".xml" && ext != ".rels" && ext != ".vml" {
			continue
		}
		root, err := parse(t.parts[name], &budget)
		if err == errNotXML && strings.HasPrefix(name, "customxml/") {
			continue // data of other programs, which Word only keeps
		}
		if err != nil {
			return refused("的内部结构不正常或过大（%s），没有使用。请在 Word 或 WPS 里另存一份。", name)
		}
		if ext == ".rels" {
			err = checkRelations(root)
		} else {
			err = checkContent(root)
		}
		if err != nil {
			return err
		}
		for i := range t.texts {
			if t.texts[i].name == name {
				t.texts[i].root = root
			}
		}
	}
	for _, p := range t.texts {
		if p.root == nil {
			return refused("缺少部件（%s），已损坏，请在 Word 或 WPS 里另存一份。", p.name)
		}
	}
	return nil
}

func sortedNames(parts map[string][]byte) []string {
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// checkRelations refuses all that leads out of the file but plain web and mail
// links, which nothing follows by itself.
func checkRelations(root *node) error {
	for _, r := range root.kids {
		kind, target := strings.ToLower(r.attr("Type")), r.attr("Target")
		if what := dangerIn(kind); what != "" {
			return refused("引用了%s“%s”，没有使用。请在 Word 里删去它再添加。"+saveClean, what, short(target))
		}
		if !strings.EqualFold(r.attr("TargetMode"), "External") {
			continue
		}
		if strings.HasSuffix(kind, "/hyperlink") && plainLink(target) {
			continue
		}
		what := "外部内容"
		switch {
		case strings.HasSuffix(kind, "/image"):
			what = "链接的图片"
		case strings.HasSuffix(kind, "/hyperlink"):
			what = "指向文件的链接"
		}
		return refused("引用了%s“%s”，没有使用。请在 Word 里删去它再添加。"+saveClean, what, short(target))
	}
	return nil
}

func plainLink(target string) bool {
	t := strings.ToLower(strings.TrimSpace(target))
	return strings.HasPrefix(t, "http://") || strings.HasPrefix(t, "https://") || strings.HasPrefix(t, "mailto:")
}

func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// badElements embed or fetch, whatever their namespace.
var badElements = map[string]string{
	"OLEObject": "嵌入的对象（OLE）", "object": "嵌入的对象（OLE）", "objectEmbed": "嵌入的对象（OLE）", "objectLink": "链接的对象（OLE）",
	"control": "ActiveX 控件", "ocx": "ActiveX 控件", "altChunk": "嵌入的文件", "subDoc": "子文档", "mailMerge": "邮件合并的数据源",
	"frameset": "框架网页", "saveThroughXslt": "转换程序", "attachedTemplate": "另一个模板", "contentPart": "嵌入的文件",
	"webVideoPr": "网络视频", "macroWllType": "宏", "movie": "网络视频",
}

// checkContent refuses elements that embed something and fields that fetch
// something.
func checkContent(root *node) error {
	for _, code := range fieldCodes(root) {
		if name := fieldName(code); !allowedField(name, code) {
			if name == "" || strings.Contains(name, nestedMark) {
				name = "域里有域"
			}
			return refused("含有会取外部内容的域（%s），没有使用。请在 Word 里删去它再添加。"+saveClean, short(name))
		}
	}
	var bad string
	var look func(n *node)
	look = func(n *node) {
		if what, is := badElements[n.local()]; is && n.name != "" && bad == "" {
			bad = what
		}
		for _, k := range n.kids {
			look(k)
		}
	}
	look(root)
	if bad != "" {
		return refused("含有%s，没有使用。请在 Word 里删去它再添加。"+saveClean, bad)
	}
	return nil
}
