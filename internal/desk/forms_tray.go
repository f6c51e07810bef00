package desk

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

const separatorID = "下一份、下一份*20、全部学校、年度2025（全部档案盒）、盒2025-12（2025年第12盒里每一件），或 种类:编号（如 visit:JL2026-0012、school:学校名称、archive_item:34），可以用逗号写几个"

// trayForms are the sheets laid into a stack before it is scanned.
func trayForms() []form {
	return []form{{Form{office.FormSeparator, "扫描分隔页", "separator", separatorID, []string{formatPDF}}, (*Desk).separators}}
}

// maxSeparators bounds the sheets printed at once.
const maxSeparators = 2000

func (d *Desk) separators(id string) (built, error) {
	set, err := d.store.Settings()
	if err != nil {
		return built{}, err
	}
	list := []report.Separator{}
	for _, part := range strings.FieldsFunc(id, func(r rune) bool { return strings.ContainsRune(",，;；\n", r) }) {
		some, err := d.separatorsOf(strings.TrimSpace(part))
		if err != nil {
			return built{}, err
		}
		if list = append(list, some...); len(list) > maxSeparators {
			return built{}, office.Invalid("一次最多印 %d 张分隔页，请分几次印。", maxSeparators)
		}
	}
	if len(list) == 0 {
		return built{}, office.Errorf(office.CodeNotFound, "没有要印的分隔页，请写%s。", separatorID)
	}
	return built{document: report.Separators(set, list)}, nil
}

var (
	nextPapers  = regexp.MustCompile(`^下一份(?:\*(\d{1,4}))?$`)
	spineNumber = regexp.MustCompile(`^盒(?:(\d{4})[-－年])?第?(\d{1,6})盒?$`)
)

// separatorsOf are the sheets that one part of an id asks for.
func (d *Desk) separatorsOf(part string) ([]report.Separator, error) {
	list := []report.Separator{}
	add := func(kind string, id int64) {
		list = append(list, report.Separator{Kind: store.KindNames[kind], Name: d.store.Title(kind, id), Number: office.SeparatorNumber(kind, id)})
	}
	if m := nextPapers.FindStringSubmatch(part); m != nil {
		n, _ := strconv.Atoi("0" + m[1]) // digits
		for range max(1, n) {
			list = append(list, report.Separator{Number: office.NextPaper})
		}
		return list, nil
	}
	if part == "全部学校" {
		schools, err := d.store.SchoolOptions()
		for _, s := range schools {
			add("school", s.ID)
		}
		return list, err
	}
	if m := wholeYear.FindStringSubmatch(part); m != nil {
		year, _ := strconv.Atoi(m[1]) // four digits
		boxes, err := d.store.Boxes(year)
		for _, b := range boxes {
			add("archive_box", b.ID)
		}
		return list, err
	}
	if m := spineNumber.FindStringSubmatch(part); m != nil {
		box, err := d.boxNumbered(m[1], m[2])
		if err != nil {
			return nil, err
		}
		page, err := d.store.ArchiveItems(store.ListQuery{Filters: map[string]string{"box": strconv.FormatInt(box.ID, 10)}})
		for _, a := range page.Rows {
			add("archive_item", a.ID)
		}
		return list, err
	}
	kind, number, found := strings.Cut(part, ":")
	if !found || store.KindNames[kind] == "" {
		return nil, office.Invalid("“%s”不是分隔页的写法，请写%s。", part, separatorID)
	}
	id, err := numbered(number, func(number string) (int64, error) {
		if kind == "school" {
			return d.store.SchoolID(number)
		}
		id, _, err := d.store.Coded(kind, number)
		return id, err
	})
	if err != nil {
		return nil, err
	}
	live, err := d.store.Stands(kind, id)
	if err == nil && !live {
		err = office.Errorf(office.CodeNotFound, "没有%s“%s”，请核对编号。", store.KindNames[kind], number)
	}
	add(kind, id)
	return list, err
}

// boxNumbered finds the box by what stands on its spine; without a year its number
// must be one year's only.
func (d *Desk) boxNumbered(year, number string) (box store.BoxRow, err error) {
	y, _ := strconv.Atoi(year) // four digits or none
	boxes, err := d.store.Boxes(y)
	if err != nil {
		return box, err
	}
	boxes = slices.DeleteFunc(boxes, func(b store.BoxRow) bool { return b.Number != number })
	switch {
	case len(boxes) == 0:
		return box, office.Errorf(office.CodeNotFound, "没有%s第%s盒，请看“档案盒”里的盒号。", yearName(y), number)
	case len(boxes) > 1:
		return box, office.Invalid("第%s盒有 %d 个，请写明年度，如 盒%d-%s。", number, len(boxes), boxes[0].Year, number)
	}
	return boxes[0], nil
}

func yearName(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year) + "年"
}
