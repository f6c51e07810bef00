package office

import (
	"fmt"
	"strings"
	"testing"
)

// outline shows lines as "level code name points needs".
func outline(items []Indicator) string {
	var b strings.Builder
	for _, x := range items {
		fmt.Fprintf(&b, "%d %s|%s|%v|%s\n", x.Level, x.Code, x.Name, x.Points, NeedsText(x.Needs))
	}
	return b.String()
}

func TestPasteStandard(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"levels side by side, merged, with title, sum and a heading that comes again": {
			"某县督导评估指标体系\n一级指标\t二级指标\t三级指标\t考核要求\t分值\t佐证材料\n" +
				"A1 组织领导（30分）\tB1 机构\tC1 成立机构\t有文件\t10\t成立文件；名单\n\t\tC2 经费\t列入预算\t\t预算批复\n\t\t\t按时拨付\t5\t拨款单\n" +
				"一级指标\t二级指标\t三级指标\t考核要求\t分值\t佐证材料\nA2 队伍\tB2 督学\tC3 聘任\t\t15\t1.聘书、2.登记册\n合计\t\t\t\t30\t",
			"1 A1|组织领导|30|\n2 B1|机构|0|\n3 C1|成立机构|10|成立文件；名单\n3 C2|经费|5|预算批复；拨款单\n1 A2|队伍|0|\n2 B2|督学|0|\n3 C3|聘任|15|聘书；登记册\n"},
		"codes and names": {
			"编码\t名称\t分值\tA1\nA1\t组织领导\t\nA1-B1\t机构\t10\nA1-B1-C1\t文件\t\nA2\t队伍\t5",
			"1 A1|组织领导|0|\n2 A1-B1|机构|10|\n3 A1-B1-C1|文件|0|\n1 A2|队伍|5|\n"},
		"codes that begin anew at each level": {
			"编码\t名称\t分值\nA1\t甲\t\nB1\t乙\t\nC1\t丙\t1\nC2\t丁\t1\nB2\t戊\t\nC3\t己\t2\nA2\t庚\t3",
			"1 A1|甲|0|\n2 B1|乙|0|\n3 C1|丙|1|\n3 C2|丁|1|\n2 B2|戊|0|\n3 C3|己|2|\n1 A2|庚|3|\n"},
		"headings merged across": {
			"序号\t考核点\t分值\n（一）入学机会\t\t\n卷①\t招生\t2\n卷②\t留守儿童\t3\n（二）保障\t\t\n卷①\t经费\t4",
			"1 （一）|入学机会|0|\n2 （一）卷①|招生|2|\n2 （一）卷②|留守儿童|3|\n1 （二）|保障|0|\n2 （二）卷①|经费|4|\n"},
		"names that begin with a number": {"名称\t分值\n3年内无事故\t2\n一人五校\t1", "1 |3年内无事故|2|\n1 |一人五校|1|\n"},
	} {
		got := ParseStandard(PastedRows(c.text))
		if outline(got.Items) != c.want || len(got.Problems) > 0 {
			t.Errorf("%s:\n%swant\n%s%v", name, outline(got.Items), c.want, got.Problems)
		}
		st := Standard{Key: "测", Name: "测", Version: "1", Source: "测", Subject: SubjectCounty, Indicators: got.Items}
		if st.Normalize(); st.Validate() != nil {
			t.Errorf("%s: %v", name, st.Validate())
		}
	}
	if got := ParseStandard(PastedRows("")); len(got.Problems) != 1 {
		t.Errorf("nothing: %v", got)
	}
}

func TestDefaultStandards(t *testing.T) {
	for _, s := range DefaultStandards() {
		s.Normalize()
		if err := s.Validate(); err != nil || s.Official {
			t.Errorf("%s: %v", s.Key, err)
		}
		for _, x := range s.Indicators {
			if x.Requirement != "" || x.Scoring != "" || x.Points != 0 {
				t.Errorf("%s %s has a text or points that the program does not know", s.Key, x.Code)
			}
		}
	}
	if s := DefaultStandards()[0]; len(s.Points()) != 39 || len(s.Indicators) != 47 {
		t.Errorf("%d points of %d lines", len(s.Points()), len(s.Indicators))
	}
}
