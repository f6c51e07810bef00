package desk

import (
	"bytes"
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/store"
)

// lockedPDF opens with a password only, as some that come from elsewhere do.
//
//go:embed sample/locked.pdf
var lockedPDF []byte

// sampleFiles gives the sample county photos, scans and papers: drawn here, small,
// the same every time, and 示例 on each.
func (d *Desk) sampleFiles(owners store.SampleOwners) ([]office.Attachment, error) {
	s := sampleKeeper{d: d, owners: owners, kept: map[string]office.Attachment{}}
	for _, step := range []func() error{s.plates, s.visits, s.filed, s.papers} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("files of the sample county: %w", err)
		}
	}
	return s.rows, nil
}

// sampleKeeper puts made-up files into the vault, the same bytes once.
type sampleKeeper struct {
	d      *Desk
	owners store.SampleOwners
	rows   []office.Attachment
	kept   map[string]office.Attachment // by what was made
}

// add attaches what make makes; the same key is the same file.
func (s *sampleKeeper) add(kind string, o store.SampleOwner, role, name, mime string, pages int, key string, make func() ([]byte, error)) error {
	a, have := s.kept[key]
	if !have {
		data, err := make()
		if err != nil {
			return err
		}
		if a.SHA256, a.Bytes, err = s.d.vault.Put(bytes.NewReader(data)); err != nil {
			return err
		}
		s.kept[key] = a
	}
	a.OwnerKind, a.OwnerID, a.Role, a.Name, a.MIME, a.Pages, a.DatedOn = kind, o.ID, role, name, mime, pages, o.Day
	if role == "照片" {
		a.Caption = o.Title + "（示例）"
	}
	s.rows = append(s.rows, a)
	return nil
}

const mimeJPEG = "image/jpeg"

// different is how many pictures of a kind are drawn: they are used again.
const different = 8

func (s *sampleKeeper) plates() error {
	owners, err := s.owners("assignment")
	for i, o := range owners {
		if err := s.add("assignment", o, "照片", o.Title+"（示例）.jpg", mimeJPEG, 1, fmt.Sprint("plate", i%different), func() ([]byte, error) { return drawnPlate(i % different) }); err != nil {
			return err
		}
	}
	return err
}

func (s *sampleKeeper) visits() error {
	owners, err := s.owners("visit")
	for i, o := range owners {
		if err := s.add("visit", o, "照片", fmt.Sprintf("%s-%d（示例）.jpg", o.Title, i+1), mimeJPEG, 1, fmt.Sprint("visit", i%different), func() ([]byte, error) { return drawnRoom(i % different) }); err != nil {
			return err
		}
		if i%2 == 0 {
			if err := s.add("visit", o, "签字页", strings.TrimSuffix(o.Title, "督导现场")+"督导记录表签字页（示例扫描件）.pdf", mimePDF, 1, "sign", func() ([]byte, error) { return scannedPDF(signFirst, 1) }); err != nil {
				return err
			}
		}
	}
	return err
}

// filed are scans of papers in their boxes.
func (s *sampleKeeper) filed() error {
	owners, err := s.owners("archive_item")
	for i, o := range owners {
		n := 1 + i%3
		if err := s.add("archive_item", o, "扫描件", o.Title+"（示例扫描件）.pdf", mimePDF, n, fmt.Sprint("scan", n), func() ([]byte, error) { return scannedPDF(0, n) }); err != nil {
			return err
		}
	}
	return err
}

// papers are the files of the evidence that came from elsewhere. Three stay without
// a scan; of the others one is damaged, one locked, one Word and one Excel.
func (s *sampleKeeper) papers() error {
	owners, err := s.owners("evidence")
	if err != nil {
		return err
	}
	const without = 3 // and as many stay a mere title
	bare := 0
	for i, o := range owners[min(without, len(owners)):] {
		var err error
		switch i {
		case 0:
			err = s.add("evidence", o, "扫描件", "损坏的扫描件（示例）.pdf", mimePDF, 0, "broken", func() ([]byte, error) {
				whole, err := scannedPDF(0, 2)
				return whole[:len(whole)*3/5], err
			})
		case 1:
			err = s.add("evidence", o, "扫描件", "有密码的文件（示例）.pdf", mimePDF, 0, "locked", func() ([]byte, error) { return lockedPDF, nil })
		case 2:
			err = s.add("evidence", o, "其他", o.Title+".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 0, "word", func() ([]byte, error) {
				p, err := s.d.wordDocument(samplePaper(o.Title), o.Title)
				return p.bytes, err
			})
		case 3:
			err = s.add("evidence", o, "其他", o.Title+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", 0, "excel", func() ([]byte, error) {
				p, err := workbook(samplePaper(o.Title), nil, o.Title)
				return p.bytes, err
			})
		default:
			if o.Bare {
				if bare++; bare <= without {
					continue
				}
			}
			n := 1 + i%4
			err = s.add("evidence", o, "扫描件", o.Title+"扫描件.pdf", mimePDF, n, fmt.Sprint("scan", n), func() ([]byte, error) { return scannedPDF(0, n) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func samplePaper(title string) doc.Document {
	t := doc.Table{Columns: []doc.Column{{Head: "序号", Width: 20, Align: doc.Center}, {Head: "内容", Width: 120}}}
	for i, text := range []string{"示例：这份文件是程序做的，没有真实内容。", "示例：用来看看 Word 和 Excel 怎样进迎检材料。"} {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{{Text: fmt.Sprint(i + 1), Numeric: true}, doc.C(text)}})
	}
	return doc.Document{Title: title, Style: doc.Form, Sample: true, Blocks: []doc.Block{doc.Title{Text: title}, t}}
}

// sampleWord is 示例 in dots: the program draws no other letters on pictures.
var sampleWord = [2][16]string{
	{"................", "..############..", "................", "................", "################", ".......##.......", ".......##.......", "...##..##..##...",
		"..##...##...##..", "..##...##....##.", ".##....##.....##", ".#.....##.......", ".......##.......", ".......##.......", ".....####.......", "................"},
	{"...#............", "..##.######.....", "..#....#.....#..", "..#....#..#..#..", ".##...#...#..#..", ".##..####.#..#..", "##...#..#.#..#..", ".#..#...#.#..#..",
		".#.#.#..#.#..#..", ".#....#.#.#..#..", ".#.....#..#..#..", ".#.....#.....#..", ".#....#......#..", ".#...#.......#..", ".#..#......###..", "................"},
}

// stamp writes 示例 with its left upper corner at x, y, each dot so many pixels.
func stamp(m draw.Image, x, y, dot int, c color.Color) {
	for k, letter := range sampleWord {
		for row, line := range letter {
			for col, p := range line {
				if p == '#' {
					at := image.Pt(x+(k*17+col)*dot, y+row*dot)
					draw.Draw(m, image.Rectangle{at, at.Add(image.Pt(dot, dot))}, image.NewUniform(c), image.Point{}, draw.Src)
				}
			}
		}
	}
}

func fill(m draw.Image, x0, y0, x1, y1 int, c color.Color) {
	draw.Draw(m, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Src)
}

func asJPEG(m image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, m, &jpeg.Options{Quality: 72})
	return out.Bytes(), err
}

var (
	inkColor = color.RGBA{40, 44, 52, 255}
	white    = color.RGBA{255, 255, 255, 255}
)

// drawnPlate is a photo of a plate on a wall.
func drawnPlate(n int) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	wall := uint8(196 + 5*n)
	fill(m, 0, 0, 640, 480, color.RGBA{wall, wall - 8, wall - 20, 255})
	x := 90 + 6*n
	fill(m, x-6, 64, x+446, 406, color.RGBA{120, 120, 126, 255})
	fill(m, x, 70, x+440, 400, color.RGBA{24, 78, 146, 255})
	fill(m, x+16, 150, x+424, 384, white)
	stamp(m, x+140, 84, 4, white)
	for row := range 6 {
		fill(m, x+150, 176+row*32, x+390-row%3*50, 184+row*32, inkColor)
	}
	fill(m, x+36, 180, x+120, 290, color.RGBA{200, 176, 150, 255})
	return asJPEG(m)
}

// drawnRoom is a photo of a visit: a blackboard and desks.
func drawnRoom(n int) ([]byte, error) {
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	fill(m, 0, 0, 640, 300, color.RGBA{226, 222, uint8(200 + 4*n), 255})
	fill(m, 0, 300, 640, 480, color.RGBA{168, 140, 112, 255})
	fill(m, 110, 60, 530, 230, color.RGBA{28, 74, 58, 255})
	stamp(m, 220, 100, 6, white)
	for row := range 2 {
		for k := range 4 {
			x := 40 + k*150 + row*20 + n*3
			fill(m, x, 320+row*80, x+100, 350+row*80, color.RGBA{120, 84, 52, 255})
		}
	}
	return asJPEG(m)
}

// scannedPage is a page as it comes from a scanner: lines, a seal, 示例.
func scannedPage(n int) ([]byte, error) {
	const w, h = 620, 877
	m := image.NewGray(image.Rect(0, 0, w, h))
	fill(m, 0, 0, w, h, color.Gray{250})
	stamp(m, 210, 60, 6, color.Gray{60})
	for row := range 18 {
		y := 220 + row*30
		fill(m, 80, y, w-80-(row*37+n*53)%160, y+9, color.Gray{110})
	}
	fill(m, 400, 770, 540, 776, color.Gray{60})
	stamp(m, 415, 785, 3, color.Gray{60})
	return asJPEG(m)
}

// signFirst is the first page of a signed sheet: other bytes than those of the filed
// papers, or it would count as filed.
const signFirst = 40

// scannedPDF is a PDF of so many scanned pages from the first.
func scannedPDF(first, pages int) ([]byte, error) {
	var out bytes.Buffer
	at := []int{}
	object := func(body string, data []byte) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\n", len(at), body)
		if data != nil {
			out.WriteString("stream\n")
			out.Write(data)
			out.WriteString("\nendstream\n")
		}
		out.WriteString("endobj\n")
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	object("<< /Type /Catalog /Pages 2 0 R >>", nil)
	kids := []string{}
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 3+3*i))
	}
	object(fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), pages), nil)
	for i := range pages {
		picture, err := scannedPage(first + i)
		if err != nil {
			return nil, err
		}
		page := 3 + 3*i
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Resources << /XObject << /P %d 0 R >> >> /Contents %d 0 R >>", page+1, page+2), nil)
		object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width 620 /Height 877 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>", len(picture)), picture)
		show := []byte("q 595.28 0 0 841.89 0 0 cm /P Do Q")
		object(fmt.Sprintf("<< /Length %d >>", len(show)), show)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return out.Bytes(), nil
}
