//go:build !desktop && !bindings && !e2e

package main

import (
	"os"

	"dudao/internal/cli"
)

// openWindow says how this program is used: a plain build has no window.
func openWindow(launch) int {
	return cli.Run([]string{"--help"}, os.Stdout, os.Stderr)
}
