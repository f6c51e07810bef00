package office

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// codePrefix begins the text of every QR code that the program prints on a
// form, so that a scan of anything else is told apart.
const codePrefix = "DUDAO:"

// FormCode returns the text of the QR code on a form: which form it is and the
// number of its record, e.g. DUDAO:feedback:JL2026-0012.
// A record without a number has none.
func FormCode(form, number string) string {
	if number == "" {
		return ""
	}
	return codePrefix + form + ":" + number
}

// ParseFormCode takes a code's text apart; ok is false for a code that is not
// the program's.
func ParseFormCode(text string) (form, number string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), codePrefix)
	if !ok {
		return "", "", false
	}
	form, number, ok = strings.Cut(rest, ":")
	number, _, _ = strings.Cut(number, ":")
	return form, number, ok && form != "" && number != ""
}

// OfficeMark tells the forms of one office from those of another, whose records
// have the same numbers: four signs made from the office's name.
func OfficeMark(name string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(name)))
	return base32.StdEncoding.EncodeToString(sum[:])[:4]
}

// MarkedCode adds the office's mark to a code's text; an empty one stays empty.
func MarkedCode(text, mark string) string {
	if _, _, ok := ParseFormCode(text); !ok || mark == "" || CodeMark(text) != "" {
		return text
	}
	return text + ":" + mark
}

// CodeMark returns the mark of the office that printed a code, empty on the forms
// of a program that had none.
func CodeMark(text string) string {
	parts := strings.SplitN(strings.TrimSpace(text), ":", 4)
	if len(parts) < 4 {
		return ""
	}
	return parts[3]
}
