package office

import (
	"regexp"
	"slices"
	"strings"
)

// Anonymous is what stands for a caller without a name (匿名).
const Anonymous = "匿名"

// bareTitles end a name that tells no given name anyway: 王女士.
var bareTitles = []string{"女士", "先生", "老师", "家长", "同学", "师傅", "校长", "园长", "同志", Anonymous}

// MaskName hides a person's name but its ends: 王*示, 欧**示, 王*.
func MaskName(name string) string {
	if name == "" || slices.ContainsFunc(bareTitles, func(t string) bool {
		return strings.HasSuffix(name, t) && len([]rune(name)) <= len([]rune(t))+2
	}) {
		return name
	}
	rs := []rune(name)
	switch len(rs) {
	case 1:
		return "*"
	case 2:
		return string(rs[:1]) + "*"
	}
	return string(rs[:1]) + strings.Repeat("*", len(rs)-2) + string(rs[len(rs)-1:])
}

// MaskContact hides the middle of phone numbers (138****0001), the name of a mail
// address (w***@example.com) and most of anything else.
func MaskContact(contact string) string {
	parts := strings.Split(contact, "、")
	for i, p := range parts {
		parts[i] = maskContact(strings.TrimSpace(p))
	}
	return strings.Join(parts, "、")
}

func maskContact(s string) string {
	if at := strings.LastIndex(s, "@"); at > 0 {
		return string([]rune(s)[:1]) + "***" + s[at:]
	}
	rs := []rune(s)
	switch n := len(rs); {
	case n == 0:
		return ""
	case n == 11 && allDigits(s):
		return s[:3] + "****" + s[7:]
	case n >= 7:
		return string(rs[:n-7]) + "****" + string(rs[n-3:])
	case n >= 3:
		return string(rs[:1]) + strings.Repeat("*", n-2) + string(rs[n-1:])
	default:
		return strings.Repeat("*", n)
	}
}

var (
	mobileInText = regexp.MustCompile(`\b1[3-9]\d{9}\b`)
	maskedMobile = regexp.MustCompile(`1[3-9]\d\*{4}\d{4}`)
)

// Hide masks, within a text about the complaint, its caller's name and contact
// and any mobile number.
func (c Complaint) Hide(text string) string {
	if masked := MaskName(c.Name); len([]rune(c.Name)) > 1 && masked != c.Name {
		text = strings.ReplaceAll(text, c.Name, masked)
	}
	for _, p := range append(strings.Split(c.Phone, "、"), c.Phone) {
		if p = strings.TrimSpace(p); len([]rune(p)) >= 6 {
			text = strings.ReplaceAll(text, p, MaskContact(p))
		}
	}
	return mobileInText.ReplaceAllStringFunc(text, maskContact)
}

// Masked returns the complaint without what tells who called: for lists, papers
// and exports.
func (c Complaint) Masked() Complaint {
	out := c
	for _, at := range []*string{&out.Content, &out.Result, &out.Answer, &out.Note} {
		*at = c.Hide(*at)
	}
	out.Steps = slices.Clone(c.Steps)
	for i := range out.Steps {
		out.Steps[i].Text = c.Hide(out.Steps[i].Text)
	}
	out.Name, out.Phone = MaskName(c.Name), MaskContact(c.Phone)
	return out
}

// MaskRow masks the cells of one exported complaint; they stand beside the
// fields of its layout.
func MaskRow(cells []string) []string {
	l := complaintLayout
	c := Complaint{Name: cells[l.Index("name")], Phone: cells[l.Index("phone")]}
	out := slices.Clone(cells)
	for i, f := range l.Fields {
		switch f.Key {
		case "name":
			out[i] = MaskName(cells[i])
		case "phone":
			out[i] = MaskContact(cells[i])
		default:
			if f.Type == TypeLong {
				out[i] = c.Hide(cells[i])
			}
		}
	}
	return out
}
