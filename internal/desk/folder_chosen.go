package desk

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
)

// chosenFile lies in the usual data folder and names the one that the clerk chose
// instead at first start, in one line.
const chosenFile = "数据位置.txt"

// chosenDataDir is where the data lies when no folder was named: the folder chosen
// at first start, else the usual one. A chosen folder that is gone is never made
// anew: an empty program would look as if all had been lost.
func chosenDataDir() (string, error) {
	usual, err := defaultDataDir()
	if err != nil {
		return "", err
	}
	file := filepath.Join(usual, chosenFile)
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return usual, nil
	}
	if err != nil {
		return "", office.Errorf(office.CodeFile, "读不出数据放在哪里，请检查文件“%s”能否打开。", file)
	}
	dir := strings.TrimSpace(strings.TrimPrefix(string(text), "\uFEFF"))
	if dir == "" {
		return usual, nil
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", office.Errorf(office.CodeFile, "找不到数据文件夹“%s”。请接好那块硬盘再打开；盘符变了或搬了位置，就用记事本把“%s”里的那一行改成现在的位置。", dir, file)
	}
	return dir, nil
}

// choose makes the folder the one that is opened when none is named.
func choose(dir string) error {
	usual, err := defaultDataDir()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(usual, 0o755); err != nil {
		return office.Errorf(office.CodeFile, "无法建立文件夹“%s”，请检查权限。", usual)
	}
	file := filepath.Join(usual, chosenFile)
	if dir == usual {
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return office.Errorf(office.CodeFile, "“%s”删不掉，请手动删除它再打开程序。", file)
		}
		return nil
	}
	half := file + ".part"
	os.Remove(half) // left by a stop in the middle
	if err := writeWhole(half, strings.NewReader(dir+"\r\n")); err != nil {
		return office.Errorf(office.CodeFile, "“%s”写不进去，请检查权限和磁盘空间。", file)
	}
	return os.Rename(half, file)
}
