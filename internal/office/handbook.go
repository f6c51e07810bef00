package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Handbook is what one inspector did in one year: what the 责任督学工作手册 is made
// from.
type Handbook struct {
	Directory // as of the last day of the year, or today
	Year      WorkYear
	Person    Inspector
	Rules     []Rule
	// SchoolNames name every school there is or was.
	SchoolNames map[int64]string
	Visits      []Visit // counted ones, by day, with their matters and methods
	Joined      []int64 // visits of others on which the inspector went along
	Lessons     []LessonObservation
	// Findings are those found in the year on the inspector's visits, and older
	// ones that were not yet put right when it began.
	Findings   []Finding
	Complaints []Complaint // that the inspector took or handled
}

// WorkYear is a calendar year (年度) or a school year (学年) of work.
type WorkYear struct {
	Key    string // 2026 or 2025-2026
	Period Period
}

// Name returns 2026年度 or 2025—2026学年.
func (y WorkYear) Name() string {
	if from, to, ok := strings.Cut(y.Key, "-"); ok {
		return from + "—" + to + "学年"
	}
	return y.Key + "年度"
}

// Months returns the months of the year.
func (y WorkYear) Months() []Month {
	out := []Month{}
	for m := y.Period.From.Month(); m.Of(0).From < y.Period.To; m = m.Add(1) {
		out = append(out, m)
	}
	return out
}

// ParseWorkYear reads 2026, 2026年, 2025-2026 or 2025—2026学年; empty means the
// school year of today.
func ParseWorkYear(text string, today Date) (WorkYear, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		text = SchoolYearOf(today)
	}
	plain := text
	for _, end := range []string{"学年", "年度", "年"} {
		plain = strings.TrimSuffix(plain, end)
	}
	plain = strings.NewReplacer("—", "-", "－", "-", "–", "-").Replace(plain)
	from, to, two := strings.Cut(plain, "-")
	year, err := strconv.Atoi(from)
	if err == nil && year >= 1900 && year < 2199 {
		if !two {
			return WorkYear{from, Period{NewDate(year, 1, 1), NewDate(year+1, 1, 1)}}, nil
		}
		if to == strconv.Itoa(year+1) {
			return WorkYear{plain, Period{NewDate(year, 9, 1), NewDate(year+1, 9, 1)}}, nil
		}
	}
	return WorkYear{}, Invalid("年度“%s”不对，年度请写成 2026，学年请写成 2025-2026。", text)
}

// Visited returns the visits of the month.
func (h Handbook) Visited(m Month) []Visit {
	return slices.DeleteFunc(slices.Clone(h.Visits), func(v Visit) bool { return v.Date.Month() != m })
}

// Rule returns the rule in force on the handbook's day.
func (h Handbook) Rule(key string) Rule {
	var found Rule
	for _, r := range h.Rules {
		if r.Key == key && r.ValidFrom <= h.Day && r.ValidFrom >= found.ValidFrom {
			found = r
		}
	}
	return found
}

// The keys of the figures of a handbook.
const (
	BookSchools   = "book.schools"
	BookVisited   = "book.visited"
	BookVisits    = "book.visits"
	BookHalfDays  = "book.half_days"
	BookJoined    = "book.joined"
	BookLessons   = "book.lessons"
	BookFound     = "book.found"
	BookSettled   = "book.settled"
	BookOverdue   = "book.overdue"
	BookComplaint = "book.complaints"
)

// Figures are the numbers of the 工作总结.
func (h Handbook) Figures() []Figure {
	visits, halves, visited := []int64{}, []int{}, []int64{}
	lessons, heard := []int64{}, []int{}
	for _, v := range h.Visits {
		visits, halves = append(visits, v.ID), append(halves, v.HalfDays())
		if !slices.Contains(visited, v.SchoolID) {
			visited = append(visited, v.SchoolID)
		}
		lessons, heard = append(lessons, v.ID), append(heard, h.heard(v))
	}
	found, settled, overdue := []int64{}, []int64{}, []int64{}
	for _, f := range h.Findings {
		if !h.Year.Period.Has(f.FoundOn) {
			continue
		}
		found = append(found, f.ID)
		if f.Closed() {
			settled = append(settled, f.ID)
		} else if f.DaysOverdue(h.Day) > 0 {
			overdue = append(overdue, f.ID)
		}
	}
	complaints := []int64{}
	for _, c := range h.Complaints {
		complaints = append(complaints, c.ID)
	}
	schools := []int64{}
	for _, s := range h.SchoolsOf(h.Person.ID, AssignmentRoles[0]) {
		schools = append(schools, s.ID)
	}
	return []Figure{
		Count(BookSchools, "负责学校", "所", fmt.Sprintf("%s主责的在办学校和幼儿园。", h.Day.Chinese()), "school", schools),
		Count(BookVisits, "督导", "校次", "本人为责任督学、已经进校的督导记录，取消的不计。", "visit", visits),
		Count(BookVisited, "督导过的学校", "所", "以上督导记录涉及的学校。", "school", visited),
		Sum(BookHalfDays, "用时", "个半天", "以上督导记录的时段，全天计两个半天。", "visit", visits, halves),
		Count(BookJoined, "同行督导", "校次", "作为同行督学参加的督导记录。", "visit", h.Joined),
		Sum(BookLessons, "随机听课", "节", "以上督导记录登记的听课节数，听课记录更多时按听课记录计。", "visit", lessons, heard),
		Count(BookFound, "发现问题", "个", "以上督导记录登记的问题。", "finding", found),
		Count(BookSettled, "已整改销号", "个", "以上问题中已销号和现场整改的。", "finding", settled),
		Count(BookOverdue, "逾期未整改", "个", fmt.Sprintf("以上问题中到%s已过整改期限、尚未销号的。", h.Day.Chinese()), "finding", overdue),
		Count(BookComplaint, "受理核实投诉", "件", "由本人记录或处理的投诉举报。", "complaint", complaints),
	}
}

// heard is how many lessons were heard on a visit: its counter, or its lesson
// records when they are more.
func (h Handbook) heard(v Visit) int {
	n := 0
	for _, l := range h.Lessons {
		if l.VisitID == v.ID {
			n++
		}
	}
	for _, m := range v.Methods {
		if m.Method == Methods[0].Name {
			n = max(n, m.Count)
		}
	}
	return n
}
