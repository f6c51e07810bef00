package desk

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// keep writes this version's backup beside those of the versions before; it is
// run once, when a version is released.
var keep = flag.Bool("keep", false, "keep a backup of this version as a fixture")

const releasedBackups = "testdata/backups"

// releasedCounty is a small made-up county with every kind of record.
var releasedCounty = office.SampleSize{Schools: 6, Kindergartens: 4, Inspectors: 4, Zones: 2, From: "2026-01", To: "2026-03", Findings: 1}

// TestKeepThisVersionsBackup makes that county; every kind that a check counts
// has rows in it, whatever a new version added.
func TestKeepThisVersionsBackup(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	county := office.MakeUp(releasedCounty)
	must(t, d.sampleScans(&county))
	must(t, d.store.FillSample(county))
	visit, err := d.store.LastVisit()
	if err != nil {
		t.Fatal(err)
	}
	keepYear(t, d, visit.Visit.InspectorID)
	pdf := filepath.Join(t.TempDir(), "记录.pdf")
	if _, err := d.PrintForm("visit", visit.Visit.Number, pdf); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: visit.Visit.ID, Paths: []string{pdf}, Role: "扫描件"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Screens().Reports.Issue(ReportInput{Span: "2026-02"}); err != nil {
		t.Fatal(err)
	}
	_, counts, err := d.Check()
	must(t, err)
	for kind, n := range counts {
		if n == 0 {
			t.Errorf("the county to be kept has no %s", kind)
		}
	}
	if !*keep || t.Failed() {
		return
	}
	if err := os.MkdirAll(releasedBackups, 0o755); err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(filepath.Join(releasedBackups, Version+backupExt))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Backup(here, ""); err != nil {
		t.Fatal(err)
	}
}

// keepYear writes what so small a county has none of.
func keepYear(t *testing.T, d *Desk, inspector int64) {
	t.Helper()
	if _, err := d.store.SaveTeam(office.Team{Name: "第一协作组", StartsOn: "2026-01-05", LeaderID: inspector, Members: []int64{inspector}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.SaveAward(office.Award{Year: 2025, Name: "优秀督学（示例）", Subject: office.AssessSubjects[0], InspectorID: inspector, Holder: "示例", Level: "县级"}); err != nil {
		t.Fatal(err)
	}
	item, err := d.store.SaveArchiveItem(office.ArchiveItem{Title: "示例县2026年1月督导报告", Unit: "DD", Retention: office.Keep30, DatedOn: "2026-01-31", Pages: 16})
	must(t, err)
	if _, err := d.store.FillBoxes(2026); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.SaveLoan(office.ArchiveLoan{ItemID: item.ID, Borrower: "张示例", LentOn: "2026-03-10"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.BeginStocktake(office.Stocktake{Year: 2026, StartedOn: "2026-03-20", CountedBy: "李示例"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.ProposeDisposal(office.Disposition{Kind: office.DisposalAppraisal, MadeOn: "2026-03-25", DueBy: "2066-12-31"}); err != nil {
		t.Fatal(err)
	}
	rounds, err := d.store.Evaluations(store.ListQuery{})
	must(t, err)
	if len(rounds.Rows) == 0 {
		t.Fatal("no evaluation in work")
	}
	if _, err := d.store.DrawSpotCheck(office.SpotCheck{EvaluationID: rounds.Rows[0].ID, Seed: 1, Schools: 2, Points: 3, Minutes: 5}); err != nil {
		t.Fatal(err)
	}
}

// tablesSince is the first version with the tables of this one.
const tablesSince = "0.6.0"

// Every released version's backup restores in this one, sound and whole, and
// its month prints.
func TestReleasedBackupsRestore(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(releasedBackups, "*"+backupExt))
	if err != nil || len(files) == 0 {
		t.Fatalf("no released backups: %v", err)
	}
	for _, file := range files {
		dir := filepath.Join(t.TempDir(), "数据")
		m, err := Restore(file, dir, "")
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		d, _ := openTest(t, dir)
		kept, err := filepath.Glob(filepath.Join(dir, backupDatabase+".升级前-*"))
		must(t, err)
		if upgraded := office.NaturalCompare(m.Version, tablesSince) < 0; upgraded || len(kept) > 0 {
			if len(kept) != 1 {
				t.Fatalf("%s: what was there before the upgrade: %v", file, kept)
			}
			if held := visitsIn(t, kept[0]); held != m.Counts["visit"] {
				t.Errorf("%s: the snapshot before the upgrade holds %d visits", file, held)
			}
		}
		problems, counts, err := d.Check()
		if err != nil || len(problems) > 0 {
			t.Errorf("%s: %v, %v", file, problems, err)
		}
		for kind, n := range m.Counts {
			if counts[kind] != n || n == 0 {
				t.Errorf("%s: %d of %s, %d in the backup", file, counts[kind], kind, n)
			}
		}
		if issued, err := d.Screens().Reports.Issued(); err != nil || len(issued) != 1 {
			t.Errorf("%s: sealed reports %v, %v", file, issued, err)
		} else if _, err := d.Screens().Reports.PreviewIssued(issued[0].ID); err != nil {
			t.Errorf("%s: the sealed report: %v", file, err)
		}
		if _, err := d.PrintForm("month", "2026-03", filepath.Join(t.TempDir(), "月报.pdf")); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	t.Logf("%d released backups restored, whole; lost: 0", len(files))
}

// visitsIn counts the visits of a database file, in a folder of its own: opening it
// brings it up to date.
func visitsIn(t *testing.T, path string) int {
	t.Helper()
	dir := t.TempDir()
	must(t, copyFile(path, filepath.Join(dir, backupDatabase)))
	s, err := store.Open(dir)
	must(t, err)
	counts, err := s.Counts()
	must(t, err)
	must(t, s.Close())
	return counts["visit"]
}
