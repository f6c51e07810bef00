package office

// Settings are the office's own facts and habits (督导室设置).
type Settings struct {
	OfficeName  string `json:"officeName"`  // 单位名称
	ShortName   string `json:"shortName"`   // 简称
	CountyName  string `json:"countyName"`  // 县（市、区）
	Province    string `json:"province"`    // 省份, chooses the presets
	FondsNumber string `json:"fondsNumber"` // 全宗号
	FondsName   string `json:"fondsName"`   // 全宗名称
	OfficeCode  string `json:"officeCode"`  // 机构代码
	DocWord     string `json:"docWord"`     // 发文代字, e.g. 示教督
	Address     string `json:"address"`
	Phone       string `json:"phone"`
	Hotline     string `json:"hotline"` // 监督电话
	Director    string `json:"director"`
	Archivist   string `json:"archivist"`
	ReportTo    string `json:"reportTo"` // 月报主送, e.g. 县教育局
	// MonthBoundary is the last day counted to a report month; 0 means calendar
	// months.
	MonthBoundary int  `json:"monthBoundary"`
	RedHead       bool `json:"redHead"` // 月报用红头
	// ExemptMonths are the months of the year without required visits, e.g. 7, 8.
	ExemptMonths []int `json:"exemptMonths"`
	// Sample marks the made-up county: every paper says 示例.
	Sample bool `json:"sample"`
	// BackupDir is where the backups are put a second time, e.g. a U-disk; empty for
	// nowhere.
	BackupDir string `json:"backupDir"`
	// Papers are the county's own ways with single forms; a form that is not
	// named here goes by the defaults.
	Papers []PaperSetting `json:"papers"`
	// Plate is how the county makes its 公示牌.
	Plate PlateSetting `json:"plate"`
	// Archive is how it makes its 档号 and fills its boxes.
	Archive ArchiveSetting `json:"archive"`
}

// PaperSetting is how the county issues one form (文书): its 文号, who signs, how
// many copies.
type PaperSetting struct {
	Form string `json:"form"` // key of the form, e.g. notice
	// Pattern makes the 文号: {字} is 发文代字, {年} the year, {号} the running
	// number, e.g. {字}改〔{年}〕{号}号.
	Pattern string `json:"pattern"`
	Signer  string `json:"signer"` // 签发人
	Copies  int    `json:"copies"` // 份数
	CopyTo  string `json:"copyTo"` // 抄送
	// RedHead prints a letter under a red head (红头).
	RedHead bool `json:"redHead"`
}

// Paper returns the county's ways with a form, the program's own where the
// county has settled none.
func (s Settings) Paper(form string) PaperSetting {
	for _, p := range s.Papers {
		if p.Form == form {
			return p
		}
	}
	own, _ := PaperFormOf(form)
	return PaperSetting{Form: form, Pattern: own.Pattern, Copies: own.Copies, RedHead: own.RedHead}
}

// DefaultSettings are those of an office that has set nothing yet.
func DefaultSettings() Settings {
	return Settings{OfficeName: "县人民政府教育督导室", ShortName: "督导室", ReportTo: "县教育局",
		ExemptMonths: []int{}, Papers: []PaperSetting{}}
}

// Normalize makes empty lists of those that were never set.
func (s *Settings) Normalize() {
	s.ExemptMonths = nonNil(s.ExemptMonths)
	s.Papers = nonNil(s.Papers)
	s.Archive.Normalize()
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (s Settings) Validate() error {
	var f Faults
	f.Require("officeName", "单位名称", s.OfficeName)
	if s.MonthBoundary < 0 || s.MonthBoundary > 27 {
		f.Add("monthBoundary", "月界日填 0（自然月）或 1 到 27")
	}
	for _, m := range s.ExemptMonths {
		if m < 1 || m > 12 {
			f.Add("exemptMonths", "免督导月份填 1 到 12")
		}
	}
	s.validPapers(&f)
	s.Plate.validate(&f)
	s.Archive.validate(&f)
	return f.Err()
}

// Exempt tells whether no visit is required in the month.
func (s Settings) Exempt(m Month) bool {
	for _, n := range s.ExemptMonths {
		if n == m.Number() {
			return true
		}
	}
	return false
}
