package desk

import (
	"archive/zip"
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/office"
	"dudao/internal/vault"
)

// mostFolderFiles bounds what one look at a folder lists.
const mostFolderFiles = 2000

// Folder lists the files of a folder on the PC and of those below it, with title,
// day and 文号 guessed from their names; an empty dir asks for one. It is the job
// "archive_folder".
func (a *Archive) Folder(dir string) (out FilingList, err error) {
	defer caught(&err)
	out = FilingList{Rows: []FilingRow{}, Skipped: []string{}}
	if dir == "" {
		if dir, err = a.d.shell.OpenDirectory("选择要归档的文件夹"); err != nil || dir == "" {
			return out, err
		}
	}
	b, err := a.d.filingBook()
	if err != nil {
		return out, err
	}
	paths, skipped, err := filesBelow(dir)
	if err != nil {
		return out, err
	}
	step, end := a.d.start("archive_folder", "读文件夹"+filepath.Base(dir))
	defer end()
	out.Title, out.Skipped = filepath.Base(dir), skipped
	for i, path := range paths {
		if err := step(i, len(paths)); err != nil {
			return out, err
		}
		rel, err := filepath.Rel(filepath.Dir(dir), path)
		if err != nil {
			return out, err
		}
		out.Rows = append(out.Rows, b.diskRow(path, rel))
	}
	return out, nil
}

// filesBelow finds the files that can be kept, in the order of their names, and
// words those that cannot.
func filesBelow(dir string) (paths, skipped []string, err error) {
	paths, skipped = []string{}, []string{}
	exts := []string{}
	for _, k := range vault.Kinds {
		exts = append(exts, k.Exts...)
	}
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir:
			return office.Errorf(office.CodeFile, "文件夹“%s”打不开，请检查它是否还在、能不能读。", filepath.Base(dir))
		case err != nil:
			skipped = append(skipped, e.Name()+"：打不开")
		case strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") || e.Name() == "Thumbs.db" || e.Name() == "desktop.ini":
			if e.IsDir() && path != dir {
				return fs.SkipDir
			}
		case !e.Type().IsRegular():
		case !slices.Contains(exts, strings.ToLower(filepath.Ext(e.Name()))):
			skipped = append(skipped, e.Name()+"：不是 PDF、照片、Word、Excel")
		case len(paths) == mostFolderFiles:
			return office.Invalid("这个文件夹里的文件超过 %d 个，请分几次归档，一次选一个小些的文件夹。", mostFolderFiles)
		default:
			paths = append(paths, path)
		}
		return nil
	})
	return paths, skipped, err
}

// diskRow guesses a file's facts; rel is its path with the folders it lies in.
func (b filingBook) diskRow(path, rel string) FilingRow {
	g := office.GuessFile(filepath.ToSlash(rel))
	row := FilingRow{Source: filingDisk, Group: filepath.Base(filepath.Dir(path)), Path: path, File: filepath.Base(path), Title: g.Title, DocNumber: g.DocNumber, DatedOn: g.DatedOn, Rough: g.Rough}
	if g.DocNumber == "" || b.set.DocWord != "" && strings.HasPrefix(g.DocNumber, b.set.DocWord) {
		row.Author = b.set.OfficeName
	}
	ext := strings.ToLower(filepath.Ext(path))
	switch ext {
	case ".pdf":
		row.Pages, row.HasPaper = examine(path).Pages, true // a bad one is told of when it is filed
	case ".jpg", ".jpeg", ".png":
		row.Pages, row.HasPaper = 1, true
	}
	if row.DatedOn == "" {
		row.DatedOn, row.Rough = dayOfFile(path, ext), true
		if g.Year != 0 && row.DatedOn.Year() != g.Year {
			row.DatedOn = office.NewDate(g.Year, 12, 31)
		}
	}
	b.place(&row, "")
	return row
}

// dayOfFile is the day that the document itself says it was written, else that of
// the file.
func dayOfFile(path, ext string) office.Date {
	switch ext {
	case ".docx", ".xlsx":
		if day := dayInOffice(path); day.Valid() {
			return day
		}
	case ".jpg", ".jpeg":
		if r, err := os.Open(path); err == nil {
			defer r.Close()
			if p, err := vault.ReadPhoto(r); err == nil && !p.TakenAt.IsZero() {
				return office.DateOf(p.TakenAt)
			}
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return office.DateOf(info.ModTime())
}

// dayInOffice reads the day of the last change that Word and Excel note in their
// files.
func dayInOffice(path string) office.Date {
	z, err := zip.OpenReader(path)
	if err != nil {
		return ""
	}
	defer z.Close()
	r, err := z.Open("docProps/core.xml")
	if err != nil {
		return ""
	}
	defer r.Close()
	var core struct {
		Modified string `xml:"modified"`
	}
	if err := xml.NewDecoder(r).Decode(&core); err != nil {
		return ""
	}
	at, err := time.Parse(time.RFC3339, core.Modified)
	if err != nil {
		return ""
	}
	return office.DateOf(at.Local())
}
