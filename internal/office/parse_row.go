package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// SheetCell is one cell as read, where it stands.
type SheetCell struct {
	Text string
	// Number tells that the workbook holds a number, not text.
	Number bool
	// Fault is set when the workbook itself spoils the cell: a formula error,
	// digits lost.
	Fault    string
	Row, Col int // from 1
}

// SheetRow is one data row of a list; Cells stand beside the layout's fields.
type SheetRow struct {
	Row   int
	ID    string // the hidden stable id, empty in a foreign list
	Hint  YearHint
	Cells []SheetCell
}

// Value is one parsed cell. Present tells that the sheet has the column, Set
// that the cell says something, Kept that it says what the record holds already.
type Value struct {
	Present bool
	Set     bool
	Kept    bool
	Hinted  bool // a day whose year the cell does not name
	Text    string
	Int     int
	Yes     bool
	Names   []string
	Row     int
	Col     int
}

// CellFault is what is wrong in one cell.
type CellFault struct {
	Field   string `json:"field"`
	Row     int    `json:"row"`
	Col     int    `json:"col"`
	Text    string `json:"text"`
	Message string `json:"message"`
}

// ParsedRow is a row whose cells are typed.
type ParsedRow struct {
	Sheet    string
	Row      int
	ID       string
	Values   []Value
	Faults   []CellFault
	Warnings []string
	layout   *Layout
}

// V returns the value of the field; the zero Value when the layout has none.
func (r *ParsedRow) V(key string) Value {
	if i := r.layout.Index(key); i >= 0 {
		return r.Values[i]
	}
	return Value{}
}

// NotYet notes a fault of each day of what was done that is after today.
func (r *ParsedRow) NotYet(today Date) {
	for i := range r.layout.Fields {
		if f := &r.layout.Fields[i]; f.Done && r.Values[i].Set && Date(r.Values[i].Text) > today {
			r.Fail(f.Key, fmt.Sprintf("%s 在今天之后，请核对日期", r.Values[i].Text))
		}
	}
}

// Chosen tells which choice of the field the text is.
func (r *ParsedRow) Chosen(key, text string) (string, bool) {
	i := r.layout.Index(key)
	if i < 0 || text == "" {
		return "", false
	}
	return chosen(&r.layout.Fields[i], text)
}

// Say puts a text in the place of what the field's cell says, and takes its faults.
func (r *ParsedRow) Say(key, text string) {
	i := r.layout.Index(key)
	r.Values[i].Text, r.Values[i].Set = text, text != ""
	r.Faults = slices.DeleteFunc(r.Faults, func(f CellFault) bool { return f.Field == key })
}

// Fail notes a fault of the field. A field the sheet has no column for is noted
// at the row's first cell.
func (r *ParsedRow) Fail(key, message string) {
	for _, f := range r.Faults {
		if f.Field == key {
			return
		}
	}
	v := r.V(key)
	fault := CellFault{Field: key, Row: v.Row, Col: v.Col, Text: quoted(v.Text), Message: message}
	if fault.Row == 0 {
		fault.Row = r.Row
	}
	if fault.Col == 0 {
		fault.Col = r.firstCol()
	}
	r.Faults = append(r.Faults, fault)
}

func (r *ParsedRow) firstCol() int {
	col := 0
	for _, v := range r.Values {
		if v.Col > 0 && (col == 0 || v.Col < col) {
			col = v.Col
		}
	}
	return max(col, 1)
}

// firstDay is before anything that an office of today keeps records of: an earlier
// day is a slip of the pen.
const firstDay = Date("1980-01-01")

// ParseRow reads the cells of one row. present tells which fields the sheet has
// a column for.
func ParseRow(layout *Layout, sheet string, raw SheetRow, present []bool) ParsedRow {
	row := ParsedRow{Sheet: sheet, Row: raw.Row, ID: raw.ID, Values: make([]Value, len(layout.Fields)), layout: layout}
	for i := range layout.Fields {
		f := &layout.Fields[i]
		cell := SheetCell{Row: raw.Row}
		if i < len(raw.Cells) {
			cell = raw.Cells[i]
		}
		v, fault := parseCell(f, cell, raw.Hint)
		v.Present, v.Row, v.Col = present[i], cell.Row, cell.Col
		row.Values[i] = v
		if f.Derived {
			continue
		}
		switch {
		case fault != "":
			row.Faults = append(row.Faults, CellFault{Field: f.Key, Row: cell.Row, Col: cell.Col, Text: quoted(cell.Text), Message: fault})
		case f.Required && !v.Set && (!f.Inferred || row.Clears(v)):
			row.Fail(f.Key, "请填写"+f.Title)
		case f.Wanted && !v.Set && present[i]:
			row.Warnings = append(row.Warnings, "没有填"+f.Title+"，以后请补")
		}
	}
	row.sessionOfDate(raw)
	return row
}

// sessionOfDate takes the half day of a visit from its day where the row has none of
// its own: 9月6日下午.
func (r *ParsedRow) sessionOfDate(raw SheetRow) {
	date, session := r.layout.Index("date"), r.layout.Index("session")
	if date < 0 || session < 0 || date >= len(raw.Cells) || !r.Values[date].Set || r.Values[session].Text != "" {
		return
	}
	for _, name := range SessionNames {
		if strings.Contains(CleanCode(raw.Cells[date].Text), name) {
			v := &r.Values[session]
			v.Text, v.Set = name, true
			return
		}
	}
}

func parseCell(f *Field, cell SheetCell, hint YearHint) (Value, string) {
	if cell.Fault != "" {
		return Value{Text: cell.Text}, cell.Fault
	}
	var v Value
	var fault string
	switch f.Type {
	case TypeLong:
		v.Text = CleanLong(cell.Text)
	case TypeText:
		v.Text = CleanText(cell.Text)
	case TypeName:
		v.Text = CleanName(cell.Text)
		if Blank(v.Text) {
			v.Text = ""
		}
	case TypeNames:
		v.Text = CleanText(cell.Text)
		if !Blank(v.Text) {
			v.Names = SplitNames(cell.Text)
		}
		v.Set = len(v.Names) > 0
		return v, ""
	default:
		if Blank(cell.Text) && !(f.Type == TypeYesNo && CleanCode(cell.Text) != "") {
			return v, ""
		}
		v, fault = parseTyped(f, cell, hint)
	}
	if d := Date(v.Text); fault == "" && f.Type == TypeDate && !f.Old && d.Valid() && d < firstDay {
		v.Text, fault = cell.Text, fmt.Sprintf("“%s”太早，请核对年份", shown(cell.Text))
	}
	v.Set = v.Text != "" && fault == ""
	if fault == "" && f.Max > 0 {
		if n := len([]rune(v.Text)); n > f.Max {
			fault = fmt.Sprintf("%s最多 %d 字，现在 %d 字，请删减", f.Title, f.Max, n)
		}
	}
	return v, fault
}

func parseTyped(f *Field, cell SheetCell, hint YearHint) (v Value, fault string) {
	ok := true
	switch f.Type {
	case TypeCode:
		v.Text = CleanCode(cell.Text)
	case TypeIDNumber:
		v.Text, fault = ParseIDNumber(cell.Text)
	case TypePhone:
		v.Text, fault = ParsePhone(cell.Text)
	case TypeClock:
		if v.Text, ok = clockOf(cell); !ok {
			fault = fmt.Sprintf("%s“%s”请写成 08:30", f.Title, shown(cell.Text))
		}
	case TypeYearMonth:
		v.Text, fault = ParseYearMonth(cell.Text, cell.Number)
	case TypeDate:
		var d Date
		d, v.Hinted, fault = hintedDate(cell.Text, cell.Number, hint)
		v.Text = string(d)
	case TypeDue:
		v, fault = parseDue(cell, hint)
	case TypeInt:
		if v.Int, ok = ParseCount(cell.Text); !ok {
			fault = fmt.Sprintf("%s“%s”不是整数，请填数字", f.Title, shown(cell.Text))
		}
		v.Text = strconv.Itoa(v.Int)
	case TypeYesNo:
		if v.Yes, ok = ParseYesNo(cell.Text); !ok {
			fault = fmt.Sprintf("%s“%s”请填 是 或 否", f.Title, shown(cell.Text))
		}
		v.Text = YesNo(v.Yes)
	case TypeChoice:
		if v.Text, ok = chosen(f, cell.Text); !ok {
			fault = fmt.Sprintf("%s“%s”不在可选范围，请选：%s", f.Title, shown(cell.Text), strings.Join(f.Choices, "、"))
		}
	}
	if fault != "" {
		v.Text = cell.Text
	}
	return v, fault
}

// parseDue reads a deadline: a day (10月25日前), or a number of days after the
// row's own day (Int holds the days then), or 当场.
func parseDue(cell SheetCell, hint YearHint) (v Value, fault string) {
	t := CleanCode(cell.Text)
	if m := daysForm.FindStringSubmatch(t); m != nil {
		return Value{Text: t, Int: number(m[1])}, ""
	}
	switch strings.TrimSuffix(t, "整改") {
	case "当场", "立即", "现场", "当天", "当日", "立行立改":
		return Value{Text: t}, ""
	}
	day, hinted, fault := hintedDate(untilForm.ReplaceAllString(t, "$1"), cell.Number, hint)
	if fault != "" {
		fault = fmt.Sprintf("期限“%s”请写成 2026-03-12 或 5天", shown(cell.Text))
	}
	return Value{Text: string(day), Hinted: hinted}, fault
}

// DueDay returns the day a TypeDue value means for a row of the day.
func DueDay(v Value, from Date) Date {
	if d := Date(v.Text); d.Valid() || !v.Set {
		return d
	}
	return from.AddDays(v.Int)
}

func chosen(f *Field, text string) (string, bool) {
	t := CleanName(text)
	if slices.Contains(f.Choices, t) {
		return t, true
	}
	if c, ok := f.Synonyms[t]; ok {
		return c, true
	}
	bare := CleanName(bracketed.ReplaceAllString(t, ""))
	if slices.Contains(f.Choices, bare) {
		return bare, true
	}
	if c, ok := f.Synonyms[bare]; ok {
		return c, true
	}
	return t, false
}
