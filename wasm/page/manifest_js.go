package main

import (
	"encoding/json"
	"syscall/js"
)

// manifest tells under which names the build's files stand.
type manifest struct {
	Worker   string `json:"worker"`
	WorkerJS string `json:"workerjs"`
	Exec     string `json:"exec"`
	// Data are the packed files, by task and part, piece after piece.
	Data map[string]map[string][]struct {
		URL   string `json:"url"`
		Bytes int64  `json:"bytes"`
	} `json:"data"`
	Files  map[string]string `json:"files"`
	Bytes  map[string]int64  `json:"bytes"`
	Commit string            `json:"commit"`
	Date   string            `json:"date"`
}

// readManifest reads it from the document. One that cannot be read names nothing, and the page
// says what is missing.
func readManifest() manifest {
	var m manifest
	if el := js.Global().Get("document").Call("getElementById", "manifest"); el.Truthy() {
		_ = json.Unmarshal([]byte(el.Get("textContent").String()), &m)
	}
	return m
}
