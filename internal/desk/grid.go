package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// Grid is the screen 批量录入: rows typed or pasted one under the other. They go the
// way of a workbook that is brought in: the same check, the same write, the same undo.
type Grid struct{ d *Desk }

// mostGridRows is as much as the page can hold and one action should write.
const mostGridRows = 20000

// GridInput is what stands in the grid: the cells of each row beside the keys.
type GridInput struct {
	Kind office.Kind      `json:"kind"`
	Keys []string         `json:"keys"`
	Rows []office.GridRow `json:"rows"`
	// Standard is the short name of the 评估标准 of evidence that names none.
	Standard string `json:"standard"`
}

// GridOutcome is what the rows are, or became; Result.ID is what Undo takes back.
type GridOutcome struct {
	Result office.ImportResult `json:"result"`
}

// GridChoice is a word that a cell may be filled with, and how it is read (store.Spelling).
type GridChoice struct {
	Name      string `json:"name"`
	ShortName string `json:"shortName"`
	Pinyin    string `json:"pinyin"`
	About     string `json:"about"`
}

// GridColumn is one column; Many tells that a cell takes several of the choices.
type GridColumn struct {
	Key      string           `json:"key"`
	Title    string           `json:"title"`
	Type     office.FieldType `json:"type"`
	Required bool             `json:"required"`
	Width    float64          `json:"width"`
	Note     string           `json:"note"`
	Shown    bool             `json:"shown"` // without being asked for
	Many     bool             `json:"many"`
	Choices  []GridChoice     `json:"choices"`
}

// GridSheet is an empty grid of one kind.
type GridSheet struct {
	Kind    office.Kind  `json:"kind"`
	Title   string       `json:"title"`
	Columns []GridColumn `json:"columns"`
}

// gridShown are the columns that a grid shows without being asked.
var gridShown = map[office.Kind][]string{
	office.KindVisits:   {"date", "session", "school", "inspectors", "kind", "matters", "methods", "content", "problems", "disposal", "dueOn", "feedbackOn"},
	office.KindFindings: {"foundOn", "school", "source", "matter", "content", "level", "measures", "unit", "person", "dueOn", "state"},
	office.KindArchive:  {"docNumber", "author", "title", "datedOn", "pages", "retention", "unit", "year", "box", "note"},
	office.KindEvidence: {"name", "docNumber", "author", "datedOn", "code", "place", "onPaper", "flaw", "note"},
}

// Sheet returns the columns of a kind of list with what their cells may be filled with.
func (g *Grid) Sheet(kind string) (out GridSheet, err error) {
	defer caught(&err)
	layout, err := gridLayout(office.Kind(kind))
	if err != nil {
		return out, err
	}
	choices, err := g.choices(layout.Kind)
	if err != nil {
		return out, err
	}
	out = GridSheet{Kind: layout.Kind, Title: layout.Title, Columns: []GridColumn{}}
	shown := gridShown[layout.Kind]
	for _, f := range layout.Fields {
		if f.Derived {
			continue
		}
		c := GridColumn{Key: f.Key, Title: f.Title, Type: f.Type, Required: f.Required && !f.Inferred, Width: f.Width, Note: f.Note, Shown: slices.Contains(shown, f.Key),
			Many: f.Type == office.TypeNames || f.Key == "matters" || f.Key == "methods", Choices: choices[f.Key]}
		switch {
		case c.Choices != nil:
		case f.Type == office.TypeYesNo:
			c.Choices = words(office.YesNoChoices)
		default:
			c.Choices = words(f.Choices)
		}
		out.Columns = append(out.Columns, c)
	}
	slices.SortStableFunc(out.Columns, func(a, b GridColumn) int { return gridPlace(shown, a.Key) - gridPlace(shown, b.Key) })
	return out, nil
}

// gridPlace puts the columns that are shown in their order, the others behind them.
func gridPlace(shown []string, key string) int {
	if i := slices.Index(shown, key); i >= 0 {
		return i
	}
	return len(shown)
}

func gridLayout(kind office.Kind) (office.Layout, error) {
	if !slices.Contains(office.GridKinds, kind) {
		return office.Layout{}, office.Invalid("“%s”这种表不能批量录入，请用导入。", kind)
	}
	return office.LayoutOf(kind)
}

func words(list []string) []GridChoice {
	out := make([]GridChoice, len(list))
	for i, w := range list {
		out[i] = GridChoice{Name: w, Pinyin: store.Spelling(w)}
	}
	return out
}

// choices are those that the office's own records make.
func (g *Grid) choices(kind office.Kind) (map[string][]GridChoice, error) {
	switch kind {
	case office.KindArchive:
		units, err := g.d.store.ArchiveUnits()
		names := []string{}
		for _, u := range units {
			names = append(names, u.Name)
		}
		return map[string][]GridChoice{"unit": words(names), "secrecy": words(office.Secrecies)}, err
	case office.KindEvidence:
		standards, err := g.d.store.Standards()
		names := []string{}
		for _, s := range standards {
			names = append(names, s.Key)
		}
		slices.Sort(names)
		schools, _, err2 := g.people()
		if err == nil {
			err = err2
		}
		return map[string][]GridChoice{"standard": words(slices.Compact(names)), "subject": schools}, err
	}
	schools, people, err := g.people()
	if err != nil {
		return nil, err
	}
	matters, err := g.d.store.Matters()
	methods := []string{}
	for _, m := range office.Methods {
		methods = append(methods, m.Name)
	}
	of := matterChoices(matters, g.d.store.Today())
	return map[string][]GridChoice{"school": schools, "inspectors": people, "companions": people, "matters": of, "matter": of, "methods": words(methods)}, err
}

// people are the schools and the inspectors, under the names that a row knows them by.
func (g *Grid) people() (schools, people []GridChoice, err error) {
	options, err := g.d.store.SchoolOptions()
	if err != nil {
		return nil, nil, err
	}
	for _, s := range options {
		schools = append(schools, GridChoice{Name: s.Name, ShortName: s.ShortName, Pinyin: s.Pinyin, About: s.Zone})
	}
	who, err := g.d.store.InspectorOptions()
	for _, p := range who {
		people = append(people, GridChoice{Name: p.Name, Pinyin: p.Pinyin, About: p.Zone})
	}
	return schools, people, err
}

// matterChoices are the short names of both lists of matters, each once.
func matterChoices(all []office.Matter, day office.Date) []GridChoice {
	out := []GridChoice{}
	for _, kindergarten := range []bool{false, true} {
		for _, m := range office.MattersFor(all, kindergarten, day) {
			if slices.ContainsFunc(out, func(c GridChoice) bool { return c.Name == m.Short }) {
				continue
			}
			c := GridChoice{Name: m.Short, ShortName: m.Name, Pinyin: store.Spelling(m.Short)}
			if kindergarten {
				c.About = "幼儿园"
			}
			out = append(out, c)
		}
	}
	return out
}

// GridRows names records that are to be changed in the grid.
type GridRows struct {
	Kind office.Kind `json:"kind"`
	Keys []string    `json:"keys"`
	IDs  []int64     `json:"ids"`
}

// Rows returns records as rows of the grid, in the order asked for; one that is
// gone is left out.
func (g *Grid) Rows(in GridRows) (rows []office.GridRow, err error) {
	defer caught(&err)
	layout, err := gridLayout(in.Kind)
	if err != nil {
		return []office.GridRow{}, err
	}
	list, err := g.d.store.Export(in.Kind)
	if err != nil {
		return []office.GridRow{}, err
	}
	at := map[int64]office.ListRow{}
	for _, r := range list {
		if id, ok := office.ParseSheetID(r.ID); ok {
			at[id.ID] = r
		}
	}
	rows = []office.GridRow{}
	for _, id := range in.IDs {
		r, ok := at[id]
		if !ok {
			continue
		}
		row := office.GridRow{ID: r.ID, Cells: make([]string, len(in.Keys))}
		for i, key := range in.Keys {
			if f := layout.Index(key); f >= 0 {
				row.Cells[i] = r.Cells[f]
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Check tells what saving would make of each row; it writes nothing.
func (g *Grid) Check(in GridInput) (out GridOutcome, err error) {
	defer caught(&err)
	return g.bringIn(in, true, nil)
}

// Save writes the good rows as one action; the others stay the page's.
func (g *Grid) Save(in GridInput) (out GridOutcome, err error) {
	defer caught(&err)
	step, end := g.d.start("grid", "正在保存"+office.GridName)
	defer end()
	out, err = g.bringIn(in, false, step)
	if err == nil && out.Result.ID != 0 {
		g.d.saved()
	}
	return out, err
}

func (g *Grid) bringIn(in GridInput, rehearse bool, step func(done, total int) error) (GridOutcome, error) {
	layout, err := gridLayout(in.Kind)
	if err != nil {
		return GridOutcome{}, err
	}
	if len(in.Rows) > mostGridRows {
		return GridOutcome{}, office.Invalid("一次最多录 %d 行，现在有 %d 行，请分几次保存，或存成表格后用“导入”。", mostGridRows, len(in.Rows))
	}
	for _, key := range in.Keys {
		if layout.Index(key) < 0 {
			return GridOutcome{}, office.Invalid("“%s”表里没有“%s”这一列，请刷新页面再试。", layout.Title, key)
		}
	}
	sum, err := gridSum(in)
	if err != nil {
		return GridOutcome{}, err
	}
	result, err := g.d.store.Import(office.GridReading(layout, in.Keys, in.Rows), store.ImportOptions{File: office.GridName, Label: office.GridName + layout.Title,
		SHA256: sum, Rehearse: rehearse, Standard: strings.TrimSpace(in.Standard), Step: step})
	if err != nil {
		return GridOutcome{}, err
	}
	for i := range result.Verdicts {
		v := &result.Verdicts[i]
		v.Faults, v.Warnings = notNil(v.Faults), notNil(v.Warnings)
	}
	return GridOutcome{Result: *result}, nil
}

// gridSum stands in the list of imports where a workbook's hash would.
func gridSum(in GridInput) (string, error) {
	text, err := json.Marshal(in.Rows)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
