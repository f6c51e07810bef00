package office

import (
	"fmt"
	"slices"
	"strings"
)

// The kinds of 缺口: what an inspector would find missing.
const (
	GapNone       = "缺材料"    // no evidence
	GapYear       = "年度不对"   // the date of the paper lies outside the evaluation's span
	GapElectronic = "有电子无纸质" // nothing to lay into the box
	GapScan       = "有纸质无扫描" // nothing to show on the screen
	GapLost       = "盒中未找到"  // the stocktaking missed it
	GapFew        = "数量不足"   // 12 months asked, 9 there
	GapIncomplete = "不完整"    // unsigned, unsealed, unreadable
)

// GapKinds are the kinds, what takes longest to mend first.
var GapKinds = []string{GapNone, GapFew, GapYear, GapLost, GapIncomplete, GapScan, GapElectronic}

// The ways a gap is mended from its line.
const (
	MendAdd    = "补材料"  // bring a file in for the point
	MendLive   = "列入清单" // the list behind the point's live figure is its evidence
	MendPrint  = "打印"   // print the paper of the program now
	MendAttach = "附扫描件" // attach a file to the evidence
	MendEdit   = "改登记"  // date, place, flaw of the evidence
	MendOpen   = "打开记录" // enter the signature in the record itself
	MendBox    = "看档案盒" // look again into the box
)

// Gap is 缺口: one thing that a point lacks, who sees to it, and the shortest way
// to mend it.
type Gap struct {
	Kind        string `json:"kind"`  // one of GapKinds
	Place       int    `json:"place"` // of the point in the standard
	IndicatorID int64  `json:"indicatorId"`
	Code        string `json:"code"`
	Point       string `json:"point"`
	NeedID      int64  `json:"needId"`
	EvidenceID  int64  `json:"evidenceId"`
	Title       string `json:"title"`  // of the evidence, or of what is asked
	Detail      string `json:"detail"` // why, with the numbers
	Person      string `json:"person"`
	// Mend is what to do, Act the button that does it, Route where it leads; Form and
	// FormID are the paper to print, RecordKind and RecordID the record to open.
	Mend       string `json:"mend"`
	Act        string `json:"act"`
	Route      string `json:"route"`
	Form       string `json:"form"`
	FormID     string `json:"formId"`
	RecordKind string `json:"recordKind"`
	RecordID   int64  `json:"recordId"`
	// Codes are all points that it is a gap of: a piece may serve several.
	Codes []string `json:"codes"`
	// Pieces are how many things are to be done, e.g. the months missing.
	Pieces int `json:"pieces"`
	// DueOn is until when; Fixed tells that the clerk has set it.
	DueOn   Date `json:"dueOn"`
	Fixed   bool `json:"fixed"`
	Minutes int  `json:"minutes"` // what it takes
}

// Key tells the gaps of an evaluation apart.
func (g Gap) Key() string {
	return fmt.Sprintf("%s/%d/%d/%d", g.Kind, g.IndicatorID, g.NeedID, g.EvidenceID)
}

// GapEvidence is a piece of evidence with what is known of it besides.
type GapEvidence struct {
	Evidence
	Files       int      // attached to it and to the record that it is
	Filed       bool     // it is an archive item, or its paper was filed as one
	Box         string   // the box that it lies in, empty for none
	Lost        bool     // the last 清点 did not find it in its box
	Paper       string   // form by which the record that it is is printed
	SchoolID    int64    // whom its record concerns
	InspectorID int64    // who made it
	Lacks       []string // signatures that its record lacks
}

// Electronic tells that there is something to show on the screen.
func (e GapEvidence) Electronic() bool {
	return e.Files > 0 || e.Form != "" || e.Paper != ""
}

// Lies tells that there is something in a box or on a shelf.
func (e GapEvidence) Lies() bool { return e.OnPaper || e.Box != "" }

// Where names the place of the paper.
func (e GapEvidence) Where() string {
	if e.Box != "" {
		return e.Box
	}
	return e.Place
}

// GapUnit is one of those for which a Need is counted: a month, a school.
type GapUnit struct {
	ID     int64
	Name   string
	Period Period
}

// GapFacts is what the gaps of an evaluation are found in. Units are those of the
// span by NeedPers, as far as it has gone by.
type GapFacts struct {
	Evaluation Evaluation
	Standard   Standard
	Items      []EvaluationItem
	Links      []EvidenceLink
	Evidence   []GapEvidence
	Units      map[string][]GapUnit
	Terms      []Term
}

// FindGaps looks every point over; points that do not apply and headings have none.
// The gaps come in the order of the points; what is wrong with a piece of evidence
// itself comes once, at the first point that it serves.
func FindGaps(f GapFacts) []Gap {
	items := map[int64]EvaluationItem{}
	for _, x := range f.Items {
		items[x.IndicatorID] = x
	}
	links := map[int64][]EvidenceLink{}
	for _, l := range f.Links {
		links[l.IndicatorID] = append(links[l.IndicatorID], l)
	}
	pieces := map[int64]GapEvidence{}
	for _, e := range f.Evidence {
		pieces[e.ID] = e
	}
	out, of := []Gap{}, map[string]int{}
	for place, x := range f.Standard.Points() {
		item := items[x.ID]
		if item.NotApplicable {
			continue
		}
		p := pointGaps{facts: f, x: x, links: links[x.ID], pieces: pieces}
		for _, g := range p.find() {
			key := fmt.Sprint(g.Kind, g.EvidenceID)
			if at, have := of[key]; have && g.EvidenceID != 0 {
				out[at].Codes = append(out[at].Codes, x.Code)
				continue
			}
			of[key] = len(out)
			g.Place, g.Codes = place, []string{x.Code}
			g.IndicatorID, g.Code, g.Point, g.Person = x.ID, x.Code, x.Name, item.Person
			if g.Person == "" {
				g.Person = x.Person
			}
			g.DueOn, g.Fixed = item.DueOn, item.DueOn != ""
			g.Pieces = max(1, g.Pieces)
			out = append(out, g)
		}
	}
	return out
}

// pointGaps looks one point over.
type pointGaps struct {
	facts  GapFacts
	x      Indicator
	links  []EvidenceLink
	pieces map[int64]GapEvidence
}

func (p pointGaps) find() []Gap {
	if len(p.links) == 0 {
		return []Gap{p.nothing()}
	}
	out := []Gap{}
	for _, n := range p.x.Needs {
		if g, is := p.short(n); is {
			out = append(out, g)
		}
	}
	for _, l := range p.links {
		if e, have := p.pieces[l.EvidenceID]; have {
			out = append(out, p.facts.faults(e)...)
		}
	}
	return out
}

// nothing is the gap of a point that no evidence serves.
func (p pointGaps) nothing() Gap {
	g := Gap{Kind: GapNone, Title: p.x.Name, Detail: "还没有一份佐证材料", Act: MendAdd, Mend: "点“" + MendAdd + "”选文件，或在评估里把已有的记录、归档文件关联过来"}
	names := []string{}
	for _, n := range p.x.Needs {
		names = append(names, n.Name)
	}
	if len(names) > 0 {
		g.Detail += "，要：" + strings.Join(names, "、")
	}
	if p.x.Live != "" {
		g.Act, g.Mend = MendLive, "点“"+MendLive+"”，程序按记录算出的清单就是佐证"
	}
	return g
}

// short is the gap of a need that has too few pieces.
func (p pointGaps) short(n Need) (Gap, bool) {
	if n.Least == 0 {
		return Gap{}, false
	}
	mine := p.of(n)
	g := Gap{Kind: GapFew, NeedID: n.ID, Title: n.Name, Act: MendAdd, Mend: "点“" + MendAdd + "”选文件"}
	if len(mine) == 0 {
		g.Kind = GapNone
	}
	if n.Per == "" {
		g.Pieces = n.Least - len(mine)
		g.Detail = fmt.Sprintf("应有 %d 份，已有 %d 份", n.Least, len(mine))
		return g, g.Pieces > 0
	}
	units := p.facts.Units[n.Per]
	missing, pieces := []string{}, 0
	for _, u := range units {
		have := 0
		for _, e := range mine {
			if p.facts.covers(e, n.Per, u) {
				have++
			}
		}
		if have < n.Least {
			missing, pieces = append(missing, u.Name), pieces+n.Least-have
		}
	}
	g.Pieces = pieces
	g.Detail = fmt.Sprintf("应有 %d %s，已有 %d，缺：%s", len(units), needUnits[n.Per], len(units)-len(missing), nameSome(missing))
	return g, pieces > 0
}

// needUnits are the words for the units of NeedPers.
var needUnits = map[string]string{"month": "个月", "term": "个学期", "year": "个年度", "school": "所学校", "inspector": "名督学"}

// namedMost is how many of those missing a line names.
const namedMost = 8

func nameSome(names []string) string {
	if len(names) <= namedMost {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s 等 %d 个", strings.Join(names[:namedMost], "、"), len(names))
}

// of are the pieces that serve the need: those linked to it, those of its form, and
// all of them where the point asks for one thing only.
func (p pointGaps) of(n Need) []GapEvidence {
	out := []GapEvidence{}
	for _, l := range p.links {
		e, have := p.pieces[l.EvidenceID]
		if !have {
			continue
		}
		loose := l.NeedID == 0 && (len(p.x.Needs) == 1 || n.Form != "" && n.Form == e.Form || strings.Contains(e.Title, n.Name))
		if l.NeedID == n.ID || loose {
			out = append(out, e)
		}
	}
	return out
}

// covers tells whether the piece counts for the unit.
func (f GapFacts) covers(e GapEvidence, per string, u GapUnit) bool {
	switch per {
	case "school":
		return e.SchoolID == u.ID || strings.Contains(e.Title, u.Name)
	case "inspector":
		return e.InspectorID == u.ID || strings.Contains(e.Title, u.Name)
	}
	p := f.spanOf(e.Evidence)
	return p.From < u.Period.To && p.To > u.Period.From
}

// spanOf is the time that a paper speaks of: that of its key, else its days.
func (f GapFacts) spanOf(e Evidence) Period {
	if key := e.SourceKey; key != "" {
		if s, err := ParseSpan(key, f.Terms, 0); err == nil {
			return s.Of(0)
		}
	}
	to := e.DatedTo
	if to == "" {
		to = e.DatedOn
	}
	if !e.DatedOn.Valid() || !to.Valid() {
		return Period{}
	}
	return Period{e.DatedOn, to.AddDays(1)}
}

// faults are the gaps in a piece of evidence itself.
func (f GapFacts) faults(e GapEvidence) []Gap {
	out := []Gap{}
	add := func(g Gap) {
		g.EvidenceID, g.Title, g.RecordKind, g.RecordID = e.ID, e.Told(), e.SourceKind, e.SourceID
		out = append(out, g)
	}
	if !e.Electronic() && !e.Lies() {
		add(Gap{Kind: GapNone, Detail: "只登记了题名，没有文件，也没有纸质件", Act: MendAttach, Mend: "点“" + MendAttach + "”选文件；有纸质件的，在“" + MendEdit + "”里勾“有纸质件”"})
		return out
	}
	if span := f.spanOf(e.Evidence); span.From != "" && (span.From >= f.Evaluation.To() || span.To <= f.Evaluation.From()) {
		add(Gap{Kind: GapYear, Detail: fmt.Sprintf("成文日期 %s，不在 %d—%d 年", e.DatedOn, f.Evaluation.From().Year(), f.Evaluation.Year), Act: MendEdit,
			Mend: "换成这几年的；现在仍在执行的，点“" + MendEdit + "”填截止日期"})
	}
	if e.Lost {
		add(Gap{Kind: GapLost, Detail: "清点时" + e.Box + "里没有找到", Act: MendBox, Route: "/archive/boxes", Mend: "到" + e.Box + "再找一遍；确实没有的，打印或复印一份放回去"})
	}
	if lacks := e.lacks(); len(lacks) > 0 {
		g := Gap{Kind: GapIncomplete, Detail: strings.Join(lacks, "，"), Act: MendEdit, Mend: "补好后点“" + MendEdit + "”，把问题改为“无”"}
		if e.Flaw == "" {
			g.Act, g.Mend = MendOpen, "点“"+MendOpen+"”，补签后勾上；扫描件附在记录里"
		}
		add(g)
	}
	switch {
	case !e.Lies():
		g := Gap{Kind: GapElectronic, Detail: "没有纸质件，盒里拿不出来", Act: MendPrint, Form: e.Form, FormID: e.Evidence.PaperID(), Mend: "点“" + MendPrint + "”，签字盖章后放进盒里"}
		if e.Form == "" && !e.Filed {
			g.Form = e.Paper
		}
		if g.Form == "" {
			g.Act, g.Mend = MendEdit, "打开附件打印一份，再点“"+MendEdit+"”勾“有纸质件”"
		}
		add(g)
	case !e.Electronic():
		add(Gap{Kind: GapScan, Detail: "只有纸质件（" + e.where() + "），屏幕上打不开", Act: MendAttach, Mend: "扫描或拍照后点“" + MendAttach + "”"})
	}
	return out
}

func (e GapEvidence) where() string {
	if w := e.Where(); w != "" {
		return w
	}
	return "没有写存放处"
}

// lacks says what makes the piece incomplete.
func (e GapEvidence) lacks() []string {
	if e.Flaw != "" {
		return append([]string{e.Flaw}, e.Lacks...)
	}
	return e.Lacks
}

// GapCount is how many gaps there are of a kind, a person or a point.
type GapCount struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

// CountGaps counts the gaps by kind, in the order of GapKinds; kinds without any
// are left out.
func CountGaps(gaps []Gap) []GapCount {
	out := []GapCount{}
	for _, kind := range GapKinds {
		n := 0
		for _, g := range gaps {
			if g.Kind == kind {
				n++
			}
		}
		if n > 0 {
			out = append(out, GapCount{kind, n})
		}
	}
	return out
}

// Unassigned is the person of a gap that nobody sees to.
const Unassigned = "未定"

// GapPeople are the persons of the gaps by name, those without one last.
func GapPeople(gaps []Gap) []string {
	out := []string{}
	for _, g := range gaps {
		if !slices.Contains(out, g.Who()) {
			out = append(out, g.Who())
		}
	}
	slices.SortFunc(out, func(a, b string) int {
		if (a == Unassigned) != (b == Unassigned) {
			return map[bool]int{true: 1, false: -1}[a == Unassigned]
		}
		return strings.Compare(a, b)
	})
	return out
}

// Who is the person of the gap, Unassigned for none.
func (g Gap) Who() string {
	if g.Person == "" {
		return Unassigned
	}
	return g.Person
}
