package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type alertsVerb struct {
	Level string `help:"只列这一等级" enum:"红,黄,提示,全部" default:"全部"`
	Zone  string `help:"只列这个责任区" placeholder:"名称"`
	Muted bool   `help:"列出已搁置的"`
}

// alertLine is an alert as --json names it.
type alertLine struct {
	Code     string      `json:"code"`
	Rule     string      `json:"rule"`
	Level    string      `json:"level"`
	Title    string      `json:"title"`
	Detail   string      `json:"detail"`
	Kind     string      `json:"kind"`
	RecordID int64       `json:"id"`
	Zone     string      `json:"zone"`
	Day      office.Date `json:"day"`
	Days     int         `json:"days"`
	Official bool        `json:"official"`
	Source   string      `json:"source"`
	Until    office.Date `json:"until,omitempty"` // put aside until
	Reason   string      `json:"reason,omitempty"`
}

func (v alertsVerb) Run(r *run) error {
	q := desk.AlertQuery{Zone: v.Zone, Muted: v.Muted}
	if v.Level != "全部" {
		q.Level = v.Level
	}
	return r.open(func(d *desk.Desk) error {
		page, err := d.Screens().Alerts.List(q)
		if err != nil {
			return err
		}
		alerts, lines := []alertLine{}, []string{}
		for _, g := range page.Groups {
			mark := ""
			if !g.Rule.Official {
				mark = "，非官方"
			}
			lines = append(lines, fmt.Sprintf("%s %s（%d 条%s）", g.Rule.Code, g.Rule.Name, g.Count.Total, mark))
			for _, a := range g.Rows {
				alerts = append(alerts, alertLine{a.Code, g.Rule.Name, a.Level, a.Title, a.Detail, a.Kind, a.RecordID, a.Zone, a.Day, a.Days,
					g.Rule.Official, g.Rule.Source, a.Until, a.Reason})
				lines = append(lines, fmt.Sprintf("  %s\t%s\t%s", a.Level, a.Title, a.Detail))
			}
		}
		lines = append(lines, fmt.Sprintf("截至 %s 共 %d 条：红 %d，黄 %d，提示 %d；已搁置 %d 条。", page.Day, page.Total, page.Red, page.Yellow, page.Notes, page.Muted))
		return r.say(map[string]any{"day": page.Day, "total": page.Total, "red": page.Red, "yellow": page.Yellow, "notes": page.Notes, "muted": page.Muted, "alerts": alerts},
			strings.Join(lines, "\n"))
	})
}
