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

// tenureFixtures are the papers of 聘任换届 and 培训: filled, empty and as long as the
// records may be.
func tenureFixtures() map[string]doc.Document {
	out := map[string]doc.Document{}
	long := strings.Repeat("长期从事教学、教研和学校管理工作，", 300)
	long = string([]rune(long)[:4000])
	rules := map[string]office.Rule{}
	for _, r := range office.DefaultRules {
		rules[r.Key] = r
	}
	for size, n := range map[string]int{"filled": 4, "empty": 0, "long": 60} {
		set := formFacts(size != "empty").Settings
		p := report.TenurePaper{Settings: set}
		one := report.TenureEntry{}
		book := report.TrainingBook{Settings: set, Rule: rules[office.RuleTrainingHours]}
		train := report.TrainingPaper{Settings: set, People: map[int64]office.Inspector{}}
		move := report.ExchangePaper{Settings: set}
		if n > 0 {
			p.Tenure = office.Tenure{ID: 1, Number: 4, Name: "第四届", StartsOn: "2026-09-01", EndsOn: "2029-08-31", DocNumber: "示教督〔2026〕6号", PostDays: 5, State: office.TenurePublished, PublishedOn: "2026-08-20"}
			p.PostedTo, p.Today = "2026-08-14", "2026-08-20"
			book.Year, move.Day, move.Years = 2026, "2026-09-01", 3
			train.Training = office.Training{ID: 1, Number: "PX2026-0001", Year: 2026, Name: "2026年秋季责任督学集中培训", Level: "县级", Form: "集中", StartsOn: "2026-10-14", EndsOn: "2026-10-16", Hours: 24,
				Place: "示例县教师进修学校", Organiser: set.OfficeName, Teacher: "某某某", Topics: "挂牌督导规程；督导文书的写法。", Plan: "第一天上午报到。", Assessment: "考勤和心得。"}
		}
		for i := range n {
			c := office.Candidate{ID: int64(i + 1), InspectorID: int64(i + 1), TermNumber: 1 + i%4, Name: []string{rareInspector, rareTeacher, "丙某某", "丁某某"}[i%4], Gender: "女", BornOn: "1975-06", IDNumber: "11010519491231002X", Mobile: "13800001234",
				Degree: []string{"本科", "专科", ""}[i%3], Rank: "高级教师", Post: "责任督学", Employer: "示例县第一高级中学（退休）", Employment: office.Employments[i%2], TeachingOn: "1997-08", Health: "健康", Resume: "1997年至今从事教学和管理。", Merits: "工作扎实。",
				RecommendedBy: "示例县教师进修学校", NominatedOn: "2026-07-01", Nomination: "同意推荐。", ReviewedOn: "2026-07-20", Review: "审核通过。", PostedOn: "2026-08-07", Posting: "没有异议。", PublishedOn: "2026-08-20", LetterNo: fmt.Sprintf("聘2026-%03d", i+1), Outcome: office.OutcomeAppoint}
			if i%4 == 3 {
				c.Outcome, c.Reason = office.OutcomeNoMore, "兼职督学连任第 4 届，超过 3 届"
			}
			if size == "long" {
				c.Resume, c.Merits, c.Review = long, long, long
			}
			e := report.TenureEntry{Candidate: c, Checks: office.Qualifications(c.Facts("2026-09-01"), rules)}
			p.Candidates = append(p.Candidates, e)
			one = p.Candidates[0]
			train.People[c.InspectorID] = office.Inspector{ID: c.InspectorID, Name: c.Name, Employer: c.Employer}
			part := office.TrainingPerson{InspectorID: c.InspectorID, Hours: 24, Certificate: "SWX2026-001", Result: "合格"}
			if i%4 == 2 {
				part.Hours, part.Absence = 0, "外出学习"
			}
			train.Training.People = append(train.Training.People, part)
			h := office.TrainingHours{InspectorID: c.InspectorID, Name: c.Name, State: "在聘", Required: 40, Newcomer: i%3 == 0}
			for range 1 + i%3*8 {
				h.Add(office.TrainingPart{Training: train.Training, Person: part})
			}
			book.People = append(book.People, h)
			move.Rows = append(move.Rows, report.ExchangeLine{Zone: "第一责任区", School: "示例县第一小学", From: c.Name, To: "某某某", Since: "2022-09-01", Pair: i/2 + 1})
		}
		if size == "long" {
			p.Tenure.Plan, train.Training.Topics, train.Training.Plan, train.Training.Assessment, train.Training.Note = long, long, long, long, long
			for range 30 {
				move.Left = append(move.Left, office.Unswapped{Stay: office.Stay{School: "示例县第二小学", Inspector: rareTeacher, Since: "2022-09-01"}, Reason: "责任区里没有别的督学"})
			}
		}
		hours := office.TrainingHours{}
		if n > 0 {
			hours = book.People[n-1]
		}
		for name, d := range map[string]doc.Document{"plan": p.Plan(), "checks": p.Summary(), "posting": p.Posting(), "decision": p.Decision(), "letters": p.Letters(p.Candidates), "letter": p.Letters([]report.TenureEntry{one}),
			"approval": p.Approval(one, false), "exchange": move.Document(), "notice": train.Notice(), "sign": train.SignSheet(), "record": train.Record(), "hours": book.Ledger(),
			"file": book.PersonFile(office.Inspector{Name: rareInspector, Employment: "兼职", Employer: "示例县教师进修学校", Certificate: "示督证0001"}, hours)} {
			out[name+" "+size] = d
		}
	}
	return out
}

func TestTenureAndTrainingPapersLieWell(t *testing.T) {
	t.Parallel()
	for name, d := range tenureFixtures() {
		if len(d.Blocks) == 0 {
			continue // no 聘书 of nobody
		}
		text := papertest.Whole(papertest.Sound(t, name, d))
		if strings.HasSuffix(name, "filled") && !strings.HasPrefix(name, "plan") && !strings.Contains(text, rareInspector) {
			t.Errorf("%s: the rare characters of its names are not on it:\n%s", name, text)
		}
		if strings.Contains(text, "11010519491231002X") || strings.Contains(text, "13800001234") {
			t.Errorf("%s tells an identity number or a telephone", name)
		}
	}
}

func TestTenurePapersSayWhoIsAppointed(t *testing.T) {
	t.Parallel()
	all := tenureFixtures()
	for name, wants := range map[string][]string{
		"decision filled": {"示教督〔2026〕6号", "决定聘任下列3名同志为示例县第四届督学", "下列1名同志不再担任督学：丁某某", "聘2026-001"},
		"posting filled":  {"2026年8月7日起至2026年8月14日止", "5个工作日", "示例县第一高级中学"},
		"checks filled":   {"符合1名、不符合2名、待核实1名", "▲学历专科，不到本科", "连任第4届"},
		"letter filled":   {"兹聘任您为示例县第四届专职督学", "2029年8月31日"},
		"hours filled":    {"还差", "达标", "40学时", "教督〔2016〕2号"},
	} {
		text := strings.ReplaceAll(papertest.Whole(papertest.Sound(t, name, all[name])), " ", "")
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %q:\n%s", name, want, text)
			}
		}
	}
}
