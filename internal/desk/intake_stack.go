package desk

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/scan"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// units groups the files: pictures that a scanner numbered in a row (扫描0001.jpg,
// 扫描0002.jpg …) are one stack, every other file is by itself.
func (t *taker) units(paths []string) []unit {
	out := []unit{}
	last := pictureNumber{}
	for _, path := range paths {
		now := numberedScan(path)
		if now.stem != "" && now.stem == last.stem && now.n == last.n+1 {
			out[len(out)-1] = append(out[len(out)-1], path)
		} else {
			out = append(out, unit{path})
		}
		last = now
	}
	return out
}

// pictureNumber is a scanned picture's name without its number, and the number.
type pictureNumber struct {
	stem string // with the folder and ending; empty for what is no numbered scan
	n    int
}

var countedName = regexp.MustCompile(`^(.*?)(\d{1,9})$`)

// numberedScan reads the name of a picture that has the shape of a page and was
// taken by no camera.
func numberedScan(path string) pictureNumber {
	ext := strings.ToLower(filepath.Ext(path))
	m := countedName.FindStringSubmatch(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	if m == nil || !slices.Contains([]string{".jpg", ".jpeg", ".png"}, ext) || !pageShaped(path) {
		return pictureNumber{}
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return pictureNumber{}
	}
	return pictureNumber{filepath.Join(filepath.Dir(path), m[1]) + ext, n}
}

// pageShaped tells a scanned page from a photo: sides as of A4 or near it, and
// no time of a camera.
func pageShaped(path string) bool {
	r, err := os.Open(path)
	if err != nil {
		return false
	}
	defer r.Close()
	return shapedAsPage(r)
}

func shapedAsPage(r io.ReadSeeker) bool {
	p, err := vault.ReadPhoto(r)
	if err != nil || !p.TakenAt.IsZero() {
		return false
	}
	long, short := max(p.Width, p.Height), min(p.Width, p.Height)
	return short >= 600 && long*100 >= short*125 && long*100 <= short*160
}

// stack is scanned pages that lie one on the other, whatever file they came in.
type stack interface {
	pages() int
	// look reads one page, from 1; it may be called at once for several.
	look(number int, blank float64) (scan.Page, error)
	// part gives the leaves as a file: the file they came in when it is just they.
	part(title string, p office.ScannedPart) (content io.ReadSeekCloser, file office.Attachment, err error)
}

// read brings in what is in the files of a unit.
func (t *taker) read(u unit, in *store.Intake, out *IntakeFile) error {
	r, err := os.Open(u[0])
	if err != nil {
		return office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
	}
	defer r.Close()
	mime, err := mimeOf(r, filepath.Base(u[0]))
	if err != nil {
		return err
	}
	switch {
	case mime == mimePDF:
		if err := t.d.admitOnce(u[0], in.Sources[0].SHA256); err != nil {
			return err
		}
		f, err := pdf.OpenFile(u[0])
		if err != nil {
			return err
		}
		return t.readStack(u, &pdfStack{u[0], filepath.Base(u[0]), f}, in, out)
	case mime == mimeTIFF:
		s, err := t.tiffStack(u[0])
		if err != nil {
			return err
		}
		defer s.close()
		return t.readStack(u, s, in, out)
	case vault.IsImage(mime):
		return t.readStack(u, pictureStack(u), in, out)
	}
	out.Pages = 0
	return t.readNamed(u[0], r, mime, in, out)
}

// readStack divides a stack into its papers and puts each where it belongs.
func (t *taker) readStack(u unit, s stack, in *store.Intake, out *IntakeFile) error {
	out.Pages = s.pages()
	in.Sources[0].Pages = out.Pages
	seen := make([]office.ScannedPage, out.Pages)
	if err := inParallel(out.Pages, func(i int) error {
		p, err := s.look(i+1, t.blank)
		if err != nil && (out.Pages == 1 || office.CodeOf(err) == office.CodeCancelled) {
			return err
		}
		if err != nil { // a page that cannot be read is no reason to leave the others
			slog.Warn("page of a scan", "file", filepath.Base(u[0]), "page", i+1, "err", err)
			return nil
		}
		seen[i] = office.ScannedPage{Form: p.Code.Form, Number: p.Code.Number, Mark: p.Code.Mark, Turn: p.Turn, Blank: !p.Found && p.Ink <= t.blank}
		return nil
	}, func(done int) error { return t.step(done, out.Pages) }); err != nil {
		return err
	}
	var parts []office.ScannedPart
	if parts, out.Blank = office.SplitStack(seen); len(parts) == 0 {
		return office.Errorf(office.CodeFile, "里面只有空白页和分隔页，没有要收的内容。请检查扫描时纸是否放反，再扫一遍。")
	}
	if pictures, ok := s.(pictureStack); ok {
		parts = apart(pictures, parts)
	}
	for _, p := range parts {
		to, err := t.landingOf(u[0], p, len(parts) == 1, s)
		if err != nil {
			return err
		}
		content, file, err := s.part(to.title(), p)
		if err != nil {
			return err
		}
		err = t.put(in, out, content, file, to)
		content.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// apart leaves pictures that no code claims each by itself.
func apart(s pictureStack, parts []office.ScannedPart) []office.ScannedPart {
	out := []office.ScannedPart{}
	for _, p := range parts {
		if p.Code.Form != "" || len(s) == 1 {
			out = append(out, p)
			continue
		}
		for _, leaf := range p.Leaves {
			out = append(out, office.ScannedPart{Leaves: []office.ScannedLeaf{leaf}, Code: p.Code, Behind: p.Behind})
		}
	}
	return out
}

// pdfStack is the pages of a PDF.
type pdfStack struct {
	path string
	name string // by which it is kept
	file *pdf.File
}

func (s *pdfStack) pages() int { return s.file.Pages() }

func (s *pdfStack) look(number int, blank float64) (page scan.Page, err error) {
	pictures, err := s.file.Pictures(number)
	if err != nil {
		return page, err
	}
	page.Ink = 10_000 // a page that is not a picture is not blank
	for i, p := range pictures {
		seen, err := scan.Look(p, blank)
		if err != nil {
			slog.Warn("picture of a scan", "file", s.name, "page", number, "kind", p.Kind, "err", err)
			continue
		}
		if i == 0 && len(pictures) == 1 {
			page = seen
		}
		if seen.Found {
			page = seen
			break
		}
	}
	if page.Found { // the picture is shown turned already
		page.Turn = (page.Turn - s.file.Turned(number) + 360) % 360
	}
	return page, nil
}

func (s *pdfStack) part(title string, p office.ScannedPart) (io.ReadSeekCloser, office.Attachment, error) {
	file := office.Attachment{Name: s.name, MIME: mimePDF, Pages: len(p.Leaves)}
	if p.Untouched(s.pages()) {
		r, err := os.Open(s.path)
		return r, file, err
	}
	file.Name = partName(file.Name, title, p)
	leaves := []pdf.Leaf{}
	for _, l := range p.Leaves {
		leaves = append(leaves, pdf.Leaf{Page: l.Page, Turn: l.Turn})
	}
	content, err := written(func(w io.Writer) error { return s.file.Take(w, title, leaves) })
	return content, file, err
}

// partName names a paper that was taken out of a stack.
func partName(name, title string, p office.ScannedPart) string {
	stem := strings.TrimSuffix(name, filepath.Ext(name))
	if title != "" && title != stem {
		stem += " " + title
	}
	return safeName(fmt.Sprintf("%s 第%s页.pdf", stem, p.PagesText()))
}

// written is a file made for a short time; it is gone when it is closed.
func written(write func(io.Writer) error) (io.ReadSeekCloser, error) {
	f, err := os.CreateTemp("", "dudao-*")
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "临时文件夹无法写入，磁盘可能已满。请腾出空间后重试。")
	}
	out := fleeting{f}
	if err := write(f); err != nil {
		out.Close()
		return nil, err
	}
	return out, nil
}

type fleeting struct{ *os.File }

func (f fleeting) Close() error {
	err := f.File.Close()
	if rerr := os.Remove(f.Name()); err == nil {
		err = rerr
	}
	return err
}

// tiffStack is the pages of a TIFF, made into a PDF first: no other program on the
// PC may open it by and by.
type tiffStack struct {
	pdfStack
	made io.Closer
}

func (s *tiffStack) close() {
	if err := s.made.Close(); err != nil {
		slog.Warn("remove", "err", err)
	}
}

func (t *taker) tiffStack(path string) (*tiffStack, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
	}
	frames, err := scan.OpenTIFF(data)
	if err != nil {
		return nil, err
	}
	made, err := written(func(w io.Writer) error {
		return pdf.FromPictures(w, filepath.Base(path), frames.Pages(), func(i int) (io.ReadSeekCloser, int, error) { return frames.Page(i), 0, nil },
			func(done int) error { return t.step(done, 2*frames.Pages()) })
	})
	if err != nil {
		return nil, err
	}
	f, err := pdf.OpenFile(made.(fleeting).Name())
	if err != nil {
		made.Close()
		return nil, err
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + ".pdf"
	return &tiffStack{pdfStack{made.(fleeting).Name(), name, f}, made}, nil
}

// pictureStack is pictures, each a page.
type pictureStack []string

func (s pictureStack) pages() int { return len(s) }

func (s pictureStack) look(number int, blank float64) (page scan.Page, err error) {
	r, err := os.Open(s[number-1])
	if err != nil {
		return page, office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
	}
	defer r.Close()
	photo, err := vault.ReadPhoto(r)
	if err != nil {
		return page, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return page, err
	}
	page, err = scan.Look(r, blank)
	if err != nil && office.CodeOf(err) == office.CodeInternal {
		err = office.Errorf(office.CodeFile, "图片已损坏或不完整，请重新扫描。")
	}
	if page.Found { // it is shown as the camera was held
		page.Turn = (page.Turn - held(photo.Orientation) + 360) % 360
	}
	if !photo.TakenAt.IsZero() || photo.Width*photo.Height == 0 {
		page.Ink = 10_000 // a photo of a white wall is a photo
	}
	return page, err
}

// held is by how many degrees clockwise a picture of an orientation is shown
// turned.
func held(orientation int) int {
	return map[int]int{3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270}[orientation]
}

func (s pictureStack) part(title string, p office.ScannedPart) (io.ReadSeekCloser, office.Attachment, error) {
	first := s[p.Leaves[0].Page-1]
	file := office.Attachment{Name: plainName(filepath.Base(first)), Pages: len(p.Leaves)}
	if len(p.Leaves) == 1 && p.Leaves[0].Turn == 0 {
		r, err := os.Open(first)
		if err != nil {
			return nil, file, office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
		}
		if file.MIME, err = vault.KindOf(r, file.Name); err != nil {
			r.Close()
			return nil, file, err
		}
		return r, file, nil
	}
	file.MIME, file.Name = mimePDF, partName(file.Name, title, p)
	content, err := written(func(w io.Writer) error {
		return pdf.FromPictures(w, title, len(p.Leaves), func(i int) (io.ReadSeekCloser, int, error) {
			return s.upright(p.Leaves[i])
		}, func(int) error { return nil })
	})
	return content, file, err
}

// upright opens a picture and tells how it must be turned to be seen as its camera
// was held, and then as its code lies.
func (s pictureStack) upright(leaf office.ScannedLeaf) (io.ReadSeekCloser, int, error) {
	r, err := os.Open(s[leaf.Page-1])
	if err != nil {
		return nil, 0, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", filepath.Base(s[leaf.Page-1]))
	}
	photo, err := vault.ReadPhoto(r)
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		r.Close()
		return nil, 0, err
	}
	return r, (held(photo.Orientation) + leaf.Turn) % 360, nil
}
