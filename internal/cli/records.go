package cli

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type listVerb struct {
	Kind  string            `arg:"" help:"记录的种类" enum:"schools,inspectors,zones,assignments,visits,lessons,findings,notices,practices,complaints"`
	Where map[string]string `help:"筛选，如 --where month=2026-03" placeholder:"名称=值"`
	Text  string            `help:"检索的字词"`
	Limit int               `help:"最多列出的条数，0 为全部" default:"0"`
}

func (v listVerb) Run(r *run) error {
	q := desk.ListQuery{Text: v.Text, Page: 1, Size: v.Limit, Filters: v.Where}
	return r.open(func(d *desk.Desk) error {
		total, rows, lines, err := v.rows(d, q)
		if err != nil {
			return err
		}
		text := fmt.Sprintf("共 %d 条", total)
		if len(lines) > 0 {
			text = strings.Join(lines, "\n") + "\n" + text
		}
		return r.say(map[string]any{"total": total, "rows": rows}, text)
	})
}

func (v listVerb) rows(d *desk.Desk, q desk.ListQuery) (total int, rows any, lines []string, err error) {
	screens := d.Screens()
	switch v.Kind {
	case "schools":
		p, err := screens.Schools.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Name, x.Kind, x.Town, x.Zone, x.Inspectors, string(x.LastVisit)}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "inspectors":
		p, err := screens.Inspectors.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Name, x.Employment, x.Zone, x.State, fmt.Sprintf("%d 所", x.Schools)}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "visits":
		p, err := screens.Visits.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Number, string(x.Date), x.Session, x.School, x.Inspector, x.State}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "findings":
		p, err := screens.Findings.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Number, string(x.FoundOn), x.School, x.Matter, x.LevelName, x.State, x.Step, x.Content}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "notices":
		p, err := screens.Notices.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Number, x.Kind, x.DocNumber, string(x.Date), x.School, x.State, string(x.DueOn), x.Title}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "practices":
		p, err := screens.Practices.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Number, string(x.FoundOn), x.School, x.Matter, x.State, x.Title}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "lessons":
		p, err := screens.Lessons.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{string(x.Date), x.School, x.Class, x.Subject, x.Teacher, x.Inspector}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "complaints":
		p, err := screens.Complaints.List(q)
		for _, x := range p.Rows {
			lines = append(lines, strings.Join([]string{x.Number, string(x.ReceivedOn), x.Channel, x.Kind, x.Name, x.School + x.Target, x.State, x.Content}, "\t"))
		}
		return p.Total, p.Rows, lines, err
	case "assignments":
		list, err := screens.Schools.Assignments()
		for _, x := range list {
			lines = append(lines, strings.Join([]string{x.School, x.Inspector, x.Role, string(x.StartsOn), string(x.EndsOn)}, "\t"))
		}
		return len(list), list, lines, err
	default:
		b, err := screens.Zones.Get(0)
		for _, x := range b.Zones {
			lines = append(lines, strings.Join([]string{x.Zone.Name, x.Leader, fmt.Sprintf("督学 %d 名", len(x.Members)), fmt.Sprintf("学校 %d 所", len(x.Schools))}, "\t"))
		}
		return len(b.Zones), b, lines, err
	}
}

type putVerb struct {
	Kind string `arg:"" help:"记录的种类" enum:"schools,inspectors,zones,assignments,visits,lessons,findings,rounds,notices,steps,practices,complaints"`
	File string `arg:"" help:"JSON 文件" type:"existingfile"`
}

func (v putVerb) Run(r *run) error {
	text, err := os.ReadFile(v.File)
	if err != nil {
		return office.Errorf(office.CodeFile, "读不了文件“%s”，请检查路径。", v.File)
	}
	return r.open(func(d *desk.Desk) error {
		screens := d.Screens()
		switch v.Kind {
		case "schools":
			return put(r, text, screens.Schools.Save)
		case "inspectors":
			return put(r, text, screens.Inspectors.Save)
		case "zones":
			return put(r, text, screens.Zones.SaveZone)
		case "assignments":
			return put(r, text, screens.Schools.SaveAssignment)
		case "visits":
			return put(r, text, screens.Visits.Save)
		case "lessons":
			return put(r, text, screens.Lessons.Save)
		case "complaints":
			return put(r, text, screens.Complaints.Save)
		case "rounds":
			return put(r, text, screens.Findings.SaveRound)
		case "notices":
			return put(r, text, screens.Notices.Save)
		case "steps":
			return put(r, text, screens.Notices.SaveStep)
		case "practices":
			return put(r, text, screens.Practices.Save)
		default:
			return put(r, text, screens.Findings.Save)
		}
	})
}

// put saves what the text says; what comes back may be more than what went in.
func put[In, Out any](r *run, text []byte, save func(In) (Out, error)) error {
	var in In
	if err := json.Unmarshal(text, &in); err != nil {
		return office.Invalid("JSON 内容不对：%v", err)
	}
	out, err := save(in)
	if err != nil {
		return err
	}
	return r.say(out, "已保存。")
}

type searchVerb struct {
	Words []string `arg:"" help:"要找的字词，两个字即可，也可用拼音首字母"`
	Limit int      `help:"最多列出的条数" default:"50"`
}

func (v searchVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		found, err := d.Screens().Search.Find(desk.SearchInput{Text: strings.Join(v.Words, " "), Limit: v.Limit})
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("找到 %d 条", found.Total)}
		for _, h := range found.Hits {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s", desk.KindName(h.Kind), h.Title, h.Snippet))
		}
		return r.say(found, strings.Join(lines, "\n"))
	})
}
