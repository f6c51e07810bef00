package cli

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The deeds that write folders of papers, take scans in, and open the data of an
// older version.

// fileScans takes a folder of scans in: after a second go each is there, once.
func (h *harness) fileScans() ([]string, func(bool, map[string]any)) {
	h.serial++
	const scans = 3
	dir := h.folder("扫描")
	for i := range scans {
		h.picture(filepath.Join(dir, fmt.Sprintf("%d.jpg", i)))
	}
	return []string{"file", dir}, func(bool, map[string]any) {
		h.program(-1, "file", dir)
		_, out := h.program(-1, "file", dir)
		if out["same"] != float64(scans) {
			h.Errorf("scans after a kill and a second go: %v", out)
		}
		h.drop(dir)
	}
}

func (h *harness) folder(name string) string {
	h.Helper()
	dir := filepath.Join(h.dir, fmt.Sprint(name, h.serial))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		h.Fatal(err)
	}
	return dir
}

func (h *harness) drop(path string) {
	h.Helper()
	if err := os.RemoveAll(path); err != nil {
		h.Fatal(err)
	}
}

// picture writes a small photo that no other is like.
func (h *harness) picture(path string) {
	h.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 64, 96))
	for i := range 64 * 96 {
		m.SetRGBA(i%64, i/64, color.RGBA{uint8(h.rand.IntN(256)), uint8(i), 200, 255})
	}
	f, err := os.Create(path)
	if err != nil {
		h.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, m, nil); err != nil {
		h.Fatal(err)
	}
}

// wholeMonth, bindAll and copyToUsb write a folder that is there as a whole or not
// at all.
func (h *harness) wholeMonth() ([]string, func(bool, map[string]any)) {
	h.serial++
	return h.folderOf("month", "2025-01")
}

func (h *harness) bindAll() ([]string, func(bool, map[string]any)) {
	h.evaluate()
	return h.folderOf("binder", "创新县")
}

func (h *harness) copyToUsb() ([]string, func(bool, map[string]any)) {
	h.evaluate()
	return h.folderOf("usb", "创新县")
}

// evaluate begins the county's evaluation, once.
func (h *harness) evaluate() {
	h.Helper()
	h.serial++
	if rows := h.must("list", "evaluations")["rows"].([]any); len(rows) > 0 {
		return
	}
	for _, row := range h.must("list", "standards")["rows"].([]any) {
		if r := row.(map[string]any); r["key"] == "创新县" {
			text := h.file("迎检.json", fmt.Sprintf(`{"standardId":%v,"year":2026}`, r["id"]))
			var said, errs bytes.Buffer
			if Run([]string{"--data", filepath.Join(h.dir, "数据"), "put", "evaluations", text}, &said, &errs) != exitFine {
				h.Fatal(errs.String())
			}
			h.must("import", "evidence", h.file("佐证.csv", "编码,题名,成文日期,存放处,有纸质\n1-1,关于成立教育督导委员会的通知,2025-06-01,2号柜,是\n4-1,公示牌照片,2026-03-01,2号柜,是\n"), "--standard", "创新县")
			return
		}
	}
	h.Fatal("no standard 创新县")
}

func (h *harness) folderOf(args ...string) ([]string, func(bool, map[string]any)) {
	out := h.folder("材料")
	return append(args, "--out", out), func(ended bool, said map[string]any) {
		made, err := filepath.Glob(filepath.Join(out, "[^.]*"))
		if err != nil || ended && len(made) == 0 {
			h.Errorf("%v said it was done, the folder has %v (%v), said %v", args, made, err, said)
		}
		for _, dir := range made {
			h.noHalves(dir)
			if args[0] == "binder" {
				if o := h.must("verify", dir); o["sound"] != true {
					h.Errorf("a binder after a kill: %v", o)
				}
			}
		}
		h.drop(out)
	}
}

// noHalves fails for an empty or a temporary file below the folder.
func (h *harness) noHalves(dir string) {
	h.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if info, err := e.Info(); err != nil || info.Size() == 0 || strings.Contains(e.Name(), ".part") {
			h.Errorf("%s is half written: %v", path, err)
		}
		return nil
	})
	if err != nil {
		h.Error(err)
	}
}

// openOld opens the database that the first version wrote: brought up to date as
// a whole or not at all, what was there kept beside it.
func (h *harness) openOld() ([]string, func(bool, map[string]any)) {
	h.serial++
	dir := h.folder("旧版")
	counts := h.unzipOld(dir)
	return []string{"--data", dir, "check"}, func(bool, map[string]any) {
		now := h.must("--data", dir, "check")
		have := now["counts"].(map[string]any)
		for kind, n := range counts {
			if have[kind] != float64(n) {
				h.Errorf("%v of %s after the upgrade, %d before", have[kind], kind, n)
			}
		}
		if kept, err := filepath.Glob(filepath.Join(dir, "*.升级前-*")); err != nil || len(kept) == 0 {
			h.Errorf("nothing was kept from before the upgrade: %v", err)
		}
		h.drop(dir)
	}
}

// unzipOld puts the first version's kept data into the folder and returns what it
// holds.
func (h *harness) unzipOld(dir string) map[string]int {
	h.Helper()
	z, err := zip.OpenReader(filepath.Join("..", "desk", "testdata", "backups", "0.1.0.督导备份"))
	if err != nil {
		h.Fatal(err)
	}
	defer z.Close()
	var said struct {
		Counts map[string]int `json:"counts"`
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			h.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			h.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if sha, is := strings.CutPrefix(f.Name, "附件/"); is {
			path = filepath.Join(dir, "附件", sha[:2], sha[2:])
		}
		if f.Name == "说明.json" {
			if err := json.Unmarshal(content, &said); err != nil {
				h.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			h.Fatal(err)
		}
		if err := os.WriteFile(path, content, 0o600); err != nil {
			h.Fatal(err)
		}
	}
	return said.Counts
}
