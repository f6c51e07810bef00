package office

import (
	"math"
	"slices"
)

// ArchiveBox is 档案盒. Its number is a place on the shelf and says nothing of
// what lies in it. DA/T 22-2015, 6.4 and 6.5.
type ArchiveBox struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"` // 盒号
	Year       int    `db:"year" json:"year"`
	Retention  string `db:"retention" json:"retention"`
	Unit       string `db:"unit" json:"unit"`
	Thickness  int    `db:"thickness" json:"thickness"` // of the spine, in mm
	Place      string `db:"place" json:"place"`         // 柜架位置
	State      string `db:"state" json:"state"`         // 件数、缺损情况, for the 备考表
	ArrangedBy string `db:"arranged_by" json:"arrangedBy"`
	ArrangedOn Date   `db:"arranged_on" json:"arrangedOn"`
	CheckedBy  string `db:"checked_by" json:"checkedBy"`
	CheckedOn  Date   `db:"checked_on" json:"checkedOn"`
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// BoxSizes are the spines of boxes in mm. DA/T 22-2015, 6.4.
var BoxSizes = []int{20, 30, 40, 50}

// BoxRule is how thick papers lie in a box. No text gives these numbers: they
// are the office's own, measured on its own paper.
type BoxRule struct {
	PageMM float64 `json:"pageMm"` // what one page adds, in mm: half a sheet when printed on both sides
	ItemMM float64 `json:"itemMm"` // what an item adds besides, its cover
	Full   float64 `json:"full"`   // the part of a spine that may be filled, e.g. 0.8
	Usual  int     `json:"usual"`  // the spine filled first, in mm
	Sizes  []int   `json:"sizes"`  // the spines the office has boxes of; empty means all
}

// DefaultBoxRule is an unmeasured start.
var DefaultBoxRule = BoxRule{PageMM: 0.1, ItemMM: 0.1, Full: 0.8, Usual: 40}

// thick is what the items take in a box, in mm.
func (r BoxRule) thick(items []ArchiveItem) float64 {
	pages := 0
	for _, a := range items {
		pages += a.Pages
	}
	return r.thickOf(pages, len(items))
}

func (r BoxRule) thickOf(pages, items int) float64 {
	return float64(pages)*r.PageMM + float64(items)*r.ItemMM
}

// holds is what a spine of the size takes, in mm.
func (r BoxRule) holds(size int) float64 { return float64(size) * r.Full }

// PlannedBox is a box that does not exist yet: its items in their order and the
// thinnest spine that takes them. Over tells that even the thickest does not: a
// single item too thick for any box.
type PlannedBox struct {
	Year      int
	Retention string
	Unit      string
	Thickness int
	Items     []ArchiveItem
	Over      bool
}

// PlanBoxes lays the items into boxes in the order of their 件号. Different
// years, 保管期限 and 机构（问题） never share one. DA/T 22-2015, 6.4.
func PlanBoxes(items []ArchiveItem, r BoxRule) []PlannedBox {
	sorted := slices.SortedStableFunc(slices.Values(items), func(a, b ArchiveItem) int {
		if c := compareClass(a.Class(), b.Class()); c != 0 {
			return c
		}
		return byNumber(a, b)
	})
	boxes := []PlannedBox{}
	for _, item := range sorted {
		last := len(boxes) - 1
		if last < 0 || !boxes[last].mayHold(item) || r.thick(append(slices.Clone(boxes[last].Items), item)) > r.holds(r.Usual) {
			boxes = append(boxes, PlannedBox{Year: item.Year, Retention: item.Retention, Unit: item.Unit})
			last++
		}
		boxes[last].Items = append(boxes[last].Items, item)
	}
	for i := range boxes {
		boxes[i].Thickness, boxes[i].Over = r.spine(boxes[i].Items)
	}
	return boxes
}

// mayHold tells whether the item belongs with what lies in the box.
func (b PlannedBox) mayHold(a ArchiveItem) bool {
	return b.Year == a.Year && b.Retention == a.Retention && b.Unit == a.Unit
}

// spine is the thinnest spine that takes the items; over when none does.
func (r BoxRule) spine(items []ArchiveItem) (size int, over bool) { return r.spineOf(r.thick(items)) }

func (r BoxRule) spineOf(need float64) (size int, over bool) {
	sizes := r.sizes()
	for _, size := range sizes {
		if need <= r.holds(size)+1e-9 {
			return size, false
		}
	}
	return sizes[len(sizes)-1], true
}

// sizes are the spines the office has, from the thinnest.
func (r BoxRule) sizes() []int {
	if len(r.Sizes) == 0 {
		return BoxSizes
	}
	return slices.Sorted(slices.Values(r.Sizes))
}

// Validate notes what is wrong with the numbers of boxes.
func (r BoxRule) Validate() error {
	var f Faults
	for _, n := range []float64{r.PageMM, r.ItemMM, r.Full} {
		if math.IsNaN(n) || math.IsInf(n, 0) {
			f.Add("pageMm", "装盒厚度请填数字")
		}
	}
	if r.PageMM < 0.01 || r.PageMM > 1 {
		f.Add("pageMm", "每页厚度填 0.01 到 1 毫米")
	}
	if r.ItemMM < 0 || r.ItemMM > 5 {
		f.Add("itemMm", "每件另加的厚度填 0 到 5 毫米")
	}
	if r.Full < 0.3 || r.Full > 1 {
		f.Add("full", "装满程度填 30% 到 100%")
	}
	for _, size := range append(slices.Clone(r.Sizes), r.Usual) {
		if !slices.Contains(BoxSizes, size) {
			f.Add("usual", "盒脊厚度选 20、30、40 或 50 毫米")
		}
	}
	if !slices.Contains(r.sizes(), r.Usual) {
		f.Add("usual", "先装的盒须是本单位有的，请在有的盒脊里选")
	}
	return f.Err()
}

// Takes tells whether an item may lie in the box.
func (b ArchiveBox) Takes(a ArchiveItem) bool {
	return b.Year == a.Year && b.Retention == a.Retention && b.Unit == a.Unit
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (b ArchiveBox) Validate() error {
	var f Faults
	f.Require("number", "盒号", b.Number)
	f.MaxRunes("number", "盒号", b.Number, 20)
	if !slices.Contains(BoxSizes, b.Thickness) {
		f.Add("thickness", "盒脊厚度选 20、30、40 或 50 毫米")
	}
	f.MaxRunes("state", "盒内文件情况说明", b.State, 1000)
	f.Date("arrangedOn", "整理日期", b.ArrangedOn)
	f.Date("checkedOn", "检查日期", b.CheckedOn)
	if b.ArrangedOn.Valid() && b.CheckedOn.Valid() && b.CheckedOn < b.ArrangedOn {
		f.Add("checkedOn", "检查日期早于整理日期，请核对")
	}
	f.MaxRunes("place", "柜架位置", b.Place, 60)
	f.MaxRunes("note", "备注", b.Note, 500)
	return f.Err()
}
