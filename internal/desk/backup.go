package desk

import (
	"archive/zip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dudao/internal/office"
)

// BackupFile is one backup on the disk.
type BackupFile struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	At    string `json:"at"` // local 2006-01-02 15:04
	Bytes int64  `json:"bytes"`
}

// The names inside a backup, a plain zip file.
const (
	backupExt      = ".督导备份"
	backupDatabase = "dudao.db"
	backupFiles    = "附件/"
	backupManifest = "说明.json"
)

// Manifest is what a backup says of itself.
type Manifest struct {
	Version string         `json:"version"`
	At      string         `json:"at"`
	Counts  map[string]int `json:"counts"` // records by kind
	Files   int            `json:"files"`
}

// Backup writes one file with all records and attachments while the program
// goes on. An empty path is a new file in the data folder's own place; why is
// part of its name.
func (d *Desk) Backup(path, why string) (BackupFile, error) {
	if path == "" {
		dir := filepath.Join(d.dir, backupFolder)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return BackupFile{}, err
		}
		path = filepath.Join(dir, fmt.Sprintf("%s-%s%s", time.Now().Format("20060102-150405"), why, backupExt))
	}
	if _, err := os.Stat(path); err == nil {
		return BackupFile{}, office.Errorf(office.CodeFile, "文件“%s”已经存在，请换一个文件名。", filepath.Base(path))
	}
	tmp := path + ".part"
	if err := d.writeBackup(tmp); err != nil {
		os.Remove(tmp)
		return BackupFile{}, err
	}
	if err := os.Rename(tmp, path); err != nil {
		os.Remove(tmp)
		return BackupFile{}, err
	}
	return backupFile(path)
}

func (d *Desk) writeBackup(tmp string) error {
	records := tmp + ".db"
	os.Remove(records) // left by a stop in the middle
	if err := d.store.CopyTo(records); err != nil {
		return err
	}
	defer os.Remove(records)
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return office.Errorf(office.CodeFile, "备份文件写不进去，请检查磁盘空间和权限：%s", filepath.Dir(tmp))
	}
	defer f.Close()
	z := zip.NewWriter(f)
	if err := d.fillBackup(z, records); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return f.Sync()
}

func (d *Desk) fillBackup(z *zip.Writer, records string) error {
	db, err := os.Open(records)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := addToZip(z, backupDatabase, zip.Deflate, db); err != nil {
		return err
	}
	names, err := d.store.VaultNames()
	if err != nil {
		return err
	}
	for _, sha := range names {
		r, err := d.vault.Open(sha)
		if err != nil {
			return err
		}
		err = addToZip(z, backupFiles+sha, zip.Store, r)
		r.Close()
		if err != nil {
			return err
		}
	}
	counts, err := d.store.Counts()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(Manifest{Version: Version, At: time.Now().Format(time.RFC3339), Counts: counts, Files: len(names)}, "", " ")
	if err != nil {
		return err
	}
	return addToZip(z, backupManifest, zip.Deflate, strings.NewReader(string(text)))
}

func addToZip(z *zip.Writer, name string, method uint16, r io.Reader) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return err
}

func backupFile(path string) (BackupFile, error) {
	info, err := os.Stat(path)
	if err != nil {
		return BackupFile{}, err
	}
	return BackupFile{Name: filepath.Base(path), Path: path, At: info.ModTime().Format("2006-01-02 15:04"), Bytes: info.Size()}, nil
}

// DataFolder tells where the data lies and which backups there are, the newest
// first.
func (d *Desk) DataFolder() (DataFolder, error) {
	out := DataFolder{Path: d.dir}
	err := filepath.WalkDir(d.dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			out.Bytes += info.Size()
		}
		return err
	})
	if err != nil {
		return out, err
	}
	out.Backups, err = d.backups()
	return out, err
}

// backups returns the backups in the data folder, the newest first.
func (d *Desk) backups() ([]BackupFile, error) {
	out := []BackupFile{}
	files, err := filepath.Glob(filepath.Join(d.dir, backupFolder, "*"+backupExt))
	if err != nil {
		return out, err
	}
	for _, path := range files {
		b, err := backupFile(path)
		if err != nil {
			return out, err
		}
		out = append(out, b)
	}
	slices.SortFunc(out, func(a, b BackupFile) int { return strings.Compare(b.Name, a.Name) })
	return out, nil
}

// Restore puts the records and attachments of a backup in the place of those in
// dataDir, which are kept beside them under a new name. The backup is read and
// checked as a whole first; nothing changes when it is not sound. The folder
// must not be open.
func Restore(backup, dataDir string) (Manifest, error) {
	if dataDir == "" {
		var err error
		if dataDir, err = defaultDataDir(); err != nil {
			return Manifest{}, err
		}
	}
	dir, err := filepath.Abs(dataDir)
	if err != nil {
		return Manifest{}, err
	}
	stage := dir + ".恢复中"
	if err := os.RemoveAll(stage); err != nil {
		return Manifest{}, err
	}
	defer os.RemoveAll(stage)
	m, err := unpack(backup, stage)
	if err != nil {
		return m, err
	}
	if err := verifyRestored(stage, m); err != nil {
		return m, err
	}
	return m, swapIn(stage, dir)
}

func badBackup(path string) error {
	return office.Errorf(office.CodeDamaged, "备份文件“%s”不完整或已损坏，没有恢复，现有数据没有改动。请换一个备份。", filepath.Base(path))
}

func unpack(backup, stage string) (m Manifest, err error) {
	z, err := zip.OpenReader(backup)
	if err != nil {
		return m, badBackup(backup)
	}
	defer z.Close()
	seen := map[string]bool{}
	for _, f := range z.File {
		sha, isFile := strings.CutPrefix(f.Name, backupFiles)
		seen[f.Name] = true
		switch {
		case f.Name == backupManifest:
			err = readManifest(f, &m)
		case f.Name == backupDatabase:
			err = unzipTo(f, filepath.Join(stage, backupDatabase))
		case isFile && len(sha) == 64 && !strings.ContainsAny(sha, `/\.`):
			err = unzipIntoVault(f, filepath.Join(stage, vaultFolder), sha)
		default:
			err = badBackup(backup)
		}
		if err != nil {
			if office.CodeOf(err) == office.CodeInternal {
				err = badBackup(backup)
			}
			return m, err
		}
	}
	if !seen[backupManifest] || !seen[backupDatabase] {
		return m, badBackup(backup)
	}
	return m, nil
}

func readManifest(f *zip.File, m *Manifest) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return json.NewDecoder(r).Decode(m)
}
