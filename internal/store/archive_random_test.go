package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"dudao/internal/office"
)

// archiveGame does to an archive what a clerk may do, in any order.
type archiveGame struct {
	*testing.T
	s    *Store
	r    *rand.Rand
	gone []int64
	n    int
}

func (g *archiveGame) random() office.ArchiveItem {
	g.n++
	a := archived(fmt.Sprint("件", g.n), []string{"DD", "ZG", "TS"}[g.r.IntN(3)], office.Retentions[g.r.IntN(2)], g.r.IntN(300))
	a.DatedOn = office.NewDate(2024+g.r.IntN(2), 1+g.r.IntN(12), 3)
	return a
}

func (g *archiveGame) live() []office.ArchiveItem {
	rows := must[ArchivePage](g.T)(g.s.ArchiveItems(ListQuery{})).Rows
	out := make([]office.ArchiveItem, len(rows))
	for i, r := range rows {
		out[i] = r.ArchiveItem
	}
	return out
}

// allowed fails for an error that is no refusal in words.
func (g *archiveGame) allowed(what string, err error) {
	if office.CodeOf(err) == office.CodeInternal {
		g.Fatalf("%s: %v", what, err)
	}
}

func (g *archiveGame) play() string {
	live := g.live()
	pick := func() office.ArchiveItem { return live[g.r.IntN(len(live))] }
	switch n := g.r.IntN(20); {
	case n < 3 || len(live) < 2:
		_, err := g.s.SaveArchiveItem(g.random())
		g.allowed("file", err)
		return "file"
	case n < 6:
		list := []Filing{}
		for range 1 + g.r.IntN(8) {
			list = append(list, Filing{Item: g.random()})
		}
		_, err := g.s.FileArchive(list, nil)
		g.allowed("bulk", err)
		return "bulk"
	case n < 9:
		a := pick()
		g.allowed("delete", g.s.DeleteArchiveItem(a.ID))
		g.gone = append(g.gone, a.ID)
		return "delete"
	case n < 11 && len(g.gone) > 0:
		g.allowed("recover", g.s.Recover("archive_item", g.gone[g.r.IntN(len(g.gone))]))
		return "recover"
	case n < 13:
		a, to := pick(), g.random()
		a.Unit, a.Retention, a.Year = to.Unit, to.Retention, to.DatedOn.Year()
		_, err := g.s.SaveArchiveItem(a)
		g.allowed("class", err)
		return "class"
	case n < 15:
		_, err := g.s.FillBoxes(2024 + g.r.IntN(2))
		g.allowed("box", err)
		return "box"
	case n < 16:
		g.allowed("move", g.s.MoveToBox([]int64{pick().ID}, pick().BoxID))
		return "move"
	case n < 17:
		set := must[office.Settings](g.T)(g.s.Settings())
		set.Archive.Pattern = []string{office.DefaultArchivePattern, "{全宗号}-{年度}-{机构}-{期限}-{件号}"}[g.r.IntN(2)]
		g.allowed("pattern", g.s.SaveSettings(set))
		return "pattern"
	}
	sets := []int64{}
	if err := g.s.r.Select(&sets, `SELECT id FROM change_sets WHERE action LIKE 'archive%' ORDER BY id DESC LIMIT 12`); err != nil {
		g.Fatal(err)
	}
	if len(sets) == 0 {
		return "nothing"
	}
	_, err := g.s.Undo(sets[g.r.IntN(len(sets))])
	g.allowed("undo", err)
	return "undo"
}

// codes are the 档号 of all items.
func (g *archiveGame) codes() map[int64]string {
	codes := map[int64]string{}
	for _, a := range g.live() {
		codes[a.ID] = a.Code
	}
	return codes
}

// whole checks what holds whatever was done: 件号 from 1 without a gap in each
// class, a 档号 that says what the item is, and boxes that do not mix.
func (g *archiveGame) whole(step int, did string) {
	if faults := must[[]office.NumberFault](g.T)(g.s.ArchiveFaults()); len(faults) > 0 {
		g.Fatalf("step %d, %s: %+v", step, did, faults)
	}
	set := must[office.Settings](g.T)(g.s.Settings())
	for _, a := range g.live() {
		if a.Number == 0 || a.Code != office.ArchiveCode(set.Archive.Pattern, set.FondsNumber, a) {
			g.Fatalf("step %d, %s: %q of %+v", step, did, a.Code, a)
		}
		if a.BoxID == 0 {
			continue
		}
		if box, err := get[office.ArchiveBox](g.s.r, "archive_boxes", a.BoxID); err != nil || !box.Takes(a) {
			g.Fatalf("step %d, %s: %v, %+v lies in %+v", step, did, err, a, box)
		}
	}
}

// TestArchiveNumbersAreConsecutiveWhateverIsDone plays random sequences of filing,
// bulk filing, deleting, recovering, moving, boxing, other classes, another pattern
// and taking back actions that are not the last.
func TestArchiveNumbersAreConsecutiveWhateverIsDone(t *testing.T) {
	for seed := range uint64(6) {
		g := &archiveGame{T: t, s: openTest(t), r: rand.New(rand.NewPCG(seed, 12))}
		trail := ""
		for step := range 60 {
			before := g.codes()
			did := g.play()
			trail += did + " "
			if (did == "box" || did == "move") && !maps.Equal(before, g.codes()) {
				t.Fatalf("seed %d: %schanged a 档号", seed, trail)
			}
			g.whole(step, fmt.Sprint("seed ", seed, ": ", trail))
		}
	}
}
