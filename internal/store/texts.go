package store

import (
	"encoding/json"
	"reflect"
	"strings"

	"dudao/internal/office"
)

// soundTexts refuses a row with a text that could not be kept, shown and printed
// as it is: the last guard of all writes, behind each record's own rules.
func soundTexts(row any) error {
	v := reflect.Indirect(reflect.ValueOf(row))
	if v.Kind() != reflect.Struct {
		return nil
	}
	var f office.Faults
	faultyTexts(v, &f)
	return f.Err()
}

// faultyTexts passes over the texts that the program makes itself: those that do not
// cross to the page, and those with the tag text:"own".
func faultyTexts(v reflect.Value, f *office.Faults) {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name := field.Tag.Get("json")
		switch {
		case value.Kind() == reflect.String && name != "" && name != "-" && field.Tag.Get("text") != "own":
			if fault := office.TextFault(value.String()); fault != "" {
				f.Add(name, fault)
			}
		case field.Anonymous && value.Kind() == reflect.Struct:
			faultyTexts(value, f)
		}
	}
}

// soundArgs is soundTexts for the arguments of a statement.
func soundArgs(args []any) error {
	for _, a := range args {
		if v := reflect.ValueOf(a); v.Kind() == reflect.String {
			if fault := office.TextFault(v.String()); fault != "" {
				return office.Invalid("%s。", fault)
			}
		}
	}
	return nil
}

// soundJSON is soundTexts for what is kept as JSON.
func soundJSON(text string) error {
	for d := json.NewDecoder(strings.NewReader(text)); ; {
		token, err := d.Token()
		if err != nil {
			return nil // at its end: it was made by the encoder
		}
		if s, ok := token.(string); ok {
			if fault := office.TextFault(s); fault != "" {
				return office.Invalid("%s。", fault)
			}
		}
	}
}
