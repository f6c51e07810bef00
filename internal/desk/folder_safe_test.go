package desk

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dudao/internal/office"
)

func TestDataIsNotKeptWhereItWouldBeLost(t *testing.T) {
	root := t.TempDir()
	t.Setenv("OneDrive", filepath.Join(root, "同步"))
	for name, refused := range map[string]bool{
		"OneDrive - 县教育局/台账": true, "我的坚果云/台账": true, "WPS云盘/督导": true, "BaiduNetdisk/台账": true, "同步/台账": true,
		"督导台账": false, "网络培训资料/台账": false, "同步备份以外": false, "一号盘/台账": false,
	} {
		dir := filepath.Join(root, filepath.FromSlash(name))
		d, err := Open(dir, &recorder{})
		if err == nil {
			must(t, d.Close())
		}
		if got := office.CodeOf(err) == office.CodeFile && strings.Contains(err.Error(), "同步"); got != refused {
			t.Errorf("%s: refused %v, want %v (%v)", name, got, refused, err)
		}
		if _, serr := os.Stat(dir); refused && !os.IsNotExist(serr) {
			t.Errorf("%s: something was made in a refused place", name)
		}
	}
}

func TestReadOnlyDataIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o555))
	if _, err := Open(filepath.Join(dir, "数据"), &recorder{}); office.CodeOf(err) != office.CodeFile {
		t.Errorf("a read-only place: %v", err)
	}
}
