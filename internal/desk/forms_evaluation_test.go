package desk

import (
	"strconv"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/paper/papertest"
	"dudao/internal/store"
)

// The lists of an evaluation are sound when there is nothing in it, and with long
// texts, many pieces and rare characters.
func TestEvaluationListsAreSound(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	long := strings.Repeat("这是一段很长的考核要求，逐条写明。", 230)
	lines := []office.Indicator{{Code: "1", Name: "组织领导䶮㛃𬭊", Level: 1}}
	for i := range 40 {
		lines = append(lines, office.Indicator{Code: "1-" + strconv.Itoa(i+1), Name: "考核点" + strconv.Itoa(i+1), Level: 2, Points: 2.5, Needs: []office.Need{{Name: "材料", Least: 1}}})
	}
	lines[1].Requirement = long
	c, err := d.store.SaveStandard(office.Standard{Key: "长标准", Name: "很长的标准", Version: "1", Subject: office.SubjectCounty, Source: "测试", State: office.ChecklistOpen, Pattern: "{1}-{2}", Indicators: lines})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := d.store.StartRounds(store.NewRounds{StandardID: c.ID, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"evidence_list", "self_scores"} {
		f, _ := formOf(key)
		empty, err := f.build(d, "长标准/2026")
		if err != nil {
			t.Fatal(err)
		}
		papertest.Sound(t, key+" empty", empty.document)
	}
	score := 2.0
	for i, x := range c.Points() {
		e := office.Evidence{Title: "佐证材料" + strconv.Itoa(i) + "䶮", DocNumber: "示教〔2026〕1号", DatedOn: "2025-03-01", DatedTo: "2025-12-31", Place: "2号柜第1层", Flaw: "未盖章"}
		if _, err := d.store.AddEvidence([]office.Evidence{e}, []store.EvidencePoint{{EvaluationID: ids[0], IndicatorID: x.ID}}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.store.SaveEvaluationItem(office.EvaluationItem{EvaluationID: ids[0], IndicatorID: x.ID, SelfScore: &score, Deduction: long[:3*600], Person: "示例㛃"}); err != nil {
			t.Fatal(err)
		}
	}
	for key, says := range map[string]string{"evidence_list": "佐证材料39䶮", "self_scores": "100"} {
		f, _ := formOf(key)
		b, err := f.build(d, strconv.FormatInt(ids[0], 10))
		if err != nil {
			t.Fatal(err)
		}
		if text := papertest.Whole(papertest.Sound(t, key, b.document)); !strings.Contains(text, says) || !strings.Contains(text, "𬭊") {
			t.Errorf("%s does not say %q", key, says)
		}
	}
}

func TestStandardsNamePapersThatThereAre(t *testing.T) {
	t.Parallel()
	names := formNames()
	for _, c := range office.DefaultStandards() {
		for _, x := range c.Indicators {
			for _, n := range x.Needs {
				if n.Form != "" && names[n.Form] == "" {
					t.Errorf("%s %s: there is no form %q", c.Key, x.Code, n.Form)
				}
			}
		}
	}
}
