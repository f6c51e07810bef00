//go:build desktop

// Command window is a bare Wails window with one line on its page: what the
// program's own start is measured against. It says when the line is shown, and ends; with "stay" it stays.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

var launched = time.Now()

// shown tells the program once the line has been painted.
const shown = `requestAnimationFrame(() => requestAnimationFrame(() => window.runtime.EventsEmit('shown')))`

func main() {
	err := wails.Run(&options.App{
		Title: "bare", Width: 1366, Height: 768,
		AssetServer: &assetserver.Options{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, "<!DOCTYPE html><html><head></head><body><p>示例</p></body></html>")
		})},
		Linux: &linux.Options{ProgramName: "bare", WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
		OnDomReady: func(ctx context.Context) {
			runtime.EventsOnce(ctx, "shown", func(...any) {
				fmt.Printf("first page shown %d ms after the start\n", time.Since(launched).Milliseconds())
				if len(os.Args) == 1 { // with "stay" it is looked at while it idles
					runtime.Quit(ctx)
				}
			})
			runtime.WindowExecJS(ctx, shown)
		},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
