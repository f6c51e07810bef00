package office

import (
	"fmt"
	"slices"
	"strings"
)

// Dossier is 一人一档 or 一校一档: everything that is known about one inspector or
// school, each line of it a record that can be opened.
type Dossier struct {
	Kind  string `json:"kind"` // inspector or school
	ID    int64  `json:"id"`
	Title string `json:"title"`
	// Span is the school year it speaks of, e.g. 2025-2026; empty for all years.
	Span     string           `json:"span"`
	Spans    []string         `json:"spans"` // the years there is something of, newest first
	Facts    []DossierFact    `json:"facts"`
	Sums     []DossierFact    `json:"sums"`
	Chart    DossierChart     `json:"chart"`  // visits by month, of all years by school year
	Matrix   DossierMatrix    `json:"matrix"` // of a school: matters by month
	Sections []DossierSection `json:"sections"`
}

// DossierFact is a label with its value.
type DossierFact struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// DossierRow is one line of a section: a record, or a part of one.
type DossierRow struct {
	Kind   string `db:"kind" json:"kind"`
	ID     int64  `db:"id" json:"id"`
	Date   Date   `db:"date" json:"date"`
	Title  string `db:"title" json:"title"`
	Detail string `db:"detail" json:"detail"`
	State  string `db:"state" json:"state"`
	// Caller and Contact are of whom a complaint's text must not tell.
	Caller  string `db:"caller" json:"-"`
	Contact string `db:"contact" json:"-"`
}

// Hide masks what tells who called.
func (r DossierRow) Hide() DossierRow {
	c := Complaint{Name: r.Caller, Phone: r.Contact}
	r.Title, r.Detail = c.Hide(r.Title), c.Hide(r.Detail)
	r.Caller, r.Contact = "", ""
	return r
}

// DossierSection is the records of one kind. Total may be more than the rows read.
type DossierSection struct {
	Key   string       `json:"key"`
	Title string       `json:"title"`
	Total int          `json:"total"`
	Rows  []DossierRow `json:"rows"`
}

// DossierChart is a bar for each label.
type DossierChart struct {
	Title  string   `json:"title"`
	Labels []string `json:"labels"`
	Values []int    `json:"values"`
}

// DossierMatrix is which matter was inspected when: one count a label.
type DossierMatrix struct {
	Labels []string           `json:"labels"`
	Rows   []DossierMatterRow `json:"rows"`
}

// DossierMatterRow is one matter of a DossierMatrix.
type DossierMatterRow struct {
	Matter string `json:"matter"`
	Counts []int  `json:"counts"`
}

// Section returns the section of the key, an empty one when there is none.
func (d Dossier) Section(key string) DossierSection {
	for _, s := range d.Sections {
		if s.Key == key {
			return s
		}
	}
	return DossierSection{Key: key, Rows: []DossierRow{}}
}

// SpanName is 2025—2026学年 or 历年.
func (d Dossier) SpanName() string {
	if d.Span == "" {
		return "历年"
	}
	return WorkYear{Key: d.Span}.Name()
}

// DossierColumns are the columns of chart and matrix over the school years of the
// spans, oldest first, or over the months of the one span. at tells in which of
// them a month lies, -1 for none.
func DossierColumns(span string, spans []string) (labels []string, at func(Month) int) {
	if span != "" {
		months := SchoolYearMonths(span)
		for _, m := range months {
			labels = append(labels, fmt.Sprintf("%d月", m.Number()))
		}
		return labels, func(m Month) int { return slices.Index(months, m) }
	}
	years := slices.Clone(spans)
	slices.Sort(years)
	for _, y := range years {
		labels = append(labels, y[:min(len(y), 4)]+"学年")
	}
	return labels, func(m Month) int { return slices.Index(years, SchoolYearOf(m.Of(0).From)) }
}

func facts(pairs ...string) []DossierFact {
	out := []DossierFact{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, DossierFact{pairs[i], pairs[i+1]})
	}
	return out
}

// Facts are the fields of the cover table of 一人一档; who they are is masked
// unless whole.
func (p Inspector) Facts(zone string, whole bool) []DossierFact {
	idNumber := p.IDNumber
	if !whole {
		idNumber = MaskContact(idNumber)
	}
	return facts("姓名", p.Name, "性别", p.Gender, "出生年月", p.BornOn, "民族", p.Ethnicity, "政治面貌", p.Party, "学历", p.Degree,
		"职称", p.Rank, "职务", p.Post, "工作单位", p.Employer, "在职退休", p.Service, "从教时间", p.TeachingOn, "学科", p.Subject,
		"专兼职", p.Employment, "手机", p.Mobile, "身份证号", idNumber, "督学证号", p.Certificate, "责任区", zone, "状态", p.State, "回避事项", p.Recusal, "备注", p.Note)
}

// Facts are the fields of the cover table of 一校一档.
func (s School) Facts(zone string, inspectors []string) []DossierFact {
	head := "校长"
	if s.Kindergarten() {
		head = "园长"
	}
	yes := map[bool]string{true: "有", false: "无"}
	return facts("学校名称", s.Name, "标识码", s.Code, "类型", strings.TrimSpace(s.Kind+" "+s.Ownership), "乡镇", strings.TrimSpace(s.Town+" "+s.Setting), head, s.Principal, "电话", s.Phone,
		"联络人", s.Liaison, "驻校督学", s.Resident, "学生", people(s.Students), "班级", people(s.Classes), "教职工", people(s.Teachers), "寄宿生", people(s.Boarders),
		"食堂", yes[s.Canteen], "校车", yes[s.Bus], "责任区", zone, "责任督学", strings.Join(inspectors, "、"), "开办日期", s.OpenedOn.Chinese(), "状态", s.State, "地址", s.Address, "备注", s.Note)
}

func people(n int) string {
	if n == 0 {
		return ""
	}
	return itoa(n)
}
