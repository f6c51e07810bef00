package store

import (
	"fmt"
	"slices"

	"dudao/internal/office"
)

// importNote is something that is true of many rows, told once.
type importNote struct {
	rows int
	text string
}

// tell counts one more row of which the text is true; it goes on behind the number.
func (im *importer) tell(text string) {
	at := slices.IndexFunc(im.notes, func(n importNote) bool { return n.text == text })
	if at < 0 {
		at = len(im.notes)
		im.notes = append(im.notes, importNote{text: text})
	}
	im.notes[at].rows++
}

// hintedDays are the days of a sheet whose year its title gave.
type hintedDays struct {
	sheet   string
	hint    office.YearHint
	count   int
	example string
}

// hinted counts the row's days whose year comes from elsewhere.
func (im *importer) hinted(row *importRow) {
	for i, v := range row.Values {
		if !v.Hinted || v.Kept || row.raw.Hint.From == office.YearGiven {
			continue
		}
		at := slices.IndexFunc(im.hints, func(h hintedDays) bool { return h.sheet == row.Sheet && h.hint == row.raw.Hint })
		if at < 0 {
			at = len(im.hints)
			im.hints = append(im.hints, hintedDays{sheet: row.Sheet, hint: row.raw.Hint,
				example: fmt.Sprintf("“%s”记为 %s", office.CleanText(row.raw.Cells[i].Text), v.Text)})
		}
		im.hints[at].count++
	}
}

// tellNotes says what is not seen in a single row: which years were added, and what
// many rows have in common.
func (im *importer) tellNotes() {
	for _, n := range im.notes {
		im.result.Notes = append(im.result.Notes, fmt.Sprintf("有 %d %s", n.rows, n.text))
	}
	for _, h := range im.hints {
		im.result.Notes = append(im.result.Notes, fmt.Sprintf("工作表“%s”有 %d 个日期没写年份，按%s算在 %s，如%s。不对的，请填上年份再导。",
			h.sheet, h.count, h.hint.From, h.hint.Words(), h.example))
	}
}
