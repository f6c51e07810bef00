package office

// SheetColumn is one column of a table as found in a workbook.
type SheetColumn struct {
	Col     int    `json:"col"` // from 1
	Letter  string `json:"letter"`
	Heading string `json:"heading"`
	// Field is the layout's field it was taken for, empty when none.
	Field string `json:"field"`
	// Ignored tells that the clerk asked to leave the column out.
	Ignored bool `json:"ignored"`
}

// SheetSkip is something that was read over, with the reason.
type SheetSkip struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"` // 0 for a whole sheet
	Reason string `json:"reason"`
}

// SheetTable is a list found on one sheet of a workbook (数据表).
type SheetTable struct {
	Sheet    string
	HeadRow  int // the heading's last line
	Columns  []SheetColumn
	Present  []bool // beside the layout's fields
	Rows     []SheetRow
	Missing  []string // required fields no column was found for
	IDColumn int      // 0 when the sheet has no hidden id
}

// SheetReading is what was found in a workbook for one kind of list.
type SheetReading struct {
	Layout Layout
	Tables []SheetTable
	Skips  []SheetSkip
	Notes  []string
}

// ParseRows returns the rows of all tables, typed.
func (r *SheetReading) ParseRows() []ParsedRow {
	n := 0
	for i := range r.Tables {
		n += len(r.Tables[i].Rows)
	}
	rows := make([]ParsedRow, 0, n)
	for i := range r.Tables {
		t := &r.Tables[i]
		for _, raw := range t.Rows {
			rows = append(rows, ParseRow(&r.Layout, t.Sheet, raw, t.Present))
		}
	}
	return rows
}

// RowState is what an import does with a row.
type RowState string

// The states of a row; every row read has exactly one.
const (
	RowAdded     RowState = "added"     // 新增
	RowUpdated   RowState = "updated"   // 更新
	RowUnchanged RowState = "unchanged" // 未变
	RowFailed    RowState = "failed"    // 有误
	RowHeld      RowState = "held"      // 待选定, in a merge only
)

// RowVerdict is what an import does with one row, and why.
type RowVerdict struct {
	Sheet    string      `json:"sheet"`
	Row      int         `json:"row"`
	State    RowState    `json:"state"`
	Title    string      `json:"title"`
	Reason   string      `json:"reason"`
	RecordID int64       `json:"recordId"`
	Faults   []CellFault `json:"faults"`
	Warnings []string    `json:"warnings"`
}

// NameQuestion asks the clerk whom or which school an unknown name means. The
// answer is kept as an alias and never asked again.
type NameQuestion struct {
	Kind       string          `json:"kind"` // school or inspector
	Name       string          `json:"name"`
	Rows       int             `json:"rows"`
	Candidates []NameCandidate `json:"candidates"`
}

// NameCandidate is a record that a name may mean.
type NameCandidate struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// ImportResult is the outcome of an import or of its rehearsal. Read is always
// Added + Updated + Unchanged + Failed.
type ImportResult struct {
	// ID is the change set that Undo takes back, 0 when nothing was written.
	ID        int64          `json:"id"`
	Read      int            `json:"read"`
	Added     int            `json:"added"`
	Updated   int            `json:"updated"`
	Unchanged int            `json:"unchanged"`
	Failed    int            `json:"failed"`
	Verdicts  []RowVerdict   `json:"verdicts"`
	Questions []NameQuestion `json:"questions"`
	// Notes tell what is true of many rows: a year that was added, a division that
	// begins. They are shown before the rows.
	Notes []string `json:"notes"`
}

// Add notes the verdict of one row.
func (r *ImportResult) Add(v RowVerdict) {
	v.Faults, v.Warnings = nonNil(v.Faults), nonNil(v.Warnings)
	r.Read++
	switch v.State {
	case RowAdded:
		r.Added++
	case RowUpdated:
		r.Updated++
	case RowUnchanged:
		r.Unchanged++
	default:
		r.Failed++
	}
	r.Verdicts = append(r.Verdicts, v)
}
