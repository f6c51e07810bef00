package pdf

import (
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// Picture is a picture on a page, as an image file.
type Picture struct {
	io.Reader
	Kind string // jpg, png, tif, jpx
	W, H int
}

// smallest is the shorter side, in pixels, of a picture that may be a scanned
// page; what is smaller is a seal or a line.
const smallest = 200

// Pictures returns the pictures on a page (the first is 1), the largest first: of
// a scanned page, the page. A picture packed in a way that cannot be unpacked is
// left out.
func Pictures(path string, number int) (list []Picture, err error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	return f.picturesOf(number)
}

func (f *File) picturesOf(number int) (list []Picture, err error) {
	if number < 1 || number > len(f.pages) {
		return nil, office.Errorf(office.CodeFile, "PDF 文件“%s”没有第 %d 页，请检查文件是否完整。", f.name, number)
	}
	defer func() {
		if p := recover(); p != nil {
			list, err = nil, damaged(f.name, fmt.Errorf("panic: %v", p))
		}
	}()
	list = f.pictures(f.pages[number-1].dict["Resources"], 0, map[int]bool{})
	slices.SortStableFunc(list, func(a, b Picture) int { return b.W*b.H - a.W*a.H })
	return list, nil
}

// pictures looks through a page's resources and through the forms within them.
func (f *File) pictures(resources types.Object, depth int, seen map[int]bool) []Picture {
	list := []Picture{}
	res, ok := f.deref(resources).(types.Dict)
	if !ok || depth > 5 {
		return list
	}
	objects, ok := f.deref(res["XObject"]).(types.Dict)
	if !ok {
		return list
	}
	names := make([]string, 0, len(objects))
	for name := range objects {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		ref, ok := objects[name].(types.IndirectRef)
		if !ok || seen[ref.ObjectNumber.Value()] {
			continue
		}
		number := ref.ObjectNumber.Value()
		seen[number] = true
		stream, ok := f.deref(ref).(types.StreamDict)
		if !ok {
			continue
		}
		switch {
		case isName(stream.Dict["Subtype"], "Form"):
			list = append(list, f.pictures(stream.Dict["Resources"], depth+1, seen)...)
		case isName(stream.Dict["Subtype"], "Image"):
			if p, ok := f.picture(stream, name, number); ok {
				list = append(list, p)
			}
		}
	}
	return list
}

func (f *File) picture(stream types.StreamDict, name string, number int) (Picture, bool) {
	w, h := f.whole(stream.Dict["Width"]), f.whole(stream.Dict["Height"])
	if min(w, h) < smallest {
		return Picture{}, false
	}
	image, err := pdfcpu.ExtractImage(f.ctx, &stream, false, name, number, false)
	if err != nil || image == nil || image.Reader == nil {
		slog.Warn("picture in PDF", "file", f.name, "object", number, "err", err)
		return Picture{}, false
	}
	return Picture{Reader: image.Reader, Kind: image.FileType, W: w, H: h}, true
}

// whole is a whole number, 0 for anything else.
func (f *File) whole(o types.Object) int {
	if n, ok := f.deref(o).(types.Integer); ok {
		return n.Value()
	}
	return 0
}
