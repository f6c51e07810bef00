package binder

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"dudao/internal/testtime"
)

// tree is a PDF of given objects, the first of which is the catalogue.
func tree(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := []int{}
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// deflated is a stream of noughts, packed.
func deflated(size int64) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	io.CopyN(w, zeros{}, size)
	w.Close()
	return fmt.Sprintf("<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream", b.Len(), b.String())
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// hugePNG is a PNG of w × h grey pixels, made without holding them.
func hugePNG(w, h int) []byte {
	var b bytes.Buffer
	chunk := func(kind string, body []byte) {
		binary.Write(&b, binary.BigEndian, uint32(len(body)))
		sum := crc32.NewIEEE()
		out := io.MultiWriter(&b, sum)
		io.WriteString(out, kind)
		out.Write(body)
		binary.Write(&b, binary.BigEndian, sum.Sum32())
	}
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	chunk("IHDR", append(head, 8, 0, 0, 0, 0))
	var data bytes.Buffer
	z, _ := zlib.NewWriterLevel(&data, zlib.BestSpeed)
	row := bytes.Repeat([]byte{150}, w+1)
	row[0] = 0
	for range h {
		z.Write(row)
	}
	z.Close()
	chunk("IDAT", data.Bytes())
	chunk("IEND", nil)
	return b.Bytes()
}

// hugeJPEG is a JPEG of w × h grey pixels, two bits for each block.
func hugeJPEG(w, h int) []byte {
	out := []byte{0xFF, 0xD8}
	segment := func(marker byte, body ...byte) {
		out = append(out, 0xFF, marker)
		out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
		out = append(out, body...)
	}
	segment(0xDB, append([]byte{0}, bytes.Repeat([]byte{8}, 64)...)...)
	segment(0xC0, append(binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, uint16(h)), uint16(w)), 1, 1, 0x11, 0)...)
	bits := func(class byte, value byte) { // one code of one bit, 0
		segment(0xC4, append(append([]byte{class}, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), value)...)
	}
	bits(0x00, 0) // no difference
	bits(0x10, 0) // end of block
	segment(0xDA, 1, 1, 0x00, 0, 63, 0)
	blocks := ((w + 7) / 8) * ((h + 7) / 8)
	out = append(out, make([]byte, (blocks*2+7)/8)...)
	return append(out, 0xFF, 0xD9)
}

// deepTree is a tree of pages in which each node has one below it.
func deepTree(depth int) []string {
	list := []string{"<</Type/Catalog/Pages 2 0 R>>"}
	for i := range depth {
		list = append(list, fmt.Sprintf("<</Type/Pages/Count 1/Kids[%d 0 R]>>", i+3))
	}
	return append(list, "<</Type/Page/Parent 2 0 R>>")
}

// pageOf is a PDF of one page with a drawing.
func pageOf(drawing string) []byte {
	return tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>", drawing)
}

// faint is a picture through which one sees.
type faint struct{ *image.RGBA }

func (faint) ColorModel() color.Model { return color.NRGBAModel }

func (f faint) At(x, y int) color.Color {
	c := f.RGBAAt(x, y)
	return color.NRGBA{c.R, c.G, c.B, uint8(x)}
}

func (faint) Opaque() bool { return false }

// corpus is what clerks' folders hold: by name the file, and the code of the slip
// that lies in its place; none for what can be bound, with its pages.
func corpus(t testing.TB) map[string]struct {
	b     []byte
	code  string
	pages int
} {
	type one = struct {
		b     []byte
		code  string
		pages int
	}
	good := pdfOf(t, "好文件", 2)
	jpg := jpegOf(t, 300, 400)
	grey := func(size int) []byte { return pageOf(fmt.Sprintf("<</Length %d>>\nstream\nendstream", size)) }
	return map[string]one{
		"半截.pdf":     {good[:len(good)/2], ProblemDamaged, 1},
		"缺尾.pdf":     {good[:len(good)-200], "", 2},
		"空.pdf":      {nil, ProblemEmpty, 1},
		"全零.pdf":     {make([]byte, 5000), ProblemDamaged, 1},
		"照片改名.pdf":   {jpg, "", 1},
		"打开密码.pdf":   {qpdf(t, good, "--encrypt", "open", "owner", "256", "--"), ProblemLocked, 1},
		"权限密码.pdf":   {qpdf(t, good, "--encrypt", "", "owner", "256", "--"), "", 2},
		"老权限密码.pdf":  {qpdf(t, good, "--allow-weak-crypto", "--encrypt", "", "owner", "40", "--"), "", 2},
		"对象流.pdf":    {qpdf(t, good, "--object-streams=generate"), "", 2},
		"线性化.pdf":    {qpdf(t, good, "--linearize"), "", 2},
		"二点零.pdf":    {qpdf(t, good, "--force-version=2.0"), "", 2},
		"前有杂物.pdf":   {append([]byte("\r\n\r\n"), good...), "", 2},
		"后有杂物.pdf":   {append(slices.Clone(good), "杂物"...), "", 2},
		"页树成环.pdf":   {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Pages/Count 1/Kids[2 0 R]>>"), ProblemDamaged, 1},
		"页数吓人.pdf":   {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 2000000000/Kids[]>>"), ProblemDamaged, 1},
		"没有页面大小.pdf": {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R>>"), "", 1},
		"长度写错.pdf":   {grey(99), "", 1},
		"压缩炸弹.pdf":   {pageOf(deflated(300 << 20)), "", 1},
		"对象太多.pdf":   {bytes.Repeat([]byte("1 0 obj\nnull\nendobj\n"), 250_000), ProblemDamaged, 1},
		"多得读不下.pdf":  {append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("1 0 obj\nnull\nendobj\n"), 250_000)...), ProblemTooLarge, 1},
		"互相引用.pdf":   {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox 4 0 R/Contents 4 0 R/Resources 5 0 R>>", "5 0 R", "4 0 R"), "", 1},
		"自己套自己.pdf":  {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>>>", "<</A[4 0 R]/B 4 0 R>>"), "", 1},
		"层层括号.pdf":   {tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/Resources "+strings.Repeat("<</A", 100_000)+">>"), ProblemDamaged, 1},
		"层层页树.pdf":   {tree(deepTree(500)...), ProblemDamaged, 1},
		"目录成环.pdf":   {bytes.Replace(tree("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"), []byte("/Root"), []byte("/Prev 120/Root"), 1), ProblemDamaged, 1},
		"半张照片.jpg":   {jpg[:len(jpg)/2], ProblemDamaged, 1},
		"空照片.jpg":    {nil, ProblemEmpty, 1},
		"改名的文档.jpg":  {[]byte("这是一段文字"), ProblemDamaged, 1},
		"苹果.heic":    {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), ProblemKind, 1},
		"两亿像素.jpg":   {hugeJPEG(16_320, 12_240), "", 1},
		"坏校验.png":    {append(pngOf(t, picture(40, 40))[:60], make([]byte, 40)...), ProblemDamaged, 1},
		"透明.png":     {pngOf(t, faint{picture(200, 100)}), "", 1},
		"报告.docx":    {[]byte("PK\x03\x04....."), ProblemConvert, 1},
		"老表.xls":     {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), ProblemConvert, 1},
		"假文档.docx":   {[]byte("不是文档"), ProblemDamaged, 1},
		"压缩包.zip":    {[]byte("PK\x03\x04....."), ProblemKind, 1},
	}
}

// TestNoFileBreaksABinder binds each file of the corpus between good ones: what
// can be read is bound, and for the rest a slip says why, in one sentence.
func TestNoFileBreaksABinder(t *testing.T) {
	all := corpus(t)
	good := fileOf("好.pdf", pdfOf(t, "夹在中间", 1))
	b := Binder{Title: "坏附件", Boxes: []Box{{Code: "1", Groups: []Indicator{{Code: "A", Name: "指标"}}}}}
	g := &b.Boxes[0].Groups[0]
	names := []string{}
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		g.Items = append(g.Items, Item{ID: name, Title: name, Files: []File{good, fileOf(name, all[name].b), good}})
	}
	gone := File{Name: "没有了.pdf", SHA256: "gone", Open: func() (io.ReadSeekCloser, error) { return nil, os.ErrNotExist }}
	g.Items = append(g.Items, Item{ID: "没有了.pdf", Title: "没有了", Files: []File{gone, {Name: "保密.pdf", Withheld: "含个人信息，不随卷。"}}})
	began := time.Now()
	path, res := write(t, b, Options{})
	if took := time.Since(began); took > testtime.Hang {
		t.Errorf("it took %s", took)
	}
	slips := map[string]string{}
	for _, p := range res.Problems {
		slips[p.File] = p.Code
		if p.Item == "" || p.Page == 0 || strings.Count(p.Message, "\n") > 0 || !strings.HasSuffix(p.Message, "。") || !strings.Contains(p.Message, "请") && p.Code != ProblemWithheld {
			t.Errorf("a problem that does not say what to do: %+v", p)
		}
	}
	for i, name := range names {
		if slips[name] != all[name].code {
			t.Errorf("%s: %q, want %q", name, slips[name], all[name].code)
		}
		if res.Items[i].Pages != all[name].pages+2 {
			t.Errorf("%s: %d pages, want %d", name, res.Items[i].Pages, all[name].pages+2)
		}
	}
	if slips["没有了.pdf"] != ProblemMissing || slips["保密.pdf"] != ProblemWithheld {
		t.Errorf("slips: %v", slips)
	}
	pages := readPages(t, path)
	for _, p := range res.Problems {
		if text := pages[p.Page-1].text(); !strings.Contains(text, "占位页") || !strings.Contains(text, p.File[:len(p.File)-4]) {
			t.Errorf("page %d is no slip for %s: %s", p.Page, p.File, text)
		}
	}
	for i, p := range pages {
		if p.stamped() != i+1 {
			t.Errorf("page %d bears the number %d", i+1, p.stamped())
		}
	}
	said := run(t, "pdfinfo", path)
	if !strings.Contains(said, fmt.Sprintf("Pages:           %d\n", res.Pages)) || strings.Contains(said, "rror") {
		t.Error(said)
	}
}

// TestAFileThatChangesIsMended: a count known from before that is no longer right
// never makes a wrong page.
func TestAFileThatChangesIsMended(t *testing.T) {
	b := small(t)
	counts := map[string]int{}
	_, right := write(t, b, Options{Counts: counts})
	for sha := range counts {
		counts[sha] += 3
	}
	_, again := write(t, b, Options{Counts: counts})
	if again.SHA256 != right.SHA256 {
		t.Error("wrong counts made another binder")
	}
	file := &b.Boxes[0].Groups[1].Items[0].Files[0]
	opened := 0
	whole := file.Open
	file.Open = func() (io.ReadSeekCloser, error) {
		if opened++; opened > 1 {
			return nil, errors.New("gone")
		}
		return whole()
	}
	_, lost := write(t, b, Options{})
	if len(lost.Problems) != len(right.Problems)+1 || lost.Problems[0].Code != ProblemMissing || lost.Pages != right.Pages-2 {
		t.Errorf("%d pages, %+v", lost.Pages, lost.Problems)
	}
}

// TestHugePicturesAreNeverHeld watches the memory while 200 million pixels pass.
func TestHugePicturesAreNeverHeld(t *testing.T) {
	b := Binder{Boxes: []Box{{Groups: []Indicator{{Name: "指标", Items: []Item{
		{ID: "a", Title: "a", Files: []File{fileOf("a.png", hugePNG(16_320, 12_240)), fileOf("b.jpg", hugeJPEG(16_320, 12_240))}}}}}}}}
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	path, _ := write(t, b, Options{})
	runtime.ReadMemStats(&after)
	if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 150 {
		t.Errorf("%d MB were asked for", used)
	}
	images := readImages(t, path)
	if images[4] != "3264x2448 " || images[5] != "2040x1530 " {
		t.Errorf("pictures: %v", images)
	}
}
