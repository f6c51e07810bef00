package store

import (
	"strings"
	"testing"

	"dudao/internal/office"
)

// rowsOf is a list of the kind whose columns are the headings.
func rowsOf(t *testing.T, kind office.Kind, heads string, lines ...string) *office.SheetReading {
	t.Helper()
	layout := must[office.Layout](t)(office.LayoutOf(kind))
	table := office.SheetTable{Sheet: "表", Present: make([]bool, len(layout.Fields))}
	at := []int{}
	for _, h := range strings.Split(heads, "|") {
		i := layout.FieldFor(h, nil)
		if i < 0 {
			t.Fatalf("no column %s", h)
		}
		at = append(at, i)
		table.Present[i] = true
	}
	for n, line := range lines {
		row := office.SheetRow{Row: n + 2, Cells: make([]office.SheetCell, len(layout.Fields))}
		for i, text := range strings.Split(line, "|") {
			row.Cells[at[i]] = office.SheetCell{Text: text, Row: n + 2, Col: i + 1}
		}
		table.Rows = append(table.Rows, row)
	}
	return &office.SheetReading{Layout: layout, Tables: []office.SheetTable{table}}
}

func TestIndicatorsComeIn(t *testing.T) {
	s := openTest(t)
	heads := "一级指标|二级指标|三级指标|考核要求|分值|佐证材料"
	list := rowsOf(t, office.KindIndicators, heads, "A1 组织领导|B1 机构|C1 成立机构|有文件|10|成立文件；名单", "||C2 经费|列入预算|5|预算批复", "A2 队伍|B2 督学|C3 聘任||15|")
	if out := bring(t, s, list, ImportOptions{File: "a.xlsx"}); out.Failed != 3 {
		t.Errorf("without a standard: %s", tally(out))
	}
	opt := ImportOptions{File: "a.xlsx", Standard: office.StandardSchoolOpen}
	rehearsed := opt
	rehearsed.Rehearse = true
	if out := bring(t, s, list, rehearsed); tally(out) != "+3 ~0 =0 !0" {
		t.Errorf("rehearsal %s", tally(out))
	}
	if out := bring(t, s, list, opt); tally(out) != "+3 ~0 =0 !0" {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	id := must[int64](t)(s.StandardID(office.StandardSchoolOpen))
	c := must[office.Standard](t)(s.Standard(id))
	if len(c.Indicators) != 7 || c.Sum() != 30 || c.Indicators[2].Code != "C1" || c.Indicators[2].Level != 3 || len(c.Indicators[2].Needs) != 2 {
		t.Fatalf("%+v", c.Indicators)
	}
	if out := bring(t, s, list, opt); tally(out) != "+0 ~0 =3 !0" {
		t.Errorf("again %s %+v", tally(out), out.Verdicts)
	}
	more := rowsOf(t, office.KindIndicators, "编码|名称|分值|考核要求", "C2|经费|6|列入预算", "C9|新的|1|")
	if out := bring(t, s, more, opt); tally(out) != "+1 ~1 =0 !0" || out.Verdicts[0].Reason != "更新：分值" {
		t.Errorf("more %s %+v", tally(out), out.Verdicts)
	}
	bad := rowsOf(t, office.KindIndicators, "编码|名称|分值", "C8|好的|1", "C7|坏的|很多")
	if out := bring(t, s, bad, opt); out.Failed == 0 || out.Read != 2 {
		t.Errorf("bad points %s %+v", tally(out), out.Verdicts)
	}
	// A version in use keeps its points; its texts come in.
	used := ImportOptions{File: "a.xlsx", Standard: office.StandardCounty}
	if _, err := s.StartRounds(NewRounds{StandardID: must[int64](t)(s.StandardID(office.StandardCounty)), Year: 2026}); err != nil {
		t.Fatal(err)
	}
	if out := bring(t, s, rowsOf(t, office.KindIndicators, "编码|考核要求", "1-1|有正式文件", "4-4|每月"), used); tally(out) != "+0 ~2 =0 !0" {
		t.Errorf("texts %s %+v", tally(out), out.Verdicts)
	}
	if out := bring(t, s, rowsOf(t, office.KindIndicators, "编码|分值", "1-1|3", "1-2|"), used); out.Failed != 2 {
		t.Errorf("points of a used version %s %+v", tally(out), out.Verdicts)
	}
}

func TestIndicatorsAndEvidenceComeBackAsTheyWent(t *testing.T) {
	s := openTest(t)
	c := smallStandard(t, s)
	ids, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddEvidence([]office.Evidence{{Title: "成立文件", DatedOn: "2025-03-01", OnPaper: true, Flaw: "未盖章", Place: "1号柜"}}, []EvidencePoint{{ids[0], c.Indicators[1].ID, 0}}); err != nil {
		t.Fatal(err)
	}
	must[string](t)(s.OfficeUID())
	before := dump(t, s)
	for _, kind := range []office.Kind{office.KindIndicators, office.KindEvidence} {
		for _, hidden := range []bool{true, false} {
			r := returned(t, s, kind)
			for i := range r.Tables[0].Rows {
				if !hidden {
					r.Tables[0].Rows[i].ID = ""
				}
			}
			if out := bring(t, s, r, ImportOptions{File: "a.xlsx"}); out.Added+out.Updated+out.Failed > 0 {
				t.Errorf("%s hidden %v: %s %+v", kind, hidden, tally(out), out.Verdicts[:3])
			}
			if after := dump(t, s); after != before {
				t.Fatalf("%s hidden %v: %s", kind, hidden, firstDifference(before, after))
			}
		}
	}
}

func TestEvidenceComesInToItsPoints(t *testing.T) {
	s := openTest(t)
	c := smallStandard(t, s)
	ids, err := s.StartRounds(NewRounds{StandardID: c.ID, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	list := rowsOf(t, office.KindEvidence, "编码|题名|文号|成文日期|存放处|纸质", "1-1、1-2|成立文件|示教〔2025〕1号|2025-3-1|1号柜|是", "9-9|没有的|||2号柜|")
	out := bring(t, s, list, ImportOptions{File: "a.xlsx", Standard: c.Key})
	if tally(out) != "+1 ~0 =0 !1" || !strings.Contains(out.Verdicts[1].Reason, "9-9") {
		t.Fatalf("%s %+v", tally(out), out.Verdicts)
	}
	f := must[EvaluationFacts](t)(s.Evaluation(ids[0]))
	if len(f.Links) != 2 || f.Evidence[0].Place != "1号柜" || !f.Evidence[0].OnPaper || f.Evidence[0].DatedOn != "2025-03-01" {
		t.Errorf("%+v %+v", f.Links, f.Evidence)
	}
	if out := bring(t, s, list, ImportOptions{File: "a.xlsx", Standard: c.Key}); tally(out) != "+0 ~0 =1 !1" {
		t.Errorf("again %s %+v", tally(out), out.Verdicts)
	}
}
