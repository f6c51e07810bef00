package desk

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"dudao/internal/doc"
	"dudao/internal/office"
	"dudao/internal/paper"
)

// binderCounty is a desk with an evaluation of the county: a record of the program
// under two points, a PDF, a photo, a Word file, and a title without anything.
type binderCounty struct {
	*Desk
	shell *recorder
	id    int64
	files string // where the files lie that were brought in
	docx  office.Attachment
	pdf   office.Attachment
}

func newBinderCounty(t *testing.T) binderCounty {
	t.Helper()
	t.Setenv("SOURCE_DATE_EPOCH", "1774915200") // 2026-03-31
	d, shell := openTest(t, t.TempDir())
	visit := addVisit(t, d)
	standard, err := d.store.StandardID("创新县")
	if err != nil {
		t.Fatal(err)
	}
	of, err := d.store.Standard(standard)
	if err != nil {
		t.Fatal(err)
	}
	e, err := d.store.SaveEvaluation(office.Evaluation{StandardID: standard, Year: 2026})
	if err != nil {
		t.Fatal(err)
	}
	c := binderCounty{Desk: d, shell: shell, id: e.ID, files: t.TempDir()}
	point := func(code string) int64 {
		i := slices.IndexFunc(of.Indicators, func(x office.Indicator) bool { return x.Code == code })
		return of.Indicators[i].ID
	}
	serve := func(e office.Evidence, codes ...string) int64 {
		t.Helper()
		saved, err := d.store.SaveEvidence(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range codes {
			if err := d.store.LinkEvidence([]office.EvidenceLink{{EvaluationID: c.id, IndicatorID: point(code), EvidenceID: saved.ID}}); err != nil {
				t.Fatal(err)
			}
		}
		return saved.ID
	}
	attach := func(id int64, role, path string) office.Attachment {
		t.Helper()
		list, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "evidence", OwnerID: id, Role: role, Paths: []string{path}})
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0]
	}
	serve(office.Evidence{Title: "示例县第一小学督导记录表", DatedOn: "2026-03-12", Form: "visit", SourceKind: "visit", SourceID: visit.Visit.ID, OnPaper: true}, "4-4", "4-6")
	serve(office.Evidence{Title: "只有题名：CON/第一层 . ", DatedOn: "2025-05-01", Place: "2号柜", OnPaper: true}, "1-1")
	c.pdf = attach(serve(office.Evidence{Title: "关于成立教育督导委员会的通知", DatedOn: "2025-06-01"}, "1-1"), "扫描件", c.paperFile(t, "通知.pdf", "督导委员会成立"))
	attach(serve(office.Evidence{Title: "公示牌照片", DatedOn: "2026-03-01"}, "4-1"), "照片", c.photoFile(t))
	word := filepath.Join(c.files, "经费预算.docx")
	if _, err := d.PrintForm("visit", visit.Visit.Number, word); err != nil {
		t.Fatal(err)
	}
	c.docx = attach(serve(office.Evidence{Title: "教育督导经费预算", DatedOn: "2026-01-20"}, "5-1"), "其他", word)
	return c
}

// paperFile writes a PDF of one page that says the text.
func (c binderCounty) paperFile(t *testing.T, name, text string) string {
	t.Helper()
	made, err := paper.Render(doc.Document{Title: text, Style: doc.Form, Blocks: []doc.Block{doc.Title{Text: text}}}, paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return file(t, c.files, name, made.PDF)
}

func (c binderCounty) photoFile(t *testing.T) string {
	return file(t, c.files, "2026-03-01 公示牌.jpg", plainJPEG(t, 9))
}

func (c binderCounty) make(t *testing.T, dir string) MadeBinder {
	t.Helper()
	made, err := c.MakeBinder(MakeBinderInput{EvaluationID: c.id, Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// sheetTexts are the texts of the cells of a workbook.
func sheetTexts(t *testing.T, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	r, err := z.Open("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestABinderHoldsEverythingOnce(t *testing.T) {
	c := newBinderCounty(t)
	made := c.make(t, t.TempDir())
	if made.Items != 5 || made.Waiting != 1 || made.Gaps < 5 || len(made.Boxes) < 5 || filepath.Base(made.Dir) != "县2026年创新县迎检册" && !strings.HasSuffix(made.Dir, "2026年创新县迎检册") {
		t.Errorf("made %+v", made)
	}
	files := below(t, made.Dir)
	for _, want := range []string{"校验单.pdf", "迎检材料/bagit.txt", "迎检材料/data/00 目录.xlsx", "迎检材料/data/00 缺项清单.xlsx", "迎检材料/data/00 四性检测报告.pdf", "迎检材料/data/盒/盒 1-1 机构与领导.pdf",
		"迎检材料/data/材料/1-1 县级政府成立教育督导委员会或机构/002 关于成立教育督导委员会的通知.pdf", "迎检材料/data/材料/4-1 公示牌规范，全部悬挂/001 公示牌照片.jpg",
		"迎检材料/data/材料/4-4 每校每月至少一次/001 示例县第一小学督导记录表.pdf", "迎检材料/data/材料/5-1 经费列入财政预算/001 教育督导经费预算.docx"} {
		if !slices.Contains(files, want) {
			t.Errorf("%s is missing in %q", want, files)
		}
	}
	bad := regexp.MustCompile(`[\\:*?"<>|]|[ .](/|$)|(^|/)(?i:con|nul)(\.|/|$)`)
	for _, f := range files {
		if bad.MatchString(f) || len(utf16.Encode([]rune(f))) > 200 {
			t.Errorf("%q is no name for Windows", f)
		}
		if strings.Contains(f, "/4-6 ") {
			t.Errorf("%s lies under its second point too", f)
		}
	}
	list := sheetTexts(t, filepath.Join(made.Dir, "迎检材料", "data", "00 目录.xlsx"))
	for _, want := range []string{"见 4-4 每校每月至少一次", "2号柜", "材料/5-1 经费列入财政预算/001 教育督导经费预算.docx"} {
		if !strings.Contains(list, want) {
			t.Errorf("目录.xlsx has no %q", want)
		}
	}
	gaps := sheetTexts(t, filepath.Join(made.Dir, "迎检材料", "data", "00 缺项清单.xlsx"))
	for _, want := range []string{"待转PDF", "经费预算.docx", "有纸质无扫描"} {
		if !strings.Contains(gaps, want) {
			t.Errorf("缺项清单.xlsx has no %q", want)
		}
	}
	for _, f := range made.Files {
		info, err := os.Stat(f.Path)
		if err != nil || info.Size() != f.Bytes {
			t.Errorf("%s: said %d bytes, %v", f.Path, f.Bytes, err)
		}
	}
	kept, err := c.store.Binders(c.id)
	if err != nil || len(kept) != 1 || kept[0].ManifestSHA256 != made.Manifest || kept[0].Pages != made.Pages || strings.ContainsAny(kept[0].Folder, `/\`) {
		t.Errorf("kept %+v %v", kept, err)
	}
}

// The numbers in 目录.xlsx are those of the pages on which the papers lie.
func TestThePagesOfTheListAreTheRealOnes(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext here")
	}
	c := newBinderCounty(t)
	made := c.make(t, t.TempDir())
	rows, err := c.gatherBinder(c.id)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows.order) != 5 {
		t.Fatal(rows.order)
	}
	whole := filepath.Join(made.Dir, filepath.FromSlash(made.Volume))
	found := 0
	for p := 1; p <= made.Pages; p++ {
		out, err := exec.Command("pdftotext", "-f", fmt.Sprint(p), "-l", fmt.Sprint(p), whole, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(out), "督导委员会成立") {
			continue
		}
		found = p
		if !regexp.MustCompile(fmt.Sprintf(`(?m)^%d$`, p)).Match(out) {
			t.Errorf("page %d does not bear its number:\n%s", p, out)
		}
	}
	sheet := sheetNumbers(t, filepath.Join(made.Dir, filepath.FromSlash(made.List)), "关于成立教育督导委员会的通知")
	if found == 0 || !slices.Contains(sheet, fmt.Sprint(found)) {
		t.Errorf("the paper lies on page %d, 目录.xlsx says %v", found, sheet)
	}
}

// sheetNumbers are the numbers in the row of a text.
func sheetNumbers(t *testing.T, path, text string) []string {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	read := func(name string) string {
		r, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	at := -1
	for i, m := range regexp.MustCompile(`(?s)<si>(.*?)</si>`).FindAllStringSubmatch(read("xl/sharedStrings.xml"), -1) {
		if strings.Contains(m[1], ">"+text+"<") {
			at = i
		}
	}
	numbers := []string{}
	for _, row := range regexp.MustCompile(`(?s)<row .*?</row>`).FindAllString(read("xl/worksheets/sheet2.xml"), -1) {
		if strings.Contains(row, fmt.Sprintf(`t="s"><v>%d</v>`, at)) {
			for _, m := range regexp.MustCompile(`<c r="[A-Z]+\d+"[^>]*?( t="s")?><v>(\d+)</v>`).FindAllStringSubmatch(row, -1) {
				if m[1] == "" {
					numbers = append(numbers, m[2])
				}
			}
		}
	}
	return numbers
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	c := newBinderCounty(t)
	first, second := c.make(t, t.TempDir()), c.make(t, t.TempDir())
	if first.Manifest != second.Manifest {
		t.Error("the manifests differ")
	}
	files := below(t, first.Dir)
	if !slices.Equal(files, below(t, second.Dir)) {
		t.Fatal("the files differ")
	}
	for _, f := range files {
		if !bytes.Equal(read(t, filepath.Join(first.Dir, f)), read(t, filepath.Join(second.Dir, f))) {
			t.Errorf("%s differs", f)
		}
	}
}

// The manifest is read here as anyone would read it.
func TestAMadeBinderIsVerified(t *testing.T) {
	c := newBinderCounty(t)
	made := c.make(t, t.TempDir())
	bag := filepath.Join(made.Dir, "迎检材料")
	text, err := os.ReadFile(filepath.Join(bag, "manifest-sha256.txt"))
	if err != nil || fmt.Sprintf("%x", sha256.Sum256(text)) != made.Manifest {
		t.Fatal("the manifest is another than said", err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for _, line := range lines {
		sum, name, _ := strings.Cut(line, "  ")
		if b, err := os.ReadFile(filepath.Join(bag, filepath.FromSlash(name))); err != nil || fmt.Sprintf("%x", sha256.Sum256(b)) != sum {
			t.Errorf("%s is not as the manifest says: %v", name, err)
		}
	}
	if n := len(below(t, filepath.Join(bag, "data"))); n != len(lines) {
		t.Errorf("%d files, %d lines", n, len(lines))
	}
	check := func() BinderCheck {
		t.Helper()
		r, err := c.Screens().Binders.Verify(VerifyBinderInput{Dir: made.Dir})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := check(); !r.Sound || !r.Known || r.Binder.ManifestSHA256 != made.Manifest {
		t.Fatalf("untouched: %+v", r)
	}
	at := filepath.Join(made.Dir, filepath.FromSlash(made.Volume))
	b, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(at, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if r := check(); r.Sound || !slices.Equal(r.Changed, []string{"data/00 迎检册（总册）.pdf"}) || !strings.Contains(r.Verdict, "有改动") {
		t.Errorf("one bit changed: %+v", r)
	}
	// who writes the manifest anew as well is found out by the sum kept here
	fresh := strings.Replace(string(text), lines[slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "总册") })][:64], fmt.Sprintf("%x", sha256.Sum256(b)), 1)
	if err := os.WriteFile(filepath.Join(bag, "manifest-sha256.txt"), []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(bag, "tagmanifest-sha256.txt")); err != nil {
		t.Fatal(err)
	}
	if r := check(); r.Known {
		t.Errorf("a manifest written anew passes as ours: %+v", r)
	}
}

func TestWordIsBoundOnceItsPDFIsThere(t *testing.T) {
	c := newBinderCounty(t)
	b := c.Screens().Binders
	plan, err := b.Plan(c.id)
	if err != nil || len(plan.Waiting) != 1 || plan.Waiting[0].AttachmentID != c.docx.ID || plan.Waiting[0].Code != "5-1" {
		t.Fatalf("waiting %+v %v", plan.Waiting, err)
	}
	if _, err := b.Convert(RenditionInput{AttachmentID: c.docx.ID, Path: c.photoFile(t)}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a photo passes as PDF: %v", err)
	}
	if _, err := b.Convert(RenditionInput{AttachmentID: c.pdf.ID, Path: c.paperFile(t, "x.pdf", "x")}); office.CodeOf(err) != office.CodeInvalid {
		t.Errorf("a PDF is converted: %v", err)
	}
	pdf, err := b.Convert(RenditionInput{AttachmentID: c.docx.ID, Path: c.paperFile(t, "经费预算.pdf", "预算转成的纸")})
	if err != nil || pdf.Role != "转换件" || pdf.RenditionOf != c.docx.SHA256 {
		t.Fatal(pdf, err)
	}
	plan, err = b.Plan(c.id)
	if err != nil || len(plan.Waiting) != 0 {
		t.Errorf("waiting still %+v %v", plan.Waiting, err)
	}
	made := c.make(t, t.TempDir())
	if made.Waiting != 0 {
		t.Errorf("%d wait", made.Waiting)
	}
	for _, f := range below(t, made.Dir) {
		if strings.HasSuffix(f, "/经费预算.pdf") || strings.Contains(f, "001-2") {
			t.Errorf("%s lies there besides", f)
		}
	}
	if out, err := exec.Command("pdftotext", filepath.Join(made.Dir, filepath.FromSlash(made.Volume)), "-").Output(); err == nil && !strings.Contains(string(out), "预算转成的纸") {
		t.Error("the PDF is not bound")
	}
}

// A file that is damaged in the vault or gone is a line in the gap list.
func TestADamagedFileIsAGap(t *testing.T) {
	c := newBinderCounty(t)
	at := filepath.Join(c.dir, vaultFolder, c.pdf.SHA256[:2], c.pdf.SHA256[2:])
	if err := os.Chmod(at, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte("%PDF-1.4 cut off"), 0o644); err != nil {
		t.Fatal(err)
	}
	made := c.make(t, t.TempDir())
	gaps := sheetTexts(t, filepath.Join(made.Dir, filepath.FromSlash(strings.TrimSuffix(made.GapList, ".pdf")+".xlsx")))
	if strings.Count(gaps, "文件损坏") != 1 || !strings.Contains(gaps, "通知.pdf") {
		t.Errorf("gaps: %s", gaps)
	}
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	again := c.make(t, filepath.Dir(made.Dir)) // over the first, which is ours
	if again.Pages != made.Pages {
		t.Errorf("%d pages without the file, %d with a damaged one", again.Pages, made.Pages)
	}
}

// Whatever is wrong with an attachment, the binder is made: a slip sheet, a line in
// the gap list and in the report of the four properties.
func TestBrokenAttachmentsAreSlipSheets(t *testing.T) {
	c := newBinderCounty(t)
	standard, err := c.store.StandardID("创新县")
	must(t, err)
	of, err := c.store.Standard(standard)
	must(t, err)
	at, secret := c.paperFile(t, "whole.pdf", "完整"), filepath.Join(c.files, "secret.pdf")
	whole := read(t, at)
	if out, err := exec.Command("qpdf", "--encrypt", "open", "owner", "256", "--", at, secret).CombinedOutput(); err != nil {
		t.Skipf("no qpdf here: %s", out)
	}
	locked := read(t, secret)
	broken := []struct {
		title, name, kind string
		content           []byte
	}{
		{"截断的通知", "截断.pdf", "没有装入", whole[:len(whole)/3]}, // marked 含个人信息
		{"加密的清单", "加密.pdf", "文件有密码", locked},
		{"苹果手机的照片", "照片.heic", "不能装订", append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), make([]byte, 400)...)},
		{"改了名的照片", "其实是照片.pdf", "", plainJPEG(t, 7)},
		{"空的扫描件", "空.pdf", "空文件", nil},
	}
	for i, x := range broken {
		saved, err := c.store.SaveEvidence(office.Evidence{Title: x.title, DatedOn: "2026-02-01", Personal: i == 0})
		must(t, err)
		must(t, c.store.LinkEvidence([]office.EvidenceLink{{EvaluationID: c.id, IndicatorID: of.Points()[3].ID, EvidenceID: saved.ID}}))
		list, err := c.Screens().Files.Attach(AttachInput{OwnerKind: "evidence", OwnerID: saved.ID, Role: "扫描件", Paths: []string{file(t, c.files, x.name, x.content)}})
		if err != nil { // refused with a sentence is as good: nothing was filed
			t.Logf("%s: %v", x.name, err)
			broken[i].kind = ""
			continue
		}
		t.Logf("%s is kept as %s", x.name, list[0].MIME)
	}
	made := c.make(t, t.TempDir())
	data := filepath.Join(made.Dir, "迎检材料", "data")
	gaps, slips, sound := sheetTexts(t, filepath.Join(data, "00 缺项清单.xlsx")), "", ""
	if out, err := exec.Command("pdftotext", "-layout", filepath.Join(data, "00 迎检册（总册）.pdf"), "-").Output(); err == nil {
		slips = string(out)
	}
	if out, err := exec.Command("pdftotext", "-raw", filepath.Join(data, "00 四性检测报告.pdf"), "-").Output(); err == nil {
		sound = string(out)
	}
	for _, x := range broken {
		if x.kind == "" {
			continue
		}
		if !strings.Contains(gaps, x.kind) || !strings.Contains(gaps, x.name) {
			t.Errorf("缺项清单 has no %s %s", x.kind, x.name)
		}
		if slips != "" && !strings.Contains(slips, x.name) {
			t.Errorf("no slip sheet names %s", x.name)
		}
		if sound != "" && !strings.Contains(sound, "不通过") {
			t.Errorf("四性检测报告: %s", sound)
		}
	}
}

func TestAStoppedBinderLeavesNothing(t *testing.T) {
	c := newBinderCounty(t)
	dir := t.TempDir()
	c.Desk.shell = canceller{c.shell, c.Desk}
	if _, err := c.MakeBinder(MakeBinderInput{EvaluationID: c.id, Dir: dir}); office.CodeOf(err) != office.CodeCancelled {
		t.Errorf("stopped: %v", err)
	}
	if left := below(t, dir); len(left) > 0 {
		t.Errorf("left behind %q", left)
	}
	if kept, err := c.store.Binders(c.id); err != nil || len(kept) > 0 {
		t.Error(kept, err)
	}
}

// What is marked 含个人信息 stays out of the binder: neither the file nor the picture
// on the paper of its record goes along, a slip sheet lies there, and the list of gaps
// says so.
func TestPersonalFilesStayOutOfTheBinder(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("no pdftotext here")
	}
	c := newBinderCounty(t)
	mark := func(a office.Attachment) {
		t.Helper()
		a.Personal = true
		if _, err := c.Screens().Files.SaveAttachment(a); err != nil {
			t.Fatal(err)
		}
	}
	mark(c.pdf)
	photos, err := c.Screens().Files.Attach(AttachInput{OwnerKind: "visit", OwnerID: 1, Role: rolePhoto, Paths: []string{file(t, c.files, "现场.jpg", plainJPEG(t, 5))}})
	if err != nil || len(photos) != 1 {
		t.Fatal(photos, err)
	}
	mark(photos[0])
	made := c.make(t, t.TempDir())
	record := ""
	for _, f := range below(t, made.Dir) {
		if strings.Contains(f, "关于成立教育督导委员会的通知") || strings.Contains(f, "现场") {
			t.Errorf("%s lies in the folder", f)
		}
		if strings.HasSuffix(f, "督导记录表.pdf") {
			record = filepath.Join(made.Dir, f)
		}
	}
	text := func(path string) string {
		out, err := exec.Command("pdftotext", path, "-").Output()
		if err != nil {
			t.Fatal(path, err)
		}
		return strings.Join(strings.Fields(string(out)), "")
	}
	if said := text(record); !strings.Contains(said, "照片"+whyPersonal) {
		t.Errorf("the record shows the picture: %s", said)
	}
	whole := text(filepath.Join(made.Dir, filepath.FromSlash(made.Volume)))
	if strings.Contains(whole, "督导委员会成立") || !strings.Contains(whole, "通知.pdf”"+whyPersonal) || !strings.Contains(whole, "现场.jpg”"+whyPersonal) {
		t.Error("the volume does not hold a slip sheet for each")
	}
	gaps := sheetTexts(t, filepath.Join(made.Dir, "迎检材料", "data", "00 缺项清单.xlsx"))
	for _, want := range []string{"没有装入", "通知.pdf", "现场.jpg"} {
		if !strings.Contains(gaps, want) {
			t.Errorf("缺项清单.xlsx has no %q", want)
		}
	}
}
