package office

// KindIndicators is the lines of 评估标准, one row for each; KindEvidence is 佐证材料.
const (
	KindIndicators Kind = "indicators"
	KindEvidence   Kind = "evidence"
)

// indicatorLayout has no required column: a list may name its lines by their codes,
// or have a column for each level.
var indicatorLayout = Layout{Kind: KindIndicators, Title: "评估指标", Sections: true, Fields: []Field{
	{Key: "code", Title: "编码", Type: TypeText, Max: 30, Width: 12, Aliases: []string{"指标编码", "编号", "代码", "指标编号"}},
	{Key: "parent", Title: "上级编码", Type: TypeText, Max: 30, Width: 12, Aliases: []string{"上级指标编码", "上级编号"}},
	{Key: "name", Title: "名称", Type: TypeLong, Max: 300, Width: 40, Aliases: []string{"指标", "指标名称", "要点", "考核点", "考核要点", "记分点", "观测点", "评估指标", "内容"}},
	{Key: "points", Title: "分值", Type: TypeText, Max: 20, Width: 8, Aliases: []string{"分数", "标准分", "满分", "权重", "赋分", "分值权重"}},
	{Key: "requirement", Title: "考核要求", Type: TypeLong, Max: 4000, Width: 50, Aliases: []string{"评估标准", "要求", "标准", "指标内涵", "评估内容及要求", "具体要求", "考核内容", "创建标准"}},
	{Key: "scoring", Title: "评分细则", Type: TypeLong, Max: 4000, Width: 40, Aliases: []string{"评分标准", "评分办法", "记分办法", "计分办法", "扣分标准", "赋分办法", "评分说明"}},
	{Key: "method", Title: "佐证材料", Type: TypeLong, Max: 4000, Width: 40, Note: "几样材料用分号或换行隔开", Aliases: []string{"佐证要求", "支撑材料", "备查材料", "查看资料", "印证材料", "材料清单", "需提供材料", "查看方法", "评估方法"}},
	{Key: "person", Title: "负责人", Type: TypeText, Max: 60, Width: 12, Aliases: []string{"责任人", "责任单位", "牵头人", "责任科室"}},
	{Key: "veto", Title: "一票否决", Type: TypeText, Max: 10, Width: 8, Aliases: []string{"否决"}},
	{Key: "source", Title: "依据", Type: TypeLong, Max: 200, Width: 20, Aliases: []string{"来源", "指标来源"}},
	{Key: "standard", Title: "评估标准简称", Type: TypeText, Max: 60, Width: 18, Note: "如 创新县；有几个版本的写成 创新县/版本。不填为导入时选的标准", Aliases: []string{"标准简称", "所属标准"}},
	{Key: "level1", Title: "一级指标", Type: TypeLong, Max: 300, Width: 16, Aliases: []string{"评估项目", "项目"}},
	{Key: "level2", Title: "二级指标", Type: TypeLong, Max: 300, Width: 16, Aliases: []string{"评估内容", "评估要素"}},
	{Key: "level3", Title: "三级指标", Type: TypeLong, Max: 300, Width: 16, Aliases: []string{"评估要点", "督导要点"}},
	{Key: "level4", Title: "四级指标", Type: TypeLong, Max: 300, Width: 16},
}}

// IndicatorCells are the rows of a list of indicators as ParseStandard reads them,
// under the headings by which it knows the columns.
func IndicatorCells(row SheetRow) []string {
	out := make([]string, len(indicatorLayout.Fields))
	for i := range out {
		if i < len(row.Cells) && (row.Cells[i].Row == 0 || row.Cells[i].Row == row.Row) { // else merged with the row above
			out[i] = CleanLong(row.Cells[i].Text)
		}
	}
	return out
}

// IndicatorHeads are the headings of IndicatorCells; columns that the list does not
// have are left unnamed.
func IndicatorHeads(present []bool) []string {
	out := make([]string, len(indicatorLayout.Fields))
	for i, f := range indicatorLayout.Fields {
		if i < len(present) && present[i] && f.Key != "standard" {
			out[i] = f.Title
		}
	}
	return out
}

var evidenceLayout = Layout{Kind: KindEvidence, Title: "佐证材料", Fields: []Field{
	{Key: "code", Title: "编码", Type: TypeText, Max: 200, Width: 14, Note: "所证明的考核点的编码，几个用顿号隔开", Aliases: []string{"指标编码", "考核点", "考核点编码", "指标", "对应指标"}},
	{Key: "name", Title: "题名", Type: TypeText, Required: true, Max: 300, Width: 44, Aliases: []string{"材料名称", "文件名称", "名称", "文件题名", "标题", "佐证材料", "材料"}},
	{Key: "docNumber", Title: "文号", Type: TypeText, Max: 60, Width: 20, Aliases: []string{"文件编号", "发文字号"}},
	{Key: "author", Title: "责任者", Type: TypeText, Max: 100, Width: 20, Aliases: []string{"发文单位", "制发单位", "来源单位"}},
	{Key: "datedOn", Title: "成文日期", Type: TypeDate, Old: true, Width: 12, Aliases: []string{"日期", "时间", "形成时间", "形成日期", "发文日期"}},
	{Key: "datedTo", Title: "截止日期", Type: TypeDate, Old: true, Width: 12, Note: "材料管一段时间的，填最后一天", Aliases: []string{"止"}},
	{Key: "place", Title: "存放处", Type: TypeText, Max: 100, Width: 16, Aliases: []string{"存放位置", "存放地点", "盒号", "档案盒", "所在盒"}},
	{Key: "onPaper", Title: "有纸质", Type: TypeYesNo, Width: 8, Aliases: []string{"纸质", "纸质件", "有无纸质"}},
	{Key: "flaw", Title: "问题", Type: TypeChoice, Choices: EvidenceFlaws, Width: 10, Aliases: []string{"缺陷"}},
	{Key: "personal", Title: "含个人信息", Type: TypeYesNo, Width: 10},
	{Key: "note", Title: "备注", Type: TypeLong, Max: 500, Width: 20, Aliases: []string{"说明"}},
	{Key: "standard", Title: "评估标准简称", Type: TypeText, Max: 60, Width: 18, Note: "编码所在的标准，如 创新县；不填为导入时选的标准", Aliases: []string{"标准简称", "所属标准", "标准"}},
	{Key: "subject", Title: "评估对象", Type: TypeName, Max: 60, Width: 20, Note: "学校、责任区或乡镇的名称；县的不填", Aliases: []string{"对象", "被评估单位", "学校"}},
	{Key: "year", Title: "年度", Type: TypeInt, Width: 8, Note: "哪一年的评估；不填为最近的一次", Aliases: []string{"评估年度", "轮次"}},
	{Key: "points", Title: "已对应的考核点", Type: TypeLong, Derived: true, Width: 30},
}}

// FillEvidence writes the row into the evidence, see FillSchool.
func FillEvidence(e *Evidence, row *ParsedRow) []string {
	f := &filler{row: row}
	for _, x := range []struct {
		key string
		at  *string
	}{{"name", &e.Title}, {"docNumber", &e.DocNumber}, {"author", &e.Author}, {"place", &e.Place}, {"flaw", &e.Flaw}, {"note", &e.Note}} {
		f.text(x.key, x.at)
	}
	f.date("datedOn", &e.DatedOn)
	f.date("datedTo", &e.DatedTo)
	f.yes("onPaper", &e.OnPaper)
	f.yes("personal", &e.Personal)
	return f.said()
}
