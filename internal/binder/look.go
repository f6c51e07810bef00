package binder

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/pdf"
)

// What a part is bound as.
const (
	aSlip = iota
	aPaper
	aPDF
	aPicture
	aPhotoPage
)

// looked is what a look at a file or paper has shown.
type looked struct {
	kind    int
	pages   int
	image   *pdf.Image
	from    int64 // of our own paper, in the scratch file
	length  int64
	problem Problem // of a slip: code and message
}

func slip(code, message string) looked {
	return looked{kind: aSlip, problem: Problem{Code: code, Message: message}}
}

// look finds out how a file is bound, and how many pages it takes.
func (m *Maker) look(f *File) looked {
	if f.Withheld != "" {
		return slip(ProblemWithheld, f.Withheld)
	}
	key := keyOf(f)
	got, ok := m.known[key]
	if !ok {
		got = m.inspect(f)
		m.known[key] = got
	}
	return got
}

// fileKey tells files apart: by what is in them, and the name that a slip says.
type fileKey struct {
	sha, name string
	file      *File
}

func keyOf(f *File) fileKey {
	if f.SHA256 == "" {
		return fileKey{file: f}
	}
	return fileKey{sha: f.SHA256, name: f.Name}
}

func gone(f *File) looked {
	return slip(ProblemMissing, "文件“"+f.Name+"”打不开，可能已被移走或删除。请找到原件重新添加。")
}

func (m *Maker) inspect(f *File) looked {
	r, err := f.Open()
	if err != nil {
		return gone(f)
	}
	defer r.Close()
	head := make([]byte, 1024)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return slip(ProblemMissing, "文件“"+f.Name+"”读到一半就断了。请检查磁盘，或重新添加原件。")
	}
	head = head[:n]
	switch {
	case n == 0:
		return slip(ProblemEmpty, "文件“"+f.Name+"”是空的，没有内容。请找到原件重新添加。")
	case bytes.Contains(head, []byte("%PDF-")):
		return m.countPages(f, r)
	case pdf.IsImage(head):
		image, err := pdf.ReadImage(f.Name, r)
		if err != nil {
			return unreadable(err)
		}
		return looked{kind: aPicture, pages: 1, image: image}
	}
	return stranger(f, head)
}

// countPages trusts the number known from before until the file says otherwise.
func (m *Maker) countPages(f *File, r io.ReadSeeker) looked {
	if n := m.o.Counts[f.SHA256]; n > 0 && f.SHA256 != "" && !m.doubt {
		return looked{kind: aPDF, pages: n}
	}
	file, err := pdf.Open(f.Name, r)
	if err != nil {
		return unreadable(err)
	}
	if f.SHA256 != "" && m.o.Counts != nil {
		m.o.Counts[f.SHA256] = file.Pages()
	}
	return looked{kind: aPDF, pages: file.Pages()}
}

// unreadable is the slip for what pdf could not read; its errors are finished
// sentences.
func unreadable(err error) looked {
	code := ProblemDamaged
	switch {
	case errors.Is(err, pdf.ErrLocked):
		code = ProblemLocked
	case errors.Is(err, pdf.ErrEmpty):
		code = ProblemEmpty
	case errors.Is(err, pdf.ErrLarge):
		code = ProblemTooLarge
	}
	return slip(code, sentence(err))
}

func sentence(err error) string {
	if said := (*office.Error)(nil); errors.As(err, &said) {
		return said.Message
	}
	return "文件读不出来。请用能打开它的程序另存后再添加。"
}

// convertible are the documents of office programs, by the end of their names.
var convertible = map[string]string{
	".doc": "Word 文档", ".docx": "Word 文档", ".wps": "Word 文档", ".rtf": "Word 文档",
	".xls": "Excel 工作簿", ".xlsx": "Excel 工作簿", ".et": "Excel 工作簿",
	".ppt": "演示文稿", ".pptx": "演示文稿", ".dps": "演示文稿",
}

// stranger is the slip for a file that is neither PDF nor picture.
func stranger(f *File, head []byte) looked {
	ext := strings.ToLower(filepath.Ext(f.Name))
	switch {
	case len(head) > 12 && string(head[4:8]) == "ftyp" && strings.Contains("heic heix mif1 msf1 hevc", string(head[8:12])):
		return slip(ProblemKind, "“"+f.Name+"”是苹果手机的 HEIC 照片，不能装订。请在手机或电脑上另存为 JPG，再添加到这一件。")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0")), bytes.HasPrefix(head, []byte("{\\rtf")):
		if name := convertible[ext]; name != "" {
			return slip(ProblemConvert, "“"+f.Name+"”是 "+name+"，还没有转成 PDF。请用电脑上的办公软件打开，另存为 PDF，再拖回这一件。")
		}
	}
	if ext == ".pdf" || ext == ".jpg" || ext == ".jpeg" || ext == ".png" || convertible[ext] != "" {
		return slip(ProblemDamaged, "“"+f.Name+"”的内容和它的扩展名不符，已损坏或改过名。请找到原件，用原来的程序另存后重新添加。")
	}
	return slip(ProblemKind, "“"+f.Name+"”不是能装订的类型。请转成 PDF 或 JPG 后，再添加到这一件。")
}

// print makes our own paper and lays it into the scratch file.
func (m *Maker) print(item *Item) looked {
	if got, ok := m.papers[item.ID]; ok && item.ID != "" {
		return got
	}
	got := m.printed(item)
	if item.ID != "" {
		m.papers[item.ID] = got
	}
	return got
}

func (m *Maker) printed(item *Item) looked {
	failed := slip(ProblemPaper, "“"+item.Title+"”的文书没有生成出来。请打开这条记录检查后重新装订。")
	d, err := item.Paper()
	if err != nil {
		return failed
	}
	made, err := paper.Render(d, paper.Options{})
	if err != nil {
		return failed
	}
	m.warn(made.Warnings)
	from, err := m.keep(made.PDF)
	if err != nil {
		return failed
	}
	return looked{kind: aPaper, pages: made.Pages, from: from, length: int64(len(made.PDF))}
}
