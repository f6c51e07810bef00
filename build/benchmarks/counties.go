package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dudao/internal/tenyears"
	"dudao/internal/tenyears/folder"
)

// made makes a county once and keeps it for the next run; times multiplies its lists.
func (b *bench) made(name string, z tenyears.Size, times int) (string, error) {
	dir := b.in(name)
	if _, err := os.Stat(filepath.Join(dir, "made")); err == nil {
		return dir, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	size, err := json.Marshal(z)
	if err == nil {
		err = aside("county", dir, string(size), strconv.Itoa(times))
	}
	if err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "made"), nil, 0o600)
}

// aside does a large work that is not measured in a process of its own: Linux counts
// the memory of this one to the peak of each that it starts.
func aside(work string, args ...string) error {
	argv := self(work, args...)
	begun := time.Now()
	if out, err := exec.Command(argv[0], argv[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %.300s", work, err, out)
	}
	fmt.Fprintf(os.Stderr, "%s made ready: %s %.60s %.1f s\n", time.Now().Format(time.TimeOnly), work, strings.Join(args, " "), time.Since(begun).Seconds())
	return nil
}

// fill makes a county; the size comes as JSON.
func fill(dir, size, times string) error {
	z := tenyears.Size{}
	if err := json.Unmarshal([]byte(size), &z); err != nil {
		return err
	}
	n, err := strconv.Atoi(times)
	if err == nil {
		_, err = folder.Fill(dir, z, n)
	}
	return err
}

// tiny is a county that shows that a row runs.
func tiny(years int) tenyears.Size {
	return tenyears.Size{Years: years, Schools: 16, Inspectors: 6, Archive: 150 * years, Files: 200 * years, Evidence: 50 * years}
}

// The counties of the rows.
func (b *bench) tenYears() (string, error) {
	if b.small {
		return b.made("ten", tiny(2), 1)
	}
	return b.made("ten", tenyears.Whole, 1)
}

func (b *bench) oneYear() (string, error) {
	if b.small {
		return b.made("one", tiny(1), 1)
	}
	return b.made("one", tenyears.Of(1), 1)
}

func (b *bench) longLists() (string, error) {
	if b.small {
		return b.made("long", tiny(1), 2)
	}
	z := tenyears.Whole
	z.Files = 0
	return b.made("long", z, 10)
}

// proven is a county with 500 files of 2,000 pages, half a gigabyte, times so many.
func (b *bench) proven(times int) (string, error) {
	z := tenyears.Of(1)
	z.Files, z.Evidence = 0, 0
	if b.small {
		z.Schools, z.Scans, z.PDFs, z.PDFPages, z.PageBytes = 20, 5*times, 10*times, 3, 50_000
		return b.made(fmt.Sprint("proven", times), z, 1)
	}
	big := tenyears.Binder
	z.Scans, z.PDFs, z.PDFPages, z.PageBytes = big.Scans*times, big.PDFs*times, big.PDFPages, big.PageBytes
	return b.made(fmt.Sprint("proven", times), z, 1)
}

// papers links the scans or the foreign PDFs of a proven county into a folder,
// under names with their ends.
func (b *bench) papers(county, name, start, end string) (string, []string, error) {
	dir := b.in(name)
	if err := os.RemoveAll(dir); err != nil {
		return "", nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil, err
	}
	paths := []string{}
	err := filepath.WalkDir(filepath.Join(county, tenyears.VaultFolder), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		head := make([]byte, len(start))
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // only read
		if _, err := f.Read(head); err != nil || string(head) != start {
			return nil
		}
		if info, err := e.Info(); err != nil || info.Size() < 20_000 { // a small photo of the year's work
			return err
		}
		at := filepath.Join(dir, fmt.Sprintf("%05d.%s", len(paths), end))
		paths = append(paths, at)
		return os.Link(path, at)
	})
	return dir, paths, err
}

// monthWords has the program make a month's papers and writes down the words of
// each, with their places, for the bare drawing.
func monthWords(program, county, month, made, words string) error {
	for _, dir := range []string{made, words} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(words, 0o700); err != nil {
		return err
	}
	if out, err := exec.Command(program, "--data", county, "month", month, "--out", made).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, out)
	}
	n := 0
	return filepath.WalkDir(made, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".pdf" {
			return err
		}
		box, err := exec.Command("pdftotext", "-bbox", path, "-").Output()
		if err != nil {
			return err
		}
		list, err := wordsOf(box)
		if err != nil {
			return err
		}
		text, err := json.Marshal(list)
		if err != nil {
			return err
		}
		n++
		return os.WriteFile(filepath.Join(words, fmt.Sprintf("%04d.json", n)), text, 0o600)
	})
}

// wordsOf reads what pdftotext -bbox says.
func wordsOf(box []byte) ([]word, error) {
	d := xml.NewDecoder(bytes.NewReader(box))
	d.Strict, d.Entity = false, xml.HTMLEntity
	list, page := []word{}, 0
	for {
		t, err := d.Token()
		if t == nil {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case ok && e.Name.Local == "page":
			page++
		case ok && e.Name.Local == "word":
			w := word{Page: page}
			for _, a := range e.Attr {
				switch a.Name.Local {
				case "xMin":
					w.X, _ = strconv.ParseFloat(a.Value, 64)
				case "yMax":
					w.Y, _ = strconv.ParseFloat(a.Value, 64)
				}
			}
			if err := d.DecodeElement(&w.Text, &e); err != nil {
				return nil, err
			}
			list = append(list, w)
		}
	}
}
