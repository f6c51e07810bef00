package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// written is a PDF of one page with the objects besides, from number 4.
func written(t *testing.T, root string, more ...string) string {
	objects := append([]string{"<</Type/Catalog/Pages 2 0 R" + root + ">>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"}, more...)
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	places := []int{}
	for i, o := range objects {
		places = append(places, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, p := range places {
		fmt.Fprintf(&b, "%010d 00000 n \n", p)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRisksAreFound(t *testing.T) {
	for name, c := range map[string]struct {
		root string
		more []string
		want []string
	}{
		"plain":      {"", nil, []string{}},
		"script":     {"/OpenAction 4 0 R", []string{"<</S/JavaScript/JS(app.alert\\(1\\))>>"}, []string{RiskScript}},
		"within":     {"/OpenAction <</S/GoTo/Next[<</S/JavaScript/JS(1)>>]>>", nil, []string{RiskScript}},
		"launch":     {"/OpenAction 4 0 R", []string{"<</S/Launch/F(a.exe)>>"}, []string{RiskLaunch}},
		"embedded":   {"/Names <</EmbeddedFiles 4 0 R>>", []string{"<</Names[]>>"}, []string{RiskInside}},
		"film, call": {"", []string{"<</Type/Annot/Subtype/Movie/Rect[0 0 1 1]>>", "<</S/Launch/F(b)>>"}, []string{RiskLaunch, RiskMedia}},
	} {
		got, pages, err := Risks(written(t, c.root, c.more...))
		slices.Sort(c.want)
		if err != nil || pages != 1 || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %d pages, %v; want %v", name, got, pages, err, c.want)
		}
	}
	broken := filepath.Join(t.TempDir(), "b.pdf")
	if err := os.WriteFile(broken, []byte("%PDF-1.7\nnothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Risks(broken); err == nil {
		t.Error("a broken file has no risks to tell")
	}
}
