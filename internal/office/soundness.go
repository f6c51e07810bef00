package office

import (
	"fmt"
	"slices"
	"strings"
)

// The four of 四性检测. DA/T 70-2018 gives the words; what is looked at under each is
// this program's own list.
const (
	SoundTrue   = "真实性"
	SoundWhole  = "完整性"
	SoundUsable = "可用性"
	SoundSafe   = "安全性"
)

// SoundGroups are the four, in their order.
var SoundGroups = []string{SoundTrue, SoundWhole, SoundUsable, SoundSafe}

// SoundBasis says on the paper what stands behind the report.
const SoundBasis = "“四性”的名称取自 DA/T 70-2018；以下检测项目是本程序自定的（非官方），不代表该标准的全部要求。"

// SoundList says what is really looked at under each of the four.
var SoundList = map[string][]string{
	SoundTrue:   {"附件的文件还在，字节数与登记时相同", "按 SHA-256 重新计算，与登记时相同"},
	SoundWhole:  {"目录所列的题名、责任者、成文日期、页数齐全", "有电子文件，能数页数的与目录的页数相符"},
	SoundUsable: {"PDF 能打开并读出每一页，图片能完整解码，Word、Excel 能解包", "格式适合长期保存（PDF、JPG、PNG）"},
	SoundSafe:   {"没有加密，没有宏、脚本、内嵌文件等会自己动作的内容", "最近一次完整备份里有这个文件"},
}

// SoundBinderList is SoundList of an inspection binder: it goes to others, whom the
// office's backups do not concern.
var SoundBinderList = map[string][]string{
	SoundTrue:   SoundList[SoundTrue],
	SoundWhole:  {"每件材料都有题名和成文日期", "每件材料都有电子文件或本程序生成的文书，能数页数的与登记时相符"},
	SoundUsable: append(slices.Clone(SoundList[SoundUsable]), "本程序的文书都能生成"),
	SoundSafe:   SoundList[SoundSafe][:1],
}

// LongTermFormats are the MIME types that are kept as they are; not an official
// list.
var LongTermFormats = []string{"application/pdf", "image/jpeg", "image/png"}

// SoundFault is one thing that a check found wrong.
type SoundFault struct {
	Group string `json:"group"` // one of SoundGroups
	File  string `json:"file"`  // empty when it is of the item
	Text  string `json:"text"`
}

// SoundRow is one archive item, or one file outside the catalogue, with what the
// checks found.
type SoundRow struct {
	ItemID int64        `json:"itemId"`
	Code   string       `json:"code"`
	Title  string       `json:"title"`
	Box    string       `json:"box"`
	Files  int          `json:"files"`
	Bytes  int64        `json:"bytes"`
	Faults []SoundFault `json:"faults"`
}

// Result is 通过 or 不通过 of one of the four, 无文件 of an item without any file.
func (r SoundRow) Result(group string) string {
	switch {
	case slices.ContainsFunc(r.Faults, func(f SoundFault) bool { return f.Group == group }):
		return "不通过"
	case r.Files == 0:
		return "无文件"
	}
	return "通过"
}

// Says are the faults in one text.
func (r SoundRow) Says() string {
	parts := []string{}
	for _, f := range r.Faults {
		text := f.Text
		if f.File != "" && r.Files > 1 {
			text = f.File + "：" + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "；")
}

// SoundSum counts the items of a report by one of the four.
type SoundSum struct {
	Group  string `json:"group"`
	Passed int    `json:"passed"`
	Failed int    `json:"failed"`
	None   int    `json:"none"` // items without a file
}

// SoundSums counts the rows by the four.
func SoundSums(rows []SoundRow) []SoundSum {
	out := []SoundSum{}
	for _, g := range SoundGroups {
		sum := SoundSum{Group: g}
		for _, r := range rows {
			switch r.Result(g) {
			case "通过":
				sum.Passed++
			case "不通过":
				sum.Failed++
			default:
				sum.None++
			}
		}
		out = append(out, sum)
	}
	return out
}

// CatalogueFaults are what the catalogue itself lacks of an item, and what its files
// do not bear out. pages are those of each file, 0 for one that has none to count.
func CatalogueFaults(a ArchiveItem, pages []int) []SoundFault {
	faults := []SoundFault{}
	add := func(text string) { faults = append(faults, SoundFault{Group: SoundWhole, Text: text}) }
	lacks := []string{}
	for _, x := range []struct {
		name  string
		empty bool
	}{{"档号", a.Code == ""}, {"题名", a.Title == ""}, {"责任者", a.Author == ""}, {"成文日期", !a.DatedOn.Valid()}, {"页数", a.Pages == 0}} {
		if x.empty {
			lacks = append(lacks, x.name)
		}
	}
	if len(lacks) > 0 {
		add("目录缺" + strings.Join(lacks, "、"))
	}
	if len(pages) == 0 {
		add("没有电子文件")
		return faults
	}
	sum := 0
	for _, n := range pages {
		if n == 0 {
			return faults // Word and Excel have as many pages as they print
		}
		sum += n
	}
	if a.Pages > 0 && sum != a.Pages && !slices.Contains(pages, a.Pages) {
		add(fmt.Sprintf("目录 %d 页，电子文件 %d 页", a.Pages, sum))
	}
	return faults
}
