package vault

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

func openTest(t *testing.T) *Vault {
	t.Helper()
	v, err := Open(filepath.Join(t.TempDir(), "附件 [1]"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// filesIn lists every file in the vault's folder, finished or not.
func filesIn(t *testing.T, v *Vault) []string {
	t.Helper()
	names := []string{}
	err := filepath.WalkDir(v.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestPutOpenVerifyList(t *testing.T) {
	v := openTest(t)
	text := strings.Repeat("督导", 100_000)
	sum := sha256.Sum256([]byte(text))
	want := hex.EncodeToString(sum[:])
	for range 2 { // the same bytes are kept once
		sha, n, err := v.Put(strings.NewReader(text))
		if err != nil || sha != want || n != int64(len(text)) {
			t.Fatalf("put: %s, %d, %v", sha, n, err)
		}
	}
	if got := filesIn(t, v); len(got) != 1 || !strings.HasSuffix(filepath.ToSlash(got[0]), want[:2]+"/"+want[2:]) {
		t.Fatalf("files: %v", got)
	}
	r, err := v.Open(want)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != text {
		t.Errorf("read back %d bytes, %v", len(got), err)
	}
	if list, err := v.List(); err != nil || len(list) != 1 || list[0] != want || v.Verify(want) != nil {
		t.Errorf("list: %v, %v", list, err)
	}
	for _, bad := range []string{"", "../../etc", strings.Repeat("a", 64), strings.ToUpper(want)} {
		if _, err := v.Open(bad); office.CodeOf(err) != office.CodeNotFound {
			t.Errorf("open %q: %v", bad, err)
		}
	}
}

func TestDamageIsFoundAndHealed(t *testing.T) {
	v := openTest(t)
	sha, _, err := v.Put(strings.NewReader("原来的内容"))
	if err != nil {
		t.Fatal(err)
	}
	path := filesIn(t, v)[0]
	if err := os.WriteFile(path, []byte("被改过的内容"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := v.Verify(sha); office.CodeOf(err) != office.CodeDamaged {
		t.Errorf("verify: %v", err)
	}
	if _, _, err := v.Put(strings.NewReader("原来的内容")); err != nil || v.Verify(sha) != nil {
		t.Errorf("putting the file again did not heal it: %v", err)
	}
}

// breaking gives some bytes and then fails.
type breaking struct{ left int }

func (b *breaking) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errors.New("the stick was pulled out")
	}
	n := min(b.left, len(p))
	b.left -= n
	return n, nil
}

func TestFailedPutLeavesNothing(t *testing.T) {
	v := openTest(t)
	if _, _, err := v.Put(&breaking{100_000}); err == nil {
		t.Error("a broken read was kept")
	}
	if got := filesIn(t, v); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
	left := filepath.Join(v.dir, partPrefix+"killed")
	if err := os.WriteFile(left, []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(v.dir); err != nil {
		t.Fatal(err)
	}
	if got := filesIn(t, v); len(got) != 0 {
		t.Errorf("a stopped write is still there: %v", got)
	}
}

func TestKindIsToldByContent(t *testing.T) {
	docx := zipOf(t, "word/document.xml")
	for _, c := range []struct {
		name, content, mime, says string
	}{
		{"照片.jpg", "\xFF\xD8\xFF\xE0", "image/jpeg", ""},
		{"其实是图片.jpg", "\x89PNG\r\n\x1a\n", "image/png", ""},
		{"方案.pdf", "%PDF-1.7", "application/pdf", ""},
		{"报告.docx", docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ""},
		{"名单.xlsx", zipOf(t, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""},
		{"旧表.xls", oleMagic, "application/vnd.ms-excel", ""},
		{"金山文字.wps", oleMagic, "application/msword", ""},
		{"加密.docx", oleMagic, "", "去掉密码"},
		{"截断.docx", docx[:len(docx)-30], "", "已损坏"},
		{"压缩包.zip", zipOf(t, "a.txt"), "", "解压"},
		{"程序.jpg", "MZ\x90\x00", "", "不是照片"},
		{"程序.exe", "MZ\x90\x00", "", "可以添加：JPG"},
		{"手机.heic", "\x00\x00\x00\x18ftypheic\x00\x00", "", "HEIC"},
		{"空.pdf", "", "", "是空的"},
	} {
		mime, err := KindOf(strings.NewReader(c.content), c.name)
		if mime != c.mime || (c.says == "") != (err == nil) {
			t.Errorf("%s: %q, %v", c.name, mime, err)
		}
		if err != nil && (!strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.name)) {
			t.Errorf("%s: the refusal says %q", c.name, err)
		}
	}
}

func zipOf(t *testing.T, name string) string {
	t.Helper()
	var b bytes.Buffer
	z := newZip(&b)
	if _, err := z.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
