//go:build (desktop || bindings) && !smoke

package main

import "github.com/wailsapp/wails/v2/pkg/options"

// adjust and smokeExitCode are where the smoke test joins in (window_smoke.go).
func adjust(*options.App, *App) {}

func smokeExitCode() int { return 0 }
