package paper

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
)

// The documents of the tests: made-up offices, schools and people.

func officialReport() doc.Document {
	d := doc.Document{Title: "督导室月督导报告", Style: doc.Official, Sample: true}
	d.Blocks = []doc.Block{
		doc.RedHead{Office: "示例县人民政府教育督导室", Number: "示教督〔2026〕3号"},
		doc.Title{Text: "示例县人民政府教育督导室关于2026年3月责任督学挂牌督导情况的报告", Subtitle: "（2026年3月1日—31日）"},
		doc.Paragraph{Runs: []doc.Run{{Text: "示例县教育局："}}, NoIndent: true},
		doc.Paragraph{Runs: []doc.Run{
			{Text: "根据《中小学校责任督学挂牌督导办法》，3月份全县5个责任区共有应督导学校157所"}, {Text: "", Mark: 1},
			{Text: "，已督导149所"}, {Text: "", Mark: 2}, {Text: "，覆盖率94.9%，比上月提高2.6个百分点。现将有关情况报告如下。"}}},
		doc.Heading{Level: 1, Text: "一、督导任务"},
		doc.Text("本月围绕开学工作、校园安全、食堂管理和作业管理四项内容开展经常性督导。各责任区按照“每校每月不少于1次”的要求排定计划，责任督学26人全部参加，其中专职督学8人、兼职督学18人。"),
		doc.Heading{Level: 1, Text: "二、督导过程"},
		doc.Heading{Level: 2, Text: "（一）进校督导"},
		doc.Text("全月督导171次，督学208人次；推门听课96节，查阅资料412份，座谈走访133次，问卷调查27次，校园巡视168次。"),
		doc.Heading{Level: 3, Text: "1.听课情况。"},
		doc.Text("听课以语文、数学、英语为主，兼顾音乐、体育、美术。"),
		doc.Heading{Level: 2, Text: "（二）各责任区情况"},
		doc.Table{Caption: "表1　各责任区督导情况", Columns: []doc.Column{
			{Head: "责任区", Width: 3, Align: doc.Center}, {Head: "应督导学校（所）", Width: 2, Align: doc.Center},
			{Head: "已督导学校（所）", Width: 2, Align: doc.Center}, {Head: "覆盖率（%）", Width: 2, Align: doc.Center},
			{Head: "发现问题（个）", Width: 2, Align: doc.Center}},
			Rows: []doc.Row{
				{Cells: []doc.Cell{doc.C("第一责任区"), doc.C("32"), doc.C("32"), doc.C("100"), doc.C("21")}},
				{Cells: []doc.Cell{doc.C("第二责任区"), doc.C("31"), doc.C("30"), doc.C("96.8"), doc.C("18")}},
				{Cells: []doc.Cell{doc.C("第三责任区"), doc.C("30"), doc.C("28"), doc.C("93.3"), doc.C("25")}},
				{Cells: []doc.Cell{doc.C("第四责任区"), doc.C("33"), {Text: "29", Warn: true}, doc.C("87.9"), doc.C("30")}},
				{Cells: []doc.Cell{doc.C("第五责任区"), doc.C("31"), doc.C("30"), doc.C("96.8"), doc.C("16")}},
				{Cells: []doc.Cell{doc.C("合计"), doc.C("157"), doc.C("149"), doc.C("94.9"), doc.C("110")}, Strong: true},
			}},
		doc.Chart{Title: "图1　各责任区覆盖率", Unit: "%", Max: 100,
			Labels: []string{"第一责任区", "第二责任区", "第三责任区", "第四责任区", "第五责任区"},
			Series: []doc.Series{{Name: "本月", Values: []float64{100, 96.8, 93.3, 87.9, 96.8}}, {Name: "上月", Values: []float64{96.9, 93.5, 90, 84.8, 93.5}}}},
		doc.Heading{Level: 1, Text: "三、突出问题"},
		doc.Text("一是个别学校食堂留样记录不全，留样时间、留样人没有逐项填写；二是部分学校消防器材检查记录中断；三是少数班级书面作业总量偏多。以上问题已当场反馈，需限期整改的已发出整改通知书12份。"),
		doc.Heading{Level: 1, Text: "四、督导建议"},
		doc.Text("建议各学校对照问题清单逐项整改，责任督学于4月10日前完成回访。附件列出本报告各项数字所依据的记录。"),
		doc.Signature{Office: "示例县人民政府教育督导室", Date: "2026年4月2日"},
		doc.PageBreak{Annex: "附件1"},
		doc.Title{Text: "数字所依据的记录"},
		annexTable(),
		doc.Imprint{CopyTo: "示例县人民政府办公室，示例县教育局各股室，各乡镇中心学校，县直各中小学、幼儿园", Office: "示例县人民政府教育督导室", Date: "2026年4月2日"},
	}
	return d
}

func annexTable() doc.Table {
	t := doc.Table{Caption: "应督导学校与督导记录", Columns: []doc.Column{
		{Head: "注", Width: 1, Align: doc.Center}, {Head: "学校", Width: 4}, {Head: "督导日期", Width: 2.4, Align: doc.Center}, {Head: "责任督学", Width: 2, Align: doc.Center}, {Head: "备注", Width: 3}}}
	for i := range 30 {
		c := doc.Cell{Text: ""}
		if i < 2 {
			c.Mark = i + 1
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{c, doc.C(fmt.Sprintf("示例镇第%d小学", i+1)),
			doc.C(fmt.Sprintf("2026-03-%02d", i%28+1)), doc.C("甲某某"), doc.C(strings.Repeat("按计划督导", i%3))}})
	}
	return t
}

func visitRecord() doc.Document {
	l := func(text string) doc.GridCell { return doc.GridCell{Text: text, Label: true} }
	v := func(text string, span int) doc.GridCell {
		return doc.GridCell{Text: text, Span: span, Align: doc.Center}
	}
	long := func(text string) doc.GridCell { return doc.GridCell{Text: text, Span: 5, Top: true} }
	row := func(h float64, cells ...doc.GridCell) doc.GridRow { return doc.GridRow{MinHeight: h, Cells: cells} }
	fill := row(38, l("督导纪实"), long("上午到校后先后查看校门值守、食堂、实验室和学生宿舍，随机听课2节，查阅教案本、作业本和食品安全台账，与6名教师、10名学生座谈。\n食堂留样记录3月5日以后缺少留样人签名；东侧楼道灭火器检查卡最近一次填写为上年12月。"))
	fill.Fill = true
	problems := row(30, l("存在问题"), long("1.食堂留样记录不完整（校园安全，一般问题）。\n2.灭火器检查卡没有逐月填写（校园安全，一般问题）。"))
	problems.Fill = true
	return doc.Document{Title: "督导记录表", Style: doc.Form, Sample: true, Blocks: []doc.Block{
		doc.Title{Text: "责任督学督导记录表"},
		doc.Ends{Left: "编号：2026-0317-01", Right: "2025—2026学年第二学期"},
		doc.Grid{Widths: []float64{4, 5, 4, 5, 4, 5}, Rows: []doc.GridRow{
			row(0, l("学校（园）"), v("示例镇第一小学", 3), l("所属责任区"), v("第一责任区", 1)),
			row(0, l("督导日期"), v("2026年3月17日", 1), l("时段"), v("上午", 1), l("督导类型"), v("经常性督导", 1)),
			row(0, l("责任督学"), v("甲某某", 1), l("同行督学"), v("乙某某", 1), l("同行人员"), v("—", 1)),
			row(14, l("督导事项"), doc.GridCell{Text: "☑校务管理和制度执行　□招生、收费、择校　☑课程开设和课堂教学　☑学生学习、体育锻炼和课业负担　□教师师德和专业发展　☑校园及周边安全、学生交通安全　☑食堂、食品、饮水及宿舍卫生　□校风、教风、学风建设", Span: 5}),
			row(0, l("督导方式"), doc.GridCell{Text: "随机听课2节　查阅资料14份　座谈走访16人　校园巡视1次", Span: 5}),
			fill,
			row(24, l("亮点和经验"), long("课后服务按年级分层设计，家长参与食堂陪餐并有记录。")),
			problems,
			row(0, l("处理意见"), doc.GridCell{Text: "□无意见　□现场反馈建议　☑发整改通知书　□上报督导室　□协商意见书", Span: 5}),
		}},
		doc.Signature{Lines: []string{"督学签名：", "学校负责人签名：", "日期：　　　年　　月　　日"}},
	}}
}

func ledger() doc.Document {
	t := doc.Table{Columns: []doc.Column{
		{Head: "序号", Width: 1, Align: doc.Center}, {Head: "整改编号", Width: 2.4, Align: doc.Center}, {Head: "学校", Width: 3},
		{Head: "问题", Width: 7}, {Head: "级别", Width: 1.5, Align: doc.Center},
		{Head: "单位", Width: 2.4, Group: "整改责任"}, {Head: "责任人", Width: 1.8, Group: "整改责任", Align: doc.Center},
		{Head: "期限", Width: 2.2, Group: "办理时间", Align: doc.Center}, {Head: "报告", Width: 2.2, Group: "办理时间", Align: doc.Center}, {Head: "回访", Width: 2.2, Group: "办理时间", Align: doc.Center},
		{Head: "核查结论", Width: 1.8, Align: doc.Center}, {Head: "逾期天数", Width: 1.4, Align: doc.Center}}}
	for i := range 40 {
		overdue := doc.C("")
		if i%7 == 3 {
			overdue = doc.Cell{Text: "6", Warn: true}
		}
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C(fmt.Sprint(i + 1)), doc.C(fmt.Sprintf("ZG2026-%03d", i+1)), doc.C(fmt.Sprintf("示例镇第%d小学", i%9+1)),
			doc.C("食堂留样记录不完整，留样时间、留样人没有逐项填写" + strings.Repeat("；消防器材检查卡没有按月更新", i%3)), doc.C("一般问题"),
			doc.C("学校"), doc.C("丙某某"), doc.C("2026-03-31"), doc.C("2026-03-25"), doc.C("2026-04-02"), doc.C("已整改"), overdue}})
	}
	return doc.Document{Title: "整改台账", Style: doc.Ledger, Landscape: true, Sample: true, Blocks: []doc.Block{
		doc.Title{Text: "示例县督导问题整改台账"},
		doc.Ends{Left: "填报单位：示例县人民政府教育督导室", Center: "2026年3月", Right: "单位：个"},
		t,
		doc.Signature{Lines: []string{"填表人：", "审核人：", "填表日期：　　　年　　月　　日"}},
	}}
}
