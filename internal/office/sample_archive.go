package office

import "fmt"

// makeArchive files the papers of the last whole calendar year, as an office has
// done by 30 June of the next.
func (s *sampler) makeArchive() {
	year := s.size.To.Of(0).From.Year() - 1
	author := s.c.Settings.OfficeName
	file := func(a ArchiveItem) {
		for _, r := range DefaultRetentionRules {
			if r.Form == a.Form {
				a.Unit, a.Retention = r.Unit, r.Retention
			}
		}
		a.Author, a.HasPaper = author, true
		s.c.Archive = append(s.c.Archive, a)
	}
	for m := range 12 {
		month := Month(fmt.Sprintf("%d-%02d", year, m+1))
		if month < s.size.From || s.c.Settings.Exempt(month) {
			continue
		}
		day := month.Of(0).Last()
		file(ArchiveItem{Title: s.c.Settings.CountyName + "督导室" + month.Chinese() + "督导报告", DatedOn: day, Pages: 16 + m%5, Form: "month", SourceKey: string(month)})
		file(ArchiveItem{Title: s.c.Settings.CountyName + month.Chinese() + "督导工作统计表", DatedOn: day, Pages: 2, Form: "statistics", SourceKey: string(month)})
	}
	for _, n := range s.c.Notices {
		if n.Date.Year() == year && n.Issued() {
			file(ArchiveItem{Title: s.c.Schools[max(0, n.SchoolID-1)].Name + n.Kind, DocNumber: n.DocNumber, DatedOn: n.Date, Pages: 1 + int(n.ID%3), Form: NoticeForm(n.Kind),
				SourceKind: "notice", SourceID: n.ID})
		}
	}
}
