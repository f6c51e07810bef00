package store

import (
	"testing"

	"dudao/internal/office"
)

func TestLateFindings(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	f := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: school, FoundOn: "2026-03-05", Content: "留样不足\n48小时", Level: 2, DueOn: "2026-03-12"}))
	title := " " + f.Number + " 示例县甲1小学：留样不足 48小时: "
	expect(t, s, "C10", "2026-03-12")
	expect(t, s, "C10", "2026-03-13", "黄"+title+"期限 2026-03-12，超期 1 天")
	expect(t, s, "C10", "2026-03-22", "黄"+title+"期限 2026-03-12，超期 10 天")
	expect(t, s, "C10", "2026-03-23", "红"+title+"期限 2026-03-12，超期 11 天")
	f.State, f.ReportedOn, f.DueOn = "已报告", "2026-03-10", ""
	f = must[office.Finding](t)(s.SaveFinding(f))
	expect(t, s, "C10", "2026-04-09")
	expect(t, s, "C10", "2026-04-10", "黄"+title+"学校报告后 31 天没有核查")
	f.State, f.ReportedOn = "待整改", ""
	f = must[office.Finding](t)(s.SaveFinding(f))
	expect(t, s, "C10", "2026-04-04")
	expect(t, s, "C10", "2026-04-05", "黄"+title+"没有整改期限，发现后 31 天没有核查")
	// The newest round says when it is due.
	exec(t, s, `INSERT INTO rounds (finding_id, number, opened, issued_on, due_on, recheck_on, verdict) VALUES (?, 1, '首次整改', '2026-03-05', '2026-03-12', '2026-03-13', '未整改')`, f.ID)
	exec(t, s, `INSERT INTO rounds (finding_id, number, opened, issued_on, due_on) VALUES (?, 2, '核查不到位', '2026-03-13', '2026-03-20')`, f.ID)
	expect(t, s, "C10", "2026-03-20", "黄"+title+"已是第 2 轮整改")
	expect(t, s, "C10", "2026-03-21", "红"+title+"期限 2026-03-20，超期 1 天；已是第 2 轮整改")
	exec(t, s, `UPDATE findings SET state = '已销号', closed_on = '2026-03-21' WHERE id = ?`, f.ID)
	expect(t, s, "C10", "2026-03-21")
}

func TestReportsNotFiled(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	f := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: school, FoundOn: "2026-03-05", Content: "留样不足", Level: 2, State: "已报告", ReportedOn: "2026-03-10"}))
	title := "黄 " + f.Number + " 示例县甲1小学：留样不足: 学校 2026-03-10 报告，4 天没有报督导室"
	expect(t, s, "C11", "2026-03-13")
	expect(t, s, "C11", "2026-03-14", title)
	exec(t, s, `INSERT INTO rounds (finding_id, number, opened, reported_on) VALUES (?, 1, '首次整改', '2026-03-10')`, f.ID)
	expect(t, s, "C11", "2026-03-14", title)
	exec(t, s, `UPDATE rounds SET filed_on = '2026-03-12'`)
	expect(t, s, "C11", "2026-03-14")
}

func TestSevereFindingsWithoutAnswer(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	severe := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: school, FoundOn: "2026-03-05", Content: "围墙开裂", Level: 5}))
	hard := must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: school, FoundOn: "2026-03-06", Content: "校门临路", Level: 3}))
	must[office.Finding](t)(s.SaveFinding(office.Finding{SchoolID: school, FoundOn: "2026-03-05", Content: "小问题", Level: 4}))
	title := func(f office.Finding) string { return "红 " + f.Number + " 示例县甲1小学：" + f.Content + ": " }
	noNotice := title(severe) + "严重问题，发现 8 天没有整改通知书或督办单"
	expect(t, s, "C12", "2026-03-12") // the fifth working day
	expect(t, s, "C12", "2026-03-13", noNotice)
	expect(t, s, "C12", "2026-03-14", title(severe)+"严重问题，发现 9 天没有整改通知书或督办单", title(hard)+"复杂问题，发现 8 天没有协商意见书或督办单")
	issue := func(id int64, kind, state, day string, finding int64) {
		exec(t, s, `INSERT INTO notices (id, kind, number, date, school_id, state, updated_at) VALUES (?, ?, ?, ?, ?, ?, '')`, id, kind, kind+day, day, school, state)
		exec(t, s, `INSERT INTO notice_findings (notice_id, finding_id) VALUES (?, ?)`, id, finding)
	}
	issue(1, "整改通知书", "草稿", "2026-03-06", severe.ID)
	expect(t, s, "C12", "2026-03-13", noNotice) // a draft is no paper
	exec(t, s, `UPDATE notices SET state = '下发' WHERE id = 1`)
	expect(t, s, "C12", "2026-03-13")
	issue(2, "协商意见书", "送科室", "2026-03-07", hard.ID)
	expect(t, s, "C12", "2026-03-27") // the fifteenth working day
	expect(t, s, "C12", "2026-03-28", title(hard)+"复杂问题，协商意见书 2026-03-07 送出，21 天没有答复")
	exec(t, s, `UPDATE notices SET due_on = '2026-04-10' WHERE id = 2`)
	expect(t, s, "C12", "2026-04-10")
	expect(t, s, "C12", "2026-04-11", title(hard)+"复杂问题，协商意见书 2026-03-07 送出，35 天没有答复")
	exec(t, s, `INSERT INTO notice_steps (notice_id, position, step, on_day) VALUES (2, 1, '答复', '2026-03-20')`)
	expect(t, s, "C12", "2026-04-11")
	exec(t, s, `UPDATE notices SET state = '作废', void_reason = '重发' WHERE id = 2`)
	expect(t, s, "C12", "2026-03-23", title(hard)+"复杂问题，发现 17 天没有协商意见书或督办单")
}

func TestOpenComplaints(t *testing.T) {
	s := openTest(t)
	school := manySchools(t, s, 1)[0]
	exec(t, s, `INSERT INTO complaints (number, received_on, channel, name, school_id, content, kind, state, updated_at) VALUES ('TS2026-0001', '2026-03-01', '电话', '丙示例', ?, '反映收费', '一般', '登记', '')`, school)
	exec(t, s, `INSERT INTO complaints (number, received_on, channel, target, content, kind, due_on, state, updated_at) VALUES ('TS2026-0002', '2026-03-01', '来信', '基教股', '反映招生', '特殊', '2026-03-31', '办理中', '')`)
	first := "黄 TS2026-0001 示例县甲1小学: 2026-03-01 电话一般投诉，期限 2026-03-16，登记"
	expect(t, s, "C20", "2026-03-16")
	expect(t, s, "C20", "2026-03-17", first)
	expect(t, s, "C20", "2026-04-01", first, "黄 TS2026-0002 基教股: 2026-03-01 来信特殊投诉，期限 2026-03-31，办理中")
	exec(t, s, `UPDATE complaints SET state = '办结', closed_on = '2026-03-20'`)
	expect(t, s, "C20", "2026-04-01")
}

func TestTwiceAccountable(t *testing.T) {
	s := openTest(t)
	schools := manySchools(t, s, 2)
	add := func(number, day, state string, school int64) {
		exec(t, s, `INSERT INTO notices (kind, number, date, school_id, state, void_reason, updated_at) VALUES ('问责', ?, ?, ?, ?, 'x', '')`, number, day, school, state)
	}
	add("WZ2025-0001", "2025-03-12", "办结", schools[0])
	add("WZ2025-0002", "2025-09-01", "办结", schools[0])
	add("WZ2025-0003", "2025-09-01", "办结", schools[1])
	add("WZ2025-0004", "2025-10-01", "作废", schools[1])
	expect(t, s, "C21", "2025-08-31")
	expect(t, s, "C21", "2026-03-11", "提示 示例县甲1小学: 一年内被问责 2 次：WZ2025-0001、WZ2025-0002")
	expect(t, s, "C21", "2026-03-12")
}
