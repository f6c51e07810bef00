// Package testtime says how long what a test times may take.
package testtime

import "time"

// Within is the bound, or many times as much where the race detector runs along: it
// makes every step slow.
func Within(bound time.Duration) time.Duration { return bound * patience }
