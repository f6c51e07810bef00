package office

import (
	"math"
	"math/rand/v2"
	"strconv"
)

// SampleAssessment is an assessment of the county: of which kind, over which
// time, when its records were looked at, and when it was confirmed; one without
// that day is still in work.
type SampleAssessment struct {
	Subject, Span     string
	AsOf, ConfirmedOn Date
}

// makeAssessments makes up the assessments of inspectors and zones of the last
// two years and the current one, and one of the schools.
func (s *sampler) makeAssessments() {
	now := s.asOf().Year()
	for y := now - 2; y <= now; y++ {
		asOf, day := s.asOf(), Date("")
		if y < now {
			asOf = NewDate(y+1, 1, 10)
			day = asOf.AddDays(10)
		}
		if NewDate(y, 1, 1) < s.firstDay() {
			continue
		}
		for _, subject := range []string{AssessInspector, AssessZone} {
			s.c.Assessments = append(s.c.Assessments, SampleAssessment{subject, strconv.Itoa(y), asOf, day})
		}
	}
	if y := now - 2; NewDate(y, 9, 1) >= s.firstDay() {
		s.c.Assessments = append(s.c.Assessments, SampleAssessment{AssessSchool, strconv.Itoa(y) + "-" + strconv.Itoa(y+1), NewDate(y+1, 8, 31), NewDate(y+1, 9, 8)})
	}
}

// SampleScores gives the made-up scores of an assessment, the same each time.
type SampleScores struct{ draw *rand.Rand }

// NewSampleScores begins the scores of the how many-eth assessment.
func NewSampleScores(n int) SampleScores {
	return SampleScores{rand.New(rand.NewPCG(sampleSeed, uint64(100+n)))}
}

// Of gives a score out of so many points, in halves.
func (s SampleScores) Of(points float64) float64 {
	return math.Round(points*(0.84+0.16*s.draw.Float64())*2) / 2
}

// Luck tells whether something that has the chance happens.
func (s SampleScores) Luck(p float64) bool { return s.draw.Float64() < p }
