//go:build desktop || bindings

package main

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/wailsapp/go-webview2/webviewloader"
	options "github.com/wailsapp/wails/v2/pkg/options/windows"
	"golang.org/x/sys/windows"

	"dudao/internal/desk"
)

// What may lie beside the program for a PC without WebView2, by Microsoft's own
// names where there are any.
const (
	runtimeInstaller = "MicrosoftEdgeWebView2RuntimeInstallerX64.exe" // 独立安装包
	runtimeFolder    = "WebView2"                                     // 固定版本, unpacked
	runtimeOldest    = "109.0.1518.0"                                 // what the page is built for
	runtimePage      = "https://developer.microsoft.com/microsoft-edge/webview2/"
)

// readyRuntime sees to it that there is a WebView2 for the page: a fixed version
// beside the program, the PC's own, or one installed now from the installer beside
// the program. Without any it says what to do, and the answer is false.
func readyRuntime(o *options.Options) bool {
	own, err := os.Executable()
	if err != nil {
		return true // Wails says what is missing
	}
	dir := filepath.Dir(own)
	if fixed := fixedRuntime(dir); fixed != "" {
		o.WebviewBrowserPath = fixed
		return true
	}
	if goodRuntime("") {
		return true
	}
	if installer := filepath.Join(dir, runtimeInstaller); isFile(installer) {
		return installRuntime(installer)
	}
	text := "这台电脑没有 WebView2 运行库（或版本太旧），窗口打不开。数据没有被改动。\n\n三个办法，任选一个：\n\n" +
		"① 不上网：在能上网的电脑上下载微软的“Evergreen Standalone Installer”（x64），文件名是 " + runtimeInstaller +
		"，用 U 盘拷到本程序的文件夹里，再打开本程序，就会自己装上：\n" + dir + "\n\n" +
		"② 不能安装软件：下载“Fixed Version”（x64），解压后把文件夹改名为 " + runtimeFolder + "，放进上面那个文件夹，不用安装。\n\n" +
		"③ 这台电脑能上网：按“是”打开微软的下载页面，装好再打开本程序。\n\n现在打开下载页面吗？"
	if ask("缺少 WebView2 运行库", text, windows.MB_YESNO|windows.MB_ICONWARNING|windows.MB_DEFBUTTON2) == answerYes {
		_ = openPath(runtimePage) // no browser: the text has said what else can be done
	}
	return false
}

// installRuntime runs Microsoft's installer, which brings everything with it, and
// tells whether there is a runtime now.
func installRuntime(installer string) bool {
	if ask("缺少 WebView2 运行库", "这台电脑没有 WebView2 运行库（或版本太旧），窗口打不开。\n\n程序旁边有它的离线安装包，现在装上吗？不用联网，要一两分钟，装好后窗口自己打开。",
		windows.MB_YESNO|windows.MB_ICONQUESTION) != answerYes {
		return false
	}
	err := runInstaller(installer)
	if err == nil && goodRuntime("") {
		return true
	}
	ask("WebView2 没有装成", "离线安装包没有装成：可能没有下载完整，或这台电脑不许安装软件。\n\n请重新拷一份 "+runtimeInstaller+"，或把“Fixed Version”解压后改名为 "+runtimeFolder+
		" 放在程序旁边，再打开本程序。数据没有被改动。", windows.MB_OK|windows.MB_ICONERROR)
	return false
}

// runInstaller installs for this user where the user is no administrator.
func runInstaller(installer string) error {
	return exec.Command(installer, "/silent", "/install").Run()
}

// fixedRuntime finds an unpacked fixed version in the program's folder, or one folder
// deeper as Microsoft's archive unpacks it; "" without a usable one.
func fixedRuntime(dir string) string {
	here := filepath.Join(dir, runtimeFolder)
	folders := []string{here}
	inside, _ := os.ReadDir(here) // not there: nothing in it
	for _, e := range inside {
		folders = append(folders, filepath.Join(here, e.Name()))
	}
	for _, folder := range folders {
		if goodRuntime(folder) {
			return folder
		}
	}
	return ""
}

// goodRuntime tells whether the runtime in the folder, or with "" the PC's own, is
// there and new enough.
func goodRuntime(folder string) bool {
	version, err := webviewloader.GetAvailableCoreWebView2BrowserVersionString(folder)
	if err != nil || version == "" {
		return false
	}
	older, err := webviewloader.CompareBrowserVersions(version, runtimeOldest)
	return err == nil && older >= 0
}

// choosePlace asks a fresh portable copy where its data is to be; false when the
// clerk thinks again.
func choosePlace(l launch) bool {
	p, ok := desk.PortableCopy()
	if !ok || !p.Undecided || l.data != "" {
		return true
	}
	text := "这是便携版，第一次打开。数据放在哪里？\n\n【是】放在 U 盘上，跟着程序走：\n" + p.Beside +
		"\n拔盘前请先关闭程序。U 盘容易坏、容易丢，请在“设置→督导室”里给备份另选一个地方。\n\n【否】留在这台电脑上：\n" + p.Here +
		"\n换一台电脑打开时看不到这里的数据。\n\n【取消】先不打开。"
	switch ask("数据放在哪里", text, windows.MB_YESNOCANCEL|windows.MB_ICONQUESTION) {
	case answerYes:
		if err := p.Carry(); err != nil {
			ask("没有建成", desk.Plain(err).Message, windows.MB_OK|windows.MB_ICONERROR)
			return false
		}
		return true
	case answerNo:
		return true
	}
	return false
}

const (
	answerYes = 6
	answerNo  = 7
)

// ask shows one of Windows' own boxes, where there is no page to ask on.
func ask(title, text string, kind uint32) int32 {
	t, err := windows.UTF16PtrFromString(windowTitle + "：" + title)
	if err != nil {
		return 0
	}
	m, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return 0
	}
	answer, err := windows.MessageBox(0, m, t, kind|windows.MB_SETFOREGROUND)
	if err != nil {
		return 0
	}
	return answer
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
