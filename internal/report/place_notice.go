package report

import (
	"fmt"
	"strings"

	"dudao/internal/doc"
	"dudao/internal/office"
)

// Notice is the 责任区划分公示: the zones, who answers for which school in them,
// and where one may turn to. It is shown to the public: names, telephones of
// duty and schools, nothing else of a person.
func (p Places) Notice() doc.Document {
	set := p.Settings
	title := set.CountyName + "督学责任区划分及责任督学名单公示"
	d := doc.Document{Title: title, Style: doc.Official, Sample: set.Sample}
	d.Blocks = []doc.Block{doc.Title{Text: title}}
	d.Blocks = append(d.Blocks, doc.Text(p.opening()), p.zoneTable())
	for i, z := range p.Zones {
		d.Blocks = append(d.Blocks, doc.Heading{Level: 1, Text: chineseNumber(i+1) + "、" + z.Name}, p.zonePeople(z))
	}
	if rest := p.unplaced(); len(rest) > 0 {
		d.Blocks = append(d.Blocks, doc.Text(fmt.Sprintf("尚未划入责任区的学校%d所：%s。", len(rest), p.names(rest))))
	}
	d.Blocks = append(d.Blocks, doc.Text(p.contact()), doc.Signature{Office: set.OfficeName, Date: p.Day.Chinese()})
	return d
}

func (p Places) opening() string {
	people := map[int64]bool{}
	for _, z := range p.Zones {
		for _, id := range z.People() {
			people[id] = true
		}
	}
	for _, a := range p.Assignments {
		people[a.InspectorID] = true
	}
	since := ""
	if p.Version.ID != 0 {
		since = "本次划分自" + p.Version.ValidFrom.Chinese() + "起执行"
		if p.Version.DocNumber != "" {
			since += "（" + p.Version.DocNumber + "）"
		}
		since += "。"
	}
	return fmt.Sprintf("现将%s督学责任区划分和责任督学名单予以公示。共有督学责任区%d个、督学%d名，负责学校%d所，其中幼儿园%d所。%s",
		p.whose(), len(p.Zones), len(people), len(p.Schools), p.infants(), since)
}

func (p Places) zoneTable() doc.Table {
	t := doc.Table{Caption: "督学责任区划分", Name: "责任区", Columns: []doc.Column{{Head: "责任区", Width: 26, Align: doc.Center}, {Head: "负责人", Width: 20, Align: doc.Center}, {Head: "副职", Width: 20, Align: doc.Center},
		{Head: "督学（名）", Width: 15, Align: doc.Center}, {Head: "学校（所）", Width: 15, Align: doc.Center}, {Head: "其中幼儿园（所）", Width: 18, Align: doc.Center}, {Head: "督导室联络人", Width: 20, Align: doc.Center}}}
	for _, z := range p.Zones {
		schools, infants := 0, 0
		for _, s := range p.Schools {
			if p.ZoneOf(s.ID).ID != z.ID {
				continue
			}
			schools++
			if s.Kindergarten() {
				infants++
			}
		}
		row := cells(z.Name, p.Inspector(z.LeaderID).Name, p.Inspector(z.DeputyID).Name)
		row.Cells = append(row.Cells, whole(len(z.People())), whole(schools), whole(infants), doc.C(z.Liaison))
		t.Rows = append(t.Rows, row)
	}
	return t
}

// zonePeople is one row for each inspector of the zone with their schools in it,
// and one for the schools that nobody answers for.
func (p Places) zonePeople(z office.Zone) doc.Table {
	t := doc.Table{Name: z.Name, Columns: []doc.Column{{Head: "督学", Width: 20, Align: doc.Center}, {Head: "联系电话", Width: 28, Align: doc.Center}, {Head: "学校（所）", Width: 16, Align: doc.Center}, {Head: "学校名单", Width: 92}}}
	list := z.People()
	for _, a := range p.Assignments {
		if p.ZoneOf(a.SchoolID).ID == z.ID {
			list = appendNew(list, a.InspectorID)
		}
	}
	for _, id := range list {
		main, names := 0, []string{}
		for _, s := range p.Schools {
			for _, a := range p.AnswersFor(s.ID) {
				if a.InspectorID != id || p.ZoneOf(s.ID).ID != z.ID {
					continue
				}
				name := p.short(s)
				if a.Role == office.AssignmentRoles[0] {
					main++
				} else {
					name += "（协助）"
				}
				names = append(names, name)
			}
		}
		x := p.Inspector(id)
		row := cells(x.Name, x.Mobile)
		row.Cells = append(row.Cells, whole(main), doc.C(strings.Join(names, "、")))
		t.Rows = append(t.Rows, row)
	}
	alone := []office.School{}
	for _, s := range p.Schools {
		if p.ZoneOf(s.ID).ID == z.ID && len(p.AnswersFor(s.ID)) == 0 {
			alone = append(alone, s)
		}
	}
	if len(alone) > 0 {
		t.Rows = append(t.Rows, doc.Row{Cells: []doc.Cell{doc.C("待定"), doc.C(""), whole(len(alone)), doc.C(p.names(alone))}})
	}
	return t
}

func appendNew(list []int64, id int64) []int64 {
	for _, x := range list {
		if x == id {
			return list
		}
	}
	return append(list, id)
}

func (p Places) unplaced() []office.School {
	out := []office.School{}
	for _, s := range p.Schools {
		if p.ZoneOf(s.ID).ID == 0 {
			out = append(out, s)
		}
	}
	return out
}

func (p Places) contact() string {
	parts := []string{}
	for _, c := range [][2]string{{"监督电话", p.Settings.Hotline}, {"办公电话", p.Settings.Phone}, {"地址", p.Settings.Address}} {
		if c[1] != "" {
			parts = append(parts, c[0]+"："+c[1])
		}
	}
	text := "对责任督学履行职责情况有意见和建议的，可以向" + p.Settings.OfficeName + "反映。"
	if len(parts) > 0 {
		text += strings.Join(parts, "；") + "。"
	}
	return text
}
