package office

import "fmt"

// SampleShelf is what happened to the county's boxes.
type SampleShelf struct {
	// Counted is a finished 清点 of the year's boxes; Missing are the places of the
	// items that it did not find.
	Counted Stocktake
	Missing []int
	Loans   []ArchiveLoan // ItemID is the place of the item among County.Archive, from 1
}

// oldYears are how long ago the papers are that are due: for 移交 and for 鉴定.
const (
	sampleMoveYears  = 11
	sampleJudgeYears = 12
)

// makeShelf counts the boxes once, lends three items, one of which is late, and
// adds an item that is due for the county archives and one whose term is over.
func (s *sampler) makeShelf() {
	today := s.size.To.Of(0).Last()
	year := s.size.To.Of(0).From.Year() - 1
	filed := len(s.c.Archive)
	if filed < 12 {
		return // too small a county to have a shelf
	}
	old := func(years, pages int, title, unit, keep string) {
		day := NewDate(today.Year()-years, 4, 15)
		s.c.Archive = append(s.c.Archive, ArchiveItem{Title: title + "（示例）", Author: s.c.Settings.OfficeName, DatedOn: day, Pages: pages, Unit: unit, Retention: keep, HasPaper: true})
	}
	old(sampleMoveYears, 24, fmt.Sprintf("%d年教育督导工作总结", today.Year()-sampleMoveYears), "ZH", KeepAlways)
	old(sampleJudgeYears, 3, fmt.Sprintf("%d年责任督学例会会议通知", today.Year()-sampleJudgeYears), "DD", Keep10)

	by := s.c.Settings.Archivist
	begun := today.AddDays(-20)
	s.c.Shelf = SampleShelf{Counted: Stocktake{Year: year, StartedOn: begun, FinishedOn: begun.AddDays(1), CountedBy: by, Note: "年度清点。未见的两件正在各科室查找。"},
		Missing: []int{3, 8}}
	lend := func(item, ago, days, back int, unit, purpose string) {
		l := ArchiveLoan{ItemID: int64(item), Borrower: s.person("", ""), Unit: unit, Phone: "13800009999", Purpose: purpose, LentOn: today.AddDays(-ago), LentBy: by}
		l.DueOn = l.LentOn.AddDays(days)
		if back > 0 {
			l.ReturnedOn, l.ReturnedTo = l.LentOn.AddDays(back), by
		}
		s.c.Shelf.Loans = append(s.c.Shelf.Loans, l)
	}
	lend(1, 40, 15, 9, s.c.Settings.CountyName+"教育局基础教育科", "编写年鉴，查月报数字")
	lend(5, 30, 15, 0, s.c.Settings.CountyName+"人民政府办公室", "核对督导情况")
	lend(6, 6, 15, 0, s.c.Settings.CountyName+"教育局安全科", "查整改通知书")
}
