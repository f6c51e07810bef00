package report

import (
	"fmt"
	"strings"
	"testing"

	"dudao/internal/office"
)

// What was registered is ticked among the ways of the 送达回证, beside them only what
// is none of them.
func TestReceiptTicksTheWayRegistered(t *testing.T) {
	for way, want := range map[string]string{
		"":     "□直接送达　□邮寄送达　□电子送达",
		"直接送达": "☑直接送达　□邮寄送达　□电子送达",
		"邮寄":   "□直接送达　☑邮寄送达　□电子送达",
		"工作群":  "□直接送达　□邮寄送达　☑电子送达",
		"电话":   "□直接送达　□邮寄送达　□电子送达　☑电话",
	} {
		p := NoticePaper{Notice: office.Notice{Kind: office.NoticeRectify, Steps: []office.Step{{Step: "签收", Way: way}}}}
		if made := fmt.Sprint(p.receipt("签收")); !strings.Contains(made, want) {
			t.Errorf("%q: %s is not in %s", way, want, made)
		}
	}
}

// A 通报 says whom it is for and how its problems were found, unless the clerk does;
// what the text tells of is not told again in a table.
func TestBulletinOpens(t *testing.T) {
	found := []office.Finding{{ID: 1, VisitID: 1, SchoolID: 1, FoundOn: "2026-03-02", Content: "食堂留样不足48小时"}, {ID: 2, VisitID: 2, SchoolID: 2, FoundOn: "2026-03-25", Content: "灭火器没有按月检查"}}
	const opening, own = "2026年3月2日至25日，在2次督导中发现下列问题2个，涉及学校2所。现通报如下。", "本月督导总体情况较好。"
	for _, c := range []struct {
		body   string
		to     string
		opens  bool
		tabled bool
	}{
		{"", "各中小学校、幼儿园：", true, true},
		{"1. 食堂留样不足48小时。\n2. 灭火器没有按月检查。", "各中小学校、幼儿园：", true, false},
		{own, "有关学校：", false, true},
	} {
		n := office.Notice{Kind: office.NoticeBulletin, Body: c.body}
		if c.body == own {
			n.Department = "有关学校"
		}
		made := fmt.Sprint(NoticePaper{Notice: n, Findings: found}.Document().Blocks)
		if !strings.Contains(made, c.to) || strings.Contains(made, opening) != c.opens || strings.Contains(made, "问题清单") != c.tabled {
			t.Errorf("%q: %s", c.body, made)
		}
	}
	found[0].VisitID = 0
	if text := (NoticePaper{Findings: found}).found(); text != "2026年3月2日至25日，督导中发现下列问题2个，涉及学校2所。现通报如下。" {
		t.Error(text)
	}
}

func TestAContentIsToldWholeOrCutShort(t *testing.T) {
	const content = "食堂留样不足48小时，留样柜未上锁。"
	for text, want := range map[string]bool{
		"一、食堂留样不足48小时，留样柜未上锁；": true,
		"一、食堂留样不足48小时…；二、消防":   true,
		"食堂留样不足…食堂留样不足4…":      true,  // the first keeps six characters, the second seven
		"食堂留样不足…":              false, // too little
		"食堂留样不足24小时…":          false,
		"食堂留样不足48小时":           false, // not marked as cut
		"":                     false,
	} {
		if got := tells(text, content); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	if !tells("", " 。") {
		t.Error("nothing is always told")
	}
	if !tells("见“甲…乙丙丁戊己庚…”", "甲…乙丙丁戊己庚辛壬") {
		t.Error("a content with … of its own")
	}
}
