package main

import (
	"path/filepath"
	"testing"
)

func TestNoVerbOpensTheWindow(t *testing.T) {
	backup := filepath.Join(t.TempDir(), "20260301 手动%#.督导备份")
	for _, c := range []struct {
		args []string
		want launch
		ok   bool
	}{
		{nil, launch{}, true},
		{[]string{"--data", `D:\督导 台账`}, launch{data: `D:\督导 台账`}, true},
		{[]string{"--data=/srv/台账"}, launch{data: "/srv/台账"}, true},
		{[]string{backup}, launch{backup: backup}, true},
		{[]string{"--data", "D", backup}, launch{data: "D", backup: backup}, true},
		{[]string{"--data=D", backup}, launch{data: "D", backup: backup}, true},
		{[]string{"check"}, launch{}, false},
		{[]string{"restore", backup}, launch{}, false},
		{[]string{"学校.xlsx"}, launch{}, false},
		{[]string{"--data", "D", "check"}, launch{data: "D"}, false},
		{[]string{"--data"}, launch{}, false},
		{[]string{"--help"}, launch{}, false},
	} {
		if got, ok := windowArgs(c.args); got != c.want || ok != c.ok {
			t.Errorf("%q: %q %v, want %q %v", c.args, got, ok, c.want, c.ok)
		}
	}
}
