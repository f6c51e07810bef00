package word

import (
	"slices"
	"strings"
)

// plainFields are the fields (域) that compute from the document alone. All others
// are refused: some fetch files or start programs, and one built of others
// (nested) cannot be told.
var plainFields = []string{
	"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "NUMWORDS", "NUMCHARS", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE",
	"EDITTIME", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "COMMENTS", "FILENAME", "FILESIZE", "REVNUM", "TOC", "TC", "XE", "INDEX",
	"PAGEREF", "REF", "NOTEREF", "STYLEREF", "SEQ", "LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "EQ", "SYMBOL", "ADVANCE",
	"FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "MERGEFIELD", "DOCPROPERTY", "HYPERLINK", "=",
}

// fieldName is the first word of a field's code.
func fieldName(code string) string {
	code = strings.TrimSpace(code)
	if strings.HasPrefix(code, "=") {
		return "="
	}
	word, _, _ := strings.Cut(strings.ReplaceAll(code, "\t", " "), " ")
	word, _, _ = strings.Cut(word, `\`)
	return strings.ToUpper(word)
}

func allowedField(name, code string) bool {
	if !slices.Contains(plainFields, name) {
		return false
	}
	if name != "HYPERLINK" {
		return true
	}
	// HYPERLINK \l "place" stays in the document; else the first word is the address.
	rest := strings.TrimSpace(strings.TrimSpace(code)[len("HYPERLINK"):])
	if strings.HasPrefix(rest, `\l`) {
		return true
	}
	return plainLink(strings.TrimLeft(rest, `"“ `))
}

// openField is a field whose code is being read.
type openField struct {
	code   strings.Builder
	result bool // past its code
}

// fieldCodes are the codes of all fields of a part, put together from the runs
// that Word divides them into.
func fieldCodes(root *node) []string {
	var codes []string
	var stack []*openField
	add := func(text string) {
		if len(stack) == 0 {
			codes = append(codes, text) // a code without a field around it
			return
		}
		if top := stack[len(stack)-1]; !top.result {
			top.code.WriteString(text)
		}
	}
	var look func(n *node)
	look = func(n *node) {
		switch n.local() {
		case "fldSimple":
			codes = append(codes, n.attr("instr"))
		case "instrText", "delInstrText":
			text := n.plainText()
			if strings.TrimSpace(text) != "" {
				add(text)
			}
			return
		case "fldChar":
			switch n.attr("fldCharType") {
			case "begin":
				if len(stack) > 0 && !stack[len(stack)-1].result {
					stack[len(stack)-1].code.WriteString(nestedMark)
				}
				stack = append(stack, &openField{})
			case "separate":
				if len(stack) > 0 {
					stack[len(stack)-1].result = true
				}
			case "end":
				if len(stack) > 0 {
					codes = append(codes, stack[len(stack)-1].code.String())
					stack = stack[:len(stack)-1]
				}
			}
		}
		for _, k := range n.kids {
			look(k)
		}
	}
	look(root)
	for _, f := range stack { // a field that is never closed
		codes = append(codes, f.code.String())
	}
	return codes
}

// nestedMark stands for a field within a code: it makes the name one that is not
// allowed when it stands in or at the name.
const nestedMark = "\x01"

// plainText is the text below a node.
func (n *node) plainText() string {
	if n.name == "" {
		return n.text
	}
	var b strings.Builder
	for _, k := range n.kids {
		b.WriteString(k.plainText())
	}
	return b.String()
}
