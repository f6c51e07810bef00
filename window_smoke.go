//go:build desktop && smoke

package main

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// smokeScript walks through the page in the real window and reports by the
// event "smoke", with "" when everything was there.
//
//go:embed build/smoke.js
var smokeScript string

const smokeLimit = 150 * time.Second

// launched is when the program began, before the data folder is opened.
var launched = time.Now()

// smokeResult is what the script reported; until then the test has failed.
var smokeResult = "the page did not report"

// adjust joins the smoke test in: the script runs once the page is loaded, and
// the window closes when it has reported.
func adjust(opts *options.App, _ *App) {
	after("records open")
	opts.OnDomReady = func(ctx context.Context) {
		after("page read")
		for event, what := range map[string]string{"smoke:side": "side bar shown", "smoke:shown": "first page shown"} {
			runtime.EventsOnce(ctx, event, func(...any) { after(what) })
		}
		runtime.EventsOnce(ctx, "smoke:times", func(data ...any) {
			for what, at := range data[0].(map[string]any) { // milliseconds since 1970, of the same clock
				fmt.Printf("%s %d ms after the start\n", what, int64(at.(float64))-launched.UnixMilli())
			}
		})
		runtime.EventsOn(ctx, "smoke", func(data ...any) {
			smokeResult = fmt.Sprint(data...)
			runtime.Quit(ctx)
		})
		time.AfterFunc(smokeLimit, func() { runtime.Quit(ctx) })
		runtime.WindowExecJS(ctx, smokeScript)
	}
}

// after says how long after the start something is done; build/bench reads it.
func after(what string) {
	fmt.Printf("%s %d ms after the start\n", what, time.Since(launched).Milliseconds())
}

func smokeExitCode() int {
	if smokeResult != "" {
		fmt.Println("smoke test:", smokeResult)
		return 1
	}
	fmt.Println("smoke test: 1 passed, 0 failed")
	return 0
}
