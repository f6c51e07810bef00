package binder

import (
	"os"
	"strings"
	"testing"
)

func TestABinderIsSoundForOtherReaders(t *testing.T) {
	path, res := write(t, small(t), Options{})
	if said := run(t, "qpdf", "--check", path); strings.Contains(said, "WARNING") {
		t.Error(said)
	}
	if to := os.Getenv("LOOK"); to != "" {
		run(t, "cp", path, to)
	}
	t.Logf("%+v", res)
}
