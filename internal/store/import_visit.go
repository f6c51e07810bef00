package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// visit brings in one row of 督导记录.
func (im *importer) visit(row *importRow) error {
	f, err := im.formOf(row)
	if err != nil {
		return err
	}
	v := &f.Visit
	im.moveSchool(row, &v.SchoolID)
	if d := row.V("date"); d.Set && v.Date != office.Date(d.Text) {
		row.changed = append(row.changed, office.ChangeWords("日期", string(v.Date), d.Text))
		v.Date = office.Date(d.Text)
	}
	who := im.visitPeople(row, v)
	if v.Date > im.today && (v.State == "" || v.State == "已记录") {
		row.Fail("date", fmt.Sprintf("%s 在今天之后，请核对日期", v.Date))
	}
	ids, unknown := im.mattersOf(row, v)
	if len(unknown) > 0 {
		row.Fail("matters", fmt.Sprintf("事项“%s”认不出，请填：%s", strings.Join(unknown, "、"), im.matterNames(v)))
	}
	row.title = strings.TrimSpace(string(v.Date) + " " + row.title)
	if row.recordID == 0 && im.visitTwice(row, v, who) || len(row.Faults) > 0 {
		return nil
	}
	if row.recordID == 0 {
		if err := im.matchVisit(row, f, who); err != nil {
			return err
		}
	}
	return im.writeVisit(row, f, who, ids)
}

// formOf returns the visit that the hidden id names, or an empty one.
func (im *importer) formOf(row *importRow) (*VisitForm, error) {
	f := &VisitForm{}
	if row.recordID == 0 {
		return f, nil
	}
	form, err := visitForm(im.t, row.recordID)
	row.title = im.names.schools[form.Visit.SchoolID].Name
	return &form, err
}

// party is who went along, as the row says.
type party struct {
	named  bool     // the row says something about it
	all    []int64  // the inspectors, sorted
	others []string // those who are no inspectors
}

// visitPeople resolves who went: the first inspector answers for the visit, the
// others went along; those who are no inspectors are kept by name.
func (im *importer) visitPeople(row *importRow, v *office.Visit) (who party) {
	ids, faults := im.inspectorsOf(row, v.SchoolID, v.Date)
	if len(faults) > 0 {
		row.Fail("inspectors", faults[0])
		return who
	}
	if !row.V("inspectors").Set && v.InspectorID == 0 && v.SchoolID != 0 && v.Date != "" {
		ids = im.names.responsible(v.SchoolID, v.Date)
		if len(ids) == 0 {
			row.Fail("inspectors", "没有写督学，这所学校当天也没有责任督学，请补上督学")
			return who
		}
		ids = ids[:1]
		row.Warnings = append(row.Warnings, "没有督学，按当天的责任督学记为"+im.names.inspectors[ids[0]].Name)
	}
	im.moveInspector(row, &v.InspectorID, ids)
	along := row.V("companions")
	who.all, who.others, _ = im.peopleOf(along.Names, v.SchoolID, v.Date)
	who.all = sortedIDs(append(append(who.all, ids...), v.InspectorID))
	who.named = along.Set || len(ids) > 1 || along.Present && row.recordID != 0
	return who
}

// sortedIDs sorts ids, each once and none that is 0.
func sortedIDs(ids []int64) []int64 {
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id == 0 })
}

// join writes who went along into the visit.
func (who party) join(row *importRow, v *office.Visit) {
	with := slices.DeleteFunc(slices.Clone(who.all), func(id int64) bool { return id == v.InspectorID })
	if have := slices.Sorted(slices.Values(v.Companions)); who.named && !slices.Equal(with, have) {
		v.Companions = with
		row.changed = append(row.changed, "同行")
	}
	for _, name := range who.others {
		if !strings.Contains(v.Escorts, name) {
			v.Escorts = strings.TrimPrefix(v.Escorts+"、"+name, "、")
			row.changed = append(row.changed, "其他同行人")
		}
	}
}

// mattersOf resolves the matters by the list that holds for the school's kind.
func (im *importer) mattersOf(row *importRow, v *office.Visit) (ids []int64, unknown []string) {
	cell := row.V("matters")
	if !cell.Set || v.SchoolID == 0 {
		return nil, nil
	}
	return office.MatchMatters(cell.Text, im.mattersFor(v.SchoolID, v.Date))
}

func (im *importer) mattersFor(school int64, day office.Date) []office.Matter {
	kindergarten := im.names.schools[school].Kindergarten()
	list := office.MattersFor(im.matters, kindergarten, day)
	if len(list) == 0 { // before the matters' first day
		list = office.MattersFor(im.matters, kindergarten, im.today)
	}
	return list
}

func (im *importer) matterNames(v *office.Visit) string {
	names := []string{}
	for _, m := range im.mattersFor(v.SchoolID, v.Date) {
		names = append(names, m.Short)
	}
	return strings.Join(names, "、")
}

// addVisit is saveVisit for a visit that matchVisit found to be new: nothing
// hangs on it yet, so nothing has to be compared first.
func (im *importer) addVisit(v *office.Visit) (err error) {
	v.UpdatedAt = im.t.s.moment()
	if v.Number, err = im.t.number("JL", v.Date.Year()); err != nil {
		return err
	}
	if v.ID, err = insert(im.t, "visits", *v); err != nil {
		return wrap(err, "督导记录")
	}
	links := []struct {
		sql  string
		rows [][]any
	}{{sql: `INSERT INTO visit_companions (visit_id, inspector_id) VALUES `}, {sql: `INSERT INTO visit_matters (visit_id, matter_id) VALUES `},
		{sql: `INSERT INTO visit_methods (visit_id, method, count) VALUES `}}
	for _, id := range v.Companions {
		links[0].rows = append(links[0].rows, []any{v.ID, id})
	}
	for _, id := range v.Matters {
		links[1].rows = append(links[1].rows, []any{v.ID, id})
	}
	for _, m := range v.Methods {
		links[2].rows = append(links[2].rows, []any{v.ID, m.Method, m.Count})
	}
	for _, l := range links {
		if len(l.rows) == 0 {
			continue
		}
		mark := ", (?" + strings.Repeat(", ?", len(l.rows[0])-1) + ")"
		if _, err := im.t.Exec(l.sql+strings.Repeat(mark, len(l.rows))[2:], slices.Concat(l.rows...)...); err != nil {
			return wrap(err, "督导记录")
		}
	}
	return nil
}

// writeVisit writes the visit and, for a new one with a level, its finding.
func (im *importer) writeVisit(row *importRow, f *VisitForm, who party, matters []int64) error {
	if len(row.Faults) > 0 {
		return nil
	}
	v := &f.Visit
	row.isNew = v.ID == 0
	was := v.Disposal
	row.changed = append(row.changed, office.FillVisit(v, &row.ParsedRow)...)
	who.join(row, v)
	have := slices.Sorted(slices.Values(v.Matters))
	slices.Sort(matters)
	if cell := row.V("matters"); (cell.Set || cell.Present && row.recordID != 0) && !slices.Equal(matters, have) {
		v.Matters = matters
		row.changed = append(row.changed, "事项")
	}
	due := office.DueDay(row.V("dueOn"), v.Date)
	problem := !office.NoProblem(v.Problems)
	if due != "" && problem && v.Disposal <= 1 && len(f.Findings) == 0 {
		v.Disposal = 2
	}
	found := problem && v.Disposal > 1 && len(f.Findings) == 0 && (row.isNew || was <= 1)
	v.Normalize()
	if err := v.Validate(); err != nil {
		im.blame(row, err)
		return nil
	}
	err := im.try(row, func() error {
		save := im.t.saveVisit
		if row.isNew {
			save = im.addVisit
		}
		if row.isNew || len(row.changed) > 0 {
			if err := save(v); err != nil {
				return err
			}
		}
		if found {
			row.changed = append(row.changed, "记入问题台账")
			return im.findingOf(*v, due)
		}
		return im.dueOfVisit(row, f, due)
	})
	if row.savedID = v.ID; row.isNew && len(row.Faults) == 0 {
		im.onRecord(v, v.Companions)
		im.leftOut(row, v, problem)
	}
	return err
}

// leftOut tells what a new visit lacks, while its sheet can still be mended.
func (im *importer) leftOut(row *importRow, v *office.Visit, problem bool) {
	if problem && v.Disposal <= 1 {
		row.Warnings = append(row.Warnings, "写了存在问题，级别没有写或写的是“无意见”，问题没有记入问题台账；要记的，请写级别："+strings.Join(office.DisposalNames()[1:], "、"))
		im.tell("行写了存在问题，级别没有写或写的是“无意见”：记录照记，问题不进问题台账。要进台账的，请补上“级别”再导。")
	}
	if !row.V("session").Set {
		im.tell("行没写时段，都记为上午。是下午或全天的，请补上再导。")
	}
}

// findingOf makes the finding of a visit that states a problem and its level.
func (im *importer) findingOf(v office.Visit, due office.Date) error {
	p := office.Finding{VisitID: v.ID, SchoolID: v.SchoolID, Source: office.FindingSources[0], FoundOn: v.Date, Content: v.Problems, Level: v.Disposal, DueOn: due}
	if slices.Contains(office.FindingSources, v.Kind) {
		p.Source = v.Kind
	}
	if len(v.Matters) == 1 {
		p.MatterID = v.Matters[0]
	}
	return im.t.saveFinding(&p)
}

// dueOfVisit writes a changed deadline to the visit's finding: the one of the
// same words, else its only one.
func (im *importer) dueOfVisit(row *importRow, f *VisitForm, due office.Date) error {
	if row.isNew || !row.V("dueOn").Set {
		return nil
	}
	if slices.ContainsFunc(f.Findings, func(p office.Finding) bool { return p.DueOn == due }) {
		return nil
	}
	at := slices.IndexFunc(f.Findings, func(p office.Finding) bool { return p.Content == f.Visit.Problems })
	if at < 0 && len(f.Findings) == 1 {
		at = 0
	}
	if at < 0 {
		if len(f.Findings) == 0 {
			return &office.Error{Code: office.CodeInvalid, Fields: map[string]string{"dueOn": "这次督导没有记入问题台账的问题，不能写整改期限"}}
		}
		return &office.Error{Code: office.CodeInvalid, Fields: map[string]string{"dueOn": fmt.Sprintf("这次督导有 %d 个问题，整改期限请在“问题台账”里改", len(f.Findings))}}
	}
	f.Findings[at].DueOn = due
	row.changed = append(row.changed, "整改期限")
	return im.t.saveFinding(&f.Findings[at])
}
