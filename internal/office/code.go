package office

import "strings"

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
	return form, number, ok && form != "" && number != ""
}
