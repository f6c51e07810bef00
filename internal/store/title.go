package store

// titleQueries give each kind of record the line by which a clerk knows it.
var titleQueries = map[string]string{
	"school":          `SELECT name FROM schools WHERE id = ?`,
	"inspector":       `SELECT name FROM inspectors WHERE id = ?`,
	"appointment":     `SELECT i.name || ' 第' || a.term_number || '届' FROM appointments a JOIN inspectors i ON i.id = a.inspector_id WHERE a.id = ?`,
	"zone_version":    `SELECT number FROM zone_versions WHERE id = ?`,
	"zone":            `SELECT name FROM zones WHERE id = ?`,
	"assignment":      `SELECT s.name || ' — ' || i.name FROM assignments a JOIN schools s ON s.id = a.school_id JOIN inspectors i ON i.id = a.inspector_id WHERE a.id = ?`,
	"visit":           `SELECT v.number || ' ' || v.date || ' ' || s.name FROM visits v JOIN schools s ON s.id = v.school_id WHERE v.id = ?`,
	"lesson":          `SELECT l.date || ' ' || s.name || ' ' || l.class || l.subject FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.id = ?`,
	"inquiry":         `SELECT q.date || ' ' || s.name || ' ' || q.kind || '（' || q.audience || '）' FROM inquiries q JOIN schools s ON s.id = q.school_id WHERE q.id = ?`,
	"finding":         `SELECT f.number || ' ' || s.name || '：' || substr(f.content, 1, 24) FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.id = ?`,
	"notice":          `SELECT concat_ws(' ', n.kind, n.number, s.name, n.title) FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.id = ?`,
	"practice":        `SELECT p.number || ' ' || p.title FROM practices p WHERE p.id = ?`,
	"complaint":       `SELECT c.number || ' ' || c.received_on || ' ' || c.kind FROM complaints c WHERE c.id = ?`,
	"alert_rule":      `SELECT code || ' ' || name FROM alert_rules WHERE id = ?`,
	"alert_mute":      `SELECT code || ' ' || reason FROM alert_mutes WHERE id = ?`,
	"template":        `SELECT name FROM templates WHERE id = ?`,
	"checklist":       `SELECT name || '（' || version || '）' FROM checklists WHERE id = ?`,
	"inspection":      `SELECT number || ' ' || title FROM inspections WHERE id = ?`,
	"inspection_unit": `SELECT x.title || '：' || u.name FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.id = ?`,
	"archive_unit":    `SELECT code || ' ' || name FROM archive_units WHERE id = ?`,
	"retention_rule":  `SELECT name FROM retention_rules WHERE id = ?`,
	"archive_box":     `SELECT year || '年 第' || number || '盒' FROM archive_boxes WHERE id = ?`,
	"archive_item":    `SELECT concat_ws(' ', NULLIF(code, ''), title) FROM archive_items WHERE id = ?`,
	"attachment":      `SELECT name FROM attachments WHERE id = ?`,
	"matter":          `SELECT name FROM matters WHERE id = ?`,
	"checkpoint":      `SELECT name FROM checkpoints WHERE id = ?`,
	"rule":            `SELECT name FROM rules WHERE id = ?`,
	"term":            `SELECT school_year || ' 第' || number || '学期' FROM terms WHERE id = ?`,
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
