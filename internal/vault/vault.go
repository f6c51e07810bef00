// Package vault keeps attached files on the disk under the SHA-256 of their
// bytes, and reads photos.
//
// The one rule: bytes first, whole and on the disk; whoever names them in a
// record does so afterwards. What is kept is never changed.
package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"dudao/internal/disk"
	"dudao/internal/office"
)

// partPrefix begins the names of files that are still being written.
const partPrefix = ".part-"

// Vault is an opened folder of attached files (附件库): ab/cdef… holds the file
// whose SHA-256 is abcdef…. It is safe for concurrent use.
type Vault struct {
	dir      string
	decoding chan struct{} // photos being decoded, each takes much memory
}

// Open opens the folder, making it as needed, and clears what a stopped write
// left behind. CodeFile when the folder cannot be written.
func Open(dir string) (*Vault, error) {
	if err := disk.MkdirAll(dir); err != nil {
		return nil, office.Errorf(office.CodeFile, "附件文件夹“%s”无法建立，请检查所在位置的权限。", filepath.Base(dir))
	}
	parts, err := filepath.Glob(filepath.Join(escapeGlob(dir), partPrefix+"*"))
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fileError(err)
		}
	}
	return &Vault{dir: dir, decoding: make(chan struct{}, 2)}, nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`*`, `[*]`, `?`, `[?]`, `[`, `[[]`).Replace(path)
}

// path returns where the file of the SHA-256 lies, there or not.
func (v *Vault) path(sha string) (string, error) {
	if b, err := hex.DecodeString(sha); err != nil || len(b) != sha256.Size || sha != strings.ToLower(sha) {
		return "", office.Errorf(office.CodeNotFound, "附件的编号不对，找不到文件。请刷新后重试。")
	}
	return filepath.Join(v.dir, sha[:2], sha[2:]), nil
}

// Put keeps what r gives and returns its SHA-256 and length. The same bytes are
// kept once. On any error nothing is left behind.
func (v *Vault) Put(r io.Reader) (sha string, length int64, err error) {
	part, err := os.CreateTemp(v.dir, partPrefix+"*")
	if err != nil {
		return "", 0, fileError(err)
	}
	defer os.Remove(part.Name()) // after the rename there is nothing to remove
	defer part.Close()
	h := sha256.New()
	if length, err = io.Copy(io.MultiWriter(part, h), r); err != nil {
		return "", 0, fileError(err)
	}
	if err := part.Sync(); err != nil {
		return "", 0, fileError(err)
	}
	if info, err := part.Stat(); err != nil || info.Size() != length {
		return "", 0, office.Errorf(office.CodeFile, "文件没有写完整，没有保存。请检查磁盘后重试。")
	}
	if err := part.Close(); err != nil {
		return "", 0, fileError(err)
	}
	sha = hex.EncodeToString(h.Sum(nil))
	path, err := v.path(sha)
	if err != nil {
		return "", 0, err
	}
	if v.Verify(sha) != nil { // not kept yet, or damaged
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return "", 0, fileError(err)
		}
		if err := os.Rename(part.Name(), path); err != nil {
			return "", 0, fileError(err)
		}
	}
	// Also of one that was kept already: whoever kept it may have been stopped here.
	for _, dir := range []string{filepath.Dir(path), v.dir} {
		if err := disk.Sync(dir); err != nil {
			return "", 0, fileError(err)
		}
	}
	return sha, length, nil
}

// Lay writes the file of the SHA-256 into a vault that nobody works with yet and returns
// where: to have it on the disk, and to take it away after an error, is the caller's.
func (v *Vault) Lay(sha string, r io.Reader) (path string, err error) {
	if path, err = v.path(sha); err != nil {
		return "", fmt.Errorf("no file is kept as %q", sha)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", fileError(err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return "", fileError(err)
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(f, h), r)
	if err := errors.Join(err, f.Close()); err != nil {
		return "", fileError(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != sha {
		return "", fmt.Errorf("file %s has other bytes", sha)
	}
	return path, nil
}

// Path returns where a kept file lies, for readers that take no other; it is never
// written to. CodeNotFound when there is none.
func (v *Vault) Path(sha string) (string, error) {
	path, err := v.path(sha)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err != nil {
		return "", fileError(err)
	}
	return path, nil
}

// Open opens a kept file. CodeNotFound when there is none.
func (v *Vault) Open(sha string) (io.ReadSeekCloser, error) {
	path, err := v.path(sha)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(err)
	}
	return f, nil
}

// Verify reads a kept file through. CodeNotFound when there is none,
// CodeDamaged when its bytes are no longer those that were kept.
func (v *Vault) Verify(sha string) error {
	f, err := v.Open(sha)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return fileError(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != sha {
		return office.Errorf(office.CodeDamaged, "一个附件文件已损坏（编号 %s…），请用备份恢复，或重新添加这个附件。", sha[:8])
	}
	return nil
}

// Remove takes a kept file away for good.
func (v *Vault) Remove(sha string) error {
	path, err := v.path(sha)
	if err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return fileError(err)
	}
	return nil
}

// List returns the SHA-256 of all kept files, sorted.
func (v *Vault) List() ([]string, error) {
	names := []string{}
	err := filepath.WalkDir(v.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name := filepath.Base(filepath.Dir(path)) + e.Name()
		if want, err := v.path(name); err == nil && want == path {
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fileError(err)
	}
	slices.Sort(names)
	return names, nil
}

// fileError words the failures of the disk.
func fileError(err error) error {
	if _, ok := errors.AsType[*office.Error](err); ok {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return office.Errorf(office.CodeNotFound, "附件文件不在了，可能被移走或删除。请用备份恢复，或重新添加这个附件。")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return office.Errorf(office.CodeFile, "附件文件夹无法读写，请检查文件夹的权限。")
	case disk.Full(err):
		return office.Errorf(office.CodeFile, "磁盘已满，附件没有保存。请腾出空间后重试。")
	}
	return err
}
