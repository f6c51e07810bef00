package desk

import (
	"bytes"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"dudao/internal/office"
	"dudao/internal/pdf"
	"dudao/internal/vault"
)

const (
	attachmentURL = "/files/attachment/"
	photoURL      = "/files/photo/"
)

// serveAttachment serves /files/attachment/<id>?size=thumb|full: thumb is a small
// upright JPEG of a photo, full the file's own bytes, in ranges when asked.
func (d *Desk) serveAttachment(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(path.Base(r.URL.Path), 10, 64)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	a, err := d.store.Attachment(id)
	if err != nil {
		failFile(w, r, err)
		return
	}
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "private, no-cache")
	if r.URL.Query().Get("size") == "thumb" && vault.IsImage(a.MIME) {
		small, err := d.vault.Shrunk(a.SHA256, thumbSide, filepath.Join(d.dir, cacheFolder))
		if err != nil {
			failFile(w, r, err)
			return
		}
		h.Set("Content-Type", "image/jpeg")
		h.Set("ETag", `"`+a.SHA256+`-t"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(small))
		return
	}
	if r.URL.Query().Get("size") == "thumb" && a.MIME == mimePDF {
		small, err := d.firstPage(a.SHA256)
		if err != nil {
			failFile(w, r, err)
			return
		}
		h.Set("Content-Type", "image/jpeg")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(small))
		return
	}
	file, err := d.vault.Open(a.SHA256)
	if err != nil {
		failFile(w, r, err)
		return
	}
	defer file.Close()
	h.Set("Content-Type", a.MIME)
	h.Set("ETag", `"`+a.SHA256+`"`)
	disposition := "attachment"
	if vault.IsImage(a.MIME) || a.MIME == mimePDF {
		disposition = "inline"
	}
	h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": a.Name}))
	http.ServeContent(w, r, a.Name, time.Time{}, file)
}

// firstPage is a small picture of the first page of a kept scan. CodeNotFound when
// the page is no picture.
func (d *Desk) firstPage(sha string) ([]byte, error) {
	cached := filepath.Join(d.dir, cacheFolder, sha+"-page.jpg")
	if b, err := os.ReadFile(cached); err == nil && len(b) > 0 {
		return b, nil
	}
	if err := d.notDeadly(sha); err != nil {
		return nil, err
	}
	path, err := d.vault.Path(sha)
	if err != nil {
		return nil, err
	}
	f, err := pdf.OpenFile(path)
	if err != nil {
		return nil, err
	}
	pictures, err := f.Pictures(1)
	if err != nil {
		return nil, err
	}
	for _, p := range pictures {
		data, err := io.ReadAll(p)
		if err != nil {
			return nil, err
		}
		small, err := vault.Turned(bytes.NewReader(data), thumbSide, f.Turned(1))
		if err != nil {
			continue // another picture may be one that can be drawn
		}
		if err := os.MkdirAll(filepath.Dir(cached), 0o755); err != nil {
			return nil, err
		}
		return small, os.WriteFile(cached, small, 0o644)
	}
	return nil, office.Errorf(office.CodeNotFound, "这份 PDF 的第一页不是图片，没有小图，请直接打开看。")
}

// failFile answers a file that cannot be served in the clerk's words.
func failFile(w http.ResponseWriter, r *http.Request, err error) {
	code := http.StatusInternalServerError
	if office.CodeOf(err) == office.CodeNotFound {
		code = http.StatusNotFound
	}
	slog.Warn("serve file", "path", r.URL.Path, "err", err)
	http.Error(w, Plain(err).Message, code)
}

// lookedAt are the photos of a folder that the clerk is sorting, by number: the
// page sees no path that it was not shown.
type lookedAt struct {
	mu    sync.Mutex
	paths []string
}

// show lets the page see the photo and returns its address.
func (l *lookedAt) show(path string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paths = append(l.paths, path)
	return photoURL + strconv.Itoa(len(l.paths)-1)
}

func (l *lookedAt) path(n int) (string, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if n < 0 || n >= len(l.paths) {
		return "", false
	}
	return l.paths[n], true
}

// servePhoto serves /files/photo/<n>: a small picture of a photo or scan being
// sorted, a PDF as it is.
func (d *Desk) servePhoto(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(path.Base(r.URL.Path))
	file, known := d.looked.path(n)
	if err != nil || !known {
		http.NotFound(w, r)
		return
	}
	f, err := os.Open(file)
	if err != nil {
		failFile(w, r, office.Errorf(office.CodeNotFound, "找不到照片“%s”，可能已被移走。请把它放回原处，或重新选文件夹。", filepath.Base(file)))
		return
	}
	defer f.Close()
	if strings.EqualFold(filepath.Ext(file), ".pdf") {
		w.Header().Set("Content-Type", mimePDF)
		http.ServeContent(w, r, "", time.Time{}, f)
		return
	}
	small, err := vault.Shrunk(f, thumbSide)
	if err != nil {
		failFile(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "image/jpeg")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(small))
}
