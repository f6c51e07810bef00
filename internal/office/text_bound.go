package office

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxText is the most characters of one field of a record, however long a field
// may be by its own rules: one cell of a workbook still holds it whole.
const MaxText = 30_000

// TextFault says why a text cannot be kept just as it is, and what to do; empty
// for a good one. Marks of direction and other characters that only look odd are
// good: a name copied from elsewhere may hold them.
func TextFault(s string) string {
	if len(s) > MaxText { // no shorter text has more characters
		if n := utf8.RuneCountInString(s); n > MaxText {
			return fmt.Sprintf("文字太长，一栏最多 %d 字，现在 %d 字，请删减或改为附件", MaxText, n)
		}
	}
	at := strings.IndexFunc(s, spoils)
	if at < 0 {
		return ""
	}
	before := []rune(s[:at])
	where := "开头"
	if n := len(before); n > 0 {
		where = "“" + string(before[max(0, n-10):]) + "”后面"
	}
	if r, _ := utf8.DecodeRuneInString(s[at:]); r == utf8.RuneError {
		return where + "有一个损坏的字符，可能是复制时出的错，请删去后重新输入"
	}
	return where + "有看不见的控制字符，可能是从别的程序复制带来的，请删去前后几个字后重新输入"
}

// spoils tells the characters that a workbook, a Word file or a PDF cannot hold,
// and those that stand for a broken one.
func spoils(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' || r == '\ufffe' || r == '\uffff'
}
