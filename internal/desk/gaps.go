package desk

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
)

// Gaps is the screens 缺口 and 倒排工期 of an evaluation.
type Gaps struct{ d *Desk }

// GapPage is what an evaluation lacks, as the screen shows it.
type GapPage struct {
	Evaluation  office.Evaluation     `json:"evaluation"`
	Standard    string                `json:"standard"`
	Official    bool                  `json:"official"`
	Subject     string                `json:"subject"`
	Day         office.Date           `json:"day"`
	Points      int                   `json:"points"`
	Open        int                   `json:"open"` // points with a gap
	InspectedOn office.Date           `json:"inspectedOn"`
	Last        office.Date           `json:"last"`     // the last day for work
	Workdays    int                   `json:"workdays"` // left until then
	Gaps        []office.Gap          `json:"gaps"`
	Loads       []office.ScheduleLoad `json:"loads"`
	Kinds       []office.GapCount     `json:"kinds"`
	People      []string              `json:"people"`
}

// Book returns what an evaluation lacks, with when each gap is to be mended.
func (g *Gaps) Book(evaluationID int64) (page GapPage, err error) {
	defer caught(&err)
	page = GapPage{Gaps: []office.Gap{}, Loads: []office.ScheduleLoad{}, Kinds: []office.GapCount{}, People: []string{}}
	b, err := g.d.store.Gaps(evaluationID)
	if err != nil {
		return page, err
	}
	return GapPage{Evaluation: b.Evaluation, Standard: b.Standard, Official: b.Official, Subject: b.Subject, Day: b.Day, Points: b.Points, Open: b.Open,
		InspectedOn: b.InspectedOn, Last: b.Last, Workdays: b.Workdays, Gaps: b.Gaps, Loads: b.Loads, Kinds: office.CountGaps(b.Gaps), People: office.GapPeople(b.Gaps)}, nil
}

// GapTotal is how an evaluation stands.
type GapTotal struct {
	EvaluationID int64             `json:"evaluationId"`
	Points       int               `json:"points"`
	Open         int               `json:"open"` // points with a gap
	Gaps         int               `json:"gaps"`
	Late         int               `json:"late"` // past their day
	Kinds        []office.GapCount `json:"kinds"`
}

// GapTotalsInput names the evaluations of a list that is shown.
type GapTotalsInput struct {
	EvaluationIDs []int64 `json:"evaluationIds"`
}

// Totals tells how the evaluations stand.
func (g *Gaps) Totals(in GapTotalsInput) (list []GapTotal, err error) {
	defer caught(&err)
	list = []GapTotal{}
	books, err := g.d.store.GapBooks(in.EvaluationIDs)
	for _, b := range books {
		t := GapTotal{EvaluationID: b.Evaluation.ID, Points: b.Points, Open: b.Open, Gaps: len(b.Gaps), Kinds: office.CountGaps(b.Gaps)}
		for _, l := range b.Loads {
			t.Late += l.Late
		}
		list = append(list, t)
	}
	return list, err
}

// GapFiles are files on the PC that mend a gap: attached to the evidence, or without
// one each a new piece of evidence for the point.
type GapFiles struct {
	EvaluationID int64    `json:"evaluationId"`
	IndicatorID  int64    `json:"indicatorId"`
	NeedID       int64    `json:"needId"`
	EvidenceID   int64    `json:"evidenceId"`
	Paths        []string `json:"paths"`
}

// AddFiles brings files in for a gap.
func (g *Gaps) AddFiles(in GapFiles) (err error) {
	defer caught(&err)
	limit, err := g.d.store.Rule(office.RuleAttachmentSize, g.d.store.Today())
	if err != nil {
		return err
	}
	for _, p := range in.Paths { // all or none
		if err := checkFile(p, limit); err != nil {
			return err
		}
	}
	wanted := []filing{}
	for _, p := range in.Paths {
		owner, err := g.proofOf(in, p)
		if err != nil {
			return err
		}
		wanted = append(wanted, filing{p, office.Attachment{OwnerKind: "evidence", OwnerID: owner, Role: "扫描件"}})
	}
	_, err = g.d.attach(wanted)
	return done(g.d, err)
}

// proofOf is the evidence that the file goes to.
func (g *Gaps) proofOf(in GapFiles, path string) (int64, error) {
	if in.EvidenceID != 0 {
		return in.EvidenceID, nil
	}
	name := filepath.Base(path)
	e := office.Evidence{Title: strings.TrimSuffix(name, filepath.Ext(name)), DatedOn: dateInName(name)}
	e, err := g.d.store.AddProof(e, office.EvidenceLink{EvaluationID: in.EvaluationID, IndicatorID: in.IndicatorID, NeedID: in.NeedID})
	return e.ID, err
}

// PointInput names a point of an evaluation.
type PointInput struct {
	EvaluationID int64 `json:"evaluationId"`
	IndicatorID  int64 `json:"indicatorId"`
}

// AddLive makes the list behind a point's live figure its evidence.
func (g *Gaps) AddLive(in PointInput) (err error) {
	defer caught(&err)
	f, x, err := g.d.livePoint(in)
	if err != nil {
		return err
	}
	e := office.Evidence{Title: f.Name + "清单", DatedOn: f.Period.From, DatedTo: f.Period.Last(), Form: formLive, SourceKey: fmt.Sprintf("%d/%s", in.EvaluationID, x.Code)}
	_, err = g.d.store.AddProof(e, office.EvidenceLink{EvaluationID: in.EvaluationID, IndicatorID: in.IndicatorID})
	return done(g.d, err)
}

// PrintedInput names the evidence whose papers were printed and laid into the box.
type PrintedInput struct {
	EvidenceIDs []int64 `json:"evidenceIds"`
}

// Printed marks that there is a paper copy now.
func (g *Gaps) Printed(in PrintedInput) (err error) {
	defer caught(&err)
	return done(g.d, g.d.store.EvidenceOnPaper(in.EvidenceIDs))
}

// GapDue is until when the gaps of a point are to be mended; empty leaves it to
// the reckoning.
type GapDue struct {
	EvaluationID int64       `json:"evaluationId"`
	IndicatorID  int64       `json:"indicatorId"`
	DueOn        office.Date `json:"dueOn"`
}

// SetDue writes the day of a point.
func (g *Gaps) SetDue(in GapDue) (err error) {
	defer caught(&err)
	return done(g.d, g.d.store.SetDueDays(in.EvaluationID, map[int64]office.Date{in.IndicatorID: in.DueOn}))
}

// FixDue writes the reckoned days of all points that have none and returns of how
// many; the first gap of a point gives its day.
func (g *Gaps) FixDue(evaluationID int64) (n int, err error) {
	defer caught(&err)
	b, err := g.d.store.Gaps(evaluationID)
	if err != nil {
		return 0, err
	}
	if !b.InspectedOn.Valid() {
		return 0, office.Invalid("还没有填迎检日期，算不出工期。请先在评估里填写迎检日期。")
	}
	days := map[int64]office.Date{}
	for _, x := range b.Gaps {
		if was, have := days[x.IndicatorID]; !x.Fixed && x.DueOn != "" && (!have || x.DueOn < was) {
			days[x.IndicatorID] = x.DueOn
		}
	}
	err = done(g.d, g.d.store.SetDueDays(evaluationID, days))
	return len(days), err
}

// DropDue leaves the days of all points to the reckoning again.
func (g *Gaps) DropDue(evaluationID int64) (err error) {
	defer caught(&err)
	b, err := g.d.store.Gaps(evaluationID)
	if err != nil {
		return err
	}
	days := map[int64]office.Date{}
	for _, x := range b.Gaps {
		if x.Fixed {
			days[x.IndicatorID] = ""
		}
	}
	return done(g.d, g.d.store.SetDueDays(evaluationID, days))
}

// LiveInput asks for the live figure of a point, over the whole span or over one
// year of it.
type LiveInput struct {
	EvaluationID int64 `json:"evaluationId"`
	IndicatorID  int64 `json:"indicatorId"`
	Year         int   `json:"year"` // 0 for the whole span
}

// LivePage is a live figure as the point shows it.
type LivePage struct {
	Known  bool              `json:"known"` // the point has one
	Figure office.LiveFigure `json:"figure"`
	Said   string            `json:"said"`
	Years  []int             `json:"years"` // of the span
	Paper  string            `json:"paper"` // id of the proof on paper
}

// Live takes the live figure of a point.
func (g *Gaps) Live(in LiveInput) (page LivePage, err error) {
	defer caught(&err)
	page.Years = []int{}
	page.Figure = office.MakeLive(office.Live{}, nil, office.Rule{}, office.Rule{}, office.Period{})
	f, err := g.d.store.Evaluation(in.EvaluationID)
	if err != nil {
		return page, err
	}
	for y := f.Evaluation.From().Year(); y <= f.Evaluation.Year; y++ {
		page.Years = append(page.Years, y)
	}
	at := slices.IndexFunc(f.Standard.Indicators, func(x office.Indicator) bool { return x.ID == in.IndicatorID })
	if at < 0 || f.Standard.Indicators[at].Live == "" {
		return page, nil
	}
	x := f.Standard.Indicators[at]
	page.Known, page.Paper = true, fmt.Sprintf("%d/%s", in.EvaluationID, x.Code)
	if in.Year != 0 {
		page.Paper += fmt.Sprintf("/%d", in.Year)
	}
	page.Figure, err = g.d.store.Live(in.EvaluationID, x.Live, in.Year)
	page.Said = page.Figure.Said()
	return page, err
}

// LiveChoices are the live figures that a point of a standard can be given.
func (g *Gaps) LiveChoices() (list []office.Live, err error) {
	defer caught(&err)
	return office.Lives, nil
}

// livePoint takes the live figure of a point over the whole span.
func (d *Desk) livePoint(in PointInput) (office.LiveFigure, office.Indicator, error) {
	f, err := d.store.Evaluation(in.EvaluationID)
	if err != nil {
		return office.LiveFigure{}, office.Indicator{}, err
	}
	for _, x := range f.Standard.Indicators {
		if x.ID == in.IndicatorID && x.Live != "" {
			figure, err := d.store.Live(in.EvaluationID, x.Live, 0)
			return figure, x, err
		}
	}
	return office.LiveFigure{}, office.Indicator{}, office.Invalid("这个考核点没有活指标，请手工登记佐证材料。")
}
