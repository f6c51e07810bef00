package desk

import (
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// previews are papers rendered for the screen, kept in the cache folder until
// the next start.
type previews struct {
	mu    sync.Mutex
	files map[string]string // token -> path
}

// putPreview keeps a rendered PDF and returns the address at which the page
// finds it.
func (d *Desk) putPreview(pdf []byte) (url string, err error) {
	token := make([]byte, 12)
	if _, err := rand.Read(token); err != nil {
		return "", err
	}
	name := hex.EncodeToString(token) + ".pdf"
	dir := filepath.Join(d.dir, cacheFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, pdf, 0o644); err != nil {
		return "", err
	}
	d.previews.mu.Lock()
	defer d.previews.mu.Unlock()
	if d.previews.files == nil {
		d.previews.files = map[string]string{}
	}
	d.previews.files[name] = file
	return "/files/preview/" + name, nil
}

func (d *Desk) servePreview(w http.ResponseWriter, r *http.Request) {
	d.previews.mu.Lock()
	file, ok := d.previews.files[path.Base(r.URL.Path)]
	d.previews.mu.Unlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	http.ServeFile(w, r, file)
}
