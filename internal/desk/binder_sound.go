package desk

import (
	"cmp"
	"os"
	"slices"

	"dudao/internal/binder"
	"dudao/internal/office"
	"dudao/internal/report"
)

// sound checks what lies in the binder and adds the report on it.
func (m *binderMaker) sound() error {
	m.base = m.parts() + 2*len(m.order)
	p, err := m.soundness(func(done int) error { return m.step(m.base+done, m.total()) })
	if err != nil {
		return err
	}
	return m.list(payload(binderSound), p.Document())
}

// binderSoundPaper is the report without the binder.
func (d *Desk) binderSoundPaper(id string) (built, error) {
	evaluation, err := d.evaluationNamed(id)
	if err != nil {
		return built{}, err
	}
	w, err := d.gatherBinder(evaluation)
	if err != nil {
		return built{}, err
	}
	step, end := d.start("soundness", "四性检测："+w.folderName())
	defer end()
	p, err := w.soundness(func(done int) error { return step(done, len(w.order)) })
	return built{document: p.Document()}, err
}

// soundness runs the four checks (四性检测) over the files of a binder, a row for each
// piece of evidence. One file after another: a picture is unpacked for it.
func (w *binderWork) soundness(each func(done int) error) (report.SoundPaper, error) {
	out := report.SoundPaper{Settings: w.set, Scope: w.folderName(), On: w.d.store.Today(), Checks: office.SoundBinderList, Head: "考核点、题名", Rows: []office.SoundRow{}}
	for i, id := range w.order {
		if err := each(i); err != nil {
			return out, err
		}
		row := w.soundRow(w.items[id])
		out.Files, out.Bytes, out.Rows = out.Files+row.Files, out.Bytes+row.Bytes, append(out.Rows, row)
	}
	return out, nil
}

func (w *binderWork) soundRow(e *binderItem) office.SoundRow {
	row := office.SoundRow{ItemID: e.ID, Code: w.points[e.first].Code, Title: e.Told(), Faults: []office.SoundFault{}}
	whole := func(text string) {
		row.Faults = append(row.Faults, office.SoundFault{Group: office.SoundWhole, Text: text})
	}
	if e.Title == "" || !e.DatedOn.Valid() {
		whole("没有题名或成文日期")
	}
	for _, p := range e.parts {
		switch {
		case p.paper():
			row.Files++
			row.Bytes += p.Bytes
			if p.err != nil {
				row.Faults = append(row.Faults, office.SoundFault{Group: office.SoundUsable, File: p.Title, Text: problemKinds[binder.ProblemPaper]})
			}
		case p.SHA256 != "":
			w.soundPart(&row, p)
		}
	}
	if row.Files == 0 {
		whole("没有电子文件")
	}
	return row
}

// soundPart looks at a kept file, and at the PDF that stands for it.
func (w *binderWork) soundPart(row *office.SoundRow, p binderPart) {
	a := p.File
	if a.ID == 0 { // a sealed report, whose size is not kept
		a = office.Attachment{Name: p.Title + ".pdf", MIME: p.MIME, SHA256: p.SHA256, Pages: p.Pages, Bytes: p.Bytes}
		if at, err := w.d.vault.Path(a.SHA256); err == nil {
			if info, err := os.Stat(at); err == nil {
				a.Bytes = info.Size()
			}
		}
	}
	a.Name = cmp.Or(a.Name, p.Title)
	w.d.lookInto(row, a, nil)
	if p.Rendition.ID != 0 {
		row.Faults = slices.DeleteFunc(row.Faults, func(f office.SoundFault) bool { return f.File == a.Name && f.Text == notForLong })
		w.d.lookInto(row, p.Rendition, nil)
	}
}
