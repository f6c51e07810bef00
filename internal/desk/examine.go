package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/sheet"
	"dudao/internal/store"
)

// Examined is what reading a file from elsewhere came to: its pages, or why it
// cannot be read.
type Examined struct {
	Pages  int    `json:"pages"`
	Reason string `json:"reason"` // a finished sentence
	// Deadly tells that the reader hung, died or ran out of memory.
	Deadly bool `json:"-"`
}

// ExamineVerb is the hidden verb by which the program reads one file in a process
// of its own.
const ExamineVerb = "examine"

// The most that reading one file may take. A workbook or PDF of the largest size
// that is read at all stays below both on an old PC.
const (
	examineTime   = 60 * time.Second
	examineMemory = 1 << 30
)

// examiner makes the process that reads the file; nil reads in this one.
var examiner func(ctx context.Context, path string) *exec.Cmd

// ExamineApart lets foreign files be read first by a process of the same program,
// so that one made to hang or kill its reader kills only that.
func ExamineApart() {
	examiner = func(ctx context.Context, path string) *exec.Cmd {
		own, err := os.Executable()
		if err != nil {
			return nil
		}
		return exec.CommandContext(ctx, own, ExamineVerb, path)
	}
}

// ExamineHere reads the file in this process, under its limits, and writes what it
// found: the other side of examine.
func ExamineHere(path string) ([]byte, error) {
	if err := limitOwnMemory(examineMemory); err != nil {
		return nil, err
	}
	return json.Marshal(examined(path))
}

func examined(path string) (out Examined) {
	var err error
	if oldOffice(path) {
		_, err = sheet.Open(path, sheet.DefaultLimits)
	} else {
		out.Pages, err = pdf.Pages(path)
	}
	if err != nil {
		out.Reason = Plain(err).Message
	}
	return out
}

// examine reads a PDF or an .xls from elsewhere, in a process of its own where there
// is one.
func examine(path string) Examined { return examineWithin(path, examineTime) }

func examineWithin(path string, patience time.Duration) Examined {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var child *exec.Cmd
	if examiner != nil {
		child = examiner(ctx, path)
	}
	if child == nil {
		return examined(path)
	}
	var said bytes.Buffer
	child.Stdout, child.WaitDelay = &said, 5*time.Second
	child.Env = append(child.Environ(), "GOMEMLIMIT=800MiB", "GOTRACEBACK=none")
	hide(child)
	if err := child.Start(); err != nil {
		slog.Warn("examine", "file", filepath.Base(path), "err", err)
		return examined(path)
	}
	release, err := confine(child, examineMemory)
	if err != nil {
		slog.Warn("confine", "err", err) // its time is limited all the same
	}
	err = child.Wait()
	release()
	var out Examined
	if err == nil {
		err = json.Unmarshal(said.Bytes(), &out)
	}
	if err == nil {
		return out
	}
	slog.Warn("examine", "file", filepath.Base(path), "err", err, "late", errors.Is(ctx.Err(), context.DeadlineExceeded))
	return Examined{Deadly: true, Reason: "文件“" + filepath.Base(path) + "”太复杂或已损坏，读它会使程序停住，所以没有打开。请用能打开它的程序另存后再试。"}
}

// admitOnce is admit that remembers a file which stopped its reader: it is not
// read again however often it is brought.
func (d *Desk) admitOnce(path, sha string) error {
	if err := d.notDeadly(sha); err != nil {
		return err
	}
	out := examine(path)
	if out.Reason == "" {
		return nil
	}
	if err := d.store.KeepVerdict(store.Verdict{SHA256: sha, Reason: out.Reason, Deadly: out.Deadly}); err != nil {
		return err
	}
	return office.Errorf(office.CodeFile, "%s", out.Reason)
}

// admit refuses a file that cannot be read, in words.
func admit(path string) error {
	if out := examine(path); out.Reason != "" {
		return office.Errorf(office.CodeFile, "%s", out.Reason)
	}
	return nil
}

// openBook reads a workbook from elsewhere; an old one is read apart first.
func openBook(path string) (*sheet.Book, error) { return openBookWithin(path, sheet.DefaultLimits) }

func openBookWithin(path string, limits sheet.Limits) (*sheet.Book, error) {
	if examiner != nil && oldOffice(path) {
		if err := admit(path); err != nil {
			return nil, err
		}
	}
	return sheet.Open(path, limits)
}

// oldOffice tells a compound file, which .xls is.
func oldOffice(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(compoundHead))
	n, err := f.Read(head)
	return err == nil && string(head[:n]) == compoundHead
}

const compoundHead = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// notDeadly refuses to open a kept file that has stopped its reader once.
func (d *Desk) notDeadly(sha string) error {
	reason, err := d.store.Deadly(sha)
	if err != nil || reason == "" {
		return err
	}
	return office.Errorf(office.CodeFile, "%s", reason)
}
