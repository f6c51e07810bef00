package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func (b *bench) backupRows() error {
	b.head("A backup", "Half a gigabyte of files with a year's records, and the records of ten years without files; the other copies the same files and waits for the disk after each.", columns...)
	county, err := b.proven(1)
	if err != nil {
		return err
	}
	b.against("backup of half a gigabyte of files", run{who: "this program", argv: self("backup", county, filepath.Join(b.out(), "backup.zip"))},
		[]run{{who: "copy and sync", argv: self("copy", county, b.out())}}, within("≤ 150 MB"),
		bound{"≤ 1.2", "each file is hashed on its way and the records are packed; where the disk is slower than two cores hash, the copying decides."})
	ten, err := b.tenYears()
	if err != nil {
		return err
	}
	data := b.in("records")
	if err := again(ten, data); err != nil {
		return err
	}
	b.against("backup of ten years' records", run{who: "this program", argv: self("snapshot", data), before: func() error { return os.RemoveAll(filepath.Join(data, "备份")) }},
		[]run{{who: "copy and sync", argv: self("copy", data, b.out()), before: func() error { return os.RemoveAll(filepath.Join(data, "备份")) }}}, within("≤ 150 MB"),
		bound{"≤ 1.2", "the records are packed to a quarter, for dozens of backups are kept: on a disk faster than two cores pack, copying is quicker."})
	if err := b.days(data); err != nil {
		return err
	}
	if err := os.RemoveAll(data); err != nil {
		return err
	}
	return b.incremental(county)
}

// days backs the records up, and again after each of some days' work.
func (b *bench) days(data string) error {
	snapshot := run{who: "this program", argv: self("snapshot", data)}
	first, err := b.once(snapshot)
	if err != nil {
		return err
	}
	next := []float64{}
	for range b.runs {
		if _, err := b.once(run{who: "a day's work", argv: self("day", data)}); err != nil {
			return err
		}
		c, err := b.once(snapshot)
		if err != nil {
			return err
		}
		next = append(next, c.wall.Seconds())
	}
	share := 100 * median(next) / first.wall.Seconds()
	b.line(fmt.Sprintf("the next day's backup of them, after %d saves", daysSaves), "this program", fmt.Sprintf("%.3f s", median(next)), "", "", fmt.Sprintf("%.1f %% of the first", share),
		bound{"≤ 10 %", "all of the records are read and hashed to know what has changed; opening them and writing the file anew takes the rest."}.of(share))
	return nil
}

// incremental brings the second place up to date: first all of it, then what is new.
func (b *bench) incremental(county string) error {
	first, second := []float64{}, []float64{}
	for range b.runs {
		for _, list := range []*[]float64{&first, &second} {
			keep := list == &second // the place of the first is that of the second
			c, err := b.once(run{who: "second place", argv: self("second", county, b.in("place")), before: func() error {
				if keep {
					return nil
				}
				return os.RemoveAll(b.in("place"))
			}})
			if err != nil {
				return err
			}
			*list = append(*list, c.wall.Seconds())
		}
	}
	share := 100 * median(second) / median(first)
	b.line("to the second place, the first time", "this program", fmt.Sprintf("%.3f s", median(first)), "", "", "", "")
	b.line("the next time", "this program", fmt.Sprintf("%.3f s", median(second)), "", "", fmt.Sprintf("%.1f %%", share), bound{"≤ 10 %", "of the files only the new ones are copied and of the records only what has changed is packed, but all of the records are read, and the file that holds them is copied whole."}.of(share))
	return os.RemoveAll(b.in("place"))
}
