package office

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// County is a whole made-up county (示例县) in the size of real ones. Its ids
// are places in the lists, from 1; whoever stores it gives its own.
type County struct {
	Settings     Settings
	Terms        []Term
	Schools      []School
	Aliases      []SampleAlias
	Inspectors   []Inspector
	Appointments []Appointment
	Versions     []ZoneVersion
	Zones        []Zone
	Assignments  []Assignment
	Visits       []SampleVisit // in the order of their days
	// Of the newest school year: the papers in the order of their days, the rounds
	// and the good practice. A finding's id is its place among all the findings of
	// the visits.
	Notices    []Notice
	Rounds     []Round
	Practices  []Practice
	Complaints []SampleComplaint
	// The office's year: a task's PlanID is that of its plan, a day's StaffID that of
	// its person.
	Plans       []Plan
	PlanTasks   []PlanTask
	Menus       []Menu
	PlanLines   []PlanLine
	Staff       []Staff
	StaffDays   []StaffDay
	Leaders     []Leader
	Tenures     []SampleTenure // oldest first
	Recusals    []Recusal
	Trainings   []Training
	Inspections []SampleInspection
	// Of the newest year, and the platform the records of its last months go into.
	Meetings     []Meeting
	Publications []Publication
	Platform     Platform
	Teams        []Team
	// Assessments are in the order in which they were made.
	Assessments []SampleAssessment
	Archive     []ArchiveItem // of the last whole year, and two old ones
	Tray        []SampleScan  // what waits to be told whose it is
	Shelf       SampleShelf
	Evaluations []SampleEvaluation
	// Files lie in the vault already; the owner's id is the place of the visit, the
	// finding, the archive item or the piece of evidence.
	Files []Attachment
}

// SampleAlias is a short name of a school of the county.
type SampleAlias struct {
	SchoolID int64
	Alias    string
}

// SampleVisit is one visit with everything written on its form.
type SampleVisit struct {
	Visit     Visit
	Findings  []Finding
	Lessons   []LessonObservation
	Inquiries []Inquiry
}

// SampleSize says how large a county to make up.
type SampleSize struct {
	Schools, Kindergartens, Inspectors, Zones int
	From, To                                  Month
	// Findings is the mean number of problems on a visit.
	Findings float64
	// Again is how many more schools are visited twice in a month than the usual one
	// in twenty.
	Again float64
}

var (
	// SampleCountySize is the county of `dudao sample`, in the size of the
	// offices whose papers the program was made after.
	SampleCountySize = SampleSize{Schools: 63, Kindergartens: 94, Inspectors: 26, Zones: 5, From: "2023-09", To: "2026-03", Findings: 0.8}
	// TenYearSize is a large county after ten years' work, for measuring.
	TenYearSize = SampleSize{Schools: 120, Kindergartens: 180, Inspectors: 60, Zones: 10, From: "2015-04", To: "2026-03", Findings: 2}
)

// sampleSeed makes every made-up county the same each time.
const sampleSeed = 20260331

// sampler makes up a county; the same size gives the same county.
type sampler struct {
	*rand.Rand
	size   SampleSize
	cal    Calendar
	c      County
	names  map[string]bool // people's names given
	town   []int           // town of each school, by school id - 1
	zoneOf map[Date][]int  // zone place of each school, by the version's first day
	mains  [][]Assignment  // 主 assignments by school id - 1, in time order
	points map[int64][]Checkpoint
	walks  []Checkpoint // check points of 校园巡视
}

// MakeUp makes up the county of the size. Nothing in it is real: names carry
// 示, phones are 1380000xxxx, the county is called 示例县.
func MakeUp(size SampleSize) County {
	s := &sampler{Rand: rand.New(rand.NewPCG(sampleSeed, 1)), size: size, cal: NewCalendar(Holidays()),
		names: map[string]bool{}, zoneOf: map[Date][]int{}, points: map[int64][]Checkpoint{}}
	for _, p := range DefaultCheckpoints {
		switch {
		case p.MatterID != 0:
			s.points[p.MatterID] = append(s.points[p.MatterID], p)
		case p.Method == "校园巡视":
			s.walks = append(s.walks, p)
		}
	}
	s.makeOffice()
	s.makeSchools()
	s.makeInspectors()
	s.makeZones()
	s.makeAssignments()
	s.makeVisits()
	s.makeCases()
	s.makeComplaints()
	s.makeTenures()
	s.makeTrainings()
	s.makePlans()
	s.makeOfficeYear()
	s.makeTeams()
	s.makeInspections()
	s.makeAssessments()
	s.makeArchive()
	s.makeEvaluations()
	s.makeTray()
	s.makeShelf()
	return s.c
}

func (s *sampler) makeOffice() {
	s.c.Settings = Settings{
		OfficeName: "示例县人民政府教育督导室", ShortName: "示例县督导室", CountyName: "示例县", Province: "示例省",
		FondsNumber: "S001", FondsName: "示例县教育局", OfficeCode: "DDS", DocWord: "示教督",
		Address: "示例县城关镇示例路1号", Phone: "0000-1234567", Hotline: "0000-7654321",
		Director: s.person("", ""), Archivist: s.person("", ""), ReportTo: "示例县教育局",
		ExemptMonths: []int{2, 7, 8}, Sample: true,
	}
	for y := s.firstDay().Year(); ; y++ {
		autumn, spring := sampleTerms(y)
		s.c.Terms = append(s.c.Terms, autumn, spring)
		if spring.EndsOn >= s.size.To.Of(0).Last() {
			return
		}
	}
}

// firstDay is the first day of the county's first school year.
func (s *sampler) firstDay() Date {
	return SchoolYearMonths(SchoolYearOf(s.size.From.Of(0).From))[0].Of(0).From
}

// sampleTerms dates the two terms of the school year that begins in the year.
func sampleTerms(y int) (autumn, spring Term) {
	ends := map[int][3]Date{
		2023: {"2024-01-19", "2024-02-26", "2024-07-05"},
		2024: {"2025-01-17", "2025-02-17", "2025-07-04"},
		2025: {"2026-02-06", "2026-03-02", "2026-07-10"},
	}
	e, ok := ends[y]
	if !ok {
		e = [3]Date{NewDate(y+1, 1, 18), NewDate(y+1, 2, 24), NewDate(y+1, 7, 5)}
	}
	year := strconv.Itoa(y) + "-" + strconv.Itoa(y+1)
	return Term{SchoolYear: year, Number: 1, StartsOn: NewDate(y, 9, 1), EndsOn: e[0]},
		Term{SchoolYear: year, Number: 2, StartsOn: e[1], EndsOn: e[2]}
}

func (s *sampler) chance(p float64) bool { return s.Float64() < p }

// between returns a number from a to b, both included.
func (s *sampler) between(a, b int) int { return a + s.IntN(b-a+1) }

func (s *sampler) pick(list []string) string { return list[s.IntN(len(list))] }

// some returns n different ones of the list, in their order.
func (s *sampler) some(list []string, n int) []string {
	out := []string{}
	for i, text := range list {
		if s.IntN(len(list)-i) < n-len(out) {
			out = append(out, text)
		}
	}
	return out
}

// fill puts numbers and words into a sentence.
func (s *sampler) fill(text string, sc School) string {
	if !strings.Contains(text, "{") {
		return text
	}
	unit := "学校"
	if sc.Kindergarten() {
		unit = InfantSchool
	}
	return strings.NewReplacer("{n}", strconv.Itoa(s.between(2, 9)), "{m}", strconv.Itoa(s.between(12, 48)),
		"{c}", s.class(sc), "{U}", unit).Replace(text)
}
