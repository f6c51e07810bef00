package office

import (
	"reflect"
	"strings"
	"testing"
)

func TestDatesInAllTheirForms(t *testing.T) {
	in2023 := YearHint{Year: 2023}
	school := YearHint{Year: 2022, Begins: 8}
	for _, c := range []struct {
		text   string
		number bool
		hint   YearHint
		want   Date
	}{
		{"2023-05-06", false, YearHint{}, "2023-05-06"}, {"2023.5.6", false, YearHint{}, "2023-05-06"}, {"2023/5/6", false, YearHint{}, "2023-05-06"},
		{"２０２３．５．６", false, YearHint{}, "2023-05-06"}, {"2023年5月6日", false, YearHint{}, "2023-05-06"}, {"2023年5月6号 星期六", false, YearHint{}, "2023-05-06"},
		{"2023年05月06日上午", false, YearHint{}, "2023-05-06"}, {"20230506", true, YearHint{}, "2023-05-06"}, {"23.5.6", false, YearHint{}, "2023-05-06"},
		{"98.5.6", false, YearHint{}, "1998-05-06"}, {"二〇二三年五月六日", false, YearHint{}, "2023-05-06"}, {"二○二三年十二月三十一日", false, YearHint{}, "2023-12-31"},
		{"2023-05-06 08:30:00", false, YearHint{}, "2023-05-06"}, {"2023-05-06T00:00:00Z", false, YearHint{}, "2023-05-06"}, {"45052", true, YearHint{}, "2023-05-06"},
		{"45052.5", true, YearHint{}, "2023-05-06"}, {"2023.5.6.", false, YearHint{}, "2023-05-06"}, {"2023年5月30日上午9:00", false, YearHint{}, "2023-05-30"}, {"2023年5月30日 9时30分", false, YearHint{}, "2023-05-30"}, {"5月30日下午3点", false, in2023, "2023-05-30"}, {"2023.5.30 14:05", false, YearHint{}, "2023-05-30"}, {"2023—5—6", false, YearHint{}, "2023-05-06"},
		{"5月6日", false, in2023, "2023-05-06"}, {"5.6", true, in2023, "2023-05-06"}, {"5/16", false, in2023, "2023-05-16"}, {"五月六日", false, in2023, "2023-05-06"},
		{"9月1日", false, school, "2022-09-01"}, {"2月1日", false, school, "2023-02-01"}, {"2024-02-29", false, YearHint{}, "2024-02-29"},
	} {
		if got, fault := ParseDate(c.text, c.number, c.hint); got != c.want || fault != "" {
			t.Errorf("%q: %q %s, want %s", c.text, got, fault, c.want)
		}
	}
	for text, want := range map[string]string{"2023-02-29": "没有这一天", "5月6日": "没有年份", "2023年5月": "哪一天", "202305": "哪一天", "5.6-5.8": "一段日期", "2023.5.16-17": "一段日期",
		"昨天": "不是日期", "2023.13.1": "没有这一天", "1899-01-01": "没有这一天", "": "不是日期"} {
		if got, fault := ParseDate(text, false, YearHint{}); got != "" || !strings.Contains(fault, want) {
			t.Errorf("%q: %q %q, want a fault about %s", text, got, fault, want)
		}
	}
	if _, fault := ParseDate("5.1", true, in2023); !strings.Contains(fault, "分不清") {
		t.Errorf("5.1 as a number may be 5.10: %q", fault)
	}
}

func TestYearMonths(t *testing.T) {
	for text, want := range map[string]string{"1985.3": "1985-03", "198503": "1985-03", "1985年12月": "1985-12", "1985-03-12": "1985-03-12", "一九八五年三月": "1985-03"} {
		if got, fault := ParseYearMonth(text, false); got != want {
			t.Errorf("%q: %q %s", text, got, fault)
		}
	}
	if _, fault := ParseYearMonth("1985.1", true); !strings.Contains(fault, "分不清") {
		t.Errorf("1985.1 as a number may be October: %q", fault)
	}
}

func TestWhereTheYearStands(t *testing.T) {
	for text, want := range map[string]YearHint{"2022—2023学年度督导记录": {Year: 2022, Begins: 8}, "示例县2023年5月台账": {Year: 2023}, "202305督导": {Year: 2023},
		"二〇二三年记录": {Year: 2023}, "2023": {Year: 2023}, "2023-05督导": {Year: 2023}, "2023年9月至12月": {Year: 2023}, "2023年2月至2023年7月": {Year: 2023},
		"2023-2024年度督导台账": {Year: 2023, Begins: 8}, "2023年至2024年": {Year: 2023, Begins: 8}, "2023-24学年第一学期": {Year: 2023, Begins: 8},
		"2023年秋季学期督导记录": {Year: 2023, Begins: 8}, "2024年春季学期": {Year: 2024}, "2023年下半年": {Year: 2023}, "2023年下学期": {Year: 2023, Begins: 2}, "2023年上期": {Year: 2023, Begins: 2},
		"2023年第一学期": {Year: 2023, Begins: 2}, "2023年9月至2024年1月督导记录": {Year: 2023, Begins: 9}, "2023.9—2024.1": {Year: 2023, Begins: 9}, "2023.9.1-2024.1.15": {Year: 2023, Begins: 9}} {
		got, ok := FindYear(text, "")
		if !ok || got != want {
			t.Errorf("%s: %+v", text, got)
		}
	}
	for _, text := range []string{"2022-2024年督导记录", "2022年3月至2024年1月", "2023年3月至2024年5月", "督导记录"} {
		if got, ok := FindYear(text, ""); ok {
			t.Errorf("%s tells no one year, and gave %+v", text, got)
		}
	}
	if h := (YearHint{Year: 2023, Begins: 9}); h.Of(1) != 2024 || h.Of(9) != 2023 || h.Words() != "2023 年 9 月至 2024 年 8 月" {
		t.Errorf("the months of %s", h.Words())
	}
	if h, ok := FindYear("共2000人，电话13820231234", ""); ok && h.Year != 2000 {
		t.Errorf("a phone number is no year: %+v", h)
	}
}

func TestNamesInOneCell(t *testing.T) {
	for text, want := range map[string][]string{"张三、李四": {"张三", "李四"}, "张 三 李四": {"张三", "李四"}, "张 三 李 四": {"张三", "李四"}, "解 示 清": {"解示清"}, "解 示清": {"解示清"}, "解示 清": {"解示清"}, "解 示 清、张 三": {"解示清", "张三"}, "张三 李四 王五": {"张三", "李四", "王五"},
		"张三 解 示清": {"张三", "解示清"}, "张三 李": {"张三李"}, "张 三 李 四 王 小 五": {"张三", "李四", "王小五"}, "张": {"张"}, "张三,李四;王五/赵六": {"张三", "李四", "王五", "赵六"},
		"张三（组长）\n李四": {"张三", "李四"}, "欧阳小明　张三": {"欧阳小明", "张三"}, "张三、张三": {"张三"}, "": {}, "张三等": {"张三"}, "阿依·古丽、李四": {"阿依·古丽", "李四"}} {
		if got := SplitNames(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWhatARosterMarksBehindAName(t *testing.T) {
	for text, want := range map[string]string{"张三(组长)": "张三", "李 四（女）": "李四", "王五（大）": "王五（大）", "赵六": "赵六", "（组长）": ""} {
		if got := PersonName(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestNumbersPhonesAndIDs(t *testing.T) {
	for text, want := range map[string]int{"12": 12, "１２人": 12, "1,200": 1200, "12.0": 12, "十二": 12, "三节": 3, "廿一": 21} {
		if got, ok := ParseCount(text); !ok || got != want {
			t.Errorf("count %q: %d", text, got)
		}
	}
	for _, text := range []string{"约12", "12.5", "-3", "多", "3-5"} {
		if got, ok := ParseCount(text); ok {
			t.Errorf("count %q: %d", text, got)
		}
	}
	for text, want := range map[string]string{"138 0000 0001": "13800000001", "+86-13800000001": "13800000001", "0744-8222222": "0744-8222222", "13800000001/13800000002": "13800000001、13800000002", "110": "110"} {
		if got, fault := ParsePhone(text); got != want {
			t.Errorf("phone %q: %q %s", text, got, fault)
		}
	}
	if _, fault := ParsePhone("1380000000"); !strings.Contains(fault, "10 位") {
		t.Errorf("a short mobile number: %q", fault)
	}
	if _, fault := ParseIDNumber("11010519491231002X"); fault != "" {
		t.Error(fault)
	}
	if _, fault := ParseIDNumber("110105194912310021"); fault == "" {
		t.Error("a wrong check digit was not seen")
	}
}

func TestMattersAndMethodsInOneCell(t *testing.T) {
	matters := MattersFor(DefaultMatters, false, "2026-03-01")
	for text, want := range map[string][]int64{"校园安全、食品卫生": {6, 7}, "招生、收费、择校情况": {2}, "食堂、食品、饮水及宿舍卫生情况；教师师德": {7, 5}, "①校务管理 ": {1}, "7": {7}} {
		if got, unknown := MatchMatters(text, matters); !reflect.DeepEqual(got, want) || len(unknown) > 0 {
			t.Errorf("%q: %v unknown %q", text, got, unknown)
		}
	}
	if _, unknown := MatchMatters("校园安全、跑操", matters); !reflect.DeepEqual(unknown, []string{"跑操"}) {
		t.Errorf("unknown: %q", unknown)
	}
	uses, unknown := ParseMethods("推门听课2节、查资料，问卷调查和跳舞")
	if !reflect.DeepEqual(uses, map[string]int{"随机听课": 2, "查阅资料": 0, "问卷调查": 0}) || !reflect.DeepEqual(unknown, []string{"跳舞"}) {
		t.Errorf("methods: %v %q", uses, unknown)
	}
}

// TestLayoutsAreSound proves that no heading means two fields.
func TestWhatSaysThatThereIsNoProblem(t *testing.T) {
	for _, text := range []string{"", "无", "暂无", "/", "—", "没有问题", "未发现明显问题", "本次未发现突出问题。", "目前没有发现安全隐患", "无明显问题", " 无 "} {
		if !NoProblem(text) {
			t.Errorf("%q says that there is none", text)
		}
	}
	for _, text := range []string{"无证上岗", "没有消防器材", "未发现值班记录", "无隐患排查台账", "暂无法提供菜谱", "问题", "无一例外地没有签字"} {
		if NoProblem(text) {
			t.Errorf("%q is a problem", text)
		}
	}
}

func TestLayoutsAreSound(t *testing.T) {
	for _, l := range Layouts() {
		seen := map[string]string{}
		keys := map[string]bool{}
		for _, f := range l.Fields {
			if keys[f.Key] {
				t.Errorf("%s: %s twice", l.Kind, f.Key)
			}
			keys[f.Key] = true
			for _, h := range append([]string{f.Title}, f.Aliases...) {
				n := NormalizeHeading(h)
				if other, ok := seen[n]; ok && n != "整改情况" { // the first that no other column is
					t.Errorf("%s: %q means %s and %s", l.Kind, h, other, f.Key)
				}
				seen[n] = f.Key
				if n != h && h != f.Title {
					t.Errorf("%s: alias %q is never met, headings are normalized to %q", l.Kind, h, n)
				}
			}
			for word, choice := range f.Synonyms {
				if f.Type == TypeChoice && !strings.Contains("、"+strings.Join(f.Choices, "、")+"、", "、"+choice+"、") && choice != "无意见" {
					t.Errorf("%s %s: %q means %q, which is no choice", l.Kind, f.Key, word, choice)
				}
			}
		}
		if i := l.FieldFor("学 校\n名称（必填）*", nil); l.Index("school") >= 0 && (i < 0 || l.Fields[i].Key != "school") {
			t.Errorf("%s: heading 学校名称 not known", l.Kind)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2023.5.6", "二〇二三年五月六日", "45052", "5月6日", "2023-05-06T08:00:00Z", "９９９９年９９月", "（星期一）", "十十月"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, number bool) {
		day, fault := ParseDate(text, number, YearHint{Year: 2023})
		if (day == "") == (fault == "") || day != "" && !day.Valid() {
			t.Errorf("%q: %q %q", text, day, fault)
		}
		if day != "" {
			if again, _ := ParseDate(string(day), false, YearHint{}); again != day {
				t.Errorf("%q read again is %q", day, again)
			}
		}
		if once := CleanText(text); CleanText(once) != once {
			t.Errorf("cleaning %q again changes it", once)
		}
		if once := CleanName(text); CleanName(once) != once {
			t.Errorf("cleaning the name %q again changes it", once)
		}
	})
}
