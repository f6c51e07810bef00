package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

// Three years with two backups every working day, one by hand each quarter.
func TestKeptBackupsAreSevenDaysEightWeeksTwentyFourMonths(t *testing.T) {
	t.Parallel()
	all := []BackupFile{}
	last := time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	for day := last; day.After(last.AddDate(-3, 0, 0)); day = day.AddDate(0, 0, -1) {
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		all = append(all, BackupFile{Name: fmt.Sprintf("%s-150000.000-导入前%s", day.Format("20060102"), backupExt)},
			BackupFile{Name: fmt.Sprintf("%s-080000.000-每日%s", day.Format("20060102"), backupExt)})
		if day.Month()%3 == 0 && day.Day() < 4 {
			all = append(all, BackupFile{Name: fmt.Sprintf("%s-070000.000-手动%s", day.Format("20060102"), backupExt)})
		}
	}
	gone := outdated(all)
	days, weeks, months, hand := map[string]bool{}, map[string]bool{}, map[string]bool{}, 0
	for _, b := range all {
		if slices.Contains(gone, b) {
			continue
		}
		at, _ := madeAt(b.Name)
		year, week := at.ISOWeek()
		days[b.Name[:8]], weeks[fmt.Sprint(year, week)], months[b.Name[:6]] = true, true, true
		if b.Name[len(b.Name)-len(byHand+backupExt):] == byHand+backupExt {
			hand++
		}
	}
	for i, n := 0, 0; n < 7; i++ { // the seven newest days that have backups keep both
		day := last.AddDate(0, 0, -i)
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			continue
		}
		n++
		for _, b := range gone {
			if b.Name[:8] == day.Format("20060102") {
				t.Errorf("a backup of a day within the last seven is dropped: %s", b.Name)
			}
		}
	}
	if len(weeks) < 8 || len(months) < 24 {
		t.Errorf("kept %d weeks and %d months, want at least 8 and 24", len(weeks), len(months))
	}
	byHandMade := 0
	for _, b := range all {
		if b.Name[len(b.Name)-len(byHand+backupExt):] == byHand+backupExt {
			byHandMade++
		}
	}
	if hand != byHandMade {
		t.Errorf("%d of %d backups made by hand are kept, want all", hand, byHandMade)
	}
	if kept := len(all) - len(gone) - hand; kept > 14+8+24 {
		t.Errorf("%d automatic backups kept, want at most 46", kept)
	}
	if left := outdated(slices.DeleteFunc(slices.Clone(all), func(b BackupFile) bool { return slices.Contains(gone, b) })); len(left) != 0 {
		t.Errorf("dropping once leaves %d to be dropped again, want none", len(left))
	}
}

func TestTheSecondPlaceIsBroughtUpToDateAndRestoresOnAnotherComputer(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	second := t.TempDir()
	set, err := d.store.Settings()
	must(t, err)
	set.BackupDir = second
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	attach := func(text string) {
		t.Helper()
		sha, n, err := d.vault.Put(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.store.AddAttachments([]office.Attachment{{OwnerKind: "visit", OwnerID: form.Visit.ID, Name: text + ".txt", MIME: "text/plain", Bytes: n, SHA256: sha}}); err != nil {
			t.Fatal(err)
		}
	}
	attach("照片一")
	d.Daily()
	folder := filepath.Join(second, secondFolder)
	first, err := backupsIn(folder)
	must(t, err)
	if len(first) != 1 || d.care().SecondAt == "" || d.care().SecondFault != "" {
		t.Fatalf("the second place holds %d backups, %+v", len(first), d.care())
	}
	attach("照片二")
	if _, err := d.Snapshot("导入前"); err != nil {
		t.Fatal(err)
	}
	if err := d.secondCopy(); err != nil {
		t.Fatal(err)
	}
	both, err := backupsIn(folder)
	must(t, err)
	other := filepath.Join(t.TempDir(), "新电脑")
	if _, err := Restore(both[0].Path, other, ""); err != nil {
		t.Fatalf("restore on another computer: %v", err)
	}
	there, _ := openTest(t, other)
	if problems, counts, err := there.Check(); err != nil || len(problems) != 0 || counts["attachment"] != 2 {
		t.Errorf("after the restore: %v, %d attachments, %v", problems, counts["attachment"], err)
	}
	if err := os.Rename(second, second+"拔掉了"); err != nil {
		t.Fatal(err)
	}
	if err := d.secondCopy(); office.CodeOf(err) != office.CodeFile || d.care().SecondFault == "" || d.care().SecondAt == "" {
		t.Errorf("a disk that is not there: %v, %+v", err, d.care())
	}
}

func TestARestoreIsTriedOnceAMonth(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	d.Daily()
	first := d.care()
	if first.RehearsedAt == "" || first.RehearsalFault != "" || first.Rehearsed == "" {
		t.Fatalf("no rehearsal: %+v", first)
	}
	again := func(last time.Time) string {
		t.Helper()
		if err := d.keepCare(func(c *BackupCare) { c.RehearsedAt, c.Rehearsed = last.Format(careMoment), "" }); err != nil {
			t.Fatal(err)
		}
		if err := d.monthlyRehearsal(); err != nil {
			t.Fatal(err)
		}
		return d.care().Rehearsed
	}
	if got := again(time.Now().AddDate(0, 0, -20)); got != "" {
		t.Errorf("tried again after 20 days: %s", got)
	}
	if got := again(time.Now().AddDate(0, 0, -31)); got == "" {
		t.Error("not tried again after 31 days")
	}
	if got := again(time.Now().AddDate(0, 0, 40)); got == "" {
		t.Error("not tried again after the clock was set back")
	}
	// A damaged backup is said to be one.
	all, err := d.backups()
	must(t, err)
	must(t, os.Truncate(all[0].Path, all[0].Bytes/2))
	if _, err := d.Rehearse(); err == nil || !strings.Contains(d.care().RehearsalFault, "损坏") {
		t.Errorf("a cut backup: %v, %+v", err, d.care())
	}
}
