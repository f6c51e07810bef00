package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestHealthNamesWhatIsWrongAndMendsIt(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	shas := []string{}
	for _, text := range []string{"照片一", "照片二"} {
		sha, n, err := d.vault.Put(strings.NewReader(text))
		must(t, err)
		_, err = d.store.AddAttachments([]office.Attachment{{OwnerKind: "visit", OwnerID: form.Visit.ID, Name: text + ".txt", MIME: "text/plain", Bytes: n, SHA256: sha}})
		must(t, err)
		shas = append(shas, sha)
	}
	h := d.Screens().Health
	found := func() map[string]string {
		t.Helper()
		page, err := h.Look(HealthInput{All: true})
		must(t, err)
		if page.Files != 2 || page.Checked != 2 || page.Free <= 0 {
			t.Errorf("the page: %+v", page)
		}
		out := map[string]string{}
		for _, p := range page.Problems {
			out[p.Code] += p.Message
			if p.Mend == "" && p.Code != "disk" {
				t.Errorf("no button for %s", p.Code)
			}
		}
		delete(out, "disk") // of the machine that tests
		return out
	}
	if got := found(); len(got) != 1 || !strings.Contains(got[problemBackup], "还没有备份") {
		t.Errorf("before the first backup: %v", got)
	}
	if _, err := h.Mend(MendInput{Code: problemBackup}); err != nil {
		t.Fatal(err)
	}
	if got := found(); len(got) != 0 {
		t.Errorf("all is well, but: %v", got)
	}
	// One file is gone, another has a changed bit, and one belongs to nothing.
	gone, err := d.vault.Path(shas[0])
	must(t, err)
	must(t, os.Remove(gone))
	changed, err := d.vault.Path(shas[1])
	must(t, err)
	must(t, os.WriteFile(changed, []byte("照片贰"), 0o644))
	_, _, err = d.vault.Put(strings.NewReader("没人要"))
	must(t, err)
	got := found()
	if !strings.Contains(got[problemFile], "照片一.txt") || !strings.Contains(got[problemFile], "照片二.txt") || !strings.Contains(got[problemOrphan], "1 个文件") {
		t.Errorf("found: %v", got)
	}
	if out, err := h.Mend(MendInput{Code: problemFile}); err != nil || out.Done != 2 || out.Left != 0 {
		t.Errorf("mended from the backup: %+v, %v", out, err)
	}
	if out, err := h.Mend(MendInput{Code: problemOrphan}); err != nil || out.Done != 1 {
		t.Errorf("orphans: %+v, %v", out, err)
	}
	if got := found(); len(got) != 0 {
		t.Errorf("after mending: %v", got)
	}
	// Without any backup that has it, it is said.
	must(t, os.Remove(gone))
	files, err := filepath.Glob(filepath.Join(d.dir, backupFolder, "*"+backupExt))
	must(t, err)
	for _, f := range files {
		must(t, os.Remove(f))
	}
	if out, err := h.Mend(MendInput{Code: problemFile}); err != nil || out.Left != 1 || !strings.Contains(out.Said, "还有 1 个") {
		t.Errorf("nothing to mend it from: %+v, %v", out, err)
	}
	if _, err := h.Mend(MendInput{Code: "number"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a problem that the clerk mends: %v", err)
	}
}

func TestASeventhOfTheFilesIsReadEachDay(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	form := addVisit(t, d)
	for i := range 40 {
		sha, n, err := d.vault.Put(strings.NewReader(strings.Repeat("照", i+1)))
		must(t, err)
		_, err = d.store.AddAttachments([]office.Attachment{{OwnerKind: "visit", OwnerID: form.Visit.ID, Name: "照片.txt", MIME: "text/plain", Bytes: n, SHA256: sha}})
		must(t, err)
	}
	page, err := d.Screens().Health.Look(HealthInput{})
	must(t, err)
	if page.Files != 40 || page.Checked == 0 || page.Checked > 20 {
		t.Errorf("%d of %d files are read today", page.Checked, page.Files)
	}
}
