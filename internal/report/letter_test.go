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
