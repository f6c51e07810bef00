package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// profileRows says of the works with a bound of their own where the time goes, or the
// memory: what stands in the way where a bound is missed.
func (b *bench) profileRows() error {
	b.head("Where the time goes", "One run of each work in a process that keeps a profile: whose code the processor was in, of the time it worked, and whose the heap was at its largest; the libraries' C memory and the program itself are not in it. A share below 3 % is not named.",
		"work", "wall", "processor", "whose")
	ten, err := b.tenYears()
	if err != nil {
		return err
	}
	one, err := b.oneYear()
	if err != nil {
		return err
	}
	proven, err := b.proven(1)
	if err != nil {
		return err
	}
	sheet, data := b.in("profiled.xlsx"), b.in("profiled")
	if err := aside("sheet", one, sheet, b.imported(), ""); err != nil {
		return err
	}
	fresh := func(from string) func() error { return func() error { return again(from, data) } }
	pdf := filepath.Join(b.out(), "report.pdf")
	for _, x := range []profiledWork{
		{"report", self("report", ten, pdf), nil, false},
		{"gopdf alone", self("report-bare", ten, pdf), nil, false},
		{"search", self("search-ours", ten), nil, false},
		{"lists narrowed by a word", self("lists-worded", ten), nil, false},
		{"rehearsal", self("verb", "--data", one, "import", "visits", sheet, "--dry-run"), nil, false},
		{"import", self("verb", "--data", data, "import", "visits", sheet), fresh(one), false},
		{"backup of ten years' records", self("snapshot", data), fresh(ten), false},
		{"the next one, after a day", self("snapshot", data), func() error { return aside("day", data) }, false},
		{"memory of an import", self("verb", "--data", data, "import", "visits", sheet), fresh(one), true},
		{"memory of the binder of 500 files", self("verb", "--data", proven, "binder", "创新县", "--out", b.out()), nil, true},
	} {
		if err := b.profile(x); err != nil {
			return fmt.Errorf("%s: %w", x.work, err)
		}
	}
	return os.RemoveAll(data)
}

// profiledWork is a work of this program whose time, or whose memory, is asked after.
type profiledWork struct {
	work   string
	argv   []string
	before func() error
	memory bool
}

func (b *bench) profile(x profiledWork) error {
	path := b.in("profile")
	variable, index, unit := timeProfile, "cpu", "ms"
	if x.memory {
		variable, index, unit = memoryProfile, "inuse_space", "MB"
	}
	c, err := b.once(run{who: x.work, argv: x.argv, before: x.before, env: []string{variable + "=" + path}})
	if err != nil {
		return err
	}
	whose, sum, err := shares(path, index, unit)
	if err != nil {
		return err
	}
	took := seconds(c.cpu)
	if x.memory {
		took = fmt.Sprintf("heap %.0f of %.0f MB", sum, c.peakMB)
	}
	b.line(x.work, seconds(c.wall), took, whose)
	return os.Remove(path)
}
