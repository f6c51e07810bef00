//go:build race

package testtime

const patience = 20
