package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
)

type templateVerb struct {
	List    templateListVerb    `cmd:"" help:"列出可以用本县模板的文书和占位符"`
	Add     templateAddVerb     `cmd:"" help:"把一份 .docx 用作一种文书的模板"`
	Remove  templateRemoveVerb  `cmd:"" help:"不再用本县模板"`
	Starter templateStarterVerb `cmd:"" help:"写一份含全部占位符的样稿"`
}

type templateListVerb struct{}

func (v templateListVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		list, err := d.Screens().Templates.List()
		if err != nil {
			return err
		}
		lines := []string{}
		for _, f := range list {
			names := []string{}
			for _, p := range f.Placeholders {
				names = append(names, "{"+p.Name+"}")
			}
			lines = append(lines, f.Form+"\t"+f.Title+"\t"+f.Template.Name+"\t"+strings.Join(names, " "))
		}
		return r.say(map[string]any{"forms": list}, strings.Join(lines, "\n"))
	})
}

type templateAddVerb struct {
	Form string `arg:"" help:"文书，见 template list"`
	File string `arg:"" help:"模板文件（.docx）" type:"existingfile"`
}

func (v templateAddVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		out, err := d.Screens().Templates.Add(desk.TemplateInput{Form: v.Form, Path: v.File})
		if err != nil {
			return err
		}
		if out.Saved {
			return r.say(out, "已用作模板："+out.Name)
		}
		if err := r.say(out, "没有采用："+out.Name+"\n"+strings.Join(out.Problems, "\n")); err != nil {
			return err
		}
		return errTrouble
	})
}

type templateRemoveVerb struct {
	Form string `arg:"" help:"文书，见 template list"`
}

func (v templateRemoveVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		if err := d.Screens().Templates.Remove(v.Form); err != nil {
			return err
		}
		return r.say(map[string]any{"removed": v.Form}, "已不再用本县模板，以后按程序的格式生成。")
	})
}

type templateStarterVerb struct {
	Form string `arg:"" help:"文书，见 template list"`
	Out  string `help:"保存到的文件（.docx）" required:"" placeholder:"文件" type:"path"`
}

func (v templateStarterVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		f, err := d.Screens().Templates.Starter(desk.TemplateInput{Form: v.Form, Path: v.Out})
		if err != nil {
			return err
		}
		return r.say(f, fmt.Sprintf("已保存：%s", f.Path))
	})
}
