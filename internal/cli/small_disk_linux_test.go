package cli

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"dudao/internal/disk/disktest"
)

// A disk that turns read-only while the program works, as the system makes one that
// it finds an error on: the work ends in a sentence, what was said to be saved is there,
// and on the mended disk work goes on.
func TestADiskThatTurnsReadOnlyInMidWorkLosesNothing(t *testing.T) {
	d := disktest.New(t)
	meets(t, d, "read-only", func(*rand.Rand) { d.TurnReadOnly() }, d.Again)
}

// A disk that fills up while the program works: the same.
func TestADiskThatFillsUpInMidWorkLosesNothing(t *testing.T) {
	d := disktest.New(t)
	meets(t, d, "full", func(r *rand.Rand) { d.Fill(r.Int64N(400_000)) }, d.Empty)
}

// meets has every work meet the fault at a random moment, and asks after each, on the
// mended disk, whether every promise held.
func meets(t *testing.T, d *disktest.Disk, name string, fault func(*rand.Rand), mend func()) {
	if testing.Short() {
		t.Skip("runs the program many times")
	}
	tries, works := 4, deeds[:4] // the quick ones
	if n, err := strconv.Atoi(os.Getenv(faultsVariable)); err == nil {
		tries, works = (n+3)/4, slices.Concat(deeds, moreDeeds)
	}
	h := &harness{T: t, rand: rand.New(rand.NewPCG(5, uint64(tries))), dir: d.Dir, spans: map[string]time.Duration{}, killed: map[string]int{}}
	h.begin()
	refused := 0
	for i := 0; h.total() < tries && i < 5*tries+len(works) && !t.Failed(); i++ {
		w := works[i%len(works)]
		h.counts = nil
		args, after := w.do(h)
		syscall.Sync() // what the test itself has written
		if h.spans[w.name] == 0 {
			begun := time.Now()
			ended, out := h.program(-1, args...)
			h.spans[w.name] = time.Since(begun)
			after(ended, out)
			continue
		}
		met := false
		end, said, errs := h.met(time.Duration(h.rand.Float64()*float64(h.spans[w.name])), func(*os.Process) { met = true; fault(h.rand) }, args...)
		if met {
			h.killed[w.name]++
			mend()
		}
		out := map[string]any{}
		if end != nil {
			refused++
			h.worded(end, w, said, errs)
		} else if err := json.Unmarshal(said, &out); err != nil {
			h.Errorf("not one object: %s", said)
		}
		h.checked(w, name)
		after(end == nil, out)
		if t.Failed() {
			t.Logf("%s during %v: ended with %v, said %s%s", name, args, end, said, errs)
		}
	}
	t.Logf("%s in mid-work %d times: %v; refused in words: %d; lost: 0", name, h.total(), h.killed, refused)
}
