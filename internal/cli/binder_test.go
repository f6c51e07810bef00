package cli

import (
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/tenyears"
	"dudao/internal/tenyears/folder"
)

func TestABinderIsMadeAndVerified(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	if code, o := call(t, empty, "binder", "没有这个标准", "--out", filepath.Join(empty, "迎检")); code != exitJob || o["error"] == nil {
		t.Errorf("an unknown standard: %d %v", code, o)
	}
	if code, _ := call(t, empty, "binder", "创新县", "--out", filepath.Join(empty, "迎检")); code != exitJob {
		t.Errorf("without an evaluation: %d", code)
	}
	dir := t.TempDir()
	if _, err := folder.Fill(filepath.Join(dir, "数据"), tenyears.Size{Years: 1, Schools: 8, Inspectors: 3, Archive: 20, Files: 20, Evidence: 20}, 1); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "迎检")
	code, o := call(t, dir, "binder", "办园行为", "--of", kindergarten(t, dir), "--out", out)
	if code != exitFine {
		t.Fatalf("binder: %d %v", code, o)
	}
	for _, key := range []string{"files", "pages", "items", "gaps", "dir", "manifest"} {
		if o[key] == nil {
			t.Errorf("the answer has no %s", key)
		}
	}
	if code, o = call(t, dir, "verify", o["dir"].(string)); code != exitFine || o["sound"] != true || o["known"] != true {
		t.Errorf("verify: %d %v", code, o)
	}
	if err := os.WriteFile(filepath.Join(o["dir"].(string), "迎检材料", "data", "多余.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, o = call(t, dir, "verify", o["dir"].(string)); code != exitJob || len(o["added"].([]any)) != 1 {
		t.Errorf("verify with a file more: %d %v", code, o)
	}
	if code, _ = call(t, dir, "verify", dir); code != exitJob {
		t.Errorf("a folder that is no bag: %d", code)
	}
}

// kindergarten is the subject of the sample's evaluation of one.
func kindergarten(t *testing.T, dir string) string {
	t.Helper()
	_, o := call(t, dir, "list", "evaluations")
	for _, row := range o["rows"].([]any) {
		if r := row.(map[string]any); r["key"] == "办园行为" {
			return r["subject"].(string)
		}
	}
	t.Fatal("no evaluation of a kindergarten", o)
	return ""
}
