package desk

import (
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/report"
	"dudao/internal/store"
)

// mask returns the mask of a level (遮盖程度).
func (d *Desk) mask(level string) (veil, error) {
	level, err := office.PaperLevel(level)
	if err != nil || level == office.LevelOffice {
		return veil{Mask: office.NewMask(office.LevelOffice, office.PersonalData{})}, err
	}
	known, err := d.store.PersonalData()
	if err != nil {
		return veil{}, err
	}
	pictures, err := d.hiddenPictures(level)
	return veil{office.NewMask(level, known), pictures}, err
}

// atLevel hides what the level does not show in a paper and all its formats.
func (b built) atLevel(v veil) built {
	m := v.Mask
	if !m.Hides() {
		return b
	}
	b.document = v.pictures.leftOut(b.document.MapText(m.Text))
	if b.book != nil {
		book := b.book.MapText(m.Text)
		b.book = &book
	}
	b.details = slices.Clone(b.details)
	for i, x := range b.details {
		b.details[i].Rows = make([][]string, len(x.Rows))
		for r, row := range x.Rows {
			b.details[i].Rows[r] = maskedCells(m, row)
		}
	}
	if fill := b.filling; fill != nil {
		b.filling = func() office.Filling { return maskedFilling(m, fill()) }
	}
	return b
}

func maskedCells(m office.Mask, cells []string) []string {
	out := make([]string, len(cells))
	for i, s := range cells {
		out[i] = m.Text(s)
	}
	return out
}

func maskedFilling(m office.Mask, f office.Filling) office.Filling {
	texts := func(in map[string]string) map[string]string {
		out := make(map[string]string, len(in))
		for k, s := range in {
			out[k] = m.Text(s)
		}
		return out
	}
	out := office.Filling{Text: texts(f.Text), Lists: map[string][]map[string]string{}}
	for k, rows := range f.Lists {
		for _, row := range rows {
			out.Lists[k] = append(out.Lists[k], texts(row))
		}
	}
	return out
}

// took notes in the export log that something left the program. It has left
// already: a log that cannot be written is no reason to say that it has not.
func (d *Desk) took(action, title, level, path string, files int) {
	if level == "" {
		level = office.LevelOffice
	}
	err := d.store.AddOutgoing(office.Outgoing{Who: pcUser(), Action: action, Title: title, Level: level, File: filepath.Base(path), Files: max(files, 1)})
	if err != nil {
		slog.Error("export log", "err", err)
	}
}

// pcUser is the name under which the PC knows who sits at it.
func pcUser() string {
	name := os.Getenv("USERNAME")
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	if at := strings.LastIndexAny(name, `\/`); at >= 0 { // domain\name
		name = name[at+1:]
	}
	if name == "" {
		return "未知"
	}
	return name
}

// Outgoing is the screen 导出记录: what left the program.
type Outgoing struct{ d *Desk }

// List returns the export log, the newest first.
func (o *Outgoing) List(in store.OutgoingQuery) (list []office.Outgoing, err error) {
	defer caught(&err)
	return o.d.store.Outgoing(in)
}

// OutgoingChoices are what the export log can be narrowed to, and the levels that
// papers and lists are saved at.
type OutgoingChoices struct {
	Actions []string     `json:"actions"`
	Levels  []PaperLevel `json:"levels"`
}

// PaperLevel is a level of masking as it is offered.
type PaperLevel struct {
	Level string `json:"level"`
	About string `json:"about"`
}

var paperLevelAbout = map[string]string{
	office.LevelOffice:     "不另外遮盖，本单位自己用",
	office.LevelReport:     "遮盖身份证号和投诉人，工作电话照印",
	office.LevelInspectors: "再遮盖手机号和邮箱，标了“含个人信息”的照片不印",
	office.LevelPublic:     "再遮盖固定电话和出生日期",
}

// Choices returns what the export log can be narrowed to, and the levels.
func (o *Outgoing) Choices() (out OutgoingChoices, err error) {
	defer caught(&err)
	out = OutgoingChoices{Actions: office.OutgoingActions, Levels: []PaperLevel{}}
	for _, level := range office.PaperLevels {
		out.Levels = append(out.Levels, PaperLevel{level, paperLevelAbout[level]})
	}
	return out, nil
}

// outgoingForms is the export log as a paper.
func outgoingForms() []form {
	return []form{{Form{"outgoing", "导出记录", "outgoing", "起止日期，如 2026-03-01/2026-03-31；不写为全部", asTable}, func(d *Desk, id string) (built, error) {
		from, to, _ := strings.Cut(strings.TrimSpace(id), "/")
		q := store.OutgoingQuery{From: office.Date(from), To: office.Date(to)}
		for _, day := range []office.Date{q.From, q.To} {
			if day != "" && !day.Valid() {
				return built{}, office.Invalid("日期“%s”不对，请写成 2026-03-01/2026-03-31。", day)
			}
		}
		set, err := d.store.Settings()
		if err != nil {
			return built{}, err
		}
		rows, err := d.store.Outgoing(q)
		return built{document: report.Outgoing{Settings: set, Today: d.store.Today(), From: q.From, To: q.To, Rows: rows}.Document()}, err
	}}}
}
