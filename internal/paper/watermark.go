package paper

// The sheet that a watermark is drawn on, in millimetres, and how its rows lie.
const (
	WatermarkSide = 420.0
	markSize      = 17.0 // points
	markRow       = 46.0
	markGap       = 26.0
	markGray      = 0.35
)

// Watermark prints a square sheet covered with rows of a text (水印), each row
// shifted against the one above: to be laid over the pages of other papers.
func Watermark(text string, opts Options) (Result, error) {
	fonts := opts.Fonts
	if fonts == nil {
		fonts = systemFonts()
	}
	t := newTypesetter(fonts)
	width := markGap
	for _, r := range text {
		width += t.width(Hei, r) * markSize * mmPerPoint
	}
	page := Page{W: WatermarkSide, H: WatermarkSide}
	for row := 0; float64(row)*markRow < WatermarkSide; row++ {
		for x := -width * float64(row%2) / 2; x < WatermarkSide; x += width {
			page.Boxes = append(page.Boxes, Box{Kind: TextBox, X: x, Y: float64(row) * markRow, W: width, H: markSize * mmPerPoint, Face: Hei, Size: markSize, Text: text, Gray: markGray})
		}
	}
	if t.err != nil {
		return Result{}, t.err
	}
	raw, err := draw([]Page{page}, t, false)
	if err != nil {
		return Result{}, err
	}
	pdf, err := mend(raw, info{title: text, created: opts.Created})
	return Result{PDF: pdf, Pages: 1}, err
}
