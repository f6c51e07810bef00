package main

import (
	"os"

	"golang.org/x/sys/windows"
)

const (
	attachParentProcess = ^uintptr(0)
	codePageUTF8        = 65001
)

// attachConsole gives a program built without a console (-H windowsgui) the
// console it was started from, so that a verb can print there. Output that
// was redirected to a file or a pipe is left as it is.
func attachConsole() {
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	kernel.NewProc("SetConsoleOutputCP").Call(codePageUTF8)
	if _, err := os.Stdout.Stat(); err == nil {
		return
	}
	if attached, _, _ := kernel.NewProc("AttachConsole").Call(attachParentProcess); attached == 0 {
		return
	}
	kernel.NewProc("SetConsoleOutputCP").Call(codePageUTF8)
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	os.Stdout, os.Stderr = console, console
}
