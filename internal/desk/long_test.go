package desk

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dudao/internal/office"
)

// 10 MB in one field: one sentence, nothing changed, and no more memory than the
// text needs a few times over.
func TestTenMegabytesInOneField(t *testing.T) {
	d, _ := openTest(t, t.TempDir())
	long := strings.Repeat("长文字十个字一共十个", 10<<20/30)
	csv := filepath.Join(t.TempDir(), "学校.csv")
	must(t, os.WriteFile(csv, []byte("\ufeff学校名称,类别,地址\n示例县第一小学,小学,"+long+"\n示例县第二小学,小学,示例路\n"), 0o600))
	text, err := json.Marshal(office.School{Name: "示例县第一小学", Kind: "小学", Address: long})
	must(t, err)
	args, err := json.Marshal([]json.RawMessage{text})
	must(t, err)
	door := d.Door()
	for name, work := range map[string]func() (string, error){
		"the bridge": func() (string, error) { return door.Call(Asked{Screen: "Schools", Method: "Save", Args: string(args)}) },
		"a search": func() (string, error) {
			got, err := d.Screens().Search.Find(SearchInput{Text: long, Limit: 20})
			return fmt.Sprint(got.Total), err
		},
		"an import": func() (string, error) {
			got, err := d.Screens().Imports.Run(ImportInput{Kind: office.KindSchools, Paths: []string{csv}, AllOrNothing: true})
			told, _ := json.Marshal(got)
			if err == nil && got.Result.Failed != 1 {
				t.Errorf("an import: %d rows failed", got.Result.Failed)
			}
			return string(told), err
		},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		said, err := work()
		runtime.ReadMemStats(&after)
		if code := office.CodeOf(err); code == office.CodeInternal || err == nil && name == "the bridge" {
			t.Errorf("%s: %.300v", name, err)
		}
		if err != nil && len(WireError(err)) > 5000 || len(said) > 100_000 {
			t.Errorf("%s: %d and %d bytes are said", name, len(WireError(err)), len(said))
		}
		took := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %d MB, said: %.200v %.300s", name, took, err, said)
		if took > 800 { // in all, not at once
			t.Errorf("%s took %d MB", name, took)
		}
	}
	if all, err := d.store.SchoolOptions(); err != nil || len(all) != 0 {
		t.Errorf("kept: %d schools, %v", len(all), err)
	}
}
