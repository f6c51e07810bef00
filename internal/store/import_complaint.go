package store

import (
	"fmt"
	"regexp"
	"strings"

	"dudao/internal/office"
)

// complaint brings in one row of the register of complaints.
func (im *importer) complaint(row *importRow) error {
	c := office.Complaint{}
	number := row.V("number").Text
	if row.recordID != 0 {
		var err error
		if c, err = complaint(im.t, row.recordID); err != nil {
			return err
		}
		if row.V("number").Present && !row.V("number").Kept {
			row.Fail("number", "编号由程序给出，不能改；这一条是 "+c.Number)
		}
	}
	key := fmt.Sprint("complaint ", number, row.V("receivedOn").Text, row.V("receivedAt").Text, row.V("content").Text)
	if row.recordID == 0 && im.twice(row, key, "content", "是同一件投诉") || len(row.Faults) > 0 {
		return nil
	}
	if row.recordID == 0 {
		if err := im.matchComplaint(row, &c, number); err != nil {
			return err
		}
	}
	row.isNew = c.ID == 0
	im.complaintPlace(row, &c)
	row.changed = append(row.changed, office.FillComplaint(&c, &row.ParsedRow)...)
	im.complaintMatter(row, &c)
	if len(row.Faults) > 0 {
		return nil
	}
	err := im.try(row, func() error { return im.writeComplaint(row, &c, number) })
	row.savedID = c.ID
	return err
}

// matchComplaint takes the complaint that is there already: by its number, else
// of the same day, hour and words.
func (im *importer) matchComplaint(row *importRow, c *office.Complaint, number string) error {
	ids := []int64{}
	clause := `SELECT id FROM complaints WHERE number = ?1 AND ?1 <> '' AND deleted_at IS NULL
		UNION ALL SELECT id FROM complaints WHERE ?1 = '' AND received_on = ?2 AND content = ?3 AND (?4 = '' OR received_at = ?4) AND deleted_at IS NULL LIMIT 1`
	if err := im.t.Select(&ids, clause, number, row.V("receivedOn").Text, row.V("content").Text, row.V("receivedAt").Text); err != nil || len(ids) == 0 {
		return err
	}
	found, err := complaint(im.t, ids[0])
	*c = found
	return err
}

// complaintPlace sets what the complaint is about: a school by any of its names,
// else the department that the cell names.
func (im *importer) complaintPlace(row *importRow, c *office.Complaint) {
	v := row.V("school")
	switch {
	case v.Present && !v.Set && !v.Kept && row.ID != "" && c.SchoolID != 0:
		c.SchoolID = 0
		row.changed = append(row.changed, "学校")
	case !v.Set:
	default:
		name, who := office.SplitOrigin(v.Text, func(s string) bool { return im.names.school(s) != 0 })
		if who != "" && !row.V("identity").Set && c.Identity == "" {
			c.Identity = who
		}
		id := im.names.school(name)
		if id == 0 && len(im.names.byShort[name]) == 0 && len(im.names.candidates(name)) == 0 && !row.V("target").Set {
			if c.Target != v.Text {
				c.Target = v.Text
				row.changed = append(row.changed, "反映部门")
				row.Warnings = append(row.Warnings, "没有叫“"+v.Text+"”的学校，记为反映部门")
			}
			break
		}
		if id == 0 {
			id = im.schoolOf(row, "school")
		}
		if id != 0 && id != c.SchoolID {
			c.SchoolID = id
			row.changed = append(row.changed, "学校")
		}
	}
	row.title = im.names.schools[c.SchoolID].Name
	if row.title == "" {
		row.title = c.Target
	}
}

func (im *importer) complaintMatter(row *importRow, c *office.Complaint) {
	if c.SchoolID == 0 {
		if row.V("matter").Set {
			row.Warnings = append(row.Warnings, "不涉及学校，督导事项没有记入")
		}
		return
	}
	day := c.ReceivedOn
	if day == "" {
		day = im.today
	}
	if id := im.matterOf(row, office.Finding{SchoolID: c.SchoolID, FoundOn: day}); id != 0 && id != c.MatterID {
		c.MatterID = id
		row.changed = append(row.changed, "事项")
	}
}

// writeComplaint writes the complaint; a number of the county's own is kept.
func (im *importer) writeComplaint(row *importRow, c *office.Complaint, number string) error {
	if !row.isNew && len(row.changed) == 0 {
		return nil
	}
	if err := im.t.saveComplaint(c); err != nil || !row.isNew {
		return err
	}
	return im.keepNumber("complaints", "TS", c.ID, number)
}

// keepNumber gives a new record the number that its list has for it. One in the
// program's own form is never given again.
func (im *importer) keepNumber(table, prefix string, id int64, number string) error {
	if number == "" {
		return nil
	}
	if m := ownNumbers.FindStringSubmatch(number); m != nil && m[1] == prefix {
		if _, err := im.t.Exec(`INSERT INTO counters (name, last) VALUES (?, CAST(? AS INTEGER)) ON CONFLICT (name) DO UPDATE SET last = max(last, excluded.last)`, prefix+m[2], m[3]); err != nil {
			return err
		}
	}
	_, err := im.t.Exec("UPDATE "+table+" SET number = ? WHERE id = ?", number, id)
	return wrap(err, "编号 "+strings.TrimSpace(number))
}

// ownNumbers is the form of the program's own numbers.
var ownNumbers = regexp.MustCompile(`^([A-Z]{2})(\d{4})-(\d{1,6})$`)
