package binder

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"dudao/internal/doc"
	"dudao/internal/paper"
)

// made is the day on which the tests make their binders.
var made = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

// memory is a file that is only bytes.
type memory struct{ *bytes.Reader }

func (memory) Close() error { return nil }

func fileOf(name string, b []byte) File {
	return File{Name: name, SHA256: fmt.Sprintf("%x-%d", len(b), sum(b)), Bytes: int64(len(b)),
		Open: func() (io.ReadSeekCloser, error) { return memory{bytes.NewReader(b)}, nil }}
}

func sum(b []byte) (n uint64) {
	for _, c := range b {
		n = n*1099511628211 + uint64(c)
	}
	return n
}

// run runs a PDF tool of another house and returns what it says.
func run(t testing.TB, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// picture is a picture in which up and down differ: a dark bar at its top.
func picture(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{uint8(120 + 100*x/w), uint8(140 + 90*y/h), 200, 255}
			if y < h/8 {
				c = color.RGBA{40, 60, 90, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func jpegOf(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture(w, h), nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// turned puts an EXIF segment before a JPEG's data.
func turned(jpg []byte, turn byte) []byte {
	exif := "\xFF\xE1\x00\x22Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(rune(turn)) + "\x00\x00\x00\x00\x00\x00"
	return append(append(append([]byte{}, jpg[:2]...), exif...), jpg[2:]...)
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// paperOf is a paper of our own whose pages say which they are.
func paperOf(name string, pages int) doc.Document {
	d := doc.Document{Title: name, Style: doc.Form}
	for i := range pages {
		if i > 0 {
			d.Blocks = append(d.Blocks, doc.PageBreak{})
		}
		d.Blocks = append(d.Blocks, doc.Title{Text: name}, doc.Text(fmt.Sprintf("标记%s之%d。", name, i+1)))
	}
	return d
}

func pdfOf(t testing.TB, name string, pages int) []byte {
	t.Helper()
	out, err := paper.Render(paperOf(name, pages), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return out.PDF
}

// qpdf makes another file of a PDF.
func qpdf(t testing.TB, in []byte, args ...string) []byte {
	t.Helper()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(from, in, 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "qpdf", append(append([]string{}, args...), from, to)...)
	out, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// small is a binder with one thing of each kind.
func small(t testing.TB) Binder {
	scan := fileOf("扫描件.jpg", jpegOf(t, 827, 1169))
	across := fileOf("横向扫描.jpg", jpegOf(t, 1169, 827))
	photos := []File{}
	for i := range 3 {
		f := fileOf(fmt.Sprintf("IMG_%d.jpg", i), turned(jpegOf(t, 800-50*i, 600), 1))
		f.Photo, f.Caption = true, fmt.Sprintf("示例小学食堂留样柜，2026年3月%d日", i+1)
		photos = append(photos, f)
	}
	photos[1] = fileOf("IMG_1.jpg", turned(jpegOf(t, 800, 600), 6))
	photos[1].Photo = true
	word := fileOf("自查报告.docx", []byte("PK\x03\x04 a document"))
	twelve := pdfOf(t, "会议纪要", 2)
	locked := fileOf("加密.pdf", qpdf(t, twelve, "--encrypt", "open", "owner", "256", "--"))
	notice := Item{ID: "a", Title: "关于调整示例县人民政府教育督导委员会组成人员的通知", DocNumber: "示政办发〔2025〕12号", Author: "示例县人民政府办公室",
		DatedOn: "2025-03-04", Place: "1–1", Files: []File{fileOf("通知.pdf", pdfOf(t, "通知", 3)), scan}}
	return Binder{
		Title: "义务教育优质均衡发展督导评估\n迎检材料", Subject: "示例县", Year: "2026年", Office: "示例县人民政府教育督导室", FondsName: "示例县教育局",
		MadeOn: "2026年11月22日", Made: made, Sample: true,
		Boxes: []Box{
			{Code: "1", Title: "督导机构与队伍", Years: "2024—2026", Groups: []Indicator{
				{Code: "A1", Name: "督导机构", Level: 1, Heading: true},
				{Code: "A1-B1", Name: "督导机构健全，职责明确", Level: 2, Requirement: "县级人民政府设立教育督导机构，配备专职人员，工作经费列入年度预算。", Scoring: "机构健全3分；经费单列2分。",
					Points: "5", SelfScore: "4.5", Deduction: "专职人员编制少1名，扣0.5分。", Person: "王示例", State: "已完成", Gaps: []string{"缺少2024年经费预算批复的纸质件。", "“会议纪要”没有扫描件。"},
					Items: []Item{
						notice,
						{ID: "b", Title: "督导室工作会议纪要", DatedOn: "2025-05-06", Place: "1–2", Files: []File{fileOf("纪要.pdf", qpdf(t, twelve, "--rotate=+90")), across}},
						{ID: "c", Title: "经费自查报告", DatedOn: "2025-06-01", Place: "1–3", Files: []File{word, locked}, Note: "只有电子件"},
					}},
			}},
			{Code: "2", Title: "挂牌督导", Years: "2025—2026", Groups: []Indicator{
				{Code: "A2", Name: "挂牌督导", Level: 1, Heading: true},
				{Code: "A2-B1", Name: "责任督学每校每月至少督导一次", Level: 2, Requirement: "查看督导记录。", Points: "6", SelfScore: "6", Person: "李示例", State: "进行中", Items: []Item{
					{ID: "d", Title: "2026年3月督导记录表（示例小学）", DocNumber: "DD-2026-031", DatedOn: "2026-03-12", Place: "2–1",
						Paper: func() (doc.Document, error) { return paperOf("督导记录表", 2), nil }, Files: photos},
					notice,
					{ID: "e", Title: "没有附件的材料"},
				}},
				{Code: "A2-B2", Name: "结果公开", Level: 2, Requirement: "公示牌、网站。"},
			}},
		},
	}
}

// write makes a binder and returns where it lies.
func write(t testing.TB, b Binder, o Options) (string, Result) {
	t.Helper()
	o.Scratch = t.TempDir()
	m, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	path := filepath.Join(t.TempDir(), "卷.pdf")
	res, err := m.Write(path, b)
	if err != nil {
		t.Fatal(err)
	}
	return path, res
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 5)) }
