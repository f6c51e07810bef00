package doc

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// measured is how many rows decide about the widths of a table's columns.
const measured = 400

// unbroken are the lengths of texts (characters) that should stay on one line, the
// wish first, and how much of their spare width the other columns give for it.
// A text of length 0 is broken at will, but never a word or number in it.
var unbroken = []struct {
	length int
	give   float64
}{{10, 0.35}, {7, 0.5}, {5, 1}, {4, 1}, {shortHead, 1}, {0, 1}}

// A lesser wish is preferred when it saves this share of a table's lines: a list of
// many columns gets lower when its short words stand on two lines. Words of fewer
// characters than leastKept are broken only when there is no other way.
const (
	saving    = 0.15
	leastKept = 3
)

// shortHead is how many characters of a head should stay on one line, of one a little
// longer its half: 责任人, 核查|结论.
const shortHead = 3

// Fitting is what a writer knows of its type when a table's columns are fitted.
// Lengths are millimetres, type sizes points.
type Fitting struct {
	Total    float64 // width of the table
	Size     float64 // the wished type size
	Smallest float64 // the size a full table may shrink to
	// Widths measures the text of a cell and the widest word in it, with the
	// cell's insets.
	Widths func(c Cell, strong bool, size float64) (whole, word float64)
	// Head measures the text of a head, with its cell's insets.
	Head func(text string, size float64) float64
}

// Fit chooses the column widths and the type size: the given shares, mended so
// that no number, date or short word is broken. When even the numbers do not fit,
// the type gets smaller.
func (t Table) Fit(f Fitting) (widths []float64, size float64) {
	for size = f.Size; ; size -= 0.5 {
		given := Shares(t.given(f, size), f.Total)
		least, texts := t.measure(f, size)
		lowest := 0.0
		for i, wish := range unbroken {
			w := slices.Clone(given)
			if widths != nil && wish.length < leastKept || !mendWidths(w, least[i], wish.give) {
				continue
			}
			levelWidths(w, least[i], texts)
			if n := float64(lines(w, texts)); widths == nil || n < lowest*(1-saving) {
				widths, lowest = w, n
			}
		}
		if widths != nil {
			return widths, size
		}
		if size-0.5 < f.Smallest {
			return given, size
		}
	}
}

// Alike gives tables of the same columns the same widths: they stand one below the
// other, and a day stands below a day.
func Alike(tables []Table) {
	var rows []Row
	for _, t := range tables {
		rows = append(rows, t.Rows[:min(len(t.Rows), max(1, measured/len(tables)))]...)
	}
	for i := range tables {
		tables[i].Model = rows
	}
}

// models are the rows that decide about the widths.
func (t Table) models() []Row {
	rows := t.Rows
	if t.Model != nil {
		rows = t.Model
	}
	return rows[:min(len(rows), measured)]
}

// given are the columns' shares; where no column has one, the longest texts decide.
func (t Table) given(f Fitting, size float64) []float64 {
	const narrowest = 8
	out := make([]float64, len(t.Columns))
	known := false
	for i, c := range t.Columns {
		out[i] = c.Width
		known = known || c.Width > 0
	}
	if known {
		return out
	}
	for i, c := range t.Columns {
		most := max(narrowest, f.Head(c.Head, size)/2)
		for _, r := range t.models() {
			if i < len(r.Cells) {
				whole, _ := f.Widths(r.Cells[i], r.Strong, size)
				most = max(most, whole)
			}
		}
		out[i] = min(most, f.Total/3)
	}
	return out
}

// columnText is how wide the paragraphs of a column's cells are by row, each on one
// line; the widest of them, and the head.
type columnText struct {
	rows          [][]float64
	longest, head float64
}

// measure is the width each column needs to grant each of the unbroken wishes, and
// that of its texts.
func (t Table) measure(f Fitting, size float64) ([][]float64, []columnText) {
	out, texts := make([][]float64, len(unbroken)), make([]columnText, len(t.Columns))
	for i := range out {
		out[i] = make([]float64, len(t.Columns))
	}
	rows := t.models()
	for i, c := range t.Columns {
		texts[i].head, texts[i].rows = f.Head(c.Head, size), make([][]float64, len(rows))
		part := []rune(c.Head) // of a long head at least so much stands on one line
		if len(part) > shortHead {
			part = part[:min(shortHead, (len(part)+1)/2)]
		}
		for k, wish := range unbroken {
			if wish.length > 0 {
				out[k][i] = f.Head(string(part), size)
			}
		}
	}
	for at, r := range rows {
		for i := range min(len(r.Cells), len(t.Columns)) {
			whole, word := f.Widths(r.Cells[i], r.Strong, size)
			some := word
			n := utf8.RuneCountInString(r.Cells[i].Text) // a ▲ before a day breaks no day
			if n > leastKept {
				some, _ = f.Widths(Cell{Text: string([]rune(r.Cells[i].Text)[:leastKept])}, r.Strong, size)
			}
			if n > 0 {
				texts[i].longest = max(texts[i].longest, whole)
				texts[i].rows[at] = []float64{whole}
				if strings.Contains(r.Cells[i].Text, "\n") {
					texts[i].rows[at] = paragraphs(f, r.Cells[i], r.Strong, size)
				}
			}
			for k, wish := range unbroken {
				w := word
				if n <= wish.length {
					w = whole
				} else if wish.length > 0 { // some characters of a longer one
					w = max(word, some)
				}
				out[k][i] = max(out[k][i], w)
			}
		}
	}
	return out, texts
}

// paragraphs are the widths of a cell's paragraphs.
func paragraphs(f Fitting, c Cell, strong bool, size float64) []float64 {
	out := []float64{}
	for part := range strings.SplitSeq(c.Text, "\n") {
		c.Text = part
		whole, _ := f.Widths(c, strong, size)
		out = append(out, whole)
	}
	return out
}

// Says is the text a cell prints: a warned cell has a sign before it.
func (c Cell) Says() string {
	if c.Warn {
		return "▲" + c.Text
	}
	return c.Text
}

// mendWidths raises columns to their least width and takes it from those that
// have more; false when that would cost them more than the share give.
func mendWidths(widths, least []float64, give float64) bool {
	missing, spare := 0.0, 0.0
	for i, w := range widths {
		if w < least[i] {
			missing += least[i] - w
		} else {
			spare += w - least[i]
		}
	}
	if missing > spare*give {
		return false
	}
	if missing == 0 {
		return true
	}
	for i, w := range widths {
		if w < least[i] {
			widths[i] = least[i]
		} else {
			widths[i] = w - (w-least[i])*missing/spare
		}
	}
	return true
}

// levelWidths gives the columns whose texts run over several lines what the others
// have too much, and shares their room by the length of their texts: the rows get
// as low as they can be. An empty column is one to write in: it gives little.
func levelWidths(widths, least []float64, texts []columnText) {
	over := func(i int) bool { return texts[i].longest > widths[i] }
	enough := func(i int) float64 {
		need := max(texts[i].longest, least[i], texts[i].head)
		if texts[i].longest == 0 {
			need = max(need, widths[i]*0.9)
		}
		return min(widths[i], need)
	}
	want, spare := 0.0, 0.0
	for i := range widths {
		if over(i) {
			want += texts[i].longest + hair - widths[i]
		} else {
			spare += widths[i] - enough(i)
		}
	}
	if want == 0 {
		return
	}
	share := 0.0
	if spare > 0 {
		share = min(1, want/spare)
	}
	var open []int
	room := 0.0
	for i, w := range widths {
		if over(i) {
			open, room = append(open, i), room+w
		} else {
			given := (w - enough(i)) * share
			widths[i], room = w-given, room+given
		}
	}
	fill(widths, least, texts, open, room)
}

// hair is what a column is wider than its longest text, so that no rounding breaks it.
const hair = 0.04

// fill shares room among the open columns: one gives to another as long as that makes
// the rows lower. None gets below its least width and half of what it was given.
func fill(widths, least []float64, texts []columnText, open []int, room float64) {
	had := 0.0
	for _, i := range open {
		had += widths[i]
	}
	floor := make([]float64, len(widths))
	for _, i := range open {
		floor[i] = max(least[i], widths[i]/2)
		widths[i] *= room / had
	}
	trade := func(step func(to int) float64, measure func() float64) {
		for low, moved := measure(), true; moved; {
			moved = false
			for _, from := range open {
				for _, to := range open {
					d := step(to)
					if from == to || widths[from]-d < floor[from] || widths[to] >= texts[to].longest {
						continue
					}
					widths[from], widths[to] = widths[from]-d, widths[to]+d
					if h := measure(); h < low-1e-9 {
						low, moved = h, true
					} else {
						widths[from], widths[to] = widths[from]+d, widths[to]-d
					}
				}
			}
		}
	}
	for d := room / 8; d > 0.4; d /= 2 {
		trade(func(int) float64 { return d }, func() float64 { return high(widths, texts, open) })
	}
	// A little more may just do for whole lines, or for a column's longest text.
	for _, d := range []float64{2, 1, 0.5} {
		for _, step := range []func(int) float64{func(int) float64 { return d }, func(to int) float64 { return texts[to].longest + hair/2 - widths[to] }} {
			trade(step, func() float64 { return float64(lines(widths, texts)) })
		}
	}
}

// weighed is how many rows, spread over the table, decide how its long texts share
// their room.
const weighed = 100

// high is how high the rows are in lines, squared, the longest cell of each counting
// most: a smooth measure, so that each small step shows whether it leads the right way.
func high(widths []float64, texts []columnText, open []int) float64 {
	sum, rows := 0.0, len(texts[open[0]].rows)
	for at := 0; at < rows; at += 1 + rows/weighed {
		row := 0.0
		for _, i := range open {
			n, w := 0.0, min(widths[i], texts[i].longest)
			for _, p := range texts[i].rows[at] {
				n += max(1, p/w)
			}
			row += n * n * n * n
		}
		sum += math.Sqrt(row)
	}
	return sum
}

// lines is how many lines the rows have together, about.
func lines(widths []float64, texts []columnText) int {
	sum := 0
	for at := range texts[0].rows {
		most := 1.0
		for i, x := range texts {
			n := 0.0
			for _, p := range x.rows[at] {
				n += math.Ceil(p / widths[i])
			}
			most = max(most, n)
		}
		sum += int(most)
	}
	return sum
}

// Shares turns column shares into widths. Columns without a share get the mean of
// the others.
func Shares(shares []float64, total float64) []float64 {
	sum, known := 0.0, 0
	for _, w := range shares {
		if w > 0 {
			sum += w
			known++
		}
	}
	mean := 1.0
	if known > 0 {
		mean = sum / float64(known)
	}
	sum += mean * float64(len(shares)-known)
	out := make([]float64, len(shares))
	for i, w := range shares {
		if w <= 0 {
			w = mean
		}
		out[i] = w / sum * total
	}
	return out
}

// Group is the columns from From up to To under one head; a column without a
// group stands alone, with an empty Name.
type Group struct {
	Name     string
	From, To int
}

// Groups joins neighbouring columns of one group.
func (t Table) Groups() []Group {
	var groups []Group
	for i, c := range t.Columns {
		if n := len(groups); n > 0 && c.Group != "" && groups[n-1].Name == c.Group {
			groups[n-1].To = i + 1
			continue
		}
		groups = append(groups, Group{c.Group, i, i + 1})
	}
	return groups
}
