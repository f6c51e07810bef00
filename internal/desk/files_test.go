package desk

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dudao/internal/office"
)

// taken is a photo of 12 March 2026, 09:30, held upright, with a place in it.
const taken = "testdata/taken-2026-03-12.jpg"

// file writes a file of the name and returns its path.
func file(t *testing.T, dir, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// plainJPEG is a photo without any tags; shade makes its bytes differ.
func plainJPEG(t *testing.T, shade uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 32, 24))
	img.SetGray(3, 3, color.Gray{shade})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 100}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAttachAndServe(t *testing.T) {
	t.Parallel()
	d, shell := openTest(t, t.TempDir())
	v := addVisit(t, d)
	f := &Files{d}
	dir := t.TempDir()
	long := strings.Repeat("食堂检查", 18) + ".jpg"
	photo := file(t, dir, long, read(t, taken))
	pdf := file(t, dir, "整改报告 2026.3.20.pdf", []byte("%PDF-1.4\n%%EOF\n"))
	list, err := f.Attach(AttachInput{OwnerKind: "visit", OwnerID: v.Visit.ID, Paths: []string{photo, pdf, photo}, Role: "照片"})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0].Name != long || list[0].DatedOn != "2026-03-12" || list[0].Pages != 1 || list[1].MIME != "application/pdf" || list[1].DatedOn != "2026-03-20" {
		t.Fatalf("attached: %+v", list)
	}
	if again, err := f.Attach(AttachInput{OwnerKind: "visit", OwnerID: v.Visit.ID, Paths: []string{photo}}); err != nil || len(again) != 0 {
		t.Errorf("the same file again: %+v, %v", again, err)
	}
	if got, err := d.Screens().Visits.Get(v.Visit.ID); err != nil || len(got.Attachments) != 2 {
		t.Errorf("the visit has %d files, %v", len(got.Attachments), err)
	}
	get := func(url, ranges string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, url, nil)
		if ranges != "" {
			r.Header.Set("Range", ranges)
		}
		w := httptest.NewRecorder()
		d.ServeFile(w, r)
		return w
	}
	full := get("/files/attachment/1?size=full", "")
	if full.Code != 200 || !bytes.Equal(full.Body.Bytes(), read(t, taken)) || full.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("full: %d, %d bytes", full.Code, full.Body.Len())
	}
	thumb := get("/files/attachment/1?size=thumb", "")
	if c, err := jpeg.DecodeConfig(bytes.NewReader(thumb.Body.Bytes())); err != nil || c.Width != 48 || c.Height != 64 || bytes.Contains(thumb.Body.Bytes(), []byte("Exif")) {
		t.Errorf("thumb: %+v, %v", c, err)
	}
	if part := get("/files/attachment/2", "bytes=0-4"); part.Code != http.StatusPartialContent || part.Body.String() != "%PDF-" {
		t.Errorf("range: %d %q", part.Code, part.Body)
	}
	if gone := get("/files/attachment/99", ""); gone.Code != http.StatusNotFound {
		t.Errorf("a file that is not there: %d", gone.Code)
	}
	if err := f.Open(list[1].ID); err != nil || len(shell.opened) != 1 || filepath.Base(shell.opened[0]) != "整改报告 2026.3.20.pdf" {
		t.Errorf("open: %v, %v", shell.opened, err)
	}
	saved, err := f.SaveAttachment(office.Attachment{ID: list[0].ID, Caption: "留样柜", Role: "照片", SHA256: "x", UpdatedAt: list[0].UpdatedAt})
	if err != nil || saved.Caption != "留样柜" || saved.SHA256 != list[0].SHA256 {
		t.Errorf("caption: %+v, %v", saved, err)
	}
	if err := f.Remove(list[0].ID); err != nil {
		t.Fatal(err)
	}
	if got, err := d.Screens().Visits.Get(v.Visit.ID); err != nil || len(got.Attachments) != 1 {
		t.Errorf("after the removal: %d files, %v", len(got.Attachments), err)
	}
}

func TestAttachIsAllOrNothing(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	v := addVisit(t, d)
	dir := t.TempDir()
	good := file(t, dir, "好.jpg", plainJPEG(t, 1))
	for _, c := range []struct{ path, says string }{
		{file(t, dir, "截断.jpg", read(t, taken)[:400]), "不完整"},
		{file(t, dir, "程序.jpg", []byte("MZ this is a program")), "不是照片"},
		{file(t, dir, "太大.pdf", append([]byte("%PDF-1.4\n"), make([]byte, 21<<20)...)), "20 MB"},
		{filepath.Join(dir, "没有.jpg"), "找不到文件"},
		{dir, "20 MB"}, // a folder is all that lies in it
	} {
		_, err := (&Files{d}).Attach(AttachInput{OwnerKind: "visit", OwnerID: v.Visit.ID, Paths: []string{good, c.path}})
		if office.CodeOf(err) != office.CodeFile || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", filepath.Base(c.path), err)
		}
	}
	if _, err := (&Files{d}).Attach(AttachInput{OwnerKind: "visit", OwnerID: 77, Paths: []string{good}}); office.CodeOf(err) != office.CodeNotFound {
		t.Errorf("a visit that is not there: %v", err)
	}
	if got, err := d.store.Attachments("visit", v.Visit.ID); err != nil || len(got) != 0 {
		t.Errorf("files added all the same: %+v, %v", got, err)
	}
}

// visitOn writes one more visit.
func visitOn(t *testing.T, d *Desk, day office.Date, school, inspector int64) int64 {
	t.Helper()
	f, err := d.Screens().Visits.Save(VisitForm{Visit: office.Visit{Date: day, Session: "上午", SchoolID: school, InspectorID: inspector}})
	if err != nil {
		t.Fatal(err)
	}
	return f.Visit.ID
}

func TestPhotosFindTheirVisits(t *testing.T) {
	t.Parallel()
	d, _ := openTest(t, t.TempDir())
	first := addVisit(t, d) // 12 March, 示例县第一小学
	s := d.Screens()
	other, err := s.Schools.Save(office.School{Name: "示例县第二小学", ShortName: "二小", Kind: "小学"})
	if err != nil {
		t.Fatal(err)
	}
	visit := func(day office.Date, school int64) int64 { return visitOn(t, d, day, school, first.Visit.InspectorID) }
	second := visit("2026-03-17", other.ID)
	visit("2026-03-17", first.Visit.SchoolID)
	dir := t.TempDir()
	want := map[string]int64{}
	add := func(name string, content []byte, id int64) { want[file(t, dir, name, content)] = id }
	add("IMG_0001.jpg", read(t, taken), first.Visit.ID)               // by the camera's day
	add("二小/IMG_20260317_101500.jpg", plainJPEG(t, 2), second)        // by folder and the day in the name
	add("示例县第二小学 2026.3.19/食堂.jpg", plainJPEG(t, 3), second)          // two days later
	add("IMG_20260317_101501.jpg", plainJPEG(t, 4), 0)                // two visits that day, no school
	add("二小 没有日期.png.jpg", plainJPEG(t, 5), 0)                        // no day at all
	add("mmexport1773282600000.jpg", plainJPEG(t, 6), first.Visit.ID) // milliseconds of 12 March
	add("二小/IMG_20250101.jpg", plainJPEG(t, 7), 0)                    // no visit near
	add("坏照片.jpg", []byte("\xFF\xD8\xFFbad"), 0)                      // says so
	m, err := (&Files{d}).MatchPhotos(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Photos) != len(want) || m.Matched != 4 {
		t.Errorf("%d photos, %d matched", len(m.Photos), m.Matched)
	}
	filing := FilePhotosInput{}
	for _, p := range m.Photos {
		if p.VisitID != want[p.Path] {
			t.Errorf("%s: visit %d (%s, %s), want %d", p.Name, p.VisitID, p.Confidence, p.Reason, want[p.Path])
		}
		if p.VisitID != 0 {
			filing.Photos = append(filing.Photos, PhotoFiling{p.Path, p.VisitID})
		}
		if p.Name == "坏照片.jpg" && p.Problem == "" {
			t.Error("the damaged photo is not named")
		}
	}
	w := httptest.NewRecorder()
	d.ServeFile(w, httptest.NewRequest(http.MethodGet, m.Photos[0].URL, nil))
	if w.Code != 200 || w.Header().Get("Content-Type") != "image/jpeg" {
		t.Errorf("picture of %s: %d", m.Photos[0].Name, w.Code)
	}
	filed, err := (&Files{d}).FilePhotos(filing)
	if err != nil || len(filed) != 4 {
		t.Fatalf("filed %d, %v", len(filed), err)
	}
	if got, err := d.store.Attachments("visit", second); err != nil || len(got) != 2 || got[0].Role != "照片" {
		t.Errorf("the second visit's photos: %+v, %v", got, err)
	}
	last, err := d.store.LastAction()
	if err != nil || !strings.HasPrefix(last.Label, "添加附件") {
		t.Errorf("filing is not one action: %+v, %v", last, err)
	}
}

func TestDateInName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]office.Date{
		"IMG_20260312_093015.jpg": "2026-03-12", "微信图片_20260312093015.jpg": "2026-03-12", "2026.3.5 食堂.jpg": "2026-03-05",
		"2026年3月12日.jpg": "2026-03-12", "2026-13-40.jpg": "", "DSC_0001.jpg": "", "20260231.jpg": "", "Screenshot_2026-03-12-09-30.png": "2026-03-12",
	} {
		if got := dateInName(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
