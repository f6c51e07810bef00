// Package archtest keeps the import rule of the house: which room may use
// which, and that each outside thing is known to one room only.
//
// The one rule: the table of rooms in the README and the one here are the same.
package archtest

import (
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "dudao"

// rooms names, for each room, the rooms of ours that it may use.
var rooms = map[string][]string{
	"":         {"cli", "desk", "office", "bridge"}, // main.go, app.go
	"office":   {},
	"doc":      {},
	"disk":     {"office"},
	"store":    {"office", "disk"},
	"vault":    {"office", "disk"},
	"sheet":    {"office", "doc"},
	"report":   {"office", "doc"},
	"paper":    {"office", "doc"},
	"word":     {"office", "doc"},
	"pdf":      {"office"},
	"scan":     {"office"},
	"binder":   {"office", "doc", "paper", "sheet", "pdf"},
	"manual":   {"doc"},
	"desk":     {"manual", "office", "doc", "disk", "store", "vault", "sheet", "report", "paper", "word", "pdf", "scan", "binder"},
	"cli":      {"desk", "office"},
	"bridge":   {"desk", "office"},
	"archtest": {},
	"tenyears": {"office", "store"}, // of the tests; no room uses it but they
	"testtime": {},                  // the same
}

// owners names the one room of each outside thing. A thing that is not named
// here may be used by one room only as well, whichever it is.
var owners = map[string]string{
	"github.com/mattn/go-sqlite3":   "store",
	"github.com/jmoiron/sqlx":       "store",
	"github.com/pressly/goose/v3":   "store",
	"database/sql":                  "store",
	"github.com/xuri/excelize/v2":   "sheet",
	"github.com/signintech/gopdf":   "paper",
	"github.com/pdfcpu/pdfcpu":      "pdf",
	"github.com/makiuchi-d/gozxing": "scan",
	"github.com/bep/imagemeta":      "vault",
	"github.com/alecthomas/kong":    "cli",
	"github.com/wailsapp/wails/v2":  "",
}

// shared are the outside modules that several rooms may use: the Go project's own.
var shared = []string{"golang.org/x/text", "golang.org/x/image", "golang.org/x/sys", "golang.org/x/sync"}

// pure are the rooms that use the standard library only, and no I/O.
var pure = map[string][]string{
	"office": {"os", "net", "net/http", "database/sql", "os/exec", "path/filepath", "io/fs"},
	"doc":    {"os", "net", "net/http", "database/sql", "os/exec", "path/filepath", "io/fs"},
}

// use is one import of one file.
type use struct{ file, room, path string }

func TestRoomsUseOnlyWhatTheyMay(t *testing.T) {
	for _, u := range uses(t) {
		other, ours := strings.CutPrefix(u.path, module+"/internal/")
		if !ours {
			continue
		}
		may, known := rooms[u.room]
		if !known {
			t.Errorf("%s: room %q is not in the table of the house; add it to design and table", u.file, u.room)
			continue
		}
		if other = firstPart(other); other != u.room && !slices.Contains(may, other) {
			t.Errorf("%s: %q may not use %q", u.file, u.room, other)
		}
	}
}

func TestEachOutsideThingHasOneRoom(t *testing.T) {
	seen := map[string]use{}
	for _, u := range uses(t) {
		thing := outside(u.path)
		if thing == "" {
			continue
		}
		if owner, named := owners[thing]; named && owner != u.room {
			t.Errorf("%s: only room %q may use %s", u.file, owner, thing)
			continue
		}
		if before, ok := seen[thing]; ok && before.room != u.room {
			t.Errorf("%s uses %s, and so does %s: one room only", u.file, thing, before.file)
		}
		seen[thing] = u
	}
}

func TestPureRoomsDoNoIO(t *testing.T) {
	for _, u := range uses(t) {
		forbidden, isPure := pure[u.room]
		if !isPure {
			continue
		}
		if slices.Contains(forbidden, u.path) || strings.Contains(firstPart(u.path), ".") {
			t.Errorf("%s: room %q may not use %s", u.file, u.room, u.path)
		}
	}
}

// TestTheBridgeIsNotInTheProduct: only files with the tag e2e may use it.
func TestTheBridgeIsNotInTheProduct(t *testing.T) {
	for _, u := range uses(t) {
		if u.path != module+"/internal/bridge" {
			continue
		}
		text, err := os.ReadFile(u.file)
		if err != nil {
			t.Fatal(err)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		expr, err := constraint.Parse(line)
		if err != nil || expr.Eval(func(tag string) bool { return tag != "e2e" }) {
			t.Errorf("%s uses the bridge without the tag e2e", u.file)
		}
	}
}

// uses reads the imports of all product files, whatever their build tags.
func uses(t *testing.T) []use {
	t.Helper()
	root := filepath.Join("..", "..")
	var all []use
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if name == "frontend" || name == "build" || name == "testdata" || (strings.HasPrefix(name, ".") && path != root) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(files, path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := roomOf(root, path)
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			all = append(all, use{file: path, room: room, path: imported})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 50 {
		t.Fatalf("only %d imports found: the walk is broken", len(all))
	}
	return all
}

// roomOf gives the room of a file: the folder below internal/, "" at the top.
func roomOf(root, path string) string {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return path
	}
	below, inside := strings.CutPrefix(filepath.ToSlash(rel), "internal/")
	if !inside {
		return ""
	}
	return firstPart(below)
}

// outside gives the outside thing of an import: a module, or the one package
// of the standard library that has an owner; "" for all else.
func outside(path string) string {
	for owned := range owners {
		if path == owned || strings.HasPrefix(path, owned+"/") {
			return owned
		}
	}
	for _, free := range shared {
		if path == free || strings.HasPrefix(path, free+"/") {
			return ""
		}
	}
	if !strings.Contains(firstPart(path), ".") {
		return ""
	}
	parts := strings.SplitN(path, "/", 4)
	return strings.Join(parts[:min(3, len(parts))], "/")
}

func firstPart(path string) string {
	first, _, _ := strings.Cut(path, "/")
	return first
}

// The page of promises names only tests that there are.
func TestSecurityPageNamesRealTests(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "SECURITY.md"))
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	err = filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		code.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`\b(?:Test|Fuzz)[A-Z]\w+`).FindAllString(string(page), -1)
	if len(names) < 30 {
		t.Errorf("the page names %d tests", len(names))
	}
	for _, name := range names {
		if !strings.Contains(code.String(), "\nfunc "+name+"(") {
			t.Errorf("SECURITY.md names %s, which is not there", name)
		}
	}
}
