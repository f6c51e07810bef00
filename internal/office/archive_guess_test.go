package office

import "testing"

func TestTitlesFindTheirKeeping(t *testing.T) {
	for title, want := range map[string]string{
		"2023年春季督学花名册": "DX Y", "关于某校食堂问题的整改通知书": "ZG D30", "第三季度会议纪要": "DD D10", "督学聘任审批表（张三）": "DX D30", "照片": " ",
	} {
		r, _ := GuessKeeping(title, DefaultRetentionRules)
		if got := r.Unit + " " + r.Retention; got != want {
			t.Errorf("%s: %s by %q, want %s", title, got, r.Name, want)
		}
	}
}

func TestBoxesOnlyOfTheSizesThereAre(t *testing.T) {
	r := DefaultBoxRule
	r.Sizes, r.Usual = []int{50, 30}, 30
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	boxes := PlanBoxes([]ArchiveItem{{ID: 1, Number: 1, Pages: 20}}, r)
	if boxes[0].Thickness != 30 {
		t.Errorf("20 pages in a box of %d, want the thinnest there is, 30", boxes[0].Thickness)
	}
	r.Usual = 40
	if err := r.Validate(); CodeOf(err) != CodeInvalid {
		t.Errorf("a box that is not there is filled first: %v", err)
	}
}

func TestPatternsThatWouldDoubleAreRefused(t *testing.T) {
	for pattern, good := range map[string]bool{
		DefaultArchivePattern: true, "{年度}-{期限}-{机构}-{件号}": true, "{年度}-{期限}-{机构}{件号}": false, "{年度}-{期限}-{件号}": false, "{年}-{期限}-{机构}-{件号}": false,
	} {
		if fault := ArchivePatternFault(pattern); (fault == "") != good {
			t.Errorf("%s: %q", pattern, fault)
		}
	}
}
