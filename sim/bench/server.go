//go:build !js

package main

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// startServer starts the built server and returns its address, with a slash at its end.
func startServer(dist string) (stop func(), at string, err error) {
	server := exec.Command(filepath.Join(dist, "arraylab-serve"), "-addr", "127.0.0.1:0")
	out, err := server.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	server.Stderr = server.Stdout
	if err := server.Start(); err != nil {
		return nil, "", err
	}
	stop = func() {
		_ = server.Process.Signal(os.Interrupt)
		_ = server.Wait()
	}
	found := make(chan string, 1)
	go func() {
		address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
		for lines := bufio.NewScanner(out); lines.Scan(); { // to its end, or the server would block
			if at := address.FindString(lines.Text()); at != "" {
				select {
				case found <- at + "/":
				default:
				}
			}
		}
	}()
	select {
	case at = <-found:
		return stop, at, nil
	case <-time.After(30 * time.Second):
		stop()
		return nil, "", errors.New("the server printed no address")
	}
}
