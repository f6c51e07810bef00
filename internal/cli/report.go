package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/desk"
	"dudao/internal/office"
)

type reportVerb struct {
	Month reportSpanVerb `cmd:"" help:"月督导报告（PDF、Word 和 Excel），如 report month 2026-03"`
	Term  reportSpanVerb `cmd:"" help:"学期督导报告，如 report term 2025-1（2025—2026学年第一学期）"`
	Year  reportSpanVerb `cmd:"" help:"年度督导报告，如 report year 2026"`
}

type reportSpanVerb struct {
	Span  string `arg:"" help:"月份如 2026-03，学期如 2025-1，年度如 2026"`
	Zone  string `help:"责任区；不写时为督导室的报告" placeholder:"名称"`
	Out   string `help:"保存到的文件夹" required:"" placeholder:"文件夹" type:"path"`
	Level string `help:"遮盖程度：内部 上报 检查组 公示" default:"内部" placeholder:"程度"`
}

// figureLine is a figure as --json names it.
type figureLine struct {
	Key     string  `json:"key"`
	Name    string  `json:"name"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
	Basis   string  `json:"basis"`
	Records []int64 `json:"records"`
	Of      string  `json:"of,omitempty"` // of a rate: the keys of its two figures
	By      string  `json:"by,omitempty"`
}

// papers is what the verbs that print say.
type papers struct {
	Files   []string       `json:"files"`
	Pages   int            `json:"pages"`
	Figures []figureLine   `json:"figures"`
	Forms   map[string]int `json:"forms"`
}

func figureLines(figures []office.Figure) []figureLine {
	lines := make([]figureLine, 0, len(figures))
	for _, f := range figures {
		lines = append(lines, figureLine{f.Key, f.Name, f.Value, f.Unit, f.Basis, f.Records, f.Of, f.By})
	}
	return lines
}

func (p *papers) add(f desk.SavedFile) {
	p.Files = append(p.Files, f.Path)
	p.Pages += f.Pages
}

func (v reportSpanVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		reports := d.Screens().Reports
		m, err := reports.Month(desk.ReportInput{Span: v.Span, Zone: v.Zone})
		if err != nil {
			return err
		}
		p := papers{Files: []string{}, Figures: figureLines(m.Figures), Forms: map[string]int{"督导报告": 3}}
		for _, format := range []string{"pdf", "docx", "xlsx"} {
			f, err := reports.Save(desk.SaveReport{Span: v.Span, Zone: v.Zone, Format: format, Level: v.Level, Path: filepath.Join(v.Out, desk.FileName(office.AtLevel(m.Title, v.Level))+"."+format)})
			if err != nil {
				return err
			}
			p.add(f)
		}
		lines := append([]string{m.Title}, p.Files...)
		for _, f := range m.Figures {
			if m.Marks[f.Key] != "" {
				lines = append(lines, fmt.Sprintf("%s %s：%v %s", m.Marks[f.Key], f.Name, f.Value, f.Unit))
			}
		}
		for _, c := range m.Checks {
			lines = append(lines, "提示："+c.Text)
		}
		return r.say(p, strings.Join(lines, "\n"))
	})
}

// monthPapers is what month says: pages are those of all files, also of the
// volumes that bind the papers a second time.
type monthPapers struct {
	papers
	Dir      string              `json:"dir"`
	Papers   int                 `json:"papers"`
	Folders  []desk.PapersFolder `json:"folders"`
	Totals   []office.Total      `json:"totals"`
	Gaps     int                 `json:"gaps"`
	Warnings []string            `json:"warnings"`
}

type monthVerb struct {
	Month string `arg:"" help:"月份，如 2026-03"`
	Out   string `help:"保存到的文件夹" required:"" placeholder:"文件夹" type:"path"`
	Level string `help:"遮盖程度：内部 上报 检查组 公示" default:"内部" placeholder:"程度"`
}

func (v monthVerb) Run(r *run) error {
	return r.open(func(d *desk.Desk) error {
		month := office.Month(v.Month)
		m, err := d.Screens().Reports.Month(desk.ReportInput{Span: v.Month})
		if err != nil {
			return err
		}
		made, err := d.PrintMonth(desk.SaveAllInput{Month: month, Dir: v.Out, Level: v.Level})
		if err != nil {
			return err
		}
		p := monthPapers{papers: papers{Files: []string{}, Figures: figureLines(m.Figures), Forms: made.Forms},
			Dir: made.Dir, Papers: made.Papers, Folders: made.Folders, Totals: made.Totals, Gaps: made.Gaps, Warnings: made.Warnings}
		for _, f := range made.Files {
			p.add(f)
		}
		lines := []string{made.Dir}
		for _, f := range made.Folders {
			lines = append(lines, fmt.Sprintf("%s：%d 份、%d 页", f.Name, f.Papers, f.Pages))
		}
		lines = append(lines, fmt.Sprintf("共 %d 份材料、%d 页，%d 个文件（含合订本）。", made.Papers, made.Pages, len(p.Files)))
		if made.Gaps > 0 {
			lines = append(lines, fmt.Sprintf("有 %d 项需要补齐或核对，见“00 完整性检查.pdf”。", made.Gaps))
		}
		for _, text := range slices.Concat(made.Disagree, made.Warnings) {
			lines = append(lines, "请核对："+text)
		}
		if err := r.say(p, strings.Join(lines, "\n")); err != nil {
			return err
		}
		if len(made.Disagree) > 0 {
			return errTrouble
		}
		return nil
	})
}

type printVerb struct {
	Form  string `arg:"" optional:"" help:"文书；--list 列出全部"`
	ID    string `arg:"" optional:"" help:"记录的编号、名称或月份；划分和名册可以不写，按今天印"`
	Out   string `help:"保存到的文件（.pdf、.docx 或 .xlsx）" placeholder:"文件" type:"path"`
	List  bool   `help:"列出可以打印的文书"`
	Level string `help:"遮盖程度：内部 上报 检查组 公示" default:"内部" placeholder:"程度"`
}

// Validate asks for form and file, or for the list; most forms need an id too.
func (v printVerb) Validate() error {
	if !v.List && (v.Form == "" || v.Out == "") {
		return errors.New("请写明文书、编号和 --out 文件，例如：print visit JL2026-0012 --out 记录表.pdf；print --list 列出全部文书")
	}
	return nil
}

func (v printVerb) Run(r *run) error {
	if v.List {
		lines := []string{}
		for _, f := range desk.Forms() {
			lines = append(lines, f.Key+"\t"+f.Title+"\t"+f.ID)
		}
		return r.say(map[string]any{"forms": desk.Forms()}, strings.Join(lines, "\n"))
	}
	return r.open(func(d *desk.Desk) error {
		f, err := d.PrintFormAt(v.Form, v.ID, v.Out, v.Level)
		if err != nil {
			return err
		}
		p := papers{Files: []string{}, Figures: []figureLine{}, Forms: map[string]int{v.Form: 1}}
		p.add(f)
		return r.say(p, "已保存："+f.Path+pages(f.Pages))
	})
}

// pages says how many there are, nothing where it is not known: Word counts them.
func pages(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("（%d 页）", n)
}

type issueVerb struct {
	Report string `arg:"" help:"月份，如 2026-03；责任区的报告写成 2026-03/责任区名"`
}

func (v issueVerb) Run(r *run) error {
	span, zone, _ := strings.Cut(v.Report, "/")
	return r.open(func(d *desk.Desk) error {
		out, err := d.Screens().Reports.Issue(desk.ReportInput{Span: span, Zone: zone})
		if err != nil {
			return err
		}
		return r.say(out, fmt.Sprintf("已签发：%s %s（%d 页），校验值 %s", out.Number, out.Title, out.Pages, out.Hash))
	})
}
