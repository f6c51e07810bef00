//go:build !windows && (desktop || bindings)

package main

import (
	"os/exec"
	"path/filepath"
)

func openPath(path string) error { return exec.Command("xdg-open", path).Run() }

// printPath prints on the usual printer, where there is one.
func printPath(path string) error { return exec.Command("lp", "-o", "print-scaling=none", path).Run() }

func revealPath(path string) error { return openPath(filepath.Dir(path)) }
