package pdf

import (
	"fmt"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// What a PDF may hold that a kept paper should not: it may act by itself, or not
// open any more one day.
const (
	RiskLocked = "加密"
	RiskScript = "脚本"
	RiskLaunch = "启动外部程序的动作"
	RiskInside = "内嵌文件"
	RiskMedia  = "音频、视频或三维内容"
)

// actions are the actions (S) and annotations (Subtype) that are a risk.
var actions = map[string]string{
	"JavaScript": RiskScript, "Launch": RiskLaunch, "ImportData": RiskLaunch, "SubmitForm": RiskLaunch,
	"FileAttachment": RiskInside, "RichMedia": RiskMedia, "Screen": RiskMedia, "Movie": RiskMedia, "Sound": RiskMedia, "3D": RiskMedia,
}

// Risks reads a PDF through and says what it holds of the risks, sorted; none of a
// plain one. pages is how many pages it has.
func Risks(path string) (risks []string, pages int, err error) {
	f, err := open(path)
	if err != nil {
		return nil, 0, err
	}
	defer func() {
		if p := recover(); p != nil {
			risks, err = nil, damaged(f.name, fmt.Errorf("panic: %v", p))
		}
	}()
	found := map[string]bool{}
	if f.ctx.Encrypt != nil {
		found[RiskLocked] = true
	}
	for number := range f.ctx.Table {
		f.risksIn(f.deref(*types.NewIndirectRef(number, 0)), found, 0)
	}
	risks = []string{}
	for r := range found {
		risks = append(risks, r)
	}
	slices.Sort(risks)
	return risks, len(f.pages), nil
}

// risksIn looks through one object, without following references: every object is
// looked at by itself.
func (f *File) risksIn(o types.Object, found map[string]bool, depth int) {
	if depth > maxDepth {
		return
	}
	switch o := o.(type) {
	case types.StreamDict:
		f.risksIn(o.Dict, found, depth+1)
	case types.Array:
		for _, x := range o {
			f.risksIn(x, found, depth+1)
		}
	case types.Dict:
		if _, ok := o["JS"]; ok {
			found[RiskScript] = true
		}
		for _, key := range []string{"EmbeddedFiles", "EF"} {
			if _, ok := o[key]; ok {
				found[RiskInside] = true
			}
		}
		for _, key := range []string{"S", "Subtype"} {
			if n, ok := f.deref(o[key]).(types.Name); ok && actions[string(n)] != "" {
				found[actions[string(n)]] = true
			}
		}
		for _, x := range o {
			f.risksIn(x, found, depth+1)
		}
	}
}
