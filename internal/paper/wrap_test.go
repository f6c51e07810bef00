package paper

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// square measures like a fixed Chinese font: full characters one em, others half.
func square(_ Face, r rune) float64 {
	if r < 0x2000 {
		return 0.5
	}
	return 1
}

func atomsFor(s string) []atom {
	l := &layout{measure: square}
	return l.atomsOf(nil, s, &style{size: pointPerMM}) // one character = 1 mm
}

func linesOf(s string, width float64) []string {
	atoms := atomsFor(s)
	var lines []string
	for _, sp := range wrap(atoms, width, width) {
		var b strings.Builder
		for _, a := range atoms[sp.from:sp.to] {
			b.WriteRune(a.r)
		}
		lines = append(lines, b.String())
	}
	return lines
}

func TestWrapRules(t *testing.T) {
	cases := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"full line", "一二三四五六七八九十", 5, []string{"一二三四五", "六七八九十"}},
		{"no stop at line start", "一二三四五，六七八九十", 5, []string{"一二三四", "五，六七八", "九十"}},
		{"closing marks stay together", "一二三“五。”六七", 6, []string{"一二三", "“五。”六七"}},
		{"no opening bracket at line end", "一二三四（六七）", 5, []string{"一二三四", "（六七）"}},
		{"number kept whole", "全月督导171次听课", 5, []string{"全月督导", "171次听课"}},
		{"percent stays with its number", "覆盖率达到94.9%了", 7, []string{"覆盖率达到", "94.9%了"}},
		{"dash not divided", "一二三四——六", 5, []string{"一二三四", "——六"}},
		{"long word is cut", "abcdefghijkl", 3, []string{"abcdef", "ghijkl"}},
		{"endless word starts at once", "见abcdefghijklmn", 4, []string{"见abcdef", "ghijklmn"}},
		{"line break", "一二\n三", 5, []string{"一二\n", "三"}},
		{"space hangs at the end", "ab cd", 1, []string{"ab ", "cd"}},
		{"ticked item kept whole", "□甲乙　□丙丁", 5, []string{"□甲乙　", "□丙丁"}},
		{"nothing but closing marks", "。。。。", 2, []string{"。。", "。。"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := linesOf(c.text, c.width); strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("%q in %v: got %q, want %q", c.text, c.width, got, c.want)
			}
		})
	}
}

// FuzzWrap: no text and no width makes the wrapper lose, double or move a
// character, overfill a line that could be broken, or stop.
func FuzzWrap(f *testing.F) {
	f.Add("根据《办法》，3月份“每校每月不少于1次”。", 12.0)
	f.Add("（（（（，，，，GB/T 9704-2012\n\n——……", 3.0)
	f.Add("𬭊𡋾☑é́ \u200b\u3000", 1.0)
	f.Add("□校务管理和制度执行　☑招生", 4.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if !utf8.ValidString(s) || len(s) > 4000 || !(width >= 0 && width < 1000) {
			return
		}
		atoms := atomsFor(s)
		at := 0
		for _, sp := range wrap(atoms, width/2, width) {
			if sp.from != at || sp.to <= sp.from {
				t.Fatalf("span %+v does not continue at %d", sp, at)
			}
			at = sp.to
			seen := 0
			for _, a := range atoms[sp.from:sp.to] {
				if a.w > 0 && a.r != ' ' {
					seen++
				}
			}
			if sp.width > width+1e-3 && seen > 1 {
				t.Errorf("line %+v is wider than %v", sp, width)
			}
		}
		if at != len(atoms) {
			t.Fatalf("%d of %d characters placed", at, len(atoms))
		}
	})
}

func TestTitleBalance(t *testing.T) {
	cases := map[string][]string{
		"示例县人民政府教育督导室关于2026年3月责任督学挂牌督导情况的报告": {"示例县人民政府教育督导室", "关于2026年3月责任督学挂牌督导情况的报告"},
		"关于印发示例县中小学校责任督学挂牌督导工作实施办法的通知":       {"关于印发示例县中小学校责任督学", "挂牌督导工作实施办法的通知"},
		"督导情况通报": {"督导情况通报"},
		"关于2026年春季食品安全专项督导发现问题的公告":     {"关于2026年春季食品安全", "专项督导发现问题的公告"},
		"关于示例县枫林镇桐木朵朵幼儿园问题整改的问责决定书":    {"关于示例县枫林镇桐木朵朵幼儿园", "问题整改的问责决定书"},
		"示例县督学责任区划分及责任督学名单（2026年春季学期）": {"示例县督学责任区划分及责任督学名单", "（2026年春季学期）"},
		"关于示例县第一小学（东校区）春季开学工作的报告":      {"关于示例县第一小学（东校区）", "春季开学工作的报告"},
		"关于转发《幼儿园保育教育质量评估指南》的通知":       {"关于转发", "《幼儿园保育教育质量评估指南》的通知"},
		"示例县2024—2025学年第二学期学校综合考核汇总表":  {"示例县2024—2025学年", "第二学期学校综合考核汇总表"},
		"食堂、食品、饮水及宿舍卫生情况，学生学习、体育锻炼情况":  {"食堂、食品、饮水及宿舍卫生情况，", "学生学习、体育锻炼情况"},
	}
	for title, want := range cases {
		atoms := atomsFor(title)
		var got []string
		for _, sp := range balance(atoms, 20.1) {
			var b strings.Builder
			for _, a := range atoms[sp.from:sp.to] {
				b.WriteRune(a.r)
			}
			got = append(got, b.String())
		}
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%s: got %q, want %q", title, got, want)
		}
	}
}
