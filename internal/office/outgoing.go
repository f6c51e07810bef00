package office

// Outgoing is what left the program (导出记录): a file that somebody saved, opened
// to print, or handed over.
type Outgoing struct {
	ID     int64  `db:"id" json:"id"`
	At     string `db:"at" json:"at"`
	Who    string `db:"who" json:"who"`       // the PC's user
	Action string `db:"action" json:"action"` // one of OutgoingActions
	Title  string `db:"title" json:"title"`
	Level  string `db:"level" json:"level"` // 遮盖级别
	File   string `db:"file" json:"file"`   // name of the file or folder, never a path
	Files  int    `db:"files" json:"files"`
}

// The ways out of the program.
const (
	OutPaper    = "保存文书"
	OutPrint    = "打开打印"
	OutList     = "导出清单"
	OutMonth    = "全部材料"
	OutSheets   = "督导记录表"
	OutBinder   = "迎检册"
	OutUsb      = "迎检U盘"
	OutBackup   = "备份"
	OutHandover = "交接包"
)

// OutgoingActions are the ways out, for the filter.
var OutgoingActions = []string{OutPaper, OutPrint, OutList, OutMonth, OutSheets, OutBinder, OutUsb, OutBackup, OutHandover}
