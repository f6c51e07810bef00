package office

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// Whoever sends 10 MB into a field of choices is not sent them back.
func TestSentencesRepeatNoLongText(t *testing.T) {
	long := strings.Repeat("长文字", 10<<20/9)
	var f Faults
	f.Add("secrecy", "密级“"+long+"”不在可选范围，请选：内部、秘密")
	f.Date("on", "日期", Date(long))
	for i := range 40 {
		f.Add(fmt.Sprint("extras", i), "“"+long[:600]+"”不在可选范围，请选：加分、减分")
	}
	for name, err := range map[string]error{"faults": f.Err(), "a named string": Invalid("没有“%s”这一天。", Date(long)), "a plain one": Errorf(CodeFile, "没有“%v”。", long)} {
		if got := err.Error(); len(got) > 3000 || !utf8.ValidString(got) || !strings.HasSuffix(got, "。") {
			t.Errorf("%s: %d bytes, ends with %q", name, len(got), got[max(0, len(got)-30):])
		}
	}
	if got := f.fields["secrecy"]; !strings.HasPrefix(got, "密级“长文字") || !strings.HasSuffix(got, "”不在可选范围，请选：内部、秘密") {
		t.Errorf("what to do is lost: %s", got)
	}
	if got := f.Err().Error(); !strings.Contains(got, "；另有 ") {
		t.Errorf("it does not tell of the others: %s", got)
	}
	if len(f.Err().(*Error).Fields) != 42 {
		t.Error("not every field has its sentence")
	}
}
