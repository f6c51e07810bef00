package paper

import (
	"strings"
	"unicode"
)

// Measure returns the width of a character in shares of the type size.
type Measure func(face Face, r rune) float64

// style is how a run of characters is printed.
type style struct {
	face  Face
	size  float64 // points
	track float64 // points added after each character
	rise  float64 // millimetres above the line
	red   bool
	gray  float64 // 0 black … 1 white
	// link leads to the anchor of this name; anchor is such a name.
	link, anchor string
}

// atom is one character with its style and width in millimetres.
type atom struct {
	r  rune
	st *style
	w  float64
	// glued atoms belong to a box to tick (□学校) or are a note mark: no line
	// break before them.
	glued bool
}

// span is one line: atoms[from:to], their width without trailing spaces, and
// whether the paragraph ends here.
type span struct {
	from, to int
	width    float64
	end      bool
}

// Characters that may not begin a line, and those that may not end one (避头尾).
const (
	noStart = "，。、；：？！．）》〉」』】〕〗｝］”’％‰℃°～·・々〞′″!),.:;?]}%¢"
	noEnd   = "（《〈「『【〔〖｛［“‘〝([{＄$￥¥£№§＃▲"
)

var noStartSet, noEndSet = runeSet(noStart), runeSet(noEnd)

func runeSet(s string) map[rune]bool {
	set := make(map[rune]bool, len(s)/3)
	for _, r := range s {
		set[r] = true
	}
	return set
}

// slack forgives rounding when a line is exactly full (millimetres).
const slack = 1e-6

// wrap breaks atoms into lines: the first may be as wide as first, the others as
// rest. Every atom lies in exactly one span, in order. A line break in the text
// ends a paragraph and belongs to the line before it.
func wrap(atoms []atom, first, rest float64) []span {
	var lines []span
	limit := first
	for start := 0; start < len(atoms); {
		s := fill(atoms, start, limit)
		lines = append(lines, s)
		start = s.to
		limit = rest
	}
	return lines
}

// fill takes as many atoms as fit, then goes back to the nearest allowed break.
func fill(atoms []atom, start int, limit float64) span {
	width, end := 0.0, start
	for end < len(atoms) {
		a := atoms[end]
		if a.r == '\n' {
			return trimmed(atoms, span{start, end + 1, width, true})
		}
		if width+a.w > limit+slack && end > start && a.r != ' ' {
			break
		}
		width += a.w
		end++
	}
	if end == len(atoms) {
		return trimmed(atoms, span{start, end, width, true})
	}
	for at := end; at > start; at-- {
		if !atoms[at].glued && breakable(atoms[at-1].r, atoms[at].r) {
			if at < end && wordWidth(atoms[at:]) > limit {
				break // no line holds the word whole: it is cut here rather than on the next
			}
			s := trimmed(atoms, span{start, at, width, false})
			for s.to < len(atoms)-1 && atoms[s.to].r == ideographicSpace {
				s.to++ // the blank between two things does not begin a line
			}
			return s
		}
		width -= atoms[at-1].w
	}
	// Nothing may be broken, or a word is longer than any line: cut where the line ends.
	width = 0
	for _, a := range atoms[start:end] {
		width += a.w
	}
	return trimmed(atoms, span{start, end, width, false})
}

// wordWidth is the width of the Latin word or number at the start of atoms.
func wordWidth(atoms []atom) float64 {
	w := 0.0
	for _, a := range atoms {
		if !isWord(a.r) {
			break
		}
		w += a.w
	}
	return w
}

// trimmed leaves trailing spaces out of a line's width.
func trimmed(atoms []atom, s span) span {
	for i := s.to - 1; i >= s.from; i-- {
		switch atoms[i].r {
		case '\n':
		case ' ':
			s.width -= atoms[i].w
		default:
			return s
		}
	}
	return s
}

// breakable reports whether a line may end after a and the next begin with b.
func breakable(a, b rune) bool {
	switch {
	case b == ' ' || b == '\n':
		return false
	case noStartSet[b] || noEndSet[a] || unicode.Is(unicode.Mn, b):
		return false
	case a == ' ':
		return true
	case a == b && (a == '—' || a == '…'):
		return false
	}
	return !(isWord(a) && isWord(b))
}

// isWord reports whether r is part of a Latin word or a number, which stays
// together when it fits a line.
func isWord(r rune) bool {
	if r < 0x80 {
		return r > ' ' && !strings.ContainsRune("()[]{}", r)
	}
	return r < 0x2000 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// isSpace reports whether a character is meant to be blank.
func isSpace(r rune) bool {
	return r == ' ' || r == 0xA0 || r == '\t' || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F
}

// isInvisible reports whether a character has no shape of its own and is left
// out of the paper: zero-width signs, variation selectors, control characters.
func isInvisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF, r == 0xFEFF:
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

const ideographicSpace = 0x3000

const tickBoxes = "□☑☐☒■"

// atomsOf appends the characters of s in a style. Invisible characters are left
// out and every kind of narrow space becomes the plain one.
func (l *layout) atomsOf(into []atom, s string, st *style) []atom {
	mm := st.size * mmPerPoint
	glued := false
	for _, r := range s {
		if r == '\n' {
			into = append(into, atom{r: r, st: st})
			glued = false
			continue
		}
		if isInvisible(r) {
			continue
		}
		if isSpace(r) && r != ideographicSpace {
			r = ' '
		}
		glued = glued && !isSpace(r)
		into = append(into, atom{r, st, l.measure(st.face, r)*mm + st.track*mmPerPoint, glued})
		glued = glued || strings.ContainsRune(tickBoxes, r)
	}
	return into
}
