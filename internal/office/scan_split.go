package office

import (
	"slices"
	"strconv"
	"strings"
)

// FormSeparator is the form key of 分隔页: a sheet laid between papers before they
// are scanned. Its number is NextPaper, or the record (kind/id) that what follows
// belongs to.
const (
	FormSeparator = "separator"
	NextPaper     = "next"
)

// The codes of pages that come back signed by themselves and are no form of their
// own: 送达回证 and 约谈记录 behind a letter, the spine of a box.
const (
	FormReceipt    = "receipt"
	FormTalkRecord = "talk_record"
	FormBox        = "box"
)

// SeparatorNumber is what a separator sheet of a record says.
func SeparatorNumber(kind string, id int64) string { return kind + "/" + strconv.FormatInt(id, 10) }

// SeparatedRecord takes the number on a separator sheet apart; ok is false for
// one that names no record.
func SeparatedRecord(number string) (kind string, id int64, ok bool) {
	kind, tail, _ := strings.Cut(number, "/")
	id, err := strconv.ParseInt(tail, 10, 64)
	return kind, id, err == nil && id > 0 && kind != ""
}

// ScannedPage is what was seen of one page of a stack (一页扫描件).
type ScannedPage struct {
	Form, Number, Mark string // of its code, empty without one
	Turn               int    // degrees clockwise to stand upright, by its code
	Blank              bool
}

func (p ScannedPage) coded() bool     { return p.Form != "" }
func (p ScannedPage) separates() bool { return p.Form == FormSeparator }

// ScannedLeaf is a page of a part, the first of the stack is 1.
type ScannedLeaf struct{ Page, Turn int }

// ScannedPart is the pages of a stack that are one paper. Code is what it is filed
// by; Form is empty when nothing says whose it is. Behind is the separator sheet it
// lay behind.
type ScannedPart struct {
	Leaves []ScannedLeaf
	Code   ScannedPage
	Behind ScannedPage
}

// SplitStack divides a stack into its papers. A form's code or a separator sheet
// begins a new one, and the pages after it belong to it until the next: a second
// copy of a form is a paper of its own. Separator sheets and blank pages are left
// out. What lies behind the separator of an 归档文件 is that one's whole, its forms'
// codes included: it is the filed paper itself. A part is turned as its code lies.
func SplitStack(pages []ScannedPage) (parts []ScannedPart, blank int) {
	parts = []ScannedPart{}
	var open *ScannedPart
	var behind ScannedPage
	begin := func(code ScannedPage) {
		parts = append(parts, ScannedPart{Leaves: []ScannedLeaf{}, Code: code, Behind: behind})
		open = &parts[len(parts)-1]
	}
	for i, p := range pages {
		switch {
		case p.Blank:
			blank++
			continue
		case p.separates():
			behind, open = p, nil
			continue
		case open == nil && wholeBehind(behind):
			begin(behind)
			open.Code.Turn = p.Turn
		case p.coded() && !wholeBehind(behind):
			begin(p)
		case open == nil:
			begin(behind)
			open.Code.Turn = 0 // the separator may lie another way
		}
		if p.coded() {
			open.Code.Turn = p.Turn
		}
		open.Leaves = append(open.Leaves, ScannedLeaf{i + 1, open.Code.Turn})
	}
	return parts, blank
}

// wholeBehind tells that all that lies behind the separator is one paper.
func wholeBehind(separator ScannedPage) bool {
	kind, _, ok := SeparatedRecord(separator.Number)
	return separator.separates() && ok && kind == "archive_item"
}

// PagesText names the pages of a part: 3, 5–7.
func (p ScannedPart) PagesText() string {
	out := []string{}
	for i := 0; i < len(p.Leaves); {
		j := i
		for j+1 < len(p.Leaves) && p.Leaves[j+1].Page == p.Leaves[j].Page+1 {
			j++
		}
		out = append(out, PageSpan(p.Leaves[i].Page, p.Leaves[j].Page))
		i = j + 1
	}
	return strings.Join(out, "、")
}

// PageSpan names pages that follow each other: 3, 5–7.
func PageSpan(first, last int) string {
	if first == last {
		return strconv.Itoa(first)
	}
	return strconv.Itoa(first) + "–" + strconv.Itoa(last)
}

// Untouched tells that the part is the whole stack as it lay, so that the file
// itself can be kept.
func (p ScannedPart) Untouched(pages int) bool {
	return len(p.Leaves) == pages && !slices.ContainsFunc(p.Leaves, func(l ScannedLeaf) bool { return l.Turn != 0 })
}
