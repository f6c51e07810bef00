//go:build !windows

package desk

// secondDisk is a fixed disk other than that of the folder: only Windows shows disks
// as such.
func secondDisk(string) string { return "" }
