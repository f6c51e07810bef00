package desk

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
)

// scanOf prints a form, draws it as an office scanner at 200 dpi does, and lays it
// on the glass turned by some degrees; a JPEG.
func scanOf(t *testing.T, d *Desk, form, id string, degrees float64) []byte {
	t.Helper()
	dir := t.TempDir()
	printed := filepath.Join(dir, "表.pdf")
	if _, err := d.PrintForm(form, id, printed); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftoppm", "-r", "200", "-gray", "-jpeg", "-l", "1", "-singlefile", printed, filepath.Join(dir, "页")).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	page, err := jpeg.Decode(bytes.NewReader(read(t, filepath.Join(dir, "页.jpg"))))
	if err != nil {
		t.Fatal(err)
	}
	w, h := float64(page.Bounds().Dx()), float64(page.Bounds().Dy())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	m := f64.Aff3{cos, -sin, 0, sin, cos, 0}
	if degrees > 90 { // upside down: around the middle
		m[2], m[5] = w, h
	}
	glass := image.NewGray(image.Rect(0, 0, int(w)+80, int(h)+80))
	draw.Draw(glass, glass.Rect, image.NewUniform(color.Gray{Y: 225}), image.Point{}, draw.Src)
	m[2], m[5] = m[2]+40, m[5]+40
	draw.BiLinear.Transform(glass, m, page, page.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, glass, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asPDF is a picture as a scanner's PDF.
func asPDF(t *testing.T, picture []byte) []byte {
	t.Helper()
	made, err := paper.Render(doc.Document{Title: "扫描件", Style: doc.Form, Blocks: []doc.Block{doc.Photos{PerPage: 2, Items: []doc.Photo{{Data: picture}}}}}, paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return made.PDF
}

func TestScansFindTheirRecords(t *testing.T) {
	d, _, form := reportDesk(t)
	second := visitOn(t, d, "2026-03-17", form.Visit.SchoolID, form.Visit.InspectorID)
	files := &Files{d}
	dir := t.TempDir()
	first := form.Visit.Number
	other := strings.Fields(d.store.Title("visit", second))[0]
	straight := scanOf(t, d, "feedback", first, 1.5)
	file(t, dir, "扫描0001.jpg", straight)
	file(t, dir, "扫描0002.jpg", scanOf(t, d, "visit", other, -2.5))
	file(t, dir, "扫描0003.pdf", asPDF(t, scanOf(t, d, "feedback", other, 181)))
	file(t, dir, "扫描9/副本.jpg", straight)
	file(t, dir, "食堂.jpg", read(t, taken))
	file(t, dir, "坏的.pdf", []byte("%PDF-1.4\n%%EOF\n"))

	found, err := files.MatchScans(ScanInput{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if found.Ready != 3 || found.Known != 1 || found.Open != 2 {
		t.Errorf("ready %d, known %d, open %d: %+v", found.Ready, found.Known, found.Open, found.Scans)
	}
	for name, want := range map[string]MatchedScan{
		"扫描0001.jpg": {Form: "督导反馈单", OwnerID: form.Visit.ID, DatedOn: "2026-03-12"},
		"扫描0002.jpg": {Form: "督导记录表", OwnerID: second, DatedOn: "2026-03-17"},
		"扫描0003.pdf": {Form: "督导反馈单", OwnerID: second, DatedOn: "2026-03-17"},
	} {
		for _, s := range found.Scans {
			if s.Name == name && (s.Form != want.Form || s.OwnerID != want.OwnerID || s.OwnerKind != "visit" || s.DatedOn != want.DatedOn || s.State != scanReady || !strings.Contains(s.Record, "示例县第一小学")) {
				t.Errorf("%s: %+v", name, s)
			}
		}
	}
	before, err := d.store.LastAction()
	if err != nil {
		t.Fatal(err)
	}
	list, err := files.FileScans(found.Filings())
	if err != nil || len(list) != 3 {
		t.Fatalf("filed %+v, %v", list, err)
	}
	have, err := d.store.Attachments("visit", second)
	if err != nil || len(have) != 2 || have[0].Role != "扫描件" || have[0].Caption != "督导记录表" || have[1].Pages != 1 || have[1].MIME != mimePDF {
		t.Errorf("the second visit has %+v, %v", have, err)
	}
	again, err := files.MatchScans(ScanInput{Dir: dir})
	if err != nil || again.Ready != 0 || again.Known != 4 {
		t.Errorf("a second time: ready %d, known %d, %v", again.Ready, again.Known, err)
	}
	action, err := d.store.LastAction()
	if err != nil || action.ID == before.ID {
		t.Fatalf("the action %+v, %v", action, err)
	}
	if _, err := d.Screens().History.Undo(action.ID); err != nil {
		t.Fatal(err)
	}
	for _, id := range []int64{form.Visit.ID, second} {
		if left, err := d.store.Attachments("visit", id); err != nil || len(left) != 0 {
			t.Errorf("after the undo: %+v, %v", left, err)
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := files.FileScans(found.Filings()); office.CodeOf(err) != office.CodeFile {
		t.Errorf("files that are gone: %v", err)
	}
	if left, err := d.store.Attachments("visit", second); err != nil || len(left) != 0 {
		t.Errorf("files added all the same: %+v, %v", left, err)
	}
}

func TestACodeOfARecordThatIsGoneIsSaid(t *testing.T) {
	d, _, form := reportDesk(t)
	dir := t.TempDir()
	file(t, dir, "a.jpg", scanOf(t, d, "visit", form.Visit.Number, 0))
	if err := d.Screens().Visits.Delete(form.Visit.ID); err != nil {
		t.Fatal(err)
	}
	found, err := (&Files{d}).MatchScans(ScanInput{Dir: dir})
	if err != nil || found.Open != 1 || found.Scans[0].OwnerID != 0 || !strings.Contains(found.Scans[0].Reason, form.Visit.Number) {
		t.Errorf("%+v, %v", found, err)
	}
	for _, c := range [][2]string{{"visit", "JL2026-0001"}, {"month", "2026-03"}, {"lesson", "7"}} {
		if _, _, err := d.store.Coded(c[0], c[1]); office.CodeOf(err) != office.CodeNotFound {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestAPDFAttachmentKnowsItsPages(t *testing.T) {
	d, _, form := reportDesk(t)
	path := filepath.Join(t.TempDir(), "报告.pdf")
	saved, err := d.PrintForm("month", "2026-03", path)
	if err != nil {
		t.Fatal(err)
	}
	list, err := (&Files{d}).Attach(AttachInput{OwnerKind: "visit", OwnerID: form.Visit.ID, Paths: []string{path}})
	if err != nil || len(list) != 1 || list[0].Pages != saved.Pages || saved.Pages < 5 {
		t.Errorf("attached %+v, %v; printed %d pages", list, err, saved.Pages)
	}
}
