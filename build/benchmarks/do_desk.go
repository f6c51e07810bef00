package main

import (
	"errors"
	"time"

	"dudao/internal/desk"
	"dudao/internal/office"
	"dudao/internal/store"
)

// shell is a window that only looks when it is told something.
type shell struct {
	desk.Shell
	last           time.Time
	first, longest time.Duration // waits
}

func (s *shell) Emit(string, any) {
	now := time.Now()
	wait := now.Sub(s.last)
	if s.first == 0 {
		s.first = wait
	}
	s.longest, s.last = max(s.longest, wait), now
}

// opened does something with a county as the window would.
func opened(dir string, s *shell, work func(*desk.Desk) error) error {
	d, err := desk.Open(dir, s)
	if err != nil {
		return err
	}
	return errors.Join(work(d), d.Close())
}

// progress rehearses an import and says how long the clerk waited for the first word of it, and at most for the next.
func progress(dir, file string) error {
	s := &shell{}
	err := opened(dir, s, func(d *desk.Desk) error {
		s.last, s.first, s.longest = time.Now(), 0, 0
		_, err := d.Screens().Imports.Run(desk.ImportInput{Kind: office.KindVisits, Paths: []string{file}, Rehearse: true})
		s.Emit("", nil)
		return err
	})
	if err != nil {
		return err
	}
	return say(map[string]float64{"first": s.first.Seconds(), "longest": s.longest.Seconds()})
}

// backup is the button of the window; the verb checks all data over besides.
func backup(dir, file string) error {
	return opened(dir, &shell{}, func(d *desk.Desk) error {
		_, err := d.Backup(file, "")
		return err
	})
}

// snapshot is what the program does by itself each day.
func snapshot(dir string) error {
	return opened(dir, &shell{}, func(d *desk.Desk) error {
		_, err := d.Snapshot("测速")
		return err
	})
}

// daysSaves is how many visits a busy day writes.
const daysSaves = 60

// day changes so many visits.
func day(dir string) error {
	s, err := county(dir)
	if err != nil {
		return err
	}
	defer s.Close() //nolint:errcheck // each save is on the disk
	page, err := s.Visits(store.ListQuery{Size: daysSaves})
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		f, err := s.Visit(row.ID)
		if err != nil {
			return err
		}
		f.Visit.Stars = (f.Visit.Stars + 1) % 6
		if _, err := s.SaveVisit(f); err != nil {
			return err
		}
	}
	return nil
}

// second brings the second place up to date.
func second(dir, place string) error {
	return opened(dir, &shell{}, func(d *desk.Desk) error { return d.BackupSecond(place) })
}
