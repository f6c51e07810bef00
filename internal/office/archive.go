package office

import (
	"slices"
	"strings"
)

// The 保管期限 of DA/T 22-2015, by their codes.
const (
	KeepAlways = "Y"   // 永久
	Keep30     = "D30" // 定期30年
	Keep10     = "D10" // 定期10年
)

// Retentions are the 保管期限 from the longest, RetentionNames their names.
var (
	Retentions     = []string{KeepAlways, Keep30, Keep10}
	RetentionNames = map[string]string{KeepAlways: "永久", Keep30: "30年", Keep10: "10年"}
)

// Secrecies are the 密级 an archive item may have; empty means none.
var Secrecies = []string{"", "内部", "秘密", "机密", "绝密"}

// ArchiveItem is 归档文件: one document (件) that is kept, on paper, as a file or
// both. DA/T 22-2015, 3.1 and 5.1.
type ArchiveItem struct {
	ID        int64  `db:"id" json:"id"`
	Code      string `db:"code" json:"code"` // 档号, empty until numbered
	Year      int    `db:"year" json:"year"` // 年度
	Category  string `db:"category" json:"category"`
	Retention string `db:"retention" json:"retention"`
	Unit      string `db:"unit" json:"unit"` // 机构（问题）代码
	Number    int    `db:"number" json:"number"`
	Title     string `db:"title" json:"title"`
	DocNumber string `db:"doc_number" json:"docNumber"` // 文号
	Author    string `db:"author" json:"author"`        // 责任者
	DatedOn   Date   `db:"dated_on" json:"datedOn"`     // 成文日期, not the day of filing
	Secrecy   string `db:"secrecy" json:"secrecy"`
	Pages     int    `db:"pages" json:"pages"`
	// Form and Source are what it was made from: a paper of the program, of the
	// record; empty and 0 for a file brought in.
	Form       string `db:"form" json:"form"`
	SourceKind string `db:"source_kind" json:"sourceKind"`
	SourceID   int64  `db:"source_id" json:"sourceId"`
	// SourceKey is the id that the program's paper was printed by, e.g. 2026-03 of a
	// month's report: one paper is filed once.
	SourceKey string `db:"source_key" json:"sourceKey"`
	// HasPaper tells that it lies in its box on paper; what it has as files hangs on
	// it as attachments.
	HasPaper  bool   `db:"has_paper" json:"hasPaper"`
	BoxID     int64  `db:"box_id" json:"boxId"`
	Note      string `db:"note" json:"note"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// ArchiveClass is the lowest class of the scheme (最低一级类目), in which the 件号
// run from 1. DA/T 22-2015, 5.2 and 5.4.
type ArchiveClass struct {
	Year      int    `json:"year"`
	Category  string `json:"category"`
	Retention string `json:"retention"`
	Unit      string `json:"unit"`
}

// Class is the item's class.
func (a ArchiveItem) Class() ArchiveClass {
	return ArchiveClass{a.Year, a.Category, a.Retention, a.Unit}
}

// Normalize trims the texts.
func (a *ArchiveItem) Normalize() {
	for _, s := range []*string{&a.Title, &a.DocNumber, &a.Author, &a.Note, &a.Unit, &a.Category} {
		*s = strings.TrimSpace(*s)
	}
	if a.Year == 0 && a.DatedOn.Valid() {
		a.Year = a.DatedOn.Year()
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field. units
// are the codes of the county's 机构（问题）.
func (a ArchiveItem) Validate(units []string) error {
	var f Faults
	f.Require("title", "题名", a.Title)
	f.MaxRunes("title", "题名", a.Title, 300)
	f.Require("datedOn", "成文日期", string(a.DatedOn))
	f.Date("datedOn", "成文日期", a.DatedOn)
	if a.Year < 1900 || a.Year > 2999 {
		f.Add("year", "年度填四位年份，如 2026")
	}
	f.Require("retention", "保管期限", a.Retention)
	f.OneOf("retention", "保管期限", a.Retention, Retentions)
	f.Require("unit", "机构（问题）", a.Unit)
	f.OneOf("unit", "机构（问题）", a.Unit, units)
	if !slices.Contains(Secrecies, a.Secrecy) {
		f.Add("secrecy", "密级“"+a.Secrecy+"”不在可选范围，请选：内部、秘密、机密、绝密，或不选")
	}
	if a.Pages < 0 || a.Pages > 9999 {
		f.Add("pages", "页数填 0 到 9999")
	}
	f.MaxRunes("docNumber", "文号", a.DocNumber, 60)
	f.MaxRunes("author", "责任者", a.Author, 100)
	f.MaxRunes("note", "备注", a.Note, 500)
	return f.Err()
}

// byNumber is the order of the items of a class: those numbered as they stand,
// then the new ones by their day.
func byNumber(a, b ArchiveItem) int {
	switch {
	case a.Number == b.Number:
		if a.Number == 0 && a.DatedOn != b.DatedOn {
			return strings.Compare(string(a.DatedOn), string(b.DatedOn))
		}
		return int(a.ID - b.ID)
	case a.Number == 0:
		return 1
	case b.Number == 0:
		return -1
	}
	return a.Number - b.Number
}

// Numbered gives the items of one class their 件号, without a gap from 1: those
// before the first gap keep theirs, a new one gets the next. It returns the items
// whose number changed; on paper they need a new 归档章.
func Numbered(class []ArchiveItem) []ArchiveItem {
	sorted := slices.SortedStableFunc(slices.Values(class), byNumber)
	changed := []ArchiveItem{}
	for i, item := range sorted {
		if item.Number != i+1 {
			item.Number = i + 1
			changed = append(changed, item)
		}
	}
	return changed
}

// NumberFault is what is wrong with the 件号 of a class: those missing (漏号) and
// those given twice (重号).
type NumberFault struct {
	Class   ArchiveClass `json:"class"`
	Missing []int        `json:"missing"`
	Doubled []int        `json:"doubled"`
}

// NumberFaults looks the 件号 of all classes over; items without one are not
// numbered yet and no fault.
func NumberFaults(items []ArchiveItem) []NumberFault {
	classes := map[ArchiveClass][]int{}
	for _, a := range items {
		if a.Number > 0 {
			classes[a.Class()] = append(classes[a.Class()], a.Number)
		}
	}
	faults := []NumberFault{}
	for class, numbers := range classes {
		slices.Sort(numbers)
		fault := NumberFault{Class: class, Missing: []int{}, Doubled: []int{}}
		next := 1
		for i, n := range numbers {
			if i > 0 && n == numbers[i-1] {
				if !slices.Contains(fault.Doubled, n) {
					fault.Doubled = append(fault.Doubled, n)
				}
				continue
			}
			for ; next < n; next++ {
				fault.Missing = append(fault.Missing, next)
			}
			next = n + 1
		}
		if len(fault.Missing)+len(fault.Doubled) > 0 {
			faults = append(faults, fault)
		}
	}
	slices.SortFunc(faults, func(a, b NumberFault) int { return compareClass(a.Class, b.Class) })
	return faults
}

// compareClass orders classes by year, 保管期限 from the longest, 机构（问题）.
func compareClass(a, b ArchiveClass) int {
	if a.Year != b.Year {
		return a.Year - b.Year
	}
	if a.Retention != b.Retention {
		return slices.Index(Retentions, a.Retention) - slices.Index(Retentions, b.Retention)
	}
	if a.Unit != b.Unit {
		return strings.Compare(a.Unit, b.Unit)
	}
	return strings.Compare(a.Category, b.Category)
}
