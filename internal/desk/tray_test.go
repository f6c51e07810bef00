package desk

import (
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/store"
)

// trayDesk is a desk with a stack of three strange pages and a picture in the
// tray.
func trayDesk(t *testing.T) (*Desk, *Tray, int64, func() []store.TrayRow) {
	t.Helper()
	d, _, form := reportDesk(t)
	dir := t.TempDir()
	file(t, dir, "页叠.pdf", stackPDF(t, squeezed(t, foreignPage(1)), squeezed(t, foreignPage(2)), squeezed(t, foreignPage(3))))
	file(t, dir, "一张.jpg", squeezed(t, foreignPage(4)))
	if out := takeIn(t, d, IntakeInput{Dir: dir}); out.Tray != 2 {
		t.Fatalf("taken in: %+v", out)
	}
	if err := os.RemoveAll(dir); err != nil { // nothing of it is needed any more
		t.Fatal(err)
	}
	x := d.Screens().Tray
	return d, x, form.Visit.ID, func() []store.TrayRow {
		t.Helper()
		page, err := x.List(store.ListQuery{})
		if err != nil || page.Total != len(page.Rows) {
			t.Fatal(page, err)
		}
		return page.Rows
	}
}

func TestPapersInTheTray(t *testing.T) {
	t.Parallel()
	d, x, visit, rows := trayDesk(t)
	was := rows()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(x.Split(TrayPages{ID: was[1].ID, Page: 2}))
	now := rows()
	if len(now) != 3 || now[1].Sheets != 1 || now[2].Sheets != 2 || now[2].Pages != "2–3" || now[1].Title != was[1].Title || now[2].Title != "" {
		t.Fatalf("divided: %+v", now)
	}
	check(x.Turn(TrayPages{ID: now[2].ID, Degrees: 90}))
	check(x.Turn(TrayPages{ID: now[0].ID, Degrees: -90}))
	now = rows()
	if len(now) != 3 {
		t.Fatalf("turned: %+v", now)
	}
	for _, r := range now {
		_, path, err := d.trayFile(r.ID)
		check(err)
		f, err := pdf.OpenFile(path)
		check(err)
		want := map[string]int{"页叠.pdf": 0, "一张.jpg": 270}[r.Source]
		if r.Pages == "2–3" {
			want = 90
		}
		if f.Turned(1) != want || f.Pages() != r.Sheets {
			t.Errorf("%s %s: turned %d, %d pages", r.Source, r.Pages, f.Turned(1), f.Pages())
		}
	}
	check(x.Join([]int64{now[0].ID, now[1].ID, now[2].ID}))
	if now = rows(); len(now) != 1 || now[0].Sheets != 4 || now[0].Source != "一张.jpg" {
		t.Fatalf("joined: %+v", now)
	}
	saved, err := x.Save(office.TrayItem{ID: now[0].ID, Title: " 家长会签到 ", DatedOn: "2026-03-11", UpdatedAt: now[0].UpdatedAt})
	check(err)
	if saved.Title != "家长会签到" || saved.Source != "一张.jpg" {
		t.Errorf("saved: %+v", saved)
	}
	check(x.File(TrayFileInput{IDs: []int64{now[0].ID}, Kind: "visit", ID: visit}))
	have, err := d.store.Attachments("visit", visit)
	if err != nil || len(have) != 1 || have[0].Caption != "家长会签到" || have[0].DatedOn != "2026-03-11" || have[0].Role != roleScan || have[0].Pages != 4 || len(rows()) != 0 {
		t.Fatalf("filed: %+v, %v", have, err)
	}
	for range 6 { // back through every step, to what was brought in
		action, err := d.store.LastAction()
		check(err)
		_, err = d.Screens().History.Undo(action.ID)
		check(err)
	}
	if now = rows(); len(now) != 2 || now[1].SHA256 != was[1].SHA256 || now[0].SHA256 != was[0].SHA256 {
		t.Errorf("after the undos: %+v", now)
	}
}

func TestTrayRefuses(t *testing.T) {
	t.Parallel()
	d, x, visit, rows := trayDesk(t)
	was := rows()
	for name, c := range map[string]struct {
		err  error
		code string
	}{
		"divide a picture":       {x.Split(TrayPages{ID: was[0].ID, Page: 2}), office.CodeInvalid},
		"divide before page 1":   {x.Split(TrayPages{ID: was[1].ID, Page: 1}), office.CodeInvalid},
		"divide behind the end":  {x.Split(TrayPages{ID: was[1].ID, Page: 4}), office.CodeInvalid},
		"join one":               {x.Join([]int64{was[0].ID}), office.CodeInvalid},
		"turn askew":             {x.Turn(TrayPages{ID: was[0].ID, Degrees: 45}), office.CodeInvalid},
		"file to nothing":        {x.File(TrayFileInput{IDs: []int64{was[0].ID}, Kind: "visit", ID: 77}), office.CodeNotFound},
		"file to the tray":       {x.File(TrayFileInput{IDs: []int64{was[0].ID}, Kind: "tray", ID: was[1].ID}), office.CodeInvalid},
		"file what is not there": {x.File(TrayFileInput{IDs: []int64{99}, Kind: "visit", ID: visit}), office.CodeNotFound},
	} {
		if office.CodeOf(c.err) != c.code {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if now := rows(); len(now) != 2 || now[0] != was[0] || now[1] != was[1] {
		t.Errorf("changed all the same: %+v", now)
	}
	if err := x.Discard([]int64{was[0].ID}); err != nil || len(rows()) != 1 {
		t.Errorf("thrown away: %v", err)
	}
	trash, err := d.store.Trash(30)
	if err != nil || len(trash) != 1 || trash[0].Kind != office.TrayKind {
		t.Errorf("the recycle bin: %+v, %v", trash, err)
	}
	if err := d.store.Recover(office.TrayKind, was[0].ID); err != nil || len(rows()) != 2 {
		t.Errorf("brought back: %v", err)
	}
}

// stopping is a clerk who stops the work when one paper lies in the tray.
type stopping struct {
	recorder
	d *Desk
}

func (s *stopping) Emit(event string, _ any) {
	if event != "progress" {
		return
	}
	if n, err := s.d.store.TrayCount(); err == nil && n > 0 {
		if err := s.d.Screens().Jobs.Cancel("intake"); err != nil {
			panic(err)
		}
	}
}

// TestTheTrayOutlivesAStop: what was taken in before the program was stopped is
// there when it starts again, and is not taken a second time.
func TestTheTrayOutlivesAStop(t *testing.T) {
	data, dir := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", t.TempDir())
	shell := &stopping{}
	d, err := Open(data, shell)
	if err != nil {
		t.Fatal(err)
	}
	shell.d = d
	for i, name := range []string{"甲.jpg", "乙.jpg", "丙.jpg", "丁.jpg", "戊.jpg", "己.jpg"} {
		file(t, dir, name, squeezed(t, foreignPage(uint64(i+1))))
	}
	out := takeIn(t, d, IntakeInput{Dir: dir})
	if !out.Stopped || out.Tray == 0 || out.Tray == 6 {
		t.Fatalf("stopped: %+v", out)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d, _ = openTest(t, data)
	page, err := d.Screens().Tray.List(store.ListQuery{})
	if err != nil || page.Total != out.Tray {
		t.Fatalf("after the start: %+v, %v", page, err)
	}
	again := takeIn(t, d, IntakeInput{Dir: dir})
	if again.Same != out.Tray || again.Tray+again.Same != 6 {
		t.Errorf("again: %+v", again)
	}
	for _, r := range page.Rows {
		if err := d.vault.Verify(r.SHA256); err != nil {
			t.Errorf("%s: %v", r.Source, err)
		}
	}
	if left, err := filepath.Glob(filepath.Join(os.TempDir(), "dudao-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
