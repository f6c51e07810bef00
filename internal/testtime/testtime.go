// Package testtime says how long what a test looks at takes. A bound of seconds is
// for the long proofs and the benchmarks, never for what runs on a busy machine.
package testtime

import "time"

// Hang is so long that only what does not end takes longer, on the busiest machine
// and beside the race detector, too.
const Hang = 5 * time.Minute
