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
	if dataDir, ok := windowArgs(args); ok {
		os.Exit(openWindow(dataDir))
	}
	attachConsole()
	os.Exit(cli.Run(args, os.Stdout, os.Stderr))
}

// windowArgs reports whether the command line holds no verb, only, perhaps,
// the data folder; an empty dataDir is the one chosen at first start.
func windowArgs(args []string) (dataDir string, ok bool) {
	switch {
	case len(args) == 0:
		return "", true
	case len(args) == 2 && args[0] == "--data":
		return args[1], true
	case len(args) == 1 && strings.HasPrefix(args[0], "--data="):
		return strings.TrimPrefix(args[0], "--data="), true
	}
	return "", false
}
