package sheet

import (
	"io"

	"dudao/internal/office"

	"github.com/xuri/excelize/v2"
)

// The colours and type of every workbook the program writes.
const (
	bodyFont   = "宋体"
	headFont   = "黑体"
	headFill   = "DDEBF7"
	faultFill  = "FFC7CE"
	gridColour = "BFBFBF"
	linkColour = "0563C1"
)

// maxCellText is the most characters that a cell of a workbook holds.
const maxCellText = 32767

// styleSet makes styles once and hands out their numbers; the first error stays.
type styleSet struct {
	f    *excelize.File
	made map[string]int
	err  error
}

func newStyles(f *excelize.File) *styleSet { return &styleSet{f: f, made: map[string]int{}} }

func (s *styleSet) get(name string, make func() *excelize.Style) int {
	if id, ok := s.made[name]; ok {
		return id
	}
	id, err := s.f.NewStyle(make())
	if err != nil && s.err == nil {
		s.err = err
	}
	s.made[name] = id
	return id
}

func thinBorder() []excelize.Border {
	sides := make([]excelize.Border, 0, 4)
	for _, side := range []string{"left", "right", "top", "bottom"} {
		sides = append(sides, excelize.Border{Type: side, Color: gridColour, Style: 1})
	}
	return sides
}

func (s *styleSet) head() int {
	return s.get("head", func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Bold: true, Family: headFont, Size: 11}, Border: thinBorder(),
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{headFill}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}, NumFmt: 49}
	})
}

// body returns the style of a ruled cell. format 49 is text.
func (s *styleSet) body(align string, bold bool, format int) int {
	name := "body" + align
	if bold {
		name += "b"
	}
	return s.get(name+string(rune('A'+format)), func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Bold: bold, Family: bodyFont, Size: 11}, Border: thinBorder(), NumFmt: format,
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}}
	})
}

func (s *styleSet) link(align string, bold bool) int {
	name := "link" + align
	if bold {
		name += "b"
	}
	return s.get(name, func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Bold: bold, Family: bodyFont, Size: 11, Color: linkColour, Underline: "single"}, Border: thinBorder(),
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}}
	})
}

// text returns an unruled style for a line across the sheet.
func (s *styleSet) text(name, family string, size float64, bold bool, align string) int {
	return s.get(name, func() *excelize.Style {
		return &excelize.Style{Font: &excelize.Font{Bold: bold, Family: family, Size: size},
			Alignment: &excelize.Alignment{Horizontal: align, Vertical: "center", WrapText: true}}
	})
}

// printWell makes a sheet print on A4: as wide as the page, page numbers below,
// its heading on every page.
func printWell(f *excelize.File, sheet string, landscape bool, headFrom, headTo int) error {
	return printOver(f, sheet, landscape, 1, headFrom, headTo)
}

// printOver is printWell for a sheet that is wide pages wide.
func printOver(f *excelize.File, sheet string, landscape bool, wide, headFrom, headTo int) error {
	orientation := "portrait"
	if landscape {
		orientation = "landscape"
	}
	a4, high, fit := 9, 0, true // high 0: as many pages as it takes
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	side, above, foot, centred := 0.5, 0.7, 0.3, true
	if err := f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &above, Bottom: &above, Footer: &foot, Horizontally: &centred}); err != nil {
		return err
	}
	if err := f.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"}); err != nil {
		return err
	}
	if headFrom == 0 {
		return nil
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: quoteSheet(sheet) + "!$" + itoa(headFrom) + ":$" + itoa(headTo)})
}

// save writes the workbook and tells every failure, a full disk included.
func save(f *excelize.File, out io.Writer) error {
	return written(out, func(w io.Writer) error { return f.Write(w) })
}

// written words what the writer refused.
func written(out io.Writer, write func(io.Writer) error) error {
	w := &watched{w: out}
	err := write(w)
	if w.err != nil {
		err = w.err
	}
	if err != nil {
		return office.Errorf(office.CodeFile, "表格没有写成（%v）。请检查磁盘是否已满、文件夹能否写入，再试一次。", err)
	}
	return nil
}

// watched remembers the first error of its writer.
type watched struct {
	w   io.Writer
	err error
}

func (w *watched) Write(p []byte) (int, error) {
	n, err := w.w.Write(p)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}

// fit shortens a text to what a cell holds.
func fit(s string) string {
	if len(s) <= maxCellText {
		return s
	}
	if r := []rune(s); len(r) > maxCellText {
		return string(r[:maxCellText-1]) + "…"
	}
	return s
}
