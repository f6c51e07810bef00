package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// saysWhatNext are the words of which a sentence about trouble has one: an
// instruction, or what may be written instead.
var saysWhatNext = regexp.MustCompile(`请|填|可选|可用|可以|应写|要写|要选|改成|改为|重新|再试|再来|先|写成|换|用“|按“|到“|在“|不能超过|最多|至少|只能|不早于|不晚于|不用再|须|应低于|为 \d+ 到|不能小于|不能为负|不能是负|厚度选|要有|收回后|运行 `)

var han = regexp.MustCompile(`\p{Han}`)

// TestErrorsSayWhatToDo: whoever is refused is told what to do next.
func TestErrorsSayWhatToDo(t *testing.T) {
	files, seen := token.NewFileSet(), 0
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() {
			if path != root && (name == "frontend" || name == "build" || name == "testdata" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := refusal(n); ok && han.MatchString(text) {
				seen++
				if !saysWhatNext.MatchString(text) {
					t.Errorf("%s: says what is wrong but not what to do: %s", files.Position(n.Pos()), text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 600 {
		t.Errorf("only %d sentences were looked at", seen)
	}
}

var warning = regexp.MustCompile("\\bwarn\\((?:'([^']*)'|`([^`]*)`)")

// TestWarningsOfThePagesSayWhatToDo: so do the sentences that the pages say by
// themselves; those about what was kept by an undo name it.
func TestWarningsOfThePagesSayWhatToDo(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(filepath.Join("..", "..", "frontend", "src"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".vue") && !strings.HasSuffix(path, ".ts") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range warning.FindAllStringSubmatch(string(text), -1) {
			seen++
			if said := m[1] + m[2]; !saysWhatNext.MatchString(said) && !strings.Contains(said, "保留") {
				t.Errorf("%s: says what is wrong but not what to do: %s", path, said)
			}
		}
		return err
	})
	if err != nil || seen < 8 {
		t.Errorf("%d warnings were looked at, %v", seen, err)
	}
}

// refusal is the sentence of a call that makes an office.Error or adds a fault to a
// field.
func refusal(n ast.Node) (string, bool) {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return "", false
	}
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
		if x, ok := f.X.(*ast.Ident); ok && x.Name == "fmt" {
			return "", false
		}
	}
	switch {
	case (name == "Invalid" || name == "refused") && len(call.Args) > 0:
		return sentence(call.Args[0])
	case (name == "Errorf" || name == "refuse") && len(call.Args) > 1:
		return sentence(call.Args[1])
	case name == "Add" && len(call.Args) == 2:
		return literal(call.Args[1])
	}
	return "", false
}

// sentence is a literal that is a whole sentence: others get their end elsewhere.
func sentence(e ast.Expr) (string, bool) {
	text, ok := literal(e)
	return text, ok && strings.HasSuffix(text, "。")
}

// literal is the text of a string constant, also one put together by + or Sprintf.
func literal(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(x.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, _ := literal(x.X)
		right, _ := literal(x.Y)
		return left + right, left+right != ""
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" && len(x.Args) > 0 {
			return literal(x.Args[0])
		}
	}
	return "", false
}
