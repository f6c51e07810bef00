package desk

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A window that stands open over midnight, or on a PC that sleeps at night, has a
// backup of each day, and its page is told of the new day.
func TestEachDayThatTheWindowIsOpenIsCaredFor(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, shell := openTest(t, dir)
	addVisit(t, d)
	ticks, closing := make(chan time.Time), make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.Door().Care(ticks, closing)
	}()
	// takeBackup returns how many daily backups there are after a tick, and takes them away.
	takeBackup := func(day time.Time) int {
		ticks <- day
		ticks <- day // taken when the work for the one before is done
		made, err := filepath.Glob(filepath.Join(dir, backupFolder, "*-"+daily+backupExt))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range made {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		return len(made)
	}
	now := time.Now()
	days := func() int {
		return len(slices.DeleteFunc(slices.Clone(shell.events), func(e string) bool { return e != "day" }))
	}
	for _, step := range []struct {
		what          string
		day           time.Time
		backups, told int
	}{
		{"the day it is opened", now, 1, 0},
		{"later on the same day", now, 0, 0},
		{"the next day", now.AddDate(0, 0, 1), 1, 1},
		{"later on the next day", now.AddDate(0, 0, 1), 0, 1},
		{"a month later", now.AddDate(0, 1, 1), 1, 2},
	} {
		if made := takeBackup(step.day); made != step.backups || days() != step.told {
			t.Errorf("%s: %d backups, the page told %d times", step.what, made, days())
		}
	}
	close(closing)
	<-ended
}
