package office

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// ArchiveUnit is a 机构（问题） of the scheme: a code in the 档号 and its name.
type ArchiveUnit struct {
	ID       int64  `db:"id" json:"id"`
	Code     string `db:"code" json:"code"`
	Name     string `db:"name" json:"name"`
	Position int    `db:"position" json:"position"`
}

// DefaultArchiveUnits are the program's own proposal; the county's archive sets
// its codes.
var DefaultArchiveUnits = []ArchiveUnit{
	{Code: "ZH", Name: "综合", Position: 1}, {Code: "DX", Name: "督学", Position: 2}, {Code: "DD", Name: "督导", Position: 3},
	{Code: "ZG", Name: "整改", Position: 4}, {Code: "PG", Name: "评估", Position: 5}, {Code: "TS", Name: "投诉", Position: 6},
}

// RetentionRule is a line of the 文件材料归档范围和保管期限表: where a paper goes and
// how long it is kept.
type RetentionRule struct {
	ID        int64  `db:"id" json:"id"`
	Position  int    `db:"position" json:"position"`
	Name      string `db:"name" json:"name"` // which papers, in words
	Form      string `db:"form" json:"form"` // key of the program's paper; empty for what is brought in
	Unit      string `db:"unit" json:"unit"`
	Retention string `db:"retention" json:"retention"`
	Source    string `db:"source" json:"source"`
	Official  bool   `db:"official" json:"official"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (u ArchiveUnit) Validate() error {
	var f Faults
	if !unitCode.MatchString(u.Code) {
		f.Add("code", "代码填 1 到 8 位大写字母或数字，如 DD")
	}
	f.Require("name", "机构（问题）", u.Name)
	f.MaxRunes("name", "机构（问题）", u.Name, 20)
	return f.Err()
}

var unitCode = regexp.MustCompile(`^[A-Z0-9]{1,8}$`)

// srcRetention: a unit's table is its own and is approved by the archives office
// (《档案法实施条例》第十九条); until then these are proposals.
const srcRetention = "非官方：本程序的建议值，以县档案主管部门审核同意的本单位保管期限表为准"

// DefaultRetentionRules are proposals, none of them official.
var DefaultRetentionRules = retentionRules(
	"ZH", KeepAlways, "年度要点、工作计划、工作总结", "", "年度工作要点", "plan_year", "上级文件（本单位贯彻执行的）", "",
	"ZH", Keep10, "月菜单", "plan_menu", "月督导计划", "plan_month",
	"DX", KeepAlways, "督学聘任文件、责任区划分文件", "", "聘任换届工作方案", "tenure_plan", "督学聘任文件", "tenure_decision", "督学花名册", "roster", "责任区划分公示", "zones",
	"DX", Keep30, "督学培训材料", "", "督学培训登记表", "training_record", "督学考核结果", "", "考核汇总表", "assessment_summary", "考核结果通报", "assessment_bulletin",
	"督学聘任审批表", "candidate_approval", "督学—学校对应表", "assignments", "聘书、督学证登记表", "certificates",
	"DD", KeepAlways, "督导报告、督导意见书", "",
	"DD", Keep30, "督导室月督导报告", "month", "月度统计表", "statistics", "督导通报", FormBulletin,
	"督导情况通报", FormMonthBulletin, "督导简报", FormBrief,
	"DD", Keep10, "会议纪要", FormMinutes, "公示", FormPublicNotice, "督导记录表", "visit", "督导反馈单", FormFeedback, "听课记录表", "lesson", "座谈、问卷记录", "inquiry", "会议通知、例会材料", "",
	"ZG", Keep30, "整改通知书", FormRectify, "协商意见书", FormConsult, "督办单", FormOrder, "约谈通知书", FormTalk, "问责决定书", FormAccount,
	"回访记录", "recheck", "整改台账", "ledger",
	"ZG", Keep10, "催办单", FormReminder, "学校处理情况记录表", "handling",
	"PG", KeepAlways, "评估认定的批复、证书", "",
	"PG", KeepAlways, "督导报告（专项、综合）", FormInspectionReport, "督导意见书", FormUnitLetter,
	"PG", Keep30, "专项、综合督导材料", "", "督导工作方案", "inspection_plan", "督导通知", FormInspectionNotice, "整改督办函", FormUnitOrder, "督导整改核查表", "unit_recheck",
	"TS", Keep10, "投诉举报登记表", "complaint",
	"TS", Keep30, "特殊问题办理记录单", "complaint_special",
)

// retentionRules makes lines of "unit, retention, name, form, name, form, …"; a
// unit's code begins the next group.
func retentionRules(words ...string) []RetentionRule {
	out := []RetentionRule{}
	unit, keep := "", ""
	for i := 0; i+1 < len(words); i += 2 {
		if RetentionNames[words[i+1]] != "" {
			unit, keep = words[i], words[i+1]
			continue
		}
		out = append(out, RetentionRule{Position: len(out) + 1, Name: words[i], Form: words[i+1], Unit: unit, Retention: keep, Source: srcRetention})
	}
	return out
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (r RetentionRule) Validate(units []string) error {
	var f Faults
	f.Require("name", "文件材料", r.Name)
	f.MaxRunes("name", "文件材料", r.Name, 100)
	f.Require("unit", "机构（问题）", r.Unit)
	f.OneOf("unit", "机构（问题）", r.Unit, units)
	f.Require("retention", "保管期限", r.Retention)
	f.OneOf("retention", "保管期限", r.Retention, Retentions)
	f.Require("source", "依据", strings.TrimSpace(r.Source))
	if r.Official && r.Source == srcRetention {
		f.Add("source", "这个依据不是官方文件。有审核同意的保管期限表为据时，请写明文件名称和文号")
	}
	return f.Err()
}

// ArchiveSetting is how the county makes its 档号 and fills its boxes.
type ArchiveSetting struct {
	Pattern  string  `json:"pattern"`  // 档号规则; empty means DefaultArchivePattern
	Category string  `json:"category"` // 门类代码; empty means WS, 文书
	Box      BoxRule `json:"box"`
	// ShiftX and ShiftY, in mm, move what is printed on labels: what the printer is
	// out by.
	ShiftX float64 `json:"shiftX"`
	ShiftY float64 `json:"shiftY"`
}

// Normalize fills what was never set.
func (s *ArchiveSetting) Normalize() {
	if s.Pattern == "" {
		s.Pattern = DefaultArchivePattern
	}
	if s.Category == "" {
		s.Category = "WS"
	}
	if s.Box.PageMM == 0 {
		s.Box = DefaultBoxRule
	}
	s.Box.Sizes = slices.Clone(s.Box.sizes())
}

func (s ArchiveSetting) validate(f *Faults) {
	s.Normalize()
	if fault := ArchivePatternFault(s.Pattern); fault != "" {
		f.Add("archive.pattern", fault)
	}
	if s.Category != "" && !isCode(s.Category, 6) {
		f.Add("archive.category", "门类代码填 1 到 6 位字母或数字，如 WS")
	}
	for _, shift := range []float64{s.ShiftX, s.ShiftY} {
		if shift < -20 || shift > 20 || math.Mod(shift*2, 1) != 0 {
			f.Add("archive.shift", "打印偏移填 -20 到 20 毫米，每次 0.5 毫米")
		}
	}
	if err := s.Box.Validate(); err != nil {
		f.Add("archive.box", err.Error())
	}
}

// isCode tells whether the text is a code of at most n letters and digits.
func isCode(s string, n int) bool {
	if s == "" || len(s) > n {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}) < 0
}
