package desk

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/store"
)

// complaintDesk is a desk with one school, and a special complaint about it.
func complaintDesk(t *testing.T) (*Desk, office.Complaint) {
	t.Helper()
	d, _, form := reportDesk(t)
	out, err := d.Screens().Complaints.Save(office.Complaint{ReceivedOn: "2026-03-05", ReceivedAt: "08:30", Channel: "来信", Name: "王示䶮", Gender: "女",
		Identity: "家长", Phone: "13800000005", SchoolID: form.Visit.SchoolID, MatterID: 2, Content: "王示䶮反映学校另收资料费，回电13800000005", Kind: office.ComplaintSpecial,
		Recorder: "王示例", Handler: "陈示𬭊", Department: "基础教育股", Result: "已全部退还", Undertaker: "李示㛃", ResultOn: "2026-03-11",
		Answer: "已逐项告知", AnswerWay: "面谈", AnsweredOn: "2026-03-12", ClosedOn: "2026-03-12", Steps: []office.Step{
			{Step: office.StepAdvice, On: "2026-03-06", By: "督导室主任", Text: "请到校核实"}, {Step: office.StepDirection, On: "2026-03-07", By: "分管领导", Text: "同意，从严处理"}}})
	if err != nil {
		t.Fatal(err)
	}
	return d, out.Complaint
}

// paperText prints a form as PDF and as XLSX, and returns the PDF's text.
func paperText(t *testing.T, d *Desk, form, id string) string {
	t.Helper()
	made, err := d.printForm(form, id, formatPDF)
	if err != nil {
		t.Fatalf("%s %s: %v", form, id, err)
	}
	if len(made.warnings) > 0 {
		t.Errorf("%s %s: %v", form, id, made.warnings)
	}
	file := filepath.Join(t.TempDir(), "文书.pdf")
	if _, err := d.savePrinted(made, file); err != nil {
		t.Fatal(err)
	}
	if _, err := d.PrintForm(form, id, filepath.Join(t.TempDir(), "文书.xlsx")); err != nil {
		t.Errorf("%s %s as a workbook: %v", form, id, err)
	}
	return pdfText(t, file)
}

// inOrderOf checks that the words stand on the paper, each after the one before.
func inOrderOf(t *testing.T, text string, words ...string) {
	t.Helper()
	rest := text
	for _, w := range words {
		_, after, found := strings.Cut(rest, w)
		if !found {
			t.Errorf("%q is missing, or not in its place, in\n%.3000s", w, text)
			return
		}
		rest = after
	}
}

func TestComplaintOnPaper(t *testing.T) {
	t.Parallel()
	d, c := complaintDesk(t)
	special := paperText(t, d, "complaint_special", c.Number)
	inOrderOf(t, special, "特殊问题办理记录单", c.Number, "日期", "2026年3月5日", "记录人", "姓名：王*䶮", "138****0005", "反映学校（部门）：示例县第一小学", "王*䶮反映学校另收资料费，回电138****0005",
		"请到校核实", "督导室主任", "2026年3月6日", "同意，从严处理", "分管领导", "已全部退还", "李示㛃", "2026年3月11日", "☑面谈", "2026年3月12日", "已逐项告知", "□暂存", "☑完结", "已遮盖")
	register := paperText(t, d, "complaint", c.Number)
	inOrderOf(t, register, "投诉举报登记表", c.Number, "2026年3月5日", "☑来信", "王*䶮", "家长", "138****0005", "示例县第一小学", "第一责任区", "陈示𬭊", "已全部退还", "已逐项告知", "办结")
	for _, form := range []string{"complaint", "complaint_special"} {
		masked, whole := paperText(t, d, form, c.Number), paperText(t, d, form, c.Number+"/完整")
		for _, secret := range []string{"王示䶮", "13800000005"} {
			if strings.Contains(masked, secret) || !strings.Contains(whole, secret) {
				t.Errorf("%s: %s on the masked paper %t, on the whole one %t", form, secret, strings.Contains(masked, secret), strings.Contains(whole, secret))
			}
		}
		if made, err := d.printForm(form, c.Number, formatPDF); err != nil || made.pages != 1 {
			t.Errorf("%s takes %d pages, %v", form, made.pages, err)
		}
		if strings.Contains(whole, "已遮盖") {
			t.Errorf("%s: the whole paper says that it is masked", form)
		}
	}
	book := paperText(t, d, "complaint_register", "2026-03")
	inOrderOf(t, book, "投诉登记簿", "受理1件，已办结1件", c.Number, "08:30", "王*䶮", "138****0005", "已遮盖")
	if !strings.Contains(paperText(t, d, "complaint_register", "2026-03/第一责任区/完整"), "王示䶮") {
		t.Error("the whole register does not name who called")
	}
	if _, err := d.printForm("complaint_register", "三月", formatPDF); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a register of no month: %v", err)
	}
	inOrderOf(t, paperText(t, d, "complaint_statistics", "2026-03-01..2026-03-31"), "投诉举报统计表", "总体情况", "按渠道", "来信", "按类别", "特殊", "按督学", "王示例")
}

func TestLongAndEmptyComplaintsOnPaper(t *testing.T) {
	t.Parallel()
	d, _, form := reportDesk(t)
	save := d.Screens().Complaints.Save
	long := func(mark string) string {
		var s strings.Builder
		for i := range 500 {
			fmt.Fprintf(&s, "%s%03d反映情", mark, i)
		}
		return string([]rune(s.String())[:3500])
	}
	marks := map[string]string{"甲": long("甲"), "乙": long("乙"), "丙": long("丙"), "丁": long("丁")}
	full, err := save(office.Complaint{ReceivedOn: "2026-03-05", SchoolID: form.Visit.SchoolID, Content: marks["甲"], Kind: office.ComplaintSpecial, Result: marks["乙"], Answer: marks["丙"],
		Steps: []office.Step{{Step: office.StepAdvice, On: "2026-03-06", Text: marks["丁"]}}})
	if err != nil {
		t.Fatal(err)
	}
	empty, err := save(office.Complaint{ReceivedOn: "2026-03-05", Content: "询问"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 60 {
		if _, err := save(office.Complaint{ReceivedOn: "2026-03-09", SchoolID: form.Visit.SchoolID, Content: fmt.Sprintf("第%02d件投诉，%s", i, marks["甲"][:300])}); err != nil {
			t.Fatal(err)
		}
	}
	whole := func(form, id string, marks map[string]string, names ...string) {
		t.Helper()
		text := paperText(t, d, form, id)
		for _, n := range names {
			if got, want := strings.Count(text, n), strings.Count(marks[n], n); got != want {
				t.Errorf("%s: %d of %d lines of %s are on the paper", form, got, want, n)
			}
		}
	}
	whole("complaint", full.Complaint.Number, marks, "甲", "乙", "丙")
	whole("complaint_special", full.Complaint.Number, marks, "甲", "乙", "丙", "丁")
	inOrderOf(t, paperText(t, d, "complaint_special", empty.Complaint.Number), "姓名：匿名", "督导室处理建议", "年月日", "教育工委、教育局意见", "最终处理结果", "□电话", "□暂存", "□完结")
	register := paperText(t, d, "complaint_register", "2026-03")
	inOrderOf(t, register, "受理62件", "第00件", "第59件", "登记人")
	if n := strings.Count(register, "处理人"); n < 3 {
		t.Errorf("the head stands on %d pages", n)
	}
	paperText(t, d, "complaint_register", "2026-02")
	paperText(t, d, "complaint_statistics", "2026-02")
}

func TestListsAndHistoryDoNotTellWhoCalled(t *testing.T) {
	t.Parallel()
	d, c := complaintDesk(t)
	s := d.Screens().Complaints
	page, err := s.List(store.ListQuery{Filters: map[string]string{"month": "2026-03"}})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Name != "王*䶮" || page.Rows[0].Phone != "138****0005" || strings.Contains(page.Rows[0].Content, "13800000005") {
		t.Errorf("list: %+v %v", page, err)
	}
	if page, err = s.List(store.ListQuery{Filters: map[string]string{"reveal": "1"}}); err != nil || page.Rows[0].Name != "王示䶮" {
		t.Errorf("list on demand: %+v %v", page, err)
	}
	form, err := s.Get(c.ID)
	if err != nil || form.Complaint.Name != "王示䶮" || form.Masked.Name != "王*䶮" || form.Zone != "第一责任区" {
		t.Errorf("form: %+v %v", form, err)
	}
	rows, err := d.Screens().History.Of(HistoryInput{"complaint", c.ID})
	if text := fmt.Sprint(rows); err != nil || strings.Contains(text, "王示䶮") || strings.Contains(text, "13800000005") || !strings.Contains(text, "王*䶮") {
		t.Errorf("history: %s %v", text, err)
	}
}

func TestExportLeavesOutWhoCalledUnlessAsked(t *testing.T) {
	t.Parallel()
	d, c := complaintDesk(t)
	for _, full := range []bool{false, true} {
		file := filepath.Join(t.TempDir(), "投诉.xlsx")
		if n, err := d.ExportList(office.KindComplaints, file, ExportOptions{Full: full}); err != nil || n != 1 {
			t.Fatalf("%d rows, %v", n, err)
		}
		out, err := d.Screens().Imports.Run(ImportInput{Kind: office.KindComplaints, Paths: []string{file}})
		if err != nil || out.Result.Unchanged != 1 {
			t.Errorf("full %t, brought back: %+v %v", full, out.Result, err)
		}
		form, err := d.Screens().Complaints.Get(c.ID)
		if err != nil || form.Complaint.Name != "王示䶮" || form.Complaint.UpdatedAt != c.UpdatedAt {
			t.Errorf("full %t, the record: %+v %v", full, form.Complaint, err)
		}
	}
}

func TestComplaintStatisticsAgreeWithTheList(t *testing.T) {
	t.Parallel()
	s := sampleDesk(t).Screens().Complaints
	days := map[string]string{"from": "2025-10-01", "to": "2026-02-28"}
	stats, err := s.Statistics(DayRange{From: "2025-10-01", To: "2026-02-28"})
	if err != nil || len(stats.Tables) != 6 || stats.Total[0].Value < 8 {
		t.Fatalf("%+v %v", stats, err)
	}
	for _, table := range stats.Tables {
		for _, row := range table.Rows {
			filters := []string{table.Key}
			if table.Key == "person" {
				filters = []string{"recorder", "handler"}
			}
			for i, filter := range filters {
				page, err := s.List(store.ListQuery{Filters: map[string]string{"from": days["from"], "to": days["to"], filter: row.Value}})
				if err != nil || float64(page.Total) != row.Figures[i].Value {
					t.Errorf("%s %s: %v, the list has %d (%v)", table.Key, row.Name, row.Figures[i].Value, page.Total, err)
				}
			}
		}
	}
	if _, err := s.Statistics(DayRange{From: "2026-03-01", To: "2026-02-01"}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("days the wrong way round: %v", err)
	}
}
