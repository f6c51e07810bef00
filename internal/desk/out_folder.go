package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"dudao/internal/disk"
	"dudao/internal/office"
)

// markName is the file by which the program knows a folder as its own work.
const markName = ".督导台账.json"

// outFolder is a folder of papers that appears when it is whole: everything is
// written beside its place and moved there at the end. A folder that stands there
// already is replaced only when the program made it and nobody has added to it or
// changed it since.
type outFolder struct {
	target, part string
	mu           sync.Mutex
	marks        map[string]fileMark // by path below the folder, with /
}

// fileMark is what a file was when it was written.
type fileMark struct {
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// newOutFolder begins a folder of the name in another one, which is made when it
// is not there.
func newOutFolder(parent, name string) (*outFolder, error) {
	f := &outFolder{target: filepath.Join(parent, name), marks: map[string]fileMark{}}
	if err := disk.MkdirAll(parent); err != nil {
		return nil, office.Errorf(office.CodeFile, "无法建立文件夹“%s”，请换一个位置。", parent)
	}
	if err := f.replaceable(); err != nil {
		return nil, err
	}
	part, err := os.MkdirTemp(parent, ".正在生成-*")
	if err != nil {
		return nil, office.Errorf(office.CodeFile, "文件夹“%s”无法写入，请换一个位置。", parent)
	}
	f.part = part
	return f, os.Chmod(part, 0o755)
}

// drop leaves nothing behind; after finish it does nothing.
func (f *outFolder) drop() { os.RemoveAll(f.part) }

// write adds a file by its path below the folder; several may be written at once.
func (f *outFolder) write(rel string, content []byte) error {
	return f.create(rel, func(w io.Writer) error { _, err := w.Write(content); return err })
}

// create is write for what is not in memory.
func (f *outFolder) create(rel string, fill func(io.Writer) error) error {
	path := filepath.Join(f.part, rel)
	err := os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		var file *os.File
		if file, err = os.Create(path); err == nil {
			sum := &summing{hash: sha256.New()}
			err = fill(io.MultiWriter(file, sum))
			if err == nil {
				err = file.Sync()
			}
			if cerr := file.Close(); err == nil {
				err = cerr
			}
			f.mu.Lock()
			f.marks[filepath.ToSlash(rel)] = sum.mark()
			f.mu.Unlock()
		}
	}
	if office.CodeOf(err) == office.CodeInternal {
		return office.Errorf(office.CodeFile, "文件“%s”没有写成，请检查磁盘是否已满、路径是否太长，或换一个位置。", filepath.Base(rel))
	}
	return err
}

// adopt takes in a file that was written at its path by other hands.
func (f *outFolder) adopt(rel string) error {
	m, err := markOf(f.path(rel))
	if err == nil {
		err = disk.SyncFile(f.path(rel))
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.marks[filepath.ToSlash(rel)] = m
	return err
}

// mark is what was written under the path below the folder.
func (f *outFolder) mark(rel string) fileMark {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.marks[filepath.ToSlash(rel)]
}

// names are the paths of all that was written, with /, sorted.
func (f *outFolder) names() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Sorted(maps.Keys(f.marks))
}

// path is where a file of the folder lies while it is being made.
func (f *outFolder) path(rel string) string { return filepath.Join(f.part, rel) }

// finish puts the folder into its place.
func (f *outFolder) finish() error {
	text, err := json.MarshalIndent(map[string]any{"program": programFolder, "files": f.marks}, "", " ")
	if err != nil {
		return err
	}
	err = writeWhole(filepath.Join(f.part, markName), bytes.NewReader(text))
	if err == nil {
		err = disk.SyncTree(f.part)
	}
	if err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”没有写成，请检查磁盘是否已满。", filepath.Base(f.target))
	}
	if err := f.replaceable(); err != nil {
		return err
	}
	old := f.part + "-旧"
	moved := os.Rename(f.target, old)
	if moved != nil && !errors.Is(moved, fs.ErrNotExist) {
		return f.busy()
	}
	if err := os.Rename(f.part, f.target); err != nil {
		if moved == nil {
			if err := os.Rename(old, f.target); err != nil {
				return office.Errorf(office.CodeFile, "新文件夹没有放进去，原来的文件夹现在叫“%s”，请改回原名“%s”。", filepath.Base(old), filepath.Base(f.target))
			}
		}
		return f.busy()
	}
	if err := disk.Sync(filepath.Dir(f.target)); err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”没有写成，请检查磁盘是否松动、是否已满。", filepath.Base(f.target))
	}
	return os.RemoveAll(old)
}

func (f *outFolder) busy() error {
	return office.Errorf(office.CodeFile, "文件夹“%s”里有文件正被别的程序打开，没有替换。请关闭后重试。", filepath.Base(f.target))
}

// replaceable refuses to replace a folder that holds anything but what the
// program wrote there.
func (f *outFolder) replaceable() error {
	info, err := os.Stat(f.target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || !info.IsDir() {
		return office.Errorf(office.CodeFile, "“%s”已经存在而且不是文件夹，请改名或换一个位置。", f.target)
	}
	var mark struct {
		Files map[string]fileMark `json:"files"`
	}
	if text, err := os.ReadFile(filepath.Join(f.target, markName)); err == nil {
		if err := json.Unmarshal(text, &mark); err != nil {
			mark.Files = nil // a damaged mark vouches for nothing
		}
	}
	return filepath.WalkDir(f.target, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return office.Errorf(office.CodeFile, "文件夹“%s”无法读取，请检查权限或换一个位置。", f.target)
		}
		rel, err := filepath.Rel(f.target, path)
		if err != nil || e.IsDir() || rel == markName {
			return err
		}
		if is, err := markOf(path); err != nil || is != mark.Files[filepath.ToSlash(rel)] {
			return office.Errorf(office.CodeFile, "文件夹“%s”里的“%s”不是本程序生成的，或生成后改过，所以没有替换这个文件夹。请把它移走或给文件夹改名，也可以换一个位置。", filepath.Base(f.target), rel)
		}
		return nil
	})
}

func markOf(path string) (fileMark, error) {
	r, err := os.Open(path)
	if err != nil {
		return fileMark{}, err
	}
	defer r.Close()
	sum := &summing{hash: sha256.New()}
	_, err = io.Copy(sum, r)
	return sum.mark(), err
}

// summing counts and sums what is written to it.
type summing struct {
	hash hash.Hash
	n    int64
}

func (s *summing) Write(b []byte) (int, error) {
	s.n += int64(len(b))
	return s.hash.Write(b)
}

func (s *summing) mark() fileMark { return fileMark{s.n, hex.EncodeToString(s.hash.Sum(nil))} }
