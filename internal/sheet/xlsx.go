package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// xlsxBook is the part of a workbook package that is needed while reading.
type xlsxBook struct {
	b       *budget
	parts   map[string]*zip.File
	strings []string
	styles  []dateStyle
	date04  bool
	stamp   string // of the defined name
}

type sheetRef struct {
	name, part string
	hidden     bool
}

func readXLSX(file string, data []byte, limits Limits) ([]page, error) {
	x, main, err := openXLSX(file, data, limits)
	if err != nil {
		return nil, err
	}
	pages, err := x.read(main)
	if err != nil {
		if e, ok := errors.AsType[*office.Error](err); ok {
			return nil, e
		}
		return nil, refuse(file, "已损坏，打不开；请用 Excel 或 WPS 打开后另存一份再导入，或请对方重发。")
	}
	return pages, nil
}

// openXLSX looks into a workbook package and finds its main part.
func openXLSX(file string, data []byte, limits Limits) (x *xlsxBook, main string, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, "", refuse(file, "已损坏，打不开；请用 Excel 或 WPS 打开后另存一份再导入，或请对方重发。")
	}
	x = &xlsxBook{b: &budget{path: file, limits: limits}, parts: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		if strings.HasSuffix(name, "vbaproject.bin") {
			return nil, "", refuse(file, "带有宏。为安全起见不读带宏的文件，请在 Excel 或 WPS 中另存为“.xlsx”再导入。")
		}
		x.parts[name] = f
	}
	main = x.target("", "_rels/.rels", "/officeDocument")
	if main == "" || x.parts[main] == nil || !strings.HasSuffix(main, ".xml") || strings.HasPrefix(main, "word/") || strings.HasPrefix(main, "ppt/") {
		return nil, "", refuse(file, "是%s，不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。", packageType(z))
	}
	return x, main, nil
}

func (x *xlsxBook) read(main string) ([]page, error) {
	refs, err := x.workbook(main)
	if err != nil {
		return nil, err
	}
	rels := relsOf(main)
	if err := x.sharedStrings(x.target(path.Dir(main), rels, "/sharedStrings")); err != nil {
		return nil, err
	}
	if err := x.readStyles(x.target(path.Dir(main), rels, "/styles")); err != nil {
		return nil, err
	}
	var pages []page
	for _, ref := range refs {
		if ref.hidden && ref.name != office.StampSheet {
			pages = append(pages, page{name: ref.name, hidden: true})
			continue
		}
		if x.parts[ref.part] == nil {
			continue
		}
		p, err := x.sheet(ref)
		if err != nil {
			return nil, err
		}
		p.hidden = ref.hidden
		pages = append(pages, p)
	}
	if x.stamp != "" {
		pages = append(pages, page{name: office.StampName, hidden: true, lines: []line{{num: 1, cells: []cell{{col: 1, text: x.stamp}}}}})
	}
	return pages, nil
}

func relsOf(part string) string {
	return path.Dir(part) + "/_rels/" + path.Base(part) + ".rels"
}

// tokens walks the part's start tags, character data and end tags.
func (x *xlsxBook) tokens(part string, visit func(xml.Token) error) error {
	f := x.parts[part]
	if f == nil {
		return nil
	}
	r, err := x.b.part(f)
	if err != nil {
		return err
	}
	defer r.Close() //nolint:errcheck // read only
	return walk(r, visit)
}

func walk(r io.Reader, visit func(xml.Token) error) error {
	d := xml.NewDecoder(r)
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := visit(t); err != nil {
			return err
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations returns the targets of a relationship part by id and by type.
func (x *xlsxBook) relations(base, part string) (byID, byType map[string]string) {
	byID, byType = map[string]string{}, map[string]string{}
	err := x.tokens(strings.ToLower(part), func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" {
			return nil
		}
		target := attr(e, "Target")
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(target, "/")
		} else {
			target = path.Join(base, target)
		}
		target = strings.ToLower(target)
		byID[attr(e, "Id")] = target
		kind := attr(e, "Type")
		if i := strings.LastIndex(kind, "/"); i >= 0 && byType[kind[i:]] == "" {
			byType[kind[i:]] = target
		}
		return nil
	})
	if err != nil {
		return map[string]string{}, map[string]string{}
	}
	return byID, byType
}

func (x *xlsxBook) target(base, rels, kind string) string {
	_, byType := x.relations(base, rels)
	return byType[kind]
}

// workbook reads the list of sheets.
func (x *xlsxBook) workbook(main string) ([]sheetRef, error) {
	byID, _ := x.relations(path.Dir(main), relsOf(main))
	var refs []sheetRef
	inStamp := false
	err := x.tokens(main, func(t xml.Token) error {
		if text, ok := t.(xml.CharData); ok && inStamp {
			x.stamp = strings.Trim(string(text), `"`)
		}
		inStamp = false
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "definedName":
			inStamp = attr(e, "name") == office.StampName
		case "workbookPr":
			v := attr(e, "date1904")
			x.date04 = v == "1" || v == "true"
		case "sheet":
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" && strings.Contains(byID[a.Value], "worksheet") {
					refs = append(refs, sheetRef{name: attr(e, "name"), part: byID[a.Value], hidden: attr(e, "state") != "" && attr(e, "state") != "visible"})
				}
			}
		}
		return nil
	})
	return refs, err
}

func (x *xlsxBook) sharedStrings(part string) error {
	var b strings.Builder
	inText, phonetic := false, 0
	return x.tokens(part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "si":
				b.Reset()
			case "rPh":
				phonetic++
			case "t":
				inText = phonetic == 0
			}
		case xml.CharData:
			if inText {
				b.Write(e)
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "si":
				x.strings = append(x.strings, b.String())
			case "rPh":
				phonetic--
			case "t":
				inText = false
			}
		}
		return nil
	})
}

// sheetWalk is the state while walking one sheet.
type sheetWalk struct {
	x         *xlsxBook
	g         *gather
	cell      cell
	kind      string // attribute t of the cell
	style     int
	value     strings.Builder
	inValue   bool
	formula   bool
	phonetic  int
	inRow     bool
	lastCol   int
	mergeArea []rect
}

func (x *xlsxBook) sheet(ref sheetRef) (page, error) {
	w := &sheetWalk{x: x, g: &gather{b: x.b, page: page{name: ref.name}}}
	err := x.tokens(ref.part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			return w.start(e)
		case xml.CharData:
			if w.inValue {
				w.value.Write(e)
			}
		case xml.EndElement:
			return w.end(e.Name.Local)
		}
		return nil
	})
	if err != nil {
		return page{}, err
	}
	p, err := w.g.done()
	p.merges = w.mergeArea
	sortPage(&p)
	return p, err
}

// sortPage puts rows and cells in order; writers other than Excel need not.
func sortPage(p *page) {
	byRow := func(a, b line) int { return a.num - b.num }
	if !slices.IsSortedFunc(p.lines, byRow) {
		slices.SortStableFunc(p.lines, byRow)
	}
	byCol := func(a, b cell) int { return a.col - b.col }
	for i := range p.lines {
		if !slices.IsSortedFunc(p.lines[i].cells, byCol) {
			slices.SortStableFunc(p.lines[i].cells, byCol)
		}
	}
}

func (w *sheetWalk) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		w.inRow = false
		if w.g.ended {
			return nil
		}
		num, err := strconv.Atoi(attr(e, "r"))
		if err != nil || num < 1 {
			num = w.g.last + 1
		}
		ok, err := w.g.startRow(num)
		w.inRow, w.lastCol = ok, 0
		w.g.current.hidden = attr(e, "hidden") == "1" || attr(e, "hidden") == "true"
		return err
	case "c":
		if w.inRow {
			w.startCell(e)
		}
	case "v":
		w.inValue = w.inRow
	case "t":
		w.inValue = w.inRow && w.kind == "inlineStr" && w.phonetic == 0
	case "rPh":
		w.phonetic++
	case "f":
		w.formula = true
	case "mergeCell":
		if r, ok := parseArea(attr(e, "ref")); ok && len(w.mergeArea) < 100_000 {
			w.mergeArea = append(w.mergeArea, r)
		}
	}
	return nil
}

func (w *sheetWalk) startCell(e xml.StartElement) {
	w.cell, w.kind, w.style, w.formula = cell{}, "", 0, false
	w.value.Reset()
	for _, a := range e.Attr {
		switch a.Name.Local {
		case "r":
			w.cell.col = columnNumber(a.Value)
		case "t":
			w.kind = a.Value
		case "s":
			if n, err := strconv.Atoi(a.Value); err == nil {
				w.style = n
			}
		}
	}
	if w.cell.col == 0 {
		w.cell.col = w.lastCol + 1
	}
	w.lastCol = w.cell.col
}

func (w *sheetWalk) end(name string) error {
	switch name {
	case "v", "t":
		w.inValue = false
	case "rPh":
		w.phonetic--
	case "c":
		if !w.inRow {
			return nil
		}
		w.x.value(&w.cell, w.kind, w.style, w.value.String(), w.formula)
		return w.g.add(w.cell)
	}
	return nil
}

// value sets the cell's text and kind from what the workbook holds.
func (x *xlsxBook) value(c *cell, kind string, style int, raw string, formula bool) {
	c.text = raw
	switch kind {
	case "s":
		c.text = ""
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(x.strings) {
			c.text = x.strings[i]
		}
	case "str", "inlineStr":
	case "b":
		c.text = "否"
		if raw == "1" || raw == "true" {
			c.text = "是"
		}
	case "e":
		c.kind = faultCell
	case "d":
		c.text = strings.TrimSuffix(raw, "T00:00:00")
	default:
		if raw == "" {
			if formula {
				c.kind, c.text = faultCell, "=公式"
			}
			return
		}
		var style04 dateStyle
		if style >= 0 && style < len(x.styles) {
			style04 = x.styles[style]
		}
		c.kind, c.text = numberText(raw, style04, x.date04)
	}
}

func parseArea(ref string) (rect, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return rect{}, false
	}
	r := rect{left: columnNumber(from), right: columnNumber(to), top: rowNumber(from), bottom: rowNumber(to)}
	return r, r.left > 0 && r.top > 0 && r.right >= r.left && r.bottom >= r.top
}

func rowNumber(ref string) int {
	i := strings.IndexFunc(ref, func(r rune) bool { return r >= '0' && r <= '9' })
	if i < 0 {
		return 0
	}
	n, err := strconv.Atoi(ref[i:])
	if err != nil {
		return 0
	}
	return n
}
