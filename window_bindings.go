//go:build bindings

package main

// generating is true in the run that writes the TypeScript bindings: it calls
// main, and must open no data.
const generating = true
