package store

import "dudao/internal/office"

// onVisit is the condition that inspector ?1 was on visit v, looked up from the
// inspector's side.
const onVisit = `(v.inspector_id = ?1 OR v.id IN (SELECT visit_id FROM visit_companions WHERE inspector_id = ?1))`

// inspectorSources are the sections of 一人一档. What somebody is or was stands
// there for all years, what they did for the days asked for.
var inspectorSources = []dossierSource{
	{"appointments", "聘任", `'inspector' AS kind, a.inspector_id AS id, a.starts_on AS date, '本人第' || a.term_number || '届，至' || a.ends_on AS title,
		concat_ws('，', NULLIF(a.doc_number, ''), '聘书 ' || NULLIF(a.letter_no, ''), NULLIF(a.reason, '')) AS detail,
		CASE WHEN a.dismissed_on <> '' THEN a.dismissed_on || ' 解聘' WHEN a.ends_on < ?4 THEN '届满' ELSE '在聘' END AS state`,
		`FROM appointments a WHERE a.inspector_id = ?1 AND a.deleted_at IS NULL`, `a.starts_on DESC, a.id DESC`},
	{"zones", "责任区", `'zone' AS kind, z.id AS id, zv.valid_from AS date, z.name AS title, '划分 ' || zv.number AS detail,
		CASE WHEN z.leader_id = ?1 THEN '主任' WHEN z.deputy_id = ?1 THEN '副主任' ELSE '成员' END || CASE WHEN zv.valid_to <> '' AND zv.valid_to <= ?4 THEN '，至' || zv.valid_to ELSE '' END AS state`,
		`FROM zones z JOIN zone_versions zv ON zv.id = z.version_id WHERE (z.leader_id = ?1 OR z.deputy_id = ?1 OR z.id IN (SELECT zone_id FROM zone_members WHERE inspector_id = ?1))`,
		`zv.valid_from DESC, z.position`},
	{"teams", "协作组", `'team' AS kind, t.id AS id, t.starts_on AS date, t.name AS title, CASE WHEN t.leader_id = ?1 THEN '组长' ELSE '组员' END AS detail,
		CASE WHEN t.ends_on <> '' AND t.ends_on <= ?4 THEN '至' || t.ends_on ELSE '在组' END AS state`,
		`FROM teams t WHERE t.deleted_at IS NULL AND t.id IN (SELECT team_id FROM team_members WHERE inspector_id = ?1)`, `t.starts_on DESC, t.id DESC`},
	{"tenures", "换届人选", `'tenure' AS kind, t.id AS id, t.starts_on AS date, t.name AS title, concat_ws('，', '本人第' || c.term_number || '届', '推荐 ' || NULLIF(c.recommended_by, ''), '聘书 ' || NULLIF(c.letter_no, ''), NULLIF(c.reason, '')) AS detail,
		CASE WHEN c.outcome = '拟聘' AND c.published_on <> '' THEN '已聘' ELSE c.outcome END AS state`,
		`FROM candidates c JOIN tenures t ON t.id = c.tenure_id WHERE c.inspector_id = ?1 AND t.deleted_at IS NULL`, `t.starts_on DESC, t.id DESC`},
	{"assessments", "考核结果", assessmentLine, `FROM assessment_subjects b JOIN assessments a ON a.id = b.assessment_id WHERE b.inspector_id = ?1 AND a.state = '已定案' AND a.deleted_at IS NULL`, `a.ends_on DESC, a.id DESC`},
	{"awards", "表彰", awardLine, `FROM awards w WHERE w.inspector_id = ?1 AND w.deleted_at IS NULL`, `w.year DESC, w.id DESC`},
	// Of whom and why is not told: the dossier goes further than the register.
	{"recusals", "回避的学校", `'school' AS kind, s.id AS id, COALESCE(NULLIF(r.starts_on, ''), r.left_on) AS date, s.name AS title, r.kind AS detail, CASE WHEN r.ends_on <> '' AND r.ends_on <= ?4 THEN '至' || r.ends_on ELSE '' END AS state`,
		`FROM recusals r JOIN schools s ON s.id = r.school_id WHERE r.inspector_id = ?1`, `r.ends_on <> '', r.id`},
	{"assignments", "负责的学校", `'school' AS kind, a.school_id AS id, a.starts_on AS date, s.name AS title, concat_ws('，', CASE a.role WHEN '主' THEN '主责' ELSE '协助' END, NULLIF(a.plate_no, '')) AS detail,
		CASE WHEN a.ends_on <> '' AND a.ends_on <= ?4 THEN '至' || a.ends_on ELSE '现任' END AS state`,
		`FROM assignments a JOIN schools s ON s.id = a.school_id WHERE a.inspector_id = ?1 AND a.deleted_at IS NULL`, `a.ends_on <> '', a.role = '协', a.starts_on DESC, a.id`},
	{"visits", "督导记录", `'visit' AS kind, v.id AS id, v.date AS date, v.number || ' ' || s.name AS title, concat_ws('，', v.session, v.kind, CASE WHEN v.inspector_id = ?1 THEN NULL ELSE '同行' END, NULLIF(` + line("v.problems") + `, '')) AS detail, v.state AS state`,
		`FROM visits v JOIN schools s ON s.id = v.school_id WHERE ` + onVisit + ` AND v.deleted_at IS NULL AND v.date BETWEEN ?2 AND ?3`, `v.date DESC, v.id DESC`},
	{"lessons", "听课记录", `'lesson' AS kind, l.id AS id, l.date AS date, s.name || ' ' || l.class || l.subject AS title, concat_ws('，', l.teacher, NULLIF(l.topic, '')) AS detail, CASE l.rating WHEN 1 THEN '差' WHEN 2 THEN '较差' WHEN 3 THEN '一般' WHEN 4 THEN '较好' WHEN 5 THEN '好' ELSE '' END AS state`,
		`FROM lessons l JOIN schools s ON s.id = l.school_id WHERE l.inspector_id = ?1 AND l.deleted_at IS NULL AND l.date BETWEEN ?2 AND ?3`, `l.date DESC, l.id DESC`},
	{"findings", "发现的问题", findingLine, `FROM visits v CROSS JOIN findings f ON f.visit_id = v.id JOIN schools s ON s.id = f.school_id WHERE v.inspector_id = ?1 AND v.deleted_at IS NULL AND v.date BETWEEN ?2 AND ?3 AND f.deleted_at IS NULL`, `f.found_on DESC, f.id DESC`},
	{"open", "其中未销号", findingLine, `FROM visits v CROSS JOIN findings f ON f.visit_id = v.id JOIN schools s ON s.id = f.school_id WHERE v.inspector_id = ?1 AND v.deleted_at IS NULL AND v.date BETWEEN ?2 AND ?3 AND ` + unsettled, `f.due_on = '', f.due_on, f.id`},
	{"rechecks", "核查的整改", `'finding' AS kind, r.finding_id AS id, r.recheck_on AS date, f.number || ' ' || s.name AS title, concat_ws('，', '第' || r.number || '轮', NULLIF(` + line("r.recheck") + `, '')) AS detail, r.verdict AS state`,
		`FROM rounds r JOIN findings f ON f.id = r.finding_id JOIN schools s ON s.id = f.school_id WHERE r.rechecker_id = ?1 AND r.recheck_on BETWEEN ?2 AND ?3 AND f.deleted_at IS NULL`, `r.recheck_on DESC, r.id DESC`},
	{"notices", "整改文书", noticeLine, `FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.inspector_id = ?1 AND n.deleted_at IS NULL AND n.date BETWEEN ?2 AND ?3`, `n.date DESC, n.id DESC`},
	{"practices", "典型经验", practiceLine, `FROM practices p JOIN schools s ON s.id = p.school_id WHERE p.inspector_id = ?1 AND p.deleted_at IS NULL AND p.found_on BETWEEN ?2 AND ?3`, `p.found_on DESC, p.id DESC`},
	{"complaints", "受理、办理的投诉", complaintLine, `FROM complaints c LEFT JOIN schools s ON s.id = c.school_id WHERE (c.recorder_id = ?1 OR c.handler_id = ?1) AND c.deleted_at IS NULL AND c.received_on BETWEEN ?2 AND ?3`, `c.received_on DESC, c.id DESC`},
	{"plans", "月计划", `'plan_line' AS kind, l.id AS id, ` + lineDate + ` AS date, l.number || ' ' || s.name AS title, concat_ws('，', l.month, NULLIF(l.session, ''), NULLIF(` + line("l.tasks") + `, ''), NULLIF(l.reason, '')) AS detail, ` + lineStatus + ` AS state`,
		`FROM plan_lines l JOIN schools s ON s.id = l.school_id WHERE l.inspector_id = ?1 AND l.deleted_at IS NULL AND ` + lineDate + ` BETWEEN ?2 AND ?3`, lineDate + ` DESC, l.id DESC`},
	{"trainings", "培训", `'training' AS kind, t.id AS id, t.starts_on AS date, t.number || ' ' || t.name AS title, concat_ws('，', t.level, t.form, p.hours || '学时', '证书 ' || NULLIF(p.certificate, ''), NULLIF(p.absence, '')) AS detail,
		CASE WHEN p.absence <> '' THEN '缺席' ELSE p.result END AS state`,
		`FROM training_people p JOIN trainings t ON t.id = p.training_id WHERE p.inspector_id = ?1 AND t.deleted_at IS NULL AND t.starts_on BETWEEN ?2 AND ?3`, `t.starts_on DESC, t.id DESC`},
	{"meetings", "参加的会议", `'meeting' AS kind, m.id AS id, m.date AS date, m.number || ' ' || m.title AS title, x.reason AS detail, CASE WHEN x.absent THEN '缺席' ELSE '出席' END AS state`,
		`FROM meeting_attendees x JOIN meetings m ON m.id = x.meeting_id WHERE x.inspector_id = ?1 AND m.state IN ('已召开', '已印发纪要') AND m.deleted_at IS NULL AND m.date BETWEEN ?2 AND ?3`, `m.date DESC, m.id DESC`},
	{"uploads", "上报平台的督导纪实", `'upload' AS kind, 0 AS id, x.month || '-01' AS date, x.month || ' 督导 ' || x.n || ' 次' AS title, '' AS detail, '已上报 ' || x.done || ' 次' AS state`,
		`FROM (SELECT substr(v.date, 1, 7) AS month, count(*) AS n, sum(EXISTS (SELECT 1 FROM uploads u WHERE u.kind = 'visit' AND u.record_id = v.id)) AS done FROM visits v
			WHERE v.inspector_id = ?1 AND v.date BETWEEN ?2 AND ?3 AND ` + counted + ` GROUP BY 1) x WHERE x.done > 0`, `x.month DESC`},
	{"inspections", "参加的专项督导", `'inspection' AS kind, x.id AS id, COALESCE(NULLIF(x.starts_on, ''), x.planned_on) AS date, x.number || ' ' || x.title AS title, concat_ws('，', g.name, m.role, NULLIF(m.recusal, '')) AS detail, x.state AS state`,
		`FROM inspection_members m JOIN inspection_groups g ON g.id = m.group_id JOIN inspections x ON x.id = m.inspection_id WHERE m.inspector_id = ?1 AND x.deleted_at IS NULL AND x.planned_on BETWEEN ?2 AND ?3`, `x.planned_on DESC, x.id DESC`},
	{"reports", "责任区签发的月报", `'issued_report' AS kind, i.id AS id, i.period || '-01' AS date, i.number || ' ' || i.title AS title, '' AS detail, CASE WHEN i.voided_at <> '' THEN '作废' ELSE '已签发' END AS state`,
		`FROM issued_reports i WHERE i.kind = '` + office.SpanMonth + `' AND i.period || '-31' >= ?2 AND i.period || '-01' <= ?3
		AND EXISTS (SELECT 1 FROM zones z JOIN zone_versions zv ON zv.id = z.version_id WHERE z.name = i.zone AND zv.valid_from <= i.period || '-31' AND (zv.valid_to = '' OR zv.valid_to > i.period || '-31')
			AND (z.leader_id = ?1 OR z.deputy_id = ?1 OR z.id IN (SELECT zone_id FROM zone_members WHERE inspector_id = ?1)))`, `i.period DESC, i.id DESC`},
	{"attachments", "附件", attachmentLine, `FROM attachments a WHERE a.owner_kind = 'inspector' AND a.owner_id = ?1 AND a.deleted_at IS NULL`, `a.position, a.id`},
}

// The lines of records that stand in both dossiers.
var (
	findingLine = `'finding' AS kind, f.id AS id, f.found_on AS date, f.number || ' ' || s.name AS title, ` + line("f.content") + ` AS detail,
		f.state || CASE WHEN f.closed_on <> '' THEN '（' || CAST(julianday(f.closed_on) - julianday(f.found_on) AS INTEGER) || '天）'
			WHEN f.state IN ('已销号', '现场整改') THEN '' WHEN f.due_on <> '' AND f.due_on < ?4 THEN '，超期' || CAST(julianday(?4) - julianday(f.due_on) AS INTEGER) || '天' WHEN f.due_on <> '' THEN '，限' || f.due_on ELSE '' END AS state`
	noticeLine     = `'notice' AS kind, n.id AS id, n.date AS date, n.kind || ' ' || COALESCE(NULLIF(n.doc_number, ''), n.number) AS title, CASE WHEN instr(n.title, s.name) > 0 THEN n.title ELSE concat_ws('，', s.name, NULLIF(n.title, '')) END AS detail, n.state AS state`
	practiceLine   = `'practice' AS kind, p.id AS id, p.found_on AS date, p.number || ' ' || p.title AS title, concat_ws('，', s.name, ` + line("p.content") + `) AS detail, p.state AS state`
	complaintLine  = `'complaint' AS kind, c.id AS id, c.received_on AS date, c.number || ' ' || c.kind || '投诉' AS title, concat_ws('，', COALESCE(s.name, NULLIF(c.target, '')), ` + line("c.content") + `) AS detail, c.state AS state, c.name AS caller, c.phone AS contact`
	assessmentLine = `'assessment' AS kind, a.id AS id, a.confirmed_on AS date, a.title || CASE WHEN a.subject = '校长' THEN ' ' || b.name ELSE '' END AS title,
		CASE WHEN b.absent <> '' THEN '不参评：' || b.absent ELSE concat_ws('，', a.span || '年度', '总分 ' || CAST(b.total AS TEXT), '第' || NULLIF(b.rank, 0) || '名', NULLIF(b.reason, '')) END AS detail, b.grade AS state`
	awardLine      = `'award' AS kind, w.id AS id, COALESCE(NULLIF(w.granted_on, ''), w.year || '-12-31') AS date, w.year || '年 ' || w.name AS title, concat_ws('，', NULLIF(w.granted_by, ''), NULLIF(w.doc_number, '')) AS detail, w.level AS state`
	attachmentLine = `'attachment' AS kind, a.id AS id, a.dated_on AS date, a.name AS title, concat_ws('，', NULLIF(a.role, ''), NULLIF(a.caption, '')) AS detail, CASE WHEN a.pages > 0 THEN a.pages || '页' ELSE '' END AS state`
)

// InspectorDossier reads 一人一档 of a school year, of all years when span is empty.
// most bounds the rows of each section, 0 reads all; whole leaves the identity card
// number unmasked. CodeNotFound when there is no such inspector.
func (s *Store) InspectorDossier(id int64, span string, most int, whole bool) (office.Dossier, error) {
	d := office.Dossier{Kind: "inspector", ID: id, Sections: []office.DossierSection{}, Matrix: office.DossierMatrix{Labels: []string{}, Rows: []office.DossierMatterRow{}}}
	p, err := s.Inspector(id)
	if err != nil {
		return d, err
	}
	today, err := s.AsOf()
	if err != nil {
		return d, err
	}
	days, err := dossierDays(span, today)
	if err != nil {
		return d, err
	}
	zone := ""
	if err := s.r.Get(&zone, `SELECT COALESCE(`+zoneOfInspector+`, '') FROM inspectors i WHERE i.id = ?`, today, today, id); err != nil {
		return d, err
	}
	d.Title, d.Span, d.Facts = p.Name, days.key, p.Facts(zone, whole)
	if err := s.dossierTime(&d, onVisit); err != nil {
		return d, err
	}
	if err := s.readDossier(&d, inspectorSources, days, most); err != nil {
		return d, err
	}
	dossierSums(&d, "visits", "lessons", "findings", "open", "notices", "practices", "complaints")
	return d, nil
}
