package desk

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"dudao/internal/office"
)

// Past opens the records as they stood at the end of a past day, to be looked at,
// listed, exported and printed; nothing can be written. Its today is that day.
// Close it before the desk it came from.
func (d *Desk) Past(day office.Date) (*Desk, error) {
	if !day.Valid() {
		return nil, office.Invalid("请写出那一天的日期，如 2026-03-01。")
	}
	if day >= d.store.Today() {
		return nil, office.Invalid("请选今天以前的一天；现在的数据直接看即可。")
	}
	first, err := d.store.FirstDay()
	if err != nil {
		return nil, err
	}
	if first != "" && day < first {
		return nil, office.Invalid("这份数据从%s开始记，更早的样子没有记录。请选那天或以后的一天。", first.Chinese())
	}
	next, err := time.ParseInLocation("2006-01-02", string(day.AddDays(1)), time.Local)
	if err != nil {
		return nil, err
	}
	return d.pastAt(next.Add(-time.Second))
}

func (d *Desk) pastAt(at time.Time) (*Desk, error) {
	if err := os.MkdirAll(filepath.Join(d.dir, cacheFolder), 0o755); err != nil {
		return nil, office.Errorf(office.CodeFile, "数据文件夹“%s”无法写入，请检查权限。", d.dir)
	}
	dir, err := os.MkdirTemp(filepath.Join(d.dir, cacheFolder), "那天-*")
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "数据文件夹“%s”无法写入，请检查磁盘空间和权限。", d.dir)
	}
	past := &Desk{dir: dir, shell: d.shell, vault: d.vault, scratch: true}
	if past.store, err = d.store.OpenPast(dir, at); err != nil {
		return nil, errors.Join(err, past.Close())
	}
	return past, nil
}

// PastInput names a past day.
type PastInput struct {
	Day office.Date `json:"day"`
}

// PastFiles are the lists and the report of a past day, and where they lie.
type PastFiles struct {
	Folder string   `json:"folder"`
	Files  []string `json:"files"`
}

// SavePast asks for a folder and writes what the records said at the end of a past
// day there: every list as a workbook and the report of that month. No files when
// the clerk cancels.
func (h *History) SavePast(in PastInput) (out PastFiles, err error) {
	defer caught(&err)
	out.Files = []string{}
	past, err := h.d.Past(in.Day)
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, past.Close()) }()
	dir, err := h.d.shell.OpenDirectory("把" + in.Day.Chinese() + "的数据存到")
	if err != nil || dir == "" {
		return out, err
	}
	return past.savePast(dir, in.Day)
}

func (d *Desk) savePast(dir string, day office.Date) (out PastFiles, err error) {
	out.Files = []string{}
	step, end := d.start("past", day.Chinese()+"的数据")
	defer end()
	name := "督导台账-" + string(day) + "的数据"
	folder, err := newOutFolder(dir, name)
	if err != nil {
		return out, err
	}
	defer folder.drop()
	took := func(rel string) error {
		out.Files = append(out.Files, filepath.Join(dir, name, rel))
		return folder.adopt(rel)
	}
	layouts := office.Layouts()
	for i, layout := range layouts {
		if err := step(i, len(layouts)+1); err != nil {
			return out, err
		}
		rel := layout.Title + ".xlsx"
		if _, err := d.ExportList(layout.Kind, folder.path(rel), ExportOptions{}); err != nil {
			return out, err
		}
		if err := took(rel); err != nil {
			return out, err
		}
	}
	month, _, err := d.thisMonth()
	if err != nil {
		return out, err
	}
	rel := "月督导报告.pdf"
	if _, err := (&Reports{d}).Save(SaveReport{Span: string(month), Format: "pdf", Path: folder.path(rel)}); err != nil {
		return out, err
	}
	if err := took(rel); err != nil {
		return out, err
	}
	out.Folder = filepath.Join(dir, name)
	return out, folder.finish()
}

// dropScratch removes the folder of a look into the past; the next start does
// when a virus scanner holds it.
func (d *Desk) dropScratch() {
	if !d.scratch {
		return
	}
	if err := os.RemoveAll(d.dir); err != nil {
		slog.Warn("drop the look into the past", "err", err)
	}
}
