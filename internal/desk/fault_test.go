//go:build linux

package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"dudao/internal/disk/disktest"
	"dudao/internal/office"
	"dudao/internal/store"
)

// A disk that fills up in the middle of writing: a small disk of its own, which
// only root may mount.
func TestAFullDiskLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if os.Geteuid() != 0 || syscall.Mount("none", dir, "tmpfs", 0, "size=24m") != nil {
		t.Skip("only root may mount a small disk")
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	d, _ := openTest(t, filepath.Join(dir, "数据"))
	form := addVisit(t, d)
	backup, err := d.Backup(filepath.Join(dir, "满前.督导备份"), "")
	if err != nil {
		t.Fatal(err)
	}
	ballast := filepath.Join(dir, "占满")
	fill := func(leave int) {
		t.Helper()
		os.Remove(ballast)
		var st syscall.Statfs_t
		if err := syscall.Statfs(dir, &st); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(ballast, make([]byte, int(st.Bavail)*int(st.Bsize)-leave), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	saved, refused := 1, 0
	for i, leave := range []int{0, 4 << 10, 20 << 10, 100 << 10, 300 << 10} {
		fill(leave)
		v := office.Visit{Date: office.Date("2026-03-13").AddDays(i), SchoolID: form.Visit.SchoolID, InspectorID: form.Visit.InspectorID, Content: strings.Repeat("卷", 9_000)}
		if _, err := d.Screens().Visits.Save(VisitForm{Visit: v}); err == nil {
			saved++
		} else {
			refused++
			promised(t, "save on a full disk", err, office.CodeFile)
		}
		_, err := d.Backup("", "满")
		if err != nil {
			refused++
			promised(t, "backup on a full disk", err, office.CodeFile)
		}
		_, err = Restore(backup.Path, filepath.Join(dir, "别处"), "")
		if err != nil {
			promised(t, "restore on a full disk", err, office.CodeFile)
			refused++
		}
		os.RemoveAll(filepath.Join(dir, "别处"))
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		wholeWith(t, d, saved)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	fill(0)
	if again, err := Open(filepath.Join(dir, "数据"), &recorder{}); err == nil {
		again.Close()
	} else {
		promised(t, "open on a full disk", err, office.CodeFile)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	again, _ := openTest(t, filepath.Join(dir, "数据"))
	wholeWith(t, again, saved)
	t.Logf("full disk: %d works refused in words; lost: 0", refused)
}

// The disk becomes read-only in mid-work, as a U-disk does whose switch is moved
// or a folder whose permission an administrator takes.
func TestADiskThatTurnsReadOnlyLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if os.Geteuid() != 0 || syscall.Mount("none", dir, "tmpfs", 0, "size=32m") != nil {
		t.Skip("only root may mount a small disk")
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	data := filepath.Join(dir, "数据")
	d, _ := openTest(t, data)
	addVisit(t, d)
	if err := d.Close(); err != nil { // a file that is open for writing keeps the disk writable
		t.Fatal(err)
	}
	remount := func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size=32m"); err != nil {
			t.Fatal(err)
		}
	}
	remount(syscall.MS_RDONLY)
	_, err := Open(data, &recorder{})
	promised(t, "open on a read-only disk", err, office.CodeFile)
	remount(0)
	again, _ := openTest(t, data)
	wholeWith(t, again, 1)
}

// The open program meets the same: it says so of every work, still reads, and once
// the disk takes writing again it works on; a disk that has to be mended and put in
// again has all that was said to be saved.
func TestTheOpenProgramOutlivesADiskThatRefuses(t *testing.T) {
	disk := disktest.New(t)
	data := filepath.Join(disk.Dir, "数据")
	d, _ := openTest(t, data)
	form := addVisit(t, d)
	scan := filepath.Join(t.TempDir(), "扫描.pdf")
	if err := os.WriteFile(scan, []byte("%PDF-1.4 示例"), 0o644); err != nil {
		t.Fatal(err)
	}
	saved := 1
	save := func() error {
		v := office.Visit{Date: office.Date("2026-03-13").AddDays(saved), SchoolID: form.Visit.SchoolID, InspectorID: form.Visit.InspectorID, Content: strings.Repeat("卷", 9_000)}
		_, err := d.Screens().Visits.Save(VisitForm{Visit: v})
		return err
	}
	refuses := func(how string) {
		t.Helper()
		promised(t, how+": save", save(), office.CodeFile)
		_, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: form.Visit.ID, Paths: []string{scan}, Role: "扫描件"})
		promised(t, how+": attach", err, office.CodeFile)
		_, err = d.Screens().Settings.Backup()
		promised(t, how+": backup", err, office.CodeFile)
		_, err = d.Screens().Papers.Save(PaperInput{Form: "visit", ID: "1", Format: formatPDF, Path: filepath.Join(disk.Dir, "记录表.pdf")})
		promised(t, how+": print", err, office.CodeFile)
		if page, err := d.store.Visits(store.ListQuery{}); err != nil || page.Total != saved {
			t.Errorf("%s: %d visits of %d are read, %v", how, page.Total, saved, err)
		}
	}
	disk.Fill(0)
	refuses("full")
	disk.Empty()
	must(t, save())
	saved++
	wholeWith(t, d, saved)
	disk.TurnReadOnly()
	refuses("read-only")
	d.Close() // as the disk lets it
	disk.Again()
	d, _ = openTest(t, data)
	wholeWith(t, d, saved)
	must(t, save())
	wholeWith(t, d, saved+1)
	must(t, d.Close())
}

// One page of the database is overwritten: said in words at start or by the check,
// and a restore puts the damaged folder aside, deleting nothing.
func TestADamagedDatabaseIsSetAsideByTheRestore(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	addVisit(t, d)
	backup, err := d.Backup("", "好的")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, backupDatabase)
	good, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	found := 0
	for _, at := range []int{0, 40, page, len(good) / page / 3 * page, len(good) / page / 2 * page, len(good) - page} {
		bad := append([]byte(nil), good...)
		for i := range min(page, len(bad)-at) {
			bad[at+i] ^= 0xff
		}
		if err := os.WriteFile(file, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		if open, err := Open(dir, &recorder{}); err != nil {
			promised(t, fmt.Sprintf("byte %d flipped", at), err, office.CodeDamaged)
			found++
		} else {
			problems, _, err := open.Check()
			if err != nil {
				promised(t, fmt.Sprintf("byte %d flipped, checked", at), err, office.CodeDamaged)
			}
			if err != nil || len(problems) > 0 {
				found++
			} else {
				t.Errorf("byte %d flipped: nobody saw it", at)
			}
			open.Close()
		}
		for _, tail := range []string{"-wal", "-shm"} {
			os.Remove(file + tail)
		}
		if now, err := os.ReadFile(file); err != nil || at == 0 && string(now) != string(bad) {
			t.Errorf("byte %d: the damaged file was changed, %v", at, err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, backupFolder, "99991231-000000.000-坏的"+backupExt), []byte("不是备份"), 0o644); err != nil {
		t.Fatal(err)
	}
	if took, err := RestoreNewest(dir); err != nil || took.Name != backup.Name {
		t.Fatal(took, err)
	}
	kept, err := filepath.Glob(dir + keptSuffix + "*/" + backupDatabase)
	if err != nil || len(kept) != 1 {
		t.Errorf("the damaged database was not kept: %v, %v", kept, err)
	}
	again, _ := openTest(t, dir)
	wholeWith(t, again, 1)
	t.Logf("damaged pages: %d of 6 found; deleted: 0", found)
}

// One bit of an attachment flips, another attachment is deleted: the check names
// both and mends both from the backup.
func TestAFlippedBitOfAnAttachmentIsFoundAndMended(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	for i := range 2 {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("扫描%d.pdf", i))
		if err := os.WriteFile(path, fmt.Appendf(nil, "%%PDF-1.4 示例%d", i), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: form.Visit.ID, Paths: []string{path}, Role: "扫描件"}); err != nil {
			t.Fatal(err)
		}
	}
	names, err := d.store.VaultNames()
	if err != nil || len(names) != 2 {
		t.Fatal(names, err)
	}
	if _, err := d.Backup("", "好的"); err != nil {
		t.Fatal(err)
	}
	first, err := d.vault.Path(names[0])
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	whole[len(whole)/2] ^= 1
	if err := os.Chmod(first, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(first, whole, 0o644); err != nil {
		t.Fatal(err)
	}
	second, err := d.vault.Path(names[1])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(second); err != nil {
		t.Fatal(err)
	}
	if problems, _, err := d.Check(); err != nil || len(problems) != 2 {
		t.Errorf("found %v, %v", problems, err)
	}
	if out, err := d.Screens().Health.Mend(MendInput{Code: problemFile}); err != nil || out.Done != 2 || out.Left != 0 {
		t.Errorf("mended %+v, %v", out, err)
	}
	wholeWith(t, d, 1)
}

// A clock set back two years gives no number twice, and the check names the
// record that now lies in the future.
func TestAClockSetBackLosesNothing(t *testing.T) {
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	t.Setenv("SOURCE_DATE_EPOCH", fmt.Sprint(time.Now().AddDate(-2, 0, 0).Unix()))
	seen := map[string]bool{form.Visit.Number: true}
	for i := range 5 {
		out, err := d.Screens().Visits.Save(VisitForm{Visit: office.Visit{Date: office.Date("2024-03-01").AddDays(i), SchoolID: form.Visit.SchoolID, InspectorID: form.Visit.InspectorID}})
		if err != nil {
			t.Fatal(err)
		}
		if seen[out.Visit.Number] {
			t.Errorf("number %s is given twice", out.Visit.Number)
		}
		seen[out.Visit.Number] = true
	}
	problems, counts, err := d.Check()
	if err != nil || counts["visit"] != 6 || len(problems) != 1 || !strings.Contains(problems[0].Message, "在今天之后") {
		t.Errorf("with the clock set back: %v, %v, %v", problems, counts["visit"], err)
	}
}
