package desk

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
)

// publicationFixtures are the papers of meetings, publications and uploads: filled,
// empty, and as long as the records may be.
func publicationFixtures() map[string]doc.Document {
	out := map[string]doc.Document{}
	long := string([]rune(strings.Repeat("督导发现的问题须逐项整改到位，", 300))[:4000])
	for _, size := range []string{"filled", "empty", "long"} {
		set := formFacts(size != "empty").Settings
		m := report.MeetingPaper{Settings: set, Meeting: office.Meeting{Date: "2026-03-03"}}
		p := report.PublicationPaper{Settings: set, Publication: office.Publication{DraftedOn: "2026-03-05"}}
		u := report.UploadPaper{Settings: set, Period: office.Month("2026-03").Of(0), Days: 7}
		if size != "empty" {
			m.Meeting = office.Meeting{ID: 1, Number: "HY2026-0001", Title: "2026年3月责任督学月例会", Date: "2026-03-03", StartsAt: "09:00", Place: "三楼会议室", Chair: rareTeacher, Recorder: "乙某某",
				Others: "丙某某、丁某某", Agenda: "1.通报上月督导情况。\n2.交流。", Content: "一、上月情况\n会议通报了上月督导情况。", NoticeNo: "示教督会〔2026〕1号", NoticeOn: "2026-03-01", MinutesNo: "示教督纪〔2026〕1号", MinutesOn: "2026-03-05",
				Decisions: []office.Decision{{Content: "回查食堂留样。", Person: rareInspector, DueOn: "2026-03-20"}}}
			m.People = []report.MeetingPerson{{Name: rareInspector, Employer: "示例县第一小学", Zone: "第一责任区"}, {Name: "戊某某", Absent: true, Reason: "病假"}}
			p.Publication = office.Publication{ID: 1, Number: "GB2026-0001", Title: "关于示例县2026年3月责任督学挂牌督导情况的通报", SendTo: "各中小学校、幼儿园", CopyTo: "县教育局", DocNumber: "示教督情〔2026〕1号", DraftedOn: "2026-03-05",
				Body: "一、督导工作开展情况\n督学" + rareInspector + "督导1校次。\n二、需要改进的\n1.食堂留样不足。"}
			p.School, p.Inspector, p.Phone = office.School{ID: 1, Name: "示例县第一小学"}, rareInspector, "13800001234"
		}
		n := map[string]int{"filled": 3, "long": 120}[size]
		for i := range n {
			ref := office.UploadRef{Platform: 1, Kind: office.UploadVisit, ID: int64(i + 1)}
			c := office.UploadCount{InspectorID: int64(i), Inspector: rareInspector, Zone: fmt.Sprintf("第%d责任区", i%3+1)}
			c.Add(ref, i%2 == 0, i%4 == 0)
			u.Counts = append(u.Counts, c)
			r := report.UploadRecord{Ref: ref, Kind: "督导纪实", Date: "2026-03-12", School: "示例县第一小学", Zone: c.Zone, Inspector: rareInspector}
			if i%2 == 0 {
				r.UploadedOn = "2026-03-15"
			}
			u.Records = append(u.Records, r)
		}
		if size == "long" {
			m.Meeting.Content, m.Meeting.Agenda = long+long, long
			p.Publication.Body = "一、督导情况\n" + long + "\n二、好的做法\n" + long
			for range 90 {
				m.People = append(m.People, m.People[0])
				m.Meeting.Decisions = append(m.Meeting.Decisions, m.Meeting.Decisions[0])
			}
			m.Meeting.Decisions[0].Content = long[:1000*3]
		}
		out["notice "+size], out["sign "+size], out["minutes "+size], out["upload "+size] = m.Notice(), m.SignSheet(), m.Minutes(), u.Document()
		for _, kind := range office.PublicationKinds {
			p.Publication.Kind = kind
			out[kind+" "+size] = p.Document()
		}
	}
	return out
}

func TestPublicationPapersAreSound(t *testing.T) {
	t.Parallel()
	for name, d := range publicationFixtures() {
		text := papertest.Whole(papertest.Sound(t, name, d))
		if strings.HasSuffix(name, "filled") && !strings.Contains(text, rareInspector) && !strings.Contains(text, rareTeacher) {
			t.Errorf("%s: the rare characters of its names are not on it", name)
		}
	}
	if pages := papertest.Sound(t, "column", publicationFixtures()[office.PublicColumn+" filled"]); len(pages) != 1 {
		t.Errorf("a 专栏 of %d pages", len(pages))
	}
}

// officeYear is a small county with meetings, publications and a platform.
func officeYear(t *testing.T) *Desk {
	t.Helper()
	d, _ := openTest(t, t.TempDir())
	if err := d.store.FillSample(office.MakeUp(office.SampleSize{Schools: 12, Kindergartens: 16, Inspectors: 10, Zones: 3, From: "2026-01", To: "2026-03", Findings: 1})); err != nil {
		t.Fatal(err)
	}
	return d
}

// What is drafted says what the month's report says.
func TestDraftsSayWhatTheReportSays(t *testing.T) {
	t.Parallel()
	d := officeYear(t)
	s := d.Screens()
	m, err := d.monthReport(ReportInput{Span: "2026-03"})
	if err != nil {
		t.Fatal(err)
	}
	visits := fmt.Sprintf("%g校次", m.Report.Figures.Get(office.FigVisits).Value)
	for _, kind := range office.PublicationKinds {
		out, err := s.Publications.Draft(PublicationDraft{Kind: kind, Month: "2026-03"})
		noNull(t, kind, out, err)
		if kind != office.PublicColumn && (!strings.Contains(out.Publication.Body, visits) || strings.ContainsAny(out.Publication.Body, "①②⑮") || strings.Contains(out.Publication.Body, "附件")) {
			t.Errorf("%s: %s", kind, out.Publication.Body)
		}
	}
	f := m.Book.This
	v := f.Visits[len(f.Visits)-1]
	column, err := s.Publications.Draft(PublicationDraft{Kind: office.PublicColumn, Month: "2026-03", SchoolID: v.SchoolID})
	if err != nil || !strings.HasPrefix(column.Publication.Body, "一、督导情况\n") || column.Publication.InspectorID == 0 {
		t.Errorf("专栏: %v %+v", err, column.Publication)
	}
	meeting, err := s.Meetings.Draft(MeetingDay{})
	noNull(t, "meeting", meeting, err)
	if !strings.Contains(meeting.Meeting.Agenda, "2026年3月督导情况：共督导"+visits) || len(meeting.Meeting.Attendees) == 0 || len(meeting.Open) == 0 {
		t.Errorf("the meeting proposed: %+v", meeting)
	}
	early, err := s.Meetings.Draft(MeetingDay{Date: "2026-03-04"})
	if err != nil || !strings.Contains(early.Meeting.Agenda, "2026年2月") || !strings.Contains(early.Meeting.Agenda, "免督导月份") {
		t.Errorf("a meeting early in March looks back on February: %v %s", err, early.Meeting.Agenda)
	}
}

// Every paper of the sample county can be made, and the statistics agree with the
// queue.
func TestPublicationsOnPaperAndInLists(t *testing.T) {
	t.Parallel()
	d := officeYear(t)
	s := d.Screens()
	publications, err := s.Publications.List(ListQuery{})
	noNull(t, "publications", publications, err)
	for _, p := range publications.Rows {
		if _, err := d.printForm(office.PublicationForm(p.Kind), p.Number, formatPDF); err != nil {
			t.Errorf("%s: %v", p.Number, err)
		}
	}
	if _, err := d.printForm(office.FormColumn, publications.Rows[0].Number, formatPDF); publications.Rows[0].Kind != office.PublicColumn && office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a paper of another kind: %v", err)
	}
	meetings, err := s.Meetings.List(ListQuery{})
	noNull(t, "meetings", meetings, err)
	for _, form := range []string{office.FormMeetingNotice, "meeting_sign", office.FormMinutes} {
		if _, err := d.printForm(form, meetings.Rows[0].Number, formatPDF); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
	for _, format := range asTable {
		if p, err := d.printForm("upload_statistics", "2026-03", format); err != nil || len(p.bytes) == 0 {
			t.Errorf("statistics as %s: %v", format, err)
		}
	}
	counts, err := s.Uploads.Statistics(DayRange{From: "2026-03-01", To: "2026-03-31"})
	noNull(t, "statistics", counts, err)
	due, done := 0, 0
	for _, c := range counts {
		due, done = due+c.Due, done+c.Uploaded
	}
	page, err := s.Uploads.List(ListQuery{Filters: map[string]string{"month": "2026-03"}, Size: 10, Page: 1})
	noNull(t, "uploads", page, err)
	listed, entered := 0, 0
	for _, x := range page.Sums {
		if x.Kind != office.UploadSchool {
			listed, entered = listed+x.Due, entered+x.Uploaded
		}
	}
	if due == 0 || done == 0 || due != listed || done != entered {
		t.Errorf("counted %d of %d, listed %d of %d", done, due, entered, listed)
	}
	r := page.Rows[0]
	strip, err := s.Uploads.Strip(StripInput{Platform: page.Platform, Kind: r.Kind, ID: r.RecordID})
	noNull(t, "strip", strip, err)
	if len(strip.Fields) == 0 || strip.Changed == nil {
		t.Errorf("strip: %+v", strip)
	}
	pack, err := d.uploadPack(ListQuery{Filters: map[string]string{"state": office.UploadOpen}})
	if err != nil || len(pack.Tables) < 3 || len(pack.Tables[0].Lines[0]) != 6 {
		t.Errorf("pack: %v %d tables", err, len(pack.Tables))
	}
}

func TestTheOfficesYearIsEmptyAtFirst(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	s := d.Screens()
	for what, call := range map[string]func() (any, error){
		"meetings":     func() (any, error) { return s.Meetings.List(ListQuery{Size: 20, Page: 1}) },
		"meeting":      func() (any, error) { return s.Meetings.Draft(MeetingDay{}) },
		"publications": func() (any, error) { return s.Publications.List(ListQuery{Size: 20, Page: 1}) },
		"publication":  func() (any, error) { return s.Publications.Draft(PublicationDraft{Kind: office.PublicBulletin}) },
		"uploads":      func() (any, error) { return s.Uploads.List(ListQuery{Size: 20, Page: 1}) },
		"platforms":    func() (any, error) { return s.Uploads.Platforms() },
		"new platform": func() (any, error) { return s.Uploads.Platform(0) },
		"statistics": func() (any, error) {
			return s.Uploads.Statistics(DayRange{From: "2026-03-01", To: "2026-03-31"})
		},
	} {
		v, err := call()
		noNull(t, what, v, err)
	}
}
