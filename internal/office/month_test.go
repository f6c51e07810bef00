package office

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"
)

// monthCounty is a county small enough to count by hand.
func monthCounty(t *testing.T) MonthBook {
	t.Helper()
	text, err := os.ReadFile("testdata/month_county.json")
	if err != nil {
		t.Fatal(err)
	}
	var b MonthBook
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	b.Matters = DefaultMatters
	return b
}

// Each number here was counted by hand from testdata/month_county.json.
func TestMonthFiguresCountedByHand(t *testing.T) {
	r := monthCounty(t).Compose()
	for key, want := range map[string]struct {
		value   float64
		records []int64
		last    float64
	}{
		FigDue:                  {6, []int64{1, 2, 3, 4, 11, 12}, 2},
		FigDue + Schools12:      {4, []int64{1, 2, 3, 4}, 2},
		FigDue + Infants:        {2, []int64{11, 12}, 0},
		FigVisited:              {3, []int64{1, 3, 11}, 1},
		FigUnvisited:            {3, []int64{2, 4, 12}, 1},
		FigUnvisited + Infants:  {1, []int64{12}, 0},
		FigCoverage:             {50, []int64{}, 50},
		FigCoverage + Schools12: {50, []int64{}, 50},
		FigVisits:               {5, []int64{101, 105, 102, 103, 104}, 1},
		FigVisits + Infants:     {1, []int64{102}, 0},
		FigPersons:              {6, []int64{101, 105, 102, 103, 104}, 1},
		FigHalfDays:             {6, []int64{101, 105, 102, 103, 104}, 1},
		FigActive:               {2, []int64{1, 2}, 1},
		FigFeedback:             {4, []int64{101, 105, 103, 104}, 0},
		KindKey(0):              {4, []int64{101, 105, 102, 104}, 1},
		KindKey(1):              {1, []int64{103}, 0},
		MethodKey(0):            {3, []int64{101, 103}, 0},
		MethodKey(1):            {5, []int64{101}, 0},
		MethodKey(3):            {2, []int64{104}, 0},
		MethodKey(5):            {1, []int64{102}, 0},
		MethodKey(6):            {0, []int64{}, 0},
		TopicKey(7):             {1, []int64{101}, 0},
		FigFound:                {4, []int64{1, 2, 3, 6}, 0},
		FigFound + Infants:      {1, []int64{2}, 0},
		LevelKey(2):             {1, []int64{1}, 0},
		LevelKey(5):             {1, []int64{2}, 0},
		MatterKey(7):            {1, []int64{1}, 0},
		MatterKey(0):            {1, []int64{6}, 0},
		FigOnSpot:               {1, []int64{3}, 0},
		FigNotices:              {2, []int64{1, 2}, 0},
		FigConsults:             {1, []int64{6}, 0},
		FigClosed:               {2, []int64{5, 1}, 0},
		FigComplaints:           {3, []int64{32, 33, 34}, 0},
		FigComplaintsClosed:     {3, []int64{31, 32, 33}, 0},
		FigRectifyDue:           {3, []int64{4, 1, 2}, 0},
		FigRectified:            {1, []int64{1}, 0},
		FigRectify:              {100.0 / 3, []int64{}, 0},
		FigOverdue:              {2, []int64{4, 2}, 0},
	} {
		f := r.Figures.Get(key)
		if f.Key == "" {
			t.Errorf("%s: no such figure", key)
			continue
		}
		if math.Abs(f.Value-want.value) > 1e-9 || !slices.Equal(f.Records, want.records) || f.LastMonth != want.last {
			t.Errorf("%s: %v %v, last month %v; want %v %v, %v", key, f.Value, f.Records, f.LastMonth, want.value, want.records, want.last)
		}
	}
	if !r.HasLast || r.HasLastYear {
		t.Errorf("compared with last month %v, last year %v; want true, false", r.HasLast, r.HasLastYear)
	}
}

// valueOf is what a figure's records add up to.
func valueOf(f Figure, all Figures) float64 {
	if f.Of != "" {
		if by := all.Get(f.By).Value; by != 0 {
			return 100 * all.Get(f.Of).Value / by
		}
		return 0
	}
	sum := 0
	for _, w := range weights(f) {
		sum += w
	}
	return float64(sum)
}

func TestFiguresAreWhatTheirRecordsAddUpTo(t *testing.T) {
	b := monthCounty(t)
	for _, zone := range append([]string{""}, b.This.ZoneNames()...) {
		r := b.In(zone).Compose()
		for _, f := range r.All() {
			if got := valueOf(f, r.All()); got != f.Value {
				t.Errorf("%s of %q: %v, its records add up to %v", f.Key, zone, f.Value, got)
			}
			if f.Basis == "" || f.Name == "" || f.Unit == "" || f.Records == nil {
				t.Errorf("%s of %q: incomplete: %+v", f.Key, zone, f)
			}
			if f.Of == "" && len(weights(f)) != len(f.Records) {
				t.Errorf("%s of %q counts a record twice: %v", f.Key, zone, f.Records)
			}
		}
	}
}

func TestZonesAddUpToTheOffice(t *testing.T) {
	b := monthCounty(t)
	r := b.Compose()
	if len(r.Zones) != 3 || r.Zones[2].Name != Unzoned {
		t.Fatalf("zones %+v; want two and %s", r.Zones, Unzoned)
	}
	for _, f := range r.Figures {
		if !additive(f) {
			continue
		}
		sum, records := 0.0, []int64{}
		for _, z := range r.Zones {
			part := z.Figures.Get(f.Key)
			sum += part.Value
			records = append(records, part.Records...)
		}
		slices.Sort(records)
		want := slices.Sorted(slices.Values(f.Records))
		if sum != f.Value || !slices.Equal(records, want) {
			t.Errorf("%s: the zones add up to %v %v, the office has %v %v", f.Key, sum, records, f.Value, want)
		}
	}
	for zone, want := range map[string][3]float64{"第一责任区": {3, 2, 4}, "第二责任区": {2, 1, 1}, Unzoned: {1, 0, 0}} {
		own := b.In(zone).Compose().Figures
		if got := [3]float64{own.Get(FigDue).Value, own.Get(FigVisited).Value, own.Get(FigVisits).Value}; got != want {
			t.Errorf("%s: due, visited, visits %v; want %v", zone, got, want)
		}
	}
}

func TestRowsOfInspectorsAndSchools(t *testing.T) {
	r := monthCounty(t).Compose()
	if len(r.Inspectors) != 2 {
		t.Fatalf("%d inspectors; want the two appointed", len(r.Inspectors))
	}
	row := r.Inspectors[1] // 乙示二
	for what, want := range map[string]float64{RowSchools: 4, RowVisited: 3, RowVisits: 2, RowAlong: 1, RowHalfDays: 4, MethodKey(0): 0, RowFound: 2} {
		if got := row.Get("inspector", what).Value; got != want {
			t.Errorf("%s's %s: %v; want %v", row.Name, what, got, want)
		}
	}
	if len(r.Schools) != 7 { // the closed one was visited before it closed
		t.Errorf("%d schools; want 7", len(r.Schools))
	}
}

func TestExemptMonthRequiresNothing(t *testing.T) {
	b := monthCounty(t)
	b.This.Exempt = true
	r := b.Compose()
	if d, u, v := r.Figures.Get(FigDue).Value, r.Figures.Get(FigUnvisited).Value, r.Figures.Get(FigVisited).Value; d != 0 || u != 0 || v != 3 {
		t.Errorf("due %v, unvisited %v, visited %v; want 0, 0, 3", d, u, v)
	}
}

func TestFewerVisitsThanRequiredAreNamed(t *testing.T) {
	b := monthCounty(t)
	b.This.Required.Value = 2
	if f := b.Compose().Figures.Get(FigShort); !slices.Equal(f.Records, []int64{2, 3, 4, 11, 12}) {
		t.Errorf("schools with fewer than two visits: %v", f.Records)
	}
}

func TestYearTable(t *testing.T) {
	y := monthCounty(t).Compose().Year
	if y.Year != "2025—2026学年" || len(y.Months) != 12 || y.Months[6] != "2026-03" {
		t.Fatalf("year %+v", y.Months)
	}
	if y.Visits[5] != 1 || y.Visits[6] != 5 || y.HasLastYear || !y.Past[6] || y.Past[7] || !y.Exempt[10] {
		t.Errorf("visits %v, past %v, exempt %v", y.Visits, y.Past, y.Exempt)
	}
	for _, row := range y.Rows {
		if row.SchoolID == 1 && (row.Total != 2 || !slices.Equal(row.Visits[6], []int64{101, 103})) {
			t.Errorf("第一小学: %+v", row)
		}
	}
}

func TestChecksSayWhatIsMissing(t *testing.T) {
	b := monthCounty(t)
	got := map[string]int{}
	for _, c := range b.Compose().Checks {
		got[c.Key] = c.Count
		if c.Count != len(c.Records) {
			t.Errorf("%s: %d, %d records", c.Key, c.Count, len(c.Records))
		}
	}
	want := map[string]int{"unvisited": 3, "pending": 1, "feedback": 1, "record": 1, "sign": 1, "photo": 4, "finding": 1, "unclassed": 1, "overdue": 2, "unplaced": 1}
	for k, n := range want {
		if got[k] != n {
			t.Errorf("%s: %d; want %d", k, got[k], n)
		}
	}
	if len(got) != len(want) {
		t.Errorf("checks %v", got)
	}
	for _, c := range b.In("第一责任区").Compose().Checks {
		if c.List != "" && c.Filters["zone"] != "第一责任区" {
			t.Errorf("%s of a zone does not ask for it: %v", c.Key, c.Filters)
		}
	}
}

func TestLaterNamesWhatChangedAfterTheSeal(t *testing.T) {
	b := monthCounty(t)
	sealed := b.Compose().Figures
	if late := Later(sealed, b.Compose().Figures, nil); len(late) != 0 {
		t.Fatalf("nothing changed, but: %+v", late)
	}
	b.This.Visits = slices.Clone(b.This.Visits)
	b.This.Visits[0].Feedback = false
	b.This.Visits = append(b.This.Visits, MonthVisit{ID: 110, Date: "2026-03-30", SchoolID: 2, InspectorID: 1, Kind: "经常性督导", Counts: make([]int, 7)})
	b.This.Findings = slices.DeleteFunc(slices.Clone(b.This.Findings), func(p MonthFinding) bool { return p.ID == 3 })
	late := Later(sealed, b.Compose().Figures, map[string][]int64{"visit": {104, 110}})
	type row struct {
		how, kind string
		id        int64
	}
	got := []row{}
	for _, l := range late {
		got = append(got, row{l.How, l.Kind, l.ID})
	}
	slices.SortFunc(got, func(a, b row) int { return int(a.id - b.id) })
	want := []row{{LaterGone, "finding", 3}, {LaterChanged, "visit", 101}, {LaterChanged, "visit", 104}, {LaterAdded, "visit", 110}}
	if !slices.Equal(got, want) {
		t.Errorf("later %v; want %v", got, want)
	}
}

func TestSchoolIsOpenOnADay(t *testing.T) {
	for _, c := range []struct {
		s    School
		want bool
	}{
		{School{State: "在办"}, true},
		{School{State: "在办", OpenedOn: "2026-04-01"}, false},
		{School{State: "停办", ClosedOn: "2026-04-01"}, true},
		{School{State: "停办", ClosedOn: "2026-03-31"}, false},
		{School{State: "撤并"}, false},
	} {
		if got := c.s.OpenOn("2026-03-31"); got != c.want {
			t.Errorf("%+v open: %v", c.s, got)
		}
	}
}

// TestOfficeZonesAndInspectorsAddUp: what the zones and inspectors report is what
// the office reports.
func TestOfficeZonesAndInspectorsAddUp(t *testing.T) {
	r := monthCounty(t).Compose()
	totals := r.Totals()
	if len(totals) < 40 {
		t.Fatalf("only %d totals", len(totals))
	}
	for _, x := range Disagreeing(totals) {
		t.Error(x)
	}
	r.Zones = r.Zones[1:]
	if x := Disagreeing(r.Totals()); len(x) == 0 || x[0].Agrees() {
		t.Error("a zone left out is not noticed")
	}
}
