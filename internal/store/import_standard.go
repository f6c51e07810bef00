package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// indicator leaves a row of a standard for later: what it says depends on the rows
// around it.
func (im *importer) indicator(row *importRow) error {
	row.title = strings.TrimSpace(office.IndicatorCells(row.raw)[im.layout.Index("name")])
	return nil
}

// standards brings in the lines of each standard that the rows speak of. A standard
// is written whole or not at all.
func (im *importer) standards() error {
	of := map[string][]*importRow{}
	names := []string{}
	for _, row := range im.rows {
		if len(row.Faults) > 0 {
			continue
		}
		name := im.opt.Standard
		if i := im.layout.Index("standard"); i < len(row.raw.Cells) && strings.TrimSpace(row.raw.Cells[i].Text) != "" {
			name = strings.TrimSpace(row.raw.Cells[i].Text)
		}
		if name == "" {
			row.Fail("standard", "不知道是哪个评估标准的指标：请在导入时选标准，或加一列“评估标准简称”")
			continue
		}
		if of[name] == nil {
			names = append(names, name)
		}
		of[name] = append(of[name], row)
	}
	for _, name := range names {
		if err := im.standard(name, of[name]); err != nil {
			return err
		}
	}
	return nil
}

func (im *importer) standard(name string, rows []*importRow) error {
	var id int64
	err := im.t.Get(&id, standardByName, name)
	if err = wrap(err, "评估标准"); office.CodeOf(err) == office.CodeNotFound {
		for _, row := range rows {
			row.Fail("standard", fmt.Sprintf("没有评估标准“%s”，请先在“标准”里新建，或核对简称", name))
		}
		return nil
	}
	if err != nil {
		return err
	}
	c, err := standard(im.t, id)
	if err != nil {
		return err
	}
	lines := im.lines(rows)
	bare := make([]office.Indicator, len(lines))
	for i, x := range lines {
		bare[i] = x.Indicator
	}
	was := c.Indicators
	all, at := office.MergeIndicators(was, bare)
	c.Indicators = all
	if slices.ContainsFunc(rows, func(r *importRow) bool { return len(r.Faults) > 0 }) {
		im.failRest(rows, otherRows)
		return nil
	}
	im.blameLines(rows, lines, at, im.tryStandard(&c, was))
	im.judgeLines(was, c.Indicators, rows, lines, at)
	return nil
}

// lines reads the rows as the lines of one standard. The Row of each is its place
// among the rows.
func (im *importer) lines(rows []*importRow) []office.StandardLine {
	cells := [][]string{office.IndicatorHeads(rows[0].present)}
	for _, row := range rows {
		cells = append(cells, office.IndicatorCells(row.raw))
	}
	problems := []string{}
	lines := office.ParseStandardLines(cells, &problems)
	for i := range lines {
		lines[i].Row -= 2 // counted from 1, the heading first
		if row := rows[lines[i].Row]; row.recordID != 0 && (i+1 == len(lines) || lines[i+1].Row != lines[i].Row+2) {
			lines[i].ID = row.recordID
		}
	}
	for i, row := range rows {
		points := cells[i+1][im.layout.Index("points")]
		if _, err := strconv.ParseFloat(strings.TrimSuffix(points, "分"), 64); points != "" && err != nil {
			row.Fail("points", fmt.Sprintf("分值“%s”不是分数，请只填数字", points))
		}
	}
	return lines
}

// tryStandard saves the standard when a line of it changed; what speaks against it
// comes back.
func (im *importer) tryStandard(c *office.Standard, was []office.Indicator) error {
	if slices.EqualFunc(was, c.Indicators, office.SameLine) {
		return nil
	}
	if _, err := im.t.Exec("SAVEPOINT standard"); err != nil {
		return err
	}
	failed := im.t.saveStandard(c)
	if failed != nil {
		if _, err := im.t.Exec("ROLLBACK TO standard"); err != nil {
			return err
		}
	}
	if _, err := im.t.Exec("RELEASE standard"); err != nil {
		return err
	}
	return failed
}

// blameLines turns a refusal into faults of the rows: those it names, and all that
// would have been written with them.
func (im *importer) blameLines(rows []*importRow, lines []office.StandardLine, at []int, failed error) {
	if failed == nil {
		return
	}
	e, ok := errors.AsType[*office.Error](failed)
	if !ok {
		e = office.Errorf(office.CodeInternal, "%s", failed)
	}
	named := false
	for i := range lines {
		if message := e.Fields[fmt.Sprintf("indicators.%d", at[i])]; message != "" {
			rows[lines[i].Row].Fail("name", message)
			named = true
		}
	}
	if named {
		im.failRest(rows, otherRows)
	} else {
		im.failRest(rows, e.Message)
	}
}

const otherRows = "同一标准的其他行有误，这一行没有写入"

// failRest marks the rows that have no fault of their own.
func (im *importer) failRest(rows []*importRow, message string) {
	for _, row := range rows {
		if len(row.Faults) == 0 {
			row.Fail("", message)
		}
	}
}

// judgeLines tells what became of each row: its own line, or the one it goes on with.
func (im *importer) judgeLines(was, now []office.Indicator, rows []*importRow, lines []office.StandardLine, at []int) {
	before := map[int64]office.Indicator{}
	for _, x := range was {
		before[x.ID] = x
	}
	own := map[int]int{}
	for k, x := range lines {
		own[x.Row] = k
	}
	k := -1
	for i, row := range rows {
		if mine, has := own[i]; has {
			k = mine
		}
		if len(row.Faults) > 0 || k < 0 {
			continue
		}
		x := now[at[k]]
		row.savedID, row.title = x.ID, strings.TrimSpace(x.Code+" "+x.Name)
		old, had := before[x.ID]
		if row.isNew = !had; had && !office.SameLine(old, x) {
			row.changed = changedIn(old, x)
		}
	}
}

// changedIn names what differs in two states of a line.
func changedIn(a, b office.Indicator) []string {
	out := []string{}
	for _, f := range []struct {
		title string
		same  bool
	}{{"编码", a.Code == b.Code}, {"名称", a.Name == b.Name}, {"分值", a.Points == b.Points}, {"考核要求", a.Requirement == b.Requirement}, {"评分细则", a.Scoring == b.Scoring},
		{"佐证材料", office.NeedsText(a.Needs) == office.NeedsText(b.Needs)}, {"负责人", a.Person == b.Person}, {"一票否决", a.Veto == b.Veto}, {"依据", a.Source == b.Source}} {
		if !f.same {
			out = append(out, f.title)
		}
	}
	return out
}

// indicators writes one row for each line of each standard.
func (e *exporter) indicators() error {
	list, err := find[office.Standard](e.g, "standards", "WHERE deleted_at IS NULL ORDER BY state = '停用', key, version DESC, id")
	if err != nil {
		return err
	}
	for _, head := range list {
		c, err := standard(e.g, head.ID)
		if err != nil {
			return err
		}
		open := [office.IndicatorDepth + 1]string{}
		for _, x := range c.Indicators {
			open[x.Level] = x.Code
			points := ""
			if x.Points > 0 {
				points = strconv.FormatFloat(x.Points, 'f', -1, 64)
			}
			veto := ""
			if x.Veto {
				veto = office.YesNoChoices[0]
			}
			e.add(x.ID, map[string]string{"code": x.Code, "parent": open[x.Level-1], "name": x.Name, "points": points, "requirement": x.Requirement, "scoring": x.Scoring,
				"method": office.NeedsText(x.Needs), "person": x.Person, "veto": veto, "source": x.Source, "standard": c.Key + "/" + c.Version})
		}
	}
	return nil
}
