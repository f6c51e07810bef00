package desk

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Tray is the screen 收扫描件: files are brought in, and what is not recognised
// waits (待归扫描件) until it is told whose it is.
type Tray struct{ d *Desk }

// Choose asks for files to bring in; none when the clerk cancels.
func (x *Tray) Choose() (paths []string, err error) {
	defer caught(&err)
	paths, err = x.d.shell.OpenFiles("选择要收的扫描件、照片和文件", append(vault.Patterns(), "*.tif", "*.tiff"))
	if paths == nil {
		paths = []string{}
	}
	return paths, err
}

// List lists what waits, the oldest first.
func (x *Tray) List(q store.ListQuery) (page store.TrayPage, err error) {
	defer caught(&err)
	return x.d.store.Tray(q)
}

// Save writes the name and day of a paper that waits.
func (x *Tray) Save(in office.TrayItem) (out office.TrayItem, err error) {
	defer caught(&err)
	old, err := x.d.store.TrayItem(in.ID)
	if err != nil {
		return in, err
	}
	item := old.TrayItem
	item.Title, item.DatedOn, item.UpdatedAt = strings.TrimSpace(in.Title), in.DatedOn, in.UpdatedAt
	out, err = x.d.store.SaveTrayItem(item)
	return ok(x.d, out, err)
}

// TrayFileInput gives papers that wait to one record.
type TrayFileInput struct {
	IDs  []int64 `json:"ids"`
	Kind string  `json:"kind"`
	ID   int64   `json:"id"`
	Role string  `json:"role"` // empty: 照片 for a photo, 扫描件 for a scan
}

// File gives papers that wait to a record; their names become the captions.
func (x *Tray) File(in TrayFileInput) (err error) {
	defer caught(&err)
	list := []store.TrayFiling{}
	for _, id := range in.IDs {
		row, err := x.d.store.TrayItem(id)
		if err != nil {
			return err
		}
		f := store.TrayFiling{ID: id, Kind: in.Kind, OwnerID: in.ID, Role: in.Role, Caption: row.Title, DatedOn: row.DatedOn}
		if f.Role == "" {
			if f.Role, err = x.d.roleInTray(row); err != nil {
				return err
			}
		}
		list = append(list, f)
	}
	return done(x.d, x.d.store.FileFromTray(list))
}

// roleInTray is what a paper that waits is to its record: a photo, a scan or else.
func (d *Desk) roleInTray(row store.TrayRow) (string, error) {
	if !vault.IsImage(row.MIME) {
		return roleOf(row.File), nil
	}
	r, err := d.vault.Open(row.SHA256)
	if err != nil {
		return "", err
	}
	defer r.Close()
	if !shapedAsPage(r) {
		return rolePhoto, nil
	}
	return roleScan, nil
}

// Discard moves papers that wait to the recycle bin.
func (x *Tray) Discard(ids []int64) (err error) {
	defer caught(&err)
	return done(x.d, x.d.store.DiscardFromTray(ids))
}

// TrayPages is a paper that waits and a place in it: a page to divide it before
// (the second or a later one), or degrees to turn it by.
type TrayPages struct {
	ID      int64 `json:"id"`
	Page    int   `json:"page"`
	Degrees int   `json:"degrees"`
}

// Split divides a paper that waits before a page.
func (x *Tray) Split(in TrayPages) (err error) {
	defer caught(&err)
	row, path, err := x.d.trayFile(in.ID)
	if err != nil {
		return err
	}
	if row.MIME != mimePDF {
		return office.Invalid("这份只有一页，不用拆，请直接归到记录。")
	}
	f, err := pdf.OpenFile(path)
	if err != nil {
		return err
	}
	if in.Page < 2 || in.Page > f.Pages() {
		return office.Invalid("请点第 2 到第 %d 页里的一页，从它起拆成另一份。", f.Pages())
	}
	with := []store.Waiting{}
	for i, span := range [][2]int{{1, in.Page - 1}, {in.Page, f.Pages()}} {
		leaves := []pdf.Leaf{}
		for n := span[0]; n <= span[1]; n++ {
			leaves = append(leaves, pdf.Leaf{Page: n})
		}
		item := row.TrayItem
		if i == 1 { // what was known of the whole is known of its beginning
			item.Title, item.SuggestKind, item.SuggestID = "", "", 0
		}
		item.Pages = office.PageSpan(span[0], span[1])
		if row.Pages != "" {
			item.Pages = row.Pages + " 里的 " + item.Pages
		}
		name := strings.TrimSuffix(row.File, ".pdf") + fmt.Sprintf("-%d.pdf", i+1)
		w, err := x.d.waiting(item, name, len(leaves), func(w io.Writer) error { return f.Take(w, item.Title, leaves) })
		if err != nil {
			return err
		}
		with = append(with, w)
	}
	return done(x.d, x.d.store.ReplaceInTray("拆分待归扫描件 "+row.Source, []int64{in.ID}, with))
}

// Join makes one of several papers that wait, in their order; the first one's name
// stays.
func (x *Tray) Join(ids []int64) (err error) {
	defer caught(&err)
	if len(ids) < 2 {
		return office.Invalid("请选两份或更多的扫描件再合并。")
	}
	paths, first, pages := []string{}, store.TrayRow{}, 0
	for i, id := range ids {
		row, path, err := x.d.trayFile(id)
		if err != nil {
			return err
		}
		if row.MIME != mimePDF && !vault.IsImage(row.MIME) {
			return office.Invalid("“%s”不是扫描件，不能合并。请只选图片和 PDF。", row.File)
		}
		if vault.IsImage(row.MIME) {
			one, err := written(func(w io.Writer) error { return pdf.AsPDF(w, row.Title, path, orientation(path)) })
			if err != nil {
				return err
			}
			defer one.Close()
			path = one.(fleeting).Name()
		}
		if i == 0 {
			first = row
		}
		paths, pages = append(paths, path), pages+max(1, row.Sheets)
	}
	item := first.TrayItem
	item.Pages = ""
	name := strings.TrimSuffix(first.File, filepath.Ext(first.File)) + ".pdf"
	w, err := x.d.waiting(item, name, pages, func(w io.Writer) error { return pdf.Join(w, item.Title, paths) })
	if err != nil {
		return err
	}
	return done(x.d, x.d.store.ReplaceInTray(fmt.Sprintf("合并待归扫描件 %d 份", len(ids)), ids, []store.Waiting{w}))
}

// Turn turns all pages of a paper that waits, clockwise.
func (x *Tray) Turn(in TrayPages) (err error) {
	defer caught(&err)
	row, path, err := x.d.trayFile(in.ID)
	if err != nil {
		return err
	}
	if in.Degrees%90 != 0 {
		return office.Invalid("只能转 90 度、180 度或 270 度。")
	}
	turn := (in.Degrees%360 + 360) % 360
	write := func(w io.Writer) error { return pdf.AsPDF(w, row.Title, path, (orientation(path)+turn)%360) }
	switch {
	case row.MIME == mimePDF:
		f, err := pdf.OpenFile(path)
		if err != nil {
			return err
		}
		write = func(w io.Writer) error { return f.Turn(w, row.Title, turn) }
	case !vault.IsImage(row.MIME):
		return office.Invalid("“%s”不是扫描件，转不了。请用自己的程序打开看。", row.File)
	}
	name := strings.TrimSuffix(row.File, filepath.Ext(row.File)) + ".pdf"
	w, err := x.d.waiting(row.TrayItem, name, max(1, row.Sheets), write)
	if err != nil {
		return err
	}
	return done(x.d, x.d.store.ReplaceInTray("转正待归扫描件 "+row.Source, []int64{in.ID}, []store.Waiting{w}))
}

// orientation is by how many degrees a kept picture is shown turned.
func orientation(path string) int {
	r, err := os.Open(path)
	if err != nil {
		return 0 // said where it is read
	}
	defer r.Close()
	photo, err := vault.ReadPhoto(r)
	if err != nil {
		return 0
	}
	return held(photo.Orientation)
}

// waiting keeps a paper that was made from others and begins its rows.
func (d *Desk) waiting(item office.TrayItem, name string, pages int, write func(io.Writer) error) (store.Waiting, error) {
	content, err := written(write)
	if err != nil {
		return store.Waiting{}, err
	}
	defer content.Close()
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return store.Waiting{}, err
	}
	a := office.Attachment{Name: safeName(name), MIME: mimePDF, Pages: pages, DatedOn: item.DatedOn}
	a.SHA256, a.Bytes, err = d.vault.Put(content)
	item.ID = 0
	return store.Waiting{Item: item, File: a}, err
}

// trayFile is a paper that waits, and where its file lies.
func (d *Desk) trayFile(id int64) (row store.TrayRow, path string, err error) {
	if row, err = d.store.TrayItem(id); err != nil {
		return row, "", err
	}
	if err = d.notDeadly(row.SHA256); err != nil {
		return row, "", err
	}
	path, err = d.vault.Path(row.SHA256)
	return row, path, err
}
