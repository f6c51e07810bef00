package desk

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzInputs reads whatever the page may send as the inputs of every bound method.
func FuzzInputs(f *testing.F) {
	for _, s := range []string{"{}", "[]", "null", "1e999", `{"visit":{"id":"x"}}`, `{"ids":[9223372036854775808]}`, `"\\ud800"`, `{"a":{"a":{"a":[[[[]]]]}}}`} {
		f.Add([]byte(s))
	}
	methods := []reflect.Type{}
	for _, x := range new(Desk).Bound() {
		for i := range reflect.TypeOf(x).NumMethod() {
			methods = append(methods, reflect.ValueOf(x).Method(i).Type())
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, m := range methods {
			args := make([]json.RawMessage, m.NumIn())
			for i := range args {
				args[i] = data
			}
			if in, err := arguments(m, args); err == nil && len(in) != m.NumIn() {
				t.Fatalf("%s: %d inputs", m, len(in))
			}
		}
	})
}
