package testtime

import (
	"syscall"
	"time"
)

// Worked is how long the program has worked: other programs on the machine do not
// count.
func Worked() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
