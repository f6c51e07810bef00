package desk

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dudao/internal/office"
)

const testPassword = "梧桐树下-7"

// lockTest opens a desk with a password, locked.
func lockTest(t *testing.T, dir string) *Desk {
	t.Helper()
	d, _ := openTest(t, dir)
	if err := d.Screens().Security.SetPassword(NewPasswordInput{Password: testPassword, Again: testPassword}); err != nil {
		t.Fatal(err)
	}
	if err := d.Screens().Security.Lock(); err != nil {
		t.Fatal(err)
	}
	return d
}

func ask(x *Door, screen, method string, args ...any) (string, error) {
	text, err := json.Marshal(append([]any{}, args...))
	if err != nil {
		return "", err
	}
	return x.Call(Asked{Screen: screen, Method: method, Args: string(text)})
}

// Whatever is bound, today and later, is refused behind the locked screen: the list
// of those that are not is short and stands here.
func TestLockedDoorRefusesEveryMethod(t *testing.T) {
	t.Parallel()
	d := lockTest(t, t.TempDir())
	door, refused := d.Door(), 0
	for _, bound := range d.Bound() {
		v := reflect.ValueOf(bound)
		for i := range v.NumMethod() {
			screen, method := v.Type().Elem().Name(), v.Type().Method(i).Name
			if name := screen + "." + method; name == "Security.State" || name == "Security.Lock" || name == "Security.Unlock" {
				continue
			}
			args := []any{}
			for a := range v.Method(i).Type().NumIn() {
				args = append(args, reflect.Zero(v.Method(i).Type().In(a)).Interface())
			}
			if out, err := ask(door, screen, method, args...); office.CodeOf(err) != office.CodeShut || out != "" {
				t.Errorf("%s.%s answers behind the locked screen: %q, %v", screen, method, out, err)
			}
			refused++
		}
	}
	if refused < 300 {
		t.Errorf("only %d methods were tried", refused)
	}
	state, err := ask(door, "Security", "State")
	if err != nil || !strings.Contains(state, `"locked":true`) || strings.Contains(state, d.dir) {
		t.Errorf("the state: %s, %v", state, err)
	}
	w := httptest.NewRecorder()
	d.ServeFile(w, httptest.NewRequest(http.MethodGet, "/files/attachment/1", nil))
	if w.Code != http.StatusForbidden {
		t.Errorf("a file behind the locked screen: %d", w.Code)
	}
	if _, err := ask(door, "Security", "Unlock", PasswordInput{testPassword}); err != nil {
		t.Fatal(err)
	}
	if out, err := ask(door, "Schools", "Options"); err != nil || out != "[]" {
		t.Errorf("after unlocking: %q, %v", out, err)
	}
}

// A right password opens the folder the next time as well; wrong ones wait longer
// and longer, and time heals.
func TestWrongPasswordsSlowDown(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d := lockTest(t, dir)
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	d, _ = openTest(t, dir)
	if d.gate.pass() == nil {
		t.Fatal("the program opens without its password")
	}
	now := time.Now()
	d.gate.now = func() time.Time { return now }
	for range freeTries {
		if err := d.gate.try("不是这个"); office.CodeOf(err) != office.CodePassword {
			t.Fatal(err)
		}
	}
	if err := d.gate.try(testPassword); err == nil || !strings.Contains(err.Error(), "请等") {
		t.Errorf("the right password at once after %d wrong ones: %v", freeTries, err)
	}
	now = now.Add(firstWait)
	if err := d.gate.try("不是这个"); err == nil || !strings.Contains(err.Error(), "请等 4 秒") {
		t.Errorf("the fourth wrong one: %v", err)
	}
	now = now.Add(2 * firstWait)
	if err := d.gate.try(testPassword); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	if err := d.Screens().Security.SetPassword(NewPasswordInput{Old: "不是这个", Password: "别的密码啊", Again: "别的密码啊"}); office.CodeOf(err) != office.CodePassword {
		t.Errorf("a change without the old password: %v", err)
	}
	if err := d.Screens().Security.SetPassword(NewPasswordInput{Old: testPassword}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, gateFile)); !os.IsNotExist(err) {
		t.Errorf("the hash is still there: %v", err)
	}
}

func TestPasswordFileKeepsNoPassword(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	lockTest(t, dir)
	text, err := os.ReadFile(filepath.Join(dir, gateFile))
	if err != nil || strings.Contains(string(text), testPassword) || !strings.Contains(string(text), `"argon2id"`) || !strings.Contains(string(text), `"memory": 65536`) {
		t.Errorf("the file: %s, %v", text, err)
	}
	// A file that asks for more memory than there is opens nothing and breaks nothing.
	for _, bad := range []string{"", "{}", strings.Replace(string(text), "65536", "4294967295", 1)} {
		var g gate
		if err := os.WriteFile(filepath.Join(dir, gateFile), []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		g.open(dir)
		if err := g.try(testPassword); g.pass() == nil || err == nil || !strings.Contains(err.Error(), gateFile) {
			t.Errorf("a damaged file %q: %v", bad, err)
		}
	}
}

// A backup takes no password along, and a restore is no way around the one there is.
func TestRestoreKeepsTheLock(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "数据")
	d := lockTest(t, dir)
	file := filepath.Join(t.TempDir(), "a.督导备份")
	if _, err := d.Backup(file, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(file, dir, ""); err != nil {
		t.Fatal(err)
	}
	if err := MayOpen(dir, ""); office.CodeOf(err) != office.CodeShut {
		t.Errorf("after a restore the folder opens without the password: %v", err)
	}
	if err := MayOpen(dir, testPassword); err != nil {
		t.Error(err)
	}
	elsewhere := filepath.Join(t.TempDir(), "新电脑")
	if _, err := Restore(file, elsewhere, ""); err != nil {
		t.Fatal(err)
	}
	if err := MayOpen(elsewhere, ""); err != nil {
		t.Errorf("on another PC the backup asks for a password: %v", err)
	}
}
