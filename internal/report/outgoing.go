package report

import (
	"time"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Outgoing is the export log as a paper (导出记录).
type Outgoing struct {
	Settings office.Settings
	Today    office.Date
	From, To office.Date // empty: from the first, to the last
	Rows     []office.Outgoing
}

// Document makes the log, one line for each time that something left.
func (o Outgoing) Document() doc.Document {
	title := o.Settings.OfficeName + "导出记录"
	d := doc.Document{Title: title, Style: doc.Ledger, Landscape: true, Sample: o.Settings.Sample}
	t := doc.Table{Name: "导出记录", Columns: []doc.Column{{Head: "序号", Width: 12, Align: doc.Center}, {Head: "时间", Width: 36}, {Head: "电脑用户", Width: 30},
		{Head: "方式", Width: 28}, {Head: "内容", Width: 74}, {Head: "遮盖程度", Width: 20, Align: doc.Center}, {Head: "文件名", Width: 56}, {Head: "文件数", Width: 14, Align: doc.Right}}}
	for i, r := range o.Rows {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(localMinute(r.At)), doc.C(r.Who), doc.C(r.Action), doc.C(r.Title), doc.C(r.Level), doc.C(r.File), count(float64(r.Files))}})
	}
	span := "全部"
	if o.From != "" || o.To != "" {
		span = o.From.Chinese() + "至" + o.To.Chinese()
	}
	d.Blocks = []doc.Block{doc.Title{Text: title}, doc.Ends{Left: "起止：" + span, Right: "打印日期：" + o.Today.Chinese()}, t,
		doc.Text("本表由程序自动记录，不能在程序里修改或撤销；只记文件名，不记存放位置。")}
	return d
}

// localMinute is a moment as the PC's clock showed it.
func localMinute(moment string) string {
	at, err := time.Parse(time.RFC3339Nano, moment)
	if err != nil {
		return moment
	}
	return at.Local().Format("2006-01-02 15:04")
}
