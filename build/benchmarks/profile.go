package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The environment variables that have a work write where its time or its memory goes.
const (
	timeProfile   = "BENCH_TIME_PROFILE"
	memoryProfile = "BENCH_MEMORY_PROFILE"
)

// profiled does a work and writes the profile that the environment asks for.
func profiled(work func() error) error {
	if path := os.Getenv(timeProfile); path != "" {
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // an incomplete profile is seen when it is read
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	if path := os.Getenv(memoryProfile); path != "" {
		runtime.MemProfileRate = 64 << 10
		ctx, end := context.WithCancel(context.Background())
		written := make(chan error)
		go func() { written <- heapAtItsPeak(ctx, path) }()
		err := work()
		end()
		return cmp.Or(err, <-written)
	}
	return work()
}

// heapAtItsPeak looks at the heap again and again, and writes it down when it has
// become larger than it was.
func heapAtItsPeak(ctx context.Context, path string) error {
	most := uint64(0)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(50 * time.Millisecond):
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapInuse < most+most/20 {
			continue
		}
		most = m.HeapInuse
		runtime.GC() // the profile is of what the last collection found in use
		f, err := os.Create(path)
		if err != nil {
			return err
		}
		if err := pprof.Lookup("heap").WriteTo(f, 0); err != nil {
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
}

// parties are those for whom time and memory are spent: a stack is that of the first
// of its calls, from the innermost on, that is one of theirs.
var parties = []struct {
	name  string
	calls *regexp.Regexp
}{
	{"SQLite", regexp.MustCompile(`go-sqlite3`)},
	{"database/sql and sqlx", regexp.MustCompile(`^(database/sql|github\.com/jmoiron/sqlx)`)},
	{"packing", regexp.MustCompile(`^(compress/|hash/crc32|archive/zip)`)},
	{"hashing", regexp.MustCompile(`^crypto/`)},
	{"excelize and XML", regexp.MustCompile(`^(github\.com/xuri/|encoding/xml)`)},
	{"gopdf", regexp.MustCompile(`^github\.com/signintech/`)},
	{"files", regexp.MustCompile(`^(os|syscall|internal/poll|internal/syscall/unix)\.`)},
	{"garbage collector", regexp.MustCompile(`^runtime\.(gcBgMarkWorker|bgsweep|bgscavenge|gcAssistAlloc)`)},
	{"program start", regexp.MustCompile(`^runtime\.(doInit|schedinit)`)},
}

// ours are the calls of the program's own rooms.
var ours = regexp.MustCompile(`^dudao/internal/([a-z]+)`)

// shares reads a profile: how much of it is whose, the largest first, and its sum in
// the unit (ms or MB).
func shares(path, index, unit string) (string, float64, error) {
	text, err := exec.Command("go", "tool", "pprof", "-traces", "-sample_index="+index, "-unit="+unit, path).Output()
	if err != nil {
		return "", 0, fmt.Errorf("go tool pprof: %w", err)
	}
	whose, sum := map[string]float64{}, 0.0
	for _, trace := range strings.Split(string(text), "-----------+")[1:] {
		calls, value := []string{}, 0.0
		for _, line := range strings.Split(trace, "\n")[1:] {
			words := strings.Fields(line)
			if len(words) == 0 || strings.HasSuffix(words[0], ":") { // a label
				continue
			}
			if n, err := strconv.ParseFloat(strings.TrimSuffix(words[0], unit), 64); err == nil && len(words) > 1 {
				value, words = n, words[1:]
			}
			calls = append(calls, words[0])
		}
		whose[party(calls)] += value
		sum += value
	}
	if sum == 0 {
		return "", 0, fmt.Errorf("%s holds nothing", path)
	}
	said := []string{}
	for _, name := range slices.SortedFunc(maps.Keys(whose), func(a, b string) int { return cmp.Compare(whose[b], whose[a]) }) {
		if share := 100 * whose[name] / sum; share >= 3 {
			said = append(said, fmt.Sprintf("%s %.0f %%", name, share))
		}
	}
	return strings.Join(said, ", "), sum, nil
}

func party(calls []string) string {
	for _, call := range calls {
		for _, p := range parties {
			if p.calls.MatchString(call) {
				return p.name
			}
		}
		if m := ours.FindStringSubmatch(call); m != nil {
			return "our " + m[1]
		}
	}
	return "the rest"
}
