package pdf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// producer stands in every file that the program puts together.
const producer = "督导台账"

// writer writes a PDF object by object; it keeps where each object begins, and
// the first error, which every later call leaves standing.
type writer struct {
	out *bufio.Writer
	sum hash.Hash
	at  int64
	off []int64 // by object number; 0 until it is written
	err error
}

func newWriter(out io.Writer) *writer {
	w := &writer{sum: sha256.New(), off: make([]int64, 1)}
	w.out = bufio.NewWriterSize(io.MultiWriter(out, w.sum), 1<<16)
	w.text("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	return w
}

func (w *writer) text(s string) {
	if w.err != nil {
		return
	}
	n, err := w.out.WriteString(s)
	w.at, w.err = w.at+int64(n), err
}

func (w *writer) bytes(b []byte) {
	if w.err != nil {
		return
	}
	n, err := w.out.Write(b)
	w.at, w.err = w.at+int64(n), err
}

// number gives a new object its number, before it is written.
func (w *writer) number() int {
	w.off = append(w.off, 0)
	return len(w.off) - 1
}

// object writes an object made of a text.
func (w *writer) object(number int, body string) {
	w.begin(number)
	w.text(body)
	w.text("\nendobj\n")
}

func (w *writer) begin(number int) {
	w.off[number] = w.at
	w.text(strconv.Itoa(number) + " 0 obj\n")
}

// stream writes a stream object; entries are those of its dictionary but the
// length.
func (w *writer) stream(number int, entries string, data []byte) {
	w.begin(number)
	w.text("<<" + entries + "/Length " + strconv.Itoa(len(data)) + ">>\nstream\n")
	w.bytes(data)
	w.text("\nendstream\nendobj\n")
}

// streamFrom writes a stream object of length bytes that are copied from r.
func (w *writer) streamFrom(number int, entries string, r io.Reader, length int64) {
	w.begin(number)
	w.text("<<" + entries + "/Length " + strconv.FormatInt(length, 10) + ">>\nstream\n")
	if w.err == nil {
		source := &noting{r: r}
		n, err := io.CopyN(w.out, source, length)
		if w.at += n; err != nil && source.err != nil {
			err = errors.Join(ErrDamaged, err)
		}
		w.err = err
	}
	w.text("\nendstream\nendobj\n")
}

// noting keeps the error of a reader, to tell it from one of writing.
type noting struct {
	r   io.Reader
	err error
}

func (n *noting) Read(b []byte) (int, error) {
	got, err := n.r.Read(b)
	if err != nil {
		n.err = err
	}
	return got, err
}

// streamOf writes a stream object whose length is known when it is written.
func (w *writer) streamOf(number int, entries string, write func(io.Writer) error) {
	length := w.number()
	w.begin(number)
	w.text("<<" + entries + "/Length " + ref(length) + ">>\nstream\n")
	from := w.at
	if w.err == nil {
		if err := write(counted{w}); err != nil && w.err == nil {
			w.err = errors.Join(ErrDamaged, err)
		}
	}
	n := w.at - from
	w.text("\nendstream\nendobj\n")
	w.object(length, strconv.FormatInt(n, 10))
}

// counted writes raw bytes into the file.
type counted struct{ w *writer }

func (c counted) Write(b []byte) (int, error) {
	c.w.bytes(b)
	return len(b), c.w.err
}

// close ends the file. Its identity is taken from its content, so that the same
// papers give the same bytes.
func (w *writer) close(root int, title string, made time.Time) error {
	info := w.number()
	w.object(info, "<</Title "+textString(title)+"/Producer "+textString(producer)+date(made)+">>")
	if w.err == nil {
		w.err = w.out.Flush()
	}
	id := hex.EncodeToString(w.sum.Sum(nil)[:16])
	start := w.at
	w.text(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(w.off)))
	for i, at := range w.off[1:] {
		if at == 0 {
			return fmt.Errorf("object %d was never written", i+1)
		}
		w.text(fmt.Sprintf("%010d 00000 n \n", at))
	}
	w.text(fmt.Sprintf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n", len(w.off), root, info, id, id, start))
	if w.err == nil {
		w.err = w.out.Flush()
	}
	return w.err
}

// date is the entry of the day on which the file was made, none for the zero time.
func date(made time.Time) string {
	if made.IsZero() {
		return ""
	}
	return "/CreationDate(D:" + made.UTC().Format("20060102150405") + "Z)"
}

// textString is a text as PDF writes it: UTF-16 in hexadecimal digits.
func textString(s string) string {
	out := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		out = fmt.Appendf(out, "%04X", u)
	}
	return string(append(out, '>'))
}

func ref(number int) string { return strconv.Itoa(number) + " 0 R" }

// copier copies objects of one file into the writer. An object gets its new
// number when it is first referred to, and is written when its turn comes: a
// long chain of objects costs no stack.
type copier struct {
	w       *writer
	f       *File
	numbers map[int]int // old -> new
	waiting []int       // old numbers
}

// take returns the new number of an object of the file, null for what is not
// there and for the pages and nodes that are left out.
func (c *copier) take(r types.IndirectRef) string {
	old := r.ObjectNumber.Value()
	if n, ok := c.numbers[old]; ok {
		return ref(n)
	}
	o := c.f.deref(r)
	if o == nil {
		return "null"
	}
	if d, ok := o.(types.Dict); ok && (isName(d["Type"], "Page") || isName(d["Type"], "Pages") || isName(d["Type"], "Catalog")) {
		return "null"
	}
	n := c.w.number()
	c.numbers[old] = n
	c.waiting = append(c.waiting, old)
	return ref(n)
}

// rest writes what is waiting, until nothing more is referred to.
func (c *copier) rest() {
	for len(c.waiting) > 0 && c.w.err == nil {
		old := c.waiting[0]
		c.waiting = c.waiting[1:]
		n := c.numbers[old]
		switch o := c.f.deref(*types.NewIndirectRef(old, 0)).(type) {
		case types.StreamDict:
			c.w.stream(n, c.entries(o.Dict, "Length"), o.Raw)
		case types.ObjectStreamDict:
			c.w.stream(n, c.entries(o.Dict, "Length"), o.Raw)
		default:
			c.w.object(n, c.value(o))
		}
	}
}

// entries writes a dictionary's entries in the order of their names, without
// those left out.
func (c *copier) entries(d types.Dict, without ...string) string {
	keys := make([]string, 0, len(d))
	for k := range d {
		if !slices.Contains(without, k) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []byte
	for _, k := range keys {
		out = append(out, '/')
		out = append(out, types.EncodeName(k)...)
		v := c.value(d[k])
		if v[0] != '/' && v[0] != '<' && v[0] != '[' && v[0] != '(' {
			out = append(out, ' ')
		}
		out = append(out, v...)
	}
	return string(out)
}

func (c *copier) value(o types.Object) string {
	switch o := o.(type) {
	case nil:
		return "null"
	case types.IndirectRef:
		return c.take(o)
	case types.Dict:
		return "<<" + c.entries(o) + ">>"
	case types.Array:
		out := []byte{'['}
		for i, v := range o {
			if i > 0 {
				out = append(out, ' ')
			}
			out = append(out, c.value(v)...)
		}
		return string(append(out, ']'))
	case types.Float:
		return strconv.FormatFloat(o.Value(), 'f', -1, 64)
	}
	return o.PDFString()
}
