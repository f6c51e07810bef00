//go:build desktop || bindings || e2e

package main

import (
	"embed"
	"io/fs"
)

//go:embed all:frontend/dist
var embedded embed.FS

// pages returns the built frontend.
func pages() fs.FS {
	dist, err := fs.Sub(embedded, "frontend/dist")
	if err != nil {
		panic(err) // the path is a constant
	}
	return dist
}
