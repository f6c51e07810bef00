//go:build desktop || bindings

package main

import (
	"os/exec"
	"syscall"

	"golang.org/x/sys/windows"
)

func openPath(path string) error { return shellExecute("open", path) }

// printPath prints with the program that Windows has for it, on the usual printer.
// Not every one can, Edge as a reader of PDFs for one: an error then.
func printPath(path string) error { return shellExecute("print", path) }

func shellExecute(how, path string) error {
	verb, err := windows.UTF16PtrFromString(how)
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, file, nil, nil, windows.SW_SHOWNORMAL)
}

// revealPath writes the command line itself: Explorer wants the quotes after
// the comma. Explorer's exit code says nothing, so only its start is checked.
func revealPath(path string) error {
	explorer := exec.Command("explorer.exe")
	explorer.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := explorer.Start(); err != nil {
		return err
	}
	return explorer.Process.Release()
}
