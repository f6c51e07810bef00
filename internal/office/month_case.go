package office

// The keys of the figures of papers, rechecks and 典型经验.
const (
	FigPaper     = "notice." // and the kind's prefix
	FigRechecks  = "rectify.rechecks"
	FigRepeats   = "finding.repeated"
	FigPractices = "practice.count"
)

// PaperKey returns the key of the papers of a kind issued in the period.
func PaperKey(kind string) string {
	k, _ := NoticeKindOf(kind)
	return FigPaper + k.Prefix
}

// paperNames name the figures of the kinds of papers, and their unit.
var paperNames = map[string]string{NoticeRectify: "下发整改通知书", NoticeConsult: "送协商意见书", NoticeSupervise: "发出督办单",
	NoticeTalk: "约谈", NoticeBulletin: "督导通报", NoticeAccount: "问责", NoticeReminder: "发出催办单"}

const paperBasis = "期内在本程序编号发出的份数，按发文日期计算，不含草稿和已作废的。"

// caseFigures are what was done about the problems: papers, rechecks, problems
// that came again, and 典型经验. An office that issues its papers by hand has no
// figure of them: 0 would say that it issued none.
func caseFigures(f MonthFacts) Figures {
	var out Figures
	if f.Papers {
		for _, k := range NoticeKinds {
			ids := []int64{}
			for _, n := range f.Notices {
				if n.Kind == k.Kind {
					ids = append(ids, n.ID)
				}
			}
			out = append(out, Count(PaperKey(k.Kind), paperNames[k.Kind], "份", paperBasis, "notice", ids))
		}
	}
	rechecked, times, repeated, practices := []int64{}, []int{}, []int64{}, []int64{}
	for _, p := range f.Findings {
		rechecked, times = append(rechecked, p.ID), append(times, p.Rechecks)
		if f.Period.Has(p.FoundOn) && p.Repeat > 1 {
			repeated = append(repeated, p.ID)
		}
	}
	for _, p := range f.Practices {
		practices = append(practices, p.ID)
	}
	return append(out,
		Sum(FigRechecks, "回访核查", "次", "期内对问题整改的核查（回访）次数，按核查日期计算；同一问题核查几次计几次。", "finding", rechecked, times),
		Count(FigRepeats, "重复问题", "个", foundBasis+"其中同一学校同一事项在规定时间内以前已经发现过的，按不同的发现日期计算次数。", "finding", repeated),
		Count(FigPractices, "登记典型经验", "条", "期内登记的典型经验，按发现日期计算。", "practice", practices))
}
