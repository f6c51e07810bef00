package paper

import (
	"bytes"
	"fmt"
	"image"
	"math"
	"os"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// schoolMatters are the eight matters as the program prints them.
func schoolMatters() []string {
	out := []string{}
	for _, m := range office.MattersFor(office.DefaultMatters, false, "2026-03-12") {
		out = append(out, m.Name)
	}
	return out
}

func platePerson(name string, photo []byte) doc.PlatePerson {
	return doc.PlatePerson{Name: name, Photo: photo, Role: "责任督学", Fields: []doc.Field{
		{Label: "电话", Value: "13800000001"}, {Label: "邮箱", Value: "ddx01@example.com"}}}
}

func plate(people ...doc.PlatePerson) doc.Plate {
	return doc.Plate{Title: "示例县中小学校责任督学公示牌", School: "示例县第一小学", Number: "GSP-001", People: people,
		Topic: "督导事项", Matters: schoolMatters(),
		Contacts: []doc.Field{{Label: "监督电话", Value: "0000-7654321"}, {Label: "办公电话", Value: "0000-1234567"}},
		Code:     "示例县人民政府教育督导室 监督电话 0000-7654321", Caption: "扫码查看督导室联系方式",
		Office: "示例县人民政府教育督导室　制", Date: "2026年"}
}

func onPage(p doc.Plate, w, h float64) doc.Document {
	return doc.Document{Title: "公示牌", Style: doc.Form, Width: w, Height: h, Sample: true, Blocks: []doc.Block{p}}
}

// plates are those a county might hang, and some it hardly would.
func plates(t *testing.T) map[string]doc.Plate {
	portrait, wide := asJPEG(t, picture(500, 700)), asJPEG(t, picture(900, 600))
	rare := plate(platePerson("王示䶮", portrait), platePerson("李示㛃", wide), platePerson("陈示𬭊", nil))
	long := plate(platePerson(strings.Repeat("买买提·阿卜杜拉", 3)+"示例", portrait), platePerson("欧阳示例", nil))
	long.Title = strings.Repeat("示例自治县", 4) + "中小学校（幼儿园）责任督学挂牌督导公示牌"
	long.School = "示例县" + strings.Repeat("经济技术开发区", 5) + "九年一贯制实验学校"
	long.Number = strings.Repeat("GSP-2026-", 5)
	long.Office = strings.Repeat("示例自治县人民政府教育督导委员会办公室", 3)
	for i := range 24 {
		long.Matters = append(long.Matters, fmt.Sprintf("第%d项：%s", i+9, strings.Repeat("县里自己增加的督导事项", 3)))
	}
	long.People[0].Fields[1].Value = strings.Repeat("a-very-long-address.", 6) + "@example.com"
	many := plate()
	for i := range 5 {
		many.People = append(many.People, platePerson(fmt.Sprintf("督示%d", i), nil))
	}
	return map[string]doc.Plate{"one": plate(platePerson("甲某某", portrait)), "three": rare, "long": long, "many": many, "empty": {}}
}

var plateSizes = [][2]float64{{420, 297}, {600, 400}, {297, 420}, {400, 600}, {210, 297}, {1200, 800}, {900, 300}}

// TestPlatesStayInTheirFrame: on every size nothing leaves the frame and no two
// texts lie on one another.
func TestPlatesStayInTheirFrame(t *testing.T) {
	measure := newTypesetter(embeddedOnly).width
	for name, p := range plates(t) {
		for _, size := range plateSizes {
			pages := Layout(onPage(p, size[0], size[1]), measure)
			what := fmt.Sprintf("%s on %g×%g", name, size[0], size[1])
			if len(pages) != 1 || pages[0].W != size[0] || pages[0].H != size[1] {
				t.Fatalf("%s: %d pages of %g×%g", what, len(pages), pages[0].W, pages[0].H)
			}
			boxes := pages[0].Boxes
			frame := boxes[1]
			if frame.Kind != RectBox || frame.W < size[0]*0.8 {
				t.Fatalf("%s: no frame: %+v", what, frame)
			}
			texts := []Box{}
			for _, b := range boxes[2:] {
				if b.X < frame.X-0.01 || b.Y < frame.Y-0.01 || b.X+b.W > frame.X+frame.W+0.01 || b.Y+b.H > frame.Y+frame.H+0.01 {
					t.Errorf("%s: %s %q at %.1f, %.1f, %.1f×%.1f leaves the frame", what, b.Kind, b.Text, b.X, b.Y, b.W, b.H)
				}
				if b.Kind == TextBox || b.Kind == ImageBox || b.Kind == CodeBox {
					texts = append(texts, b)
				}
			}
			for i, a := range texts {
				for _, b := range texts[i+1:] {
					if a.X+a.W > b.X+0.05 && b.X+b.W > a.X+0.05 && a.Y+a.H > b.Y+0.05 && b.Y+b.H > a.Y+0.05 {
						t.Errorf("%s: %s %q lies on %s %q", what, a.Kind, a.Text, b.Kind, b.Text)
					}
				}
			}
		}
	}
}

func TestPlateInMillimetres(t *testing.T) {
	m := newTypesetter(embeddedOnly).width
	p := plates(t)["three"]
	for _, size := range plateSizes[:2] {
		scale := min(size[0]/420, size[1]/297)
		for _, b := range Layout(onPage(p, size[0], size[1]), m)[0].Boxes {
			switch b.Kind {
			case ImageBox:
				cfg, _, err := image.DecodeConfig(bytes.NewReader(b.Image()))
				if err != nil {
					t.Fatal(err)
				}
				if want := float64(cfg.Width) / float64(cfg.Height); math.Abs(b.W/b.H-want) > 0.01 {
					t.Errorf("photo of %d×%d printed %.1f×%.1f mm", cfg.Width, cfg.Height, b.W, b.H)
				}
				if b.W < 50*scale {
					t.Errorf("photo only %.1f mm wide", b.W)
				}
			case CodeBox:
				if b.W != b.H || b.W < 20*scale {
					t.Errorf("QR code of %.1f×%.1f mm", b.W, b.H)
				}
			case TextBox:
				if least := map[string]float64{"甲": 12, "13800000001": 6, "王示䶮": 11, "示例县第一小学": 14, "校务管理和制度执行情况": 6}[b.Text] * scale; b.H < least {
					t.Errorf("%q only %.1f mm high, want %.1f", b.Text, b.H, least)
				}
			}
		}
	}
}

// TestPlatesOnPaper: every word of a plate is found in the file, and twelve
// plates are twelve pages without numbers.
func TestPlatesOnPaper(t *testing.T) {
	for name, p := range plates(t) {
		r := render(t, onPage(p, 420, 297))
		if dir := os.Getenv("LOOK"); dir != "" {
			for _, size := range plateSizes {
				os.WriteFile(fmt.Sprintf("%s/%s-%gx%g.pdf", dir, name, size[0], size[1]), render(t, onPage(p, size[0], size[1])).PDF, 0o644)
			}
		}
		tool(t, r.PDF, "qpdf", "--check", "FILE")
		text := squeezed(textOf(t, r.PDF))
		words := append([]string{p.School, p.Office, p.Date}, p.Matters...)
		for _, person := range p.People {
			words = append(words, person.Name)
		}
		for _, w := range words {
			for _, r := range w {
				if !strings.ContainsRune(text, r) && r != '　' {
					t.Errorf("%s: %c of %q is not in the file", name, r, w)
				}
			}
		}
		if len(r.Warnings) > 0 {
			t.Errorf("%s: %v", name, r.Warnings)
		}
	}
	d := onPage(plate(platePerson("甲某某", nil)), 600, 400)
	for range 11 {
		d.Blocks = append(d.Blocks, d.Blocks[0])
	}
	r := render(t, d)
	if text := textOf(t, r.PDF); r.Pages != 12 || strings.Contains(text, "第 1 页") {
		t.Errorf("%d pages: %.200s", r.Pages, text)
	}
	if size := tool(t, r.PDF, "pdfinfo", "FILE"); !strings.Contains(size, "1700.79 x 1133.86 pts") {
		t.Errorf("page size: %s", size)
	}
}

func TestPlateWarnsOfABadPhotoAndALongCode(t *testing.T) {
	p := plate(platePerson("甲某某", []byte("no picture")))
	p.Code = strings.Repeat("长", 2000)
	r := render(t, onPage(p, 420, 297))
	if len(r.Warnings) != 2 || !strings.Contains(r.Warnings[0]+r.Warnings[1], "甲某某的照片无法读取") {
		t.Errorf("warnings: %q", r.Warnings)
	}
}

// TestContents: the pages named in the contents are those of the headings, and
// the cover counts as the first.
func TestContents(t *testing.T) {
	d := doc.Document{Style: doc.Form, Blocks: []doc.Block{
		doc.Cover{Title: "责任督学工作手册", Subtitle: "2025—2026学年", Fields: []doc.Field{{Label: "督学姓名", Value: "陈示𬭊"}, {Label: "工作单位", Value: strings.Repeat("很长的工作单位名称", 6)}}, Office: "示例县人民政府教育督导室", Date: "2026年8月"},
		doc.Contents{Title: "目录", Depth: 1},
	}}
	for i := range 4 {
		d.Blocks = append(d.Blocks, doc.PageBreak{}, doc.Heading{Level: 1, Text: fmt.Sprintf("第%d部分", i+1)}, doc.Heading{Level: 2, Text: "不列入"}, doc.Text(strings.Repeat("督导", 900*i)))
	}
	pages := Layout(d, newTypesetter(embeddedOnly).width)
	at := map[string]int{}
	for i, p := range pages {
		for _, b := range p.Boxes {
			if b.Anchor() != "" {
				at[b.Anchor()] = i + 1
			}
			if i == 0 && strings.Contains(b.Text, "页") {
				t.Errorf("the cover has a page number: %q", b.Text)
			}
			if b.X < 0 || b.X+b.W > p.W {
				t.Errorf("page %d: %q leaves the page", i+1, b.Text)
			}
		}
	}
	found := 0
	for _, b := range pages[1].Boxes {
		if b.Link() == "" || strings.HasPrefix(b.Text, "第") || strings.HasPrefix(b.Text, "…") {
			continue
		}
		found++
		if want := fmt.Sprint(at[b.Link()]); b.Text != want {
			t.Errorf("%s on page %s in the contents, stands on %s", b.Link(), b.Text, want)
		}
	}
	if found != 4 || at["heading7"] < 5 {
		t.Errorf("%d pages named, the last heading on page %d of %d", found, at["heading7"], len(pages))
	}
	tool(t, render(t, d).PDF, "qpdf", "--check", "FILE")
}

// TestAnySize: the usual blocks grow with the page.
func TestAnySize(t *testing.T) {
	for _, style := range []doc.Style{doc.Official, doc.Form, doc.Ledger} {
		for _, size := range [][2]float64{{420, 297}, {297, 420}, {100, 60}} {
			d := visitRecord()
			d.Style, d.Width, d.Height = style, size[0], size[1]
			for i, p := range Layout(d, square) {
				for _, b := range p.Boxes {
					if p.W != size[0] || p.H != size[1] || b.X < -0.01 || b.X+b.W > p.W+0.01 {
						t.Fatalf("%s %v, page %d of %g×%g: %q at %.1f, %.1f wide", style, size, i+1, p.W, p.H, b.Text, b.X, b.W)
					}
				}
			}
		}
	}
}
