package store

import (
	"fmt"
	"strconv"
	"strings"

	"dudao/internal/office"
)

// evidenceSource is where the records of a kind are read from as evidence: x is the
// record. A column that the kind does not have is ”.
type evidenceSource struct {
	from, name, day, doc, school string
}

// evidenceSources are the kinds of records that can be evidence.
var evidenceSources = map[string]evidenceSource{
	"visit":           {"visits x JOIN schools s ON s.id = x.school_id", "s.name", "x.date", "x.number", "x.school_id"},
	"lesson":          {"lessons x JOIN schools s ON s.id = x.school_id", "s.name || x.class || x.subject", "x.date", "''", "x.school_id"},
	"inquiry":         {"inquiries x JOIN schools s ON s.id = x.school_id", "s.name || x.kind", "x.date", "''", "x.school_id"},
	"finding":         {"findings x JOIN schools s ON s.id = x.school_id", "s.name || '问题整改'", "x.found_on", "x.number", "x.school_id"},
	"notice":          {"notices x LEFT JOIN schools s ON s.id = x.school_id", "COALESCE(s.name, '')", "x.date", "COALESCE(NULLIF(x.doc_number, ''), x.number)", "x.school_id"},
	"practice":        {"practices x", "x.title", "x.found_on", "x.number", "x.school_id"},
	"complaint":       {"complaints x", "'投诉举报' || x.number", "x.received_on", "x.number", "x.school_id"},
	"meeting":         {"meetings x", "x.title", "x.date", "x.minutes_no", "NULL"},
	"publication":     {"publications x", "x.title", "COALESCE(NULLIF(x.issued_on, ''), x.drafted_on)", "x.doc_number", "x.school_id"},
	"training":        {"trainings x", "x.name", "x.starts_on", "''", "NULL"},
	"tenure":          {"tenures x", "x.name || '督学'", "COALESCE(NULLIF(x.published_on, ''), x.starts_on)", "x.doc_number", "NULL"},
	"plan":            {"plans x", "x.title", "COALESCE(NULLIF(x.issued_on, ''), x.year || '-01-01')", "x.doc_number", "NULL"},
	"assessment":      {"assessments x", "x.title", "x.ends_on", "x.doc_number", "NULL"},
	"inspection":      {"inspections x", "x.title", "COALESCE(NULLIF(x.starts_on, ''), x.planned_on)", "x.number", "NULL"},
	"inspection_unit": {"inspection_units x JOIN inspections p ON p.id = x.inspection_id", "x.name || p.title", "COALESCE(NULLIF(x.visited_on, ''), x.planned_on)", "''", "x.school_id"},
	"school":          {"schools x", "x.name", "''", "''", "x.id"},
	"inspector":       {"inspectors x", "x.name", "''", "''", "NULL"},
	"archive_item":    {"archive_items x", "x.title", "x.dated_on", "x.doc_number", "NULL"},
	"attachment":      {"attachments x", "COALESCE(NULLIF(x.caption, ''), x.name)", "x.dated_on", "''", "NULL"},
}

// offerWhere leaves out the records of which the paper says nothing.
var offerWhere = map[string]string{
	office.FormFeedback: "x.feedback_on <> ''", "handling": "x.reported_on <> ''", "recheck": "x.recheck_on <> ''",
	"tenure_decision": "x.published_on <> ''", "tenure_letters": "x.published_on <> ''", "plan_year": "x.state = '印发'",
	office.FormMinutes: "x.minutes_on <> ''", office.FormMeetingNotice: "x.notice_on <> ''", "handbook": "x.state = '在聘'", "assessment_summary": "x.state = '已定案'",
}

// ownTitle are the papers whose record's name says already what they are.
var ownTitle = map[string]bool{"plan_year": true, office.FormMonthBulletin: true, office.FormPublicNotice: true, office.FormBrief: true, office.FormWeb: true, office.FormColumn: true, "": true}

const evidenceDraft = `SELECT x.id AS source_id, %s AS title, %s AS dated_on, %s AS doc_number FROM %s WHERE x.deleted_at IS NULL`

// EvidenceDraft is the record, or its paper called name, as a piece of evidence;
// nothing is saved.
func (s *Store) EvidenceDraft(form, name, kind string, id int64) (e office.Evidence, err error) {
	src, known := evidenceSources[kind]
	if !known {
		return e, office.Invalid("这类记录不能作佐证材料，请改选督导记录、问题、文书或附件。")
	}
	if err := s.r.Get(&e, fmt.Sprintf(evidenceDraft, src.name, src.day, src.doc, src.from)+" AND x.id = ?", id); err != nil {
		return e, wrap(err, KindNames[kind])
	}
	set, err := s.Settings()
	if err != nil {
		return e, err
	}
	return e, s.dress(&e, form, name, kind, set)
}

// dress completes the evidence made of a record.
func (s *Store) dress(e *office.Evidence, form, name, kind string, set office.Settings) (err error) {
	e.Form, e.SourceKind, e.Author = form, kind, set.OfficeName
	if !ownTitle[form] {
		e.Title += name
	}
	if !e.DatedOn.Valid() && kind != "attachment" && kind != "archive_item" {
		e.DatedOn = s.Today()
	}
	switch kind {
	case "complaint":
		e.Personal = true
	case "archive_item":
		e.OnPaper, e.Author = true, ""
		err = s.r.Get(&e.Author, `SELECT author FROM archive_items WHERE id = ?`, e.SourceID)
	case "attachment":
		e.Author = ""
	case "plan":
		err = s.r.Get(&e.SourceKey, `SELECT year FROM plans WHERE id = ?`, e.SourceID)
	}
	return err
}

// formOf is the paper by which a record is shown, "" where it has none.
func (s *Store) formOf(kind string, id int64) (form string, err error) {
	switch kind {
	case "notice":
		err = s.r.Get(&form, `SELECT kind FROM notices WHERE id = ?`, id)
		return office.NoticeForm(form), err
	case "publication":
		err = s.r.Get(&form, `SELECT kind FROM publications WHERE id = ?`, id)
		return office.PublicationForm(form), err
	}
	return usualForm[kind], nil
}

// usualForm is the paper by which a record of the kind is shown.
var usualForm = map[string]string{"visit": "visit", "lesson": "lesson", "inquiry": "inquiry", "meeting": office.FormMinutes, "training": "training_record",
	"tenure": "tenure_decision", "plan": "plan_year", "assessment": "assessment_summary", "inspection": office.FormInspectionReport}

// Offers are all papers of the form, called name and made from the kind of records,
// that lie inside the span of the evaluation.
func (s *Store) Offers(form, name, kind, per string, f EvaluationFacts) ([]office.Evidence, error) {
	list := []office.Evidence{}
	set, err := s.Settings()
	if err != nil {
		return list, err
	}
	scope, err := s.NeedScope(f)
	if err != nil {
		return list, err
	}
	byKey := func(title, key string, from, last office.Date) {
		list = append(list, office.Evidence{Title: title, Author: set.OfficeName, DatedOn: from, DatedTo: last, Form: form, SourceKey: key})
	}
	switch {
	case kind == "month" && (per != "year" || form != "month" && form != "statistics"), kind == "plan_month":
		for _, m := range scope.Months {
			byKey(set.CountyName+m.Chinese()+name, string(m), m.Of(0).From, m.Of(0).Last())
		}
		return list, nil
	case kind == "month", kind == "ledger", kind == "trainings", kind == "contacts_year":
		for _, y := range scope.Years {
			byKey(fmt.Sprintf("%s%d年%s", set.CountyName, y, name), strconv.Itoa(y), office.NewDate(y, 1, 1), office.NewDate(y, 12, 31))
		}
		return list, nil
	case kind == "zone":
		day := min(s.Today(), f.Evaluation.To().AddDays(-1))
		byKey(name, string(day), day, "")
		return list, nil
	}
	src, known := evidenceSources[kind]
	if !known {
		return list, nil
	}
	sql, args := s.offerQuery(form, kind, src, f, scope)
	if err := s.r.Select(&list, sql, args...); err != nil {
		return list, err
	}
	for i := range list {
		if err := s.dress(&list[i], form, name, kind, set); err != nil {
			return list, err
		}
	}
	return list, nil
}

// offerQuery selects the records of a kind that an evaluation asks for.
func (s *Store) offerQuery(form, kind string, src evidenceSource, f EvaluationFacts, scope office.NeedScope) (string, []any) {
	sql, args := fmt.Sprintf(evidenceDraft, src.name, src.day, src.doc, src.from), []any{}
	if src.day != "''" {
		sql += " AND " + src.day + " >= ? AND " + src.day + " < ?"
		args = append(args, f.Evaluation.From(), f.Evaluation.To())
	}
	if where := offerWhere[form]; where != "" {
		sql += " AND " + where
	}
	if kind == "visit" {
		sql += " AND x.state <> '取消'"
	}
	for _, k := range office.NoticeKinds {
		if kind == "notice" && office.NoticeForm(k.Kind) == form {
			sql += " AND x.kind = ? AND x.doc_number <> ''"
			args = append(args, k.Kind)
		}
	}
	for _, k := range office.PublicationKinds {
		if kind == "publication" && office.PublicationForm(k) == form {
			sql += " AND x.kind = ?"
			args = append(args, k)
		}
	}
	if f.Standard.Subject != office.SubjectCounty && src.school != "NULL" {
		ids := make([]int64, len(scope.Schools))
		for i, x := range scope.Schools {
			ids[i] = x.ID
		}
		marks, of := in(ids)
		sql += " AND " + src.school + " IN " + marks
		args = append(args, of...)
	}
	return sql + " ORDER BY dated_on, x.id", args
}

// Material is what can be put to a point: a piece of evidence (ID), or a record that
// would become one.
type Material struct {
	Evidence office.Evidence `json:"evidence"`
	Kind     string          `json:"kind"`  // of the record, evidence among them
	Place    string          `json:"place"` // 档号 or where it lies
	Linked   bool            `json:"linked"`
}

// FindMaterial finds evidence, archive items, files and records by the clerk's words;
// those inside the span of the evaluation come first. names gives the title of a
// form.
func (s *Store) FindMaterial(text string, p EvidencePoint, names map[string]string, limit int) ([]Material, error) {
	out := []Material{}
	e, err := get[office.Evaluation](s.r, "evaluations", p.EvaluationID)
	if err != nil {
		return out, wrap(err, "迎检评估")
	}
	linked := []int64{}
	if err := s.r.Select(&linked, `SELECT evidence_id FROM evidence_links WHERE evaluation_id = ? AND indicator_id = ?`, p.EvaluationID, p.IndicatorID); err != nil {
		return out, err
	}
	served := map[int64]bool{}
	for _, id := range linked {
		served[id] = true
	}
	if strings.TrimSpace(text) == "" {
		return s.recentEvidence(e, served, limit)
	}
	found, err := s.Search(text, limit*2)
	if err != nil {
		return out, err
	}
	known := map[string]bool{}
	outside := []Material{}
	for _, h := range found.Hits {
		m, ok, err := s.material(h, names)
		if err != nil {
			return out, err
		}
		key := fmt.Sprint(m.Evidence.SourceKind, m.Evidence.SourceID, m.Evidence.Form, m.Evidence.SourceKey, m.Evidence.Title)
		if !ok || known[key] {
			continue
		}
		known[key] = true
		m.Linked = served[m.Evidence.ID]
		if m.Evidence.Within(e.From(), e.To()) {
			out = append(out, m)
		} else {
			outside = append(outside, m)
		}
	}
	out = append(out, outside...)
	return out[:min(limit, len(out))], nil
}

// recentEvidence is what is offered before anything is typed: evidence of the span
// that serves nothing yet, then the newest.
func (s *Store) recentEvidence(e office.Evaluation, served map[int64]bool, limit int) ([]Material, error) {
	rows, err := find[office.Evidence](s.r, "evidence", `WHERE deleted_at IS NULL AND dated_on >= ? AND dated_on < ? ORDER BY EXISTS (SELECT 1 FROM evidence_links l WHERE l.evidence_id = evidence.id), dated_on DESC, id DESC LIMIT ?`, e.From(), e.To(), limit)
	out := []Material{}
	for _, x := range rows {
		out = append(out, Material{Evidence: x, Kind: "evidence", Place: x.Place, Linked: served[x.ID]})
	}
	return out, err
}

// material is a hit as evidence; ok is false of kinds that are none.
func (s *Store) material(h Hit, names map[string]string) (m Material, ok bool, err error) {
	m.Kind = h.Kind
	if h.Kind == "evidence" {
		m.Evidence, err = s.Evidence(h.ID)
		m.Place = m.Evidence.Place
		return m, err == nil, err
	}
	if _, known := evidenceSources[h.Kind]; !known || h.Kind == "school" || h.Kind == "inspector" {
		return m, false, nil
	}
	form, err := s.formOf(h.Kind, h.ID)
	if err != nil {
		return m, false, err
	}
	if m.Evidence, err = s.EvidenceDraft(form, names[form], h.Kind, h.ID); err != nil {
		return m, false, err
	}
	if m.Evidence.ID, err = s.EvidenceFor(m.Evidence); err != nil {
		return m, false, err
	}
	if h.Kind == "archive_item" {
		err = s.r.Get(&m.Place, `SELECT code FROM archive_items WHERE id = ?`, h.ID)
	}
	return m, true, err
}

// IsEvidenceKind tells whether records of the kind can be evidence.
func IsEvidenceKind(kind string) bool {
	_, is := evidenceSources[kind]
	return is
}
