package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"sync"
	"time"

	"dudao/internal/office"
)

// Door is the one way from the page to the screens: the window binds it alone, and
// every call of a screen's method comes through Call. So what holds for all calls
// is held in one place, and the desk behind it can be changed for another one
// (door_change.go).
type Door struct {
	mu      sync.RWMutex // for reading while the desk works, for writing while it is changed
	d       *Desk
	screens map[string]reflect.Value // by name, of d
}

// Asked is a call of the page: a screen's method, and its arguments as a JSON list.
type Asked struct {
	Screen string `json:"screen"`
	Method string `json:"method"`
	Args   string `json:"args"`
}

// Door returns a door to the desk. Who opened the desk closes the door instead of
// it, since another desk may stand behind it by then.
func (d *Desk) Door() *Door {
	x := &Door{}
	x.put(d)
	return x
}

func (x *Door) put(d *Desk) {
	d.door, x.d, x.screens = x, d, map[string]reflect.Value{}
	for _, s := range d.Bound() {
		x.screens[reflect.TypeOf(s).Elem().Name()] = reflect.ValueOf(s)
	}
}

// closeWait is how long the end of the program waits for calls that are still
// answered.
const closeWait = 5 * time.Second

// Close stops the work behind the door and closes its desk.
func (x *Door) Close() error {
	x.mu.RLock()
	x.d.jobs.cancelAll()
	x.mu.RUnlock()
	if x.alone(closeWait) {
		defer x.mu.Unlock()
	}
	return x.d.Close()
}

// OpenBackup has the page show a backup file, see Desk.OpenBackup.
func (x *Door) OpenBackup(path string) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.d.OpenBackup(path)
}

// ServeFile serves attachments and previews below /files/.
func (x *Door) ServeFile(w http.ResponseWriter, r *http.Request) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.d.ServeFile(w, r)
}

// atLockedDoor are the calls that are answered while the screen is locked: they
// tell and change nothing of the records.
var atLockedDoor = map[string]bool{"Security.State": true, "Security.Lock": true, "Security.Unlock": true}

// Call answers a call of the page; the answer is JSON.
func (x *Door) Call(in Asked) (out string, err error) {
	defer caught(&err)
	args := []json.RawMessage{}
	if err := json.Unmarshal([]byte(in.Args), &args); err != nil {
		return "", fmt.Errorf("%s.%s: arguments: %w", in.Screen, in.Method, err)
	}
	result, err := x.Invoke(in.Screen, in.Method, args)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(result)
	return string(text), err
}

var errorType = reflect.TypeFor[error]()

// Invoke is Call with its arguments read and its answer still to be written. It
// turns a panic into an error, where Wails would never answer.
func (x *Door) Invoke(screen, method string, args []json.RawMessage) (result any, err error) {
	defer caught(&err)
	call := screen + "." + method
	x.mu.RLock()
	m, in, err := x.find(screen, method, args)
	if err == nil && changesDesk[call] {
		x.mu.RUnlock() // it takes the door for itself
	} else {
		defer x.mu.RUnlock()
	}
	if err != nil {
		return nil, err
	}
	for _, out := range m.Call(in) {
		if e, isErr := out.Interface().(error); isErr {
			return nil, e
		}
		if out.Type() != errorType {
			result = out.Interface()
		}
	}
	return result, nil
}

// find looks up a screen's method, where it may be called now.
func (x *Door) find(screen, method string, args []json.RawMessage) (m reflect.Value, in []reflect.Value, err error) {
	call := screen + "." + method
	if !atLockedDoor[call] {
		if err := x.d.gate.pass(); err != nil {
			return m, nil, err
		}
	}
	if x.d.trial && notInTrial[call] {
		return m, nil, office.Errorf(office.CodeInvalid, "练习县里不做这一件，免得和自己的数据弄混。请先按“回到我的数据”。")
	}
	bound, ok := x.screens[screen]
	if !ok {
		return m, nil, fmt.Errorf("no bound type %q", screen)
	}
	if m = bound.MethodByName(method); !m.IsValid() {
		return m, nil, fmt.Errorf("no method %s", call)
	}
	if in, err = arguments(m.Type(), args); err != nil {
		return m, nil, fmt.Errorf("%s: %w", call, err)
	}
	return m, in, nil
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

// Security is the screen 安全: the 锁屏密码 and the lock itself.
type Security struct{ d *Desk }

// LockState is what may be known of the lock even while it is shut.
type LockState struct {
	Set     bool   `json:"set"` // there is a password
	Locked  bool   `json:"locked"`
	Minutes int    `json:"minutes"` // idle ones until it locks, 0 for never
	Fault   string `json:"fault"`   // of a password file that cannot be read
	Folder  string `json:"folder"`  // where the password file lies, empty while locked
	File    string `json:"file"`
}

// State returns the state of the lock.
func (s *Security) State() (out LockState, err error) {
	defer caught(&err)
	g := &s.d.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	out = LockState{Set: g.kept != nil || g.fault != nil, Locked: g.shut, File: gateFile}
	if g.kept != nil {
		out.Minutes = g.kept.Minutes
	}
	if g.fault != nil {
		out.Fault = g.fault.Error()
	}
	if !g.shut {
		out.Folder = s.d.dir
	}
	return out, nil
}

// Lock locks the screen.
func (s *Security) Lock() (err error) {
	defer caught(&err)
	return s.d.gate.close()
}

// PasswordInput is a password to be tried.
type PasswordInput struct {
	Password string `json:"password"`
}

// Unlock opens the screen with the password.
func (s *Security) Unlock(in PasswordInput) (err error) {
	defer caught(&err)
	return s.d.gate.try(in.Password)
}

// NewPasswordInput is a new password, given twice, and the one before it; an empty
// new one removes the lock.
type NewPasswordInput struct {
	Old      string `json:"old"`
	Password string `json:"password"`
	Again    string `json:"again"`
}

// SetPassword sets, changes or removes the password.
func (s *Security) SetPassword(in NewPasswordInput) (err error) {
	defer caught(&err)
	if in.Password != in.Again {
		return office.Invalid("两次输入的密码不一样，请重新输入。")
	}
	return s.d.gate.set(in.Old, in.Password)
}

// SaveIdle sets after how many minutes without a touch the screen locks by itself,
// 0 for never.
func (s *Security) SaveIdle(minutes int) (err error) {
	defer caught(&err)
	return s.d.gate.idle(minutes)
}
