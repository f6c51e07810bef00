//go:build desktop || bindings

package main

import (
	"context"
	"path/filepath"
	"strings"
	"sync"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"dudao/internal/desk"
	"dudao/internal/office"
)

// App is the window's own affairs: its start and stop, native dialogs, and
// opening a file with the PC's own program. It is the desk's Shell.
type App struct {
	mu  sync.Mutex
	ctx context.Context // set while the window is open

	openBackup func(path string) // set before the window opens, when there is data
}

var _ desk.Shell = (*App)(nil)

// started is called when the window exists.
func (a *App) started(ctx context.Context) {
	a.mu.Lock()
	a.ctx = ctx
	a.mu.Unlock()
	fitScreen(ctx)
}

// stopped is called when the window is gone; later events go nowhere.
func (a *App) stopped(context.Context) {
	a.mu.Lock()
	a.ctx = nil
	a.mu.Unlock()
}

// window returns the window's context, nil without one. Calling Wails with any
// other context would end the program.
func (a *App) window() context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ctx
}

// fitScreen fills a small screen: at 1366×768 the task bar would otherwise
// cover the window's last line.
func fitScreen(ctx context.Context) {
	screens, err := runtime.ScreenGetAll(ctx)
	if err != nil {
		return
	}
	for _, s := range screens {
		if s.IsCurrent && (s.Size.Width <= windowWidth || s.Size.Height <= windowHeight+60) {
			runtime.WindowMaximise(ctx)
		}
	}
}

// secondStart brings the window forward when the program is started again, with the
// backup file that it was started with.
func (a *App) secondStart(second options.SecondInstanceData) {
	ctx := a.window()
	if ctx == nil {
		return
	}
	runtime.WindowUnminimise(ctx)
	runtime.WindowShow(ctx)
	if l, ok := windowArgs(second.Args); ok && a.openBackup != nil {
		if l.backup != "" && !filepath.IsAbs(l.backup) {
			l.backup = filepath.Join(second.WorkingDirectory, l.backup)
		}
		a.openBackup(l.backup)
	}
}

// Emit sends an event to the page.
func (a *App) Emit(event string, data any) {
	if ctx := a.window(); ctx != nil {
		runtime.EventsEmit(ctx, event, data)
	}
}

// OpenFiles asks for files to read; none when the clerk cancels.
func (a *App) OpenFiles(title string, patterns []string) ([]string, error) {
	ctx := a.window()
	if ctx == nil {
		return nil, errNoWindow()
	}
	return runtime.OpenMultipleFilesDialog(ctx, runtime.OpenDialogOptions{Title: title, Filters: filters(patterns)})
}

// SaveFile asks where to write a file; "" when the clerk cancels.
func (a *App) SaveFile(title, defaultName string) (string, error) {
	ctx := a.window()
	if ctx == nil {
		return "", errNoWindow()
	}
	var patterns []string
	if ext := filepath.Ext(defaultName); ext != "" {
		patterns = []string{"*" + ext}
	}
	return runtime.SaveFileDialog(ctx, runtime.SaveDialogOptions{
		Title: title, DefaultFilename: defaultName, Filters: filters(patterns), CanCreateDirectories: true,
	})
}

// OpenDirectory asks for a folder; "" when the clerk cancels.
func (a *App) OpenDirectory(title string) (string, error) {
	ctx := a.window()
	if ctx == nil {
		return "", errNoWindow()
	}
	return runtime.OpenDirectoryDialog(ctx, runtime.OpenDialogOptions{Title: title, CanCreateDirectories: true})
}

// OpenPath opens a file or folder with the PC's own program.
func (a *App) OpenPath(path string) error {
	if err := openPath(path); err != nil {
		return office.Errorf(office.CodeFile, "没有能打开“%s”的程序，请从文件夹里手动打开：%s", filepath.Base(path), path)
	}
	return nil
}

// PrintPath has the PC's own program print a file; where none does by itself, the
// file is opened to be printed there.
func (a *App) PrintPath(path string) error {
	if err := printPath(path); err != nil {
		return a.OpenPath(path)
	}
	return nil
}

// Quit closes the window and ends the program.
func (a *App) Quit() error {
	ctx := a.window()
	if ctx == nil {
		return errNoWindow()
	}
	runtime.Quit(ctx)
	return nil
}

// RevealPath shows a file in its folder.
func (a *App) RevealPath(path string) error {
	if err := revealPath(path); err != nil {
		return office.Errorf(office.CodeFile, "打不开文件夹，请手动打开：%s", filepath.Dir(path))
	}
	return nil
}

func filters(patterns []string) []runtime.FileFilter {
	all := runtime.FileFilter{DisplayName: "所有文件", Pattern: "*.*"}
	if len(patterns) == 0 {
		return []runtime.FileFilter{all}
	}
	joined := strings.Join(patterns, ";")
	return []runtime.FileFilter{{DisplayName: "可用的文件（" + joined + "）", Pattern: joined}, all}
}

func errNoWindow() error {
	return office.Errorf(office.CodeInternal, "窗口还没有打开，请稍后再试。")
}
