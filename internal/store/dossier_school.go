package store

import "dudao/internal/office"

// schoolSources are the sections of 一校一档, see inspectorSources.
var schoolSources = []dossierSource{
	{"zones", "责任区", `'zone' AS kind, z.id AS id, zv.valid_from AS date, z.name AS title, '划分 ' || zv.number AS detail, CASE WHEN zv.valid_to <> '' AND zv.valid_to <= ?4 THEN '至' || zv.valid_to ELSE '现在' END AS state`,
		`FROM zone_schools x JOIN zones z ON z.id = x.zone_id JOIN zone_versions zv ON zv.id = x.version_id WHERE x.school_id = ?1`, `zv.valid_from DESC`},
	{"assignments", "责任督学和挂牌", `'inspector' AS kind, a.inspector_id AS id, a.starts_on AS date, i.name AS title,
		concat_ws('，', CASE a.role WHEN '主' THEN '主责' ELSE '协助' END, '公示牌 ' || NULLIF(a.plate_no, ''), NULLIF(a.plate_on, '') || ' 挂牌') AS detail,
		CASE WHEN a.ends_on <> '' AND a.ends_on <= ?4 THEN '至' || a.ends_on ELSE '现任' END AS state`,
		`FROM assignments a JOIN inspectors i ON i.id = a.inspector_id WHERE a.school_id = ?1 AND a.deleted_at IS NULL`, `a.ends_on <> '', a.role = '协', a.starts_on DESC, a.id`},
	{"teams", "协作组", `'team' AS kind, t.id AS id, t.starts_on AS date, t.name AS title, '' AS detail, CASE WHEN t.ends_on <> '' AND t.ends_on <= ?4 THEN '至' || t.ends_on ELSE '在组' END AS state`,
		`FROM teams t WHERE t.deleted_at IS NULL AND (t.id IN (SELECT team_id FROM team_schools WHERE school_id = ?1) OR EXISTS (SELECT 1 FROM team_zones tz JOIN zones z ON z.name = tz.zone
			JOIN zone_schools x ON x.zone_id = z.id JOIN zone_versions zv ON zv.id = x.version_id WHERE tz.team_id = t.id AND x.school_id = ?1
			AND (t.ends_on = '' OR zv.valid_from < t.ends_on) AND (zv.valid_to = '' OR zv.valid_to > t.starts_on)))`, `t.starts_on DESC, t.id DESC`},
	{"visits", "督导记录", `'visit' AS kind, v.id AS id, v.date AS date, v.number || ' ' || i.name AS title, concat_ws('，', v.session, v.kind, NULLIF(` + line("v.problems") + `, '')) AS detail, v.state AS state`,
		`FROM visits v JOIN inspectors i ON i.id = v.inspector_id WHERE v.school_id = ?1 AND v.deleted_at IS NULL AND v.date BETWEEN ?2 AND ?3`, `v.date DESC, v.id DESC`},
	{"open", "未销号的问题", findingLine, `FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.school_id = ?1 AND ` + unsettled, `f.due_on = '', f.due_on, f.id`},
	{"closed", "已整改的问题", findingLine, `FROM findings f JOIN schools s ON s.id = f.school_id WHERE f.school_id = ?1 AND f.deleted_at IS NULL AND f.state IN ('已销号', '现场整改') AND f.found_on BETWEEN ?2 AND ?3`, `f.found_on DESC, f.id DESC`},
	{"repeats", "重复出现的事项", `'finding' AS kind, x.id AS id, x.date AS date, x.name AS title, x.n || '条：' || x.days AS detail, x.open || '条未销号' AS state`,
		`FROM (SELECT max(f.id) AS id, max(f.found_on) AS date, m.name, count(*) AS n, group_concat(CAST(substr(f.found_on, 1, 4) || '年' || CAST(substr(f.found_on, 6, 2) AS INTEGER) || '月' || CAST(substr(f.found_on, 9) AS INTEGER) || '日' AS TEXT), '、' ORDER BY f.found_on DESC) AS days, sum(f.state NOT IN ('已销号', '现场整改')) AS open
			FROM findings f JOIN matters m ON m.id = f.matter_id WHERE f.school_id = ?1 AND f.deleted_at IS NULL AND f.found_on BETWEEN ?2 AND ?3
			GROUP BY m.id HAVING count(DISTINCT f.found_on) > 1) x WHERE 1`, `x.date DESC, x.id`},
	{"notices", "整改文书", noticeLine, `FROM notices n LEFT JOIN schools s ON s.id = n.school_id WHERE n.school_id = ?1 AND n.deleted_at IS NULL AND n.date BETWEEN ?2 AND ?3`, `n.date DESC, n.id DESC`},
	{"complaints", "投诉举报", complaintLine, `FROM complaints c LEFT JOIN schools s ON s.id = c.school_id WHERE c.school_id = ?1 AND c.deleted_at IS NULL AND c.received_on BETWEEN ?2 AND ?3`, `c.received_on DESC, c.id DESC`},
	{"practices", "典型经验", practiceLine, `FROM practices p JOIN schools s ON s.id = p.school_id WHERE p.school_id = ?1 AND p.deleted_at IS NULL AND p.found_on BETWEEN ?2 AND ?3`, `p.found_on DESC, p.id DESC`},
	{"inspections", "专项督导、综合督导", `'inspection' AS kind, x.id AS id, COALESCE(NULLIF(u.visited_on, ''), x.planned_on) AS date, x.number || ' ' || x.title AS title,
		concat_ws('，', '得分 ' || CAST(u.score AS TEXT), NULLIF(u.grade, ''),
			CASE WHEN u.score IS NOT NULL THEN '第' || (SELECT 1 + count(*) FROM inspection_units o WHERE o.inspection_id = u.inspection_id AND o.score > u.score AND o.deleted_at IS NULL) || '名' END, NULLIF(` + line("u.problems") + `, '')) AS detail, COALESCE(NULLIF(u.verdict, ''), x.state) AS state`,
		`FROM inspection_units u JOIN inspections x ON x.id = u.inspection_id WHERE u.school_id = ?1 AND u.deleted_at IS NULL AND x.deleted_at IS NULL AND x.planned_on BETWEEN ?2 AND ?3`, `x.planned_on DESC, x.id DESC`},
	{"assessments", "学校、校长考核", assessmentLine, `FROM assessment_subjects b JOIN assessments a ON a.id = b.assessment_id WHERE b.school_id = ?1 AND a.state = '已定案' AND a.deleted_at IS NULL`, `a.ends_on DESC, a.id DESC`},
	{"awards", "表彰", awardLine, `FROM awards w WHERE w.school_id = ?1 AND w.deleted_at IS NULL`, `w.year DESC, w.id DESC`},
	{"plans", "月计划", `'plan_line' AS kind, l.id AS id, ` + lineDate + ` AS date, l.number || ' ' || i.name AS title, concat_ws('，', l.month, NULLIF(l.session, ''), NULLIF(` + line("l.tasks") + `, ''), NULLIF(l.reason, '')) AS detail, ` + lineStatus + ` AS state`,
		`FROM plan_lines l JOIN inspectors i ON i.id = l.inspector_id WHERE l.school_id = ?1 AND l.deleted_at IS NULL AND ` + lineDate + ` BETWEEN ?2 AND ?3`, lineDate + ` DESC, l.id DESC`},
	{"staff", "督导室下校", `'staff_day' AS kind, d.id AS id, d.date AS date, p.name AS title, concat_ws('，', '随同 ' || i.name, NULLIF(` + line("d.content") + `, '')) AS detail, '' AS state`,
		`FROM staff_days d JOIN staff p ON p.id = d.staff_id LEFT JOIN inspectors i ON i.id = d.inspector_id WHERE d.school_id = ?1 AND d.deleted_at IS NULL AND d.date BETWEEN ?2 AND ?3`, `d.date DESC, d.id DESC`},
	{"leaders", "领导联系", `'leader' AS kind, l.id AS id, x.date AS date, l.name AS title, concat_ws('，', NULLIF(l.post, ''), NULLIF(` + line("x.note") + `, '')) AS detail, '' AS state`,
		`FROM leaders l JOIN leader_visits x ON x.leader_id = l.id WHERE l.school_id = ?1 AND l.deleted_at IS NULL AND x.date BETWEEN ?2 AND ?3`, `x.date DESC, x.id DESC`},
	{"publications", "公示通报", `'publication' AS kind, p.id AS id, ` + publicDate + ` AS date, p.number || ' ' || p.title AS title, concat_ws('，', p.kind, NULLIF(p.doc_number, ''), NULLIF(p.channel, '')) AS detail, p.state AS state`,
		`FROM publications p WHERE p.school_id = ?1 AND p.deleted_at IS NULL AND ` + publicDate + ` BETWEEN ?2 AND ?3`, publicDate + ` DESC, p.id DESC`},
	{"lessons", "听课记录", `'lesson' AS kind, l.id AS id, l.date AS date, l.class || l.subject || ' ' || l.teacher AS title, concat_ws('，', i.name, NULLIF(l.topic, '')) AS detail, CASE l.rating WHEN 1 THEN '差' WHEN 2 THEN '较差' WHEN 3 THEN '一般' WHEN 4 THEN '较好' WHEN 5 THEN '好' ELSE '' END AS state`,
		`FROM lessons l JOIN inspectors i ON i.id = l.inspector_id WHERE l.school_id = ?1 AND l.deleted_at IS NULL AND l.date BETWEEN ?2 AND ?3`, `l.date DESC, l.id DESC`},
	{"inquiries", "座谈、走访、问卷", `'visit' AS kind, COALESCE(q.visit_id, 0) AS id, q.date AS date, q.kind || '（' || q.audience || '）' AS title, concat_ws('，', CASE WHEN q.people > 0 THEN q.people || '人' END, NULLIF(` + line("q.result") + `, '')) AS detail, '' AS state`,
		`FROM inquiries q WHERE q.school_id = ?1 AND q.deleted_at IS NULL AND q.date BETWEEN ?2 AND ?3`, `q.date DESC, q.id DESC`},
	{"archive", "归档文件", `'archive_item' AS kind, a.id AS id, a.dated_on AS date, a.title AS title, concat_ws('，', NULLIF(a.doc_number, ''), NULLIF(a.code, '')) AS detail, CASE WHEN a.pages > 0 THEN a.pages || '页' ELSE '' END AS state`,
		`FROM archive_items a WHERE a.deleted_at IS NULL AND a.dated_on BETWEEN ?2 AND ?3 AND (a.source_kind = 'visit' AND a.source_id IN (SELECT id FROM visits WHERE school_id = ?1)
		OR a.source_kind = 'finding' AND a.source_id IN (SELECT id FROM findings WHERE school_id = ?1) OR a.source_kind = 'notice' AND a.source_id IN (SELECT id FROM notices WHERE school_id = ?1)
		OR a.source_kind = 'complaint' AND a.source_id IN (SELECT id FROM complaints WHERE school_id = ?1) OR a.source_kind = 'publication' AND a.source_id IN (SELECT id FROM publications WHERE school_id = ?1)
		OR a.source_kind = 'inspection_unit' AND a.source_id IN (SELECT id FROM inspection_units WHERE school_id = ?1))`, `a.dated_on DESC, a.id DESC`},
	{"attachments", "附件", attachmentLine, `FROM attachments a WHERE a.deleted_at IS NULL AND (a.owner_kind = 'school' AND a.owner_id = ?1
		OR a.owner_kind = 'visit' AND a.owner_id IN (SELECT v.id FROM visits v WHERE v.school_id = ?1 AND v.deleted_at IS NULL AND v.date BETWEEN ?2 AND ?3)
		OR a.owner_kind = 'finding' AND a.owner_id IN (SELECT f.id FROM findings f WHERE f.school_id = ?1 AND f.deleted_at IS NULL AND f.found_on BETWEEN ?2 AND ?3))`, `a.dated_on DESC, a.id DESC`},
}

// publicDate is when publication p came out.
const publicDate = `COALESCE(NULLIF(p.published_on, ''), NULLIF(p.issued_on, ''), p.drafted_on)`

// SchoolDossier reads 一校一档, see InspectorDossier.
func (s *Store) SchoolDossier(id int64, span string, most int) (office.Dossier, error) {
	d := office.Dossier{Kind: "school", ID: id, Sections: []office.DossierSection{}}
	sc, err := s.School(id)
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
	zone, err := s.ZoneOfSchool(id, today)
	if err != nil {
		return d, err
	}
	answering, err := s.ResponsibleOn(id, today)
	if err != nil {
		return d, err
	}
	names := []string{}
	for _, a := range answering {
		names = append(names, a.Inspector)
	}
	d.Title, d.Span, d.Facts = sc.Name, days.key, sc.Facts(zone, names)
	if err := s.dossierTime(&d, "v.school_id = ?1"); err != nil {
		return d, err
	}
	if err := s.dossierMatters(&d, sc, days, today); err != nil {
		return d, err
	}
	if err := s.readDossier(&d, schoolSources, days, most); err != nil {
		return d, err
	}
	dossierSums(&d, "visits", "open", "closed", "notices", "complaints", "practices", "lessons")
	return d, nil
}

// dossierMatters counts which matter was inspected when.
func (s *Store) dossierMatters(d *office.Dossier, sc office.School, days dossierSpan, today office.Date) error {
	all, err := s.Matters()
	if err != nil {
		return err
	}
	rows := []struct {
		Month  office.Month `db:"month"`
		Matter int64        `db:"matter_id"`
		N      int          `db:"n"`
	}{}
	if err := s.r.Select(&rows, `SELECT substr(v.date, 1, 7) AS month, m.matter_id, count(*) AS n FROM visits v JOIN visit_matters m ON m.visit_id = v.id
		WHERE v.school_id = ? AND v.date BETWEEN ? AND ? AND `+counted+` GROUP BY 1, 2`, sc.ID, days.from, days.to); err != nil {
		return err
	}
	labels, at := office.DossierColumns(d.Span, d.Spans)
	counts := map[int64][]int{}
	for _, r := range rows {
		if counts[r.Matter] == nil {
			counts[r.Matter] = make([]int, len(labels))
		}
		if i := at(r.Month); i >= 0 {
			counts[r.Matter][i] += r.N
		}
	}
	d.Matrix = office.DossierMatrix{Labels: labels, Rows: []office.DossierMatterRow{}}
	now := map[int64]bool{}
	for _, m := range office.MattersFor(all, sc.Kindergarten(), today) {
		now[m.ID] = true
	}
	for _, m := range all {
		if !now[m.ID] && counts[m.ID] == nil {
			continue
		}
		if counts[m.ID] == nil {
			counts[m.ID] = make([]int, len(labels))
		}
		d.Matrix.Rows = append(d.Matrix.Rows, office.DossierMatterRow{Matter: m.Short, Counts: counts[m.ID]})
	}
	return nil
}
