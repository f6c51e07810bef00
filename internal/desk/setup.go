package desk

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/sheet"
)

// Setup is the screen 第一次使用: the five questions of the first start.
type Setup struct{ d *Desk }

// SetupState is what the first start needs to know of the data folder.
type SetupState struct {
	Folder string `json:"folder"`
	// Movable tells that the clerk may choose another folder: nothing is in this one
	// yet, and nobody named it.
	Movable bool `json:"movable"`
	// Proposal is a folder on a second fixed disk, which a new Windows leaves alone;
	// empty without one.
	Proposal string `json:"proposal"`
}

// State tells where the data lies.
func (s *Setup) State() (out SetupState, err error) {
	defer caught(&err)
	out.Folder = s.d.dir
	if out.Movable, err = s.d.movable(); err != nil || !out.Movable {
		return out, err
	}
	if disk := secondDisk(s.d.dir); disk != "" {
		out.Proposal = filepath.Join(disk, programFolder)
	}
	return out, nil
}

func (d *Desk) movable() (bool, error) {
	if d.named || d.trial || Carried() != "" {
		return false, nil
	}
	counts, err := d.store.Counts()
	return counts["school"] == 0 && counts["inspector"] == 0 && counts["visit"] == 0, err
}

// FolderInput names a folder.
type FolderInput struct {
	Folder string `json:"folder"`
}

// UseFolder opens the data folder there from now on, also at later starts. Data that
// is there already is used as it is; what was set before is taken along.
func (s *Setup) UseFolder(in FolderInput) (err error) {
	defer caught(&err)
	if s.d.door == nil {
		return errNoDoor
	}
	dir, err := dataFolderIn(in.Folder)
	if err != nil {
		return err
	}
	return s.d.door.change(func(now *Desk) (*Desk, error) {
		if free, err := now.movable(); err != nil || !free {
			return nil, errors.Join(err, office.Invalid("这里已经有记录，不能直接换文件夹。要搬走，请先做一份备份，在新位置打开程序后从备份恢复。"))
		}
		next, err := Open(dir, now.shell)
		if err != nil {
			return nil, err
		}
		next.named = false
		if err := next.inherit(now); err != nil {
			return nil, errors.Join(err, next.Close())
		}
		if err := choose(dir); err != nil {
			return nil, errors.Join(err, next.Close())
		}
		return next, nil
	})
}

// dataFolderIn is the data folder in a place that the clerk chose: the place itself
// when it is empty or holds the program's data, else a folder of its own in it.
func dataFolderIn(place string) (string, error) {
	place = strings.TrimSpace(place)
	if !filepath.IsAbs(place) {
		return "", office.Invalid("请选一个完整的文件夹位置，如 D:\\督导台账。")
	}
	entries, err := os.ReadDir(place)
	if err != nil || filepath.Base(place) == programFolder || len(entries) == 0 {
		return place, nil // one that is not there yet is made
	}
	if _, err := os.Stat(filepath.Join(place, backupDatabase)); err == nil {
		return place, nil
	}
	return filepath.Join(place, programFolder), nil
}

// inherit takes over what was answered before another folder was chosen.
func (d *Desk) inherit(from *Desk) error {
	here, err := d.store.Settings()
	if err != nil {
		return err
	}
	there, err := from.store.Settings()
	if err != nil || here.OfficeName != office.DefaultSettings().OfficeName || there.OfficeName == here.OfficeName {
		return err
	}
	return d.store.SaveSettings(there)
}

// SetupList is a workbook with the kind of list that it seems to be.
type SetupList struct {
	Path  string      `json:"path"`
	Name  string      `json:"name"`
	Kind  office.Kind `json:"kind"` // empty when it is none that the program knows
	Title string      `json:"title"`
	Rows  int         `json:"rows"`
	Fault string      `json:"fault"` // why it cannot be read
}

// PathsInput names files and folders.
type PathsInput struct {
	Paths []string `json:"paths"`
}

// mostLists is how many workbooks one folder may hold at first start.
const mostLists = 40

// Lists looks through workbooks, and the workbooks in folders, and tells what each
// seems to be, in the order in which they must be imported. It writes nothing.
func (s *Setup) Lists(in PathsInput) (list []SetupList, err error) {
	defer caught(&err)
	list = []SetupList{}
	paths, err := workbooks(in.Paths)
	if err != nil {
		return list, err
	}
	if len(paths) == 0 {
		return list, office.Invalid("这里没有 Excel 或 CSV 表格。请选放名单的文件夹，或直接选表格文件。")
	}
	if len(paths) > mostLists {
		return list, office.Invalid("这里有 %d 个表格，一次最多 %d 个。请把学校、督学、责任区的名单单独放一个文件夹再选。", len(paths), mostLists)
	}
	for _, path := range paths {
		list = append(list, recognised(path))
	}
	layouts := office.Layouts()
	rank := func(l SetupList) int {
		if i := slices.IndexFunc(layouts, func(x office.Layout) bool { return x.Kind == l.Kind }); i >= 0 {
			return i
		}
		return len(layouts)
	}
	slices.SortStableFunc(list, func(a, b SetupList) int { return rank(a) - rank(b) })
	return list, nil
}

// workbooks are the files, and the workbooks that lie in the folders.
func workbooks(paths []string) (out []string, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, office.Errorf(office.CodeFile, "找不到“%s”，请重新选择。", path)
		}
		if !info.IsDir() {
			out = append(out, path)
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			return nil, office.Errorf(office.CodeFile, "文件夹“%s”打不开，请检查权限或换一个文件夹。", path)
		}
		for _, e := range entries {
			// ~$ is what Excel keeps beside a workbook that is open.
			if ext := strings.ToLower(filepath.Ext(e.Name())); !e.IsDir() && !strings.HasPrefix(e.Name(), "~$") && slices.Contains([]string{".xlsx", ".xls", ".csv"}, ext) {
				out = append(out, filepath.Join(path, e.Name()))
			}
		}
	}
	return out, nil
}

// kindWords are what the names of files say of their lists; the first that is found
// counts.
var kindWords = []struct {
	word string
	kind office.Kind
}{
	{"责任区", office.KindZones}, {"挂牌", office.KindZones}, {"听课", office.KindLessons}, {"投诉", office.KindComplaints}, {"信访", office.KindComplaints},
	{"整改", office.KindFindings}, {"问题", office.KindFindings}, {"培训", office.KindTrainings}, {"考核", office.KindAssessments}, {"档案", office.KindArchive},
	{"归档", office.KindArchive}, {"佐证", office.KindEvidence}, {"指标", office.KindIndicators}, {"督导记录", office.KindVisits}, {"台账", office.KindVisits},
	{"督学", office.KindInspectors}, {"学校", office.KindSchools}, {"幼儿园", office.KindSchools},
}

// recognised tells which kind of list a workbook seems to be: the kind of which it
// has the most columns; a name of the file that says so outweighs some of them.
func recognised(path string) SetupList {
	out := SetupList{Path: path, Name: filepath.Base(path)}
	book, err := openBook(path)
	if err != nil {
		out.Fault = Plain(err).Message
		return out
	}
	said := slices.IndexFunc(kindWords, func(w struct {
		word string
		kind office.Kind
	}) bool {
		return strings.Contains(out.Name, w.word)
	})
	best := 0
	for _, layout := range office.Layouts() {
		reading, err := book.Read(layout, sheet.ReadOptions{})
		if err != nil {
			continue // no heading of this kind
		}
		score, rows := fit(reading)
		if said >= 0 && kindWords[said].kind == layout.Kind {
			score += 4
		}
		if score > best {
			best, out.Kind, out.Title, out.Rows = score, layout.Kind, layout.Title, rows
		}
	}
	if out.Kind == "" {
		out.Fault = "没认出是什么表。请在“导入导出”里指明它的类型和表头。"
	}
	return out
}

// fit tells how well a workbook is a list of a kind: columns known less those that
// lack or mean nothing.
func fit(r *office.SheetReading) (score, rows int) {
	for _, t := range r.Tables {
		here := -2 * len(t.Missing)
		for _, c := range t.Columns {
			if c.Field != "" {
				here += 2
			} else {
				here--
			}
		}
		score = max(score, here)
		rows += len(t.Rows)
	}
	return score, rows
}
