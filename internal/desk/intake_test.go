package desk

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/tiff"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/store"
)

// drawn prints a form and draws its first page as a scanner at some dpi does.
func drawn(t testing.TB, d *Desk, form, id, dpi string) image.Image {
	t.Helper()
	dir := t.TempDir()
	printed := filepath.Join(dir, "表.pdf")
	if _, err := d.PrintForm(form, id, printed); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftoppm", "-r", dpi, "-gray", "-jpeg", "-l", "1", "-singlefile", printed, filepath.Join(dir, "页")).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftoppm: %v: %s", err, out)
	}
	b, err := os.ReadFile(filepath.Join(dir, "页.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// scanned lays a page on the glass turned by some degrees, with grain; a JPEG.
func scanned(t testing.TB, page image.Image, degrees float64) []byte {
	t.Helper()
	w, h := float64(page.Bounds().Dx()), float64(page.Bounds().Dy())
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	wide, high := math.Abs(w*cos)+math.Abs(h*sin), math.Abs(w*sin)+math.Abs(h*cos)
	m := f64.Aff3{cos, -sin, (wide - w*cos + h*sin) / 2, sin, cos, (high - w*sin - h*cos) / 2}
	glass := image.NewRGBA(image.Rect(0, 0, int(wide), int(high))) // in colour: it is turned ten times as fast
	draw.Draw(glass, glass.Rect, image.NewUniform(color.Gray{Y: 240}), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Transform(glass, m, page, page.Bounds(), draw.Src, nil)
	gray := image.NewGray(glass.Rect)
	random := rand.New(rand.NewPCG(uint64(w), uint64(degrees+360)))
	for i := range gray.Pix {
		gray.Pix[i] = uint8(min(255, max(0, int(glass.Pix[4*i])+random.IntN(13)-6)))
	}
	return squeezed(t, gray)
}

func squeezed(t testing.TB, page image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, page, &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scanOf prints a form and scans its first page.
func scanOf(t testing.TB, d *Desk, form, id string, degrees float64) []byte {
	t.Helper()
	return scanned(t, drawn(t, d, form, id, "200"), degrees)
}

// written page: lines of dark specks like text, of no form.
func foreignPage(seed uint64) image.Image {
	random := rand.New(rand.NewPCG(seed, 7))
	page := blankSheet(seed)
	for y := 150; y < 1900; y += 40 {
		for x := 150; x < 1300; x += 26 {
			for range 5 {
				a, b := x+random.IntN(20), y+random.IntN(22)
				draw.Draw(page, image.Rect(a, b, a+random.IntN(14)+2, b+3), image.NewUniform(color.Gray{Y: 30}), image.Point{}, draw.Src)
			}
		}
	}
	return page
}

// blankSheet is the bare back of a sheet: what shines through, dust, the holes of
// a punch.
func blankSheet(seed uint64) *image.Gray {
	random := rand.New(rand.NewPCG(seed, 9))
	page := image.NewGray(image.Rect(0, 0, 1654, 2339))
	for i := range page.Pix {
		page.Pix[i] = uint8(238 + random.IntN(12))
	}
	fill := func(r image.Rectangle, y uint8) {
		draw.Draw(page, r, image.NewUniform(color.Gray{Y: y}), image.Point{}, draw.Src)
	}
	for y := 300; y < 1500; y += 60 {
		fill(image.Rect(200, y, 1300, y+12), 222)
	}
	for range 12 {
		a, b := random.IntN(1600), random.IntN(2300)
		fill(image.Rect(a, b, a+2, b+2), 60)
	}
	fill(image.Rect(40, 800, 85, 845), 10)
	fill(image.Rect(40, 1400, 85, 1445), 10)
	return page
}

// stackPDF is pictures as a scanner's PDF.
func stackPDF(t testing.TB, pictures ...[]byte) []byte {
	t.Helper()
	var out bytes.Buffer
	open := func(i int) (io.ReadSeekCloser, int, error) { return nopCloser{bytes.NewReader(pictures[i])}, 0, nil }
	if err := pdf.FromPictures(&out, "扫描件", len(pictures), open, func(int) error { return nil }); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }

// takeIn brings a folder in.
func takeIn(t testing.TB, d *Desk, in IntakeInput) IntakeReport {
	t.Helper()
	out, err := d.Screens().Tray.TakeIn(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sums(r IntakeReport) [5]int { return [5]int{r.Filed, r.Tray, r.Same, r.Failed, r.Blank} }

// TestAStackIsDivided: a duplex scan of our forms, turned and slanted, with blank
// backs, a second copy, strange pages and separator sheets.
func TestAStackIsDivided(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	second := visitOn(t, d, "2026-03-17", form.Visit.SchoolID, form.Visit.InspectorID)
	first, other := form.Visit.Number, strings.Fields(d.store.Title("visit", second))[0]
	blank := squeezed(t, blankSheet(1))
	strange := func(n uint64) []byte { return squeezed(t, foreignPage(n)) }
	feedback := drawn(t, d, "feedback", first, "200")
	dir := t.TempDir()
	stack := stackPDF(t,
		strange(1),                     // 1: before any code
		scanned(t, feedback, 2), blank, // 2, 3
		strange(2), blank, // 4: the back page of the form
		scanned(t, feedback, -1),                      // 6: a second copy
		scanOf(t, d, "visit", other, 180), strange(3), // 7, 8: upside down
		scanned(t, drawn(t, d, "visit", first, "150"), 90), // 9
		scanOf(t, d, "separator", "下一份", 0), strange(4),    // 10, 11
		scanOf(t, d, "separator", "visit:"+other, 270), strange(5), strange(6)) // 12 .. 14
	path := file(t, dir, "一叠.pdf", stack)
	dry := takeIn(t, d, IntakeInput{Dir: dir, DryRun: true})
	out := takeIn(t, d, IntakeInput{Dir: dir})
	if sums(out) != [5]int{5, 2, 0, 0, 2} || sums(dry) != sums(out) || out.Pages != 14 {
		t.Fatalf("%+v\ndry %v", out, sums(dry))
	}
	for i, want := range []IntakePart{{Pages: "1", State: takenTray}, {Pages: "2、4", Form: "督导反馈单", ID: form.Visit.ID}, {Pages: "6", Form: "督导反馈单", ID: form.Visit.ID},
		{Pages: "7–8", Form: "督导记录表", ID: second}, {Pages: "9", Form: "督导记录表", ID: form.Visit.ID}, {Pages: "11", State: takenTray}, {Pages: "13–14", ID: second}} {
		got := out.Files[0].Parts[i]
		if got.Pages != want.Pages || got.Form != want.Form || got.ID != want.ID || want.State != "" && got.State != want.State {
			t.Errorf("part %d: %+v, want %+v", i, got, want)
		}
	}
	have, err := d.store.Attachments("visit", second)
	if err != nil || len(have) != 2 || have[0].Pages != 2 || have[0].MIME != mimePDF || have[0].Role != roleScan || have[0].Caption != "督导记录表" || have[0].DatedOn != "2026-03-17" {
		t.Fatalf("the second visit has %+v, %v", have, err)
	}
	kept, err := d.vault.Open(have[0].SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	b, err := io.ReadAll(kept)
	if err != nil {
		t.Fatal(err)
	}
	part, err := pdf.OpenFile(file(t, t.TempDir(), "份.pdf", b))
	if err != nil || part.Pages() != 2 || part.Turned(1) != 180 || part.Turned(2) != 180 {
		t.Errorf("the part that lay upside down: %v", err)
	}
	if now := read(t, path); !bytes.Equal(now, stack) {
		t.Error("the scanned file was touched")
	}
	if again := takeIn(t, d, IntakeInput{Dir: dir}); sums(again) != [5]int{0, 0, 1, 0, 0} || !strings.Contains(again.Files[0].Reason, "已收过") {
		t.Errorf("a second time: %+v", again)
	}
	if again := takeIn(t, d, IntakeInput{Dir: dir, Again: true}); sums(again) != [5]int{0, 0, 7, 0, 2} {
		t.Errorf("once more: %+v", again)
	}
}

// TestCodesOfOthersWait: of a record that is gone, of another county, of a newer
// program.
func TestCodesOfOthersWait(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	dir := t.TempDir()
	file(t, dir, "a.jpg", scanOf(t, d, "visit", form.Visit.Number, 0))
	set, err := d.store.Settings()
	if err != nil {
		t.Fatal(err)
	}
	set.OfficeName = "另一县人民政府教育督导室"
	if err := d.store.SaveSettings(set); err != nil {
		t.Fatal(err)
	}
	out := takeIn(t, d, IntakeInput{Dir: dir})
	page, err := d.Screens().Tray.List(store.ListQuery{})
	if err != nil || sums(out) != [5]int{0, 1, 0, 0, 0} || page.Total != 1 || page.Rows[0].SuggestID != form.Visit.ID || !strings.Contains(page.Rows[0].Reason, "别的单位") {
		t.Errorf("another office's: %+v, %+v, %v", out, page, err)
	}
	gone := scanOf(t, d, "feedback", form.Visit.Number, 0)
	if err := d.Screens().Visits.Delete(form.Visit.ID); err != nil {
		t.Fatal(err)
	}
	file(t, dir, "b.jpg", gone)
	out = takeIn(t, d, IntakeInput{Dir: dir})
	if sums(out) != [5]int{0, 1, 1, 0, 0} || !strings.Contains(out.Files[1].Parts[0].Reason, form.Visit.Number) {
		t.Errorf("a record that is gone: %+v", out)
	}
	for _, c := range [][2]string{{"visit", "JL2026-0001"}, {"month", "2026-03"}, {"lesson", "7"}} {
		if _, _, err := d.store.Coded(c[0], c[1]); office.CodeOf(err) != office.CodeNotFound {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// TestAFolderOfEverything: scans, a run of pictures, a TIFF of two pages, photos,
// Office files, and what is broken; each is said, none stops the others.
func TestAFolderOfEverything(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	second := visitOn(t, d, "2026-03-17", form.Visit.SchoolID, form.Visit.InspectorID)
	number := strings.Fields(d.store.Title("visit", second))[0]
	dir := t.TempDir()
	straight := scanOf(t, d, "feedback", form.Visit.Number, 1.5)
	file(t, dir, "扫描/扫描0001.jpg", straight)
	file(t, dir, "扫描/扫描0002.jpg", squeezed(t, foreignPage(1)))
	file(t, dir, "扫描/扫描0003.jpg", scanOf(t, d, "visit", number, 0))
	file(t, dir, "重复/副本.jpg", scanOf(t, d, "visit", number, 0))
	file(t, dir, "示例县第一小学/2026-03/食堂.jpg", read(t, taken))
	file(t, dir, number+" 整改报告.docx", docxOf(t, "整改报告"))
	file(t, dir, "示例县第一小学/2026.3.17 会议记录.docx", docxOf(t, "会议记录"))
	file(t, dir, "空的.pdf", nil)
	file(t, dir, "坏的.pdf", []byte("%PDF-1.4\n%%EOF\n"))
	file(t, dir, "苹果.heic", append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 64)...))
	file(t, dir, "坏图.jpg", read(t, taken)[:400])
	file(t, dir, "巨幅.png", hugePNG())
	file(t, dir, "Thumbs.db", []byte("x"))
	file(t, dir, "双页.tif", twoFrames(t, drawn(t, d, "feedback", number, "200"), foreignPage(3)))
	out := takeIn(t, d, IntakeInput{Dir: dir})
	if sums(out) != [5]int{5, 1, 1, 5, 0} {
		t.Errorf("%v: %+v", sums(out), out)
	}
	says := map[string]string{"空的.pdf": "空的", "坏的.pdf": "损坏", "苹果.heic": "HEIC", "坏图.jpg": "不完整", "巨幅.png": "太大"}
	for _, f := range out.Files {
		if want := says[f.Name]; want != "" && (f.State != takenFailed || !strings.Contains(f.Reason, want)) {
			t.Errorf("%s: %s %s", f.Name, f.State, f.Reason)
		}
	}
	have, err := d.store.Attachments("visit", second)
	if err != nil || len(have) != 3 {
		t.Errorf("the second visit has %+v, %v", have, err)
	}
	have, err = d.store.Attachments("visit", form.Visit.ID)
	if err != nil || len(have) != 2 || have[0].Pages+have[1].Pages != 3 {
		t.Errorf("the first visit has %+v, %v", have, err)
	}
	page, err := d.Screens().Tray.List(store.ListQuery{})
	if err != nil || page.Total != 1 || page.Rows[0].SuggestID != second || page.Rows[0].Title != "会议记录" || page.Rows[0].Hint != "示例县第一小学" {
		t.Errorf("the tray: %+v, %v", page, err)
	}
	if again := takeIn(t, d, IntakeInput{Dir: dir}); again.Filed+again.Tray != 0 || again.Failed != 5 {
		t.Errorf("a second time: %v %+v", sums(again), again)
	}
	if problems, err := d.store.Check(); err != nil || len(problems) != 0 {
		t.Errorf("the check: %v, %v", problems, err)
	}
}

// twoFrames is a TIFF of two pages: each is written by itself, and the second one's
// directory and points are moved behind the first's.
func twoFrames(t *testing.T, a, b image.Image) []byte {
	t.Helper()
	one, two := tiffOf(t, a), tiffOf(t, b)
	shift := uint32(len(one))
	le := func(b []byte, at uint32) uint32 {
		return uint32(b[at]) | uint32(b[at+1])<<8 | uint32(b[at+2])<<16 | uint32(b[at+3])<<24
	}
	put := func(b []byte, at, v uint32) {
		b[at], b[at+1], b[at+2], b[at+3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	}
	end := func(b []byte) uint32 { at := le(b, 4); return at + 2 + 12*(uint32(b[at])|uint32(b[at+1])<<8) }
	put(one, end(one), le(two, 4)+shift)
	for at := le(two, 4) + 2; at < end(two); at += 12 {
		tag, kind, n := uint32(two[at])|uint32(two[at+1])<<8, uint32(two[at+2]), le(two, at+4)
		size := map[uint32]uint32{1: 1, 3: 2, 4: 4, 5: 8}[kind]
		if tag == 273 || n*size > 4 { // where the points lie, and what does not fit its place
			put(two, at+8, le(two, at+8)+shift)
		}
	}
	return append(one, two...)
}

func tiffOf(t *testing.T, page image.Image) []byte {
	t.Helper()
	gray := image.NewGray(page.Bounds())
	draw.Draw(gray, gray.Rect, page, page.Bounds().Min, draw.Src)
	var b bytes.Buffer
	if err := tiff.Encode(&b, gray, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docxOf is the least that is a Word file.
func docxOf(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = io.WriteString(w, text)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// hugePNG says that it has 200 million points.
func hugePNG() []byte {
	head := []byte("IHDR\x00\x00\x4e\x20\x00\x00\x27\x10\x08\x00\x00\x00\x00") // 20000 x 10000, gray
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}
