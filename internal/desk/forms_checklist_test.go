package desk

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
	"dudao/internal/paper/papertest"
	"dudao/internal/report"
)

// scoreFixtures are the papers of check lists and results: filled, empty, and as
// long as they may be.
func scoreFixtures() map[string]doc.Document {
	out := map[string]doc.Document{}
	for _, size := range []string{"filled", "empty", "long"} {
		set := formFacts(size != "empty").Settings
		c := office.Checklist{ID: 1, Name: "示例评估表", Version: "2026版", Source: "本县", Grades: office.DefaultGrades()}
		units, heads := 24, 4
		if size == "long" {
			units, heads = 157, 12
		}
		for h := range heads {
			c.Items = append(c.Items, office.ChecklistItem{ID: int64(100 * (h + 1)), Code: fmt.Sprint("A", h+1), Name: "示例项目" + fmt.Sprint(h+1), Level: 1})
			for k := range 5 {
				x := office.ChecklistItem{ID: int64(100*(h+1) + k + 1), Code: fmt.Sprintf("B%d", 10*h+k), Name: fmt.Sprintf("示例要点%d之%d", h+1, k+1), Level: 2, Points: 1.5, Veto: h+k == 0, Requirement: "有制度，有记录，有落实。", Method: "看资料，看现场"}
				if size == "long" && k == 0 {
					x.Name, x.Requirement = strings.Repeat("示例长要点", 39), strings.Repeat("考核要求的文字很长，", 200)
				}
				c.Items = append(c.Items, x)
			}
		}
		p := report.ResultPaper{Settings: set, Today: "2026-03-31"}
		s := report.ScorePaper{Settings: set}
		if size != "empty" {
			c.Normalize()
			scores, total := office.SampleUnitScores(c, 3, 0.9, 50)
			s = report.ScorePaper{Settings: set, Inspection: office.Inspection{Number: "ZX2026-0001", Title: "春季食品安全专项督导"}, Unit: office.InspectionUnit{ID: 1, Name: "示例县" + rareInspector + "小学", VisitedOn: "2026-03-12"}, Group: "第一组", Checklist: c, Scores: scores, Total: total}
			if size == "long" {
				s.Scores[0].Note = strings.Repeat("扣分说明很长，", 140)
			}
			p.Facts = scoredFacts(c, units)
			former := scoredFacts(c, units-3)
			former.Inspection.Title = "上年春季食品安全专项督导"
			p.Facts.Former = &former
		} else {
			c = office.Checklist{Name: "空表", Version: "1", Source: "本县"}
			s.Checklist = c
		}
		p.Statistics = p.Facts.Compose()
		out["checklist "+size] = report.ChecklistPaper{Settings: set, Checklist: c}.Document()
		out["scores "+size] = s.Document()
		s.Blank = true
		out["scores blank "+size] = s.Document()
		out["sheets "+size] = report.ScoreSheets("全部单位评估表", []report.ScorePaper{s, s})
		out["statistics "+size], out["ranking "+size], out["points "+size], out["letter "+size] = p.Document(), p.Ranking(), p.Points(), p.Letter()
	}
	return out
}

// scoredFacts is an inspection whose units are all scored but the last.
func scoredFacts(c office.Checklist, units int) office.ScoreFacts {
	f := office.ScoreFacts{Inspection: office.Inspection{ID: 1, Number: "ZX2026-0001", Title: "春季食品安全专项督导", StartsOn: "2026-03-09", EndsOn: "2026-03-20"}, Checklist: c, Partly: 50}
	for i := range units {
		u := office.ScoredUnit{ID: int64(i + 1), Name: fmt.Sprintf("示例县%s第%d小学", []string{rareInspector, "柳溪镇", "城关"}[i%3], i+1), UnitKind: office.UnitKinds[i%2], SchoolID: int64(i + 1), Zone: fmt.Sprintf("第%d责任区", i%5+1), Group: fmt.Sprintf("第%d组", i%6+1)}
		scores, total := office.SampleUnitScores(c, int64(i), 0.8+float64(i%7)/40, 50)
		if i == units-1 {
			scores, total = nil, office.ScoreTotal{}
		}
		u.Score, u.Grade, u.Self = total.Score, total.Grade, total.Self
		for _, x := range scores {
			p := office.PointFact{UnitID: u.ID, ItemID: x.ItemID, Result: x.Result}
			if x.Score != nil {
				p.Score = *x.Score
			}
			f.Points = append(f.Points, p)
		}
		f.Units = append(f.Units, u)
	}
	return f
}

func TestScorePapersLieWell(t *testing.T) {
	t.Parallel()
	for name, d := range scoreFixtures() {
		pages := papertest.Sound(t, name, d)
		text := papertest.Whole(pages)
		if strings.HasSuffix(name, "filled") && !strings.HasPrefix(name, "checklist") && !strings.HasPrefix(name, "points") && !strings.Contains(text, rareInspector) {
			t.Errorf("%s: the rare characters are not on it", name)
		}
		if dir := os.Getenv("SCORE_PAPERS"); dir != "" {
			made, err := paper.Render(d, paper.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(dir+"/"+name+".pdf", made.PDF, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestScorePapersSay(t *testing.T) {
	t.Parallel()
	all := scoreFixtures()
	words := map[string][]string{
		"statistics filled":   {"总体情况", "失分较多的要点", "与“上年春季食品安全专项督导”比较", "未评完的单位（1个）", "各督导组评分", "第1责任区"},
		"ranking filled":      {"名次", "自评－得分", "上次名次"},
		"letter filled":       {"关于春季食品安全专项督导结果的通报", "列入督导的单位24个，已评分23个，未评完1个", "附件"},
		"scores filled":       {"一票否决", "扣分说明", "合计"},
		"scores blank filled": {"被督导单位负责人签名："},
		"checklist filled":    {"总分：30分", "优秀：总分的90%及以上", "非官方"},
		"points filled":       {"得分率", "上次得分率"},
		"statistics empty":    {"已评分"},
		"letter empty":        {"还没有评完的单位"},
		"scores blank empty":  {"空表"},
		"sheets filled":       {"第一组"},
		"checklist empty":     {"评符合、基本符合、不符合、不适用"},
	}
	for name, words := range words {
		text := papertest.Whole(papertest.Sound(t, name, all[name]))
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
	}
}
