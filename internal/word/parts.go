package word

import (
	"archive/zip"
	"io"
	"path"
	"strings"
	"time"

	"dudao/internal/doc"
	"dudao/internal/office"
)

const (
	relBase    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	typeBase   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	typesPart  = "[Content_Types].xml"
	typesSpace = "http://schemas.openxmlformats.org/package/2006/content-types"
	relsSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	relsType   = "application/vnd.openxmlformats-package.relationships+xml"
	coreType   = "application/vnd.openxmlformats-package.core-properties+xml"
	coreRel    = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)

// docxPackage is the parts of a DOCX in the order they are written.
type docxPackage struct {
	names []string
	types map[string]string
	parts map[string][]byte
}

func (p *docxPackage) add(name, contentType string, data []byte) {
	p.names = append(p.names, name)
	p.types[name] = contentType
	p.parts[name] = data
}

// relation is one relationship of a part.
type relation struct{ id, kind, target string }

func relations(list []relation) []byte {
	var x xmlText
	x.open("Relationships", "xmlns", relsSpace)
	for _, r := range list {
		kind := r.kind
		if !strings.Contains(kind, ":") {
			kind = relBase + kind
		}
		x.leaf("Relationship", "Id", r.id, "Type", kind, "Target", r.target)
	}
	x.closeAll()
	return x.bytes()
}

// edge is a header or footer of the section.
type edge struct{ kind, page, id string }

// edges are the headers and footers that the document has: odd (default), even
// and first pages.
func (w *writer) edges() []edge {
	pages := []string{"default"}
	if w.form.official {
		pages = append(pages, "even")
	}
	if w.d.Code != "" {
		pages = append(pages, "first")
	}
	list := []edge{}
	for _, page := range pages {
		if w.d.Sample || w.d.Code != "" {
			list = append(list, edge{"header", page, "rIdHeader" + page})
		}
	}
	if w.d.Unnumbered {
		return list
	}
	for _, page := range pages {
		list = append(list, edge{"footer", page, "rIdFooter" + page})
	}
	return list
}

// assemble makes all parts but the document itself.
func (w *writer) assemble() *docxPackage {
	p := &docxPackage{types: map[string]string{}, parts: map[string][]byte{}}
	p.add("_rels/.rels", "", relations([]relation{{"rId1", "officeDocument", "word/document.xml"}, {"rId2", coreRel, "docProps/core.xml"}}))
	p.add("docProps/core.xml", coreType, w.corePart())
	p.add("word/styles.xml", typeBase+"styles+xml", w.form.stylesPart())
	p.add("word/settings.xml", typeBase+"settings+xml", w.form.settingsPart())
	p.add("word/fontTable.xml", typeBase+"fontTable+xml", fontsPart())
	rels := []relation{{"rIdStyles", "styles", "styles.xml"}, {"rIdSettings", "settings", "settings.xml"}, {"rIdFonts", "fontTable", "fontTable.xml"}}
	for _, e := range w.edges() {
		name := e.kind + e.page + ".xml"
		p.add("word/"+name, typeBase+e.kind+"+xml", w.edgePart(p, e, name))
		rels = append(rels, relation{e.id, e.kind, name})
	}
	p.add("word/_rels/document.xml.rels", "", relations(append(rels, p.addMedia(w.media)...)))
	return p
}

// addMedia adds pictures and returns their relationships.
func (p *docxPackage) addMedia(list []media) []relation {
	rels := []relation{}
	for _, m := range list {
		p.add("word/"+m.name, "", m.data)
		rels = append(rels, relation{m.id, "image", m.name})
	}
	return rels
}

// edgePart is one header or footer; the pictures in it go into the package.
func (w *writer) edgePart(p *docxPackage, e edge, name string) []byte {
	const afterBody = 1 << 20 // numbers of its own
	own := &writer{d: w.d, form: w.form, opts: w.opts, drawn: afterBody}
	if e.kind == "footer" {
		own.x.open("w:ftr", namespaces...)
		own.footer(e.page)
	} else {
		own.x.open("w:hdr", namespaces...)
		own.header(e.page == "first")
	}
	own.x.closeAll()
	if rels := p.addMedia(own.media); len(rels) > 0 {
		p.add("word/_rels/"+name+".rels", "", relations(rels))
	}
	w.warnings = append(w.warnings, own.warnings...)
	return own.x.bytes()
}

// header writes 示例 and, on the first page, the small code by which a scan of the
// paper is filed.
func (w *writer) header(first bool) {
	f, x := w.form, &w.x
	top := min(headerDrop, f.top-codeRoom+5)
	if first {
		w.codeNumber(f.w-f.right-codeSide, top+codeSide+1)
	}
	x.open("w:p")
	p := para{style: styleHeader}
	if first { // 示例 stands beside the code
		p.right = codeSide + 2
	}
	x.paraProperties(p)
	if first {
		if data := w.qr(w.d.Code, w.d.Code); data != nil {
			w.media = append(w.media, media{id: "rIdCode", name: "media/code.png", data: data})
			x.open("w:r")
			x.anchored(picture{id: "rIdCode", n: w.next(), alt: w.d.Code, w: codeSide, h: codeSide},
				f.w-f.right-codeSide, top)
			x.close()
		}
	}
	if w.d.Sample {
		x.run(run{text: " 示例 ", framed: true})
	}
	x.close()
}

// codeNumber writes the number of the record under its code. A record without one
// has only an id, which tells nobody anything.
func (w *writer) codeNumber(left, top float64) {
	_, number, ok := office.ParseFormCode(w.d.Code)
	if !ok || strings.Trim(number, "0123456789") == "" {
		return
	}
	x := &w.x
	x.open("w:p")
	const aside = 4.0 // a long number is wider than the code
	x.paraProperties(para{style: styleHeader, align: doc.Center, at: &spot{left - aside, top, codeSide + 2*aside}})
	x.run(run{text: number, face: typeface{song, codeType}})
	x.close()
}

// footer writes the page number: “— 1 —” at the outer side of official pages,
// 第 1 页　共 2 页 in the middle of others.
func (w *writer) footer(page string) {
	x := &w.x
	x.open("w:p")
	p := para{style: styleFooter}
	if !w.form.official {
		x.paraProperties(p)
		x.run(run{text: "第 "})
		x.field("PAGE")
		x.run(run{text: " 页　共 "})
		x.field(w.counted())
		x.run(run{text: " 页"})
		x.close()
		return
	}
	char := w.form.body.size * mmPerPoint
	if page == "even" {
		p.align, p.left = flush, char
	} else {
		p.align, p.right = doc.Right, char
	}
	x.paraProperties(p)
	x.run(run{text: "— "})
	x.field("PAGE")
	x.run(run{text: " —"})
	x.close()
}

// counted is the field of the number of pages: of each paper that lies by itself.
func (w *writer) counted() string {
	for _, b := range w.d.Blocks {
		if p, is := b.(doc.PageBreak); is && p.Apart {
			return "SECTIONPAGES"
		}
	}
	return "NUMPAGES"
}

// field writes a field that Word computes.
func (x *xmlText) field(code string) {
	x.open("w:fldSimple", "w:instr", " "+code+" ")
	x.run(run{text: "1"})
	x.close()
}

// corePart is docProps/core.xml: the title, and no date, so that the same
// document gives the same bytes.
func (w *writer) corePart() []byte {
	var x xmlText
	x.open("cp:coreProperties", "xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/")
	x.open("dc:title")
	x.text(w.d.Title)
	x.closeAll()
	return x.bytes()
}

// typesPart is [Content_Types].xml.
func (p *docxPackage) typesPart() []byte {
	var x xmlText
	x.open("Types", "xmlns", typesSpace)
	for _, d := range [][2]string{{"rels", relsType}, {"xml", "application/xml"}, {"png", "image/png"}, {"jpg", "image/jpeg"}} {
		x.leaf("Default", "Extension", d[0], "ContentType", d[1])
	}
	for _, name := range p.names {
		if t := p.types[name]; t != "" {
			x.leaf("Override", "PartName", "/"+name, "ContentType", t)
		}
	}
	x.closeAll()
	return x.bytes()
}

// packed is the date of every part: a ZIP must have one, and the same document
// shall give the same bytes.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (p *docxPackage) write(to io.Writer) error {
	z := zip.NewWriter(to)
	if err := put(z, typesPart, p.typesPart()); err != nil {
		return err
	}
	for _, name := range p.names {
		if err := put(z, name, p.parts[name]); err != nil {
			return err
		}
	}
	return z.Close()
}

func put(z *zip.Writer, name string, data []byte) error {
	method := zip.Deflate
	switch path.Ext(name) {
	case ".jpg", ".png":
		method = zip.Store
	}
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: packed})
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return err
}
