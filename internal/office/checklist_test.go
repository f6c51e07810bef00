package office

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func pt(name string, level int, points float64) ChecklistItem {
	return ChecklistItem{Name: name, Level: level, Points: points}
}

func TestChecklistChecks(t *testing.T) {
	c := Checklist{Name: "甲", Version: "1", Source: "本县", Items: []ChecklistItem{pt("一", 1, 7), pt("一甲", 2, 10), pt("一乙", 2, 20), pt("二", 1, 70)}, Grades: DefaultGrades()}
	c.Normalize()
	if c.Items[0].Points != 0 || c.FullScore != 100 || c.Sum() != 100 || len(c.Points()) != 3 {
		t.Errorf("the points of a list: %+v", c)
	}
	if err := c.Validate(); err != nil || len(c.Warnings()) != 0 {
		t.Errorf("a good list: %v %v", err, c.Warnings())
	}
	for what, spoil := range map[string]func(*Checklist){
		"最低的等次":   func(c *Checklist) { c.Grades = c.Grades[:3] },
		"从高到低":    func(c *Checklist) { c.Grades[1].Least = 95 },
		"没有名称":    func(c *Checklist) { c.Items[1].Name = " " },
		"层级不对":    func(c *Checklist) { c.Items[0].Level = 2 },
		"重复":      func(c *Checklist) { c.Items[1].Code, c.Items[2].Code = "A1", "A1" },
		"两位小数":    func(c *Checklist) { c.Items[1].Points = 1.005 },
		"请填写来源":   func(c *Checklist) { c.Source = "" },
		"请先填要点":   func(c *Checklist) { c.State, c.Items = ChecklistOpen, nil },
		"考核要求最多":  func(c *Checklist) { c.Items[1].Requirement = strings.Repeat("长", 2001) },
		"不在可选范围，": func(c *Checklist) { c.Kind = "别的" },
	} {
		bad := c
		bad.Items, bad.Grades = append([]ChecklistItem{}, c.Items...), append([]Grade{}, c.Grades...)
		spoil(&bad)
		bad.Normalize()
		if err := bad.Validate(); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	c.Items[1].Points = 12
	if w := c.Warnings(); len(w) != 1 || !strings.Contains(w[0], "102") {
		t.Errorf("the sum against the full score: %v", w)
	}
}

func TestStarters(t *testing.T) {
	for _, s := range ChecklistStarters(DefaultMatters, DefaultCheckpoints) {
		c := s.Checklist("2026版")
		c.Normalize()
		if err := c.Validate(); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		if c.Official || !strings.Contains(c.Source, "非官方") {
			t.Errorf("%s is offered as official: %s", s.Name, c.Source)
		}
		for _, x := range c.Items {
			if x.Requirement != "" || x.Source == "" {
				t.Errorf("%s, %s: %+v", s.Name, x.Name, x)
			}
		}
	}
	rules := ChecklistStarters(DefaultMatters, DefaultCheckpoints)[0]
	if n := len(rules.Items); n != 8+19 {
		t.Errorf("规范办学督导要点 has %d lines", n)
	}
	if n := len(ChecklistStarters(DefaultMatters, DefaultCheckpoints)[3].Items); n != len(foodNames) {
		t.Errorf("food: %d points", n)
	}
}

func levels(items []ChecklistItem) string {
	out := []string{}
	for _, x := range items {
		out = append(out, fmt.Sprintf("%d%s%s:%v", x.Level, x.Code, x.Name, x.Points))
	}
	return strings.Join(out, " ")
}

func TestParseChecklist(t *testing.T) {
	for _, c := range []struct{ name, text, want, trouble string }{
		{"domain layout", "编码*\t上级编码\t名称*\t分值\t考核要求\nA1\t\t办学\t\t\nB1\tA1\t章程\t5\t有章程\nB2\tA1\t制度\t5分\t\"第一行\n第二行\"", "1A1办学:0 2B1章程:5 2B2制度:5", ""},
		{"codes that continue", "A1\t办学\t\nA1-1\t章程\t5\nA1-10\t制度\t5\nA2\t安全\t10", "1A1办学:0 2A1-1章程:5 2A1-10制度:5 1A2安全:10", ""},
		{"dotted", "1\t甲\t\n1.1\t乙\t\n1.1.1\t丙\t3\n10\t丁\t2", "11甲:0 21.1乙:0 31.1.1丙:3 110丁:2", ""},
		{"side by side, merged", "一级指标\t二级指标\t评估要点\t分值\n办学\t章程\t有章程\t2\n\t\t会执行\t3\n\t制度\t有制度\t5\n安全\t门卫\t有登记\t4", "1办学:0 2章程:0 3有章程:2 3会执行:3 2制度:0 3有制度:5 1安全:0 2门卫:0 3有登记:4", ""},
		{"plain names", "食堂\n宿舍", "1食堂:0 1宿舍:0", ""},
		{"bad points", "名称\t分值\n食堂\t很多", "1食堂:0", "不是分数"},
		{"unknown parent", "编码\t上级编码\t名称\nB1\tA9\t章程", "1B1章程:0", "A9"},
		{"a ring", "编码\t上级编码\t名称\nA\tB\t甲\nB\tA\t乙", "", "互为上级"},
		{"too deep", "1\t甲\n1.1\t乙\n1.1.1\t丙\n1.1.1.1\t丁", "11甲:0 21.1乙:0 31.1.1丙:0 31.1.1.1丁:0", "最多 3 级"},
		{"empty", " \n\t", "", "没有可读"},
	} {
		got := ParseChecklist(c.text)
		if levels(got.Items) != c.want {
			t.Errorf("%s: %s\nwant %s (%v)", c.name, levels(got.Items), c.want, got.Problems)
		}
		if trouble := strings.Join(got.Problems, ""); c.trouble == "" != (trouble == "") || !strings.Contains(trouble, c.trouble) {
			t.Errorf("%s: %q", c.name, trouble)
		}
	}
}

func TestScores(t *testing.T) {
	x := ChecklistItem{ID: 1, Name: "留样", Points: 5}
	settle := func(u UnitScore) UnitScore { u.Settle(x, 50); return u }
	f := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		in     UnitScore
		result string
		score  float64
		bad    string
	}{
		{UnitScore{Score: f(5)}, ResultYes, 5, ""},
		{UnitScore{Score: f(0)}, ResultNo, 0, "扣分说明"},
		{UnitScore{Score: f(3), Note: "缺签名"}, ResultPartly, 3, ""},
		{UnitScore{Result: ResultPartly, Note: "缺"}, ResultPartly, 2.5, ""},
		{UnitScore{Result: ResultYes}, ResultYes, 5, ""},
		{UnitScore{Score: f(6)}, ResultPartly, 6, "0 到 5"},
		{UnitScore{Score: f(1.001), Note: "x"}, ResultPartly, 1.001, "两位小数"},
	} {
		u := settle(c.in)
		if u.Result != c.result || u.Score == nil || *u.Score != c.score {
			t.Errorf("%+v settles to %s %v", c.in, u.Result, u.Score)
		}
		if err := u.Validate(x); (err == nil) != (c.bad == "") || err != nil && !strings.Contains(err.Error(), c.bad) {
			t.Errorf("%+v: %v", c.in, err)
		}
	}
	if u := settle(UnitScore{Score: f(3), Result: ResultNone}); u.Score != nil {
		t.Errorf("不适用 keeps no points: %+v", u)
	}
}

func TestTotals(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	c := Checklist{FullScore: 100, Grades: DefaultGrades(), Items: []ChecklistItem{{ID: 1, Level: 1}, {ID: 2, Level: 2, Points: 60}, {ID: 3, Level: 2, Points: 30}, {ID: 4, Level: 1, Points: 10}, {ID: 5, Level: 1, Veto: true}}}
	all := map[int64]UnitScore{2: {Score: f(60), Result: ResultYes}, 3: {Score: f(15), Result: ResultPartly}, 4: {Result: ResultNone}}
	got := c.Total(all, 50)
	if got.Complete() || got.Grade != "" || *got.Score != 83.33 || got.Done != 3 || got.Of != 4 {
		t.Errorf("on the way: %+v", got)
	}
	all[5] = UnitScore{Result: ResultYes}
	if got = c.Total(all, 50); !got.Complete() || got.Grade != "良好" || !got.Passed {
		t.Errorf("75 of 90 is 83.33 of 100: %+v", got)
	}
	all[5] = UnitScore{Result: ResultNo}
	if got = c.Total(all, 50); got.Grade != "不合格" || got.Passed || len(got.Vetoes) != 1 || *got.Score != 83.33 {
		t.Errorf("vetoed: %+v", got)
	}
	bare := Checklist{Grades: DefaultGrades(), Items: []ChecklistItem{{ID: 1, Level: 1}, {ID: 2, Level: 1}, {ID: 3, Level: 1}, {ID: 4, Level: 1}}}
	got = bare.Total(map[int64]UnitScore{1: {Result: ResultYes}, 2: {Result: ResultPartly}, 3: {Result: ResultNo}, 4: {Result: ResultNone}}, 50)
	if *got.Score != 50 || got.Full != 100 || got.Grade != "不合格" {
		t.Errorf("results only: %+v", got)
	}
}

// However a list is scored, its total lies between nothing and everything, and
// more points never make less.
func TestTotalsHold(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		c := Checklist{Grades: DefaultGrades()}
		for i := range 1 + dice.IntN(12) {
			c.Items = append(c.Items, ChecklistItem{ID: int64(i + 1), Name: "x", Level: 1 + min(i, dice.IntN(2)), Points: float64(dice.IntN(40)) / 4})
		}
		c.Normalize()
		scores := map[int64]UnitScore{}
		for _, x := range c.Points() {
			u := UnitScore{ItemID: x.ID, Result: Results[dice.IntN(4)]}
			u.Settle(x, 50)
			scores[x.ID] = u
		}
		got := c.Total(scores, 50)
		if got.Done != got.Of || got.Score != nil && (*got.Score < 0 || *got.Score > c.Full()) {
			t.Fatalf("%+v\n%+v", c.Items, got)
		}
		for id, u := range scores {
			if u.Result == ResultNone || got.Score == nil {
				continue
			}
			better := map[int64]UnitScore{}
			for k, v := range scores {
				better[k] = v
			}
			u.Result, u.Score = ResultYes, nil
			u.Settle(itemOf(c, id), 50)
			better[id] = u
			if more := c.Total(better, 50); *more.Score < *got.Score {
				t.Fatalf("full marks at %d make %v of %v", id, *more.Score, *got.Score)
			}
		}
	}
}

func itemOf(c Checklist, id int64) ChecklistItem {
	for _, x := range c.Items {
		if x.ID == id {
			return x
		}
	}
	return ChecklistItem{}
}
