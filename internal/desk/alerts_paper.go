package desk

import (
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
)

// wholeOffice is the id of the alerts' paper that leaves no zone out.
const wholeOffice = "今天"

// alertForms are the papers of what is to be done.
func alertForms() []form {
	return []form{
		{Form{"alerts", "待办提醒清单", "alerts", "“" + wholeOffice + "”为全部；或责任区名", []string{formatPDF, formatXLSX}}, func(d *Desk, id string) (built, error) {
			p, err := d.alertPaper(strings.TrimSpace(id))
			if err != nil {
				return built{}, err
			}
			return built{document: p.Document()}, nil
		}},
	}
}

func (d *Desk) alertPaper(id string) (p report.AlertPaper, err error) {
	if p.Settings, err = d.store.Settings(); err != nil {
		return p, err
	}
	if id != "" && id != wholeOffice && id != "today" {
		if p.Zone, err = d.zoneNow(id); err != nil {
			return p, err
		}
	}
	page, err := d.alerts(AlertQuery{Zone: p.Zone})
	if err != nil {
		return p, err
	}
	p.Day, p.Muted = page.Day, page.Muted
	for _, g := range page.Groups {
		section := report.AlertSection{Rule: g.Rule}
		for _, row := range g.Rows {
			section.Alerts = append(section.Alerts, row.Alert)
		}
		p.Groups = append(p.Groups, section)
	}
	return p, nil
}

// zoneNow returns the name when a zone of the division in force has it.
func (d *Desk) zoneNow(name string) (string, error) {
	month, _, err := d.thisMonth()
	if err != nil {
		return "", err
	}
	names, err := d.store.MonthZones(string(month))
	if err != nil {
		return "", err
	}
	if name != office.Unzoned && !slices.Contains(names, name) {
		return "", office.Errorf(office.CodeNotFound, "现在的划分里没有责任区“%s”，请核对名称：%s。", name, strings.Join(names, "、"))
	}
	return name, nil
}
