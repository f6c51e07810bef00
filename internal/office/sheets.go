package office

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The sheets that the program adds to a workbook that goes out to an inspector.
const (
	GuideSheet = "说明"
	StampSheet = "督导台账信息"
	// StampName is the defined name that holds the stamp once more: a workbook that
	// was saved again may have lost its hidden sheet.
	StampName = "dudao_stamp"
)

// RuleSheetDays is how long after the month's last day a sheet may come back.
const RuleSheetDays = "sheets.return_days"

var sheetRules = []Rule{
	{RuleSheetDays, "督导记录表交回的期限（月末后）", 3, "天", srcOwn, false, "2013-09-17"},
}

// SheetStamp says in a workbook which of the sheets that went out it is (版本戳).
type SheetStamp struct {
	Office    string
	Month     Month
	Inspector int64
	Sheet     int64
	Token     string
	Number    int // 发出序号, from 1 for each inspector and month
	MadeAt    string
}

const stampMark = "督导台账表格|1"

func (s SheetStamp) String() string {
	return strings.Join([]string{stampMark, s.Office, string(s.Month), strconv.FormatInt(s.Inspector, 10), strconv.FormatInt(s.Sheet, 10), s.Token, strconv.Itoa(s.Number), s.MadeAt}, "|")
}

// ParseSheetStamp reads a stamp.
func ParseSheetStamp(text string) (SheetStamp, bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), stampMark+"|")
	parts := strings.Split(rest, "|")
	if !ok || len(parts) != 7 {
		return SheetStamp{}, false
	}
	s := SheetStamp{Office: parts[0], Month: Month(parts[1]), Token: parts[4], MadeAt: parts[6]}
	var errs [3]error
	s.Inspector, errs[0] = strconv.ParseInt(parts[2], 10, 64)
	s.Sheet, errs[1] = strconv.ParseInt(parts[3], 10, 64)
	s.Number, errs[2] = strconv.Atoi(parts[5])
	return s, errs[0] == nil && errs[1] == nil && errs[2] == nil && s.Month.Valid() && s.Token != ""
}

// SheetPart is one of the lists in a workbook that goes out: which columns of
// its layout it shows.
type SheetPart struct {
	Kind   Kind
	Name   string // of the sheet
	Fields []string
	// Fixed columns cannot be written in where the row is about a record.
	Fixed []string
	// Empty is how many empty rows stand below.
	Empty int
	Hint  string // what stands above the list
}

// SheetParts are the lists of every workbook, in the order in which they are
// merged: a lesson and a problem belong to the visit of their day.
var SheetParts = []SheetPart{
	{Kind: KindVisits, Name: "督导记录", Empty: 12,
		Fields: []string{"date", "session", "school", "kind", "matters", "methods", "content", "highlights", "problems", "disposal", "dueOn", "advice", "lessonCount", "paperCount", "talkCount", "surveyCount", "feedbackOn"},
		Fixed:  []string{"school"},
		Hint:   "每进校一次填一行：黄色的格子都可以填。学校已经列好，没去的不用管；一所学校去了两次，第二次填在下面的空行。"},
	{Kind: KindLessons, Name: "听课记录", Empty: 25,
		Fields: []string{"date", "school", "class", "subject", "teacher", "topic", "rating", "highlights", "advice"},
		Fixed:  []string{"school"},
		Hint:   "每听一节课填一行：日期、学校、班级、学科、教师必填；评价填 1 到 5，5 最好。"},
	{Kind: KindFindings, Name: "问题", Empty: 15,
		Fields: []string{"number", "school", "foundOn", "matter", "content", "level", "measures", "dueOn", "reportedOn", "recheckOn", "recheck", "note"},
		Fixed:  []string{"number", "school", "foundOn", "matter", "content", "level", "measures", "dueOn"},
		Hint:   "上面是还没销号的问题，只填后四列：学校报告日期、回访日期、核查结论，核查情况写在备注里。一次督导发现几个问题的，在下面的空行逐条写。"},
}

// Layout returns the layout of the part's kind.
func (p SheetPart) Layout() Layout {
	for _, l := range Layouts() {
		if l.Kind == p.Kind {
			return l
		}
	}
	return Layout{}
}

// OutSheet is a workbook that goes out to one inspector (督导记录表).
type OutSheet struct {
	Stamp    SheetStamp
	Name     string // the inspector's
	Office   string // to whom it is returned
	Phone    string
	DueOn    Date
	Period   Period
	Sample   bool
	Schools  []string
	Matters  []string
	Contents SheetContent
}

// FileName is what the workbook is called: 2026-04 督导记录表 姓名.xlsx.
func (o OutSheet) FileName() string {
	name := string(o.Stamp.Month) + " 督导记录表 " + o.Name
	if o.Stamp.Number > 1 {
		name += "（第" + strconv.Itoa(o.Stamp.Number) + "次）"
	}
	return name + ".xlsx"
}

// SheetContent is what stood in the lists of a workbook, when it went out or
// when it came back.
type SheetContent struct {
	Rows []ContentRow `json:"rows"`
}

// ContentRow is one row of a list. Slot is its hidden id: that of a record
// (SheetID), or of a row that waits to be filled (SlotID).
type ContentRow struct {
	Kind  Kind                 `json:"kind"`
	Slot  string               `json:"slot"`
	Row   int                  `json:"row"`
	Cells map[string]SheetCell `json:"cells"`
}

// Hash tells two contents apart by what they say: not by where it stands, nor
// by the program that saved it.
func (c SheetContent) Hash() string {
	lines := []string{}
	for _, r := range c.Rows {
		keys := []string{}
		for key, cell := range r.Cells {
			if text := CleanLong(cell.Text); text != "" {
				keys = append(keys, fmt.Sprintf("%s=%q", key, text))
			}
		}
		if len(keys) == 0 {
			continue
		}
		slices.Sort(keys)
		lines = append(lines, fmt.Sprintf("%s %s %s", r.Kind, r.Slot, strings.Join(keys, " ")))
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:])
}

// Of returns the row of the slot.
func (c SheetContent) Of(kind Kind, slot string) (ContentRow, bool) {
	for _, r := range c.Rows {
		if r.Kind == kind && r.Slot == slot {
			return r, true
		}
	}
	return ContentRow{}, false
}

// SlotID is the hidden id of the n-th row that waits to be filled; no SheetID
// reads so.
func SlotID(uid string, kind Kind, n int) string { return fmt.Sprintf("%s:%s:空%d", uid, kind, n) }

// SameCell tells whether two cells of the field say the same, if in other words.
func (f *Field) SameCell(a, b SheetCell) bool {
	if CleanLong(a.Text) == CleanLong(b.Text) {
		return true
	}
	x, faultX := parseCell(f, a, YearHint{})
	y, faultY := parseCell(f, b, YearHint{})
	if faultX != "" || faultY != "" || x.Set != y.Set {
		return false
	}
	if f.Type == TypeNames {
		return slices.Equal(x.Names, y.Names)
	}
	return x.Text == y.Text && x.Int == y.Int
}

// Settled is what becomes of one cell when what went out, what the records say
// now and what came back are laid beside each other.
type Settled struct {
	// Take is the cell that is written; nil leaves the record as it is.
	Take *SheetCell
	// Rivals are the returned values that cannot be taken without being chosen:
	// the record was changed, too, or two copies say different things.
	Rivals []SheetCell
}

// Settle lays the three sides of one cell beside each other. came are the
// values that came back, in any order; those equal to base say nothing.
func (f *Field) Settle(base, ours SheetCell, came []SheetCell) Settled {
	rivals := []SheetCell{}
	for _, c := range came {
		known := func(r SheetCell) bool { return f.SameCell(r, c) }
		if !f.SameCell(base, c) && !slices.ContainsFunc(rivals, known) {
			rivals = append(rivals, c)
		}
	}
	switch {
	case len(rivals) == 0, len(rivals) == 1 && f.SameCell(ours, rivals[0]):
		return Settled{}
	case len(rivals) == 1 && f.SameCell(base, ours):
		return Settled{Take: &rivals[0]}
	}
	slices.SortFunc(rivals, func(a, b SheetCell) int { return strings.Compare(a.Text, b.Text) })
	return Settled{Rivals: rivals}
}

// Conflict is one field that the records and a returned sheet, or two returned
// copies, changed to different values (冲突). It waits until one is chosen.
type Conflict struct {
	Key     string   `json:"key"` // names it in a choice
	Kind    Kind     `json:"kind"`
	Title   string   `json:"title"` // of the record or row
	Field   string   `json:"field"`
	Heading string   `json:"heading"`
	Base    string   `json:"base"`   // 发出时
	Ours    string   `json:"ours"`   // 台账现在
	Theirs  []string `json:"theirs"` // 表里填的
	// Files are the returned files that say Theirs, beside it.
	Files []string `json:"files"`
	// Chosen is -1 for the records' value, else a place in Theirs; ChooseLater
	// leaves it waiting.
	Chosen int `json:"chosen"`
}

// What can be chosen for a conflict besides a place in Theirs.
const (
	ChooseOurs  = -1
	ChooseLater = -2
	// For all conflicts at once.
	AllOurs   = "ours"
	AllTheirs = "theirs"
)

// The states of a file in a merge.
const (
	FileMerged    = "已合并"
	FileUnchanged = "未变"
	FileDouble    = "重复"
	FileRefused   = "不能合并"
)

// MergedFile is what a merge did with one file.
type MergedFile struct {
	File      string `json:"file"`
	State     string `json:"state"`
	Reason    string `json:"reason"`
	Inspector string `json:"inspector"`
	SheetID   int64  `json:"sheetId"`
	Hash      string `json:"hash"`
	Added     int    `json:"added"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Conflicts int    `json:"conflicts"`
	Failed    int    `json:"failed"`
}

// MergeResult is the outcome of a merge or of its rehearsal. Read is always
// Added + Updated + Unchanged + Held + Failed; Held rows wait for a choice and
// nothing of them was written.
type MergeResult struct {
	ID        int64        `json:"id"` // the change set that Undo takes back
	Month     Month        `json:"month"`
	Files     []MergedFile `json:"files"`
	Read      int          `json:"read"`
	Added     int          `json:"added"`
	Updated   int          `json:"updated"`
	Unchanged int          `json:"unchanged"`
	Held      int          `json:"held"`
	Failed    int          `json:"failed"`
	Conflicts []Conflict   `json:"conflicts"`
	Verdicts  []MergedRow  `json:"verdicts"`
	Notes     []string     `json:"notes"`
}

// MergedRow is what a merge did with one row, and which file it stands in.
type MergedRow struct {
	RowVerdict
	File string `json:"file"`
	Kind Kind   `json:"kind"`
}

// Add notes the verdict of one row.
func (r *MergeResult) Add(v MergedRow) {
	v.Faults, v.Warnings = nonNil(v.Faults), nonNil(v.Warnings)
	r.Read++
	switch v.State {
	case RowAdded:
		r.Added++
	case RowUpdated:
		r.Updated++
	case RowUnchanged:
		r.Unchanged++
	case RowHeld:
		r.Held++
	default:
		r.Failed++
	}
	r.Verdicts = append(r.Verdicts, v)
}

// Waiting counts the conflicts that nothing was chosen for.
func (r *MergeResult) Waiting() int {
	n := 0
	for _, c := range r.Conflicts {
		if c.Chosen == ChooseLater {
			n++
		}
	}
	return n
}

// The states of an inspector's sheet of a month.
const (
	SheetNotMade  = "未发出"
	SheetOut      = "已发出"
	SheetBack     = "已收回"
	SheetConflict = "有冲突"
	SheetFaulty   = "有错误"
)

// ReturnedSheet is one workbook that came back, as read.
type ReturnedSheet struct {
	File    string
	Stamp   SheetStamp
	Content SheetContent
	// Trouble tells why the file cannot be merged; empty when it can.
	Trouble string
}

// MergeMonth is the month that a merge is about when none is named: that of most
// of the sheets, the later one of two.
func MergeMonth(sheets []ReturnedSheet) Month {
	count := map[Month]int{}
	for _, r := range sheets {
		if r.Trouble == "" {
			count[r.Stamp.Month]++
		}
	}
	var best Month
	for m, n := range count {
		if n > count[best] || n == count[best] && m > best {
			best = m
		}
	}
	return best
}

// RemindText is what is sent to those who have not returned their sheet (催交).
func RemindText(month Month, due, today Date, names []string, office string) string {
	until := "请于" + due.Chinese() + "前填好"
	if today > due {
		until = "交回期限" + due.Chinese() + "已过，请尽快填好"
	}
	const ask = "；没有进校的也请把表原样发回并说明原因。谢谢！"
	if len(names) == 1 {
		return fmt.Sprintf("%s督学：您好！%s的督导记录表还没有收到，%s发回%s%s", names[0], month.Chinese(), until, office, ask)
	}
	return fmt.Sprintf("各位督学：%s的督导记录表，以下 %d 位还没有交回：%s。%s发回%s%s", month.Chinese(), len(names), strings.Join(names, "、"), until, office, ask)
}
