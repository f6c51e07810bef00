package word

import (
	"archive/zip"
	"bytes"
	"strings"

	"dudao/internal/office"
)

// none stands in a template's row for a list without items.
const none = "（无）"

// Check reads a county's template and returns what is wrong with it, finished
// sentences: something in it that could run or fetch, or a placeholder that is
// not among the known names. An empty list means that it can be filled.
func Check(data []byte, known []string) []string {
	t, err := open(data)
	if err != nil {
		return []string{err.Error()}
	}
	return t.problems(known)
}

// Fill writes a record's values in place of a template's placeholders. With
// anything wrong in the template nothing is filled: CodeInvalid.
func Fill(data []byte, known []string, values office.Filling) ([]byte, error) {
	t, err := open(data)
	if err != nil {
		return nil, err
	}
	if list := t.problems(known); len(list) > 0 {
		return nil, office.Invalid("模板没有填写：%s", strings.Join(list, ""))
	}
	f := &filler{values: values, budget: maxNodes}
	changed := map[string][]byte{}
	for _, p := range t.texts {
		p.root.kids = f.all(p.root.kids, nil)
		changed[p.name] = p.root.part()
	}
	if f.budget < 0 {
		return nil, office.Invalid("填写后的文档过大，没有生成。请缩短模板里重复的那一行。")
	}
	return t.write(changed)
}

// write packs the template again; what was not filled stays as it was.
func (t *template) write(changed map[string][]byte) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range t.files {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		part, is := changed[strings.ToLower(f.Name)]
		if !is {
			part = t.parts[strings.ToLower(f.Name)]
		}
		if err := put(z, f.Name, part); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

// filler writes the values of one record.
type filler struct {
	values office.Filling
	budget int // nodes that may still be copied
}

// item is the list item that a repeated row or paragraph is for.
type item struct {
	list  string
	value map[string]string
	none  bool // the list has no items, which is said once
}

// all fills nodes; a row or paragraph of a list comes back once for each item.
func (f *filler) all(nodes []*node, within *item) []*node {
	out := make([]*node, 0, len(nodes))
	for _, n := range nodes {
		if n.w != "tr" && n.w != "p" {
			if n.w == "dataBinding" { // Word would write the bound value over what is filled in
				continue
			}
			n.kids = f.all(n.kids, within)
			out = append(out, n)
			continue
		}
		list := ""
		if within == nil {
			list = listOf(n)
		}
		if list == "" {
			out = append(out, f.one(n, within)...)
			continue
		}
		for i, it := range f.items(list) {
			if c := f.copy(n, i > 0); f.budget >= 0 {
				out = append(out, f.one(c, it)...)
			}
		}
	}
	return out
}

// items are those of a list, or one that says that there are none.
func (f *filler) items(list string) []*item {
	values := f.values.Lists[list]
	if len(values) == 0 {
		return []*item{{list: list, none: true}}
	}
	out := make([]*item, len(values))
	for i, v := range values {
		out[i] = &item{list: list, value: v}
	}
	return out
}

// copy clones a row or paragraph as long as there is budget; a further one loses
// what must be the only one of its name.
func (f *filler) copy(n *node, further bool) *node {
	f.budget -= n.size()
	if f.budget < 0 {
		return nil
	}
	c := n.clone()
	if further {
		c.anonymous()
	}
	return c
}

// anonymous takes out bookmarks and paragraph ids.
func (n *node) anonymous() {
	kept := n.kids[:0]
	for _, k := range n.kids {
		if k.w == "bookmarkStart" || k.w == "bookmarkEnd" {
			continue
		}
		k.anonymous()
		kept = append(kept, k)
	}
	n.kids = kept
	attrs := n.attrs[:0]
	for _, a := range n.attrs {
		if !strings.HasSuffix(a.name, ":paraId") && !strings.HasSuffix(a.name, ":textId") {
			attrs = append(attrs, a)
		}
	}
	n.attrs = attrs
}

// one fills a row, or a paragraph and the text boxes in it.
func (f *filler) one(n *node, within *item) []*node {
	if n.w == "tr" {
		n.kids = f.all(n.kids, within)
		return []*node{n}
	}
	return f.paragraph(n, within)
}

// paragraph fills one paragraph and the text boxes in it. Of a paragraph that is
// nothing but one placeholder, each line of the value is a paragraph of its own,
// with its indent.
func (f *filler) paragraph(p *node, within *item) []*node {
	t := textOf(p)
	list := placeholders(t.text)
	values := make([]string, len(list))
	for i, x := range list {
		values[i] = f.value(x.name, within)
	}
	f.inner(p, within)
	if len(list) != 1 || strings.TrimSpace(t.text) != t.text[list[0].from:list[0].to] || p.has("sectPr") {
		t.replace(list, values)
		return []*node{p}
	}
	out := []*node{p}
	lines := plainLines(values[0])
	for _, line := range lines[1:] {
		c := f.copy(p, true)
		if f.budget < 0 {
			break
		}
		textOf(c).replace(list, []string{line})
		out = append(out, c)
	}
	t.replace(list, lines[:1])
	return out
}

// inner fills the text boxes of a paragraph, which hold paragraphs of their own.
func (f *filler) inner(n *node, within *item) {
	for _, k := range n.kids {
		if k.w == "txbxContent" {
			k.kids = f.all(k.kids, within)
			continue
		}
		f.inner(k, within)
	}
}

// value is what stands for a placeholder.
func (f *filler) value(name string, within *item) string {
	list, field, isList := strings.Cut(name, ".")
	if !isList {
		return f.values.Text[name]
	}
	if within == nil || within.list != list {
		return ""
	}
	if within.none {
		within.none = false
		within.value = map[string]string{}
		return none
	}
	return within.value[field]
}

// has tells whether a node of the name is below.
func (n *node) has(w string) bool {
	for _, k := range n.kids {
		if k.w == w || k.has(w) {
			return true
		}
	}
	return false
}

// listOf is the list whose fields a row or paragraph holds, not counting rows
// within it.
func listOf(n *node) string {
	for _, p := range paragraphsOf(n) {
		for _, x := range placeholders(textOf(p).text) {
			if list, _, is := strings.Cut(x.name, "."); is {
				return list
			}
		}
	}
	return ""
}

// paragraphsOf are the paragraphs of a row without those of rows within it, or
// the paragraph itself.
func paragraphsOf(n *node) []*node {
	if n.w == "p" {
		return []*node{n}
	}
	var out []*node
	for _, k := range n.kids {
		if k.w != "tr" {
			out = append(out, paragraphsOf(k)...)
		}
	}
	return out
}
