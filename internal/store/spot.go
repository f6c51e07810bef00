package store

import (
	"encoding/json"
	"slices"
	"strconv"

	"dudao/internal/office"
)

// SpotRow is one draw in the list of an evaluation's.
type SpotRow struct {
	office.SpotCheck
	office.SpotSum
	Rate float64 `json:"rate"`
}

// SpotLine is a thing drawn with its names.
type SpotLine struct {
	office.SpotItem
	Code   string `db:"code" json:"code"`
	Point  string `db:"point" json:"point"`
	Live   string `db:"live" json:"-"`
	School string `db:"school" json:"school"`
}

// SpotFacts is a draw with all that is known of it.
type SpotFacts struct {
	Check office.SpotCheck
	Lines []SpotLine
	Fair  bool // drawing again from its seed gives the same
}

// SpotPool is what a draw of the evaluation is made from.
func (s *Store) SpotPool(evaluationID int64) (office.SpotPool, error) {
	p := office.SpotPool{Schools: []int64{}, Points: []int64{}, Schoolwise: []int64{}}
	f, err := s.Evaluation(evaluationID)
	if err != nil {
		return p, err
	}
	apart := map[int64]bool{}
	for _, x := range f.Items {
		apart[x.IndicatorID] = x.NotApplicable
	}
	for _, x := range f.Standard.Points() {
		if apart[x.ID] {
			continue
		}
		p.Points = append(p.Points, x.ID)
		if x.Schoolwise() {
			p.Schoolwise = append(p.Schoolwise, x.ID)
		}
	}
	r, err := s.liveRun(evaluationID, 0)
	if err != nil {
		return p, err
	}
	for _, x := range r.open() {
		p.Schools = append(p.Schools, x.ID)
	}
	slices.Sort(p.Schools)
	return p, nil
}

// DrawSpotCheck draws by the check's seed and keeps the draw with what it was made
// from.
func (s *Store) DrawSpotCheck(c office.SpotCheck) (office.SpotCheck, error) {
	c.Normalize()
	pool, err := s.SpotPool(c.EvaluationID)
	if err != nil {
		return c, err
	}
	if err := c.Validate(pool); err != nil {
		return c, err
	}
	b, err := json.Marshal(pool)
	if err != nil {
		return c, err
	}
	c.ID, c.Pool, c.StartedAt, c.EndedAt = 0, string(b), "", ""
	if c.DrawnOn, err = s.AsOf(); err != nil {
		return c, err
	}
	err = s.write(Change{Action: "spot.draw", Label: "模拟抽查 " + s.Title("evaluation", c.EvaluationID)}, func(t *tx) error {
		c.UpdatedAt = t.s.moment()
		if c.ID, err = insert(t, "spot_checks", c); err != nil {
			return wrap(err, "模拟抽查")
		}
		for _, x := range office.DrawSpots(pool, c.Schools, c.Points, c.Seed) {
			x.SpotCheckID = c.ID
			if _, err := insert(t, "spot_items", x); err != nil {
				return wrap(err, "抽查项")
			}
		}
		return nil
	})
	return c, err
}

// SpotChecks lists the draws of an evaluation, of all for 0, newest first.
func (s *Store) SpotChecks(evaluationID int64) ([]SpotRow, error) {
	list, err := find[office.SpotCheck](s.r, "spot_checks", "WHERE deleted_at IS NULL AND ? IN (0, evaluation_id) ORDER BY id DESC", evaluationID)
	out := []SpotRow{}
	for _, c := range list {
		items, err := find[office.SpotItem](s.r, "spot_items", "WHERE spot_check_id = ? ORDER BY position", c.ID)
		if err != nil {
			return nil, err
		}
		sum := office.SumSpots(items, c.Minutes)
		out = append(out, SpotRow{c, sum, sum.Rate()})
	}
	return out, err
}

// SpotCheck returns one draw. CodeNotFound when there is none.
func (s *Store) SpotCheck(id int64) (f SpotFacts, err error) {
	f.Lines = []SpotLine{}
	if f.Check, err = get[office.SpotCheck](s.r, "spot_checks", id); err != nil {
		return f, wrap(err, "模拟抽查")
	}
	if err = s.r.Select(&f.Lines, `SELECT x.id, x.spot_check_id, x.position, x.indicator_id, COALESCE(x.school_id, 0) AS school_id, x.result, x.seconds, x.place, x.note,
		i.code, i.name AS point, i.live, COALESCE(c.name, '') AS school FROM spot_items x JOIN indicators i ON i.id = x.indicator_id LEFT JOIN schools c ON c.id = x.school_id
		WHERE x.spot_check_id = ? ORDER BY x.position`, id); err != nil {
		return f, err
	}
	pool := office.SpotPool{}
	if err = json.Unmarshal([]byte(f.Check.Pool), &pool); err != nil {
		return f, err
	}
	again := office.DrawSpots(pool, f.Check.Schools, f.Check.Points, f.Check.Seed)
	f.Fair = slices.EqualFunc(again, f.Lines, func(a office.SpotItem, b SpotLine) bool {
		return a.Position == b.Position && a.IndicatorID == b.IndicatorID && a.SchoolID == b.SchoolID
	})
	return f, nil
}

// StartSpotCheck starts the clock; one that runs goes on.
func (s *Store) StartSpotCheck(id int64) error {
	return s.changeSpot(id, "开始模拟抽查", func(_ *tx, c *office.SpotCheck) error {
		if c.StartedAt == "" {
			c.StartedAt = s.moment()
		}
		return nil
	})
}

// MarkSpot writes whether a thing drawn was shown; the clock stops when all have
// been asked.
func (s *Store) MarkSpot(x office.SpotItem) error {
	if x.Result != "" && x.Result != office.SpotFound && x.Result != office.SpotLost {
		return office.Invalid("结果“%s”请写找到或未找到。", x.Result)
	}
	if x.Seconds < 0 || x.Seconds > 24*3600 {
		return office.Invalid("用时填 0 到 86400 秒。")
	}
	was, err := get[office.SpotItem](s.r, "spot_items", x.ID)
	if err != nil {
		return wrap(err, "抽查项")
	}
	return s.changeSpot(was.SpotCheckID, "登记抽查结果", func(t *tx, c *office.SpotCheck) error {
		was.Result, was.Seconds, was.Place, was.Note = x.Result, x.Seconds, x.Place, x.Note
		if err := update(t, "spot_items", was); err != nil {
			return wrap(err, "抽查项")
		}
		if c.StartedAt == "" {
			c.StartedAt = s.moment()
		}
		var open int
		if err := t.Get(&open, `SELECT count(*) FROM spot_items WHERE spot_check_id = ? AND result = ''`, c.ID); err != nil {
			return err
		}
		switch {
		case open > 0:
			c.EndedAt = ""
		case c.EndedAt == "":
			c.EndedAt = s.moment()
		}
		return nil
	})
}

// NoteSpotCheck writes who asked and what is to be said of it.
func (s *Store) NoteSpotCheck(id int64, person, note string) error {
	return s.changeSpot(id, "修改模拟抽查", func(_ *tx, c *office.SpotCheck) error {
		c.Person, c.Note = person, note
		c.Normalize()
		var f office.Faults
		f.MaxRunes("person", "抽查人", c.Person, 40)
		f.MaxRunes("note", "备注", c.Note, 500)
		return f.Err()
	})
}

func (s *Store) changeSpot(id int64, label string, change func(*tx, *office.SpotCheck) error) error {
	return s.write(Change{Action: "spot.save", Label: label + " " + s.Title("spot_check", id)}, func(t *tx) error {
		c, err := get[office.SpotCheck](t, "spot_checks", id)
		if err != nil {
			return wrap(err, "模拟抽查")
		}
		was := c
		if err := change(t, &c); err != nil || c == was {
			return err
		}
		c.UpdatedAt = s.moment()
		return wrap(update(t, "spot_checks", c), "模拟抽查")
	})
}

// DeleteSpotCheck moves a draw to the recycle bin.
func (s *Store) DeleteSpotCheck(id int64) error {
	return s.write(Change{Action: "spot.delete", Label: "删除模拟抽查 " + s.Title("spot_check", id)}, func(t *tx) error {
		return t.trash("spot_checks", id, "模拟抽查")
	})
}

// SpotFind is something that can be shown for a thing drawn.
type SpotFind struct {
	Title      string `db:"title" json:"title"`
	Where      string `db:"place" json:"where"` // its box or shelf; empty when only on the screen
	Kind       string `db:"kind" json:"kind"`   // of the record to open
	ID         int64  `db:"id" json:"id"`
	EvidenceID int64  `db:"-" json:"evidenceId"`
	Form       string `db:"form" json:"form"` // the paper of it
	FormID     string `db:"-" json:"formId"`
	Own        bool   `db:"-" json:"own"` // it is the school's own
}

// spotSources select the newest records of a school (?1) in the span (?2 to ?3) that
// prove a point, by its live figure.
var spotSources = map[string]string{
	office.LiveMonthlyVisits: spotVisits, office.LiveMatters: spotVisits, office.LiveRecords: spotVisits,
	office.LivePlates: spotPlates, office.LivePhotos: spotPlates, office.LiveAssigned: spotPlates,
	office.LiveFindings: `SELECT 'finding' AS kind, f.id, f.number || ' ' || substr(f.content, 1, 30) || '（' || f.state || '）' AS title, '' AS form, '' AS place
		FROM findings f WHERE f.school_id = ?1 AND f.found_on >= ?2 AND f.found_on < ?3 AND f.deleted_at IS NULL ORDER BY f.found_on DESC, f.id DESC LIMIT 5`,
}

const spotVisits = `SELECT 'visit' AS kind, v.id, v.number || ' ' || v.date || ' 督导记录' AS title, 'visit' AS form, '' AS place
	FROM visits v WHERE v.school_id = ?1 AND v.date >= ?2 AND v.date < ?3 AND ` + counted + ` ORDER BY v.date DESC, v.id DESC LIMIT 5`

const spotPlates = `SELECT 'school' AS kind, a.school_id AS id, i.name || ' 自 ' || a.starts_on || ' 负责' || CASE WHEN a.plate_on <> '' THEN '，' || a.plate_on || ' 挂牌' ELSE '，没有挂牌' END AS title, '' AS form, '' AS place
	FROM assignments a JOIN inspectors i ON i.id = a.inspector_id WHERE a.school_id = ?1 AND a.deleted_at IS NULL AND a.role = '主' AND a.starts_on < ?3 AND (a.ends_on = '' OR a.ends_on > ?2) ORDER BY a.starts_on DESC LIMIT 3`

// SpotFinds are what can be shown for each thing drawn: the school's own evidence
// and records first, then what serves the point for all.
func (s *Store) SpotFinds(f EvaluationFacts, lines []SpotLine) ([][]SpotFind, error) {
	lost, err := s.lostItems()
	if err != nil {
		return nil, err
	}
	more, err := s.backing(f.Evaluation.ID, lost)
	if err != nil {
		return nil, err
	}
	pieces := map[int64]office.Evidence{}
	for _, e := range f.Evidence {
		pieces[e.ID] = e
	}
	out := [][]SpotFind{}
	for _, x := range lines {
		own, general := []SpotFind{}, []SpotFind{}
		for _, l := range f.Links {
			e, have := pieces[l.EvidenceID]
			b := more[e.ID]
			if !have || l.IndicatorID != x.IndicatorID {
				continue
			}
			found := SpotFind{Title: e.Title, Where: office.GapEvidence{Evidence: e, Box: b.box()}.Where(), Kind: e.SourceKind, ID: e.SourceID, EvidenceID: e.ID, Form: e.Form, FormID: e.PaperID()}
			if found.Own = x.SchoolID != 0 && b.SchoolID == x.SchoolID; found.Own {
				own = append(own, found)
			} else if b.SchoolID == 0 || x.SchoolID == 0 {
				general = append(general, found)
			}
		}
		records, err := s.spotRecords(f.Evaluation, x)
		if err != nil {
			return nil, err
		}
		out = append(out, append(append(own, records...), general...))
	}
	return out, nil
}

// spotRecords are the school's newest records that prove the point.
func (s *Store) spotRecords(e office.Evaluation, x SpotLine) ([]SpotFind, error) {
	rows := []SpotFind{}
	sql := spotSources[x.Live]
	if sql == "" || x.SchoolID == 0 {
		return rows, nil
	}
	err := s.r.Select(&rows, sql, x.SchoolID, e.From(), e.To())
	for i := range rows {
		if rows[i].Own = true; rows[i].Form != "" {
			rows[i].FormID = strconv.FormatInt(rows[i].ID, 10)
		}
	}
	return rows, err
}
