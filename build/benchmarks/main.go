// Command benchmarks measures the program against what people would use
// instead, each in a process of its own, one after the other, in one run, and
// writes the table. build/bench calls it; it is no part of the program.
//
// The one rule: a row compares like with like. What the alternative leaves out is
// said in the row, and a row that could not be run says so instead of a figure.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == "do" {
		if err := profiled(func() error { return do(os.Args[2], os.Args[3:]) }); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	b := bench{}
	flag.StringVar(&b.dir, "dir", "", "the folder to work in")
	flag.StringVar(&b.program, "program", "", "the program to measure")
	flag.StringVar(&b.windows, "windows", "", "the folder of the windows: dudao-smoke and bare-window")
	flag.BoolVar(&b.small, "small", false, "small sizes: whether it runs, not how fast")
	flag.IntVar(&b.runs, "runs", 5, "runs of each work, of which the middle one counts")
	only := flag.String("only", "", "the rows to run, a regular expression")
	page := flag.String("page", "", "the Markdown page to write")
	flag.Parse()
	if b.dir == "" || b.program == "" {
		flag.Usage()
		os.Exit(2)
	}
	var err error
	if b.dir, err = filepath.Abs(b.dir); err == nil {
		b.only, err = regexp.Compile(*only)
	}
	if err == nil {
		err = b.all(*page)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
