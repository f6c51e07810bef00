package desk

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// canceller stops every long work at its first sign of life.
type canceller struct {
	*recorder
	d *Desk
}

func (c canceller) Emit(event string, data any) {
	if event == "progress" {
		c.d.jobs.cancelAll()
	}
}

// below lists the files below a folder by their paths, with /.
func below(t *testing.T, dir string) []string {
	t.Helper()
	list := []string{}
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			rel, _ := filepath.Rel(dir, path)
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAMonthsPapersLieInTheirFolders(t *testing.T) {
	t.Parallel()
	d, shell, form := reportDesk(t)
	dir := t.TempDir()
	made, err := d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if made.Dir != filepath.Join(dir, "示例县2026年3月督导材料") || made.Papers < 5 || made.Forms["督导记录表"] != 1 || made.Forms["督导报告"] != 2 {
		t.Fatalf("made %+v", made)
	}
	files := below(t, made.Dir)
	for _, want := range []string{"00 完整性检查.pdf", "00 目录.pdf", "00 清单.xlsx", "01 督导室月报/督导室 督导报告.pdf", "01 督导室月报/督导室 督导报告.xlsx", "01 督导室月报/督导室月报（合订本）.pdf",
		"02 责任区月报/第一责任区 督导报告.pdf", "03 统计表/王示例 督学工作情况表.pdf", "04 督导记录/" + form.Visit.Number + " 示例县第一小学 督导记录表.pdf", "04 督导记录/督导记录（合订本）.pdf"} {
		if !slices.Contains(files, want) {
			t.Errorf("%s is missing in %q", want, files)
		}
	}
	if len(made.Files) != len(files)-1 { // the mark
		t.Errorf("%d files told, %d there", len(made.Files), len(files)-1)
	}
	for _, f := range made.Files {
		info, err := os.Stat(f.Path)
		if err != nil || info.Size() != f.Bytes {
			t.Errorf("%s: %v, %d bytes told", f.Path, err, f.Bytes)
		}
		if strings.HasSuffix(f.Path, ".pdf") {
			out, err := exec.Command("qpdf", "--show-npages", f.Path).Output()
			if err != nil || strings.TrimSpace(string(out)) != fmt.Sprint(f.Pages) {
				t.Errorf("%s has %s pages, %d told: %v", f.Path, out, f.Pages, err)
			}
		}
	}
	for _, folder := range made.Folders {
		if folder.Papers == 0 {
			continue
		}
		out, err := exec.Command("qpdf", "--show-npages", filepath.Join(made.Dir, folder.Volume)).Output()
		if err != nil || strings.TrimSpace(string(out)) != fmt.Sprint(folder.Pages) {
			t.Errorf("the volume of %s has %s pages, want %d", folder.Name, out, folder.Pages)
		}
	}
	list := pdfText(t, filepath.Join(made.Dir, "00 目录.pdf"))
	if !strings.Contains(list, form.Visit.Number) || !strings.Contains(list, "督学工作情况表") {
		t.Errorf("the list: %s", list)
	}
	look := pdfText(t, filepath.Join(made.Dir, "00 完整性检查.pdf"))
	for _, want := range []string{"1所学校本月未督导", "示例县机关幼儿园", "次督导缺反馈", "责任区的月报还没有签发", "合计核对", "一致", form.Visit.Number} {
		if !strings.Contains(look, want) {
			t.Errorf("the look-over lacks %q", want)
		}
	}
	if strings.Contains(look, "不一致") || len(made.Disagree) > 0 {
		t.Errorf("counts disagree: %v", made.Disagree)
	}
	if n := len(slices.DeleteFunc(slices.Clone(shell.events), func(e string) bool { return e != "progress" })); n == 0 {
		t.Error("no progress was told")
	}
	if err := d.Screens().Reports.OpenMonth(made.Dir); err != nil || !slices.Contains(shell.opened, made.Dir) {
		t.Errorf("open the folder: %v", err)
	}
}

func TestAMonthsPapersReplaceOnlyTheirOwn(t *testing.T) {
	t.Parallel()
	d, shell, _ := reportDesk(t)
	dir := t.TempDir()
	in := SaveAllInput{Month: "2026-03", Dir: dir}
	made, err := d.PrintMonth(in)
	if err != nil {
		t.Fatal(err)
	}
	first := below(t, dir)
	if _, err := d.PrintMonth(in); err != nil {
		t.Fatalf("a second time: %v", err)
	}
	if again := below(t, dir); !slices.Equal(first, again) {
		t.Errorf("a second time left %q", again)
	}
	note := filepath.Join(made.Dir, "04 督导记录", "我的说明.txt")
	if err := os.WriteFile(note, []byte("不要删"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PrintMonth(in); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "我的说明.txt") {
		t.Errorf("a foreign file: %v", err)
	}
	if err := os.Remove(note); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(made.Dir, "00 清单.xlsx"), []byte("改过"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := below(t, dir)
	if _, err := d.PrintMonth(in); office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), "清单.xlsx") {
		t.Errorf("a changed file: %v", err)
	}
	empty := t.TempDir()
	d.shell = canceller{shell, d}
	if _, err = d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: empty}); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("cancelled: %v", err)
	}
	if names := below(t, empty); len(names) != 0 {
		t.Errorf("a cancelled month left %v", names)
	}
	if after := below(t, dir); !slices.Equal(before, after) {
		t.Errorf("a refused month changed the folder: %q", after)
	}
}

func TestCompletenessBeforeThePapers(t *testing.T) {
	t.Parallel()
	d, _, _ := reportDesk(t)
	r := d.Screens().Reports
	look, err := r.Completeness("2026-03")
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{}
	for _, c := range look.Checks {
		keys = append(keys, c.Key)
	}
	for _, want := range []string{"unvisited", "feedback", "record", "sign", "unsealed"} {
		if !slices.Contains(keys, want) {
			t.Errorf("%s is not noticed: %v", want, keys)
		}
	}
	if look.Papers < 5 || len(look.Disagree) != 0 || len(look.Totals) < 40 {
		t.Errorf("%d papers, %v", look.Papers, look.Disagree)
	}
	if _, err := r.Issue(ReportInput{Span: "2026-03", Zone: "第一责任区"}); err != nil {
		t.Fatal(err)
	}
	if look, err = r.Completeness("2026-03"); err != nil || slices.ContainsFunc(look.Checks, func(c office.Check) bool { return c.Key == "unsealed" }) {
		t.Errorf("after sealing: %+v, %v", look.Checks, err)
	}
	if p, err := r.PreviewCompleteness("2026-03"); err != nil || p.Pages == 0 {
		t.Errorf("preview %+v, %v", p, err)
	}
	if _, err := r.Completeness("三月"); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a bad month: %v", err)
	}
}

// The month's minutes, publications and letters of inspections are among its
// papers, each once and made without fault.
func TestAMonthsPapersHoldWhatWasIssued(t *testing.T) {
	t.Parallel()
	d, _, _ := assessedDesk(t)
	want, got := map[string]int{}, map[string]int{}
	meetings, err := d.store.Meetings(store.ListQuery{})
	must(t, err)
	for _, m := range meetings.Rows {
		x, err := d.store.Meeting(m.ID)
		must(t, err)
		if x.MinutesOn.Valid() {
			want[office.FormMinutes+string(x.Date[:7])]++
		}
	}
	public, err := d.store.Publications(store.ListQuery{})
	must(t, err)
	for _, p := range public.Rows {
		if p.IssuedOn.Valid() {
			want[office.PublicationForm(p.Kind)+string(p.IssuedOn[:7])]++
		}
	}
	units, err := d.store.AllUnits(store.ListQuery{})
	must(t, err)
	for _, r := range units.Rows {
		u, err := d.store.Unit(r.ID)
		must(t, err)
		if u.LetterOn.Valid() {
			want[office.FormUnitLetter+string(u.LetterOn[:7])]++
		}
		if u.OrderOn.Valid() {
			want[office.FormUnitOrder+string(u.OrderOn[:7])]++
		}
	}
	built := map[string]bool{}
	for m := office.Month("2025-09"); m <= "2026-03"; m = m.Add(1) {
		p, err := d.planMonth(m)
		must(t, err)
		for _, x := range p.papers {
			if !strings.HasPrefix(x.folder, "14") && !strings.HasPrefix(x.folder, "15") {
				continue
			}
			got[x.form.Key+string(m)]++
			if x.record.number == "" && x.record.name == "" {
				t.Errorf("%s of %s has no name", x.form.Title, m)
			}
			if !built[x.form.Key] {
				built[x.form.Key] = true
				_, err := x.form.build(d, x.record.id)
				must(t, err)
			}
		}
	}
	for key := range want {
		if !(strings.HasSuffix(key, "-08") || strings.HasSuffix(key, "-04")) && got[key] != want[key] {
			t.Errorf("%s: %d papers, want %d", key, got[key], want[key])
		}
		delete(got, key)
	}
	if len(got) != 0 || len(built) < 6 {
		t.Errorf("papers of nothing: %v; of %v", got, built)
	}
}
