package desk

import (
	"testing"
	"time"

	"dudao/internal/office"
)

// The time left is right for a steady work, and soon right for one that becomes
// slower; it is not given while nothing is known.
func TestTimeLeft(t *testing.T) {
	t.Parallel()
	var e estimate
	if got := e.secondsLeft(500*time.Millisecond, 10, 100); got != -1 {
		t.Errorf("after half a second: %d", got)
	}
	if got := e.secondsLeft(5*time.Second, 0, 100); got != -1 {
		t.Errorf("nothing done yet: %d", got)
	}
	for s := 1; s <= 60; s++ { // ten a second, six hundred in all
		if got, want := e.secondsLeft(time.Duration(s)*time.Second, 10*s, 600), 60-s; got < want-1 || got > want+1 {
			t.Errorf("steady, after %d s: %d s left, want %d", s, got, want)
		}
	}
	e = estimate{}
	for s := 1; s <= 30; s++ { // ten a second, then one a second
		done := min(10*s, 100) + max(0, s-10)
		got := e.secondsLeft(time.Duration(s)*time.Second, done, 200)
		if want := 200 - done; s >= 22 && (got < want*2/3 || got > want*4/3) {
			t.Errorf("slower, after %d s: %d s left, want %d", s, got, want)
		}
	}
	if got := e.secondsLeft(31*time.Second, 200, 200); got != 0 {
		t.Errorf("done: %d", got)
	}
	if got := e.secondsLeft(40*time.Second, 5, 50); got < 300 || got > 400 {
		t.Errorf("a new stage: %d", got)
	}
}

// A backup and a rehearsal tell how far they are, and one that is stopped leaves
// nothing behind.
func TestBackupCanBeStopped(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	seen := 0
	b, err := d.backup("", "试", backupKind{whole: true, step: func(done, total int) error {
		if seen++; done > total {
			t.Errorf("%d of %d", done, total)
		}
		return nil
	}})
	if err != nil || seen == 0 {
		t.Fatalf("%v, %d steps", err, seen)
	}
	stop := func(int, int) error { return office.Errorf(office.CodeCancelled, "已停止") }
	if _, err := d.backup("", "停", backupKind{whole: true, step: stop}); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("a stopped backup: %v", err)
	}
	left, err := d.backups()
	if err != nil || len(left) != 1 || left[0].Name != b.Name {
		t.Errorf("left: %+v, %v", left, err)
	}
	stage := t.TempDir() + "/恢复"
	if _, err := stageBackup(b.Path, d.dir, stage, "", stop); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("a stopped restore: %v", err)
	}
	if _, err := d.restoreAtStart(b.Path, "", stop); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("a stopped restore: %v", err)
	}
	if _, err := d.Rehearse(); err != nil || d.care().RehearsalFault != "" {
		t.Errorf("rehearsal: %v", err)
	}
	if err := d.store.RebuildSearch(stop); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("a stopped rebuild: %v", err)
	}
	if problems, err := d.store.Check(); err != nil || len(problems) > 0 {
		t.Errorf("after a stopped rebuild: %+v, %v", problems, err)
	}
}
