package office

// Where the starter schemes come from; none of them is an official text.
const (
	srcStarter = "非官方：本程序的建议方案，请按本县考核办法修改"
	srcSanya   = "地方做法（三亚，非官方）：自评 15%、学校评 25%、督导室按月报送材料评 60%"
	srcShizhu  = "地方做法（石柱“优秀督学”条件，非官方）"
)

// starterGrades are the limits in use; the scores that stand for a grade are the
// program's own.
func starterGrades() []AssessGrade {
	return []AssessGrade{{Name: "优秀", Least: 90, Score: 95}, {Name: "良好", Least: 80, Score: 85}, {Name: "合格", Least: 60, Score: 70}, {Name: "不合格", Least: 0, Score: 50}}
}

func handItem(name string, points float64, requirement string) AssessItem {
	return AssessItem{Kind: ItemScored, Name: name, Points: points, Requirement: requirement, Way: WayHand, Blank: BlankHand}
}

func takenItem(name string, points float64, measure, way string, target float64, blank string) AssessItem {
	return AssessItem{Kind: ItemScored, Name: name, Points: points, Measure: measure, Way: way, Target: target, Blank: blank}
}

func extra(kind, name string, points float64) AssessItem {
	return AssessItem{Kind: kind, Name: name, Points: points, Way: WayHand, Blank: BlankHand}
}

// StarterSchemes are the schemes a new office begins with, first those that an
// assessment takes when no other is chosen.
func StarterSchemes() []AssessScheme {
	out := []AssessScheme{inspectorScheme(), zoneScheme(), schoolScheme(AssessSchool, "学校综合考核方案"), principalScheme(), sanyaScheme(), shizhuScheme()}
	for i := range out {
		out[i].Normalize()
	}
	return out
}

func inspectorScheme() AssessScheme {
	bonus := extra(ItemBonus, "典型经验被采用", 4)
	bonus.Measure, bonus.Way, bonus.Target = "practices.chosen", WayEach, 1
	return AssessScheme{Subject: AssessInspector, Name: "督学考核方案", Version: "1", Source: srcStarter, State: SchemeInUse, BonusCap: 5, Quota: 30,
		Parts: []AssessPart{{Name: "自评", Share: 15}, {Name: "学校评", Share: 25}, {Name: "督导室评", Share: 60, Items: []AssessItem{
			takenItem("督导次数", 20, "visits.rate", WayTarget, 100, BlankHand),
			takenItem("记录质量", 15, "records.complete", WayTarget, 100, BlankHand),
			takenItem("反馈整改", 20, "findings.intime", WayTarget, 100, BlankFull),
			handItem("报告", 15, "按时报送督导报告，内容齐全"),
			takenItem("听课", 10, "lessons.count", WayTarget, 20, BlankHand),
			takenItem("培训学时", 10, "trainings.hours", WayTarget, 100, BlankHand),
			handItem("纪律", 10, "遵守督导工作纪律"),
		}}},
		Extras: []AssessItem{bonus, extra(ItemBonus, "受县级以上表彰", 3), extra(ItemDeduct, "无故缺席例会、培训", 5),
			extra(ItemVeto, "违反廉洁纪律", 0), extra(ItemVeto, "失职渎职或弄虚作假", 0)},
		Grades: starterGrades()}
}

func zoneScheme() AssessScheme {
	bonus := extra(ItemBonus, "典型经验被采用", 5)
	bonus.Measure, bonus.Way, bonus.Target = "practices.chosen", WayEach, 0.5
	return AssessScheme{Subject: AssessZone, Name: "责任区考核方案", Version: "1", Source: srcStarter, State: SchemeInUse, BonusCap: 5, Quota: 40,
		Parts: []AssessPart{{Name: "自评", Share: 15}, {Name: "学校评", Share: 25}, {Name: "督导室评", Share: 60, Items: []AssessItem{
			takenItem("学校覆盖", 25, "coverage.rate", WayTarget, 100, BlankHand),
			takenItem("督导次数", 15, "visits.rate", WayTarget, 100, BlankHand),
			takenItem("记录质量", 15, "records.complete", WayTarget, 100, BlankHand),
			takenItem("反馈整改", 20, "findings.intime", WayTarget, 100, BlankFull),
			takenItem("听课", 10, "lessons.count", WayTarget, 100, BlankHand),
			handItem("报告", 15, "按时报送责任区月报，内容齐全"),
		}}},
		Extras: []AssessItem{bonus, extra(ItemVeto, "责任区内发生重大事故且督导失职", 0)},
		Grades: starterGrades()}
}

// schoolItems are what the supervision of a year says about a school.
func schoolItems() []AssessItem {
	return []AssessItem{
		takenItem("专项督导评估", 30, "inspections.score", WayTarget, 100, BlankOff),
		takenItem("问题按期整改", 30, "findings.intime", WayTarget, 100, BlankFull),
		takenItem("重复问题", 20, "findings.repeated", WayLess, 4, BlankHand),
		takenItem("投诉举报", 10, "complaints.upheld", WayLess, 5, BlankHand),
		takenItem("通报约谈问责", 10, "notices.grave", WayLess, 5, BlankHand),
	}
}

func schoolScheme(subject, name string) AssessScheme {
	bonus := extra(ItemBonus, "典型经验被采用", 3)
	bonus.Measure, bonus.Way, bonus.Target = "practices.chosen", WayEach, 1
	return AssessScheme{Subject: subject, Name: name, Version: "1", Source: srcStarter, State: SchemeInUse, BonusCap: 3, Quota: 20,
		Parts:  []AssessPart{{Name: "学校自评", Share: 20}, {Name: "督导评价", Share: 80, Items: schoolItems()}},
		Extras: []AssessItem{bonus, extra(ItemVeto, "发生重大安全责任事故", 0), extra(ItemVeto, "发生严重师德失范事件", 0)},
		Grades: starterGrades()}
}

func principalScheme() AssessScheme {
	s := schoolScheme(AssessPrincipal, "校长综合考核方案")
	s.Parts = []AssessPart{{Name: "述职自评", Share: 15}, {Name: "民主测评", Share: 25}, {Name: "督导评价", Share: 60,
		Items: append(schoolItems(), handItem("落实整改第一责任", 20, "主持整改、按时报告"))}}
	s.Extras = []AssessItem{extra(ItemVeto, "受到党纪政务处分", 0), extra(ItemVeto, "发生重大安全责任事故", 0)}
	return s
}

func sanyaScheme() AssessScheme {
	return AssessScheme{Subject: AssessInspector, Name: "督学考核（15/25/60）", Version: "1", Source: srcSanya, State: SchemeInUse,
		Parts:  []AssessPart{{Name: "自评", Share: 15}, {Name: "学校评", Share: 25}, {Name: "督导室评", Share: 60}},
		Extras: []AssessItem{},
		Grades: starterGrades(),
		Note:   "学校只评等次时，按等次折算分数；折算的分数是本程序的建议值。"}
}

func shizhuScheme() AssessScheme {
	s := sanyaScheme()
	s.Name, s.Source, s.Quota = "优秀督学评选", srcShizhu, 50
	s.Note = "评优条件有一条不符合的，不评为优秀；优秀在考核前一半的人里产生。各部分的占比请按本县办法修改。"
	s.Extras = []AssessItem{extra(ItemBar, "有旷工", 0), extra(ItemBar, "全年请假超过 10 天", 0), extra(ItemBar, "所负责学校发生安全事故", 0),
		extra(ItemBar, "有投诉举报", 0), extra(ItemBar, "近两年已获此表彰", 0)}
	return s
}
