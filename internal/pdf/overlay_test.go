package pdf

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// turnedPage writes a page of a size, turned, with a rectangle in it.
func turnedPage(t *testing.T, path, box string, rotate int, draw string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := newWriter(f)
	root, tree, node, content := w.number(), w.number(), w.number(), w.number()
	w.stream(content, "", []byte(draw))
	w.object(node, fmt.Sprintf("<</Type/Page/Parent %s/MediaBox[%s]/Rotate %d/Contents %s/Resources<<>>>>", ref(tree), box, rotate, ref(content)))
	w.object(tree, "<</Type/Pages/Kids["+ref(node)+"]/Count 1>>")
	w.object(root, "<</Type/Catalog/Pages "+ref(tree)+">>")
	if err := w.close(root, "t", time.Time{}); err != nil {
		t.Fatal(err)
	}
}

// TestAStampLiesWhereItIsSeen: on a page that is turned, or whose corner is not at
// 0, the upper left corner of what is laid over is the upper left that is seen.
func TestAStampLiesWhereItIsSeen(t *testing.T) {
	for _, rotate := range []int{0, 90, 180, 270, -90} {
		dir := t.TempDir()
		path, over, out := filepath.Join(dir, "a.pdf"), filepath.Join(dir, "b.pdf"), filepath.Join(dir, "c.pdf")
		turnedPage(t, path, "10 20 605 862", rotate, "0.9 g 10 20 595 842 re f")
		w, h, err := Size(path)
		if err != nil {
			t.Fatal(err)
		}
		if turned := rotate%180 != 0; turned != (w > h) {
			t.Fatalf("turned by %d it is %.0f × %.0f", rotate, w, h)
		}
		uw, uh := w/mmPerUnit, h/mmPerUnit
		turnedPage(t, over, fmt.Sprintf("0 0 %.3f %.3f", uw, uh), 0, fmt.Sprintf("1 0 0 rg 20 %.3f 100 40 re f", uh-50))
		var b bytes.Buffer
		if err := Stamp(&b, "盖章", path, over); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if n, err := Pages(out); err != nil || n != 1 {
			t.Fatalf("%v: %d pages", err, n)
		}
		if x, y := reddest(t, out, uw, uh); math.Abs(x-70) > 3 || math.Abs(y-30) > 3 {
			t.Errorf("turned by %d the stamp's middle is at %.0f, %.0f from the upper left, want 70, 30", rotate, x, y)
		}
	}
}

// reddest returns the middle of what is red on the page as it is shown.
func reddest(t *testing.T, path string, w, h float64) (x, y float64) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil {
		t.Skip("no pdftoppm")
	}
	ppm, err := exec.Command(tool, "-r", "72", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var pw, ph, most int
	if _, err := fmt.Sscanf(string(ppm[:40]), "P6\n%d %d\n%d", &pw, &ph, &most); err != nil {
		t.Fatal(err)
	}
	if math.Abs(float64(pw)-w) > 2 || math.Abs(float64(ph)-h) > 2 {
		t.Fatalf("shown %d × %d, want %.0f × %.0f", pw, ph, w, h)
	}
	pix := ppm[len(ppm)-3*pw*ph:]
	n, sx, sy := 0.0, 0.0, 0.0
	for i := range pw * ph {
		if pix[3*i] > 200 && pix[3*i+1] < 80 {
			n, sx, sy = n+1, sx+float64(i%pw), sy+float64(i/pw)
		}
	}
	return sx / n, sy / n
}
