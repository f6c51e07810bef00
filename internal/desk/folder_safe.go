package desk

import (
	"os"
	"path/filepath"
	"strings"

	"dudao/internal/office"
)

// syncedNames are parts of the names of folders that a cloud program copies to
// and fro: it swaps a database's files behind the program's back.
var syncedNames = []string{"onedrive", "dropbox", "坚果云", "nutstore", "百度网盘", "百度云同步盘", "baidunetdisk", "wps云盘", "wpsdrive", "腾讯微云", "weiyun",
	"icloud", "google drive", "googledrive", "阿里云盘", "天翼云盘", "钉盘", "seafile"}

// safePlace refuses a place for the data where a database loses what was saved: a
// network drive, a folder that a cloud program synchronises. CodeFile then.
func safePlace(dir string) error {
	if remote(existing(dir)) {
		return office.Errorf(office.CodeFile, "“%s”在网络盘上。数据放在网络盘会丢失或损坏，请换成这台电脑自己的硬盘，如 D:\\督导台账；备份可以另存到网络盘。", dir)
	}
	low := strings.ToLower(filepath.ToSlash(dir))
	for _, part := range strings.Split(low, "/") {
		for _, name := range syncedNames {
			if strings.Contains(part, name) {
				return syncedFault(dir)
			}
		}
	}
	for _, variable := range []string{"OneDrive", "OneDriveConsumer", "OneDriveCommercial"} {
		if root := os.Getenv(variable); root != "" && within(dir, root) {
			return syncedFault(dir)
		}
	}
	return nil
}

func syncedFault(dir string) error {
	return office.Errorf(office.CodeFile, "“%s”是网盘同步的文件夹。同步程序会换掉正在用的数据，造成丢失，请换一个不同步的文件夹，如 D:\\督导台账；备份可以另存到网盘。", dir)
}

// within tells whether dir lies in root; Windows does not tell letters' sizes apart.
func within(dir, root string) bool {
	rel, err := filepath.Rel(strings.ToLower(root), strings.ToLower(dir))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// existing is dir, or the nearest folder above it that is there.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil || filepath.Dir(dir) == dir {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
