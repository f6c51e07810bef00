package sheet

import (
	"encoding/binary"
	"math"
	"strconv"
)

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
	hidden := map[int]bool{}
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
		case recRow:
			if depth == 1 && len(body) >= 14 && body[12]&rowHidden != 0 {
				hidden[int(binary.LittleEndian.Uint16(body))] = true
			}
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
		sorted.lines = append(sorted.lines, line{num: r + 1, hidden: hidden[r], cells: rows[r]})
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
		g.current.hidden = l.hidden
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
