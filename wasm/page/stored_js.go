//go:build fetched

package main

import (
	"syscall/js"

	"arraylab/sim/gallery"
)

// Without the build tag the stored results are part of the program.
func init() { gallery.Supply(storedResults) }

// storedResults is the file of the stored results, which boot.js fetches after the first result. Who asks
// earlier waits here, and the page with him; where it cannot be had, there are none until the page is loaded anew.
func storedResults() (file []byte) {
	file = []byte("{}")
	if there := js.Global().Get("storedResults"); there.Type() == js.TypeString {
		return []byte(there.String())
	}
	name, ok := readManifest().file("scenarios.json")
	if !ok {
		return file
	}
	defer func() { _ = recover() }() // a request that fails is an exception
	ask := js.Global().Get("XMLHttpRequest").New()
	ask.Call("open", "GET", name, false)
	ask.Call("send")
	if ask.Get("status").Int() == 200 {
		file = []byte(ask.Get("responseText").String())
	}
	return file
}
