package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// What a script reads of the sheets that go out and come back.
func TestSheetsKeepTheirContract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put := func(kind, text string) {
		file := filepath.Join(dir, kind+".json")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, o := call(t, dir, "put", kind, file); code != exitFine {
			t.Fatalf("put %s: %d %v", kind, code, o)
		}
	}
	put("schools", `{"name":"示例县第一小学","kind":"小学"}`)
	put("inspectors", `{"name":"王示例"}`)
	put("assignments", `{"schoolId":1,"inspectorId":1,"role":"主","startsOn":"2026-01-01"}`)
	out := filepath.Join(dir, "发出")
	code, o := call(t, dir, "sheets", "--month", "2026-04", "--out", out)
	if files, ok := o["files"].([]any); code != exitFine || !ok || len(files) != 1 || len(o["missing"].([]any)) != 1 || o["remind"] == "" {
		t.Fatalf("sheets: %d %v", code, o)
	}
	code, o = call(t, dir, "merge", out)
	files := o["files"].([]any)
	if code != exitFine || len(files) != 1 || o["added"] != 0.0 || o["updated"] != 0.0 || o["unchanged"] != 0.0 || o["failed"] != 0.0 || len(o["conflicts"].([]any)) != 0 ||
		len(o["missing"].([]any)) != 0 || len(o["errors_files"].([]any)) != 0 || o["month"] != "2026-04" || o["returned"].([]any)[0] != "王示例" {
		t.Errorf("an untouched sheet: %d %v", code, o)
	}
	if err := os.WriteFile(filepath.Join(out, "别的.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, o = call(t, dir, "merge", out, "--dry-run", "--choose", "theirs"); code != exitJob || len(o["files"].([]any)) != 2 || o["written"] != false {
		t.Errorf("a folder with something else in it: %d %v", code, o)
	}
	if code, o = call(t, dir, "sheets", "--month", "2026-4"); code != exitJob || o["error"] == nil {
		t.Errorf("a month that is none: %d %v", code, o)
	}
}
