package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
	"dudao/internal/tenyears"
	"dudao/internal/tenyears/folder"
	"dudao/internal/testtime"
)

// TestEveryVerbOnTheLargeCounty runs every verb that reads on the county of
// DUDAO_TEN_YEARS (made by internal/tenyears/cmd), or on a small one.
func TestEveryVerbOnTheLargeCounty(t *testing.T) {
	dir := os.Getenv("DUDAO_TEN_YEARS")
	if dir == "" {
		dir = loadedFolder(t)
	}
	out := t.TempDir()
	at := func(name string) string { return filepath.Join(out, name) }
	paste := at("消息.txt")
	if err := os.WriteFile(paste, []byte("3月12日上午到示例县第一小学经常性督导，食堂留样不足"), 0o600); err != nil {
		t.Fatal(err)
	}
	calls := [][]string{{"report", "month", "2026-03", "--out", out}, {"report", "year", "2025", "--out", out}, {"plan", "month", "2026-03"},
		{"dossier", "school", "1", "--out", at("一校一档.pdf")}, {"dossier", "inspector", "1", "--out", at("一人一档.pdf")},
		{"briefing", "--school", "1", "--out", at("见校长.pdf")}, {"paste", paste}, {"print", "--list"},
		{"print", "ledger", "2025", "--out", at("台账.pdf")}, {"search", "食堂"}, {"search", "xx"}, {"alerts"}, {"check"}, {"diagnose"}, {"version"},
		{"template", "list"}, {"sheets", "--month", "2026-03"}}
	if os.Getenv("DUDAO_TEN_YEARS") != "" { // those that take long even on the small one have tests of their own
		calls = append(calls, []string{"report", "term", "2025-1", "--out", out}, []string{"month", "2026-03", "--out", at("月")}, []string{"backup"}, []string{"rehearse"}, []string{"handover", "--out", at("交接")},
			[]string{"manual", "--out", at("手册.pdf")}, []string{"binder", "创新县", "--out", at("迎检")}, []string{"usb", "创新县", "--out", at("U盘")})
	}
	for _, k := range kinds() {
		if k.list == nil {
			continue
		}
		ask := []string{"list", k.name}
		if k.name == "unit-scores" {
			ask = append(ask, "--where", "unit=1")
		}
		calls = append(calls, append(slices.Clone(ask), "--limit", "50"), append([]string{"--json"}, ask...))
	}
	for _, layout := range office.Layouts() {
		calls = append(calls, []string{"export", string(layout.Kind), "--out", at(string(layout.Kind) + ".xlsx")})
	}
	for _, call := range calls {
		var said, errs bytes.Buffer
		begun := testtime.Worked()
		code := Run(append([]string{"--data", dir}, call...), &said, &errs)
		if code != exitFine {
			t.Errorf("%s: %d %s%s", strings.Join(call, " "), code, said.String(), errs.String())
		}
		if took := testtime.Worked() - begun; took > 2*time.Second {
			t.Logf("| %-40s | %8v | %6d kB said |", strings.ReplaceAll(strings.Join(call, " "), out, ""), took.Round(10*time.Millisecond), said.Len()>>10)
		}
	}
	t.Logf("%d verbs run", len(calls))
}

// loadedFolder is a data folder with the small one of the large counties.
func loadedFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := folder.Fill(dir, tenyears.Small, 1); err != nil {
		t.Fatal(err)
	}
	return dir
}
