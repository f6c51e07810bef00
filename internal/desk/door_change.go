package desk

import (
	"log/slog"
	"time"

	"dudao/internal/office"
)

// changesDesk are the calls that put another desk behind the door: they take the
// door for themselves, every other call only passes through it.
var changesDesk = map[string]bool{"Trial.Enter": true, "Trial.Leave": true, "Trial.Reset": true, "Setup.UseFolder": true}

// notInTrial are the calls that would mix the 练习县 with the office's own data: what
// leaves for a second place, comes from a backup, or is handed over.
var notInTrial = map[string]bool{"Backups.Choose": true, "Backups.Restore": true, "Backups.HandOver": true, "Backups.Seal": true, "Setup.UseFolder": true}

const (
	changeWait = 10 * time.Second // for calls that are just being answered
	lookAgain  = 10 * time.Millisecond
)

// alone takes the door for itself; false when calls went on for longer than that.
// It does not queue for the lock: other calls would have to wait behind it.
func (x *Door) alone(wait time.Duration) bool {
	for end := time.Now().Add(wait); !x.mu.TryLock(); time.Sleep(lookAgain) {
		if time.Now().After(end) {
			return false
		}
	}
	return true
}

// change puts the desk that open returns behind the door and closes the one that
// was there. When it fails, the one that was there stays.
func (x *Door) change(open func(now *Desk) (*Desk, error)) error {
	if !x.alone(changeWait) {
		return office.Errorf(office.CodeLocked, "程序正在做别的事（如备份、导入）。请等它做完，或在下方按“停止”，再试一次。")
	}
	defer x.mu.Unlock()
	before := x.d
	next, err := open(before)
	if err != nil {
		before.logs()
		return err
	}
	x.put(next)
	if err := before.Close(); err != nil {
		slog.Error("close the desk before", "err", err) // it is closed as far as it goes
	}
	next.logs()
	return nil
}
