package office

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// caseMaker makes up what followed the problems of the newest school year: the
// papers issued, the rounds of 整改, reminders, 督办, and what was done well. The
// years before are the office's history, from before it had the program. It draws
// from numbers of its own, so that the visits stay as they are.
type caseMaker struct {
	*sampler
	draw  *rand.Rand
	from  Date
	cases []*sampleCase // in the order of the findings
}

// sampleCase is one finding with its place in the county.
type sampleCase struct {
	id      int64 // the how many-eth finding of the county
	finding *Finding
	school  School
	visit   Visit
	rounds  []Round
	papers  []CaseNotice
}

func (c *caseMaker) luck(p float64) bool       { return c.draw.Float64() < p }
func (c *caseMaker) number(a, b int) int       { return a + c.draw.IntN(b-a+1) }
func (c *caseMaker) one(list ...string) string { return list[c.draw.IntN(len(list))] }

func (s *sampler) makeCases() {
	c := &caseMaker{sampler: s, draw: rand.New(rand.NewPCG(sampleSeed, 2)), from: SchoolYearMonths(SchoolYearOf(s.asOf()))[0].Of(0).From}
	place := int64(0)
	for i := range s.c.Visits {
		sv := &s.c.Visits[i]
		rectify := []*sampleCase{}
		for k := range sv.Findings {
			place++
			f := &sv.Findings[k]
			if sv.Visit.Date < c.from || f.Level == 4 {
				continue
			}
			v := sv.Visit
			v.ID = int64(i + 1)
			x := &sampleCase{id: place, finding: f, school: s.c.Schools[v.SchoolID-1], visit: v}
			c.cases = append(c.cases, x)
			if f.Level == 3 {
				c.consult(x)
			} else {
				rectify = append(rectify, x)
			}
		}
		if len(rectify) > 0 {
			c.notify(rectify)
		}
	}
	c.press()
	for _, x := range c.cases {
		k := Case{Finding: *x.finding, Rounds: x.rounds, Notices: x.papers}
		x.finding.TakeRound(k.Current())
		x.finding.State = k.State()
		s.c.Rounds = append(s.c.Rounds, x.rounds...)
	}
	slices.SortStableFunc(s.c.Notices, func(a, b Notice) int { return cmp.Compare(a.Date, b.Date) })
	c.practices()
}

// paper words a paper over the findings and gives it a place in the county.
func (c *caseMaker) paper(kind string, day Date, about ...*sampleCase) *Notice {
	f := NoticeFacts{Settings: c.c.Settings, Calendar: c.cal, Today: day, School: about[0].school, Inspector: about[0].visit.InspectorID,
		Schools: map[int64]string{}, Matters: map[int64]string{}, Reminders: map[int64]int{}, Days: defaultDays}
	for _, m := range DefaultMatters {
		f.Matters[m.ID] = m.Short
	}
	for _, x := range about {
		p := *x.finding
		p.ID = x.id
		if len(x.rounds) > 0 {
			p.TakeRound(x.rounds[len(x.rounds)-1])
			p.State = FindingWorking
		}
		f.Findings = append(f.Findings, p)
		f.Schools[p.SchoolID] = x.school.Name
		if x.school.ID != f.School.ID {
			f.School, f.Inspector = School{}, 0
		}
	}
	if kind == NoticeRectify || kind == NoticeConsult {
		f.Visit = about[0].visit
	}
	n := DraftNotice(kind, f)
	n.ID = int64(len(c.c.Notices) + 1)
	n.Signer = c.c.Settings.Director
	c.c.Notices = append(c.c.Notices, n)
	return &c.c.Notices[len(c.c.Notices)-1]
}

func defaultDays(rule string) int {
	for _, r := range DefaultRules {
		if r.Key == rule {
			return int(r.Value)
		}
	}
	return 0
}

// went puts a step on the paper, unless its day is still to come.
func (c *caseMaker) went(n *Notice, step string, day Date, by, way, text string) bool {
	if day > c.asOf() {
		return false
	}
	n.Steps = append(n.Steps, Step{step, day, by, way, text})
	n.State = step
	return true
}

// notify issues a 整改通知书 over the problems of a visit.
func (c *caseMaker) notify(about []*sampleCase) {
	day := about[0].visit.Date
	n := c.paper(NoticeRectify, day, about...)
	if day.AddDays(1) >= c.asOf() && c.luck(0.4) { // drafted, and not issued yet
		for _, x := range about {
			x.finding.State = FindingPending
			c.also(x, n)
		}
		return
	}
	if slices.ContainsFunc(about, func(x *sampleCase) bool { return x.finding.Level == 5 }) {
		c.went(n, "审核", day, c.c.Settings.Director, "", "情况属实，同意下发，上报督导室跟踪。")
	}
	c.went(n, "下发", day, c.c.Settings.Director, "", "")
	received := c.cal.AddWorkdays(day, 1)
	if !c.went(n, "签收", received, about[0].school.Principal, "责任督学送达", "") {
		received = ""
	}
	closed, open := received, false
	for _, x := range about {
		x.rounds = c.roundsOf(x, n.ID, received)
		c.also(x, n)
		open = open || !x.finding.ClosedOn.Valid()
		closed = max(closed, x.finding.ClosedOn)
	}
	if !open {
		c.went(n, "办结", closed, "", "", "所列问题已全部整改销号。")
	}
}

// consult sends a 协商意见书 over a complex problem.
func (c *caseMaker) consult(x *sampleCase) {
	n := c.paper(NoticeConsult, x.visit.Date, x)
	c.went(n, "送科室", x.visit.Date, c.c.Settings.Archivist, "直接送达", "")
	x.rounds = c.roundsOf(x, n.ID, "")
	if x.finding.ReportedOn.Valid() {
		c.went(n, "答复", x.finding.ReportedOn, n.Department+"经办人", "", "已研究，按职责协调学校落实。")
	}
	if x.finding.ClosedOn.Valid() {
		c.went(n, "办结", x.finding.ClosedOn, "", "", "问题已解决。")
	}
	c.also(x, n)
}

// roundsOf tells the finding's own dates as rounds: one, or two where there was
// time for a recheck that found it not put right.
func (c *caseMaker) roundsOf(x *sampleCase, notice int64, received Date) []Round {
	f := x.finding
	first := Round{FindingID: x.id, Number: 1, NoticeID: notice, Opened: RoundFirst, IssuedOn: x.visit.Date, DueOn: f.DueOn, ReceivedOn: received}
	if received != "" {
		first.ReceivedBy = x.school.Principal
	}
	if !f.ReportedOn.Valid() {
		return []Round{first}
	}
	first.ReportedOn, first.Report = f.ReportedOn, "学校已按要求整改："+f.Measures
	if filed := f.ReportedOn.AddDays(c.number(0, 3)); filed <= c.asOf() {
		first.FiledOn = filed
	}
	if !f.ClosedOn.Valid() {
		return []Round{first}
	}
	if f.ClosedOn.Sub(f.ReportedOn) < 5 || !c.luck(0.3) {
		c.checked(&first, x, f.ClosedOn, VerdictRight, f.Recheck)
		return []Round{first}
	}
	again := c.cal.AddWorkdays(f.ReportedOn, 1)
	c.checked(&first, x, again, "部分整改", "现场查看，整改还不彻底，需要继续整改。")
	second := Round{FindingID: x.id, Number: 2, Opened: RoundAgain, Reason: "首次核查整改不彻底", IssuedOn: again, DueOn: c.cal.AddWorkdays(again, 5),
		ReportedOn: f.ClosedOn, Report: "已按核查意见补充整改。"}
	c.checked(&second, x, f.ClosedOn, VerdictRight, f.Recheck)
	return []Round{first, second}
}

// checked puts a recheck into the round.
func (c *caseMaker) checked(r *Round, x *sampleCase, day Date, verdict, text string) {
	r.RecheckOn, r.RecheckerID, r.RecheckBy = day, x.visit.InspectorID, c.c.Inspectors[x.visit.InspectorID-1].Name
	r.RecheckWay, r.Verdict, r.Recheck = c.one(RecheckWays...), verdict, text
	if verdict != VerdictRight {
		r.Advice = "责成学校限期继续整改，责任督学跟踪。"
		return
	}
	r.Proof, r.ClosedOn = "学校整改报告原件存督导室"+day.Month().Chinese()[:len("2026年")]+"整改卷", day
}

// practices picks what the visits of each month wrote down as good.
func (c *caseMaker) practices() {
	const mostOfMonth = 5
	taken := map[Month]int{}
	for i, sv := range c.c.Visits {
		v := sv.Visit
		if v.Date < c.from || v.Highlights == "" || taken[v.Date.Month()] == mostOfMonth || !c.luck(0.2) {
			continue
		}
		v.ID = int64(i + 1)
		p := PracticeFrom(v)
		p.State = []string{PracticeChosen, PracticeStates[0], PracticeChosen, PracticeSpread, PracticeStates[0]}[taken[v.Date.Month()]]
		taken[v.Date.Month()]++
		c.c.Practices = append(c.c.Practices, p)
	}
}
