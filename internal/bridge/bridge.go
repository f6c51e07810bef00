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
	"reflect"
	"strings"

	"dudao/internal/desk"
)

//go:embed shim.js
var shim []byte

// maxBody is more than any input of the page.
const maxBody = 16 << 20

// Bridge serves one desk.
type Bridge struct {
	desk  *desk.Desk
	shell *Shell
	pages fs.FS
	bound map[string]reflect.Value // by type name
}

// New makes the bridge of a desk that was opened with the shell.
func New(d *desk.Desk, shell *Shell, pages fs.FS) *Bridge {
	b := &Bridge{desk: d, shell: shell, pages: pages, bound: map[string]reflect.Value{}}
	for _, x := range d.Bound() {
		b.bound[reflect.TypeOf(x).Elem().Name()] = reflect.ValueOf(x)
	}
	return b
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
	b.desk.ServeFile(w, r)
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

// script serves the stand-in for Wails' scripts, with the bound methods' names.
func (b *Bridge) script(w http.ResponseWriter, _ *http.Request) {
	methods := map[string][]string{}
	for name, x := range b.bound {
		for i := range x.NumMethod() {
			methods[name] = append(methods[name], x.Type().Method(i).Name)
		}
	}
	list, err := json.Marshal(methods)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, _ = fmt.Fprintf(w, "window.__e2eMethods = %s\n%s", list, shim)
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

// invoke calls the method. It turns a panic into an error, where Wails would
// never answer, and refuses a result with a null list in it.
func (b *Bridge) invoke(req request) (result any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic in %s.%s: %v", req.Type, req.Method, p)
		}
	}()
	bound, ok := b.bound[req.Type]
	if !ok {
		return nil, fmt.Errorf("no bound type %q", req.Type)
	}
	method := bound.MethodByName(req.Method)
	if !method.IsValid() {
		return nil, fmt.Errorf("no method %s.%s", req.Type, req.Method)
	}
	in, err := arguments(method.Type(), req.Args)
	if err != nil {
		return nil, fmt.Errorf("%s.%s: %w", req.Type, req.Method, err)
	}
	for _, out := range method.Call(in) {
		if e, isErr := out.Interface().(error); isErr {
			return nil, e
		}
		if out.Type() != errorType {
			result = out.Interface()
		}
	}
	if nulls := NullLists(result); len(nulls) > 0 {
		return nil, fmt.Errorf("%s.%s answers a null list: %s", req.Type, req.Method, strings.Join(nulls, ", "))
	}
	return result, nil
}

func arguments(method reflect.Type, args []json.RawMessage) ([]reflect.Value, error) {
	if len(args) != method.NumIn() {
		return nil, fmt.Errorf("%d arguments wanted, %d given", method.NumIn(), len(args))
	}
	in := make([]reflect.Value, len(args))
	for i, raw := range args {
		v := reflect.New(method.In(i))
		if err := json.Unmarshal(raw, v.Interface()); err != nil {
			return nil, fmt.Errorf("argument %d: %w", i+1, err)
		}
		in[i] = v.Elem()
	}
	return in, nil
}
