package store

import (
	"fmt"

	"dudao/internal/office"
)

// waitingScans is C30: papers that wait in the tray longer than they should; all
// of them are one thing to do.
func (r *alertRun) waitingScans() error {
	row := struct {
		N     int         `db:"n"`
		First office.Date `db:"first"`
		ID    int64       `db:"id"`
	}{}
	most := r.number(office.RuleTrayDays)
	err := r.s.r.Get(&row, `SELECT count(*) AS n, COALESCE(min(received_on), '') AS first, COALESCE(min(id), 0) AS id FROM tray_items WHERE deleted_at IS NULL AND received_on < ?`, r.day.AddDays(-most))
	if err != nil || row.N == 0 {
		return err
	}
	r.add(office.AlertWarn, office.Alert{Title: fmt.Sprintf("待归扫描件 %d 份", row.N), Detail: fmt.Sprintf("最早的收于 %s，放了 %d 天以上", row.First, most),
		Kind: office.TrayKind, RecordID: row.ID, Route: "/scans", Day: row.First, Days: r.day.Sub(row.First) - most})
	return nil
}
