// Package vault keeps attached files on disk under the SHA-256 of their bytes.
//
// The one rule: bytes first. A file is in the vault, whole and on the disk,
// before any record names it, and it is never changed afterwards.
package vault

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"dudao/internal/office"
)

// Vault is a folder of files named by their content.
type Vault struct{ dir string }

// Open opens the vault in the folder, creating it as needed.
func Open(dir string) (*Vault, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, office.Errorf(office.CodeFile, "无法建立附件文件夹“%s”，请检查权限。", dir)
	}
	return &Vault{dir}, nil
}

func (v *Vault) path(sha string) string { return filepath.Join(v.dir, sha[:2], sha) }

// Put stores the bytes and returns their SHA-256 and length.
func (v *Vault) Put(r io.Reader) (sha string, n int64, err error) {
	tmp, err := os.CreateTemp(v.dir, "*.part")
	if err != nil {
		return "", 0, err
	}
	defer os.Remove(tmp.Name())
	h := sha256.New()
	n, err = io.Copy(io.MultiWriter(tmp, h), r)
	if err == nil {
		err = tmp.Sync()
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return "", 0, err
	}
	sha = hex.EncodeToString(h.Sum(nil))
	if err := os.MkdirAll(filepath.Dir(v.path(sha)), 0o755); err != nil {
		return "", 0, err
	}
	return sha, n, os.Rename(tmp.Name(), v.path(sha))
}

// Open returns the file's bytes. CodeNotFound when the vault lacks it.
func (v *Vault) Open(sha string) (io.ReadSeekCloser, error) {
	f, err := os.Open(v.path(sha))
	if os.IsNotExist(err) {
		return nil, office.Errorf(office.CodeNotFound, "附件文件缺失，请用备份恢复。")
	}
	return f, err
}

// Verify reads the file and compares it with its name.
func (v *Vault) Verify(sha string) error {
	f, err := v.Open(sha)
	if err != nil {
		return err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if hex.EncodeToString(h.Sum(nil)) != sha {
		return office.Errorf(office.CodeDamaged, "附件文件内容变了，请用备份恢复。")
	}
	return nil
}
