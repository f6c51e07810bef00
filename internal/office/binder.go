package office

import (
	"fmt"
	"slices"
	"strings"
)

// Binder is 迎检册: one that was made. Its manifests' sums tell whether a copy that
// comes back is still the same.
type Binder struct {
	ID             int64  `db:"id" json:"id"`
	EvaluationID   int64  `db:"evaluation_id" json:"evaluationId"`
	Title          string `db:"title" json:"title"`
	MadeAt         string `db:"made_at" json:"madeAt"`
	Folder         string `db:"folder" json:"folder"` // its name, never a path
	ManifestSHA256 string `db:"manifest_sha256" json:"manifestSha256"`
	TagSHA256      string `db:"tag_sha256" json:"tagSha256"`
	Files          int    `db:"files" json:"files"`
	Bytes          int64  `db:"bytes" json:"bytes"`
	Pages          int    `db:"pages" json:"pages"`
	Items          int    `db:"items" json:"items"`
	Gaps           int    `db:"gaps" json:"gaps"`
}

// StandardBox is one box of a standard's 分盒方案: which points lie in it.
type StandardBox struct {
	ID         int64  `db:"id" json:"id"`
	StandardID int64  `db:"standard_id" json:"standardId"`
	Position   int    `db:"position" json:"position"`
	Code       string `db:"code" json:"code"`
	Title      string `db:"title" json:"title"`
	Codes      string `db:"codes" json:"codes"` // of points or headings, parted by 、
}

// holds tells whether the box is meant for the point: one of the codes is its own
// or that of a heading above it.
func (b StandardBox) holds(codes []string) bool {
	return slices.ContainsFunc(b.list(), func(c string) bool { return slices.Contains(codes, c) })
}

func (b StandardBox) list() []string {
	return strings.FieldsFunc(b.Codes, func(r rune) bool { return strings.ContainsRune("、，, ;；\n", r) })
}

// DefaultBoxes is the program's own 分盒方案 of a standard by its short name, no
// text asks for it; none for a standard whose boxes follow its headings.
func DefaultBoxes(key string) []StandardBox {
	boxes := []StandardBox{}
	if key != StandardCounty {
		return boxes
	}
	for _, x := range [][3]string{
		{"1-1", "机构与领导", "1-1、1-2、1-3、1-4"}, {"1-2", "研究部署", "1-5"},
		{"2-1", "责任区制度与划分", "2-1"}, {"2-2", "督学管理制度", "2-2、2-3、2-4、2-5、2-6"}, {"2-3", "督导工作制度", "2-7"},
		{"3-1", "督学聘任与登记", "3-1、3-2、3-3、3-4"}, {"3-2", "督学培训", "3-5"},
		{"4-1", "公示牌与证件手册", "4-1、4-2"}, {"4-2", "计划", "4-3"}, {"4-3", "督导记录", "4-4、4-5、4-6"}, {"4-4", "督导报告", "4-7"}, {"4-5", "投诉举报", "4-8"},
		{"5-1", "经费与条件", "5"}, {"6-1", "信息化与创新", "6"}, {"7-1", "整改", "7"}, {"8-1", "结果运用", "8"},
	} {
		boxes = append(boxes, StandardBox{Position: len(boxes) + 1, Code: x[0], Title: x[1], Codes: x[2]})
	}
	return boxes
}

// ValidateBoxes trims the boxes of a standard and notes what is wrong with them.
func ValidateBoxes(s Standard, boxes []StandardBox) error {
	var f Faults
	known, given, codes := map[string]bool{}, map[string]string{}, map[string]bool{}
	for _, x := range s.Indicators {
		known[x.Code] = x.Code != ""
	}
	for i := range boxes {
		b := &boxes[i]
		b.Code, b.Title, b.Codes = strings.TrimSpace(b.Code), strings.TrimSpace(b.Title), strings.Join(b.list(), "、")
		b.StandardID, b.Position = s.ID, i+1
		at, key := fmt.Sprintf("第 %d 盒", i+1), fmt.Sprintf("boxes.%d", i)
		if b.Code == "" || b.Title == "" || b.Codes == "" {
			f.Add(key, at+"要有盒号、盒名和指标编码，请填写或删去这一行")
		}
		if codes[b.Code] {
			f.Add(key, at+"的盒号“"+b.Code+"”与前面重复，请改一个")
		}
		codes[b.Code] = true
		f.MaxRunes(key, at+"的盒号", b.Code, 12)
		f.MaxRunes(key, at+"的盒名", b.Title, longestBoxTitle)
		for _, c := range b.list() {
			switch {
			case !known[c]:
				f.Add(key, at+"的指标编码“"+c+"”不在这个标准里，请改正")
			case given[c] != "":
				f.Add(key, at+"的指标编码“"+c+"”已经在盒 "+given[c]+" 里，请只留一处")
			default:
				given[c] = b.Code
			}
		}
	}
	return f.Err()
}
