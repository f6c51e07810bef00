package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestAYearIsAssessedFromTheCommandLine(t *testing.T) {
	t.Parallel()
	dir, out := t.TempDir(), t.TempDir()
	if code, o := call(t, dir, "assess", "2026", "--out", out); code != exitJob {
		t.Fatalf("an office without inspectors: %d %v", code, o)
	}
	for i, name := range []string{"王示例", "李示㛃"} {
		if code, o := putFile(t, dir, "inspectors", map[string]any{"name": name, "mobile": fmt.Sprint("1380000000", i+1), "employment": "专职", "state": "在聘"}); code != exitFine {
			t.Fatal(o)
		}
	}
	code, o := call(t, dir, "assess", "2026", "--out", out)
	if code != exitFine || o["title"] != "2026年度督学考核" || o["state"] != "进行中" || len(o["results"].([]any)) != 2 || o["missing"].(float64) == 0 {
		t.Fatalf("%d %v", code, o)
	}
	files := []string{}
	for _, f := range o["files"].([]any) {
		if info, err := os.Stat(f.(string)); err != nil || info.Size() == 0 {
			t.Errorf("%v: %v", f, err)
		}
		files = append(files, filepath.Base(f.(string)))
	}
	for _, want := range []string{"2026年度督学考核汇总表.pdf", "2026年度督学考核汇总表.xlsx", "2026年度督学考核评分表.pdf", "2026年度督学考核结果通报.docx"} {
		if !slices.Contains(files, want) {
			t.Errorf("no %s among %v", want, files)
		}
	}

	// The scores are put in and the same assessment is asked again.
	_, list := call(t, dir, "list", "assessments")
	row := list["rows"].([]any)[0].(map[string]any)
	if list["total"] != 1.0 || row["subjects"] != 2.0 {
		t.Fatalf("%v", list)
	}
	if code, o := putFile(t, dir, "scores", map[string]any{"scores": []any{map[string]any{"assessmentId": row["id"], "subjectId": 1, "partId": 1, "text": "101"}}}); code != exitJob {
		t.Errorf("a score of 101: %d %v", code, o)
	}
	if code, o := putFile(t, dir, "scores", map[string]any{"scores": []any{map[string]any{"assessmentId": row["id"], "subjectId": 1, "partId": 1, "text": "优秀"}}}); code != exitFine {
		t.Errorf("a grade: %d %v", code, o)
	}
	if _, again := call(t, dir, "assess", "2026", "--out", out); again["id"] != o["id"] || again["missing"].(float64) >= o["missing"].(float64) {
		t.Errorf("asked again: %v", again)
	}
	if code, o := putFile(t, dir, "awards", map[string]any{"year": 2026, "name": "先进个人", "level": "县级", "subject": "督学", "inspectorId": 1}); code != exitFine || o["holder"] != "王示例" {
		t.Errorf("an award: %d %v", code, o)
	}
}
