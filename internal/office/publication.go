package office

import "strings"

// The kinds of publications.
const (
	PublicNotice   = "公示"
	PublicBulletin = "督导情况通报"
	PublicColumn   = "学校挂牌督导专栏"
	PublicBrief    = "简报"
	PublicWeb      = "网站公开"
)

// EverySchool is whom the office writes to when it writes to all.
const EverySchool = "各中小学校、幼儿园"

// PublicationKinds are the kinds of publications. A 通报 of findings is a Notice:
// this one tells of a month.
var PublicationKinds = []string{PublicBulletin, PublicNotice, PublicColumn, PublicBrief, PublicWeb}

// PublicationChannels are where a publication is made known (公布渠道).
var PublicationChannels = []string{"文件", "网站", "校门", "专栏", "公众号", "其他"}

// The states of a publication; each follows from the days that are filled in.
const (
	PublicationDraft  = "草稿"
	PublicationIssued = "已签发"
	PublicationShown  = "已公布"
	PublicationTaken  = "已撤下"
)

// PublicationStates are the states of a publication, in order.
var PublicationStates = []string{PublicationDraft, PublicationIssued, PublicationShown, PublicationTaken}

// Publication is 公示、通报、专栏: a text of the office that others get to read.
type Publication struct {
	ID          int64  `db:"id" json:"id"`
	Number      string `db:"number" json:"number"` // 编号, given by store
	Kind        string `db:"kind" json:"kind"`
	Title       string `db:"title" json:"title"`
	Month       string `db:"month" json:"month"` // the report month it speaks of, empty for none
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"` // 专栏: whose visit
	VisitedOn   Date   `db:"visited_on" json:"visitedOn"`
	SendTo      string `db:"send_to" json:"sendTo"` // 主送
	CopyTo      string `db:"copy_to" json:"copyTo"` // 抄送
	Channel     string `db:"channel" json:"channel"`
	Body        string `db:"body" json:"body"`
	DocNumber   string `db:"doc_number" json:"docNumber"`
	DraftedOn   Date   `db:"drafted_on" json:"draftedOn"`
	IssuedOn    Date   `db:"issued_on" json:"issuedOn"`       // 签发
	PublishedOn Date   `db:"published_on" json:"publishedOn"` // 公布
	EndsOn      Date   `db:"ends_on" json:"endsOn"`           // 公示截止
	TakenOn     Date   `db:"taken_on" json:"takenOn"`         // 撤下
	State       string `db:"state" json:"state"`
	Note        string `db:"note" json:"note"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// PublicationForm returns the key of the form that prints a kind.
func PublicationForm(kind string) string {
	switch kind {
	case PublicBulletin:
		return FormMonthBulletin
	case PublicNotice:
		return FormPublicNotice
	case PublicBrief:
		return FormBrief
	case PublicColumn:
		return FormColumn
	}
	return FormWeb
}

// Day is the day that stands under the text.
func (p Publication) Day() Date {
	switch {
	case p.IssuedOn != "":
		return p.IssuedOn
	case p.PublishedOn != "":
		return p.PublishedOn
	}
	return p.DraftedOn
}

// Normalize trims the texts and sets the state.
func (p *Publication) Normalize() {
	for _, at := range []*string{&p.Title, &p.SendTo, &p.CopyTo, &p.Body, &p.DocNumber, &p.Note} {
		*at = strings.TrimSpace(*at)
	}
	if p.Kind == "" {
		p.Kind = PublicationKinds[0]
	}
	p.State = PublicationDraft
	switch {
	case p.TakenOn != "":
		p.State = PublicationTaken
	case p.PublishedOn != "":
		p.State = PublicationShown
	case p.IssuedOn != "":
		p.State = PublicationIssued
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Publication) Validate() error {
	var e Faults
	e.OneOf("kind", "类别", p.Kind, PublicationKinds)
	e.Require("title", "标题", p.Title)
	e.Require("draftedOn", "拟稿日期", string(p.DraftedOn))
	e.OneOf("channel", "公布渠道", p.Channel, PublicationChannels)
	if p.Month != "" && !Month(p.Month).Valid() {
		e.Add("month", "月份“"+p.Month+"”请写成 2026-03")
	}
	if p.Kind == PublicColumn && p.SchoolID == 0 {
		e.Add("schoolId", "专栏挂在学校，请选择学校")
	}
	for _, t := range []struct {
		key, label, value string
		most              int
	}{{"title", "标题", p.Title, 80}, {"sendTo", "主送", p.SendTo, 200}, {"copyTo", "抄送", p.CopyTo, 200}, {"body", "正文", p.Body, 10000},
		{"docNumber", "文号", p.DocNumber, 60}, {"note", "备注", p.Note, 1000}} {
		e.MaxRunes(t.key, t.label, t.value, t.most)
	}
	e.Date("visitedOn", "督导日期", p.VisitedOn)
	e.inOrder([]datedFact{{"draftedOn", "拟稿日期", p.DraftedOn}, {"issuedOn", "签发日期", p.IssuedOn}, {"publishedOn", "公布日期", p.PublishedOn}, {"takenOn", "撤下日期", p.TakenOn}})
	e.inOrder([]datedFact{{"publishedOn", "公布日期", p.PublishedOn}, {"endsOn", "公示截止日期", p.EndsOn}})
	if p.State != PublicationDraft {
		e.Require("body", "正文，再签发或公布", p.Body)
	}
	return e.Err()
}

// PublicationTitle is the title a drafted text starts with.
func PublicationTitle(kind, county string, m Month) string {
	about := county + m.Chinese() + "责任督学挂牌督导"
	switch kind {
	case PublicBulletin:
		return "关于" + about + "情况的通报"
	case PublicNotice:
		return about + "情况公示"
	case PublicBrief:
		return about + "简报"
	}
	return about + "工作情况"
}

// ColumnText words the 专栏 of a school from one visit: what was looked at, what was
// seen good, what is to be mended. What the visit says nothing of has no heading.
func ColumnText(v Visit, matters []string) string {
	did := v.Content
	if len(matters) > 0 {
		did = "督导事项：" + strings.Join(matters, "、") + "。\n" + did
	}
	lines := []string{}
	for _, part := range [][2]string{{"督导情况", did}, {"好的做法", v.Highlights}, {"需要改进的", v.Problems + "\n" + v.Advice}} {
		if text := strings.TrimSpace(part[1]); text != "" {
			lines = append(lines, chineseCount(len(lines)/2+1)+"、"+part[0], text)
		}
	}
	return strings.Join(lines, "\n")
}

// PublicationChannelOf is where a kind is usually made known.
func PublicationChannelOf(kind string) string {
	switch kind {
	case PublicColumn:
		return "专栏"
	case PublicNotice, PublicWeb:
		return "网站"
	}
	return "文件"
}
