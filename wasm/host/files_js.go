package host

import (
	"context"
	"strings"
	"syscall/js"
)

// Files are files of the visitor's that are not read yet.
type Files struct {
	list  js.Value
	Names []string // with their folders
}

// Gather begins to gather the files of a drop or of a choice, with those in folders that are among them. It must be
// called while the event lasts; the function that it returns waits, and must not be called in a callback. An error is a
// *ScriptError.
func (h *Host) Gather(from js.Value) func() (Files, error) {
	promise := get("labFiles").Call("of", from)
	return func() (Files, error) {
		list, err := h.await(context.Background(), promise)
		if err != nil {
			return Files{}, err
		}
		f := Files{list: list}
		for i := range list.Length() {
			f.Names = append(f.Names, list.Index(i).Get("name").String())
		}
		return f, nil
	}
}

// First is the first of the files, as the browser has it.
func (f Files) First() js.Value { return f.list.Index(0).Get("file") }

// Read reads files of at most so many bytes together: their lengths, and their bodies side by side. More are refused
// before they are read. An error is a *ScriptError.
func (h *Host) Read(f Files, most int) (sizes []int, body []byte, err error) {
	read, err := h.await(context.Background(), get("labFiles").Call("read", f.list, most))
	if err != nil {
		return nil, nil, err
	}
	lengths := read.Get("sizes")
	for i := range lengths.Length() {
		sizes = append(sizes, lengths.Index(i).Int())
	}
	return sizes, Bytes(read.Get("body")), nil
}

// Words are what an error of a script says, without the name of its kind.
func Words(err error) string {
	_, words, found := strings.Cut(err.Error(), "Error: ")
	if !found {
		return err.Error()
	}
	return words
}
