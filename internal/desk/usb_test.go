package desk

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dudao/internal/binder/usb"
	"dudao/internal/office"
)

const (
	usbPhone    = "13800001001"
	usbIdentity = "110101199003078515"
)

// usbCounty is a binder's county whose school and evidence tell of persons.
func usbCounty(t *testing.T) binderCounty {
	t.Helper()
	c := newBinderCounty(t)
	school, err := c.store.School(1)
	if err != nil {
		t.Fatal(err)
	}
	school.Phone = usbPhone
	if _, err := c.store.SaveSchool(school); err != nil {
		t.Fatal(err)
	}
	for _, e := range c.evidence(t) {
		if strings.HasPrefix(e.Title, "只有题名") {
			e.Title, e.Note = "联系人 "+usbPhone+" 身份证 "+usbIdentity+" #1%", "联系 "+usbPhone
			if _, err := c.store.SaveEvidence(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	return c
}

func (c binderCounty) evidence(t *testing.T) []office.Evidence {
	t.Helper()
	f, err := c.store.Evaluation(c.id)
	if err != nil {
		t.Fatal(err)
	}
	return f.Evidence
}

func (c binderCounty) usb(t *testing.T, in MakeUsbInput) MadeUsb {
	t.Helper()
	in.EvaluationID = c.id
	if in.Dir == "" {
		in.Dir = t.TempDir()
	}
	made, err := c.MakeUsb(in)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// scriptOf reads a script file of a copy.
func scriptOf(t *testing.T, dir, name, head string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	body, found := strings.CutPrefix(string(text), head)
	if err := json.Unmarshal([]byte(strings.TrimSuffix(body, ";\n")), into); err != nil || !found {
		t.Fatalf("%s: %v", name, err)
	}
}

func TestAUsbCopyIsWholeAndReadOnly(t *testing.T) {
	c := usbCounty(t)
	made := c.usb(t, MakeUsbInput{ExpiresOn: "2026-04-30"})
	if made.Level != office.LevelInspectors || made.Items != 5 || made.Photos != 1 || len(made.Withheld) != 0 || filepath.Base(made.Dir) != "县2026年创新县迎检U盘（检查组）" && !strings.Contains(made.Dir, "迎检U盘（检查组）") {
		t.Errorf("made %+v", made)
	}
	var data usb.Data
	scriptOf(t, made.Dir, usb.DataFile, "var DUDAO = ", &data)
	var list struct{ Files map[string]usb.Sum }
	scriptOf(t, made.Dir, usb.ManifestFile, "var MANIFEST = ", &list)
	have := below(t, made.Dir)
	for _, x := range data.Items {
		for _, p := range x.Parts {
			if !slices.Contains(have, p.Path) || p.Small != "" && !slices.Contains(have, p.Small) || list.Files[p.Path].Bytes != p.Bytes {
				t.Errorf("%s: %+v", x.Title, p)
			}
		}
	}
	bad := regexp.MustCompile(`[\\:*?"<>|]|[ .](/|$)|(^|/)(?i:con|nul)(\.|/|$)`)
	taken := map[string]bool{}
	for _, name := range have {
		if name == markName {
			continue
		}
		mark, err := markOf(filepath.Join(made.Dir, filepath.FromSlash(name)))
		if sum := list.Files[name]; err != nil || name != usb.ManifestFile && (sum.Bytes != mark.Bytes || sum.SHA256 != mark.SHA256) {
			t.Errorf("%s is not what the list says: %v", name, err)
		}
		info, err := os.Stat(filepath.Join(made.Dir, filepath.FromSlash(name)))
		if err != nil || info.Mode().Perm()&0o222 != 0 {
			t.Errorf("%s can be written: %v", name, info.Mode())
		}
		if base := []rune(filepath.Base(name)); bad.MatchString(name) || len(base) > 100 || taken[strings.ToLower(name)] {
			t.Errorf("%q is no name for every disk", name)
		}
		taken[strings.ToLower(name)] = true
	}
	if len(list.Files) != len(made.Files)-1 { // all but the list itself
		t.Errorf("%d files listed, %d made", len(list.Files), len(made.Files))
	}
	points := 0
	for _, l := range data.Lines {
		if l.Point {
			points++
		}
		if l.Code == "4-4" && (len(l.Items) != 1 || l.Live == nil || l.State != "未自评" || len(l.Gaps) != 0) {
			t.Errorf("4-4: %+v", l)
		}
	}
	if points != 39 || strings.Join(data.Readings["重"], " ") != "" && len(data.Readings["重"]) < 2 || len(data.Readings["督"]) == 0 || data.ExpiresOn != "2026-04-30" || data.MadeOn != "2026-03-31" {
		t.Errorf("%d points, readings %v, %s, %s", points, data.Readings["督"], data.ExpiresOn, data.MadeOn)
	}
	copies, err := c.store.UsbCopies(c.id)
	if err != nil || len(copies) != 1 || copies[0].SHA256 != made.SHA256 || copies[0].Level != office.LevelInspectors || copies[0].Files != len(made.Files) {
		t.Errorf("noted %+v, %v", copies, err)
	}
	if gaps := c.usb(t, MakeUsbInput{Gaps: true, Level: office.LevelOffice}); gaps.Gaps == 0 {
		t.Error("no gaps when they are asked for")
	}
}

// TestAUsbCopyTellsOfNoPerson reads everything that can be read in a copy.
func TestAUsbCopyTellsOfNoPerson(t *testing.T) {
	c := usbCounty(t)
	for _, level := range []string{office.LevelOffice, office.LevelInspectors, office.LevelPublic} {
		made := c.usb(t, MakeUsbInput{Level: level})
		told := usbTexts(t, made.Dir)
		for _, secret := range []string{usbPhone, usbIdentity} {
			if has := strings.Contains(told, secret); has != (level == office.LevelOffice) {
				t.Errorf("%s tells %s: %v", level, secret, has)
			}
		}
		if level != office.LevelOffice && !strings.Contains(told, "138****1001") {
			t.Errorf("%s: the school's phone is not on its record", level)
		}
	}
}

// usbTexts is what the files of a copy, their names and the texts of its PDFs say.
func usbTexts(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range below(t, dir) {
		all.WriteString(name + "\n")
		path := filepath.Join(dir, filepath.FromSlash(name))
		if filepath.Ext(name) == ".pdf" {
			for _, tool := range [][]string{{"pdftotext", path, "-"}, {"pdfinfo", path}} {
				text, err := exec.Command(tool[0], tool[1:]...).Output()
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				all.Write(text)
			}
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	return all.String()
}

// TestNoPaperOfAMonthTellsAPhone masks every paper of a month of a made-up county.
func TestNoPaperOfAMonthTellsAPhone(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	if err := d.store.FillSample(office.MakeUp(smallCounty)); err != nil {
		t.Fatal(err)
	}
	known, err := d.store.PersonalData()
	if err != nil {
		t.Fatal(err)
	}
	mask := office.NewMask(office.LevelInspectors, known)
	plan, err := d.planMonth("2026-03")
	if err != nil {
		t.Fatal(err)
	}
	mobile := regexp.MustCompile(`1[3-9]\d{9}`)
	before, seen := 0, map[string]bool{}
	for _, p := range plan.papers {
		b, err := p.form.build(d, p.record.id)
		if p.part.build != nil {
			b, err = p.part.build(d, plan, p.record.id)
		}
		if err != nil {
			t.Fatal(p.form.Key, err)
		}
		seen[p.form.Key] = true
		if mobile.MatchString(fmt.Sprintf("%+v", b.document.Blocks)) {
			before++
		}
		if found := mobile.FindString(fmt.Sprintf("%+v", b.document.MapText(mask.Text))); found != "" && !slices.Contains(known.Open, found) {
			t.Errorf("%s %s tells %s", p.form.Key, p.record.id, found)
		}
	}
	if before == 0 || len(seen) < 10 {
		t.Errorf("%d papers with phones, forms %v: nothing was tried", before, seen)
	}
}

func TestPersonalFilesBecomeSlipSheets(t *testing.T) {
	c := usbCounty(t)
	c.pdf.Personal = true
	if _, err := c.store.SaveAttachment(c.pdf); err != nil {
		t.Fatal(err)
	}
	for _, e := range c.evidence(t) { // the photo's evidence, and our own paper's
		if e.Title == "公示牌照片" || e.Form == "visit" {
			e.Personal = true
			if _, err := c.store.SaveEvidence(e); err != nil {
				t.Fatal(err)
			}
		}
	}
	for level, want := range map[string]int{office.LevelOffice: 0, office.LevelInspectors: 2, office.LevelPublic: 4} {
		made := c.usb(t, MakeUsbInput{Level: level})
		if len(made.Withheld) != want {
			t.Errorf("%s: %+v", level, made.Withheld)
		}
		told := usbTexts(t, made.Dir)
		if want > 0 && (strings.Contains(told, "督导委员会成立") || !strings.Contains(strings.Join(strings.Fields(told), ""), "含个人信息，请在现场查阅")) {
			t.Errorf("%s: the paper that is kept back, or no slip sheet", level)
		}
		if hasPhoto := slices.ContainsFunc(below(t, made.Dir), func(n string) bool { return strings.HasPrefix(n, usb.PhotoFolder+"/") }); hasPhoto != (want == 0) {
			t.Errorf("%s: photo there: %v", level, hasPhoto)
		}
	}
}

// TestAPersonalPhotoIsOnNoPaperOfOurs: a record prints the photos attached to it.
func TestAPersonalPhotoIsOnNoPaperOfOurs(t *testing.T) {
	c := usbCounty(t)
	list, err := c.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: 1, Role: rolePhoto, Paths: []string{c.photoFile(t)}})
	if err != nil {
		t.Fatal(err)
	}
	pictures := func() int {
		made := c.usb(t, MakeUsbInput{})
		i := slices.IndexFunc(made.Files, func(f SavedFile) bool {
			return strings.Contains(f.Path, "督导记录表") && strings.HasSuffix(f.Path, ".pdf")
		})
		out, err := exec.Command("pdfimages", "-list", made.Files[i].Path).Output()
		if err != nil {
			t.Fatal(err)
		}
		return bytes.Count(out, []byte("image"))
	}
	if n := pictures(); n == 0 {
		t.Fatal("the record prints no photo")
	}
	list[0].Personal = true
	if _, err := c.store.SaveAttachment(list[0]); err != nil {
		t.Fatal(err)
	}
	if n := pictures(); n != 0 {
		t.Errorf("%d pictures on the record", n)
	}
}

// TestAWordOrExcelFileThatTellsIsKeptBack: what cannot be masked is looked into.
func TestAWordOrExcelFileThatTellsIsKeptBack(t *testing.T) {
	c := usbCounty(t)
	pack := func(name, text string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for part, body := range map[string]string{"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": text} {
			w, err := z.Create(part)
			if err == nil {
				_, err = w.Write([]byte(body))
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return file(t, c.files, name, b.Bytes())
	}
	paths := []string{
		pack("一.xlsx", "<row><c><v>"+usbPhone+"</v></c></row>"),
		pack("二.xlsx", "<row><c><v>1</v></c><c><is><r><t>"+usbIdentity[:6]+"</t></r><r><t>"+usbIdentity[6:]+"</t></r></is></c></row>"),
		pack("三.xlsx", "<row><c><v>13800</v></c><c><v>001001</v></c></row>"),
		file(t, c.files, "四.xls", append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...)),
	}
	if list, err := c.Screens().Files.Attach(AttachInput{OwnerKind: "evidence", OwnerID: c.pdf.OwnerID, Paths: paths}); err != nil || len(list) != 4 {
		t.Fatal(list, err)
	}
	for level, want := range map[string]int{office.LevelOffice: 0, office.LevelInspectors: 3, office.LevelPublic: 5} {
		if made := c.usb(t, MakeUsbInput{Level: level}); len(made.Withheld) != want {
			t.Errorf("%s: %+v", level, made.Withheld)
		}
	}
}

// TestAPhotoBearsItsMark: a photo is opened by itself.
func TestAPhotoBearsItsMark(t *testing.T) {
	c := usbCounty(t)
	light := func(in MakeUsbInput) (shades int) {
		for _, f := range c.usb(t, in).Files {
			if filepath.Ext(f.Path) != ".jpg" {
				continue
			}
			img, err := jpeg.Decode(bytes.NewReader(read(t, f.Path)))
			if err != nil {
				t.Fatal(err)
			}
			for i := range img.Bounds().Dx() * img.Bounds().Dy() {
				if r, _, _, _ := img.At(i%img.Bounds().Dx(), i/img.Bounds().Dx()).RGBA(); r > 0x3000 {
					shades++
				}
			}
		}
		return shades
	}
	if with, without := light(MakeUsbInput{}), light(MakeUsbInput{NoWatermark: true}); with == 0 || without != 0 {
		t.Errorf("%d light points with a mark, %d without", with, without)
	}
}

func TestTwoUsbCopiesAreTheSame(t *testing.T) {
	c := usbCounty(t)
	first, second := c.usb(t, MakeUsbInput{}), c.usb(t, MakeUsbInput{})
	if first.SHA256 != second.SHA256 || first.Dir == second.Dir {
		t.Errorf("%s and %s", first.SHA256, second.SHA256)
	}
	again := c.usb(t, MakeUsbInput{Dir: filepath.Dir(first.Dir)}) // read-only files are replaced
	if again.SHA256 != first.SHA256 {
		t.Error("made over the first it differs")
	}
}

func TestEveryPageOfACopyIsMarked(t *testing.T) {
	c := usbCounty(t)
	made := c.usb(t, MakeUsbInput{Watermark: "仅供省检查组使用"})
	plain := c.usb(t, MakeUsbInput{NoWatermark: true})
	pages := 0
	for _, f := range made.Files {
		for page := 1; page <= f.Pages; page++ {
			n := fmt.Sprint(page)
			text, err := exec.Command("pdftotext", "-raw", "-f", n, "-l", n, f.Path, "-").Output()
			if err != nil || !strings.Contains(strings.Join(strings.Fields(string(text)), ""), "仅供省检查组使用") {
				t.Errorf("%s page %d: %v", f.Path, page, err)
			}
			pages++
		}
	}
	if pages == 0 || pages != made.Pages {
		t.Errorf("%d pages, %d said", pages, made.Pages)
	}
	if strings.Contains(usbTexts(t, plain.Dir), "仅供") {
		t.Error("a mark on a copy without one")
	}
}

func TestAnUnreadableFileIsASlipSheetAndAStoppedCopyLeavesNothing(t *testing.T) {
	c := usbCounty(t)
	broken := file(t, c.files, "坏.pdf", []byte("%PDF-1.4\nnothing"))
	list, err := c.Screens().Files.Attach(AttachInput{OwnerKind: "evidence", OwnerID: c.pdf.OwnerID, Paths: []string{broken}})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if made := c.usb(t, MakeUsbInput{}); len(made.Withheld) != 1 || !strings.Contains(made.Withheld[0].Why, "打不开") {
		t.Errorf("%+v", made.Withheld)
	}
	dir := t.TempDir()
	c.Desk.shell = canceller{c.shell, c.Desk}
	_, err = c.MakeUsb(MakeUsbInput{EvaluationID: c.id, Dir: dir})
	if left := below(t, dir); office.CodeOf(err) != office.CodeCancelled || len(left) != 0 {
		t.Errorf("stopped: %v, left %v", err, left)
	}
	c.Desk.shell = c.shell
	for field, in := range map[string]MakeUsbInput{"level": {Level: "秘密"}, "expiresOn": {ExpiresOn: "2020-01-01"}, "watermark": {Watermark: strings.Repeat("长", 61)}} {
		in.EvaluationID, in.Dir = c.id, dir
		var e *office.Error
		if _, err := c.MakeUsb(in); !errors.As(err, &e) || e.Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
}
