package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// longest is how long one run of anything may take.
const longest = 30 * time.Minute

// run is one way to do a work: a command line, from an empty output folder.
type run struct {
	who  string
	argv []string
	dir  string // to run in; empty for here
	env  []string
	// before makes ready what is not measured.
	before func() error
	note   string
	// troubled is a work that ends with exit code 1 when it is done: it found faults.
	troubled bool
}

// cost is what one run took.
type cost struct {
	wall, cpu time.Duration
	peakMB    float64 // of the largest process
	said      []byte  // on standard output
}

// once runs the command and waits for it.
func (b *bench) once(r run) (cost, error) {
	if err := os.RemoveAll(b.out()); err != nil {
		return cost{}, err
	}
	if err := os.MkdirAll(b.out(), 0o700); err != nil {
		return cost{}, err
	}
	if r.before != nil {
		if err := r.before(); err != nil {
			return cost{}, err
		}
	}
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	cmd := exec.CommandContext(ctx, r.argv[0], r.argv[1:]...)
	var out, wrong bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Dir = &out, &wrong, r.dir
	cmd.Env = append(os.Environ(), r.env...)
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	fmt.Fprintf(os.Stderr, "%s %-60.60s %8.3f s\n", time.Now().Format(time.TimeOnly), r.who+" "+strings.Join(r.argv[1:], " "), wall.Seconds())
	if err != nil && !(r.troubled && cmd.ProcessState.ExitCode() == 1) {
		said := strings.TrimSpace(wrong.String() + out.String())
		return cost{}, fmt.Errorf("%s: %w: %.300s", r.who, err, said)
	}
	c := cost{wall: wall, cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), said: out.Bytes()}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peakMB = float64(usage.Maxrss) / 1024
	}
	return c, nil
}

// middle runs it as often as is asked and returns the run whose time is in the
// middle, with the largest peak of all.
func (b *bench) middle(r run) (cost, error) {
	if len(r.argv) == 0 {
		return cost{}, errors.New(r.note)
	}
	all := []cost{}
	for range b.runs {
		c, err := b.once(r)
		if err != nil {
			return c, err
		}
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b cost) int { return cmp.Compare(a.wall, b.wall) })
	c := all[len(all)/2]
	for _, x := range all {
		c.peakMB = max(c.peakMB, x.peakMB)
	}
	return c, nil
}

// figures are the numbers that a measuring process prints as one JSON object.
func (b *bench) figures(r run) (map[string]float64, error) {
	middle := map[string][]float64{}
	for range b.runs {
		c, err := b.once(r)
		if err != nil {
			return nil, err
		}
		got := map[string]float64{}
		if err := json.Unmarshal(c.said, &got); err != nil {
			return nil, fmt.Errorf("%s said %.200q: %w", r.who, c.said, err)
		}
		for k, v := range got {
			middle[k] = append(middle[k], v)
		}
	}
	out := map[string]float64{}
	for k, list := range middle {
		slices.Sort(list)
		out[k] = list[len(list)/2]
	}
	return out, nil
}

// out is the folder that is empty before each run.
func (b *bench) out() string { return filepath.Join(b.dir, "out") }

func (b *bench) in(name ...string) string { return filepath.Join(append([]string{b.dir}, name...)...) }

// self is this program, doing one work.
func self(work string, args ...string) []string {
	return append([]string{os.Args[0], "do", work}, args...)
}
