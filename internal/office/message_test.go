package office

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// messageCounty is a small made-up county that the messages of the test speak of.
func messageCounty() MessageNames {
	n := MessageNames{Matters: DefaultMatters, Checkpoints: DefaultCheckpoints, Calendar: NewCalendar(Holidays()), County: "示例县"}
	for i, s := range []struct{ name, town, alias string }{
		{"示例县第一小学", "城关镇", "一小"}, {"示例县第二小学", "城关镇", ""}, {"示例县实验小学", "城关镇", "实小"}, {"示例县青石镇中心小学", "青石镇", ""},
		{"示例县柳溪镇中心小学", "柳溪镇", ""}, {"示例县柳溪镇初级中学", "柳溪镇", ""}, {"示例县第一初级中学", "城关镇", ""}, {"示例县第二初级中学", "城关镇", ""},
		{"示例县白沙乡石门教学点", "白沙乡", ""}, {"示例县云台镇九年一贯制学校", "云台镇", ""}, {"示例县第一高级中学", "城关镇", ""}, {"示例县启明中学", "城关镇", ""},
		{"示例县职业中等专业学校", "城关镇", "职专"}, {"示例县第一幼儿园", "城关镇", ""}, {"示例县直属机关幼儿园", "城关镇", "机关幼儿园"}, {"示例县青石镇小太阳幼儿园", "青石镇", ""},
		{"示例县城关镇阳光幼儿园", "城关镇", ""}, {"示例县双桥镇阳光幼儿园", "双桥镇", ""}, {"示例县枫林镇新民小学", "枫林镇", ""}, {"示例县龙潭乡新民小学", "龙潭乡", ""},
	} {
		calls := []string{strings.TrimPrefix(s.name, "示例县")}
		if s.alias != "" {
			calls = append(calls, s.alias)
		}
		n.Schools = append(n.Schools, MessageSchool{ID: int64(i + 1), Name: s.name, Town: s.town, Kindergarten: SchoolKindOf(s.name) == InfantSchool, Calls: calls})
	}
	for i, name := range []string{"王示䶮", "李示堃", "陈示明", "张示华", "刘示安", "赵示宁", "周示远"} {
		n.People = append(n.People, Inspector{ID: int64(i + 1), Name: name, State: "在聘"})
	}
	answering := map[int64]int64{1: 1, 2: 7, 3: 5, 4: 6, 5: 2, 6: 2, 7: 3, 8: 3, 9: 7, 10: 6, 11: 1, 12: 1, 13: 5, 14: 4, 15: 4, 16: 6, 17: 4, 18: 4, 19: 2, 20: 7}
	n.Answering = func(school int64, _ Date) []int64 { return []int64{answering[school]} }
	return n
}

// messageCase is one pasted message with what a person reads in it.
type messageCase struct {
	name, text string
	want       map[string][]string
}

func messageCases(t *testing.T) []messageCase {
	t.Helper()
	data, err := os.ReadFile("testdata/messages.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := []messageCase{}
	for _, part := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		head, text, _ := strings.Cut(part, "\n---\n")
		lines := strings.Split(head, "\n")
		c := messageCase{name: lines[0], text: strings.TrimSuffix(text, "\n"), want: map[string][]string{}}
		for _, l := range lines[1:] {
			key, value, _ := strings.Cut(l, " ")
			if key == "finding" || key == "highlight" || key == "advice" {
				c.want[key] = append(c.want[key], value)
				continue
			}
			c.want[key] = strings.Fields(value)
		}
		out = append(out, c)
	}
	return out
}

// messageSays gives what was read in the words of the test.
func messageSays(n MessageNames, d MessageDraft) map[string][]string {
	got := map[string][]string{}
	one := func(key, value string) {
		if value != "" {
			got[key] = append(got[key], value)
		}
	}
	v := d.Visit
	one("date", string(v.Date))
	if slices.ContainsFunc(d.Marks, func(m MessageMark) bool { return m.Field == MessageSession }) {
		one("session", v.Session)
	}
	if v.Kind != VisitKinds[0] {
		one("kind", v.Kind)
	}
	if v.SchoolID != 0 {
		one("school", n.Schools[v.SchoolID-1].Name)
	}
	one("asks", d.Asks.Name)
	for _, id := range append([]int64{v.InspectorID}, v.Companions...) {
		if id != 0 {
			one("people", n.People[id-1].Name)
		}
	}
	for _, m := range v.Methods {
		one("methods", fmt.Sprintf("%s%d", m.Method, m.Count))
	}
	one("highlight", v.Highlights)
	one("advice", v.Advice)
	for _, f := range d.Findings {
		short := ""
		for _, m := range n.Matters {
			if m.ID == f.MatterID {
				short = m.Short
			}
		}
		one("finding", short+" "+f.Content)
		one("due", string(f.DueOn))
	}
	return got
}

// tally counts, of one field, what should be read, what was, what was not, and
// what was read that nobody wrote.
type tally struct{ want, found, missed, wrong int }

func (c *tally) compare(want, got []string, same func(want, got string) bool) {
	left := slices.Clone(got)
	for _, w := range want {
		c.want++
		i := slices.IndexFunc(left, func(g string) bool { return same(w, g) })
		if i < 0 {
			c.missed++
			continue
		}
		c.found++
		left = slices.Delete(left, i, i+1)
	}
	c.wrong += len(left)
}

func equal(want, got string) bool { return want == got }

// saysFinding: the same matter, and the word that tells the problem.
func saysFinding(want, got string) bool {
	matter, word, _ := strings.Cut(want, " ")
	gotMatter, content, _ := strings.Cut(got, " ")
	return matter == gotMatter && strings.Contains(content, word)
}

var messageFields = []struct {
	key  string
	same func(want, got string) bool
}{
	{"date", equal}, {"session", equal}, {"school", equal}, {"asks", equal}, {"people", equal}, {"kind", equal}, {"methods", equal},
	{"finding", saysFinding}, {"due", equal}, {"highlight", func(w, g string) bool { return strings.Contains(g, w) }}, {"advice", func(w, g string) bool { return strings.Contains(g, w) }},
}

// TestFortyMessages reads forty made-up messages of different wording and counts
// the fields found, missed and wrongly read. The counts are exact, so that a rule
// that gets worse, or better, shows.
func TestFortyMessages(t *testing.T) {
	const today Date = "2026-03-26" // a Thursday
	names := messageCounty()
	cases := messageCases(t)
	if len(cases) != 40 {
		t.Fatalf("%d messages", len(cases))
	}
	sums := map[string]*tally{}
	table := "message " + strings.Join(messageKeys(), " ")
	for _, c := range cases {
		got := messageSays(names, ParseMessage(c.text, names, today))
		row := c.name
		for _, f := range messageFields {
			if sums[f.key] == nil {
				sums[f.key] = &tally{}
			}
			own := tally{}
			own.compare(c.want[f.key], got[f.key], f.same)
			row += fmt.Sprintf("\t%d/%d", own.found, own.want)
			if own.wrong > 0 {
				row += fmt.Sprintf("+%d", own.wrong)
			}
			sum := sums[f.key]
			*sum = tally{sum.want + own.want, sum.found + own.found, sum.missed + own.missed, sum.wrong + own.wrong}
			if own.missed+own.wrong > 0 {
				t.Logf("%s %s: want %q, read %q", c.name, f.key, c.want[f.key], got[f.key])
			}
		}
		table += "\n" + row
	}
	for _, f := range messageFields {
		s := sums[f.key]
		table += fmt.Sprintf("\n%-9s %3d to read, %3d found, %d missed, %d wrong", f.key, s.want, s.found, s.missed, s.wrong)
		if want := messageCounts[f.key]; *s != want {
			t.Errorf("%s: %+v, want %+v", f.key, *s, want)
		}
	}
	t.Log("\n" + table)
}

func messageKeys() []string {
	keys := []string{}
	for _, f := range messageFields {
		keys = append(keys, f.key)
	}
	return keys
}

// messageCounts are the fields of the forty messages: to read, found, missed, wrong.
var messageCounts = map[string]tally{
	"date": {39, 39, 0, 0}, "session": {36, 36, 0, 0}, "school": {37, 37, 0, 0}, "asks": {3, 3, 0, 0}, "people": {43, 43, 0, 0}, "kind": {6, 6, 0, 0},
	"methods": {61, 60, 1, 0}, "finding": {54, 50, 4, 2}, "due": {32, 32, 0, 0}, "highlight": {10, 10, 0, 0}, "advice": {22, 22, 0, 0},
}

// The marks lie within the text, in order, none over another, and the text of a
// school's mark is the school's name.
func TestMessageMarks(t *testing.T) {
	names := messageCounty()
	for _, c := range messageCases(t) {
		d := ParseMessage(c.text, names, "2026-03-26")
		runes, last := []rune(d.Text), 0
		for _, m := range d.Marks {
			if m.From < last || m.To <= m.From || m.To > len(runes) {
				t.Errorf("%s: %+v after %d", c.name, m, last)
				break
			}
			last = m.To
		}
		if !slices.ContainsFunc(d.Marks, func(m MessageMark) bool { return m.Field == MessageSchoolName }) {
			t.Errorf("%s: no place of the school", c.name)
		}
	}
}

// A time limit is also one that names only what is to be done: 5天整改.
func TestMessageLimitBeforeItsVerb(t *testing.T) {
	for text, want := range map[string]Date{
		"3月16日上午到一小督导，留样不足，要求5天整改。":       "2026-03-21",
		"3月16日上午到一小督导，留样不足，三个工作日改正到位。":    "2026-03-19",
		"3月16日上午到一小督导，留样不足，要求一周整改完毕。":     "2026-03-23",
		"3月16日上午到一小督导，留样不足，连续5天没有记录，请整改。": "",
	} {
		d := ParseMessage(text, messageCounty(), "2026-03-26")
		if len(d.Findings) != 1 || d.Findings[0].DueOn != want {
			t.Errorf("%s: %+v", text, d.Findings)
		}
	}
}
