package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	if rows := o["rows"].([]any); len(rows) != 2 || rows[0].(map[string]any)["state"] != "added" || rows[1].(map[string]any)["state"] != "failed" {
		t.Errorf("the verdict of each row: %v", o["rows"])
	}
	if code, o = call(t, dir, "import", "schools", file, "--errors", filepath.Join(dir, "检查.csv")); code != exitJob || !strings.Contains(fmt.Sprint(o["error"]), "检查.xlsx") {
		t.Errorf("a workbook under the name of a text: %d %v", code, o)
	}
	if code, o = call(t, dir, "export", "schools", "--out", filepath.Join(dir, "空.xlsx")); code != exitFine || o["rows"] != 0.0 {
		t.Errorf("and nothing was written: %d %v", code, o)
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

func TestImportTellsWhatChangedAndWhatItPassedOver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	data := filepath.Join(dir, "数据")
	say := func(kind, text string, args ...string) string {
		file := filepath.Join(dir, "表.csv")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		Run(slices.Concat([]string{"--data", data, "import", kind, file}, args), &out, &errs)
		return out.String() + errs.String()
	}
	say("schools", "学校名称,类型,校长\n示例县第一小学,小学,张示例\n")
	if got := say("schools", "学校名称,类型,校长\n示例县第一小学,小学,李示例\n合计,,1\n"); !strings.Contains(got, "表 第 2 行 示例县第一小学 更新：校长（张示例→李示例）") || !strings.Contains(got, "略过 表 第 3 行：是合计行") {
		t.Errorf("%s", got)
	}
	say("inspectors", "姓名,手机\n王示例,13800000001\n")
	marked := filepath.Join(dir, "检查.xlsx")
	got := say("visits", "2025年秋季学期督导记录,,,\n日期,学校,督学,存在问题\n1月5日,示例县第一小学,王示例,灭火器过期\n", "--dry-run", "--errors", marked)
	for _, want := range []string{"提示 表 第 3 行 2026-01-05 示例县第一小学：写了存在问题", "“1月5日”记为 2026-01-05", "没有错误，提示已标在 " + marked} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}
