package cli

import (
	"fmt"
	"strings"

	"dudao/internal/desk"
)

type binderVerb struct {
	Standard string `arg:"" help:"评估标准的简称，如 创新县"`
	Of       string `help:"被评估的学校、责任区或乡镇；不写为全县" placeholder:"单位"`
	Round    int    `help:"哪一年的评估；不写为最近一轮" placeholder:"年份"`
	Out      string `help:"放在哪个文件夹" required:"" placeholder:"文件夹"`
}

// Run makes the binder. Gaps are no failure: they are what its gap list is for.
func (v binderVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		id, err := d.EvaluationID(v.Standard, v.Of, v.Round)
		if err != nil {
			return err
		}
		out, err := d.MakeBinder(desk.MakeBinderInput{EvaluationID: id, Dir: v.Out})
		if err != nil {
			return err
		}
		lines := []string{fmt.Sprintf("%s：%d 盒、%d 件、%d 页、%d 个文件，缺项 %d", out.Title, len(out.Boxes), out.Items, out.Pages, len(out.Files), out.Gaps)}
		if out.Waiting > 0 {
			lines = append(lines, fmt.Sprintf("有 %d 个 Word、Excel 还没有转成 PDF，先夹了说明页。", out.Waiting))
		}
		return r.say(out, strings.Join(append(lines, "清单的 SHA-256："+out.Manifest, out.Dir), "\n"))
	})
}

type verifyVerb struct {
	Dir string `arg:"" help:"迎检册文件夹" type:"existingdir"`
}

// Run reads a binder's folder through; it exits 1 when it is not what it was.
func (v verifyVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		out, err := d.VerifyBinder(v.Dir)
		if err != nil {
			return err
		}
		lines := []string{out.Verdict, fmt.Sprintf("%d 个文件，%.1f MB，清单的 SHA-256：%s", out.Files, float64(out.Bytes)/(1<<20), out.Manifest)}
		for _, list := range []struct {
			name  string
			files []string
		}{{"改过", out.Changed}, {"缺少", out.Missing}, {"多出", out.Added}, {"问题", out.Faults}} {
			for _, f := range list.files {
				lines = append(lines, list.name+"\t"+f)
			}
		}
		if err := r.say(out, strings.Join(lines, "\n")); err != nil {
			return err
		}
		if !out.Sound {
			return errTrouble
		}
		return nil
	})
}
