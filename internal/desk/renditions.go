package desk

import (
	"os"

	"dudao/internal/office"
	"dudao/internal/vault"
)

// RenditionInput is a PDF on the PC that stands for a Word or Excel file; an empty
// path asks for it.
type RenditionInput struct {
	AttachmentID int64  `json:"attachmentId"`
	Path         string `json:"path"`
}

// Convert takes in the PDF into which a Word or Excel file was turned (转换件). It is
// kept beside the file, and the binder binds it in its place. The result is empty
// when the clerk thought better of it.
func (b *Binders) Convert(in RenditionInput) (out office.Attachment, err error) {
	defer caught(&err)
	of, err := b.d.store.Attachment(in.AttachmentID)
	if err != nil {
		return out, err
	}
	if of.MIME == mimePDF || vault.IsImage(of.MIME) {
		return out, office.Invalid("“%s”不是 Word 或 Excel，不用转换。", of.Name)
	}
	if in.Path == "" {
		paths, err := b.d.shell.OpenFiles("选择由“"+of.Name+"”转成的 PDF", []string{"*.pdf"})
		if err != nil || len(paths) == 0 {
			return out, err
		}
		in.Path = paths[0]
	}
	r, err := os.Open(in.Path)
	if err != nil {
		return out, office.Errorf(office.CodeFile, "文件无法读取，请检查它是否已移走，或正被别的程序打开。")
	}
	kind, err := vault.KindOf(r, in.Path)
	r.Close()
	if err != nil {
		return out, err
	}
	if kind != mimePDF {
		return out, office.Invalid("这不是 PDF。请在 Word、Excel 或 WPS 里打开“%s”，用“另存为”或“导出”选 PDF，再拖回来。", of.Name)
	}
	list, err := b.d.attach([]filing{{in.Path, office.Attachment{OwnerKind: of.OwnerKind, OwnerID: of.OwnerID, Role: roleRendition, DatedOn: of.DatedOn, Caption: of.Caption,
		Personal: of.Personal, RenditionOf: of.SHA256}}})
	if err == nil && len(list) == 0 { // the record has this PDF already, as a file of its own
		err = office.Invalid("这个 PDF 已经是这条记录的附件了，请换成由“%s”转出的 PDF。", of.Name)
	}
	if err != nil {
		return out, err
	}
	return ok(b.d, list[0], nil)
}
