package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/binder"
	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// binderWork is a binder on its way: what belongs into it, and what was made so
// far. Only rows are held, never a file.
type binderWork struct {
	d      *Desk
	facts  store.EvaluationFacts
	set    office.Settings
	scheme []office.StandardBox
	points map[int64]office.Indicator
	self   map[int64]office.EvaluationItem
	under  map[int64][]int64 // evidence by indicator, in the clerk's order
	items  map[int64]*binderItem
	order  []int64 // evidence in the order in which it first appears
	pages  knownPages
}

// binderItem is a piece of evidence with what it consists of.
type binderItem struct {
	office.Evidence
	first int64 // the point under which it lies
	parts []binderPart
}

// binderPart is a part with its file in the folder.
type binderPart struct {
	evidencePart
	rel string // below the payload; empty before it lies there
	sum string // SHA-256 of what lies there
	err error  // why it could not be made
}

// gatherBinder collects what an evaluation's binder is made of.
func (d *Desk) gatherBinder(id int64) (*binderWork, error) {
	w := &binderWork{d: d, points: map[int64]office.Indicator{}, self: map[int64]office.EvaluationItem{}, under: map[int64][]int64{}, items: map[int64]*binderItem{}}
	var err error
	if w.facts, err = d.store.Evaluation(id); err != nil {
		return nil, err
	}
	if w.set, err = d.store.Settings(); err != nil {
		return nil, err
	}
	if w.scheme, _, err = d.store.StandardBoxes(w.facts.Standard.ID); err != nil {
		return nil, err
	}
	if w.pages, err = d.knownPages(); err != nil {
		return nil, err
	}
	for _, x := range w.facts.Items {
		w.self[x.IndicatorID] = x
	}
	evidence := map[int64]office.Evidence{}
	for _, e := range w.facts.Evidence {
		evidence[e.ID] = e
	}
	links := map[int64][]int64{}
	for _, l := range w.facts.Links {
		if _, there := evidence[l.EvidenceID]; there { // what lies in the recycle bin serves nothing
			links[l.IndicatorID] = append(links[l.IndicatorID], l.EvidenceID)
		}
	}
	for _, x := range w.facts.Standard.Points() {
		w.points[x.ID], w.under[x.ID] = x, links[x.ID]
		for _, e := range links[x.ID] {
			if w.items[e] != nil {
				continue
			}
			item := &binderItem{Evidence: evidence[e], first: x.ID}
			parts, err := d.evidenceParts(item.Evidence)
			if err != nil {
				return nil, err
			}
			for _, p := range parts {
				item.parts = append(item.parts, binderPart{evidencePart: p})
			}
			w.items[e], w.order = item, append(w.order, e)
		}
	}
	return w, nil
}

func (w *binderWork) title() string { return evaluationTitle(w.facts) }

// folderName is the name of the binder's folder, e.g. 示例县2026年创新县迎检册.
func (w *binderWork) folderName() string {
	return portable(fmt.Sprintf("%s%d年%s迎检册", w.facts.Subject, w.facts.Evaluation.Year, w.facts.Standard.Key), 40)
}

// usualPages is what a paper of the program takes of which none was printed yet.
const usualPages = 2

// knownPages are the pages of papers when they were printed last, and of each form
// the most.
type knownPages map[string]int

func (d *Desk) knownPages() (knownPages, error) {
	list, err := d.store.PaperPages()
	known := knownPages{}
	for _, p := range list {
		known[p.Form+"/"+p.Paper] = p.Pages
		known[p.Form] = max(known[p.Form], p.Pages)
	}
	return known, err
}

func (k knownPages) of(p evidencePart) int {
	return cmp.Or(k[p.Form+"/"+p.ID], k[p.Form], usualPages)
}

// size is how many pages the item takes, as far as it is known.
func (w *binderWork) size(e *binderItem) int {
	n := 0
	for _, p := range e.parts {
		switch {
		case p.Printed:
		case p.Pages > 0:
			n += p.Pages
		case p.paper():
			n += w.pages.of(p.evidencePart)
		default:
			n++ // a slip sheet, or a file whose pages were never counted
		}
	}
	return max(n, 1)
}

// planBoxes lays the items into boxes.
func (w *binderWork) planBoxes() []office.BinderBox {
	items := map[int64][]office.BoundItem{}
	for point, list := range w.under {
		for _, e := range list {
			items[point] = append(items[point], office.BoundItem{EvidenceID: e, Pages: w.size(w.items[e])})
		}
	}
	return office.PlanBinder(w.facts.Standard, w.scheme, items, w.set.Archive.Box)
}

func (w *binderWork) boxRow(x office.BinderBox) BinderBoxRow {
	row := BinderBoxRow{Code: x.Code, Title: x.Title, Years: w.years(x), Items: x.Items, Pages: x.Pages, Thickness: x.Thickness, Over: x.Over}
	for _, l := range x.Lines {
		if !l.Heading {
			row.Points++
		}
		row.Elsewhere += len(l.Items)
	}
	row.Elsewhere -= row.Items
	return row
}

// years are those of the papers in a box, e.g. 2024—2026.
func (w *binderWork) years(x office.BinderBox) string {
	first, last := 0, 0
	for _, l := range x.Lines {
		for _, i := range l.Items {
			e := w.items[i.EvidenceID]
			for _, day := range []office.Date{e.DatedOn, e.DatedTo} {
				if !day.Valid() {
					continue
				}
				if first == 0 || day.Year() < first {
					first = day.Year()
				}
				last = max(last, day.Year())
			}
		}
	}
	switch {
	case first == 0:
		return ""
	case first == last:
		return strconv.Itoa(first)
	}
	return fmt.Sprintf("%d—%d", first, last)
}

// WaitingFile is a Word or Excel file of an evaluation that has no PDF yet (待转PDF).
type WaitingFile struct {
	AttachmentID int64       `json:"attachmentId"`
	Name         string      `json:"name"`
	Bytes        int64       `json:"bytes"`
	EvidenceID   int64       `json:"evidenceId"`
	Title        string      `json:"title"` // of the evidence
	Code         string      `json:"code"`  // of the first point that it serves
	Point        string      `json:"point"`
	DatedOn      office.Date `json:"datedOn"`
}

func (w *binderWork) waiting() []WaitingFile {
	out, seen := []WaitingFile{}, map[string]bool{}
	for _, id := range w.order {
		e := w.items[id]
		for _, p := range e.parts {
			if !p.waits() || seen[p.SHA256] {
				continue
			}
			seen[p.SHA256] = true
			x := w.points[e.first]
			out = append(out, WaitingFile{AttachmentID: p.File.ID, Name: p.File.Name, Bytes: p.Bytes, EvidenceID: id, Title: e.Title, Code: x.Code, Point: x.Name, DatedOn: p.DatedOn})
		}
	}
	return out
}

// gapWaiting is the kind of gap of a file without its PDF.
const gapWaiting = "待转PDF"

// problemKinds name what could not be bound.
var problemKinds = map[string]string{
	binder.ProblemConvert: gapWaiting, binder.ProblemDamaged: "文件损坏", binder.ProblemLocked: "文件有密码", binder.ProblemEmpty: "空文件", binder.ProblemTooLarge: "文件太大",
	binder.ProblemKind: "不能装订", binder.ProblemMissing: "找不到文件", binder.ProblemPaper: "文书没有印成", binder.ProblemNothing: "只有题名", binder.ProblemWithheld: "没有装入",
}

// problemMends say how each is mended.
var problemMends = map[string]string{
	binder.ProblemConvert: "在“生成迎检册”里打开它，另存为 PDF，再拖回这一行", binder.ProblemDamaged: "请原单位重新提供，或重新扫描后替换附件", binder.ProblemLocked: "去掉密码另存后替换附件",
	binder.ProblemEmpty: "重新保存或扫描后替换附件", binder.ProblemTooLarge: "压缩或拆分后替换附件", binder.ProblemKind: "另存为 PDF 后替换附件",
	binder.ProblemMissing: "从备份恢复，或重新添加附件", binder.ProblemPaper: "打开原记录补齐后再生成", binder.ProblemNothing: "扫描后附上", binder.ProblemWithheld: "按需要另行提供",
}

// knownGaps are the gaps that can be told before anything is made, in the order of
// the points.
func (w *binderWork) knownGaps() ([]report.BinderGap, error) {
	book, err := w.d.store.Gaps(w.facts.Evaluation.ID)
	if err != nil {
		return nil, err
	}
	place := map[int64]int{}
	for i, x := range w.facts.Standard.Indicators {
		place[x.ID] = i
	}
	slices.SortStableFunc(book.Gaps, func(a, b office.Gap) int { return place[a.IndicatorID] - place[b.IndicatorID] })
	out := []report.BinderGap{}
	for _, g := range book.Gaps {
		out = append(out, report.BinderGap{Kind: g.Kind, Codes: g.Codes, Point: g.Point, Evidence: g.EvidenceID, Title: g.Title, Detail: g.Detail, Mend: g.Mend, Person: g.Person, DueOn: g.DueOn})
	}
	for _, f := range w.waiting() {
		out = append(out, report.BinderGap{Kind: gapWaiting, Codes: []string{f.Code}, Point: f.Point, Evidence: f.EvidenceID, Title: f.Title, Detail: "“" + f.Name + "”还没有转成 PDF", Mend: problemMends[binder.ProblemConvert]})
	}
	return out, nil
}

// engine is the binder as its pages are made from.
func (w *binderWork) engine(boxes []office.BinderBox, gaps []report.BinderGap, open func(p binderPart) binder.File) binder.Binder {
	out := binder.Binder{Title: w.title(), Subject: w.facts.Subject, Year: fmt.Sprintf("%d年", w.facts.Evaluation.Year), Office: w.set.OfficeName, FondsName: w.set.FondsName,
		MadeOn: w.d.store.Today().Chinese(), Made: w.d.store.Clock(), Sample: w.set.Sample}
	missing := map[string][]string{}
	for _, g := range gaps {
		for _, code := range g.Codes {
			key := cmp.Or(code, g.Point) // a point without a code goes by its name
			missing[key] = append(missing[key], sentence(g))
		}
	}
	for _, x := range boxes {
		box := binder.Box{Code: x.Code, Title: x.Title, Years: w.years(x)}
		for _, l := range x.Lines {
			line := w.indicator(l)
			line.Gaps = missing[cmp.Or(line.Code, line.Name)]
			for _, i := range l.Items {
				line.Items = append(line.Items, w.bound(w.items[i.EvidenceID], open))
			}
			box.Groups = append(box.Groups, line)
		}
		out.Boxes = append(out.Boxes, box)
	}
	return out
}

// sentence is a gap in one line.
func sentence(g report.BinderGap) string {
	text := g.Kind
	if g.Title != "" {
		text += "：" + g.Title
	}
	if g.Detail != "" {
		text += "，" + g.Detail
	}
	return strings.TrimRight(text, "。") + "。"
}

func (w *binderWork) indicator(l office.BinderLine) binder.Indicator {
	x, self := l.Indicator, w.self[l.Indicator.ID]
	out := binder.Indicator{Code: x.Code, Name: x.Name, Level: x.Level, Heading: l.Heading, Requirement: x.Requirement, Scoring: x.Scoring, Deduction: self.Deduction,
		Person: cmp.Or(self.Person, x.Person), Note: self.Note}
	if x.Points > 0 {
		out.Points = strconv.FormatFloat(x.Points, 'f', -1, 64)
	}
	switch {
	case l.Heading:
	case self.NotApplicable:
		out.State = "不涉及"
	case self.CheckedOn != "":
		out.State = "已审核"
	case self.SelfScore != nil:
		out.State = "已自评"
	default:
		out.State = "未自评"
	}
	if self.SelfScore != nil {
		out.SelfScore = strconv.FormatFloat(*self.SelfScore, 'f', -1, 64)
	}
	return out
}

// bound is a piece of evidence as the engine binds it.
func (w *binderWork) bound(e *binderItem, open func(p binderPart) binder.File) binder.Item {
	place := e.Place
	item := binder.Item{ID: strconv.FormatInt(e.ID, 10), Title: e.Title, DocNumber: e.DocNumber, Author: e.Author, Note: e.Note}
	if e.DatedOn.Valid() {
		item.DatedOn = e.DatedOn.Chinese()
	}
	for _, p := range e.parts {
		place = cmp.Or(p.Place, place)
		switch {
		case p.Printed:
		case p.paper() && p.err != nil:
			item.Paper = failing(p.err)
		default:
			item.Files = append(item.Files, open(p))
		}
	}
	item.Place = place
	return item
}
