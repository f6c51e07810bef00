package office

import "fmt"

// Check is one line of the look-over before printing (印前检查): what is missing,
// how often, and the list that shows it.
type Check struct {
	Key     string  `json:"key"`
	Text    string  `json:"text"`
	Count   int     `json:"count"`
	Kind    string  `json:"kind"` // of Records: visit, school, finding
	Records []int64 `json:"records"`
	// List is the screen that shows the records, Filters what to ask it.
	List    string            `json:"list"` // visits, schools, findings; "" for none
	Filters map[string]string `json:"filters"`
}

// checks looks the month over; an empty list means that nothing is missing.
func (b MonthBook) checks(r MonthReport) []Check {
	f := b.This
	out := []Check{}
	if b.Today <= f.Period.Last() {
		out = append(out, Check{Key: "running", Text: fmt.Sprintf("%s还没有结束，数据截至%s。", f.Span.Words().This, f.AsOf.Chinese()), Records: []int64{}, Filters: map[string]string{}})
	}
	if len(f.Visits) == 0 {
		out = append(out, Check{Key: "empty", Text: f.Span.Words().This + "还没有督导记录，请先录入或导入。", Records: []int64{}, Filters: map[string]string{}})
	}
	add := func(key, text, kind, list string, records []int64, filters map[string]string) {
		if len(records) == 0 {
			return
		}
		if b.Zone != "" {
			filters["zone"] = b.Zone
		}
		if f.Span.Kind != SpanMonth && (filters["month"] != "" || filters["unvisited"] != "") {
			list, filters = "", map[string]string{} // the lists know months only
		}
		out = append(out, Check{Key: key, Text: fmt.Sprintf(text, len(records)), Count: len(records), Kind: kind, Records: records, List: list, Filters: filters})
	}
	month := f.Span.Key
	visits := func(key, text string, want func(MonthVisit) bool) {
		ids := []int64{}
		for _, v := range f.Visits {
			if want(v) {
				ids = append(ids, v.ID)
			}
		}
		add(key, text, "visit", "visits", ids, map[string]string{"month": month, "missing": key})
	}
	add("unvisited", "%d 所学校"+f.Span.Words().This+"未督导。", "school", "schools", r.Figures.Get(FigUnvisited).Records, map[string]string{"unvisited": month})
	add(FigShort, "%d 所学校督导次数不足。", "school", "schools", r.Figures.Get(FigShort).Records, map[string]string{})
	pending := map[string][]int64{}
	for _, v := range f.Pending {
		pending[v.State] = append(pending[v.State], v.ID)
	}
	for _, state := range VisitStates {
		add("pending", "%d 次"+state+"的督导还没有记录。", "visit", "visits", pending[state], map[string]string{"month": month, "state": state})
	}
	visits("feedback", "%d 次督导缺反馈。", func(v MonthVisit) bool { return !v.Feedback })
	visits("record", "%d 次督导未填纪实或记录日期。", func(v MonthVisit) bool { return !v.Recorded })
	visits("sign", "%d 次督导缺督学或学校签字。", func(v MonthVisit) bool { return !v.Signed })
	visits("photo", "%d 次督导没有照片或附件。", func(v MonthVisit) bool { return v.Attachments == 0 })
	visits("finding", "%d 次督导写了存在问题，但没有登记成问题。", func(v MonthVisit) bool { return v.HasProblems && v.FindingCount == 0 })
	b.findingChecks(r, add)
	return out
}

func (b MonthBook) findingChecks(r MonthReport, add func(key, text, kind, list string, records []int64, filters map[string]string)) {
	f := b.This
	found := map[string]string{"from": string(f.Period.From), "to": string(f.Period.Last())}
	undated := []int64{}
	for _, p := range f.Found() {
		if p.needsNotice() && !p.DueOn.Valid() {
			undated = append(undated, p.ID)
		}
	}
	add("undated", "%d 个须整改的问题没有整改期限。", "finding", "findings", undated, found)
	add("unclassed", "%d 个问题没有归入督导事项。", "finding", "findings", r.Figures.Get(MatterKey(0)).Records, found)
	add("overdue", "%d 个问题整改超期。", "finding", "findings", r.Figures.Get(FigOverdue).Records, map[string]string{"overdue": "1"})
	if b.Zone != "" {
		return
	}
	unplaced := []int64{}
	for _, s := range f.Schools {
		if s.Open && s.Zone == "" {
			unplaced = append(unplaced, s.ID)
		}
	}
	add("unplaced", "%d 所学校未划入责任区。", "school", "schools", unplaced, map[string]string{})
}
