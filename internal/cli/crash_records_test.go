package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"dudao/internal/office"
)

// The deeds that write records, back them up and put them back.

// day is another for each work: after the one given as long as that is no day to come,
// before it from then on.
func (h *harness) day(from office.Date) office.Date {
	const most = 500
	if h.serial > most {
		return from.AddDays(most - h.serial)
	}
	return from.AddDays(h.serial)
}

// importVisits brings ten visits in: all of them or none.
func (h *harness) importVisits() ([]string, func(bool, map[string]any)) {
	h.serial++
	day := h.day("2024-01-01")
	rows := "督导日期,学校名称,督学,督导纪实\n"
	for i := range crashSchools {
		rows += fmt.Sprintf("%s,示例县第%d小学,王示例,第%d次看食堂和校车\n", day, i+1, h.serial)
	}
	return []string{"import", "visits", h.file("督导.csv", rows)}, func(ended bool, out map[string]any) {
		h.wholeOrNothing("visit", crashSchools, ended || out["written"] == true)
	}
}

// wholeOrNothing has n records been added, or none when nothing was promised.
func (h *harness) wholeOrNothing(kind string, n int, promised bool) {
	h.Helper()
	now := h.count(kind)
	switch {
	case now == h.visits+n:
	case now == h.visits && !promised:
	default:
		h.Errorf("%d %s before, %d after a work that adds %d (promised: %v)", h.visits, kind, now, n, promised)
	}
	h.visits = now
	h.numbersOnce()
}

// numbersOnce has every number be given once.
func (h *harness) numbersOnce() {
	h.Helper()
	seen := map[string]bool{}
	for _, row := range h.must("list", "visits")["rows"].([]any) {
		number, _ := row.(map[string]any)["number"].(string)
		if number == "" || seen[number] {
			h.Errorf("number %q is given twice or empty", number)
		}
		seen[number] = true
	}
}

func (h *harness) putVisit() ([]string, func(bool, map[string]any)) {
	h.serial++
	text := fmt.Sprintf(`{"visit":{"schoolId":%d,"inspectorId":2,"date":"%s","content":"第%d次"}}`, 1+h.rand.IntN(crashSchools), h.day("2025-01-01"), h.serial)
	return []string{"put", "visits", h.file("督导.json", text)}, func(ended bool, out map[string]any) {
		h.wholeOrNothing("visit", 1, ended || len(out) > 0)
	}
}

// fileItem files a paper: the 件号 stay consecutive.
func (h *harness) fileItem() ([]string, func(bool, map[string]any)) {
	h.serial++
	before := h.filed
	text := fmt.Sprintf(`{"title":"示例文件%d","unit":"DD","retention":"D10","datedOn":"2025-03-01","pages":3}`, h.serial)
	return []string{"put", "archive", h.file("归档.json", text)}, func(ended bool, out map[string]any) {
		now := h.archived()
		h.filed = len(now)
		if h.filed != before+1 && (ended || h.filed != before) {
			h.Errorf("%d archive items before, %d after (ended: %v)", before, h.filed, ended)
		}
		slices.Sort(now)
		for i, n := range now {
			if n != i+1 {
				h.Errorf("件号 %d stands at place %d: a gap or a double", n, i+1)
			}
		}
	}
}

func (h *harness) archived() []int {
	h.Helper()
	out := []int{}
	for _, row := range h.must("list", "archive")["rows"].([]any) {
		n, _ := row.(map[string]any)["number"].(float64)
		out = append(out, int(n))
	}
	return out
}

// monthPapers writes a folder that is there as a whole or not at all.
func (h *harness) monthPapers() ([]string, func(bool, map[string]any)) {
	h.serial++
	out := filepath.Join(h.dir, fmt.Sprintf("月报%d", h.serial))
	return []string{"report", "month", "2024-01", "--out", out}, func(ended bool, said map[string]any) {
		files, _ := said["files"].([]any)
		if ended && len(files) == 0 {
			h.Errorf("no papers: %v", said)
		}
		for _, f := range files {
			if info, err := os.Stat(f.(string)); err != nil || info.Size() == 0 {
				h.Errorf("a paper that was promised is not there: %v", err)
			}
		}
	}
}

// backUp writes a file that restores, or none.
func (h *harness) backUp() ([]string, func(bool, map[string]any)) {
	h.serial++
	file := filepath.Join(h.dir, fmt.Sprintf("备份%d.督导备份", h.serial))
	return []string{"backup", file}, func(ended bool, _ map[string]any) {
		if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
			if ended {
				h.Error("a backup that was said to be made is not there")
			}
			return
		}
		other := filepath.Join(h.dir, "别处")
		var said, errs bytes.Buffer
		if code := Run([]string{"--data", other, "--json", "restore", file}, &said, &errs); code != exitFine {
			h.Errorf("a backup after a kill does not restore: %s", errs.String())
		}
		if err := errors.Join(os.RemoveAll(other), os.Remove(file)); err != nil {
			h.Fatal(err)
		}
	}
}

// restoreBackup leaves the data as it was or as the backup has it; here both hold
// the same visits.
func (h *harness) restoreBackup() ([]string, func(bool, map[string]any)) {
	h.serial++
	file := filepath.Join(h.dir, fmt.Sprintf("恢复%d.督导备份", h.serial))
	h.must("backup", file)
	return []string{"restore", file}, func(bool, map[string]any) {
		if now := h.count("visit"); now != h.visits {
			h.Errorf("%d visits before a restore, %d after", h.visits, now)
		}
		kept, err := filepath.Glob(filepath.Join(h.dir, "数据.恢复前-*"))
		if err != nil {
			h.Fatal(err)
		}
		for _, k := range append(kept, file) {
			if err := os.RemoveAll(k); err != nil {
				h.Fatal(err)
			}
		}
	}
}

// fillNew fills a new folder, its tables made from nothing: all of the schools or
// none of them.
func (h *harness) fillNew() ([]string, func(bool, map[string]any)) {
	h.serial++
	other := filepath.Join(h.dir, fmt.Sprintf("新%d", h.serial))
	return []string{"--data", other, "import", "schools", filepath.Join(h.dir, "学校.csv")}, func(ended bool, _ map[string]any) {
		out := h.ask("--data", other, "check")
		counts, _ := out["counts"].(map[string]any)
		if n, _ := counts["school"].(float64); out["ok"] != true || n != 0 && n != crashSchools || ended && n != crashSchools {
			h.Errorf("a new folder after a kill: %v", out)
		}
		if err := os.RemoveAll(other); err != nil {
			h.Fatal(err)
		}
	}
}

// undoImport takes back an import: all of it or nothing.
func (h *harness) undoImport() ([]string, func(bool, map[string]any)) {
	args, _ := h.importVisits()
	id := strconv.Itoa(int(h.must(args...)["id"].(float64)))
	h.visits += crashSchools
	return []string{"undo", id}, func(ended bool, out map[string]any) {
		all := h.count("visit")
		switch {
		case all == h.visits-crashSchools: // taken back
		case all == h.visits && !ended && out["removed"] == nil:
		default:
			h.Errorf("%d visits before an undo of %d, %d after", h.visits, crashSchools, all)
		}
		h.visits = all
	}
}
