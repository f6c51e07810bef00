package report

import (
	"os"
	"testing"
	"time"
	"fmt"

	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/store"
)

func TestZZLook(t *testing.T) {
	s, err := store.Open("/tmp/look/data")
	if err != nil { t.Fatal(err) }
	if os.Getenv("FILL") != "" {
		if err := s.FillSample(office.MakeUp(office.SampleCountySize)); err != nil { t.Fatal(err) }
	}
	defer s.Close()
	for i := 0; i < 3; i++ {
	t0 := time.Now()
	b, err := s.MonthBook("2026-03")
	if err != nil { t.Fatal(err) }
	t1 := time.Now()
	NewMonth(b, nil)
	fmt.Println("facts", t1.Sub(t0), "compose", time.Since(t1))
	}
	b, err := s.MonthBook("2026-03")
	for _, z := range []string{"", b.This.Zones[0].Name} {
		t1 := time.Now()
		m := NewMonth(b.In(z), nil)
		t2 := time.Now()
		for _, p := range m.Parts { fmt.Println("##", p.Title); fmt.Println(p.Text) }
		for _, c := range m.Report.Checks { fmt.Println("!!", c.Text) }
		t3 := time.Now()
		r, err := paper.Render(m.Document(), paper.Options{})
		if err != nil { t.Fatal(err) }
		fmt.Println(z, "compose", t2.Sub(t1), "paper", time.Since(t3), r.Pages, r.Warnings)
		os.WriteFile("/tmp/look/month"+z+".pdf", r.PDF, 0o644)
		if z == "" {
			r, err = paper.Render(m.Statistics(), paper.Options{})
			if err != nil { t.Fatal(err) }
			os.WriteFile("/tmp/look/stat.pdf", r.PDF, 0o644)
			fmt.Println("stat", r.Pages, r.Warnings)
		}
	}
}
