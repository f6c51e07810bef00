package vault

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Kind is a kind of file that may be attached.
type Kind struct {
	MIME string
	Name string
	Exts []string
}

// Kinds are the files that may be attached: photos, PDF, Word and Excel, also
// as WPS writes them.
var Kinds = []Kind{
	{"image/jpeg", "照片", []string{".jpg", ".jpeg"}},
	{"image/png", "图片", []string{".png"}},
	{"application/pdf", "PDF", []string{".pdf"}},
	{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word 文档", []string{".docx"}},
	{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 工作簿", []string{".xlsx"}},
	{"application/msword", "Word 文档", []string{".doc", ".wps"}},
	{"application/vnd.ms-excel", "Excel 工作簿", []string{".xls", ".et"}},
}

// Patterns are the names of the files that may be attached, for a file dialog.
func Patterns() []string {
	out := []string{}
	for _, k := range Kinds {
		for _, e := range k.Exts {
			out = append(out, "*"+e)
		}
	}
	return out
}

// IsImage tells whether the MIME type is a photo's.
func IsImage(mime string) bool { return strings.HasPrefix(mime, "image/") }

const (
	headLength = 32
	oleMagic   = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
)

// KindOf returns the MIME type of a file by its content, never by its name
// alone; the name only tells old Word from old Excel. CodeFile, in words, for a
// file that may not be attached.
func KindOf(r io.ReadSeeker, name string) (string, error) {
	size, err := r.Seek(0, io.SeekEnd)
	if err != nil {
		return "", fileError(err)
	}
	if size == 0 {
		return "", refuse(name, "是空的，没有内容。请检查后重新选择。")
	}
	head := make([]byte, headLength)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return "", fileError(err)
	}
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", fileError(err)
	}
	head = head[:n]
	ext := strings.ToLower(filepath.Ext(name))
	switch {
	case bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")):
		return "image/jpeg", nil
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png", nil
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "application/pdf", nil
	case bytes.HasPrefix(head, []byte(oleMagic)):
		return oldOffice(name, ext)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return newOffice(r, size, name)
	case len(head) > 12 && string(head[4:8]) == "ftyp" && strings.Contains("heic heix mif1 msf1 hevc", string(head[8:12])):
		return "", refuse(name, "是苹果手机的 HEIC 照片，请先在手机或电脑上另存为 JPG 再添加。")
	}
	for _, k := range Kinds {
		if slices.Contains(k.Exts, ext) {
			return "", refuse(name, "的内容不是"+k.Name+"，可能已损坏或改过扩展名。请用原来的程序另存后再添加。")
		}
	}
	return "", refuse(name, "不是可以添加的类型。可以添加：JPG、PNG、PDF、Word、Excel。")
}

// oldOffice tells the old Word from the old Excel by the name; an encrypted new
// one has the same outside.
func oldOffice(name, ext string) (string, error) {
	switch ext {
	case ".doc", ".wps":
		return "application/msword", nil
	case ".xls", ".et":
		return "application/vnd.ms-excel", nil
	case ".docx", ".xlsx":
		return "", refuse(name, "加了密码，以后无法打印和归档。请去掉密码另存后再添加。")
	}
	return "", refuse(name, "不是可以添加的类型。可以添加：JPG、PNG、PDF、Word、Excel。")
}

func newOffice(r io.ReadSeeker, size int64, name string) (string, error) {
	at, ok := r.(io.ReaderAt)
	if !ok {
		return "", refuse(name, "无法读取。请重新选择。")
	}
	z, err := zip.NewReader(at, size)
	if err != nil {
		return "", refuse(name, "已损坏或不完整。请用原来的程序另存后再添加。")
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return "application/vnd.openxmlformats-officedocument.wordprocessingml.document", nil
		case "xl/workbook.xml":
			return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", nil
		}
	}
	return "", refuse(name, "是压缩包，请解压后添加里面的文件。")
}

func refuse(name, why string) error {
	return office.Errorf(office.CodeFile, "文件“%s”%s", filepath.Base(name), why)
}
