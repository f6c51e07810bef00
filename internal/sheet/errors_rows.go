package sheet

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

type rowVisit = func(xml.Token) error

// place is a cell by row and column, from 1.
type place struct{ row, col int }

type styledText struct {
	text  string
	style int
}

// edits are what changes in the rows of one sheet.
type edits struct {
	red, plain map[place]bool       // to be filled red, or no more
	put        map[place]styledText // texts in a style of their own
	emptied    []place              // the column below the row loses its texts
}

// byRow are the columns of the cells that must be there, by row, in order.
func (e *edits) byRow() map[int][]int {
	out := map[int][]int{}
	for at := range e.red {
		out[at.row] = append(out[at.row], at.col)
	}
	for at := range e.put {
		if !e.red[at] {
			out[at.row] = append(out[at.row], at.col)
		}
	}
	for _, cols := range out {
		slices.Sort(cols)
	}
	return out
}

// write copies the rows with the changes made; restyled gives the style of a cell in
// red, or without.
func (e *edits) write(read func(rowVisit) error, w io.Writer, restyled func(base int, red bool) (int, error)) error {
	x := &rowWriter{edits: e, w: bufio.NewWriter(w), restyled: restyled, wanted: e.byRow(), columns: map[int]int{}}
	x.rows = slices.Sorted(maps.Keys(x.wanted))
	err := read(func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			x.start(t)
		case xml.EndElement:
			x.end(t.Name.Local)
		case xml.CharData:
			if x.inCell && x.skip == 0 {
				x.text(string(t))
			}
		}
		return x.err
	})
	if err != nil {
		return err
	}
	return x.w.Flush()
}

// rowWriter is the state while copying. The elements are written anew, without the
// prefixes and further attributes that some programs give them: what those mean is
// said at the head of the sheet, which excelize writes.
type rowWriter struct {
	*edits
	w        *bufio.Writer
	restyled func(base int, red bool) (int, error)
	wanted   map[int][]int
	rows     []int       // of the wanted, not yet come to
	columns  map[int]int // the style of a column
	inRows   bool
	inCell   bool
	row, col int // last begun
	rowStyle int
	skip     int // elements that are open inside one that is left out
	err      error
}

func (x *rowWriter) start(e xml.StartElement) {
	switch name := e.Name.Local; {
	case x.skip > 0:
		x.skip++
	case name == "sheetData":
		x.inRows = true
	case name == "col" && !x.inRows:
		from, to := number(attr(e, "min")), min(number(attr(e, "max")), DefaultLimits.Cols+1)
		for col := from; col <= to; col++ {
			x.columns[col] = number(attr(e, "style"))
		}
	case !x.inRows:
	case name == "row":
		x.startRow(e)
	case name == "c":
		x.startCell(e)
	case name == "extLst":
		x.skip = 1
	case x.inCell:
		x.tag(e)
	}
}

func (x *rowWriter) end(name string) {
	switch {
	case x.skip > 0:
		if x.skip--; x.skip == 0 && name == "c" {
			x.inCell = false
		}
	case name == "sheetData":
		x.rowsBefore(1 << 30)
		x.inRows = false
	case !x.inRows:
	case name == "row":
		x.cellsBefore(1 << 30)
		x.say("</row>")
	case name == "c":
		x.inCell = false
		x.say("</c>")
	case x.inCell:
		x.say("</" + name + ">")
	}
}

func (x *rowWriter) startRow(e xml.StartElement) {
	num := number(attr(e, "r"))
	if num < 1 {
		num = x.row + 1
	}
	x.rowsBefore(num)
	x.row, x.col, x.rowStyle = num, 0, 0
	if attr(e, "customFormat") == "1" {
		x.rowStyle = number(attr(e, "s"))
	}
	e.Attr = slices.DeleteFunc(e.Attr, func(a xml.Attr) bool { return a.Name.Local == "r" || a.Name.Local == "spans" })
	e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Local: "r"}, Value: itoa(num)})
	x.tag(e)
	if len(x.rows) > 0 && x.rows[0] == num {
		x.rows = x.rows[1:]
	}
}

// rowsBefore adds the wanted rows that the sheet does not have.
func (x *rowWriter) rowsBefore(num int) {
	for len(x.rows) > 0 && x.rows[0] < num {
		x.row, x.rowStyle, x.rows = x.rows[0], 0, x.rows[1:]
		x.say(fmt.Sprintf(`<row r="%d">`, x.row))
		x.cellsBefore(1 << 30)
		x.say("</row>")
	}
}

// cellsBefore adds the wanted cells that the row does not have.
func (x *rowWriter) cellsBefore(col int) {
	cols := x.wanted[x.row]
	for len(cols) > 0 && cols[0] < col {
		style := x.rowStyle
		if style == 0 {
			style = x.columns[cols[0]]
		}
		if x.cell(place{x.row, cols[0]}, style, nil) {
			x.say("</c>")
		}
		cols = cols[1:]
	}
	x.wanted[x.row] = cols
}

func (x *rowWriter) startCell(e xml.StartElement) {
	col := columnNumber(attr(e, "r"))
	if col == 0 {
		col = x.col + 1
	}
	x.cellsBefore(col)
	if cols := x.wanted[x.row]; len(cols) > 0 && cols[0] == col {
		x.wanted[x.row] = cols[1:]
	}
	x.col, x.inCell = col, true
	if !x.cell(place{x.row, col}, number(attr(e, "s")), e.Attr) {
		x.skip = 1
	}
}

// cell begins a cell; false when it is written whole, with a text of ours or none.
func (x *rowWriter) cell(at place, style int, attrs []xml.Attr) bool {
	put, ours := x.put[at]
	if ours {
		style = put.style
	}
	if !ours && x.plain[at] {
		style = x.filled(style, false)
	}
	if !ours && x.red[at] {
		style = x.filled(style, true)
	}
	none := !ours && slices.ContainsFunc(x.emptied, func(p place) bool { return p.col == at.col && at.row > p.row })
	e := xml.StartElement{Name: xml.Name{Local: "c"}, Attr: []xml.Attr{{Name: xml.Name{Local: "r"}, Value: cellRef(at.row, at.col)}, {Name: xml.Name{Local: "s"}, Value: itoa(style)}}}
	for _, a := range attrs {
		if a.Name.Local != "r" && a.Name.Local != "s" && !ours && !none {
			e.Attr = append(e.Attr, a)
		}
	}
	if ours {
		e.Attr = append(e.Attr, xml.Attr{Name: xml.Name{Local: "t"}, Value: "inlineStr"})
	}
	x.tag(e)
	if !ours && !none {
		return true
	}
	if ours {
		x.say(`<is><t xml:space="preserve">`)
		x.text(put.text)
		x.say("</t></is>")
	}
	x.say("</c>")
	return false
}

func (x *rowWriter) filled(style int, red bool) int {
	id, err := x.restyled(style, red)
	if x.err == nil {
		x.err = err
	}
	return id
}

// tag writes a start tag with the attributes that need no prefix explained.
func (x *rowWriter) tag(e xml.StartElement) {
	x.say("<" + e.Name.Local)
	for _, a := range e.Attr {
		name := a.Name.Local
		switch {
		case a.Name.Space == "xml":
			name = "xml:" + name
		case a.Name.Space != "" || name == "xmlns":
			continue
		}
		x.say(" " + name + `="`)
		x.text(a.Value)
		x.say(`"`)
	}
	x.say(">")
}

// say and text leave an error to Flush, which gives the writer's first.
func (x *rowWriter) say(s string) { x.w.WriteString(s) } //nolint:errcheck // see above

func (x *rowWriter) text(s string) {
	if strings.ContainsAny(s, "&<>\"'\r\n\t") {
		xml.EscapeText(x.w, []byte(s)) //nolint:errcheck // see above
		return
	}
	x.say(s)
}

// number is 0 for what is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// rowsOf writes a page that was read from another format as a sheet's rows.
func rowsOf(p *page) io.Reader {
	var b strings.Builder
	b.WriteString("<sheetData>")
	for _, l := range p.lines {
		fmt.Fprintf(&b, `<row r="%d">`, l.num)
		for _, c := range l.cells {
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">`, cellRef(l.num, c.col))
			xml.EscapeText(&b, []byte(fit(c.text))) //nolint:errcheck // a strings.Builder takes all
			b.WriteString("</t></is></c>")
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData>")
	return strings.NewReader(b.String())
}
