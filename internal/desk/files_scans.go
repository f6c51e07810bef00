package desk

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/scan"
)

// maxScans bounds a folder of scans that is sorted at once.
const maxScans = 2000

// The states of a scan that is looked at (扫描件归位).
const (
	scanReady = "可归位"
	scanKnown = "已归位"
	scanOpen  = "待指定" // the clerk says which record it belongs to
	scanBad   = "读不了"
)

// ScanInput is a folder of scans or single ones; both empty asks for a folder.
type ScanInput struct {
	Dir   string   `json:"dir"`
	Paths []string `json:"paths"`
}

// ScanMatch is a folder of scans with the record of each.
type ScanMatch struct {
	Dir   string        `json:"dir"`
	Scans []MatchedScan `json:"scans"`
	Ready int           `json:"ready"`
	Known int           `json:"known"`
	Open  int           `json:"open"` // without a record, or not to be read
}

// MatchedScan is one scan: a picture, or a PDF by its first page.
type MatchedScan struct {
	Path      string      `json:"path"`
	Name      string      `json:"name"`
	Form      string      `json:"form"` // title, "" when no code was read
	Number    string      `json:"number"`
	OwnerKind string      `json:"ownerKind"`
	OwnerID   int64       `json:"ownerId"` // 0 without a record
	Record    string      `json:"record"`
	DatedOn   office.Date `json:"datedOn"`
	State     string      `json:"state"`
	Reason    string      `json:"reason"`
	URL       string      `json:"url"` // a small picture, or the PDF
	PDF       bool        `json:"pdf"`
}

// ScanFiling is one scan for one record; DatedOn may be empty.
type ScanFiling struct {
	Path      string      `json:"path"`
	OwnerKind string      `json:"ownerKind"`
	OwnerID   int64       `json:"ownerId"`
	DatedOn   office.Date `json:"datedOn"`
	Form      string      `json:"form"` // becomes the caption
}

// FileScansInput are the scans that the clerk has confirmed.
type FileScansInput struct {
	Scans []ScanFiling `json:"scans"`
}

// MatchScans reads the code on each scan and finds its record. Nothing is
// changed. It is the job "scans".
func (f *Files) MatchScans(in ScanInput) (out ScanMatch, err error) {
	defer caught(&err)
	out = ScanMatch{Dir: in.Dir, Scans: []MatchedScan{}}
	paths := in.Paths
	if len(paths) == 0 {
		if out.Dir == "" {
			if out.Dir, err = f.d.shell.OpenDirectory("选择存放扫描件的文件夹"); err != nil || out.Dir == "" {
				return out, err
			}
		}
		if paths, err = filesIn(out.Dir, maxScans, ".jpg", ".jpeg", ".png", ".pdf"); err != nil {
			return out, err
		}
	}
	step, end := f.d.start("scans", "正在读扫描件上的二维码")
	defer end()
	scans := make([]MatchedScan, len(paths))
	if err := inParallel(len(paths), func(i int) error {
		scans[i], err = f.d.matchScan(paths[i])
		return err
	}, func(done int) error { return step(done, len(paths)) }); err != nil {
		return out, err
	}
	first := map[string]string{} // content -> name of the scan that has it already
	for i := range scans {
		s := &scans[i]
		if err := f.d.alreadyFiled(s, first); err != nil {
			return out, err
		}
		s.URL = f.d.looked.show(s.Path)
		switch s.State {
		case scanReady:
			out.Ready++
		case scanKnown:
			out.Known++
		default:
			out.Open++
		}
	}
	out.Scans = scans
	return out, nil
}

// matchScan reads one scan's code and finds the record it names.
func (d *Desk) matchScan(path string) (MatchedScan, error) {
	s := MatchedScan{Path: path, Name: filepath.Base(path), State: scanOpen, PDF: strings.EqualFold(filepath.Ext(path), ".pdf")}
	code, found, err := readCode(path, s.PDF)
	if err != nil {
		s.State, s.Reason = scanBad, Plain(err).Message
		return s, nil
	}
	if !found {
		s.Reason = "没有读到本程序印的二维码，请指定是哪条记录的"
		return s, nil
	}
	form, err := formOf(code.Form)
	if err != nil {
		s.Number, s.Reason = code.Number, "二维码上的文书这一版程序不认识，请指定是哪条记录的"
		return s, nil
	}
	s.Form, s.Number = form.Title, code.Number
	id, day, err := d.store.Coded(form.Kind, code.Number)
	if office.CodeOf(err) == office.CodeNotFound {
		s.Reason = fmt.Sprintf("没有编号为 %s 的记录，可能已删除或在别的数据里，请指定", code.Number)
		return s, nil
	}
	if err != nil {
		return s, err
	}
	s.OwnerKind, s.OwnerID, s.DatedOn, s.State = form.Kind, id, day, scanReady
	s.Record = d.store.Title(form.Kind, id)
	return s, nil
}

// readCode reads the code on a picture or on the first page of a PDF.
func readCode(path string, isPDF bool) (code scan.Code, found bool, err error) {
	if isPDF {
		pictures, err := pdf.Pictures(path, 1)
		if err != nil {
			return code, false, err
		}
		for _, p := range pictures {
			code, found, err := scan.Read(p)
			if err != nil {
				slog.Warn("picture of a scan", "file", filepath.Base(path), "kind", p.Kind, "err", err)
			}
			if found {
				return code, true, nil
			}
		}
		return code, false, nil
	}
	r, err := os.Open(path)
	if err != nil {
		return code, false, office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
	}
	defer r.Close()
	code, found, err = scan.Read(r)
	if err != nil && office.CodeOf(err) == office.CodeInternal {
		err = office.Errorf(office.CodeFile, "图片已损坏或不是图片，请重新扫描。")
	}
	return code, found, err
}

// alreadyFiled notices a scan whose very bytes are a record's already, or came a
// second time in the same folder.
func (d *Desk) alreadyFiled(s *MatchedScan, first map[string]string) error {
	if s.State == scanBad {
		return nil
	}
	mark, err := markOf(s.Path)
	if err != nil {
		s.State, s.Reason = scanBad, "文件无法读取"
		return nil
	}
	if name, twice := first[mark.SHA256]; twice {
		s.State, s.Reason = scanKnown, "与“"+name+"”完全相同"
		return nil
	}
	first[mark.SHA256] = s.Name
	rows, err := d.store.Same(mark.SHA256)
	if err != nil || len(rows) == 0 {
		return err
	}
	s.State, s.Reason = scanKnown, "已在“"+d.store.Title(rows[0].OwnerKind, rows[0].OwnerID)+"”里"
	return nil
}

// FileScans adds the scans to their records in one action, all of them or with an
// error none.
func (f *Files) FileScans(in FileScansInput) (list []office.Attachment, err error) {
	defer caught(&err)
	wanted := []filing{}
	for _, s := range in.Scans {
		wanted = append(wanted, filing{s.Path, office.Attachment{OwnerKind: s.OwnerKind, OwnerID: s.OwnerID, Role: roleScan, DatedOn: s.DatedOn, Caption: s.Form}})
	}
	list, err = f.d.attach(wanted)
	return ok(f.d, list, err)
}

// Filings are the scans of a match that have their record.
func (m ScanMatch) Filings() FileScansInput {
	in := FileScansInput{Scans: []ScanFiling{}}
	for _, s := range m.Scans {
		if s.State == scanReady {
			in.Scans = append(in.Scans, ScanFiling{Path: s.Path, OwnerKind: s.OwnerKind, OwnerID: s.OwnerID, DatedOn: s.DatedOn, Form: s.Form})
		}
	}
	return in
}
