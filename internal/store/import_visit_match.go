package store

import (
	"fmt"
	"slices"
	"strings"

	"dudao/internal/office"
)

// visitKey is what makes two rows one visit, but for the people and the half day.
type visitKey struct {
	date   office.Date
	school int64
}

// visitAt is a visit on record: its lead, everyone who went, and when.
type visitAt struct {
	id, lead int64
	people   []int64 // sorted
	session  string
}

// visitsOn returns the visits on record under the key.
func (im *importer) visitsOn(key visitKey) ([]visitAt, error) {
	if im.visits == nil {
		im.visits = map[visitKey][]visitAt{}
		rows := []struct {
			office.Visit
			With string `db:"along"`
		}{}
		if err := im.t.Select(&rows, `SELECT id, date, school_id, inspector_id, session,
			(SELECT COALESCE(group_concat(c.inspector_id), '') FROM visit_companions c WHERE c.visit_id = visits.id) AS along
			FROM visits WHERE deleted_at IS NULL AND state <> '取消' ORDER BY id`); err != nil {
			return nil, err
		}
		for _, v := range rows {
			im.onRecord(&v.Visit, idsIn(v.With))
		}
	}
	return im.visits[key], nil
}

// onRecord notes a visit for the rows that follow.
func (im *importer) onRecord(v *office.Visit, with []int64) {
	key := visitKey{v.Date, v.SchoolID}
	im.visits[key] = append(im.visits[key], visitAt{v.ID, v.InspectorID, sortedIDs(append(slices.Clone(with), v.InspectorID)), v.Session})
}

func idsIn(list string) []int64 {
	ids := []int64{}
	for part := range strings.SplitSeq(list, ",") {
		var id int64
		if _, err := fmt.Sscan(part, &id); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// visitTwice tells that an earlier row is about the same visit: the same lead, or
// the same people in another order.
func (im *importer) visitTwice(row *importRow, v *office.Visit, who party) bool {
	const what = "是同一次督导（日期、学校、督学、时段都相同）"
	session := row.V("session").Text
	if im.twice(row, fmt.Sprintf("visit %s %d %d %s", v.Date, v.SchoolID, v.InspectorID, session), "date", what) {
		return true
	}
	return who.together(row) && im.twice(row, fmt.Sprintf("visit %s %d %v %s", v.Date, v.SchoolID, who.all, session), "date", what)
}

// matchVisit takes the visit that is there already: the same day and school, the
// same lead or the same people, and the same half day where the row names one. One
// of another half day that says word for word the same is the same visit, too.
func (im *importer) matchVisit(row *importRow, f *VisitForm, who party) error {
	there, err := im.visitsOn(visitKey{f.Visit.Date, f.Visit.SchoolID})
	if err != nil {
		return err
	}
	same := func(v visitAt) bool {
		return v.lead == f.Visit.InspectorID || who.together(row) && slices.Equal(v.people, who.all)
	}
	session := row.V("session").Text
	var ids, others []int64
	for _, v := range there {
		switch {
		case !same(v):
		case session == "" || session == v.session:
			ids = append(ids, v.id)
		default:
			others = append(others, v.id)
		}
	}
	if len(ids) > 1 {
		row.Fail("session", "这位督学当天在这所学校有两次记录，请写明上午还是下午")
		return nil
	}
	if len(ids) == 0 && len(others) != 1 {
		return nil
	}
	form, err := visitForm(im.t, append(ids, others...)[0])
	if err != nil {
		return err
	}
	if text := row.V("content").Text; len(ids) == 0 && (text == "" || text != form.Visit.Content) {
		row.Warnings = append(row.Warnings, fmt.Sprintf("这一天已有%s的一次（%s），这一行按另一次新增；是同一次的，请改好时段再导入", form.Visit.Session, form.Visit.Number))
		return nil
	}
	*f, row.changed = form, nil
	return nil
}

// together tells that several went, by the row of a common list. In the sheet of one
// inspector each row is that one's own visit.
func (who party) together(row *importRow) bool { return row.owner == 0 && len(who.all) > 1 }
