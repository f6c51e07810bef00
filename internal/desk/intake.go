package desk

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dudao/internal/office"
	"dudao/internal/scan"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Bounds of what is brought in at once.
const (
	maxIntake = 20_000    // files
	maxStack  = 400 << 20 // bytes of one stack, which is read whole
)

// What became of a file that was brought in, and of each paper in it (收文件).
const (
	takenFiled  = "已归位"
	takenTray   = "待归"
	takenSame   = "已收过"
	takenFailed = "收不了"
)

// IntakeInput is a folder or single files; both empty asks for a folder. Again
// takes files that were brought in before once more.
type IntakeInput struct {
	Dir    string   `json:"dir"`
	Paths  []string `json:"paths"`
	DryRun bool     `json:"dryRun"`
	Again  bool     `json:"again"`
}

// IntakePart is one paper of a file and where it went.
type IntakePart struct {
	Pages  string `json:"pages"` // of the file, e.g. 3–4
	Form   string `json:"form"`
	Kind   string `json:"kind"`
	ID     int64  `json:"id"`
	Record string `json:"record"`
	State  string `json:"state"`
	Reason string `json:"reason"`
}

// IntakeFile is one file, or a run of pictures that are one stack.
type IntakeFile struct {
	Name   string       `json:"name"` // with its folders
	Pages  int          `json:"pages"`
	Blank  int          `json:"blank"` // blank pages left out
	State  string       `json:"state"`
	Reason string       `json:"reason"`
	Parts  []IntakePart `json:"parts"`
}

// IntakeReport is what went where.
type IntakeReport struct {
	Dir     string       `json:"dir"`
	Files   []IntakeFile `json:"files"`
	Pages   int          `json:"pages"`
	Blank   int          `json:"blank"`
	Filed   int          `json:"filed"` // papers
	Tray    int          `json:"tray"`
	Same    int          `json:"same"`   // files and papers that were there already
	Failed  int          `json:"failed"` // files
	DryRun  bool         `json:"dryRun"`
	Stopped bool         `json:"stopped"` // by the clerk; what was done before stays
}

// TakeIn brings files in: papers go to their records by their codes, photos by
// their day and school, the rest into the tray. The files themselves are not
// touched. Each is an action of its own, its bytes first and its rows then: what
// was done before the power fails is done. It is the job "intake".
func (x *Tray) TakeIn(in IntakeInput) (out IntakeReport, err error) {
	defer caught(&err)
	if len(in.Paths) == 1 && isFolder(in.Paths[0]) {
		in.Dir, in.Paths = in.Paths[0], nil
	}
	out = IntakeReport{Dir: in.Dir, Files: []IntakeFile{}, DryRun: in.DryRun}
	paths, err := unfolded(in.Paths)
	if err != nil {
		return out, err
	}
	if len(paths) == 0 {
		if out.Dir == "" {
			if out.Dir, err = x.d.shell.OpenDirectory("选择要收的文件夹（扫描件、照片、Word、Excel）"); err != nil || out.Dir == "" {
				return out, err
			}
		}
		if paths, err = allFilesIn(out.Dir); err != nil {
			return out, err
		}
	}
	t, err := x.d.taker(in, out.Dir)
	if err != nil {
		return out, err
	}
	step, end := x.d.start("intake", "正在收文件")
	defer end()
	units := t.units(paths)
	for i, u := range units {
		t.step = func(done, of int) error { return step(i*100+done*100/max(1, of), len(units)*100) }
		file, err := t.take(u)
		if office.CodeOf(err) == office.CodeCancelled {
			out.Stopped = true
			break
		}
		if err != nil {
			return out, err
		}
		out.add(file)
	}
	if out.DryRun {
		return out, nil
	}
	return ok(x.d, out, nil)
}

func (r *IntakeReport) add(f IntakeFile) {
	r.Files = append(r.Files, f)
	r.Pages += f.Pages
	r.Blank += f.Blank
	switch {
	case f.State == takenFailed:
		r.Failed++
	case f.State == takenSame && len(f.Parts) == 0:
		r.Same++
	}
	for _, p := range f.Parts {
		switch p.State {
		case takenFiled:
			r.Filed++
		case takenTray:
			r.Tray++
		case takenSame:
			r.Same++
		}
	}
}

// unfolded are the paths with the files below it in place of each folder, as they are
// dropped on the window.
func unfolded(paths []string) ([]string, error) {
	all := []string{}
	for _, p := range paths {
		if !isFolder(p) {
			all = append(all, p)
			continue
		}
		files, err := allFilesIn(p)
		if err != nil {
			return nil, err
		}
		all = append(all, files...)
	}
	return all, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// allFilesIn lists the files below a folder by name. What systems put there for
// themselves is no paper.
func allFilesIn(dir string) ([]string, error) {
	paths := []string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		name := e.Name()
		switch {
		case err != nil:
			return err
		case e.IsDir() && path != dir && strings.HasPrefix(name, "."):
			return fs.SkipDir
		case e.IsDir(), strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), slices.Contains([]string{"thumbs.db", "desktop.ini"}, strings.ToLower(name)), !e.Type().IsRegular():
			return nil
		}
		if paths = append(paths, path); len(paths) > maxIntake {
			return office.Errorf(office.CodeFile, "这个文件夹里超过 %d 个文件，请分几次收。", maxIntake)
		}
		return nil
	})
	if err != nil && office.CodeOf(err) == office.CodeInternal {
		err = office.Errorf(office.CodeFile, "文件夹“%s”无法读取，请检查后重新选择。", filepath.Base(dir))
	}
	return paths, err
}

// taker brings in the files of one intake.
type taker struct {
	d      *Desk
	dir    string
	dry    bool
	again  bool
	mark   string  // of the office, in its forms' codes
	blank  float64 // ink of a blank page; below 0 none is blank
	limit  float64 // of an attachment, in MB
	photos photoMatcher
	forms  map[string]form
	seen   map[string]string // bytes -> the file of this intake that had them
	parts  map[string]string // and those of the papers
	step   func(done, of int) error
}

func (d *Desk) taker(in IntakeInput, dir string) (*taker, error) {
	t := &taker{d: d, dir: dir, dry: in.DryRun, again: in.Again, forms: map[string]form{}, seen: map[string]string{}, parts: map[string]string{}}
	if len(in.Paths) > 0 {
		t.dir = filepath.Dir(in.Paths[0])
	}
	set, err := d.store.Settings()
	if err != nil {
		return nil, err
	}
	t.mark = office.OfficeMark(set.OfficeName)
	today := d.store.Today()
	if t.blank, err = d.store.Rule(office.RuleBlankInk, today); err != nil {
		return nil, err
	}
	if t.blank <= 0 {
		t.blank = -1
	}
	if t.limit, err = d.store.Rule(office.RuleAttachmentSize, today); err != nil {
		return nil, err
	}
	for _, f := range forms() {
		t.forms[f.Key] = f
	}
	t.photos = photoMatcher{store: d.store, days: map[office.Date][]store.VisitRow{}}
	t.photos.names, err = d.store.SchoolCalls()
	return t, err
}

// name is a file's name with the folders below the one that was chosen.
func (t *taker) name(path string) string {
	rel, err := filepath.Rel(t.dir, path)
	if err != nil || strings.HasPrefix(rel, "..") {
		rel = filepath.Base(path)
	}
	parts := strings.Split(filepath.ToSlash(rel), "/")
	for i := range parts {
		parts[i] = plainName(parts[i])
	}
	return strings.Join(parts, "/")
}

// unit is what is taken at once: one file, or pictures that a scanner numbered in
// a row.
type unit []string

// take brings one unit in. What is wrong with the file is said in its line; an
// error is of the records or the disk.
func (t *taker) take(u unit) (IntakeFile, error) {
	out := IntakeFile{Name: t.name(u[0]), Parts: []IntakePart{}}
	if len(u) > 1 {
		out.Name += fmt.Sprintf(" 等 %d 张", len(u))
	}
	if err := t.step(0, 1); err != nil {
		return out, err
	}
	in := store.Intake{Name: out.Name}
	known := 0
	for _, path := range u {
		same, err := t.taken(&in, &out, path)
		if err != nil {
			return t.failed(out, err)
		}
		if same {
			known++
		}
	}
	if known == len(u) {
		out.State = takenSame
		return out, nil
	}
	out.Reason = ""
	if err := t.read(u, &in, &out); err != nil {
		return t.failed(out, err)
	}
	out.State = stateOf(out.Parts)
	if t.dry {
		return out, nil
	}
	return out, t.d.store.TakeIn(in)
}

// failed puts what is wrong with a file into its line.
func (t *taker) failed(out IntakeFile, err error) (IntakeFile, error) {
	if code := office.CodeOf(err); code != office.CodeFile && code != office.CodeInvalid {
		return out, err
	}
	out.State, out.Reason, out.Parts = takenFailed, Plain(err).Message, []IntakePart{}
	return out, nil
}

// stateOf is what became of a file by its papers: what waits is to be seen first.
func stateOf(parts []IntakePart) string {
	for _, state := range []string{takenTray, takenFiled} {
		if slices.ContainsFunc(parts, func(p IntakePart) bool { return p.State == state }) {
			return state
		}
	}
	return takenSame
}

// taken notes a file's bytes and tells whether they came in before.
func (t *taker) taken(in *store.Intake, out *IntakeFile, path string) (bool, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() == 0 {
		return false, office.Errorf(office.CodeFile, "文件是空的，没有内容。请重新扫描或拷贝。")
	}
	if err == nil && info.Size() > maxStack {
		return false, office.Errorf(office.CodeFile, "文件有 %d MB，一次收不下（最多 %d MB）。请在扫描时分成几个文件。", info.Size()>>20, maxStack>>20)
	}
	mark, err := markOf(path)
	if err != nil {
		slog.Warn("read", "file", path, "err", err)
		return false, office.Errorf(office.CodeFile, "文件无法读取，请检查权限或先关闭正在使用它的程序。")
	}
	in.Sources = append(in.Sources, office.ScanSource{SHA256: mark.SHA256, Name: t.name(path)})
	if !t.again {
		if out.Reason, err = t.where(mark.SHA256); err != nil || out.Reason != "" {
			return out.Reason != "", err
		}
	}
	t.seen[mark.SHA256] = t.name(path)
	return false, nil
}

// where says where these bytes are already; empty when they are nowhere.
func (t *taker) where(sha string) (string, error) {
	if name := t.seen[sha]; name != "" {
		return "与“" + name + "”完全相同", nil
	}
	if said, err := t.attached(sha); err != nil || said != "" {
		return said, err
	}
	source, found, err := t.d.store.SourceOf(sha)
	if found {
		return string(source.TakenOn) + " 已收过", err
	}
	return "", err
}

// attached says which record or which paper of this intake has these bytes.
func (t *taker) attached(sha string) (string, error) {
	if name := t.parts[sha]; name != "" {
		return "与“" + name + "”里的一份完全相同", nil
	}
	rows, err := t.d.store.Same(sha)
	switch {
	case err != nil || len(rows) == 0:
		return "", err
	case rows[0].OwnerKind == office.TrayKind:
		return "已在待归扫描件里", nil
	}
	return "已在“" + t.d.store.Title(rows[0].OwnerKind, rows[0].OwnerID) + "”里", nil
}

// put keeps the bytes of a paper and files it, or leaves it in the tray.
func (t *taker) put(in *store.Intake, out *IntakeFile, content io.ReadSeeker, file office.Attachment, to landing) error {
	part := IntakePart{Pages: to.item.Pages, Form: to.form, Kind: to.kind, ID: to.id, State: takenTray, Reason: to.item.Reason}
	if to.id != 0 {
		part.State, part.Record, part.Reason = takenFiled, t.d.store.Title(to.kind, to.id), ""
	}
	var err error
	if file.SHA256, file.Bytes, err = t.keep(content); err != nil {
		return err
	}
	said, err := t.attached(file.SHA256)
	if err != nil {
		return err
	}
	if said != "" {
		part.State, part.Reason = takenSame, said
		out.Parts = append(out.Parts, part)
		return nil
	}
	t.parts[file.SHA256] = in.Name
	file.DatedOn, file.Caption = to.item.DatedOn, to.form
	if to.id != 0 {
		file.OwnerKind, file.OwnerID, file.Role = to.kind, to.id, to.role
		in.Filed = append(in.Filed, file)
	} else {
		in.Tray = append(in.Tray, store.Waiting{Item: to.item, File: file})
	}
	out.Parts = append(out.Parts, part)
	return nil
}

// keep puts bytes into the vault; a dry run only sums them.
func (t *taker) keep(content io.ReadSeeker) (sha string, length int64, err error) {
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return "", 0, err
	}
	if !t.dry {
		return t.d.vault.Put(content)
	}
	sum := &summing{hash: sha256.New()}
	length, err = io.Copy(sum, content)
	return sum.mark().SHA256, length, err
}

const mimeTIFF = "image/tiff"

// mimeOf is a file's kind by its content, with TIFF, which is taken in but kept
// as PDF.
func mimeOf(r io.ReadSeeker, name string) (string, error) {
	head := make([]byte, 4)
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	if _, err := io.ReadFull(r, head); err == nil && scan.IsTIFF(head) {
		return mimeTIFF, nil
	}
	return vault.KindOf(r, name)
}
