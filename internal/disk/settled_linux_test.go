package disk_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dudao/internal/disk"
	"dudao/internal/disk/disktest"
)

// A disk turns read-only while one file after another is synced: what was settled is
// there on the mended disk. Of the syncs alone some say that all is well of a file that
// is gone, one in seven times.
func TestSyncIsTakenAtItsWord(t *testing.T) {
	d := disktest.New(t)
	for turn := range 40 {
		said, ended := []string{}, make(chan struct{})
		go func() {
			defer close(ended)
			for {
				path := filepath.Join(d.Dir, fmt.Sprintf("%d-%d", turn, len(said)))
				if os.WriteFile(path, make([]byte, 100_000), 0o600) != nil || disk.SyncFile(path) != nil {
					return
				}
				said = append(said, path)
			}
		}()
		time.Sleep(time.Duration(turn) * time.Millisecond / 5)
		d.TurnReadOnly()
		<-ended
		d.Again()
		for _, path := range said {
			if info, err := os.Stat(path); err != nil || info.Size() != 100_000 {
				t.Errorf("turn %d: file %d of %d was settled and is not there: %v", turn, len(said), len(said), err)
			}
			os.Remove(path)
		}
	}
}
