package office

import (
	"fmt"
	"testing"
)

// TestStacksAreDivided: f form, F another form upside down, - blank, x a strange
// page, | a separator, V one of a visit, A one of an 归档文件.
func TestStacksAreDivided(t *testing.T) {
	page := map[rune]ScannedPage{
		'f': {Form: "feedback", Number: "JL2026-0001"}, 'F': {Form: "visit", Number: "JL2026-0002", Turn: 180}, '-': {Blank: true}, 'x': {},
		'|': {Form: FormSeparator, Number: NextPaper, Turn: 90}, 'V': {Form: FormSeparator, Number: SeparatorNumber("visit", 7)},
		'A': {Form: FormSeparator, Number: SeparatorNumber("archive_item", 3)},
	}
	for stack, want := range map[string]string{
		"":         "[] 0",
		"--|":      "[] 2",
		"x":        "[:1] 0",
		"f-x-":     "[feedback:1、3] 2",
		"ff":       "[feedback:1 feedback:2] 0",
		"xfxF-xx":  "[:1 feedback:2–3 visit:4、6–7@180] 1",
		"fx|xx|-f": "[feedback:1–2 separator:4–5 feedback:8] 1",
		"Vxfx|x":   "[separator:2 feedback:3–4 separator:6] 0",
		"AxfFx|fx": "[separator:2–5@180 feedback:7–8] 0",
	} {
		pages := []ScannedPage{}
		for _, r := range stack {
			pages = append(pages, page[r])
		}
		parts, blank := SplitStack(pages)
		got := []string{}
		for _, p := range parts {
			text := p.Code.Form + ":" + p.PagesText()
			if turn := p.Leaves[len(p.Leaves)-1].Turn; turn != 0 {
				text += fmt.Sprintf("@%d", turn)
			}
			got = append(got, text)
		}
		if said := fmt.Sprint(got, blank); said != want {
			t.Errorf("%q: %s, want %s", stack, said, want)
		}
	}
}

func TestCodesOfOffices(t *testing.T) {
	mark := OfficeMark("示例县人民政府教育督导室")
	code := MarkedCode(FormCode("feedback", "JL2026-0012"), mark)
	if form, number, ok := ParseFormCode(code); !ok || form != "feedback" || number != "JL2026-0012" || CodeMark(code) != mark || len(mark) != 4 {
		t.Errorf("%s: %s %s %v %s", code, form, number, ok, CodeMark(code))
	}
	if MarkedCode(code, mark) != code || MarkedCode("", mark) != "" || MarkedCode("https://example.org", mark) != "https://example.org" {
		t.Error("what is no code, or is marked, is marked again")
	}
	if CodeMark(FormCode("feedback", "JL2026-0012")) != "" || OfficeMark("另一县人民政府教育督导室") == mark {
		t.Error("marks do not tell offices apart")
	}
}
