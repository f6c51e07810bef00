// Package bridge opens the desk to an ordinary browser, for tests: calls over
// HTTP, events as a stream, files, and the built page with a script that
// stands in for Wails' own.
//
// The one rule: only the build with the tag e2e serves it, on this machine alone.
package bridge

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"dudao/internal/desk"
)

//go:embed shim.js
var shim []byte

// maxBody is more than any input of the page.
const maxBody = 16 << 20

// Bridge serves the desk behind one door.
type Bridge struct {
	shell *Shell
	pages fs.FS
	door  *desk.Door
}

// New makes the bridge of a door whose desk was opened with the shell.
func New(door *desk.Door, shell *Shell, pages fs.FS) *Bridge {
	return &Bridge{shell: shell, pages: pages, door: door}
}

// Handler serves the page (/), the stand-in script (/e2e.js), calls
// (/e2e/call), events (/e2e/events), the shell's script of answers and its
// record (/e2e/answer, /e2e/asked), and files (all else).
func (b *Bridge) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /e2e/call", b.call)
	mux.HandleFunc("GET /e2e/events", b.shell.stream)
	mux.HandleFunc("POST /e2e/answer", b.shell.answer)
	mux.HandleFunc("GET /e2e/asked", b.shell.asked)
	mux.HandleFunc("GET /e2e.js", b.script)
	mux.HandleFunc("/", b.page)
	return mux
}

// page serves the built frontend, and what is not in it by the desk, as the
// window does.
func (b *Bridge) page(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || name == "index.html" {
		b.index(w)
		return
	}
	if info, err := fs.Stat(b.pages, name); err == nil && !info.IsDir() {
		http.FileServerFS(b.pages).ServeHTTP(w, r)
		return
	}
	b.door.ServeFile(w, r)
}

func (b *Bridge) index(w http.ResponseWriter) {
	page, err := fs.ReadFile(b.pages, "index.html")
	if err != nil {
		http.Error(w, "no frontend in this program: run npm run build first", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	text := strings.Replace(string(page), "<head>", `<head><script src="/e2e.js"></script>`, 1)
	_, _ = w.Write([]byte(text)) // a browser that went away
}

// script serves the stand-in for Wails' scripts.
func (b *Bridge) script(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = w.Write(shim) // a browser that went away
}

// request is a call of a bound method; answer is what it gave.
type request struct {
	Type   string            `json:"type"`
	Method string            `json:"method"`
	Args   []json.RawMessage `json:"args"`
}

type answer struct {
	Result any    `json:"result"`
	Error  string `json:"error,omitempty"` // as desk.WireError writes it
}

func (b *Bridge) call(w http.ResponseWriter, r *http.Request) {
	var req request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&req); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	result, err := b.invoke(req)
	w.Header().Set("Content-Type", "application/json")
	a := answer{Result: result}
	if err != nil {
		a = answer{Error: desk.WireError(err)}
	}
	if err := json.NewEncoder(w).Encode(a); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// invoke calls the method through the desk's door, as the window does, and
// refuses a result with a null list in it.
func (b *Bridge) invoke(req request) (any, error) {
	result, err := b.door.Invoke(req.Type, req.Method, req.Args)
	if err != nil {
		return nil, err
	}
	if nulls := NullLists(result); len(nulls) > 0 {
		return nil, fmt.Errorf("%s.%s answers a null list: %s", req.Type, req.Method, strings.Join(nulls, ", "))
	}
	return result, nil
}
