package desk

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNamesThatEverySystemTakes(t *testing.T) {
	t.Parallel()
	for _, x := range [][2]string{
		{"4-7 督导报告：次、月", "4-7 督导报告：次、月"}, {`a/b\c:d*e?f"g<h>i|j`, "a_b_c_d_e_f_g_h_i_j"}, {" 结尾的点. . ", "结尾的点"}, {"CON", "_CON"}, {"com1.表", "_com1.表"},
		{"console", "console"}, {"...", "_"}, {"", "_"}, {"两\n行\t字", "两_行_字"}, {"e\u0301", "é"}, {"坏\xff字", "坏_字"},
	} {
		if got := portable(x[0], 50); got != x[1] {
			t.Errorf("%q becomes %q, want %q", x[0], got, x[1])
		}
	}
	if got := portable(strings.Repeat("长", 300), 30); utf8.RuneCountInString(got) != 30 {
		t.Errorf("%d characters", utf8.RuneCountInString(got))
	}
}

func TestNoTwoFilesOfABinderHaveOneName(t *testing.T) {
	t.Parallel()
	n := binderNames{map[string]bool{}}
	a, b, c := n.take("1-1 甲", "Report", 1, 0, ".pdf"), n.take("1-1 甲", "report", 1, 0, ".pdf"), n.take("1-1 甲", "report", 1, 1, ".pdf")
	if a != "材料/1-1 甲/001 Report.pdf" || b != "材料/1-1 甲/001 report（2）.pdf" || c != "材料/1-1 甲/001-2 report.pdf" {
		t.Error(a, b, c)
	}
}
