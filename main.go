// Command dudao is 督导台账, the ledger of a county's education-supervision
// office. With a verb it is a command-line program; without one it opens the
// window, if it was built with one (build tag desktop).
package main

import (
	"os"
	"strings"

	"dudao/internal/cli"
	"dudao/internal/desk"
)

func main() {
	desk.ExamineApart()
	args := os.Args[1:]
	if l, ok := windowArgs(args); ok {
		os.Exit(openWindow(l))
	}
	attachConsole()
	os.Exit(cli.Run(args, os.Stdout, os.Stderr))
}

// launch is how the window was started.
type launch struct {
	data   string // the data folder, "" for the usual one
	backup string // a backup file that was opened with the program
}

// windowArgs reports whether the command line holds no verb, only, perhaps, the
// data folder and the backup file that was double-clicked.
func windowArgs(args []string) (l launch, ok bool) {
	switch {
	case len(args) >= 2 && args[0] == "--data":
		l.data, args = args[1], args[2:]
	case len(args) >= 1 && strings.HasPrefix(args[0], "--data="):
		l.data, args = strings.TrimPrefix(args[0], "--data="), args[1:]
	}
	if len(args) == 1 && desk.IsBackup(args[0]) {
		l.backup, args = args[0], nil
	}
	return l, len(args) == 0
}
