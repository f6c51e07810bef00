package desk

import (
	"fmt"
	"os"
	"strings"
	"time"
)

// How long the backups that the program makes by itself are kept: all of the
// newest days, the last of each of the newest weeks and months. Days, weeks and
// months without a backup do not count, so that nothing goes while the office is
// on holiday.
const (
	keptDays   = 7
	keptWeeks  = 8
	keptMonths = 24
)

// byHand is part of the name of a backup that the clerk made: it is never
// dropped.
const byHand = "手动"

// madeAt is the day in a backup's name, false when the name has none.
func madeAt(name string) (time.Time, bool) {
	stamp, _, _ := strings.Cut(name, "-")
	day, err := time.Parse("20060102", stamp)
	return day, err == nil
}

// outdated returns those of the backups, the newest first, that need not be kept
// any longer.
func outdated(backups []BackupFile) []BackupFile {
	out := []BackupFile{}
	days, weeks, months := map[string]bool{}, map[string]bool{}, map[string]bool{}
	// first tells whether nothing newer was made in the span, and room is left.
	first := func(seen map[string]bool, span string, room int) bool {
		if seen[span] || len(seen) >= room {
			return false
		}
		seen[span] = true
		return true
	}
	for _, b := range backups {
		at, dated := madeAt(b.Name)
		if !dated || strings.HasSuffix(b.Name, "-"+byHand+backupExt) {
			continue
		}
		year, week := at.ISOWeek()
		day := at.Format(time.DateOnly)
		ofDay := first(days, day, keptDays) || days[day]
		ofWeek := first(weeks, fmt.Sprintf("%d-%d", year, week), keptWeeks)
		ofMonth := first(months, at.Format("2006-01"), keptMonths)
		if !ofDay && !ofWeek && !ofMonth {
			out = append(out, b)
		}
	}
	return out
}

// dropOutdated removes the backups that need not be kept any longer.
func dropOutdated(backups []BackupFile) error {
	for _, b := range outdated(backups) {
		if err := os.Remove(b.Path); err != nil {
			return err
		}
	}
	return nil
}
