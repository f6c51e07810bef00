package desk

import "testing"

// BenchmarkMonth makes every paper of a month of the sample county.
func BenchmarkMonth(b *testing.B) {
	d, err := Open(b.TempDir(), &recorder{})
	if err != nil {
		b.Fatal(err)
	}
	defer d.Close()
	if err := d.LoadSample(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		made, err := d.PrintMonth(SaveAllInput{Month: "2026-03", Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(made.Papers), "papers")
		b.ReportMetric(float64(made.Pages), "pages")
	}
}
