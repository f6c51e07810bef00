package cli

import (
	"fmt"

	"dudao/internal/desk"
)

type manualVerb struct {
	Out string `help:"写到这个文件" required:"" placeholder:"文件.pdf" type:"path"`
}

func (v manualVerb) Run(r *run) error {
	pages, err := desk.WriteManual(v.Out)
	if err != nil {
		return err
	}
	return r.say(map[string]any{"files": []string{v.Out}, "pages": pages}, fmt.Sprintf("使用手册已写成，共 %d 页：%s", pages, v.Out))
}

type diagnoseVerb struct{}

func (diagnoseVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		text, err := d.Diagnosis(desk.DiagnosisInput{})
		if err != nil {
			return err
		}
		return r.say(map[string]any{"text": text}, text)
	})
}
