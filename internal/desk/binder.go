package desk

import (
	"os"
	"path/filepath"
	"slices"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Binders is the screen 生成迎检册: what a binder will hold, making it, and checking
// one that comes back.
type Binders struct{ d *Desk }

// BinderPlan is what a binder of an evaluation will hold, before it is made.
type BinderPlan struct {
	EvaluationID int64           `json:"evaluationId"`
	StandardID   int64           `json:"standardId"`
	Title        string          `json:"title"`
	Folder       string          `json:"folder"` // the name of the folder to come
	Boxes        []BinderBoxRow  `json:"boxes"`
	Items        int             `json:"items"`
	Pages        int             `json:"pages"` // about: our own papers are counted when they are made
	Bytes        int64           `json:"bytes"` // of the files that are kept
	Gaps         []BinderGapRow  `json:"gaps"`
	Personal     int             `json:"personal"` // files marked 含个人信息: a slip sheet lies in their place
	Waiting      []WaitingFile   `json:"waiting"`
	Made         []office.Binder `json:"made"` // earlier ones, newest first
}

// BinderBoxRow is a box of a binder.
type BinderBoxRow struct {
	Code      string `json:"code"`
	Title     string `json:"title"`
	Years     string `json:"years"`
	Points    int    `json:"points"`
	Items     int    `json:"items"`
	Elsewhere int    `json:"elsewhere"` // that serve its points too and lie under another
	Pages     int    `json:"pages"`
	Thickness int    `json:"thickness"`
	Over      bool   `json:"over"`
	File      string `json:"file"` // its PDF, once it is made
}

// BinderGapRow counts the gaps of a kind.
type BinderGapRow struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// Plan looks an evaluation over: the boxes that its binder will have, what is
// missing and what waits for its PDF. Nothing is written.
func (b *Binders) Plan(evaluationID int64) (out BinderPlan, err error) {
	defer caught(&err)
	out = BinderPlan{EvaluationID: evaluationID, Boxes: []BinderBoxRow{}, Gaps: []BinderGapRow{}, Waiting: []WaitingFile{}, Made: []office.Binder{}}
	w, err := b.d.gatherBinder(evaluationID)
	if err != nil {
		return out, err
	}
	out.StandardID, out.Title, out.Folder, out.Items = w.facts.Standard.ID, w.title(), w.folderName(), len(w.order)
	for _, e := range w.items {
		for _, p := range e.parts {
			out.Bytes += p.Bytes
			if p.withheld() {
				out.Personal++
			}
		}
	}
	for _, x := range w.planBoxes() {
		out.Boxes = append(out.Boxes, w.boxRow(x))
		out.Pages += x.Pages
	}
	gaps, err := w.knownGaps()
	if err != nil {
		return out, err
	}
	for _, g := range gaps {
		i := slices.IndexFunc(out.Gaps, func(x BinderGapRow) bool { return x.Kind == g.Kind })
		if i < 0 {
			i = len(out.Gaps)
			out.Gaps = append(out.Gaps, BinderGapRow{Kind: g.Kind})
		}
		out.Gaps[i].Count++
	}
	out.Waiting = w.waiting()
	out.Made, err = b.d.store.Binders(evaluationID)
	return out, err
}

// MakeBinderInput names an evaluation and the folder into which that of its binder
// is put; an empty one asks.
type MakeBinderInput struct {
	EvaluationID int64  `json:"evaluationId"`
	Dir          string `json:"dir"`
}

// MadeBinder is a binder as it was made; Dir is empty when the clerk thought better
// of it.
type MadeBinder struct {
	Dir      string         `json:"dir"`
	Title    string         `json:"title"`
	Files    []SavedFile    `json:"files"`
	Boxes    []BinderBoxRow `json:"boxes"`
	Pages    int            `json:"pages"`
	Items    int            `json:"items"`
	Gaps     int            `json:"gaps"`
	Waiting  int            `json:"waiting"` // files that still lie as a slip sheet (待转PDF)
	Volume   string         `json:"volume"`  // the PDF of all
	List     string         `json:"list"`    // 目录.xlsx
	GapList  string         `json:"gapList"`
	Sheet    string         `json:"sheet"` // 校验单.pdf
	Manifest string         `json:"manifest"`
	Warnings []string       `json:"warnings"`
}

// Make makes the binder of an evaluation in a folder of its own. It is the job
// "binder".
func (b *Binders) Make(in MakeBinderInput) (out MadeBinder, err error) {
	defer caught(&err)
	if in.Dir == "" {
		if in.Dir, err = b.d.shell.OpenDirectory("选择把迎检册放在哪里"); err != nil || in.Dir == "" {
			return emptyBinder(), err
		}
	}
	return b.d.MakeBinder(in)
}

func emptyBinder() MadeBinder {
	return MadeBinder{Files: []SavedFile{}, Boxes: []BinderBoxRow{}, Warnings: []string{}}
}

// OpenBinderInput names a binder's folder and a file below it, empty for the folder
// itself.
type OpenBinderInput struct {
	Dir  string `json:"dir"`
	File string `json:"file"`
}

// Open shows the folder of a binder or a file in it.
func (b *Binders) Open(in OpenBinderInput) (err error) {
	defer caught(&err)
	path := filepath.Join(in.Dir, filepath.FromSlash(in.File))
	if _, err := os.Stat(filepath.Join(in.Dir, markName)); err != nil || !filepath.IsLocal(filepath.Join(".", filepath.FromSlash(in.File))) {
		return office.Errorf(office.CodeFile, "文件夹“%s”已不在原处，请重新生成。", filepath.Base(in.Dir))
	}
	if _, err := os.Stat(path); err != nil {
		return office.Errorf(office.CodeFile, "“%s”已不在原处，请重新生成。", filepath.Base(path))
	}
	return b.d.shell.OpenPath(path)
}

// EvaluationID finds an evaluation for the command line, by the standard's short
// name, the subject's name ("" for the county) and the round ("" 0 for the newest).
func (d *Desk) EvaluationID(standard, subject string, round int) (int64, error) {
	id, err := d.store.EvaluationID(standard, subject, round)
	if office.CodeOf(err) == office.CodeNotFound {
		if _, err := d.store.StandardID(standard); err != nil {
			return 0, office.Errorf(office.CodeNotFound, "没有评估标准“%s”，请写它的简称，如 创新县。", standard)
		}
		return 0, office.Errorf(office.CodeNotFound, "没有按“%s”建立的这一轮迎检评估，请先在“迎检评估”里新建，或用 --of、--round 指明单位和年度。", standard)
	}
	return id, err
}

// BoxScheme is how the points of a standard are laid into boxes (分盒方案).
type BoxScheme struct {
	StandardID int64                `json:"standardId"`
	Boxes      []office.StandardBox `json:"boxes"`
	Own        bool                 `json:"own"` // the clerk's own; else the program's proposal
}

// Scheme returns the 分盒方案 of a standard.
func (b *Binders) Scheme(standardID int64) (out BoxScheme, err error) {
	defer caught(&err)
	out.StandardID = standardID
	out.Boxes, out.Own, err = b.d.store.StandardBoxes(standardID)
	if out.Boxes == nil {
		out.Boxes = []office.StandardBox{}
	}
	return out, err
}

// SaveScheme writes the 分盒方案 of a standard; one without boxes brings the
// program's back.
func (b *Binders) SaveScheme(in BoxScheme) (out BoxScheme, err error) {
	defer caught(&err)
	if err = b.d.store.SaveStandardBoxes(in.StandardID, in.Boxes); err == nil {
		out, err = b.Scheme(in.StandardID)
	}
	return ok(b.d, out, err)
}

// evaluationTitle is the year, the standard and whom it judges.
func evaluationTitle(f store.EvaluationFacts) string {
	return f.Standard.Name + "迎检材料"
}
