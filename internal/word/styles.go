package word

import (
	"strconv"

	"dudao/internal/doc"
)

// The styles by their ids. Those with a name of Word's own (heading 1, caption)
// show under the Chinese name in Word and WPS.
const (
	styleBody      = "Normal"
	styleIndent    = "NormalIndent"
	styleTitle     = "Title"
	styleSubtitle  = "Subtitle"
	styleCaption   = "Caption"
	styleRedHead   = "RedHead"
	styleNumber    = "DocNumber"
	styleAnnex     = "Annex"
	styleSignOff   = "SignOff"
	styleImprint   = "Imprint"
	styleTable     = "TableText"
	styleTableHead = "TableHead"
	styleGrid      = "GridText"
	styleGridLabel = "GridLabel"
	styleGap       = "Gap"
	styleHeader    = "Header"
	styleFooter    = "Footer"
	tableStyle     = "TableGrid"
)

func headingStyle(level int) string { return "Heading" + strconv.Itoa(level) }

// paraStyle is one paragraph style.
type paraStyle struct {
	id, name string
	face     typeface
	p        para
	indent   int // characters before the first line
	outline  int // level of a heading
	bold     bool
	red      bool
	noGrid   bool    // not on the page's grid of lines
	track    float64 // points after each character
	next     string
}

// styles are the paragraph styles of a page family.
func (f pageForm) styles() []paraStyle {
	small := f.table
	indent := 2
	headIndent := 0
	if f.official {
		headIndent = indent
	}
	titleLine := f.titleLine()
	gridFace, labelFace := f.gridFaces()
	track := f.track()
	all := []paraStyle{
		{id: styleBody, name: "Normal", face: f.body, p: para{line: f.pitch}},
		{id: styleIndent, name: "Normal Indent", face: f.body, indent: indent},
		{id: styleTitle, name: "Title", face: f.title, p: para{align: doc.Center, keepNext: true, line: titleLine}, next: styleIndent},
		{id: styleSubtitle, name: "Subtitle", face: f.subtitle, p: para{align: doc.Center, keepNext: true}, next: styleIndent},
	}
	for i, face := range f.heads {
		all = append(all, paraStyle{id: headingStyle(i + 1), name: "heading " + strconv.Itoa(i+1), face: face, p: para{keepNext: true},
			indent: headIndent, outline: i + 1, bold: !f.official && i == 1, next: styleIndent})
	}
	for i := range all {
		if all[i].face.size == f.body.size {
			all[i].track = track
		}
	}
	return append(all,
		paraStyle{id: styleCaption, name: "caption", face: typeface{hei, small}, p: para{align: doc.Center, keepNext: true, line: small * 1.5, before: blockGap}, noGrid: true},
		paraStyle{id: styleRedHead, name: "红头", face: typeface{bigSong, largestHead}, p: para{align: doc.Center, keepNext: true, grows: true}, red: true, noGrid: true},
		paraStyle{id: styleNumber, name: "文号", face: f.body, p: para{align: doc.Center, keepNext: true}, track: track},
		paraStyle{id: styleAnnex, name: "附件标识", face: typeface{hei, f.body.size}, track: track},
		paraStyle{id: styleSignOff, name: "落款", face: f.body, p: para{keepLines: true}, track: track},
		paraStyle{id: styleImprint, name: "版记", face: typeface{fangSong, 14}, p: para{align: flush, line: 21}, noGrid: true},
		paraStyle{id: styleTable, name: "表文", face: typeface{song, small}, p: para{align: flush, line: small * lineFactor}, noGrid: true},
		paraStyle{id: styleTableHead, name: "表头", face: typeface{hei, small}, p: para{align: doc.Center, keepNext: true, line: small * lineFactor}, noGrid: true},
		paraStyle{id: styleGrid, name: "表格内容", face: gridFace, p: para{align: flush, line: gridFace.size * lineFactor}, noGrid: true},
		paraStyle{id: styleGridLabel, name: "表格栏目", face: labelFace, p: para{align: doc.Center, line: labelFace.size * lineFactor}, noGrid: true},
		paraStyle{id: styleGap, name: "间隔", face: typeface{song, 2}, p: para{line: blockGap / mmPerPoint}, noGrid: true},
		paraStyle{id: styleHeader, name: "header", face: typeface{hei, 9}, p: para{align: doc.Right, grows: true}, noGrid: true},
		paraStyle{id: styleFooter, name: "footer", face: f.footerFace(), p: para{align: doc.Center, grows: true}, noGrid: true})
}

// titleLine is the height of a line of a title, in points.
func (f pageForm) titleLine() float64 {
	if f.official {
		return f.pitch
	}
	return f.title.size * 1.45
}

// gridFaces are the type of a form grid's texts and labels.
func (f pageForm) gridFaces() (text, label typeface) {
	if f.official {
		return typeface{f.body.font, f.table}, typeface{hei, f.table}
	}
	return f.body, typeface{hei, f.body.size}
}

func (f pageForm) footerFace() typeface {
	if f.official {
		return typeface{song, 14}
	}
	return typeface{song, 9}
}

// stylesPart is word/styles.xml.
func (f pageForm) stylesPart() []byte {
	var x xmlText
	x.open("w:styles", namespaces[:4]...)
	x.open("w:docDefaults")
	x.open("w:rPrDefault")
	x.open("w:rPr")
	x.fonts(f.body.font)
	x.value("w:sz", halfPoints(f.body.size))
	x.value("w:szCs", halfPoints(f.body.size))
	x.leaf("w:lang", "w:val", "en-US", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")
	x.close()
	x.close()
	x.open("w:pPrDefault")
	x.open("w:pPr")
	// No room between Chinese and numbers: a line holds its 28 characters.
	x.value("w:autoSpaceDE", "0")
	x.value("w:autoSpaceDN", "0")
	x.close()
	x.close()
	x.close()
	for _, s := range f.styles() {
		x.paraStyle(s)
	}
	x.open("w:style", "w:type", "character", "w:default", "1", "w:styleId", "DefaultParagraphFont")
	x.value("w:name", "Default Paragraph Font")
	x.value("w:uiPriority", "1")
	x.leaf("w:semiHidden")
	x.close()
	x.tableStyles()
	x.closeAll()
	return x.bytes()
}

func (x *xmlText) paraStyle(s paraStyle) {
	attrs := []string{"w:type", "paragraph", "w:styleId", s.id}
	if s.id == styleBody {
		attrs = append(attrs, "w:default", "1")
	}
	x.open("w:style", attrs...)
	x.value("w:name", s.name)
	if s.id != styleBody {
		x.value("w:basedOn", styleBody)
	}
	if s.next != "" {
		x.value("w:next", s.next)
	}
	x.leaf("w:qFormat")
	x.open("w:pPr")
	x.flag("w:keepNext", s.p.keepNext)
	x.flag("w:keepLines", s.p.keepLines)
	if s.id == styleBody {
		x.value("w:widowControl", "0")
	}
	if s.noGrid {
		x.value("w:snapToGrid", "0")
	}
	x.spacing(s.p)
	if s.indent > 0 {
		const hundredths = 100
		x.leaf("w:ind", "w:firstLineChars", strconv.Itoa(s.indent*hundredths), "w:firstLine", points20(float64(s.indent)*s.face.size))
	}
	switch {
	case s.p.align != doc.Left:
		x.value("w:jc", string(s.p.align))
	case s.id == styleBody:
		x.value("w:jc", "both")
	}
	if s.outline > 0 {
		x.value("w:outlineLvl", strconv.Itoa(s.outline-1))
	}
	x.close()
	x.runProperties(run{face: s.face, bold: s.bold, red: s.red, track: s.track, tracked: s.track != 0 || s.noGrid})
	x.close()
}

// tableStyles are the plain table and the ruled one (网格型).
func (x *xmlText) tableStyles() {
	x.open("w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal")
	x.value("w:name", "Normal Table")
	x.value("w:uiPriority", "99")
	x.leaf("w:semiHidden")
	x.open("w:tblPr")
	x.leaf("w:tblInd", "w:w", "0", "w:type", "dxa")
	x.cellMargins(cellPad, cellInset)
	x.close()
	x.close()
	x.open("w:style", "w:type", "table", "w:styleId", tableStyle)
	x.value("w:name", "Table Grid")
	x.value("w:basedOn", "TableNormal")
	x.open("w:tblPr")
	x.open("w:tblBorders")
	for _, edge := range []string{"top", "left", "bottom", "right"} {
		x.leaf("w:"+edge, "w:val", "single", "w:sz", "8", "w:space", "0", "w:color", "auto")
	}
	for _, edge := range []string{"insideH", "insideV"} {
		x.leaf("w:"+edge, "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "auto")
	}
	x.close()
	x.close()
	x.close()
}

func (x *xmlText) cellMargins(pad, inset float64) {
	x.open("w:tblCellMar")
	for _, m := range []struct {
		edge string
		mm   float64
	}{{"top", pad}, {"left", inset}, {"bottom", pad}, {"right", inset}} {
		x.leaf("w:"+m.edge, "w:w", twips(m.mm), "w:type", "dxa")
	}
	x.close()
}

// fontsPart is word/fontTable.xml: what stands in where a PC lacks a font.
func fontsPart() []byte {
	var x xmlText
	x.open("w:fonts", namespaces[:4]...)
	for _, f := range []struct{ name, alt, family string }{
		{fangSong, "仿宋", "modern"}, {kai, "楷体", "modern"}, {hei, "SimHei", "modern"},
		{bigSong, "方正小标宋_GBK", "script"}, {song, "SimSun", "auto"},
	} {
		x.open("w:font", "w:name", f.name)
		x.value("w:altName", f.alt)
		x.value("w:charset", "86")
		x.value("w:family", f.family)
		x.value("w:pitch", "default")
		x.close()
	}
	x.closeAll()
	return x.bytes()
}

// settingsPart is word/settings.xml.
func (f pageForm) settingsPart() []byte {
	var x xmlText
	x.open("w:settings", namespaces[:4]...)
	x.leaf("w:zoom", "w:percent", "100")
	x.value("w:defaultTabStop", "420")
	x.flag("w:evenAndOddHeaders", f.official)
	x.value("w:characterSpacingControl", "doNotCompress")
	x.open("w:compat")
	x.leaf("w:spaceForUL")
	x.leaf("w:balanceSingleByteDoubleByteWidth")
	x.leaf("w:doNotLeaveBackslashAlone")
	x.leaf("w:ulTrailSpace")
	x.leaf("w:doNotExpandShiftReturn")
	x.leaf("w:useFELayout")
	const office = "http://schemas.microsoft.com/office/word"
	x.leaf("w:compatSetting", "w:name", "compatibilityMode", "w:uri", office, "w:val", "15")
	x.close()
	x.leaf("w:themeFontLang", "w:val", "en-US", "w:eastAsia", "zh-CN")
	x.closeAll()
	return x.bytes()
}
