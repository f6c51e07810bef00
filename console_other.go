//go:build !windows

package main

// attachConsole has nothing to do where every program has its terminal.
func attachConsole() {}
