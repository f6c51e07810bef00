package sheet

import (
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// quoteSheet returns the sheet's name as formulas write it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

func cellRef(row, col int) string { return ColumnLetter(col) + itoa(row) }

// sheetNames hands out valid sheet names, each once: at most 31 characters, none
// of the marks that Excel forbids.
type sheetNames map[string]bool

func (s sheetNames) take(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return '-'
		}
		return r
	}, strings.Trim(strings.TrimSpace(name), "'"))
	if clean == "" {
		clean = "表"
	}
	for n := 1; ; n++ {
		suffix := ""
		if n > 1 {
			suffix = "(" + itoa(n) + ")"
		}
		try := cut(clean, 31-len([]rune(suffix))) + suffix
		if key := strings.ToLower(try); !s[key] {
			s[key] = true
			return try
		}
	}
}

func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n])
	}
	return s
}
