package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// sampleMonths is how many months of meetings and publications the county has.
const sampleMonths = 12

// sampleUploadMonths is how many months the county has been entering its records
// in the platform.
const sampleUploadMonths = 3

var sampleDecisions = []string{
	"各责任区把未整改到位的问题逐项列单，明确回访时间。", "督导室汇总食堂留样、消防器材两类问题，下月统一回查。", "各督学把本月督导记录上报平台，缺照片的补齐。",
	"新到任督学由责任区负责人陪同进校一次。", "各责任区推荐典型经验一条，报督导室。", "督导室把超期问题转有关股室协商。",
}

// makeOfficeYear makes up the meetings, the publications and the platform; the
// dice are their own, so that the rest of the county stays as it is.
func (s *sampler) makeOfficeYear() {
	dice := s.Rand
	s.Rand = rand.New(rand.NewPCG(sampleSeed, 5))
	defer func() { s.Rand = dice }()
	s.c.Platform = DefaultPlatform(max(s.size.From, s.size.To.Add(1-sampleUploadMonths)).Of(0).From)
	s.c.Platform.Name, s.c.Platform.Province = "示例省教育督导平台（示例）", s.c.Settings.Province
	for m := max(s.size.From, s.size.To.Add(1-sampleMonths)); m <= s.size.To; m = m.Add(1) {
		if days := s.schoolDays(m); len(days) > 5 && !s.c.Settings.Exempt(m) {
			s.makeMeeting(m, days)
			s.makePublications(m)
		}
	}
}

func (s *sampler) makeMeeting(m Month, days []Date) {
	on := days[1]
	x := Meeting{Kind: MeetingMonthly, Title: m.Chinese() + MeetingMonthly, Date: on, StartsAt: "09:00", Place: "县教育局三楼会议室（示例）", Chair: s.c.Settings.Director, Recorder: s.c.Settings.Archivist,
		NoticeOn: on.AddDays(-1), MinutesOn: on.AddDays(2), Attendees: []Attendee{}, Decisions: []Decision{}}
	visits, found := s.countMonth(m.Add(-1))
	x.Agenda = fmt.Sprintf("1.通报上月督导情况：共督导%d校次，发现问题%d个。\n2.各责任区交流督导工作。\n3.布置%s督导工作。", visits, found, m.Chinese())
	x.Content = fmt.Sprintf("一、上月督导情况\n会议通报了上月督导情况：共督导%d校次，发现问题%d个。\n二、交流情况\n各责任区负责人逐一说明了未整改到位的问题和下一步打算。\n三、工作布置\n会议对本月督导工作作了布置，要求记录当天填写、反馈当场进行。", visits, found)
	for i, p := range s.c.Inspectors {
		if p.State != InspectorStates[0] {
			continue
		}
		a := Attendee{InspectorID: int64(i + 1)}
		if s.chance(0.06) {
			a.Absent, a.Reason = true, s.pick([]string{"病假", "外出培训", "学校考试"})
		}
		x.Attendees = append(x.Attendees, a)
	}
	for i, text := range s.some(sampleDecisions, s.between(2, 3)) {
		d := Decision{Content: text, Person: s.c.Inspectors[s.IntN(min(6, len(s.c.Inspectors)))].Name, DueOn: on.AddDays(14 + 10*i), DoneOn: on.AddDays(10 + 9*i), Result: "已办理（示例）。"}
		if m == s.size.To && i < 2 { // of the newest meeting some are open, one is late
			d.DoneOn, d.Result = "", ""
		}
		x.Decisions = append(x.Decisions, d)
	}
	s.c.Meetings = append(s.c.Meetings, x)
}

// countMonth counts the month's visits and problems.
func (s *sampler) countMonth(m Month) (visits, found int) {
	for _, v := range s.c.Visits {
		if v.Visit.Date.Month() == m && v.Visit.State != "取消" && v.Visit.State != "计划" {
			visits++
			found += len(v.Findings)
		}
	}
	return visits, found
}

// makePublications makes what is told of the month before: a 通报, and in turn a
// 公示, a 简报 or a text for the website; one 专栏 of the month itself.
func (s *sampler) makePublications(m Month) {
	last := m.Add(-1)
	day := m.Of(0).From.AddDays(7)
	if visits, found := s.countMonth(last); visits > 0 {
		county := s.c.Settings.CountyName
		body := fmt.Sprintf("一、督导工作开展情况\n上月全县责任督学共督导%d校次，督导情况当场向学校反馈。\n二、存在的主要问题\n督导发现问题%d个，已逐项交办学校。\n三、下一步工作要求\n请各学校对照问题清单按期整改，责任督学按期回访。", visits, found)
		for i, kind := range []string{PublicBulletin, []string{PublicNotice, PublicBrief, PublicWeb}[m.Number()%3]} {
			p := Publication{Kind: kind, Title: PublicationTitle(kind, county, last), Month: string(last), Body: body, DraftedOn: day.AddDays(i), IssuedOn: day.AddDays(i + 1), Channel: PublicationChannelOf(kind)}
			if kind == PublicBulletin {
				p.SendTo = EverySchool
			}
			if p.PublishedOn = p.IssuedOn.AddDays(1); kind == PublicNotice {
				p.EndsOn, p.TakenOn = p.PublishedOn.AddDays(7), p.PublishedOn.AddDays(8)
			}
			s.c.Publications = append(s.c.Publications, p)
		}
	}
	if i := slices.IndexFunc(s.c.Visits, func(v SampleVisit) bool {
		return v.Visit.Date.Month() == m && v.Visit.Highlights != "" && v.Visit.State != "取消"
	}); i >= 0 {
		v := s.c.Visits[i].Visit
		s.c.Publications = append(s.c.Publications, Publication{Kind: PublicColumn, Title: PublicColumn, Month: string(m), SchoolID: v.SchoolID, InspectorID: v.InspectorID, VisitedOn: v.Date, Channel: PublicationChannelOf(PublicColumn),
			Body: ColumnText(v, nil), DraftedOn: v.Date.AddDays(1), IssuedOn: v.Date.AddDays(2), PublishedOn: v.Date.AddDays(2)})
	}
}

// SampleUploaded tells when the n-th record of the county was entered in the
// platform; empty when it was not: a few of past months, every other one of the
// last.
func SampleUploaded(n int, day, last Date) Date {
	if day.Month() == last.Month() && n%2 == 1 || n%23 == 7 {
		return ""
	}
	on := day.AddDays(n % 6)
	if n%11 == 0 {
		on = day.AddDays(9)
	}
	return min(on, last)
}
