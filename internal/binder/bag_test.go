package binder

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// odd are names that a manifest must carry whole.
var odd = []string{"data/00 目录.xlsx", "data/材料/1-1 机构 与领导/001 百分之50%的通知.pdf", "data/材料/䶮㛃𬭊/空.txt", "data/换\n行.txt", "data/%0A.txt", "data/e\u0301te.pdf"}

// makeBag writes a bag of the odd names.
func makeBag(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name, content string) {
		t.Helper()
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	payload := []BagFile{}
	for i, name := range odd {
		content := strings.Repeat("内容", i)
		put(name, content)
		payload = append(payload, BagFile{name, fmt.Sprintf("%x", sha256.Sum256([]byte(content))), int64(len(content))})
	}
	files, manifest, tags := Tags(payload, BagAbout{Organization: "示例县人民政府教育督导室", Title: "迎检材料\n两行", Made: time.Unix(1_767_225_600, 0).UTC()})
	for _, f := range files {
		put(f.Name, string(f.Content))
	}
	for name, sum := range map[string]string{"manifest-sha256.txt": manifest, "tagmanifest-sha256.txt": tags} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || fmt.Sprintf("%x", sha256.Sum256(text)) != sum {
			t.Errorf("%s has another sum than said", name)
		}
	}
	return dir
}

// readPlainly reads a manifest as RFC 8493 writes it, by itself, and returns the
// files that are not as it says and those that it does not name.
func readPlainly(t *testing.T, dir, manifest string) (wrong, unnamed []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, manifest))
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		sum, name, found := strings.Cut(line, "  ")
		name = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(name, "%0A", "\n"), "%0D", "\r"), "%25", "%")
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !found || fmt.Sprintf("%x", sha256.Sum256(b)) != sum {
			// a name of the disk that is taken apart is the same name
			if b, err = os.ReadFile(filepath.Join(dir, strings.ReplaceAll(name, "é", "e\u0301"))); err != nil || fmt.Sprintf("%x", sha256.Sum256(b)) != sum {
				wrong = append(wrong, name)
			}
		}
		named[filepath.Base(strings.ReplaceAll(name, "é", "e\u0301"))] = true
	}
	for _, name := range odd {
		if !named[filepath.Base(name)] && !strings.HasPrefix(manifest, "tag") {
			unnamed = append(unnamed, name)
		}
	}
	return wrong, unnamed
}

func TestABagCanBeReadByAnyone(t *testing.T) {
	dir := makeBag(t)
	for _, manifest := range []string{"manifest-sha256.txt", "tagmanifest-sha256.txt"} {
		if wrong, unnamed := readPlainly(t, dir, manifest); len(wrong)+len(unnamed) > 0 {
			t.Errorf("%s: wrong %q, not named %q", manifest, wrong, unnamed)
		}
	}
	info, err := os.ReadFile(filepath.Join(dir, "bag-info.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Bagging-Date: 2026-01-01\n", "Payload-Oxum: 90.6\n", "External-Description: 迎检材料 两行\n"} {
		if !strings.Contains(string(info), want) {
			t.Errorf("bag-info.txt has no %q:\n%s", want, info)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "bagit.txt")); err != nil || string(text) != "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n" {
		t.Errorf("bagit.txt: %q %v", text, err)
	}
	tool, err := exec.LookPath("sha256sum")
	if err != nil {
		t.Skip("no sha256sum here")
	}
	for _, name := range []string{"data/换\n行.txt", "data/%0A.txt", "data/e\u0301te.pdf", "data/材料/1-1 机构 与领导/001 百分之50%的通知.pdf"} { // that a plain tool cannot know
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	check := exec.Command(tool, "--check", "--ignore-missing", "--strict", "manifest-sha256.txt")
	check.Dir = dir
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("sha256sum: %v\n%s", err, out)
	}
}

func verified(t *testing.T, dir string) BagReport {
	t.Helper()
	r, err := VerifyBag(dir, func(done, total int64) error {
		if done > total {
			t.Errorf("read %d of %d bytes", done, total)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAVerifiedBagNamesWhatIsNoLongerAsItWas(t *testing.T) {
	dir := makeBag(t)
	if r := verified(t, dir); !r.Sound() || r.Files != len(odd) {
		t.Fatalf("an untouched bag: %+v", r)
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, file := range []string{"data/Thumbs.db", "readme.txt"} { // of a system, and a tag file of somebody's
		if err := os.WriteFile(at(file), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if r := verified(t, dir); !r.Sound() {
		t.Errorf("what does not count is counted: %+v", r)
	}
	b, err := os.ReadFile(at(odd[1]))
	if err != nil {
		t.Fatal(err)
	}
	b[0] ^= 1
	if err := os.WriteFile(at(odd[1]), b, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(at(odd[3])); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("data/材料/后来加的.pdf"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	r := verified(t, dir)
	if !slices.Equal(r.Changed, []string{odd[1]}) || !slices.Equal(r.Missing, []string{odd[3]}) || !slices.Equal(r.Added, []string{"data/材料/后来加的.pdf"}) {
		t.Errorf("changed %q, missing %q, added %q", r.Changed, r.Missing, r.Added)
	}
}

func TestAChangedManifestIsNamed(t *testing.T) {
	dir := makeBag(t)
	name := filepath.Join(dir, "manifest-sha256.txt")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(text, "0000  ../../etc/passwd\nno line\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	r := verified(t, dir)
	if !slices.Equal(r.Changed, []string{"manifest-sha256.txt"}) || len(r.Faults) != 2 {
		t.Errorf("changed %q, faults %q", r.Changed, r.Faults)
	}
	if _, err := VerifyBag(t.TempDir(), nil); err == nil {
		t.Error("an empty folder passes as a bag")
	}
}
