package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// complaintKeys are the figures of complaints in 表1. They carry no mark: their
// records, which tell who called, are not listed on this paper.
var complaintKeys = []string{office.FigComplaints, office.FigComplaintsClosed}

// complaints words what was received and answered in the month.
func (w writer) complaints() string {
	in, closed := w.get(office.FigComplaints), w.get(office.FigComplaintsClosed)
	if in.Value+closed.Value == 0 {
		return ""
	}
	parts := []string{}
	for _, kind := range office.ComplaintKinds {
		n := 0
		for _, c := range w.f.Complaints {
			if c.Kind == kind && w.f.Period.Has(c.ReceivedOn) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s%d件", kind, n))
		}
	}
	s := "受理投诉举报" + value(in)
	if len(parts) > 1 {
		s += "（" + strings.Join(parts, "、") + "）"
	}
	return s + "，办结" + value(closed) + "。"
}

// complaintBasis are the rows of 附件1 about complaints.
func (m *Month) complaintBasis() []doc.Row {
	rows := []doc.Row{}
	for _, key := range complaintKeys {
		f := m.Report.Figures.Get(key)
		if f.Value == 0 {
			continue
		}
		place := fmt.Sprintf("投诉登记簿中的%d件", len(f.Records))
		rows = append(rows, doc.Row{Cells: []doc.Cell{doc.C(f.Name), figureCell(f), doc.C(f.Basis + "单位：" + f.Unit + "。"), doc.C(place)}})
	}
	return rows
}

func (m *Month) complaintRows() ([]string, map[int64][]string) {
	return factRows(m.Book.This.Complaints)
}

// factRows are complaints as lists behind figures show them, without who called.
func factRows(facts []office.ComplaintFact) ([]string, map[int64][]string) {
	out := map[int64][]string{}
	for _, c := range facts {
		out[c.ID] = []string{c.Number, string(c.ReceivedOn), c.Channel, c.Kind, about(c), c.Matter, c.Recorder, c.Handler, c.State, string(c.ClosedOn)}
	}
	return []string{"编号", "受理日期", "渠道", "类别", "反映对象", "事项", "记录人", "处理人", "状态", "办结日期"}, out
}

// about is what a complaint is about: a school, a department, or both.
func about(c office.ComplaintFact) string {
	if c.School != "" && c.Target != "" {
		return c.School + "（" + c.Target + "）"
	}
	return c.School + c.Target
}
