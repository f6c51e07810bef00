// Package doc is a printed document as data: what stands on the paper, in which
// order and in which role, before any font or page is chosen.
//
// The one rule: a Document knows no file, no database and no millimetre of the
// page it lands on. report builds it; paper (PDF) and sheet (XLSX)
// render the same value.
package doc

// Document is one printed paper (文书).
type Document struct {
	// Title is the file's title (题名), also used as PDF metadata.
	Title string
	// Style chooses the page: Official follows GB/T 9704-2012, Form and Ledger
	// use the office's own margins.
	Style Style
	// Landscape turns an A4 page.
	Landscape bool
	// Width and Height are the page in millimetres, for papers that are not A4
	// (公示牌); 0 means A4.
	Width, Height float64
	// Code is the text of the small QR code in the first page's upper right corner,
	// by which a scan of the signed paper is filed; empty for none.
	Code string
	// Sample marks every page 示例, for the made-up county.
	Sample bool
	// Unnumbered leaves the page numbers out: the pages get theirs in a volume.
	Unnumbered bool
	Blocks     []Block
}

// Style is the page family of a document.
type Style string

const (
	// Official is 公文: GB/T 9704-2012, 版心 156×225 mm, 22 lines of 28 characters.
	Official Style = "official"
	// Form is a one-page form grid (表单), e.g. 督导记录表.
	Form Style = "form"
	// Ledger is a wide table over many pages (台账, 统计表).
	Ledger Style = "ledger"
	// Volume is the catalogue of a volume (卷内目录): margins 20, 15, 25 and 15 mm.
	Volume Style = "volume"
)

// Block is one piece of a document, in reading order. The concrete types are
// those of this package only.
type Block interface{ block() }

// RedHead is 发文机关标志 with its red rule (红头). Number is the 文号, may be empty.
type RedHead struct {
	Office string
	Number string
	// Signer is 签发人, printed only on upward documents; may be empty.
	Signer string
}

// Title is 标题 (2号小标宋, centred). Lines are balanced by the writer.
type Title struct {
	Text     string
	Subtitle string // e.g. （2026年3月）
}

// Heading is 层次标题: level 1 一、(黑体), 2 （一）(楷体), 3 1.(仿宋). The number is
// part of Text.
type Heading struct {
	Level int
	Text  string
}

// Paragraph is body text (3号仿宋) of runs; each paragraph is indented two
// characters unless NoIndent.
type Paragraph struct {
	Runs     []Run
	NoIndent bool
	// Align moves the whole paragraph; a centred or right one is not indented.
	Align Align
}

// Ends is one line with a text at each end and one in the middle, as above a
// ledger: 填报单位 … 2026年3月 … 单位：所. Each may be empty.
type Ends struct{ Left, Center, Right string }

// Run is a piece of text in one face. Mark, when not 0, prints a small circled
// number that leads to the annex entry of the same number (note mark).
type Run struct {
	Text string
	Bold bool
	Mark int
}

// Text returns a paragraph of plain runs.
func Text(s string) Paragraph { return Paragraph{Runs: []Run{{Text: s}}} }

// Align is the horizontal place of a cell's text.
type Align string

const (
	Left   Align = ""
	Center Align = "center"
	Right  Align = "right"
)

// Column is one column of a Table. Width is a share of the table's width.
type Column struct {
	Head  string
	Width float64
	Align Align
	// Group, when several neighbours carry the same one, prints a merged head
	// above their heads.
	Group string
	// Once says a text only where it changes: under it an empty cell is the same,
	// and says so again where the table goes on over the page.
	Once bool
}

// Table is a ruled table whose head repeats on every page and whose rows grow
// with their text.
type Table struct {
	Caption string
	Columns []Column
	Rows    []Row
	// Size is the type size in points; 0 means the style's own.
	Size float64
	// Name names the sheet in XLSX; empty means Caption.
	Name string
	// Model are the rows that decide about the columns' widths, see Alike; nil
	// means Rows.
	Model []Row
}

// Row is one row of a Table.
type Row struct {
	Cells []Cell
	// Strong is a sum row (合计), printed bold.
	Strong bool
	// To names the place outside the document to which the row leads.
	To string
}

// Cell is one cell. Records, when set, are the records a figure stands for:
// XLSX links them to its detail sheet.
type Cell struct {
	Text    string
	Bold    bool
	Mark    int
	Warn    bool // printed with a "▲" before the text and in bold: colour is never the only sign
	Link    string
	Numeric bool // XLSX writes a number
}

// C returns a plain text cell.
func C(text string) Cell { return Cell{Text: text} }

// Grid is a form grid (表格式文书): cells over a fixed number of columns, with
// spans, labels and free heights, e.g. 督导记录表.
type Grid struct {
	// Widths are the columns' shares of the width.
	Widths []float64
	Rows   []GridRow
}

// GridRow is one row of a Grid. MinHeight is in millimetres; the row grows with
// its text. Fill shares the page's remaining height among rows that ask for it.
type GridRow struct {
	MinHeight float64
	Fill      bool
	Cells     []GridCell
}

// GridCell spans Span columns (0 means 1). Label cells are centred and in 黑体.
type GridCell struct {
	Text  string
	Span  int
	Label bool
	Align Align
	Top   bool // text starts at the top instead of the middle
}

// Chart is a simple bar chart that stays readable in black and white.
type Chart struct {
	Title  string
	Unit   string // e.g. %
	Max    float64
	Labels []string
	Series []Series
}

// Series is one set of bars; Values stand beside Chart.Labels.
type Series struct {
	Name   string
	Values []float64
}

// Photos prints pictures, two or six a page area, with captions.
type Photos struct {
	Title   string
	PerPage int // 2 or 6
	Items   []Photo
}

// Photo is one picture by its bytes (JPEG or PNG), upright as it lies: what a
// camera notes beside it, the place among it, is not for the paper.
type Photo struct {
	Data    []byte
	Caption string
	// Slot names a picture of W × H pixels for which only the room is kept: it is
	// put in when the page becomes part of a volume.
	Slot string
	W, H int
}

// QR is a small code of Text, with a caption beside it.
type QR struct {
	Text    string
	Caption string
}

// Signature is 落款: office and date at the right, or the sign lines of a form.
// It is never split from itself by a page break.
type Signature struct {
	Office string
	Date   string
	Lines  []string // form style: 督学签名：, 学校负责人签名：
}

// Imprint is 版记: 抄送 and 印发机关、印发日期 at the foot of the last page.
type Imprint struct {
	CopyTo string
	Office string
	Date   string
}

// Plate is a whole 公示牌: it fills a page of its own, and its type follows the
// page's size.
type Plate struct {
	Title  string
	School string
	Number string // 公示牌编号, may be empty
	People []PlatePerson
	// Topic is the heading of Matters: 督导事项, of kindergartens 督导职责.
	Topic   string
	Matters []string
	// Contacts stand large at the foot, e.g. 监督电话.
	Contacts []Field
	Code     string // text of the QR code, empty for none
	Caption  string // under the QR code
	Office   string // who has it made (制)
	Date     string
}

// PlatePerson is one inspector on a Plate. Without a Photo an empty frame says
// 照片.
type PlatePerson struct {
	Photo  []byte // JPEG or PNG
	Name   string
	Role   string
	Fields []Field // 联系电话 …
}

// Field is a label with its value.
type Field struct{ Label, Value string }

// Tree is a plain diagram (关系图) read from left to right: roots, their nodes, and
// what belongs to each node, joined by lines. A leaf's line is solid, or dashed.
type Tree struct{ Roots []TreeRoot }

// TreeRoot is one box at the left, e.g. a 责任区.
type TreeRoot struct {
	Name  string
	Notes []string // smaller, each a line of its own
	Nodes []TreeNode
}

// TreeNode is one box in the middle, e.g. an inspector.
type TreeNode struct {
	Name   string
	Notes  []string
	Leaves []TreeLeaf
}

// TreeLeaf is one box at the right, e.g. the schools that the inspector answers
// for. Label stands before the Text.
type TreeLeaf struct {
	Label, Text string
	Dashed      bool
}

// Labels are things of an exact size to be cut out or stuck on (盒脊, 归档章,
// 标签), laid row by row from the upper left corner. Lengths are millimetres.
type Labels struct {
	Width, Height float64
	Gap           float64
	// Start is the place of the first one, from 1: on a half-used sheet the places
	// before it stay empty.
	Start int
	// X and Y move all of them: what the printer is out by. With At they are the
	// place of the first one's corner on the page.
	X, Y  float64
	At    bool
	Items []Label
}

// Label is one of Labels: rows from top to bottom within a frame.
type Label struct {
	Rows []LabelRow
	Red  bool // 归档章 is red
}

// LabelRow is one row of a Label. Height is its share of the label's; a Code row
// holds a QR code.
type LabelRow struct {
	Height float64
	Cells  []LabelCell
	Code   string
}

// LabelCell is one cell: a small Caption above the Text, each may be empty. Size
// is the largest type in points, 0 as large as fits.
type LabelCell struct {
	Caption, Text string
	Size          float64
	Vertical      bool // characters under each other
}

// Cover is the first page of a booklet (封面): it fills a page, without a page
// number.
type Cover struct {
	Title    string
	Subtitle string
	Fields   []Field // on ruled lines
	Office   string
	Date     string
	// Ruled draws a double rule (双线) under the title, as on a 档案盒.
	Ruled bool
}

// Contents is the list of the document's headings with their pages (目录), down
// to the level Depth.
type Contents struct {
	Title string
	Depth int
}

// PageBreak starts a new page. Annex, when set, is the new page's 附件 label. Name,
// when set, is what the page is called where the document becomes part of a volume;
// Code the new page's own QR code: it begins a paper that comes back by itself.
// Apart begins a paper that lies by itself (in its own box, at its own school): its
// pages are counted from 1. What stands Alone is a sheet of its own behind a letter and
// bears none of its page numbers.
type PageBreak struct {
	Annex, Name, Code string
	Apart, Alone      bool
}

// Space leaves Lines empty body lines.
type Space struct{ Lines int }

func (RedHead) block()   {}
func (Title) block()     {}
func (Heading) block()   {}
func (Paragraph) block() {}
func (Ends) block()      {}
func (Table) block()     {}
func (Grid) block()      {}
func (Chart) block()     {}
func (Photos) block()    {}
func (QR) block()        {}
func (Signature) block() {}
func (Imprint) block()   {}
func (Plate) block()     {}
func (Tree) block()      {}
func (Labels) block()    {}
func (Cover) block()     {}
func (Contents) block()  {}
func (PageBreak) block() {}
func (Space) block()     {}
