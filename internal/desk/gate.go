package desk

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"dudao/internal/office"
)

// gateFile holds the hash of the 锁屏密码. It lies in the data folder and not in
// the records: a backup or a 交接包 takes no password along.
const gateFile = "锁屏.json"

// The cost of a new hash, after RFC 9106: 64 MiB and some tenths of a second on
// an old PC.
const (
	hashTime    = 3
	hashMemory  = 64 << 10 // KiB
	hashThreads = 2
	hashBytes   = 32
)

const (
	shortestPassword = 6
	idleMinutes      = 15 // of a new password
	longestIdle      = 600
	freeTries        = 3 // wrong ones before the waits begin
	firstWait        = 2 * time.Second
	longestWait      = 5 * time.Minute
)

// passwordHash is a password as it is kept, with all that is needed to try one.
type passwordHash struct {
	Algorithm string `json:"algorithm"`
	Time      uint32 `json:"time"`
	Memory    uint32 `json:"memory"` // KiB
	Threads   uint8  `json:"threads"`
	Salt      []byte `json:"salt"`
	Hash      []byte `json:"hash"`
	Minutes   int    `json:"minutes"` // idle ones until the screen locks, 0 for never
}

// sound keeps a file that somebody wrote from asking for all memory there is.
func (h passwordHash) sound() bool {
	return h.Algorithm == "argon2id" && h.Time >= 1 && h.Time <= 20 && h.Memory >= 8 && h.Memory <= 1<<20 && h.Threads >= 1 && h.Threads <= 64 &&
		len(h.Salt) >= 8 && len(h.Hash) == hashBytes
}

func (h passwordHash) holds(password string) bool {
	got := argon2.IDKey([]byte(password), h.Salt, h.Time, h.Memory, h.Threads, uint32(len(h.Hash)))
	return subtle.ConstantTimeCompare(got, h.Hash) == 1
}

func hashOf(password string, minutes int) (passwordHash, error) {
	h := passwordHash{Algorithm: "argon2id", Time: hashTime, Memory: hashMemory, Threads: hashThreads, Salt: make([]byte, 16), Minutes: minutes}
	if _, err := rand.Read(h.Salt); err != nil {
		return h, err
	}
	h.Hash = argon2.IDKey([]byte(password), h.Salt, h.Time, h.Memory, h.Threads, hashBytes)
	return h, nil
}

// gate is the screen lock (锁屏): while it is shut no call of the page gets
// through. It hides the screen and encrypts nothing.
type gate struct {
	mu    sync.Mutex
	path  string
	kept  *passwordHash // nil without a password
	shut  bool
	fault error // of a file that cannot be read: no password opens it
	wrong int   // tries since the last right one
	next  time.Time
	now   func() time.Time
}

// open reads the password of the data folder; with one the gate begins shut.
func (g *gate) open(dir string) {
	g.path, g.now = filepath.Join(dir, gateFile), time.Now
	text, err := os.ReadFile(g.path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	g.shut = true
	var h passwordHash
	if err != nil || json.Unmarshal(text, &h) != nil || !h.sound() {
		g.fault = office.Errorf(office.CodePassword, "锁屏密码的文件“%s”读不出来。请从数据文件夹删掉这个文件，再打开程序重设密码；数据不受影响。", gateFile)
		return
	}
	g.kept = &h
}

// pass refuses while the gate is shut.
func (g *gate) pass() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return office.Errorf(office.CodeShut, "屏幕已锁，这一步没有做。请先输入锁屏密码。")
	}
	return nil
}

// close shuts the gate; without a password it stays open.
func (g *gate) close() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kept == nil && g.fault == nil {
		return office.Invalid("还没有设锁屏密码，请先在“设置—安全”里设一个。")
	}
	g.shut = true
	return nil
}

// try opens the gate with the password.
func (g *gate) try(password string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.tried(password); err != nil {
		return err
	}
	g.shut = false
	return nil
}

// tried compares a password; every wrong one after the first few makes the next
// wait twice as long, for a change of the password as well.
func (g *gate) tried(password string) error {
	if g.fault != nil {
		return g.fault
	}
	if g.kept == nil {
		return nil
	}
	if left := g.next.Sub(g.now()); left > 0 {
		return office.Errorf(office.CodePassword, "输错的次数太多，请等 %d 秒再试。", int(left.Seconds())+1)
	}
	if g.kept.holds(password) {
		g.wrong, g.next = 0, time.Time{}
		return nil
	}
	if g.wrong++; g.wrong < freeTries {
		return office.Errorf(office.CodePassword, "锁屏密码不对，请再试。注意大小写和输入法。")
	}
	wait := min(firstWait<<min(g.wrong-freeTries, 10), longestWait)
	g.next = g.now().Add(wait)
	return office.Errorf(office.CodePassword, "锁屏密码不对，请等 %d 秒再试。注意大小写和输入法。", int(wait.Seconds()))
}

// set takes a new password in the place of the old one; an empty one removes it.
func (g *gate) set(old, password string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if err := g.tried(old); err != nil {
		return err
	}
	if password == "" {
		if err := os.Remove(g.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return office.Errorf(office.CodeFile, "锁屏密码没有取消：文件“%s”删不掉，请检查权限。", gateFile)
		}
		g.kept = nil
		return nil
	}
	if utf8.RuneCountInString(password) < shortestPassword {
		return office.Invalid("锁屏密码至少 %d 个字，请再长一些。", shortestPassword)
	}
	minutes := idleMinutes
	if g.kept != nil {
		minutes = g.kept.Minutes
	}
	h, err := hashOf(password, minutes)
	if err != nil {
		return err
	}
	return g.keep(h)
}

// idle sets after how many minutes the screen locks.
func (g *gate) idle(minutes int) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.kept == nil {
		return office.Invalid("还没有设锁屏密码，请先设一个。")
	}
	if minutes < 0 || minutes > longestIdle {
		return office.Invalid("自动锁屏的时间请填 0 到 %d 分钟，0 为不自动锁。", longestIdle)
	}
	h := *g.kept
	h.Minutes = minutes
	return g.keep(h)
}

func (g *gate) keep(h passwordHash) error {
	text, err := json.MarshalIndent(h, "", " ")
	if err == nil {
		err = writeFile(g.path, func(w io.Writer) error { _, err := w.Write(text); return err })
	}
	if err != nil {
		return office.Errorf(office.CodeFile, "锁屏密码没有存上，请检查数据文件夹的权限和磁盘空间。")
	}
	g.kept = &h
	return nil
}

// keepGate takes the password over into a folder that is to replace another: a
// restore is no way around the lock.
func keepGate(from, to string) error {
	text, err := os.ReadFile(filepath.Join(from, gateFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(to, gateFile), strings.NewReader(string(text)))
}

// unlocked tells whether a verb may use the data folder: the password is asked
// for there as it is in the window.
func (g *gate) unlocked(password string) error {
	if g.pass() == nil {
		return nil
	}
	if password == "" && g.fault == nil {
		return office.Errorf(office.CodeShut, "这份数据设了锁屏密码。请把密码写在一个文本文件的第一行，用 --unlock-file 指明这个文件。")
	}
	return g.try(password)
}

// MayOpen is Unlock for a data folder that is not opened (a restore in its place).
func MayOpen(dataDir, password string) error {
	if dataDir == "" {
		var err error
		if dataDir, err = defaultDataDir(); err != nil {
			return err
		}
	}
	var g gate
	g.open(dataDir)
	return g.unlocked(password)
}

// Unlock opens a desk that has a 锁屏密码 for a verb; without one it does nothing.
func (d *Desk) Unlock(password string) error { return d.gate.unlocked(password) }
