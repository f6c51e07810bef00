package usb

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

func TestPagesNameNoOtherPlace(t *testing.T) {
	list, err := Pages()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, p := range list {
		names = append(names, p.Name)
		text := strings.ReplaceAll(string(p.Text), `xmlns="http://www.w3.org/2000/svg"`, "")
		for _, bad := range []string{"http:", "https:", "fetch(", "XMLHttpRequest", "import ", `type="module"`, "@import"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s has %s", p.Name, bad)
			}
		}
	}
	want := "校验.html 资料/check.js 资料/page.css 资料/page.js 资料/search.js 资料/sha256.js 开始.html"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("pages: %s, want %s", got, want)
	}
	// Each script that a page asks for is there.
	asks := regexp.MustCompile(`(?:src|href)="(资料/[^"]+)"`)
	for _, p := range list {
		for _, m := range asks.FindAllStringSubmatch(string(p.Text), -1) {
			if !strings.Contains(want+" "+DataFile+" "+ManifestFile, m[1]) {
				t.Errorf("%s asks for %s", p.Name, m[1])
			}
		}
	}
}

func TestScriptsAreJSONBehindTheirHead(t *testing.T) {
	score := 98.5
	d := Data{Title: "示例</script>\u2028", Lines: []Line{{Code: "1-1", Self: &score, Items: []int{0}}}, Items: []Item{{Title: "重庆", Parts: []Part{{Title: "照片"}}}}, Readings: map[string][]string{"重": {"zhong", "chong"}}}
	text, err := d.Script()
	if err != nil {
		t.Fatal(err)
	}
	body, found := strings.CutPrefix(string(text), dataHead)
	var back Data
	if err := json.Unmarshal([]byte(strings.TrimSuffix(body, ";\n")), &back); err != nil || !found || back.Title != d.Title || *back.Lines[0].Self != score {
		t.Errorf("read back: %v %+v", err, back)
	}
	if bytes.Contains(text, []byte("</script>")) || bytes.Contains(text, []byte("\u2028")) {
		t.Error("the script holds what ends one")
	}
	if got := strings.Join(d.Texts(), ","); got != ",重庆,照片" {
		t.Errorf("texts: %s", got)
	}
}

// TestSHA256InTheBrowser holds the page's own sums against Go's.
func TestSHA256InTheBrowser(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no node")
	}
	script := `const S = require('./page/sha256.js')
const out = []
for (const n of [0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70001]) {
  const b = new Uint8Array(n)
  for (let i = 0; i < n; i++) b[i] = (i * 7 + n) % 251
  const s = S()
  for (let i = 0; i < n; i += 777) s.add(b.subarray(i, Math.min(n, i + 777))) // in pieces
  out.push(s.hex())
}
console.log(out.join(' '))`
	out, err := exec.Command("node", "-e", script).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := []string{}
	for _, n := range []int{0, 1, 3, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70001} {
		b := make([]byte, n)
		for i := range b {
			b[i] = byte((i*7 + n) % 251)
		}
		sum := sha256.Sum256(b)
		want = append(want, hex.EncodeToString(sum[:]))
	}
	if got := strings.TrimSpace(string(out)); got != strings.Join(want, " ") {
		t.Errorf("got %s\nwant %s", got, strings.Join(want, " "))
	}
}

// TestSearchInTheBrowser: pinyin, initials, both mixed, every reading, 5,000 items
// within the time that typing leaves.
func TestSearchInTheBrowser(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no node")
	}
	script := `const Q = require('./page/search.js')
const readings = { 示: ['shi'], 例: ['li'], 县: ['xian', 'xuan'], 重: ['zhong', 'chong'], 庆: ['qing'], 小: ['xiao'], 学: ['xue'], 督: ['du'], 导: ['dao'], 记: ['ji'], 录: ['lu'], 表: ['biao'] }
const rows = Q.prepare([{ text: '示例县重庆小学（督导）记录表', more: '示教督〔2026〕3号' }, { text: '1-2 记录', code: '1-2' }, { text: 'PDF表' }], readings)
const said = []
for (const q of ['cqxx', 'zqxx', 'chongqing', 'zhqxx', 'dudaojl', 'ddaojil', 'xxddjl', "chong'qing", '重庆', '〔2026〕3', '1-2', 'jl', 'pdfb', '小学 记录', 'shlx', 'zzz', 'cqq', '   '])
  said.push(q.trim() + '=' + Q.find(rows, q, 9).total)
const chars = Object.keys(readings)
const many = []
for (let i = 0; i < 5000; i++) { let s = ''; for (let k = 0; k < 30; k++) s += chars[(i * 7 + k * k * 3 + k) % chars.length]; many.push({ text: s }) }
const big = Q.prepare(many, readings)
let worst = 0
for (let n = 0; n < 5; n++) for (const q of ['s', 'sl', 'xxddjlb', 'xiaoxuedudao', 'zhongqing', 'jjjjjj', 'zzzzzzzz', 'xdxdxdxdxdxdxdx']) {
  const t = performance.now(); Q.find(big, q, 60); if (n > 0) worst = Math.max(worst, performance.now() - t)
}
console.log(said.join(' ') + '\n' + Math.round(worst))`
	out, err := exec.Command("node", "-e", script).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	got, worst, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	want := "cqxx=1 zqxx=1 chongqing=1 zhqxx=1 dudaojl=1 ddaojil=1 xxddjl=1 chong'qing=1 重庆=1 〔2026〕3=1 1-2=1 jl=2 pdfb=1 小学 记录=1 shlx=1 zzz=0 cqq=0 =0"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	t.Logf("the slowest of eight searches among 5,000: %s ms", worst)
}
