package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"dudao/internal/office"
)

// ScoreInput is one score as it was typed: of a part or of an item of a subject.
type ScoreInput struct {
	AssessmentID int64  `json:"assessmentId"`
	SubjectID    int64  `json:"subjectId"`
	PartID       int64  `json:"partId"`
	ItemID       int64  `json:"itemId"`
	Text         string `json:"text"`
	Remark       string `json:"remark"`
}

// SaveScores writes scores that were typed, all or none.
func (s *Store) SaveScores(in []ScoreInput) error {
	if len(in) == 0 {
		return nil
	}
	label := "考核打分 " + s.Title("assessment_subject", in[0].SubjectID)
	if len(in) > 1 {
		label = fmt.Sprintf("考核打分 %d 处", len(in))
	}
	return s.write(Change{Action: "assessment.score", Label: label}, func(t *tx) error {
		schemes := map[int64]office.AssessScheme{}
		for _, x := range in {
			if _, have := schemes[x.AssessmentID]; !have {
				if err := t.openAssessment(x.AssessmentID); err != nil {
					return err
				}
				a, err := get[office.Assessment](t, "assessments", x.AssessmentID)
				if err != nil {
					return wrap(err, "考核")
				}
				if schemes[x.AssessmentID], err = schemeOf(t, a.SchemeID); err != nil {
					return err
				}
			}
			if err := t.saveScore(schemes[x.AssessmentID], x); err != nil {
				return err
			}
		}
		return nil
	})
}

// saveScore writes one typed score. What is typed over a value from the records
// needs a reason, as do 加分, 扣分 and marks; an empty text gives the value of the
// records back.
func (t *tx) saveScore(scheme office.AssessScheme, in ScoreInput) error {
	typed, err := scheme.ParseScore(in.PartID, in.ItemID, in.Text)
	if err != nil {
		return err
	}
	item, isItem := scheme.Item(in.ItemID)
	typed.Remark = strings.TrimSpace(in.Remark)
	if len([]rune(typed.Remark)) > 500 {
		return office.Invalid("说明最多 500 字，请删减。")
	}
	why := isItem && (item.Computed() || item.Kind != office.ItemScored)
	if why && typed.Scored && (typed.Score > 0 || item.Mark() || item.Computed()) && typed.Remark == "" {
		return &office.Error{Code: office.CodeInvalid, Message: fmt.Sprintf("“%s”请写明理由或依据。", item.Name), Fields: map[string]string{"remark": "请写明理由或依据"}}
	}
	var found int
	if err := t.Get(&found, `SELECT count(*) FROM assessment_subjects WHERE id = ? AND assessment_id = ?`, in.SubjectID, in.AssessmentID); err != nil {
		return err
	}
	if found == 0 {
		return office.Errorf(office.CodeNotFound, "这次考核里没有这个对象，请刷新后重试。")
	}
	rows, err := find[office.AssessScore](t, "assessment_scores", "WHERE subject_id = ? AND COALESCE(part_id, 0) = ? AND COALESCE(item_id, 0) = ?", in.SubjectID, in.PartID, in.ItemID)
	if err != nil {
		return err
	}
	score := office.AssessScore{AssessmentID: in.AssessmentID, SubjectID: in.SubjectID, PartID: in.PartID, ItemID: in.ItemID}
	if len(rows) > 0 {
		score = rows[0]
	}
	score.Scored, score.Off, score.Typed, score.Score, score.Grade, score.Remark = typed.Scored, typed.Off, typed.Typed, typed.Score, typed.Grade, typed.Remark
	if !typed.Typed && score.Behind != "" {
		m := office.Measured{}
		if err := json.Unmarshal([]byte(score.Behind), &m); err != nil {
			return err
		}
		score.SetMeasured(item, m)
	}
	return t.putScore(score)
}

// SetAbsent says why a subject is not assessed (不参评); "" takes it back.
func (s *Store) SetAbsent(subject int64, reason string) error {
	return s.write(Change{Action: "assessment.absent", Label: "考核不参评 " + s.Title("assessment_subject", subject)}, func(t *tx) error {
		x, err := get[office.AssessSubject](t, "assessment_subjects", subject)
		if err != nil {
			return wrap(err, "考核对象")
		}
		if err := t.openAssessment(x.AssessmentID); err != nil {
			return err
		}
		if x.Absent = strings.TrimSpace(reason); len([]rune(x.Absent)) > 100 {
			return office.Invalid("不参评的原因最多 100 字，请删减。")
		}
		return wrap(update(t, "assessment_subjects", x), "考核对象")
	})
}

// ConfirmAssessment makes the results stand (定案): what comes later does not
// change them. Every score must have been given.
func (s *Store) ConfirmAssessment(id int64, day office.Date) error {
	set, err := s.Settings()
	if err != nil {
		return err
	}
	return s.write(Change{Action: "assessment.confirm", Label: "考核定案 " + s.Title("assessment", id)}, func(t *tx) error {
		if err := t.openAssessment(id); err != nil {
			return err
		}
		return t.confirm(id, day, set)
	})
}

func (t *tx) confirm(id int64, day office.Date, set office.Settings) error {
	b, err := bookOf(t, id, set)
	if err != nil {
		return err
	}
	if err := b.Complete(); err != nil {
		return err
	}
	sealed := make([]office.SealedResult, len(b.Subjects))
	for i, r := range b.Results {
		x := b.Subjects[i]
		x.Total, x.Rank, x.Grade, x.Reason = r.Total, r.Rank, r.Grade, r.Reason
		sealed[i] = office.SealedResult{Name: x.Name, Total: r.Total, Rank: r.Rank, Grade: r.Grade}
		if err := update(t, "assessment_subjects", x); err != nil {
			return wrap(err, "考核对象")
		}
	}
	text, err := json.Marshal(sealed)
	if err != nil {
		return err
	}
	if _, err := insert(t, "assessment_seals", office.AssessSeal{AssessmentID: id, ConfirmedOn: day, ResultsJSON: string(text)}); err != nil {
		return wrap(err, "定案")
	}
	b.Assessment.State, b.Assessment.ConfirmedOn, b.Assessment.UpdatedAt = office.AssessConfirmed, day, t.s.moment()
	return wrap(update(t, "assessments", b.Assessment), "考核")
}

// ReopenAssessment takes a 定案 back, with the reason; its results stay on record.
func (s *Store) ReopenAssessment(id int64, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return &office.Error{Code: office.CodeInvalid, Message: "请写明撤回定案的原因。", Fields: map[string]string{"reason": "请写明原因"}}
	}
	return s.write(Change{Action: "assessment.reopen", Label: "撤回定案 " + s.Title("assessment", id)}, func(t *tx) error {
		a, err := get[office.Assessment](t, "assessments", id)
		if err != nil {
			return wrap(err, "考核")
		}
		if !a.Confirmed() {
			return office.Errorf(office.CodeConflict, "“%s”还没有定案，可以直接修改。", a.Title)
		}
		if _, err := t.Exec(`UPDATE assessment_seals SET reopened_on = ?, reason = ? WHERE assessment_id = ? AND reopened_on = ''`, s.Today(), reason, id); err != nil {
			return wrap(err, "定案")
		}
		a.State, a.ConfirmedOn, a.UpdatedAt = office.AssessOpen, "", s.moment()
		return wrap(update(t, "assessments", a), "考核")
	})
}

// SaveAssessment changes the title, the 文号 and the note.
func (s *Store) SaveAssessment(in office.Assessment) error {
	in.Title = strings.TrimSpace(in.Title)
	var f office.Faults
	f.Require("title", "名称", in.Title)
	f.MaxRunes("title", "名称", in.Title, 60)
	f.MaxRunes("docNumber", "文号", in.DocNumber, 60)
	f.MaxRunes("note", "备注", in.Note, 1000)
	if err := f.Err(); err != nil {
		return err
	}
	return s.write(Change{Action: "assessment.save", Label: "修改考核 " + in.Title}, func(t *tx) error {
		a, err := get[office.Assessment](t, "assessments", in.ID)
		if err != nil {
			return wrap(err, "考核")
		}
		a.Title, a.DocNumber, a.Note, a.UpdatedAt = in.Title, strings.TrimSpace(in.DocNumber), strings.TrimSpace(in.Note), s.moment()
		return wrap(update(t, "assessments", a), "考核")
	})
}

// SubjectResult is what an assessment came to for one subject.
type SubjectResult struct {
	AssessmentID int64   `db:"assessment_id" json:"assessmentId"`
	SubjectID    int64   `db:"subject_id" json:"subjectId"`
	Subject      string  `db:"subject" json:"subject"`
	Span         string  `db:"span" json:"span"`
	Title        string  `db:"title" json:"title"`
	State        string  `db:"state" json:"state"`
	Name         string  `db:"name" json:"name"`
	Total        float64 `db:"total" json:"total"`
	Rank         int     `db:"rank" json:"rank"`
	Of           int     `db:"of" json:"of"` // how many were assessed
	Grade        string  `db:"grade" json:"grade"`
	Reason       string  `db:"reason" json:"reason"`
	Absent       string  `db:"absent" json:"absent"`
}

// AssessmentsOf returns what the confirmed assessments came to for a subject, the
// newest first. kind is inspector, school (with those of its principals) or zone;
// of a zone all its versions of the name count.
func (s *Store) AssessmentsOf(kind string, id int64) ([]SubjectResult, error) {
	where := map[string]string{"inspector": "b.inspector_id = ?", "school": "b.school_id = ?",
		"zone": "a.subject = '责任区' AND b.zone = (SELECT name FROM zones WHERE id = ?)"}[kind]
	rows := []SubjectResult{}
	if where == "" {
		return rows, nil
	}
	err := s.r.Select(&rows, `SELECT a.id AS assessment_id, b.id AS subject_id, a.subject, a.span, a.title, a.state, b.name, b.total, b.rank, b.grade, b.reason, b.absent,
		(SELECT count(*) FROM assessment_subjects x WHERE x.assessment_id = a.id AND x.absent = '') AS "of"
		FROM assessment_subjects b JOIN assessments a ON a.id = b.assessment_id WHERE a.deleted_at IS NULL AND a.state = '已定案' AND `+where+` ORDER BY a.ends_on DESC, a.id DESC`, id)
	return rows, err
}

// FormerResults returns the results of the last confirmed assessment of the same
// kind before the span: by the id of the inspector or school, or the zone's name.
func (s *Store) FormerResults(a office.Assessment) (map[string]SubjectResult, string, error) {
	out := map[string]SubjectResult{}
	rows := []struct {
		SubjectResult
		Inspector int64  `db:"inspector_id"`
		School    int64  `db:"school_id"`
		Zone      string `db:"zone"`
	}{}
	err := s.r.Select(&rows, `SELECT a.id AS assessment_id, b.id AS subject_id, a.subject, a.span, a.title, a.state, b.name, b.total, b.rank, b.grade, b.reason, b.absent, 0 AS "of",
		COALESCE(b.inspector_id, 0) AS inspector_id, COALESCE(b.school_id, 0) AS school_id, b.zone
		FROM assessment_subjects b JOIN assessments a ON a.id = b.assessment_id
		WHERE a.id = (SELECT id FROM assessments f WHERE f.subject = ? AND f.span = ? AND f.state = '已定案' AND f.deleted_at IS NULL LIMIT 1)`, a.Subject, office.AssessBefore(a.Span))
	title := ""
	for _, r := range rows {
		title = r.Title
		out[who(a.Subject, r.Inspector, r.School, r.Zone, r.Name)] = r.SubjectResult
	}
	return out, title, err
}

// SubjectKey knows a subject again in another year's assessment.
func SubjectKey(subject string, x office.AssessSubject) string {
	return who(subject, x.InspectorID, x.SchoolID, x.Zone, x.Name)
}

func who(subject string, inspector, school int64, zone, name string) string {
	switch subject {
	case office.AssessInspector:
		return fmt.Sprint("i", inspector)
	case office.AssessZone:
		return "z" + zone
	case office.AssessPrincipal: // another principal is another subject
		return fmt.Sprint("p", school, name)
	}
	return fmt.Sprint("s", school)
}
