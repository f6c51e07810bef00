package office

import (
	"slices"
	"strings"
)

// FillComplaint writes the row into the complaint, see FillSchool. A cell that
// still carries the mask of an export changes nothing; one with a mask that is
// not the record's own is at fault: what it hides is not known.
func FillComplaint(c *Complaint, row *ParsedRow) []string {
	f := &filler{row: row}
	was := *c
	f.masked("name", &c.Name, MaskName)
	f.masked("phone", &c.Phone, MaskContact)
	for key, at := range map[string]*string{"content": &c.Content, "result": &c.Result, "answer": &c.Answer, "note": &c.Note} {
		f.masked(key, at, was.Hide)
	}
	f.date("receivedOn", &c.ReceivedOn)
	for key, at := range map[string]*string{"receivedAt": &c.ReceivedAt, "gender": &c.Gender, "identity": &c.Identity, "target": &c.Target,
		"recorder": &c.Recorder, "handler": &c.Handler, "channel": &c.Channel, "kind": &c.Kind, "department": &c.Department,
		"undertaker": &c.Undertaker, "answerWay": &c.AnswerWay, "state": &c.State} {
		f.text(key, at)
	}
	f.due("dueOn", &c.DueOn, c.ReceivedOn)
	for key, at := range map[string]*Date{"resultOn": &c.ResultOn, "answeredOn": &c.AnsweredOn, "closedOn": &c.ClosedOn} {
		f.date(key, at)
	}
	if was.Closed() && c.State != ComplaintClosed && c.ClosedOn == was.ClosedOn { // opened again by its state alone
		c.ClosedOn = ""
	}
	return f.said()
}

// masked writes a text that an export may have masked.
func (f *filler) masked(key string, at *string, mask func(string) string) {
	v := f.row.V(key)
	if !v.Set || !strings.Contains(v.Text, "*") {
		f.text(key, at)
		return
	}
	if f.says(key, mask(*at)) == v.Text {
		return
	}
	short := key == "name" || key == "phone"
	if short || maskedMobile.MatchString(v.Text) {
		f.row.Fail(key, "“"+shown(v.Text)+"”是遮盖过的内容，请填完整的，或用“完整导出”的表来改")
		return
	}
	f.text(key, at)
}

// SplitOrigin parts what a register writes as one (来源): the school and who the
// caller is, as in 第一小学家长. known tells whether a text names a school.
func SplitOrigin(text string, known func(string) bool) (school, identity string) {
	if known(text) {
		return text, ""
	}
	open := strings.TrimRight(text, "）)")
	for _, who := range slices.Concat(CallerIdentities, []string{"老师", "学生家长"}) {
		rest, ends := strings.CutSuffix(open, who)
		if rest = strings.TrimRight(rest, "（(— -、的"); ends && known(rest) {
			return rest, who
		}
	}
	return text, ""
}
