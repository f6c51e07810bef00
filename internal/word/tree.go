package word

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// The most that a template's XML may hold: a book of a hundred pages has less,
// and what is deeper or longer is no document that somebody wrote.
const (
	maxDepth = 300
	maxNodes = 400_000
)

// wordSpaces are the namespaces of WordprocessingML, of both variants.
var wordSpaces = []string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
	"http://purl.oclc.org/ooxml/wordprocessingml/main",
}

// node is an element or, without a name, a text of a part. Prefixes are kept as
// they are written: encoding/xml would rename them, and Word names some in plain
// attributes (mc:Ignorable).
type node struct {
	name  string // with its prefix
	w     string // local name when it is an element of WordprocessingML
	attrs []attr
	kids  []*node
	text  string
}

type attr struct{ name, value string }

var (
	errNotXML = errors.New("not well-formed")
	errTooBig = errors.New("too large")
)

// parse reads a part. Document types are refused: they could name things outside
// of it.
func parse(data []byte, budget *int) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	root := &node{}
	stack := []*node{root}
	scopes := []map[string]string{{}}
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, errNotXML
		}
		top := stack[len(stack)-1]
		switch token := token.(type) {
		case xml.StartElement:
			if *budget--; *budget < 0 || len(stack) > maxDepth {
				return nil, errTooBig
			}
			scope := scopes[len(scopes)-1]
			n := element(token, &scope)
			top.kids = append(top.kids, n)
			stack, scopes = append(stack, n), append(scopes, scope)
		case xml.EndElement:
			if len(stack) == 1 || top.name != rawName(token.Name) {
				return nil, errNotXML
			}
			stack, scopes = stack[:len(stack)-1], scopes[:len(scopes)-1]
		case xml.CharData:
			if len(stack) > 1 && len(token) > 0 {
				if *budget--; *budget < 0 {
					return nil, errTooBig
				}
				top.kids = append(top.kids, &node{text: string(token)})
			}
		case xml.Directive:
			return nil, errNotXML
		}
	}
	if len(stack) != 1 || len(root.kids) != 1 {
		return nil, errNotXML
	}
	return root.kids[0], nil
}

func rawName(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// element makes the node of a start tag; scope becomes the prefixes within it.
func element(token xml.StartElement, scope *map[string]string) *node {
	n := &node{name: rawName(token.Name)}
	own := *scope
	for _, a := range token.Attr {
		name := rawName(a.Name)
		n.attrs = append(n.attrs, attr{name, a.Value})
		prefix, declares := strings.CutPrefix(name, "xmlns:")
		if name == "xmlns" {
			prefix, declares = "", true
		}
		if declares {
			if len(own) == len(*scope) {
				own = cloneMap(*scope)
			}
			own[prefix] = a.Value
		}
	}
	*scope = own
	if slices.Contains(wordSpaces, own[token.Name.Space]) {
		n.w = token.Name.Local
	}
	return n
}

func cloneMap(m map[string]string) map[string]string {
	out := make(map[string]string, len(m)+1)
	for k, v := range m {
		out[k] = v
	}
	return out
}

// local is the element's name without its prefix.
func (n *node) local() string {
	if _, local, ok := strings.Cut(n.name, ":"); ok {
		return local
	}
	return n.name
}

// attr returns the attribute of the local name.
func (n *node) attr(local string) string {
	for _, a := range n.attrs {
		if a.name == local || strings.HasSuffix(a.name, ":"+local) {
			return a.value
		}
	}
	return ""
}

func (n *node) clone() *node {
	c := *n
	c.attrs = slices.Clone(n.attrs)
	c.kids = make([]*node, len(n.kids))
	for i, k := range n.kids {
		c.kids[i] = k.clone()
	}
	return &c
}

// size counts the nodes.
func (n *node) size() int {
	sum := 1
	for _, k := range n.kids {
		sum += k.size()
	}
	return sum
}

// write writes the node as XML.
func (n *node) write(b *bytes.Buffer) {
	if n.name == "" {
		escape(b, n.text)
		return
	}
	b.WriteString("<" + n.name)
	for _, a := range n.attrs {
		b.WriteString(" " + a.name + `="`)
		escape(b, a.value)
		b.WriteByte('"')
	}
	if len(n.kids) == 0 {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.name + ">")
}

// part is the node as a whole part.
func (n *node) part() []byte {
	var b bytes.Buffer
	b.WriteString(xmlHead)
	n.write(&b)
	return b.Bytes()
}
