package desk

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"io"
	"log/slog"
	"os"
)

// packedPiece is how a piece of the records lies in a backup. The manifest keeps them
// in their order, so that the next backup takes over what has not changed since:
// packing is what a backup takes most of its time for.
type packedPiece struct {
	Raw    [sha256.Size]byte // of the records
	Packed [sha256.Size]byte // of what lies in the backup: a damaged piece is never taken over
	Bytes  uint32            // packed
}

// toldManifest is the manifest with how the records were packed.
type toldManifest struct {
	Manifest
	Pieces []byte `json:"pieces"` // packedPiece after packedPiece, the lowest byte first; absent before 0.8.0
}

func (m *toldManifest) set(pieces []packedPiece) error {
	var to bytes.Buffer
	err := binary.Write(&to, binary.LittleEndian, pieces)
	m.Pieces = to.Bytes()
	return err
}

func (m *toldManifest) pieces() ([]packedPiece, error) {
	list := make([]packedPiece, len(m.Pieces)/binary.Size(packedPiece{}))
	return list, binary.Read(bytes.NewReader(m.Pieces), binary.LittleEndian, list)
}

// former gives pieces of the records as an earlier backup has them; the zero former
// has none.
type former struct {
	file   *os.File
	places map[[sha256.Size]byte]place
}

type place struct {
	packedPiece
	at int64
}

// newestFormer opens the newest backup of the data folder that tells its pieces. What
// cannot be read, or is sealed, is passed over: then more is packed anew, and the
// backup that is asked for is made all the same.
func (d *Desk) newestFormer() *former {
	all, err := d.backups()
	if err != nil {
		slog.Warn("former backups", "err", err)
	}
	for _, b := range all {
		if f := openFormer(b.Path); f != nil {
			return f
		}
	}
	return &former{}
}

func openFormer(path string) *former {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	places, err := placesIn(file)
	if err != nil || len(places) == 0 {
		file.Close()
		return nil
	}
	return &former{file, places}
}

func placesIn(file *os.File) (map[[sha256.Size]byte]place, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, err
	}
	r, err := z.Open(backupManifest)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var m toldManifest
	if err := json.NewDecoder(io.LimitReader(r, maxManifest)).Decode(&m); err != nil {
		return nil, err
	}
	pieces, err := m.pieces()
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.Name != backupDatabase {
			continue
		}
		at, err := f.DataOffset()
		if err != nil {
			return nil, err
		}
		places := make(map[[sha256.Size]byte]place, len(pieces))
		for _, p := range pieces {
			places[p.Raw] = place{p, at}
			at += int64(p.Bytes)
		}
		return places, nil
	}
	return nil, nil
}

// take writes the packed bytes of a piece; false when they are not there or are no
// longer what was packed.
func (f *former) take(raw [sha256.Size]byte, to *bytes.Buffer) (packedPiece, bool) {
	p, there := f.places[raw]
	if !there || p.Bytes > 2*pieceBytes {
		return packedPiece{}, false
	}
	to.Grow(int(p.Bytes))
	b := to.AvailableBuffer()[:p.Bytes]
	if _, err := f.file.ReadAt(b, p.at); err != nil || sha256.Sum256(b) != p.Packed {
		return packedPiece{}, false
	}
	to.Write(b)
	return p.packedPiece, true
}

func (f *former) Close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}
