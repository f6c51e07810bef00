//go:build desktop && !bindings

package main

const generating = false
