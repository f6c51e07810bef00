package desk

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"dudao/internal/office"
	"dudao/internal/sheet"
)

// hostileNames are what nobody should be able to make a file's name of.
var hostileNames = map[string]string{
	"above": "../../../etc/passwd", "above on Windows": `..\..\Windows\win.ini`, "two dots": "..", "a dot": ".", "nothing": "", "blanks": " 　 ",
	"absolute": "/etc/passwd", "a drive": `C:\Windows\x`, "a share": `\\server\share\x`, "a device": `\\.\PHYSICALDRIVE0`,
	"CON": "CON", "nul.txt": "nul.txt", "AUX ": "AUX ", "com1": "com1.jpg", "COM¹": "COM¹", "lpt9": "LPT9.", "CONIN$": "CONIN$", "prn with a blank": "prn .txt",
	"dots at the end": "总结...", "blanks at the end": "总结  ", "dots and blanks": "总结. . ", "a hidden one": ".htaccess",
	"300 characters": strings.Repeat("长", 300), "300 rare characters": strings.Repeat("𬭊", 300), "300 dots": strings.Repeat(".", 300), "a long ending": "总结." + strings.Repeat("x", 300),
	"right to left": "总结\u202efdp.exe", "isolates": "\u2066总结\u2069", "zero width": "总\u200b结\ufeff", "NUL": "总结\x00.exe", "a line": "总\n结\r", "C1": "总\u0085结\u009b",
	"a lone surrogate": "总\xed\xa0\x80结", "not UTF-8": "总\xff结", "a noncharacter": "总\ufffe结", "ADS": "总结.pdf:隐藏.exe", "ADS of a folder": "总结::$INDEX_ALLOCATION",
	"stars": `总*结?"<>|`, "an emoji": "总结👨‍👩‍👧😀", "percent": "%TEMP%%00", "a shell": "$(rm -rf ~);`x`&", "a formula": "=cmd|'/c calc'!A0", "HTML": `"><img src=x onerror=alert(1)>`,
}

var noName = regexp.MustCompile(`(?i)^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\.|$)`)

// nameFault tells why a name may be refused by some system, or deceives.
func nameFault(name string) string {
	switch {
	case name == "" || name == "." || name == ".." || filepath.Base(name) != name:
		return "no name of a file"
	case !utf8.ValidString(name):
		return "not UTF-8"
	case len(name) > 250:
		return fmt.Sprint(len(name), " bytes")
	case strings.ContainsAny(name, `\/:*?"<>|`):
		return "a character that Windows refuses"
	case strings.IndexFunc(name, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError }) >= 0:
		return "a character that nobody sees"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "a dot or a blank at its edge"
	case noName.MatchString(name):
		return "a name of Windows itself"
	}
	return ""
}

// Every place that makes a file's name of a record's text makes one that every
// system takes.
func TestNamesOfFilesFromAnyText(t *testing.T) {
	t.Parallel()
	mask := office.NewMask(office.LevelOffice, office.PersonalData{})
	month := func(number, name string) string {
		w := &monthWriter{mask: veil{Mask: mask}, names: takenNames{}}
		return w.name(monthPaper{folder: "01 督导室月报", form: form{Form: Form{Title: "督导记录表"}}, record: monthRecord{number: number, name: name}})
	}
	places := map[string]func(s string) string{
		"a paper":              func(s string) string { return FileName(s) + ".pdf" },
		"a paper with a stamp": func(s string) string { return FileName(s) + "（盖归档章）.pdf" },
		"a folder":             FileName,
		"a box":                func(s string) string { return portable("盒 "+s, longestBoxName) + ".pdf" },
		"an attachment":        safeName,
		"a PDF":                func(s string) string { return safeName(s + ".pdf") },
		"a part of a stack":    func(s string) string { return partName(s, s, office.ScannedPart{}) },
		"a copy with faults":   func(s string) string { return checkedName(s) + "1000.xlsx" },
		"a paper of a month":   func(s string) string { return month(s, s) + ".docx" },
		"one without a number": func(s string) string { return month("", s) + ".xlsx" },
		"an inspector's sheet": func(s string) string {
			return takenNames{}.free(FileName(strings.TrimSuffix(office.OutSheet{Name: s}.FileName(), ".xlsx")), ".xlsx")
		},
		"a binder's point": func(s string) string {
			return strings.Split(binderNames{takenNames{}}.take(s, "材料", 1, 0, ".pdf"), "/")[1]
		},
		"a binder's item": func(s string) string {
			return strings.TrimPrefix(binderNames{takenNames{}}.take("甲", s, 1, 0, ".pdf"), "材料/甲/")
		},
		"a part on the U-disk": func(s string) string {
			m := &usbMaker{mask: mask, binderWork: &binderWork{items: map[int64]*binderItem{1: {}}, order: []int64{1}}}
			return strings.TrimPrefix(m.place(&usbJob{of: &binderPart{evidencePart: evidencePart{Title: s}}}, "材料", ".pdf"), "材料/")
		},
	}
	tried := 0
	for place, make := range places {
		for name, text := range hostileNames {
			got := make(text)
			if why := nameFault(got); why != "" {
				t.Errorf("%s of %s: %q: %s", place, name, got, why)
			}
			tried++
		}
	}
	t.Logf("%d places, %d names", len(places), tried)
}

// hostileFiles lays the same picture under every hostile name that this disk takes.
func hostileFiles(t *testing.T, dir string, content []byte, ending string) (paths []string) {
	t.Helper()
	for _, name := range hostileNames {
		name = strings.NewReplacer("/", "_", "\x00", "").Replace(name)
		if len(name) > 240 {
			name = strings.ToValidUTF8(name[:240], "")
		}
		path := filepath.Join(dir, name+ending)
		if err := os.WriteFile(path, append(content, name...), 0o600); err != nil {
			if errors.Is(err, fs.ErrInvalid) || os.PathSeparator == '\\' {
				continue // Windows takes few of them
			}
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func somePicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	im := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range im.Pix {
		im.Pix[i] = byte(i * i * 31)
	}
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Files of hostile names come in, are shown, opened and served under good ones.
func TestFilesOfHostileNamesComeIn(t *testing.T) {
	t.Parallel()
	d, shell := openTest(t, t.TempDir())
	school, err := d.store.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	paths := hostileFiles(t, t.TempDir(), somePicture(t), ".png")
	s := d.Screens()
	kept, err := s.Files.Attach(AttachInput{OwnerKind: "school", OwnerID: school.ID, Paths: paths})
	if err != nil || len(kept) < len(paths)-2 {
		t.Fatalf("%d of %d files kept: %v", len(kept), len(paths), err)
	}
	cache := filepath.Join(d.dir, cacheFolder)
	for _, a := range kept {
		if err := s.Files.Open(a.ID); err != nil {
			t.Errorf("open %q: %v", a.Name, err)
			continue
		}
		if rel, err := filepath.Rel(cache, shell.opened[len(shell.opened)-1]); err != nil || !filepath.IsLocal(rel) || nameFault(filepath.Base(rel)) != "" {
			t.Errorf("%q opens as %q: %s", a.Name, rel, nameFault(filepath.Base(rel)))
		}
		w := httptest.NewRecorder()
		d.ServeFile(w, httptest.NewRequest("GET", fmt.Sprint(attachmentURL, a.ID), nil))
		if h := w.Header().Get("Content-Disposition"); w.Code != 200 || strings.ContainsAny(h, "\r\n") || !strings.HasPrefix(h, "inline") {
			t.Errorf("%q served %d as %q", a.Name, w.Code, h)
		}
	}
	for _, path := range []string{"../../dudao.db", `..\..\dudao.db`, "%2e%2e/dudao.db", "1/../../../dudao.db", "NUL", "1:隐藏", "-1", "9999999999999999999999", ""} {
		for _, at := range []string{attachmentURL, photoURL, "/files/preview/", "/files/"} {
			w := httptest.NewRecorder()
			r := httptest.NewRequest("GET", "/", nil)
			r.URL.Path = at + path
			if d.ServeFile(w, r); w.Code == 200 {
				t.Errorf("%s%s was served: %.20q", at, path, w.Body)
			}
		}
	}
}

// The folders that the clerk names are read whole, whatever lies in them.
func TestFoldersOfHostileNamesAreRead(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	s := d.Screens()
	dir := filepath.Join(t.TempDir(), "=收件 %TEMP%\u202e")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	pictures := hostileFiles(t, dir, somePicture(t), ".png")
	hostileFiles(t, dir, []byte("%PDF-1.4\n"), ".pdf")
	hostileFiles(t, dir, []byte("PK\x03\x04"), ".xlsx")
	hostileFiles(t, dir, []byte("PK\x03\x04"), ".docx")
	hostileFiles(t, dir, []byte("MZ"), ".exe")
	seen := 0 // a dot at the beginning hides a file
	for _, p := range pictures {
		if !strings.HasPrefix(filepath.Base(p), ".") {
			seen++
		}
	}
	if list, err := s.Archive.Folder(dir); err != nil || len(list.Rows) < seen {
		t.Errorf("the folder to be filed: %d rows, %v", len(list.Rows), err)
	}
	report, err := s.Tray.TakeIn(IntakeInput{Dir: dir})
	if err != nil || len(report.Files) < seen {
		t.Errorf("the scanned files: %d, %v", len(report.Files), err)
	}
	for _, f := range report.Files {
		if f.State == takenFailed && strings.HasSuffix(f.Name, ".png") {
			t.Errorf("%q is not taken: %s", f.Name, f.Reason)
		}
	}
	if match, err := s.Files.MatchPhotos(dir); err != nil || len(match.Photos) < seen {
		t.Errorf("the photos: %d of %d, %v", len(match.Photos), seen, err)
	}
	if _, err := s.Sheets.Merge(MergeInput{Paths: []string{dir}, Rehearse: true}); office.CodeOf(err) == office.CodeInternal {
		t.Errorf("the sheets that came back: %v", err)
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".xlsx") && !strings.HasSuffix(e.Name(), ".docx") {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if _, err := s.Imports.Run(ImportInput{Kind: office.KindSchools, Paths: []string{path}, Rehearse: true}); err == nil || office.CodeOf(err) == office.CodeInternal {
			t.Errorf("import of %q: %v", e.Name(), err)
		}
		if c, err := s.Templates.Add(TemplateInput{Form: "visit", Path: path}); err == nil && c.Saved || office.CodeOf(err) == office.CodeInternal {
			t.Errorf("template %q: %v %v", e.Name(), c, err)
		}
		if _, err := sheet.Open(path, sheet.DefaultLimits); office.CodeOf(err) == office.CodeInternal {
			t.Errorf("%q: %v", e.Name(), err)
		}
	}
	backups := filepath.Join(d.dir, backupFolder)
	if err := os.MkdirAll(backups, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, path := range hostileFiles(t, backups, []byte("PK"), backupExt) {
		if _, err := Restore(path, filepath.Join(t.TempDir(), "恢复"), ""); office.CodeOf(err) != office.CodeDamaged && office.CodeOf(err) != office.CodeFile {
			t.Errorf("restore of %q: %v", filepath.Base(path), err)
		}
	}
	if _, err := d.backups(); err != nil {
		t.Errorf("the backups: %v", err)
	}
}
