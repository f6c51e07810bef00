package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// put writes the object to a file and puts it in.
func putFile(t *testing.T, dir, kind string, object map[string]any) (int, map[string]any) {
	t.Helper()
	text, err := json.Marshal(object)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, kind+".json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return call(t, dir, "put", kind, file)
}

func TestACaseGoesItsWayFromTheCommandLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := func(kind string, object map[string]any) map[string]any {
		t.Helper()
		code, o := putFile(t, dir, kind, object)
		if code != exitFine {
			t.Fatalf("put %s: %d %v", kind, code, o)
		}
		return o
	}
	school := good("schools", map[string]any{"name": "示例县第一小学", "kind": "小学"})["id"]
	f := good("findings", map[string]any{"schoolId": school, "foundOn": "2026-03-02", "content": "留样不足", "level": 2})
	n := good("notices", map[string]any{"kind": "整改通知书", "date": "2026-03-02", "schoolId": school, "body": "1. 留样不足。", "days": 5, "findings": []any{f["id"]}})
	if n["number"] != "ZG2026-0001" || n["dueOn"] != "2026-03-09" {
		t.Errorf("the draft: %v", n)
	}
	o := good("steps", map[string]any{"id": n["id"], "step": "下发", "on": "2026-03-03", "by": "示例主任"})
	if o["notice"].(map[string]any)["dueOn"] != "2026-03-10" {
		t.Errorf("issued a day later: %v", o["notice"])
	}
	good("rounds", map[string]any{"findingId": f["id"], "action": "report", "round": map[string]any{"reportedOn": "2026-03-09"}})
	if code, o := putFile(t, dir, "rounds", map[string]any{"findingId": f["id"], "action": "close", "round": map[string]any{"closedOn": "2026-03-10"}}); code != exitJob || !strings.Contains(fmt.Sprint(o), "凭证") {
		t.Errorf("closed without a proof: %d %v", code, o)
	}
	o = good("rounds", map[string]any{"findingId": f["id"], "action": "recheck", "round": map[string]any{"recheckOn": "2026-03-10", "recheckBy": "示例督学", "verdict": "已整改", "proof": "原件在卷", "closedOn": "2026-03-10"}})
	if o["step"] != "已销号" || o["canClose"] != false || len(o["missing"].([]any)) != 0 {
		t.Errorf("the case at its end: %v", o)
	}
	good("practices", map[string]any{"schoolId": school, "foundOn": "2026-03-02", "title": "校长陪餐", "content": "每天陪餐并记录。"})
	for kind, want := range map[string]float64{"notices": 1, "practices": 1, "findings": 1} {
		if code, o := call(t, dir, "list", kind, "--where", "month=2026-03"); code != exitFine || o["total"] != want {
			t.Errorf("list %s: %d %v", kind, code, o)
		}
	}
}
