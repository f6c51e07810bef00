package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestAProblemWithoutALevelIsAskedForAndComesInLater(t *testing.T) {
	s := countyStore(t)
	row := "date=2026-03-16|school=一小|inspectors=张三|problems=灭火器过期"
	out := bring(t, s, reading(t, office.KindVisits, row), ImportOptions{})
	if tally(out) != "+1 ~0 =0 !0" || !strings.Contains(strings.Join(out.Verdicts[0].Warnings, ""), "级别") || len(out.Notes) != 2 || !strings.Contains(out.Notes[0], "有 1 行写了存在问题") {
		t.Fatalf("%+v %q", out.Verdicts, out.Notes)
	}
	if f := must[VisitForm](t)(s.Visit(out.Verdicts[0].RecordID)); len(f.Findings) != 0 {
		t.Fatalf("%+v", f.Findings)
	}
	if out = bring(t, s, reading(t, office.KindVisits, row+"|disposal=一般|dueOn=2026年3月30日前"), ImportOptions{}); tally(out) != "+0 ~1 =0 !0" || !strings.Contains(out.Verdicts[0].Reason, "级别（无意见→一般问题）、记入问题台账") {
		t.Fatalf("%+v", out.Verdicts)
	}
	if f := must[VisitForm](t)(s.Visit(out.Verdicts[0].RecordID)); len(f.Findings) != 1 || f.Findings[0].DueOn != "2026-03-30" || f.Findings[0].Content != "灭火器过期" {
		t.Fatalf("%+v", f.Findings)
	}
	none := bring(t, s, reading(t, office.KindFindings, "school=一小|foundOn=2026-03-16|content=无明显问题|level=一般"), ImportOptions{})
	if tally(none) != "+0 ~0 =0 !1" || !strings.Contains(none.Verdicts[0].Reason, "没有问题") {
		t.Errorf("%+v", none.Verdicts)
	}
}

func TestALedgerInTheWordsOfAnotherOffice(t *testing.T) {
	s := countyStore(t)
	row := "school=一小|foundOn=2026-03-16|content="
	out := bring(t, s, reading(t, office.KindFindings, row+"通道堆物|matter=一般问题|dueOn=当场|measures=已整改|closedOn=2026-03-18", row+"校门无警示牌|level=小|measures=报采购|state=已下单，月底到货", row+"课表未公示|level=小|matter=安全类"), ImportOptions{})
	if tally(out) != "+2 ~0 =0 !1" || out.Verdicts[2].Faults[0].Field != "matter" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	for i, want := range []office.Finding{{Level: 2, State: office.FindingClosed, DueOn: "2026-03-16"}, {Level: 4, State: office.FindingPending, Measures: "报采购\n已下单，月底到货"}} {
		p := must[office.Finding](t)(get[office.Finding](s.r, "findings", out.Verdicts[i].RecordID))
		if p.Level != want.Level || p.State != want.State || p.DueOn != want.DueOn && want.DueOn != "" || p.Measures != want.Measures {
			t.Errorf("%+v", p)
		}
	}
}

func TestTheSameVisitInOtherWordsIsNotDoubled(t *testing.T) {
	s := countyStore(t)
	for _, c := range []struct{ row, want, warn string }{
		{"date=2026-03-16|school=一小|inspectors=张三、李四|content=查看食堂", "+1 ~0 =0 !0", ""},
		{"date=2026-03-16|school=一小|inspectors=李四、张三|content=查看食堂", "+0 ~0 =1 !0", ""},
		{"date=2026-03-16|session=下午|school=一小|inspectors=张三、李四|content=查看食堂", "+0 ~1 =0 !0", ""},
		{"date=2026-03-16|session=上午|school=一小|inspectors=张三|content=听课", "+1 ~0 =0 !0", "已有下午的一次"},
	} {
		out := bring(t, s, reading(t, office.KindVisits, c.row), ImportOptions{})
		if w := strings.Join(out.Verdicts[0].Warnings, ""); tally(out) != c.want || !strings.Contains(w, c.warn) || c.warn == "" && w != "" {
			t.Errorf("%s: %s %+v", c.row, tally(out), out.Verdicts)
		}
	}
	twice := bring(t, s, reading(t, office.KindVisits, "date=2026-03-17|school=一小|inspectors=张三、李四", "date=2026-03-17|school=一小|inspectors=李四、张三"), ImportOptions{})
	if tally(twice) != "+1 ~0 =0 !1" {
		t.Errorf("%+v", twice.Verdicts)
	}
}

func TestTheHalfDayMayStandWithTheDay(t *testing.T) {
	s := countyStore(t)
	out := bring(t, s, reading(t, office.KindVisits, "date=2026年3月16日（下午）|school=一小|inspectors=张三", "date=2026.3.17下午2:30|session=全天|school=一小|inspectors=张三"), ImportOptions{})
	if tally(out) != "+2 ~0 =0 !0" || len(out.Notes) != 0 {
		t.Fatalf("%s %+v %q", tally(out), out.Verdicts, out.Notes)
	}
	for i, want := range []string{"下午", "全天"} {
		if f := must[VisitForm](t)(s.Visit(out.Verdicts[i].RecordID)); f.Visit.Session != want {
			t.Errorf("%s is %s", want, f.Visit.Session)
		}
	}
}

func TestDaysThatCannotBeAreRefused(t *testing.T) {
	s := countyStore(t)
	for _, c := range []struct {
		kind             office.Kind
		row, field, want string
	}{
		{office.KindVisits, "date=1923-03-03|school=一小|inspectors=张三", "date", "太早"},
		{office.KindFindings, "school=一小|foundOn=1926-03-04|content=x|level=一般", "foundOn", "太早"},
		{office.KindFindings, "school=一小|foundOn=2026-03-04|content=x|level=一般|state=已销号|closedOn=2030-01-01", "closedOn", "今天之后"},
		{office.KindFindings, "school=一小|foundOn=2026-03-04|content=x|level=一般|recheckOn=2030-01-01", "recheckOn", "今天之后"},
		{office.KindVisits, "date=2026-03-18|school=一小|inspectors=张叁", "inspectors", "没有叫“张叁”的督学，请核对"},
		{office.KindVisits, "date=2026-03-18|school=示例县东门幼儿园|inspectors=", "inspectors", "当天也没有责任督学"},
	} {
		out := bring(t, s, reading(t, c.kind, c.row), ImportOptions{Rehearse: true})
		v := out.Verdicts[0]
		if c.want == "当天也没有责任督学" { // 李四 answers for it
			if v.State != office.RowAdded || !strings.Contains(strings.Join(v.Warnings, ""), "记为李四") {
				t.Errorf("a blank is found by the day: %+v", v)
			}
			continue
		}
		if v.State != office.RowFailed || v.Faults[0].Field != c.field || !strings.Contains(v.Faults[0].Message, c.want) || len(v.Faults) != 1 {
			t.Errorf("%s: %+v", c.row, v)
		}
	}
	bring(t, s, reading(t, office.KindInspectors, "name=解示清|mobile=13800000009"), ImportOptions{})
	out := bring(t, s, reading(t, office.KindVisits, "date=2026-03-18|school=一小|inspectors=解示青"), ImportOptions{})
	if !strings.Contains(out.Verdicts[0].Reason, "是不是解示清？") {
		t.Errorf("%+v", out.Verdicts)
	}
}

func TestYearsThatWereAddedAreTold(t *testing.T) {
	s := countyStore(t)
	r := reading(t, office.KindVisits, "date=1月5日|school=一小|inspectors=张三", "date=9月6日|school=一小|inspectors=张三", "date=2025-09-08|school=一小|inspectors=张三")
	hint, ok := office.FindYear("2025年秋季学期督导记录", "第 1 行标题")
	for i := range r.Tables[0].Rows {
		r.Tables[0].Rows[i].Hint = hint
	}
	out := bring(t, s, r, ImportOptions{Rehearse: true})
	if want := "工作表“表”有 2 个日期没写年份，按第 1 行标题算在 2025 年 8 月至 2026 年 7 月，如“1月5日”记为 2026-01-05。"; !ok || out.Added != 3 || !strings.Contains(strings.Join(out.Notes, "\n"), want) {
		t.Errorf("%s %q", tally(out), out.Notes)
	}
}

func TestAnAliasInAStaleSheetIsNoClash(t *testing.T) {
	s := countyStore(t)
	r := returned(t, s, office.KindVisits)
	row := &r.Tables[0].Rows[0]
	set := func(key, text string) { row.Cells[r.Layout.Index(key)].Text = text }
	set("school", "一小")
	set("methods", "听课3节、资料")
	set("matters", "食堂、食品、饮水及宿舍卫生情况、校园安全情况")
	if out := bring(t, s, r, ImportOptions{}); tally(out) != "+0 ~1 =2 !0" || !strings.Contains(out.Verdicts[0].Reason, "方式（随机听课2、查阅资料5→随机听课3、查阅资料5）") {
		t.Fatalf("%+v", out.Verdicts[0])
	}
	if out := bring(t, s, r, ImportOptions{}); tally(out) != "+0 ~0 =3 !0" {
		t.Fatalf("its own import is no rival: %+v", out.Verdicts[0])
	}
}
