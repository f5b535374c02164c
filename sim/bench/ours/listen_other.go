//go:build !js

// Orders come by standard input; in a browser they come by calls (listen_js.go).

package main

import "arraylab/sim/crew"

// join: natively goroutines share one memory.
func join() crew.Crew { return crew.Alone{} }

func listen(handle func([]byte) []byte) error { return listenLines(handle) }

func reader(folder, model string) func(string) ([]byte, error) { return readFiles(folder, model) }
