package report

import (
	"testing"

	"dudao/internal/office"
)

func TestAppraisalSaysWhatBecomesOfEach(t *testing.T) {
	for want, x := range map[string]office.DisposalItem{
		"续存10年（2065-12-31）": {Outcome: office.OutcomeKeep, Keep: "D10", KeepUntil: "2065-12-31"},
		"续存10年":             {Outcome: office.OutcomeKeep, Keep: "D10"},
		"续存，改为永久":           {Outcome: office.OutcomeKeep, Keep: office.KeepAlways},
		"销毁":                {Outcome: office.OutcomeDestroy},
		"":                  {},
	} {
		if got := (GoingLine{DisposalItem: x}).judged(); got != want {
			t.Errorf("%+v: %q, want %q", x, got, want)
		}
	}
}
