package office

import "slices"

// KindArchive is the catalogue of the archive (归档文件目录, 档案目录).
const KindArchive Kind = "archive"

var archiveLayout = Layout{Kind: KindArchive, Title: "档案目录", Fields: []Field{
	{Key: "code", Title: "档号", Type: TypeText, Max: 60, Width: 28, Note: "按设置里的档号规则；没有的由程序编", Aliases: []string{"案卷号", "归档号", "文件编号", "编号"}},
	{Key: "docNumber", Title: "文号", Type: TypeText, Max: 60, Width: 20, Aliases: []string{"文件字号", "发文字号", "字号", "文件号"}},
	{Key: "author", Title: "责任者", Type: TypeText, Max: 100, Width: 20, Aliases: []string{"作者", "发文单位", "发文机关", "形成单位", "责任单位"}},
	{Key: "title", Title: "题名", Type: TypeText, Required: true, Max: 300, Width: 44, Aliases: []string{"文件题名", "文件标题", "标题", "文件名称", "名称", "案卷题名", "内容"}},
	{Key: "datedOn", Title: "日期", Type: TypeDate, Old: true, Required: true, Width: 12, Note: "成文日期", Aliases: []string{"成文日期", "文件日期", "形成日期", "时间", "形成时间", "成文时间"}},
	{Key: "secrecy", Title: "密级", Type: TypeText, Max: 10, Width: 8, Note: "内部、秘密、机密、绝密，没有的不写"},
	{Key: "pages", Title: "页数", Type: TypeInt, Width: 8, Aliases: []string{"页", "张数", "件页数", "数量"}},
	{Key: "retention", Title: "保管期限", Type: TypeChoice, Choices: []string{"永久", "30年", "10年"}, Synonyms: retentionWords, Width: 10, Note: "档号里有的可以不写", Aliases: []string{"期限", "保管年限", "保存期限"}},
	{Key: "unit", Title: "机构（问题）", Type: TypeText, Max: 20, Width: 12, Note: "名称或代码，档号里有的可以不写", Aliases: []string{"问题", "类别", "分类", "科室", "部门"}},
	{Key: "box", Title: "盒号", Type: TypeText, Max: 20, Width: 8, Aliases: []string{"档案盒号", "盒", "案盒号"}},
	{Key: "note", Title: "备注", Type: TypeText, Max: 500, Width: 20, Aliases: []string{"说明"}},
	{Key: "year", Title: "年度", Type: TypeInt, Width: 8, Note: "不写就按档号、日期", Aliases: []string{"归档年度", "年份"}},
	{Key: "paper", Title: "纸质", Type: TypeYesNo, Width: 8, Note: "没有纸质件的写 否", Aliases: []string{"纸质件", "有无纸质"}},
}}

var retentionWords = map[string]string{
	"Y": "永久", "D30": "30年", "D10": "10年", "y": "永久", "d30": "30年", "d10": "10年", "定期30年": "30年", "定期10年": "10年", "30": "30年", "10": "10年",
	"三十年": "30年", "十年": "10年", "长期": "30年", "短期": "10年", "定期（30年）": "30年", "定期（10年）": "10年", "定期(30年)": "30年", "定期(10年)": "10年",
}

// RetentionOf returns the code of a 保管期限 by its name, "" for another word.
func RetentionOf(name string) string {
	for code, n := range RetentionNames {
		if n == name {
			return code
		}
	}
	return ""
}

// FillArchiveItem writes the row's texts into the item; its class, 件号 and box are
// the importer's to find.
func FillArchiveItem(a *ArchiveItem, row *ParsedRow) []string {
	f := &filler{row: row}
	for key, at := range map[string]*string{"docNumber": &a.DocNumber, "author": &a.Author, "title": &a.Title, "note": &a.Note} {
		f.text(key, at)
	}
	f.date("datedOn", &a.DatedOn)
	f.count("pages", &a.Pages)
	if v := row.V("secrecy"); v.Set || f.clears(v) {
		word := v.Text
		if slices.Contains([]string{"无", "公开", "一般", "普通"}, word) {
			word = ""
		}
		if word != a.Secrecy {
			f.note("secrecy", a.Secrecy, word)
			a.Secrecy = word
		}
	}
	if v := row.V("paper"); v.Set {
		if has := v.Text == YesNoChoices[0]; has != a.HasPaper {
			a.HasPaper = has
			f.note("paper", YesNo(!has), YesNo(has))
		}
	}
	return f.said()
}
