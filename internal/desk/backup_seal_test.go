package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestASealedBackupOpensWithItsPassphraseOnly(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d, _ := openTest(t, dir)
	form := addVisit(t, d)
	sha, n, err := d.vault.Put(strings.NewReader("照片"))
	must(t, err)
	_, err = d.store.AddAttachments([]office.Attachment{{OwnerKind: "visit", OwnerID: form.Visit.ID, Name: "照片.txt", MIME: "text/plain", Bytes: n, SHA256: sha}})
	must(t, err)
	path := filepath.Join(t.TempDir(), "加密"+backupExt)
	if _, err := d.BackupSealed(path, "短"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a short passphrase: %v", err)
	}
	const word = "操场 梧桐 三号楼"
	if _, err := d.BackupSealed(path, word); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	must(t, err)
	if !strings.HasPrefix(string(whole), ageHead) || strings.Contains(string(whole), backupManifest) {
		t.Error("the backup can be read without the passphrase")
	}
	for name, given := range map[string]string{"none": "", "wrong": word + "。"} {
		if _, err := Restore(path, filepath.Join(t.TempDir(), "新"), given); office.CodeOf(err) != office.CodePassword {
			t.Errorf("%s passphrase: %v", name, err)
		}
	}
	other := filepath.Join(t.TempDir(), "新电脑")
	if _, err := Restore(path, other, word); err != nil {
		t.Fatal(err)
	}
	there, _ := openTest(t, other)
	if problems, counts, err := there.Check(); err != nil || len(problems) != 0 || counts["attachment"] != 1 {
		t.Errorf("after the restore: %v, %v, %v", problems, counts, err)
	}
	// The head says how hard the passphrase is to try: every byte of it counts.
	bad := filepath.Join(t.TempDir(), "坏"+backupExt)
	for at := len(ageHead); at < len(whole); at += max(1, len(whole)/4) {
		for name, content := range map[string][]byte{"cut": whole[:at], "flipped": flip(whole, at)} {
			must(t, os.WriteFile(bad, content, 0o644))
			_, err := Restore(bad, filepath.Join(t.TempDir(), "新"), word)
			if code := office.CodeOf(err); err == nil || code != office.CodeDamaged && code != office.CodePassword {
				t.Errorf("%s at %d: %v", name, at, err)
			}
		}
	}
	left, err := filepath.Glob(filepath.Join(filepath.Dir(other), "*恢复中*"))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTheRehearsalPassesOverSealedBackups(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	addVisit(t, d)
	plain, err := d.Snapshot("导入前")
	must(t, err)
	_, err = d.BackupSealed("", "操场 梧桐 三号楼")
	must(t, err)
	if r, err := d.Rehearse(); err != nil || r.Backup.Name != plain.Name {
		t.Errorf("rehearsal of %s: %v", r.Backup.Name, err)
	}
}
