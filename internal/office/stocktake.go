package office

import (
	"fmt"
	"strconv"
	"strings"
)

// What a 清点 finds of an item; empty while it was not looked for.
const (
	CountFound   = "在盒"
	CountMissing = "未见"
	CountLent    = "借出"
)

// CountResults are the results of a 清点.
var CountResults = []string{CountFound, CountMissing, CountLent}

// BoxCodePrefix begins the text of the QR code on a box; the box's id follows.
const BoxCodePrefix = "DUDAO:box:"

// BoxOfCode reads the QR text of a box, as a hand scanner types it.
func BoxOfCode(text string) (id int64, ok bool) {
	rest, found := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(text)), strings.ToUpper(BoxCodePrefix))
	id, err := strconv.ParseInt(rest, 10, 64)
	return id, found && err == nil && id > 0
}

// Stocktake is 清点: going through one box, the boxes of a year, or all of them.
type Stocktake struct {
	ID         int64  `db:"id" json:"id"`
	Number     string `db:"number" json:"number"` // 清点编号, given by store
	Year       int    `db:"year" json:"year"`     // 0 for all years, or with BoxID
	BoxID      int64  `db:"box_id" json:"boxId"`
	StartedOn  Date   `db:"started_on" json:"startedOn"`
	FinishedOn Date   `db:"finished_on" json:"finishedOn"`
	CountedBy  string `db:"counted_by" json:"countedBy"` // 清点人
	Note       string `db:"note" json:"note"`
	UpdatedAt  string `db:"updated_at" json:"updatedAt"`
}

// Normalize trims the texts.
func (s *Stocktake) Normalize() {
	s.CountedBy, s.Note = strings.TrimSpace(s.CountedBy), strings.TrimSpace(s.Note)
}

// Validate returns an *Error of CodeInvalid that names each faulty field.
func (s Stocktake) Validate() error {
	var f Faults
	if s.Year != 0 && (s.Year < 1900 || s.Year > 2999) {
		f.Add("year", "年度填四位年份，如 2026；全部清点的不填")
	}
	f.Require("startedOn", "清点日期", string(s.StartedOn))
	f.Date("startedOn", "清点日期", s.StartedOn)
	f.Date("finishedOn", "结束日期", s.FinishedOn)
	if s.StartedOn.Valid() && s.FinishedOn.Valid() && s.FinishedOn < s.StartedOn {
		f.Add("finishedOn", "结束日期早于开始日期，请核对")
	}
	f.Require("countedBy", "清点人", s.CountedBy)
	f.MaxRunes("countedBy", "清点人", s.CountedBy, 60)
	f.MaxRunes("note", "备注", s.Note, 1000)
	return f.Err()
}

// StocktakeScope words what is gone through; box is the box's number in words.
func StocktakeScope(year int, box string) string {
	switch {
	case box != "":
		return box
	case year != 0:
		return fmt.Sprintf("%d年度", year)
	}
	return "全部档案盒"
}
