package report

import "dudao/internal/office"

// slot is one placeholder of a paper and what stands for it: the name a county's
// template uses and its value come from one line, so neither goes without the
// other.
type slot[P any] struct {
	name, about, example string
	value                func(P) string
}

// slotList is a list that a template repeats a row or paragraph for; rows gives
// the values beside fields.
type slotList[P any] struct {
	name   string
	fields []listField
	rows   func(P) [][]string
}

type listField struct{ name, about, example string }

// catalogue is all placeholders of one paper (占位符).
type catalogue[P any] struct {
	slots []slot[P]
	lists []slotList[P]
}

// placeholders are the catalogue as a screen lists it.
func (c catalogue[P]) placeholders() []office.Placeholder {
	out := []office.Placeholder{}
	for _, s := range c.slots {
		out = append(out, office.Placeholder{Name: s.name, About: s.about, Example: s.example})
	}
	for _, l := range c.lists {
		for _, f := range l.fields {
			out = append(out, office.Placeholder{Name: l.name + "." + f.name, About: f.about, Example: f.example})
		}
	}
	return out
}

// fill gives the values of a paper.
func (c catalogue[P]) fill(p P) office.Filling {
	out := office.Filling{Text: map[string]string{}, Lists: map[string][]map[string]string{}}
	for _, s := range c.slots {
		out.Text[s.name] = s.value(p)
	}
	for _, l := range c.lists {
		items := []map[string]string{}
		for _, row := range l.rows(p) {
			item := map[string]string{}
			for i, f := range l.fields {
				item[f.name] = row[i]
			}
			items = append(items, item)
		}
		out.Lists[l.name] = items
	}
	return out
}

// Placeholders are the names that a county's own template of the form may hold;
// none for a form that takes no template.
func Placeholders(form string) []office.Placeholder {
	switch form {
	case "visit":
		return visitCatalogue.placeholders()
	case office.FormFeedback:
		return feedbackCatalogue.placeholders()
	case "handling", "recheck":
		return caseCatalogue.placeholders()
	case "complaint", "complaint_special":
		return complaintCatalogue.placeholders()
	case "month":
		return monthCatalogue.placeholders()
	}
	if f, ok := office.PaperFormOf(form); ok && f.Notice != "" {
		return noticeCatalogue.placeholders()
	}
	return []office.Placeholder{}
}

// factSlots are the placeholders that all papers of a school share.
func factSlots[P any](of func(P) Facts) []slot[P] {
	on := func(value func(Facts) string) func(P) string { return func(p P) string { return value(of(p)) } }
	return []slot[P]{
		{"学校名称", "学校（园）的名称", "示例县第一小学", on(func(f Facts) string { return f.School.Name })},
		{"学校类型", "小学、初中、幼儿园等", "小学", on(func(f Facts) string { return f.School.Kind })},
		{"校长", "校长或园长的姓名", "甲某某", on(func(f Facts) string { return f.School.Principal })},
		{"学校电话", "学校的联系电话", "0000-7654321", on(func(f Facts) string { return f.School.Phone })},
		{"乡镇", "学校所在的乡镇（街道）", "示例镇", on(func(f Facts) string { return f.School.Town })},
		{"责任区", "学校当时所在的责任区", "第一责任区", on(func(f Facts) string { return f.Zone })},
		{"学期", "当时的学年和学期", "2025—2026学年第二学期", on(Facts.term)},
		{"单位名称", "督导室的名称", "示例县人民政府教育督导室", on(func(f Facts) string { return f.Settings.OfficeName })},
		{"县市区", "县（市、区）的名称", "示例县", on(func(f Facts) string { return f.Settings.CountyName })},
		{"单位电话", "督导室的电话", "0000-1234567", on(func(f Facts) string { return f.Settings.Phone })},
		{"单位地址", "督导室的地址", "示例县示例路1号", on(func(f Facts) string { return f.Settings.Address })},
	}
}

// findingList is the list of problems.
func findingList[P any](of func(P) (Facts, []office.Finding)) slotList[P] {
	return slotList[P]{"问题", []listField{
		{"序号", "从 1 起", "1"}, {"编号", "问题编号", "WT2026-0123"}, {"事项", "督导事项", "食品卫生"}, {"内容", "问题内容", "食堂留样不足48小时"},
		{"级别", "问题级别", "一般问题"}, {"处理", "去向", "整改通知书"}, {"次数", "第几次出现，第一次为空", "第2次"}, {"措施", "整改措施", "更换留样冰箱"},
		{"责任单位", "负责整改的单位", "总务处"}, {"责任人", "负责整改的人", "乙某某"}, {"期限", "整改期限", "2026年3月19日"}, {"状态", "整改状态", "待整改"},
		{"销号日期", "销号的日期", "2026年3月30日"},
	}, func(p P) [][]string {
		facts, list := of(p)
		rows := [][]string{}
		for i, f := range list {
			rows = append(rows, []string{itoa(i + 1), f.Number, facts.matter(f.MatterID), f.Content, office.DisposalName(f.Level), f.Routing, facts.again(f.ID),
				f.Measures, f.Unit, f.Person, f.DueOn.Chinese(), f.State, f.ClosedOn.Chinese()})
		}
		return rows
	}}
}
