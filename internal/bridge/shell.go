package bridge

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"dudao/internal/desk"
)

// Shell is the test's stand-in for the window: events go to the open streams,
// and dialogs are answered from the test's script. A dialog without an answer
// is cancelled, as a person may do.
type Shell struct {
	mu      sync.Mutex
	streams map[chan []byte]struct{}
	answers map[string][]scripted // by dialog
	record  []question
}

// scripted is the answer to the next dialog of its kind.
type scripted struct {
	Dialog string   `json:"dialog"` // openFiles, saveFile, openDirectory
	Paths  []string `json:"paths"`
}

// question is what the desk asked of the shell.
type question struct {
	What string   `json:"what"` // a dialog, openPath or revealPath
	Args []string `json:"args"`
}

var _ desk.Shell = (*Shell)(nil)

// NewShell makes a shell without any scripted answer.
func NewShell() *Shell {
	return &Shell{streams: map[chan []byte]struct{}{}, answers: map[string][]scripted{}, record: []question{}}
}

// Emit sends an event to every open stream. A stream that does not keep up
// loses the event, and says so by ending.
func (s *Shell) Emit(event string, data any) {
	text, err := json.Marshal(map[string]any{"name": event, "data": data})
	if err != nil {
		text = fmt.Appendf(nil, `{"name":"e2e:unsendable","data":%q}`, event+": "+err.Error())
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.streams {
		select {
		case c <- text:
		default:
			close(c)
			delete(s.streams, c)
		}
	}
}

// OpenFiles gives the scripted files.
func (s *Shell) OpenFiles(title string, patterns []string) ([]string, error) {
	return s.ask("openFiles", append([]string{title}, patterns...)...), nil
}

// SaveFile gives the scripted file.
func (s *Shell) SaveFile(title, defaultName string) (string, error) {
	return first(s.ask("saveFile", title, defaultName)), nil
}

// OpenDirectory gives the scripted folder.
func (s *Shell) OpenDirectory(title string) (string, error) {
	return first(s.ask("openDirectory", title)), nil
}

// OpenPath notes the path.
func (s *Shell) OpenPath(path string) error { s.ask("openPath", path); return nil }

// PrintPath notes the path.
func (s *Shell) PrintPath(path string) error { s.ask("printPath", path); return nil }

// RevealPath notes the path.
func (s *Shell) RevealPath(path string) error { s.ask("revealPath", path); return nil }

// Quit notes that the program is to end.
func (s *Shell) Quit() error { s.ask("quit"); return nil }

func (s *Shell) ask(what string, args ...string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record = append(s.record, question{What: what, Args: args})
	next := s.answers[what]
	if len(next) == 0 {
		return []string{}
	}
	s.answers[what] = next[1:]
	return next[0].Paths
}

func first(paths []string) string {
	if len(paths) == 0 {
		return ""
	}
	return paths[0]
}

// answer takes the test's answer to the next dialog of a kind.
func (s *Shell) answer(w http.ResponseWriter, r *http.Request) {
	var a scripted
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&a); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	s.answers[a.Dialog] = append(s.answers[a.Dialog], a)
	s.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

// asked tells the test what the desk asked.
func (s *Shell) asked(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s.record) // a test that went away
}

// stream sends the events as they come, until the page goes away.
func (s *Shell) stream(w http.ResponseWriter, r *http.Request) {
	flusher, ok := w.(http.Flusher)
	if !ok {
		http.Error(w, "no streaming", http.StatusInternalServerError)
		return
	}
	events := make(chan []byte, 1024)
	s.mu.Lock()
	s.streams[events] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.streams, events)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	flusher.Flush()
	for {
		select {
		case <-r.Context().Done():
			return
		case text, open := <-events:
			if !open {
				return
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", text); err != nil {
				return
			}
			flusher.Flush()
		}
	}
}
