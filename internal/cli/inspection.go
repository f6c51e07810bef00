package cli

import (
	"fmt"

	"dudao/internal/desk"
)

var inspectionKinds = []kind{
	{"inspections", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Inspections.List(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "kind", "plannedOn", "title", "units", "visited", "letters", "state"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspections.Save) }},
	{"units", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Inspections.Units(q)
		return p.Total, p.Rows, lines(p.Rows, "number", "name", "group", "plannedOn", "visitedOn", "letterNo", "state", "next", "until"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspections.AddUnits) }},
	{"groups", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspections.SaveGroup) }},
	{"inspection-steps", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspections.Step) }},
	{"unit-steps", nil, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Inspections.UnitStep) }},
}

type inspectionVerb struct {
	Number string `arg:"" help:"督导编号（如 ZX2026-0001）或序号"`
	Out    string `help:"放在哪个文件夹" required:"" placeholder:"文件夹"`
	Form   string `help:"只要一种文书，如 unit_letter（督导意见书）；不写为全部"`
}

func (v inspectionVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		id, err := d.InspectionID(v.Number)
		if err != nil {
			return err
		}
		out, err := d.PrintInspection(desk.InspectionPapersInput{ID: id, Form: v.Form, Dir: v.Out})
		if err != nil {
			return err
		}
		return r.say(out, fmt.Sprintf("%s：%d 份、%d 页\n%s", out.Title, out.Papers, out.Pages, out.Dir))
	})
}
