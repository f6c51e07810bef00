package desk

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"io"
	"os"
	"path/filepath"
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

// A second backup takes over most of the first, a third restores although the newest
// lies damaged on the disk.
func TestTheNextBackupTakesOverWhatStayed(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	first, err := d.Snapshot("导入前")
	must(t, err)
	form, err := d.Screens().Schools.Get(1)
	must(t, err)
	form.School.Note = "示例"
	_, err = d.Screens().Schools.Save(form.School)
	must(t, err)
	second, err := d.Snapshot("导入前")
	must(t, err)
	before, after := openFormer(first.Path), openFormer(second.Path)
	if before == nil || after == nil {
		t.Fatal("a backup does not tell its pieces")
	}
	defer before.Close()
	stayed := 0
	for raw, p := range after.places {
		if is, there := before.places[raw]; there && is.Packed == p.Packed {
			stayed++
		}
	}
	if stayed == len(after.places) || stayed < len(after.places)/2 {
		t.Errorf("%d of %d pieces stayed", stayed, len(after.places))
	}
	must(t, after.Close())
	harm(t, second.Path)
	third, err := d.Snapshot("导入前")
	must(t, err)
	if r, err := d.Rehearse(); err != nil || !r.OK || r.Backup.Path != third.Path {
		t.Errorf("the third: %+v, %v", r, err)
	}
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
