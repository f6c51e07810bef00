package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// mmPerUnit is a unit of a page, 1/72 inch, in millimetres.
const mmPerUnit = 25.4 / 72

// stampName names the stamp among a page's own pictures.
const stampName = "DudaoStamp"

// Size returns the size of a file's first page as it is seen, in millimetres.
//
// Errors: CodeFile.
func Size(path string) (w, h float64, err error) {
	f, err := open(path)
	if err != nil {
		return 0, 0, err
	}
	w, h = f.sight(f.pages[0].dict).shown()
	return w * mmPerUnit, h * mmPerUnit, nil
}

// Stamp writes a copy of a PDF with another's first page laid over its own first,
// corner on corner as it is seen. The file itself stays as it is.
//
// Errors: CodeFile.
func Stamp(out io.Writer, title, path, over string) (err error) {
	f, err := open(path)
	if err != nil {
		return err
	}
	o, err := open(over)
	if err != nil {
		return err
	}
	content, err := o.content(o.pages[0])
	if err != nil {
		return err
	}
	w := newWriter(out)
	root, tree, node, form := w.number(), w.number(), w.number(), w.number()
	first := f.pages[0].dict
	before, after := w.number(), w.number()
	res, ok := f.deref(first["Resources"]).(types.Dict)
	if !ok {
		res = types.Dict{}
	}
	objects, ok := f.deref(res["XObject"]).(types.Dict)
	if !ok {
		objects = types.Dict{}
	}
	c := &copier{w: w, f: f, numbers: map[int]int{}}
	draw := f.sight(first).matrix() + " "
	w.stream(before, "", []byte("q"))
	w.stream(after, "", []byte("Q q "+draw+"cm /"+stampName+" Do Q"))
	contents := "[" + ref(before)
	if list, is := f.deref(first["Contents"]).(types.Array); is {
		for _, v := range list {
			contents += " " + c.value(v)
		}
	} else if first["Contents"] != nil {
		contents += " " + c.value(first["Contents"])
	}
	contents += " " + ref(after) + "]"
	resources := "<<" + c.entries(res, "XObject") + "/XObject<<" + c.entries(objects, stampName) + "/" + stampName + " " + ref(form) + ">>>>"
	w.object(tree, "<</Type/Pages/Kids["+ref(node)+"]/Count "+strconv.Itoa(len(f.pages))+">>")
	f.copyStamped(w, c, node, tree, "/Contents"+contents+"/Resources"+resources)
	oc := &copier{w: w, f: o, numbers: map[int]int{}}
	ow, oh := o.sight(o.pages[0].dict).shown()
	w.stream(form, fmt.Sprintf("/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]/Filter/FlateDecode/Resources %s", ow, oh, oc.value(o.deref(o.pages[0].dict["Resources"]))), content)
	oc.rest()
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	return w.close(root, title, time.Time{})
}

// copyStamped copies the pages, the first with the entries instead of its own.
func (f *File) copyStamped(w *writer, c *copier, node, parent int, entries string) {
	numbers := make([]int, len(f.pages))
	for i, p := range f.pages {
		numbers[i] = w.number()
		c.numbers[p.ref.ObjectNumber.Value()] = numbers[i]
	}
	without := []string{"Type", "Parent", "StructParents", "B", "AA", "Metadata", "PieceInfo"}
	for i, p := range f.pages {
		p.dict["Annots"] = f.links(p.dict["Annots"])
		if i == 0 {
			w.object(numbers[i], "<</Type/Page/Parent "+ref(node)+c.entries(p.dict, append(without, "Contents", "Resources")...)+entries+">>")
		} else {
			w.object(numbers[i], "<</Type/Page/Parent "+ref(node)+c.entries(p.dict, without...)+">>")
		}
		c.rest()
	}
	w.object(node, "<</Type/Pages/Parent "+ref(parent)+"/Kids["+refs(numbers)+"]/Count "+strconv.Itoa(len(numbers))+">>")
}

// content is what a page draws, deflated.
func (f *File) content(p page) ([]byte, error) {
	parts := types.Array{p.dict["Contents"]}
	if list, is := f.deref(p.dict["Contents"]).(types.Array); is {
		parts = list
	}
	var all bytes.Buffer
	for _, part := range parts {
		s, ok := f.deref(part).(types.StreamDict)
		if !ok {
			continue
		}
		if err := s.Decode(); err != nil {
			return nil, damaged(f.name, err)
		}
		all.Write(s.Content)
		all.WriteByte('\n')
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(all.Bytes()); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// JPEG is a picture for a page of its own: its bytes and its size in pixels.
type JPEG struct {
	Data []byte
	W, H int
	Gray bool
}

// Sheet writes a picture as an A4 page, as large as it goes, as a scan lies on its
// sheet.
func Sheet(path, title string, p JPEG) (err error) {
	if p.W < 1 || p.H < 1 {
		return office.Errorf(office.CodeFile, "图片“%s”读不出来，请用看图软件另存后再试。", title)
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	pw, ph := 595.28, 841.89
	if p.W > p.H {
		pw, ph = ph, pw
	}
	scale := min(pw/float64(p.W), ph/float64(p.H))
	iw, ih := float64(p.W)*scale, float64(p.H)*scale
	w := newWriter(file)
	colours := "DeviceRGB"
	if p.Gray {
		colours = "DeviceGray"
	}
	root, tree, node, image, content := w.number(), w.number(), w.number(), w.number(), w.number()
	w.stream(image, fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode", p.W, p.H, colours), p.Data)
	w.stream(content, "", fmt.Appendf(nil, "q %.3f 0 0 %.3f %.3f %.3f cm /P Do Q", iw, ih, (pw-iw)/2, (ph-ih)/2))
	w.object(node, fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[0 0 %.2f %.2f]/Contents %s/Resources<</XObject<</P %s>>>>>>", ref(tree), pw, ph, ref(content), ref(image)))
	w.object(tree, "<</Type/Pages/Kids["+ref(node)+"]/Count 1>>")
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	if err := w.close(root, title, time.Time{}); err != nil {
		return err
	}
	return file.Close()
}
