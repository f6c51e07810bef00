package desk

import (
	"os"
	"path/filepath"
	"strconv"

	"dudao/internal/binder/usb"
	"dudao/internal/office"
)

// Usb is the screen 迎检U盘: a copy of an evaluation for the inspectors that any
// browser opens.
type Usb struct{ d *Desk }

// UsbLevel is a level of masking as it is offered.
type UsbLevel struct {
	Level     string `json:"level"`
	About     string `json:"about"`
	Watermark string `json:"watermark"` // the text proposed for it
}

// UsbForm is what the clerk sees before a copy is made.
type UsbForm struct {
	Title     string           `json:"title"`
	Levels    []UsbLevel       `json:"levels"`
	Draft     MakeUsbInput     `json:"draft"`
	Items     int              `json:"items"`
	Files     int              `json:"files"`
	Personal  int              `json:"personal"` // files marked 含个人信息
	Waiting   int              `json:"waiting"`  // Word and Excel without a PDF
	Unchecked int              `json:"unchecked"`
	Copies    []office.UsbCopy `json:"copies"` // made before, the newest first
}

// MakeUsbInput is a copy to be made. An empty Dir asks where to; an empty level is
// the usual one, an empty watermark the one proposed for it.
type MakeUsbInput struct {
	EvaluationID int64       `json:"evaluationId"`
	Level        string      `json:"level"`
	Watermark    string      `json:"watermark"`
	NoWatermark  bool        `json:"noWatermark"`
	ExpiresOn    office.Date `json:"expiresOn"`
	Gaps         bool        `json:"gaps"` // with the list of what is missing
	Dir          string      `json:"dir"`
}

// MadeUsb is a copy as it was made; Dir is empty when the clerk thought better of it.
type MadeUsb struct {
	Title    string      `json:"title"`
	Dir      string      `json:"dir"`
	Level    string      `json:"level"`
	Files    []SavedFile `json:"files"`
	Pages    int         `json:"pages"`
	Items    int         `json:"items"`
	Photos   int         `json:"photos"`
	Gaps     int         `json:"gaps"`
	Withheld []UsbSlip   `json:"withheld"`
	Bytes    int64       `json:"bytes"`
	SHA256   string      `json:"sha256"` // of the list of all files
}

// UsbSlip is a sheet that lies in the place of what is kept back.
type UsbSlip struct {
	Title string `json:"title"`
	Place string `json:"place"`
	Why   string `json:"why"`
}

var levelAbout = map[string]string{
	office.LevelOffice:     "不遮盖，本单位自己用",
	office.LevelInspectors: "遮盖手机号、身份证号、邮箱和投诉人；标了“含个人信息”的文件、查出电话或身份证号的 Word 和 Excel 换成查阅单",
	office.LevelPublic:     "再遮盖固定电话和出生日期；投诉、督学个人的材料和未转 PDF 的文件换成查阅单",
}

// longestCounty is how many characters of the county's name fit a watermark.
const longestCounty = 30

// watermark is the text proposed for a level.
func (d *Desk) watermark(level string) (string, error) {
	set, err := d.store.Settings()
	county := []rune(set.CountyName)
	text := string(county[:min(len(county), longestCounty)]) + " " + string(d.store.Today())
	switch level {
	case office.LevelOffice:
		return "内部资料 " + text, err
	case office.LevelInspectors:
		return "仅供检查组使用 " + text, err
	}
	return text, err
}

// Form returns what a copy would hold and what is proposed for it.
func (u *Usb) Form(evaluationID int64) (out UsbForm, err error) {
	defer caught(&err)
	out = UsbForm{Levels: []UsbLevel{}, Copies: []office.UsbCopy{}}
	w, err := u.d.gatherBinder(evaluationID)
	if err != nil {
		return out, err
	}
	out.Title, out.Items, out.Waiting = w.facts.Subject+strconv.Itoa(w.facts.Evaluation.Year)+"年"+w.title(), len(w.order), len(w.waiting())
	for _, id := range w.order {
		for _, p := range w.items[id].parts {
			out.Files++
			if p.Personal {
				out.Personal++
			} else if p.File.ID != 0 {
				out.Unchecked++
			}
		}
	}
	for _, level := range office.MaskLevels {
		text, err := u.d.watermark(level)
		if err != nil {
			return out, err
		}
		out.Levels = append(out.Levels, UsbLevel{level, levelAbout[level], text})
	}
	out.Draft = MakeUsbInput{EvaluationID: evaluationID, Level: out.Levels[0].Level, Watermark: out.Levels[0].Watermark, ExpiresOn: u.d.store.Today().AddDays(office.UsbDays)}
	out.Copies, err = u.d.store.UsbCopies(evaluationID)
	return out, err
}

// Make makes a copy in a folder of its own. It is the job "usb".
func (u *Usb) Make(in MakeUsbInput) (out MadeUsb, err error) {
	defer caught(&err)
	if in.Dir == "" {
		if in.Dir, err = u.d.shell.OpenDirectory("选择 U 盘或文件夹"); err != nil || in.Dir == "" {
			return emptyUsb(), err
		}
	}
	return u.d.MakeUsb(in)
}

func emptyUsb() MadeUsb { return MadeUsb{Files: []SavedFile{}, Withheld: []UsbSlip{}} }

// OpenUsbInput names the folder of a copy, and whether it is the page that is wanted.
type OpenUsbInput struct {
	Dir  string `json:"dir"`
	Page bool   `json:"page"`
}

// Open shows the folder of a copy, or its page in the browser.
func (u *Usb) Open(in OpenUsbInput) (err error) {
	defer caught(&err)
	path := filepath.Join(in.Dir, usb.StartPage)
	if _, err := os.Stat(path); err != nil {
		return office.Errorf(office.CodeFile, "文件夹“%s”已不在原处，请重新制作。", filepath.Base(in.Dir))
	}
	if !in.Page {
		path = in.Dir
	}
	return u.d.shell.OpenPath(path)
}
