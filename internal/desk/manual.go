package desk

import (
	"io"
	"net/http"
	"path"
	"strings"

	"dudao/internal/manual"
	"dudao/internal/paper"
)

// Manual is the screen 使用手册.
type Manual struct{ d *Desk }

// manualURL is where the page finds the manual's pictures.
const manualURL = "/files/manual/"

// Sections returns the manual.
func (m *Manual) Sections() (list []manual.Section, err error) {
	defer caught(&err)
	return manual.Sections()
}

// Save asks where to and writes the manual there as PDF; "" when the clerk cancels.
func (m *Manual) Save() (file string, err error) {
	defer caught(&err)
	file, err = m.d.shell.SaveFile("保存使用手册", "督导台账使用手册.pdf")
	if err != nil || file == "" {
		return "", err
	}
	_, err = WriteManual(file)
	return file, err
}

// WriteManual writes the manual as PDF and tells its pages; it needs no data.
func WriteManual(file string) (pages int, err error) {
	document, err := manual.Document(Version)
	if err != nil {
		return 0, err
	}
	made, err := paper.Render(document, paper.Options{})
	if err != nil {
		return 0, err
	}
	return made.Pages, writeFile(file, func(w io.Writer) error { _, err := w.Write(made.PDF); return err })
}

func serveManual(w http.ResponseWriter, r *http.Request) {
	data, err := manual.Picture(strings.TrimSuffix(path.Base(r.URL.Path), ".jpg"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	_, _ = w.Write(data) // the page went away: nobody left to show it to
}
