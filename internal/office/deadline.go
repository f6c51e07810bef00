package office

import "fmt"

// Deadline returns the day on which a limit of so many days ends, counted from
// the day after from. unit is 天 or 工作日. No days set no limit.
func (c Calendar) Deadline(from Date, days int, unit string) Date {
	switch {
	case days <= 0 || !from.Valid():
		return ""
	case unit == DaysWorking:
		return c.AddWorkdays(from, days)
	}
	return from.AddDays(days)
}

// DaysUnits are the units of a limit as a paper words it.
var DaysUnits = []string{DaysWorking, DaysCalendar}

// datedFact is one dated step of a course.
type datedFact struct {
	key, label string
	day        Date
}

// inOrder notes a fault of each fact that is earlier than one before it.
func (f *Faults) inOrder(facts []datedFact) {
	var last datedFact
	for _, x := range facts {
		f.Date(x.key, x.label, x.day)
		if !x.day.Valid() {
			continue
		}
		if last.day.Valid() && x.day < last.day {
			f.Add(x.key, fmt.Sprintf("%s（%s）早于%s（%s），请核对日期", x.label, x.day.Chinese(), last.label, last.day.Chinese()))
			continue
		}
		last = x
	}
}

// notYet notes a fault of each fact that is dated after today.
func (f *Faults) notYet(today Date, facts []datedFact) {
	for _, x := range facts {
		if x.day.Valid() && today.Valid() && x.day > today {
			f.Add(x.key, fmt.Sprintf("%s（%s）在今天之后，请核对日期", x.label, x.day.Chinese()))
		}
	}
}
