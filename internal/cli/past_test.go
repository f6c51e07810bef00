package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// --as-of shows the data of a past day to the verbs that only read, and to no other.
func TestAPastDayIsAskedForByAnyReadingVerb(t *testing.T) {
	dir := t.TempDir()
	schools := filepath.Join(dir, "学校.csv")
	if err := os.WriteFile(schools, []byte("学校名称,类型\n示例县第一小学,小学\n示例县第二小学,小学\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, o := call(t, dir, "import", "schools", schools); code != exitFine {
		t.Fatal(o)
	}
	today := time.Now().Format("2006-01-02")
	for day, word := range map[string]string{today: "今天以前", "2001-01-01": "开始记", "上周": "日期"} {
		if code, o := call(t, dir, "--as-of", day, "list", "schools"); code != exitJob || !strings.Contains(fmt.Sprint(o), word) {
			t.Errorf("%s: %d %v", day, code, o)
		}
	}
	t.Setenv("SOURCE_DATE_EPOCH", fmt.Sprint(time.Now().AddDate(0, 0, 2).Unix())) // the day after tomorrow
	if code, o := call(t, dir, "--as-of", today, "list", "schools"); code != exitFine || o["total"] != 2.0 {
		t.Errorf("list: %d %v", code, o)
	}
	out := filepath.Join(dir, "那天.xlsx")
	if code, o := call(t, dir, "--as-of", today, "export", "schools", "--out", out); code != exitFine || o["rows"] != 2.0 {
		t.Errorf("export: %d %v", code, o)
	}
	if code, o := call(t, dir, "--as-of", today, "report", "month", today[:7], "--out", dir); code != exitFine || len(o["files"].([]any)) != 3 {
		t.Errorf("report: %d %v", code, o)
	}
	if code, o := call(t, dir, "--as-of", today, "check"); code != exitFine || o["ok"] != true {
		t.Errorf("check: %d %v", code, o)
	}
	if code, o := call(t, dir, "--as-of", today, "import", "schools", schools); code != exitJob || !strings.Contains(fmt.Sprint(o), "--as-of") {
		t.Errorf("import into the past: %d %v", code, o)
	}
}
