package binder

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/paper"
	"dudao/internal/paper/papertest"
)

func TestABinderIsSoundForOtherReaders(t *testing.T) {
	path, res := write(t, small(t), Options{})
	if said := run(t, "qpdf", "--check", path); strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	info := run(t, "pdfinfo", path)
	for _, want := range []string{"Title:           义务教育优质均衡发展督导评估", "Pages:           19\n", "Producer:        督导台账", "2026"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is not in %s", want, info)
		}
	}
	for i, line := range strings.Split(strings.TrimSpace(run(t, "pdffonts", path)), "\n") {
		if i > 1 && !strings.Contains(line, "yes") || strings.Contains(line, " no  no") {
			t.Errorf("a font is not embedded: %s", line)
		}
	}
	if st, err := os.Stat(path); err != nil || st.Size() != res.Bytes {
		t.Errorf("%v, %d bytes said", err, res.Bytes)
	}
	if sum := strings.Fields(run(t, "sha256sum", path))[0]; sum != res.SHA256 {
		t.Errorf("%s, said %s", sum, res.SHA256)
	}
}

func TestTheSameRecordsGiveTheSameBytes(t *testing.T) {
	b := small(t)
	path, one := write(t, b, Options{})
	_, two := write(t, b, Options{})
	foot, three := write(t, b, Options{Corner: BottomRight})
	if one.SHA256 != two.SHA256 {
		t.Error("two runs differ")
	}
	if one.SHA256 == three.SHA256 || readPages(t, path)[4].stamped() != 5 || readPages(t, foot)[4].stamped() != 0 {
		t.Error("the number stands where it stood")
	}
}

// TestBoxesOfOneRunHaveTheirOwnNumbers makes a binder for each box beside the
// whole one; what another box holds is bound again.
func TestBoxesOfOneRunHaveTheirOwnNumbers(t *testing.T) {
	b := small(t)
	m, err := New(Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	pages := 0
	for i := range b.Boxes {
		path := filepath.Join(dir, fmt.Sprint(i)+".pdf")
		res, err := m.Write(path, b.Only(i))
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range readPages(t, path) {
			if p.stamped() != i+1 {
				t.Errorf("page %d bears the number %d", i+1, p.stamped())
			}
		}
		pages += res.Pages
	}
	if pages != 12+13 {
		t.Errorf("%d pages in both boxes", pages)
	}
	if err := m.Close(); err != nil {
		t.Error(err)
	}
}

// TestAStoppedBinderLeavesNothing ends the work at each of its steps.
func TestAStoppedBinderLeavesNothing(t *testing.T) {
	b, stop := small(t), errors.New("enough")
	dir, scratch := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "卷.pdf")
	steps := 0
	for at := 0; ; at += 7 {
		n, last, most := 0, 0, 0
		m, err := New(Options{Scratch: scratch, Each: func(done, total int) error {
			if done < last || done > total || total != 2*11 {
				t.Errorf("%d of %d after %d", done, total, last)
			}
			if n, last, most = n+1, done, total; n > at {
				return stop
			}
			return nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = m.Write(path, b)
		m.Close()
		if err == nil {
			steps = n
			if last != most {
				t.Errorf("%d of %d at the end", last, most)
			}
			break
		}
		left, _ := filepath.Glob(filepath.Join(dir, "*"))
		hidden, _ := filepath.Glob(filepath.Join(dir, ".*"))
		kept, _ := filepath.Glob(filepath.Join(scratch, "*"))
		if !errors.Is(err, stop) || len(left)+len(hidden)+len(kept) > 0 {
			t.Fatalf("stopped at %d: %v, %v %v %v are left", at, err, left, hidden, kept)
		}
	}
	if steps < 20 {
		t.Errorf("only %d steps", steps)
	}
}

// TestBookmarksAndLinksLeadToTheirPages reads them back with qpdf.
func TestBookmarksAndLinksLeadToTheirPages(t *testing.T) {
	b := small(t)
	path, _ := write(t, b, Options{})
	type mark struct {
		Title string `json:"title"`
		Page  int    `json:"destpageposfrom1"`
		Kids  []mark `json:"kids"`
	}
	var said struct {
		Outlines []mark `json:"outlines"`
		Pages    []struct {
			Object string `json:"object"`
		} `json:"pages"`
	}
	if err := json.Unmarshal([]byte(run(t, "qpdf", "--json", path)), &said); err != nil {
		t.Fatal(err)
	}
	flat := []string{}
	var walk func(list []mark, depth string)
	walk = func(list []mark, depth string) {
		for _, m := range list {
			flat = append(flat, fmt.Sprintf("%s%s %d", depth, m.Title, m.Page))
			walk(m.Kids, depth+"-")
		}
	}
	walk(said.Outlines, "")
	want := []string{"封面 1", "目录 2", "盒号 1　督导机构与队伍（2024—2026） 3", "-A1　督导机构 3", "--A1-B1　督导机构健全，职责明确 3",
		"---关于调整示例县人民政府教育督导委员会组成人员的通知 4", "---督导室工作会议纪要 8", "---经费自查报告 11", "盒号 2　挂牌督导（2025—2026） 13", "-A2　挂牌督导 13",
		"--A2-B1　责任督学每校每月至少督导一次 13", "---2026年3月督导记录表（示例小学） 14", "---关于调整示例县人民政府教育督导委员会组成人员的通知 4", "---没有附件的材料 18", "--A2-B2　结果公开 19"}
	if strings.Join(flat, "\n") != strings.Join(want, "\n") {
		t.Errorf("bookmarks:\n%s", strings.Join(flat, "\n"))
	}
	pageOf := map[string]int{}
	for i, p := range said.Pages {
		pageOf[p.Object] = i + 1
	}
	goals := map[int][]int{}
	for i, p := range said.Pages {
		for _, link := range between(run(t, "qpdf", "--show-object="+strings.TrimSuffix(p.Object, " R"), path), "/Annots [", "]") {
			for _, n := range strings.Split(strings.TrimSpace(link), " R") {
				if n = strings.TrimSpace(n); n == "" {
					continue
				}
				for _, dest := range between(run(t, "qpdf", "--show-object="+strings.ReplaceAll(n, " ", ","), path), "/Dest [ ", " /Fit") {
					goals[i+1] = append(goals[i+1], pageOf[dest])
				}
			}
		}
	}
	if got := fmt.Sprint(goals); got != "map[2:[3 3 4 8 11 13 13 14 4 18 19] 3:[4 8 11] 13:[14 4 18]]" {
		t.Errorf("links: %s", got)
	}
}

// between are the stretches of a text between two signs.
func between(s, from, to string) []string {
	out := []string{}
	for {
		_, rest, ok := strings.Cut(s, from)
		if !ok {
			return out
		}
		part, after, ok := strings.Cut(rest, to)
		if !ok {
			return out
		}
		out, s = append(out, part), after
	}
}

// TestOurPagesLieSoundly looks at the pages that are made for a binder: empty,
// usual, and full to bursting.
func TestOurPagesLieSoundly(t *testing.T) {
	long := strings.Repeat("按照省级评估要点逐项提供近三年佐证材料，䶮㛃𬭊老师负责。", 150)
	full := small(t)
	g := &full.Boxes[0].Groups[1]
	g.Requirement, g.Scoring, g.Deduction, g.Note, g.Gaps = long, long, long, "备注", []string{long, "缺一件。"}
	for i := range 90 {
		g.Items = append(g.Items, Item{ID: fmt.Sprint("n", i), Title: long[:3*(i*4+1)], DocNumber: "示政办发〔2025〕123号", DatedOn: "2025-03-04", Place: "100–2345", Note: "仅电子件"})
	}
	empty := Binder{Boxes: []Box{{Groups: []Indicator{{}, {Heading: true}, {Items: []Item{{}}}}}}}
	for name, b := range map[string]Binder{"usual": small(t), "full": full, "empty": empty, "nothing": {}} {
		m, err := New(Options{Scratch: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		p, err := m.lay(&b, func() error { return nil })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		pages := papertest.Sound(t, name, p.document())
		if len(pages) != len(p.own.Laid) {
			t.Errorf("%s: %d pages, printed %d", name, len(pages), len(p.own.Laid))
		}
		write(t, b, Options{})
		m.Close()
	}
}

// TestGeometryOfOurPages measures in millimetres.
func TestGeometryOfOurPages(t *testing.T) {
	b := small(t)
	m, err := New(Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	p, err := m.lay(&b, func() error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	for i, page := range p.own.Laid {
		if page.W != 210 || page.H != 297 {
			t.Errorf("page %d is %v × %v", i+1, page.W, page.H)
		}
		for _, b := range page.Boxes {
			if right := b.X + b.W; b.Y < 7.7 && right > 185 {
				t.Errorf("page %d: %q stands where the number will be", i+1, b.Text)
			}
			if i > 0 && (b.X < 24.9 || b.X+b.W > 190.1) && b.Text != "示例" && b.Kind != paper.RectBox {
				t.Errorf("page %d: %q at %.1f … %.1f is outside of the margins", i+1, b.Text, b.X, b.X+b.W)
			}
		}
	}
	catalogue := p.own.Laid[1]
	areas := []paper.Box{}
	for _, b := range catalogue.Boxes {
		if b.Kind == paper.AreaBox {
			areas = append(areas, b)
		}
	}
	if len(areas) != 11 || areas[0].X != 25 || areas[0].W != 165 || areas[1].Y-areas[0].Y < 6 {
		t.Errorf("the rows lead from %+v", areas)
	}
	slots := []paper.Box{}
	r := p.ranges["4.1"]
	for _, b := range p.own.Laid[r[0]].Boxes {
		if b.Kind == paper.SlotBox {
			slots = append(slots, b)
		}
	}
	if len(slots) != 2 || slots[0].Y+slots[0].H > slots[1].Y-5 || slots[0].W < 140 || slots[1].H < 100 ||
		max(slots[1].H/slots[1].W-800.0/600, 600.0/800-slots[1].W/slots[1].H) > 0.01 {
		t.Errorf("the photos stand at %+v", slots)
	}
}
