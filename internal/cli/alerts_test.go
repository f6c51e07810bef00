package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// What a script reads of the alerts is what is counted.
func TestAlertsAsJSON(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	school := filepath.Join(dir, "学校.json")
	if err := os.WriteFile(school, []byte(`{"name":"示例县第一小学","kind":"小学"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, o := call(t, dir, "put", "schools", school); code != exitFine {
		t.Fatalf("put: %d %v", code, o)
	}
	for level, want := range map[string]float64{"红": 1, "提示": 0} {
		code, o := call(t, dir, "alerts", "--level", level, "--zone", "未划入责任区")
		list, ok := o["alerts"].([]any)
		if code != exitFine || !ok || o["total"] != want || o["red"] != want || o["yellow"] != 0.0 || o["notes"] != 0.0 || float64(len(list)) != want {
			t.Errorf("%s: %d %v", level, code, o)
		}
	}
}
