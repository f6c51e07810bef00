package bridge

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dudao/internal/desk"
)

// TestBoundTypesKeepTheRules looks at the types that the product really binds.
func TestBoundTypesKeepTheRules(t *testing.T) {
	bound := new(desk.Desk).Bound()
	if len(bound) == 0 {
		t.Fatal("the zero desk binds nothing: the TypeScript bindings would be empty")
	}
	for _, broken := range BrokenRules(bound) {
		t.Error(broken)
	}
}

type badInput struct {
	When time.Time `json:"when"`
	Any  any       `json:"any"`
	Raw  []byte    `json:"raw"`
	None string
}
type named string
type bad struct{}

func (*bad) Three() (int, int, error)      { return 0, 0, nil }
func (*bad) SecondNotError() (int, string) { return 0, "" }
func (*bad) Variadic(...string)            {}
func (*bad) Named(named)                   {}
func (*bad) Two(badInput, string)          {}
func (*bad) Keys() map[int]string          { return nil }
func (*bad) Time() (time.Time, error)      { return time.Time{}, nil }
func (*bad) Anonymous() struct{ A int }    { return struct{ A int }{} }

func TestBrokenRulesFindsEachKind(t *testing.T) {
	all := strings.Join(BrokenRules([]any{&bad{}}), "\n")
	for _, want := range []string{
		"bound types live in package desk", "bad.Three: more than two", "bad.SecondNotError: the second",
		"bad.Variadic: variadic", "bad.Named: input 1", "bad.Two: a struct is the only input",
		".When: time.Time", ".Any: an interface", ".Raw: bytes", ".None: no json name",
		"map keys must be strings", "bad.Time: result (time.Time): time.Time", "anonymous struct",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not found: %s\nin:\n%s", want, all)
		}
	}
}

func TestNullListsNamesThem(t *testing.T) {
	type row struct {
		Tags []string          `json:"tags"`
		Opt  []string          `json:"opt,omitempty"`
		Sums map[string]string `json:"sums"`
	}
	type page struct {
		Rows []row `json:"rows"`
	}
	if got := NullLists(page{Rows: []row{{Tags: []string{}, Sums: map[string]string{}}}}); len(got) != 0 {
		t.Errorf("a page without null lists: %v", got)
	}
	if got := strings.Join(NullLists(&page{Rows: []row{{}}}), " "); got != ".Rows[0].Tags[] .Rows[0].Sums[]" {
		t.Errorf("got %q", got)
	}
}

func serve(t *testing.T) (*Shell, *httptest.Server) {
	t.Helper()
	shell := NewShell()
	d, err := desk.Open(t.TempDir(), shell)
	if err != nil {
		t.Fatal(err)
	}
	pages := fstest.MapFS{"index.html": {Data: []byte("<html><head></head></html>")}}
	server := httptest.NewServer(New(d.Door(), shell, pages).Handler())
	t.Cleanup(func() {
		server.Close()
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return shell, server
}

func post(t *testing.T, url, body string) string {
	t.Helper()
	response, err := http.Post(url, "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCallsReachTheDesk(t *testing.T) {
	_, server := serve(t)
	good := post(t, server.URL+"/e2e/call", `{"type":"Settings","method":"About","args":[]}`)
	if !strings.Contains(good, desk.Version) {
		t.Errorf("About answered %s", good)
	}
	for name, body := range map[string]string{
		"no such type":   `{"type":"Nobody","method":"Version","args":[]}`,
		"no such method": `{"type":"Settings","method":"Nothing","args":[]}`,
		"too many":       `{"type":"Settings","method":"About","args":[1]}`,
	} {
		var a answer
		if err := json.Unmarshal([]byte(post(t, server.URL+"/e2e/call", body)), &a); err != nil || a.Error == "" {
			t.Errorf("%s: error %q, %v", name, a.Error, err)
		}
	}
}

func TestIndexCarriesTheScript(t *testing.T) {
	_, server := serve(t)
	for path, want := range map[string]string{"/": "/e2e.js", "/e2e.js": `window.go = { desk: { Door } }`} {
		response, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s: no %s in %s (%v)", path, want, text, err)
		}
	}
}

func TestDialogsAreAnsweredInOrderThenCancelled(t *testing.T) {
	shell, server := serve(t)
	post(t, server.URL+"/e2e/answer", `{"dialog":"saveFile","paths":["/a"]}`)
	post(t, server.URL+"/e2e/answer", `{"dialog":"saveFile","paths":["/b"]}`)
	for _, want := range []string{"/a", "/b", ""} {
		if got, err := shell.SaveFile("存到", "月报.pdf"); got != want || err != nil {
			t.Errorf("got %q %v, want %q", got, err, want)
		}
	}
}

func TestEventsArriveInOrder(t *testing.T) {
	shell, server := serve(t)
	response, err := http.Get(server.URL + "/e2e/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	shell.Emit("progress", 1)
	shell.Emit("progress", 2)
	const want = "data: {\"data\":1,\"name\":\"progress\"}\n\ndata: {\"data\":2,\"name\":\"progress\"}\n\n"
	got := make([]byte, len(want))
	if _, err := io.ReadFull(response.Body, got); err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
}
