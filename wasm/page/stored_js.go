//go:build fetched

package main

import (
	"syscall/js"

	"arraylab/sim/gallery"
)

// init takes the stored results, which boot.js has fetched. Without the build tag they are part of the program.
func init() { gallery.Supply([]byte(js.Global().Get("storedResults").String())) }
