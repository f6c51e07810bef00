// Package pdf is for PDF files that already exist: how many pages they have, the
// pictures on a page, and several put together as one.
//
// The one rule: files are read one at a time and written out object by object,
// so that memory is that of the largest one, however many there are. It alone
// knows pdfcpu, whose own merge keeps all files in memory at once.
package pdf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// Bounds of what is read: a file that unpacks to more is refused, not read.
const (
	maxObjects = 2_000_000
	maxStream  = 256 << 20
	maxDepth   = 60 // of the tree of pages
	maxPages   = 20_000
)

// Pages returns how many pages a file has.
func Pages(path string) (n int, err error) {
	f, err := open(path)
	if err != nil {
		return 0, err
	}
	return len(f.pages), nil
}

// file is one opened PDF.
type file struct {
	name  string
	ctx   *model.Context
	pages []page
}

// page is one page with what it inherits from the nodes above it.
type page struct {
	ref  types.IndirectRef
	dict types.Dict
}

// noConfigDir keeps pdfcpu from writing a folder of its own into the user's.
var noConfigDir = sync.OnceFunc(api.DisableConfigDir)

// open reads a file; what cannot be read is an *office.Error of CodeFile that
// names it.
func open(path string) (f *file, err error) {
	name := filepath.Base(path)
	defer func() { // hostile files have made pdfcpu panic
		if p := recover(); p != nil {
			f, err = nil, damaged(name, fmt.Errorf("panic: %v", p))
		}
	}()
	noConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxObjects, maxObjects
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = maxStream, maxStream
	conf.Limits.MaxImageBytes = maxStream
	r, err := os.Open(path)
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", name)
	}
	defer r.Close()
	ctx, err := pdfcpu.Read(r, conf)
	if errors.Is(err, pdfcpu.ErrWrongPassword) {
		return nil, office.Errorf(office.CodeFile, "文件“%s”加了打开密码，读不出内容。请去掉密码另存后再试。", name)
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	f = &file{name: name, ctx: ctx}
	root, err := ctx.Pages()
	if err == nil {
		err = f.walk(*root, inherited{}, 0, map[int]bool{})
	}
	if err != nil || len(f.pages) == 0 {
		return nil, damaged(name, err)
	}
	return f, nil
}

// damaged is the error of a file that is no PDF or a broken one; the reason is
// for the log.
func damaged(name string, why error) error {
	return fmt.Errorf("%w (%v)", office.Errorf(office.CodeFile, "PDF 文件“%s”已损坏或不完整，读不出来。请用能打开它的程序另存后再试。", name), why)
}

// inherited are the entries that a page takes from the nodes above it.
type inherited map[string]types.Object

var inheritable = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

// walk gathers the pages below a node of the page tree. A node that is met a
// second time is a loop.
func (f *file) walk(ref types.IndirectRef, above inherited, depth int, seen map[int]bool) error {
	number := ref.ObjectNumber.Value()
	if depth > maxDepth || seen[number] {
		return errors.New("the tree of pages runs in a circle")
	}
	seen[number] = true
	node, err := f.ctx.DereferenceDict(ref)
	if err != nil || node == nil {
		return fmt.Errorf("node %d of the page tree: %w", number, errors.Join(err, errors.New("not a dictionary")))
	}
	own := inherited{}
	for _, key := range inheritable {
		if v, ok := node.Find(key); ok {
			own[key] = v
		} else if v, ok := above[key]; ok {
			own[key] = v
		}
	}
	kids, isNode := node.Find("Kids")
	if !isNode {
		dict := types.Dict{}
		for k, v := range node {
			dict[k] = v
		}
		for k, v := range own {
			dict[k] = v
		}
		f.pages = append(f.pages, page{ref, dict})
		if len(f.pages) > maxPages {
			return fmt.Errorf("more than %d pages", maxPages)
		}
		return nil
	}
	list, err := f.ctx.DereferenceArray(kids)
	if err != nil {
		return err
	}
	for _, kid := range list {
		ref, ok := kid.(types.IndirectRef)
		if !ok {
			continue // a page that is not an object of its own is against the standard
		}
		if err := f.walk(ref, own, depth+1, seen); err != nil {
			return err
		}
	}
	return nil
}

// deref follows references to the object itself, nil for one that is not there.
func (f *file) deref(o types.Object) types.Object {
	got, err := f.ctx.Dereference(o)
	if err != nil {
		return nil // readers take a broken reference for null
	}
	return got
}

// isName tells whether the object is the name.
func isName(o types.Object, name string) bool {
	n, ok := o.(types.Name)
	return ok && strings.EqualFold(string(n), name)
}
