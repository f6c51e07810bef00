package desk

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// The roles of attachments that the program itself gives.
const (
	rolePhoto = "照片"
	roleScan  = "扫描件"
	roleOther = "其他"
)

// maxPhotos bounds a folder of photos that is sorted at once.
const maxPhotos = 5000

// PhotoMatch is a folder of photos with the visit that each belongs to.
type PhotoMatch struct {
	Dir     string         `json:"dir"`
	Photos  []MatchedPhoto `json:"photos"`
	Matched int            `json:"matched"`
}

// MatchedPhoto is one photo. VisitID is 0 when no visit is proposed; Choices
// are the visits of the same day to choose from.
type MatchedPhoto struct {
	Path       string         `json:"path"`
	Name       string         `json:"name"`
	TakenAt    string         `json:"takenAt"` // 2026-03-12 09:30, or the day alone
	VisitID    int64          `json:"visitId"`
	Visit      string         `json:"visit"`
	Confidence string         `json:"confidence"` // 高/中/无
	Reason     string         `json:"reason"`
	Choices    []store.Option `json:"choices"`
	URL        string         `json:"url"`
	Problem    string         `json:"problem"`
}

// PhotoFiling is one photo for one visit.
type PhotoFiling struct {
	Path    string `json:"path"`
	VisitID int64  `json:"visitId"`
}

// FilePhotosInput are the photos that the clerk has confirmed.
type FilePhotosInput struct {
	Photos []PhotoFiling `json:"photos"`
}

// MatchPhotos looks for the visit of each photo in the folder (and the folders
// in it) by the day it was taken and the school named in the file or folder
// name. An empty dir asks the clerk for it. Nothing is changed.
func (f *Files) MatchPhotos(dir string) (out PhotoMatch, err error) {
	defer caught(&err)
	out = PhotoMatch{Photos: []MatchedPhoto{}}
	if dir == "" {
		if dir, err = f.d.shell.OpenDirectory("选择存放照片的文件夹"); err != nil || dir == "" {
			return out, err
		}
	}
	out.Dir = dir
	paths, err := filesIn(dir, maxPhotos, ".jpg", ".jpeg", ".png")
	if err != nil {
		return out, err
	}
	names, err := f.d.store.SchoolCalls()
	if err != nil {
		return out, err
	}
	step, end := f.d.start("photos", "正在查看照片")
	defer end()
	m := photoMatcher{store: f.d.store, names: names, days: map[office.Date][]store.VisitRow{}}
	for i, path := range paths {
		if err := step(i, len(paths)); err != nil {
			return out, err
		}
		photo, err := m.match(dir, path)
		if err != nil {
			return out, err
		}
		photo.URL = f.d.looked.show(path)
		if photo.VisitID != 0 {
			out.Matched++
		}
		out.Photos = append(out.Photos, photo)
	}
	return out, nil
}

// FilePhotos adds the photos to their visits, all of them or with an error none.
func (f *Files) FilePhotos(in FilePhotosInput) (list []office.Attachment, err error) {
	defer caught(&err)
	wanted := []filing{}
	for _, p := range in.Photos {
		wanted = append(wanted, filing{p.Path, office.Attachment{OwnerKind: "visit", OwnerID: p.VisitID, Role: rolePhoto}})
	}
	list, err = f.d.attach(wanted)
	return ok(f.d, list, err)
}

// filesIn lists the files of some kinds below the folder, by name; more than most
// are refused.
func filesIn(dir string, most int, kinds ...string) ([]string, error) {
	paths := []string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		if slices.Contains(kinds, strings.ToLower(filepath.Ext(path))) {
			paths = append(paths, path)
		}
		if len(paths) > most {
			return office.Errorf(office.CodeFile, "这个文件夹里要收的文件超过 %d 个，请分几次来。", most)
		}
		return nil
	})
	if err != nil {
		if office.CodeOf(err) == office.CodeInternal {
			err = office.Errorf(office.CodeFile, "文件夹“%s”无法读取，请检查后重新选择。", filepath.Base(dir))
		}
		return nil, err
	}
	return paths, nil
}

// photoMatcher finds visits for photos; it reads each day's visits once.
type photoMatcher struct {
	store *store.Store
	names []store.SchoolAlias
	days  map[office.Date][]store.VisitRow
}

func (m *photoMatcher) visitsOn(day office.Date) ([]store.VisitRow, error) {
	if rows, ok := m.days[day]; ok {
		return rows, nil
	}
	page, err := m.store.Visits(store.ListQuery{Filters: map[string]string{"from": string(day), "to": string(day)}})
	if err != nil {
		return nil, err
	}
	rows := slices.DeleteFunc(page.Rows, func(v store.VisitRow) bool { return v.State == "取消" })
	m.days[day] = rows
	return rows, nil
}

// match proposes the photo's visit: the one at the named school on the day; the
// nearest one at that school within three days; or the only one of that half day
// or day.
func (m *photoMatcher) match(root, path string) (MatchedPhoto, error) {
	p := MatchedPhoto{Path: path, Name: filepath.Base(path), Confidence: "无", Choices: []store.Option{}}
	at, hour, problem := takenAt(root, path)
	if p.Problem = problem; problem != "" {
		return p, nil
	}
	if !at.Valid() {
		p.Reason = "照片和文件名里都没有日期"
		return p, nil
	}
	p.TakenAt = string(at)
	if hour != "" {
		p.TakenAt += " " + hour
	}
	today, err := m.visitsOn(at)
	if err != nil {
		return p, err
	}
	for _, v := range today {
		p.Choices = append(p.Choices, store.Option{ID: v.ID, Name: visitLine(v)})
	}
	schools := m.schoolsIn(root, path)
	if len(schools) > 0 {
		return p, m.bySchool(&p, at, schools)
	}
	half := slices.DeleteFunc(slices.Clone(today), func(v store.VisitRow) bool { return hour == "" || !inSession(v.Session, hour) })
	switch {
	case len(today) == 1:
		p.propose(today[0], "中", "当天只有这一次督导")
	case len(half) == 1:
		p.propose(half[0], "中", "这半天只有这一次督导")
	case len(today) == 0:
		p.Reason = "当天没有督导记录"
	default:
		p.Reason = "当天有几次督导，名称里没有学校"
	}
	return p, nil
}

// bySchool proposes a visit at one of the schools on the day or near it.
func (m *photoMatcher) bySchool(p *MatchedPhoto, at office.Date, schools []int64) error {
	for _, off := range []int{0, -1, 1, -2, 2, -3, 3} {
		rows, err := m.visitsOn(at.AddDays(off))
		if err != nil {
			return err
		}
		for _, v := range rows {
			if !slices.Contains(schools, v.SchoolID) {
				continue
			}
			if off == 0 {
				p.propose(v, "高", "日期和学校都对上")
			} else {
				p.propose(v, "中", "学校对上，日期相差几天")
				p.Choices = append(p.Choices, store.Option{ID: v.ID, Name: visitLine(v)})
			}
			return nil
		}
	}
	p.Reason = "这所学校前后三天没有督导记录"
	return nil
}

func (p *MatchedPhoto) propose(v store.VisitRow, confidence, reason string) {
	p.VisitID, p.Visit, p.Confidence, p.Reason = v.ID, visitLine(v), confidence, reason
}

func visitLine(v store.VisitRow) string {
	return string(v.Date) + " " + v.Session + " " + v.School + "（" + v.Inspector + "）"
}

// inSession tells whether the clock time 09:30 lies in the half day.
func inSession(session, hour string) bool {
	return session == "全天" || (session == "上午") == (hour < "12:30")
}

// schoolsIn returns the schools named in the file's name or, failing that, in
// the folders above it up to and with the root; of names that hold one another
// the longest counts.
func (m *photoMatcher) schoolsIn(root, path string) []int64 {
	rel, err := filepath.Rel(filepath.Dir(root), path)
	if err != nil {
		rel = path
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for _, part := range slices.Backward(parts) {
		longest, found := 0, []int64{}
		for _, n := range m.names {
			length := len([]rune(n.Alias))
			if length < 2 || length < longest || !strings.Contains(part, n.Alias) {
				continue
			}
			if length > longest {
				longest, found = length, found[:0]
			}
			found = append(found, n.SchoolID)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// takenAt returns the day and clock time of the photo: the camera's, else those
// in its name, else the day in a folder's name.
func takenAt(root, path string) (day office.Date, hour, problem string) {
	f, err := os.Open(path)
	if err != nil {
		return "", "", "照片无法读取"
	}
	defer f.Close()
	p, err := vault.ReadPhoto(f)
	if err != nil {
		return "", "", err.Error()
	}
	if !p.TakenAt.IsZero() {
		return office.DateOf(p.TakenAt), p.TakenAt.Format("15:04"), ""
	}
	for _, name := range []string{filepath.Base(path), filepath.Base(filepath.Dir(path)), filepath.Base(root)} {
		if d := dateInName(name); d != "" {
			return d, "", ""
		}
	}
	return "", "", ""
}

var (
	dayInName    = regexp.MustCompile(`(?:^|[^0-9])(20[0-9]{2})[-_.年 ]?([01]?[0-9])[-_.月 ]?([0-3]?[0-9])`)
	millisInName = regexp.MustCompile(`(?:mmexport|wx_camera_|Image_)(1[0-9]{12})`)
)

// dateInName reads the day in a file's name, as cameras (IMG_20260312_0930),
// chat programs (mmexport and milliseconds) and people (2026.3.12) write it; ""
// when there is none.
func dateInName(name string) office.Date {
	if m := millisInName.FindStringSubmatch(name); m != nil {
		ms, err := strconv.ParseInt(m[1], 10, 64)
		if err == nil {
			return office.DateOf(time.UnixMilli(ms))
		}
	}
	for _, m := range dayInName.FindAllStringSubmatch(name, -1) {
		y, _ := strconv.Atoi(m[1]) // digits only, by the pattern
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		if d := office.NewDate(y, month, day); month >= 1 && month <= 12 && d.Time().Day() == day {
			return d
		}
	}
	return ""
}
