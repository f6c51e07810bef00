package desk

import (
	"archive/zip"
	"errors"
	"image"
	"io"
	"log/slog"
	"os"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/pdf"
)

// fileSound is what the checks of one file found; pages is 0 for one that has none
// to count.
type fileSound struct {
	faults []office.SoundFault
	pages  int
}

func (c *fileSound) add(group, file, text string) {
	c.faults = append(c.faults, office.SoundFault{Group: group, File: file, Text: text})
}

// maxLook keeps a picture or a packed part that unpacks to a huge one from filling
// the memory.
const (
	maxLookPixels = 120_000_000
	maxLookUnpack = 512 << 20
)

// notForLong is the fault of a file in a format that is not kept for long.
const notForLong = "格式不宜长期保存，请另存一份 PDF"

// lookAtFile runs the checks of one attachment. backed are the files that the last
// whole backup holds, empty when there is none; nil asks nothing of backups.
func (d *Desk) lookAtFile(a office.Attachment, backed map[string]bool) fileSound {
	c := fileSound{faults: []office.SoundFault{}}
	path, err := d.vault.Path(a.SHA256)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		c.add(office.SoundTrue, a.Name, "文件不在附件文件夹里，请用备份恢复")
		c.add(office.SoundUsable, a.Name, "没有文件，打不开")
		return c
	}
	if info, err := os.Stat(path); err != nil || info.Size() != a.Bytes {
		c.add(office.SoundTrue, a.Name, "字节数与登记时不同")
	}
	if err := d.vault.Verify(a.SHA256); err != nil {
		c.add(office.SoundTrue, a.Name, "SHA-256 与登记时不同，内容变了")
	}
	if backed != nil && !backed[a.SHA256] {
		c.add(office.SoundSafe, a.Name, "最近一次完整备份里没有")
	}
	if !slices.Contains(office.LongTermFormats, a.MIME) {
		c.add(office.SoundUsable, a.Name, notForLong)
	}
	switch {
	case a.MIME == "application/pdf":
		if err := d.notDeadly(a.SHA256); err != nil {
			c.add(office.SoundUsable, a.Name, "PDF 读不出来："+Plain(err).Message)
			return c
		}
		c.lookAtPDF(path, a)
	case strings.HasPrefix(a.MIME, "image/"):
		c.pages = 1
		if err := decodes(path); err != nil {
			c.add(office.SoundUsable, a.Name, "图片打不开："+err.Error())
		}
	case strings.Contains(a.MIME, "openxmlformats"):
		c.lookAtPack(path, a)
	default:
		c.lookAtOld(path, a)
	}
	return c
}

func (c *fileSound) lookAtPDF(path string, a office.Attachment) {
	risks, pages, err := pdf.Risks(path)
	if err != nil {
		slog.Info("soundness", "file", a.Name, "err", err)
		if errors.Is(err, pdf.ErrLocked) {
			c.add(office.SoundUsable, a.Name, "PDF 有打开密码，打不开")
			c.add(office.SoundSafe, a.Name, "PDF 加了密")
			return
		}
		c.add(office.SoundUsable, a.Name, "PDF 打不开，已损坏或不完整")
		return
	}
	if c.pages = pages; a.Pages > 0 && a.Pages != pages {
		c.add(office.SoundWhole, a.Name, "页数与登记时不同")
	}
	if len(risks) > 0 {
		c.add(office.SoundSafe, a.Name, "PDF 里有"+strings.Join(risks, "、"))
	}
}

// decodes reads a picture through.
func decodes(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return errors.New("文件读不出来")
	}
	defer f.Close()
	config, _, err := image.DecodeConfig(f)
	if err != nil {
		return errors.New("不是完整的图片")
	}
	if int64(config.Width)*int64(config.Height) > maxLookPixels {
		return errors.New("图片过大")
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return errors.New("文件读不出来")
	}
	if _, _, err := image.Decode(f); err != nil {
		return errors.New("内容不完整")
	}
	return nil
}

// lookAtPack reads every part of a .docx or .xlsx and looks for macros and for what
// it would fetch or start.
func (c *fileSound) lookAtPack(path string, a office.Attachment) {
	z, err := zip.OpenReader(path)
	if err != nil {
		c.add(office.SoundUsable, a.Name, "解不开，已损坏或不完整")
		return
	}
	defer z.Close()
	active := map[string]bool{}
	left := int64(maxLookUnpack)
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"):
			active["宏"] = true
		case strings.Contains(name, "/embeddings/"):
			active["内嵌对象"] = true
		case strings.Contains(name, "/activex/"):
			active["控件"] = true
		}
		r, err := f.Open()
		if err != nil {
			c.add(office.SoundUsable, a.Name, "解不开，已损坏或不完整")
			return
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		r.Close()
		if left -= n; err != nil || left < 0 {
			c.add(office.SoundUsable, a.Name, "解不开，已损坏或不完整")
			return
		}
	}
	c.addActive(a, active)
}

func (c *fileSound) addActive(a office.Attachment, active map[string]bool) {
	names := []string{}
	for name := range active {
		names = append(names, name)
	}
	if slices.Sort(names); len(names) > 0 {
		c.add(office.SoundSafe, a.Name, "里面有"+strings.Join(names, "、"))
	}
}

// The names of the parts of an old Office file that mean macros or a password, as
// they stand in its directory: UTF-16.
var oldParts = map[string]string{"_VBA_PROJECT": "宏", "EncryptedPackage": "加密"}

// lookAtOld looks for macros in an old .doc or .xls; whether Word would open it
// cannot be told without Word.
func (c *fileSound) lookAtOld(path string, a office.Attachment) {
	f, err := os.Open(path)
	if err != nil {
		c.add(office.SoundUsable, a.Name, "文件读不出来")
		return
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxLookUnpack))
	if err != nil {
		c.add(office.SoundUsable, a.Name, "文件读不出来")
		return
	}
	active := map[string]bool{}
	for name, what := range oldParts {
		wide := strings.Builder{}
		for _, r := range name {
			wide.WriteString(string(r) + "\x00")
		}
		if strings.Contains(string(data), wide.String()) {
			active[what] = true
		}
	}
	c.addActive(a, active)
}
