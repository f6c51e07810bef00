package office

// TrayItem is a paper that was brought in and waits to be told which record it
// belongs to (待归扫描件).
type TrayItem struct {
	ID        int64  `db:"id" json:"id"`
	Title     string `db:"title" json:"title"`
	Reason    string `db:"reason" json:"reason"` // why it waits
	Source    string `db:"source" json:"source"` // the file it came in, with its folders
	Pages     string `db:"pages" json:"pages"`   // of that file, e.g. 3–4
	DatedOn   Date   `db:"dated_on" json:"datedOn"`
	DocNumber string `db:"doc_number" json:"docNumber"`
	// Hint is by what its record is looked for first: a school, a number.
	Hint string `db:"hint" json:"hint"`
	// SuggestKind and SuggestID are the record it probably belongs to; 0 for none.
	SuggestKind string `db:"suggest_kind" json:"suggestKind"`
	SuggestID   int64  `db:"suggest_id" json:"suggestId"`
	ReceivedOn  Date   `db:"received_on" json:"receivedOn"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (x TrayItem) Validate() error {
	var f Faults
	f.MaxRunes("title", "名称", x.Title, 200)
	if x.DatedOn != "" && !x.DatedOn.Valid() {
		f.Add("datedOn", "日期请写成 2026-03-12")
	}
	return f.Err()
}

// TrayKind is the kind of the tray's papers, as owners of their files.
const TrayKind = "tray"

// ScanSource is a file that was brought in (已收文件).
type ScanSource struct {
	ID      int64  `db:"id" json:"id"`
	SHA256  string `db:"sha256" json:"sha256"`
	Name    string `db:"name" json:"name"`
	Pages   int    `db:"pages" json:"pages"`
	TakenOn Date   `db:"taken_on" json:"takenOn"`
}

// The keys of the numbers that scans go by.
const (
	RuleTrayDays = "scan.tray_days"
	RuleBlankInk = "scan.blank_ink"
)

// scanRules are the numbers that scans go by.
var scanRules = []Rule{
	{RuleTrayDays, "待归扫描件放多少天以上提醒", 7, "天", srcOwn, false, "2013-09-17"},
	{RuleBlankInk, "扫描页墨迹不超过多少算空白页并去掉（0 为空白页也保留）", 4, "‱", srcOwn, false, "2013-09-17"},
}
