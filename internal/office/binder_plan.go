package office

import (
	"cmp"
	"fmt"
	"slices"
)

// BoundItem is a piece of evidence as it lies in a box.
type BoundItem struct {
	EvidenceID int64
	Pages      int
}

// BinderLine is a line of the standard in a box: a heading, or a point with its
// evidence in order.
type BinderLine struct {
	Indicator Indicator
	Heading   bool
	Items     []BoundItem
}

// BinderBox is a box of a binder (迎检盒) to be made.
type BinderBox struct {
	Code      string // with （2） where a box had to be split
	Title     string
	Lines     []BinderLine
	Items     int // that lie in it; a piece that serves several points lies under its first
	Pages     int // of them, and one for each point's divider
	Thickness int // of the spine, in mm
	Over      bool
}

// PlanBinder lays the evidence of the points into boxes: by the scheme, and the
// points that it does not name by their first-level heading. A box that the
// thickest spine does not take is split, between two items. Different years may
// lie together: what is shown is copies.
func PlanBinder(s Standard, scheme []StandardBox, items map[int64][]BoundItem, rule BoxRule) []BinderBox {
	p := binderPlan{rule: rule, items: items, placed: map[int64]bool{}}
	above := [IndicatorDepth + 1]Indicator{}
	open := map[string]int{} // place of a box in p.wanted
	for _, b := range scheme {
		open["scheme"+b.Code] = len(p.wanted)
		p.wanted = append(p.wanted, BinderBox{Code: b.Code, Title: b.Title})
	}
	first := 0
	for i, x := range s.Indicators {
		above[x.Level] = x
		if x.Level == 1 {
			first++
		}
		if !s.IsPoint(i) {
			continue
		}
		path := above[1 : x.Level+1]
		key, box := fmt.Sprintf("heading%d", first), BinderBox{Code: cmp.Or(above[1].Code, fmt.Sprint(first)), Title: boxTitle(above[1].Name)}
		codes := []string{}
		for _, h := range path {
			codes = append(codes, h.Code)
		}
		for _, b := range scheme {
			if b.holds(codes) {
				key = "scheme" + b.Code
			}
		}
		at, have := open[key]
		if !have {
			at = len(p.wanted)
			open[key] = at
			p.wanted = append(p.wanted, box)
		}
		p.wanted[at].Lines = withPoint(p.wanted[at].Lines, path, items[x.ID])
	}
	for _, b := range p.wanted {
		if len(b.Lines) > 0 {
			p.split(b)
		}
	}
	return p.boxes
}

// longestBoxTitle is what a spine and a cover take, in characters.
const longestBoxTitle = 40

// boxTitle is a heading as the name of a box.
func boxTitle(name string) string {
	if r := []rune(name); len(r) > longestBoxTitle {
		return string(r[:longestBoxTitle-1]) + "…"
	}
	return name
}

// withPoint adds a point and the headings above it that the box has not yet.
func withPoint(lines []BinderLine, path []Indicator, items []BoundItem) []BinderLine {
	for _, h := range path[:len(path)-1] {
		have := false
		for _, l := range lines {
			have = have || l.Indicator.ID == h.ID
		}
		if !have {
			lines = append(lines, BinderLine{Indicator: h, Heading: true})
		}
	}
	return append(lines, BinderLine{Indicator: path[len(path)-1], Items: items})
}

// binderPlan lays boxes out one after the other.
type binderPlan struct {
	rule   BoxRule
	items  map[int64][]BoundItem
	wanted []BinderBox
	boxes  []BinderBox
	placed map[int64]bool // evidence that lies in a box already
}

// split puts a box into as many as its thickness asks for.
func (p *binderPlan) split(b BinderBox) {
	largest := p.rule.holds(slices.Max(p.rule.sizes()))
	parts := []BinderBox{{Code: b.Code, Title: b.Title}}
	headings := []BinderLine{} // above the line that is laid now
	for _, l := range b.Lines {
		if l.Heading {
			for len(headings) > 0 && headings[len(headings)-1].Indicator.Level >= l.Indicator.Level {
				headings = headings[:len(headings)-1]
			}
			headings = append(headings, l)
			parts[len(parts)-1].Lines = append(parts[len(parts)-1].Lines, l)
			continue
		}
		// begin opens the point in the box, or in a further one that takes what comes.
		begin := func(pages, items int, again bool) *BinderBox {
			part := &parts[len(parts)-1]
			if full := part.Items > 0 && p.rule.thickOf(part.Pages+pages, part.Items+items) > largest; full {
				parts = append(parts, BinderBox{Code: b.Code, Title: b.Title, Lines: slices.Clone(headings)})
				part, again = &parts[len(parts)-1], true
			}
			if again {
				part.Lines, part.Pages = append(part.Lines, BinderLine{Indicator: l.Indicator}), part.Pages+1
			}
			return part
		}
		begin(1, 0, true)
		for _, item := range l.Items {
			part := &parts[len(parts)-1]
			if !p.placed[item.EvidenceID] {
				part = begin(item.Pages, 1, false)
				p.placed[item.EvidenceID] = true
				part.Items, part.Pages = part.Items+1, part.Pages+item.Pages
			}
			line := &part.Lines[len(part.Lines)-1]
			line.Items = append(line.Items, item)
		}
	}
	for i := range parts {
		if len(parts) > 1 {
			parts[i].Code = fmt.Sprintf("%s（%d）", b.Code, i+1)
		}
		parts[i].Thickness, parts[i].Over = p.rule.spineOf(p.rule.thickOf(parts[i].Pages, parts[i].Items))
	}
	p.boxes = append(p.boxes, parts...)
}
