package desk

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
)

// TestPlanFormsLieWell: the papers of the year lie well, filled, empty and as long
// as their records may be, and no heading stands over nothing.
func TestPlanFormsLieWell(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("督导发现的问题须逐项整改到位，", 280)[:4000*3]
	for _, size := range []string{"filled", "empty", "long"} {
		facts, text, n := formFacts(size != "empty"), "对照要点逐项查看，当场反馈。", 6
		if size == "long" {
			text, n = long, 90
		}
		set, period := facts.Settings, office.Month("2026-04").Of(0)
		year := report.PlanPaper{Settings: set, Matters: facts.Matters, Day: "2026-04-02", Plan: office.NewPlan(2026, set)}
		menu := report.MenuPaper{Settings: set, Matters: facts.Matters, Period: period, Menu: office.Menu{Month: "2026-04"}}
		month := report.MonthPlan{Settings: set, Month: "2026-04", Period: period, Matters: facts.Matters}
		leaders, staff := report.LeaderList{Settings: set, Year: 2026, Least: 2}, report.StaffRegister{Settings: set, When: "2026年4月", Period: period}
		if size != "empty" {
			year.Plan.Guidance, year.Plan.DocNumber, year.Plan.IssuedOn = "一、指导思想\n"+text+"\n二、工作目标\n三、重点工作\n（一）抓专项\n"+text, "示教督〔2026〕2号", "2026-01-15"
			menu.Menu.Requirement, menu.Menu.IssuedOn = text, "2026-03-28"
			staff.Missing = []string{rareTeacher, "丁示例"}
			for i := range n {
				task := office.StarterCalendar[i%len(office.StarterCalendar)]
				task.Who, task.Note = rareInspector, clipRunes(text, 1000)
				year.Tasks = append(year.Tasks, task)
				menu.Menu.Items = append(menu.Menu.Items, office.MenuItem{MatterID: int64(i%8 + 1), Topic: "食品安全", Requirement: clipRunes(text, 1000), Schools: office.MenuSchools[i%3], Required: i%4 != 0})
				line := office.PlanLine{Number: fmt.Sprintf("JH2026-%04d", i+1), Month: "2026-04", Day: "2026-04-08", Session: "上午", Tasks: clipRunes(text, 1000), Matters: []int64{6, 7}}
				month.Lines = append(month.Lines, report.PlannedVisit{Line: line, Inspector: rareInspector, School: "示例县第一小学", Zone: "第一责任区", Status: office.LineStates[i%3], Visit: "JL2026-0012", VisitDate: "2026-04-09"})
				leaders.Entries = append(leaders.Entries, report.LeaderEntry{School: "示例县第一小学", Short: i % 2, Leader: office.Leader{Name: rareTeacher, Post: "副县长", StartsOn: "2026-01-01", Visits: []office.LeaderVisit{{Date: "2026-03-04", Note: clipRunes(text, 500)}}}})
				staff.Entries = append(staff.Entries, report.StaffEntry{Day: office.StaffDay{StaffID: int64(i), Date: "2026-04-08", Content: clipRunes(text, 1000)}, Staff: rareTeacher, Post: "主任", School: "示例县第一小学", Inspector: rareInspector, Visit: "JL2026-0012"})
			}
		}
		zone := month
		zone.Zone, month.Inspector, month.Zone = "第一责任区", rareInspector, "第一责任区"
		for name, d := range map[string]doc.Document{"year": year.Letter(), "calendar": year.Calendar(), "menu": menu.Document(), "month": zone.Document(), "inspector": month.Personal(), "leaders": leaders.Document(), "staff": staff.Document()} {
			text := papertest.Whole(papertest.Sound(t, name+" "+size, d))
			if size == "filled" && name != "menu" && !strings.Contains(text, rareTeacher) && !strings.Contains(text, rareInspector) {
				t.Errorf("%s: the rare characters of its names are not on it", name)
			}
			if name == "year" && size != "empty" && (strings.Contains(text, "工作目标") || !strings.Contains(text, "指导思想")) {
				t.Errorf("%s %s: its headings are not those that something is said under", name, size)
			}
			if name == "calendar" && size == "filled" && !strings.Contains(text, "▲超期") {
				t.Errorf("the calendar does not say what is overdue: %s", text)
			}
		}
	}
}

func clipRunes(text string, most int) string {
	r := []rune(text)
	return string(r[:min(len(r), most)])
}
