package desk

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/binder"
	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/report"
)

// papers is what the lists and labels are made from.
func (m *binderMaker) papers() report.BinderPapers {
	p := report.BinderPapers{Settings: m.set, Title: m.title(), MadeOn: m.d.store.Today(), Gaps: m.gaps}
	for i, x := range m.boxes {
		p.Boxes = append(p.Boxes, report.BinderBox{BinderBox: x, Years: m.out.Boxes[i].Years, File: m.out.Boxes[i].File, Bound: m.each[i].Pages})
		for _, l := range x.Lines {
			for _, item := range l.Items {
				p.Lines = append(p.Lines, m.line(i, l.Indicator, m.items[item.EvidenceID]))
			}
		}
	}
	return p
}

// line is a piece of evidence under a point as 目录.xlsx lists it.
func (m *binderMaker) line(box int, x office.Indicator, e *binderItem) report.BinderLine {
	l := report.BinderLine{Box: m.boxes[box].Code, Code: x.Code, Point: x.Name, Title: e.Title, DocNumber: e.DocNumber, Author: e.Author, Place: e.Place, DatedOn: e.DatedOn}
	at := boundOf(m.all, e.ID)
	l.Page, l.Pages, l.BoxPage = at.Page, at.Pages, boundOf(m.each[box], e.ID).Page
	for _, p := range e.parts {
		l.Place = cmp.Or(p.Place, l.Place)
		if l.File == "" {
			l.File = p.rel
		}
	}
	if e.first != x.ID {
		first := m.points[e.first]
		l.First = strings.TrimSpace(first.Code + " " + first.Name)
	}
	return l
}

func boundOf(r binder.Result, id int64) binder.Bound {
	i := slices.IndexFunc(r.Items, func(b binder.Bound) bool { return b.Item == fmt.Sprint(id) })
	if i < 0 {
		return binder.Bound{}
	}
	return r.Items[i]
}

// lists writes what goes with the binder: the list of all, what is missing, the
// labels of the boxes.
func (m *binderMaker) lists() error {
	m.slips()
	p := m.papers()
	m.out.Gaps = len(m.gaps)
	m.out.List, m.out.GapList = filepath.ToSlash(payload(binderList)), filepath.ToSlash(payload(binderGaps+".pdf"))
	for _, x := range []struct {
		name     string
		document doc.Document
	}{{binderList, p.List()}, {binderGaps + ".pdf", p.GapList()}, {binderGaps + ".xlsx", p.GapList()}, {binderSpines, p.Spines()}, {binderCovers, p.Covers()}} {
		if err := m.list(payload(x.name), x.document); err != nil {
			return err
		}
	}
	return nil
}

// list writes a paper as PDF or XLSX, by its ending.
func (m *binderMaker) list(rel string, document doc.Document) error {
	p, err := m.d.render(built{document: document}, strings.TrimPrefix(path.Ext(rel), "."))
	if err != nil {
		return err
	}
	m.out.Files = append(m.out.Files, SavedFile{Path: rel, Bytes: int64(len(p.bytes)), Pages: p.pages})
	return m.folder.write(rel, p.bytes)
}

// slips adds what the engine could not bind to the gaps; what was known before
// only gets its page.
func (m *binderMaker) slips() {
	for _, p := range m.all.Problems {
		if p.Code == binder.ProblemConvert {
			m.out.Waiting++
		}
		id, err := strconv.ParseInt(p.Item, 10, 64)
		if err != nil || m.items[id] == nil {
			continue // items are known by their ids
		}
		known := slices.IndexFunc(m.gaps, func(g report.BinderGap) bool {
			return g.Page == 0 && g.Evidence == id && slices.Contains(sameGaps[p.Code], g.Kind)
		})
		if known >= 0 {
			m.gaps[known].Page = p.Page
			continue
		}
		x := m.points[m.items[id].first]
		m.gaps = append(m.gaps, report.BinderGap{Kind: problemKinds[p.Code], Codes: []string{x.Code}, Point: x.Name, Evidence: id, Title: p.Title, Detail: p.Message, Mend: problemMends[p.Code], Page: p.Page})
	}
}

// sameGaps are the kinds of gaps that say already what the engine found.
var sameGaps = map[string][]string{
	binder.ProblemConvert: {gapWaiting}, binder.ProblemNothing: {office.GapScan}, binder.ProblemDamaged: {problemKinds[binder.ProblemDamaged]}, binder.ProblemMissing: {problemKinds[binder.ProblemDamaged]},
}

// seal closes the bag and writes the sheet beside it.
func (m *binderMaker) seal(record *office.Binder) error {
	files, bagged := []binder.BagFile{}, bagFolder+"/"
	for _, rel := range m.folder.names() {
		if name, in := strings.CutPrefix(rel, bagged); in {
			mark := m.folder.mark(rel)
			files = append(files, binder.BagFile{Path: name, SHA256: mark.SHA256, Bytes: mark.Bytes})
			record.Bytes += mark.Bytes
		}
	}
	tags, manifest, tagSum := binder.Tags(files, binder.BagAbout{Organization: m.set.OfficeName, Phone: m.set.Phone, Title: record.Title,
		Identifier: m.folderName(), Made: m.d.store.Clock()})
	for _, f := range tags {
		if err := m.folder.write(filepath.Join(bagFolder, f.Name), f.Content); err != nil {
			return err
		}
	}
	record.Files, record.Pages, record.Gaps, record.ManifestSHA256, record.TagSHA256 = len(files), m.out.Pages, m.out.Gaps, manifest, tagSum
	m.out.Manifest, m.out.Sheet = manifest, binderSheet
	check := report.BinderCheck{Settings: m.set, Title: record.Title, Folder: bagFolder, MadeOn: m.d.store.Today(), Files: record.Files, Bytes: record.Bytes,
		Pages: record.Pages, Items: record.Items, Gaps: record.Gaps, Manifest: manifest, Tags: tagSum, ManifestName: manifestFile, TagManifestName: tagManifest}
	if err := m.list(binderSheet, check.Document()); err != nil {
		return err
	}
	m.paths()
	return nil
}

// paths makes the result name every file where it will lie.
func (m *binderMaker) paths() {
	for _, id := range m.order {
		for _, p := range m.items[id].parts {
			if p.rel != "" {
				m.out.Files = append(m.out.Files, SavedFile{Path: payload(p.rel), Bytes: p.Bytes, Pages: p.Pages})
			}
		}
	}
	for i := range m.out.Files {
		m.out.Files[i].Path = filepath.Join(m.folder.target, m.out.Files[i].Path)
	}
}
