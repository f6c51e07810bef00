package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDossiersAndMessages(t *testing.T) {
	t.Parallel()
	dir, data := t.TempDir(), filepath.Join(t.TempDir(), "data")
	file := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	call := func(want int, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		if code := Run(append([]string{"--data", data, "--json"}, args...), &out, &errs); code != want {
			t.Fatalf("%v: exit %d, %s %s", args, code, out.String(), errs.String())
		}
		return out.String()
	}
	call(0, "put", "schools", file("school.json", `{"name":"示例县第一小学","kind":"小学","shortName":"第一小学"}`))
	call(0, "put", "inspectors", file("person.json", `{"name":"王示例"}`))
	call(0, "put", "assignments", file("plate.json", `{"schoolId":1,"inspectorId":1,"startsOn":"2025-09-01"}`))
	call(0, "put", "teams", file("team.json", `{"name":"第一协作组","startsOn":"2025-09-01","leaderId":1,"plusName":"李示例"}`))
	if out := call(0, "list", "teams"); !strings.Contains(out, `"members": "王示例"`) {
		t.Errorf("teams: %s", out)
	}
	var read struct {
		Messages []struct {
			Form struct {
				SchoolName string `json:"schoolName"`
				Findings   []struct {
					DueOn string `json:"dueOn"`
				} `json:"findings"`
			} `json:"form"`
		} `json:"messages"`
	}
	out := call(0, "paste", file("m.txt", "2026年3月12日上午，王示例到第一小学。问题：食堂留样不足，限5日内整改。"))
	if err := json.Unmarshal([]byte(out), &read); err != nil || len(read.Messages) != 1 || read.Messages[0].Form.SchoolName != "示例县第一小学" || len(read.Messages[0].Form.Findings) != 1 || read.Messages[0].Form.Findings[0].DueOn != "2026-03-17" {
		t.Errorf("pasted: %s %v", out, err)
	}
	for name, args := range map[string][]string{
		"school.pdf": {"dossier", "school", "示例县第一小学"}, "person.docx": {"dossier", "inspector", "王示例", "--year", "全部"},
		"one.pdf": {"briefing", "--school", "示例县第一小学"}, "all.pdf": {"briefing", "--inspector", "王示例"},
	} {
		path := filepath.Join(dir, name)
		call(0, append(args, "--out", path)...)
		if info, err := os.Stat(path); err != nil || info.Size() < 1000 {
			t.Errorf("%s: %v", name, err)
		}
	}
	call(2, "briefing", "--out", filepath.Join(dir, "x.pdf"))
	call(1, "dossier", "school", "没有这所学校", "--out", filepath.Join(dir, "x.pdf"))
}
