package desk

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

// zipOf is a zip of these files.
func zipOf(t testing.TB, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = io.WriteString(w, f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A backup from elsewhere writes nothing outside its place and nothing at all unless
// it is whole.
func TestHostileBackupsAreRefused(t *testing.T) {
	sha := strings.Repeat("a", 64)
	whole := [][2]string{{backupManifest, "{}"}, {backupDatabase, "x"}}
	bomb := zipOf(t, whole...)
	at := bytes.LastIndex(bomb, []byte(backupDatabase)) - 46 // its entry in the directory
	copy(bomb[at+24:], "\xf0\xff\xff\xff")                   // 4 GB, so it says
	for name, data := range map[string][]byte{
		"not a zip":         []byte("PK"),
		"nothing":           zipOf(t),
		"above":             zipOf(t, append(whole, [2]string{"../恶意.txt", "x"})...),
		"above a file":      zipOf(t, append(whole, [2]string{backupFiles + "../../恶意.txt", "x"})...),
		"absolute":          zipOf(t, append(whole, [2]string{"/tmp/恶意.txt", "x"})...),
		"backslashes":       zipOf(t, append(whole, [2]string{backupFiles + `..\\..\\` + strings.Repeat("a", 57), "x"})...),
		"a drive":           zipOf(t, append(whole, [2]string{`C:\\恶意.txt`, "x"})...),
		"a reserved name":   zipOf(t, append(whole, [2]string{"CON", "x"})...),
		"300 characters":    zipOf(t, append(whole, [2]string{backupFiles + strings.Repeat("长", 300), "x"})...),
		"a NUL in the name": zipOf(t, append(whole, [2]string{backupFiles + "\x00" + sha[1:], "x"})...),
		"another's content": zipOf(t, append(whole, [2]string{backupFiles + sha, "x"})...),
		"a name twice":      zipOf(t, append(whole, whole...)...),
		"no database":       zipOf(t, whole[0]),
		"no database file":  zipOf(t, whole...),
		"4 GB, it says":     bomb,
	} {
		root := t.TempDir()
		dir, file := filepath.Join(root, "数据"), filepath.Join(root, "备份.zip")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := Restore(file, dir, "")
		if code := office.CodeOf(err); code != office.CodeDamaged && code != office.CodeFile {
			t.Errorf("%s: %v", name, err)
		}
		left, err := os.ReadDir(root)
		if err != nil || len(left) != 1 {
			t.Errorf("%s: left behind: %v %v", name, left, err)
		}
		if _, err := os.Stat("/tmp/恶意.txt"); err == nil {
			t.Fatalf("%s: wrote outside its folder", name)
		}
	}
}

// FuzzBackup restores whatever claims to be a backup: refused in words.
func FuzzBackup(f *testing.F) {
	f.Add(zipOf(f, [2]string{backupManifest, "{}"}, [2]string{backupDatabase, "x"}))
	f.Add(zipOf(f, [2]string{backupManifest, `{"counts":{"visit":1}}`}, [2]string{backupFiles + strings.Repeat("0", 64), "x"}))
	f.Add([]byte(ageHead))
	f.Fuzz(func(t *testing.T, data []byte) {
		root := t.TempDir()
		file := filepath.Join(root, "备份.zip")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := unpack(file, filepath.Join(root, "恢复"), nil, noStep); err != nil {
			if code := office.CodeOf(err); code != office.CodeDamaged && code != office.CodeFile {
				t.Fatalf("not an error for the clerk: %v", err)
			}
		}
	})
}
