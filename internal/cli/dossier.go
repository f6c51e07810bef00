package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

var teamKinds = []kind{
	{"teams", func(s desk.Screens, q desk.ListQuery) (int, any, []string, error) {
		p, err := s.Teams.List(q)
		return p.Total, p.Rows, lines(p.Rows, "name", "startsOn", "endsOn", "leader", "members", "plusName", "visits", "findings", "state"), err
	}, func(r *run, s desk.Screens, text []byte) error { return put(r, text, s.Teams.Save) }},
}

type dossierVerb struct {
	School    dossierOfVerb `cmd:"" help:"一校一档"`
	Inspector dossierOfVerb `cmd:"" help:"一人一档"`
}

type dossierOfVerb struct {
	Name string `arg:"" help:"名称、标识码（证号）或序号"`
	Year string `help:"学年，如 2025-2026；全部：历年；不写为本学年" placeholder:"学年"`
	Out  string `help:"保存到的文件，.pdf 或 .docx" required:"" placeholder:"文件" type:"path"`
}

func (v dossierOfVerb) print(r *run, form string) error {
	id := v.Name
	if v.Year != "" {
		id += "/" + v.Year
	}
	return printVerb{Form: form, ID: id, Out: v.Out}.Run(r)
}

// Run of dossier prints the one of its two commands that was given.
func (v dossierVerb) Run(r *run) error {
	if v.School.Name != "" {
		return v.School.print(r, "dossier_school")
	}
	return v.Inspector.print(r, "dossier_inspector")
}

type briefingVerb struct {
	School    string `help:"学校名称、标识码或序号" placeholder:"学校"`
	Inspector string `help:"督学姓名、证号或序号：所负责的学校合订一本" placeholder:"督学"`
	Out       string `help:"保存到的文件，.pdf 或 .docx" required:"" placeholder:"文件" type:"path"`
}

// Validate wants one of the two.
func (v briefingVerb) Validate() error {
	if (v.School == "") == (v.Inspector == "") {
		return errors.New("请写明 --school 学校 或 --inspector 督学 中的一个")
	}
	return nil
}

func (v briefingVerb) Run(r *run) error {
	if v.School != "" {
		return printVerb{Form: "briefing", ID: v.School, Out: v.Out}.Run(r)
	}
	return printVerb{Form: "briefings", ID: v.Inspector, Out: v.Out}.Run(r)
}

type pasteVerb struct {
	File string `arg:"" help:"文本文件，一条或几条消息" type:"existingfile"`
}

func (v pasteVerb) Run(r *run) error {
	text, err := os.ReadFile(v.File)
	if err != nil {
		return office.Errorf(office.CodeFile, "读不了文件“%s”，请检查路径。", v.File)
	}
	return r.open(func(d *desk.Desk) error {
		list, err := d.Screens().Messages.Read(desk.MessageInput{Text: string(text)})
		if err != nil {
			return err
		}
		said := []string{}
		for i, m := range list {
			f := m.Form
			said = append(said, fmt.Sprintf("第 %d 条：%s %s %s %s，方式 %d 项，问题 %d 条", i+1, f.Visit.Date, f.Visit.Session, f.SchoolName, f.InspectorName, len(f.Visit.Methods), len(f.Findings)))
			for _, p := range f.Findings {
				said = append(said, "  "+office.DisposalName(p.Level)+"\t"+p.Content+"\t"+string(p.DueOn))
			}
			if m.Draft.Asks.Name != "" {
				said = append(said, "  不认得的学校："+m.Draft.Asks.Name)
			}
			if len(m.Draft.Missing) > 0 {
				said = append(said, "  没有写："+strings.Join(m.Draft.Missing, "、"))
			}
		}
		return r.say(map[string]any{"messages": list}, strings.Join(said, "\n"))
	})
}
