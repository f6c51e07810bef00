package desk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Files is the attachments of all records (附件) and the sorting of photos.
type Files struct{ d *Desk }

// The longer side, in pixels, of the pictures on screen and on paper.
const (
	thumbSide = 360
	printSide = 1600
)

const mimePDF = "application/pdf"

// AttachInput are files on the PC for one record.
type AttachInput struct {
	OwnerKind string   `json:"ownerKind"`
	OwnerID   int64    `json:"ownerId"`
	Paths     []string `json:"paths"`
	Role      string   `json:"role"` // 照片, 扫描件, 签字页 …
}

// Choose asks for files to attach; none when the clerk cancels.
func (f *Files) Choose(role string) (paths []string, err error) {
	defer caught(&err)
	title := "选择要添加的附件"
	if role != "" {
		title = "选择" + role
	}
	paths, err = f.d.shell.OpenFiles(title, vault.Patterns())
	if paths == nil {
		paths = []string{}
	}
	return paths, err
}

// Attach copies the files into the vault and adds them to the record: all of
// them, or with an error none. A file that the record has already is not added
// again.
func (f *Files) Attach(in AttachInput) (list []office.Attachment, err error) {
	defer caught(&err)
	wanted := []filing{}
	paths, err := unfolded(in.Paths)
	if err != nil {
		return []office.Attachment{}, err
	}
	for _, p := range paths {
		wanted = append(wanted, filing{p, office.Attachment{OwnerKind: in.OwnerKind, OwnerID: in.OwnerID, Role: in.Role}})
	}
	list, err = f.d.attach(wanted)
	return ok(f.d, list, err)
}

// filing is a file on the PC and the row that it gets: its owner, role and, when
// it is known, the date.
type filing struct {
	path string
	row  office.Attachment
}

// attach keeps the files' bytes and then writes their rows in one action.
func (d *Desk) attach(files []filing) ([]office.Attachment, error) {
	added := []office.Attachment{}
	limit, err := d.store.Rule(office.RuleAttachmentSize, d.store.Today())
	if err != nil {
		return added, err
	}
	for _, file := range files { // look at all before the first is copied
		if err := checkFile(file.path, limit); err != nil {
			return added, err
		}
	}
	for _, file := range files {
		a, err := d.keepFile(file.path, file.row)
		if err != nil {
			return []office.Attachment{}, err
		}
		have, err := d.store.Attachments(a.OwnerKind, a.OwnerID)
		if err != nil {
			return []office.Attachment{}, err
		}
		same := func(b office.Attachment) bool {
			return b.SHA256 == a.SHA256 && b.OwnerKind == a.OwnerKind && b.OwnerID == a.OwnerID
		}
		if !slices.ContainsFunc(have, same) && !slices.ContainsFunc(added, same) {
			added = append(added, a)
		}
	}
	return d.store.AddAttachments(added)
}

// checkFile refuses in words what may not be attached; limit is in MB.
func checkFile(path string, limit float64) error {
	name := filepath.Base(path)
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return office.Errorf(office.CodeFile, "找不到文件“%s”，可能已被移走。请重新选择。", name)
	case err != nil:
		return office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", name)
	case !info.Mode().IsRegular():
		return office.Errorf(office.CodeFile, "“%s”不是文件。请选择文件，不要选文件夹。", name)
	case float64(info.Size()) > limit*(1<<20):
		return office.Errorf(office.CodeFile, "文件“%s”有 %.1f MB，超过 %g MB 的上限。请压缩后再添加，或到设置里修改上限。", name, float64(info.Size())/(1<<20), limit)
	}
	r, err := os.Open(path)
	if err != nil {
		return office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", name)
	}
	defer r.Close()
	mime, err := vault.KindOf(r, name)
	if err != nil || !vault.IsImage(mime) {
		return err
	}
	if _, err := vault.Shrunk(r, thumbSide); err != nil { // reads the picture to its end
		return office.Errorf(office.CodeFile, "“%s”：%s", name, err)
	}
	return nil
}

// keepFile puts the file's bytes into the vault and fills its row.
func (d *Desk) keepFile(path string, a office.Attachment) (office.Attachment, error) {
	r, err := os.Open(path)
	if err != nil {
		return a, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", filepath.Base(path))
	}
	defer r.Close()
	a.Name = plainName(filepath.Base(path))
	if a.MIME, err = vault.KindOf(r, a.Name); err != nil {
		return a, err
	}
	dated, seen := dateInName(a.Name), Examined{}
	switch {
	case vault.IsImage(a.MIME):
		a.Pages = 1
		p, err := vault.ReadPhoto(r)
		if err != nil {
			return a, err
		}
		if !p.TakenAt.IsZero() {
			dated = office.DateOf(p.TakenAt)
		}
	case a.MIME == mimePDF:
		seen = examine(path) // it is kept all the same: a locked one can be opened by who has the word
		a.Pages = seen.Pages
	}
	if a.DatedOn == "" {
		a.DatedOn = dated
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return a, err
	}
	if a.SHA256, a.Bytes, err = d.vault.Put(r); err == nil && seen.Reason != "" {
		err = d.store.KeepVerdict(store.Verdict{SHA256: a.SHA256, Reason: seen.Reason, Deadly: seen.Deadly})
	}
	return a, err
}

// List returns the files of a record.
func (f *Files) List(ownerKind string, ownerID int64) (list []office.Attachment, err error) {
	defer caught(&err)
	return f.d.store.Attachments(ownerKind, ownerID)
}

// SaveAttachment writes a file's caption, date, role and place in the list.
func (f *Files) SaveAttachment(a office.Attachment) (saved office.Attachment, err error) {
	defer caught(&err)
	old, err := f.d.store.Attachment(a.ID)
	if err != nil {
		return a, err
	}
	if a.DatedOn != "" && !a.DatedOn.Valid() {
		return a, office.Invalid("日期“%s”不对，请写成 2026-03-12。", a.DatedOn)
	}
	// What the bytes are is not the clerk's to change.
	a.Name, a.MIME, a.Bytes, a.SHA256 = old.Name, old.MIME, old.Bytes, old.SHA256
	a.OwnerKind, a.OwnerID, a.RenditionOf = old.OwnerKind, old.OwnerID, old.RenditionOf
	saved, err = f.d.store.SaveAttachment(a)
	return ok(f.d, saved, err)
}

// Remove moves a file to the recycle bin.
func (f *Files) Remove(id int64) (err error) {
	defer caught(&err)
	return done(f.d, f.d.store.DeleteAttachment(id))
}

// Open opens a copy of a file under its own name with the PC's own program, so
// that what is kept cannot be changed by it.
func (f *Files) Open(id int64) (err error) {
	defer caught(&err)
	a, err := f.d.store.Attachment(id)
	if err != nil {
		return err
	}
	dir := filepath.Join(f.d.dir, cacheFolder, fmt.Sprintf("打开-%d", id))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	path := filepath.Join(dir, safeName(a.Name))
	r, err := f.d.vault.Open(a.SHA256)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := os.Create(path)
	if err != nil {
		return office.Errorf(office.CodeFile, "“%s”已经打开着，请在打开它的程序里查看。", a.Name)
	}
	defer w.Close()
	if _, err := io.Copy(w, r); err != nil {
		return office.Errorf(office.CodeFile, "“%s”无法打开：磁盘可能已满。请腾出空间后重试。", a.Name)
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.d.shell.OpenPath(path)
}

// Show shows a file that the program wrote in its folder.
func (f *Files) Show(path string) (err error) {
	defer caught(&err)
	return f.d.shell.RevealPath(path)
}

// printedPhoto returns a kept photo as it goes onto paper: shrunk, upright, and
// without the place where it was taken.
func (d *Desk) printedPhoto(a office.Attachment) ([]byte, error) {
	return d.vault.Shrunk(a.SHA256, printSide, filepath.Join(d.dir, cacheFolder))
}
