package report

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
)

var update = flag.Bool("update", false, "write the golden files anew")

// county is the county small enough to count by hand.
func county(t *testing.T) office.MonthBook {
	t.Helper()
	text, err := os.ReadFile("../office/testdata/month_county.json")
	if err != nil {
		t.Fatal(err)
	}
	var b office.MonthBook
	if err := json.Unmarshal(text, &b); err != nil {
		t.Fatal(err)
	}
	b.Matters, b.MadeOn = office.DefaultMatters, b.Today
	return b
}

// plain writes a document as text, one line a block.
func plain(d doc.Document) string {
	var s strings.Builder
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case doc.Title:
			s.WriteString("【" + strings.ReplaceAll(b.Text, "\n", "／") + "】" + b.Subtitle + "\n")
		case doc.Heading:
			s.WriteString(strings.Repeat("#", b.Level) + " " + b.Text + "\n")
		case doc.Paragraph:
			for _, r := range b.Runs {
				s.WriteString(r.Text + MarkSign(r.Mark))
			}
			s.WriteString("\n")
		case doc.Table:
			heads := []string{}
			for _, c := range b.Columns {
				heads = append(heads, c.Head)
			}
			s.WriteString("表《" + b.Name + "》" + b.Caption + "\n" + strings.Join(heads, " | ") + "\n")
			for _, r := range b.Rows {
				cells := []string{}
				for _, c := range r.Cells {
					text := c.Text + MarkSign(c.Mark)
					if c.Warn {
						text = "▲" + text
					}
					cells = append(cells, text)
				}
				s.WriteString(strings.Join(cells, " | ") + "\n")
			}
		case doc.PageBreak:
			s.WriteString("---- " + b.Annex + "\n")
		case doc.Signature:
			s.WriteString("落款 " + b.Office + " " + b.Date + strings.Join(b.Lines, "") + "\n")
		case doc.Ends:
			s.WriteString(b.Left + " ~ " + b.Center + " ~ " + b.Right + "\n")
		case doc.Chart:
			s.WriteString("图 " + b.Title + " " + strings.Join(b.Labels, "、") + "\n")
		}
	}
	return s.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i] != b[i] {
			t.Fatalf("%s differs in line %d:\n got %q\nwant %q", file, i+1, strings.Join(a[min(i, len(a)):min(i+1, len(a))], ""), strings.Join(b[min(i, len(b)):min(i+1, len(b))], ""))
		}
	}
}

func TestMonthReportOfATinyCounty(t *testing.T) {
	golden(t, "testdata/month_office.txt", plain(NewMonth(county(t), nil).Document()))
	golden(t, "testdata/month_zone.txt", plain(NewMonth(county(t).In("第二责任区"), nil).Document()))
	golden(t, "testdata/statistics.txt", plain(NewMonth(county(t), nil).Statistics()))
}

// part returns the text written for a part.
func part(b office.MonthBook, key string) string {
	for _, p := range NewMonth(b, nil).Parts {
		if p.Key == key {
			return p.Text
		}
	}
	return ""
}

func TestNothingFoundIsSaidInWords(t *testing.T) {
	b := county(t)
	b.This.Findings = nil
	for i := range b.This.Visits {
		b.This.Visits[i].Highlights, b.This.Visits[i].Feedback = "", true
		b.This.Visits[i].Counts = make([]int, len(office.Methods))
	}
	for key, want := range map[string]string{
		"problems":   "本月督导未发现问题，与上月持平。",
		"highlights": "本月督导记录中没有登记典型经验。",
		"conclusion": "本月没有到期应整改的问题。期末没有逾期未整改的问题。",
		"advice":     "1.本月未督导的3所学校，有关责任区下月应优先安排入校督导。",
		"process":    "督导记录中没有登记各督导方式的数量。",
	} {
		if got := part(b, key); !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", key, got, want)
		}
	}
	b.This.Visits, b.This.Complaints = nil, nil
	if got := part(b, "process"); got != "本月没有督导记录，较上月减少1校次。全县应督导的6所学校均未督导。" {
		t.Errorf("no visits: %q", got)
	}
}

func TestEverySchoolVisitedIsSaid(t *testing.T) {
	b := county(t)
	b.This.Schools = slices.DeleteFunc(b.This.Schools, func(s office.MonthSchool) bool { return slices.Contains([]int64{2, 4, 12}, s.ID) })
	if got := part(b, "process"); !strings.Contains(got, "已督导学校3所②，覆盖率100%，较上月提高50个百分点。") || !strings.Contains(got, "应督导学校均已督导。") {
		t.Errorf("process: %q", got)
	}
	if got := part(b, "conclusion"); !strings.HasPrefix(got, "全县3所学校均已督导，完成了本月督导任务。2个责任区的覆盖率均为100%。") {
		t.Errorf("conclusion: %q", got)
	}
}

func TestExemptMonthIsNotHeldToTheRule(t *testing.T) {
	b := county(t)
	b.This.Exempt = true
	if got := part(b, "task"); !strings.Contains(got, "本月为免督导月份，不作每校督导次数要求。") || strings.Contains(got, "应督导") {
		t.Errorf("task: %q", got)
	}
	if got := part(b, "conclusion"); !strings.HasPrefix(got, "本月为免督导月份，仍督导5校次。") {
		t.Errorf("conclusion: %q", got)
	}
	if got := part(b, "process"); strings.Contains(got, "覆盖率") || strings.Contains(got, "未督导学校") {
		t.Errorf("process: %q", got)
	}
}

func TestChangesAreWorded(t *testing.T) {
	for _, c := range []struct {
		now, then float64
		unit      string
		want      string
	}{
		{12, 9, "校次", "较上月增加3校次"},
		{9, 12, "校次", "较上月减少3校次"},
		{9, 9, "校次", "与上月持平"},
		{0, 0, "个", "与上月持平"},
		{98.74, 97.5, "%", "较上月提高1.2个百分点"},
		{97.5, 98.74, "%", "较上月下降1.2个百分点"},
		{97.51, 97.5, "%", "与上月持平"},
		{92.02, 90.97, "分", "较上月增加1.05分"},
		{90.97, 92.02, "分", "较上月减少1.05分"},
		{0.3, 0.1 + 0.2, "分", "与上月持平"},
	} {
		if got := change("较上月", c.now, c.then, c.unit); got != c.want {
			t.Errorf("change(%v, %v): %s; want %s", c.now, c.then, got, c.want)
		}
	}
	for v, want := range map[float64]string{100: "100%", 99.97: "99.9%", 0: "0%", 0.01: "0.1%", 50: "50%", 100.0 / 3: "33.3%"} {
		if got := percent(v); got != want {
			t.Errorf("percent(%v): %s; want %s", v, got, want)
		}
	}
}

func TestManyNamesAreCounted(t *testing.T) {
	names := []string{"甲", "乙", "丙", "丁", "戊"}
	for n, want := range map[int]string{1: "甲", 4: "甲、乙、丙、丁", 5: "甲、乙、丙等5所学校"} {
		if got := list(names[:n], 3, "所学校"); got != want {
			t.Errorf("%d names: %s; want %s", n, got, want)
		}
	}
}

func TestOwnTextSurvivesAndItsNumbersAreWatched(t *testing.T) {
	b := county(t)
	own := map[string]string{"process": "本月督导9校次④，随机听课3节⑧。\n（一）自己写的小标题\n特色工作。"}
	m := NewMonth(b, own)
	text := plain(m.Document())
	if !strings.Contains(text, "本月督导9校次④，随机听课3节⑧。\n## （一）自己写的小标题\n特色工作。\n") {
		t.Errorf("own text is not printed: %s", text)
	}
	if strings.Contains(text, "本月共督导") {
		t.Error("the written text is printed beside the clerk's own")
	}
	stale := m.Stale()
	if len(stale) != 1 || !strings.Contains(stale[0], "督导次数写的是 9，按现有记录是 5") {
		t.Errorf("stale: %v", stale)
	}
	for _, p := range m.Parts {
		if p.Key == "process" && (!p.IsEdited || p.Text == p.Edited || !strings.Contains(p.Text, "本月共督导5校次④")) {
			t.Errorf("part %+v", p)
		}
	}
}

// Every number that the report's text marks must be its figure's value.
func TestMarkedNumbersAreTheirFigures(t *testing.T) {
	for _, zone := range []string{"", "第一责任区", "第二责任区", office.Unzoned} {
		m := NewMonth(county(t).In(zone), nil)
		for i := range m.Parts {
			m.Parts[i].IsEdited, m.Parts[i].Edited = true, m.Parts[i].Text
		}
		if stale := m.Stale(); len(stale) > 0 {
			t.Errorf("%q: %v", zone, stale)
		}
	}
}

// Each list behind a figure has one row for each of its records, and its last
// column adds up to the figure.
func TestDetailsHaveARowForEachRecord(t *testing.T) {
	m := NewMonth(county(t), nil)
	for _, f := range m.Report.All() {
		d := m.Detail(f)
		if len(d.Rows) != len(f.Records) {
			t.Errorf("%s: %d rows for %d records", f.Key, len(d.Rows), len(f.Records))
		}
		for i, row := range d.Rows {
			if len(row) != len(d.Head) {
				t.Errorf("%s, row %d: %d cells under %d heads: %v", f.Key, i, len(row), len(d.Head), row)
			}
		}
	}
	linked := map[string]bool{}
	for _, d := range m.Details() {
		linked[d.Key] = true
	}
	for _, b := range m.Document().Blocks {
		table, ok := b.(doc.Table)
		if !ok || table.Name != "主要数据" {
			continue
		}
		for _, r := range table.Rows {
			for _, c := range r.Cells {
				if c.Link != "" && !linked[c.Link] {
					t.Errorf("%q links to %s, which has no list", c.Text, c.Link)
				}
			}
		}
	}
}

func TestScreenTablesLeadToFigures(t *testing.T) {
	b := county(t)
	m := NewMonth(b, nil)
	n := 0
	for _, table := range m.Tables() {
		for i, row := range table.Rows {
			for j, key := range table.Keys[i] {
				if key == "" {
					continue
				}
				n++
				in := m
				if zone, rest, ok := strings.Cut(key, "|"); ok {
					in, key = NewMonth(b.In(zone), nil), rest
				}
				f, ok := in.Report.Figure(key)
				if text := strings.TrimLeft(row[j], "▲"); !ok || number(f.Value) != text {
					t.Errorf("%s: %q leads to %s = %v", table.Title, row[j], key, f.Value)
				}
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d cells lead to a figure", n)
	}
}

func TestFiguresWithoutMeaningArePrintedAsDashes(t *testing.T) {
	b := county(t)
	b.This.Exempt = true
	text := plain(NewMonth(b, nil).Document())
	for _, want := range []string{"应督导学校① | 所 | — | 2 | —\n", "已督导学校② | 所 | 3 | 1 | +2\n", "督导覆盖率（②÷①） | % | — | 50% | —\n",
		"整改率（⑲÷⑱） | % | 33.3% | — | —\n", "第一责任区 | — | 2 | — | — | 4 |"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q", want)
		}
	}
}

func TestWhatWasDoneAboutTheProblemsIsTold(t *testing.T) {
	b := county(t)
	if got := part(b, "problems"); strings.Contains(got, "份") {
		t.Errorf("an office that issues its papers by hand is said to have issued: %s", got)
	}
	for _, a := range NewMonth(b, nil).annexes() {
		if a == annexCases {
			t.Error("an annex of nothing")
		}
	}
	b.This.Papers = true
	b.This.Notices = []office.MonthNotice{{ID: 71, Kind: office.NoticeRectify, Number: "ZG2026-0001", DocNumber: "示教督改〔2026〕1号", Date: "2026-03-05", SchoolID: 1, Findings: 1, State: "下发"},
		{ID: 72, Kind: office.NoticeBulletin, Number: "TB2026-0001", Date: "2026-03-30", State: "印发"}}
	b.This.Practices = []office.MonthPractice{{ID: 81, Number: "JY2026-0001", FoundOn: "2026-03-05", SchoolID: 1, InspectorID: 1, Title: "校长陪餐", Content: "校长每天陪餐并记录", State: office.PracticeChosen},
		{ID: 82, Number: "JY2026-0002", FoundOn: "2026-03-06", SchoolID: 1, Title: "家长开放日", Content: "每月一次", State: "登记"}}
	b.This.Findings[0].Rechecks = 2
	b.This.Findings[1].Repeat = 3
	m := NewMonth(b, nil)
	for key, want := range map[string]string{"problems": "本月下发整改通知书1份、督导通报1份。", "highlights": "本月推荐典型经验1条。", "conclusion": "本月回访核查2次。"} {
		if got := part(b, key); !strings.Contains(got, want) {
			t.Errorf("%s: %q lacks %q", key, got, want)
		}
	}
	if got := part(b, "highlights"); !strings.Contains(got, "校长陪餐。校长每天陪餐并记录（督学") || strings.Contains(got, "家长开放日") {
		t.Errorf("highlights: %s", got)
	}
	text := plain(m.Document())
	for _, want := range []string{"附件7", annexPapers[annexCases].title, "ZG2026-0001 | 整改通知书 | 示教督改〔2026〕1号", "TB2026-0001", "JY2026-0002", "下发整改通知书 | 份 | 1 | — | —", "附件7中1条"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper lacks %q", want)
		}
	}
	zone := NewMonth(b.In("第二责任区"), nil)
	if f := zone.Report.Figures.Get(office.PaperKey(office.NoticeRectify)); f.Value != 0 && b.This.School(1).Zone != "第二责任区" {
		t.Errorf("a paper of another zone: %+v", f)
	}
	sum := 0.0
	for _, z := range m.Report.Zones {
		sum += z.Figures.Get(office.PaperKey(office.NoticeBulletin)).Value
	}
	if sum != 1 {
		t.Errorf("the zones' 通报 add up to %v", sum)
	}
}

// A report of a 学期 speaks of the 学期, and refers to the months' lists.
func TestTermReportSpeaksOfTheTerm(t *testing.T) {
	b := county(t)
	for _, part := range []struct {
		f   *office.MonthFacts
		key string
	}{{&b.This, "2025-2026-2"}, {&b.Last, "2025-2026-1"}} {
		span, err := office.ParseSpan(part.key, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		part.f.Span, part.f.Period = span, span.Of(0)
	}
	m := NewMonth(b, nil)
	text := plain(m.Document())
	for _, want := range []string{"2025—2026学年第二学期督导报告", "本学期共督导", "较上学期", "附件4", "各月报告附件4", "表《各月》"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	for _, not := range []string{"本月", "上月", "下月", "督导记录清单", "附件5"} {
		if strings.Contains(text, not) {
			t.Errorf("the report says %q", not)
		}
	}
	if book := plain(m.Workbook()); !strings.Contains(book, "表《督导记录清单》") {
		t.Error("the workbook has no list of the visits")
	}
}
