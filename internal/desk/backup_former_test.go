package desk

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What an earlier backup has packed is taken as it lies there, not packed again; what
// is damaged there is packed anew.
func TestAPieceIsTakenOverUnlessItIsDamaged(t *testing.T) {
	t.Parallel()
	raw := []byte(strings.Repeat("食堂留样记录。", pieceBytes/7/3))[:pieceBytes]
	var plain bytes.Buffer // a piece nobody would pack so
	w, err := flate.NewWriter(&plain, flate.NoCompression)
	must(t, err)
	_, err = w.Write(raw)
	must(t, err)
	must(t, w.Flush())
	lies := filepath.Join(t.TempDir(), "旧")
	known := &former{places: map[[sha256.Size]byte]place{sha256.Sum256(raw): {at: 3,
		packedPiece: packedPiece{Raw: sha256.Sum256(raw), Packed: sha256.Sum256(plain.Bytes()), Bytes: uint32(plain.Len())}}}}
	for name, lying := range map[string][]byte{"whole": plain.Bytes(), "damaged": flip(plain.Bytes(), plain.Len()/2), "cut": plain.Bytes()[:plain.Len()/2]} {
		must(t, os.WriteFile(lies, append([]byte("abc"), lying...), 0o600))
		known.file, err = os.Open(lies)
		must(t, err)
		var out bytes.Buffer
		p := packTo(&out, known)
		_, err = p.Write(append(bytes.Clone(raw), "另外一段"...))
		must(t, err)
		must(t, p.Close())
		must(t, known.Close())
		if taken := out.Len() > len(raw); taken != (name == "whole") {
			t.Errorf("%s: %d bytes packed of %d", name, out.Len(), len(raw))
		}
		got, err := io.ReadAll(flate.NewReader(&out))
		if err != nil || string(got) != string(raw)+"另外一段" {
			t.Errorf("%s: %d bytes came back: %v", name, len(got), err)
		}
	}
}

// A backup takes over most of the one before, as that has packed it; the next restores
// although the newest lies damaged on the disk.
func TestTheNextBackupTakesOverWhatStayed(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	first, err := d.Snapshot("导入前")
	must(t, err)
	records := loosen(t, first.Path)
	form, err := d.Screens().Schools.Get(1)
	must(t, err)
	form.School.Note = "示例"
	_, err = d.Screens().Schools.Save(form.School)
	must(t, err)
	second, err := d.Snapshot("导入前")
	must(t, err)
	if second.Bytes < records/2 {
		t.Errorf("%d bytes of %d: most was packed anew", second.Bytes, records)
	}
	if r, err := d.Rehearse(); err != nil || !r.OK || r.Backup.Path != second.Path {
		t.Errorf("the second: %+v, %v", r, err)
	}
	harm(t, second.Path)
	third, err := d.Snapshot("导入前")
	must(t, err)
	if third.Bytes > records/2 {
		t.Errorf("%d bytes of %d: what is damaged was taken over", third.Bytes, records)
	}
	if r, err := d.Rehearse(); err != nil || !r.OK || r.Backup.Path != third.Path {
		t.Errorf("the third: %+v, %v", r, err)
	}
}

// loosen writes a backup anew with its records hardly packed, as no packer of ours
// would, and returns how many bytes they are.
func loosen(t *testing.T, path string) int64 {
	t.Helper()
	z, err := zip.OpenReader(path)
	must(t, err)
	r, err := z.Open(backupDatabase)
	must(t, err)
	records, err := io.ReadAll(r)
	must(t, errors.Join(err, r.Close(), z.Close()))
	var stream bytes.Buffer
	var m toldManifest
	var pieces []packedPiece
	for part := range slices.Chunk(records, pieceBytes) {
		var packed bytes.Buffer
		w, err := flate.NewWriter(&packed, flate.NoCompression)
		must(t, err)
		_, err = w.Write(part)
		must(t, errors.Join(err, w.Flush()))
		pieces = append(pieces, packedPiece{Raw: sha256.Sum256(part), Packed: sha256.Sum256(packed.Bytes()), Bytes: uint32(packed.Len())})
		stream.Write(packed.Bytes())
	}
	must(t, m.set(pieces))
	text, err := json.Marshal(m)
	must(t, err)
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	head := &zip.FileHeader{Name: backupDatabase, Method: zip.Deflate, CompressedSize64: uint64(stream.Len()), UncompressedSize64: uint64(len(records)), CRC32: crc32.ChecksumIEEE(records)}
	w, err := to.CreateRaw(head)
	must(t, err)
	_, err = w.Write(stream.Bytes())
	must(t, err)
	must(t, addToZip(to, backupManifest, zip.Store, bytes.NewReader(text)))
	must(t, to.Close())
	must(t, os.WriteFile(path, out.Bytes(), 0o600))
	return int64(len(records))
}

// harm turns every thousandth byte of the packed records of a backup.
func harm(t *testing.T, path string) {
	t.Helper()
	whole, err := os.ReadFile(path)
	must(t, err)
	z, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	must(t, err)
	for _, f := range z.File {
		if f.Name != backupDatabase {
			continue
		}
		at, err := f.DataOffset()
		must(t, err)
		for i := int64(0); i < int64(f.CompressedSize64); i += 1000 {
			whole[at+i] ^= 0x10
		}
	}
	must(t, os.WriteFile(path, whole, 0o600))
}
