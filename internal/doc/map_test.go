package doc

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// blocks are all kinds of blocks: a new one stands here, too.
var blocks = []Block{RedHead{}, Title{}, Heading{}, Paragraph{}, Ends{}, Table{}, Grid{}, Chart{}, Photos{}, QR{}, Signature{}, Imprint{}, Plate{}, Tree{}, Labels{}, Cover{}, Contents{}, PageBreak{}, Space{}}

const secret = "13800000001"

// filled returns a value of the type with the secret in every text.
func filled(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.String:
		v.SetString(secret)
	case reflect.Struct:
		for i := range t.NumField() {
			v.Field(i).Set(filled(t.Field(i).Type))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		for i := range 2 {
			v.Index(i).Set(filled(t.Elem()))
		}
	}
	return v
}

func TestMapTextReachesEveryText(t *testing.T) {
	d := Document{Title: secret, Code: secret, Style: Form, Landscape: true, Width: 12}
	for _, b := range blocks {
		full, _ := filled(reflect.TypeOf(b)).Interface().(Block)
		d.Blocks = append(d.Blocks, full)
	}
	before := fmt.Sprintf("%#v", d)
	out := d.MapText(func(s string) string { return strings.ReplaceAll(s, secret, "遮") })
	for i, b := range out.Blocks {
		text := fmt.Sprintf("%+v", b)
		for _, named := range []string{"Align:" + secret, "Style:" + secret} { // choices, not texts
			text = strings.ReplaceAll(text, named, "")
		}
		if strings.Contains(text, secret) {
			t.Errorf("%T keeps a text: %s", blocks[i], text)
		}
	}
	if out.Title != "遮" || out.Code != "遮" || out.Style != Form || !out.Landscape || out.Width != 12 {
		t.Errorf("the document itself: %+v", out)
	}
	if fmt.Sprintf("%#v", d) != before {
		t.Error("the given document was changed")
	}
}
