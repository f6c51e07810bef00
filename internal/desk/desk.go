// Package desk is what the clerk can do: one small bound type per screen.
//
// The one rule: this is where a wish of the clerk meets records and papers. The
// window, the command line and the browser tests are three doors to it and know
// nothing below it.
package desk

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"

	"dudao/internal/disk"
	"dudao/internal/office"
	"dudao/internal/store"
	"dudao/internal/vault"
)

// Version is the program's version.
const Version = "0.10.2"

// The folders inside the data folder.
const (
	vaultFolder  = "附件"
	backupFolder = "备份"
	cacheFolder  = "缓存"
	logName      = "运行日志.txt"
)

// Shell is what a desk needs from the door it was opened through: events to
// the page, native dialogs, and opening a file with its own program.
type Shell interface {
	Emit(event string, data any)
	OpenFiles(title string, patterns []string) ([]string, error)
	SaveFile(title, defaultName string) (string, error)
	OpenDirectory(title string) (string, error)
	OpenPath(path string) error
	PrintPath(path string) error
	RevealPath(path string) error
	// Quit closes the window and ends the program.
	Quit() error
}

// Desk is one opened data folder.
type Desk struct {
	dir      string
	shell    Shell
	store    *store.Store
	vault    *vault.Vault
	lock     *os.File
	log      *os.File
	jobs     jobs
	backing  sync.Mutex // one backup at a time
	gate     gate
	previews previews
	imported imported
	looked   lookedAt
	merged   merged
	scratch  bool              // a look into the past, see Past
	trial    bool              // 练习县, see Trial
	own      string            // of a 练习县, the office's data folder
	made     office.SampleSize // what LoadSample makes
	named    bool              // the folder was named by --data
	door     *Door
	opened   atomic.Pointer[string] // a backup file, see OpenBackup
}

// Open opens the data folder; an empty dataDir is the folder chosen at first
// start. The zero Desk has no data and serves to list the bound types.
//
// Errors: CodeLocked when another copy of the program has the folder open,
// CodeNewer, CodeDamaged and CodeFile as store.Open.
func Open(dataDir string, shell Shell) (*Desk, error) {
	named := dataDir != ""
	if !named {
		var err error
		if dataDir, err = chosenDataDir(); err != nil {
			return nil, err
		}
	}
	dir, err := filepath.Abs(dataDir)
	if err != nil {
		return nil, err
	}
	if err := safePlace(dir); err != nil {
		return nil, err
	}
	if err := finishRestore(dir); err != nil {
		return nil, err
	}
	if err := swapReady(dir); err != nil {
		return nil, err
	}
	if err := disk.MkdirAll(dir); err != nil {
		return nil, office.Errorf(office.CodeFile, "无法建立数据文件夹“%s”，请换一个可以写入的位置。", dir)
	}
	d := &Desk{dir: dir, shell: shell, named: named, made: office.SampleCountySize}
	d.gate.open(dir)
	if d.lock, err = lockFolder(dir); err != nil {
		return nil, err
	}
	if err := d.open(); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func (d *Desk) open() (err error) {
	if d.store, err = store.Open(d.dir); err != nil {
		return err
	}
	if d.vault, err = vault.Open(filepath.Join(d.dir, vaultFolder)); err != nil {
		return err
	}
	if err := os.RemoveAll(filepath.Join(d.dir, cacheFolder)); err != nil {
		slog.Warn("clean cache", "err", err) // an open preview of before: the next start cleans it
	}
	if d.log, err = openLog(filepath.Join(d.dir, logName)); err != nil {
		return office.Errorf(office.CodeFile, "数据文件夹“%s”无法写入，请检查权限。", d.dir)
	}
	d.logs()
	days, err := d.trashDays()
	if err != nil {
		return err
	}
	_, err = d.store.PurgeTrash(days)
	return err
}

// logLimit is the size in bytes from which the log starts anew.
const logLimit = 1 << 20

func openLog(path string) (*os.File, error) {
	flag := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	if info, err := os.Stat(path); err == nil && info.Size() > logLimit {
		flag |= os.O_TRUNC
	}
	return os.OpenFile(path, flag, 0o644)
}

// logs makes the data folder's log the program's.
func (d *Desk) logs() { slog.SetDefault(slog.New(slog.NewTextHandler(d.log, nil))) }

// Close ends running work and closes the data folder.
func (d *Desk) Close() error {
	d.jobs.cancelAll()
	var first error
	keep := func(err error) {
		if err != nil && first == nil {
			first = err
		}
	}
	if d.store != nil {
		keep(d.store.Close())
	}
	if d.log != nil {
		slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, nil)))
		keep(d.log.Close())
	}
	if d.lock != nil {
		keep(unlockFolder(d.lock))
	}
	d.dropScratch()
	return first
}

// Screens are the desk's bound types by name, for the command line.
type Screens struct {
	Home         *Home
	Visits       *Visits
	Schools      *Schools
	Inspectors   *Inspectors
	Zones        *Zones
	Findings     *Findings
	Lessons      *Lessons
	Settings     *Settings
	Backups      *Backups
	Health       *Health
	Search       *Search
	History      *History
	Jobs         *Jobs
	Imports      *Imports
	Grid         *Grid
	Reports      *Reports
	Files        *Files
	Papers       *Papers
	Notices      *Notices
	Practices    *Practices
	Complaints   *Complaints
	Alerts       *Alerts
	Templates    *Templates
	Archive      *Archive
	Standards    *Standards
	Evaluations  *Evaluations
	Evidence     *Evidence
	Tray         *Tray
	Meetings     *Meetings
	Publications *Publications
	Uploads      *Uploads
	Sheets       *Sheets
	Tenures      *Tenures
	Trainings    *Trainings
	Assessments  *Assessments
	Schemes      *Schemes
	Dossiers     *Dossiers
	Teams        *Teams
	Messages     *Messages
	Inspections  *Inspections
	Checklists   *Checklists
	Scores       *Scores
	Plans        *Plans
	Contacts     *Contacts
	Binders      *Binders
	Gaps         *Gaps
	Spots        *Spots
	Stocktakes   *Stocktakes
	Loans        *Loans
	Disposals    *Disposals
	Soundness    *Soundness
	Usb          *Usb
	Security     *Security
	Outgoing     *Outgoing
	Trial        *Trial
	Setup        *Setup
	Manual       *Manual
	Lists        *Lists
}

// Screens returns the desk's bound types.
func (d *Desk) Screens() Screens {
	return Screens{
		Home: &Home{d}, Visits: &Visits{d}, Schools: &Schools{d}, Inspectors: &Inspectors{d}, Zones: &Zones{d}, Findings: &Findings{d},
		Lessons: &Lessons{d}, Settings: &Settings{d}, Backups: &Backups{d}, Health: &Health{d}, Search: &Search{d}, History: &History{d}, Jobs: &Jobs{d}, Imports: &Imports{d}, Grid: &Grid{d},
		Reports: &Reports{d}, Files: &Files{d}, Papers: &Papers{d}, Notices: &Notices{d}, Practices: &Practices{d}, Complaints: &Complaints{d},
		Alerts: &Alerts{d}, Templates: &Templates{d}, Archive: &Archive{d}, Tray: &Tray{d}, Standards: &Standards{d}, Evaluations: &Evaluations{d}, Evidence: &Evidence{d}, Meetings: &Meetings{d}, Publications: &Publications{d},
		Uploads: &Uploads{d}, Sheets: &Sheets{d}, Tenures: &Tenures{d}, Trainings: &Trainings{d}, Assessments: &Assessments{d},
		Schemes: &Schemes{d}, Dossiers: &Dossiers{d}, Teams: &Teams{d}, Messages: &Messages{d}, Inspections: &Inspections{d},
		Checklists: &Checklists{d}, Scores: &Scores{d}, Plans: &Plans{d}, Contacts: &Contacts{d},
		Gaps: &Gaps{d}, Spots: &Spots{d}, Stocktakes: &Stocktakes{d}, Loans: &Loans{d}, Disposals: &Disposals{d}, Soundness: &Soundness{d},
		Binders: &Binders{d}, Usb: &Usb{d}, Security: &Security{d}, Outgoing: &Outgoing{d}, Lists: &Lists{d},
		Trial: &Trial{d}, Setup: &Setup{d}, Manual: &Manual{d},
	}
}

// Bound returns the types that the page may call, one per screen; it calls them
// through the Door.
func (d *Desk) Bound() []any {
	v := reflect.ValueOf(d.Screens())
	out := make([]any, v.NumField())
	for i := range out {
		out[i] = v.Field(i).Interface()
	}
	return out
}

// ServeFile serves attachments and previews below /files/.
func (d *Desk) ServeFile(w http.ResponseWriter, r *http.Request) {
	if err := d.gate.pass(); err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	switch {
	case strings.HasPrefix(r.URL.Path, "/files/preview/"):
		d.servePreview(w, r)
	case strings.HasPrefix(r.URL.Path, attachmentURL):
		d.serveAttachment(w, r)
	case strings.HasPrefix(r.URL.Path, manualURL):
		serveManual(w, r)
	case strings.HasPrefix(r.URL.Path, photoURL):
		d.servePhoto(w, r)
	default:
		http.NotFound(w, r)
	}
}

// caught turns a panic of a bound method into an error: in the window a panic
// would leave the page waiting for ever.
func caught(err *error) {
	if p := recover(); p != nil {
		slog.Error("panic", "value", p, "stack", string(debug.Stack()))
		*err = fmt.Errorf("panic: %v", p)
	}
}

// saved tells the page that the last action is on the disk.
func (d *Desk) saved() {
	if d.gate.pass() != nil {
		return // what goes on behind a locked screen is no news for it
	}
	last, err := d.store.LastAction()
	if err != nil {
		slog.Error("last action", "err", err)
		return
	}
	d.shell.Emit("saved", last)
}

// ok passes an error on and tells the page when there is none.
func ok[T any](d *Desk, v T, err error) (T, error) {
	if err == nil {
		d.saved()
	}
	return v, err
}

// done is ok for work without a result.
func done(d *Desk, err error) error {
	if err == nil {
		d.saved()
	}
	return err
}

// jobs are the long works that run now, by name.
type jobs struct {
	mu      sync.Mutex
	cancels map[string]func()
}
