package manual

import (
	"bytes"
	"image/jpeg"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dudao/internal/doc"
)

const frontend = "../../frontend/src"

func sections(t *testing.T) []Section {
	t.Helper()
	list, err := Sections()
	if err != nil || len(list) < 15 {
		t.Fatalf("%d sections, %v", len(list), err)
	}
	return list
}

// Every page of the program has a section that it is opened at.
func TestEveryPageIsCovered(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(frontend, "router.ts"))
	if err != nil {
		t.Fatal(err)
	}
	routes := regexp.MustCompile("path: ['`]([^'`]*)['`]").FindAllStringSubmatch(string(text), -1)
	if len(routes) < 60 {
		t.Fatalf("only %d routes found", len(routes))
	}
	list := sections(t)
	covered := func(route string) bool {
		for _, s := range list {
			for _, p := range s.Pages {
				if route == p || p != "/" && strings.HasPrefix(route, p+"/") {
					return true
				}
			}
		}
		return false
	}
	for _, r := range routes {
		if route := r[1]; strings.HasPrefix(route, "/") && !strings.HasPrefix(route, "/:") && !covered(route) {
			t.Errorf("no section of the manual is about %s", route)
		}
	}
	for _, s := range list {
		if s.Title == "" || len(s.Pages) == 0 || len(s.Blocks) == 0 {
			t.Errorf("%s: no title, pages or text: %+v", s.ID, s)
		}
	}
}

// Every word in 「」 stands on a button of the program.
func TestButtonsAreThere(t *testing.T) {
	source := strings.Builder{}
	for _, dir := range []string{frontend, "../office", "../desk", "../store"} {
		err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, ".test.ts") {
				return err
			}
			text, err := os.ReadFile(path)
			source.Write(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, button, seen := source.String(), regexp.MustCompile(`「([^」]+)」`), 0
	for _, s := range sections(t) {
		for _, b := range s.Blocks {
			for _, m := range button.FindAllStringSubmatch(b.Text, -1) {
				seen++
				if !onButton(all, m[1]) {
					t.Errorf("%s names the button 「%s」, which is not in the program", s.ID, m[1])
				}
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d buttons named", seen)
	}
}

// onButton tells whether the words stand between two tags or in a string of their
// own, as words on a button do; a number or an arrow may follow.
func onButton(source, words string) bool {
	for rest := source; ; {
		before, after, found := strings.Cut(rest, words)
		if !found {
			return false
		}
		if opens.MatchString(tail(before)) && closes.MatchString(after) {
			return true
		}
		rest = after
	}
}

var (
	opens  = regexp.MustCompile("[>'\"}`]\\s*(＋ )?$")
	closes = regexp.MustCompile("^\\s*(▾|\\{\\{|<|'|\"|`)")
)

func tail(s string) string { return s[max(0, len(s)-40):] }

// Every picture that is named is there, none is there for nothing, and all are small.
func TestPicturesAreThere(t *testing.T) {
	named, total := map[string]bool{}, 0
	for _, s := range sections(t) {
		for _, b := range s.Blocks {
			if b.Kind != KindPicture {
				continue
			}
			named[b.Picture+".jpg"] = true
			data, err := Picture(b.Picture)
			if err != nil {
				t.Errorf("%s: %v; build/shots makes it", s.ID, err)
				continue
			}
			if size, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || size.Width < 1000 {
				t.Errorf("%s: %s is no picture of the window: %+v, %v", s.ID, b.Picture, size, err)
			}
			total += len(data)
		}
	}
	if total > 3<<20 {
		t.Errorf("the pictures have %d bytes, more than 3 MB", total)
	}
	entries, err := pictures.ReadDir("pictures")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !named[e.Name()] {
			t.Errorf("%s is in no section", e.Name())
		}
	}
}

func TestDocumentHoldsTheWholeManual(t *testing.T) {
	d, err := Document("9.9.9")
	if err != nil {
		t.Fatal(err)
	}
	heads, photos := 0, 0
	for _, b := range d.Blocks {
		switch x := b.(type) {
		case doc.Heading:
			if x.Level == 1 {
				heads++
			}
		case doc.Photos:
			photos++
		}
	}
	if list := sections(t); heads != len(list) || photos < 15 {
		t.Errorf("%d sections of %d, %d pictures", heads, len(list), photos)
	}
}

func TestReadKnowsEachKind(t *testing.T) {
	s := read("x", "# 题\n页面：/a /b/c\n\n话\n## 小题\n1. 一\n- 点\n![图](a-b)\n")
	if s.Title != "题" || strings.Join(s.Pages, " ") != "/a /b/c" || len(s.Blocks) != 5 {
		t.Fatalf("%+v", s)
	}
	want := []Block{{Kind: KindText, Text: "话"}, {Kind: KindHead, Text: "小题"}, {Kind: KindStep, Text: "一", Number: 1}, {Kind: KindPoint, Text: "点"}, {Kind: KindPicture, Text: "图", Picture: "a-b"}}
	for i := range want {
		if s.Blocks[i] != want[i] {
			t.Errorf("%+v, want %+v", s.Blocks[i], want[i])
		}
	}
}
