package store

import (
	"strconv"

	"dudao/internal/office"
)

// archive writes the catalogue in the order of the classes and their 件号.
func (e *exporter) archive() error {
	rows := []ArchiveRow{}
	err := e.g.Select(&rows, `SELECT a.id, a.code, a.year, a.retention, a.title, a.doc_number, a.author, a.dated_on, a.secrecy, a.pages, a.has_paper, a.note, COALESCE(b.number, '') AS box, u.name AS unit_name
		FROM archive_items a LEFT JOIN archive_boxes b ON b.id = a.box_id JOIN archive_units u ON u.code = a.unit WHERE a.deleted_at IS NULL
		ORDER BY a.year, a.retention DESC, u.position, a.number = 0, a.number, a.id`)
	for _, a := range rows {
		e.add(a.ID, map[string]string{"code": a.Code, "docNumber": a.DocNumber, "author": a.Author, "title": a.Title, "datedOn": string(a.DatedOn), "secrecy": a.Secrecy,
			"pages": counted0(a.Pages), "retention": office.RetentionNames[a.Retention], "unit": a.UnitName, "box": a.Box, "note": a.Note, "year": strconv.Itoa(a.Year), "paper": office.YesNo(a.HasPaper)})
	}
	return err
}
