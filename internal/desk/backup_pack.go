package desk

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"io"
	"runtime"
	"sync"
)

// packer packs what is written to it as deflate, a piece on each core at the same
// time: the records are by far the largest thing in a backup that packing makes
// smaller. Every program that opens zip files reads it. A piece that an earlier
// backup has is taken from there.
type packer struct {
	to     io.Writer
	former *former
	done   []packedPiece // all that is written, in its order
	pieces []*piece
	at     int // the piece that is being filled
}

// piece is packed by itself. It is large beside the 32 KB that deflate looks back:
// starting each anew costs nothing.
type piece struct {
	from, to bytes.Buffer
	w        *flate.Writer
	is       packedPiece
	err      error
}

const (
	pieceBytes = 256 << 10 // a day's work touches some dozens of these
	mostPieces = 4         // each takes about 2 MB
)

func packTo(w io.Writer, known *former) *packer {
	p := &packer{to: w, former: known, pieces: make([]*piece, min(runtime.GOMAXPROCS(0), mostPieces))}
	for i := range p.pieces {
		p.pieces[i] = &piece{}
	}
	return p
}

func (p *packer) Write(b []byte) (n int, err error) {
	for len(b) > 0 {
		into := &p.pieces[p.at].from
		part := b[:min(len(b), pieceBytes-into.Len())]
		into.Write(part)
		n, b = n+len(part), b[len(part):]
		if into.Len() < pieceBytes {
			continue
		}
		if p.at++; p.at == len(p.pieces) {
			if err := p.pack(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// pack packs the pieces that are filled and writes them in their order.
func (p *packer) pack() error {
	var work sync.WaitGroup
	for _, x := range p.pieces {
		if x.from.Len() > 0 {
			work.Go(func() { x.pack(p.former) })
		}
	}
	work.Wait()
	p.at = 0
	for _, x := range p.pieces {
		if x.err != nil {
			return x.err
		}
		if x.to.Len() == 0 {
			continue
		}
		if _, err := x.to.WriteTo(p.to); err != nil {
			return err
		}
		p.done = append(p.done, x.is)
	}
	return nil
}

func (x *piece) pack(known *former) {
	raw := sha256.Sum256(x.from.Bytes())
	if is, taken := known.take(raw, &x.to); taken {
		x.is = is
		x.from.Reset()
		return
	}
	if x.w == nil {
		if x.w, x.err = flate.NewWriter(&x.to, flate.BestSpeed); x.err != nil {
			return
		}
	}
	x.w.Reset(&x.to)
	if _, x.err = x.from.WriteTo(x.w); x.err == nil {
		x.err = x.w.Flush() // up to a whole byte, where the next piece goes on
	}
	x.is = packedPiece{Raw: raw, Packed: sha256.Sum256(x.to.Bytes()), Bytes: uint32(x.to.Len())}
}

// Close packs the rest and says that nothing follows.
func (p *packer) Close() error {
	if err := p.pack(); err != nil {
		return err
	}
	end, err := flate.NewWriter(p.to, flate.BestSpeed)
	if err != nil {
		return err
	}
	return end.Close()
}
