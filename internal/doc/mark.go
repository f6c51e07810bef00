package doc

import "strconv"

// MarkSign is a note mark: ① … ⑳, then (21); empty for 0.
func MarkSign(n int) string {
	const circled = 20
	switch {
	case n <= 0:
		return ""
	case n <= circled:
		return string(rune('①' + n - 1))
	}
	return "(" + strconv.Itoa(n) + ")"
}

// HeadingName names a heading within a document by its place, from 1, for the
// contents to lead to.
func HeadingName(place int) string { return "heading" + strconv.Itoa(place) }
