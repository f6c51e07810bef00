package bridge

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"
)

var (
	errorType = reflect.TypeFor[error]()
	timeType  = reflect.TypeFor[time.Time]()
	rawType   = reflect.TypeFor[json.RawMessage]()
)

// BrokenRules lists where the bound types break the bridge's rules, which keep
// the generated TypeScript true: results are (), (T), (error) or (T, error);
// inputs are one struct or plain scalars; dates are strings.
func BrokenRules(bound []any) []string {
	var broken []string
	for _, x := range bound {
		t := reflect.TypeOf(x)
		if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
			broken = append(broken, fmt.Sprintf("%s: bind a pointer to a struct", t))
			continue
		}
		if !strings.HasSuffix(t.Elem().PkgPath(), "/desk") {
			broken = append(broken, fmt.Sprintf("%s: bound types live in package desk", t))
		}
		for i := range t.NumMethod() {
			m := t.Method(i)
			where := t.Elem().Name() + "." + m.Name
			broken = append(broken, brokenInputs(where, m.Type)...)
			broken = append(broken, brokenResults(where, m.Type)...)
		}
	}
	return broken
}

func brokenInputs(where string, m reflect.Type) []string {
	var broken []string
	if m.IsVariadic() {
		broken = append(broken, where+": variadic")
	}
	structs := 0
	for i := 1; i < m.NumIn(); i++ {
		in := m.In(i)
		at := fmt.Sprintf("%s: input %d (%s)", where, i, in)
		switch in.Kind() {
		case reflect.Struct:
			structs++
		case reflect.String, reflect.Bool, reflect.Int, reflect.Int64, reflect.Float64:
			if in.PkgPath() != "" {
				broken = append(broken, at+": a named scalar has no TypeScript name; take the plain one")
			}
		case reflect.Slice:
			if e := in.Elem(); e.PkgPath() != "" || (e.Kind() != reflect.String && e.Kind() != reflect.Int64) {
				broken = append(broken, at+": of lists, only strings and int64; put others in a struct")
			}
		default:
			broken = append(broken, at+": take a struct or a plain scalar")
		}
		broken = append(broken, brokenType(at, in, nil)...)
	}
	if structs > 1 || (structs == 1 && m.NumIn() > 2) {
		broken = append(broken, where+": a struct is the only input")
	}
	return broken
}

func brokenResults(where string, m reflect.Type) []string {
	switch n := m.NumOut(); {
	case n > 2:
		return []string{where + ": more than two results"}
	case n == 2 && m.Out(1) != errorType:
		return []string{where + ": the second result must be error"}
	}
	var broken []string
	for i := range m.NumOut() {
		if out := m.Out(i); out != errorType {
			broken = append(broken, brokenType(fmt.Sprintf("%s: result (%s)", where, out), out, nil)...)
		} else if i == 0 && m.NumOut() == 2 {
			broken = append(broken, where+": error comes last")
		}
	}
	return broken
}

// brokenType looks through everything that crosses in a value of type t; seen
// holds the structs around it.
func brokenType(at string, t reflect.Type, seen []reflect.Type) []string {
	switch {
	case t == timeType:
		return []string{at + ": time.Time; send a string"}
	case t == rawType, t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return []string{at + ": bytes; send a path or serve a file"}
	}
	switch t.Kind() {
	case reflect.Interface:
		return []string{at + ": an interface has no TypeScript type"}
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer:
		return []string{at + ": cannot cross"}
	case reflect.Pointer, reflect.Slice, reflect.Array:
		return brokenType(at, t.Elem(), seen)
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			return []string{at + ": map keys must be strings"}
		}
		return brokenType(at, t.Elem(), seen)
	case reflect.Struct:
		return brokenFields(at, t, seen)
	}
	return nil
}

func brokenFields(at string, t reflect.Type, seen []reflect.Type) []string {
	for _, s := range seen {
		if s == t {
			return nil
		}
	}
	if t.Name() == "" {
		return []string{at + ": an anonymous struct becomes any"}
	}
	var broken []string
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if !f.IsExported() || tag == "-" {
			continue
		}
		inside := at + "." + f.Name
		if tag == "" && !f.Anonymous {
			broken = append(broken, inside+": no json name")
		}
		broken = append(broken, brokenType(inside, f.Type, append(seen, t))...)
	}
	return broken
}

// NullLists names the lists and maps in v that would reach the page as null.
func NullLists(v any) []string {
	if v == nil {
		return nil
	}
	return nullLists("", reflect.ValueOf(v))
}

func nullLists(at string, v reflect.Value) []string {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return nullLists(at, v.Elem())
		}
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return []string{at + "[]"}
		}
		if v.Kind() == reflect.Map {
			var nulls []string
			for _, k := range v.MapKeys() {
				nulls = append(nulls, nullLists(fmt.Sprintf("%s[%v]", at, k), v.MapIndex(k))...)
			}
			return nulls
		}
		for i := range v.Len() {
			if nulls := nullLists(fmt.Sprintf("%s[%d]", at, i), v.Index(i)); len(nulls) > 0 {
				return nulls // one row tells for all
			}
		}
	case reflect.Struct:
		var nulls []string
		for i := range v.NumField() {
			f := v.Type().Field(i)
			tag := f.Tag.Get("json")
			if f.IsExported() && tag != "-" && !strings.Contains(tag, ",omitempty") {
				nulls = append(nulls, nullLists(at+"."+f.Name, v.Field(i))...)
			}
		}
		return nulls
	}
	return nil
}
