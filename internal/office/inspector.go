package office

import "strings"

// The closed lists of Inspector.
var (
	Employments     = []string{"专职", "兼职"}
	ServiceStates   = []string{"在职", "退休"}
	InspectorStates = []string{"在聘", "停聘", "解聘"}
	Degrees         = []string{"研究生", "本科", "专科", "中专及以下"}
)

// Inspector is a 督学.
type Inspector struct {
	ID          int64  `db:"id" json:"id"`
	Name        string `db:"name" json:"name"`
	Gender      string `db:"gender" json:"gender"`
	BornOn      string `db:"born_on" json:"bornOn"` // 出生年月, 2006-01 or a day
	Ethnicity   string `db:"ethnicity" json:"ethnicity"`
	Party       string `db:"party" json:"party"`            // 政治面貌
	IDNumber    string `db:"id_number" json:"idNumber"`     // 身份证号
	Degree      string `db:"degree" json:"degree"`          // 学历
	Rank        string `db:"rank" json:"rank"`              // 职称
	Post        string `db:"post" json:"post"`              // 职务
	Employer    string `db:"employer" json:"employer"`      // 单位
	Service     string `db:"service" json:"service"`        // 在职/退休
	TeachingOn  string `db:"teaching_on" json:"teachingOn"` // 参加教育工作年月
	Subject     string `db:"subject" json:"subject"`
	Stage       string `db:"stage" json:"stage"`           // 学段
	Employment  string `db:"employment" json:"employment"` // 专职/兼职
	Mobile      string `db:"mobile" json:"mobile"`
	Email       string `db:"email" json:"email"`
	Certificate string `db:"certificate" json:"certificate"` // 督学证号
	IssuedBy    string `db:"issued_by" json:"issuedBy"`      // 发证机关
	State       string `db:"state" json:"state"`             // 在聘/停聘/解聘
	Recusal     string `db:"recusal" json:"recusal"`         // 亲属回避登记
	Note        string `db:"note" json:"note"`
	Pinyin      string `db:"pinyin" json:"pinyin"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts and fills what a new inspector starts with.
func (p *Inspector) Normalize() {
	for _, s := range []*string{&p.Name, &p.Mobile, &p.Certificate, &p.Employer, &p.IDNumber} {
		*s = strings.TrimSpace(*s)
	}
	if p.State == "" {
		p.State = "在聘"
	}
	if p.Employment == "" {
		p.Employment = "兼职"
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Inspector) Validate() error {
	var f Faults
	f.Require("name", "姓名", p.Name)
	f.MaxRunes("name", "姓名", p.Name, 30)
	if hardSplit.MatchString(p.Name) {
		f.Add("name", "姓名只写一个人，几个人请分开登记")
	}
	f.OneOf("gender", "性别", p.Gender, GenderChoices)
	f.OneOf("employment", "专兼职", p.Employment, Employments)
	f.OneOf("service", "在职状态", p.Service, ServiceStates)
	f.OneOf("state", "状态", p.State, InspectorStates)
	return f.Err()
}

// Appointment is 聘任: one term of an inspector's office.
type Appointment struct {
	ID          int64  `db:"id" json:"id"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"`
	TermNumber  int    `db:"term_number" json:"termNumber"` // 任期序号 1–3
	DocNumber   string `db:"doc_number" json:"docNumber"`   // 聘任文号
	AppointedOn Date   `db:"appointed_on" json:"appointedOn"`
	StartsOn    Date   `db:"starts_on" json:"startsOn"`
	EndsOn      Date   `db:"ends_on" json:"endsOn"` // last day of the term
	NominatedOn Date   `db:"nominated_on" json:"nominatedOn"`
	ReviewedOn  Date   `db:"reviewed_on" json:"reviewedOn"`
	PostedOn    Date   `db:"posted_on" json:"postedOn"`       // 公示
	PublishedOn Date   `db:"published_on" json:"publishedOn"` // 公布
	LetterNo    string `db:"letter_no" json:"letterNo"`       // 聘书号
	DismissedOn Date   `db:"dismissed_on" json:"dismissedOn"`
	Reason      string `db:"reason" json:"reason"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
// maxTerms is the rule RuleTermCount.
func (a Appointment) Validate(maxTerms int) error {
	var f Faults
	if a.InspectorID == 0 {
		f.Add("inspectorId", "请选择督学")
	}
	if a.TermNumber < 1 || a.TermNumber > maxTerms {
		f.Add("termNumber", "任期序号须在 1 到 "+itoa(maxTerms)+" 之间")
	}
	f.Require("startsOn", "任期开始日期", string(a.StartsOn))
	f.Require("endsOn", "任期结束日期", string(a.EndsOn))
	f.Date("startsOn", "任期开始日期", a.StartsOn)
	f.Date("endsOn", "任期结束日期", a.EndsOn)
	f.Date("appointedOn", "聘任日期", a.AppointedOn)
	if a.StartsOn.Valid() && a.EndsOn.Valid() && a.EndsOn < a.StartsOn {
		f.Add("endsOn", "任期结束早于开始，请核对")
	}
	return f.Err()
}
