package cli

import (
	"testing"
	"time"

	"dudao/internal/office"
)

// Next month's plan is proposed and listed from the command line; a line is
// cancelled only with a reason.
func TestPlanMonth(t *testing.T) {
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
	who := good("inspectors", map[string]any{"name": "甲示例"})["id"]
	good("assignments", map[string]any{"schoolId": school, "inspectorId": who, "startsOn": "2020-01-01"})
	month := string(office.DateOf(time.Now()).Month().Add(1))

	code, o := call(t, dir, "plan", "month", month, "--propose", "--inspector", "甲示例")
	lines := o["lines"].([]any)
	if code != exitFine || o["added"] != 1.0 || len(lines) != 1 {
		t.Fatalf("proposed: %d %v", code, o)
	}
	change := map[string]any{"id": lines[0].(map[string]any)["id"], "month": month, "inspectorId": who, "schoolId": school, "state": "取消"}
	if code, o := putFile(t, dir, "planlines", change); code != exitJob {
		t.Errorf("cancelled without a reason: %d %v", code, o)
	}
	change["reason"] = "学校迁址"
	good("planlines", change)
	if code, o := call(t, dir, "list", "planlines", "--where", "month="+month, "--where", "status=取消"); code != exitFine || o["total"] != 1.0 {
		t.Errorf("the cancelled lines: %d %v", code, o)
	}
	good("plans", map[string]any{"year": 2026, "title": "示例县2026年工作要点"})
	if code, o := call(t, dir, "list", "plans", "--where", "year=2026"); code != exitFine || o["rows"].(map[string]any)["year"] != 2026.0 {
		t.Errorf("the year: %d %v", code, o)
	}
	if code, _ := call(t, dir, "plan", "month", "2020-01", "--propose"); code != exitJob {
		t.Errorf("a month that is over: %d", code)
	}
}
