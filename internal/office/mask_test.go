package office

import (
	"strings"
	"testing"
)

func TestMaskTextAtEachLevel(t *testing.T) {
	p := PersonalData{Numbers: []string{"36010119750312123X"}, Phones: []string{"13800000001", "0000-7654321"}, Mails: []string{"wang@example.com"},
		Callers: []string{"王小示", "李示", "学生", "匿名"}, Born: []Date{"1975-03-12"}, Open: []string{"0000-1234567", "13899990000"}}
	for _, c := range []struct{ text, inspectors, public string }{
		{"电话13800000001。", "电话138****0001。", "电话138****0001。"},
		{"电话 138 0000 0002", "电话 138****0002", "电话 138****0002"},
		{"＋86-13800000002、8613800000003", "＋86-138****0002、138****0003", "＋86-138****0002、138****0003"},
		{"13800000002 13800000003 2026-03-12", "138****0002 138****0003 2026-03-12", "138****0002 138****0003 2026-03-12"},
		{"１３８００００００３３", "138****0033", "138****0033"},
		{"身份证36010119750312123X", "身份证3601**********123X", "身份证3601**********123X"},
		{"身份证 110101199003078515。", "身份证 1101**********8515。", "身份证 1101**********8515。"},
		{"王小示反映，学生说李示在", "王*示反映，学生说李*在", "王*示反映，学生说李*在"},
		{"信箱 wang@example.com、li.si@example.org", "信箱 w***@example.com、l***@example.org", "信箱 w***@example.com、l***@example.org"},
		{"学校 0000-7654321，监督电话 0000-1234567、13899990000", "学校 0000-7654321，监督电话 0000-1234567、13899990000", "学校 0000-****321，监督电话 0000-1234567、13899990000"},
		{"生于1975年3月12日", "生于1975年3月12日", "生于1975-**"},
		{"编号 JL2026-0012，2026-03-12，360年，12345678901", "编号 JL2026-0012，2026-03-12，360年，12345678901", "编号 JL2026-0012，2026-03-12，360年，12345678901"},
		{"档号 S001-WS·2025-D30-DD-0001 共 1380 人", "档号 S001-WS·2025-D30-DD-0001 共 1380 人", "档号 S001-WS·2025-D30-DD-0001 共 1380 人"},
	} {
		for level, want := range map[string]string{LevelOffice: c.text, LevelInspectors: c.inspectors, LevelPublic: c.public} {
			got := NewMask(level, p).Text(c.text)
			if got != want {
				t.Errorf("%s: %q becomes %q, want %q", level, c.text, got, want)
			}
			if again := NewMask(level, p).Text(got); again != got {
				t.Errorf("%s: %q masked twice becomes %q", level, got, again)
			}
		}
	}
}

func FuzzMaskedMobileIsNeverLeft(f *testing.F) {
	f.Add("电话", "。")
	f.Add("x-", "-y")
	f.Fuzz(func(t *testing.T, before, after string) {
		if strings.ContainsAny(before+after, "0123456789０１２３４５６７８９Xx-— ") {
			t.Skip()
		}
		if got := NewMask(LevelInspectors, PersonalData{}).Text(before + "13712345678" + after); strings.Contains(got, "13712345678") {
			t.Errorf("left: %q", got)
		}
	})
}
