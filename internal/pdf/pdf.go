// Package pdf is for PDF files that already exist: how many pages they have, the
// pictures on a page, and several put together as one.
//
// The one rule: files are read one at a time and written out object by object,
// so that memory is that of the largest one, however many there are. It alone
// knows pdfcpu, whose own merge keeps all files in memory at once.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"dudao/internal/office"
)

// Bounds of what is read: a file that unpacks to more is refused, not read.
const (
	maxObjects = 200_000
	maxBytes   = 384 << 20
	maxStream  = 256 << 20
	maxSeconds = 60
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

// File is one opened PDF (already read, so that the reader may be closed).
type File struct {
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

// Why a file cannot be read; errors.Is tells them apart.
var (
	ErrEmpty   = errors.New("empty")
	ErrLocked  = errors.New("locked by a password")
	ErrDamaged = errors.New("damaged")
	ErrLarge   = errors.New("too large to be read with care")
)

// open reads a file; what cannot be read is an *office.Error of CodeFile that
// names it.
func open(path string) (*File, error) {
	name := filepath.Base(path)
	r, err := os.Open(path)
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "文件“%s”无法读取，请检查权限或先关闭正在使用它的程序。", name)
	}
	defer r.Close()
	return Open(name, r)
}

// Open reads a file under the name by which errors call it: an *office.Error of
// CodeFile that is also one of the errors above. It takes neither more than
// maxSeconds nor much more memory than the file has bytes.
func Open(name string, r io.ReadSeeker) (f *File, err error) {
	defer func() { // hostile files have made pdfcpu panic
		if p := recover(); p != nil {
			f, err = nil, damaged(name, fmt.Errorf("panic: %v", p))
		}
	}()
	if err := bounded(name, r); err != nil {
		return nil, err
	}
	noConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.Offline = true
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxObjects, maxObjects
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = maxStream, maxStream
	conf.Limits.MaxImageBytes = maxStream
	patience, cancel := context.WithTimeout(context.Background(), maxSeconds*time.Second)
	defer cancel()
	ctx, err := pdfcpu.ReadWithContext(patience, r, conf)
	if errors.Is(err, pdfcpu.ErrWrongPassword) {
		return nil, because(ErrLocked, nil, "文件“%s”加了打开密码，读不出内容。请去掉密码另存后再试。", name)
	}
	if patience.Err() != nil {
		return nil, tooLarge(name)
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	f = &File{name: name, ctx: ctx}
	root, err := ctx.Pages()
	if err == nil {
		err = f.walk(*root, inherited{}, 0, map[int]bool{})
	}
	if err != nil || len(f.pages) == 0 {
		return nil, damaged(name, err)
	}
	return f, nil
}

// Pages is how many pages the file has.
func (f *File) Pages() int { return len(f.pages) }

// bounded refuses what would take too much memory: pdfcpu holds a whole file, and
// some kilobytes for each object in it.
func bounded(name string, r io.ReadSeeker) error {
	size, err := r.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = r.Seek(0, io.SeekStart)
	}
	if err != nil {
		return damaged(name, err)
	}
	if size == 0 {
		return because(ErrEmpty, nil, "文件“%s”是空的，没有内容。请找到原件重新添加。", name)
	}
	if size > maxBytes {
		return tooLarge(name)
	}
	sign, objects := []byte(" obj"), 0
	buffer := make([]byte, min(size, 1<<18)+int64(len(sign)))
	kept := 0 // of the last bytes, a sign may lie over the edge
	for {
		n, err := io.ReadFull(r, buffer[kept:])
		objects += bytes.Count(buffer[:kept+n], sign)
		if objects > maxObjects {
			return tooLarge(name)
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			_, err = r.Seek(0, io.SeekStart)
			return err
		}
		if err != nil {
			return damaged(name, err)
		}
		kept = copy(buffer, buffer[kept+n-len(sign)+1:kept+n])
	}
}

// because is a sentence for the clerk that is also the error kind; why is for
// the log.
func because(kind, why error, format string, args ...any) error {
	said := office.Errorf(office.CodeFile, format, args...)
	if why == nil {
		return fmt.Errorf("%w (%w)", said, kind)
	}
	return fmt.Errorf("%w (%w: %v)", said, kind, why)
}

func tooLarge(name string) error {
	return because(ErrLarge, nil, "文件“%s”太大，装订时读不下。请拆成几个较小的 PDF 后重新添加。", name)
}

// damaged is the error of a file that is no PDF or a broken one.
func damaged(name string, why error) error {
	return because(ErrDamaged, why, "PDF 文件“%s”已损坏或不完整，读不出来。请用能打开它的程序另存后再试。", name)
}

// inherited are the entries that a page takes from the nodes above it.
type inherited map[string]types.Object

var inheritable = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

// walk gathers the pages below a node of the page tree. A node that is met a
// second time is a loop.
func (f *File) walk(ref types.IndirectRef, above inherited, depth int, seen map[int]bool) error {
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
func (f *File) deref(o types.Object) types.Object {
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
