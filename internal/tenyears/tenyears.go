// Package tenyears makes up a large county after many years' work, for tests and
// measuring: 300 schools, 60 inspectors, 30,000 visits, 60,000 findings, 30,000
// papers in their boxes and 100,000 files. The same size gives the same county to
// the last byte. No shipped program has it in it: tests call Make, scripts run cmd.
//
// The one rule: it writes no record itself. Make returns what store.FillSample is
// to write, and lays the bytes of the files where the vault keeps them.
package tenyears

import (
	"fmt"

	"dudao/internal/office"
)

// Size says how large a county to make. What is 0 is left out.
type Size struct {
	Years, Schools, Inspectors int
	Archive                    int // archive items at the least
	Files                      int // attached files, small, no two alike
	Evidence                   int // pieces of evidence of the newest evaluation
	// Scans and PDFs are files as a scanner and other offices send them, each the one
	// file of a piece of evidence: pages of PageBytes, PDFs of PDFPages.
	Scans, PDFs, PDFPages, PageBytes int
}

// Whole is the county that the promises are measured on; with Binder it also has
// 500 files of 2,000 pages and half a gigabyte.
var (
	Whole  = Size{Years: 10, Schools: 300, Inspectors: 60, Archive: 30_000, Files: 100_000, Evidence: 8_500}
	Binder = Whole.with(func(z *Size) { z.Scans, z.PDFs, z.PDFPages, z.PageBytes = 125, 375, 5, 250_000 })
)

func (z Size) with(change func(*Size)) Size {
	change(&z)
	return z
}

// Of is the county after so many years, all else in proportion.
func Of(years int) Size {
	return Whole.with(func(z *Size) {
		z.Years = years
		z.Archive, z.Files, z.Evidence = z.Archive*years/10, z.Files*years/10, z.Evidence*years/10
	})
}

// Small is Whole for a test: everything is in it, nothing takes long.
var Small = Size{Years: 1, Schools: 40, Inspectors: 12, Archive: 300, Files: 400, Evidence: 200}

// VaultFolder is where the program keeps attached files inside a data folder.
const VaultFolder = "附件"

// lastMonth is the county's last: what the sample county's is.
var lastMonth = office.SampleCountySize.To

// Make makes the county up and lays its files into the vault folder; an empty one
// leaves them out.
func Make(z Size, vault string) (office.County, error) {
	c := office.MakeUp(office.SampleSize{Schools: z.Schools * 2 / 5, Kindergartens: z.Schools - z.Schools*2/5, Inspectors: z.Inspectors, Zones: max(3, z.Inspectors/6),
		From: lastMonth.Add(1 - 12*z.Years), To: lastMonth, Findings: 2, Again: 0.1})
	fileAway(&c, z.Archive)
	first := prove(&c, z)
	if vault == "" {
		return c, nil
	}
	k := keeper{dir: vault, county: &c, made: map[string]bool{}}
	if err := k.small(z.Files); err != nil {
		return c, err
	}
	return c, k.large(z, first)
}

// fileAway files the record of every visit, oldest first, and then its feedback,
// until there are so many papers.
func fileAway(c *office.County, want int) {
	keep := map[string]office.RetentionRule{}
	for _, r := range office.DefaultRetentionRules {
		keep[r.Form] = r
	}
	for _, form := range []struct{ form, name string }{{"visit", "督导记录表"}, {office.FormFeedback, "督导反馈单"}} {
		rule := keep[form.form]
		for i := 0; i < len(c.Visits) && len(c.Archive) < want; i++ {
			v := c.Visits[i].Visit
			c.Archive = append(c.Archive, office.ArchiveItem{Title: c.Schools[v.SchoolID-1].Name + v.Date.Chinese() + form.name, DatedOn: v.Date, Author: c.Settings.OfficeName,
				Unit: rule.Unit, Retention: rule.Retention, Pages: 1 + i%3, Form: form.form, SourceKind: "visit", SourceID: int64(i + 1), HasPaper: true})
		}
	}
}

// prove adds evidence to the newest round of the county's evaluation, until there
// is so much: one piece for each large file first, then papers out of the archive
// and papers that lie in a cupboard. It returns the place of the first, from 1.
func prove(c *office.County, z Size) (first int) {
	x, have := newest(c)
	first = have + len(x.Evidence) + 1
	codes := codesOf(x.Evidence)
	have = 0
	for _, e := range c.Evaluations {
		have += len(e.Evidence)
	}
	add := func(e office.Evidence) {
		n := len(x.Evidence)
		x.Evidence = append(x.Evidence, office.SampleEvidence{Evidence: e, Codes: codes[n%len(codes) : n%len(codes)+1]})
		have++
	}
	day := func(n int) office.Date { return x.Evaluation.From().AddDays(n % 790) }
	for n := range z.Scans + z.PDFs {
		add(office.Evidence{Title: fmt.Sprintf("迎检材料第%04d件（示例）", n+1), DatedOn: day(n), Author: c.Settings.OfficeName})
	}
	for n := 0; have < z.Evidence; n++ {
		e := office.Evidence{Title: fmt.Sprintf("%s工作材料第%05d号（示例）", c.Schools[n%len(c.Schools)].Name, n+1), DatedOn: day(n * 7), Author: c.Settings.OfficeName, OnPaper: n%5 > 0, Place: fmt.Sprintf("%d号柜", n%6+1)}
		if place := len(c.Archive) - n/2; n%2 == 0 && place > 0 {
			a := c.Archive[place-1]
			e = office.Evidence{Title: a.Title, DatedOn: a.DatedOn, Author: a.Author, SourceKind: "archive_item", SourceID: int64(place), OnPaper: true}
		}
		add(e)
	}
	return first
}

// newest is the county's evaluation of the newest round, the last of its standard,
// and how much evidence those before it have.
func newest(c *office.County) (found *office.SampleEvaluation, before int) {
	pieces := 0
	for i := range c.Evaluations {
		if x := &c.Evaluations[i]; x.Standard == office.StandardCounty {
			found, before = x, pieces
		}
		pieces += len(c.Evaluations[i].Evidence)
	}
	return found, before
}

// codesOf are the points that the evidence serves, each once.
func codesOf(list []office.SampleEvidence) (codes []string) {
	seen := map[string]bool{}
	for _, e := range list {
		for _, code := range e.Codes {
			if !seen[code] {
				seen[code] = true
				codes = append(codes, code)
			}
		}
	}
	return codes
}
