package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

// bytesOf are the hashes of all files below a folder.
func bytesOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		sum := sha256.Sum256(data)
		out[path] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func called(t *testing.T, x *Door, screen, method string, args ...any) string {
	t.Helper()
	out, err := ask(x, screen, method, args...)
	if err != nil {
		t.Fatalf("%s.%s: %v", screen, method, err)
	}
	return out
}

// What is done in the 练习县 leaves every byte of the office's own data as it was.
func TestTrialLeavesOwnDataAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "督导台账")
	own, _ := openTest(t, dir)
	own.made = sampleDeskSize
	second := t.TempDir()
	set := office.DefaultSettings()
	set.OfficeName, set.BackupDir = "真实县教育督导室", second
	if err := own.Screens().Settings.Save(set); err != nil {
		t.Fatal(err)
	}
	x := own.Door()
	called(t, x, "Trial", "Enter")
	before, beside := bytesOf(t, dir), bytesOf(t, second)
	if len(before) == 0 {
		t.Fatal("no files of its own")
	}
	if lock, err := lockFolder(dir); err != nil {
		t.Errorf("the own data is still held: %v", err)
	} else {
		lock.Close()
	}
	if got := called(t, x, "Trial", "State"); got != `{"on":true}` {
		t.Errorf("state in the 练习县: %s", got)
	}
	if got := called(t, x, "Settings", "Get"); strings.Contains(got, "真实县") || !strings.Contains(got, `"sample":true`) {
		t.Errorf("the 练习县 shows the office's own settings: %s", got)
	}
	called(t, x, "Schools", "Save", office.School{Name: "练习小学", Kind: "小学"})
	called(t, x, "Settings", "Backup")
	if x.daily() {
		t.Error("the day's care is done in the 练习县")
	}
	for _, call := range []struct {
		screen, method string
		args           []any
	}{{"Backups", "Choose", nil}, {"Backups", "HandOver", nil}, {"Backups", "Restore", []any{RestoreInput{}}}, {"Settings", "Save", []any{set}}} {
		if _, err := ask(x, call.screen, call.method, call.args...); office.CodeOf(err) != office.CodeInvalid {
			t.Errorf("%s.%s is done in the 练习县: %v", call.screen, call.method, err)
		}
	}
	same := func(when string) {
		t.Helper()
		for path, sum := range bytesOf(t, dir) {
			if before[path] != sum {
				t.Errorf("%s: %s changed", when, path)
			}
		}
		if after := bytesOf(t, dir); len(after) != len(before) {
			t.Errorf("%s: %d files, %d before", when, len(after), len(before))
		}
		if len(bytesOf(t, second)) != len(beside) {
			t.Errorf("%s: the second place has other files than before", when)
		}
	}
	same("after working in the 练习县")

	called(t, x, "Trial", "Leave")
	if got := called(t, x, "Settings", "Get"); !strings.Contains(got, "真实县") {
		t.Errorf("back at the own data: %s", got)
	}
	called(t, x, "Trial", "Enter")
	if !strings.Contains(called(t, x, "Schools", "Options"), "练习小学") {
		t.Error("what was written in the 练习县 is not kept")
	}
	called(t, x, "Trial", "Reset")
	if got := called(t, x, "Schools", "Options"); strings.Contains(got, "练习小学") || len(got) < 1000 {
		t.Error("the 练习县 was not made new")
	}
	called(t, x, "Trial", "Leave")
	if !x.daily() {
		t.Error("the day's care is left out of the own data")
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
}

// While long work runs the data is not changed under it, and the page is not made
// to wait for it.
func TestTrialWaitsForNobody(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	x := d.Door()
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.alone(3 * lookAgain) {
		t.Fatal("the door was taken while a call was being answered")
	}
	if got := called(t, x, "Trial", "State"); got != `{"on":false}` {
		t.Errorf("a call beside it: %s", got)
	}
}

func TestSetupChoosesTheFolder(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_DATA_HOME", home)
	d, _ := openTest(t, "")
	x := d.Door()
	set := office.DefaultSettings()
	set.OfficeName = "某某县教育督导室"
	called(t, x, "Settings", "Save", set)
	disk := t.TempDir()
	if err := os.WriteFile(filepath.Join(disk, "别的.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(x, "Setup", "UseFolder", FolderInput{Folder: filepath.Join(disk, "OneDrive")}); office.CodeOf(err) != office.CodeFile {
		t.Errorf("a synchronised folder: %v", err)
	}
	called(t, x, "Setup", "UseFolder", FolderInput{Folder: disk})
	dir := filepath.Join(disk, programFolder)
	if got := called(t, x, "Setup", "State"); !strings.Contains(got, dir) || !strings.Contains(got, `"movable":true`) {
		t.Errorf("state after the choice: %s", got)
	}
	if !strings.Contains(called(t, x, "Settings", "Get"), "某某县") {
		t.Error("what was answered before is lost")
	}
	called(t, x, "Schools", "Save", office.School{Name: "甲小学", Kind: "小学"})
	if _, err := ask(x, "Setup", "UseFolder", FolderInput{Folder: t.TempDir()}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a folder with records is left: %v", err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}

	again, _ := openTest(t, "")
	if again.dir != dir {
		t.Errorf("the next start opens %s, want %s", again.dir, dir)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if gone, err := Open("", &recorder{}); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "接好") {
		t.Errorf("a chosen folder that is gone: %v, %v", gone, err)
	}
}

// Every list that the program writes is known again for what it is.
func TestSetupKnowsLists(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	dir := t.TempDir()
	kinds := []office.Kind{office.KindZones, office.KindInspectors, office.KindSchools, office.KindVisits, office.KindFindings, office.KindComplaints, office.KindArchive}
	for i, kind := range kinds {
		if _, err := d.ExportList(kind, filepath.Join(dir, string(rune('a'+i))+".xlsx"), ExportOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "杂.csv"), []byte("天气,温度\n晴,20\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	list, err := d.Screens().Setup.Lists(PathsInput{Paths: []string{dir}})
	if err != nil {
		t.Fatal(err)
	}
	order := []office.Kind{}
	for _, l := range list {
		order = append(order, l.Kind)
		if l.Kind != "" && string(kinds[l.Name[0]-'a']) != string(l.Kind) {
			t.Errorf("%s is taken for %s", l.Name, l.Kind)
		}
		if (l.Kind == "") != (l.Fault != "") {
			t.Errorf("%s: kind %q, fault %q", l.Name, l.Kind, l.Fault)
		}
	}
	if len(order) != 8 || order[0] != office.KindSchools || order[1] != office.KindInspectors || order[2] != office.KindZones || order[7] != "" {
		t.Errorf("order %v", order)
	}
}

func TestDiagnosisNamesNobody(t *testing.T) {
	d := sampleDesk(t)
	set := office.DefaultSettings()
	set.OfficeName, set.CountyName = "秘密县人民政府教育督导室", "秘密县"
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	logged := `time=2026-03-01T10:00:00.000+08:00 level=ERROR msg=unexpected number=0301-100000.000 err="open C:\\Users\\zhangsan\\督导台账\\x.db: 张三的 13812345678 constraint failed a@b.cn dudao/internal/desk/visits.go:12"` + "\n"
	if _, err := d.log.WriteString(logged); err != nil {
		t.Fatal(err)
	}
	text, err := d.Screens().Settings.Diagnosis(DiagnosisInput{Browser: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91", Screen: "1366×768 ×1"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{Version, "Edg/120.0.2210.91", "迁移 ", "school ", "磁盘剩余", "仿宋用", "level=ERROR", "0301-100000.000", "constraint failed", "dudao/internal/desk/visits.go:12"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	secrets := []string{"秘密", "zhangsan", "张三", "1381234", "a@b.cn", d.dir, filepath.Base(d.dir)}
	schools, err := d.store.SchoolOptions()
	if err != nil {
		t.Fatal(err)
	}
	inspectors, err := d.store.InspectorOptions()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schools {
		secrets = append(secrets, s.Name)
	}
	for _, p := range inspectors {
		secrets = append(secrets, p.Name)
	}
	for _, secret := range secrets {
		if strings.Contains(text, secret) {
			t.Errorf("the diagnosis says %q:\n%s", secret, text)
		}
	}
}
