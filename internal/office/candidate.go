package office

import "strings"

// The outcomes of a Candidate.
const (
	OutcomeAppoint  = "拟聘"
	OutcomeNoMore   = "不再续聘"
	OutcomeWithdrew = "本人退出"
	OutcomeRefused  = "未通过"
)

// Outcomes are what comes of a candidate.
var Outcomes = []string{OutcomeAppoint, OutcomeNoMore, OutcomeWithdrew, OutcomeRefused}

// LeavingStates are what an inspector becomes who does not go on.
var LeavingStates = []string{"解聘", "停聘"}

// Candidate is a 拟聘人选 of a tenure: an inspector proposed again, or somebody
// new. Of an inspector the details are his own (InspectorID), read with the
// candidate and never written from it.
type Candidate struct {
	ID            int64  `db:"id" json:"id"`
	TenureID      int64  `db:"tenure_id" json:"tenureId"`
	InspectorID   int64  `db:"inspector_id" json:"inspectorId"`     // 0 while he is new
	AppointmentID int64  `db:"appointment_id" json:"appointmentId"` // made by 公布
	Fresh         bool   `db:"fresh" json:"fresh"`                  // 新聘
	Name          string `db:"name" json:"name"`
	Gender        string `db:"gender" json:"gender"`
	BornOn        string `db:"born_on" json:"bornOn"`
	Ethnicity     string `db:"ethnicity" json:"ethnicity"`
	Party         string `db:"party" json:"party"`
	IDNumber      string `db:"id_number" json:"idNumber"`
	Degree        string `db:"degree" json:"degree"`
	Rank          string `db:"rank" json:"rank"`
	Post          string `db:"post" json:"post"`
	Employer      string `db:"employer" json:"employer"`
	Service       string `db:"service" json:"service"`
	TeachingOn    string `db:"teaching_on" json:"teachingOn"`
	Subject       string `db:"subject" json:"subject"`
	Stage         string `db:"stage" json:"stage"`
	Employment    string `db:"employment" json:"employment"`
	Mobile        string `db:"mobile" json:"mobile"`
	Health        string `db:"health" json:"health"` // 健康状况
	Resume        string `db:"resume" json:"resume"` // 工作简历
	Merits        string `db:"merits" json:"merits"` // 政治思想、业务水平及实绩
	TermNumber    int    `db:"term_number" json:"termNumber"`
	RecommendedBy string `db:"recommended_by" json:"recommendedBy"`
	NominatedOn   Date   `db:"nominated_on" json:"nominatedOn"`
	Nomination    string `db:"nomination" json:"nomination"` // 推荐意见
	ReviewedOn    Date   `db:"reviewed_on" json:"reviewedOn"`
	Review        string `db:"review" json:"review"` // 审核意见
	PostedOn      Date   `db:"posted_on" json:"postedOn"`
	Posting       string `db:"posting" json:"posting"` // 公示情况
	PublishedOn   Date   `db:"published_on" json:"publishedOn"`
	Exception     string `db:"exception" json:"exception"` // 资格不符合仍聘任的理由
	Outcome       string `db:"outcome" json:"outcome"`
	Reason        string `db:"reason" json:"reason"`
	Leaving       string `db:"leaving" json:"leaving"`
	LetterNo      string `db:"letter_no" json:"letterNo"` // 聘书号
	Note          string `db:"note" json:"note"`
	UpdatedAt     string `db:"updated_at" json:"updatedAt"`
}

// GoesOn tells that the candidate is to be appointed.
func (c Candidate) GoesOn() bool { return c.Outcome == OutcomeAppoint }

// Step is how far the candidate has come: the last of TenureSteps that has a day,
// 公布 once he is appointed, "" before 推荐.
func (c Candidate) Step() string {
	switch {
	case c.PublishedOn != "":
		return TenurePublished
	case c.PostedOn != "":
		return TenurePosted
	case c.ReviewedOn != "":
		return TenureReviewed
	case c.NominatedOn != "":
		return TenureNominated
	}
	return ""
}

// Normalize trims the texts and fills what a new candidate starts with.
func (c *Candidate) Normalize() {
	for _, s := range []*string{&c.Name, &c.BornOn, &c.IDNumber, &c.Mobile, &c.Employer, &c.Post, &c.RecommendedBy, &c.Exception, &c.Reason, &c.Nomination, &c.Review, &c.Posting} {
		*s = strings.TrimSpace(*s)
	}
	if c.Outcome == "" {
		c.Outcome = OutcomeAppoint
	}
	if c.GoesOn() {
		c.Reason = ""
	}
	if c.Leaving == "" {
		c.Leaving = LeavingStates[0]
	}
	if c.Employment == "" {
		c.Employment = Employments[1]
	}
	if c.TermNumber == 0 {
		c.TermNumber = 1
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (c Candidate) Validate() error {
	var f Faults
	if c.InspectorID == 0 {
		f.Require("name", "姓名", c.Name)
	}
	f.MaxRunes("name", "姓名", c.Name, 30)
	f.OneOf("gender", "性别", c.Gender, GenderChoices)
	f.OneOf("degree", "学历", c.Degree, Degrees)
	f.OneOf("employment", "专兼职", c.Employment, Employments)
	f.OneOf("service", "在职状态", c.Service, ServiceStates)
	if c.BornOn != "" && MonthDayOf(c.BornOn) == "" {
		f.Add("bornOn", "出生年月请写成 1975-06")
	}
	if c.TeachingOn != "" && MonthDayOf(c.TeachingOn) == "" {
		f.Add("teachingOn", "从教年月请写成 1996-08")
	}
	if c.IDNumber != "" {
		if _, fault := ParseIDNumber(c.IDNumber); fault != "" {
			f.Add("idNumber", fault)
		}
	}
	if c.TermNumber < 1 || c.TermNumber > 9 {
		f.Add("termNumber", "任期序号须在 1 到 9 之间")
	}
	f.OneOf("outcome", "办理结果", c.Outcome, Outcomes)
	f.OneOf("leaving", "不再聘任的状态", c.Leaving, LeavingStates)
	if !c.GoesOn() && c.Reason == "" {
		f.Add("reason", c.Outcome+"须写原因")
	}
	c.validSteps(&f)
	for _, t := range []struct{ key, label, text string }{{"resume", "工作简历", c.Resume}, {"merits", "实绩", c.Merits}, {"nomination", "推荐意见", c.Nomination},
		{"review", "审核意见", c.Review}, {"posting", "公示情况", c.Posting}} {
		f.MaxRunes(t.key, t.label, t.text, 4000)
	}
	for _, t := range []struct{ key, label, text string }{{"recommendedBy", "推荐单位", c.RecommendedBy}, {"reason", "原因", c.Reason}, {"exception", "理由", c.Exception}, {"note", "备注", c.Note}} {
		f.MaxRunes(t.key, t.label, t.text, 500)
	}
	return f.Err()
}

// validSteps notes steps out of their order.
func (c Candidate) validSteps(f *Faults) {
	f.Date("nominatedOn", "推荐日期", c.NominatedOn)
	f.Date("reviewedOn", "审核日期", c.ReviewedOn)
	f.Date("postedOn", "公示日期", c.PostedOn)
	if c.ReviewedOn != "" && (c.NominatedOn == "" || c.ReviewedOn < c.NominatedOn) {
		f.Add("reviewedOn", "审核在推荐之后，请先填推荐日期并核对先后")
	}
	if c.PostedOn != "" && (c.ReviewedOn == "" || c.PostedOn < c.ReviewedOn) {
		f.Add("postedOn", "公示在审核之后，请先填审核日期并核对先后")
	}
}

// TakeStep dates a step of the candidate; text is the opinion, kept when empty.
func (c *Candidate) TakeStep(step string, day Date, text string) {
	switch step {
	case TenureNominated:
		c.NominatedOn, c.Nomination = day, firstOf(text, c.Nomination)
	case TenureReviewed:
		c.ReviewedOn, c.Review = day, firstOf(text, c.Review)
	case TenurePosted:
		c.PostedOn, c.Posting = day, firstOf(text, c.Posting)
	}
}

func firstOf(a, b string) string {
	if strings.TrimSpace(a) != "" {
		return strings.TrimSpace(a)
	}
	return b
}

// Of fills in the details of the inspector that the candidate is.
func (c *Candidate) Of(p Inspector) {
	c.Name, c.Gender, c.BornOn, c.Ethnicity, c.Party, c.IDNumber, c.Degree, c.Rank = p.Name, p.Gender, p.BornOn, p.Ethnicity, p.Party, p.IDNumber, p.Degree, p.Rank
	c.Post, c.Employer, c.Service, c.TeachingOn, c.Subject, c.Stage, c.Employment, c.Mobile = p.Post, p.Employer, p.Service, p.TeachingOn, p.Subject, p.Stage, p.Employment, p.Mobile
}

// Bare is the candidate without the details that are the inspector's own.
func (c Candidate) Bare() Candidate {
	if c.InspectorID != 0 {
		c.Of(Inspector{Employment: Employments[1]})
	}
	return c
}

// Facts are what the checks of 任职资格 look at, on the first day of the tenure.
func (c Candidate) Facts(day Date) QualificationFacts {
	return QualificationFacts{Degree: c.Degree, Rank: c.Rank, TeachingOn: c.TeachingOn, Employment: c.Employment, Term: c.TermNumber, Day: day}
}

// Inspector is the record that a new candidate becomes.
func (c Candidate) Inspector() Inspector {
	return Inspector{Name: c.Name, Gender: c.Gender, BornOn: c.BornOn, Ethnicity: c.Ethnicity, Party: c.Party, IDNumber: c.IDNumber, Degree: c.Degree, Rank: c.Rank,
		Post: c.Post, Employer: c.Employer, Service: c.Service, TeachingOn: c.TeachingOn, Subject: c.Subject, Stage: c.Stage, Employment: c.Employment, Mobile: c.Mobile, State: "在聘"}
}

// MaskIDNumber hides the middle of an identity number: 3601**********1234.
func MaskIDNumber(s string) string {
	r := []rune(s)
	if len(r) < 10 {
		return strings.Repeat("*", len(r))
	}
	return string(r[:4]) + strings.Repeat("*", len(r)-8) + string(r[len(r)-4:])
}

// MaskBorn keeps the year of a birthday: 1975-**.
func MaskBorn(s string) string {
	if len(s) < 5 {
		return s
	}
	return s[:4] + "-**"
}

// Masked is the candidate without what only the office needs to know: for lists.
func (c Candidate) Masked() Candidate {
	c.IDNumber, c.Mobile, c.BornOn = MaskIDNumber(c.IDNumber), MaskContact(c.Mobile), MaskBorn(c.BornOn)
	return c
}
