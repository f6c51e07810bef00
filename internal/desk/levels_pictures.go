package desk

import (
	"crypto/sha256"
	"slices"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// veil is what a level hides of a paper: texts, and the pictures that are marked
// 含个人信息.
type veil struct {
	office.Mask
	pictures hidden
}

// hidden are pictures as they are printed, by the sum of their bytes.
type hidden map[[sha256.Size]byte]bool

// hiddenPictures are those that a level leaves out: what goes to inspectors or hangs
// on a wall.
func (d *Desk) hiddenPictures(level string) (hidden, error) {
	out := hidden{}
	if level != office.LevelInspectors && level != office.LevelPublic {
		return out, nil
	}
	list, err := d.store.PersonalPictures()
	for _, a := range list {
		if data, err := d.printedPhoto(a); err == nil { // one that cannot be read is on no paper either
			out[sha256.Sum256(data)] = true
		}
	}
	return out, err
}

// leftOut is the document without the pictures; a line says so where none is left.
func (h hidden) leftOut(d doc.Document) doc.Document {
	if len(h) == 0 {
		return d
	}
	blocks := []doc.Block{}
	for _, b := range d.Blocks {
		switch x := b.(type) {
		case doc.Photos:
			x.Items = slices.DeleteFunc(slices.Clone(x.Items), func(p doc.Photo) bool { return h[sha256.Sum256(p.Data)] })
			if b = x; len(x.Items) == 0 {
				b = doc.Paragraph{Runs: []doc.Run{{Text: "（照片" + whyPersonal + "）"}}, Align: doc.Center}
			}
		case doc.Plate:
			x.People = slices.Clone(x.People)
			for k := range x.People {
				if h[sha256.Sum256(x.People[k].Photo)] {
					x.People[k].Photo = nil
				}
			}
			b = x
		}
		blocks = append(blocks, b)
	}
	d.Blocks = blocks
	return d
}
