package office

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

func TestSampleCountyIsTheSameEachTime(t *testing.T) {
	a, b := MakeUp(SampleCountySize), MakeUp(SampleCountySize)
	if !reflect.DeepEqual(a, b) {
		t.Fatal("two counties of the same size differ")
	}
	kinds := map[bool]int{}
	for _, s := range a.Schools {
		kinds[s.Kindergarten()]++
	}
	if kinds[false] != 63 || kinds[true] != 94 || len(a.Inspectors) != 26 || len(a.Zones) != 10 || len(a.Versions) != 2 || len(a.Terms) != 6 {
		t.Errorf("size: %d schools, %d kindergartens, %d inspectors, %d zones, %d terms", kinds[false], kinds[true], len(a.Inspectors), len(a.Zones), len(a.Terms))
	}
}

// faulty returns the first rule that a record of the county breaks.
func faulty(c County) error {
	check := []error{c.Settings.Validate()}
	for _, s := range c.Schools {
		check = append(check, s.Validate())
	}
	for _, p := range c.Inspectors {
		check = append(check, p.Validate())
	}
	for _, a := range c.Appointments {
		check = append(check, a.Validate(3))
	}
	for _, a := range c.Assignments {
		check = append(check, a.Validate())
	}
	for _, v := range c.Visits {
		v.Visit.Normalize()
		check = append(check, v.Visit.Validate())
		for _, f := range v.Findings {
			check = append(check, f.Validate())
		}
		for _, l := range v.Lessons {
			check = append(check, l.Validate())
		}
		for _, q := range v.Inquiries {
			check = append(check, q.Validate())
		}
	}
	for _, err := range check {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestSampleCountyKeepsTheRules(t *testing.T) {
	c := MakeUp(SampleCountySize)
	if err := faulty(c); err != nil {
		t.Fatal(err)
	}
	type halfDay struct {
		who int64
		day Date
		am  bool
	}
	at := map[halfDay]bool{}
	for _, v := range c.Visits {
		for _, who := range append([]int64{v.Visit.InspectorID}, v.Visit.Companions...) {
			for _, am := range []bool{true, false} {
				if v.Visit.Session != "全天" && am != (v.Visit.Session == "上午") {
					continue
				}
				if key := (halfDay{who, v.Visit.Date, am}); at[key] {
					t.Fatalf("inspector %d is at two schools on %s", who, v.Visit.Date)
				} else {
					at[key] = true
				}
			}
		}
		if strings.ContainsAny(v.Visit.Content+v.Visit.Highlights+v.Visit.Problems, "{}") {
			t.Fatalf("a gap was not filled: %s", v.Visit.Content)
		}
		heard := 0
		for _, m := range v.Visit.Methods {
			if m.Method == "随机听课" {
				heard = m.Count
			}
		}
		if heard != len(v.Lessons) {
			t.Fatalf("%d lessons counted, %d written down", heard, len(v.Lessons))
		}
	}
}

func TestSampleCountyHasItsGaps(t *testing.T) {
	c := MakeUp(SampleCountySize)
	last := SampleCountySize.To.Of(0)
	visited, silent, runes := map[int64]bool{}, 0, 0
	for _, v := range c.Visits {
		runes += len([]rune(v.Visit.Content))
		if v.Visit.Date > last.Last() {
			t.Fatalf("a visit on %s, after the county's last day", v.Visit.Date)
		}
		if v.Visit.FeedbackOn == "" {
			silent++
		}
		if last.Has(v.Visit.Date) {
			visited[v.Visit.SchoolID] = true
		}
		for _, f := range v.Findings {
			if max(f.ClosedOn, f.ReportedOn) > last.Last() {
				t.Fatalf("a finding closed on %s, after the county's last day", f.ClosedOn)
			}
		}
	}
	if left := len(c.Schools) - len(visited); left < 3 || left > 12 {
		t.Errorf("%d schools not visited in the newest month", left)
	}
	if silent != 3 {
		t.Errorf("%d visits without feedback", silent)
	}
	if mean := runes / len(c.Visits); mean < 200 || mean > 400 {
		t.Errorf("a narrative has %d characters on average", mean)
	}
	loads := map[int64]int{}
	for _, a := range c.Assignments {
		if a.Role == "主" && a.EndsOn == "" {
			loads[a.InspectorID]++
		}
	}
	most := 0
	for _, n := range loads {
		most = max(most, n)
	}
	if most < 8 {
		t.Errorf("no inspector has too many schools: at most %d", most)
	}
	if !slices.ContainsFunc(c.Appointments, func(a Appointment) bool { return a.EndsOn > last.Last() && a.EndsOn < last.To.AddDays(90) }) {
		t.Error("no term of office ends soon")
	}
}
