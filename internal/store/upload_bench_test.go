package store

import (
	"testing"

	"dudao/internal/office"
)

// The queue is asked over all ten years, as if the platform had taken every record
// of them: the worst there can be.
func BenchmarkUploads(b *testing.B) {
	s := benchStore(b)
	platforms, err := s.Platforms()
	if err != nil {
		b.Fatal(err)
	}
	p := platforms[0]
	if p.StartsOn != "2015-04-01" {
		p.StartsOn = "2015-04-01"
		if _, err := s.SavePlatform(p); err != nil {
			b.Fatal(err)
		}
	}
	for name, q := range map[string]ListQuery{
		"first":     {},
		"open":      {Filters: map[string]string{"state": office.UploadOpen}},
		"changed":   {Filters: map[string]string{"state": office.UploadChanged}},
		"month":     {Filters: map[string]string{"from": "2026-03-01", "to": "2026-03-31"}},
		"in zone":   {Filters: map[string]string{"zone": "第三责任区", "from": "2026-03-01"}},
		"inspector": {Filters: map[string]string{"inspector": "7"}},
		"by school": {Sort: "school", Filters: map[string]string{"from": "2026-03-01"}},
	} {
		b.Run(name, func(b *testing.B) {
			q.Size = 50
			for b.Loop() {
				if _, err := s.Uploads(q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("counts of a year", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.UploadCounts("2025-04-01", "2026-03-31"); err != nil {
				b.Fatal(err)
			}
		}
	})
}
