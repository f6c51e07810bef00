package desk

import (
	"archive/zip"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Why a part is kept back; a Word or Excel file goes as it is or not at all.
const (
	whyPersonal = "含个人信息，请在现场查阅。"
	whyTells    = "这个 Word、Excel 文件里有电话、身份证号等个人信息，请在现场查阅。"
	whyUnread   = "这个 Word、Excel 文件查不出有没有个人信息（旧格式或太大），请转成 PDF，或在现场查阅。"
)

// mostOfficeText is how much of the text of one Word or Excel file is read.
const mostOfficeText = 64 << 20

var (
	officeEnds = regexp.MustCompile(`</(?:w:p|c|si|is|a:p)>`) // of a paragraph, a cell
	officeTags = regexp.MustCompile(`<[^>]*>`)
)

// privateKinds are records about single persons: their files are never for others.
var privateKinds = []string{"complaint", "candidate", "tenure"}

// keptBack is why a part is not shown, empty when it is.
func (m *usbMaker) keptBack(p *binderPart) string {
	if !m.mask.Hides() {
		return ""
	}
	public := m.mask.Level() == office.LevelPublic
	if p.Form != "" && p.File.ID == 0 { // our own paper, remade with its mask
		if f, err := formOf(p.Form); err == nil && public && (p.Personal || slices.Contains([]string{"complaint", "candidate", "inspector"}, f.Kind)) {
			return whyPersonal
		}
		return ""
	}
	switch {
	case p.Personal, p.Rendition.Personal, slices.Contains(privateKinds, p.File.OwnerKind):
		return whyPersonal
	case public && p.waits():
		return "Word、Excel 原件没有转成 PDF，不在公示的范围，请在现场查阅。"
	case p.waits():
		return m.officeSecret(p)
	}
	return ""
}

// officeSecret is why a Word or Excel file that came in cannot be given away,
// empty when it tells nothing that the level hides.
func (m *usbMaker) officeSecret(p *binderPart) string {
	r, err := m.d.vault.Open(p.SHA256)
	if err != nil {
		return "" // said where the file is taken
	}
	defer r.Close()
	at, ok := r.(io.ReaderAt)
	size, err := r.Seek(0, io.SeekEnd)
	if !ok || err != nil {
		return whyUnread
	}
	z, err := zip.NewReader(at, size)
	if err != nil { // .doc and .xls
		return whyUnread
	}
	left := int64(mostOfficeText)
	for _, f := range z.File {
		if ending := strings.ToLower(path.Ext(f.Name)); ending != ".xml" && ending != ".rels" {
			continue
		}
		text, err := readPart(f, left)
		if left -= int64(len(text)); err != nil || left <= 0 {
			return whyUnread
		}
		if ending := path.Ext(f.Name); ending == ".rels" { // links: mailto:, tel:
			text = strings.ReplaceAll(text, `"`, "\n")
		} else {
			text = officeTags.ReplaceAllString(officeEnds.ReplaceAllString(text, "\n"), "")
		}
		if m.mask.Text(text) != text {
			return whyTells
		}
	}
	return ""
}

func readPart(f *zip.File, most int64) (string, error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, most))
	return string(text), err
}
