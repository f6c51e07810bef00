package desk

import (
	"path/filepath"

	"dudao/internal/binder"
	"dudao/internal/office"
)

// BinderCheck is what became of a binder's folder since it was made.
type BinderCheck struct {
	Dir     string        `json:"dir"` // empty when the clerk thought better of it
	Name    string        `json:"name"`
	Sound   bool          `json:"sound"`
	Known   bool          `json:"known"`  // its manifest is one that was made here
	Binder  office.Binder `json:"binder"` // which
	Verdict string        `json:"verdict"`
	Changed []string      `json:"changed"`
	Missing []string      `json:"missing"`
	Added   []string      `json:"added"`
	Faults  []string      `json:"faults"`
	Files   int           `json:"files"`
	Bytes   int64         `json:"bytes"`
	// Manifest is the SHA-256 of the manifest as it is now, to be compared with 校验单.
	Manifest string `json:"manifest"`
}

// VerifyBinderInput names a folder; an empty one asks.
type VerifyBinderInput struct {
	Dir string `json:"dir"`
}

// Verify reads a binder's folder through and tells what was changed, is missing or
// was added. It is the job "verify".
func (b *Binders) Verify(in VerifyBinderInput) (out BinderCheck, err error) {
	defer caught(&err)
	out = BinderCheck{Changed: []string{}, Missing: []string{}, Added: []string{}, Faults: []string{}}
	if in.Dir == "" {
		if in.Dir, err = b.d.shell.OpenDirectory("选择要校验的迎检册文件夹"); err != nil || in.Dir == "" {
			return out, err
		}
	}
	return b.d.VerifyBinder(in.Dir)
}

// VerifyBinder is Verify of a folder: the binder's, or the bag in it.
func (d *Desk) VerifyBinder(dir string) (BinderCheck, error) {
	out := BinderCheck{Dir: dir, Name: filepath.Base(dir), Changed: []string{}, Missing: []string{}, Added: []string{}, Faults: []string{}}
	if inner := filepath.Join(dir, bagFolder); !binder.IsBag(dir) && binder.IsBag(inner) {
		dir = inner
	}
	step, end := d.start("verify", "校验"+out.Name)
	defer end()
	r, err := binder.VerifyBag(dir, func(done, total int64) error { return step(int(done>>10), int(total>>10)) })
	if err != nil {
		return out, err
	}
	out.Changed, out.Missing, out.Added, out.Faults = append(out.Changed, r.Changed...), append(out.Missing, r.Missing...), append(out.Added, r.Added...), append(out.Faults, r.Faults...)
	out.Files, out.Bytes, out.Manifest = r.Files, r.Bytes, r.Manifest
	made, err := d.store.BindersOf(r.Manifest)
	if err != nil {
		return out, err
	}
	if len(made) > 0 {
		out.Known, out.Binder = true, made[0]
		if r.Tags != made[0].TagSHA256 {
			out.Faults = append(out.Faults, tagManifest+" 不在了或被改过，与生成时不同。")
		}
	}
	out.Sound = r.Sound() && len(out.Faults) == 0
	switch {
	case out.Sound && out.Known:
		out.Verdict = "没有改动：每个文件都与生成时相同，清单也与本程序记下的相同。"
	case out.Sound:
		out.Verdict = "文件与清单相符，但清单不是这份数据里生成的（可能在别的电脑上生成）。请把下面的 SHA-256 与校验单核对。"
	case out.Known:
		out.Verdict = "有改动：清单是本程序生成的，下面的文件与清单不符。"
	default:
		out.Verdict = "有改动：清单不是这份数据里生成的，或清单本身被改过。请与校验单核对，或重新生成迎检册。"
	}
	return out, nil
}
