// Package cli is the command line: verbs that call desk.
//
// The one rule: a verb does what the window does, through the same desk, and
// says it on standard output, as text or, with --json, as one object.
package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// The exit codes.
const (
	exitFine  = 0 // the job is done
	exitJob   = 1 // the data or the job has a problem, said in Chinese
	exitUsage = 2 // wrong usage
)

// verbs is the command line; each field is one verb.
type verbs struct {
	Data string `help:"数据文件夹；不写时用首次启动时选定的位置" placeholder:"文件夹" name:"data"`
	JSON bool   `help:"只输出一个 JSON 对象" name:"json"`
	AsOf string `help:"看过去某一天结束时的数据，只读，如 --as-of 2026-03-01 list visits；用于 list export report month print search alerts dossier briefing check" placeholder:"日期" name:"as-of"`
	// Not --password-file: that one is for sealed backups.
	UnlockFile string `help:"设了锁屏密码时：密码写在这个文本文件的第一行" placeholder:"文件" type:"existingfile" name:"unlock-file"`

	Sample     sampleVerb     `cmd:"" help:"在空的数据文件夹里装入示例县"`
	Import     importVerb     `cmd:"" help:"导入表格：${sheetKinds}"`
	Export     exportVerb     `cmd:"" help:"导出清单，可改后再导入"`
	Undo       undoVerb       `cmd:"" help:"撤销一次导入或别的操作"`
	List       listVerb       `cmd:"" help:"列出记录：${listKinds}"`
	Put        putVerb        `cmd:"" help:"从 JSON 文件写入一条记录：${putKinds}"`
	Report     reportVerb     `cmd:"" help:"一份报告"`
	Month      monthVerb      `cmd:"" help:"一个月的全部材料：报告、统计表、记录和文书，分文件夹，各有合订本"`
	Plan       planVerb       `cmd:"" help:"督导计划"`
	Inspection inspectionVerb `cmd:"" help:"一次专项督导的全部材料：通知、方案、日程、意见书、报告，分文件夹，各有合订本"`
	Assess     assessVerb     `cmd:"" help:"考核：取数、排名，打印评分表、汇总表、通报和公示，如 assess 2025 --subject 督学"`
	Binder     binderVerb     `cmd:"" help:"迎检册：一个标准的全部材料，按盒装订，附目录、缺项清单和校验单，如 binder 创新县 --out D:\\迎检"`
	Verify     verifyVerb     `cmd:"" help:"校验迎检册：哪些文件改过、缺少、多出"`
	Template   templateVerb   `cmd:"" help:"本县的 Word 模板：list add remove starter"`
	Dossier    dossierVerb    `cmd:"" help:"一人一档、一校一档：dossier school 学校 · dossier inspector 督学"`
	Briefing   briefingVerb   `cmd:"" help:"见校长前五分钟：一所学校，或一名督学负责的全部学校"`
	Paste      pasteVerb      `cmd:"" help:"识别微信消息，印出识别的内容，不保存"`
	Print      printVerb      `cmd:"" help:"打印一份文书；--list 列出全部"`
	Issue      issueVerb      `cmd:"" help:"签发并封存一份月报"`
	File       fileVerb       `cmd:"" help:"收一个文件夹的扫描件、照片和文件：按二维码、日期和名称归到各自的记录"`
	Sheets     sheetsVerb     `cmd:"" help:"发给督学的督导记录表，一人一份；谁还没交回"`
	Merge      mergeVerb      `cmd:"" help:"合并交回的督导记录表"`
	Alerts     alertsVerb     `cmd:"" help:"待办提醒：该做没做的"`
	Usb        usbVerb        `cmd:"" help:"迎检U盘：任何浏览器都能打开的只读材料，如 usb 创新县 --out E:"`
	Search     searchVerb     `cmd:"" help:"检索全部记录"`
	Check      checkVerb      `cmd:"" help:"体检：数据库、记录和附件"`
	Backup     backupVerb     `cmd:"" help:"备份全部记录和附件"`
	Restore    restoreVerb    `cmd:"" help:"从备份恢复；现有数据改名保留"`
	Handover   handoverVerb   `cmd:"" help:"交接包：一个文件和一张交接清单，换人换电脑时用"`
	Rehearse   rehearseVerb   `cmd:"" help:"演练：把最近的备份恢复到临时文件夹并核对"`
	Manual     manualVerb     `cmd:"" help:"使用手册，写成 PDF，如 manual --out D:\\手册.pdf"`
	Diagnose   diagnoseVerb   `cmd:"" help:"诊断信息：版本、条数、最近的错误；不含单位、人员和学校"`
	Version    versionVerb    `cmd:"" help:"版本"`
	Examine    examineVerb    `cmd:"" hidden:"" help:"读一个外来文件，由程序自己调用"`
}

// run is what a verb is given.
type run struct {
	data   string
	unlock string // the 锁屏密码
	json   bool
	asOf   office.Date // a past day, only to be read
	out    io.Writer
}

// readingVerbs are those that --as-of goes with.
var readingVerbs = []string{"list", "export", "report", "month", "print", "search", "alerts", "dossier", "briefing", "check"}

// errTrouble ends a verb with exit 1 after it has said what is wrong itself.
var errTrouble = errors.New("trouble")

// Run runs the verb in args and returns the exit code.
func Run(args []string, stdout, stderr io.Writer) int {
	var v verbs
	exited := false
	parser, err := kong.New(&v, kong.Name("dudao"), kong.Description("督导台账：县教育督导室的台账、报告和迎检材料。不写命令时打开窗口。"),
		kong.Vars{"listKinds": strings.Join(kindsThat(listed), ","), "putKinds": strings.Join(kindsThat(putting), ","), "sheetKinds": sheetKinds()},
		kong.Writers(stdout, stderr), kong.Exit(func(int) { exited = true }), kong.ShortUsageOnError())
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitUsage
	}
	ctx, err := parser.Parse(args)
	if exited { // --help
		return exitFine
	}
	if err != nil {
		fmt.Fprintf(stderr, "用法不对：%v\n运行 dudao --help 查看全部命令。\n", err)
		return exitUsage
	}
	r := &run{data: v.Data, json: v.JSON, asOf: office.Date(v.AsOf), out: stdout}
	if r.unlock, err = firstLine(v.UnlockFile); err != nil {
		return r.exit(err, stderr)
	}
	if verb, _, _ := strings.Cut(ctx.Command(), " "); v.AsOf != "" && !slices.Contains(readingVerbs, verb) {
		return r.exit(office.Invalid("过去某一天的数据只能查看和导出，%s 不能加 --as-of。可以用：%s。", verb, strings.Join(readingVerbs, " ")), stderr)
	}
	return r.exit(ctx.Run(r), stderr)
}

func (r *run) exit(err error, stderr io.Writer) int {
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errTrouble):
		return exitJob
	}
	e := desk.Plain(err)
	if r.json {
		if jerr := r.say(map[string]any{"error": e}, ""); jerr != nil {
			fmt.Fprintln(stderr, jerr)
		}
	}
	fmt.Fprintln(stderr, e.Message)
	return exitJob
}

// open opens the data folder for one verb.
func (r *run) open(do func(*desk.Desk) error) error {
	d, err := desk.Open(r.data, quiet{})
	if err != nil {
		return err
	}
	return errors.Join(r.doOn(d, do), d.Close())
}

// doOn does the verb's work on the data, or on that of a past day.
func (r *run) doOn(d *desk.Desk, do func(*desk.Desk) error) error {
	if err := d.Unlock(r.unlock); err != nil {
		return err
	}
	if r.asOf == "" {
		return do(d)
	}
	past, err := d.Past(r.asOf)
	if err != nil {
		return err
	}
	return errors.Join(do(past), past.Close())
}

// say prints the object with --json, else the text.
func (r *run) say(object any, text string) error {
	if !r.json {
		_, err := fmt.Fprintln(r.out, text)
		return err
	}
	b, err := json.MarshalIndent(object, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(r.out, string(b))
	return err
}

// quiet is the shell of a verb: nobody to ask, no page to tell.
type quiet struct{}

func (quiet) Emit(string, any) {}

func (quiet) OpenFiles(string, []string) ([]string, error) { return nil, errNoWindow() }

func (quiet) SaveFile(string, string) (string, error) { return "", errNoWindow() }

func (quiet) OpenDirectory(string) (string, error) { return "", errNoWindow() }

func (quiet) OpenPath(string) error { return errNoWindow() }

func (quiet) PrintPath(string) error { return errNoWindow() }

func (quiet) RevealPath(string) error { return errNoWindow() }
func (quiet) Quit() error             { return errNoWindow() }

func errNoWindow() error {
	return office.Invalid("命令行里没有窗口，请用参数指定文件。")
}
