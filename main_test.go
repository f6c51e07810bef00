package main

import "testing"

func TestNoVerbOpensTheWindow(t *testing.T) {
	for _, c := range []struct {
		args []string
		dir  string
		ok   bool
	}{
		{nil, "", true},
		{[]string{"--data", `D:\督导 台账`}, `D:\督导 台账`, true},
		{[]string{"--data=/srv/台账"}, "/srv/台账", true},
		{[]string{"check"}, "", false},
		{[]string{"--data", "D", "check"}, "", false},
		{[]string{"--data"}, "", false},
		{[]string{"--help"}, "", false},
	} {
		if dir, ok := windowArgs(c.args); dir != c.dir || ok != c.ok {
			t.Errorf("%q: %q %v, want %q %v", c.args, dir, ok, c.dir, c.ok)
		}
	}
}
