package sheet

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
)

// The BIFF8 records that are read. ([MS-XLS] 2.3)
const (
	recFormula    = 0x0006
	recEOF        = 0x000A
	recDate1904   = 0x0022
	recContinue   = 0x003C
	recFilePass   = 0x002F
	recBoundSheet = 0x0085
	recMulRK      = 0x00BD
	recXF         = 0x00E0
	recMerges     = 0x00E5
	recSST        = 0x00FC
	recLabelSST   = 0x00FD
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolErr    = 0x0205
	recString     = 0x0207
	recRK         = 0x027E
	recFormat     = 0x041E
	recBOF        = 0x0809
)

const damagedXLS = "已损坏，打不开；请用 Excel 或 WPS 打开后另存为 .xlsx 再导入，或请对方重发。"

// readXLS reads a compound file: an .xls workbook, or an encrypted .xlsx, which
// is refused.
func readXLS(path string, data []byte, limits Limits) (pages []page, err error) {
	defer func() {
		if recover() != nil { // a library panic on a damaged container
			pages, err = nil, refuse(path, damagedXLS)
		}
	}()
	doc, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, refuse(path, damagedXLS)
	}
	for n := 0; n < 10_000; n++ {
		entry, err := doc.Next()
		if err != nil {
			break
		}
		switch strings.ToLower(entry.Name) {
		case "encryptedpackage", "encryptioninfo":
			return nil, refuse(path, "设了打开密码，读不了；请用 Excel 或 WPS 打开、取消密码后再导入。")
		case "worddocument":
			return nil, refuse(path, "是 Word 文件，不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。")
		case "workbook", "book":
			stream, err := io.ReadAll(io.LimitReader(entry, limits.PartBytes))
			if err != nil {
				return nil, refuse(path, damagedXLS)
			}
			return readBIFF(path, stream, limits)
		}
	}
	return nil, refuse(path, "不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。")
}

// biff walks the records of a workbook stream.
type biff struct {
	b       *budget
	data    []byte
	pos     int
	strings []string
	formats map[int]dateStyle
	xfs     []dateStyle
	date04  bool
	sheets  []biffSheet
}

type biffSheet struct {
	name   string
	offset int
	hidden bool
}

// next returns the next record; ok is false at the end or when it is cut off.
func (w *biff) next() (id int, body []byte, ok bool) {
	if w.pos+4 > len(w.data) {
		return 0, nil, false
	}
	id = int(binary.LittleEndian.Uint16(w.data[w.pos:]))
	n := int(binary.LittleEndian.Uint16(w.data[w.pos+2:]))
	from := w.pos + 4
	if from+n > len(w.data) {
		return 0, nil, false
	}
	w.pos = from + n
	return id, w.data[from : from+n], true
}

func readBIFF(path string, stream []byte, limits Limits) ([]page, error) {
	w := &biff{b: &budget{path: path, limits: limits}, data: stream, formats: map[int]dateStyle{}}
	id, body, ok := w.next()
	if !ok || id != recBOF || len(body) < 4 {
		return nil, refuse(path, damagedXLS)
	}
	if binary.LittleEndian.Uint16(body) != 0x0600 {
		return nil, refuse(path, "是很旧的 Excel 格式（Excel 95 以前），请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。")
	}
	if err := w.globals(); err != nil {
		return nil, err
	}
	var pages []page
	for _, s := range w.sheets {
		if s.hidden {
			pages = append(pages, page{name: s.name, hidden: true})
			continue
		}
		p, err := w.sheet(s)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

func (w *biff) globals() error {
	for {
		id, body, ok := w.next()
		switch {
		case !ok:
			return refuse(w.b.path, damagedXLS)
		case id == recEOF:
			return nil
		case id == recFilePass:
			return refuse(w.b.path, "设了打开密码，读不了；请用 Excel 或 WPS 打开、取消密码后再导入。")
		case id == recDate1904 && len(body) >= 2:
			w.date04 = body[0] == 1
		case id == recBoundSheet && len(body) >= 8:
			name, _ := shortString(body[6:])
			w.sheets = append(w.sheets, biffSheet{name: name, offset: int(binary.LittleEndian.Uint32(body)), hidden: body[4]&3 != 0 || body[5] != 0})
		case id == recFormat && len(body) >= 5:
			code, _ := longString(body[2:])
			w.formats[int(binary.LittleEndian.Uint16(body))] = customStyle(code)
		case id == recXF && len(body) >= 4:
			n := int(binary.LittleEndian.Uint16(body[2:]))
			s, ok := w.formats[n]
			if !ok || s == plainNumber {
				s = max(s, builtinStyle(n))
			}
			w.xfs = append(w.xfs, s)
		case id == recSST:
			w.readSST(body)
		}
	}
}

// shortString reads a string with a one-byte length and a flag byte.
func shortString(b []byte) (string, int) {
	if len(b) < 2 {
		return "", len(b)
	}
	return characters(b[1:], int(b[0]))
}

// longString reads a string with a two-byte length and a flag byte.
func longString(b []byte) (string, int) {
	if len(b) < 3 {
		return "", len(b)
	}
	return characters(b[2:], int(binary.LittleEndian.Uint16(b)))
}

func characters(b []byte, n int) (string, int) {
	wide := b[0]&1 != 0
	b = b[1:]
	if !wide {
		n = min(n, len(b))
		return latin(b[:n]), n
	}
	n = min(n, len(b)/2)
	return utf16Text(b[:2*n]), 2 * n
}

func latin(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

func utf16Text(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// readSST reads the shared strings, which run on over CONTINUE records; within a
// string each of them begins with a new flag byte.
func (w *biff) readSST(body []byte) {
	segments := [][]byte{body}
	for {
		at := w.pos
		id, more, ok := w.next()
		if !ok || id != recContinue {
			w.pos = at
			break
		}
		segments = append(segments, more)
	}
	if len(body) < 8 {
		return
	}
	s := &sstReader{segments: segments, pos: 8}
	unique := int(binary.LittleEndian.Uint32(body[4:]))
	for i := 0; i < unique && !s.ended(); i++ {
		w.strings = append(w.strings, s.read())
	}
}

type sstReader struct {
	segments [][]byte
	seg, pos int
}

func (s *sstReader) ended() bool {
	for s.seg < len(s.segments) && s.pos >= len(s.segments[s.seg]) {
		s.seg, s.pos = s.seg+1, 0
	}
	return s.seg >= len(s.segments)
}

func (s *sstReader) byte() byte {
	if s.ended() {
		return 0
	}
	s.pos++
	return s.segments[s.seg][s.pos-1]
}

func (s *sstReader) uint(n int) int {
	v := 0
	for i := range n {
		v |= int(s.byte()) << (8 * i)
	}
	return v
}

func (s *sstReader) skip(n int) {
	for n > 0 && !s.ended() {
		k := min(n, len(s.segments[s.seg])-s.pos)
		s.pos += k
		n -= k
	}
}

func (s *sstReader) read() string {
	n := s.uint(2)
	flags := s.byte()
	runs, extra := 0, 0
	if flags&8 != 0 {
		runs = s.uint(2)
	}
	if flags&4 != 0 {
		extra = s.uint(4)
	}
	var units []uint16
	wide := flags&1 != 0
	for len(units) < n {
		if s.seg < len(s.segments) && s.pos >= len(s.segments[s.seg]) {
			if s.ended() {
				break
			}
			wide = s.byte()&1 != 0
			continue
		}
		if s.ended() {
			break
		}
		if wide {
			units = append(units, uint16(s.uint(2)))
		} else {
			units = append(units, uint16(s.byte()))
		}
	}
	s.skip(4*runs + extra)
	return string(utf16.Decode(units))
}

// sheet reads the cells of one sheet.
func (w *biff) sheet(s biffSheet) (page, error) {
	w.pos = s.offset
	g := &gather{b: w.b, page: page{name: s.name}}
	rows := map[int][]cell{}
	var order []int
	put := func(row, xf, col int, c cell) {
		if _, ok := rows[row]; !ok {
			order = append(order, row)
		}
		c.col = col + 1
		rows[row] = append(rows[row], c)
	}
	var merges []rect
	if id, _, ok := w.next(); s.offset < 0 || !ok || id != recBOF {
		return page{}, refuse(w.b.path, damagedXLS)
	}
	for depth := 1; depth > 0; {
		id, body, ok := w.next()
		if !ok {
			return page{}, refuse(w.b.path, damagedXLS)
		}
		switch id {
		case recBOF: // a chart inside the sheet
			depth++
		case recEOF:
			depth--
		case recMerges:
			merges = append(merges, mergesOf(body)...)
		default:
			if depth == 1 && len(body) >= 6 {
				w.cells(id, body, put)
			}
		}
	}
	sorted := page{}
	for _, r := range order {
		sorted.lines = append(sorted.lines, line{num: r + 1, cells: rows[r]})
	}
	sortPage(&sorted)
	if err := g.takeLines(sorted.lines); err != nil {
		return page{}, err
	}
	p, err := g.done()
	p.merges = merges
	return p, err
}

func (g *gather) takeLines(lines []line) error {
	for _, l := range lines {
		more, err := g.startRow(l.num)
		if err != nil || !more {
			return err
		}
		for _, c := range l.cells {
			if err := g.add(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func mergesOf(body []byte) []rect {
	var out []rect
	for b := body[min(2, len(body)):]; len(b) >= 8; b = b[8:] {
		u := func(i int) int { return int(binary.LittleEndian.Uint16(b[2*i:])) + 1 }
		out = append(out, rect{top: u(0), bottom: u(1), left: u(2), right: u(3)})
	}
	return out
}

// cells puts what one record holds.
func (w *biff) cells(id int, body []byte, put func(row, xf, col int, c cell)) {
	u := func(at int) int { return int(binary.LittleEndian.Uint16(body[at:])) }
	row, col, xf := u(0), u(2), u(4)
	number := func(v float64, xf, col int) {
		kind, text := numberText(strconv.FormatFloat(v, 'g', -1, 64), w.style(xf), w.date04)
		put(row, xf, col, cell{kind: kind, text: text})
	}
	switch {
	case id == recLabelSST && len(body) >= 10:
		if i := int(binary.LittleEndian.Uint32(body[6:])); i < len(w.strings) {
			put(row, xf, col, cell{text: w.strings[i]})
		}
	case id == recLabel && len(body) >= 9:
		text, _ := longString(body[6:])
		put(row, xf, col, cell{text: text})
	case id == recNumber && len(body) >= 14:
		number(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])), xf, col)
	case id == recRK && len(body) >= 10:
		number(rkValue(binary.LittleEndian.Uint32(body[6:])), xf, col)
	case id == recMulRK:
		for at := 4; at+6 <= len(body)-2; at += 6 {
			number(rkValue(binary.LittleEndian.Uint32(body[at+2:])), u(at), col)
			col++
		}
	case id == recBoolErr && len(body) >= 8:
		put(row, xf, col, boolOrError(body[6], body[7] != 0))
	case id == recFormula && len(body) >= 14:
		w.formula(body, row, xf, col, number, put)
	}
}

// formula puts a formula's result.
func (w *biff) formula(body []byte, row, xf, col int, number func(float64, int, int), put func(int, int, int, cell)) {
	if body[12] != 0xFF || body[13] != 0xFF {
		number(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])), xf, col)
		return
	}
	switch body[6] {
	case 0: // the text follows in a STRING record, perhaps after a shared formula
		at := w.pos
		for range 3 {
			id, text, ok := w.next()
			if ok && id == recString {
				s, _ := longString(text)
				put(row, xf, col, cell{text: s})
				return
			}
			if !ok || id == recFormula || id == recEOF {
				break
			}
		}
		w.pos = at
	case 1:
		put(row, xf, col, boolOrError(body[8], false))
	case 2:
		put(row, xf, col, boolOrError(body[8], true))
	}
}

func boolOrError(v byte, isError bool) cell {
	if !isError {
		if v != 0 {
			return cell{text: "是"}
		}
		return cell{text: "否"}
	}
	names := map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
	name := names[v]
	if name == "" {
		name = "#N/A"
	}
	return cell{kind: faultCell, text: name}
}

func (w *biff) style(xf int) dateStyle {
	if xf < len(w.xfs) {
		return w.xfs[xf]
	}
	return plainNumber
}

// rkValue unpacks a 30-bit number.
func rkValue(rk uint32) float64 {
	var v float64
	if rk&2 != 0 {
		v = float64(int32(rk) >> 2)
	} else {
		v = math.Float64frombits(uint64(rk&^3) << 32)
	}
	if rk&1 != 0 {
		v /= 100
	}
	return v
}
