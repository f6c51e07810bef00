package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"dudao/internal/office"
)

// copied is a workbook to write into. Of the sheets that are marked excelize holds
// everything but the rows: those of a large table would take it hundreds of
// megabytes. They go from the workbook into the copy one by one, see edits.
type copied struct {
	f    *excelize.File
	rows map[string]func(rowVisit) error // of each sheet that was read
}

// copy returns the workbook to write into. One without styles, as some programs
// write it, comes back with its texts alone: excelize cannot add them to it.
func (b *Book) copy() (c copied, err error) {
	if b.format == formatXLSX && b.has("xl/styles.xml") {
		return b.hollow()
	}
	c = copied{f: excelize.NewFile(), rows: map[string]func(rowVisit) error{}}
	names := sheetNames{}
	for i := range b.pages {
		p := &b.pages[i]
		name := names.take(p.name)
		if i == 0 {
			err = c.f.SetSheetName("Sheet1", name)
		} else {
			_, err = c.f.NewSheet(name)
		}
		for _, m := range p.merges {
			if err == nil {
				err = c.f.MergeCell(name, cellRef(m.top, m.left), cellRef(m.bottom, m.right))
			}
		}
		if err != nil {
			return c, err
		}
		c.rows[name] = func(visit rowVisit) error { return walk(rowsOf(p), visit) }
	}
	return c, nil
}

// has tells whether the workbook holds the part.
func (b *Book) has(part string) bool {
	z, err := zip.NewReader(bytes.NewReader(b.data), int64(len(b.data)))
	if err != nil {
		return false
	}
	return slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.EqualFold(f.Name, part) })
}

// hollow opens the workbook without the rows of the sheets that were read.
func (b *Book) hollow() (c copied, err error) {
	x, parts, err := b.sheetParts(b.data)
	if err != nil {
		return c, err
	}
	c.rows = map[string]func(rowVisit) error{}
	without := map[*zip.File]func(head, tail []byte, w io.Writer) error{}
	for _, p := range b.pages {
		f := parts[p.name]
		if f == nil || p.name == office.ResultSheet { // that of an earlier copy is read, and then dropped
			continue
		}
		c.rows[p.name] = func(visit rowVisit) error {
			r, err := x.b.part(f)
			if err != nil {
				return err
			}
			defer r.Close() //nolint:errcheck // only read
			return walk(r, visit)
		}
		without[f] = func(head, tail []byte, w io.Writer) error { return writeAll(w, head, tail) }
	}
	var hollow bytes.Buffer
	if err := repack(b.data, &hollow, without); err != nil {
		return c, refuse(b.path, "已损坏，打不开；请用 Excel 或 WPS 打开后另存一份再导入，或请对方重发。")
	}
	named, err := commentNames(hollow.Bytes())
	if err != nil {
		return c, refuse(b.path, "已损坏，打不开；请用 Excel 或 WPS 打开后另存一份再导入，或请对方重发。")
	}
	c.f, err = excelize.OpenReader(bytes.NewReader(named), excelize.Options{UnzipSizeLimit: DefaultLimits.AllBytes, UnzipXMLSizeLimit: 16 << 20})
	if err != nil {
		return c, refuse(b.path, "的内容能读，但不能照原样另存（%v）；请用 Excel 或 WPS 另存一份再试。", err)
	}
	return c, nil
}

// sheetParts finds the parts of a workbook's sheets by their names.
func (b *Book) sheetParts(data []byte) (*xlsxBook, map[string]*zip.File, error) {
	limits := DefaultLimits
	limits.AllBytes *= 4 // it was read before, within the limits: now once more, and then its copy
	x, main, err := openXLSX(b.path, data, limits)
	if err != nil {
		return nil, nil, err
	}
	refs, err := x.workbook(main)
	parts := map[string]*zip.File{}
	for _, ref := range refs {
		parts[ref.name] = x.parts[ref.part]
	}
	return x, parts, err
}

// save writes the copy with its rows, marked.
func (c copied) save(out io.Writer, m *marker) error {
	// The rows go first: marking them makes styles.
	rows := map[string]*bytes.Buffer{}
	for name, read := range c.rows {
		packed := &bytes.Buffer{}
		w, err := flate.NewWriter(packed, flate.BestSpeed)
		if err != nil {
			return err
		}
		if err := m.edit(name).write(read, w, m.restyled); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		rows[name] = packed
	}
	var hollow bytes.Buffer
	if err := save(c.f, &hollow); err != nil {
		return err
	}
	_, parts, err := m.book.sheetParts(hollow.Bytes())
	if err != nil {
		return err
	}
	with := map[*zip.File]func(head, tail []byte, w io.Writer) error{}
	for name, packed := range rows {
		with[parts[name]] = func(head, tail []byte, w io.Writer) error {
			if err := writeAll(w, head, []byte("<sheetData>")); err != nil {
				return err
			}
			if _, err := io.Copy(w, flate.NewReader(packed)); err != nil {
				return err
			}
			return writeAll(w, []byte("</sheetData>"), tail)
		}
	}
	return written(out, func(w io.Writer) error { return repack(hollow.Bytes(), w, with) })
}

// repack copies a package; what is before and behind the rows of some of its parts
// goes to their function.
func repack(data []byte, out io.Writer, parts map[*zip.File]func(head, tail []byte, w io.Writer) error) error {
	from, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	byName := map[string]func(head, tail []byte, w io.Writer) error{}
	for f, write := range parts {
		byName[f.Name] = write
	}
	to := zip.NewWriter(out)
	for _, f := range from.File {
		write := byName[f.Name]
		if write == nil {
			if err := to.Copy(f); err != nil {
				return err
			}
			continue
		}
		w, err := to.Create(f.Name)
		if err != nil {
			return err
		}
		r, err := f.Open()
		if err != nil {
			return err
		}
		xml, err := io.ReadAll(r)
		if err == nil {
			head, tail := aroundRows(xml)
			err = write(head, tail, w)
		}
		r.Close() //nolint:errcheck // only read
		if err != nil {
			return err
		}
	}
	return to.Close()
}

// aroundRows parts a sheet into what stands before and behind its rows.
func aroundRows(xml []byte) (head, tail []byte) {
	const name = "sheetData"
	first, last := bytes.Index(xml, []byte(name)), bytes.LastIndex(xml, []byte(name))
	if first < 0 {
		return xml, nil
	}
	from, to := bytes.LastIndexByte(xml[:first], '<'), bytes.IndexByte(xml[last:], '>')
	if from < 0 || to < 0 {
		return xml, nil
	}
	return xml[:from], xml[last+to+1:]
}

func writeAll(w io.Writer, parts ...[]byte) error {
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}
