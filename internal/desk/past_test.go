package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// The data of a released version, looked at as it was before today's work: counts
// as then, lists and the report written, nothing changed, nothing left behind.
func TestAPastDayIsLookedAtAndExported(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	m, err := Restore(filepath.Join(releasedBackups, "0.3.0"+backupExt), dir, "")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := openTest(t, dir)
	then := time.Now()
	now, err := d.Screens().Schools.Save(office.School{Name: "示例县今天小学", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	past, err := d.pastAt(then)
	if err != nil {
		t.Fatal(err)
	}
	problems, counts, err := past.Check()
	if err != nil || len(problems) > 0 {
		t.Errorf("the past is not sound: %v, %v", problems, err)
	}
	for kind, n := range m.Counts {
		if counts[kind] != n {
			t.Errorf("%d of %s then, want %d", counts[kind], kind, n)
		}
	}
	if _, err := past.store.School(now.ID); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("today's school stands in the past: %v", err)
	}
	out, err := past.savePast(t.TempDir(), "2026-03-31")
	if err != nil || len(out.Files) != len(office.Layouts())+1 {
		t.Fatalf("%v, %v", out, err)
	}
	for _, f := range out.Files {
		if info, err := os.Stat(f); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", f, err)
		}
	}
	if err := past.Close(); err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, cacheFolder, "那天-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := d.store.School(now.ID); err != nil {
		t.Errorf("today's school: %v", err)
	}
}

func TestADayThatIsNotPastIsRefusedInWords(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	for day, word := range map[office.Date]string{"": "日期", "2026-13-01": "日期", d.store.Today(): "今天以前", "1999-01-01": "开始记"} {
		if _, err := d.Past(day); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v", day, err)
		}
	}
}
