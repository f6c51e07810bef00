package desk

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/store"
)

// landing is where a paper goes: a record, or with id 0 the tray.
type landing struct {
	form string // title of the form whose code it has
	kind string
	id   int64
	role string
	item office.TrayItem // what is known of it
}

func (l landing) title() string {
	if l.form != "" {
		return l.form
	}
	return l.item.Title
}

// waits leaves the paper in the tray for the reason.
func (l *landing) waits(format string, args ...any) { l.item.Reason = fmt.Sprintf(format, args...) }

// belongs gives the paper to a record.
func (l *landing) belongs(kind string, id int64, role string) { l.kind, l.id, l.role = kind, id, role }

// fileOwners are the kinds of records on whose pages files are seen.
var fileOwners = []string{"visit", "lesson", "inquiry", "finding", "notice", "practice", "complaint", "inspection", "inspection_unit", "meeting", "publication",
	"training", "tenure", "inspector", "assessment", "archive_item", "archive_box", "school"}

// formOwner is the kind of record that a signed form goes to, where it is another
// than it was made from.
var formOwner = map[string]string{
	"unit_scores": "inspection_unit", "candidate_approval": "tenure", "assessment_sheet": "assessment",
	"plan_inspector": "inspector", "inspector_month": "inspector", "training_file": "inspector",
}

// pageForms are the codes of pages that are no form of their own.
var pageForms = map[string]Form{
	office.FormReceipt:    {Title: "送达回证", Kind: "notice"},
	office.FormTalkRecord: {Title: "约谈记录", Kind: "notice"},
	office.FormBox:        {Title: "档案盒脊", Kind: "archive_box"},
}

// landingOf finds where a paper of a stack belongs; alone tells that it is all
// there is in the file.
func (t *taker) landingOf(path string, p office.ScannedPart, alone bool, s stack) (landing, error) {
	to := landing{item: t.guess(path)}
	if !alone {
		to.item.Title, to.item.DocNumber, to.item.Pages = "", "", p.PagesText()
	}
	switch {
	case p.Code.Form == office.FormSeparator:
		return to, t.behind(&to, p.Code)
	case p.Code.Form != "":
		return to, t.byCode(&to, p.Code)
	}
	if pictures, ok := s.(pictureStack); ok {
		return to, t.byDay(&to, pictures[p.Leaves[0].Page-1])
	}
	to.waits("没有读到本程序印的二维码")
	if !alone {
		return to, nil
	}
	return to, t.byName(&to, path)
}

// byCode gives a paper to the record that its code names.
func (t *taker) byCode(to *landing, code office.ScannedPage) error {
	form, known := t.forms[code.Form]
	page, isPage := pageForms[code.Form]
	if isPage {
		form.Form, known = page, true
	}
	if !known {
		to.item.Hint = code.Number
		to.waits("二维码上的文书这一版程序不认识")
		return nil
	}
	kind := form.Kind
	if owner := formOwner[code.Form]; owner != "" {
		kind = owner
	}
	to.form, to.item.Title = form.Title, form.Title
	id, day, err := t.d.store.Coded(kind, code.Number)
	switch {
	case office.CodeOf(err) == office.CodeNotFound:
		to.item.Hint = code.Number
		to.waits("没有编号为 %s 的记录，可能已删除，或在别的数据里", code.Number)
		return nil
	case err != nil:
		return err
	}
	if day.Valid() {
		to.item.DatedOn = day
	}
	switch {
	case code.Mark != "" && code.Mark != t.mark:
		to.item.SuggestKind, to.item.SuggestID = kind, id
		to.waits("二维码是别的单位（或改名以前）印的，请核对是不是这条记录的")
	case !slices.Contains(fileOwners, kind):
		to.item.Hint = t.d.store.Title(kind, id)
		to.waits("%s“%s”的页面放不了附件，请指定是哪条记录的", store.KindNames[kind], t.d.store.Title(kind, id))
	default:
		return t.give(to, kind, id, roleScan)
	}
	return nil
}

// give gives the paper to a record, unless its files are what they were when it
// was handed over.
func (t *taker) give(to *landing, kind string, id int64, role string) error {
	if kind == "archive_item" {
		state, err := t.d.store.ItemState(id)
		if err != nil {
			return err
		}
		if strings.HasPrefix(state, "已") {
			to.item.Hint = t.d.store.Title(kind, id)
			to.waits("“%s”%s，不能再加附件，请指定是哪条记录的", to.item.Hint, state)
			return nil
		}
	}
	to.belongs(kind, id, role)
	return nil
}

// behind gives what lay behind a separator sheet to the record that it names.
func (t *taker) behind(to *landing, separator office.ScannedPage) error {
	kind, id, ok := office.SeparatedRecord(separator.Number)
	if !ok {
		to.waits("没有读到本程序印的二维码")
		return nil
	}
	live, err := t.d.store.Stands(kind, id)
	if err != nil {
		return err
	}
	name := t.d.store.Title(kind, id)
	switch {
	case !live || separator.Mark != "" && separator.Mark != t.mark:
		to.waits("分隔页上的记录不在这份数据里")
	case slices.Contains(fileOwners, kind):
		return t.give(to, kind, id, roleScan)
	default:
		to.item.Hint = name
		to.waits("在“%s”的分隔页后面，请指定是哪条记录的", name)
	}
	return nil
}

// byDay gives a photo to the visit of its day and school.
func (t *taker) byDay(to *landing, path string) error {
	m, err := t.photos.match(t.dir, path)
	if err != nil {
		return err
	}
	if to.item.DatedOn == "" && len(m.TakenAt) >= 10 {
		to.item.DatedOn = office.Date(m.TakenAt[:10])
	}
	if m.VisitID != 0 && !pageShaped(path) {
		to.belongs("visit", m.VisitID, rolePhoto)
		return nil
	}
	if pageShaped(path) {
		to.waits("没有读到本程序印的二维码")
		return t.byName(to, path)
	}
	to.waits("%s", m.Reason)
	return nil
}

// recordNumber is a record's number in a file's name.
var recordNumber = regexp.MustCompile(`(?:^|[^A-Za-z0-9])([A-Z]{2}20\d{2}-\d{4,6})(?:[^0-9]|$)`)

// namedKinds are the kinds that have such numbers.
var namedKinds = []string{"visit", "finding", "notice", "complaint", "practice", "inspection", "training", "meeting", "publication"}

// byName gives a file to the record whose number or 文号 its name tells, or says
// which visit it may belong to.
func (t *taker) byName(to *landing, path string) error {
	if m := recordNumber.FindStringSubmatch(filepath.Base(path)); m != nil {
		to.item.Hint = m[1]
		for _, kind := range namedKinds {
			id, _, err := t.d.store.Coded(kind, m[1])
			if err == nil {
				to.belongs(kind, id, roleOf(path))
				return nil
			}
			if office.CodeOf(err) != office.CodeNotFound {
				return err
			}
		}
	}
	kind, id, found, err := t.d.store.ByDocNumber(to.item.DocNumber)
	if err != nil {
		return err
	}
	if found {
		return t.give(to, kind, id, roleOf(path))
	}
	return t.suggestVisit(to, path)
}

// suggestVisit proposes the visit at the school of the file's folders on its day.
func (t *taker) suggestVisit(to *landing, path string) error {
	schools := t.photos.schoolsIn(t.dir, path)
	if len(schools) == 0 || !to.item.DatedOn.Valid() {
		return nil
	}
	visits, err := t.photos.visitsOn(to.item.DatedOn)
	if err != nil {
		return err
	}
	for _, v := range visits {
		if slices.Contains(schools, v.SchoolID) {
			to.item.SuggestKind, to.item.SuggestID = "visit", v.ID
		}
	}
	return nil
}

// roleOf is what a named file is to its record.
func roleOf(path string) string {
	if slices.Contains([]string{".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff"}, strings.ToLower(filepath.Ext(path))) {
		return roleScan
	}
	return roleOther
}

// guess is what a file's name and folders tell of the paper in it.
func (t *taker) guess(path string) office.TrayItem {
	g := office.GuessFile(t.name(path))
	item := office.TrayItem{Source: t.name(path), Title: clipped(g.Title, 200), DocNumber: g.DocNumber}
	if !g.Rough {
		item.DatedOn = g.DatedOn
	}
	if schools := t.photos.schoolsIn(t.dir, path); len(schools) == 1 {
		item.Hint = t.d.store.Title("school", schools[0])
	}
	return item
}

// clipped is a text of at most n characters.
func clipped(text string, n int) string {
	if r := []rune(text); len(r) > n {
		return string(r[:n])
	}
	return text
}

// readNamed brings in a Word or Excel file, by its name alone.
func (t *taker) readNamed(path string, r *os.File, mime string, in *store.Intake, out *IntakeFile) error {
	if err := checkFile(path, t.limit); err != nil {
		return err
	}
	to := landing{item: t.guess(path)}
	to.waits("名称里没有记录的编号或文号")
	if err := t.byName(&to, path); err != nil {
		return err
	}
	return t.put(in, out, io.ReadSeeker(r), office.Attachment{Name: plainName(filepath.Base(path)), MIME: mime}, to)
}
