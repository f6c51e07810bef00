package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// BackupFacts is what the papers of a backup say of it.
type BackupFacts struct {
	Settings office.Settings
	Program  string // version
	File     string // name, never a path
	Bytes    int64
	SHA256   string
	At       string // local 2006-01-02 15:04
	Today    office.Date
}

func (b BackupFacts) rows(g *formGrid) {
	g.line(label("文件"), field(b.File, 3))
	g.line(label("备份时间"), field(b.At, 0), label("大小"), field(doc.Size(b.Bytes), 0))
	g.line(label("程序版本"), field("督导台账 "+b.Program, 3))
	// Two lines of 32: the way in which people compare them.
	g.line(label("校验码\nSHA-256"), field(inGroups(b.SHA256, 8), 3))
}

// inGroups sets a blank after every n characters.
func inGroups(s string, n int) string {
	out := ""
	for i, r := range s {
		if i > 0 && i%n == 0 {
			out += " "
		}
		out += string(r)
	}
	return out
}

// RecoverySheet is 加密备份恢复说明: what is needed to open a sealed backup. The
// passphrase is written in by hand: no file of the program holds it.
func (b BackupFacts) RecoverySheet() doc.Document {
	g := newGrid(halves...)
	b.rows(g)
	g.long("备份密码\n（手写）", "\n\n", 24, false)
	g.long("保管人", "\n", 14, false)
	g.long("恢复办法", "1．在要恢复的电脑上装好督导台账（版本不低于上面所写）。\n"+
		"2．打开程序，到“设置→数据与备份”，按“从文件恢复”，选上面的文件，输入备份密码。\n"+
		"3．程序先核对条数和校验码，都对才换入；电脑上原有的数据改名保留。\n"+
		"4．也可以用命令：dudao restore 文件 --password-file 写有密码的文本文件。\n"+
		"5．文件是通用的 age 格式（age-encryption.org/v1），内为普通 zip，别的 age 程序也能打开。", 40, false)
	g.long("注意", "密码丢了，谁也打不开这个备份，程序里没有后门。本页与备份文件分开保管，不要拍照、不要发到网上。", 14, false)
	return doc.Document{Title: "加密备份恢复说明", Style: doc.Form, Sample: b.Settings.Sample, Blocks: []doc.Block{
		doc.Title{Text: "加密备份恢复说明"}, doc.Ends{Left: "单位：" + b.Settings.OfficeName, Right: b.Today.Chinese()}, g.Grid,
		doc.Signature{Lines: []string{"制作人：", "保管人：", "日期：" + handDate}}}}
}

// HandoverLine is one line of a 交接清单: how many records there are, or what is
// still open.
type HandoverLine struct {
	Name  string
	Count int
	Note  string
}

// Handover is what the 交接清单 of the whole work is made from.
type Handover struct {
	BackupFacts
	Counts  []HandoverLine // records by kind
	Numbers []HandoverLine // the last number given of each kind of paper: Note is the number
	Open    []HandoverLine // what waits to be done
}

// List is 交接清单: what one clerk hands to the next, with the checksum of the file
// that holds it, and the signatures of both.
func (h Handover) List() doc.Document {
	g := newGrid(halves...)
	h.rows(g)
	table := func(caption string, lines []HandoverLine, head string) doc.Table {
		t := doc.Table{Caption: caption, Columns: []doc.Column{{Head: "序号", Width: 1, Align: doc.Center}, {Head: "名称", Width: 5},
			{Head: "数量", Width: 2, Align: doc.Right}, {Head: head, Width: 6}}}
		for i, l := range lines {
			t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(itoa(i + 1)), doc.C(l.Name), {Text: itoa(l.Count), Numeric: true}, doc.C(l.Note)}})
		}
		return t
	}
	d := doc.Document{Title: "督导台账交接清单", Style: doc.Form, Sample: h.Settings.Sample, Blocks: []doc.Block{
		doc.Title{Text: "督导台账交接清单"}, doc.Ends{Left: "单位：" + h.Settings.OfficeName, Right: h.Today.Chinese()}, g.Grid,
		table("一、数据", h.Counts, "核对")}}
	if len(h.Numbers) > 0 {
		d.Blocks = append(d.Blocks, table("二、编号", h.Numbers, "最后一个编号"))
	}
	if len(h.Open) > 0 {
		d.Blocks = append(d.Blocks, table("三、未了事项", h.Open, "说明"))
	}
	return withBlocks(d, doc.Heading{Level: 1, Text: "接收办法"},
		doc.Text("装好督导台账，打开程序，到“设置→数据与备份”按“从文件恢复”，选清单上的文件；程序核对无误后换入，随即可以接着工作。接收人核对上表的数量和校验码后签字。"),
		doc.Signature{Lines: []string{"移交人：", "接收人：", "监交人：", "日期：" + handDate}})
}

func withBlocks(d doc.Document, more ...doc.Block) doc.Document {
	d.Blocks = append(d.Blocks, more...)
	return d
}
