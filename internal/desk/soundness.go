package desk

import (
	"archive/zip"
	"encoding/json"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Soundness is the check of the electronic files: 真实性、完整性、可用性、安全性.
type Soundness struct{ d *Desk }

// SoundInput names what is looked at: one box, or all items of a year.
type SoundInput struct {
	BoxID int64 `json:"boxId"`
	Year  int   `json:"year"`
}

// SoundReport is what the checks found.
type SoundReport struct {
	Scope string            `json:"scope"`
	On    office.Date       `json:"on"`
	Basis string            `json:"basis"`
	List  []SoundGroup      `json:"list"`
	Rows  []office.SoundRow `json:"rows"`
	Sums  []office.SoundSum `json:"sums"`
	Files int               `json:"files"`
	Bytes int64             `json:"bytes"`
}

// SoundGroup is one of the four with what is looked at under it.
type SoundGroup struct {
	Name string   `json:"name"`
	What []string `json:"what"`
}

// Check reads every electronic file of a box or a year through; Jobs.Cancel
// "soundness" stops it.
func (s *Soundness) Check(in SoundInput) (out SoundReport, err error) {
	defer caught(&err)
	return s.d.soundness(in)
}

func (d *Desk) soundness(in SoundInput) (out SoundReport, err error) {
	if in.BoxID == 0 && in.Year == 0 {
		return out, office.Invalid("请选一盒或一个年度再检测。")
	}
	q := store.ListQuery{Filters: map[string]string{"numbered": "是", "year": strconv.Itoa(in.Year)}}
	out.Scope = strconv.Itoa(in.Year) + "年度"
	if in.BoxID != 0 {
		box, err := d.store.Box(in.BoxID)
		if err != nil {
			return out, err
		}
		q.Filters = map[string]string{"box": strconv.FormatInt(in.BoxID, 10)}
		out.Scope = strconv.Itoa(box.Year) + "年 第" + box.Number + "盒"
	}
	page, err := d.store.ArchiveItems(q)
	if err != nil {
		return out, err
	}
	files, err := d.store.ArchiveFiles(in.BoxID, in.Year)
	if err != nil {
		return out, err
	}
	of := map[int64][]office.Attachment{}
	for _, a := range files {
		of[a.OwnerID] = append(of[a.OwnerID], a)
	}
	step, end := d.start("soundness", "四性检测："+out.Scope)
	defer end()
	backed, err := d.backedFiles()
	if err != nil {
		return out, err
	}
	out.List, out.Rows, out.On, out.Basis = []SoundGroup{}, []office.SoundRow{}, d.store.Today(), office.SoundBasis
	for _, g := range office.SoundGroups {
		out.List = append(out.List, SoundGroup{g, office.SoundList[g]})
	}
	done := 0
	for _, x := range page.Rows {
		row := office.SoundRow{ItemID: x.ID, Code: x.Code, Title: x.Title, Box: x.Box, Faults: []office.SoundFault{}}
		pages := []int{}
		for _, a := range of[x.ID] {
			if err := step(done, len(files)); err != nil {
				return out, err
			}
			done++
			pages = append(pages, d.lookInto(&row, a, backed))
		}
		row.Faults = append(row.Faults, office.CatalogueFaults(x.ArchiveItem, pages)...)
		out.Files, out.Bytes = out.Files+row.Files, out.Bytes+row.Bytes
		out.Rows = append(out.Rows, row)
	}
	out.Sums = office.SoundSums(out.Rows)
	return out, nil
}

// lookInto runs the checks of one file and notes them in the row.
func (d *Desk) lookInto(row *office.SoundRow, a office.Attachment, backed map[string]bool) (pages int) {
	found := d.lookAtFile(a, backed)
	row.Files++
	row.Bytes += a.Bytes
	row.Faults = append(row.Faults, found.faults...)
	return found.pages
}

// backedFiles are the files, by SHA-256, that the newest whole backup in the data
// folder holds; none without one. A backup that cannot be read does not count.
func (d *Desk) backedFiles() (map[string]bool, error) {
	list, err := d.backups()
	if err != nil {
		return nil, err
	}
	for _, b := range list {
		if held, whole := heldBy(b.Path); whole {
			return held, nil
		}
	}
	return map[string]bool{}, nil
}

// heldBy reads which files a backup holds; whole is false of a snapshot without
// files and of a file that is no backup.
func heldBy(path string) (held map[string]bool, whole bool) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, false
	}
	defer z.Close()
	r, err := z.Open(backupManifest)
	if err != nil {
		return nil, false
	}
	defer r.Close()
	var m Manifest
	if err := json.NewDecoder(r).Decode(&m); err != nil || !m.Whole {
		return nil, false
	}
	held = map[string]bool{}
	for _, f := range z.File {
		if sha, ok := strings.CutPrefix(f.Name, backupFiles); ok {
			held[sha] = true
		}
	}
	return held, true
}
