package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// call runs a verb with --json and returns its exit code and its one object.
func call(t *testing.T, dir string, args ...string) (int, map[string]any) {
	t.Helper()
	var out, errs bytes.Buffer
	code := Run(append([]string{"--data", filepath.Join(dir, "数据"), "--json"}, args...), &out, &errs)
	object := map[string]any{}
	if err := json.Unmarshal(out.Bytes(), &object); err != nil {
		t.Fatalf("%v: not one object: %v\n%s%s", args, err, out.String(), errs.String())
	}
	return code, object
}

func TestImportExportUndoKeepTheirContract(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "学校.csv")
	if err := os.WriteFile(file, []byte("学校名称,类型\n示例县第一小学,小学\n示例县第二小学,大学\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	marked := filepath.Join(dir, "检查.xlsx")
	code, o := call(t, dir, "import", "schools", file, "--dry-run", "--errors", marked)
	if code != exitJob || o["id"] != 0.0 || o["read"] != 2.0 || o["added"] != 1.0 || o["failed"] != 1.0 || o["updated"] != 0.0 || o["unchanged"] != 0.0 || o["errors_file"] != marked {
		t.Errorf("rehearsal: %d %v", code, o)
	}
	fault := o["errors"].([]any)[0].(map[string]any)
	if fault["sheet"] != "学校" || fault["row"] != 3.0 || fault["column"] != "B" || fault["message"] == "" {
		t.Errorf("fault: %v", fault)
	}
	if _, err := os.Stat(marked); err != nil {
		t.Error(err)
	}
	if code, o = call(t, dir, "import", "schools", file, "--all-or-nothing"); code != exitJob || o["written"] != false {
		t.Errorf("all or nothing: %d %v", code, o)
	}
	code, o = call(t, dir, "import", "schools", file)
	if code != exitJob || o["written"] != true || o["id"].(float64) == 0 {
		t.Fatalf("import: %d %v", code, o)
	}
	id, err := json.Marshal(o["id"])
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "导出.xlsx")
	if code, o = call(t, dir, "export", "schools", "--out", list); code != exitFine || o["rows"] != 1.0 {
		t.Errorf("export: %d %v", code, o)
	}
	if code, o = call(t, dir, "import", "schools", list); code != exitFine || o["unchanged"] != 1.0 || o["id"] != 0.0 {
		t.Errorf("export brought back: %d %v", code, o)
	}
	if code, o = call(t, dir, "undo", string(id)); code != exitFine || o["removed"] != 1.0 || o["restored"] != 0.0 || len(o["kept"].([]any)) != 0 {
		t.Errorf("undo: %d %v", code, o)
	}
	if code, o = call(t, dir, "import", "schools", filepath.Join(dir, "没有.xlsx")); code != exitJob || o["error"] == nil {
		t.Errorf("a missing file: %d %v", code, o)
	}
	if code, o = call(t, dir, "import", "unknown", file); code != exitJob || o["error"] == nil {
		t.Errorf("an unknown kind: %d %v", code, o)
	}
}
