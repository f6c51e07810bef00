package report

import (
	"strings"

	"dudao/internal/office"
)

// Details returns the lists behind the figures that the report's tables link to.
func (m *Month) Details() []Detail {
	out := []Detail{}
	for _, f := range m.Report.Figures {
		if f.Value > 0 && len(f.Records) > 0 && linked(f.Key) {
			out = append(out, m.Detail(f))
		}
	}
	return out
}

// linked tells whether a figure stands in a table of the report.
func linked(key string) bool {
	return Mark(key) != 0 || optional(key) || strings.HasPrefix(key, office.FigMatter) || strings.HasPrefix(key, office.FigLevel)
}

// Detail lists the records of a figure, what each adds in the last column.
func (m *Month) Detail(f office.Figure) Detail {
	d := Detail{Key: f.Key, Title: f.Name, Basis: f.Basis, IDs: f.Records, Kind: f.Kind, Rows: [][]string{}}
	rows := map[string]func() ([]string, map[int64][]string){
		"school": m.schoolRows, "visit": m.visitRows, "finding": m.findingRows, "inspector": m.inspectorRows,
		"notice": m.noticeRows, "practice": m.practiceRows, "complaint": m.complaintRows,
	}
	lines, ok := rows[f.Kind]
	if !ok {
		d.Head = []string{"序号"}
		return d
	}
	head, line := lines()
	d.Head = append([]string{"序号"}, head...)
	if len(f.Weights) > 0 {
		d.Head = append(d.Head, f.Name+"（"+f.Unit+"）")
	}
	for i, id := range f.Records {
		row := append([]string{itoa(i + 1)}, line[id]...)
		if len(f.Weights) > 0 {
			row = append(row, itoa(f.Weights[i]))
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

func (m *Month) schoolRows() ([]string, map[int64][]string) {
	visits := map[int64]int{}
	for _, v := range m.Book.This.Visits {
		visits[v.SchoolID]++
	}
	out := map[int64][]string{}
	for _, s := range m.Book.This.Schools {
		names := []string{}
		for _, id := range s.Inspectors {
			names = append(names, m.Book.This.Inspector(id))
		}
		out[s.ID] = []string{s.Name, s.Kind, s.Town, zoneName(s.Zone), strings.Join(names, "、"), itoa(visits[s.ID])}
	}
	return []string{"学校", "类型", "乡镇", "责任区", "责任督学", "期内督导次数"}, out
}

func (m *Month) visitRows() ([]string, map[int64][]string) {
	out := map[int64][]string{}
	for _, v := range append(m.Book.This.Visits, m.Book.This.Pending...) {
		s := m.Book.This.School(v.SchoolID)
		fed := "否"
		if v.Feedback {
			fed = "是"
		}
		out[v.ID] = []string{v.Number, string(v.Date), v.Session, s.Name, zoneName(s.Zone), m.people(v), v.Kind, v.Title, fed}
	}
	return []string{"编号", "日期", "时段", "学校", "责任区", "督学（同行）", "类型", "标题", "已反馈"}, out
}

func (m *Month) findingRows() ([]string, map[int64][]string) {
	matters := map[int64]string{}
	for _, x := range m.Book.Matters {
		matters[x.ID] = x.Short
	}
	out := map[int64][]string{}
	for _, p := range m.Book.This.Findings {
		s := m.Book.This.School(p.SchoolID)
		out[p.ID] = []string{p.Number, string(p.FoundOn), s.Name, zoneName(s.Zone), matters[p.MatterID], office.DisposalName(p.Level), p.Content,
			string(p.DueOn), p.State, string(p.ClosedOn), p.VisitNumber}
	}
	return []string{"编号", "发现日期", "学校", "责任区", "事项", "级别", "问题", "整改期限", "状态", "销号日期", "督导记录"}, out
}

func (m *Month) inspectorRows() ([]string, map[int64][]string) {
	lead, along := map[int64]int{}, map[int64]int{}
	for _, v := range m.Book.This.Visits {
		lead[v.InspectorID]++
		for _, id := range v.Companions {
			along[id]++
		}
	}
	out := map[int64][]string{}
	for _, p := range m.Book.This.People {
		out[p.ID] = []string{p.Name, p.Zone, itoa(lead[p.ID]), itoa(along[p.ID])}
	}
	return []string{"督学", "责任区", "督导校次", "同行次数"}, out
}

func (m *Month) noticeRows() ([]string, map[int64][]string) {
	out := map[int64][]string{}
	for _, n := range m.Book.This.Notices {
		s := m.Book.This.School(n.SchoolID)
		zone := ""
		if s.ID != 0 {
			zone = zoneName(s.Zone)
		}
		out[n.ID] = []string{n.Number, n.Kind, n.DocNumber, string(n.Date), s.Name, zone, n.Title, itoa(n.Findings), string(n.DueOn), n.State}
	}
	return []string{"编号", "文书", "文号", "日期", "学校", "责任区", "事由", "问题数", "期限", "状态"}, out
}

func (m *Month) practiceRows() ([]string, map[int64][]string) {
	out := map[int64][]string{}
	for _, p := range m.Book.This.Practices {
		s := m.Book.This.School(p.SchoolID)
		out[p.ID] = []string{p.Number, string(p.FoundOn), s.Name, zoneName(s.Zone), m.matter(p.MatterID), m.Book.This.Inspector(p.InspectorID), p.Title, p.Content, p.State}
	}
	return []string{"编号", "日期", "学校", "责任区", "事项", "督学", "标题", "经验做法", "状态"}, out
}

// matter is a matter's short name.
func (m *Month) matter(id int64) string {
	for _, x := range m.Book.Matters {
		if x.ID == id {
			return x.Short
		}
	}
	return ""
}
