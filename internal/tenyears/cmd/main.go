// Command cmd makes the large county of the tests into a new data folder, for
// scripts: go run ./internal/tenyears/cmd --out FOLDER. The folder is what the
// program opens with --data.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"dudao/internal/tenyears"
	"dudao/internal/tenyears/folder"
)

func main() {
	z := tenyears.Whole
	out := flag.String("out", "", "the new data folder")
	years := flag.Int("years", z.Years, "years of work; all that is not said follows in proportion")
	flag.IntVar(&z.Schools, "schools", z.Schools, "schools and kindergartens")
	flag.IntVar(&z.Inspectors, "inspectors", z.Inspectors, "inspectors")
	archive := flag.Int("archive", -1, "archive items at the least")
	files := flag.Int("files", -1, "small attached files")
	evidence := flag.Int("evidence", -1, "pieces of evidence")
	flag.IntVar(&z.Scans, "scans", 0, "scanned pages of evidence, e.g. 125")
	flag.IntVar(&z.PDFs, "pdfs", 0, "PDFs of evidence, e.g. 375")
	flag.IntVar(&z.PDFPages, "pdf-pages", tenyears.Binder.PDFPages, "pages of each PDF")
	flag.IntVar(&z.PageBytes, "page-bytes", tenyears.Binder.PageBytes, "bytes of each scanned page")
	times := flag.Int("times", 1, "each visit, finding and archive item so many times: 10 makes lists of 300,000 rows")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	whole := tenyears.Of(*years)
	z.Years, z.Archive, z.Files, z.Evidence = whole.Years, whole.Archive, whole.Files, whole.Evidence
	for value, into := range map[*int]*int{archive: &z.Archive, files: &z.Files, evidence: &z.Evidence} {
		if *value >= 0 {
			*into = *value
		}
	}
	if err := fill(*out, z, *times); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func fill(dir string, z tenyears.Size, times int) error {
	begun := time.Now()
	county, err := folder.Fill(dir, z, times)
	if err == nil {
		fmt.Printf("%d visits, %d archive items, %d files, times %d: %.1f s\n", len(county.Visits), len(county.Archive), len(county.Files), times, time.Since(begun).Seconds())
	}
	return err
}
