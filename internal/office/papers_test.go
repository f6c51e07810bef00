package office

import (
	"slices"
	"strings"
	"testing"
)

func TestDocNumber(t *testing.T) {
	for _, c := range []struct{ pattern, word, want string }{
		{"{字}改〔{年}〕{号}号", "示教督", "示教督改〔2026〕7号"},
		{"{字}改〔{年}〕{号}号", " ", ""},
		{"督导通报第{号}期", "", "督导通报第7期"},
		{"{年}-{号}", "{号}", "2026-7"},
		{"", "示教督", ""},
	} {
		if got := DocNumber(c.pattern, c.word, 2026, 7); got != c.want {
			t.Errorf("DocNumber(%q, %q) = %q, want %q", c.pattern, c.word, got, c.want)
		}
	}
	if got := DocNumber("{字}〔{年}〕{号}号", "{年}", 2026, 7); got != "{年}〔2026〕7号" {
		t.Errorf("a word that looks like a place was replaced again: %q", got)
	}
}

func TestPaperSettingsAreChecked(t *testing.T) {
	for _, c := range []struct {
		paper PaperSetting
		says  string // empty: fine
	}{
		{PaperSetting{Form: FormRectify, Pattern: "{字}改〔{年}〕{号}号", Copies: 2}, ""},
		{PaperSetting{Form: FormRectify}, ""},
		{PaperSetting{Form: FormRectify, Pattern: "{字}改〔{年}〕号"}, "须有一个 {号}"},
		{PaperSetting{Form: FormRectify, Pattern: "{字}{月}{号}"}, "{月}"},
		{PaperSetting{Form: FormRectify, Pattern: "{字{号}"}, "不成对"},
		{PaperSetting{Form: FormRectify, Pattern: "{号}-{号}"}, "现在有 2 个"},
		{PaperSetting{Form: FormRectify, Pattern: "{号}", Copies: -1}, "份数"},
		{PaperSetting{Form: FormRectify, Pattern: "{号}", CopyTo: strings.Repeat("县", 201)}, "抄送"},
		{PaperSetting{Form: "nothing"}, "没有这种文书"},
	} {
		set := DefaultSettings()
		set.Papers = []PaperSetting{c.paper}
		err := set.Validate()
		if c.says == "" && err != nil || c.says != "" && (CodeOf(err) != CodeInvalid || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%+v: %v", c.paper, err)
		}
	}
	set := DefaultSettings()
	for _, papers := range [][]PaperSetting{{{Form: FormTalk, Pattern: "{号}"}, {Form: FormRectify, Pattern: "{号}"}}, {{Form: FormTalk, Pattern: DefaultSettings().Paper(FormRectify).Pattern}}} {
		set.Papers = papers
		if err := set.Validate(); err == nil || !strings.Contains(err.Error(), "相同") {
			t.Errorf("two forms of one pattern: %v", err)
		}
	}
}

// The program's own ways pass its own check, and every kind of notice has a form.
func TestOwnPaperWays(t *testing.T) {
	set := DefaultSettings()
	for _, f := range PaperForms {
		set.Papers = append(set.Papers, DefaultSettings().Paper(f.Form))
	}
	if err := set.Validate(); err != nil {
		t.Error(err)
	}
	for _, k := range NoticeKinds {
		if NoticeForm(k.Kind) == "" {
			t.Errorf("%s has no form", k.Kind)
		}
	}
	set.Papers = []PaperSetting{{Form: FormRectify, Copies: 5}}
	if p := set.Paper(FormRectify); p.Copies != 5 || p.Pattern != "" {
		t.Errorf("the county's own way is mended: %+v", p)
	}
	if p := set.Paper("visit"); !slices.Equal([]string{p.Form, p.Pattern}, []string{"visit", ""}) {
		t.Errorf("a form without ways: %+v", p)
	}
}

func TestANumberNotYetGivenLeavesRoom(t *testing.T) {
	for day, want := range map[Date]string{"2026-03-02": "示教督函〔2026〕　　号", "": "示教督函〔　　　〕　　号"} {
		if got := OpenDocNumber("{字}函〔{年}〕{号}号", "示教督", day); got != want {
			t.Errorf("%q: %s, want %s", day, got, want)
		}
	}
	if got := OpenDocNumber("{字}函〔{年}〕{号}号", "", "2026-03-02"); got != "" {
		t.Errorf("without a 发文代字: %s", got)
	}
}
