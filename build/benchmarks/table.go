package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// bench is one run over all rows.
type bench struct {
	dir, program, windows string
	small                 bool
	runs                  int
	only                  *regexp.Regexp
	lines                 []string
	failed                int
}

// head starts a part of the page with a table of the given columns.
func (b *bench) head(title, note string, columns ...string) {
	b.lines = append(b.lines, "", "## "+title, "")
	b.lines = append(b.lines, strings.TrimSpace(note+" Measured "+time.Now().UTC().Format("2006-01-02 15:04")+" UTC."), "")
	b.line(columns...)
	b.line(slices.Repeat([]string{"---"}, len(columns))...)
}

func (b *bench) line(cells ...string) {
	text := "| " + strings.Join(cells, " | ") + " |"
	fmt.Fprintln(os.Stderr, text)
	b.lines = append(b.lines, text)
}

// bound is what a row is to reach, such as "≤ 1.5"; why says what stands in the way
// where it does not.
type bound struct{ reach, why string }

// of says the bound and whether a figure keeps it.
func (x bound) of(figure float64) string {
	sign, number, ok := strings.Cut(x.reach, " ")
	limit, err := strconv.ParseFloat(strings.TrimRight(number, " %MBms"), 64)
	if !ok || err != nil {
		return x.reach
	}
	switch {
	case sign == "≤" && figure <= limit, sign == "≥" && figure >= limit:
		return x.reach + ", met"
	case x.why == "":
		return "**" + x.reach + ", missed**"
	}
	return "**" + x.reach + ", missed**: " + x.why
}

// within is a bound with nothing known to stand in the way.
func within(reach string) bound { return bound{reach: reach} }

// against measures ours and the others and writes a row for each; reach says what ours
// may have of memory, and, for each other in order, of its time.
func (b *bench) against(work string, ours run, others []run, memory bound, reach ...bound) {
	mine, err := b.middle(ours)
	if err != nil {
		b.broken(work, ours.who, err)
		return
	}
	b.costs(work, ours.who, mine, "", memory.of(mine.peakMB))
	for i, other := range others {
		theirs, err := b.middle(other)
		if err != nil {
			b.broken("", other.who, err)
			continue
		}
		ratio := mine.wall.Seconds() / theirs.wall.Seconds()
		b.costs("", other.who+bracket(other.note), theirs, fmt.Sprintf("%.2f", ratio), reach[i].of(ratio))
	}
}

// costs is one row of the columns.
func (b *bench) costs(work, who string, c cost, ratio, reach string) {
	b.line(work, who, seconds(c.wall), seconds(c.cpu), fmt.Sprintf("%.0f", c.peakMB), ratio, reach)
}

// figure is one row of a figure and its bound.
func (b *bench) figure(work, format string, value float64, reach bound) {
	b.line(work, fmt.Sprintf(format, value), reach.of(value))
}

// broken writes that something could not be measured, and why.
func (b *bench) broken(work, who string, err error) {
	b.failed++
	b.line(work, who, "not measured: "+strings.Join(strings.Fields(err.Error()), " "), "", "", "", "")
}

func bracket(note string) string {
	if note == "" {
		return ""
	}
	return "（" + note + "）"
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }

// machine is what the figures were measured on.
func machine() string {
	cpu := "unknown processor"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if m := regexp.MustCompile(`model name\s*: (.*)`).FindSubmatch(text); m != nil {
			cpu = string(m[1])
		}
	}
	memory := ""
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		if m := regexp.MustCompile(`MemTotal:\s*(\d+) kB`).FindSubmatch(text); m != nil {
			memory = string(m[1])
		}
	}
	return fmt.Sprintf("%s, %d cores, %s kB memory, %s/%s, %s", cpu, runtime.NumCPU(), memory, runtime.GOOS, runtime.GOARCH, runtime.Version())
}

// versions are the first lines that the alternatives say of themselves.
func versions() string {
	out := []string{}
	for _, c := range [][]string{{"qpdf", "--version"}, {"img2pdf", "--version"}, {"sh", "-c", "mutool -v 2>&1"}, {"soffice", "--version"}, {"chromium-headless-shell", "--version"}} {
		text, err := exec.Command(c[0], c[1:]...).Output()
		if first, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n"); err == nil && first != "" {
			out = append(out, first)
		}
	}
	return strings.Join(out, "; ")
}
