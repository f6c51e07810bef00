package desk

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

var (
	sampleDeskSize = office.SampleSize{Schools: 30, Kindergartens: 40, Inspectors: 12, Zones: 3, From: "2025-09", To: "2026-03", Findings: 0.5}
	smallCounty    = office.SampleSize{Schools: 8, Kindergartens: 6, Inspectors: 6, Zones: 2, From: "2025-09", To: "2026-03", Findings: 1}
)

// sampleDesk opens a desk on a small sample county.
func sampleDesk(t *testing.T) *Desk {
	t.Helper()
	dir := t.TempDir()
	county, err := sampleDatabase()
	if err := errors.Join(err, os.WriteFile(filepath.Join(dir, store.FileName), county, 0o644)); err != nil {
		t.Fatal(err)
	}
	d, _ := openTest(t, dir)
	return d
}

// The year of the sample county: its calendar, another year begun from it, its
// month plans, and every paper by the name it is asked for.
func TestPlansOfTheSampleCounty(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	p := d.Screens().Plans
	year, err := p.Year(0)
	if err != nil || year.Year != 2026 || year.Former != 2025 || len(year.Tasks) == 0 {
		t.Fatalf("the year: %+v, %v", year.Year, err)
	}
	overdue := 0
	for _, task := range year.Tasks {
		if task.Overdue {
			overdue++
		}
	}
	if overdue != 1 {
		t.Errorf("%d lines are overdue", overdue)
	}
	next, err := p.Preview(PlanStart{Year: 2027, From: fromFormer})
	if err != nil || len(next.Tasks) != len(year.Tasks) || next.Plan.ID != 0 || !strings.Contains(next.Plan.Title, "2027年") {
		t.Errorf("2027 from 2026: %+v, %v", next.Plan, err)
	}
	if _, err := p.Preview(PlanStart{Year: 2020, From: fromFormer}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a year without a former one: %v", err)
	}

	lines, err := p.Lines(store.ListQuery{})
	if err != nil || lines.Month != "2026-03" || lines.Over || lines.Months[0] != "2026-04" || lines.Counts[office.LineDone] < 50 {
		t.Fatalf("the month: %s %v %v", lines.Month, lines.Counts, err)
	}
	undone, err := p.Lines(store.ListQuery{Filters: map[string]string{"month": "2026-01", "status": office.LineUndone}})
	if err != nil || len(undone.Lines) == 0 || len(undone.Lines) != undone.Counts[office.LineUndone] {
		t.Errorf("what was undone in January: %v %v", undone.Counts, err)
	}
	who := lines.Lines[0]
	for form, id := range map[string]string{"plan_year": "2026", "plan_calendar": "2026", "plan_menu": "2026-03", "plan_month": "2026-03/" + who.Zone, "plan_inspector": who.Inspector + "/2026-03", "leaders": "2026", "staff_days": "2026-03"} {
		if _, err := d.printForm(form, id, formatPDF); err != nil {
			t.Errorf("%s %s: %v", form, id, err)
		}
	}
	if _, err := d.printForm("plan_menu", "2027-03", formatPDF); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a menu that is not there: %v", err)
	}
}

// The visit's form warns where the one who answers for the school must keep away.
func TestPrepareWarnsOfRecusal(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	rows, err := d.store.Assignments()
	if err != nil {
		t.Fatal(err)
	}
	a := rows[0]
	who, err := d.store.Inspector(a.InspectorID)
	if err != nil {
		t.Fatal(err)
	}
	who.Recusal = "子女在" + a.School + "就读"
	if _, err := d.store.SaveInspector(who); err != nil {
		t.Fatal(err)
	}
	out, err := d.Screens().Visits.Prepare(PrepareVisit{Date: "2026-03-12", SchoolID: a.SchoolID})
	if err != nil || !strings.Contains(strings.Join(out.Warnings, ""), "应当回避这所学校") {
		t.Errorf("warnings %q, %v", out.Warnings, err)
	}
}
