package desk

import (
	"dudao/internal/office"
	"dudao/internal/store"
)

// Standards is the screen 标准: by what the office is judged, as trees of points.
type Standards struct{ d *Desk }

// StandardForm is a version of a standard as its form shows it.
type StandardForm struct {
	Standard office.Standard `json:"standard"`
	Used     int             `json:"used"` // evaluations by it: then its points are fixed
	Warnings []string        `json:"warnings"`
	Replaces string          `json:"replaces"` // the version before it
}

// List lists 评估标准; see store.StandardList for the filters.
func (s *Standards) List(q store.ListQuery) (page store.StandardPage, err error) {
	defer caught(&err)
	return s.d.store.StandardList(q)
}

// Get returns one version.
func (s *Standards) Get(id int64) (out StandardForm, err error) {
	defer caught(&err)
	c, err := s.d.store.Standard(id)
	if err != nil {
		return out, err
	}
	return s.form(c)
}

func (s *Standards) form(c office.Standard) (out StandardForm, err error) {
	out = StandardForm{Standard: c, Warnings: c.Warnings()}
	if c.ReplacesID != 0 {
		out.Replaces = s.d.store.Title("standard", c.ReplacesID)
	}
	out.Used, err = s.d.store.StandardUsed(c.ID)
	return out, err
}

// Save adds or changes a version.
func (s *Standards) Save(in office.Standard) (out StandardForm, err error) {
	defer caught(&err)
	if in, err = s.d.store.SaveStandard(in); err == nil {
		out, err = s.form(in)
	}
	return ok(s.d, out, err)
}

// Delete moves a version to the recycle bin.
func (s *Standards) Delete(id int64) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.DeleteStandard(id))
}

// NewVersion makes a draft with the lines of the version under another name.
func (s *Standards) NewVersion(in VersionInput) (out StandardForm, err error) {
	defer caught(&err)
	c, err := s.d.store.NewStandardVersion(in.ID, in.Version)
	if err == nil {
		out, err = s.form(c)
	}
	return ok(s.d, out, err)
}

// Paste reads lines from cells copied out of Excel or out of a notice; nothing is
// saved.
func (s *Standards) Paste(in PasteInput) (out office.PastedStandard, err error) {
	defer caught(&err)
	return office.ParseStandard(office.PastedRows(in.Text)), nil
}

// PickFile asks for a workbook and reads the lines of its first sheet that has any;
// nothing is saved. No lines and no problems mean that the clerk thought better of
// it.
func (s *Standards) PickFile() (out office.PastedStandard, err error) {
	defer caught(&err)
	out = office.PastedStandard{Items: []office.Indicator{}, Problems: []string{}}
	paths, err := s.d.shell.OpenFiles("选择指标表", []string{"*.xlsx", "*.xls", "*.csv"})
	if err != nil || len(paths) == 0 {
		return out, err
	}
	return readStandard(paths[0])
}

// mostRows is how many rows of a sheet are read as a standard.
const mostRows = 5000

func readStandard(path string) (out office.PastedStandard, err error) {
	book, err := openBook(path)
	if err != nil {
		return out, err
	}
	for _, name := range book.Sheets() {
		_, rows := book.Top(name, mostRows)
		if out = office.ParseStandard(rows); len(out.Items) > 0 {
			return out, nil
		}
	}
	return out, nil
}

// CodesInput is lines that are to be given codes by a pattern.
type CodesInput struct {
	Pattern string             `json:"pattern"`
	Items   []office.Indicator `json:"items"`
}

// Codes makes the codes of all lines by the pattern; nothing is saved.
func (s *Standards) Codes(in CodesInput) (codes []string, err error) {
	defer caught(&err)
	codes = []string{}
	p := office.CodePattern(in.Pattern)
	if !p.Valid() {
		return codes, office.Invalid("编码规则里要有占位，如 A{1}-B{2}-C{3}、({汉字})卷{圈号}、{1}-{2}-{3}，最多 %d 级。", office.IndicatorDepth)
	}
	return p.Number(in.Items), nil
}

// MapInput names a version and the one whose evidence it takes over; 0 for the one it
// replaces.
type MapInput struct {
	ID  int64 `json:"id"`
	Old int64 `json:"old"`
}

// MapBook returns 新旧对照 of the version, proposed where none was saved.
func (s *Standards) MapBook(in MapInput) (out store.MapBook, err error) {
	defer caught(&err)
	return s.d.store.MapBook(in.ID, in.Old)
}

// PreviewInput is a mapping and the round of the old version it is laid upon.
type PreviewInput struct {
	ID         int64                `json:"id"`
	Evaluation int64                `json:"evaluation"`
	Maps       []office.StandardMap `json:"maps"`
}

// MapPreview is what a takeover would do.
type MapPreview struct {
	Rows    []office.MapRow `json:"rows"`
	Carried int             `json:"carried"`
	Look    int             `json:"look"`
	Empty   int             `json:"empty"` // new points without any material
}

// Preview tells what a takeover would do; nothing is saved.
func (s *Standards) Preview(in PreviewInput) (out MapPreview, err error) {
	defer caught(&err)
	out.Rows = []office.MapRow{}
	c, err := s.d.store.Standard(in.ID)
	if err != nil {
		return out, err
	}
	pieces, err := s.d.store.PiecesOf(in.Evaluation)
	if err != nil {
		return out, err
	}
	out.Rows = office.PreviewMaps(c, in.Maps, pieces)
	has := map[int64]bool{}
	for _, r := range out.Rows {
		out.Carried, out.Look = out.Carried+r.Carried, out.Look+r.Look
		has[r.NewID] = has[r.NewID] || r.Carried > 0
	}
	for _, x := range c.Points() {
		if !has[x.ID] {
			out.Empty++
		}
	}
	return out, nil
}

// SaveMapsInput is a mapping to be kept.
type SaveMapsInput struct {
	ID   int64                `json:"id"`
	Old  int64                `json:"old"`
	Maps []office.StandardMap `json:"maps"`
}

// SaveMaps keeps the mapping of a version.
func (s *Standards) SaveMaps(in SaveMapsInput) (err error) {
	defer caught(&err)
	return done(s.d, s.d.store.SaveStandardMaps(in.ID, in.Old, in.Maps))
}

// TakeOver makes a round under the new version with what the mapping carries.
func (s *Standards) TakeOver(in store.Takeover) (out office.Evaluation, err error) {
	defer caught(&err)
	out, err = s.d.store.TakeOver(in)
	return ok(s.d, out, err)
}

// IndicatorRow is a line of a standard in a list; of an evaluation with its state.
type IndicatorRow struct {
	Standard string `json:"standard"`
	office.Indicator
	State  string `json:"state"`
	Pieces int    `json:"pieces"`
}

// Indicators lists the lines of the standard of the filter standard (its short name);
// with the filters of and year as they stand in that evaluation.
func (s *Standards) Indicators(q store.ListQuery) (list []IndicatorRow, err error) {
	defer caught(&err)
	list = []IndicatorRow{}
	key := q.Filters["standard"]
	if key == "" {
		key = office.StandardCounty
	}
	id, err := s.d.store.StandardID(key)
	if err != nil {
		return list, err
	}
	c, err := s.d.store.Standard(id)
	if err != nil {
		return list, err
	}
	facts := make([]office.PointFacts, len(c.Indicators)+1)
	if n, err := s.d.evaluationNamed(joined(key, q.Filters["of"], q.Filters["year"])); err == nil {
		st, err := s.d.store.EvaluationState(n)
		if err != nil {
			return list, err
		}
		c, facts = st.Standard, st.Facts
	}
	for i, x := range c.Indicators {
		list = append(list, IndicatorRow{c.Key, x, facts[i].State, facts[i].Pieces})
	}
	return list, nil
}

// joined are the parts that are not empty, apart by a slash.
func joined(parts ...string) string {
	out := ""
	for _, p := range parts {
		if p != "" && out != "" {
			out += "/"
		}
		out += p
	}
	return out
}
