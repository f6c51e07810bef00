package office

import (
	"slices"
	"strings"
	"testing"
)

func TestWhoCalledIsMasked(t *testing.T) {
	for name, want := range map[string]string{"": "", "匿名": "匿名", "王": "*", "王示": "王*", "王示例": "王*例", "欧阳示例": "欧**例",
		"王女士": "王女士", "示家长": "示家长", "张示䶮": "张*䶮"} {
		if got := MaskName(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	for contact, want := range map[string]string{"": "", "13800000001": "138****0001", "0744-8222222": "0744-****222", "8222222": "****222",
		"wang@example.com": "w***@example.com", "13800000001、8222222": "138****0001、****222", "12345": "1***5"} {
		if got := MaskContact(contact); got != want {
			t.Errorf("%q: %q, want %q", contact, got, want)
		}
	}
	c := Complaint{Name: "王示例", Phone: "13800000001、0744-8222222", Content: "王示例说请回电13800000001或13900000002，座机0744-8222222。",
		Answer: "已告知王示例。", Steps: []Step{{Step: StepAdvice, Text: "请联系王示例"}}}
	m := c.Masked()
	all := m.Name + m.Phone + m.Content + m.Answer + m.Steps[0].Text
	for _, secret := range []string{"王示例", "13800000001", "13900000002", "8222222"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s shows in %q", secret, all)
		}
	}
	if c.Steps[0].Text != "请联系王示例" {
		t.Error("masking changed the record itself")
	}
}

func TestAnOrdinaryComplaintIsAnsweredAtOnce(t *testing.T) {
	c := Complaint{ReceivedOn: "2026-03-05", ReceivedAt: "8点半", Content: "询问招生", Answer: "已告知"}
	c.Normalize()
	if c.State != ComplaintClosed || c.ClosedOn != "2026-03-05" || c.AnsweredOn != "2026-03-05" || c.ReceivedAt != "08:30" || c.Validate() != nil {
		t.Errorf("%+v %v", c, c.Validate())
	}
	c = Complaint{ReceivedOn: "2026-03-05", Content: "询问招生", Answer: "已告知", State: ComplaintInHand}
	if c.Normalize(); c.State != ComplaintAnswered || c.ClosedOn != "" {
		t.Errorf("one that goes on: %s %s", c.State, c.ClosedOn)
	}
	c = Complaint{ReceivedOn: "2026-03-05", Content: "询问招生", State: ComplaintClosed}
	c.Normalize()
	if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "办结日期") {
		t.Errorf("closed without a day: %v", err)
	}
}

func TestASpecialComplaintGoesItsCourse(t *testing.T) {
	c := Complaint{ReceivedOn: "2026-03-05", Content: "反映收费", Kind: ComplaintSpecial}
	state := func(want string) {
		t.Helper()
		c.Normalize()
		if err := c.Validate(); err != nil || c.State != want {
			t.Errorf("state %s, want %s: %v", c.State, want, err)
		}
	}
	state(ComplaintNew)
	c.Steps = []Step{{Step: StepDirection, On: "2026-03-07", By: "分管领导", Text: "同意"}, {Step: StepAdvice, On: "2026-03-06", Text: "核实"}, {Step: StepWork}}
	state(ComplaintInHand)
	if got := []string{c.Steps[0].Step, c.Steps[1].Step}; len(c.Steps) != 2 || !slices.Equal(got, []string{StepAdvice, StepDirection}) {
		t.Errorf("steps %+v", c.Steps)
	}
	c.Answer, c.AnsweredOn = "已告知", "2026-03-12"
	state(ComplaintAnswered)
	c.State = ComplaintAside
	state(ComplaintAside)
	c.ClosedOn = "2026-03-12"
	c.Normalize()
	if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "最终处理结果") {
		t.Errorf("closed without a result: %v", err)
	}
	c.Result, c.ResultOn = "已退还", "2026-03-11"
	state(ComplaintClosed)
	c.Steps[1].On = "2026-03-05"
	if err := c.Validate(); err == nil || !strings.Contains(err.Error(), "早于上一环节") {
		t.Errorf("steps against their days: %v", err)
	}
}

func TestOverdueLeavesOutWhatIsPutAside(t *testing.T) {
	for _, c := range []struct {
		state  string
		closed Date
		want   int
	}{{ComplaintInHand, "", 5}, {ComplaintAside, "", 0}, {ComplaintClosed, "2026-03-22", 2}, {ComplaintClosed, "2026-03-19", 0}} {
		x := Complaint{State: c.state, DueOn: "2026-03-20", ClosedOn: c.closed}
		if got := x.DaysOverdue("2026-03-25"); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

func TestClock(t *testing.T) {
	for text, want := range map[string]string{"": "", "8:30": "08:30", "08：05": "08:05", "下午3点20": "15:20", "15时": "15:00", "9点半": "09:30", "16:20:00": "16:20", "上午10:00": "10:00"} {
		if got, ok := ParseClock(text); got != want || !ok {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	for _, text := range []string{"25:00", "8:75", "早上", "830"} {
		if got, ok := ParseClock(text); ok {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// Each number here was counted by hand from testdata/month_county.json.
func TestComplaintStatisticsCountedByHand(t *testing.T) {
	facts := ComplaintFacts{From: "2026-03-01", To: "2026-03-31", AsOf: "2026-04-03", Complaints: monthCounty(t).This.Complaints}
	s := facts.Compose()
	got := map[string][]int64{}
	for _, f := range s.Total {
		got[f.Key] = f.Records
	}
	for _, table := range s.Tables {
		sum := 0.0
		for _, r := range table.Rows {
			sum += r.Figures[0].Value
			for _, f := range r.Figures {
				got[f.Key] = f.Records
				if f.Value != float64(len(f.Records)) {
					t.Errorf("%s: %v of %v", f.Key, f.Value, f.Records)
				}
			}
		}
		if sum != 3 {
			t.Errorf("%s adds up to %v", table.Key, sum)
		}
	}
	for key, want := range map[string][]int64{
		"complaint.in": {32, 33, 34}, "complaint.done": {32, 33}, "complaint.open": {34}, "complaint.late": {34}, "complaint.ended": {31, 32, 33},
		"complaint.channel.电话.in": {32, 33, 34}, "complaint.kind.特殊.open": {34}, "complaint.state.办结.in": {32, 33},
		"complaint.matter.7.in": {32}, "complaint.matter.0.in": {33, 34}, "complaint.school.3.late": {34}, "complaint.school.0.in": {33},
		"complaint.person.甲示一.taken": {33, 34}, "complaint.person.甲示一.handed": {32, 33}, "complaint.person.甲示一.solved": {32, 33},
		"complaint.person.乙示二.taken": {32}, "complaint.person.乙示二.handed": {34}, "complaint.person.乙示二.solved": {},
	} {
		if !slices.Equal(got[key], want) {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
}

func TestOriginIsParted(t *testing.T) {
	known := func(s string) bool { return s == "第一小学" || s == "群众路小学" }
	for text, want := range map[string][2]string{"第一小学": {"第一小学", ""}, "第一小学家长": {"第一小学", "家长"}, "第一小学（学生家长）": {"第一小学", "学生家长"},
		"第一小学的老师": {"第一小学", "老师"}, "教育局": {"教育局", ""}, "群众路小学": {"群众路小学", ""}} {
		if school, who := SplitOrigin(text, known); [2]string{school, who} != want {
			t.Errorf("%q: %q %q", text, school, who)
		}
	}
}
