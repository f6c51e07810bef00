package sheet

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dateStyle tells how a number format shows a number.
type dateStyle uint8

const (
	plainNumber dateStyle = iota
	dayNumber             // a date
	monthNumber           // year and month only
	clockNumber           // time of day only
)

// builtinStyle returns the style of a built-in format, those of Chinese Excel
// and WPS included.
func builtinStyle(id int) dateStyle {
	switch id {
	case 14, 15, 22, 28, 29, 30, 31, 51, 53, 54, 58:
		return dayNumber
	case 17, 27, 36, 50, 52, 57:
		return monthNumber
	case 16: // d-mmm, with a year behind it
		return dayNumber
	case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56:
		return clockNumber
	}
	return plainNumber
}

var formatNoise = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

// customStyle reads a number format code.
func customStyle(code string) dateStyle {
	first, _, _ := strings.Cut(code, ";")
	c := strings.ToLower(formatNoise.ReplaceAllString(first, ""))
	if strings.Contains(c, "general") || strings.ContainsAny(c, "0#?") && !strings.ContainsAny(c, "yd") {
		return plainNumber
	}
	year, day := strings.ContainsAny(c, "ye"), strings.Contains(c, "d")
	month := strings.Contains(c, "m")
	switch {
	case day:
		return dayNumber
	case year && month:
		return monthNumber
	case year:
		return plainNumber
	case strings.ContainsAny(c, "hs"):
		return clockNumber
	}
	return plainNumber
}

func (x *xlsxBook) readStyles(part string) error {
	custom := map[int]dateStyle{}
	inCells := false
	return x.tokens(part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil {
					custom[id] = customStyle(attr(e, "formatCode"))
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if !inCells || len(x.styles) >= 1<<16 {
					return nil
				}
				id, err := strconv.Atoi(attr(e, "numFmtId"))
				if err != nil {
					id = 0
				}
				s, ok := custom[id]
				if !ok {
					s = builtinStyle(id)
				}
				x.styles = append(x.styles, s)
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

// numberText returns a stored number as the clerk would type it: dates as
// 2006-01-02, whole numbers without exponent.
func numberText(raw string, style dateStyle, date04 bool) (cellKind, string) {
	raw = strings.TrimSpace(raw)
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return textCell, raw
	}
	if style != plainNumber && n >= 0 && n < 2_958_466 {
		return textCell, serialText(n, style, date04)
	}
	if math.Abs(n) >= 1e15 {
		return faultCell, raw
	}
	if n == math.Trunc(n) {
		return numberCell, strconv.FormatFloat(n, 'f', 0, 64)
	}
	return numberCell, strconv.FormatFloat(n, 'g', 15, 64)
}

func serialText(n float64, style dateStyle, date04 bool) string {
	days, frac := math.Modf(n)
	seconds := int(math.Round(frac * 86400))
	if date04 {
		days += 1462
	}
	at := time.Date(1899, 12, 30, 0, 0, seconds, 0, time.UTC).AddDate(0, 0, int(days))
	if days < 60 && days > 0 && !date04 { // Excel counts a 29 February 1900
		at = at.AddDate(0, 0, 1)
	}
	switch {
	case style == clockNumber || days == 0:
		return at.Format("15:04")
	case style == monthNumber:
		return at.Format("2006-01")
	case seconds == 0:
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02 15:04")
}

var lostDigits = regexp.MustCompile(`^\d(?:\.\d+)?[Ee]\+\d{2}$`)

// faultOf returns what to say about a cell that the workbook itself spoils;
// empty for a good one.
func faultOf(c cell) string {
	switch {
	case c.kind == faultCell && strings.HasPrefix(c.text, "#"):
		return "公式出错（" + c.text + "），请改成正确的内容"
	case c.kind == faultCell && strings.HasPrefix(c.text, "="):
		return "公式还没有算出结果，请用 Excel 或 WPS 打开这张表保存一次，或直接填内容"
	case c.kind == faultCell, lostDigits.MatchString(strings.TrimSpace(c.text)):
		return "长号码被当成数字，后几位已丢失，请把单元格设成文本后重新填写"
	case isErrorText(c.text):
		return "公式出错（" + c.text + "），请改成正确的内容"
	}
	return ""
}

func isErrorText(s string) bool {
	switch s {
	case "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!":
		return true
	}
	return false
}
