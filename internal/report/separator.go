package report

import (
	"dudao/internal/doc"
	"dudao/internal/office"
)

// Separator is a sheet laid before a paper that is scanned in a stack (分隔页).
type Separator struct {
	Kind   string // 学校, 归档文件 …; empty for the next paper, whatever it is
	Name   string
	Number string // of its code
}

// Separators are the sheets, a page each; they are used again and again.
func Separators(set office.Settings, list []Separator) doc.Document {
	d := doc.Document{Title: "扫描分隔页", Style: doc.Form, Sample: set.Sample}
	for i, s := range list {
		code := office.FormCode(office.FormSeparator, s.Number)
		if i == 0 {
			d.Code = code
		} else {
			d.Blocks = append(d.Blocks, doc.PageBreak{Code: code})
		}
		cover := doc.Cover{Title: "下一份", Ruled: true, Fields: []doc.Field{{Label: "用法", Value: "夹在两份材料中间一起扫描"}, {Label: "", Value: "本页以后是另一份材料"}, {Label: "", Value: "本页不会留在扫描件里，可以反复使用"}}, Office: set.OfficeName, Date: "扫描分隔页"}
		if s.Kind != "" {
			cover.Title = s.Name
			cover.Fields = []doc.Field{{Label: "种类", Value: s.Kind}, {Label: "用法", Value: "放在它的材料上面一起扫描"}, {Label: "", Value: "本页不会留在扫描件里，可以反复使用"}}
		}
		d.Blocks = append(d.Blocks, cover)
	}
	return d
}
