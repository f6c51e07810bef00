package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// afterStart is what a window says on its way: what was done, and when.
var afterStart = regexp.MustCompile(`^(.+) (\d+) ms after the start$`)

const firstPage = "first page shown"

// windowRows needs the two windows that build/bench makes.
func (b *bench) windowRows() error {
	b.head("The window", "From the start of the process to the first page with its figures, painted, in a virtual display; idle is a minute once the work of the start (the backup of the day, the look through the files) is done.", "work", "figure", "to reach")
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	starts, phases := map[string]float64{}, map[string][]float64{}
	for name, argv := range map[string][]string{"bare": {filepath.Join(b.windows, "bare-window")}, "ours": {filepath.Join(b.windows, "dudao-smoke"), "--data", county}} {
		list := []float64{}
		for range b.runs {
			ms, err := shown(argv)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			list = append(list, ms[firstPage])
			if name == "ours" {
				for what, at := range ms {
					phases[what] = append(phases[what], at)
				}
			}
		}
		starts[name] = median(list)
	}
	b.line("bare Wails window", fmt.Sprintf("%.0f ms", starts["bare"]), "")
	b.line("this program on ten years", fmt.Sprintf("%.0f ms", starts["ours"]), "")
	for _, what := range []string{"records open", "page asked for", "scripts run", "side bar shown"} {
		b.line("of that, until: "+what, fmt.Sprintf("%.0f ms", median(phases[what])), "")
	}
	b.figure("ours ÷ bare", "%.2f", starts["ours"]/starts["bare"], bound{"≤ 1.3", "the window asks for its page when the bare one has nearly shown its line; then the page has half a megabyte of script to read and run, and a screen full of figures to lay out, in WebKit without a graphics card: of some 190 ms after the last answer 34 pass until the figures are in the document, the rest with style, layout, painting and the charts."})
	share, ours, err := b.idle("dudao-window", "--data", county)
	if err != nil {
		return err
	}
	b.figure("idle: share of one core", "%.2f %%", share*100, within("≤ 1 %"))
	_, bare, err := b.idle("bare-window", "stay")
	if err != nil {
		return err
	}
	b.line("idle: memory of the program, with the web view's libraries in it", fmt.Sprintf("%.0f MB", ours), "")
	b.line("idle: memory of the bare window", fmt.Sprintf("%.0f MB", bare), "")
	b.figure("idle: memory besides the web view, ours − bare", "%.0f MB", ours-bare, within("≤ 150 MB"))
	return nil
}

// shown starts a window and ends it, with its display, once its first page is
// painted; milliseconds by what it said on its way.
func shown(argv []string) (map[string]float64, error) {
	cmd := exec.Command("timeout", append([]string{"--foreground", "100", "dbus-run-session", "--", "xvfb-run", "-a"}, argv...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() {
		err := cmd.Wait()
		in.CloseWithError(io.EOF)
		ended <- err
	}()
	said, ms := []string{}, map[string]float64{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said = append(said, lines.Text())
		if m := afterStart.FindStringSubmatch(lines.Text()); m != nil && ms[m[1]] == 0 {
			var err error
			if ms[m[1]], err = strconv.ParseFloat(m[2], 64); err != nil {
				return nil, err
			}
			if m[1] == firstPage {
				syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) //nolint:errcheck // its end is waited for
			}
		}
	}
	err := <-ended
	if ms[firstPage] == 0 {
		return nil, fmt.Errorf("%w: %.300s", err, strings.Join(said, "\n"))
	}
	return ms, nil
}

// idle opens the window, waits and looks at the process in /proc for a minute.
func (b *bench) idle(window string, args ...string) (share, mb float64, err error) {
	settle, watch, patience := 30*time.Second, time.Minute, 10*time.Minute
	if b.small {
		settle, watch, patience = 5*time.Second, 5*time.Second, 10*time.Second
	}
	cmd := exec.Command("timeout", "900", "dbus-run-session", "--", "xvfb-run", "-a", filepath.Join(b.windows, window))
	cmd.Args = append(cmd.Args, args...)
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	defer func() { cmd.Process.Kill(); cmd.Wait() }() //nolint:errcheck // it has served
	time.Sleep(settle)
	pid, err := processOf(window, args[len(args)-1])
	if err != nil {
		return 0, 0, err
	}
	defer pid.Kill() //nolint:errcheck // our own window
	before, _, err := usage(pid.Pid)
	if err != nil {
		return 0, 0, err
	}
	// the backup of the day and the look through the files come first
	for end := time.Now().Add(patience); time.Now().Before(end); {
		time.Sleep(settle)
		now, _, err := usage(pid.Pid)
		if err != nil {
			return 0, 0, err
		}
		resting := now-before < settle.Seconds()/50
		if before = now; resting {
			break
		}
	}
	time.Sleep(watch)
	after, mb, err := usage(pid.Pid)
	return (after - before) / watch.Seconds(), mb, err
}

// processOf finds the window that we started, by its name and last argument.
func processOf(name, arg string) (*os.Process, error) {
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		return nil, err
	}
	for _, path := range lines {
		text, err := os.ReadFile(path)
		if args := strings.Split(string(text), "\x00"); err == nil && filepath.Base(args[0]) == name && strings.Contains(string(text), arg) {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			if err != nil {
				return nil, err
			}
			return os.FindProcess(pid)
		}
	}
	return nil, fmt.Errorf("%s is not running", name)
}

// usage is the processor time in seconds and the memory in megabytes.
func usage(pid int) (cpu, mb float64, err error) {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, err
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	for _, f := range fields[11:13] { // utime, stime in hundredths
		ticks, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return 0, 0, err
		}
		cpu += ticks / 100
	}
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, 0, err
	}
	if m := regexp.MustCompile(`VmRSS:\s+(\d+) kB`).FindSubmatch(status); m != nil {
		kb, err := strconv.ParseFloat(string(m[1]), 64)
		return cpu, kb / 1024, err
	}
	return cpu, 0, nil
}

// pageRows has a browser do what a clerk does on the ten-year county, and asks it for
// the longest frame.
func (b *bench) pageRows() error {
	b.head("The page", "In Chromium, on the ten-year data: the longest task that keeps the page from its next frame, the middle one of the runs. A browser tells of none under 50 ms: such stand as 50.", "work", "longest task", "to reach")
	county, err := b.tenYears()
	if err != nil {
		return err
	}
	data := b.in("page")
	defer os.RemoveAll(data) //nolint:errcheck // a copy
	f, err := b.figures(run{who: "page", argv: []string{"node", "build/benchmarks/page.mjs", data}, before: func() error { return again(county, filepath.Join(data, "data")) }})
	if err != nil {
		return err
	}
	for _, work := range []string{"typing a visit", "scrolling 30,000 visits", "opening the first page"} {
		b.figure(work, "%.0f ms", f[work], within("≤ 100 ms"))
	}
	return nil
}
