// Package office holds the words and rules of a county's education-supervision
// office (教育督导室): its records, their checks, its calendar and its figures.
//
// The one rule: standard library only and no I/O. Whatever is decided here can
// be read and tested without a database, a file or a screen.
package office

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// Error is a refusal that the clerk can act on. Message is a finished Chinese
// sentence that says what to do next; Fields names the faulty fields by their
// JSON name, each with its own short sentence.
type Error struct {
	Code    string            `json:"code"`
	Message string            `json:"message"`
	Fields  map[string]string `json:"fields,omitempty"`
}

// The codes of Error.
const (
	CodeInvalid   = "invalid"   // the input breaks a rule
	CodeNotFound  = "not_found" // no such record
	CodeConflict  = "conflict"  // another record stands in the way
	CodeStale     = "stale"     // edited elsewhere since it was read
	CodeFile      = "file"      // a file cannot be read or written
	CodeDamaged   = "damaged"   // the database or an attachment is damaged
	CodeNewer     = "newer"     // the database was written by a newer program
	CodeLocked    = "locked"    // another copy of the program is running
	CodeShut      = "shut"      // the screen is locked
	CodePassword  = "password"  // a passphrase is missing or wrong
	CodeCancelled = "cancelled" // the clerk stopped the work
	CodeInternal  = "internal"  // unexpected; logged under a number
)

func (e *Error) Error() string { return e.Message }

// Invalid returns an Error of CodeInvalid about no single field.
func Invalid(format string, args ...any) *Error {
	return Errorf(CodeInvalid, format, args...)
}

// Errorf returns an Error of the code.
func Errorf(code, format string, args ...any) *Error {
	for i, a := range args {
		v := reflect.ValueOf(a)
		if _, named := a.(fmt.Stringer); v.Kind() == reflect.String && !named { // a Date, too, is whatever somebody sent
			args[i] = quoted(v.String())
		}
	}
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// mostQuoted is the most characters of somebody's text that a sentence repeats.
const mostQuoted = 400

// quoted is a text as a sentence repeats it: one that nobody would read to its end
// is cut.
func quoted(s string) string {
	if len(s) <= mostQuoted {
		return s
	}
	if r := []rune(s[:min(len(s), 4*mostQuoted+4)]); len(r) > mostQuoted {
		return string(r[:mostQuoted]) + "……"
	}
	return s
}

// shortened leaves out the middle of a sentence that repeats a long text: its end
// says what to do.
func shortened(sentence string) string {
	if len(sentence) <= mostQuoted || utf8.RuneCountInString(sentence) <= mostQuoted {
		return sentence
	}
	at := func(from int) int { // the end of the half, never inside a character
		for !utf8.RuneStart(sentence[from]) {
			from--
		}
		return from
	}
	return sentence[:at(mostQuoted)] + "……" + sentence[at(len(sentence)-mostQuoted):]
}

// CodeOf returns the code of the Error inside err, CodeInternal for any other
// error and "" for nil.
func CodeOf(err error) string {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return CodeInternal
}

// Faults collects the faulty fields of one record.
type Faults struct {
	order  []string
	fields map[string]string
}

// Add notes a fault of the field; the first one of a field stands.
func (f *Faults) Add(field, message string) {
	if f.fields == nil {
		f.fields = map[string]string{}
	}
	if _, ok := f.fields[field]; ok {
		return
	}
	f.fields[field] = shortened(message)
	f.order = append(f.order, field)
}

// Require notes a fault when the value is empty.
func (f *Faults) Require(field, label, value string) {
	if strings.TrimSpace(value) == "" {
		f.Add(field, "请填写"+label)
	}
}

// MaxRunes notes a fault when the value is longer than n characters.
func (f *Faults) MaxRunes(field, label, value string, n int) {
	if got := len([]rune(value)); got > n {
		f.Add(field, fmt.Sprintf("%s最多 %d 字，现在 %d 字，请删减", label, n, got))
	}
}

// OneOf notes a fault when the value is not empty and not among the choices.
func (f *Faults) OneOf(field, label, value string, choices []string) {
	if value == "" {
		return
	}
	for _, c := range choices {
		if c == value {
			return
		}
	}
	f.Add(field, fmt.Sprintf("%s“%s”不在可选范围，请选：%s", label, quoted(value), strings.Join(choices, "、")))
}

// Date notes a fault when the value is not empty and not a date.
func (f *Faults) Date(field, label string, value Date) {
	if value != "" && !value.Valid() {
		f.Add(field, fmt.Sprintf("%s“%s”不是日期，请写成 2026-03-12", label, quoted(string(value))))
	}
}

// mostTold is how many bytes of faults one sentence tells; each stands at its
// field all the same.
const mostTold = 1800

// Err returns nil without faults, else one Error whose Message joins them.
func (f *Faults) Err() error {
	if len(f.order) == 0 {
		return nil
	}
	parts, told := make([]string, 0, len(f.order)), 0
	for i, k := range f.order {
		if told += len(f.fields[k]); told > mostTold && i > 0 {
			parts = append(parts, fmt.Sprintf("另有 %d 处", len(f.order)-i))
			break
		}
		parts = append(parts, f.fields[k])
	}
	return &Error{Code: CodeInvalid, Message: strings.Join(parts, "；") + "。", Fields: f.fields}
}
