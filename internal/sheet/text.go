package sheet

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readText reads delimited text: UTF-8 with or without BOM, UTF-16, GBK or
// GB18030.
func readText(path string, data []byte, limits Limits) ([]page, error) {
	if kind := otherType(data); kind != "" {
		return nil, refuse(path, "是%s，不是 Excel 表格；请选择 .xlsx、.xls 或 .csv 文件。", kind)
	}
	text, ok := decodeText(data)
	if !ok {
		return nil, refuse(path, "不是 Excel 表格，也不是文本；请选择 .xlsx、.xls 或 .csv 文件。")
	}
	b := &budget{path: path, limits: limits}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	g := &gather{b: b, page: page{name: name}}
	err := scanDelimited(text, delimiterOf(text), func(row int, fields []string) (bool, error) {
		more, err := g.startRow(row)
		if !more || err != nil {
			return false, err
		}
		for i, f := range fields {
			if err := g.add(cell{col: i + 1, text: f}); err != nil {
				return false, err
			}
		}
		return true, nil
	})
	if err != nil {
		return nil, err
	}
	p, err := g.done()
	return []page{p}, err
}

// decodeText returns the text and whether it is text at all.
func decodeText(data []byte) (string, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return string(out), err == nil && !bytes.ContainsRune(out, 0)
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", false
	}
	if utf8.Valid(data) {
		return string(data), printable(string(data))
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return "", false
	}
	return string(out), printable(string(out))
}

// printable tells text from binary: hardly any control characters.
func printable(s string) bool {
	bad := 0
	for _, r := range s {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			bad++
		}
	}
	return bad*100 <= len(s)
}

// delimiterOf chooses the mark that stands equally often on most of the first lines,
// quoted texts left out: a comma within a text stands here and there.
func delimiterOf(text string) rune {
	const enough = 4096
	head := text
	if len(head) > enough {
		head = head[:enough]
	}
	marks := []rune{',', '\t', ';', '|', '，'} // of two alike the earlier
	lines := map[rune]map[int]int{}
	on := map[rune]int{}
	quoted, before := false, '\n'
	for _, r := range head + "\n" {
		switch {
		case r == '"' && (quoted || before == '\n' || slices.Contains(marks, before)): // a stray quote is none
			quoted = !quoted
		case quoted:
		case r == '\n':
			for mark, n := range on {
				if lines[mark] == nil {
					lines[mark] = map[int]int{}
				}
				lines[mark][n]++
			}
			clear(on)
		case slices.Contains(marks, r):
			on[r]++
		}
		before = r
	}
	best, most, fields := ',', 0, 0
	for _, mark := range marks {
		for n, alike := range lines[mark] {
			if alike > most || alike == most && n > fields && mark != '，' {
				best, most, fields = mark, alike, n
			}
		}
	}
	return best
}

// scanDelimited parts the text into rows, as Excel does: a field may be quoted,
// quotes inside are doubled, a stray quote is kept. Empty lines count.
func scanDelimited(text string, delimiter rune, row func(int, []string) (bool, error)) error {
	var fields []string
	var field strings.Builder
	quoted, num := false, 1
	runes := []rune(text)
	end := func() (bool, error) {
		fields = append(fields, field.String())
		field.Reset()
		more, err := row(num, fields)
		fields, num = nil, num+1
		return more, err
	}
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		switch {
		case quoted && r == '"' && i+1 < len(runes) && runes[i+1] == '"':
			field.WriteByte('"')
			i++
		case quoted && r == '"':
			quoted = false
		case quoted:
			field.WriteRune(r)
		case r == '"' && field.Len() == 0:
			quoted = true
		case r == delimiter:
			fields = append(fields, field.String())
			field.Reset()
		case r == '\r' && i+1 < len(runes) && runes[i+1] == '\n':
		case r == '\n' || r == '\r':
			if more, err := end(); !more || err != nil {
				return err
			}
		default:
			field.WriteRune(r)
		}
	}
	if field.Len() > 0 || len(fields) > 0 {
		_, err := end()
		return err
	}
	return nil
}
