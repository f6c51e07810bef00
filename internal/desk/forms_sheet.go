package desk

import (
	"time"

	"dudao/internal/office"
	"dudao/internal/report"
)

// sheetForms are the papers of the sheets that go out and come back.
func sheetForms() []form {
	return []form{
		{Form{"sheet_register", "表格收发登记表", "sheets", "月份（如 2026-03）", asTable}, func(d *Desk, id string) (built, error) {
			r, err := d.sheetRegister(office.Month(id))
			return built{document: r.Document()}, err
		}},
	}
}

func (d *Desk) sheetRegister(month office.Month) (r report.SheetRegister, err error) {
	r = report.SheetRegister{Month: month}
	if r.Day, err = d.store.AsOf(); err != nil {
		return r, err
	}
	if !month.Valid() {
		return r, office.Invalid("月份“%s”不对，请写成 2026-03。", month)
	}
	if r.Settings, err = d.store.Settings(); err != nil {
		return r, err
	}
	rows, err := d.store.Sheets(month)
	for _, x := range rows {
		r.Lines = append(r.Lines, report.SheetLine{Inspector: x.Name, Zone: x.Zone, State: x.State, Number: x.Number, DueOn: x.DueOn, Out: dayOf(x.MadeAt), Back: dayOf(x.ReturnedAt)})
	}
	return r, err
}

// dayOf is the day of a moment as it is stored, where the office is.
func dayOf(moment string) office.Date {
	at, err := time.Parse(time.RFC3339Nano, moment)
	if err != nil {
		return ""
	}
	return office.DateOf(at.Local())
}
