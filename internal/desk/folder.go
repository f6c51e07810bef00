package desk

import (
	"os"
	"path/filepath"
	"runtime"

	"dudao/internal/office"
)

// programFolder is the data folder's own name.
const programFolder = "督导台账"

// defaultDataDir is where the data lies when no folder was named: beside a portable
// program that carries it, otherwise where localDataDir says.
func defaultDataDir() (string, error) {
	if carried := Carried(); carried != "" {
		return carried, nil
	}
	return localDataDir()
}

// localDataDir is the data folder of this PC's user: beside other local data, never
// in a roaming profile.
func localDataDir() (string, error) {
	if runtime.GOOS == "windows" {
		if local := os.Getenv("LOCALAPPDATA"); local != "" {
			return filepath.Join(local, programFolder), nil
		}
		return "", office.Errorf(office.CodeFile, "找不到本机的数据位置，请用 --data 指定数据文件夹。")
	}
	if data := os.Getenv("XDG_DATA_HOME"); data != "" {
		return filepath.Join(data, programFolder), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", office.Errorf(office.CodeFile, "找不到用户文件夹，请用 --data 指定数据文件夹。")
	}
	return filepath.Join(home, ".local", "share", programFolder), nil
}

func lockedError() error {
	return office.Errorf(office.CodeLocked, "这份数据正被另一个督导台账打开，请先关闭那个窗口或命令，再试一次。")
}

// lockName is the file whose lock keeps a second copy of the program out.
const lockName = "dudao.lock"
