package office

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// The keys of the papers whose 文号, signer, copies and 抄送 the county settles
// for itself.
const (
	FormFeedback = "feedback"
	FormRectify  = "notice"
	FormConsult  = "consult"
	FormOrder    = "order"
	FormTalk     = "talk"
	FormBulletin = "bulletin"
	FormAccount  = "accountability"
	FormReminder = "reminder"

	FormInspectionNotice = "inspection_notice"
	FormInspectionReport = "inspection_report"
	FormUnitLetter       = "unit_letter"
	FormUnitOrder        = "unit_order"
	FormMonthBulletin    = "month_bulletin"
	FormPublicNotice     = "public_notice"
	FormBrief            = "brief"
	FormWeb              = "web_notice"
	FormColumn           = "school_column" // a poster: nothing to settle
	FormMeetingNotice    = "meeting_notice"
	FormMinutes          = "meeting_minutes"
)

// PaperForm is a form whose ways the county may settle (可设文书) and the
// program's own way with it, which is no rule of anybody's.
type PaperForm struct {
	Form  string `json:"form"`
	Title string `json:"title"`
	// Notice is the kind of notice it prints, empty for other records.
	Notice  string `json:"notice"`
	Pattern string `json:"pattern"` // empty: the form carries no 文号
	Copies  int    `json:"copies"`  // 0: the form does not say how many
	// Letter tells that it is set as a letter and may carry a red head; RedHead
	// that it does unless the county says otherwise.
	Letter  bool `json:"letter"`
	RedHead bool `json:"redHead"`
}

// PaperForms are the forms of the pane 文书, in the order of the office's work.
var PaperForms = []PaperForm{
	{Form: FormFeedback, Title: "督导反馈单", Copies: 3},
	{Form: FormRectify, Title: "限期整改通知书", Notice: NoticeRectify, Pattern: "{字}改〔{年}〕{号}号", Copies: 2, Letter: true, RedHead: true},
	{Form: FormConsult, Title: "督导协商意见书", Notice: NoticeConsult, Pattern: "{字}商〔{年}〕{号}号", Copies: 2},
	{Form: FormOrder, Title: "重要问题督办单", Notice: NoticeSupervise, Pattern: "{字}办〔{年}〕{号}号", Copies: 2},
	{Form: FormTalk, Title: "约谈通知书", Notice: NoticeTalk, Pattern: "{字}谈〔{年}〕{号}号", Copies: 2, Letter: true},
	{Form: FormBulletin, Title: "督导通报", Notice: NoticeBulletin, Pattern: "{字}通〔{年}〕{号}号", Letter: true, RedHead: true},
	{Form: FormAccount, Title: "问责决定书", Notice: NoticeAccount, Pattern: "{字}问〔{年}〕{号}号", Copies: 2, Letter: true, RedHead: true},
	{Form: FormReminder, Title: "催办单", Notice: NoticeReminder, Pattern: "{字}催〔{年}〕{号}号", Copies: 2, Letter: true},
	{Form: FormInspectionNotice, Title: "督导通知", Pattern: "{字}知〔{年}〕{号}号", Letter: true, RedHead: true},
	{Form: FormUnitLetter, Title: "督导意见书", Pattern: "{字}意〔{年}〕{号}号", Copies: 2, Letter: true, RedHead: true},
	{Form: FormUnitOrder, Title: "整改督办函", Pattern: "{字}办函〔{年}〕{号}号", Copies: 2, Letter: true, RedHead: true},
	{Form: FormInspectionReport, Title: "督导报告", Pattern: "{字}报〔{年}〕{号}号", Letter: true, RedHead: true},
	{Form: FormMonthBulletin, Title: "督导情况通报", Pattern: "{字}情〔{年}〕{号}号", Letter: true, RedHead: true},
	{Form: FormPublicNotice, Title: "公示", Letter: true},
	{Form: FormBrief, Title: "督导简报", Pattern: "督导简报〔{年}〕第{号}期", Letter: true},
	{Form: FormMeetingNotice, Title: "会议通知", Pattern: "{字}会〔{年}〕{号}号", Letter: true, RedHead: true},
	{Form: FormMinutes, Title: "会议纪要", Pattern: "{字}纪〔{年}〕{号}号", Letter: true, RedHead: true},
}

// PaperFormOf returns the form of the key; ok is false for one that the county
// has nothing to settle about.
func PaperFormOf(form string) (f PaperForm, ok bool) {
	for _, f := range PaperForms {
		if f.Form == form {
			return f, true
		}
	}
	return PaperForm{}, false
}

// NoticeForm returns the key of the form that prints a kind of notice.
func NoticeForm(kind string) string {
	for _, f := range PaperForms {
		if f.Notice == kind {
			return f.Form
		}
	}
	return ""
}

// The places of a 文号 pattern.
const (
	placeWord   = "{字}"
	placeYear   = "{年}"
	placeNumber = "{号}"
)

// DocNumber makes the 文号 of the n-th paper of a year from the county's pattern,
// e.g. 示教督改〔2026〕3号. A form without a pattern has no 文号, nor has one whose
// pattern asks for a 发文代字 that the office has not set.
func DocNumber(pattern, word string, year, n int) string {
	if pattern == "" || strings.Contains(pattern, placeWord) && strings.TrimSpace(word) == "" {
		return ""
	}
	return strings.NewReplacer(placeWord, strings.TrimSpace(word), placeYear, strconv.Itoa(year), placeNumber, strconv.Itoa(n)).Replace(pattern)
}

// OpenDocNumber is a 文号 that is not given yet: with room for the number, and for
// the year, too, while the day is open.
func OpenDocNumber(pattern, word string, day Date) string {
	pattern = strings.Replace(pattern, placeNumber, "　　", 1)
	if !day.Valid() {
		pattern = strings.Replace(pattern, placeYear, "　　　", 1)
	}
	return DocNumber(pattern, word, day.Year(), 0)
}

var placeInBraces = regexp.MustCompile(`\{[^{}]*\}|[{}]`)

// PatternFault says in one sentence what is wrong with a 文号 pattern, "" for a
// good one and for none.
func PatternFault(pattern string) string {
	if pattern == "" {
		return ""
	}
	for _, place := range placeInBraces.FindAllString(pattern, -1) {
		switch place {
		case placeWord, placeYear, placeNumber:
		case "{", "}":
			return "文号样式“" + pattern + "”的花括号不成对，请写成 {字}、{年}、{号}"
		default:
			return "文号样式里的“" + place + "”不认识，只能用 {字}、{年}、{号}"
		}
	}
	if n := strings.Count(pattern, placeNumber); n != 1 {
		return fmt.Sprintf("文号样式“%s”须有一个 {号}，现在有 %d 个", pattern, n)
	}
	if len([]rune(pattern)) > 40 {
		return "文号样式最多 40 字"
	}
	return ""
}

// validPapers notes the faults of the county's ways with single forms.
func (s Settings) validPapers(f *Faults) {
	seen := map[string]bool{}
	for _, p := range s.Papers {
		about, known := PaperFormOf(p.Form)
		if !known || seen[p.Form] {
			f.Add("papers", "文书设置里的“"+p.Form+"”没有这种文书，或者重复了，请刷新后再改")
			continue
		}
		seen[p.Form] = true
		if fault := PatternFault(p.Pattern); fault != "" {
			f.Add("papers."+p.Form, about.Title+"："+fault)
		}
		for _, other := range PaperForms {
			if other.Form != p.Form && p.Pattern != "" && s.Paper(other.Form).Pattern == p.Pattern {
				f.Add("papers."+p.Form, about.Title+"与"+other.Title+"的文号样式相同，两种文书会编出同一个文号，请改一个")
			}
		}
		if p.Copies < 0 || p.Copies > 99 {
			f.Add("papers."+p.Form, about.Title+"的份数填 0 到 99")
		}
		f.MaxRunes("papers."+p.Form, about.Title+"的抄送", p.CopyTo, 200)
		f.MaxRunes("papers."+p.Form, about.Title+"的签发人", p.Signer, 20)
	}
}
