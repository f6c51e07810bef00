package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// says tells whether a copy's cell says something new. A cell that was emptied
// does not: a merge deletes nothing.
func (p *partMerger) says(r *mergeRow, c mergeCell, key string, f *office.Field) bool {
	cell := c.row.Cells[key]
	return office.CleanLong(cell.Text) != "" && !f.SameCell(c.base.Cells[key], cell) && !c.sheet.settled(r.kind, c.row.Slot, key, f, cell) && !p.outdone(r, c, key)
}

// outdone tells that the cell stood in a row at fault that came back earlier, and
// that the row has come back again since.
func (p *partMerger) outdone(r *mergeRow, c mergeCell, key string) bool {
	return c.sheet.copies[c.copy].file < 0 && c.sheet.waiting[failedMark+waitingKey(r.kind, c.row.Slot, key)] &&
		slices.ContainsFunc(r.cells, func(x mergeCell) bool { return x.sheet == c.sheet && x.sheet.copies[x.copy].file >= 0 })
}

func (p *partMerger) emptied(r *mergeRow, key string) bool {
	return slices.ContainsFunc(r.cells, func(c mergeCell) bool {
		cell, ok := c.row.Cells[key]
		return ok && c.sheet.copies[c.copy].file >= 0 && office.CleanLong(cell.Text) == "" && c.base.Cells[key].Text != ""
	})
}

// came are the values of one field that came back and say something new, each
// with the file that says it, and the copy that says the first.
func (p *partMerger) came(r *mergeRow, key string, f *office.Field) (came []office.SheetCell, files []string, from mergeCell) {
	from = r.cells[0]
	for _, c := range r.cells {
		if !p.says(r, c, key, f) {
			continue
		}
		if len(came) == 0 {
			from = c
		}
		came, files = append(came, c.row.Cells[key]), append(files, c.sheet.copies[c.copy].name)
	}
	return came, files, from
}

func (p *partMerger) conflict(r *mergeRow, f *office.Field, base, now office.SheetCell, rivals []office.SheetCell, files []string) office.Conflict {
	c := office.Conflict{Key: fmt.Sprintf("%s/%s/%s", r.kind, r.key, f.Key), Kind: r.kind, Field: f.Key, Heading: f.Title, Base: base.Text, Ours: now.Text,
		Theirs: []string{}, Files: []string{}, Chosen: office.ChooseLater}
	for _, rival := range rivals {
		c.Theirs = append(c.Theirs, rival.Text)
		names := []string{}
		for _, x := range r.cells {
			if name := x.sheet.copies[x.copy].name; slices.Contains(files, name) && f.SameCell(x.row.Cells[f.Key], rival) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		c.Files = append(c.Files, strings.Join(names, "、"))
	}
	return c
}

// choose does what was chosen for the row's conflicts, and tells whether one
// still waits.
func (p *partMerger) choose(r *mergeRow, l *laid, record int64) (waits bool) {
	for n := range l.conflicts {
		c := &l.conflicts[n]
		choice, ok := p.opt.Choices[c.Key]
		if !ok {
			choice = office.ChooseLater
			switch {
			case p.opt.All == office.AllOurs:
				choice = office.ChooseOurs
			case p.opt.All == office.AllTheirs && len(c.Theirs) == 1: // of several nobody has said which
				choice = 0
			}
		}
		i := p.layout.Index(c.Field)
		switch {
		case choice >= 0 && choice < len(c.Theirs):
			c.Chosen = choice
			for _, x := range r.cells {
				if cell, ok := x.row.Cells[c.Field]; ok && p.layout.Fields[i].SameCell(cell, office.SheetCell{Text: c.Theirs[choice]}) {
					l.raw.Cells[i] = cell
				}
			}
			l.taken++
		case choice == office.ChooseOurs:
			c.Chosen = choice
		default:
			waits = true
		}
	}
	return waits
}
