package office

import (
	"strings"
	"testing"
)

// walk goes steps "名 日期" with all that they ask for.
func walk(t *testing.T, n *Notice, severe bool, steps ...string) {
	t.Helper()
	for _, s := range steps {
		name, day, _ := strings.Cut(s, " ")
		if err := n.AddStep(Step{Step: name, On: Date(day), By: "示例", Way: "直接送达", Text: "有"}, severe, "2026-12-31"); err != nil {
			t.Fatalf("%s of %s: %v", name, n.Kind, err)
		}
	}
}

func TestEveryKindGoesItsWholeCourse(t *testing.T) {
	for _, k := range NoticeKinds {
		if k.place(k.Issue) < 0 || NoticeForm(k.Kind) == "" || !k.Steps[len(k.Steps)-1].Ends {
			t.Errorf("%s: no step that issues it, no form, or no end", k.Kind)
		}
		for _, whole := range []bool{true, false} {
			n := Notice{Kind: k.Kind, State: NoticeDraft}
			for day := Date("2026-03-01"); len(k.Next(n.Steps, false)) > 0; day = day.AddDays(1) {
				next := k.Next(n.Steps, false)
				i := len(next) - 1
				if whole {
					i = 0
				}
				if next[i].Repeats && len(n.Steps) > 0 && n.Steps[len(n.Steps)-1].Step == next[i].Name {
					i++
				}
				walk(t, &n, false, next[i].Name+" "+string(day))
			}
			if n.Running() || !n.Issued() {
				t.Errorf("%s at its end: %+v", k.Kind, n)
			}
			if whole && len(n.Steps) != len(k.Steps) {
				t.Errorf("%s: %d of %d steps gone", k.Kind, len(n.Steps), len(k.Steps))
			}
		}
	}
}

func TestAStepComesInItsTurn(t *testing.T) {
	n := Notice{Kind: NoticeSupervise, Number: "DB2026-0001", State: NoticeDraft}
	walk(t, &n, false, "登记 2026-03-02")
	for _, c := range []struct {
		step Step
		says string
	}{
		{Step{Step: "承办", On: "2026-03-03", By: "甲", Text: "x"}, "“批示”，还轮不到“承办”"},
		{Step{Step: "批示", On: "2026-03-03", Text: "x"}, "请填写批示领导"},
		{Step{Step: "批示", On: "2026-03-03", By: "甲"}, "请填写批示内容"},
		{Step{Step: "批示", On: "2026-03-01", By: "甲", Text: "x"}, "批示日期（2026年3月1日）早于登记日期（2026年3月2日）"},
		{Step{Step: "批示", On: "2027-01-01", By: "甲", Text: "x"}, "在今天之后"},
		{Step{Step: "批示", By: "甲", Text: "x"}, "请填写“批示”的日期"},
	} {
		before := n
		if err := n.AddStep(c.step, false, "2026-12-31"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%+v: %v, want %s", c.step, err, c.says)
		}
		if len(n.Steps) != len(before.Steps) || n.State != before.State {
			t.Error("a refused step was gone")
		}
	}
	n = Notice{Kind: NoticeConsult, State: NoticeDraft}
	walk(t, &n, false, "送科室 2026-03-02", "答复 2026-03-03", "跟踪 2026-03-04", "跟踪 2026-03-05", "跟踪 2026-03-05", "办结 2026-03-06")
	n = Notice{Kind: NoticeRectify, State: NoticeDraft}
	if err := n.AddStep(Step{Step: "下发", On: "2026-03-02", By: "甲"}, true, "2026-12-31"); err == nil || !strings.Contains(err.Error(), "审核") {
		t.Errorf("a severe problem issued without 审核: %v", err)
	}
}

func TestTheLimitsOfAnInquiry(t *testing.T) {
	days := func(rule string) int { return defaultDays(rule) }
	n := Notice{Kind: NoticeAccount, State: NoticeDraft}
	for _, c := range []struct {
		step string // to go first
		want StepLimit
	}{
		{"", StepLimit{"启动调查", "2026-04-30"}},
		{"启动调查 2026-03-10", StepLimit{}},
		{"书面告知 2026-03-12", StepLimit{}},
		{"审定 2026-03-16", StepLimit{}},
		{"决定 2026-03-17", StepLimit{}},
		{"送达 2026-03-20", StepLimit{"申请复核", "2026-04-19"}},
		{"申请复核 2026-04-01", StepLimit{"复核决定", "2026-05-01"}},
		{"复核决定 2026-04-20", StepLimit{"申诉", "2026-05-05"}},
		{"申诉 2026-05-01", StepLimit{"申诉决定", "2026-06-30"}},
	} {
		if c.step != "" {
			walk(t, &n, false, c.step)
		}
		got := n.Limits(days, "2026-03-01")
		if c.want.Step == "" && len(got) > 0 || c.want.Step != "" && (len(got) != 1 || got[0] != c.want) {
			t.Errorf("after %q: %v, want %v", c.step, got, c.want)
		}
	}
	k, _ := NoticeKindOf(NoticeAccount)
	if next := k.Next(n.Steps, false); len(next) != 1 || next[0].Name != "申诉决定" {
		t.Errorf("an appeal is answered next: %+v", next)
	}
}

func TestAPaperNamesWhatItLacks(t *testing.T) {
	for kind, field := range map[string]string{NoticeRectify: "days", NoticeConsult: "department", NoticeSupervise: "department", NoticeTalk: "place",
		NoticeBulletin: "title", NoticeAccount: "measure", NoticeReminder: "findings"} {
		n := Notice{Kind: kind, Date: "2026-03-02", SchoolID: 1, Body: "x"}
		n.Normalize()
		if err := n.Validate(); err != nil {
			t.Errorf("%s as a draft: %v", kind, err)
		}
		if e, ok := n.Ready().(*Error); !ok || e.Fields[field] == "" {
			t.Errorf("%s ready without %s: %v", kind, field, e)
		}
	}
	bad := Notice{Kind: "公函", Date: "2026-02-30", DueOn: "2026-02-01", MeetAt: "明天", Days: -1, Body: strings.Repeat("改", 4001), Source: "道听途说"}
	e, ok := bad.Validate().(*Error)
	if !ok {
		t.Fatal("a faulty paper is valid")
	}
	for _, field := range []string{"kind", "date", "schoolId", "meetAt", "days", "body", "source"} {
		if e.Fields[field] == "" {
			t.Errorf("no fault of %s: %v", field, e.Fields)
		}
	}
	for s, want := range map[string]bool{"2026-03-12 09:00": true, "2026-03-12 24:00": false, "2026-03-12": false, "2026-02-30 09:00": false, "2026-03-12 9:00": false} {
		if validMoment(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}

func TestADraftFitsOnItsPaper(t *testing.T) {
	f := NoticeFacts{Today: "2026-03-20", Calendar: NewCalendar(Holidays()), School: School{ID: 1, Name: "示例县第一小学", Principal: "示校长"}, Days: defaultDays,
		Matters: map[int64]string{7: "食堂卫生"}, Reminders: map[int64]int{2: 1}}
	for i := range 60 {
		f.Findings = append(f.Findings, Finding{ID: int64(i + 1), SchoolID: 1, Content: strings.Repeat("问题", 500), Measures: strings.Repeat("措施", 500), MatterID: 7, DueOn: "2026-03-09", State: FindingWorking})
	}
	for _, k := range NoticeKinds {
		n := DraftNotice(k.Kind, f)
		n.Normalize()
		if err := n.Validate(); err != nil {
			t.Errorf("%s over 60 long problems: %v", k.Kind, err)
		}
		if !strings.Contains(n.Body, "60. ") || len(n.Findings) != 60 {
			t.Errorf("%s leaves problems out: …%s", k.Kind, string([]rune(n.Body)[max(0, len([]rune(n.Body))-60):]))
		}
		short := f
		short.Findings = []Finding{{ID: 2, SchoolID: 1, Content: "留样不足48小时。", Measures: "按规定留样", MatterID: 7, DueOn: "2026-03-09", State: FindingWorking, Department: "后勤股"}}
		n = DraftNotice(k.Kind, short)
		want := map[string]string{NoticeRectify: "1. （食堂卫生）留样不足48小时。建议：按规定留样。", NoticeReminder: "1. （食堂卫生）留样不足48小时。整改期限2026年3月9日，已逾期11天，此前已催办1次。",
			NoticeBulletin: "整改期限2026年3月9日，截至2026年3月20日已逾期11天，此前已催办1次。"}[k.Kind]
		if !strings.Contains(n.Body, want) {
			t.Errorf("%s: %s", k.Kind, n.Body)
		}
		if k.Kind == NoticeRectify && (n.DueOn != "2026-03-27" || n.Days != 5) || k.Kind == NoticeSupervise && n.Department != "后勤股" {
			t.Errorf("%+v", n)
		}
	}
}

func TestEveryPresetIsWhole(t *testing.T) {
	for _, p := range Provinces {
		if len(p.Rules) != len(presetRules) {
			t.Errorf("%s has %d rules of %d", p.Name, len(p.Rules), len(presetRules))
		}
		for _, r := range p.Rules {
			if r.Name == "" || r.Unit == "" || r.Source == "" || r.Official && r.Value == 0 && r.Key != RuleFeedbackDays && r.Key != RuleSeniorInstead {
				t.Errorf("%s: %+v", p.Name, r)
			}
		}
	}
	sh, _ := ProvinceOf("上海市")
	force := map[string]Rule{}
	for _, r := range DefaultRules {
		force[r.Key] = r
	}
	changed := map[string]Rule{}
	for _, c := range sh.Changes(force, "2026-09-01") {
		changed[c.Key] = c.After
	}
	if r := changed[RulePleaDays]; r.Value != 10 || r.Unit != "个工作日" || r.ValidFrom != "2026-09-01" || !r.Official {
		t.Errorf("申辩 in 上海: %+v", r)
	}
	if r := changed[RuleInspectorsPerVisit]; r.Value != 2 || !strings.Contains(r.Source, "上海市教育督导条例") {
		t.Errorf("督学 of a school in 上海: %+v", r)
	}
	national, _ := ProvinceOf(National)
	if c := national.Changes(force, "2026-09-01"); len(c) != 0 {
		t.Errorf("the State's preset changes the first fill: %+v", c)
	}
}
