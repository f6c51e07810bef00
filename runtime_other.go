//go:build !windows && (desktop || bindings)

package main

import "github.com/wailsapp/wails/v2/pkg/options/windows"

// readyRuntime has nothing to do: the browser engine is linked in.
func readyRuntime(*windows.Options) bool { return true }

// choosePlace has nothing to ask: portable copies are for Windows.
func choosePlace(launch) bool { return true }
