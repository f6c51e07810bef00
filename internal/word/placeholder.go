package word

import (
	"regexp"
	"strings"
	"unicode"
)

// A placeholder is a name in braces, {学校名称}: the braces of the program's other
// patterns ({字}〔{年}〕{号}号), seldom used in Chinese papers, and typed with one
// key; a Chinese keyboard's full-width ones count alike.
var placeholderForm = regexp.MustCompile(`[{｛]([^{}｛｝]*)[}｝]`)

// found is a placeholder in a paragraph's text.
type found struct {
	from, to int // bytes
	name     string
}

func placeholders(text string) []found {
	var out []found
	for _, m := range placeholderForm.FindAllStringSubmatchIndex(text, -1) {
		out = append(out, found{m[0], m[1], plainName(text[m[2]:m[3]])})
	}
	return out
}

// plainName is a name without blanks, its dot the plain one.
func plainName(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u200b', r == '\ufeff':
			return -1
		case r == '．', r == '·', r == '。':
			return '.'
		}
		return r
	}, s)
}

// strayBrace is a brace that belongs to no placeholder, with what stands behind it.
func strayBrace(text string) string {
	rest := placeholderForm.ReplaceAllString(text, "")
	i := strings.IndexAny(rest, "{}｛｝")
	if i < 0 {
		return ""
	}
	const most = 8
	r := []rune(rest[i:])
	return strings.TrimSpace(string(r[:min(len(r), most)]))
}

// paragraphText is the text of a paragraph, put together from the runs that Word
// divides it into.
type paragraphText struct {
	text  string
	parts []textNode
}

// textNode is one w:t and where its text lies in the paragraph's.
type textNode struct {
	parent, node *node
	from, to     int
}

// textOf collects a paragraph's text without that of text boxes in it.
func textOf(p *node) *paragraphText {
	t := &paragraphText{}
	var b strings.Builder
	var look func(n *node)
	look = func(n *node) {
		for _, k := range n.kids {
			switch k.w {
			case "t":
				from := b.Len()
				b.WriteString(k.plainText())
				t.parts = append(t.parts, textNode{n, k, from, b.Len()})
			case "tab", "br", "cr":
				b.WriteByte('\t')
			case "txbxContent", "p", "pPr", "rPr":
			default:
				look(k)
			}
		}
	}
	look(p)
	t.text = b.String()
	return t
}

// replace writes the values in place of the placeholders. The value stands in the
// run in which its placeholder begins, in that run's type.
func (t *paragraphText) replace(list []found, values []string) {
	for i := len(t.parts) - 1; i >= 0; i-- { // from the end: parents' lists of children grow
		part := t.parts[i]
		var b strings.Builder
		at, touched := part.from, false
		for j, x := range list {
			if x.to <= part.from || x.from >= part.to {
				continue
			}
			touched = true
			if x.from >= part.from {
				b.WriteString(t.text[at:x.from])
				b.WriteString(values[j])
			}
			at = min(x.to, part.to)
		}
		if touched {
			b.WriteString(t.text[at:part.to])
			part.set(b.String())
		}
	}
}

// set writes a text in place of a w:t; its line breaks and tabs become elements.
func (p textNode) set(text string) {
	prefix := strings.TrimSuffix(p.node.name, "t")
	var nodes []*node
	for i, line := range plainLines(text) {
		if i > 0 {
			nodes = append(nodes, &node{name: prefix + "br", w: "br"})
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				nodes = append(nodes, &node{name: prefix + "tab", w: "tab"})
			}
			if piece != "" || len(nodes) == 0 {
				nodes = append(nodes, &node{name: p.node.name, w: "t", attrs: []attr{{"xml:space", "preserve"}}, kids: []*node{{text: piece}}})
			}
		}
	}
	kids := make([]*node, 0, len(p.parent.kids)+len(nodes))
	for _, k := range p.parent.kids {
		if k == p.node {
			kids = append(kids, nodes...)
			continue
		}
		kids = append(kids, k)
	}
	p.parent.kids = kids
}
