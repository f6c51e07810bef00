package tenyears

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"dudao/internal/office"
)

const (
	mimeJPEG = "image/jpeg"
	mimePDF  = "application/pdf"
)

// keeper lays files where the vault keeps them and names them in the county. Unlike
// the vault it does not wait for the disk after each: nobody's work is lost.
type keeper struct {
	dir    string
	county *office.County
	made   map[string]bool // folders
}

// small makes the files of visits, archive items and findings, six to three to one.
func (k *keeper) small(want int) error {
	photo, err := grain(96, 72, 0)
	if err != nil {
		return err
	}
	page := pdfOf([][]byte{photo}, 96, 72)
	findings := 0
	for _, v := range k.county.Visits {
		findings += len(v.Findings)
	}
	for n := range want {
		a := office.Attachment{Pages: 1}
		content := photo
		switch turn := n % 10; {
		case turn < 6:
			place := (n/10*3+turn/2)%len(k.county.Visits) + 1
			a.OwnerKind, a.OwnerID, a.Role, a.Name, a.MIME = "visit", int64(place), "照片", fmt.Sprintf("督导现场%06d（示例）.jpg", n), mimeJPEG
			a.DatedOn, a.Caption = k.county.Visits[place-1].Visit.Date, "督导现场（示例）"
		case turn < 9 && len(k.county.Archive) > 0:
			place := (n/10*3+turn-6)%len(k.county.Archive) + 1
			a.OwnerKind, a.OwnerID, a.Role, a.Name, a.MIME = "archive_item", int64(place), "扫描件", fmt.Sprintf("扫描件%06d（示例）.pdf", n), mimePDF
			a.DatedOn, content = k.county.Archive[place-1].DatedOn, page
		default:
			a.OwnerKind, a.OwnerID, a.Role, a.Name, a.MIME = "finding", int64(n/10%max(1, findings)+1), "照片", fmt.Sprintf("整改照片%06d（示例）.jpg", n), mimeJPEG
			a.DatedOn, a.Caption = lastMonth.Of(0).From, "整改后（示例）"
		}
		if err := k.lay(a, numbered(content, n)); err != nil {
			return err
		}
	}
	return nil
}

// large makes the scans and the foreign PDFs: a few pictures of grain, which cannot
// be packed further, each file with a number of its own. first is the place of the
// evidence of the first.
func (k *keeper) large(z Size, first int) error {
	if z.Scans+z.PDFs == 0 {
		return nil
	}
	w, h := pageSize(z.PageBytes)
	pages := [][]byte{}
	for i := range 6 {
		p, err := grain(w, h, uint64(i+1))
		if err != nil {
			return err
		}
		pages = append(pages, p)
	}
	for n := range z.Scans + z.PDFs {
		a := office.Attachment{OwnerKind: "evidence", OwnerID: int64(first + n), Role: "扫描件", Name: fmt.Sprintf("迎检材料%04d（示例）.jpg", n+1), MIME: mimeJPEG, Pages: 1}
		content := pages[n%len(pages)]
		if n >= z.Scans {
			a.Name, a.MIME, a.Pages = fmt.Sprintf("迎检材料%04d（示例）.pdf", n+1), mimePDF, z.PDFPages
			sheets := make([][]byte, z.PDFPages)
			for i := range sheets {
				sheets[i] = pages[(n+i)%len(pages)]
			}
			content = pdfOf(sheets, w, h)
		}
		if err := k.lay(a, numbered(content, n)); err != nil {
			return err
		}
	}
	return nil
}

// lay writes one file and names it.
func (k *keeper) lay(a office.Attachment, content []byte) error {
	sum := sha256.Sum256(content)
	a.SHA256, a.Bytes = hex.EncodeToString(sum[:]), int64(len(content))
	dir := filepath.Join(k.dir, a.SHA256[:2])
	if !k.made[dir] {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		k.made[dir] = true
	}
	k.county.Files = append(k.county.Files, a)
	return os.WriteFile(filepath.Join(dir, a.SHA256[2:]), content, 0o600)
}

// numbered makes another file of the same picture or PDF: a comment behind the head of
// a JPEG, a line behind the end of a PDF.
func numbered(content []byte, n int) []byte {
	number := fmt.Sprintf("\n%%%08d\n", n)
	if bytes.HasPrefix(content, jpegHead) {
		comment := append([]byte{0xFF, 0xFE, 0, byte(2 + len(number))}, number...)
		return slices.Insert(bytes.Clone(content), len(jpegHead), comment...)
	}
	return append(bytes.Clone(content), number...)
}

var jpegHead = []byte{0xFF, 0xD8}

// pageSize is the size in points of light of a page of A4 whose picture of grain has
// about so many bytes.
func pageSize(want int) (w, h int) {
	const bytesEach = 0.131 // of grain, at the quality below
	for w = 400; float64(w*w)*1.414*bytesEach < float64(want); w += 8 {
	}
	return w, w * 1414 / 1000
}

// grain is a picture of scanned paper.
func grain(w, h int, seed uint64) ([]byte, error) {
	r := rand.New(rand.NewPCG(seed, 7))
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 215 + uint8(r.IntN(26))
	}
	for line := 1; line < 24; line++ { // what is written on it
		for x := w / 10; x < w*9/10; x++ {
			img.SetGray(x, line*h/24, color.Gray{60})
		}
	}
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 70})
	return out.Bytes(), err
}

// pdfOf is a PDF of the pictures, a page each, as a scanner writes it.
func pdfOf(pictures [][]byte, w, h int) []byte {
	var out bytes.Buffer
	at := []int{}
	object := func(body string, data []byte) {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\n", len(at), body)
		if data != nil {
			fmt.Fprintf(&out, "stream\n%s\nendstream\n", data)
		}
		out.WriteString("endobj\n")
	}
	out.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	kids := ""
	for i := range pictures {
		kids += fmt.Sprintf("%d 0 R ", 3+3*i)
	}
	object("<< /Type /Catalog /Pages 2 0 R >>", nil)
	object(fmt.Sprintf("<< /Type /Pages /Kids [ %s] /Count %d >>", kids, len(pictures)), nil)
	show := []byte("q 595.28 0 0 841.89 0 0 cm /P Do Q")
	for i, p := range pictures {
		object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.28 841.89] /Resources << /XObject << /P %d 0 R >> >> /Contents %d 0 R >>", 4+3*i, 5+3*i), nil)
		object(fmt.Sprintf("<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode /Length %d >>", w, h, len(p)), p)
		object(fmt.Sprintf("<< /Length %d >>", len(show)), show)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return out.Bytes()
}
