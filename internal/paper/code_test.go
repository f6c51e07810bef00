package paper

import (
	"strings"
	"testing"

	"dudao/internal/doc"
)

const testCode = "DUDAO:feedback:JL2026-0012"

func coded() map[string]doc.Document {
	out := map[string]doc.Document{}
	for name, d := range documents() {
		d.Code = testCode
		out[name] = d
		d.Sample, d.Landscape = !d.Sample, !d.Landscape
		out[name+" turned"] = d
		d.Blocks = append([]doc.Block{doc.Title{Text: strings.Repeat("很长的标题", 12)}, doc.Ends{Left: "编号", Right: strings.Repeat("右", 8)}}, d.Blocks...)
		out[name+" with a long title"] = d
	}
	return out
}

// TestCornerCode: the code stands once, in the first page's upper right corner
// above the type area, its number under it, and nothing comes near it.
func TestCornerCode(t *testing.T) {
	for name, d := range coded() {
		f := pageFormOf(d)
		pages := Layout(d, newTypesetter(embeddedOnly).width)
		for i, page := range pages {
			var code, number *Box
			for j := range page.Boxes {
				switch b := &page.Boxes[j]; {
				case b.Kind == CodeBox && b.Text == testCode:
					code = b
				case b.Text == "JL2026-0012" && b.Size < 7:
					number = b
				}
			}
			if i > 0 {
				if code != nil || number != nil {
					t.Errorf("%s: page %d has a code", name, i+1)
				}
				continue
			}
			if code == nil || number == nil {
				t.Fatalf("%s: no code or no number on the first page", name)
			}
			if code.W != 14 || code.H != 14 || code.X+code.W < page.W*0.75 || code.X+code.W > page.W-8 || code.Y < 5 {
				t.Errorf("%s: the code stands at %.1f, %.1f", name, code.X, code.Y)
			}
			if number.Y < code.Y+code.H+1.5 || number.Y+number.H > f.top-0.5 {
				t.Errorf("%s: the number stands at %.2f, the type area begins at %.2f", name, number.Y, f.top)
			}
			for j := range page.Boxes {
				b := &page.Boxes[j]
				if b == code || b == number {
					continue
				}
				const quiet = 1.5
				if b.X < code.X+code.W+quiet && b.X+b.W > code.X-quiet && b.Y < number.Y+number.H && b.Y+b.H > code.Y-quiet {
					t.Errorf("%s: %s “%s” at %.1f, %.1f comes near the code", name, b.Kind, b.Text, b.X, b.Y)
				}
			}
		}
	}
}

// The modules of the code are large enough for an office scanner at 200 dpi: three
// dots each.
func TestCornerCodeIsReadable(t *testing.T) {
	for _, text := range []string{testCode, "DUDAO:accountability:WZ2026-0123", "DUDAO:recheck:WT2026-01234/12"} {
		_, size, err := codeModules(text)
		if err != nil {
			t.Fatal(err)
		}
		if dots := cornerSize / float64(size) / 25.4 * 200; dots < 3 {
			t.Errorf("%s: a module is %.1f dots wide", text, dots)
		}
	}
}

func TestCodeTooLongIsLeftOut(t *testing.T) {
	d := visitRecord()
	d.Code = strings.Repeat("很长", 2000)
	r := render(t, d)
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "二维码") {
		t.Errorf("warnings: %q", r.Warnings)
	}
}

// What only the program knows is not printed under a code.
func TestOnlyNumbersThatTellAreUnderACode(t *testing.T) {
	for number, want := range map[string]bool{"JL2026-0012": true, "ZX2026-0001/3": true, "督2026-12": true, "12": false, "4/78": false, "archive_box/3": false, "school/12": false} {
		printed := false
		for _, b := range Layout(doc.Document{Title: "表", Style: doc.Form, Code: "DUDAO:any:" + number}, newTypesetter(embeddedOnly).width)[0].Boxes {
			printed = printed || b.Text == number
		}
		if printed != want {
			t.Errorf("%s under the code: %v", number, printed)
		}
	}
}
