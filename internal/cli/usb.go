package cli

import (
	"fmt"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type usbVerb struct {
	Standard    string `arg:"" help:"评估标准的简称，如 创新县"`
	Of          string `help:"被评估的学校、责任区或乡镇；不写为县" placeholder:"单位"`
	Round       int    `help:"年度；不写为最近一轮" placeholder:"年份"`
	Level       string `help:"遮盖级别：内部、检查组、公示" default:"检查组" enum:"内部,检查组,公示"`
	Watermark   string `help:"水印文字；不写时按级别、县名和日期" placeholder:"文字"`
	NoWatermark bool   `help:"不加水印"`
	Expires     string `help:"使用期限，如 2026-12-22；不写为 30 天后" placeholder:"日期"`
	WithGaps    bool   `help:"附上缺项清单"`
	Out         string `help:"放在哪个文件夹或 U 盘" required:"" placeholder:"文件夹"`
}

func (v usbVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		id, err := d.EvaluationID(v.Standard, v.Of, v.Round)
		if err != nil {
			return err
		}
		form, err := d.Screens().Usb.Form(id)
		if err != nil {
			return err
		}
		in := desk.MakeUsbInput{EvaluationID: id, Level: v.Level, Watermark: v.Watermark, NoWatermark: v.NoWatermark, ExpiresOn: form.Draft.ExpiresOn, Gaps: v.WithGaps, Dir: v.Out}
		if v.Expires != "" {
			in.ExpiresOn = office.Date(v.Expires)
		}
		out, err := d.MakeUsb(in)
		if err != nil {
			return err
		}
		return r.say(out, fmt.Sprintf("%s（%s）：%d 件材料、%d 页、%d 张照片，%d 份换成查阅单\n清单指纹 %s\n%s", out.Title, out.Level, out.Items, out.Pages, out.Photos, len(out.Withheld), out.SHA256, out.Dir))
	})
}
