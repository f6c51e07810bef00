package desk

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"log/slog"
	"math"
	"os"
	"path/filepath"

	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/pdf"
	"dudao/internal/report"
	"dudao/internal/scan"
	"dudao/internal/vault"
)

// stampSide is the longer side, in pixels, of a picture that becomes a page.
const stampSide = 2600

// StampInput names a scan of an archive item, and the file for the stamped copy;
// an empty path asks for one.
type StampInput struct {
	AttachmentID int64  `json:"attachmentId"`
	Path         string `json:"path"`
}

// Stamp writes a copy of a scan, PDF or picture, with the 归档章 on its first page:
// in the upper middle, at an empty place when there is one. What is kept stays as
// it is.
func (a *Archive) Stamp(in StampInput) (out SavedFile, err error) {
	defer caught(&err)
	p, err := a.d.stamped(in.AttachmentID)
	if err != nil {
		return out, err
	}
	return a.d.savePrinted(p, in.Path)
}

func (d *Desk) stamped(id int64) (p printed, err error) {
	file, err := d.store.Attachment(id)
	if err != nil {
		return p, err
	}
	if file.OwnerKind != "archive_item" {
		return p, office.Invalid("归档章盖在归档文件的扫描件上，请先把“%s”归档。", file.Name)
	}
	item, err := d.store.ArchiveItem(file.OwnerID)
	if err != nil {
		return p, err
	}
	if item.Number == 0 {
		return p, office.Invalid("“%s”还没有编档号，请先编号再盖归档章。", item.Title)
	}
	if err := os.MkdirAll(filepath.Join(d.dir, cacheFolder), 0o755); err != nil {
		return p, err
	}
	dir, err := os.MkdirTemp(filepath.Join(d.dir, cacheFolder), "归档章-")
	if err != nil {
		return p, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "原件.pdf")
	img, err := d.pageOfScan(file, path)
	if err != nil {
		return p, err
	}
	over := filepath.Join(dir, "章.pdf")
	if err := d.stampPage(item, path, over, img); err != nil {
		return p, err
	}
	var b bytes.Buffer
	if err := pdf.Stamp(&b, item.Title, path, over); err != nil {
		return p, err
	}
	p = printed{name: FileName(item.Title) + "（盖归档章）.pdf", bytes: b.Bytes()}
	p.pages, err = pdf.Pages(path)
	return p, err
}

// pageOfScan lays a kept scan at the path as a PDF, and returns the picture of its
// first page; nil when the page is no picture.
func (d *Desk) pageOfScan(file office.Attachment, path string) (image.Image, error) {
	switch {
	case file.MIME == mimePDF:
		if err := d.notDeadly(file.SHA256); err != nil {
			return nil, err
		}
		if err := d.copyKept(file.SHA256, path); err != nil {
			return nil, err
		}
		return firstPicture(path), nil
	case vault.IsImage(file.MIME):
		data, err := d.vault.Shrunk(file.SHA256, stampSide, filepath.Join(d.dir, cacheFolder))
		if err != nil {
			return nil, err
		}
		img, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			return nil, office.Errorf(office.CodeFile, "图片“%s”读不出来，请用看图软件另存后再试。", file.Name)
		}
		size := img.Bounds()
		return img, pdf.Sheet(path, file.Name, pdf.JPEG{Data: data, W: size.Dx(), H: size.Dy(), Gray: img.ColorModel() == color.GrayModel})
	}
	return nil, office.Invalid("“%s”不是 PDF 或图片，盖不了归档章。请在 Word、Excel 里另存为 PDF，加到这一件上再盖。", file.Name)
}

// copyKept copies a kept file out of the vault.
func (d *Desk) copyKept(sha, path string) error {
	r, err := d.vault.Open(sha)
	if err != nil {
		return err
	}
	defer r.Close()
	return writeFile(path, func(w io.Writer) error { _, err := io.Copy(w, r); return err })
}

// firstPicture is the scan that fills the first page of a PDF, nil when there is
// none that can be read.
func firstPicture(path string) image.Image {
	list, err := pdf.Pictures(path, 1)
	if err != nil || len(list) == 0 {
		return nil
	}
	img, _, err := image.Decode(list[0])
	if err != nil {
		slog.Info("picture of a scan", "err", err)
		return nil
	}
	return img
}

// stampPage prints the 归档章 on a page of the size of the scan's first.
func (d *Desk) stampPage(item office.ArchiveItem, path, over string, img image.Image) error {
	pw, ph, err := pdf.Size(path)
	if err != nil {
		return err
	}
	if img != nil { // one that lies otherwise than the page does not fill it
		size := img.Bounds()
		if math.Abs(float64(size.Dx())/float64(size.Dy())-pw/ph) > 0.15 {
			img = nil
		}
	}
	f := report.ArchivePapers{}
	if f.Settings, err = d.store.Settings(); err != nil {
		return err
	}
	if f.Units, err = d.store.ArchiveUnits(); err != nil {
		return err
	}
	w, h := report.StampSize()
	place := scan.EmptyPlace(img, pw, ph, w, h)
	res, err := paper.Render(f.StampPage(item, pw, ph, place.X, place.Y), paper.Options{})
	if err != nil {
		return err
	}
	return os.WriteFile(over, res.PDF, 0o600)
}
