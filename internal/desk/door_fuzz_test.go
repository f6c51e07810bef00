package desk

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// callable are the methods of all screens that read and save records and nothing
// else: no files, no folders, no end of the program.
func callable(d *Desk) (out [][2]string) {
	for _, x := range d.Bound() {
		v := reflect.ValueOf(x)
		for i := range v.NumMethod() {
			name := v.Type().Method(i).Name
			harmless := slices.ContainsFunc([]string{"Get", "List", "Find", "Save", "Draft", "Statistics", "Options", "Preview", "Rows", "Of"}, func(p string) bool { return strings.HasPrefix(name, p) })
			if harmless && !slices.ContainsFunc(inputsOf(v.Method(i).Type()), namesFile) {
				out = append(out, [2]string{v.Type().Elem().Name(), name})
			}
		}
	}
	return out
}

func inputsOf(method reflect.Type) (out []reflect.Type) {
	for i := range method.NumIn() {
		out = append(out, method.In(i))
	}
	return out
}

// namesFile tells an input that names a place on the disk, or a bare text, which
// may be one.
func namesFile(t reflect.Type) bool {
	if t.Kind() == reflect.String {
		return true
	}
	return t.Kind() == reflect.Struct && slices.ContainsFunc(reflect.VisibleFields(t), func(f reflect.StructField) bool {
		return slices.Contains([]string{"Path", "Paths", "Dir", "Folder", "File", "BackupDir"}, f.Name)
	})
}

// FuzzInputs calls the screens through the door with whatever the page may send: an
// answer, or an error, never a panic. One method at a time: the number chooses it.
func FuzzInputs(f *testing.F) {
	shell := &recorder{}
	d, err := Open(f.TempDir(), shell)
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { d.Close() })
	door, calls := d.Door(), callable(d)
	if len(calls) < 150 {
		f.Fatalf("only %d methods to call", len(calls))
	}
	for i, s := range []string{"[{}]", "[[]]", "[null]", "[1e999]", `[{"visit":{"id":"x"}}]`, `[{"ids":[9223372036854775808]}]`, `["\ud800"]`, `[{"a":{"a":{"a":[[[[]]]]}}}]`,
		`[{"text":"\"NEAR(","page":-1,"size":-1,"filters":{"":""}}]`, `[{"id":-1,"name":"示例县第一小学","kind":"小学"}]`, `[{"visit":{"date":"2026-02-30","schoolId":9}}]`, `[1]`, `[]`} {
		f.Add(uint16(i*17), []byte(s))
	}
	f.Fuzz(func(t *testing.T, at uint16, data []byte) {
		call := calls[int(at)%len(calls)]
		args := []json.RawMessage{}
		if json.Unmarshal(data, &args) != nil {
			return
		}
		shell.events, shell.opened = nil, nil
		if _, err := door.Invoke(call[0], call[1], args); err != nil {
			if strings.HasPrefix(err.Error(), "panic:") {
				t.Fatalf("%s.%s: %v", call[0], call[1], err)
			}
			if text := WireError(err); !utf8.ValidString(text) || len(text) > 60_000 {
				t.Fatalf("%s.%s: an error of %d bytes", call[0], call[1], len(text))
			}
		}
	})
}
