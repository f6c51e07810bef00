package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// finding brings in one row of 问题台账.
func (im *importer) finding(row *importRow) error {
	p := office.Finding{}
	if row.recordID != 0 {
		var err error
		if p, err = get[office.Finding](im.t, "findings", row.recordID); err != nil {
			return wrap(err, "问题")
		}
		row.title = im.names.schools[p.SchoolID].Name
		if row.V("number").Present && !row.V("number").Kept {
			row.Fail("number", "编号由程序给出，不能改；这一条是 "+p.Number)
		}
	}
	inOtherColumns(row)
	im.moveSchool(row, &p.SchoolID)
	if c := row.V("content"); c.Set && office.NoProblem(c.Text) {
		row.Fail("content", "写的是没有问题，不用记入问题台账，请删去这一行")
	}
	matter := im.matterOf(row, p)
	key := fmt.Sprint("finding ", row.V("number").Text, p.SchoolID, row.V("foundOn").Text, row.V("content").Text)
	if row.recordID == 0 && im.twice(row, key, "content", "是同一个问题") || len(row.Faults) > 0 {
		return nil
	}
	number := row.V("number").Text
	if row.recordID == 0 {
		if err := im.matchFinding(row, &p, number); err != nil || len(row.Faults) > 0 {
			return err
		}
	}
	row.isNew = p.ID == 0
	row.changed = append(row.changed, office.FillFinding(&p, &row.ParsedRow)...)
	if matter != 0 && matter != p.MatterID {
		p.MatterID = matter
		row.changed = append(row.changed, "事项")
	}
	err := im.try(row, func() error { return im.writeFinding(row, &p, number) })
	row.savedID = p.ID
	return err
}

// inOtherColumns takes what ledgers of other offices write elsewhere: the level under
// 问题类别, the state under 整改措施, and what was done under the state.
func inOtherColumns(row *importRow) {
	if row.ID != "" {
		return
	}
	if name, ok := row.Chosen("level", row.V("matter").Text); ok && !row.V("level").Set {
		row.Say("level", name)
		row.Say("matter", "")
	}
	measures := row.V("measures").Text
	if name, ok := row.Chosen("state", measures); ok && row.V("state").Text == "" {
		row.Say("state", name)
		row.Say("measures", "")
	}
	if state := row.V("state"); state.Text != "" && !state.Set {
		row.Say("measures", strings.TrimPrefix(measures+"\n"+state.Text, "\n"))
		row.Say("state", "")
	}
}

func (im *importer) matterOf(row *importRow, p office.Finding) int64 {
	cell := row.V("matter")
	if !cell.Set || p.SchoolID == 0 {
		return 0
	}
	day := p.FoundOn
	if d := row.V("foundOn"); d.Set {
		day = office.Date(d.Text)
	}
	ids, unknown := office.MatchMatters(cell.Text, im.mattersFor(p.SchoolID, day))
	switch {
	case len(unknown) > 0:
		row.Fail("matter", fmt.Sprintf("事项“%s”认不出，请填：%s", strings.Join(unknown, "、"), im.matterNames(&office.Visit{SchoolID: p.SchoolID, Date: day})))
	case len(ids) > 1:
		row.Warnings = append(row.Warnings, "一个问题只归一个事项，记为第一个")
	}
	if len(ids) == 0 {
		return 0
	}
	return ids[0]
}

// matchFinding takes the finding that is there already: by its number, else the
// same school, day and words, else the only one of that day whose words hold
// these (a list of visits brought it in whole). A new one is tied to the visit
// of that day.
func (im *importer) matchFinding(row *importRow, p *office.Finding, number string) error {
	content, day := row.V("content").Text, row.V("foundOn").Text
	found, err := find[office.Finding](im.t, "findings", `WHERE deleted_at IS NULL AND (number = ? OR school_id = ? AND found_on = ?) ORDER BY number <> ?, content <> ?, id`,
		number, p.SchoolID, day, number, content)
	if err != nil {
		return err
	}
	holds := slices.IndexFunc(found, func(f office.Finding) bool {
		return f.VisitID != 0 && (strings.Contains(f.Content, content) || strings.Contains(content, f.Content))
	})
	switch {
	case len(found) > 0 && number != "" && found[0].Number == number && found[0].SchoolID != p.SchoolID:
		row.Fail("number", fmt.Sprintf("编号 %s 是另一所学校的问题，请核对", number))
	case len(found) > 0 && (number != "" && found[0].Number == number || found[0].Content == content):
		*p, row.changed = found[0], nil
	case len(found) == 1 && holds == 0:
		*p, row.changed = found[0], nil
	default:
		return im.visitOfDay(p, day)
	}
	return nil
}

func (im *importer) visitOfDay(p *office.Finding, day string) error {
	ids := []int64{}
	if err := im.t.Select(&ids, `SELECT id FROM visits WHERE school_id = ? AND date = ? AND deleted_at IS NULL AND state <> '取消'`, p.SchoolID, day); err != nil {
		return err
	}
	if len(ids) == 1 {
		p.VisitID = ids[0]
	}
	return nil
}

// writeFinding writes the finding; a number of the county's own is kept.
func (im *importer) writeFinding(row *importRow, p *office.Finding, number string) error {
	if !row.isNew && len(row.changed) == 0 {
		return nil
	}
	if err := im.t.saveFinding(p); err != nil || !row.isNew {
		return err
	}
	return im.keepNumber("findings", "WT", p.ID, number)
}
