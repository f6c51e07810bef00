//go:build desktop || bindings

package main

import (
	"errors"
	"fmt"
	"html"
	"net/http"
	"os"
	"path/filepath"
	goruntime "runtime"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/windows"

	"dudao/internal/desk"
	"dudao/internal/office"
)

const (
	windowTitle  = "督导台账"
	windowWidth  = 1366
	windowHeight = 768
	lockName     = "dudao-7c1f4b0e"        // one window per user session
	careEvery    = 10 * time.Second        // first when the first page stands
	lockWait     = 1500 * time.Millisecond // for a first copy that is just starting or ending
)

// openWindow opens the data folder, then the window on it, and returns the
// exit code when the window is closed.
func openWindow(l launch) int {
	app := &App{}
	opts := windowOptions(app)
	if !generating && !(readyRuntime(opts.Windows) && choosePlace(l)) {
		return 1
	}
	closing := make(chan struct{})
	door, err := openDoor(l.data, app)
	if err != nil {
		// Locked by another window: wails.Run brings that one forward and ends this
		// copy. Any other trouble: a window that says so.
		opts.AssetServer = &assetserver.Options{Handler: troublePage(err, l.data)}
	} else {
		opts.AssetServer = &assetserver.Options{Assets: pages(), Handler: http.HandlerFunc(door.ServeFile)}
		opts.Bind = []any{door}
		app.openBackup = door.OpenBackup
		door.OpenBackup(l.backup)
		if generating { // the page's types are those of what lies behind the door
			opts.Bind = new(desk.Desk).Bound()
		} else {
			go door.Warm()
			go door.Care(time.Tick(careEvery), closing)
		}
	}
	adjust(opts, app)
	runErr := wails.Run(opts)
	if !generating && err == nil {
		close(closing)
		err = door.Close()
	}
	if err = errors.Join(err, runErr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return smokeExitCode()
}

// openDoor opens the data folder; a folder still held by a copy that is about
// to end is tried once more. The run that writes the bindings opens nothing.
func openDoor(dataDir string, app *App) (*desk.Door, error) {
	if generating {
		return new(desk.Door), nil
	}
	d, err := desk.Open(dataDir, app)
	if office.CodeOf(err) == office.CodeLocked {
		time.Sleep(lockWait)
		d, err = desk.Open(dataDir, app)
	}
	if err != nil {
		return nil, err
	}
	return d.Door(), nil
}

func windowOptions(app *App) *options.App {
	return &options.App{
		Title: windowTitle, Width: windowWidth, Height: windowHeight, MinWidth: 640, MinHeight: 300, // 1366×768 at 200 % leaves 683×384
		BackgroundColour: options.NewRGB(245, 247, 250),
		OnStartup:        app.started,
		OnShutdown:       app.stopped,
		ErrorFormatter:   func(err error) any { return desk.WireError(err) },
		// On Windows the page itself takes the drop and Wails finds the paths: with the
		// WebView's drops off nothing would arrive.
		DragAndDrop: &options.DragAndDrop{EnableFileDrop: true, DisableWebViewDrop: goruntime.GOOS != "windows"},
		SingleInstanceLock: &options.SingleInstanceLock{
			UniqueId:               lockName,
			OnSecondInstanceLaunch: func(second options.SecondInstanceData) { app.secondStart(second) },
		},
		Windows: &windows.Options{
			IsZoomControlEnabled: true, ZoomFactor: 1, DisablePinchZoom: true,
			WebviewUserDataPath: webviewDir(), Theme: windows.Light, Messages: chineseMessages(),
		},
		Linux: &linux.Options{ProgramName: "dudao", WebviewGpuPolicy: linux.WebviewGpuPolicyNever},
	}
}

// webviewDir keeps the browser's own files out of the roaming profile, and those of
// a carried portable copy off the PC it visits.
func webviewDir() string {
	if carried := desk.Carried(); carried != "" {
		return filepath.Join(filepath.Dir(carried), "浏览器缓存")
	}
	local := os.Getenv("LOCALAPPDATA")
	if goruntime.GOOS != "windows" || local == "" {
		return ""
	}
	return filepath.Join(local, "dudao", "webview")
}

// chineseMessages are what Wails says of the page's own trouble. Whether it can be
// shown at all is seen to before, by readyRuntime.
func chineseMessages() *windows.Messages {
	return &windows.Messages{
		InstallationRequired: "本程序需要 WebView2 运行库，这台电脑上还没有。",
		UpdateRequired:       "这台电脑上的 WebView2 运行库太旧，需要更新。",
		MissingRequirements:  "缺少运行库",
		Webview2NotInstalled: "没有安装 WebView2 运行库",
		Error:                "出错了",
		FailedToInstall:      "WebView2 运行库没有装成，请用离线安装包安装后再打开本程序。",
		DownloadPage:         "本程序需要 WebView2 运行库。按“确定”打开下载页面。最低版本：",
		PressOKToInstall:     "请按“取消”，把 WebView2 离线安装包拷来装好，再打开本程序。",
		ContactAdmin:         "这台电脑缺少 WebView2 运行库（或版本太旧），窗口打不开，数据没有被改动。",
		InvalidFixedWebview2: "程序旁边“WebView2”文件夹里的运行库不能用：版本太旧或文件不全。请换一份，或删掉这个文件夹改用电脑上装好的。",
		WebView2ProcessCrash: "显示界面的进程意外停止，已保存的内容不受影响。请重新打开本程序。",
	}
}

// troublePage is the window of a data folder that cannot be opened.
func troublePage(err error, dataDir string) http.Handler {
	const restore = "/restore-newest"
	offer := ""
	if office.CodeOf(err) == office.CodeDamaged {
		offer = `<p><a href="` + restore + `" style="font-size:20px">用最近的备份恢复</a>　现在的数据改名保留在旁边，不会删除。</p>`
	}
	trouble := troubleText("数据没有打开", err.Error(), offer+`<p style="color:#606266">数据没有被改动。处理后请重新打开本程序。</p>`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := trouble
		if offer != "" && r.URL.Path == restore {
			if b, err := desk.RestoreNewest(dataDir); err != nil {
				page = troubleText("没有恢复", desk.Plain(err).Message, "")
			} else {
				page = troubleText("已恢复", "已用 "+b.At+" 的备份恢复。请关闭这个窗口，再打开本程序。", "")
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(page)) // the window went away: nobody left to tell
	})
}

// troubleText is a page of a heading, a sentence, and more in HTML.
func troubleText(title, text, more string) string {
	return fmt.Sprintf(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>%s</title>
<body style="font:18px/1.8 'Microsoft YaHei','Noto Sans CJK SC',sans-serif;margin:15vh auto;max-width:38em;color:#303133">
<h1 style="font-size:24px;color:#9a1f1f">%s</h1><p>%s</p>%s</body></html>`, windowTitle, title, html.EscapeString(text), more)
}
