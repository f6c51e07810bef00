//go:build e2e

package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"dudao/internal/bridge"
	"dudao/internal/desk"
)

// openWindow serves the desk to a browser on this machine, for tests. It
// prints the address it listens on, and ends on a signal.
func openWindow(l launch) int {
	if err := serveDesk(l); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func serveDesk(l launch) (err error) {
	shell := bridge.NewShell()
	d, err := desk.Open(l.data, shell)
	if err != nil {
		return err
	}
	door := d.Door()
	door.OpenBackup(l.backup)
	defer func() {
		if closeErr := door.Close(); err == nil {
			err = closeErr
		}
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: bridge.New(door, shell, pages()).Handler()}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	fmt.Printf("http://%s\n", listener.Addr())

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	select {
	case err = <-ended:
		return err
	case <-stop:
		return server.Close()
	}
}
