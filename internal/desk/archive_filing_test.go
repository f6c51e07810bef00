package desk

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/store"
)

// scanned is a picture of a page: white, with text lines from the part of its
// height on.
func scanFile(t *testing.T, path string, from float64) {
	img := image.NewGray(image.Rect(0, 0, 1240, 1754))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for y := int(from * 1754); y < 1700; y += 40 {
		draw.Draw(img, image.Rect(140, y, 1100, y+16), image.NewUniform(color.Gray{30}), image.Point{}, draw.Src)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAFolderIsFiled(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	dir := filepath.Join(t.TempDir(), "2023年资料")
	if err := os.MkdirAll(filepath.Join(dir, "例会"), 0o755); err != nil {
		t.Fatal(err)
	}
	scanFile(t, filepath.Join(dir, "例会", "5月6日 例会签到表.jpg"), 0.2)
	scanFile(t, filepath.Join(dir, "示教督〔2023〕5号 关于约谈的通知20230301.jpg"), 0.3)
	same, err := os.ReadFile(filepath.Join(dir, "例会", "5月6日 例会签到表.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"例会签到表（副本）.jpg": same, "坏的.pdf": []byte("%PDF-1.7 nothing"), "视频.mp4": []byte("x"), "~$锁.docx": []byte("x")} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	a := d.Screens().Archive
	list, err := a.Folder(dir)
	if err != nil || len(list.Rows) != 4 || len(list.Skipped) != 1 || !strings.Contains(list.Skipped[0], "视频.mp4") {
		t.Fatalf("%v: %+v", err, list)
	}
	at := slices.IndexFunc(list.Rows, func(r FilingRow) bool { return r.DocNumber != "" })
	if r := list.Rows[at]; r.Title != "关于约谈的通知" || r.DatedOn != "2023-03-01" || r.DocNumber != "示教督〔2023〕5号" || r.Pages != 1 || r.Unit == "" {
		t.Fatalf("%+v", r)
	}
	if i := slices.IndexFunc(list.Rows, func(r FilingRow) bool { return r.Title == "例会签到表" && r.DatedOn == "2023-05-06" }); i < 0 {
		t.Fatalf("%+v", list.Rows)
	}
	out, err := a.FileAll(FileAllInput{Rows: list.Rows})
	if err != nil || out.Filed != 3 || len(out.Skipped) != 1 || !strings.Contains(strings.Join(out.Skipped, ""), "内容相同") {
		t.Fatalf("%v: %+v", err, out)
	}
	again, err := a.FileAll(FileAllInput{Rows: list.Rows[:1]})
	if err != nil || again.Filed != 0 || !strings.Contains(again.Skipped[0], "已经归档") {
		t.Fatalf("%v: %+v", err, again)
	}
	page, err := a.List(store.ListQuery{Filters: map[string]string{"year": "2023"}})
	if err != nil || page.Total != 3 || page.Rows[0].Files != 1 || page.Rows[0].Number == 0 {
		t.Fatalf("%v: %+v", err, page)
	}
	last, err := d.store.LastAction()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.store.Undo(last.ID); err != nil {
		t.Fatal(err)
	}
	if page, err = a.List(store.ListQuery{Filters: map[string]string{"year": "2023"}}); err != nil || page.Total != 0 {
		t.Fatalf("after undo: %v, %d", err, page.Total)
	}
}

func TestThePapersOfAMonthAreFiledOnce(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	school, err := d.store.SaveSchool(office.School{Name: "示例县第一小学", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	person, err := d.store.SaveInspector(office.Inspector{Name: "示例督学"})
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []office.Date{"2025-04-02", "2025-04-20", "2025-05-02"} {
		if _, err := d.store.SaveVisit(store.VisitForm{Visit: office.Visit{Date: day, Session: "上午", SchoolID: school.ID, InspectorID: person.ID, Content: strings.Repeat("看了食堂。", 900), Disposal: 1, FeedbackOn: day}}); err != nil {
			t.Fatal(err)
		}
	}
	a := d.Screens().Archive
	list, err := a.Unfiled(UnfiledInput{Span: "2025-04", Source: filingPaper})
	if err != nil {
		t.Fatal(err)
	}
	forms := map[string]int{}
	for _, r := range list.Rows {
		forms[r.Form]++
	}
	if forms["visit"] != 2 || forms[office.FormFeedback] != 2 || forms["statistics"] != 1 || forms["roster"] != 0 {
		t.Fatalf("%v", forms)
	}
	out, err := a.FileAll(FileAllInput{Rows: list.Rows})
	if err != nil || out.Filed != len(list.Rows) || len(out.Skipped) > 0 {
		t.Fatalf("%v: %+v", err, out)
	}
	page, err := a.List(store.ListQuery{Filters: map[string]string{"form": "visit"}})
	if err != nil || page.Total != 2 {
		t.Fatalf("%v: %d", err, page.Total)
	}
	printed, err := d.printForm("visit", page.Rows[0].SourceKey, formatPDF)
	if err != nil || printed.pages < 2 || page.Rows[0].Pages != printed.pages {
		t.Fatalf("%v: filed with %d pages, printed %d", err, page.Rows[0].Pages, printed.pages)
	}
	if list, err = a.Unfiled(UnfiledInput{Span: "2025-04", Source: filingPaper}); err != nil || len(list.Rows) != 0 {
		t.Fatalf("%v: left %+v", err, list.Rows)
	}
	if list, err = a.Unfiled(UnfiledInput{Span: "2025", Source: filingPaper}); err != nil || !slices.ContainsFunc(list.Rows, func(r FilingRow) bool { return r.Form == "roster" && r.Key == "2025-12-31" }) {
		t.Fatalf("%v: the year's roster is not offered: %+v", err, list.Rows)
	}
}

// TestEveryFormOfTheTableCanBeListed: the queries of all forms are good SQL.
func TestEveryFormOfTheTableCanBeListed(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	for _, f := range Forms() {
		if _, _, err := d.store.FilablePapers(f.Key, office.Period{From: "2025-01-01", To: "2026-01-01"}); err != nil {
			t.Errorf("%s: %v", f.Key, err)
		}
	}
}

func TestAScanIsStampedAtAnEmptyPlace(t *testing.T) {
	t.Parallel()
	d := archivedDesk(t)
	path := filepath.Join(t.TempDir(), "通知.jpg")
	scanFile(t, path, 0.15)
	a := d.Screens().Archive
	files, err := d.Screens().Files.Attach(AttachInput{OwnerKind: "archive_item", OwnerID: 1, Paths: []string{path}, Role: "扫描件"})
	if err != nil {
		t.Fatal(err)
	}
	stamped := filepath.Join(t.TempDir(), "盖章.pdf")
	out, err := a.Stamp(StampInput{AttachmentID: files[0].ID, Path: stamped})
	if err != nil || out.Pages != 1 {
		t.Fatalf("%v: %+v", err, out)
	}
	if w, h, err := pdf.Size(stamped); err != nil || int(w+0.5) != 210 || int(h+0.5) != 297 {
		t.Fatalf("%v: %.1f × %.1f mm", err, w, h)
	}
	// Stamped once more: a PDF now.
	files, err = d.Screens().Files.Attach(AttachInput{OwnerKind: "archive_item", OwnerID: 2, Paths: []string{stamped}, Role: "扫描件"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Stamp(StampInput{AttachmentID: files[0].ID, Path: filepath.Join(t.TempDir(), "再盖.pdf")}); err != nil {
		t.Fatal(err)
	}
	if kept, err := d.store.Attachment(files[0].ID); err != nil || d.vault.Verify(kept.SHA256) != nil {
		t.Fatalf("%v: the original has changed", err)
	}
	if keep := os.Getenv("STAMP_OUT"); keep != "" {
		data, err := os.ReadFile(stamped)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(keep, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
