package store

// recordTable is one table whose rows are logged, with the record (root) each
// row belongs to: history and undo speak of roots.
type recordTable struct {
	name   string
	kind   string // the root's kind, as used across the program
	root   string // the column that holds the root's id
	search bool   // changes make the root dirty for the search index
}

// recordTables are all tables under the change log. A new table of records is
// added here and nowhere else.
var recordTables = []recordTable{
	{"settings", "setting", "id", false},
	{"rules", "rule", "id", false},
	{"matters", "matter", "id", false},
	{"checkpoints", "checkpoint", "id", false},
	{"terms", "term", "id", false},
	{"holidays", "holiday", "id", false},
	{"schools", "school", "id", true},
	{"school_aliases", "school", "school_id", true},
	{"inspectors", "inspector", "id", true},
	{"appointments", "appointment", "id", false},
	{"zone_versions", "zone_version", "id", false},
	{"zones", "zone", "id", true},
	{"zone_members", "zone", "zone_id", true},
	{"zone_schools", "zone", "zone_id", false},
	{"assignments", "assignment", "id", false},
	{"visits", "visit", "id", true},
	{"visit_companions", "visit", "visit_id", false},
	{"visit_matters", "visit", "visit_id", false},
	{"visit_methods", "visit", "visit_id", false},
	{"visit_checks", "visit", "visit_id", false},
	{"lessons", "lesson", "id", true},
	{"inquiries", "inquiry", "id", true},
	{"findings", "finding", "id", true},
	{"rounds", "finding", "finding_id", true},
	{"notices", "notice", "id", true},
	{"notice_findings", "notice", "notice_id", false},
	{"notice_steps", "notice", "notice_id", true},
	{"practices", "practice", "id", true},
	{"complaints", "complaint", "id", true},
	{"complaint_steps", "complaint", "complaint_id", true},
	{"checklists", "checklist", "id", true},
	{"checklist_items", "checklist", "checklist_id", false},
	{"checklist_grades", "checklist", "checklist_id", false},
	{"inspections", "inspection", "id", true},
	{"inspection_groups", "inspection", "inspection_id", false},
	{"inspection_members", "inspection", "inspection_id", false},
	{"inspection_units", "inspection_unit", "id", true},
	{"unit_scores", "inspection_unit", "unit_id", false},
	{"recusals", "inspector", "inspector_id", false},
	{"tenures", "tenure", "id", true},
	{"candidates", "tenure", "tenure_id", true},
	{"trainings", "training", "id", true},
	{"training_people", "training", "training_id", true},
	{"plans", "plan", "id", true},
	{"plan_tasks", "plan_task", "id", true},
	{"plan_task_matters", "plan_task", "task_id", false},
	{"menus", "menu", "id", false},
	{"menu_items", "menu", "menu_id", false},
	{"plan_lines", "plan_line", "id", false},
	{"plan_line_matters", "plan_line", "line_id", false},
	{"staff", "staff", "id", true},
	{"staff_days", "staff_day", "id", false},
	{"leaders", "leader", "id", false},
	{"leader_visits", "leader", "leader_id", false},
	{"teams", "team", "id", true},
	{"team_members", "team", "team_id", true},
	{"team_schools", "team", "team_id", false},
	{"team_zones", "team", "team_id", false},
	{"assessment_items", "assessment_scheme", "scheme_id", false},
	{"assessment_parts", "assessment_scheme", "scheme_id", false},
	{"assessment_grades", "assessment_scheme", "scheme_id", false},
	{"assessment_schemes", "assessment_scheme", "id", false},
	{"assessment_scores", "assessment", "assessment_id", false},
	{"assessment_seals", "assessment", "assessment_id", false},
	{"assessment_subjects", "assessment", "assessment_id", true},
	{"assessments", "assessment", "id", true},
	{"awards", "award", "id", true},
	{"meetings", "meeting", "id", true},
	{"meeting_attendees", "meeting", "meeting_id", false},
	{"meeting_decisions", "meeting", "meeting_id", true},
	{"publications", "publication", "id", true},
	{"platforms", "platform", "id", true},
	{"platform_fields", "platform", "platform_id", false},
	{"uploads", "upload", "id", false},
	{"archive_units", "archive_unit", "id", false},
	{"retention_rules", "retention_rule", "id", false},
	{"archive_boxes", "archive_box", "id", true},
	{"archive_items", "archive_item", "id", true},
	{"tray_items", "tray", "id", false},
	{"scan_sources", "scan_source", "id", false},
	{"standards", "standard", "id", true},
	{"indicators", "standard", "standard_id", true},
	{"indicator_needs", "standard", "standard_id", false},
	{"standard_boxes", "standard", "standard_id", false},
	{"standard_maps", "standard", "standard_id", false},
	{"evaluations", "evaluation", "id", true},
	{"evaluation_items", "evaluation", "evaluation_id", false},
	{"evidence_links", "evaluation", "evaluation_id", false},
	{"evidence", "evidence", "id", true},
	{"spot_checks", "spot_check", "id", false},
	{"spot_items", "spot_check", "spot_check_id", false},
	{"stocktakes", "stocktake", "id", true},
	{"stocktake_items", "stocktake", "stocktake_id", false},
	{"archive_loans", "archive_loan", "id", true},
	{"disposals", "disposal", "id", true},
	{"disposal_items", "disposal", "disposal_id", false},
	{"alert_rules", "alert_rule", "id", false},
	{"alert_mutes", "alert_mute", "id", false},
	{"templates", "template", "id", false},
	{"attachments", "attachment", "id", true},
	{"report_texts", "report_text", "id", false},
	{"sheets", "sheet", "id", false},
	{"sheet_returns", "sheet", "sheet_id", false},
	{"sheet_slots", "sheet", "sheet_id", false},
	{"list_views", "list_view", "id", false},
}

// recordTableOf returns the table's entry.
func recordTableOf(name string) recordTable {
	for _, t := range recordTables {
		if t.name == name {
			return t
		}
	}
	return recordTable{}
}

// KindNames are the Chinese names of the kinds of records.
var KindNames = map[string]string{
	"setting": "设置", "rule": "规则", "matter": "督导事项", "checkpoint": "督导要点", "term": "学期", "holiday": "节假日",
	"school": "学校", "inspector": "督学", "appointment": "聘任", "zone_version": "责任区版本",
	"zone": "责任区", "assignment": "挂牌", "visit": "督导记录", "lesson": "听课记录",
	"inquiry": "座谈问卷", "finding": "问题", "attachment": "附件", "report_text": "报告文字",
	"notice": "整改文书", "practice": "典型经验", "complaint": "投诉举报", "alert_rule": "提醒规则",
	"alert_mute": "搁置的提醒", "template": "自有模板",
	"sheet":   "督导记录表",
	"meeting": "会议", "publication": "公示通报", "platform": "上报平台", "upload": "上报记录",
	"tenure": "聘任换届", "training": "培训",
	"plan": "年度工作要点", "plan_task": "行事历", "menu": "月菜单", "plan_line": "月计划",
	"staff": "督导室人员", "staff_day": "下校登记", "leader": "领导联系学校",
	"tray": "待归扫描件", "scan_source": "已收文件",
	"archive_unit": "机构（问题）", "retention_rule": "保管期限", "standard": "评估标准", "evaluation": "迎检评估", "evidence": "佐证材料", "spot_check": "模拟抽查",
	"archive_box": "档案盒", "archive_item": "归档文件",
	"stocktake": "清点", "archive_loan": "借阅记录", "disposal": "移交鉴定",
	"checklist": "督导评估表", "inspection": "专项督导", "inspection_unit": "被督导单位",
	"team": "协作组", "list_view": "视图", "issued_report": "签发的报告",
	"assessment_scheme": "考核方案", "assessment": "考核", "award": "表彰",
}

// tableOf returns the main table of a kind, "" for an unknown one.
func tableOf(kind string) string {
	for _, t := range recordTables {
		if t.kind == kind && t.root == "id" {
			return t.name
		}
	}
	return ""
}
