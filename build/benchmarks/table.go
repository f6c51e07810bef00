package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
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
	if note != "" {
		b.lines = append(b.lines, note, "")
	}
	b.line(columns...)
	b.line(slices.Repeat([]string{"---"}, len(columns))...)
}

func (b *bench) line(cells ...string) {
	text := "| " + strings.Join(cells, " | ") + " |"
	fmt.Println(text)
	b.lines = append(b.lines, text)
}

// against measures ours and the others and writes a row for each; reach says, for
// each other in order, what ours may be of its time.
func (b *bench) against(work string, ours run, others []run, reach []string) {
	mine, err := b.middle(ours)
	if err != nil {
		b.broken(work, ours.who, err)
		return
	}
	b.line(work, ours.who, seconds(mine.wall), seconds(mine.cpu), fmt.Sprintf("%.0f", mine.peakMB), "", "")
	for i, other := range others {
		theirs, err := b.middle(other)
		if err != nil {
			b.broken("", other.who, err)
			continue
		}
		b.line("", other.who+bracket(other.note), seconds(theirs.wall), seconds(theirs.cpu), fmt.Sprintf("%.0f", theirs.peakMB), fmt.Sprintf("%.2f", mine.wall.Seconds()/theirs.wall.Seconds()), reach[i])
	}
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
	for _, c := range [][]string{{"qpdf", "--version"}, {"img2pdf", "--version"}, {"mutool", "-v"}, {"soffice", "--version"}, {"chromium", "--version"}} {
		text, err := exec.Command(c[0], c[1:]...).CombinedOutput()
		if first, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\n"); err == nil && first != "" {
			out = append(out, first)
		}
	}
	return strings.Join(out, "; ")
}
