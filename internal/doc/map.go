package doc

import "reflect"

// MapText returns the document with f over each of its texts, wherever they
// stand; the document itself is left as it is.
func (d Document) MapText(f func(string) string) Document {
	out, _ := mapped(reflect.ValueOf(d), f).Interface().(Document)
	return out
}

// mapped copies a value; a named string (Style, Align) is a choice and no text.
func mapped(v reflect.Value, f func(string) string) reflect.Value {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			return reflect.ValueOf(f(v.String()))
		}
	case reflect.Struct:
		out := reflect.New(v.Type()).Elem()
		for i := range v.NumField() {
			out.Field(i).Set(mapped(v.Field(i), f))
		}
		return out
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.Uint8 {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(mapped(v.Index(i), f))
		}
		return out
	case reflect.Interface:
		if !v.IsNil() {
			return mapped(v.Elem(), f)
		}
	}
	return v
}
