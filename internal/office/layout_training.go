package office

// KindTrainings is the register of trainings, one row for each who took part.
const KindTrainings Kind = "trainings"

var trainingLayout = Layout{Kind: KindTrainings, Title: "培训", Fields: []Field{
	{Key: "name", Title: "姓名", Type: TypeName, Required: true, Max: 30, Width: 10, Aliases: []string{"督学", "督学姓名", "参训人", "参训人员", "参训督学", "学员", "学员姓名"}},
	{Key: "training", Title: "培训名称", Type: TypeText, Required: true, Max: 80, Width: 34, Aliases: []string{"培训项目", "培训班", "培训班名称", "培训内容", "项目名称", "培训主题", "班次"}},
	{Key: "date", Title: "日期", Type: TypeDate, Done: true, Required: true, Width: 12, Note: "培训第一天", Aliases: []string{"培训日期", "培训时间", "开始日期", "起始日期", "时间", "开班日期"}},
	{Key: "hours", Title: "学时", Type: TypeInt, Required: true, Width: 8, Aliases: []string{"学时数", "培训学时", "课时", "参训学时", "实到学时"}},
	{Key: "level", Title: "级别", Type: TypeChoice, Choices: TrainingLevels, Synonyms: trainingLevelWords, Width: 8, Aliases: []string{"培训级别", "层级", "层次"}},
	{Key: "certificate", Title: "证书号", Type: TypeText, Max: 60, Width: 18, Aliases: []string{"证书编号", "结业证号", "结业证书号", "培训证书号"}},
	{Key: "form", Title: "形式", Type: TypeChoice, Choices: TrainingForms, Synonyms: trainingFormWords, Width: 8, Aliases: []string{"培训形式", "培训方式", "方式"}},
	{Key: "endsOn", Title: "结束日期", Type: TypeDate, Width: 12, Aliases: []string{"培训结束日期", "截止日期", "结业日期"}},
	{Key: "place", Title: "地点", Type: TypeText, Max: 60, Width: 18, Aliases: []string{"培训地点"}},
	{Key: "organiser", Title: "主办", Type: TypeText, Max: 60, Width: 20, Aliases: []string{"主办单位", "组织单位", "承办单位", "举办单位"}},
	{Key: "absence", Title: "缺席原因", Type: TypeText, Max: 100, Width: 14, Aliases: []string{"请假原因", "缺勤原因"}},
	{Key: "result", Title: "考核结果", Type: TypeText, Max: 100, Width: 12, Aliases: []string{"考核", "成绩", "考核等次", "结业情况"}},
	{Key: "number", Title: "编号", Type: TypeCode, Derived: true, Width: 14},
}}

var trainingLevelWords = map[string]string{"国家": "国家级", "国": "国家级", "国培": "国家级", "部级": "国家级", "省": "省级", "省培": "省级", "自治区级": "省级",
	"市": "市级", "市培": "市级", "县": "县级", "县培": "县级", "区": "县级", "区级": "县级", "区县级": "县级", "县区级": "县级"}

var trainingFormWords = map[string]string{"集中培训": "集中", "面授": "集中", "线下": "集中", "现场": "集中", "岗前培训": "岗前", "入职": "岗前", "上岗": "岗前",
	"网络培训": "网络", "线上": "网络", "网上": "网络", "远程": "网络", "网络研修": "网络", "自主学习": "自学", "自修": "自学", "个人自学": "自学"}

// FillTraining writes the row into a new training, with the hours of the row as
// its own.
func FillTraining(t *Training, row *ParsedRow) []string {
	f := &filler{row: row}
	f.date("date", &t.StartsOn)
	f.date("endsOn", &t.EndsOn)
	f.count("hours", &t.Hours)
	for _, x := range []struct {
		key string
		at  *string
	}{{"training", &t.Name}, {"level", &t.Level}, {"form", &t.Form}, {"place", &t.Place}, {"organiser", &t.Organiser}} {
		f.text(x.key, x.at)
	}
	return f.said()
}

// FillTrainingPerson writes the row into an inspector's part in a training.
func FillTrainingPerson(p *TrainingPerson, row *ParsedRow) []string {
	f := &filler{row: row}
	f.count("hours", &p.Hours)
	f.text("certificate", &p.Certificate)
	f.text("absence", &p.Absence)
	f.text("result", &p.Result)
	return f.said()
}
