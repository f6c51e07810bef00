package paper

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// CodePicture draws a QR code of the text as PNG, for the writers of other
// formats.
func CodePicture(text string) ([]byte, error) {
	runs, size, err := codeModules(text)
	if err != nil {
		return nil, err
	}
	const module = 8 // pixels
	img := image.NewPaletted(image.Rect(0, 0, size*module, size*module), color.Palette{color.White, color.Black})
	for _, r := range runs {
		for y := r[1] * module; y < (r[1]+1)*module; y++ {
			for x := r[0] * module; x < (r[0]+r[2])*module; x++ {
				img.SetColorIndex(x, y, 1)
			}
		}
	}
	var out bytes.Buffer
	err = png.Encode(&out, img)
	return out.Bytes(), err
}
