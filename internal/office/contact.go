package office

import "strings"

// Staff is one of the 督导室人员, who go into schools themselves (下校).
type Staff struct {
	ID        int64  `db:"id" json:"id"`
	Name      string `db:"name" json:"name"`
	Post      string `db:"post" json:"post"`
	Zone      string `db:"zone" json:"zone"` // 联系责任区
	StartsOn  Date   `db:"starts_on" json:"startsOn"`
	EndsOn    Date   `db:"ends_on" json:"endsOn"` // the first day no longer in the office
	Note      string `db:"note" json:"note"`
	UpdatedAt string `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts.
func (p *Staff) Normalize() {
	for _, s := range []*string{&p.Name, &p.Post, &p.Zone, &p.Note} {
		*s = strings.TrimSpace(*s)
	}
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (p Staff) Validate() error {
	var f Faults
	f.Require("name", "姓名", p.Name)
	f.MaxRunes("name", "姓名", p.Name, 30)
	f.MaxRunes("post", "职务", p.Post, 60)
	f.MaxRunes("note", "备注", p.Note, 500)
	f.Date("startsOn", "到岗日期", p.StartsOn)
	f.Date("endsOn", "离岗日期", p.EndsOn)
	if p.StartsOn.Valid() && p.EndsOn.Valid() && p.EndsOn <= p.StartsOn {
		f.Add("endsOn", "离岗日期须晚于到岗日期")
	}
	return f.Err()
}

// StaffDay is a day that one of the office's staff spent in a school (下校登记).
type StaffDay struct {
	ID          int64  `db:"id" json:"id"`
	StaffID     int64  `db:"staff_id" json:"staffId"`
	Date        Date   `db:"date" json:"date"`
	SchoolID    int64  `db:"school_id" json:"schoolId"`
	InspectorID int64  `db:"inspector_id" json:"inspectorId"` // 随行督学
	VisitID     int64  `db:"visit_id" json:"visitId"`         // the visit it went along with
	Content     string `db:"content" json:"content"`
	UpdatedAt   string `db:"updated_at" json:"updatedAt"`
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (d StaffDay) Validate(today Date) error {
	var f Faults
	if d.StaffID == 0 {
		f.Add("staffId", "请选择督导室人员")
	}
	if d.SchoolID == 0 {
		f.Add("schoolId", "请选择学校")
	}
	f.Require("date", "下校日期", string(d.Date))
	f.Date("date", "下校日期", d.Date)
	if d.Date.Valid() && d.Date > today {
		f.Add("date", "下校日期在今天之后，请核对")
	}
	f.MaxRunes("content", "内容", d.Content, 1000)
	return f.Err()
}

// Leader is 领导联系学校: a leader keeps contact with a school over [StartsOn, EndsOn).
type Leader struct {
	ID        int64         `db:"id" json:"id"`
	Name      string        `db:"name" json:"name"`
	Post      string        `db:"post" json:"post"`
	SchoolID  int64         `db:"school_id" json:"schoolId"`
	StartsOn  Date          `db:"starts_on" json:"startsOn"`
	EndsOn    Date          `db:"ends_on" json:"endsOn"`
	Note      string        `db:"note" json:"note"`
	Visits    []LeaderVisit `db:"-" json:"visits"`
	UpdatedAt string        `db:"updated_at" json:"updatedAt"`
}

// LeaderVisit is a leader's visit to the school he keeps contact with.
type LeaderVisit struct {
	Date Date   `db:"date" json:"date"`
	Note string `db:"note" json:"note"`
}

// Normalize trims the texts.
func (l *Leader) Normalize() {
	for _, s := range []*string{&l.Name, &l.Post, &l.Note} {
		*s = strings.TrimSpace(*s)
	}
	l.Visits = nonNil(l.Visits)
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (l Leader) Validate() error {
	var f Faults
	f.Require("name", "姓名", l.Name)
	f.MaxRunes("name", "姓名", l.Name, 30)
	f.MaxRunes("post", "职务", l.Post, 60)
	f.MaxRunes("note", "备注", l.Note, 500)
	if l.SchoolID == 0 {
		f.Add("schoolId", "请选择联系的学校")
	}
	f.Require("startsOn", "起始日期", string(l.StartsOn))
	f.Date("startsOn", "起始日期", l.StartsOn)
	f.Date("endsOn", "终止日期", l.EndsOn)
	if l.EndsOn != "" && l.EndsOn <= l.StartsOn {
		f.Add("endsOn", "终止日期须晚于起始日期")
	}
	seen := map[Date]bool{}
	for i, v := range l.Visits {
		at := "visits." + itoa(i) + ".date"
		f.Require(at, "到校日期", string(v.Date))
		f.Date(at, "到校日期", v.Date)
		if seen[v.Date] {
			f.Add(at, "到校日期"+string(v.Date)+"写了两次，请删去一次")
		}
		seen[v.Date] = true
		f.MaxRunes("visits."+itoa(i)+".note", "到校情况", v.Note, 500)
	}
	return f.Err()
}

// VisitsIn counts the visits of a calendar year.
func (l Leader) VisitsIn(year int) int {
	n := 0
	for _, v := range l.Visits {
		if v.Date.Year() == year {
			n++
		}
	}
	return n
}
