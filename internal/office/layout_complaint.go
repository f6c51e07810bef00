package office

// KindComplaints is the register of complaints (投诉登记簿).
const KindComplaints Kind = "complaints"

// TypeClock is a time of day, as 08:30.
const TypeClock FieldType = "clock"

var complaintLayout = Layout{Kind: KindComplaints, Title: "投诉举报", Fields: []Field{
	{Key: "number", Title: "编号", Type: TypeCode, Width: 14, Aliases: []string{"受理编号", "登记编号", "投诉编号", "受理号"}},
	{Key: "receivedOn", Title: "日期", Type: TypeDate, Done: true, Required: true, Width: 12, Aliases: []string{"受理日期", "登记日期", "来电日期", "接电日期", "接访日期", "收件日期", "受理时间"}},
	{Key: "receivedAt", Title: "时间", Type: TypeClock, Width: 8, Note: "几点几分，如 08:30", Aliases: []string{"来电时间", "接电时间", "时刻"}},
	{Key: "name", Title: "姓名", Type: TypeName, Max: 30, Width: 10, Note: "不愿留名的写 匿名", Aliases: []string{"来电人", "投诉人", "举报人", "反映人", "来访人", "投诉人姓名", "反映人姓名", "来电人姓名"}},
	{Key: "gender", Title: "性别", Type: TypeChoice, Choices: GenderChoices, Synonyms: map[string]string{"男性": "男", "女性": "女"}, Width: 6},
	{Key: "school", Title: "学校", Type: TypeName, Max: 60, Width: 28, Note: "反映的学校；不是学校的写在“反映部门”",
		Aliases: []string{"学校名称", "校名", "来源", "来源学校", "反映学校", "被反映学校", "被投诉学校", "涉及学校", "反映单位", "被反映单位"}},
	{Key: "identity", Title: "身份", Type: TypeText, Max: 30, Width: 10, Note: "如 家长、学生、教师、群众", Aliases: []string{"来电人身份", "反映人身份", "投诉人身份"}},
	{Key: "phone", Title: "电话", Type: TypeText, Max: 60, Width: 16, Note: "电话或邮箱", Aliases: []string{"联系电话", "联系方式", "手机", "电话号码", "邮箱", "电子邮箱", "来电号码"}},
	{Key: "content", Title: "内容", Type: TypeLong, Required: true, Max: 4000, Width: 44, Aliases: []string{"反映内容", "投诉内容", "举报内容", "来电内容", "反映情况", "反映问题", "主要内容", "诉求", "诉求内容", "事由"}},
	{Key: "recorder", Title: "记录人", Type: TypeName, Max: 30, Width: 10, Aliases: []string{"接电人", "登记人", "受理人", "接访人", "值班督学", "接听人"}},
	{Key: "handler", Title: "处理人", Type: TypeName, Max: 30, Width: 10, Aliases: []string{"办理人", "经办人", "处理督学", "承办督学", "责任督学"}},
	{Key: "channel", Title: "渠道", Type: TypeChoice, Choices: Channels, Synonyms: channelWords, Width: 10, Aliases: []string{"受理渠道", "来源渠道", "受理方式", "投诉方式", "反映方式", "方式"}},
	{Key: "kind", Title: "类别", Type: TypeChoice, Choices: ComplaintKinds, Synonyms: complaintKindWords, Width: 8, Aliases: []string{"类型", "问题类别", "问题性质"}},
	{Key: "target", Title: "反映部门", Type: TypeText, Max: 60, Width: 16, Aliases: []string{"部门", "反映的部门", "涉及部门"}},
	{Key: "matter", Title: "事项", Type: TypeLong, Width: 14, Aliases: []string{"督导事项", "所属事项", "问题分类"}},
	{Key: "department", Title: "承办科室", Type: TypeText, Max: 60, Width: 14, Aliases: []string{"办理科室", "转办科室", "承办单位"}},
	{Key: "dueOn", Title: "办理期限", Type: TypeDue, Width: 12, Aliases: []string{"期限", "办结期限", "限办日期", "办理时限"}},
	{Key: "result", Title: "处理结果", Type: TypeLong, Max: 4000, Width: 36, Aliases: []string{"最终处理结果", "处理情况", "办理结果", "办理情况", "调查处理结果"}},
	{Key: "undertaker", Title: "承办人", Type: TypeText, Max: 30, Width: 10},
	{Key: "resultOn", Title: "完成日期", Type: TypeDate, Done: true, Width: 12, Aliases: []string{"完成时间", "处理日期", "处理时间"}},
	{Key: "answer", Title: "答复内容", Type: TypeLong, Max: 4000, Width: 36, Aliases: []string{"答复", "答复情况", "回复", "回复内容", "反馈情况"}},
	{Key: "answerWay", Title: "答复方式", Type: TypeChoice, Choices: AnswerWays, Synonyms: answerWayWords, Width: 10, Aliases: []string{"回复方式"}},
	{Key: "answeredOn", Title: "答复日期", Type: TypeDate, Done: true, Width: 12, Aliases: []string{"答复时间", "回复日期", "回复时间"}},
	{Key: "state", Title: "状态", Type: TypeChoice, Choices: ComplaintStates, Synonyms: complaintStateWords, Width: 8, Aliases: []string{"办理状态", "是否办结", "办结情况"}},
	{Key: "closedOn", Title: "办结日期", Type: TypeDate, Done: true, Width: 12, Aliases: []string{"办结时间"}},
	{Key: "note", Title: "备注", Type: TypeLong, Width: 20, Aliases: []string{"说明"}},
	{Key: "finding", Title: "转为问题", Type: TypeCode, Derived: true, Width: 14},
}}

// CallerIdentities are the usual answers to who somebody is (身份).
var CallerIdentities = []string{"家长", "学生", "教师", "职工", "群众"}

var channelWords = map[string]string{
	"来电": "电话", "热线": "电话", "值班电话": "电话", "电话投诉": "电话", "监督电话": "电话",
	"信件": "来信", "信函": "来信", "书信": "来信", "写信": "来信", "信访": "来信",
	"邮箱": "邮件", "电子邮件": "邮件", "电子邮箱": "邮件", "电邮": "邮件",
	"上访": "来访", "走访": "来访", "当面": "来访", "面谈": "来访", "现场": "来访",
	"网上": "网络", "网站": "网络", "微信": "网络", "公众号": "网络", "12345": "网络", "网络平台": "网络", "二维码": "网络",
	"转办": "上级转办", "交办": "上级转办", "上级交办": "上级转办", "上级": "上级转办", "领导交办": "上级转办",
}

var complaintKindWords = map[string]string{
	"咨询类": "咨询", "政策咨询": "咨询", "普通": "一般", "一般问题": "一般", "投诉": "一般", "举报": "一般", "建议": "一般", "求助": "一般",
	"特殊问题": "特殊", "重大": "特殊", "重要": "特殊", "疑难": "特殊", "复杂": "特殊",
}

var answerWayWords = map[string]string{
	"来电": "电话", "当面": "面谈", "当面答复": "面谈", "来访": "面谈", "邮件": "电子邮件", "电邮": "电子邮件", "邮箱": "电子邮件",
	"书面": "其他", "来信": "其他", "短信": "其他", "微信": "其他", "网络": "其他", "当场": "电话", "当场答复": "电话", "电话答复": "电话",
}

var complaintStateWords = map[string]string{
	"已登记": "登记", "待办": "登记", "未办": "登记", "处理中": "办理中", "在办": "办理中", "未办结": "办理中", "转办": "办理中", "否": "办理中",
	"已办结": "办结", "完结": "办结", "已完结": "办结", "已处理": "办结", "已办": "办结", "结案": "办结", "是": "办结", "已回复": "已答复", "已反馈": "已答复",
}
