package store

// titleQueries give each kind of record the line by which a clerk knows it.
var titleQueries = map[string]string{
	"school":          `SELECT name FROM schools WHERE id = ?`,
	"inspector":       `SELECT name FROM inspectors WHERE id = ?`,
	"appointment":     `SELECT i.name || ' 第' || a.term_number || '届' FROM appointments a JOIN inspectors i ON i.id = a.inspector_id WHERE a.id = ?`,
	"zone_version":    `SELECT number FROM zone_versions WHERE id = ?`,
	"zone":            `SELECT name FROM zones WHERE id = ?`,
	"assignment":      `SELECT s.name || ' — ' || i.name FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id WHERE a.id = ?`,
	"list_view":       `SELECT name FROM list_views WHERE id = ?`,
	"visit":           `SELECT v.number || ' ' || v.date || ' ' || s.name FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.id = ?`,
	"lesson":          `SELECT l.date || ' ' || s.name || ' ' || l.class || l.subject FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.id = ?`,
	"inquiry":         `SELECT q.date || ' ' || s.name || ' ' || q.kind || '（' || q.audience || '）' FROM inquiries q JOIN schools s ON s.id = q.school_id WHERE q.id = ?`,
	"finding":         `SELECT f.number || ' ' || s.name || '：' || substr(f.content, 1, 24) FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.id = ?`,
	"notice":          `SELECT concat_ws(' ', n.kind, n.number, s.name, n.title) FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.id = ?`,
	"practice":        `SELECT p.number || ' ' || p.title FROM practices p WHERE p.id = ?`,
	"complaint":       `SELECT c.number || ' ' || c.received_on || ' ' || c.kind FROM complaints c WHERE c.id = ?`,
	"plan":            `SELECT year || '年 ' || title FROM plans WHERE id = ?`,
	"plan_task":       `SELECT p.year || '年' || t.month_from || '月 ' || t.task FROM plan_tasks t JOIN plans p ON p.id = t.plan_id WHERE t.id = ?`,
	"menu":            `SELECT month || ' 月菜单' FROM menus WHERE id = ?`,
	"plan_line":       `SELECT l.number || ' ' || i.name || ' ' || s.name FROM plan_lines l JOIN inspectors i ON i.id = l.inspector_id JOIN schools s ON s.id = l.school_id WHERE l.id = ?`,
	"staff":           `SELECT name FROM staff WHERE id = ?`,
	"staff_day":       `SELECT p.name || ' ' || d.date || ' ' || s.name FROM staff_days d JOIN staff p ON p.id = d.staff_id JOIN schools s ON s.id = d.school_id WHERE d.id = ?`,
	"leader":          `SELECT l.name || ' — ' || s.name FROM leaders l JOIN schools s ON s.id = l.school_id WHERE l.id = ?`,
	"meeting":         `SELECT number || ' ' || title FROM meetings WHERE id = ?`,
	"publication":     `SELECT number || ' ' || kind || '：' || title FROM publications WHERE id = ?`,
	"platform":        `SELECT name FROM platforms WHERE id = ?`,
	"upload":          `SELECT p.name || ' ' || u.uploaded_on FROM uploads u JOIN platforms p ON p.id = u.platform_id WHERE u.id = ?`,
	"alert_rule":      `SELECT code || ' ' || name FROM alert_rules WHERE id = ?`,
	"alert_mute":      `SELECT code || ' ' || reason FROM alert_mutes WHERE id = ?`,
	"template":        `SELECT name FROM templates WHERE id = ?`,
	"checklist":       `SELECT name || '（' || version || '）' FROM checklists WHERE id = ?`,
	"inspection":      `SELECT number || ' ' || title FROM inspections WHERE id = ?`,
	"inspection_unit": `SELECT x.title || '：' || u.name FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.id = ?`,
	"tenure":          `SELECT name FROM tenures WHERE id = ?`,
	"training":        `SELECT number || ' ' || name FROM trainings WHERE id = ?`,
	"team":            `SELECT name FROM teams WHERE id = ?`,
	"assessment":      `SELECT title FROM assessments WHERE id = ?`,
	"award":           `SELECT year || '年 ' || name || ' ' || holder FROM awards WHERE id = ?`,
	// a scheme and one of those assessed
	"assessment_scheme":  `SELECT name || '（' || version || '）' FROM assessment_schemes WHERE id = ?`,
	"assessment_subject": `SELECT a.title || ' ' || b.name FROM assessment_subjects b JOIN assessments a ON a.id = b.assessment_id WHERE b.id = ?`,
	"attachment":         `SELECT name FROM attachments WHERE id = ?`,
	"matter":             `SELECT name FROM matters WHERE id = ?`,
	"checkpoint":         `SELECT name FROM checkpoints WHERE id = ?`,
	"rule":               `SELECT name FROM rules WHERE id = ?`,
	"term":               `SELECT school_year || ' 第' || number || '学期' FROM terms WHERE id = ?`,
	"sheet":              `SELECT s.month || ' 督导记录表 ' || i.name FROM sheets s JOIN inspectors i ON i.id = s.inspector_id WHERE s.id = ?`,
	"archive_unit":       `SELECT code || ' ' || name FROM archive_units WHERE id = ?`,
	"retention_rule":     `SELECT name FROM retention_rules WHERE id = ?`,
	"archive_box":        `SELECT year || '年 第' || number || '盒' FROM archive_boxes WHERE id = ?`,
	"tray":               `SELECT COALESCE(NULLIF(title, ''), source) FROM tray_items WHERE id = ?`,
	"scan_source":        `SELECT name FROM scan_sources WHERE id = ?`,
	"standard":           `SELECT name || '（' || version || '）' FROM standards WHERE id = ?`,
	"evaluation":         `SELECT concat_ws(' ', e.year || '年', s.name, NULLIF(e.zone, ''), NULLIF(e.town, ''), c.name) FROM evaluations e JOIN standards s ON s.id = e.standard_id LEFT JOIN schools c ON c.id = e.school_id WHERE e.id = ?`,
	"spot_check":         `SELECT c.drawn_on || ' 抽签号 ' || c.seed FROM spot_checks c WHERE c.id = ?`,
	"evidence":           `SELECT title FROM evidence WHERE id = ?`,
	"stocktake":          `SELECT number || ' ' || started_on FROM stocktakes WHERE id = ?`,
	"archive_loan":       `SELECT concat_ws(' ', l.number, l.borrower, COALESCE(a.title, ` + boxInWords + `)) FROM archive_loans l LEFT JOIN archive_items a ON a.id = l.item_id LEFT JOIN archive_boxes b ON b.id = l.box_id WHERE l.id = ?`,
	"disposal":           `SELECT number || ' ' || kind || ' ' || made_on FROM disposals WHERE id = ?`,
	"issued_report":      `SELECT number || ' ' || title FROM issued_reports WHERE id = ?`,
	"archive_item":       `SELECT concat_ws(' ', NULLIF(code, ''), title) FROM archive_items WHERE id = ?`,
}

// titleOf returns a record's title, or its kind's name when it is gone.
func titleOf(g getter, kind string, id int64) string {
	q, ok := titleQueries[kind]
	if !ok {
		return KindNames[kind]
	}
	var title string
	if err := g.Get(&title, q, id); err != nil {
		return KindNames[kind]
	}
	return title
}

func (t *tx) titleOf(kind string, id int64) string { return titleOf(t, kind, id) }

// Title returns the line by which a clerk knows the record.
func (s *Store) Title(kind string, id int64) string { return titleOf(s.r, kind, id) }
